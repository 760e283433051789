"""Reading `follows`: from which rules of the pack, and from which related records, something follows.

Only what can be chained may stand here: rules that are met, and records with equal categories or identifiers. Numbers, dates
and absence are for criteria.
"""

from __future__ import annotations

from humi.dossier.facts import RELATIONS
from humi.language import nodes as n
from humi.language.conditions import read_condition
from humi.language.context import Context
from humi.policy.pack import FollowedRecord, FollowedRule, Premise
from humi.policy.rules import RuleReader, identifier
from humi.policy.sections import entries
from humi.reading.fields import Fields, is_text, items_of, text_of, wrong_type
from humi.reading.keywords import english
from humi.reading.located import Located, Mapping
from humi.reading.problems import Place, Problems
from humi.values.text import nearest

SECTIONS = ("designations", "incentives", "duties")
CHAINED = ("boolean", "category", "text")
"""Types of facts that can be joined: identifiers and categories."""


def followable(fields: Fields) -> dict[str, tuple[str, ...]]:
    """The rules that something may follow, by id and by section and id."""
    found: dict[str, tuple[str, ...]] = {}
    for section in SECTIONS:
        for key, _ in entries(fields, section, Problems()):
            path = f"{section}/{identifier(key)}"
            found[identifier(key)] = (*found.get(identifier(key), ()), path)
            found[path] = (path,)
    return found


def read_follows(fields: Fields, reader: RuleReader, context: Context) -> tuple[Premise, ...]:
    """The premises under `follows`: one, or a list of which all must hold."""
    located = fields.get("follows")
    if located is None:
        return ()
    items = items_of(located)
    if not items:
        wrong_type(reader.problems, located, "text")
    found: dict[str, Premise] = {}
    for item in items:
        premise = _premise(item, reader, context)
        name = premise.rule if isinstance(premise, FollowedRule) else f"record {len(found)}"
        if name in found:
            reader.problems.add("L107", item.place, key=text_of(item, reader.problems))
        elif premise is not None:
            found[name] = premise
    return tuple(found.values())


def _premise(located: Located, reader: RuleReader, context: Context) -> Premise | None:
    return _record(located, reader, context) if isinstance(located, Mapping) else _rule(located, reader)


def _rule(located: Located, reader: RuleReader) -> Premise | None:
    word = text_of(located, reader.problems)
    if not is_text(located):
        return None
    section, slash, name = word.rpartition("/")
    paths = reader.names.followable.get(f"{english(section)}{slash}{name}", ())
    if len(paths) == 1:
        return FollowedRule(located.place, paths[0])
    allowed = paths or tuple(name for name in reader.names.followable if "/" not in name)
    suggestion = paths[0] if paths else nearest(word, allowed) or ""
    reader.problems.add("P207", located.place, found=word, allowed=", ".join(allowed), suggestion=suggestion)
    return None


def _record(located: Mapping, reader: RuleReader, context: Context) -> Premise | None:
    problems = reader.problems
    fields = Fields(located, problems, ("some", "where"), english)
    some = fields.require("some")
    if some is None:
        return None
    relation = reader.names.vocabulary.entity(text_of(some, problems))
    if relation not in RELATIONS:
        allowed = ", ".join(RELATIONS)
        problems.add("L112", some.place, found=relation, allowed=allowed, suggestion=nearest(relation, RELATIONS) or "")
        return None
    if RELATIONS[relation] == context.this:
        problems.add("P223", some.place, found=relation)
    where = fields.get("where")
    if where is not None and not isinstance(where, Mapping):
        wrong_type(problems, where, "mapping")
        return None
    condition = read_condition(where, context.among(relation)) if where is not None else n.Always(True)
    premise = FollowedRecord(located.place, n.Related(relation, condition, place=located.place), (), ())
    for part in _parts(condition):
        found = _joined(premise, part)
        if found is None:
            problems.add("P221", part.place or located.place, allowed=", ".join(CHAINED))
        premise = found or premise
    return premise


def premise_about(related: n.Related, place: Place | None) -> FollowedRecord | None:
    """The premise that there is such a related record; None where the chain cannot hold what is asked of it."""
    premise: FollowedRecord | None = FollowedRecord(place, related, (), ())
    for part in _parts(related.where):
        premise = _joined(premise, part) if premise is not None else None
    return premise


def _parts(condition: n.Condition) -> tuple[n.Condition, ...]:
    return condition.items if isinstance(condition, n.All) else (condition,)


def _joined(premise: FollowedRecord, part: n.Condition) -> FollowedRecord | None:
    """A premise with one more thing asked of its record; None where that is neither a category nor an identifier."""
    match part:
        case n.Always():
            return premise  # no condition, or one that could not be read
        case n.OneOf(ref=n.Ref(owner=n.RECORD, fact=fact), members=members, open=False, part="") if fact.type in CHAINED:
            return premise.equal_to(fact, members)
        case n.SameAs(left=n.Ref(owner=n.RECORD, fact=fact), right=n.Ref(owner=owner) as other) if owner != n.RECORD:
            return premise.same_as(fact, other)
    return None

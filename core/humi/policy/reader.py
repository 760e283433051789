"""Reading a pack: head, kinds, facts and terms first, then the sections that use them. All problems at once."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from humi.dossier.fact_reader import read_fact
from humi.dossier.facts import ENTITIES, Fact
from humi.dossier.vocabulary import Vocabulary
from humi.errors import PackError
from humi.language.conditions import NEVER, read_condition
from humi.language.context import MAX_DEPTH, Context, Names, TermText, is_bounded
from humi.language.nodes import DATE, Value
from humi.language.values import read_value
from humi.policy import sections
from humi.policy.duties import duties
from humi.policy.follows import followable
from humi.policy.incentives import incentives
from humi.policy.pack import LANGUAGE_VERSION, TOPICS, Act, Criterion, Governs, InForce, Kind, Pack, Rule, Silence
from humi.policy.phases import phases, whole_period
from humi.policy.rules import META, RuleReader, identifier
from humi.policy.tables import tables as read_tables
from humi.policy.targets import targets
from humi.reading.fields import Fields, items_of, text_of, wrong_type
from humi.reading.keywords import english
from humi.reading.located import Located, Mapping, Scalar
from humi.reading.problems import Problems
from humi.values.label import Label
from humi.values.text import nearest

SECTIONS = (
    "humi",
    "region",
    "edition",
    "in_force",
    "governs",
    "scope",
    "kinds",
    "acts",
    "facts",
    "terms",
    "tables",
    "designations",
    "phases",
    "targets",
    "incentives",
    "duties",
    "silent",
)
TEXTS = ("complete", "abridged", "without_annexes", "reported")


def read_pack(path: Path, vocabulary: Vocabulary) -> Pack:
    """The pack in a `policy.yaml`. Raises PackError with every problem of the file."""
    from humi.reading.strict_yaml import read_yaml

    problems = Problems()
    located = read_yaml(path, problems)
    problems.raise_if_errors(PackError)
    assert located is not None
    pack = pack_from(located, vocabulary, problems, str(path))
    problems.raise_if_errors(PackError)
    assert pack is not None
    return pack


def region_of(located: Located) -> Scalar | None:
    """The id of a pack's region, before it is read as a whole; None where it is not written."""
    region = located.get("region") or located.get("地区") if isinstance(located, Mapping) else None
    name = region.get("id") or region.get("编号") if isinstance(region, Mapping) else None
    return name if isinstance(name, Scalar) else None


def pack_from(located: Located, vocabulary: Vocabulary, problems: Problems, file: str) -> Pack | None:
    """The pack of a located tree; None where a problem was reported. Its own facts are added to `vocabulary`."""
    fields = Fields(located, problems, SECTIONS, english)
    for key in ("humi", "region", "edition", "scope"):
        fields.require(key)
    _language_version(fields, problems)
    region, label = _region(fields, problems)
    facts = _facts(fields, region, vocabulary, problems)
    names = Names(region, vocabulary.with_region(region, facts), problems)
    reader = RuleReader(names)
    kinds = _kinds(fields, reader)
    names.kinds = sections.title_kinds(fields, kinds)
    names.judged = sections.judged_entities(fields, reader)
    names.incentives = tuple(identifier(key) for key, _ in sections.entries(fields, "incentives", problems))
    names.followable = followable(fields)
    acts = _acts(fields, reader)
    names.acts = tuple(acts)
    terms = _terms(fields, reader)
    tables = read_tables(fields, reader, Path(file).parent)
    version, text = _edition(fields, problems)
    scope = fields.get("scope")
    pack = Pack(
        region=region,
        label=label,
        version=version,
        text=text,
        file=file,
        vocabulary=names.vocabulary,
        facts=facts,
        in_force=_in_force(fields, reader),
        governs=_governs(fields, reader),
        scope=reader.criterion(scope, "scope", "unit") if scope else Criterion("scope", None, (), condition=NEVER),
        kinds=kinds,
        acts=acts,
        titles=names.kinds,
        terms=terms,
        tables=tables,
        designations=sections.designations(fields, reader),
        phases=phases(fields, reader),
        targets=targets(fields, reader),
        incentives=incentives(fields, reader),
        duties=duties(fields, reader),
        silent=_silent(fields, reader),
    )
    pack = replace(pack, judgements=frozenset(names.judgements))
    _topics(pack, fields, problems)
    return None if problems.has_errors else pack


def _language_version(fields: Fields, problems: Problems) -> None:
    located = fields.get("humi")
    if located is not None and not (isinstance(located, Scalar) and located.value == LANGUAGE_VERSION):
        problems.add("P210", located.place, found=getattr(located, "text", ""))


def _region(fields: Fields, problems: Problems) -> tuple[str, Label]:
    located = fields.get("region")
    if located is None:
        return "", Label("", "")
    head = Fields(located, problems, ("id", "name"), english)
    name = head.label() if head.require("name") is not None else None
    region = head.text("id") if head.require("id") is not None else ""
    if region and not region.isidentifier():
        problems.add("L103", head.place_of_value("id"), found=region, expected="id")
    return region, name or Label(region, region)


def _edition(fields: Fields, problems: Problems) -> tuple[str, str]:
    located = fields.get("edition")
    if located is None:
        return "", "complete"
    head = Fields(located, problems, ("version", "text"), english)
    text = english(head.text("text", "complete"))
    if text not in TEXTS:
        place, near = head.place_of_value("text"), nearest(text, TEXTS)
        problems.add("L105", place, found=text, allowed=", ".join(TEXTS), suggestion=near or "")
    return head.text("version") if head.require("version") is not None else "", text


def _facts(fields: Fields, region: str, vocabulary: Vocabulary, problems: Problems) -> tuple[Fact, ...]:
    found = []
    for key, value in sections.entries(fields, "facts", problems):
        written, _, name = key.text.partition(".")
        entity = vocabulary.entity(written)
        if entity not in ENTITIES or not name.replace("_", "a").isalnum():
            problems.add("L104", key.place, found=key.text, suggestion=nearest(entity, ENTITIES) or f"unit.{key.text}")
            continue
        found.append(read_fact(entity, name, value, region, problems))
    return tuple(found)


def _kinds(fields: Fields, reader: RuleReader) -> dict[str, Kind]:
    found = {}
    declaring = ("kinds", "designations")
    known = [*ENTITIES, *(identifier(key) for one in declaring for key, _ in sections.entries(fields, one, Problems()))]
    for key, value in sections.entries(fields, "kinds", reader.problems):
        own = Fields(value, reader.problems, ("either", *META), english)
        either = own.require("either")
        parts = [
            reader.names.vocabulary.entity(text_of(item, reader.problems)) for item in (items_of(either) if either else ())
        ]
        if either is not None and (not parts or identifier(key) in parts):
            reader.problems.add("P208", either.place, found=f"{identifier(key)} → {', '.join(parts)}")
        for item, part in zip(items_of(either) if either else (), parts, strict=True):
            if part not in known:
                allowed = ", ".join(known)
                reader.problems.add("P203", item.place, found=part, allowed=allowed, suggestion=nearest(part, known) or "")
        found[identifier(key)] = Kind(
            **reader.meta(own, f"kinds/{identifier(key)}", named=True, sourced=False), either=tuple(parts)
        )
    return found


def _acts(fields: Fields, reader: RuleReader) -> dict[str, Act]:
    found = {}
    for key, value in sections.entries(fields, "acts", reader.problems):
        own = Fields(value, reader.problems, META, english)
        found[identifier(key)] = Act(**reader.meta(own, f"acts/{identifier(key)}", named=True, sourced=False))
    return found


def _terms(fields: Fields, reader: RuleReader) -> dict[str, Rule]:
    """Terms in the order written; a term may use those before it."""
    found: dict[str, Rule] = {}
    reader.names.declared = tuple(identifier(key) for key, _ in sections.entries(fields, "terms", Problems()))
    for key, value in sections.entries(fields, "terms", reader.problems):
        term, path = identifier(key), f"terms/{identifier(key)}"
        own = Fields(value, reader.problems, ("when", "value", *META), english)
        context = Context(reader.names, f"{reader.names.region}/{path}")
        when, stated = own.get("when"), own.get("value")
        if when is not None:
            reader.names.terms[term] = TermText(condition=read_condition(when, context))
        elif stated is not None:
            reader.names.terms[term] = TermText(value=read_value(stated, context))
        else:
            own.require("when")
        text = reader.names.terms.get(term)
        node = (text.condition or text.value) if text is not None else None
        if node is not None and not is_bounded(node):
            reader.problems.add("L109", own.place, limit=str(MAX_DEPTH))
            reader.names.terms.pop(term)
        found[term] = Rule(**reader.meta(own, path, named=True))
    return found


def _in_force(fields: Fields, reader: RuleReader) -> InForce | None:
    located = fields.get("in_force")
    if located is None:
        return None
    own = Fields(located, reader.problems, ("from", "to", *META), english)

    def day(key: str) -> Value | None:
        value = own.get(key)
        if value is None or (isinstance(value, Scalar) and english(value.text) == "unstated"):
            return None
        return read_value(value, Context(reader.names, "in_force"), DATE)

    return InForce(**reader.meta(own, "in_force"), first=day("from"), last=day("to"))


def _governs(fields: Fields, reader: RuleReader) -> Governs | None:
    located = fields.get("governs")
    if located is None:
        return None
    own = Fields(located, reader.problems, ("period", *META), english)
    period = own.require("period")
    if period is None:
        return None
    if not isinstance(period, Scalar):
        wrong_type(reader.problems, period, "period")
        return None
    span = whole_period(period, reader.problems)
    if span is None:
        return None
    return Governs(**reader.meta(own, "governs"), span=span)


def _silent(fields: Fields, reader: RuleReader) -> tuple[Silence, ...]:
    found: dict[str, Silence] = {}
    for key, value in sections.entries(fields, "silent", reader.problems):
        topic = reader.topic(key.text, key.place)
        if topic in found:
            reader.problems.add("Y109", key.place, key=key.text)
        gaps = tuple(text_of(item, reader.problems) for item in items_of(value))
        found[topic] = Silence(f"silent/{topic}", key.place, gaps, TOPICS.get(topic))
    return tuple(found.values())


def _topics(pack: Pack, fields: Fields, problems: Problems) -> None:
    """Every topic is answered by a rule or declared silent, never both."""
    if "silent" not in fields and problems.has_errors:
        return  # its name is most likely misspelt
    silent = {silence.id for silence in pack.silent}
    answered = {topic: rule for rule in pack.rules() for topic in rule.answers}
    for topic in TOPICS:
        if topic in silent and topic in answered:
            problems.add("P205", answered[topic].place, topic=topic)
        elif topic not in silent and topic not in answered:
            problems.add("P204", fields.place_of("silent"), topic=topic)

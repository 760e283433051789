"""Reading the sections of a pack: what they share, and designations."""

from __future__ import annotations

from humi.dossier.facts import ENTITIES, SINGLE
from humi.language.conditions import NEVER, read_condition
from humi.language.context import Context
from humi.language.nodes import DATE
from humi.language.values import read_value
from humi.policy.pack import Designation, Kind, ProcedureStep, Validity
from humi.policy.rules import META, RuleReader, identifier
from humi.reading.fields import Fields, text_of, wrong_type
from humi.reading.keywords import SUPPLIERS, english
from humi.reading.located import Located, Mapping, Scalar
from humi.reading.problems import Problems
from humi.values.text import nearest

DESIGNATION = (
    "for",
    "governed_by",
    "criteria",
    "model",
    "priority",
    "factors",
    "steps",
    "selection",
    "validity",
    *META,
)
STEP = ("done", "passed", "who", *META)


def entries(fields: Fields, key: str, problems: Problems) -> tuple[tuple[Scalar, Located], ...]:
    """The entries of a section; a section that is no mapping is reported."""
    located = fields.get(key)
    if located is None:
        return ()
    if isinstance(located, Mapping):
        return located.entries
    wrong_type(problems, located, "mapping")
    return ()


def judged_entities(fields: Fields, reader: RuleReader) -> dict[str, str]:
    """The entity that each entity name and each designation is for."""
    found = {entity: entity for entity in ENTITIES}
    for key, value in entries(fields, "designations", reader.problems):
        word = next((text_of(part, reader.problems) for name, part in _pairs(value) if english(name.text) == "for"), "")
        found[identifier(key)] = reader.names.vocabulary.entity(word)
    return {name: entity for name, entity in found.items() if entity in SINGLE}


def _pairs(located: Located) -> tuple[tuple[Scalar, Located], ...]:
    return located.entries if isinstance(located, Mapping) else ()


def title_kinds(fields: Fields, kinds: dict[str, Kind]) -> dict[str, tuple[str, ...]]:
    """What a title's `kind` may be: entities, kinds and designations, each with the kinds it covers."""
    known: dict[str, tuple[str, ...]] = {entity: (entity,) for entity in ENTITIES}
    designations = fields.get("designations")
    if isinstance(designations, Mapping):
        known.update({identifier(key): (identifier(key),) for key, _ in designations.entries})
    for name in kinds:
        known[name] = tuple(_covered(name, kinds, ()))
    return known


def _covered(name: str, kinds: dict[str, Kind], above: tuple[str, ...]) -> dict[str, None]:
    """A kind and everything it stands for, also through other kinds."""
    found = {name: None}
    for part in kinds[name].either if name in kinds and name not in above else ():
        found |= _covered(part, kinds, (*above, name))
    return found


def judged(fields: Fields, reader: RuleReader, extra: tuple[str, ...] = ()) -> tuple[str, tuple[str, ...]]:
    """The entity that `for` names, and the kinds of title where it names those."""
    located = fields.require("for")
    if located is None:
        return "unit", ()
    word = reader.names.vocabulary.entity(text_of(located, reader.problems))
    if word in ENTITIES:
        return word, ()
    if word in reader.names.kinds:
        kinds = reader.names.kinds[word]
        return next((reader.names.judged[kind] for kind in kinds if kind in reader.names.judged), "unit"), kinds
    allowed = (*ENTITIES, *reader.names.kinds, *extra)
    reader.problems.add(
        "P203",
        located.place,
        found=word,
        allowed=", ".join(dict.fromkeys(allowed)),
        suggestion=nearest(word, allowed) or "",
    )
    return "unit", ()


def designations(fields: Fields, reader: RuleReader) -> tuple[Designation, ...]:
    """The section `designations`."""
    return tuple(
        _designation(identifier(key), value, reader) for key, value in entries(fields, "designations", reader.problems)
    )


def _designation(name: str, located: Located, reader: RuleReader) -> Designation:
    fields = Fields(located, reader.problems, DESIGNATION, english)
    path = f"designations/{name}"
    this, _ = judged(fields, reader)
    if this not in SINGLE:
        wrong_type(reader.problems, fields.get("for") or located, ", ".join(SINGLE))
        this = "unit"
    context = Context(reader.names, path, this)
    selection = fields.get("selection")
    return Designation(
        **reader.meta(fields, path, named=True, sourced=False),
        this=this,
        governed_by=reader.event(fields, "governed_by", context),
        criteria=reader.criteria(fields, "criteria", path, this),
        model=reader.criteria(fields, "model", path, this),
        priority=reader.criteria(fields, "priority", path, this, ordering=True),
        factors=reader.criteria(fields, "factors", path, this),
        steps=tuple(
            _step(f"{path}/steps/{identifier(key)}", value, this, reader)
            for key, value in entries(fields, "steps", reader.problems)
        ),
        selection=reader.criterion(selection, f"{path}/selection", this) if selection else None,
        validity=_validity(fields, path, reader),
    )


def _step(path: str, located: Located, this: str, reader: RuleReader) -> ProcedureStep:
    fields = Fields(located, reader.problems, STEP, english)
    context = Context(reader.names, f"{reader.names.region}/{path}", this)
    done, passed = fields.require("done"), fields.get("passed")
    return ProcedureStep(
        **reader.meta(fields, path, named=True),
        done=read_condition(done, context) if done else NEVER,
        passed=read_condition(passed, context) if passed else None,
        who=who_of(fields, reader),
    )


def who_of(fields: Fields, reader: RuleReader) -> str:
    """Who has to act; empty where the text names nobody."""
    who = reader.one_of(fields, "who", (*SUPPLIERS, "unstated"), choices=SUPPLIERS)
    return "" if who == "unstated" else who


def _validity(fields: Fields, path: str, reader: RuleReader) -> Validity | None:
    located = fields.get("validity")
    if located is None:
        return None
    own = Fields(located, reader.problems, ("until", *META), english)
    until = own.require("until")
    value = read_value(until, Context(reader.names, path, "title"), DATE) if until else None
    return Validity(**reader.meta(own, f"{path}/validity"), until=value) if value else None

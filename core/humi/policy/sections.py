"""Reading the sections of a pack: designations, phases, incentives, duties."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import date

from humi.dossier.facts import ENTITIES, SINGLE
from humi.language.conditions import NEVER, read_condition
from humi.language.context import Context
from humi.language.nodes import (
    DATE,
    MONEY,
    All,
    Compare,
    Condition,
    Constant,
    FactValue,
    Happened,
    Not,
    OneOf,
    Ref,
    SomeDay,
    Value,
    Within,
)
from humi.language.values import read_value
from humi.policy.pack import Designation, Duty, Incentive, Kind, Phase, ProcedureStep, Validity
from humi.policy.rules import META, RuleReader, identifier
from humi.reading.fields import Fields, text_of, wrong_type
from humi.reading.keywords import english
from humi.reading.located import Located, Mapping, Scalar
from humi.reading.problems import Problems
from humi.values.dates import NotADate, parse_days, parse_month_day, parse_period
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
PHASE = ("order", "period", "from", "to", *META)
INCENTIVE = ("for", "amount", "service", "priority_of", "follows", "criteria", "governed_by", *META)
DUTY = ("for", "kind", "who", "when", "done", "by", "every", "governed_by", *META)
DUTY_KINDS = ("duty", "case_handling", "consequence", "publicity", "funding")


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


def _judged(fields: Fields, reader: RuleReader, extra: tuple[str, ...] = ()) -> tuple[str, tuple[str, ...]]:
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
    this, _ = _judged(fields, reader)
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
        priority=reader.criteria(fields, "priority", path, this),
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
        who=_who(fields, reader),
    )


def _who(fields: Fields, reader: RuleReader) -> str:
    who = english(fields.text("who"))
    if who and who != "unstated" and who not in reader.names.vocabulary.suppliers:
        allowed = (*reader.names.vocabulary.suppliers, "unstated")
        reader.problems.add(
            "L105",
            fields.place_of("who"),
            found=who,
            allowed=", ".join(allowed),
            suggestion=nearest(who, allowed) or "",
        )
    return "" if who == "unstated" else who


def _validity(fields: Fields, path: str, reader: RuleReader) -> Validity | None:
    located = fields.get("validity")
    if located is None:
        return None
    own = Fields(located, reader.problems, ("until", *META), english)
    until = own.require("until")
    value = read_value(until, Context(reader.names, path, "title"), DATE) if until else None
    return Validity(**reader.meta(own, f"{path}/validity"), until=value) if value else None


def phases(fields: Fields, reader: RuleReader) -> tuple[Phase, ...]:
    """The section `phases`, by their order."""
    found = [_phase(identifier(key), value, reader) for key, value in entries(fields, "phases", reader.problems)]
    return tuple(sorted(found, key=lambda phase: phase.order))


def _phase(name: str, located: Located, reader: RuleReader) -> Phase:
    fields = Fields(located, reader.problems, PHASE, english)
    context = Context(reader.names, f"phases/{name}")
    order = fields.require("order")
    if order is not None and not (isinstance(order, Scalar) and isinstance(order.value, int)):
        wrong_type(reader.problems, order, "integer")
    first, last = _phase_days(fields, reader, context)
    number = order.value if isinstance(order, Scalar) and isinstance(order.value, int) else 0
    return Phase(**reader.meta(fields, f"phases/{name}", named=True), order=int(number), first=first, last=last)


def _phase_days(fields: Fields, reader: RuleReader, context: Context) -> tuple[Value | None, Value | None]:
    period = fields.get("period")
    if period is None:
        if fields.get("from") is None and fields.get("to") is None:
            fields.require("period")
        ends = [fields.get("from"), fields.get("to")]
        first, last = (_phase_day(end, context) if end is not None else None for end in ends)
        return first, last
    word = english(text_of(period, reader.problems))
    if word == "undated":
        return None, None
    try:
        span = parse_period(word)
    except NotADate as error:
        reader.problems.add("L110", period.place, found=word, reason=error.reason)
        return None, None
    return Constant(DATE, span.start[0], place=period.place), Constant(DATE, span.end[1], place=period.place)


def _phase_day(located: Located, context: Context) -> Value | None:
    """A date value; a date given to the month or year is some day of it."""
    if isinstance(located, Scalar):
        try:
            first, last = parse_days(located.text)
        except NotADate:
            return read_value(located, context, DATE)
        if first < last:
            return SomeDay(first, last, place=located.place)
    return read_value(located, context, DATE)


def incentives(fields: Fields, reader: RuleReader) -> tuple[Incentive, ...]:
    """The section `incentives`; those that follow another one come after it."""
    found = {
        identifier(key): _incentive(identifier(key), value, reader)
        for key, value in entries(fields, "incentives", reader.problems)
    }
    ordered: dict[str, Incentive] = {}

    def place(name: str, waiting: tuple[str, ...]) -> None:
        incentive = found[name]
        if name in waiting:
            reader.problems.add("P208", incentive.place, found=" → ".join((*waiting, name)))
        elif name not in ordered:
            if incentive.follows in found:
                place(incentive.follows, (*waiting, name))
            ordered[name] = incentive

    for name in found:
        place(name, ())
    return tuple(ordered.values())


def _incentive(name: str, located: Located, reader: RuleReader) -> Incentive:
    fields = Fields(located, reader.problems, INCENTIVE, english)
    path = f"incentives/{name}"
    this, holders = _judged(fields, reader)
    context = Context(reader.names, path, this)
    amount, follows = fields.get("amount"), fields.text("follows")
    if follows and follows not in reader.names.incentives:
        reader.problems.add(
            "P207",
            fields.place_of("follows"),
            found=follows,
            allowed=", ".join(reader.names.incentives),
            suggestion=nearest(follows, reader.names.incentives) or "",
        )
    governed_by = reader.event(fields, "governed_by", context)
    if governed_by is None and this == "claim":
        governed_by = context.resolve("claim.filed", fields.place)
    return Incentive(
        **reader.meta(fields, path, named=True),
        this=this,
        holders=holders,
        criteria=reader.criteria(fields, "criteria", path, this),
        amount=read_value(amount, context, MONEY) if amount else None,
        service=fields.text("service") or fields.text("priority_of"),
        follows=follows,
        governed_by=governed_by,
    )


def duties(fields: Fields, reader: RuleReader) -> tuple[Duty, ...]:
    """The section `duties`; a yearly duty becomes one for each year."""
    found: list[Duty] = []
    for key, value in entries(fields, "duties", reader.problems):
        own = Fields(value, reader.problems, DUTY, english)
        every = own.get("every")
        if every is None:
            found.append(_duty(identifier(key), own, reader, None))
        else:
            found.extend(_duty(identifier(key), own, reader, year) for year in _years(every, reader))
    return tuple(found)


def _years(located: Located, reader: RuleReader) -> list[int]:
    fields = Fields(located, reader.problems, ("year",), english)
    year = fields.require("year")
    if year is None:
        return []
    try:
        span = parse_period(text_of(year, reader.problems))
    except NotADate as error:
        reader.problems.add("L110", year.place, found=getattr(year, "text", ""), reason=error.reason)
        return []
    first, last = date.fromordinal(span.start[0]).year, date.fromordinal(span.end[1]).year
    if last - first > 200:
        reader.problems.add("L110", year.place, found=getattr(year, "text", ""), reason="size")
        return []
    return list(range(first, last + 1))


def _duty(name: str, fields: Fields, reader: RuleReader, year: int | None) -> Duty:
    path = f"duties/{name}" if year is None else f"duties/{name}/{year}"
    this, holders = _judged(fields, reader)
    kind = english(fields.text("kind", "duty"))
    if kind not in DUTY_KINDS:
        reader.problems.add(
            "L105",
            fields.place_of("kind"),
            found=kind,
            allowed=", ".join(DUTY_KINDS),
            suggestion=nearest(kind, DUTY_KINDS) or "",
        )
    context = _duty_context(path, this, fields, reader, year)
    when, done, by = fields.get("when"), fields.get("done"), fields.get("by")
    trigger = read_condition(when, context) if when else None
    meta = reader.meta(fields, f"duties/{name}", named=True)
    return Duty(
        **{**meta, "path": path},
        this=this,
        holders=holders,
        kind=kind,
        who=_who(fields, reader),
        trigger=trigger,
        done=read_condition(done, context) if done else None,
        due=_due(by, context, year) if by else None,
        governed_by=reader.event(fields, "governed_by", context) or _trigger_event(trigger),
        year=year,
    )


def _duty_context(path: str, this: str, fields: Fields, reader: RuleReader, year: int | None) -> Context:
    context = Context(reader.names, f"{reader.names.region}/{path}", this)
    if year is None:
        return context
    spans = {"year": (date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal())}
    by = fields.get("by")
    constants: dict[str, Value] = {}
    due = _due(by, context, year, report=False) if by else None
    if due is not None:
        constants["due"] = due
    return Context(reader.names, context.path, this, constants=constants, spans=spans)


def _due(located: Located, context: Context, year: int | None, report: bool = True) -> Value | None:
    """The due day: a date value, the same day of each year, or None where the text states none."""
    if isinstance(located, Scalar) and english(located.text) == "unstated":
        return None
    if year is not None and isinstance(located, Mapping) and english(located.entries[0][0].text) == "each_year":
        text = getattr(located.entries[0][1], "text", "")
        try:
            month, day = parse_month_day(text)
        except NotADate as error:
            if report:
                context.problems.add("L110", located.place, found=text, reason=error.reason)
            return None
        last = monthrange(year, month)[1]
        return Constant(DATE, date(year, month, min(day, last)).toordinal(), place=located.place)
    return read_value(located, context, DATE) if report else None


def _trigger_event(trigger: Condition | None) -> Ref | None:
    """The one event that a trigger asks for: its day is what the duty is about. Of several, none is."""
    events = set(_trigger_events(trigger))
    return events.pop() if len(events) == 1 else None


def _trigger_events(trigger: Condition | None) -> Iterator[Ref]:
    match trigger:
        case Happened(ref=ref, implied=False) | Not(item=Happened(ref=ref, implied=False)):
            yield ref
        case OneOf(ref=ref, part="result" | "by" | "to"):
            yield ref
        case Compare(left=FactValue(ref=ref)) | Within(date=FactValue(ref=ref)) if ref.fact.type == "event":
            yield ref
        case All(items=items):
            for item in items:
                yield from _trigger_events(item)

"""Reading the section `duties`: who has to do what, when triggered, until when; a yearly duty becomes one for each year."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from humi.language.conditions import read_condition
from humi.language.context import Context
from humi.language.nodes import (
    DATE,
    All,
    Compare,
    Condition,
    Constant,
    Covers,
    FactValue,
    Happened,
    Not,
    OneOf,
    Ref,
    Value,
    Within,
    WithinYearly,
)
from humi.language.values import read_value
from humi.policy.follows import read_follows
from humi.policy.pack import Duty
from humi.policy.rules import META, RuleReader, identifier
from humi.policy.sections import entries, judged, who_of
from humi.policy.yearly import day_of_year, in_year, returns, years_of
from humi.reading import keywords
from humi.reading.fields import Fields
from humi.reading.keywords import english
from humi.reading.located import Located, Scalar

DUTY = ("for", "kind", "who", "when", "done", "by", "every", "follows", "governed_by", *META)
DUTY_KINDS = tuple(keywords.DUTY_KINDS)


def duties(fields: Fields, reader: RuleReader) -> tuple[Duty, ...]:
    """The section `duties`; a yearly duty becomes one for each year."""
    found: list[Duty] = []
    for key, value in entries(fields, "duties", reader.problems):
        own = Fields(value, reader.problems, DUTY, english)
        every = own.get("every")
        if every is None:
            found.append(_duty(identifier(key), own, reader, None))
        else:
            found.extend(_duty(identifier(key), own, reader, year) for year in years_of(every, reader.problems))
    return tuple(found)


def _duty(name: str, fields: Fields, reader: RuleReader, year: int | None) -> Duty:
    path = f"duties/{name}" if year is None else f"duties/{name}/{year}"
    this, holders = judged(fields, reader)
    kind = reader.one_of(fields, "kind", DUTY_KINDS, "duty", keywords.DUTY_KINDS)
    context = _duty_context(path, this, fields, reader, year)
    when, done, by = fields.get("when"), fields.get("done"), fields.get("by")
    trigger = read_condition(when, context) if when else None
    meta = reader.meta(fields, f"duties/{name}", named=True)
    return Duty(
        **{**meta, "path": path},
        this=this,
        holders=holders,
        kind=kind,
        who=who_of(fields, reader),
        trigger=trigger,
        done=read_condition(done, context) if done else None,
        due=_due(by, context, year) if by else None,
        governed_by=reader.event(fields, "governed_by", context) or trigger_event(trigger),
        year=year,
        follows=read_follows(fields, reader, context),
    )


def _duty_context(path: str, this: str, fields: Fields, reader: RuleReader, year: int | None) -> Context:
    context = Context(reader.names, f"{reader.names.region}/{path}", this)
    if year is None:
        return context
    spans = {"year": (date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal())}
    by = fields.get("by")
    due = _due(by, context, year) if by is not None and returns(by) else None
    return replace(context, constants={} if due is None else {"due": due}, spans=spans)


def _due(located: Located, context: Context, year: int | None) -> Value | None:
    """The due day: a date value, the same day of each year, or None where the text states none."""
    if isinstance(located, Scalar) and english(located.text) == "unstated":
        return None
    if not returns(located):
        return read_value(located, context, DATE)
    if year is None:
        context.problems.add("L102", located.place, key="every")
        return None
    day = day_of_year(located, context.problems)
    return Constant(DATE, in_year(day, year), place=located.place) if day is not None else None


def trigger_event(trigger: Condition | None) -> Ref | None:
    """The one event that a trigger asks for: its day is what the duty is about. Of several, none is."""
    events = set(_trigger_events(trigger))
    return events.pop() if len(events) == 1 else None


def _trigger_events(trigger: Condition | None) -> Iterator[Ref]:
    match trigger:
        case Happened(ref=ref, implied=False) | Not(item=Happened(ref=ref, implied=False)):
            yield ref
        case OneOf(ref=ref, part="result" | "by" | "to"):
            yield ref
        case (
            Compare(left=FactValue(ref=ref))
            | Within(date=FactValue(ref=ref))
            | WithinYearly(date=FactValue(ref=ref))
            | Covers(date=FactValue(ref=ref))
        ) if ref.fact.type == "event":
            yield ref
        case All(items=items):
            for item in items:
                yield from _trigger_events(item)

"""Reading the section `phases`: the periods and steps of a plan, dated as far as the text dates them."""

from __future__ import annotations

from humi.language.context import Context
from humi.language.nodes import DATE, Constant, SomeDay, Step, Value
from humi.language.values import UNITS, read_value
from humi.policy.pack import Phase
from humi.policy.rules import META, RuleReader, identifier
from humi.policy.sections import entries
from humi.reading.fields import Fields, text_of, wrong_type
from humi.reading.keywords import english
from humi.reading.located import Located, Mapping, Scalar
from humi.reading.problems import Problems
from humi.values.dates import FIRST_DAY, LAST_DAY, NotADate, parse_days, parse_period

PHASE = ("order", "period", "from", "to", "lasts", *META)
LONGEST = 10_000
LENGTHS = tuple(unit for unit in UNITS if unit != "working_days")


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
    first, last = _period(fields, reader) if "period" in fields else _ends(fields, context)
    number = order.value if isinstance(order, Scalar) and isinstance(order.value, int) else 0
    return Phase(**reader.meta(fields, f"phases/{name}", named=True), order=int(number), first=first, last=last)


def _period(fields: Fields, reader: RuleReader) -> tuple[Value | None, Value | None]:
    """Whole days, months or years; `..` is open-ended, `undated` has neither end."""
    for key in ("from", "to", "lasts"):
        if key in fields:
            reader.problems.add("P219", fields.place_of(key), found=key, other="period")
    located = fields.get("period")
    assert located is not None
    if not isinstance(located, Scalar):
        wrong_type(reader.problems, located, "period")
        return None, None
    word = english(text_of(located, reader.problems))
    if word == "undated":
        return None, None
    span = whole_period(located, reader.problems)
    if span is None:
        return None, None
    return Constant(DATE, span[0], place=located.place), Constant(DATE, span[1], place=located.place)


def whole_period(located: Scalar, problems: Problems) -> tuple[int, int] | None:
    """First and last day of whole days, months or years; `..` is no end. None after a reported problem."""
    try:
        span = parse_period(located.text)
    except NotADate as error:
        problems.add("L110", located.place, found=located.text, reason=error.reason)
        return None
    if span.start[0] != span.start[1] or span.end[0] != span.end[1]:
        problems.add("L110", located.place, found=located.text, reason="open" if "XX" not in located.text else "inexact")
        return None
    return span.start[0], span.end[1]


def _ends(fields: Fields, context: Context) -> tuple[Value | None, Value | None]:
    """Each end by itself; one that is not written is not known."""
    if not any(key in fields for key in ("from", "to", "lasts")):
        fields.require("period")
    first, last = (_day(fields.get(key), context) for key in ("from", "to"))
    length = fields.get("lasts")
    if length is None:
        if first is not None and last is not None and _earliest(first) > _latest(last):
            written = f"{fields.text('from')}/{fields.text('to')}"
            context.problems.add("L110", fields.place_of("to"), found=written, reason="backwards")
        return first, last
    if "to" in fields:
        context.problems.add("P219", fields.place_of("to"), found="to", other="lasts")
    if first is None:
        fields.require("from")
        return None, None
    return first, _last_day(first, length, context)


def _day(located: Located | None, context: Context) -> Value | None:
    """A date value; a date given to the month or year is some day of it, `unstated` none."""
    if located is None:
        return None
    if isinstance(located, Scalar):
        if english(located.text) == "unstated":
            return None
        try:
            first, last = parse_days(located.text)
        except NotADate:
            return read_value(located, context, DATE)
        if first < last:
            return SomeDay(first, last, place=located.place)
    return read_value(located, context, DATE)


def _earliest(day: Value) -> int:
    """Of a day that is written out; of any other, none is too early."""
    match day:
        case Constant(value=value):
            return value
        case SomeDay(first=first):
            return first
    return FIRST_DAY


def _latest(day: Value) -> int:
    match day:
        case Constant(value=value):
            return value
        case SomeDay(last=last):
            return last
    return LAST_DAY


def _last_day(first: Value, length: Located, context: Context) -> Value:
    """Two years from 1 July end on 30 June."""
    if isinstance(length, Mapping) and not length.entries:
        context.problems.add("L102", length.place, key=LENGTHS[0], allowed=", ".join(LENGTHS))
    units = Fields(length, context.problems, LENGTHS, english)
    last = first
    for unit in units:
        amount = units.get(unit)
        if not isinstance(amount, Scalar) or not isinstance(amount.value, int) or isinstance(amount.value, bool):
            wrong_type(context.problems, amount or length, "integer")
        elif not 1 <= amount.value <= LONGEST:
            context.problems.add("L115", amount.place, found=amount.text, low=1, high=LONGEST)
        else:
            last = Step(last, unit, amount.value, place=length.place)
    return Step(last, "days", -1, place=length.place)

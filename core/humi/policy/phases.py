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
from humi.reading.located import Located, Scalar
from humi.values.dates import NotADate, parse_days, parse_period

PHASE = ("order", "period", "from", "to", "lasts", *META)
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
    word = english(text_of(located, reader.problems))
    if word == "undated":
        return None, None
    try:
        span = parse_period(word)
    except NotADate as error:
        reader.problems.add("L110", located.place, found=word, reason=error.reason)
        return None, None
    return Constant(DATE, span.start[0], place=located.place), Constant(DATE, span.end[1], place=located.place)


def _ends(fields: Fields, context: Context) -> tuple[Value | None, Value | None]:
    """Each end by itself; one that is not written is not known."""
    if not any(key in fields for key in ("from", "to", "lasts")):
        fields.require("period")
    first, last = (_day(fields.get(key), context) for key in ("from", "to"))
    length = fields.get("lasts")
    if length is None:
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


def _last_day(first: Value, length: Located, context: Context) -> Value:
    """Two years from 1 July end on 30 June."""
    units = Fields(length, context.problems, LENGTHS, english)
    last = first
    for unit in units:
        amount = units.get(unit)
        if isinstance(amount, Scalar) and isinstance(amount.value, int) and not isinstance(amount.value, bool):
            last = Step(last, unit, amount.value, place=length.place)
        else:
            wrong_type(context.problems, amount or length, "integer")
    if last is first:
        context.problems.add("L114", length.place)
    return Step(last, "days", -1, place=length.place)

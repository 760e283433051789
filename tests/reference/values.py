"""Values: numbers, amounts and days, each a range from the least to the greatest that it may be."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from fractions import Fraction
from typing import Any

from . import days, evaluator, relations
from .frame import Frame, Value, cause_of, point, value_of
from .ranges import FIRST, LAST, Period, day_of, looks_like_a_date, looks_like_a_number, number
from .truth import NOTHING, Causes, all_of

DATED = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
UNITS = ("years", "months", "days", "working_days")


def value(written: Any, frame: Frame) -> Value:
    """What a value may be. A mapping is a value word with what belongs to it."""
    if isinstance(written, dict):
        if is_dated(written):
            return of_versions(written, frame)
        word = next(word for word in WORDS if word in written)
        return WORDS[word](written, frame)
    if isinstance(written, date):
        return point(written)
    if isinstance(written, int | float | Fraction):
        return point(number(written))
    text = str(written)
    if text == "asked":
        return point(frame.asked)
    if text == "governing":
        return frame.governing
    if text == "due":
        assert frame.due is not None
        return frame.due
    if looks_like_a_date(text):
        day = day_of(text)
        return Value(day.lo, day.hi)
    if looks_like_a_number(text):
        return point(number(text))
    fact, record = frame.find(text)
    return value_of(fact, frame, record)


def joined(items: list[Value], lo: Any, hi: Any, causes: Causes = NOTHING) -> Value:
    """A value made of several; every event whose day is used must have happened."""
    return Value(lo, hi, causes.union(*(item.causes for item in items)), all_of(item.happened for item in items))


# --- over related records -------------------------------------------------------------------------------------------


def of_count(written: dict[str, Any], frame: Frame) -> Value:
    """`{count: titles, where: {...}, once_per: holder}`"""
    related = relations.related(written["count"], written.get("where", {}), frame)
    once = written.get("once_per", "")
    if isinstance(once, dict):
        counts = {name: {**written, "once_per": each} for name, each in once["readings"].items()}
        return of_readings({"readings": counts}, frame)
    return relations.count(related, once)


def of_sum(written: dict[str, Any], frame: Frame) -> Value:
    """`{sum: claims, of: amount, where: {...}}`, or `{sum: [a, b]}`"""
    if isinstance(written["sum"], list):
        items = [value(item, frame) for item in written["sum"]]
        return joined(items, sum(item.lo for item in items), sum(item.hi for item in items))
    related = relations.related(written["sum"], written.get("where", {}), frame)
    return relations.total(related, written["of"], frame)


def of_rank(written: dict[str, Any], frame: Frame) -> Value:
    """`{rank: units, where: {...}, of: score}`; `own` is the same fact of `this` where it is not given."""
    related = relations.related(written["rank"], written.get("where", {}), frame)
    own = value(written.get("own", f"this.{written['of']}"), frame)
    return relations.rank(related, written["of"], own, written.get("order", "highest_first") == "highest_first")


# --- arithmetic -----------------------------------------------------------------------------------------------------


def of_difference(written: dict[str, Any], frame: Frame) -> Value:
    """a - b; of two dates, days."""
    left, right = items = [value(item, frame) for item in written["difference"]]
    return joined(items, minus(left.lo, right.hi), minus(left.hi, right.lo))


def minus(left: Any, right: Any) -> Any:
    """One point less another."""
    return Fraction((left - right).days) if isinstance(left, date) else left - right


def of_product(written: dict[str, Any], frame: Frame) -> Value:
    """The extremes of a product lie at ends of its factors."""
    items = [value(item, frame) for item in written["product"]]
    ends = [Fraction(1)]
    for item in items:
        products = [times(end, other) for end in ends for other in item.span]
        ends = [min(products), max(products)]
    return joined(items, ends[0], ends[-1])


def times(left: Any, right: Any) -> Any:
    """A product; nothing times infinitely many is nothing."""
    return Fraction(0) if left == 0 or right == 0 else left * right


def of_extreme(word: str, choose: Callable[..., Any]) -> Callable[[dict[str, Any], Frame], Value]:
    """`{min: [a, b]}` and `{max: [a, b]}`"""

    def of(written: dict[str, Any], frame: Frame) -> Value:
        items = [value(item, frame) for item in written[word]]
        return joined(items, choose(item.lo for item in items), choose(item.hi for item in items))

    return of


def of_worth(written: dict[str, Any], frame: Frame) -> Value:
    """`{value: 10, when: {...}}`: 10 where it holds, else 0."""
    item, when = value(written["value"], frame), evaluator.holds(written["when"], frame)
    if when.answer is None:
        return Value(min(Fraction(0), item.lo), max(Fraction(0), item.hi), when.causes, item.happened)
    return item if when.answer else point(Fraction(0))


# --- days -----------------------------------------------------------------------------------------------------------


def of_step(word: str, sign: int) -> Callable[[dict[str, Any], Frame], Value]:
    """`{plus: {working_days: 10}, from: case.accepted, not_counting: [...], roll: next_working_day}`"""

    def of(written: dict[str, Any], frame: Frame) -> Value:
        base = value(written["from"], frame)
        ((unit, amount),) = written[word].items()
        surely, possibly, causes = pauses(written.get("not_counting", []), frame)
        if sign < 0:
            surely, possibly = possibly, surely  # fewer days that count: further back
        roll = written.get("roll") == "next_working_day"
        lo = days.after(base.lo, unit, sign * int(amount), surely, roll, earliest=True)
        hi = days.after(base.hi, unit, sign * int(amount), possibly, roll, earliest=False)
        if lo.unpublished or hi.unpublished:
            causes |= {("calendar", "", "")}
        return Value(lo.day, hi.day, base.causes | causes, base.happened)

    return of


def pauses(written: Any, frame: Frame) -> tuple[list[days.Pause], list[days.Pause], Causes]:
    """Days that surely do not count, days that may not count, and why that is not certain."""
    surely: list[days.Pause] = []
    possibly: list[days.Pause] = []
    causes = NOTHING
    for item in written if isinstance(written, list) else [written]:
        if isinstance(item, str):
            each = [(True, frame, item)]
        else:
            related = relations.related(item["each"], item.get("where", {}), frame)
            each = [(counts.answer is True, at, item["period"]) for counts, at in related.may_count]
            causes |= related.causes
            if related.unlisted:
                possibly.append((FIRST, LAST))
        for sure, at, word in each:
            fact, record = at.find(word)
            period = at.known(fact, record)
            assert isinstance(period, Period)
            if not period.is_point:
                causes |= cause_of(fact, period, record)
            possibly.append((period.first.lo, period.last.hi))
            if sure and period.first.hi <= period.last.lo:
                surely.append((period.first.hi, period.last.lo))
    return surely, possibly, causes


def of_edge(word: str) -> Callable[[dict[str, Any], Frame], Value]:
    """`{start_of: title.held}` and `{end_of: title.held}`"""

    def of(written: dict[str, Any], frame: Frame) -> Value:
        fact, record = frame.find(written[word])
        period = frame.known(fact, record)
        assert isinstance(period, Period)
        day = period.first if word == "start_of" else period.last
        return Value(day.lo, day.hi, NOTHING if day.is_point else cause_of(fact, period, record))

    return of


def of_yearly_day(written: dict[str, Any], frame: Frame) -> Value:
    """`{each_year: 12-31}` in a yearly duty: that day of its year."""
    assert frame.year is not None
    return point(date.fromisoformat(f"{frame.year}-{written['each_year']}"))


# --- terms, readings, versions --------------------------------------------------------------------------------------


def of_term(written: dict[str, Any], frame: Frame) -> Value:
    """A value declared in `terms`."""
    term = written["term"]
    return value(frame.policy["terms"][term]["value"], frame.at(path=f"{frame.region}/terms/{term}", record=None))


def of_table(written: dict[str, Any], frame: Frame) -> Value:
    """What a decision table gives."""
    from . import tables

    return tables.of_value(written, frame)


def of_readings(written: dict[str, Any], frame: Frame) -> Value:
    """Anything between the least and the greatest."""
    items = {name: value(item, frame) for name, item in written["readings"].items() if name != "source"}
    causes: Causes = frozenset({("readings", ",".join(items), "")}) if differ(items.values()) else NOTHING
    return hull(list(items.values()), causes)


def of_versions(written: dict[Any, Any], frame: Frame) -> Value:
    """The governing date chooses."""
    items = [value(item, frame) for item in versions(written, frame.governing)]
    return hull(items, frame.governing.causes if differ(items) else NOTHING)


def hull(items: list[Value], causes: Causes) -> Value:
    """From the least to the greatest of several values."""
    return joined(items, min(item.lo for item in items), max(item.hi for item in items), causes)


def differ(items: Any) -> bool:
    """Whether the values are not one and the same range."""
    return len({item.span for item in items}) > 1


def is_dated(written: Any) -> bool:
    """Whether a mapping holds dated versions."""
    return isinstance(written, dict) and bool(written) and all(DATED.fullmatch(str(key)) for key in written)


def versions(written: dict[Any, Any], governing: Value) -> list[Any]:
    """The versions that the governing date may choose; the first, where it precedes them all."""
    starts = sorted(((day_of(key).lo, item) for key, item in written.items()), key=lambda version: version[0])
    chosen = []
    for index, (start, item) in enumerate(starts):
        ends_after = index + 1 == len(starts) or starts[index + 1][0] > governing.lo
        if start <= governing.hi and ends_after:
            chosen.append(item)
    return chosen or [starts[0][1]]


WORDS: dict[str, Callable[[dict[str, Any], Frame], Value]] = {
    "count": of_count,
    "sum": of_sum,
    "rank": of_rank,
    "difference": of_difference,
    "product": of_product,
    "min": of_extreme("min", min),
    "max": of_extreme("max", max),
    "value": of_worth,
    "plus": of_step("plus", 1),
    "minus": of_step("minus", -1),
    "start_of": of_edge("start_of"),
    "end_of": of_edge("end_of"),
    "each_year": of_yearly_day,
    "term": of_term,
    "table": of_table,
    "readings": of_readings,
}

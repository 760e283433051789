"""From what a dossier writes to what is known: every fact is a range; not recorded, it is its whole range."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from .facts import NUMBERS, Fact

FIRST, LAST = date.min, date.max
INFINITE = float("inf")
DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
MONEY = re.compile(r"(-?[\d.]+)\s*(yuan|万元|亿元|元)")
MONEY_UNITS = {"yuan": 1, "元": 1, "万元": 10**4, "亿元": 10**8}


@dataclass(frozen=True)
class Span:
    """A number or a day: the least and the greatest that it may be."""

    lo: Any
    hi: Any
    recorded: bool = True

    @property
    def is_point(self) -> bool:
        return bool(self.lo == self.hi)


@dataclass(frozen=True)
class OneOf:
    """A boolean or a category: the members that it may be. `other` stands for every unlisted value."""

    members: frozenset[Any]
    recorded: bool = True

    @property
    def is_point(self) -> bool:
        return len(self.members) == 1


@dataclass(frozen=True)
class SetOf:
    """Categories: the members it surely has, and those it may have."""

    sure: frozenset[str]
    possible: frozenset[str]
    recorded: bool = True

    @property
    def is_point(self) -> bool:
        return self.sure == self.possible


@dataclass(frozen=True)
class Text:
    """A text, or None where it may be anything."""

    text: str | None

    @property
    def recorded(self) -> bool:
        return self.text is not None

    is_point = recorded


@dataclass(frozen=True)
class Period:
    """A period: its first and its last day."""

    first: Span
    last: Span
    recorded: bool = True

    @property
    def is_point(self) -> bool:
        return self.first.is_point and self.last.is_point


@dataclass(frozen=True)
class Event:
    """An event: whether it happened, on which day, with which result, by whom and to whom."""

    happened: frozenset[bool]
    day: Span
    results: frozenset[str]
    by: Text
    to: Text
    recorded: bool = True


Known = Span | OneOf | SetOf | Text | Period | Event


def is_unknown(written: Any) -> bool:
    """Nothing is recorded, or that nobody knows."""
    return written is None or written in ("unknown", "不详")


def known(fact: Fact, written: Any, asked: date, now: date) -> Known:
    """What is known of a fact as of a day, on the day of asking `now`."""
    recorded = not is_unknown(written)
    match fact.type:
        case "boolean":
            return OneOf(frozenset({written} if recorded else {False, True}), recorded)
        case "category":
            unlisted = () if fact.ordered else ("other",)
            return OneOf(frozenset({member(written)} if recorded else (*fact.members, *unlisted)), recorded)
        case "categories":
            every = frozenset((*fact.members, "other"))
            has = frozenset(member(item) for item in written) if recorded else frozenset()
            return SetOf(has, has if recorded else every, recorded)
        case "text":
            return Text(str(written) if recorded else None)
        case "date":
            return day_of(written) if recorded else Span(FIRST, LAST, False)
        case "period":
            return period_of(written) if recorded else Period(Span(FIRST, LAST), Span(FIRST, LAST), False)
        case "event":
            return event_of(fact, written if recorded else None, asked, now)
    assert fact.type in NUMBERS
    return number_of(fact, written) if recorded else Span(fact.minimum, fact.maximum, False)


def member(written: Any) -> str:
    """`enterprise`, or `other: 银行`."""
    return "other" if isinstance(written, dict) else str(written)


def number_of(fact: Fact, written: Any) -> Span:
    """A number, or `{from: 10, to: 20}` with either end missing."""
    if not isinstance(written, dict):
        return Span(number(written), number(written))
    least = number(written["from"]) if "from" in written else fact.minimum
    greatest = number(written["to"]) if "to" in written else fact.maximum
    return Span(least, greatest)


def number(written: Any) -> Fraction:
    """`12`, `0.9`, `90%`, `50000 yuan` or `5万元`; money is counted in yuan."""
    text = str(written).strip()
    money = MONEY.fullmatch(text)
    if money:
        return Fraction(money[1]) * MONEY_UNITS[money[2]]
    if text.endswith("%"):
        return Fraction(text[:-1]) / 100
    return Fraction(text)


def looks_like_a_number(text: str) -> bool:
    """Whether a word is a number or an amount of money."""
    return bool(MONEY.fullmatch(text) or re.fullmatch(r"-?\d+(\.\d+)?%?", text))


def looks_like_a_date(text: str) -> bool:
    """Whether a word is a date; a bare year is a number where a number is meant."""
    return bool(re.fullmatch(r"\d{4}-\d{2}(-\d{2})?", text))


def day_of(written: Any) -> Span:
    """A date, known to the day, the month or the year: one unknown day of it."""
    found = DATE.fullmatch(str(written))
    if not found:
        raise ValueError(f"not a date: {written!r}")
    year, month, day = (int(part) if part else None for part in found.groups())
    assert year is not None
    if month is None:
        return Span(date(year, 1, 1), date(year, 12, 31))
    if day is None:
        return Span(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]))
    return Span(date(year, month, day), date(year, month, day))


def period_of(written: Any) -> Period:
    """From the first day of what stands before the slash to the last of what stands behind it.

    `..` runs on; nothing before or behind the slash is an end that is not recorded. A last day is never before a first.
    """
    begin, slash, end = str(written).partition("/")
    if not slash:
        whole = day_of(begin)
        return Period(Span(whole.lo, whole.lo), Span(whole.hi, whole.hi))
    edges = {"..": (FIRST, LAST)}
    first, last = edges.get(begin, (None, None))[0], edges.get(end, (None, None))[1]
    if begin not in ("", ".."):
        first = day_of(begin).lo
    if end not in ("", ".."):
        last = day_of(end).hi
    return Period(
        Span(first, first) if first else Span(FIRST, last or LAST),
        Span(last, last) if last else Span(first or FIRST, LAST),
    )


def event_of(fact: Fact, written: Any, asked: date, now: date) -> Event:
    """An event as of a day: what happens after that day has not happened yet; of an earlier day than that of asking, what
    has happened on some day may have happened since."""
    details = written if isinstance(written, dict) else {}
    on = details.get("on", True) if isinstance(written, dict) else written
    if is_unknown(on) and isinstance(written, dict):
        on = True
    some_day = Span(FIRST, asked)
    if on is None:
        happened, day = {False, True}, some_day
    elif isinstance(on, bool):
        happened, day = {on, False} if asked < now else {on}, some_day
    else:
        day = day_of(on)
        if day.lo > asked:
            happened, day = {False}, some_day
        elif day.hi > asked:
            happened, day = {False, True}, Span(day.lo, asked)
        else:
            happened = {True}
    result, by, to = (None if is_unknown(details.get(key)) else str(details[key]) for key in ("result", "by", "to"))
    results = {result} if result is not None else fact.members
    return Event(frozenset(happened), day, frozenset(results), Text(by), Text(to), written is not None)

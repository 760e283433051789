"""Dates known to the day, month or year, periods, and steps. A day is a proleptic ordinal, so that engines see integers.

The notation is the part of EDTF (ISO 8601-2) that dossiers need: `2023-07-15`, `2023-07`, `2023`, `2023-07-XX`, and
intervals with `..` for an open and a blank for an unknown end. The Chinese form `2023年7月15日` is read too.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from humi.values.text import normalise

Days = tuple[int, int]
"""First and last possible day, inclusive."""

FIRST_DAY = date.min.toordinal()
LAST_DAY = date.max.toordinal()

_EDTF = re.compile(r"(\d{4})(?:-(\d\d|XX)(?:-(\d\d|XX))?)?", re.ASCII)
_CHINESE = re.compile(r"(\d{4})年(?:(\d{1,2})月(?:(\d{1,2})日)?)?", re.ASCII)
_MONTH_DAY = re.compile(r"(\d\d)-(\d\d)", re.ASCII)


class NotADate(ValueError):
    """A text that is no date. `reason` is `shape`, `impossible` (2023-02-30) or `backwards` (a period that ends first)."""

    def __init__(self, text: str, reason: str) -> None:
        super().__init__(f"{text!r}: {reason}")
        self.reason = reason


def parse_days(text: str) -> Days:
    """First and last possible day of a date. Raises NotADate."""
    plain = normalise(text)
    match = _EDTF.fullmatch(plain) or _CHINESE.fullmatch(plain)
    if match is None:
        raise NotADate(text, "shape")
    year, month, day = (None if part in (None, "XX") else int(part) for part in match.groups())
    assert year is not None
    if month is None and day is not None:
        raise NotADate(text, "shape")
    try:
        first = date(year, month or 1, day or 1)
        last = date(year, month or 12, day or monthrange(year, month or 12)[1])
    except ValueError:
        raise NotADate(text, "impossible") from None
    return first.toordinal(), last.toordinal()


def format_days(days: Days) -> str:
    """The shortest notation: a day, a month, a year, else an interval; `..` where nothing is known."""
    low, high = days
    if low == high:
        return date.fromordinal(low).isoformat()
    if (low, high) == (FIRST_DAY, LAST_DAY):
        return ".."
    first, last = date.fromordinal(low), date.fromordinal(high)
    if first.day == 1 and last.day == monthrange(last.year, last.month)[1] and first.year == last.year:
        if first.month == last.month:
            return f"{first:%Y-%m}" if first.year >= 1000 else first.isoformat()[:7]
        if (first.month, last.month) == (1, 12):
            return first.isoformat()[:4]
    return f"{'..' if low == FIRST_DAY else first.isoformat()}/{'..' if high == LAST_DAY else last.isoformat()}"


@dataclass(frozen=True, slots=True)
class Period:
    """First and last day, each as the range in which it lies. An end of `LAST_DAY` runs on."""

    start: Days
    end: Days


def parse_period(text: str) -> Period:
    """`2009-09/2009-10` is whole months; `..` runs on, a blank end is not recorded; a single date is all of it.

    Raises NotADate.
    """
    first, slash, last = normalise(text).partition("/")
    if not slash:
        days = parse_days(first)
        return Period((days[0], days[0]), (days[1], days[1]))
    first, last = first.strip(), last.strip()
    if first in ("..", ""):
        start = (FIRST_DAY, FIRST_DAY) if first else None
    else:
        begin = parse_days(first)[0]
        start = (begin, begin)
    if last in ("..", ""):
        end = (LAST_DAY, LAST_DAY) if last else None
    else:
        finish = parse_days(last)[1]
        end = (finish, finish)
    start = start or (FIRST_DAY, end[1] if end else LAST_DAY)
    end = end or (start[0], LAST_DAY)
    if end[1] < start[0]:
        raise NotADate(text, "backwards")
    return Period(start, end)


def format_period(period: Period) -> str:
    """The notation that `parse_period` reads back."""
    start = _edge(period.start, FIRST_DAY)
    return f"{start}/{_edge(period.end, LAST_DAY)}"


def _edge(days: Days, open_: int) -> str:
    if days[0] != days[1]:
        return ""
    return ".." if days[0] == open_ else date.fromordinal(days[0]).isoformat()


def add_days(day: int, number: int) -> int:
    """That many days later, within the calendar."""
    return max(FIRST_DAY, min(LAST_DAY, day + number))


def add_months(day: int, number: int) -> int:
    """The same day of the month so many months later, or the last day of that month where it has none."""
    start = date.fromordinal(day)
    months = start.year * 12 + start.month - 1 + number
    year, month = divmod(months, 12)
    if year < 1:
        return FIRST_DAY
    if year > 9999:
        return LAST_DAY
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1])).toordinal()


def add_years(day: int, number: int) -> int:
    """As twelve times as many months."""
    return add_months(day, 12 * number)


MonthDay = tuple[int, int]


def parse_month_day(text: str) -> MonthDay:
    """`06-01`. Raises NotADate."""
    match = _MONTH_DAY.fullmatch(normalise(text))
    if match is None:
        raise NotADate(text, "shape")
    month, day = int(match[1]), int(match[2])
    if not 1 <= month <= 12 or not 1 <= day <= monthrange(2000, month)[1]:
        raise NotADate(text, "impossible")
    return month, day


def parse_yearly_window(text: str) -> tuple[MonthDay, MonthDay]:
    """`06-01/06-30`; may run over New Year. Raises NotADate."""
    first, slash, last = text.partition("/")
    if not slash:
        raise NotADate(text, "shape")
    return parse_month_day(first), parse_month_day(last)


def in_yearly_window(days: Days, first: MonthDay, last: MonthDay) -> tuple[bool, bool]:
    """Whether all, and whether any, of the days lie in a window that returns every year. 29 February means the last of
    February in common years. A stretch longer than a window is never surely inside, unless the window is the whole year."""
    low, high = days
    if (first, last) == ((1, 1), (12, 31)):
        return True, True
    windows = [_window(year, first, last) for year in _years(low, high)]
    surely = any(start <= low and high <= end for start, end in windows)
    return surely, any(start <= high and low <= end for start, end in windows)


def _years(low: int, high: int) -> list[int]:
    first, last = date.fromordinal(low).year, date.fromordinal(high).year
    near = {first - 1, first, first + 1, last - 1, last}
    return sorted(near)


def _window(year: int, first: MonthDay, last: MonthDay) -> Days:
    return _day(year, first), _day(year + (last < first), last)


def _day(year: int, month_day: MonthDay) -> int:
    month, day = month_day
    if year < 1:
        return FIRST_DAY - 400 + month * 31 + day
    if year > 9999:
        return LAST_DAY + month * 31 + day
    return date(year, month, min(day, monthrange(year, month)[1])).toordinal()

"""Days and periods, as written and as integers.

A day is its proleptic Gregorian ordinal (`date.toordinal()`); a day that is not exactly known is the first and the last
day that it may be.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import Literal

from humi.values.frozen import Frozen
from humi.values.text import normalise

Days = tuple[int, int]
"""First and last possible day, both included."""

MonthDay = tuple[int, int]
"""Month and day of every year; 29 February is the last day of February in a common year."""

Reason = Literal["shape", "impossible", "backwards", "inexact"]

FIRST_DAY = date(1, 1, 1).toordinal()
LAST_DAY = date(9999, 12, 31).toordinal()

_ISO = re.compile(r"([0-9]{4})(?:-([0-9]{2}|XX)(?:-([0-9]{2}|XX))?)?")
_CHINESE = re.compile(r"([0-9]{4}) ?年(?: ?([0-9]{1,2}) ?月(?: ?([0-9]{1,2}) ?日)?)?")
_MONTH_DAY = re.compile(r"([0-9]{2})-([0-9]{2})|([0-9]{1,2}) ?月 ?([0-9]{1,2}) ?日")


class NotADate(ValueError):
    """A text that is no date or period.

    `reason` is 'shape' (not written like one), 'impossible' (no such day, as 2023-02-30), 'backwards' (a period that
    ends before it starts) or 'inexact' (a month or year where a day is asked for).
    """

    def __init__(self, text: str, reason: Reason) -> None:
        super().__init__(text, reason)
        self.text = text
        self.reason: Reason = reason

    def __str__(self) -> str:
        shown = self.text if len(self.text) <= 60 else self.text[:57] + "..."
        return f"{shown!r} is not a date ({self.reason})"


class Period(Frozen):
    """A period: its possible first days and its possible last days."""

    start: Days
    end: Days


def parse_days(text: str) -> Days:
    """The days that `2023-07-15`, `2023-07`, `2023`, `2023-07-XX` or 2023年7月15日 may mean. Raises NotADate."""
    return _parse(text)[0]


@lru_cache(maxsize=4096)
def _parse(text: str) -> tuple[Days, bool]:
    """The possible days, and whether the text says by XX that one of them is meant rather than all."""
    plain = normalise(text)
    match = _ISO.fullmatch(plain) or _CHINESE.fullmatch(plain)
    if match is None:
        raise NotADate(text, "shape")
    year, month, day = match.groups()
    open_month = month is None or month == "XX"
    open_day = day is None or day == "XX"
    try:
        first = date(int(year), 1 if open_month else int(month), 1 if open_day else int(day))
        last_month = 12 if open_month else int(month)
        last = date(int(year), last_month, _month_length(int(year), last_month) if open_day else int(day))
    except ValueError:
        raise NotADate(text, "impossible") from None
    return (first.toordinal(), last.toordinal()), "XX" in (month, day)


def format_days(days: Days) -> str:
    """The shortest spelling: a day, a month, a year, or an interval `2023-07-03/2023-07-20` with `..` for no limit."""
    whole = _whole(days)
    if whole is not None:
        return whole
    first, last = days
    if days == (FIRST_DAY, LAST_DAY):
        return ".."
    return f"{'..' if first == FIRST_DAY else _iso(first)}/{'..' if last == LAST_DAY else _iso(last)}"


def _whole(days: Days) -> str | None:
    """The day, month or year that these days are, if they are one."""
    first, last = days
    if first == last:
        return _iso(first)
    start, end = date.fromordinal(first), date.fromordinal(last)
    if start.year != end.year or start.day != 1 or end.day != _month_length(end.year, end.month):
        return None
    if start.month == end.month:
        return _iso(first)[:7]
    return _iso(first)[:4] if (start.month, end.month) == (1, 12) else None


def _iso(day: int) -> str:
    return date.fromordinal(day).isoformat()


@lru_cache(maxsize=4096)
def parse_period(text: str) -> Period:
    """The period that a text means. Raises NotADate.

    `2009-09/2009-10` is whole months and `2023` the whole year; `..` is no limit, an empty side is not recorded, and
    `2023-07-XX` is one unknown day of July.
    """
    sides = normalise(text).split("/")
    if len(sides) > 2 or sides in ([""], [".."]):
        raise NotADate(text, "shape")
    try:
        start = _edge(sides[0], first=True)
        end = _edge(sides[-1], first=False)
    except NotADate as error:
        raise NotADate(text, error.reason) from None
    known_start, known_end = start or (FIRST_DAY, LAST_DAY), end or (FIRST_DAY, LAST_DAY)
    if known_end[1] < known_start[0]:
        raise NotADate(text, "backwards")
    return Period(start or (FIRST_DAY, known_end[1]), end or (known_start[0], LAST_DAY))


def _edge(text: str, first: bool) -> Days | None:
    """The possible days of one side of a period; None if it is empty."""
    side = text.strip()
    if not side:
        return None
    if side == "..":
        return (FIRST_DAY, FIRST_DAY) if first else (LAST_DAY, LAST_DAY)
    days, unknown = _parse(side)
    if unknown:
        return days
    return (days[0], days[0]) if first else (days[1], days[1])


def format_period(period: Period) -> str:
    """The spelling that `parse_period` reads as this period.

    An edge that no date can spell is shown as `[2023-07-03..2023-07-20]`, which is for reading only.
    """
    start, end = period.start, period.end
    if start[0] == start[1] != FIRST_DAY and end[0] == end[1] != LAST_DAY:
        first, last = date.fromordinal(start[0]), date.fromordinal(end[0])
        if first.day == 1 and last.day == _month_length(last.year, last.month):
            size = 4 if (first.month, last.month) == (1, 12) else 7
            one, other = first.isoformat()[:size], last.isoformat()[:size]
            return one if one == other else f"{one}/{other}"
        return _iso(start[0]) if start == end else f"{_iso(start[0])}/{_iso(end[0])}"
    left = ".." if start == (FIRST_DAY, FIRST_DAY) else "" if start == (FIRST_DAY, end[1]) else _spell(start)
    right = ".." if end == (LAST_DAY, LAST_DAY) else "" if end == (start[0], LAST_DAY) else _spell(end)
    return f"{left}/{right}"


def _spell(days: Days) -> str:
    """One unknown day of a month or year, or one exact day."""
    whole = _whole(days)
    if whole is None:
        return f"[{_iso(days[0])}..{_iso(days[1])}]"
    return whole if len(whole) == 10 else f"{whole}-XX"


def add_days(day: int, n: int) -> int:
    """The day `n` days later."""
    return min(max(day + n, FIRST_DAY), LAST_DAY)


@lru_cache(maxsize=1 << 16)
def add_months(day: int, n: int) -> int:
    """The same day of the month `n` months later, or the last day of that month where it is shorter."""
    start = date.fromordinal(day)
    year, month = divmod(start.year * 12 + start.month - 1 + n, 12)
    if year < 1:
        return FIRST_DAY
    if year > 9999:
        return LAST_DAY
    return date(year, month + 1, min(start.day, _month_length(year, month + 1))).toordinal()


def add_years(day: int, n: int) -> int:
    """The same day `n` years later; 29 February becomes 28 February in a common year."""
    return add_months(day, 12 * n)


def _month_length(year: int, month: int) -> int:
    """Days of a month. Raises ValueError where there is no such month."""
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    if not 1 <= month <= 12:
        raise ValueError(f"no month {month}")
    return 30 if month in (4, 6, 9, 11) else 31


def parse_month_day(text: str) -> MonthDay:
    """Month and day of `06-01` or 6月1日. Raises NotADate."""
    match = _MONTH_DAY.fullmatch(normalise(text))
    if match is None:
        raise NotADate(text, "shape")
    month, day = int(match[1] or match[3]), int(match[2] or match[4])
    if not 1 <= month <= 12 or not 1 <= day <= _month_length(2000, month):
        raise NotADate(text, "impossible")
    return month, day


def parse_yearly_window(text: str) -> tuple[MonthDay, MonthDay]:
    """First and last day of `06-01/06-30`; a window may run over New Year. Raises NotADate."""
    sides = normalise(text).split("/")
    if len(sides) != 2:
        raise NotADate(text, "shape")
    try:
        return parse_month_day(sides[0]), parse_month_day(sides[1])
    except NotADate as error:
        raise NotADate(text, error.reason) from None


def in_yearly_window(days: Days, first: MonthDay, last: MonthDay) -> tuple[bool, bool]:
    """Whether a day surely, and possibly, lies in the window from `first` to `last` of some year.

    Surely: every one of `days` does. Possibly: at least one does. A `last` before `first` is in the next year.
    """
    low, high = days
    begin = date.fromordinal(low).year
    # Nine years in a row hold a leap year and a common one, so later years only repeat what these show.
    finish = min(date.fromordinal(high).year, begin + 9)
    surely, possibly = True, False
    for year in range(begin, finish + 1):
        inside, outside = split_year(year, first, last)
        possibly = possibly or any(start <= high and low <= end for start, end in inside)
        surely = surely and not any(start <= high and low <= end for start, end in outside)
        if possibly and not surely:
            break
    return surely, possibly


def split_year(year: int, first: MonthDay, last: MonthDay) -> tuple[list[Days], list[Days]]:
    """The stretches of a year inside and outside the window."""
    opening, closing = date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal()
    start, end = (date(year, month, min(day, _month_length(year, month))).toordinal() for month, day in (first, last))
    if first <= last:
        inside, outside = [(start, end)], [(opening, start - 1), (end + 1, closing)]
    else:
        inside, outside = [(opening, end), (start, closing)], [(end + 1, start - 1)]
    return inside, [(low, high) for low, high in outside if low <= high]

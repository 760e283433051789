"""Steps in days and in working days of the Chinese calendar, with pauses.

Which days are working days is published year by year. Beyond the published years, a day may or may not be one, so
every result is a first and a last possible day.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from humi.values.dates import FIRST_DAY, LAST_DAY, Days


class _Countable(NamedTuple):
    """Days that count: the sorted `listed` ones from `first` to `last`, and beyond those all days or none."""

    listed: tuple[int, ...]
    first: int
    last: int
    all_beyond: bool

    def up_to(self, day: int) -> int:
        """How many days count up to and including `day`."""
        if not self.all_beyond:
            return bisect_right(self.listed, day)
        if day < self.first:
            return max(day - FIRST_DAY + 1, 0)
        return self.first - FIRST_DAY + bisect_right(self.listed, day) + max(day - self.last, 0)

    def at(self, position: int) -> int:
        """The day at a position, counted from 1; the first or last day there is where no day has that position."""
        if position < 1:
            return FIRST_DAY
        before = self.first - FIRST_DAY if self.all_beyond else 0
        if position <= before:
            return FIRST_DAY + position - 1
        if position <= before + len(self.listed):
            return self.listed[position - before - 1]
        if not self.all_beyond:
            return LAST_DAY
        return min(self.last + position - before - len(self.listed), LAST_DAY)


_EVERY_DAY = _Countable((), FIRST_DAY, FIRST_DAY - 1, True)


@lru_cache(maxsize=1)
def _published() -> tuple[_Countable, _Countable]:
    """The days that surely, and the days that possibly, are working days."""
    from chinese_calendar.constants import holidays, workdays

    first, last = date(min(holidays).year, 1, 1).toordinal(), date(max(holidays).year, 12, 31).toordinal()
    off = {day.toordinal() for day in holidays}
    on = {day.toordinal() for day in workdays}
    # Ordinal 1 is a Monday.
    listed = tuple(day for day in range(first, last + 1) if day in on or ((day - 1) % 7 < 5 and day not in off))
    return _Countable(listed, first, last, False), _Countable(listed, first, last, True)


def reach() -> Days:
    """First and last day of the years whose working days are published."""
    surely, _ = _published()
    return surely.first, surely.last


def known(days: Days) -> bool:
    """Whether all of these days lie in published years."""
    first, last = reach()
    return first <= days[0] and days[1] <= last


def working_day(day: int) -> bool | None:
    """Whether a day is a working day; None beyond the published years."""
    surely, _ = _published()
    return surely.up_to(day) > surely.up_to(day - 1) if known((day, day)) else None


def working_days_up_to(day: int, surely: bool) -> int:
    """How many days up to and including `day` surely, or possibly, are working days."""
    return _published()[0 if surely else 1].up_to(day)


def working_day_at(position: int, surely: bool) -> int:
    """The day up to which so many are working days; the first or last day there is where no day has that position."""
    return _published()[0 if surely else 1].at(position)


def add_working_days(
    days: Days, n: int, sure_pause: Sequence[tuple[int, int]] = (), possible_pause: Sequence[tuple[int, int]] = ()
) -> Days:
    """The `n`-th working day after `days` (before, if negative), the first counted being the next one.

    Pauses are first and last days, both included. Days of `sure_pause` never count; those of `possible_pause`, and days
    beyond the published years, may or may not count.
    """
    if n == 0:
        return days
    surely, possibly = _published()
    return _step(days, n, surely, possibly, sure_pause, possible_pause)


def add_counted_days(
    days: Days, n: int, sure_pause: Sequence[tuple[int, int]] = (), possible_pause: Sequence[tuple[int, int]] = ()
) -> Days:
    """The `n`-th day after `days` (before, if negative) that is not paused; pauses as in `add_working_days`."""
    return _step(days, n, _EVERY_DAY, _EVERY_DAY, sure_pause, possible_pause)


def roll_forward(days: Days) -> Days:
    """The next working day on or after each end; beyond the published years, any later day may be it."""
    surely, possibly = _published()
    return _nth(days[0] - 1, 1, possibly, []), _nth(days[1] - 1, 1, surely, [])


def _step(
    days: Days,
    n: int,
    surely: _Countable,
    possibly: _Countable,
    sure_pause: Sequence[tuple[int, int]],
    possible_pause: Sequence[tuple[int, int]],
) -> Days:
    """The first and last day that the `n`-th counted day may be."""
    least_paused = _merged(sure_pause)
    most_paused = _merged([*sure_pause, *possible_pause]) if possible_pause else least_paused
    if n < 0:
        return _nth(days[0], n, surely, most_paused), _nth(days[1], n, possibly, least_paused)
    return _nth(days[0], n, possibly, least_paused), _nth(days[1], n, surely, most_paused)


def _merged(pauses: Iterable[tuple[int, int]]) -> list[Days]:
    """The same days as sorted stretches that do not overlap; a stretch that ends before it starts is none."""
    found: list[Days] = []
    for first, last in sorted(pauses):
        if last < first:
            continue
        if found and first <= found[-1][1]:
            found[-1] = found[-1][0], max(found[-1][1], last)
        else:
            found.append((first, last))
    return found


def _nth(day: int, n: int, countable: _Countable, paused: list[Days]) -> int:
    """The `n`-th countable day after `day` (before, if negative) that is not paused."""
    if n == 0:
        return day
    base = day if n > 0 else day - 1
    position = countable.up_to(base) + n + (0 if n > 0 else 1)
    for first, last in paused:
        if first <= base:
            position -= countable.up_to(min(last, base)) - countable.up_to(first - 1)
    # So far the position counts unpaused days; the countable days of pauses before it move it on.
    if position < 1:
        return FIRST_DAY
    for first, last in paused:
        before = countable.up_to(first - 1)
        if before >= position:
            break
        position += countable.up_to(last) - before
    return countable.at(position)

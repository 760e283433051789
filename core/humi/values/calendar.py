"""Working days in China, as far as the State Council has published them (package chinesecalendar)."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from humi.values.dates import FIRST_DAY, LAST_DAY, Days


@lru_cache(maxsize=1)
def reach() -> Days:
    """First and last day of the published calendar."""
    from chinese_calendar.constants import holidays

    years = [day.year for day in holidays]
    return date(min(years), 1, 1).toordinal(), date(max(years), 12, 31).toordinal()


@lru_cache(maxsize=1)
def _working() -> list[int]:
    from chinese_calendar.constants import holidays, workdays

    first, last = reach()
    days = []
    for ordinal in range(first, last + 1):
        day = date.fromordinal(ordinal)
        if day in workdays or (day.weekday() < 5 and day not in holidays):
            days.append(ordinal)
    return days


def working_day(day: int) -> bool | None:
    """Whether people work on that day; None beyond the published calendar."""
    if not known((day, day)):
        return None
    days = _working()
    at = bisect_left(days, day)
    return at < len(days) and days[at] == day


def known(days: Days) -> bool:
    """Whether the whole range lies in the published calendar."""
    first, last = reach()
    return first <= days[0] and days[1] <= last


def add_working_days(
    days: Days, number: int, sure_pause: Sequence[Days] = (), possible_pause: Sequence[Days] = ()
) -> Days:
    """The `number`-th working day after (before, where negative) a day in the range; the next day is the first counted.

    Paused days do not count. Beyond the published calendar any day may or may not be a working day.
    """
    return _walk(days, number, sure_pause, [*sure_pause, *possible_pause], working=True)


def add_counted_days(
    days: Days, number: int, sure_pause: Sequence[Days] = (), possible_pause: Sequence[Days] = ()
) -> Days:
    """As `add_working_days`, counting every day that is not paused."""
    return _walk(days, number, sure_pause, [*sure_pause, *possible_pause], working=False)


def _walk(days: Days, number: int, sure: Sequence[Days], possible: Sequence[Days], working: bool) -> Days:
    if number == 0:
        return days
    if number > 0:
        return (
            _after(days[0], number, _merged(sure), working, optimist=True),
            _after(days[1], number, _merged(possible), working, optimist=False),
        )
    mirrored = [(-last, -first) for first, last in sure], [(-last, -first) for first, last in possible]
    return (
        -_after(-days[0], -number, _merged(mirrored[1]), working, optimist=False),
        -_after(-days[1], -number, _merged(mirrored[0]), working, optimist=True),
    )


def _merged(spans: Sequence[Days]) -> list[Days]:
    result: list[Days] = []
    for first, last in sorted(spans):
        if result and first <= result[-1][1] + 1:
            result[-1] = result[-1][0], max(last, result[-1][1])
        else:
            result.append((first, last))
    return result


def _after(day: int, number: int, paused: list[Days], working: bool, optimist: bool) -> int:
    """The number-th counted day after `day`. Time may run mirrored (negative ordinals). The optimist counts days of
    which nothing is known; the pessimist does not."""
    end = LAST_DAY if day >= 0 else -FIRST_DAY
    at, left = day + 1, number
    for first, last in [*paused, (end + 1, end + 1)]:
        if last < at:
            continue
        stretch_end = min(first - 1, end)
        if at <= stretch_end:
            counted = _counted(at, stretch_end, working, optimist)
            if counted >= left:
                return _nth(at, left, working, optimist, stretch_end)
            left -= counted
        at = last + 1
        if at > end:
            break
    return end


def _known_stretch(first: int, last: int) -> tuple[int, int]:
    start, end = reach()
    if last < 0:
        start, end = -end, -start
    return max(first, start), min(last, end)


def _working_between(first: int, last: int) -> int:
    if last < first:
        return 0
    days = _working()
    if last < 0:
        first, last = -last, -first
    return bisect_right(days, last) - bisect_left(days, first)


def _counted(first: int, last: int, working: bool, optimist: bool) -> int:
    if not working:
        return last - first + 1
    start, end = _known_stretch(first, last)
    if end < start:
        return last - first + 1 if optimist else 0
    unknown = (last - first) - (end - start)
    return _working_between(start, end) + (unknown if optimist else 0)


def _nth(first: int, number: int, working: bool, optimist: bool, last: int) -> int:
    """The day by which `number` days from `first` on have been counted."""
    if not working:
        return first + number - 1
    low, high = first, last
    while low < high:
        middle = (low + high) // 2
        if _counted(first, middle, working, optimist) >= number:
            high = middle
        else:
            low = middle + 1
    return low


def roll_forward(days: Days) -> Days:
    """The next working day on or after each end; beyond the published calendar the first end stays, the last is open."""
    low, high = days
    return (
        low if working_day(low) is not False else _next(low, optimist=True),
        high if working_day(high) else _next(high, optimist=False),
    )


def _next(day: int, optimist: bool) -> int:
    return _after(day - 1, 1, [], True, optimist) if day > FIRST_DAY else day


__all__ = ["add_counted_days", "add_working_days", "known", "reach", "roll_forward", "working_day"]

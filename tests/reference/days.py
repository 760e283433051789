"""Steps in time: years, months, days and working days, days that do not count, and rolling to a working day.

Beyond the published calendar it is not known which days are working days. So a step has an earliest and a latest
result: for the earliest, each such day is taken as it leads to an earlier day, for the latest as it leads to a later.
"""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

import chinese_calendar

from .ranges import FIRST, LAST

PUBLISHED = date(2004, 1, 1), date(2026, 12, 31)
"""First and last day of which it is published whether it is a working day."""

Pause = tuple[date, date]
"""First and last of days that do not count."""


class Reached(NamedTuple):
    """The day reached, and whether an unpublished day had a say in it."""

    day: date
    unpublished: bool = False


def after(base: date, unit: str, amount: int, pauses: Sequence[Pause], roll: bool, earliest: bool) -> Reached:
    """The day so many units after `base`; before it, where the amount is negative."""
    if unit in ("years", "months"):
        assert not pauses, "pauses stop days and working days only"
        reached = Reached(months_after(base, amount * (12 if unit == "years" else 1)))
    else:
        reached = walk(base, amount, pauses, unit == "working_days", earliest)
    return rolled(reached, earliest) if roll else reached


def is_published(day: date) -> bool:
    """Whether it is published what kind of day this is."""
    return PUBLISHED[0] <= day <= PUBLISHED[1]


def months_after(base: date, months: int) -> date:
    """The same day of another month, or its last day where that month is shorter."""
    year, month = divmod(base.year * 12 + base.month - 1 + months, 12)
    if year < FIRST.year:
        return FIRST
    if year > LAST.year:
        return LAST
    return date(year, month + 1, min(base.day, calendar.monthrange(year, month + 1)[1]))


def walk(base: date, amount: int, pauses: Sequence[Pause], working: bool, earliest: bool) -> Reached:
    """Day by day from `base`, not counting pauses nor, where only working days count, the others."""
    forward = amount > 0
    day, left, unpublished = base, abs(amount), False
    while left and day != (LAST if forward else FIRST):
        day += timedelta(1 if forward else -1)
        pause = next((pause for pause in pauses if pause[0] <= day <= pause[1]), None)
        if pause:
            day = pause[1] if forward else pause[0]
        elif not working:
            left -= 1
        elif is_published(day):
            left -= chinese_calendar.is_workday(day)
        else:
            unpublished = True
            if earliest == forward:
                left -= 1  # a working day: the sooner it is over
            else:
                day = last_unpublished(day, forward)
    return Reached(day, unpublished)


def last_unpublished(day: date, forward: bool) -> date:
    """The last day of an unpublished stretch, as one goes."""
    if day < PUBLISHED[0]:
        return PUBLISHED[0] - timedelta(1) if forward else FIRST
    return LAST if forward else PUBLISHED[1] + timedelta(1)


def rolled(reached: Reached, earliest: bool) -> Reached:
    """The next working day, where it is none."""
    day, unpublished = reached
    while day != LAST:
        if not is_published(day):
            unpublished = True
            if earliest:
                break
            day = last_unpublished(day, forward=True)
        elif chinese_calendar.is_workday(day):
            break
        if day != LAST:
            day += timedelta(1)
    return Reached(day, unpublished)

"""What compiled rules call: date steps with pauses, yearly windows, distinct texts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from humi.values.calendar import add_counted_days, add_working_days, known, roll_forward
from humi.values.dates import FIRST_DAY, LAST_DAY, Days, add_months

Paused = tuple[int, int, int, int, bool]
"""First and last possible first day, first and last possible last day, and whether the pause surely exists."""


def step(unit: str, amount: int, roll: bool, low: int, high: int, pauses: Sequence[Sequence[Paused]]) -> Days:
    """`amount` units after a day between `low` and `high`."""
    if unit in ("months", "years"):
        months = amount * 12 if unit == "years" else amount
        days = add_months(low, months), add_months(high, months)
    else:
        sure, possible = spans(pauses)
        move = add_working_days if unit == "working_days" else add_counted_days
        days = move((low, high), amount, sure, possible)
    return roll_forward(days) if roll else days


def spans(pauses: Iterable[Sequence[Paused]]) -> tuple[list[Days], list[Days]]:
    """Days that are surely, and possibly, paused."""
    sure, possible = [], []
    for group in pauses:
        for start_low, start_high, end_low, end_high, certain in group:
            if certain and start_high <= end_low:
                sure.append((start_high, end_low))
            if (start_low, end_high) != (start_high, end_low) or not certain:
                possible.append((start_low, end_high))
    return sure, possible


def pause(record: list[int], slot: int, certain: bool = True) -> Paused:
    """The pause that a period fact of a record holds."""
    return record[slot], record[slot + 1], record[slot + 2], record[slot + 3], certain


ANY_TIME: Paused = (FIRST_DAY, LAST_DAY, FIRST_DAY, LAST_DAY, False)
"""What an unlisted record may pause."""


def unknown_calendar(unit: str, roll: bool, low: int, high: int, result: Days) -> bool:
    """Whether a step counted working days that no published calendar covers."""
    return (unit == "working_days" or roll) and low == high and not known(result)


def distinct(sure: set[str | None], possible: set[str | None], unknown: int) -> tuple[int, int]:
    """Least and greatest number of different texts; `unknown` records may each add one."""
    return len(sure - {None}) or int(None in sure), len(possible - {None}) + unknown

"""Functions of a day that never go back: date steps, working days counted, the next day in or out of a yearly window.

Against a constant such a function vanishes: `day + 6 months >= c` is `day >= c'`. Elsewhere months are arithmetic (`months`),
and the rest is looked up in a table: every 400 years the calendar repeats itself, and of working days only some years are
published.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, lru_cache

from humi.values.calendar import add_working_days, reach, roll_forward, working_day_at, working_days_up_to
from humi.values.dates import FIRST_DAY, LAST_DAY, Days, MonthDay, add_months, split_year
from humi.values.frozen import Frozen

CYCLE = 146_097
"""Days of 400 years."""
SAMPLE = CYCLE * 5
"""31 December 2000: the day before a cycle begins."""


class Looked(Frozen):
    """A function as a table: for days from `first` on, what `listed` gives; earlier and later days as `before` and `after`
    say: a constant, or a number of days further on (`moved`)."""

    first: int
    listed: tuple[int, ...]
    before: tuple[str, int]
    after: tuple[str, int]


class Move(Frozen):
    """A function of a day. `kind` and what it needs say which; `last`: the last day that the result may be,
    by the days that surely are working days, else the first, by those that possibly are."""

    kind: str
    amount: int = 0
    last: bool = False
    window: tuple[MonthDay, MonthDay] | None = None

    @cached_property
    def of(self) -> Callable[[int], int]:
        """The function itself."""
        match self.kind:
            case "months":
                return lambda day: add_months(day, self.amount)
            case "working_days":
                return lambda day: add_working_days((day, day), self.amount)[int(self.last)]
            case "up_to":
                return lambda day: working_days_up_to(day, self.last)
            case "at":
                return lambda position: working_day_at(position, self.last)
            case "roll":
                return lambda day: roll_forward((day, day))[int(self.last)]
            case _:
                cycle = self.cycle()
                return lambda day: day + cycle[(day - 1) % CYCLE]

    @property
    def repeats(self) -> bool:
        """Whether it is the same every 400 years."""
        return self.kind in ("inside", "outside")

    def reaches(self, constant: int) -> int:
        """The first day from which on it is at least `constant`; the day after the last where it never is."""
        return _reaches(self, constant)

    def cycle(self) -> tuple[int, ...]:
        """How many days further on, for each day of 400 years."""
        return _cycle(self)

    def looked(self) -> Looked:
        """The table of a function of the published calendar."""
        begin, finish = reach()
        margin = 2 * abs(self.amount) + 30
        first, last = begin - margin, finish + margin
        if self.kind == "at":  # of a position, not of a day
            first, last = working_days_up_to(begin, self.last) - 2, working_days_up_to(finish, self.last) + 2
        listed = tuple(self.of(day) for day in range(first, last + 1))
        return Looked(first, listed, _beyond(self.of, first - 2), _beyond(self.of, last + 1))


def _beyond(of: Callable[[int], int], day: int) -> tuple[str, int]:
    one, other = of(day), of(day + 1)
    return ("constant", one) if one == other else ("moved", one - day)


@lru_cache(maxsize=1 << 14)
def _reaches(move: Move, constant: int) -> int:
    low, high = FIRST_DAY, LAST_DAY + 1
    while low < high:
        middle = (low + high) // 2
        if move.of(middle) >= constant:
            high = middle
        else:
            low = middle + 1
    return low


@lru_cache(maxsize=64)
def _cycle(move: Move) -> tuple[int, ...]:
    assert move.window is not None
    at, found = SAMPLE + 1, list[int]()
    for first, last in _stretches(move.kind == "inside", move.window):
        found.extend(max(first - day, 0) for day in range(at, last + 1))
        at = max(at, last + 1)
    # Where there is none at all, it is after the last day there is.
    return tuple(found[:CYCLE]) or (LAST_DAY,) * CYCLE


def _stretches(inside: bool, window: tuple[MonthDay, MonthDay]) -> list[Days]:
    """The stretches in or out of a yearly window, over 400 years and some more."""
    return [stretch for year in range(2001, 2410) for stretch in split_year(year, *window)[0 if inside else 1]]

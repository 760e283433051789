"""Date steps and yearly windows as solver terms.

A step never turns days round, so beside a constant it vanishes: `x + 6 months >= c` is `x >= c'`, with c' found by bisection.
Only where it meets another unknown is it a variable of its own, held between the least and the most that it may move a day.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import cache

import z3

from humi.engines import runtime
from humi.engines.prove.logic import Term, both, either, same_term
from humi.language.nodes import Step
from humi.values.dates import FIRST_DAY, LAST_DAY, MonthDay, add_months, in_yearly_window

NEAR = 20
"""Yearly windows are exact for so many years before and after the day asked about."""


class Stepped:
    """What a step makes of a day that is not known: `move` of `base`."""

    def __init__(self, move: Callable[[int], int], base: Term, kind: tuple[str, int, bool, int]) -> None:
        self.move = move
        self.base = base
        self.kind = kind
        """Unit, amount, roll, and which end: the same for the same step."""

    def at_least(self, day: int) -> Term:
        """Whether the result is on or after a day."""
        if self.move(LAST_DAY) < day:
            return False
        low, high = FIRST_DAY, LAST_DAY
        while low < high:
            middle = (low + high) // 2
            if self.move(middle) >= day:
                high = middle
            else:
                low = middle + 1
        return True if low == FIRST_DAY else self.base >= low

    def bounds(self, result: Term) -> Iterator[Term]:
        """What is so of the result, wherever the base lies."""
        unit, amount, roll, _ = self.kind
        base = self.base
        yield z3.And(result >= self.move(FIRST_DAY), result <= self.move(LAST_DAY))
        if unit == "days" and not roll:
            moved = base + amount
            yield result == z3.If(moved > LAST_DAY, LAST_DAY, z3.If(moved < FIRST_DAY, FIRST_DAY, moved))
        elif unit in ("months", "years") and not roll:
            least, most = _months(amount * 12 if unit == "years" else amount)
            clipped = z3.Or(result == FIRST_DAY, result == LAST_DAY)
            yield z3.Or(clipped, z3.And(result - base >= least, result - base <= most))
        elif amount >= 0:
            yield result >= base
        elif not roll:
            yield result <= base

    def exact(self, result: Term, asked: int) -> Term:
        """What the result is, of a base that is one of some days near the day asked about, or nowhere near any."""
        days = sorted({asked, asked - 1, *(_first_of(asked, month) for month in range(-36, 25))})
        ends = [FIRST_DAY, *days, LAST_DAY]
        return either(z3.And(self.base == day, result == self.move(day)) for day in ends)


def _first_of(day: int, months: int) -> int:
    """The first day of a month, so many months later."""
    return date.fromordinal(add_months(day, months)).replace(day=1).toordinal()


def _months(amount: int) -> tuple[int, int]:
    """The fewest and the most days that so many months are, with room to spare."""
    years, months = divmod(abs(amount), 12)
    least, most = 365 * years + 28 * months - 3, 366 * years + 31 * months + 3
    return (least, most) if amount >= 0 else (-most, -least)


def stepped(step: Step, low: Term, high: Term) -> tuple[Term | Stepped, Term | Stepped]:
    """A step without pauses, of the ends of a range."""

    def end(base: Term, which: int) -> Term | Stepped:
        move = _move(step.unit, step.amount, step.roll, which)
        return move(base) if isinstance(base, int) else Stepped(move, base, (step.unit, step.amount, step.roll, which))

    return end(low, 0), end(high, 1)


def moved(step: Step, day: Term, first: int, last: int) -> Term:
    """What a step makes of a day that is between two others, one of few: exactly, by stretches that are moved alike."""
    move = _move(step.unit, step.amount, False, 0)
    if isinstance(day, int):
        return move(day)
    result: Term = day + (move(last) - last)
    for one in range(last - 1, first - 1, -1):
        if move(one) - one != move(one + 1) - (one + 1):
            result = z3.If(day <= one, day + (move(one) - one), result)
    return result


@cache
def _move(unit: str, amount: int, roll: bool, which: int) -> Callable[[int], int]:
    return lambda day: runtime.step(unit, amount, roll, day, day, ())[which]


def in_window(low: Term, high: Term, first: MonthDay, last: MonthDay, asked: int) -> tuple[Term, Term, list[Term], Term]:
    """Whether a range of days surely, and possibly, lies in a window that returns every year, what is so of both, and where
    that is exact: for one day near the day asked about. Else all that is said is that what is sure is possible.
    """
    if isinstance(low, int) and isinstance(high, int):
        return (*in_yearly_window((low, high), first, last), [], True)
    surely, possibly = z3.FreshBool("yearly"), z3.FreshBool("yearly")
    year = date.fromordinal(asked).year
    begin, end = max(1, year - NEAR), min(9999, year + NEAR)
    opening, closing = date(begin, 1, 1).toordinal(), date(end, 12, 31).toordinal()
    inside = either(z3.And(low >= start, low <= stop) for start, stop in _stretches(begin, end, first, last))
    one_day = True if same_term(low, high) else low == high
    near = both((one_day, low >= opening, low <= closing))
    exact = z3.Implies(near, z3.And(surely == inside, possibly == inside)) if near is not True else surely == inside
    return surely, possibly, [z3.Implies(surely, possibly), exact], near


@cache
def _stretches(begin: int, end: int, first: MonthDay, last: MonthDay) -> tuple[tuple[int, int], ...]:
    """The windows of some years, as days."""
    days = range(date(begin, 1, 1).toordinal(), date(end, 12, 31).toordinal() + 1)
    inside = [day for day in days if in_yearly_window((day, day), first, last)[0]]
    starts = [day for day, before in zip(inside, [None, *inside], strict=False) if before != day - 1]
    ends = [day for day, after in zip(inside, [*inside[1:], None], strict=True) if after != day + 1]
    return tuple(zip(starts, ends, strict=True))

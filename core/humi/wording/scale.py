"""An axis of numbers from zero: how far it reaches, where a number lies on it, and which numbers are written below it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

MOST = 5
"""Steps; more numbers would not have room on a telephone."""
NICE = (1, 2, 5)


@dataclass(frozen=True, slots=True)
class Scale:
    """Numbers from zero to `last`, a multiple of `step`, between `left` and `right` (pixels)."""

    last: Fraction
    step: Fraction
    left: float
    right: float

    def x(self, number: Fraction | int) -> float:
        """Where a number lies; at the end of the axis where it lies beyond."""
        share = min(max(Fraction(number), Fraction(0)), self.last) / self.last
        return self.left + float(share) * (self.right - self.left)

    def ticks(self) -> list[Fraction]:
        """The numbers that are marked."""
        return [self.step * count for count in range(int(self.last / self.step) + 1)]


def scale_to(numbers: Iterable[Fraction | int], finest: Fraction, left: float, right: float) -> Scale:
    """An axis that all numbers lie on, in steps of 1, 2 or 5 tens, hundreds, ... of which none is below `finest`."""
    most = max((Fraction(number) for number in numbers), default=Fraction(0))
    step = next(step for step in _steps(finest) if step * MOST >= most)
    return Scale(max(-(-most // step), 1) * step, step, left, right)


def _steps(finest: Fraction) -> Iterable[Fraction]:
    power = finest
    while True:
        yield from (power * nice for nice in NICE)
        power *= 10

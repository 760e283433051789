"""A time axis: which days it spans, where a day lies on it, and which years and months are marked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from humi.timeline import Edge, RegionTimeline
from humi.values.dates import FIRST_DAY, LAST_DAY, add_months
from humi.values.label import Lang
from humi.wording.days import MONTHS

SHORTEST = 28
"""Days; a shorter span is widened."""
MARGIN = 0.19
"""Of the span: room for an end that is open or not known, and for what is written beside the last due day."""
NEAR = 0.25
"""Of the span: so far outside may the day asked lie and still be on the axis."""
MONTHLY_UNTIL = 72
"""Months; a longer axis begins and ends with whole years."""
ROOM_FOR_MONTH, ROOM_FOR_YEAR = 27, 46
MONTH_STEPS = (1, 3, 6)
YEAR_STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000)


@dataclass(frozen=True, slots=True)
class Tick:
    """A year or month: where it begins, where the next mark begins, what it is called."""

    first: int
    after: int
    label: str


@dataclass(frozen=True, slots=True)
class Axis:
    """Days `first` to `last` (ordinals, both included) between `left` and `right` (pixels)."""

    first: int
    last: int
    left: float
    right: float

    def x(self, day: int) -> float:
        """Where a day begins; the left or right end where it lies outside. A day ends where the next begins."""
        share = (min(max(day, self.first), self.last + 1) - self.first) / (self.last + 1 - self.first)
        return self.left + share * (self.right - self.left)

    def middle(self, day: int) -> float:
        """The middle of a day."""
        return (self.x(day) + self.x(day + 1)) / 2

    def years(self, lang: Lang) -> list[Tick]:
        """The years, or every second, fifth, ... where they are many."""
        one = self._width(365)
        step = next((step for step in YEAR_STEPS if step * one >= ROOM_FOR_YEAR), YEAR_STEPS[-1])
        start = date.fromordinal(self.first).year // step * step
        return list(self._ticks(max(start, 1), 1, 12 * step, "{0}年" if lang == "zh" else "{0}"))

    def months(self, lang: Lang) -> list[Tick]:
        """The months, quarters or half years; none where there is no room."""
        step = next((step for step in MONTH_STEPS if step * self._width(30) >= ROOM_FOR_MONTH), 0)
        if not step:
            return []
        begin = date.fromordinal(self.first)
        return list(self._ticks(begin.year, (begin.month - 1) // step * step + 1, step, "{1}月" if lang == "zh" else "{2}"))

    def _width(self, days: int) -> float:
        return (self.right - self.left) * days / (self.last + 1 - self.first)

    def _ticks(self, year: int, month: int, step: int, label: str) -> Iterator[Tick]:
        day = date(year, month, 1).toordinal()
        while day <= self.last:
            after, begins = add_months(day, step), date.fromordinal(day)
            if after == LAST_DAY:
                after = LAST_DAY + 1  # no month begins after the last year there is
            shown = label.format(begins.year, begins.month, MONTHS[begins.month - 1])
            yield Tick(max(day, self.first), min(after, self.last + 1), shown)
            day = after


def domain(region: RegionTimeline, asked: int) -> tuple[int, int] | None:
    """First and last day of the axis of a region; None where the text dates nothing."""
    plan = [one for one in (region.period, *region.phases) if one is not None]
    stretches = [*plan, *([region.in_force] if region.in_force is not None else [])]
    due = list(_known(one.due for one in region.deadlines))
    days = [*_known(edge for one in stretches for edge in (one.first, one.last)), *due]
    if not days:
        return None
    low, high = min(days), max(days)
    span = max(high - low + 1, SHORTEST)
    room = int(span * MARGIN) + 1
    if any(one.first.dated and not one.last.dated for one in stretches):
        high += room
    if any(one.last.dated and not one.first.dated for one in stretches):
        low -= room
    if due:
        high = max(high, max(due) + room)
    in_force_alone = not due and not any(one.first.dated or one.last.dated for one in plan)
    if in_force_alone or low - span * NEAR <= asked <= high + span * NEAR:
        low, high = min(low, asked), max(high, asked)
    return _rounded(low, max(high, low + SHORTEST - 1))


def _known(edges: Iterable[Edge]) -> Iterator[int]:
    for edge in edges:
        if edge.dated:
            yield from (day for day in (edge.low, edge.high) if FIRST_DAY < day < LAST_DAY)


def _rounded(low: int, high: int) -> tuple[int, int]:
    """Whole months, or whole years where there are many."""
    start, end = (date.fromordinal(min(max(day, FIRST_DAY), LAST_DAY)) for day in (low, high))
    months = (end.year - start.year) * 12 + end.month - start.month
    if months > MONTHLY_UNTIL:
        return date(start.year, 1, 1).toordinal(), date(end.year, 12, 31).toordinal()
    return date(start.year, start.month, 1).toordinal(), add_months(date(end.year, end.month, 1).toordinal(), 1) - 1

"""What a column can be, cut into the fewest parts that its cells tell apart.

Every cell is then a set of parts, as a bit mask, and so is every question about rows. Numbers and dates are whole numbers of
the smallest unit that the column keeps, so that `> 5` and `>= 6` are the same for a count.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from humi.dossier.facts import OTHER, Fact
from humi.language import nodes as n
from humi.language.limits import limits
from humi.language.tables.table import Cell, Column, Span

YES_NO = ("yes", "no")


class Domain(Protocol):
    """The parts of a column, numbered from 0."""

    size: int
    """How many there are."""

    def mask(self, cell: Cell) -> int:
        """The parts for which a cell is met."""

    def condition(self, mask: int) -> n.Condition:
        """That the column is in one of these parts: possibly met exactly where it may be."""

    def part(self, index: int) -> tuple[int, int] | str:
        """A part: from a number to a number, or a member (empty: any text that no cell names; `absent`: no such day)."""


ABSENT = "absent"


def domain_of(column: Column, cells: Iterable[Cell]) -> Domain:
    """The domain of a column with these cells."""
    looks_at = column.looks_at
    if isinstance(looks_at, n.Ref):
        return _Members(looks_at, cells)
    return _Line(looks_at, cells) if n.is_value(looks_at) else _Held(looks_at)  # type: ignore[arg-type]


def _full(size: int) -> int:
    return (1 << size) - 1


class _Held:
    """A condition: it holds, or it does not."""

    size = 2

    def __init__(self, holds: n.Condition) -> None:
        self.holds = holds

    def mask(self, cell: Cell) -> int:
        if cell.any:
            return 3
        found = sum(1 << YES_NO.index(member) for member in set(cell.members))
        return 3 & ~found if cell.negated else found

    def condition(self, mask: int) -> n.Condition:
        return {0: n.Always(False), 1: self.holds, 2: n.Not(self.holds), 3: n.Always(True)}[mask]

    def part(self, index: int) -> str:
        return YES_NO[index]


class _Members:
    """A boolean, category or text: each member that a cell names, and all others together."""

    def __init__(self, ref: n.Ref, cells: Iterable[Cell]) -> None:
        self.ref = ref
        self.named = tuple(dict.fromkeys(member for cell in cells for member in cell.members))
        self.rest = tuple(member for member in members_of(self.ref.fact) if member not in self.named)
        self.is_text = self.ref.fact.type == "text"
        self.size = len(self.named) + bool(self.rest or self.is_text)

    def mask(self, cell: Cell) -> int:
        if cell.any:
            return _full(self.size)
        found = sum(1 << self.named.index(member) for member in set(cell.members))
        return _full(self.size) & ~found if cell.negated else found

    def condition(self, mask: int) -> n.Condition:
        if mask == _full(self.size):
            return n.Always(True)
        named = tuple(member for index, member in enumerate(self.named) if mask >> index & 1)
        if self.is_text and mask >> len(self.named) & 1:
            others = tuple(member for member in self.named if member not in named)
            return n.Not(n.OneOf(self.ref, others))
        chosen = (*named, *self.rest) if mask >> len(self.named) & 1 else named
        return n.OneOf(self.ref, tuple(member for member in members_of(self.ref.fact) or chosen if member in chosen))

    def part(self, index: int) -> str:
        return self.named[index] if index < len(self.named) else next(iter(self.rest), "")


def members_of(fact: Fact) -> tuple[str, ...]:
    """Everything that a fact with members may be; empty for a text."""
    return (*fact.members, OTHER) if fact.has_other else fact.members


class _Line:
    """A number, an amount or a date, cut where the cells cut it. A column that uses the day of an event may be absent."""

    def __init__(self, value: n.Value, cells: Iterable[Cell]) -> None:
        from humi.language.value_comparisons import events_of

        self.value = value
        self.kind, self.places = n.kind_of(value), n.places_of(value)
        self.floor, self.ceiling = limits(value)
        self.events = tuple(dict.fromkeys(events_of(value)))
        cuts = {self.floor}
        for cell in cells:
            for first, last in map(self._whole, cell.spans):
                cuts.update((first, last + 1))
        starts = sorted(cut for cut in cuts if self.floor <= cut <= self.ceiling)
        self.parts = [(start, end - 1) for start, end in zip(starts, [*starts[1:], self.ceiling + 1], strict=True)]
        self.size = len(self.parts) + bool(self.events)

    def _whole(self, span: Span) -> tuple[int, int]:
        """The first and the last number of a span, within what the column can be."""
        first = self.floor if span.low is None else self._number(span.low, up=True, beyond=span.low_open)
        last = self.ceiling if span.high is None else self._number(span.high, up=False, beyond=span.high_open)
        return max(first, self.floor), min(last, self.ceiling)

    def _number(self, end: n.Constant, up: bool, beyond: bool) -> int:
        """The number nearest to an end, on its inner side: what a column that keeps fewer places can be."""
        scaled, factor = end.value * int(10**self.places), int(10**end.places)
        if up:
            return scaled // factor + 1 if beyond else -(-scaled // factor)
        return -(-scaled // factor) - 1 if beyond else scaled // factor

    def mask(self, cell: Cell) -> int:
        whole = _full(self.size)
        if cell.any:
            return whole
        found = 0
        for first, last in map(self._whole, cell.spans):
            found |= sum(1 << index for index, (start, end) in enumerate(self.parts) if first <= start and end <= last)
        if self.events and "yes" in cell.members:
            found |= _full(len(self.parts))
        if self.events and "no" in cell.members:
            found |= 1 << len(self.parts)
        return whole & ~found if cell.negated else found

    def condition(self, mask: int) -> n.Condition:
        if mask == _full(self.size):
            return n.Always(True)
        runs = self._runs(mask)
        happened = tuple(n.Happened(ref, implied=True) for ref in self.events)
        within = self._within(runs)
        ways = [_all((*happened, within))] if runs else []
        if self.events and mask >> len(self.parts) & 1:
            ways.append(_any([n.Not(n.Happened(ref)) for ref in self.events]))
        return _any(ways) if ways else n.Always(False)

    def _runs(self, mask: int) -> list[tuple[int, int]]:
        """The parts of a mask, those that touch as one."""
        runs: list[tuple[int, int]] = []
        for index, (start, end) in enumerate(self.parts):
            if mask >> index & 1:
                touches = runs and runs[-1][1] + 1 == start
                runs[-1:] = [(runs[-1][0], end)] if touches else [*runs[-1:], (start, end)]
        return runs

    def _within(self, runs: Sequence[tuple[int, int]]) -> n.Condition:
        if runs == [(self.floor, self.ceiling)]:
            return n.Always(True)
        if self.kind == n.DATE:
            return n.Within(self.value, tuple(runs))
        return _any([_all([*self._ends(start, end)]) for start, end in runs])

    def _ends(self, start: int, end: int) -> Iterable[n.Condition]:
        if start > self.floor:
            yield n.Compare(">=", self.value, n.Constant(self.kind, start, self.places))
        if end < self.ceiling:
            yield n.Compare("<=", self.value, n.Constant(self.kind, end, self.places))

    def part(self, index: int) -> tuple[int, int] | str:
        return self.parts[index] if index < len(self.parts) else ABSENT


def _all(items: Sequence[n.Condition]) -> n.Condition:
    told = [item for item in items if item != n.Always(True)]
    return told[0] if len(told) == 1 else n.All(tuple(told)) if told else n.Always(True)


def _any(items: Sequence[n.Condition]) -> n.Condition:
    return items[0] if len(items) == 1 else n.AnyOf(tuple(items))

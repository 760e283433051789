"""What facts are to a condition: on which side of each boundary they lie, and how near.

Two cases of one signature show the same of a rule, so one of them is enough.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from typing import Any

from humi.authoring.boundaries.points import asked_of_whole, granularity
from humi.engines.eager import EagerTerms
from humi.language import nodes as n
from humi.language.pairs import Pairs
from humi.values.dates import in_yearly_window

JOINTS = (n.All, n.AnyOf, n.AtLeastOf, n.Not, n.Term, n.Readings, n.Versions, n.Lookup, n.Choice)
FAR = 2
"""Two steps beyond a boundary are as good as a thousand."""


def signature(node: n.Condition, terms: EagerTerms) -> Hashable:
    """The signature of facts under a condition, leaf by leaf."""
    return _Signature(terms).of(node)


class _Signature:
    def __init__(self, terms: EagerTerms) -> None:
        self.terms = terms
        self.pairs: Pairs[Any] = Pairs(terms)

    def of(self, node: n.Node) -> Hashable:
        if isinstance(node, n.Versions):
            return tuple(map(bool, self.pairs.guards(node.starts))), *map(self.of, node.items)
        if isinstance(node, JOINTS):
            return tuple(map(self.of, n.children(node)))
        condition: Any = node
        return self.pairs.condition(condition), self._near(condition), tuple(self._within(node, getattr(node, "meets", None)))

    def _within(self, node: n.Node, meets: n.Condition | None) -> Iterator[Hashable]:
        """What weighs a part of a value, and what is asked of the records of lists: how they are alike, not how many."""
        for child in asked_of_whole(node):
            if isinstance(child, n.Worth):
                yield self.of(child.when)
                yield from self._within(child.item, meets)
            elif isinstance(child, n.ValueChoice):
                yield tuple(map(self.of, child.when))
            elif isinstance(child, n.Related):
                yield self._records(child, meets)
            else:
                yield from self._within(child, meets)

    def _records(self, related: n.Related, meets: n.Condition | None) -> Hashable:
        found: set[Hashable] = set()
        asked = [related.where] if meets is None else [related.where, meets]
        self.terms.over(related.relation, lambda: found.add(tuple(map(self.of, asked))))
        return frozenset(found), self.terms.more(related.relation)[1] > 0

    def _near(self, node: n.Condition) -> Hashable:
        """How near to its boundaries."""
        match node:
            case n.Compare(left=left, right=right):
                one, other = self.pairs.aligned((left, right))
                unit = 1 if n.kind_of(left) == n.DATE else granularity(left) * 10 ** (one.places - n.places_of(left))
                return _steps(one.low - other.low, unit), _steps(one.high - other.high, unit)
            case n.Within(date=date, spans=spans):
                day = self.pairs.value(date)
                return tuple((_steps(day.low - first), _steps(last - day.high)) for first, last in spans)
            case n.WithinYearly(date=date, first=first, last=last):
                day = self.pairs.value(date)
                days = [(day.low + away, day.high + away) for away in _beside(day.low, day.high)]
                return tuple(in_yearly_window(one, first, last) for one in days)
            case n.Covers(ref=ref, date=date):
                day = self.pairs.value(date)
                start, _, _, end = (self.terms.slot(ref, offset) for offset in range(4))
                return _steps(day.low - start), _steps(end - day.high)
            case n.OneOf(ref=ref, members=members, part=part):
                if ref.fact.type == "text" or part in ("by", "to"):
                    text = self.terms.slot(ref, {"by": 4, "to": 5}.get(part, 0))
                    return text if text in members else text is None
                mask, listed = self.terms.slot(ref, 3 if part == "result" else 0), ref.fact.mask(members)
                return mask & listed, bool(mask & ~listed)
            case n.Includes(ref=ref, members=members):
                listed = ref.fact.mask(members)
                return self.terms.slot(ref, 0) & listed, self.terms.slot(ref, 1) & listed
        return None


def _steps(distance: int, unit: int = 1) -> int:
    """How many steps from a boundary, as far as that matters."""
    steps = min(-(-abs(distance) // unit), FAR)
    return steps if distance >= 0 else -steps


def _beside(low: int, high: int) -> tuple[int, ...]:
    """The days before and after one that is known."""
    return (-1, 1) if low == high else ()

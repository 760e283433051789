"""What plain inspection can tell of two conditions: for which values of one thing each of them holds.

A condition is taken apart into what it asks of one thing each: a number or a day lies in some intervals, a category is one of
some members, anything else holds or does not. Of two that ask of the same thing it can be told whether they exclude one
another, and whether one asks no more than the other.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import field, fields, replace
from itertools import pairwise
from typing import Any, TypeVar

from humi.authoring.lints.folded import decided
from humi.dossier.facts import OTHER
from humi.language import nodes as n
from humi.reading.problems import Place
from humi.values.frozen import Frozen

N = TypeVar("N", bound=n.Node)
FAR = 10**30
"""Beyond every number and every day."""
FLIPPED = {"==": "==", ">=": "<=", ">": "<", "<=": ">=", "<": ">"}
OPPOSITE = {">=": "<", ">": "<=", "<=": ">", "<": ">="}

Spans = tuple[tuple[int, int], ...]
Members = frozenset[str]


class Demand(Frozen):
    """What is asked of one thing: the `spans` in which it lies, or the `members` that it may be (of a text, all but those
    where `other_than`). `implied`: the author did not write it, but what was written says so."""

    thing: Hashable
    spans: Spans | None = None
    members: Members = frozenset()
    other_than: bool = False
    place: Place | None = field(default=None, compare=False)
    implied: bool = field(default=False, compare=False)

    def within(self, other: Demand) -> bool:
        """Whether the other holds wherever this one does."""
        if self.spans is not None and other.spans is not None:
            return all(any(low >= first and high <= last for first, last in other.spans) for low, high in self.spans)
        if self.other_than:
            return other.other_than and self.members >= other.members
        return self.members.isdisjoint(other.members) if other.other_than else self.members <= other.members

    def both(self, other: Demand) -> Demand:
        """What both together ask; the place is the other's."""
        if self.spans is not None and other.spans is not None:
            return replace(other, spans=_common(self.spans, other.spans))
        if self.other_than and other.other_than:
            return replace(other, members=self.members | other.members)
        if self.other_than or other.other_than:
            listed, left_out = (other, self) if self.other_than else (self, other)
            return replace(other, members=listed.members - left_out.members, other_than=False)
        return replace(other, members=self.members & other.members)

    @property
    def possible(self) -> bool:
        """Whether there is a value for which it holds."""
        return bool(self.spans) if self.spans is not None else self.other_than or bool(self.members)


def _common(one: Spans, other: Spans) -> Spans:
    met = ((max(low, first), min(high, last)) for low, high in one for first, last in other)
    return tuple((low, high) for low, high in met if low <= high)


# --- a condition taken apart ---


def demands(condition: n.Condition) -> Iterator[Demand]:
    """What a condition asks of each thing: all of it has to hold."""
    yield from _demands(bare(condition), True)


def bare(node: N) -> N:
    """The node with its terms written out, so that a clause and its name are the same."""
    while isinstance(node, n.Term | n.ValueTerm):
        node = node.item  # type: ignore[assignment]
    if isinstance(node, n.Lookup | n.ValueLookup):
        return node
    changed: dict[str, Any] = {}
    for item in fields(node):
        value = getattr(node, item.name)
        told = _bare(value)
        if told is not value:
            changed[item.name] = told
    return replace(node, **changed) if changed else node


def _bare(value: object) -> object:
    if isinstance(value, n.Node):
        return bare(value)
    if isinstance(value, tuple) and any(isinstance(item, n.Node | tuple) for item in value):
        told = tuple(_bare(item) for item in value)
        return value if all(one is other for one, other in zip(told, value, strict=True)) else told
    return value


def _demands(node: n.Condition, holds: bool) -> Iterator[Demand]:
    if decided(node) is holds:
        return  # it asks nothing
    match node:
        case n.All(items=items) if holds:
            for item in items:
                yield from _demands(item, True)
        case n.AnyOf(items=items) if not holds:
            for item in items:
                yield from _demands(item, False)
        case n.Not(item=item):
            yield from _demands(item, not holds)
        case n.Compare():
            yield _compared(node, holds)
        case n.Within(date=date, spans=spans):
            yield Demand(date, spans=spans if holds else _complement(spans), place=node.place)
        case n.OneOf(open=False) if not (node.ref.fact.type != "text" and node.part in ("by", "to")):
            yield _one_of(node, holds)
        case n.Happened(ref=ref, implied=implied):
            yield _whether(("happened", ref), holds, node.place, implied)
        case n.Quantified(word="some" | "none", related=related):
            yield _whether(("some", related), holds is (node.word == "some"), node.place)
        case n.Judgement() | n.Undecidable():
            yield _whether(("open", id(node)), holds, node.place)  # nothing can be told of it, not even that it is the same
        case _:
            yield _whether(node, holds, node.place)


def _whether(thing: Hashable, holds: bool, place: Place | None, implied: bool = False) -> Demand:
    return Demand(thing, members=frozenset({"yes" if holds else "no"}), place=place, implied=implied)


def _one_of(node: n.OneOf, holds: bool) -> Demand:
    members, fact = frozenset(node.members), node.ref.fact
    thing = (node.ref, node.part)
    if fact.type == "text" or node.part:
        return Demand(thing, members=members, other_than=not holds, place=node.place)
    known = frozenset((*fact.members, OTHER) if fact.has_other else fact.members)
    return Demand(thing, members=members if holds else known - members, place=node.place)


def _compared(node: n.Compare, holds: bool) -> Demand:
    left, operator, right = node.left, node.operator, node.right
    if isinstance(left, n.Constant) and not isinstance(right, n.Constant):
        left, operator, right = right, FLIPPED[operator], left
    if isinstance(right, n.Constant) and not isinstance(left, n.Constant):
        spans = _spans(operator, right, n.places_of(left))
        return Demand(left, spans=spans if holds else _complement(spans), place=node.place)
    # Which of two unknown values is greater: the sign of their difference.
    signs: Spans = {"==": ((0, 0),), ">=": ((0, 1),), ">": ((1, 1),), "<=": ((-1, 0),), "<": ((-1, -1),)}[operator]
    if not holds:
        signs = tuple((sign, sign) for sign in (-1, 0, 1) if not any(low <= sign <= high for low, high in signs))
    return Demand((left, right), spans=signs, place=node.place)


def _spans(operator: str, bound: n.Constant, places: int) -> Spans:
    """Where the left side lies, counted in its own smallest unit: above 2.5, a whole number is at least 3."""
    scaled = bound.value * 10**places
    floor, rest = divmod(scaled, 10**bound.places)
    ceiling = floor + bool(rest)
    match operator:
        case ">=":
            return ((ceiling, FAR),)
        case ">":
            return ((floor + 1, FAR),)
        case "<=":
            return ((-FAR, floor),)
        case "<":
            return ((-FAR, ceiling - 1),)
    return () if rest else ((floor, floor),)


def _complement(spans: Spans) -> Spans:
    edges = [(-FAR, -FAR - 1), *sorted(spans), (FAR + 1, FAR)]
    gaps = ((last + 1, first - 1) for (_, last), (first, _) in pairwise(edges))
    return tuple((max(low, -FAR), min(high, FAR)) for low, high in gaps if low <= high)

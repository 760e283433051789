"""What may be changed in a value, one change at a time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from humi.authoring.mutation.change import Change, among, within
from humi.authoring.mutation.steps import named
from humi.authoring.mutation.thresholds import moved, shown, spans_beside
from humi.language import nodes as n

if TYPE_CHECKING:
    from humi.authoring.mutation.conditions import Given

OTHER_UNITS = {"working_days": "days", "days": "working_days"}


def value_changes(node: n.Value, given: Given) -> Iterator[Change]:
    """Every change of a value and of its parts."""
    for change in _changes(node, given):
        yield change if change.place else replace(change, place=node.place)


def _changes(node: n.Value, given: Given) -> Iterator[Change]:
    from humi.authoring.mutation import conditions

    match node:
        case n.Constant(kind=kind):
            if not given.derives(node):
                for other in moved(node):
                    yield Change(other, "date" if kind == n.DATE else "amount", f"{shown(node)}->{shown(other)}", node, other)
        case n.SomeDay(first=first, last=last):
            for told, ends in spans_beside(first, last):
                whole = replace(node, first=ends[0], last=ends[1])
                yield Change(whole, "date", f"some-day-{told}", node, whole)
        case n.Count(once_per=per):
            if per is not None:
                yield Change(replace(node, once_per=None), "once_per", "once_per-dropped", node, replace(node, once_per=None))
            yield from within(conditions.related_changes(node.related, given), node, "related", "")
        case n.SumOf(of=of):
            yield from within(conditions.related_changes(node.related, given), node, "related", "")
            yield from within(value_changes(of, given), node, "of")
        case n.Rank():
            other_order = replace(node, highest_first=not node.highest_first)
            yield Change(other_order, "order", "order-reversed", node, other_order)
            yield from within(conditions.related_changes(node.related, given), node, "related", "")
        case n.Smallest(items=items) | n.Largest(items=items):
            if len(items) > 1:
                least = isinstance(node, n.Smallest)
                swapped = (n.Largest if least else n.Smallest)(items, place=node.place)
                yield Change(swapped, "junction", "min->max" if least else "max->min", node, swapped)
            yield from _items(node, given)
        case n.Total() | n.Product():
            yield from _items(node, given)
        case n.Difference(left=left, right=right):
            if n.kind_of(left) != n.DATE:
                yield Change(left, "dropped", "dropped", right, None, ("right",), right.place)
            yield from within(value_changes(left, given), node, "left")
            yield from within(value_changes(right, given), node, "right")
        case n.Worth(item=item, when=when):
            yield Change(item, "dropped", "dropped", when, None, ("when",), when.place)
            yield from within(value_changes(item, given), node, "item", "")
            yield from within(conditions.condition_changes(when, given), node, "when")
        case n.Step():
            yield from _step(node, given)
        case n.EdgeOf(edge=edge):
            other_edge = replace(node, edge="end" if edge == "start" else "start")
            yield Change(other_edge, "edge", f"{edge}->{other_edge.edge}", node, other_edge)
        case n.ValueReadings(options=options):
            yield from conditions.readings(node, [(name, value_changes(item, given)) for name, item in options])
        case n.ValueVersions(items=items):
            yield from conditions.versions(node, [value_changes(item, given) for item in items])


def _items(node: Any, given: Given) -> Iterator[Change]:
    for index, (step, item) in enumerate(zip(named(node.items), node.items, strict=True)):
        if len(node.items) > 1 and n.kind_of(_without(node, index)) == n.kind_of(node):
            yield Change(_without(node, index), "dropped", "dropped", item, None, (step,), item.place)
        for change in value_changes(item, given):
            yield change.under(replace(node, items=among(node.items, index, change.whole)), step, node.place)


def _without(node: Any, index: int) -> n.Value:
    rest = among(node.items, index, None)
    whole: n.Value = rest[0] if len(rest) == 1 else replace(node, items=rest)
    return whole


def _step(node: n.Step, given: Given) -> Iterator[Change]:
    """Length, unit, pauses and roll. The last day of a length of time is a day before the next: that day was not written."""
    if not is_last_day(node):
        sign = -1 if node.amount < 0 else 1
        for amount in (node.amount - sign, node.amount + sign):
            whole = replace(node, amount=amount)
            yield Change(whole, "length", f"{node.unit}-{abs(node.amount)}->{abs(amount)}", node, whole)
        if node.unit in OTHER_UNITS:
            whole = replace(node, unit=OTHER_UNITS[node.unit])
            yield Change(whole, "unit", f"{node.unit}->{whole.unit}", node, whole)
    if node.roll:
        whole = replace(node, roll=False)
        yield Change(whole, "roll", "roll-dropped", node, whole)
    for index, (name, pause) in enumerate(zip(named(node.pauses), node.pauses, strict=True)):
        whole = replace(node, pauses=among(node.pauses, index, None))
        yield Change(whole, "pause", "dropped", pause, None, (name,), pause.place or node.place)
        yield from _pause(node, index, name, given)
    yield from within(value_changes(node.base, given), node, "base", "" if isinstance(node.base, n.Step) else "from")


def _pause(node: n.Step, index: int, name: str, given: Given) -> Iterator[Change]:
    from humi.authoring.mutation.conditions import related_changes

    pause = node.pauses[index]
    if pause.related is None:
        return
    for change in related_changes(pause.related, given):
        whole = replace(node, pauses=among(node.pauses, index, replace(pause, related=change.whole)))
        yield change.under(whole, "not_counting", pause.place or node.place)


def is_last_day(node: n.Step) -> bool:
    """Whether a step is the day before the end of a length, as `lasts` is read."""
    return (node.unit, node.amount) == ("days", -1) and isinstance(node.base, n.Step) and node.base.place == node.place

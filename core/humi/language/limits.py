"""The least and greatest that a value can ever be, from constants and declared bounds alone."""

from __future__ import annotations

from collections.abc import Sequence

from humi.dossier.facts import BOUND
from humi.language import nodes as n
from humi.values.dates import FIRST_DAY, LAST_DAY

Limits = tuple[int, int]


def limits(value: n.Value) -> Limits:
    """Least and greatest, scaled by `10 ** places_of(value)`."""
    if n.kind_of(value) == n.DATE:
        return FIRST_DAY, LAST_DAY
    match value:
        case n.Constant(value=number):
            return number, number
        case n.FactValue(ref=ref):
            return ref.fact.minimum, ref.fact.maximum
        case n.Count():
            return 0, BOUND
        case n.Rank():
            return 1, BOUND
        case n.SumOf(of=of):
            low, high = limits(of)
            reach = BOUND * max(abs(low), abs(high))
            return (-reach if low < 0 else 0), (reach if high > 0 else 0)
        case n.Total(items=items):
            parts = _aligned(items)
            return sum(low for low, _ in parts), sum(high for _, high in parts)
        case n.Difference(left=left, right=right):
            if n.kind_of(left) == n.DATE:
                return FIRST_DAY - LAST_DAY, LAST_DAY - FIRST_DAY
            (low, high), (other_low, other_high) = _aligned((left, right))
            return low - other_high, high - other_low
        case n.Product(items=items):
            low, high = limits(items[0])
            for item in items[1:]:
                corners = [one * other for one in (low, high) for other in limits(item)]
                low, high = min(corners), max(corners)
            return low, high
        case n.Smallest(items=items):
            parts = _aligned(items)
            return min(low for low, _ in parts), min(high for _, high in parts)
        case n.Largest(items=items):
            parts = _aligned(items)
            return max(low for low, _ in parts), max(high for _, high in parts)
        case n.Worth(item=item):
            low, high = limits(item)
            return min(0, low), max(0, high)
        case n.ValueReadings(options=options):
            return _hull(_aligned([item for _, item in options]))
        case n.ValueVersions(items=items) | n.ValueChoice(items=items):
            return _hull(_aligned(items))
        case n.ValueTerm(item=item) | n.ValueLookup(item=item):
            return limits(item)
        case n.NoValue(least=least, greatest=greatest):
            return least, greatest
        case _:
            raise AssertionError(value)


def _hull(parts: Sequence[Limits]) -> Limits:
    return min(low for low, _ in parts), max(high for _, high in parts)


def _aligned(items: Sequence[n.Value]) -> list[Limits]:
    places = max(n.places_of(item) for item in items)
    factors = [int(10 ** (places - n.places_of(item))) for item in items]
    return [(low * factor, high * factor) for (low, high), factor in zip(map(limits, items), factors, strict=True)]

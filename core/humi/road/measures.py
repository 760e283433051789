"""What a target is about, where that is one number: what is counted or measured, and from where to where it is enough."""

from __future__ import annotations

from math import lcm

from humi.decision import Bound
from humi.dossier.facts import BOUND
from humi.language import nodes as n
from humi.values.label import Label
from humi.wording.show import both, show_number


def counted(condition: n.Condition) -> n.Value | None:
    """What a target counts, where that is a whole number; of a share, the part."""
    match next(iter(_comparisons(condition)), None):
        case n.ShareCompare(related=related, meets=meets):
            return n.Count(n.Related(related.relation, n.All((related.where, meets))))
        case n.Compare(left=left) if n.kind_of(left) == n.NUMBER and n.places_of(left) == 0:
            return left
    return None


def whole(condition: n.Condition) -> n.Value | None:
    """Of a share, what it is a share of."""
    comparison = next(iter(_comparisons(condition)), None)
    return n.Count(comparison.related) if isinstance(comparison, n.ShareCompare) else None


def valued(condition: n.Condition) -> n.Value | None:
    """What a target measures other than in whole numbers: a rate, an amount in yuan."""
    match next(iter(_comparisons(condition)), None):
        case n.Compare(left=left) if n.kind_of(left) in (n.NUMBER, n.MONEY) and n.places_of(left):
            return left
    return None


def in_parts(ends: tuple[int, int], condition: n.Condition) -> tuple[int, int] | None:
    """The range of what is measured, in the parts of `bounds`; None where nothing is known of it."""
    value = valued(condition)
    assert value is not None
    one: int = 10 ** n.places_of(value)
    least, most = -BOUND * one, BOUND * one
    if isinstance(value, n.FactValue):
        least, most = max(least, value.ref.fact.minimum), min(most, value.ref.fact.maximum)
    if ends[0] <= least and ends[1] >= most:
        return None
    _, per = bounds(condition)
    return ends[0] * per // one, ends[1] * per // one


def shown(ends: tuple[int, int] | None, condition: n.Condition) -> Label | None:
    """What was measured, in the parts of `bounds`, as people read it."""
    value = valued(condition)
    if ends is None or value is None:
        return None
    kind, (_, per) = n.kind_of(value), bounds(condition)
    return both(lambda lang: show_number(*ends, kind, len(str(per)) - 1, lang))


def bounds(condition: n.Condition) -> tuple[tuple[Bound, ...], int]:
    """From where to where the number is enough, and how many parts make one, of these and of what is measured; no bounds
    where one is no fixed number."""
    limits = [_limit(comparison) for comparison in _comparisons(condition)]
    found = [limit for limit in limits if limit is not None]
    value = valued(condition)
    per = lcm(*(parts for _, _, parts in found), 1 if value is None else 10 ** n.places_of(value))
    whole = len(found) == len(limits)
    return tuple(Bound(operator, number * per // parts) for operator, number, parts in found if whole), per


def enough(condition: n.Condition) -> int | None:
    """The least whole number that is enough, where the text gives one; a share of a whole that may grow has none."""
    limits, per = bounds(condition) if whole(condition) is None else ((), 1)
    for limit in limits:
        if limit.operator in (">=", ">"):
            return -(-limit.number // per) if limit.operator == ">=" else limit.number // per + 1
    return None


def _limit(comparison: n.Compare | n.ShareCompare) -> tuple[str, int, int] | None:
    """Operator, number and how many parts make one."""
    match comparison:
        case n.ShareCompare(operator=operator, numerator=numerator, denominator=denominator):
            return operator, numerator, denominator
        case n.Compare(operator=operator, right=n.Constant(kind=kind, value=value, places=places)) if kind != n.DATE:
            return operator, value, 10**places
    return None


def _comparisons(condition: n.Condition) -> tuple[n.Compare | n.ShareCompare, ...]:
    """The comparisons of one number, as of `between` both; none where a condition is about several things."""
    match condition:
        case n.Compare() | n.ShareCompare():
            return (condition,)
        case n.All(items=items) if all(map(_comparisons, items)):
            found = tuple(comparison for item in items for comparison in _comparisons(item))
            return found if len({_what(comparison) for comparison in found}) == 1 else ()
    return ()


def _what(comparison: n.Compare | n.ShareCompare) -> tuple[n.Node, ...]:
    """What is compared."""
    return (comparison.left,) if isinstance(comparison, n.Compare) else (comparison.related, comparison.meets)

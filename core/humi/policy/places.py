"""How many places there are: the number that a quota of the pack gives for a designation."""

from __future__ import annotations

from collections.abc import Iterator

from humi.language import nodes as n
from humi.policy.pack import Designation, Pack, Target
from humi.values.frozen import Frozen


class Places(Frozen):
    """At least and at most so many are chosen; `most` is None where the text sets no upper limit."""

    least: int
    most: int | None


def quota_for(pack: Pack, designation: Designation, day: int) -> Target | None:
    """The quota that says how many are chosen for a designation: of several the one that is due next on a day (an
    ordinal), or the last one where all of them have passed."""
    quotas = [target for target in pack.targets if target.places_for == designation.id]
    to_come = [target for target in quotas if _last_day(target, day) >= day]
    return min(to_come, key=lambda target: _last_day(target, day)) if to_come else quotas[-1] if quotas else None


def _last_day(target: Target, otherwise: int) -> int:
    return max((due.day for due in target.due if due.day is not None), default=otherwise)


def places_of(quota: Target) -> Places | None:
    """The number of a quota; None where its text does not give one that is known beforehand."""
    found = [_bounds(due.condition) for due in quota.due]
    if not found or any(bounds is None for bounds in found):
        return None
    least = min(bounds[0] for bounds in found if bounds is not None)
    limits = [bounds[1] for bounds in found if bounds is not None]
    most = None if None in limits else max(limit for limit in limits if limit is not None)
    return Places(least, most) if most is None or most > 0 else None


def _bounds(condition: n.Condition) -> tuple[int, int | None] | None:
    """The least and greatest whole number that a comparison with constants admits."""
    least, most = 0, None
    for compared in _comparisons(condition):
        right = compared.right if isinstance(compared, n.Compare) else None
        if not isinstance(right, n.Constant) or right.kind != n.NUMBER:
            return None
        scale: int = 10**right.places
        above, below = -(-right.value // scale), right.value // scale
        match compared.operator:  # type: ignore[union-attr]
            case "==":
                least, most = max(least, above), below if most is None else min(most, below)
            case ">=":
                least = max(least, above)
            case ">":
                least = max(least, below + 1)
            case "<=":
                most = below if most is None else min(most, below)
            case "<":
                most = above - 1 if most is None else min(most, above - 1)
    return (least, most) if any(True for _ in _comparisons(condition)) else None


def _comparisons(condition: n.Condition) -> Iterator[n.Condition]:
    if isinstance(condition, n.All):
        for item in condition.items:
            yield from _comparisons(item)
    else:
        yield condition

"""How many places there are: the number that a quota of the pack gives for a designation."""

from __future__ import annotations

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
    """The number of a quota; None where its text gives none that is known beforehand."""
    found = [_admitted(due.condition) for due in quota.due]
    known = [one for one in found if one is not None]
    if not known or len(known) < len(found):
        return None
    limits = [one.most for one in known if one.most is not None]
    return Places(min(one.least for one in known), max(limits) if len(limits) == len(known) else None)


def _admitted(condition: n.Condition) -> Places | None:
    """The whole numbers that comparisons with a constant admit."""
    least, limits = 0, []
    for part in condition.items if isinstance(condition, n.All) else (condition,):
        if not isinstance(part, n.Compare) or not isinstance(part.right, n.Constant) or part.right.kind != n.NUMBER:
            return None
        scale: int = 10**part.right.places
        below, above = part.right.value // scale, -(-part.right.value // scale)
        if part.operator in (">=", ">", "=="):
            least = max(least, below + 1 if part.operator == ">" else above)
        if part.operator in ("<=", "<", "=="):
            limits.append(above - 1 if part.operator == "<" else below)
    return Places(least, min(limits, default=None))

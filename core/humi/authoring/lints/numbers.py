"""Numbers that have to fit each other: what is due later asks no less, and each year's part no more than the whole."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator
from datetime import date
from fractions import Fraction
from itertools import pairwise

from humi.authoring.lints.domains import bare
from humi.authoring.lints.draft import Draft
from humi.authoring.lints.written import place_of
from humi.language import nodes as n
from humi.policy.pack import Target
from humi.reading.problems import Place, Problems
from humi.values.frozen import Frozen


class _Floor(Frozen):
    """The least that a target asks for on its due day. `what` is counted; `within_year`: counted anew each year."""

    target: Target
    day: int
    what: Hashable
    within_year: bool
    least: Fraction
    place: Place | None


def series(draft: Draft, problems: Problems) -> None:
    """W824: a target that counts what there is on the day, and asks for less on a later day."""
    groups: dict[tuple[str, Hashable], list[_Floor]] = defaultdict(list)
    for one in _floors(draft):
        if not one.within_year:
            groups[one.target.path.rpartition("/")[0], one.what].append(one)
    for floors in groups.values():
        ordered = sorted(floors, key=lambda one: one.day)
        for before, one in pairwise(ordered):
            if one.least < before.least:
                found, earlier = (_number(floor.least) for floor in (one, before))
                problems.add("W824", one.place, found=found, day=_day(one.day), earlier=earlier, before=_day(before.day))


def yearly(draft: Draft, problems: Problems) -> None:
    """W825: each year's part, added up to a due day, is more than the whole that is asked for on that day."""
    floors = list(_floors(draft))
    parts = [one for one in floors if one.within_year and one.target.year is not None]
    for whole in (one for one in floors if not one.within_year):
        so_far = [one for one in parts if one.what == whole.what and one.day <= whole.day]
        total = sum((one.least for one in so_far), Fraction(0))
        if total > whole.least:
            details = {"total": _number(total), "other": so_far[0].target.path.rpartition("/")[0]}
            problems.add("W825", whole.place, found=_number(whole.least), day=_day(whole.day), **details)


def _floors(draft: Draft) -> Iterator[_Floor]:
    for target in draft.pack.targets:
        for due in target.due:
            for compare in _comparisons(bare(due.condition)):
                counts = [node for node in n.walk(compare.left) if isinstance(node, n.Count)]
                if due.day is None or compare.operator not in (">=", ">", "==") or not isinstance(compare.right, n.Constant):
                    continue
                if counts:
                    least = Fraction(compare.right.value, 10**compare.right.places)
                    year = any(isinstance(node, n.Within) for one in counts for node in n.walk(one))
                    place = compare.place or place_of(draft, target.path, target.place)
                    yield _Floor(target, due.day, frozenset(map(_counted, counts)), year, least, place)


def _comparisons(condition: n.Condition) -> Iterator[n.Compare]:
    if isinstance(condition, n.Compare):
        yield condition
    elif isinstance(condition, n.All):
        for item in condition.items:
            yield from _comparisons(item)


def _counted(count: n.Count) -> Hashable:
    """The records that are counted, whatever their days."""
    where = count.related.where
    asked = where.items if isinstance(where, n.All) else (where,)
    return count.related.relation, count.once_per, frozenset(part for part in asked if not _dated(part))


def _dated(condition: n.Condition) -> bool:
    days = (node for node in n.walk(condition) if isinstance(node, n.Within | n.Covers | n.Constant))
    return any(not isinstance(node, n.Constant) or node.kind == n.DATE for node in days)


def _number(value: Fraction) -> str:
    return str(value.numerator) if value.denominator == 1 else str(float(value))


def _day(day: int) -> str:
    return date.fromordinal(day).isoformat()

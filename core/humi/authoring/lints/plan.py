"""The dates of a plan: phases that overlap, leave days between them or stand in another order, and what lies outside."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from itertools import combinations, pairwise

from humi.authoring.lints.draft import Draft
from humi.authoring.lints.uses import said_by, within
from humi.authoring.lints.written import place_of, value_of
from humi.language import nodes as n
from humi.policy.pack import Duty, Pack, Phase
from humi.reading.problems import Place, Problems
from humi.road.chaining import base
from humi.values.dates import FIRST_DAY, LAST_DAY, add_days, add_months, add_years
from humi.values.frozen import Frozen

STEPS: dict[str, Callable[[int, int], int]] = {"days": add_days, "months": add_months, "years": add_years}
Days = tuple[int, int]


def days_of(value: n.Value | None) -> Days | None:
    """The earliest and latest day that a value can be, where that depends on nobody's facts."""
    match value:
        case n.Constant(kind=n.DATE, value=day):
            return day, day
        case n.SomeDay(first=first, last=last):
            return first, last
        case n.ValueReadings(options=options):
            found = [days_of(item) for _, item in options]
            known = [days for days in found if days is not None]
            return (min(low for low, _ in known), max(high for _, high in known)) if len(known) == len(found) else None
        case n.Step(base=start, unit=unit, amount=amount, pauses=(), roll=False) if unit in STEPS:
            begun = days_of(start)
            return (STEPS[unit](begun[0], amount), STEPS[unit](begun[1], amount)) if begun is not None else None
        case n.ValueTerm(item=item):
            return days_of(item)
    return None


# --- phases ---


class _Dated(Frozen):
    """A phase of which one end at least has a date. The other may be any day that leaves it one day long."""

    phase: Phase
    first: Days
    last: Days

    def surely_meets(self, other: _Dated) -> bool:
        return self.first[1] <= other.last[0] and other.first[1] <= self.last[0]

    def surely_before(self, other: _Dated) -> bool:
        return self.first[1] < other.first[0]


def phases(draft: Draft, problems: Problems) -> None:
    """W820 to W823. Phases without dates are neither before nor after any other."""
    found = list(_dated(draft.pack.phases))
    for index, one in enumerate(found):
        met = next((other for other in found[:index] if other.surely_meets(one)), None)
        if met is not None:
            _tell("W820", one.phase, draft, problems, other=met.phase.id)
        later = next((other for other in found[:index] if one.surely_before(other)), None)
        if later is not None and later.phase.order < one.phase.order:
            _tell("W822", one.phase, draft, problems, other=later.phase.id)
    for one in found:
        after = [other for other in found if other.first[1] > one.last[1]]
        between = any(other is not one and other.first[0] <= one.last[1] + 1 <= other.last[1] for other in found)
        following = min(after, key=lambda other: other.first[0], default=None)
        if following is not None and not between and following.first[0] > one.last[1] + 1 and one.phase.last is not None:
            days = following.first[0] - one.last[1] - 1
            _tell("W821", one.phase, draft, problems, other=following.phase.id, days=days)
    for phase, same in combinations(draft.pack.phases, 2):
        if phase.order == same.order:
            _tell("W823", same, draft, problems, other=phase.id, order=same.order)


def _dated(written: tuple[Phase, ...]) -> Iterator[_Dated]:
    for phase in written:
        first, last = days_of(phase.first), days_of(phase.last)
        if first is not None:
            yield _Dated(phase, first, last or (first[1], LAST_DAY))
        elif last is not None:
            yield _Dated(phase, (FIRST_DAY, last[0]), last)


def _tell(code: str, phase: Phase, draft: Draft, problems: Problems, **details: str | int) -> None:
    problems.add(code, place_of(draft, phase.path, phase.place), found=phase.id, **details)


# --- what lies outside of the plan ---


def outside(draft: Draft, problems: Problems) -> None:
    """W826, W827: due days and phases outside of what the plan governs or of the time in which it is in force."""
    pack = draft.pack
    begins, ends = in_force_of(pack)
    if begins is not None and ends is not None and ends[1] < begins[0]:
        place = pack.in_force.place if pack.in_force else None
        problems.add("W827", _at(draft, "in_force", "to", place), found=_day(ends[1]), first=_day(begins[0]))
        return
    low, high = _bounds(pack)
    for path, place, first, last in _dates(draft):
        if first > high or last < low:
            day = _day(first if first > high else last)
            problems.add("W826", place, found=path, day=day, low=_shown(low), high=_shown(high))


def in_force_of(pack: Pack) -> tuple[Days | None, Days | None]:
    """First and last day of being in force, as far as the text gives them."""
    force = pack.in_force
    return (days_of(force.first), days_of(force.last)) if force is not None else (None, None)


def _bounds(pack: Pack) -> Days:
    """What the plan governs, cut where it is no longer in force. Before it is in force, days may well be set."""
    low, high = pack.governs.span if pack.governs is not None else (FIRST_DAY, LAST_DAY)
    ends = in_force_of(pack)[1]
    return low, min(high, ends[1]) if ends is not None else high


def _dates(draft: Draft) -> Iterator[tuple[str, Place | None, int, int]]:
    """Due days and phases with the days that they surely touch."""
    for target in draft.pack.targets:
        days = [due.day for due in target.due if due.day is not None]
        if days:
            yield target.path, place_of(draft, target.path, target.place), min(days), max(days)
    for duty in draft.pack.duties:
        due = days_of(duty.due) if duty.due is not None else None
        days_ = due or (_year(duty) if duty.year is not None else None)
        if days_ is not None:
            yield duty.path, place_of(draft, base(duty), duty.place), *days_
    for one in _dated(draft.pack.phases):
        yield one.phase.path, place_of(draft, one.phase.path, one.phase.place), one.first[0], one.last[1]


def _year(duty: Duty) -> Days:
    assert duty.year is not None
    return date(duty.year, 1, 1).toordinal(), date(duty.year, 12, 31).toordinal()


# --- dated versions ---


def versions(draft: Draft, problems: Problems) -> None:
    """W828, W829: versions that no day chooses, and a first version that begins after the plan does."""
    pack = draft.pack
    begins, ends = in_force_of(pack)
    governed = pack.governs.span if pack.governs is not None else None
    start = begins or (governed and (governed[0], governed[0]))
    over = min([days[1] for days in (ends, governed) if days is not None], default=LAST_DAY)
    for said in said_by(pack):
        for node in within(said.node):
            if not isinstance(node, n.Versions | n.ValueVersions):
                continue
            if start is not None and node.starts[0] > start[1]:
                problems.add("W829", node.place or said.place, found=said.path, day=_day(node.starts[0]), first=_day(start[1]))
            for index, (first, next_) in enumerate(pairwise((*node.starts, LAST_DAY + 1))):
                if first > over or (start is not None and next_ <= start[0]):
                    place = node.items[index].place or node.place or said.place
                    problems.add("W828", place, found=_day(first), path=said.path)


def _at(draft: Draft, word: str, part: str, otherwise: Place | None) -> Place | None:
    found = value_of(value_of(draft.located, word), part)
    return found.place if found is not None else otherwise


def _day(day: int) -> str:
    return date.fromordinal(day).isoformat()


def _shown(day: int) -> str:
    return ".." if day in (FIRST_DAY, LAST_DAY) else _day(day)

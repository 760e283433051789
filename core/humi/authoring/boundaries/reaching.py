"""What every way to a goal is made of: setting a fact, and reaching something else first."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from humi.authoring.boundaries.goals import Goal, View, view
from humi.authoring.boundaries.situation import Situation, Spot, iso
from humi.language import nodes as n
from humi.language.limits import limits
from humi.values.dates import FIRST_DAY, LAST_DAY

SMALL = 10
"""A number, where any will do."""


class Way(NamedTuple):
    """A situation to go on from, and what is to be reached in it first."""

    situation: Situation
    goals: tuple[Goal, ...] = ()


class Reaching:
    """A goal that is not reached in a situation."""

    def __init__(self, situation: Situation, goal: Goal) -> None:
        self.situation = situation
        self.goal = goal
        self.wanted = goal.wanted
        self.view: View = view(situation, goal)

    def first(self, *goals: Goal) -> Way:
        return Way(self.situation, goals)

    def spot(self, ref: n.Ref) -> Spot | None:
        """Where the record stands that a reference looks at."""
        if ref.owner == n.RECORD:
            return self.goal.record
        return self.goal.asker.spot if ref.owner == n.THIS else (ref.owner, None)

    def set(self, ref: n.Ref, value: object) -> Iterator[Way]:
        """The fact with that value, where there is such a record and a registry may hold it."""
        spot = self.spot(ref)
        if spot is None or (self.situation.of_authority and spot[1] is None and spot[0] != "programme"):
            return
        if spot[1] is not None and self.situation.index(spot) is None:
            return
        yield Way(self.situation.put(spot, ref.fact, value))

    def written(self, ref: n.Ref) -> Any:
        spot = self.spot(ref)
        return None if spot is None else self.situation.value(spot, ref.fact)

    def event(self, ref: n.Ref) -> dict[str, Any]:
        """The parts of an event that happened, its day included."""
        written = self.written(ref)
        if isinstance(written, dict):
            return {"on": iso(self.lately), **written}
        return {"on": written if isinstance(written, str) else iso(self.lately)}

    @property
    def lately(self) -> int:
        """When something happened of which no day is asked: a week ago."""
        return self.situation.asked - 7

    def equal(self, value: n.Value, target: int, places: int = 0) -> Goal:
        kind = n.kind_of(value)
        return self.goal.of(n.Compare("==", value, n.Constant(kind, target, 0 if kind == n.DATE else places)), True)

    def some(self, value: n.Value) -> Goal:
        """That a value is known at all, by its first fact that is not: a date near the day of asking, a small number."""
        facts = (part for part in n.walk(value) if isinstance(part, n.FactValue))
        unknown = next((one for one in facts if self.spot(one.ref) is not None and self.written(one.ref) is None), None)
        part: n.Value = value if unknown is None else unknown
        if n.kind_of(part) == n.DATE:
            return self.equal(part, self.situation.asked)
        low, high = limits(part)
        places = n.places_of(part)
        return self.equal(part, min(max(low, SMALL * 10**places), high), places)

    def edges(self, ref: n.Ref) -> tuple[int | None, int | None]:
        written = self.written(ref)
        if not isinstance(written, str):
            return None, None
        first, _, last = written.partition("/")
        return date.fromisoformat(first).toordinal(), LAST_DAY if last == ".." else date.fromisoformat(last).toordinal()

    def period(self, ref: n.Ref, first: int, last: int) -> Iterator[Way]:
        if FIRST_DAY < first <= last:
            yield from self.set(ref, f"{iso(first)}/{'..' if last >= LAST_DAY else iso(last)}")

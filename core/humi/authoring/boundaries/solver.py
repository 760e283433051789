"""Searching for a situation in which goals are reached: step by step, the judge deciding whether a step led anywhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from humi.authoring.boundaries.goals import Goal, holds
from humi.authoring.boundaries.situation import Situation
from humi.authoring.boundaries.ways import ways

MOST_STEPS = 300
"""After so many steps a search is given up."""
RECORDS_A_STEP = 40
"""A step among so many records counts as one more."""
DEEPEST = 24
MOST_REPAIRS = 2
"""How often what a repair has lost is repaired in turn."""

Goals = tuple[Goal, ...]


class _GivenUp(Exception):
    pass


class _Search:
    def __init__(self, steps: int) -> None:
        self.left = steps

    def all(self, situation: Situation, goals: Goals, kept: Goals, depth: int, repairs: int = 0) -> Iterator[Situation]:
        """Situations in which all goals are reached, one after the other, and those to keep still are."""
        if not goals:
            yield situation
            return
        goal, *rest = goals
        for reached in self.one(situation, goal, kept, depth, repairs):
            yield from self.all(reached, tuple(rest), (*kept, goal), depth, repairs)

    def one(self, situation: Situation, goal: Goal, kept: Goals, depth: int, repairs: int = 0) -> Iterator[Situation]:
        """Situations in which a goal is reached."""
        if holds(situation, goal):
            yield situation
            return
        if depth > DEEPEST:
            return
        for way in ways(situation, goal):
            self.left -= 1 + way.situation.size // RECORDS_A_STEP
            if self.left < 0:
                raise _GivenUp
            if way.situation.hearing is None:
                continue
            # What a step needs on the way there is given up again when it has led there.
            for arrived in self.all(way.situation, way.goals, (), depth + 1):
                for settled in self.settled(arrived, kept, goal, depth, repairs):
                    if holds(settled, goal):
                        yield settled
                    elif settled is not situation:
                        yield from self.one(settled, goal, kept, depth + 1, repairs)

    def settled(self, situation: Situation, kept: Goals, goal: Goal, depth: int, repairs: int) -> Iterator[Situation]:
        """With what was lost by a step reached again; what is firm may not be lost."""
        lost = tuple(one for one in kept if not holds(situation, one))
        if not lost:
            yield situation
        elif repairs < MOST_REPAIRS and not any(one.firm for one in lost):
            left = tuple(one for one in kept if one not in lost)
            yield from self.all(situation, lost, (*left, goal), depth + 1, repairs + 1)


def reach(situation: Situation, goals: Iterable[Goal], steps: int = MOST_STEPS) -> Situation | None:
    """The first situation found in which all goals are reached; None where none is found in so many steps."""
    try:
        return next(_Search(steps).all(situation, tuple(goals), (), 0), None)
    except _GivenUp:
        return None


def reach_most(situation: Situation, goals: Iterable[Goal], steps: int = MOST_STEPS) -> tuple[Situation, Goals]:
    """As many of the goals as can be reached one after the other, and which those are."""
    reached: Goals = ()
    for goal in goals:
        found = reach(situation, (*reached, goal), steps)
        if found is not None:
            situation, reached = found, (*reached, goal)
    return situation, reached

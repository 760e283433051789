"""Boundary cases of a pack: just below, at and just above each threshold, each branch alone, each fact missing.

Each is made from the rule itself: a small solver makes facts with which the rule as a whole is met, one thing is moved, and the
judge is asked whether the answer changed as it had to. What could not be made so is told, never left out in silence.
"""

from __future__ import annotations

from collections.abc import Container, Iterator

from humi.authoring.boundaries.proposals import Proposed, Proposer, Unreached
from humi.policy.pack import Pack

__all__ = ["Proposed", "Unreached", "boundary_cases", "unreached"]


def boundary_cases(pack: Pack, of: Container[str] | None = None) -> Iterator[Proposed]:
    """Boundary cases of every rule, or of the rules and parts of rules with the paths `of`, in the order of the pack; the
    same pack gives the same ones."""
    yield from Proposer(pack, of).cases()


def unreached(pack: Pack) -> list[Unreached]:
    """Where no boundary case could be made, and why."""
    proposer = Proposer(pack)
    for _ in proposer.cases():
        pass
    return proposer.unreached

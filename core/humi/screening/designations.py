"""Designations, for every applicant at once: as `road.designations` has them for one."""

from __future__ import annotations

from collections.abc import Iterator

from humi.decision import Outcome
from humi.engines.screen import frames as f
from humi.engines.screen.frames import Truth
from humi.policy.pack import Designation
from humi.road.designations import ROLES
from humi.screening.found import Found, everywhere, join, where
from humi.screening.matter import Matter


def designation(rule: Designation, matter: Matter) -> Iterator[tuple[str, Found]]:
    """The findings of a designation by the path of each rule: the whole first."""
    found = {part.path: matter.finding(part) for role in ROLES for part in getattr(rule, role)}
    whole = designation_whole(rule, matter, found)
    yield rule.path, whole
    yield from found.items()
    steps = dict(_steps(rule, matter))
    yield from steps.items()
    if rule.selection is not None:
        before = join([whole, *steps.values()])
        chosen = matter.finding(rule.selection)
        yield rule.selection.path, where([(before[Outcome.MET], chosen)], everywhere(Outcome.NOT_YET_DUE))


def designation_whole(rule: Designation, matter: Matter, found: dict[str, Found] | None = None) -> Found:
    """Whether it may be had: it applies, and every criterion is met."""
    criteria = [found[part.path] if found else matter.finding(part) for part in rule.criteria]
    return join([matter.applicability(), *criteria])


def _steps(rule: Designation, matter: Matter) -> Iterator[tuple[str, Found]]:
    """Each step by what is recorded of it; after one that failed or is still to come, one not recorded is not yet due."""
    waiting: Truth = False
    for step in rule.steps:
        done = matter.judge(step.done)
        passed = everywhere(Outcome.MET) if step.passed is None else matter.judge(step.passed)
        to_come = f.either([done[Outcome.NOT_MET], f.both([waiting, done[Outcome.UNDETERMINED]])])
        one = where([(to_come, everywhere(Outcome.NOT_YET_DUE)), (done[Outcome.MET], passed)], done)
        yield step.path, one
        waiting = f.either([waiting, one.is_any(Outcome.NOT_YET_DUE, Outcome.NOT_MET)])

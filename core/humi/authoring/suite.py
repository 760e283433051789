"""Running the cases of a pack: all of them, those of one file, or those that are asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from humi.authoring.cases import FILE, Case, CaseResult, read_cases, run_case
from humi.authoring.forked import in_pairs
from humi.authoring.targets import Target
from humi.reading.problems import Problem, Problems
from humi.values.text import normalise

if TYPE_CHECKING:
    from humi.authoring.measuring import Measure

PROPOSED = "proposed.yaml"
"""Boundary cases that were proposed, beside those of the author (`authoring.proposing`)."""


@dataclass(frozen=True, slots=True)
class Suite:
    """What came out of one pack's cases. `files` are those that the pack has.

    `waiting` are cases that somebody has still to confirm: they have neither passed nor failed, and count nowhere.
    """

    target: Target
    files: tuple[Path, ...] = ()
    results: tuple[CaseResult, ...] = ()
    waiting: tuple[CaseResult, ...] = ()
    problems: tuple[Problem, ...] = ()
    measure: Measure | None = None
    """How much they prove, where that was measured (`measured`): of a pack's own cases, all of them, when all pass."""

    @property
    def invalid(self) -> bool:
        """The pack could not be loaded, so nothing was run."""
        return self.target.pack is None

    @property
    def failed(self) -> tuple[CaseResult, ...]:
        """The cases that came out otherwise than expected."""
        return tuple(result for result in self.results if not result.passed)

    @property
    def passed(self) -> bool:
        """Every case could be read and came out as expected."""
        return not (self.invalid or self.failed or any(problem.severity == "error" for problem in self.problems))


def run_suite(target: Target, said: str = "") -> Suite:
    """Run the cases of a pack, or those whose sentence has the words `said`; cases that can be read are run although others
    cannot."""
    pack = target.pack
    if pack is None:
        return Suite(target, problems=target.problems)
    problems, files = Problems(), _files(target, Path(pack.file).parent)
    cases = [case for file in files for case in _meant(read_cases(file, problems), target.line, said)]
    run = [run_case(case, pack) for case in cases]
    waiting = tuple(result for result in run if result.waits)
    if waiting:
        problems.add("T930", waiting[0].case.place, number=len(waiting))
    return Suite(target, files, tuple(result for result in run if not result.waits), waiting, tuple(problems))


def measured(suites: Sequence[Suite]) -> list[Suite]:
    """The same with what was measured. Several packs are measured two at a time, where processes can be forked."""
    asked = [suite for suite in suites if _can_be_measured(suite)]
    found = dict(zip(map(id, asked), in_pairs(_measure, asked), strict=True))
    return [replace(suite, measure=found.get(id(suite))) for suite in suites]


def _can_be_measured(suite: Suite) -> bool:
    """Only of a whole pack that is green can it be told what its cases miss."""
    return bool(suite.passed and suite.results and suite.target.cases is None)


def _measure(suite: Suite) -> Measure | None:
    from humi.authoring.measuring import measure, read_reasons

    assert suite.target.pack is not None
    reasons = [reason for file in suite.files for reason in read_reasons(file, Problems())]
    return measure(suite.target.pack, [result.case for result in suite.results], reasons, helping=True)


def _files(target: Target, folder: Path) -> tuple[Path, ...]:
    if target.cases is not None:
        return (target.cases,)
    return tuple(path for path in (folder / FILE, folder / PROPOSED) if path.exists())


def _meant(cases: tuple[Case, ...], line: int, said: str) -> list[Case]:
    """The cases that are asked for: the one that stands on a line, those that say some words."""
    if line:
        begun = [case for case in cases if case.place.line <= line]
        cases = tuple(begun[-1:])
    words = _folded(said)
    return [case for case in cases if words in _folded(case.sentence)]


def _folded(text: str) -> str:
    """As people compare texts: width, case and blanks aside."""
    return "".join(normalise(text).casefold().split())

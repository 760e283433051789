"""Running all cases of a pack."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from humi.authoring.cases import FILE, CaseResult, read_cases, run_case
from humi.authoring.targets import Target
from humi.reading.problems import Problem, Problems


@dataclass(frozen=True, slots=True)
class Suite:
    """What came out of one pack's cases. `file` is None where the pack has none."""

    target: Target
    file: Path | None
    results: tuple[CaseResult, ...] = ()
    problems: tuple[Problem, ...] = ()

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


def run_suite(target: Target) -> Suite:
    """Run the cases of a pack; cases that can be read are run although others cannot."""
    pack = target.pack
    if pack is None:
        return Suite(target, None, problems=target.problems)
    path = target.cases or Path(pack.file).parent / FILE
    if target.cases is None and not path.exists():
        return Suite(target, None)
    problems = Problems()
    results = tuple(run_case(case, pack) for case in read_cases(path, problems))
    return Suite(target, path, results, tuple(problems))

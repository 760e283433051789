"""Everything that can be said of a pack without a dossier: all problems of all its files, at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from humi.authoring.anchors import check_sources, check_twins
from humi.authoring.cases import FILE as CASES
from humi.authoring.cases import Case, dossier_of, read_cases
from humi.authoring.citations import check_citations, check_coverage, written_citations
from humi.authoring.ledger import LedgerText, read_ledger_text
from humi.authoring.lints import lint
from humi.authoring.lints.draft import Draft
from humi.authoring.targets import Target
from humi.errors import InputError
from humi.policy.provisions import LEDGER
from humi.reading.located import Located
from humi.reading.problems import Place, Problem, Problems

if TYPE_CHECKING:
    from humi.policy.pack import Pack


@dataclass(slots=True)
class Checked:
    """What was found of one pack, and how much of it there is."""

    name: str
    folder: Path | None
    pack: Pack | None = None
    region: str = ""
    rules: int = 0
    provisions: int = 0
    gaps: int = 0
    cases: int = 0
    problems: Sequence[Problem] = field(default=())

    def count(self, severity: str) -> int:
        """How many problems are of that severity."""
        return sum(problem.severity == severity for problem in self.problems)


def check_target(target: Target, sources: Path | None = None, prove: bool = False) -> Checked:
    """Check a pack's files; with `sources` also against the text of its document; `prove` asks the prover about its rules."""
    checked = Checked(target.name, target.folder, target.pack)
    problems = Problems()
    if target.folder is None:
        problems.extend(target.problems)
    else:
        _check_files(target, target.folder, checked, sources, prove, problems)
    checked.problems = tuple(problems)
    return checked


def _check_files(
    target: Target, folder: Path, checked: Checked, sources: Path | None, prove: bool, problems: Problems
) -> None:
    located = _check_policy(target, checked, problems)
    ledger = read_ledger_text(folder / LEDGER, problems)
    clauses = None
    if ledger is not None:
        checked.provisions, checked.gaps = len(ledger.items), len(ledger.gaps)
        _check_ledger(located, ledger, checked, problems)
        check_twins(ledger, problems)
        checked.region = checked.region or (ledger.region.text if ledger.region else folder.name)
        if sources is not None:
            clauses = check_sources(checked.region, ledger, sources, problems)
    cases = _check_cases(folder, checked, problems)
    if checked.pack is not None and located is not None:
        lint(Draft(folder, checked.pack, located, ledger, cases, clauses), problems, prove)


def _check_policy(target: Target, checked: Checked, problems: Problems) -> Located | None:
    """Put the pack together again and read it alone, so that its warnings are seen too; rules made in Python like others."""
    from humi.dossier.vocabulary import shared_vocabulary
    from humi.policy.reader import region_of

    checked.pack, located = target.origin.read(shared_vocabulary(), problems)
    if located is not None and (region := region_of(located)) is not None:
        checked.region = region.text
    checked.rules = sum(1 for _ in checked.pack.rules()) if checked.pack else 0
    return located


def _check_ledger(located: Located | None, ledger: LedgerText, checked: Checked, problems: Problems) -> None:
    if ledger.region is not None and checked.region and ledger.region.text != checked.region:
        problems.add("P217", ledger.region.place, found=ledger.region.text, region=checked.region)
    if located is not None:
        cited = list(written_citations(located))
        check_citations(cited, ledger, problems)
        check_coverage({one.id.text for one in cited}, ledger, problems)


def _check_cases(folder: Path, checked: Checked, problems: Problems) -> tuple[Case, ...]:
    path = folder / CASES
    if not path.exists():
        problems.add("P216", Place(str(folder), 0, 0), file=CASES)
        return ()
    cases = read_cases(path, problems)
    checked.cases = len(cases)
    if checked.pack is not None:
        for case in cases:
            problems.extend(case_problems(case, checked.pack))
    return cases


def case_problems(case: Case, pack: Pack) -> tuple[Problem, ...]:
    """What is wrong with the facts of a case."""
    try:
        return dossier_of(case, pack).warnings
    except InputError as error:
        return error.problems

"""Every pack of this repository, with what its cases and the example dossiers say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from humi.authoring.cases import Case, dossier_of, read_cases
from humi.authoring.targets import Target, find_targets
from humi.decision import RegionDecision
from humi.dossier.dossier import Dossier
from humi.policy.pack import Pack
from humi.reading.problems import Problems
from humi.road import decide
from tests.house.documents import ROOT

FOLDERS = tuple(sorted(file.parent for part in ("plugins", "examples") for file in ROOT.glob(f"{part}/*/policy.yaml")))
DOSSIERS = tuple(sorted(ROOT.glob("examples/dossiers/*.yaml")))
DAYS = (date(2015, 1, 1), date(2022, 6, 1), date(2025, 7, 1), date(2026, 6, 1), date(2035, 1, 1))


@dataclass(frozen=True, slots=True)
class Asked:
    """One question to one pack, and its answer."""

    name: str
    decided: RegionDecision


@lru_cache
def target_in(folder: Path) -> Target:
    """What a folder holds; of an installed region, with what its plugin makes in Python."""
    (target,) = find_targets([str(folder)])
    return target


@lru_cache
def pack_in(folder: Path) -> Pack:
    """The pack of a folder; it must load."""
    target = target_in(folder)
    assert target.pack is not None, [problem.render("en") for problem in target.problems]
    return target.pack


@lru_cache
def cases_in(folder: Path) -> tuple[Case, ...]:
    """The cases of a folder; every one must be readable."""
    problems = Problems()
    cases = read_cases(folder / "cases.yaml", problems)
    assert not list(problems), [problem.render("en") for problem in problems]
    return cases


def all_asked(folder: Path) -> Iterator[Asked]:
    """A pack asked about the dossiers of all its cases, on their days, and about the examples, on several days."""
    pack = pack_in(folder)
    for case in cases_in(folder):
        yield Asked(case.sentence, decide(pack, dossier_of(case, pack), case.on.toordinal()))
    for file in DOSSIERS:
        for day in DAYS:
            dossier = Dossier.read(file, pack.vocabulary)
            yield Asked(f"{file.name} on {day}", decide(pack, dossier, day.toordinal()))

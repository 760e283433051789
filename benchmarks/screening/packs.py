"""Many packs over one small table: planning and screening take time in proportion to their number."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from math import log
from pathlib import Path
from statistics import linear_regression

from benchmarks.dossiers import ASKED
from benchmarks.peers.humi_judge import HumiJudge
from benchmarks.screening.drawn import encoded_dossiers, write_population
from benchmarks.screening.measured import Measured, measured
from benchmarks.workshop import write_pack

COUNTS = (1, 10, 30, 100, 300, 1_000, 3_000)
ROWS, CRITERIA = 1_000, 10
FACT = re.compile(r"unit\.f\d+")


def measure(folder: Path, humi: HumiJudge, most: int) -> dict[int, Measured]:
    """By the number of packs, of ten criteria each: what screening so many applicants takes."""
    write_population(encoded_dossiers(humi, ROWS), folder / "in", ROWS)
    (folder / "pack").mkdir()
    write_pack(folder / "pack", CRITERIA)
    found = {}
    for count in (one for one in COUNTS if one <= most):
        found[count] = measured(screening, folder, count)
        shutil.rmtree(folder / "out")
    return found


def screening(folder: Path, count: int) -> Callable[[], object]:
    """A job to be measured. Packs are read before the clock; `growth` tells what that takes."""
    from humi.dossier.vocabulary import shared_vocabulary
    from humi.policy.reader import read_pack
    from humi.screening.ranges import screen_ranges

    text = _over_staff((folder / "pack" / "policy.yaml").read_text(encoding="utf-8"))
    packs = []
    for number in range(count):
        (into := folder / "packs" / f"p{number}").mkdir(parents=True, exist_ok=True)
        (into / "policy.yaml").write_text(text.replace("id: p,", f"id: p{number},"), encoding="utf-8")
        shutil.copy(folder / "pack" / "provisions.yaml", into)
        packs.append(read_pack(into / "policy.yaml", shared_vocabulary()))
    return lambda: [*screen_ranges(packs, folder / "in", ASKED.toordinal(), folder / "out")]


def _over_staff(policy: str) -> str:
    """The pack with every criterion about a fact that the tables have."""
    before, _, rest = policy.partition("facts:\n")
    _, _, after = rest.partition("designations:\n")
    return FACT.sub("unit.staff", f"{before}designations:\n{after}").replace("{unit.place: p}", "true")


def exponent(found: dict[int, Measured]) -> float:
    """k of time ~ n^k, from ten packs on."""
    points = [(log(count), log(one.processor)) for count, one in found.items() if count >= 10]
    return linear_regression(*zip(*points, strict=True)).slope

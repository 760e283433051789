"""Growth: many regions loaded, one of many asked, and many evaluations, each in processes of their own.

Loading goes there and back (5, 30, ... 3,000, ... 30, 5 regions), so that a machine that grows slower meanwhile does not look
like growth. Processes that hold few and many regions then take turns in evaluating the same ones. Processor time, not the
clock: loading takes as long as several rounds of the race, and somebody else may be at work.
"""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from math import log
from pathlib import Path
from statistics import linear_regression, mean
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.budgets import EVALUATION, HELD, HUMI, LOADING, SOAK, WARMED_UP
from benchmarks.dossiers import REGION
from benchmarks.generated import copy_of_pack, generate
from benchmarks.table import Result

COUNTS = (5, 30, 100, 300, 1_000, 3_000)
WARM = 0.05
"""Of the evaluations, after which whatever is kept should be there."""


class Process:
    """A process of `grown`, that answers line by line."""

    def __init__(self, mode: str, folder: Path, count: int) -> None:
        command = (sys.executable, "-m", "benchmarks.grown", mode, str(folder), str(count))
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def answer(self) -> Any:
        """The next answer. Raises RuntimeError where there is none."""
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError(f"no answer, exit {self._process.wait()}")
        return json.loads(line)

    def turn(self) -> float:
        """Ask for a turn of evaluations."""
        assert self._process.stdin is not None
        self._process.stdin.write("\n")
        self._process.stdin.flush()
        return float(self.answer())

    def end(self) -> None:
        """Let it end."""
        self._process.communicate()


@dataclass(frozen=True, slots=True)
class Growth:
    """By the number of regions loaded: seconds and MiB of loading, seconds of a first evaluation of a region and of a later
    one. And MiB held after a number of evaluations."""

    loading: dict[int, float]
    held: dict[int, float]
    first: dict[int, float]
    later: dict[int, float]
    soak: list[tuple[int, float]]

    @property
    def exponent(self) -> float:
        """Loading n regions takes time in proportion to n to the power of this."""
        points = [(log(count), log(seconds)) for count, seconds in self.loading.items() if count >= 100]
        return linear_regression(*zip(*points, strict=True)).slope

    @property
    def warm(self) -> tuple[int, float]:
        """The number of evaluations after which memory should grow no more, and the most held until then."""
        last = self.soak[-1][0]
        early = [point for point in self.soak if point[0] <= last * WARM] or self.soak[:1]
        return early[-1][0], max(memory for _, memory in early)


def measure(rounds: int, evaluations: int) -> Growth:
    """Takes some minutes."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        generate(folder, max(COUNTS))
        copy_of_pack(folder, REGION)
        waiting: dict[int, Process] = {}
        told: dict[int, list[dict[str, float]]] = {count: [] for count in COUNTS}
        for count in COUNTS:
            waiting[count] = Process("load", folder, count)
            told[count].append(waiting[count].answer())
        later = dict.fromkeys(COUNTS, float("inf"))
        for _ in range(rounds):
            for count, process in waiting.items():
                later[count] = min(later[count], process.turn())
        for process in waiting.values():
            process.end()
        for count in COUNTS[-2::-1]:
            again = Process("load", folder, count)
            told[count].append(again.answer())
            again.end()
        soak = Process("soak", folder, evaluations)
        samples: list[tuple[int, float]] = []
        while not samples or samples[-1][0] < evaluations:
            done, memory = soak.answer()
            samples.append((done, memory))
        soak.end()
    return Growth(
        {count: mean(one["seconds"] for one in found) for count, found in told.items()},
        {count: mean(one["memory"] for one in found) for count, found in told.items()},
        {count: mean(one["first"] for one in found) for count, found in told.items()},
        later,
        samples,
    )


def results(growth: Growth) -> list[Result]:
    """Rows of the table; Humi is what it does with the most regions, and after the most evaluations."""
    found = []
    for row, amounts, unit in (
        (LOADING, {count: seconds / count for count, seconds in growth.loading.items()}, "s"),
        (HELD, {count: memory / count * 1024 for count, memory in growth.held.items()}, "KiB"),
        (EVALUATION, growth.later, "s"),
    ):
        *fewer, most = amounts
        found += [Result(row, regions(count), amounts[count], unit=unit) for count in fewer]
        found.append(Result(row, HUMI, amounts[most], regions(most), unit))
        if row == EVALUATION:
            found.append(Result(row, f"{regions(most)}, the first of each", growth.first[most]))
    (early, warm), (last, memory) = growth.warm, growth.soak[-1]
    found.append(Result(SOAK, WARMED_UP, warm, f"{early:,} evaluations", "MiB"))
    found.append(Result(SOAK, HUMI, memory, f"{last:,} evaluations", "MiB"))
    return found


def regions(count: int) -> str:
    """So many regions."""
    return f"{count:,} regions"

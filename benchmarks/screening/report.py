"""What came out as `screening.md` beside this package, with the budgets that can be measured here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from operator import attrgetter
from pathlib import Path

from benchmarks.screening.contestants import HAND_DUCKDB, HAND_POLARS, HUMI, HUMI_DUCKDB, HUMI_OUTCOMES, OPENFISCA
from benchmarks.screening.measured import Measured
from benchmarks.screening.packs import CRITERIA, ROWS, exponent
from benchmarks.table import duration

FILE = Path(__file__).parent.with_suffix(".md")
MILLION = 10**6
BUDGETS = ((HUMI, HAND_POLARS, 0.85), (HUMI_DUCKDB, HAND_DUCKDB, 0.85), (HUMI_OUTCOMES, OPENFISCA, 3.0))
"""Who must be at least so many times as fast as whom, row by row, by the clock."""
INTRODUCTION = """# Screening whole tables

Written by `python -m benchmarks.screening`: the benchmark's pack of thirty criteria over encoded tables of applicants, titles,
cases and determinations, Parquet to Parquet, a process for each turn. Processor time, planning included, imports not; only
ratios mean something. "Each million more" is the difference between the two largest sizes. A budget is held to by the clock,
on a machine that does nothing else: OpenFisca and the judge use one core, Polars and DuckDB all of them. The largest runs stand
in [scale.md](scale.md).
"""

Time = Callable[[Measured], float]
PROCESSOR, CLOCK = attrgetter("processor"), attrgetter("clock")


@dataclass(frozen=True, slots=True)
class Sizes:
    """The best turn of everybody for each number of applicants."""

    of: dict[str, dict[int, Measured]] = field(default_factory=lambda: defaultdict(dict))

    def keep(self, name: str, rows: int, turn: Measured) -> None:
        """The turn, as far as it is better."""
        best = self.of[name].get(rows, turn)
        least = min(turn.processor, best.processor), min(turn.clock, best.clock)
        self.of[name][rows] = Measured(*least, max(turn.peak, best.peak))

    def each_million(self, name: str, time: Time = PROCESSOR) -> float:
        """Seconds for each million applicants more."""
        *_, (fewer, less), (rows, most) = sorted(self.of[name].items())
        return (time(most) - time(less)) / (rows - fewer) * MILLION


def write(best: Sizes, alone: Mapping[str, float], many: Mapping[int, Measured], about: Mapping[str, str]) -> str:
    """`screening.md`; what stands in it."""
    parts = [[f"- {name}: {value}" for name, value in about.items()], _times(best), _budgets(best), _alone(alone), _packs(many)]
    pictures = ["![Screening: applicants in a second, and memory](screening.svg)"]
    text = "\n\n".join([INTRODUCTION.strip(), *("\n".join(part) for part in (*parts, pictures))]) + "\n"
    FILE.write_text(text, encoding="utf-8")
    return text


def _times(best: Sizes) -> list[str]:
    sizes = sorted(next(iter(best.of.values())))
    heads = ["", *(f"{rows:,} applicants" for rows in sizes), "each million more", "by the clock", "peak memory"]
    lines = ["| " + " | ".join(heads) + " |", "|" + " --- |" * len(heads)]
    for name, turns in best.of.items():
        times = [duration(turns[rows].processor) for rows in sizes]
        more = [f"{best.each_million(name, time):.2f} s" for time in (PROCESSOR, CLOCK)]
        cells = [name, *times, *more, f"{turns[sizes[-1]].peak:,.0f} MiB"]
        lines.append("| " + " | ".join(cells) + " |")
    return lines


def _budgets(best: Sizes) -> list[str]:
    lines = ["| each million more | beside | budget | by the clock | of processor time | |", "|" + " --- |" * 6]
    for name, other, least in BUDGETS:
        clock, processor = (best.each_million(other, time) / best.each_million(name, time) for time in (CLOCK, PROCESSOR))
        held = "ok" if clock >= least else "over"
        lines.append(f"| {name} | {other} | at least {least:g}x as fast | {clock:.2f}x | {processor:.2f}x | {held} |")
    return lines


def _alone(rates: Mapping[str, float]) -> list[str]:
    lines = ["| one applicant after another, inputs ready-made | applicants in a second |", "| --- | --- |"]
    return lines + [f"| {name} | {rate:,.0f} |" for name, rate in rates.items()]


def _packs(many: Mapping[int, Measured]) -> list[str]:
    lines = ["| packs | time | each | peak memory |", "| --- | --- | --- | --- |"]
    for count, turn in many.items():
        each = duration(turn.processor / count)
        lines.append(f"| {count:,} | {duration(turn.processor)} | {each} | {turn.peak:,.0f} MiB |")
    grows = f"Packs of {CRITERIA} criteria over {ROWS:,} applicants, planning included: time grows as n^{exponent(many):.2f}."
    return [*lines, "", grows]

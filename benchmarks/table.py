"""Results as one table: for the terminal, as Markdown, and as JSON."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.budgets import HAND, HUMI, budget

HERE = Path(__file__).parent
HEADS = ("what", "contestant", "time", "/ hand-written", "/ Humi", "budget", "measured", "")

INTRODUCTION = (
    "# Benchmark results",
    "",
    "Written by `python -m benchmarks`. Times are the best of all rounds; only ratios mean something.",
    "",
)


@dataclass(frozen=True, slots=True)
class Result:
    """Seconds per operation, or why there are none."""

    row: str
    name: str
    seconds: float | None = None
    remark: str = ""


def cells(results: list[Result]) -> list[tuple[str, ...]]:
    """The table as text, line by line."""
    times = {(one.row, one.name): one.seconds for one in results}
    return [_line(one, times.get((one.row, HAND)), times.get((one.row, HUMI))) for one in results]


def _line(one: Result, hand: float | None, humi: float | None) -> tuple[str, ...]:
    if one.seconds is None:
        return one.row, one.name, one.remark, "", "", "", "", ""
    asked, measured, held = "", "", ""
    found = budget(one.row, one.name)
    if found is not None and humi is not None:
        ratio = found.measured(humi, one.seconds)
        asked, measured, held = found.text(), f"{ratio:.3g}x", "ok" if found.held(ratio) else "over"
    name = f"{one.name} ({one.remark})" if one.remark else one.name
    ratios = ratio_text(one.seconds, hand), ratio_text(one.seconds, humi)
    return one.row, name, duration(one.seconds), *ratios, asked, measured, held


def duration(seconds: float) -> str:
    """With the unit that suits it."""
    return f"{seconds * 1e3:.1f} ms" if seconds >= 1e-3 else f"{seconds * 1e6:.2f} us"


def ratio_text(one: float, other: float | None) -> str:
    return "" if other is None else f"{one / other:.3g}"


def plain(results: list[Result]) -> str:
    """Columns aligned; a row's name only on its first line."""
    lines: list[tuple[str, ...]] = [HEADS]
    previous = ""
    for line in cells(results):
        lines.append(("" if line[0] == previous else line[0], *line[1:]))
        previous = line[0]
    widths = [max(len(line[column]) for line in lines) for column in range(len(HEADS))]
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in lines)


def markdown(results: list[Result], about: dict[str, Any]) -> str:
    lines = ["| " + " | ".join(HEADS) + " |", "|" + " --- |" * len(HEADS)]
    lines += ["| " + " | ".join(line) + " |" for line in cells(results)]
    facts = [f"- {name}: {value}" for name, value in about.items()]
    return "\n".join([*INTRODUCTION, *facts, "", *lines, ""])


def write(results: list[Result], about: dict[str, Any]) -> None:
    """`results.md` and `results.json` beside this file."""
    (HERE / "results.md").write_text(markdown(results, about), encoding="utf-8")
    entries = []
    for one, line in zip(results, cells(results), strict=True):
        entries.append(
            {
                "row": one.row,
                "contestant": one.name,
                "seconds": one.seconds,
                "remark": one.remark,
                "budget": line[5],
                "measured": line[6],
                "held": {"ok": True, "over": False}.get(line[7]),
            }
        )
    text = json.dumps({"about": about, "results": entries}, indent=1, ensure_ascii=False)
    (HERE / "results.json").write_text(text + "\n", encoding="utf-8")

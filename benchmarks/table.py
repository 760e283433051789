"""Results as one table: for the terminal, as Markdown, as JSON, and in the README what has a budget."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.budgets import HAND, HUMI, budget

HERE = Path(__file__).parent
README = HERE.parent / "README.md"
MARKS = "<!-- bench -->\n", "<!-- /bench -->"
CHART = "![Growth: loading, evaluation and memory](growth.svg)"
HEADS = ("what", "contestant", "amount", "/ hand-written", "/ Humi", "budget", "measured", "")

INTRODUCTION = (
    "# Benchmark results",
    "",
    "Written by `python -m benchmarks`. Times are the best of all rounds; only ratios mean something.",
    "",
)


@dataclass(frozen=True, slots=True)
class Result:
    """Seconds per operation (or MiB, KiB), or why there are none."""

    row: str
    name: str
    amount: float | None = None
    remark: str = ""
    unit: str = "s"


def cells(results: list[Result]) -> list[tuple[str, ...]]:
    """The table as text, line by line."""
    amounts = {(one.row, one.name): one.amount for one in results}
    return [_line(one, amounts.get((one.row, HAND)), amounts.get((one.row, HUMI))) for one in results]


def _line(one: Result, hand: float | None, humi: float | None) -> tuple[str, ...]:
    if one.amount is None:
        return one.row, one.name, one.remark, "", "", "", "", ""
    asked, measured, held = "", "", ""
    found = budget(one.row, one.name)
    if found is not None and humi is not None:
        ratio = found.measured(humi, one.amount)
        asked, measured, held = found.text(), f"{ratio:.3g}x", "ok" if found.held(ratio) else "over"
    name = f"{one.name} ({one.remark})" if one.remark else one.name
    ratios = ratio_text(one.amount, hand), ratio_text(one.amount, humi)
    return one.row, name, shown(one.amount, one.unit), *ratios, asked, measured, held


def shown(amount: float, unit: str) -> str:
    """With its unit, a time with the one that suits it."""
    return duration(amount) if unit == "s" else f"{amount:.1f} {unit}"


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
    return "\n".join([*INTRODUCTION, *facts, "", *lines, "", *([CHART, ""] if "growth" in about else [])])


def write(results: list[Result], about: dict[str, Any]) -> None:
    """`results.md` and `results.json` beside this file."""
    (HERE / "results.md").write_text(markdown(results, about), encoding="utf-8")
    entries = []
    for one, line in zip(results, cells(results), strict=True):
        entries.append(
            {
                "row": one.row,
                "contestant": one.name,
                "amount": one.amount,
                "unit": one.unit,
                "remark": one.remark,
                "budget": line[5],
                "measured": line[6],
                "held": {"ok": True, "over": False}.get(line[7]),
            }
        )
    text = json.dumps({"about": about, "results": entries}, indent=1, ensure_ascii=False)
    (HERE / "results.json").write_text(text + "\n", encoding="utf-8")


def write_readme(results: list[Result]) -> None:
    """The rows that have a budget, between the marks in the README."""
    lines = ["| what | beside | budget | measured | |", "| --- | --- | --- | --- | --- |"]
    for what, beside, _, _, _, asked, measured, held in cells(results):
        if asked:
            lines.append(f"| {what} | {beside} | {asked.removeprefix('Humi ')} | {measured} | {held} |")
    before, _, rest = README.read_text(encoding="utf-8").partition(MARKS[0])
    _, closed, after = rest.partition(MARKS[1])
    assert closed, f"{README} has no marks"
    README.write_text("".join((before, MARKS[0], *(f"{line}\n" for line in lines), closed, after)), encoding="utf-8")

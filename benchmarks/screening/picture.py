"""Screening as a picture: applicants in a second of processor time, and memory, against how many there are."""

from __future__ import annotations

from pathlib import Path
from xml.etree.ElementTree import Element

from benchmarks.chart import BLUE, EDGE, GAP, ORANGE, PANEL, Panel, Scale
from benchmarks.screening.contestants import HAND_DUCKDB, HAND_POLARS, HUMI, HUMI_DUCKDB, OPENFISCA
from benchmarks.screening.report import Sizes
from humi.wording import svg

FILE = Path(__file__).parent.with_suffix(".svg")
TITLE = "Screening"
ABOUT = "Thirty criteria, Parquet to Parquet: all findings and causes (OpenFisca: outcomes). Processor time, planning included."
GREEN, VIOLET, DARK = "#2E7D4F", "#7A4FA0", "#8A6D1B"
COLOURS = {HUMI: BLUE, HAND_POLARS: ORANGE, HUMI_DUCKDB: GREEN, HAND_DUCKDB: DARK, OPENFISCA: VIOLET}
LINE, BETWEEN = 18.0, 20.0


def draw(best: Sizes) -> str:
    """The picture as the text of an SVG file."""
    height = 428.0 + LINE
    root = svg.drawing(
        EDGE * 2 + PANEL * 2 + GAP, height, TITLE, "Applicants in a second, and MiB, by the number of applicants."
    )
    svg.words(root, EDGE, 44, TITLE, 20, font_weight="600")
    svg.words(root, EDGE, 66, ABOUT, 12, fill=svg.GREY)
    sizes = sorted(next(iter(best.of.values())))
    along = Scale(sizes[0] / 1.3, sizes[-1] * 1.3, log=True)
    names = {rows: f"10^{len(str(rows)) - 1}" if str(rows).strip("0") == "1" else f"{rows:,}" for rows in sizes}
    rates = {name: {rows: rows / turn.processor for rows, turn in best.of[name].items()} for name in COLOURS}
    peaks = {name: {rows: turn.peak for rows, turn in best.of[name].items()} for name in COLOURS}
    _panel(root, EDGE, along, names, rates, "Applicants in a second", "of processor time; planning weighs on few")
    _panel(root, EDGE + PANEL + GAP, along, names, peaks, "Peak memory, MiB", "Humi on Polars works in ranges of keys")
    _legend(root, height - 14)
    return svg.to_text(root)


def _panel(
    root: Element, left: float, along: Scale, names: dict[int, str], lines: dict[str, dict[int, float]], title: str, said: str
) -> None:
    values = [value for line in lines.values() for value in line.values()]
    panel = Panel(root, left, along, Scale(min(values) / 1.3, max(values) * 1.3, log=True))
    panel.heading(title, said)
    marks = [mark * 10**power for power in range(1, 8) for mark in (1, 3)]
    shown = {mark: f"{mark:,}" for mark in marks if min(values) / 1.3 <= mark <= max(values) * 1.3}
    panel.axes(
        {float(rows): name for rows, name in names.items()}, {float(mark): text for mark, text in shown.items()}, "applicants"
    )
    for name, line in lines.items():
        panel.line([(float(rows), value) for rows, value in sorted(line.items())], COLOURS[name])


def _legend(root: Element, height: float) -> None:
    along = EDGE
    for name, colour in COLOURS.items():
        svg.words(root, along, height, name, 11.5, fill=colour)
        along += svg.width_of(name, 11.5) + BETWEEN


def write(best: Sizes) -> None:
    """`screening.svg` beside this package."""
    FILE.write_text(draw(best), encoding="utf-8")

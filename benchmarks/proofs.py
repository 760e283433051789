"""Proofs: all questions of the five regions as one command; and how their cost grows with the criteria.

`python -m benchmarks.proofs` prints a table and writes `proofs.md` and `proofs.svg` beside this file. The five regions are
told by the clock, since the budget is what a person waits; growth by processor time, of packs with designations of ten
criteria each, and of one designation that holds them all. There the examples themselves grow: each is a whole dossier.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from datetime import date
from math import log
from pathlib import Path
from statistics import linear_regression
from tempfile import TemporaryDirectory

from benchmarks.chart import BLUE, EDGE, ORANGE, PANEL, Panel, Scale
from benchmarks.table import duration
from benchmarks.workshop import REGIONS, seconds, write_pack
from humi.authoring.targets import load_target
from humi.questions.asking import prove
from humi.wording import svg

HERE = Path(__file__).parent
BUDGET = 10.0
"""Seconds on two cores."""
TENS, WHOLE = (10, 30, 100, 300, 1_000), (10, 30, 100, 300)
ASKED = date(2026, 6, 1).toordinal()
TITLE = "Proofs"


def spent(size: int, together: int) -> tuple[int, float]:
    """How many questions a pack of so many criteria has, so many together in a designation, and seconds for all of them."""
    with TemporaryDirectory() as folder:
        write_pack(Path(folder), size, together)
        pack = load_target(Path(folder)).pack
        assert pack is not None
        began = time.process_time()
        answers = list(prove(pack, ASKED))
        return len(answers), time.process_time() - began


def exponent(points: Mapping[int, float]) -> float:
    """k of time ~ n^k."""
    return linear_regression([log(size) for size in points], [log(one) for one in points.values()]).slope


def draw(tens: Mapping[int, float], whole: Mapping[int, float]) -> str:
    """The picture as the text of an SVG file."""
    root = svg.drawing(EDGE * 2 + PANEL, 428.0, TITLE, "Seconds for all questions by the number of criteria.")
    svg.words(root, EDGE, 44, TITLE, 20, font_weight="600")
    svg.words(root, EDGE, 66, "All questions about a pack, by its criteria. Processor time.", 12, fill=svg.GREY)
    panel = Panel(root, EDGE, Scale(8, 1_300, log=True), Scale(0.01, 100, log=True))
    panel.heading("Questions about a pack", f"designations of ten: time grows as n to the power of {exponent(tens):.2f}")
    names = {0.01: "10 ms", 0.1: "0.1 s", 1: "1 s", 10: "10 s", 100: "100 s"}
    panel.axes({size: f"{size:,}" for size in TENS}, names, "criteria")
    panel.dots({**whole}, ORANGE)
    panel.dots({**tens}, BLUE)
    panel.note(WHOLE[-1], whole[WHOLE[-1]], "all in one designation", ORANGE, 12, "end")
    panel.note(TENS[-2], tens[TENS[-2]], "designations of ten", BLUE, -18)
    return svg.to_text(root)


def main() -> None:
    five = seconds(("humi", "prove", *REGIONS))
    one = {region: seconds(("humi", "prove", region)) for region in REGIONS}
    mutants = seconds(("humi", "prove", "examples/yunhai", "--mutants"), rounds=1)
    tens, whole = ({size: spent(size, min(size, most)) for size in sizes} for sizes, most in ((TENS, 10), (WHOLE, 1_000)))
    lines = ["# Proofs", "", "`python -m benchmarks.proofs` writes this file.", ""]
    lines += ["| all questions of | time | budget | |", "| --- | --- | --- | --- |"]
    lines += [f"| {region} | {duration(found)} | | |" for region, found in one.items()]
    lines.append(f"| all five | {duration(five)} | at most {BUDGET:.0f} s | {'ok' if five <= BUDGET else 'over'} |")
    lines.append(f"| the Yunhai example, changes that no case notices | {duration(mutants)} | | |")
    lines += ["", "| criteria | questions | designations of ten | questions | one designation |"]
    lines.append("| --- | --- | --- | --- | --- |")
    for size, (number, took) in tens.items():
        beside = f"{whole[size][0]:,} | {duration(whole[size][1])}" if size in whole else " | "
        lines.append(f"| {size:,} | {number:,} | {duration(took)} | {beside} |")
    shown = [{size: took for size, (_, took) in found.items()} for found in (tens, whole)]
    lines += ["", f"Time grows as n^{exponent(shown[0]):.2f}, in one designation as n^{exponent(shown[1]):.2f}."]
    lines += ["", "![Proofs: seconds by the number of criteria](proofs.svg)", ""]
    (HERE / "proofs.md").write_text("\n".join(lines), encoding="utf-8")
    (HERE / "proofs.svg").write_text(draw(*shown), encoding="utf-8")
    print("\n".join(lines))


if __name__ == "__main__":
    main()

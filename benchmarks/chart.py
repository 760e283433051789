"""Growth as a picture, drawn with the elements that timelines are drawn with: no plotting library."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log10
from pathlib import Path
from xml.etree.ElementTree import Element, SubElement

from benchmarks.growth import Growth
from benchmarks.table import duration
from humi.wording import svg

FILE = Path(__file__).with_name("growth.svg")
WIDTH, HEIGHT = 1120.0, 428.0
EDGE, TOP, BOTTOM = 28.0, 142.0, 366.0
"""The margin, and between which heights is drawn."""
PANEL, AXIS, GAP = 336.0, 50.0, 28.0
"""How wide a panel is, the room for the names of its axis, and the room between two panels."""
BLUE, ORANGE = "#1F5FA8", "#C8641B"
TITLE = "Growth"
ABOUT = "Generated regions, each as large as the real ones are. Processor time; one process for each point."

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Scale:
    """An axis from `low` to `high`; `log` where equal steps multiply."""

    low: float
    high: float
    log: bool = False

    def share(self, value: float) -> float:
        """Where a value lies between the ends: 0 to 1."""
        low, high, value = (log10(one) if self.log else one for one in (self.low, self.high, value))
        return (value - low) / (high - low)


@dataclass(frozen=True, slots=True)
class Panel:
    """A plot, of which this is the left edge."""

    root: Element
    left: float
    x: Scale
    y: Scale

    def at(self, x: float, y: float) -> Point:
        """Where values lie."""
        first, last = self.left + AXIS, self.left + PANEL
        return first + self.x.share(x) * (last - first), BOTTOM - self.y.share(y) * (BOTTOM - TOP)

    def heading(self, title: str, said: str) -> None:
        """What is shown, and what came out."""
        svg.words(self.root, self.left, TOP - 40, title, 14, font_weight="600")
        svg.words(self.root, self.left, TOP - 20, said, 11.5, fill=svg.GREY)

    def axes(self, x: Mapping[float, str], y: Mapping[float, str], what: str) -> None:
        """Grid, and the names of some values."""
        (left, bottom), (right, _) = self.at(self.x.low, self.y.low), self.at(self.x.high, self.y.low)
        for value, name in y.items():
            _, height = self.at(self.x.low, value)
            svg.rule(self.root, left, height, right, height)
            svg.words(self.root, left - 8, height + 4, name, 11, fill=svg.GREY, text_anchor="end")
        for value, name in x.items():
            along, _ = self.at(value, self.y.low)
            svg.rule(self.root, along, bottom, along, bottom + 5, svg.GREY)
            svg.words(self.root, along, bottom + 19, name, 11, fill=svg.GREY, text_anchor="middle")
        svg.rule(self.root, left, bottom, right, bottom, svg.GREY)
        svg.words(self.root, (left + right) / 2, bottom + 40, what, 11.5, fill=svg.GREY, text_anchor="middle")

    def line(self, points: Sequence[Point], colour: str, dashes: str = "") -> None:
        """Values joined."""
        told = " ".join(",".join(map(svg.number, self.at(*point))) for point in points)
        style = {"points": told, "fill": "none", "stroke": colour, "stroke-width": "2", "stroke-linejoin": "round"}
        SubElement(self.root, "polyline", style | ({"stroke-dasharray": dashes} if dashes else {}))

    def dots(self, points: Mapping[float, float], colour: str) -> None:
        """Values joined, each marked."""
        self.line(list(points.items()), colour)
        for x, y in points.items():
            across, down = self.at(x, y)
            place = {"cx": svg.number(across), "cy": svg.number(down), "r": "4", "fill": colour, "stroke": "#FFFFFF"}
            dot = SubElement(self.root, "circle", {**place, "stroke-width": "1.5"})
            SubElement(dot, "title").text = f"{x:,.0f}: {duration(y)}"

    def note(self, x: float, y: float, text: str, colour: str, above: float, anchor: str = "start") -> None:
        """What a line is, written beside one of its points."""
        across, down = self.at(x, y)
        svg.words(self.root, across, down - above, text, 11.5, fill=colour, text_anchor=anchor)


def draw(growth: Growth) -> str:
    """The picture as the text of an SVG file."""
    counts = sorted(growth.loading)
    said = (
        f"Loading {counts[-1]:,} regions takes {growth.loading[counts[-1]]:.0f} seconds, one evaluation among them "
        f"{duration(growth.later[counts[-1]])}; after {growth.soak[-1][0]:,} evaluations {growth.soak[-1][1]:.1f} MiB are held."
    )
    root = svg.drawing(WIDTH, HEIGHT, TITLE, said)
    svg.words(root, EDGE, 44, TITLE, 20, font_weight="600")
    svg.words(root, EDGE, 66, ABOUT, 12, fill=svg.GREY)
    lefts = [EDGE + number * (PANEL + GAP) for number in range(3)]
    _loading(root, lefts[0], growth, counts)
    _evaluation(root, lefts[1], growth, counts)
    _memory(root, lefts[2], growth)
    return svg.to_text(root)


def _loading(root: Element, left: float, growth: Growth, counts: list[int]) -> None:
    first, last = counts[0], counts[-1]
    each = growth.loading[last] / last
    panel = Panel(root, left, Scale(first / 1.3, last * 1.3, log=True), Scale(0.03, 300, log=True))
    panel.heading("Loading", f"{each * 1e3:.1f} ms for each region; time grows as n to the power of {growth.exponent:.2f}")
    panel.axes(_names(counts), {0.1: "0.1 s", 1: "1 s", 10: "10 s", 100: "100 s"}, "regions loaded")
    # The ideal goes through the smallest measurement, so that every later one shows how far it has left it.
    ideal = growth.loading[first] / first
    panel.line([(count, ideal * count) for count in (first, last)], svg.GREY, "5 4")
    panel.dots(growth.loading, BLUE)
    panel.note(last, growth.loading[last], "measured", BLUE, 14, "end")
    panel.note(counts[1], ideal * counts[1], "linear", svg.GREY, -22)


def _evaluation(root: Element, left: float, growth: Growth, counts: list[int]) -> None:
    first, last = counts[0], counts[-1]
    panel = Panel(root, left, Scale(first / 1.3, last * 1.3, log=True), Scale(0, 0.012))
    ratio = growth.later[last] / growth.later[first]
    panel.heading("One evaluation, one region of many", f"among {last:,} regions {ratio:.2f} times what it is among {first}")
    panel.axes(_names(counts), {ms / 1e3: f"{ms} ms" for ms in (0, 3, 6, 9, 12)}, "regions loaded")
    panel.dots(growth.first, ORANGE)
    panel.dots(growth.later, BLUE)
    panel.note(counts[1], growth.first[counts[1]], "the first of a region", ORANGE, 14)
    panel.note(counts[1], growth.later[counts[1]], "every later one, once rules are compiled", BLUE, 14)


def _memory(root: Element, left: float, growth: Growth) -> None:
    (warm, before), (last, after) = growth.warm, growth.soak[-1]
    top = -(-after * 1.4 // 20) * 20
    panel = Panel(root, left, Scale(0, last), Scale(0, top))
    panel.heading("Memory, one evaluation after another", f"{after - before:+.1f} MiB from the {warm:,}th to the {last:,}th")
    quarters = {last * part / 4: f"{last * part / 4:,.0f}" for part in range(0, 5, 2)}
    panel.axes(quarters, {top * part / 4: f"{top * part / 4:.0f} MiB" for part in range(5)}, "evaluations")
    panel.line([(done, memory) for done, memory in growth.soak], BLUE)
    panel.note(last, after, f"{after:.1f} MiB", BLUE, 12, "end")


def _names(counts: Sequence[int]) -> dict[float, str]:
    return {count: f"{count:,}" for count in counts}


def write(growth: Growth) -> None:
    """`growth.svg` beside this file."""
    FILE.write_text(draw(growth), encoding="utf-8")

"""The legend of a timeline's picture: what occurs in it, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from xml.etree.ElementTree import Element

from humi.timeline import Edge, Stretch, Timeline
from humi.values.label import Label, Lang
from humi.wording import bars, svg
from humi.wording.axis import Axis

SIZE = 12
SAMPLE = 34.0
NAMES = {
    "in_force": Label("文件施行", "document in force"),
    "period": Label("规划期间", "period of the plan"),
    "phase": Label("阶段", "phase"),
    "between": Label("可能：首日或末日不能确定到日", "perhaps: the day it begins or ends is not certain"),
    "unknown": Label("原文未写明何时开始或结束", "the text does not say when it begins or ends"),
    "unlimited": Label("之后一直", "open-ended"),
    "target": Label("目标", "target"),
    "quota": Label("名额", "quota"),
    "milestone": Label("节点", "milestone"),
    "duty": Label("职责期限", "duty is due"),
    "some_due": Label("期限不能确定到日", "due day not certain"),
    "undated": Label("未写明日期（阶段依先后排列）", "undated (phases in their order)"),
    "asked": Label("查询日", "the day asked"),
}
Draw = Callable[[Element, float, float], None]


def draw_legend(root: Element, timeline: Timeline, lang: Lang, left: float, right: float, y: float) -> float:
    """Draw it between `left` and `right`, from `y` down; gives where it ends."""
    x, y = left, y + 16
    legend = svg.group(root, class_="legend")
    for key in _occurring(timeline):
        name = NAMES[key].text(lang)
        wide = SAMPLE + 8 + svg.width_of(name, SIZE)
        if x > left and x + wide > right:
            x, y = left, y + 22
        _sample(key)(legend, x, y - 4)
        svg.words(legend, x + SAMPLE + 8, y, name, SIZE)
        x += wide + 24
    return y


def _occurring(timeline: Timeline) -> Iterator[str]:
    stretches: list[tuple[str, Stretch]] = []
    for region in timeline.regions:
        named = (("in_force", region.in_force), ("period", region.period), *(("phase", phase) for phase in region.phases))
        stretches += [(part, one) for part, one in named if one is not None and one.state != "undated"]
    edges = [edge for _, one in stretches for edge in (one.first, one.last)]
    due = [one for region in timeline.regions for one in region.deadlines]
    yield from (part for part in bars.COLOURS if part in {part for part, _ in stretches})
    if any(edge.kind == "between" for edge in edges):
        yield "between"
    if any(edge.kind in ("unstated", "depends") for edge in edges):
        yield "unknown"
    if any(edge.kind == "unlimited" for edge in edges):
        yield "unlimited"
    yield from (kind for kind in bars.MARKS if kind in {bars.kind_of(one) for one in due if one.due.dated})
    if any(one.due.kind == "between" for one in due):
        yield "some_due"
    if "undated" in {*(phase.state for phase in _phases(timeline)), *(deadline.state for deadline in due)}:
        yield "undated"
    if stretches or any(one.due.dated for one in due):
        yield "asked"


def _phases(timeline: Timeline) -> Iterator[Stretch]:
    for region in timeline.regions:
        yield from region.phases


def _sample(key: str) -> Draw:
    def bar(parent: Element, x: float, y: float) -> None:
        part = key if key in bars.COLOURS else "phase"
        first, last = Edge("day", "2001-01-01", "2001-01-01"), Edge("day", "2001-12-31", "2001-12-31")
        if key == "between":
            first = Edge("between", "2001-01-01", "2001-09-01")
        if key == "unlimited":
            last = Edge("unlimited")
        axis = Axis(first.low, Edge("day", "2001-12-31", "2001-12-31").high, x, x + SAMPLE)
        bars.Bar(Stretch("", Label("", ""), first, last, ""), axis, part).draw(parent, y)

    def unknown(parent: Element, x: float, y: float) -> None:
        svg.rect(parent, x, y - bars.THICK / 2, SAMPLE, bars.THICK, "url(#fade-right-phase)")
        svg.words(parent, x + SAMPLE - 9, y + 5, "?", 14, fill=bars.BLUE, font_weight="bold")

    def undated(parent: Element, x: float, y: float) -> None:
        svg.rect(parent, x, y - 7, SAMPLE, 14, "#FFFFFF", stroke=svg.GREY, stroke_dasharray="4,3", rx="4")

    def asked(parent: Element, x: float, y: float) -> None:
        middle = x + SAMPLE / 2
        svg.rule(parent, middle, y - 8, middle, y + 8, bars.PLUM, stroke_width="1.6", stroke_dasharray="4,2")

    def due(parent: Element, x: float, y: float) -> None:
        kind = key if key in bars.MARKS else "target"
        bars.sign(parent, kind, x + SAMPLE / 2, y, certain=key != "some_due")

    drawings: dict[str, Draw] = {"unknown": unknown, "undated": undated, "asked": asked}
    bars_: tuple[str, ...] = (*bars.COLOURS, "between", "unlimited")
    return drawings.get(key) or (bar if key in bars_ else due)

"""The way to a decision as a drawing: stages one below the other, alternatives as branches, signs for who decides.

One model, two drawings: SVG for pages that are printed, a Mermaid diagram for Markdown. Everything lies on one line downwards,
so no library is needed to lay it out; it is as wide as the screen of a telephone, where wider ones cannot be read.
"""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree.ElementTree import Element

from humi.values.frozen import Frozen
from humi.values.label import Label, Lang
from humi.wording import svg
from humi.wording.bars import BLUE, GREEN, PLUM, RED, SAND
from humi.wording.pages.page import Drawing

WIDTH, EDGE = 430.0, 10.0
TITLE, TEXT, SMALL = 14, 13, 11.5
LINE, SMALL_LINE = 19, 16
GAP, ARROW = 19.0, 7.0
INDENT, BRANCH = 22.0, 18.0
MOST = 8
"""Days that stand side by side in a timeline and can be read."""


class Kind(Frozen):
    """Who or what decides something: its sign in text, its colour, its name in the legend."""

    sign: str
    colour: str
    name: Label


KINDS = {
    "fact": Kind("●", BLUE, Label("按事实判断", "decided by facts")),
    "readings": Kind("◐", SAND, Label("有几种理解", "several readings")),
    "judgement": Kind("◆", PLUM, Label("由主管部门裁量", "judged by an authority")),
    "unpublished": Kind("◇", PLUM, Label("标准未公布", "standard unpublished")),
    "open": Kind("○", RED, Label("文件没有写明", "not said in the text")),
}


class Item(Frozen):
    """One thing to be decided. `branches` are alternatives: one of them is enough."""

    kind: str
    text: str
    branches: tuple[Item, ...] = ()


class Stage(Frozen):
    """One stop on the way. `beside`: it is looked at and stops nobody; `said` is a line below what it holds."""

    title: str
    items: tuple[Item, ...] = ()
    said: str = ""
    beside: bool = False
    goal: bool = False


class Flow(Frozen):
    """A way from the first stage to the last."""

    title: str
    stages: tuple[Stage, ...]


def drawing_of(flow: Flow, lang: Lang) -> Drawing:
    """The flow as a drawing."""
    return Drawing(_Picture(flow, lang).root, flow.title, mermaid=mermaid(flow, lang))


# --- as a picture ---


class _Picture:
    """Draws from the top to the bottom; `y` is how far it has come."""

    def __init__(self, flow: Flow, lang: Lang) -> None:
        self.flow = flow
        self.lang = lang
        told = "；".join(stage.title for stage in flow.stages) if lang == "zh" else "; ".join(s.title for s in flow.stages)
        self.root = svg.drawing(WIDTH, 100, flow.title, told)
        self.y = EDGE
        for index, stage in enumerate(flow.stages):
            if index:
                self._arrow(dashed=stage.beside or flow.stages[index - 1].beside)
            self._stage(stage)
        self._legend()
        height = svg.number(self.y + EDGE)
        self.root.set("height", height)
        self.root.set("viewBox", f"0 0 {svg.number(WIDTH)} {height}")
        self.root.findall("rect")[0].set("height", height)

    def _arrow(self, dashed: bool) -> None:
        x, top, bottom = WIDTH / 2, self.y, self.y + GAP
        look = {"stroke_dasharray": "4,3"} if dashed else {}
        svg.rule(self.root, x, top, x, bottom - ARROW, svg.INK, stroke_width="1.4", **look)
        svg.polygon(self.root, ((x - 5, bottom - ARROW - 1), (x + 5, bottom - ARROW - 1), (x, bottom)), svg.INK)
        self.y = bottom

    def _stage(self, stage: Stage) -> None:
        made = svg.group(self.root, class_="stage")
        top = self.y
        frame = svg.rect(made, EDGE, top, WIDTH - 2 * EDGE, 0, "#FFFFFF", rx="7", stroke=svg.INK, stroke_width="1.2")
        if stage.beside:
            frame.set("stroke-dasharray", "5,4")
            frame.set("stroke", svg.GREY)
        if stage.goal:
            frame.set("fill", "#E8F3EE")
            frame.set("stroke", GREEN)
            frame.set("stroke-width", "2")
        self.y += 7
        self._lines(made, stage.title, EDGE + 12, TITLE, LINE, font_weight="bold")
        for item in stage.items:
            self._item(made, item, EDGE + 12)
        if stage.said:
            self._lines(made, stage.said, EDGE + 12, SMALL, SMALL_LINE, fill=svg.GREY)
        self.y += 8
        frame.set("height", svg.number(self.y - top))

    def _lines(self, parent: Element, text: str, x: float, size: float, step: float, **look: str) -> None:
        for line in svg.wrapped(text, WIDTH - EDGE - 10 - x, size, 6):
            self.y += step
            svg.words(parent, x, self.y - step * 0.25, line, size, **look)

    def _item(self, parent: Element, item: Item, x: float) -> None:
        kind = KINDS[item.kind]
        self.y += 3
        middle = self.y + LINE * 0.5
        if not item.branches:
            svg.words(parent, x, middle + 5, kind.sign, TEXT, fill=kind.colour)
        if item.text:
            self._lines(parent, item.text, x if item.branches else x + INDENT, TEXT, LINE)
        if item.branches:
            self._branches(parent, item.branches, x + 6)

    def _branches(self, parent: Element, branches: Sequence[Item], x: float) -> None:
        """Alternatives hang on one line."""
        top, last = self.y + 2, self.y
        for branch in branches:
            last = self.y + 3 + LINE * 0.5
            svg.rule(parent, x, last, x + BRANCH - 5, last, svg.GREY)
            self._item(parent, branch, x + BRANCH)
        svg.rule(parent, x, top, x, last, svg.GREY)

    def _legend(self) -> None:
        """The signs that occur."""
        used = {item.kind for stage in self.flow.stages for item in _all(stage.items) if not item.branches}
        x = EDGE
        self.y += 12
        for name, kind in KINDS.items():
            if name not in used:
                continue
            told = kind.name.text(self.lang)
            wide = 18 + svg.width_of(told, SMALL)
            if x > EDGE and x + wide > WIDTH - EDGE:
                x, self.y = EDGE, self.y + SMALL_LINE
            svg.words(self.root, x, self.y + 12, kind.sign, SMALL, fill=kind.colour)
            svg.words(self.root, x + 18, self.y + 12, told, SMALL, fill=svg.GREY)
            x += wide + 16
        self.y += SMALL_LINE if used else 0


def _all(items: Sequence[Item]) -> list[Item]:
    return [one for item in items for one in (item, *_all(item.branches))]


# --- as a Mermaid diagram ---


def mermaid(flow: Flow, lang: Lang) -> str:
    """The same as text that GitHub draws."""
    lines = ["flowchart TD"]
    for index, stage in enumerate(flow.stages):
        told = [f"<b>{_safe(stage.title)}</b>", *_told(stage.items, 0), *([_safe(stage.said)] if stage.said else [])]
        shape = ("([", "])") if stage.goal else ("[", "]")
        lines.append(f'  s{index}{shape[0]}"{"<br/>".join(told)}"{shape[1]}')
    for index, stage in enumerate(flow.stages[1:], 1):
        dotted = stage.beside or flow.stages[index - 1].beside
        lines.append(f"  s{index - 1} {'-.->' if dotted else '-->'} s{index}")
    used = {item.kind for stage in flow.stages for item in _all(stage.items) if not item.branches}
    legend = [f"{kind.sign} {_safe(kind.name.text(lang))}" for name, kind in KINDS.items() if name in used]
    if legend:
        lines.extend((f'  legend["{"<br/>".join(legend)}"]', "  style legend stroke-dasharray: 4 3"))
    return "\n".join(lines)


def _told(items: Sequence[Item], depth: int) -> list[str]:
    told = []
    for item in items:
        sign = "▸" if item.branches else KINDS[item.kind].sign
        told.extend([f"{'↳ ' if depth else ''}{sign} {_safe(item.text)}"] if item.text else [])
        told.extend(_told(item.branches, depth + 1))
    return told


def _safe(text: str) -> str:
    """Text in which Mermaid finds nothing to read: marks are written as their numbers."""
    plain = svg.clean(text)
    return "".join(char if char.isalnum() or char in " ，。、：；（）「」《》“”" else f"#{ord(char)};" for char in plain)


def timeline_mermaid(title: str, rows: Sequence[tuple[str, str]]) -> str:
    """When and what, side by side, as Mermaid draws a timeline; nothing where they are too many to be read."""
    if len(rows) > MOST:
        return ""
    return "\n".join(["timeline", f"  title {_safe(title)}", *(f"  {_safe(when)} : {_safe(what)}" for when, what in rows)])

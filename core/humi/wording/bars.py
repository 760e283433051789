"""What is drawn on a time axis: stretches as bars, due days as marks. What is not certain never looks as if it were."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from humi.timeline import Deadline, Edge, Stretch
from humi.values.dates import FIRST_DAY
from humi.values.label import Lang
from humi.wording import svg
from humi.wording.axis import Axis
from humi.wording.days import show_due

BLUE, SAND, SLATE, RED, GREEN, PLUM = "#0072B2", "#E0A030", "#8A929A", "#C8500A", "#00805F", "#882255"
"""Told apart by people who see few colours, and by their greys in print."""
COLOURS = {"phase": BLUE, "period": SAND, "in_force": SLATE}
THICK = 14
ARROW = 9
MARK = 7
LEVELS = 2
"""Lines for labels: that of the marks and one below; where more would be needed, the label is left to the tip."""
LABEL, LABEL_LINE = 11, 14


@dataclass(frozen=True, slots=True)
class Kind:
    """How a kind of due day is marked."""

    colour: str
    hollow: bool
    duty: bool


def kind_of(deadline: Deadline) -> str:
    """`target`, `quota` or `milestone`; every kind of duty is a `duty`."""
    return "duty" if deadline.is_duty else deadline.kind


MARKS = {
    "target": Kind(RED, hollow=False, duty=False),
    "quota": Kind(RED, hollow=True, duty=False),
    "milestone": Kind(svg.INK, hollow=False, duty=False),
    "duty": Kind(GREEN, hollow=False, duty=True),
}


# --- bars ---


class Bar:
    """A stretch on the axis: solid where it is certain, hatched where it may be, fading where the text is silent."""

    def __init__(self, stretch: Stretch, axis: Axis, part: str) -> None:
        self.stretch = stretch
        self.axis = axis
        self.part = part
        self.colour = COLOURS[part]

    def draw(self, parent: Element, y: float) -> None:
        """Draw it around the line `y`."""
        axis, first, last = self.axis, self.stretch.first, self.stretch.last
        top = y - THICK / 2
        begin, end = self._certain()
        if begin > end and first.dated and last.dated:
            self._maybe(parent, top, first.low, last.high)
            return
        if first.dated:
            self._maybe(parent, top, first.low, begin - 1)
        if last.dated:
            self._maybe(parent, top, end + 1, last.high)
        if begin <= end:
            self._solid(parent, top, begin, end)
        if not first.dated:
            self._beyond(parent, y, first, axis.x(begin), -1)
        if not last.dated:
            self._beyond(parent, y, last, axis.x(end + 1), 1)

    def _certain(self) -> tuple[int, int]:
        """First and last day that it surely has, on this axis."""
        first, last, axis = self.stretch.first, self.stretch.last, self.axis
        begin = first.high if first.dated else axis.first
        end = last.low if last.dated else axis.last
        if first.kind in ("unstated", "depends"):
            begin = end if last.kind == "day" else end + 1
        if last.kind in ("unstated", "depends"):
            end = begin if first.kind == "day" else begin - 1
        return begin, end

    def _solid(self, parent: Element, top: float, begin: int, end: int) -> None:
        left, right = self.axis.x(begin), self.axis.x(end + 1)
        right -= ARROW if self.stretch.last.kind == "unlimited" else 0
        left += ARROW if self.stretch.first.kind == "unlimited" else 0
        svg.rect(parent, left, top, max(right - left, 2), THICK, self.colour, class_="core")

    def _maybe(self, parent: Element, top: float, begin: int, end: int) -> None:
        if begin <= end:
            left, right = self.axis.x(begin), self.axis.x(end + 1)
            look = {"fill": f"url(#hatch-{self.part})", "stroke": self.colour, "stroke_dasharray": "2,2"}
            svg.rect(parent, left, top, max(right - left, 2), THICK, class_="maybe", **look)

    def _beyond(self, parent: Element, y: float, edge: Edge, x: float, way: int) -> None:
        """An arrow where there is no end; a bar that fades into a question mark where the end is not known."""
        if edge.kind == "unlimited":
            tip = self.axis.right if way > 0 else self.axis.left
            back, half = tip - way * ARROW, THICK / 2 + 3
            svg.polygon(parent, ((back, y - half), (tip, y), (back, y + half)), self.colour, class_="open")
            return
        fill = f"url(#fade-{'right' if way > 0 else 'left'}-{self.part})"
        far = self.axis.right if way > 0 else self.axis.left
        svg.rect(parent, min(x, far), y - THICK / 2, abs(far - x), THICK, fill, class_="unknown")
        look = {"fill": self.colour, "font_weight": "bold", "text_anchor": "middle"}
        svg.words(parent, far - way * 7, y + 5, "?", 14, class_="unknown", **look)


# --- due days ---


@dataclass(frozen=True, slots=True)
class Label:
    """Words beside or below a mark; `level` 0 is the line on which the marks are."""

    text: str
    left: float
    level: int


def labels(deadlines: Sequence[Deadline], axis: Axis, asked: int, lang: Lang) -> list[Label | None]:
    """A label for each due day that has room: to the right or left of its mark, or on one of the lines below. The line of
    the day asked crosses none."""
    line = axis.middle(asked)
    taken: list[list[tuple[float, float]]] = [[(line, line)] for _ in range(LEVELS)]
    for due in (deadline.due for deadline in deadlines):
        taken[0].append((axis.middle(due.low) - MARK, axis.middle(due.high) + MARK))
    found: list[Label | None] = []
    for deadline in deadlines:
        text = " · ".join(filter(None, (deadline.bound, show_due(deadline.due, lang))))
        wide = svg.width_of(text, LABEL)
        low, high = axis.middle(deadline.due.low), axis.middle(deadline.due.high)
        inside = min(max((low + high - wide) / 2, axis.left), axis.right - wide)
        places = [(high + MARK + 4, 0), (low - MARK - 4 - wide, 0), *((inside, level) for level in range(1, LEVELS))]
        place = next((place for place in places if _free(*place, wide, axis, taken)), None)
        if place is not None:
            taken[place[1]].append((place[0], place[0] + wide))
        found.append(Label(text, *place) if place is not None else None)
    return found


def _free(left: float, level: int, wide: float, axis: Axis, taken: list[list[tuple[float, float]]]) -> bool:
    right = left + wide
    inside = axis.left <= left and right <= axis.right
    return inside and all(right + 3 < low or high + 3 < left for low, high in taken[level])


def mark(parent: Element, deadline: Deadline, axis: Axis, y: float) -> None:
    """A mark on the due day; where it is one of several, one on the first and on the last, and hatching between."""
    look, due = MARKS[kind_of(deadline)], deadline.due
    low, high = (day for day in (due.low, due.high))
    if due.kind == "between":
        left, right = axis.x(low), axis.x(high + 1)
        fill = f"url(#hatch-{'duty' if look.duty else 'target'})"
        svg.rect(parent, left, y - 3, right - left, 6, fill, class_="maybe")
    days = {day for day in (low, high) if axis.first <= day <= axis.last and day > FIRST_DAY}
    for day in sorted(days):
        sign(parent, kind_of(deadline), axis.middle(day), y, certain=due.kind == "day")


def sign(parent: Element, kind: str, x: float, y: float, certain: bool = True) -> None:
    """A diamond for what is to be reached, a triangle for what is to be done; dashed where the day is not certain."""
    look = MARKS[kind]
    points = [(x, y - MARK), (x + MARK, y), (x, y + MARK), (x - MARK, y)]
    if look.duty:
        points = [(x - MARK, y - MARK + 1), (x + MARK, y - MARK + 1), (x, y + MARK - 1)]
    fill = "#FFFFFF" if look.hollow or not certain else look.colour
    dashes = "" if certain else "2,1.5"
    svg.polygon(parent, points, fill, class_="mark", stroke=look.colour, stroke_width="1.6", stroke_dasharray=dashes)

"""How outcomes look in a drawing: a colour, and a mark of its own for those who see few colours or print in grey."""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement

from humi.decision import Outcome
from humi.wording import bars, svg

COLOURS = {
    Outcome.MET: bars.GREEN,
    Outcome.NOT_MET: bars.RED,
    Outcome.UNDETERMINED: "#8A6100",
    Outcome.NOT_YET_DUE: bars.BLUE,
    Outcome.OUT_OF_SCOPE: svg.GREY,
}
"""Dark enough for words on white."""
SIZE = 12.0
LINES = {
    Outcome.MET: "M-5,0 L-1.5,4 L5,-5",
    Outcome.NOT_MET: "M-4,-4 L4,4 M-4,4 L4,-4",
    Outcome.OUT_OF_SCOPE: "M-5,0 L5,0",
}


def mark(parent: Element, outcome: Outcome, x: float, y: float) -> None:
    """The mark of an outcome around a point: drawn, since not every font has these signs."""
    colour = COLOURS[outcome]
    if outcome in LINES:
        look = {"fill": "none", "stroke": colour, "stroke-width": "2.4", "stroke-linecap": "round", "stroke-linejoin": "round"}
        place = f"translate({svg.number(x)},{svg.number(y)})"
        SubElement(parent, "path", {"d": LINES[outcome], "transform": place, **look})
    elif outcome is Outcome.NOT_YET_DUE:
        for step in (-4.5, 0, 4.5):
            SubElement(parent, "circle", {"cx": svg.number(x + step), "cy": svg.number(y), "r": "1.7", "fill": colour})
    else:
        svg.words(parent, x, y + 5.5, "?", 16, fill=colour, font_weight="bold", text_anchor="middle")

"""Drawing with SVG elements: shapes, measured text, and the fills of what is uncertain."""

from __future__ import annotations

from collections.abc import Iterable
from unicodedata import east_asian_width
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from humi.wording.wrap import breaks

NAMESPACE = "http://www.w3.org/2000/svg"
FONTS = "'Noto Sans CJK SC','Noto Sans SC','Microsoft YaHei','PingFang SC','Hiragino Sans GB',SimSun,sans-serif"
INK, GREY, FAINT, LINE = "#222222", "#5A5A5A", "#F5F6F7", "#D0D4D8"
NARROW = "iljtfr.,:;'|!()[]{} -·–"
BROAD = "MWmw@%—…"
CUT = "…"


def drawing(width: float, height: float, title: str, description: str) -> Element:
    """A picture on white, named for those who cannot see it."""
    root = Element(
        "svg",
        {
            "xmlns": NAMESPACE,
            "width": number(width),
            "height": number(height),
            "viewBox": f"0 0 {number(width)} {number(height)}",
            "role": "img",
            "aria-labelledby": "title desc",
            "font-family": FONTS,
            "fill": INK,
        },
    )
    SubElement(root, "title", {"id": "title"}).text = clean(title)
    SubElement(root, "desc", {"id": "desc"}).text = clean(description)
    rect(root, 0, 0, width, height, "#FFFFFF")
    return root


def grow(root: Element, width: float, height: float) -> None:
    """Give a drawing the size that it has come to."""
    root.set("height", number(height))
    root.set("viewBox", f"0 0 {number(width)} {number(height)}")
    root.findall("rect")[0].set("height", number(height))


def to_text(root: Element) -> str:
    """The picture as the text of a file."""
    ElementTree.indent(root)
    return "<?xml version='1.0' encoding='UTF-8'?>\n" + ElementTree.tostring(root, encoding="unicode") + "\n"


def number(value: float) -> str:
    """A length to a hundredth of a pixel."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def clean(text: str) -> str:
    """Text without what XML cannot hold or a line cannot show."""
    return text if text.isprintable() else "".join(char if char.isprintable() else " " for char in text)


# --- shapes ---


def group(parent: Element, tip: str = "", **attributes: str) -> Element:
    """Elements that belong together; `tip` is shown when the pointer rests on them."""
    made = SubElement(parent, "g", _named(attributes))
    if tip:
        SubElement(made, "title").text = "\n".join(clean(line) for line in tip.split("\n"))
    return made


def rect(parent: Element, x: float, y: float, width: float, height: float, fill: str, **attributes: str) -> Element:
    """A rectangle."""
    place = {"x": number(x), "y": number(y), "width": number(max(width, 0)), "height": number(height), "fill": fill}
    return SubElement(parent, "rect", {**place, **_named(attributes)})


def rule(parent: Element, x: float, y: float, to_x: float, to_y: float, stroke: str = LINE, **attributes: str) -> Element:
    """A straight line."""
    place = {"x1": number(x), "y1": number(y), "x2": number(to_x), "y2": number(to_y), "stroke": stroke}
    return SubElement(parent, "line", {**place, **_named(attributes)})


def polygon(parent: Element, points: Iterable[tuple[float, float]], fill: str, **attributes: str) -> Element:
    """A closed shape."""
    told = " ".join(f"{number(x)},{number(y)}" for x, y in points)
    return SubElement(parent, "polygon", {"points": told, "fill": fill, **_named(attributes)})


def words(parent: Element, x: float, y: float, text: str, size: float = 13, **attributes: str) -> Element:
    """One line of text; `y` is its base line."""
    made = SubElement(parent, "text", {"x": number(x), "y": number(y), "font-size": number(size), **_named(attributes)})
    made.text = clean(text)
    return made


def _named(attributes: dict[str, str]) -> dict[str, str]:
    return {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items() if value}


# --- text ---


def width_of(text: str, size: float) -> float:
    """About how wide a line is; rather too wide than too narrow, since fonts differ."""
    return sum(map(_ems, text)) * size


def _ems(char: str) -> float:
    if char in NARROW:
        return 0.4
    if char in BROAD or east_asian_width(char) in "WFA":
        return 1.0
    return 0.69 if char.isupper() else 0.57


def wrapped(text: str, width: float, size: float, most: int) -> list[str]:
    """The text in lines of that width; what does not fit into `most` lines is cut."""
    text = clean(text)
    # Measured in thousandths of an em, since lines break at whole numbers.
    spans = breaks(text, int(width / size * 1000), lambda part: int(sum(map(_ems, part)) * 1000))
    lines = [text[first:last] for first, last in spans]
    if len(lines) <= most:
        return lines
    last = lines[most - 1]
    while last and width_of(last + CUT, size) > width:
        last = last[:-1]
    return [*lines[: most - 1], last + CUT]


# --- fills ---


def hatched(definitions: Element, name: str, colour: str) -> str:
    """Slanted lines: perhaps, perhaps not."""
    pattern = SubElement(
        definitions, "pattern", {"id": name, "width": "6", "height": "6", "patternUnits": "userSpaceOnUse"}
    )
    rect(pattern, 0, 0, 6, 6, "#FFFFFF")
    SubElement(pattern, "path", {"d": "M-1,1 L1,-1 M0,6 L6,0 M5,7 L7,5", "stroke": colour, "stroke-width": "1.6"})
    return f"url(#{name})"


def fading(definitions: Element, name: str, colour: str, to_left: bool) -> str:
    """Colour that runs out: the text does not say where it ends."""
    ends = {"x1": "1", "x2": "0"} if to_left else {"x1": "0", "x2": "1"}
    gradient = SubElement(definitions, "linearGradient", {"id": name, "y1": "0", "y2": "0", **ends})
    SubElement(gradient, "stop", {"offset": "0", "stop-color": colour, "stop-opacity": "0.7"})
    SubElement(gradient, "stop", {"offset": "1", "stop-color": colour, "stop-opacity": "0.04"})
    return f"url(#{name})"

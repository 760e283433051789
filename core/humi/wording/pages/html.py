"""Pages as one HTML file that needs nothing else: no network, no script. The only module that imports jinja2.

Packs and dossiers are untrusted: the template escapes whatever it prints, what stands in the style sheet is escaped for
that, and the file itself forbids scripts, frames and everything from elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from copy import deepcopy
from functools import cache
from importlib.resources import files
from itertools import count, groupby
from typing import Any
from xml.etree import ElementTree

from jinja2 import DictLoader, Environment, StrictUndefined, Template
from markupsafe import Markup

from humi.version import __version__
from humi.wording.pages.page import Block, Drawing, Form, Page, anchors_of, fragment
from humi.wording.shape import Node, Table
from humi.wording.svg import clean
from humi.wording.words import SIGNS

TEMPLATE, STYLE = "page.html", "page.css"


def to_html(pages: Sequence[Page]) -> str:
    """The pages as one file, each beginning on a sheet of its own where it is printed."""
    first = pages[0]
    numbers = count(1)
    known = [anchors_of(page) for page in pages]
    text: str = _template().render(
        first=first,
        pages=list(zip(pages, known, strict=True)),
        humi=__version__,
        drawn=lambda drawing: _drawn(drawing, next(numbers)),
    )
    return text


@cache
def _template() -> Template:
    folder = files("humi.wording.pages")
    texts = {name: (folder / name).read_text(encoding="utf-8") for name in (TEMPLATE, STYLE)}
    made = Environment(
        autoescape=True,
        loader=DictLoader(texts),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        undefined=StrictUndefined,
        finalize=_clean,
    )
    made.filters["css"] = _css
    made.filters["fragment"] = fragment
    made.filters["grouped"] = _grouped
    made.globals["signs"] = SIGNS
    return made.get_template(TEMPLATE)


def _clean(value: Any) -> Any:
    """Text without what HTML cannot hold; what is markup already stays as it is."""
    return clean(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _grouped(blocks: Iterable[Block]) -> Iterator[tuple[str, list[Any]]]:
    """Blocks with the name of their kind; nodes that follow each other are one list."""
    for kind, same in groupby(blocks, key=_kind):
        if kind == "nodes":
            yield kind, list(same)
        else:
            yield from ((kind, [block]) for block in same)


def _kind(block: Block) -> str:
    match block:
        case Table():
            return "table"
        case Node():
            return "nodes"
        case Drawing():
            return "drawing"
        case Form():
            return "form"
    return "line"


def _css(text: str) -> Markup:
    """Text as a string of a style sheet: whatever is no letter or digit is written as its number."""
    plain = "".join(char if char.isalnum() else f"\\{ord(char):x} " for char in clean(text))
    return Markup(f'"{plain}"')  # noqa: S704 -- nothing is left in it that could end the string or the element


def _drawn(drawing: Drawing, number: int) -> Markup:
    """The picture inside the page. Its ids become its own: several pictures may use the same."""
    root = deepcopy(drawing.picture)
    names = {one.get("id", ""): f"d{number}-{fragment(one.get('id', ''))}" for one in root.iter() if one.get("id")}
    for one in root.iter():
        for key, value in one.attrib.items():
            one.set(key, _renamed(key, value, names))
    return Markup(ElementTree.tostring(root, encoding="unicode"))  # noqa: S704 -- escaped by ElementTree


def _renamed(key: str, value: str, names: dict[str, str]) -> str:
    if key == "id":
        return names[value]
    if key == "aria-labelledby":
        return " ".join(names[word] for word in value.split())
    if value.startswith("url(#") and value[5:-1] in names:
        return f"url(#{names[value[5:-1]]})"
    return value

"""The model of a page: sections of the same lines, trees and tables that reports have, with drawings and fields to fill in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeAlias
from xml.etree.ElementTree import Element

from humi.values.frozen import Frozen
from humi.values.label import Lang
from humi.wording import shape
from humi.wording.shape import Line, Node, Table


class Drawing(Frozen):
    """A picture, and the same for Markdown as a Mermaid diagram, if there is one. `wide`: it is not made smaller on a small
    screen."""

    picture: Element
    caption: str
    mermaid: str
    wide: bool = False


class Form(Frozen):
    """Fields that somebody fills in by hand."""

    fields: tuple[str, ...]


Block: TypeAlias = shape.Block | Drawing | Form


class Section(Frozen):
    """A chapter or a part of one. `anchor` is what links call it; `number` is given by `numbered`."""

    title: str
    anchor: str = ""
    blocks: tuple[Block, ...] = ()
    sections: tuple[Section, ...] = ()
    number: str = ""


class Page(Frozen):
    """One whole: a book, or one sheet of several.

    `about` are names with what they hold; `notice` is what nobody may miss; `running` stands at the head of each printed
    page; `foot` closes it. `contents`: a table of contents is wanted. `sheet`: it is a form to print rather than a book.
    """

    lang: Lang
    title: str
    subtitle: str
    about: tuple[tuple[str, Line], ...]
    notice: Line
    sections: tuple[Section, ...]
    running: str
    foot: tuple[Line, ...] = ()
    contents: bool = False
    sheet: bool = False


def numbered(sections: Sequence[Section], above: str = "") -> tuple[Section, ...]:
    """The sections with their numbers: 1, 1.1, 1.2, 2."""
    found = []
    for index, section in enumerate(sections, 1):
        number = f"{above}{index}"
        found.append(
            Section(section.title, section.anchor, section.blocks, numbered(section.sections, f"{number}."), number)
        )
    return tuple(found)


def anchors_of(page: Page) -> set[str]:
    """Everything in the page that a link can lead to."""
    return {anchor for section in page.sections for anchor in _anchors(section)}


def _anchors(section: Section) -> Iterator[str]:
    if section.anchor:
        yield section.anchor
    for block in section.blocks:
        if isinstance(block, Table):
            yield from (anchor for row in block.rows for anchor in row.anchors)
        elif isinstance(block, Node):
            yield from _of_node(block)
    for inner in section.sections:
        yield from _anchors(inner)


def _of_node(node: Node) -> Iterator[str]:
    yield from node.anchors
    for below in node.below:
        yield from _of_node(below)


def fragment(anchor: str) -> str:
    """An anchor as HTML and links may hold it: another anchor never becomes the same."""
    return "".join(char if char.isalnum() or char in "-_" else f".{ord(char):x}." for char in anchor.replace("/", "--"))

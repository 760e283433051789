"""The shape of a report, before anybody decides how it is shown: blocks of lines, tables and trees.

`plain` and `terminal` show the same shape. A span's `role` says what the words are, never how they look.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeAlias, TypeVar

from humi.decision import Outcome
from humi.values.frozen import Frozen
from humi.values.label import Lang
from humi.wording.words import OUTCOMES


@dataclass(frozen=True, slots=True)
class Span:
    """Some words. `outcome` marks the word of an outcome; `link` names what a page leads to from here, where it holds that.

    `role` is empty or `title`, `strong`, `quiet` (keys and sources), `remark`, `subject`: what an outcome is of, `english`:
    words of a ledger, which has no others, `clause`: the number of one, `box`: to be ticked by hand, or `blank`: to be
    written upon.
    """

    text: str
    role: str = ""
    outcome: Outcome | None = None
    link: str = ""


Line: TypeAlias = tuple[Span, ...]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Node:
    """A line with what belongs below it. `anchors` name it for links: paths of rules, ids of provisions."""

    line: Line
    below: list[Node] = field(default_factory=list)
    anchors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: a cell for each heading. `anchors` as for a node."""

    cells: tuple[Line, ...]
    anchors: tuple[str, ...] = ()


class Table(Frozen):
    """Rows under headings. What the first `grouped` columns say may repeat from row to row; a rendering may show it once.
    The first `spoken` columns explain themselves when a row is read aloud."""

    headings: tuple[str, ...]
    rows: tuple[Row, ...]
    grouped: int
    spoken: int


class Side(Frozen):
    """What each column has to say on one topic, in lines."""

    topic: str
    cells: tuple[tuple[Line, ...], ...]


class Beside(Frozen):
    """Columns side by side, topic by topic. A rendering that is too narrow for all of them puts some below the others."""

    heads: tuple[str, ...]
    sides: tuple[Side, ...]


class Verbatim(Frozen):
    """Lines to be copied as they are, such as a dossier: never wrapped, never indented."""

    text: str


Block: TypeAlias = Line | Table | Node
Report: TypeAlias = tuple[Block | Beside | Verbatim, ...]
"""What is printed. Pages know the first three kinds of blocks only."""


def line(*parts: str | Span | Line) -> Line:
    """A line of words, spans and lines; empty ones are left out. What a dossier holds may have line breaks: a line has none."""
    spans = [span for part in parts for span in _spans(part)]
    return tuple(span if span.text.isprintable() else _on_one_line(span) for span in spans if span.text)


def _spans(part: str | Span | Line) -> Line:
    if isinstance(part, str):
        return (Span(part),)
    return (part,) if isinstance(part, Span) else part


def _on_one_line(span: Span) -> Span:
    return replace(span, text=" ".join(span.text.split()))


def between(parts: Sequence[T], mark: T) -> list[T]:
    """The parts with a mark between any two."""
    return [one for part in parts for one in (mark, part)][1:]


def verdict(outcome: Outcome, lang: Lang) -> Span:
    """The word of an outcome."""
    return Span(OUTCOMES[outcome].text(lang), outcome=outcome)


def quiet(text: str, link: str = "") -> Span:
    """Words for those who look closer: keys, sources."""
    return Span(text, "quiet", link=link)


def remark(text: str) -> Span:
    """A remark on how the text was understood."""
    return Span(text, "remark")


def text_of(spans: Iterable[Span]) -> str:
    """The words alone."""
    return "".join(span.text for span in spans)

"""The shape of a report, before anybody decides how it is shown: blocks of lines, tables and trees.

`plain` and `terminal` show the same shape. A span's `role` says what the words are, never how they look.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TypeAlias

from humi.decision import Outcome
from humi.values.frozen import Frozen
from humi.values.label import Lang
from humi.wording.words import OUTCOMES


@dataclass(frozen=True, slots=True)
class Span:
    """Some words. `outcome` marks the word of an outcome.

    `role` is empty or `title`, `strong`, `quiet` (keys and sources), `remark`, or `subject`: what an outcome is of.
    """

    text: str
    role: str = ""
    outcome: Outcome | None = None


Line: TypeAlias = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Node:
    """A line with what belongs below it."""

    line: Line
    below: list[Node] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: a cell for each heading."""

    cells: tuple[Line, ...]


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


Block: TypeAlias = Line | Table | Node | Beside | Verbatim
Report: TypeAlias = tuple[Block, ...]


def line(*parts: str | Span) -> Line:
    """A line of words and spans; empty ones are left out. What a dossier holds may have line breaks: a line has none."""
    spans = [Span(part) if isinstance(part, str) else part for part in parts]
    return tuple(span if span.text.isprintable() else _on_one_line(span) for span in spans if span.text)


def _on_one_line(span: Span) -> Span:
    return Span(" ".join(span.text.split()), span.role, span.outcome)


def verdict(outcome: Outcome, lang: Lang) -> Span:
    """The word of an outcome."""
    return Span(OUTCOMES[outcome].text(lang), outcome=outcome)


def quiet(text: str) -> Span:
    """Words for those who look closer: keys, sources."""
    return Span(text, "quiet")


def remark(text: str) -> Span:
    """A remark on how the text was understood."""
    return Span(text, "remark")


def text_of(spans: Iterable[Span]) -> str:
    """The words alone."""
    return "".join(span.text for span in spans)

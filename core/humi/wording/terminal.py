"""A report on a terminal, by rich: signs beside the words, colour, boxes and guides. The only module that imports rich."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import IO

from rich import box
from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, Group
from rich.measure import Measurement
from rich.segment import Segment
from rich.style import Style
from rich.table import Table as RichTable

from humi.decision import Outcome
from humi.wording.shape import Beside, Line, Node, Report, Span, Table, Verbatim
from humi.wording.words import SIGNS
from humi.wording.wrap import breaks, longest

OUTCOME_STYLES = {
    Outcome.MET: "green",
    Outcome.NOT_MET: "red",
    Outcome.UNDETERMINED: "yellow",
    Outcome.OUT_OF_SCOPE: "dim",
    Outcome.NOT_YET_DUE: "cyan",
}
ROLE_STYLES = {"title": "bold", "strong": "bold", "quiet": "dim", "remark": "italic magenta"}
GUIDES = "bright_black"
FORK, LAST, THROUGH, NOTHING = "├── ", "└── ", "│   ", "    "
NARROWEST = 20
"""A tree goes on this wide, however deep it is."""
WIDEST = 140
"""Longer lines are hard to read."""
COLUMN, TOPIC, GAP = 30, 14, 2
"""The least width of a column beside others, the greatest of the topics, and what is left free between."""

style_of = cache(Style.parse)


class Terminal(Console):
    """A console that leaves it to the command to end when nobody reads any more."""

    def on_broken_pipe(self) -> None:
        raise BrokenPipeError


def show(report: Report, file: IO[str] | None = None, width: int | None = None) -> None:
    """Print the report."""
    console = Terminal(file=file, width=width, highlight=False, markup=False, emoji=False)
    if width is None and console.width > WIDEST:
        console.width = WIDEST
    for index, block in enumerate(report):
        if index and not isinstance(block, tuple):
            console.print()
        if isinstance(block, Table):
            console.print(_table(block))
        elif isinstance(block, Node):
            console.print(Tree(block), end="")
        elif isinstance(block, Beside):
            for index, table in enumerate(_beside(block, console.width)):
                if index:
                    console.print()
                console.print(table)
        elif isinstance(block, Verbatim):
            console.print(block.text, end="", soft_wrap=True)
        else:
            console.print(Wrapped(block), end="")


def _parts(line: Line) -> list[tuple[str, str]]:
    """The words of a line with their styles; the sign of an outcome before its word."""
    return [(_words(span), OUTCOME_STYLES[span.outcome] if span.outcome else ROLE_STYLES.get(span.role, "")) for span in line]


def _words(span: Span) -> str:
    if span.outcome is not None:
        return f"{SIGNS[span.outcome]} {span.text}"
    return f"  {span.text}" if span.role == "subject" else span.text


def _wrapped(line: Line, width: int) -> Iterator[list[Segment]]:
    """The line in as many as it needs."""
    parts = _parts(line)
    for first, last in breaks("".join(text for text, _ in parts), width, cell_len):
        segments, at = [], 0
        for text, style in parts:
            shown = text[max(first - at, 0) : max(last - at, 0)]
            at += len(text)
            if shown:
                segments.append(Segment(shown, style_of(style)))
        yield segments


class Wrapped:
    """A line that breaks where Chinese and English allow it."""

    def __init__(self, line: Line) -> None:
        self.line = line

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[Segment]:
        for segments in _wrapped(self.line, options.max_width):
            yield from segments
            yield Segment.line()

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        words = "".join(text for text, _ in _parts(self.line))
        return Measurement(longest(words, cell_len), cell_len(words)).with_maximum(options.max_width)


class Tree:
    """A tree with guides. Written out line by line: rich's own tree renders every line again at each level above it."""

    def __init__(self, node: Node) -> None:
        self.node = node

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[Segment]:
        yield from self._node(self.node, "", "", options.max_width)

    def _node(self, node: Node, first: str, following: str, width: int) -> Iterator[Segment]:
        for index, segments in enumerate(_wrapped(node.line, max(width - len(following), NARROWEST))):
            if guide := following if index else first:
                yield Segment(guide, style_of(GUIDES))
            yield from segments
            yield Segment.line()
        for child in node.below:
            guide, below = (LAST, NOTHING) if child is node.below[-1] else (FORK, THROUGH)
            yield from self._node(child, following + guide, following + below, width)


def _table(table: Table) -> RichTable:
    shown = RichTable(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, header_style="bold")
    for heading in table.headings:
        shown.add_column(heading, overflow="fold")
    before: tuple[Line, ...] = ()
    for row in table.rows:
        same = 0
        while same < table.grouped and before[same : same + 1] == row.cells[same : same + 1]:
            same += 1
        shown.add_row(*(Wrapped(() if index < same else cell) for index, cell in enumerate(row.cells)))
        before = row.cells
    return shown


def _beside(block: Beside, width: int) -> Iterator[RichTable]:
    """As many columns beside each other as fit, the rest below them in tables as even as can be."""
    topics = min(max(cell_len(side.topic) for side in block.sides), TOPIC)
    fit = max((width - topics) // (COLUMN + GAP), 1)
    tables = -(-len(block.heads) // fit)
    size = -(-len(block.heads) // tables)
    for start in range(0, len(block.heads), size):
        shown = RichTable(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, header_style="bold", show_lines=True)
        shown.expand = True
        shown.add_column("", overflow="fold", width=topics)
        for heading in block.heads[start : start + size]:
            shown.add_column(heading, overflow="fold", ratio=1)
        for side in block.sides:
            cells = (Group(*(Wrapped(spans) for spans in lines)) for lines in side.cells[start : start + size])
            shown.add_row(Wrapped((Span(side.topic, "strong"),)), *cells)
        yield shown

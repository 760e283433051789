"""A report as plain text: words only, one row or line each, for pipes, files and screen readers."""

from __future__ import annotations

from collections.abc import Iterator

from humi.values.label import Lang
from humi.wording.shape import Beside, Line, Node, Report, Row, Table, Verbatim


def plain(report: Report, lang: Lang) -> str:
    """The report, ending in a line break."""
    return "\n".join(_lines(report, lang)) + "\n"


def _lines(report: Report, lang: Lang) -> Iterator[str]:
    for index, block in enumerate(report):
        if index and not isinstance(block, tuple):
            yield ""
        if isinstance(block, Table):
            yield from (_row(row, block, lang) for row in block.rows)
        elif isinstance(block, Node):
            yield from _node(block, 0, lang)
        elif isinstance(block, Beside):
            yield from _beside(block, lang)
        elif isinstance(block, Verbatim):
            yield block.text.rstrip("\n")
        else:
            yield _line(block, lang)


def _line(spans: Line, lang: Lang) -> str:
    colon = "：" if lang == "zh" else ": "
    return "".join((colon if span.role == "subject" else "") + span.text for span in spans)


def _row(row: Row, table: Table, lang: Lang) -> str:
    """`Yinchuan: regional base: undetermined; missing or failed: own wish; next step: apply`."""
    colon, semicolon = ("：", "；") if lang == "zh" else (": ", "; ")
    cells = [_line(cell, lang) for cell in row.cells]
    said = colon.join(cell for cell in cells[: table.spoken] if cell)
    rest = zip(table.headings[table.spoken :], cells[table.spoken :], strict=True)
    return semicolon.join([said, *(f"{heading.lower()}{colon}{cell}" for heading, cell in rest if cell)])


def _node(node: Node, depth: int, lang: Lang) -> Iterator[str]:
    yield "  " * depth + _line(node.line, lang)
    for below in node.below:
        yield from _node(below, depth + 1, lang)


def _beside(block: Beside, lang: Lang) -> Iterator[str]:
    """Topic by topic, and under each what every column has to say."""
    for side in block.sides:
        yield side.topic
        for head, lines in zip(block.heads, side.cells, strict=True):
            yield f"  {head}"
            yield from (f"    {_line(spans, lang)}" for spans in lines)

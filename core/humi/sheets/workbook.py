"""Workbooks that grow row by row: headings that stay in sight, a filter on each column, columns as wide as what they hold."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from decimal import Decimal
from pathlib import Path
from types import TracebackType
from typing import Any

import polars as pl
import xlsxwriter
from xlsxwriter.utility import xl_range

from humi.errors import UsageError

MOST_ROWS = 1_048_575
"""Of a sheet, below its headings."""
WIDEST, NARROWEST, LOOKED_AT = 60, 9, 200
HEADING_LINES = 3
"""A heading is broken into so many lines before it makes its column wider."""
MOST_CHARACTERS = 32_767
"""Of a cell."""
LONGEST_TITLE = 31
LINE = 15.5
"""The height of a line of text, in points: rows do not grow by themselves in every program."""
MOST_LINES = 26
"""Of a row: no program shows higher ones."""
NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")


class Workbook:
    """A workbook in a folder of its own, in which its rows are kept until it is closed: in memory there is one row."""

    def __init__(self, path: Path) -> None:
        options = {"constant_memory": True, "tmpdir": str(path.parent)}
        self._book = xlsxwriter.Workbook(str(path), options)
        self.heading = self._book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        self.title = self._book.add_format({"bold": True, "font_size": 14})
        self.wrapped = self._book.add_format({"text_wrap": True, "valign": "top"})
        self.money = self._book.add_format({"num_format": "#,##0.00"})
        self.text = self._book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
        self.number = self._book.add_format({"num_format": "#,##0", "valign": "top"})

    def sheet(self, title: str) -> Any:
        """A new sheet; titles are shortened to what spreadsheet programs allow, and two alike told apart by a number."""
        taken = {sheet.name.lower() for sheet in self._book.worksheets()}
        short = "".join(" " if character in "[]:*?/\\" else character for character in title).strip("'")[:LONGEST_TITLE]
        number = 2
        while short.lower() in taken:
            short = f"{short[: LONGEST_TITLE - 4]} ({number})"
            number += 1
        return self._book.add_worksheet(short)

    def close(self) -> None:
        """Write the file. Raises OSError where that cannot be done."""
        try:
            self._book.close()
        except xlsxwriter.exceptions.FileCreateError as error:
            raise error.args[0] if error.args and isinstance(error.args[0], OSError) else OSError(str(error)) from error

    def discard(self) -> None:
        """Remove the files in which its rows are kept; XlsxWriter does so only where a workbook is closed whole."""
        for sheet in self._book.worksheets():
            if sheet.row_data_fh is not None:
                with suppress(OSError):
                    sheet.row_data_fh.close()
                Path(sheet.row_data_filename).unlink(missing_ok=True)


class Sheet:
    """A table as a sheet."""

    def __init__(self, workbook: Workbook, title: str) -> None:
        self._book = workbook
        self._sheet = workbook.sheet(title)
        self._rows = 0

    def put(self, frame: pl.DataFrame) -> None:
        """Add rows. Raises UsageError where a sheet cannot have so many."""
        if not self._rows:
            self._begin(frame)
        if self._rows + frame.height > MOST_ROWS:
            raise UsageError.of("C470", None, limit=str(MOST_ROWS))
        for at, row in enumerate(frame.iter_rows(), self._rows + 1):
            write_row(self._sheet, at, row, self._book.money)
        self._rows += frame.height
        self._sheet.autofilter(0, 0, self._rows, frame.width - 1)

    def _begin(self, frame: pl.DataFrame) -> None:
        self._sheet.freeze_panes(1, 2)
        for at, name in enumerate(frame.columns):
            longest = max((width_of(cell) for cell in frame[name].head(LOOKED_AT)), default=0)
            width = max(longest + 2, -(-width_of(name) // HEADING_LINES) + 4, NARROWEST)
            self._sheet.set_column(at, at, min(WIDEST, width))
        self._sheet.set_row(0, HEADING_LINES * LINE)
        write_row(self._sheet, 0, frame.columns, None, self._book.heading)

    def close(self) -> None:
        """It is saved with its workbook."""


class TextSheet:
    """A workbook of one sheet, in which every cell is a text and stays one: also what is typed there. In a context; the columns
    `wrapped` are as wide as told, and broken into lines."""

    def __init__(self, path: Path, title: str, headings: Sequence[str], wrapped: Mapping[str, int]) -> None:
        self._book = Workbook(path)
        self._sheet = self._book.sheet(title)
        self._wrapped = [(at, wrapped[name]) for at, name in enumerate(headings) if name in wrapped]
        self._widths = [max(NARROWEST, -(-width_of(name) // HEADING_LINES) + 4) for name in headings]
        self.rows = 0
        self._sheet.freeze_panes(1, 0)
        self._sheet.set_row(0, HEADING_LINES * LINE)
        write_row(self._sheet, 0, headings, None, self._book.heading)

    def put(self, cells: Sequence[str]) -> None:
        """Add a row."""
        self.rows += 1
        lines = max((-(-width_of(cells[at]) // (width - 1)) for at, width in self._wrapped), default=1)
        self._sheet.set_row(self.rows, LINE * min(max(1, lines), MOST_LINES))
        write_row(self._sheet, self.rows, cells, None, self._book.text)
        if self.rows <= LOOKED_AT:
            self._widths = [max(width, width_of(cell) + 2) for width, cell in zip(self._widths, cells, strict=True)]

    def __enter__(self) -> TextSheet:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        try:
            if kind is None:
                self._close()
        finally:
            self._book.discard()

    def _close(self) -> None:
        for at, width in enumerate(self._widths):
            self._sheet.set_column(at, at, min(WIDEST, width), self._book.text)
        for at, width in self._wrapped:
            self._sheet.set_column(at, at, width, self._book.text)
        self._sheet.autofilter(0, 0, self.rows, len(self._widths) - 1)
        self._sheet.ignore_errors({"number_stored_as_text": xl_range(0, 0, self.rows, len(self._widths) - 1)})
        self._book.close()


def write_row(sheet: Any, at: int, cells: Any, money: Any, look: Any = None) -> None:
    """A row of cells. What begins like a formula is a text all the same; nothing is written for what is empty."""
    for column, cell in enumerate(cells):
        if cell is None or cell == "":
            continue
        if isinstance(cell, Decimal):
            sheet.write_number(at, column, cell, money)
        elif isinstance(cell, int | float):
            sheet.write_number(at, column, cell, look)
        else:
            sheet.write_string(at, column, plain(cell), look)


def plain(cell: Any) -> str:
    """A text of a cell: no control character may stand in one."""
    text = "; ".join(map(str, cell)) if isinstance(cell, list) else str(cell)
    return NO_TEXT.sub("", text)[:MOST_CHARACTERS]


def width_of(cell: Any) -> int:
    """How wide a cell is shown; a Chinese character takes two."""
    return sum(1 if ord(character) < 0x1100 else 2 for character in plain(cell)) if cell is not None else 0

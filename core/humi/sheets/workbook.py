"""Workbooks that grow row by row: headings that stay in sight, a filter on each column, columns as wide as what they hold."""

from __future__ import annotations

import re
from contextlib import suppress
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl
import xlsxwriter

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
        """Let go of the files in which its rows are kept; XlsxWriter does so only where a workbook is closed whole."""
        for sheet in self._book.worksheets():
            if sheet.row_data_fh is not None:
                with suppress(OSError):
                    sheet.row_data_fh.close()


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

"""Result tables that grow batch by batch: CSV, JSON lines, Parquet or a workbook, in a temporary folder until all are whole."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import TYPE_CHECKING, Any, Protocol

import polars as pl

from humi.errors import UsageError
from humi.population.slots import APPLICANTS

if TYPE_CHECKING:
    from openpyxl import Workbook

MAIN = APPLICANTS
"""The table that has the name of the output itself."""
MOST_ROWS = 1_048_575
"""Of a sheet, below its headings."""
WIDEST, NARROWEST, LOOKED_AT = 60, 8, 200


class Table(Protocol):
    """One table in the making."""

    def put(self, frame: pl.DataFrame) -> None:
        """Add rows."""

    def close(self) -> None:
        """No more rows come."""


class Csv:
    """With a byte order mark, which spreadsheet programs need to see that it is UTF-8."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("wb")
        self._first = True

    def put(self, frame: pl.DataFrame) -> None:
        frame.with_columns(pl.col(pl.List(pl.String)).list.join("; ")).write_csv(
            self._file, include_bom=self._first, include_header=self._first
        )
        self._first = False

    def close(self) -> None:
        self._file.close()


class JsonLines:
    """An object a line."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("wb")

    def put(self, frame: pl.DataFrame) -> None:
        frame.write_ndjson(self._file)

    def close(self) -> None:
        self._file.close()


class Parquet:
    """A row group for each batch."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._writer: Any = None

    def put(self, frame: pl.DataFrame) -> None:
        from pyarrow.parquet import ParquetWriter

        table = frame.to_arrow()
        if self._writer is None:
            self._writer = ParquetWriter(self._path, table.schema, compression="zstd")
        self._writer.write_table(table.cast(self._writer.schema))

    def close(self) -> None:
        if self._writer is not None:
            self._writer.close()


class Sheet:
    """A sheet with its headings fixed and a filter on each column."""

    def __init__(self, workbook: Workbook, title: str) -> None:
        self._sheet = workbook.create_sheet(_short(title))
        self._rows, self._begun = 0, False

    def put(self, frame: pl.DataFrame) -> None:
        if not self._begun:
            self._begin(frame)
        if self._rows + frame.height > MOST_ROWS:
            raise UsageError.of("C470", None, limit=str(MOST_ROWS))
        for row in frame.iter_rows():
            self._sheet.append([_plain(cell) for cell in row])
        self._rows += frame.height
        self._sheet.auto_filter.ref = f"A1:{_letters(frame.width)}{self._rows + 1}"

    def _begin(self, frame: pl.DataFrame) -> None:
        self._begun = True
        self._sheet.freeze_panes = "B2"
        for at, name in enumerate(frame.columns, 1):
            longest = max([_width(name), *(_width(_plain(cell)) for cell in frame[name].head(LOOKED_AT))])
            self._sheet.column_dimensions[_letters(at)].width = min(WIDEST, max(NARROWEST, longest + 2))
        self._sheet.append(frame.columns)

    def close(self) -> None:
        """It is saved with its workbook."""


ENDINGS: Mapping[str, Callable[[Path], Table] | None] = {".csv": Csv, ".jsonl": JsonLines, ".parquet": Parquet, ".xlsx": None}
"""By the ending of the file; a workbook holds all tables."""
FOR_PEOPLE = (".csv", ".xlsx")


class Output:
    """The tables of one run, in a context. `save` puts them where they belong: nothing is there before.

    The table `applicants` becomes `path`; any other stands beside it, with its name after a hyphen, or in a workbook as a
    sheet. Raises UsageError where the ending names no format, or the folder is none.
    """

    def __init__(self, path: Path) -> None:
        if path.suffix.lower() not in ENDINGS:
            raise UsageError.of("C471", None, found=str(path), allowed=", ".join(ENDINGS))
        self.path = Path(os.path.realpath(path))
        self._make = ENDINGS[path.suffix.lower()]
        self._tables: dict[str, Table] = {}
        self._workbook: Workbook | None = None

    def __enter__(self) -> Output:
        try:
            self._folder = TemporaryDirectory(prefix=f".{self.path.name}.", dir=self.path.parent)
        except OSError as error:
            raise _cannot(self.path, error) from error
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        try:
            for table in self._tables.values():
                table.close()
        finally:
            self._folder.cleanup()

    def put(self, name: str, frame: pl.DataFrame, title: str) -> None:
        """Rows of a table; `title` is what a sheet is called. Raises UsageError where they cannot be written."""
        try:
            if name not in self._tables:
                self._tables[name] = self._begun(name, title)
            self._tables[name].put(frame)
        except OSError as error:
            raise _cannot(self.path, error) from error

    def _begun(self, name: str, title: str) -> Table:
        if self._make is not None:
            return self._make(Path(self._folder.name) / self._target(name).name)
        if self._workbook is None:
            from openpyxl import Workbook

            self._workbook = Workbook(write_only=True)
        return Sheet(self._workbook, title)

    def _target(self, name: str) -> Path:
        return self.path if name == MAIN else self.path.with_stem(f"{self.path.stem}-{name.replace('/', '-')}")

    def save(self) -> list[Path]:
        """Put all tables where they belong; their paths, the main one first. Raises UsageError where that cannot be done."""
        try:
            for table in self._tables.values():
                table.close()
            if self._workbook is not None:
                self._workbook.save(Path(self._folder.name) / self.path.name)
            names = [MAIN] if self._workbook is not None else sorted(self._tables, key=lambda name: (name != MAIN, name))
            for name in reversed(names):
                half = Path(self._folder.name) / self._target(name).name
                half.chmod(0o644)
                half.replace(self._target(name))
            self._tables = {}
            return [self._target(name) for name in names]
        except OSError as error:
            raise _cannot(self.path, error) from error


def _cannot(path: Path, error: OSError) -> UsageError:
    return UsageError.of("C421", None, found=str(path), reason=error.strerror or str(error))


def _plain(cell: Any) -> Any:
    """A cell of a sheet. What begins like a formula is a text all the same, and no control character may stand in one."""
    if isinstance(cell, list):
        return "; ".join(map(str, cell))
    if isinstance(cell, str):
        from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

        return ILLEGAL_CHARACTERS_RE.sub("", cell)
    return cell


def _short(title: str) -> str:
    """As spreadsheet programs allow them; two alike are told apart by a number."""
    return "".join(" " if character in "[]:*?/\\" else character for character in title)[:31]


def _letters(number: int) -> str:
    from openpyxl.utils import get_column_letter

    return str(get_column_letter(number))


def _width(cell: Any) -> int:
    """How wide a cell is shown; a Chinese character takes two."""
    return sum(1 if ord(character) < 0x1100 else 2 for character in str(cell)) if cell is not None else 0

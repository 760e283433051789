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
    from humi.sheets.workbook import Workbook

MAIN = APPLICANTS
"""The table that has the name of the output itself."""


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


ENDINGS: Mapping[str, Callable[[Path], Table] | None] = {".csv": Csv, ".jsonl": JsonLines, ".parquet": Parquet, ".xlsx": None}
"""By the ending of the file; a workbook holds all tables."""
FOR_PEOPLE = (".csv", ".xlsx")


class Output:
    """The tables of one run, in a context. `save` puts them where they belong: nothing is there before.

    The table `applicants` becomes `path`; any other stands beside it, with its name after a hyphen, or in a workbook as a
    sheet. A workbook may have a sheet `front` before all tables, which is written last. Raises UsageError where the ending
    names no format, or the folder is none.
    """

    def __init__(self, path: Path, front: str = "") -> None:
        if path.suffix.lower() not in ENDINGS:
            raise UsageError.of("C471", None, found=str(path), allowed=", ".join(ENDINGS))
        self.path = Path(os.path.realpath(path))
        self._make = ENDINGS[path.suffix.lower()]
        self._tables: dict[str, Table] = {}
        self._workbook: Workbook | None = None
        self._front = front

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
            if self._workbook is not None:
                self._workbook.discard()
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
            return self._make(Path(self._folder.name) / self.target(name).name)
        from humi.sheets.workbook import Sheet, Workbook

        if self._workbook is None:
            self._workbook = Workbook(Path(self._folder.name) / self.path.name)
            self._front_sheet = self._workbook.sheet(self._front) if self._front else None
        return Sheet(self._workbook, title)

    def put_front(self, write: Callable[[Workbook, Any], None]) -> None:
        """Write the first sheet of a workbook, now that all is known; other formats have none."""
        if self._workbook is not None:
            write(self._workbook, self._front_sheet)

    def target(self, name: str) -> Path:
        """Where a table will stand."""
        return self.path if name == MAIN else self.path.with_stem(f"{self.path.stem}-{name.replace('/', '-')}")

    def save(self) -> list[Path]:
        """Put all tables where they belong; their paths, the main one first. Raises UsageError where that cannot be done."""
        try:
            for table in self._tables.values():
                table.close()
            if self._workbook is not None:
                self._workbook.close()
            names = [MAIN] if self._workbook is not None else sorted(self._tables, key=lambda name: (name != MAIN, name))
            for name in reversed(names):
                half = Path(self._folder.name) / self.target(name).name
                half.chmod(0o644)
                half.replace(self.target(name))
            self._tables = {}
            return [self.target(name) for name in names]
        except OSError as error:
            raise _cannot(self.path, error) from error


def _cannot(path: Path, error: OSError) -> UsageError:
    return UsageError.of("C421", None, found=str(path), reason=error.strerror or str(error))

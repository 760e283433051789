"""The sheets of a workbook (.xlsx) as tables, opened only after its size is known."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

from humi.dossier.cells import Formula
from humi.dossier.tables import Grid, Row, Tables, nearest_section, section_of, sections
from humi.errors import InputError
from humi.reading.files import read_bytes
from humi.reading.limits import REGISTRY_LIMITS, TABLE_LIMITS, Limits, TableLimits
from humi.reading.problems import Place, Problems

_CHUNK = 1 << 20
_OVERLAP = 100
_RANGES_SHOWN = 5
_FORMULA = re.compile(rb"<(?:\w+:)?f[ />]")
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell ref="([A-Z0-9:]{2,40})"')
_DECLARES = re.compile(rb"<!DOCTYPE|<!ENTITY|\x00")


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet; `merged` are its ranges of merged cells, of which only the first has a value."""

    name: str
    file: str
    rows: Iterator[Row]
    merged: tuple[str, ...] = ()

    def tell_merged(self, problems: Problems) -> None:
        """Warn of merged cells: what is not in the first of them is not given, and nothing is filled in by guess."""
        if self.merged:
            shown = [*self.merged[:_RANGES_SHOWN], *(["…"] if len(self.merged) > _RANGES_SHOWN else [])]
            problems.add("R615", Place(self.file, 0, 0), found=", ".join(shown), number=len(self.merged))


@dataclass(slots=True)
class _Looked:
    """What is known of a workbook before it is opened: whether there are formulas, and the merged ranges of each part."""

    formulas: bool = False
    merged: dict[str, dict[str, None]] = field(default_factory=dict)


def take_workbook(path: Path, tables: Tables) -> None:
    """Add every sheet that is a table of a registry; what is wrong is added to the problems of `tables`."""
    problems = tables.problems
    data = read_bytes(path, problems, REGISTRY_LIMITS)
    if data is None:
        return
    # openpyxl warns of what it does not keep when it writes, and raises nearly anything on a broken file.
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            looked = _look(data, str(path), problems, tables.limits)
            if looked is not None:
                _take_sheets(data, str(path), tables, looked)
        except Exception as error:  # noqa: BLE001
            reason = "not a zip file" if isinstance(error, BadZipFile) else f"{type(error).__name__}: {error}"
            problems.add("R613", Place(str(path), 0, 0), reason=reason)


def read_sheet(path: Path, name: str, problems: Problems, limits: Limits, table: TableLimits) -> Grid | None:
    """The rows of one sheet: the one of that name, or the only one that there is; None after a reported problem."""
    data = read_bytes(path, problems, limits)
    if data is None:
        return None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            looked = _look(data, str(path), problems, table)
            return None if looked is None else _one_sheet(data, str(path), name, problems, table, looked)
        except Exception as error:  # noqa: BLE001
            reason = "not a zip file" if isinstance(error, BadZipFile) else f"{type(error).__name__}: {error}"
            problems.add("R613", Place(str(path), 0, 0), reason=reason)
            return None


def _one_sheet(data: bytes, path: str, name: str, problems: Problems, limits: TableLimits, looked: _Looked) -> Grid | None:
    with _opened(data) as book:
        names = [sheet.title for sheet in book.worksheets]
        chosen = name or (names[0] if len(names) == 1 else "")
        if chosen not in names:
            problems.add("L132", Place(path, 0, 0), found=name, allowed=", ".join(names))
            return None
        sheet, file = book[chosen], f"{path}[{chosen}]"
        _sheet(sheet, path, looked).tell_merged(problems)
        rows = list(islice(_rows(sheet), limits.rows + 2))
        if looked.formulas:
            with _opened(data, formulas=True) as written:
                for row, column, text in _unstored(sheet, written[chosen]):
                    problems.add("R620", Place(file, row, column), found=text)
        return Grid(file, iter(rows))


def sheets_of(path: Path, limits: TableLimits = TABLE_LIMITS) -> Iterator[Sheet]:
    """Every sheet, the rows of which are read as they are asked for. Raises InputError for a broken workbook."""
    problems = Problems()
    data = read_bytes(path, problems, REGISTRY_LIMITS)
    if data is not None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            try:
                looked = _look(data, str(path), problems, limits)
                if looked is not None:
                    yield from _sheets(data, str(path), looked)
            except InputError:
                raise
            except Exception as error:  # noqa: BLE001
                reason = "not a zip file" if isinstance(error, BadZipFile) else f"{type(error).__name__}: {error}"
                problems.add("R613", Place(str(path), 0, 0), reason=reason)
    problems.raise_if_errors(InputError)


def _sheets(data: bytes, path: str, looked: _Looked) -> Iterator[Sheet]:
    with _opened(data) as book, _formulas(data, looked) as written:
        for sheet in book.worksheets:
            yield _sheet(sheet, path, looked, written[sheet.title] if written else None)


def _sheet(sheet: Any, path: str, looked: _Looked, written: Any = None) -> Sheet:
    # openpyxl keeps to itself which part of the workbook a sheet is.
    merged = tuple(looked.merged.get(sheet._worksheet_path.lstrip("/"), ()))
    return Sheet(sheet.title, f"{path}[{sheet.title}]", _rows(sheet, written), merged)


@contextmanager
def _opened(data: bytes, formulas: bool = False) -> Iterator[Any]:
    """A workbook with the values of its formulas, or with their texts."""
    from openpyxl import load_workbook

    book = load_workbook(BytesIO(data), read_only=True, data_only=not formulas, keep_links=False)
    try:
        yield book
    finally:
        book.close()


def _formulas(data: bytes, looked: _Looked) -> AbstractContextManager[Any]:
    """The workbook with the texts of its formulas, if there are any."""
    return _opened(data, formulas=True) if looked.formulas else nullcontext()


def _look(data: bytes, file: str, problems: Problems, limits: TableLimits) -> _Looked | None:
    """What there is to know before a workbook is opened; None and a problem if it is not to be opened."""
    whole, looked = Place(file, 0, 0), _Looked()
    with ZipFile(BytesIO(data)) as archive:
        parts = archive.infolist()
        size = sum(part.file_size for part in parts)
        if size > limits.unpacked or len(parts) > limits.parts:
            problems.add("R614", whole, found=size, limit=limits.unpacked)
            return None
        for part in parts:
            if not part.filename.endswith((".xml", ".rels")):
                continue
            for piece in _pieces(archive, part.filename):
                if _DECLARES.search(piece):
                    problems.add("R613", whole, reason=f"{part.filename}: DOCTYPE")
                    return None
                if part.filename.startswith("xl/worksheets/"):
                    looked.formulas = looked.formulas or _FORMULA.search(piece) is not None
                    ranges = (found.decode() for found in _MERGED.findall(piece))
                    looked.merged.setdefault(part.filename, {}).update(dict.fromkeys(ranges))
    return looked


def _pieces(archive: ZipFile, name: str) -> Iterator[bytes]:
    """A part of a workbook piece by piece; neighbours overlap, so that no short pattern is cut in two."""
    tail = b""
    with archive.open(name) as stream:
        while chunk := stream.read(_CHUNK):
            yield tail + chunk
            tail = chunk[-_OVERLAP:]


def _take_sheets(data: bytes, path: str, tables: Tables, looked: _Looked) -> None:
    found = 0
    for sheet in _sheets(data, path, looked):
        section = section_of(sheet.name, tables.vocabulary)
        if not section:
            suggestion = nearest_section(sheet.name, tables.vocabulary)
            tables.problems.add("R618", Place(sheet.file, 0, 0), found=sheet.name, suggestion=suggestion)
            continue
        found += 1
        sheet.tell_merged(tables.problems)
        if tables.is_first(section, sheet.file):
            tables.take(sheet.name.strip(), section, Grid(sheet.file, sheet.rows))
    if not found:
        tables.problems.add("R619", Place(path, 0, 0), allowed=", ".join(sections()))


def _rows(sheet: Any, written: Any = None) -> Iterator[Row]:
    """The rows, each at least as long as the headings: a row ends with its last cell that is not blank. A formula of which no
    value is stored is what the sheet `written` has."""
    sheet.reset_dimensions()
    unstored: dict[int, dict[int, str]] = {}
    if written is not None:
        for row, column, text in _unstored(sheet, written):
            unstored.setdefault(row, {})[column] = text
    width = 0
    for row, cells in enumerate(sheet.iter_rows(values_only=True), 1):
        values: list[object] = [_plain(cell) for cell in cells]
        for column, text in unstored.get(row, {}).items():
            values[column - 1] = Formula(text)
        if not width and any(value is not None for value in values):
            width = len(values)
        yield row, [*values, *[None] * (width - len(values))]


def _plain(cell: object) -> object:
    """A cell as text, integer, Decimal, boolean or None."""
    if cell is None or isinstance(cell, str | bool | int):
        return cell
    if isinstance(cell, float):
        # Spreadsheets know 15 digits of a number and write 17: more would be noise of their binary fractions.
        return int(cell) if cell.is_integer() and abs(cell) < 1e15 else Decimal(f"{cell:.15g}")
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ")
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def _unstored(sheet: Any, written: Any) -> Iterator[tuple[int, int, str]]:
    """The row, column and text of formulas of which no value is stored, as programs leave them that write workbooks but do not
    calculate."""
    written.reset_dimensions()
    for row, (cells, formulas) in enumerate(zip(sheet.iter_rows(), written.iter_rows(), strict=False), 1):
        for column, (cell, formula) in enumerate(zip(cells, formulas, strict=False), 1):
            # A formula that gives an empty text has a value: nothing.
            if formula.data_type == "f" and cell.value is None and cell.data_type != "str":
                yield row, column, str(getattr(formula.value, "text", formula.value))

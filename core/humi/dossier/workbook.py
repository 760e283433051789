"""The sheets of a workbook (.xlsx) as tables, opened only after its size is known."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

from humi.dossier.tables import Grid, Row, Tables, nearest_section, section_of, sections
from humi.errors import InputError
from humi.reading.files import read_bytes
from humi.reading.limits import REGISTRY_LIMITS, TABLE_LIMITS, Limits, TableLimits
from humi.reading.problems import Place, Problems

_CHUNK = 1 << 20
_OVERLAP = 100
_FORMULA = re.compile(rb"<(?:\w+:)?f[ />]")
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell ref="([A-Z0-9:]{2,40})"')
_DECLARES = re.compile(rb"<!DOCTYPE|<!ENTITY|\x00")


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
            has_formulas = _look(data, str(path), problems, tables.limits)
            if has_formulas is not None:
                _take_sheets(data, str(path), tables, has_formulas)
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
            has_formulas = _look(data, str(path), problems, table)
            return None if has_formulas is None else _one_sheet(data, str(path), name, problems, table, has_formulas)
        except Exception as error:  # noqa: BLE001
            reason = "not a zip file" if isinstance(error, BadZipFile) else f"{type(error).__name__}: {error}"
            problems.add("R613", Place(str(path), 0, 0), reason=reason)
            return None


def _one_sheet(data: bytes, path: str, name: str, problems: Problems, limits: TableLimits, has_formulas: bool) -> Grid | None:
    from openpyxl import load_workbook

    book = load_workbook(BytesIO(data), read_only=True, data_only=True, keep_links=False)
    try:
        names = [sheet.title for sheet in book.worksheets]
        chosen = name or (names[0] if len(names) == 1 else "")
        if chosen not in names:
            problems.add("L132", Place(path, 0, 0), found=name, allowed=", ".join(names))
            return None
        sheet, file = book[chosen], f"{path}[{chosen}]"
        sheet.reset_dimensions()
        rows = list(islice(_rows(sheet), limits.rows + 2))
        if has_formulas:
            _check_formulas(data, [(file, sheet)], problems, limits)
        return Grid(file, iter(rows))
    finally:
        book.close()


def sheets_of(path: Path, limits: TableLimits = TABLE_LIMITS) -> Iterator[tuple[str, Iterator[Row]]]:
    """Every sheet by its name with its rows, which are read as they are asked for. Raises InputError for a broken workbook."""
    problems = Problems()
    data = read_bytes(path, problems, REGISTRY_LIMITS)
    if data is not None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            try:
                yield from _sheets(data, str(path), problems, limits)
            except InputError:
                raise
            except Exception as error:  # noqa: BLE001
                reason = "not a zip file" if isinstance(error, BadZipFile) else f"{type(error).__name__}: {error}"
                problems.add("R613", Place(str(path), 0, 0), reason=reason)
    problems.raise_if_errors(InputError)


def _sheets(data: bytes, path: str, problems: Problems, limits: TableLimits) -> Iterator[tuple[str, Iterator[Row]]]:
    from openpyxl import load_workbook

    has_formulas = _look(data, path, problems, limits)
    if has_formulas is None:
        return
    book = load_workbook(BytesIO(data), read_only=True, data_only=True, keep_links=False)
    try:
        if has_formulas:
            _check_formulas(data, [(f"{path}[{sheet.title}]", sheet) for sheet in book.worksheets], problems, limits)
            problems.raise_if_errors(InputError)
        for sheet in book.worksheets:
            sheet.reset_dimensions()
            yield sheet.title, _rows(sheet)
    finally:
        book.close()


def _look(data: bytes, file: str, problems: Problems, limits: TableLimits) -> bool | None:
    """Whether any sheet has formulas; None and a problem if the workbook is not to be opened."""
    whole, formulas = Place(file, 0, 0), False
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
                    formulas = formulas or _FORMULA.search(piece) is not None
                    if merged := _MERGED.search(piece):
                        problems.add("R615", whole, found=merged[1].decode())
    return formulas


def _pieces(archive: ZipFile, name: str) -> Iterator[bytes]:
    """A part of a workbook piece by piece; neighbours overlap, so that no short pattern is cut in two."""
    tail = b""
    with archive.open(name) as stream:
        while chunk := stream.read(_CHUNK):
            yield tail + chunk
            tail = chunk[-_OVERLAP:]


def _take_sheets(data: bytes, path: str, tables: Tables, has_formulas: bool) -> None:
    from openpyxl import load_workbook

    book = load_workbook(BytesIO(data), read_only=True, data_only=True, keep_links=False)
    try:
        found = 0
        for sheet in book.worksheets:
            section, file = section_of(sheet.title, tables.vocabulary), f"{path}[{sheet.title}]"
            if not section:
                suggestion = nearest_section(sheet.title, tables.vocabulary)
                tables.problems.add("R618", Place(file, 0, 0), found=sheet.title, suggestion=suggestion)
                continue
            found += 1
            if tables.is_first(section, file):
                sheet.reset_dimensions()
                tables.take(sheet.title.strip(), section, Grid(file, _rows(sheet)))
        if not found:
            tables.problems.add("R619", Place(path, 0, 0), allowed=", ".join(sections()))
        if has_formulas:
            taken = [sheet for sheet in book.worksheets if section_of(sheet.title, tables.vocabulary)]
            _check_formulas(data, [(f"{path}[{sheet.title}]", sheet) for sheet in taken], tables.problems, tables.limits)
    finally:
        book.close()


def _rows(sheet: Any) -> Iterator[Row]:
    """The rows, each at least as long as the headings: a row ends with its last cell that is not blank."""
    width = 0
    for row, cells in enumerate(sheet.iter_rows(values_only=True), 1):
        values: Sequence[object] = [_plain(cell) for cell in cells]
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


def _check_formulas(data: bytes, sheets: Iterable[tuple[str, Any]], problems: Problems, limits: TableLimits) -> None:
    """Report formulas of which no value is stored, as programs leave them that write workbooks but do not calculate."""
    from openpyxl import load_workbook

    book = load_workbook(BytesIO(data), read_only=True, keep_links=False)
    try:
        for file, sheet in sheets:
            formulas = book[sheet.title]
            formulas.reset_dimensions()
            both = zip(sheet.iter_rows(), formulas.iter_rows(), strict=False)
            for row, (cells, written) in enumerate(islice(both, limits.rows), 1):
                for column, (cell, formula) in enumerate(zip(cells, written, strict=False), 1):
                    # A formula that gives an empty text has a value: nothing.
                    if formula.data_type == "f" and cell.value is None and cell.data_type != "str":
                        problems.add("R620", Place(file, row, column))
    finally:
        book.close()

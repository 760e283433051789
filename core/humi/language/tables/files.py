"""The rows of a table that stand in a `.csv` or `.xlsx` beside the pack: as if they were written in it, each with its place.

The file is somebody's: it must lie in the pack's folder and be no link, and its size is bounded.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import islice
from pathlib import Path

from humi.dossier.csv_table import read_csv
from humi.dossier.tables import Grid
from humi.dossier.workbook import read_sheet
from humi.language.tables.reader import MOST_COLUMNS, MOST_ROWS
from humi.reading.limits import Limits, TableLimits
from humi.reading.located import Located, Mapping, Scalar
from humi.reading.located import Sequence as LocatedSequence
from humi.reading.problems import Place, Problems
from humi.values.text import normalise

LIMITS = Limits(bytes=4 * 1024 * 1024)
TABLE_LIMITS = TableLimits(rows=MOST_ROWS, columns=MOST_COLUMNS, unpacked=32 * 1024 * 1024, parts=1_000)
NUMBERING = ("#", "序号", "no", "no.")
"""Headings of a column that only counts rows."""


Rows = tuple[list[Scalar], LocatedSequence]
"""The headings, and the rows as mappings from heading to cell."""


def read_rows(file: Scalar, sheet: Scalar | None, folder: Path, problems: Problems) -> Rows | None:
    """The rows of a file; None after a reported problem."""
    path = _beside(file, folder, problems)
    if path is None:
        return None
    if path.suffix.lower() == ".csv":
        if sheet is not None:
            problems.add("L126", sheet.place, found=sheet.text)
        grid = read_csv(path, problems, LIMITS)
    else:
        grid = _sheet(path, "" if sheet is None else sheet.text, problems)
    return None if grid is None else _rows(grid, problems)


def _sheet(path: Path, name: str, problems: Problems) -> Grid | None:
    """The rows of a sheet. A merged cell is no warning here: the rows below it would hit whatever their column is."""
    own = Problems()
    grid = read_sheet(path, name, own, LIMITS, TABLE_LIMITS)
    for problem in own:
        if problem.code == "R615":
            problems.add("L133", problem.place, found=problem.details["found"])
        else:
            problems.extend([problem])
    return grid


def _beside(file: Scalar, folder: Path, problems: Problems) -> Path | None:
    """The file, if it lies in the folder: nothing but its name leads to it."""
    path = folder / file.text
    if path.suffix.lower() not in (".csv", ".xlsx"):
        problems.add("L127", file.place, found=file.text, allowed=".csv, .xlsx")
        return None
    try:
        inside = path.resolve().is_relative_to(folder.resolve())
    except (OSError, ValueError):
        inside = False
    if not inside or any(part.is_symlink() for part in (path, *_above(path, folder))):
        problems.add("L128", file.place, found=file.text)
        return None
    if not path.exists():
        problems.add("L129", file.place, found=file.text)
        return None
    return path


def _above(path: Path, folder: Path) -> Iterator[Path]:
    for parent in path.parents:
        if parent == folder:
            return
        yield parent


def _rows(grid: Grid, problems: Problems) -> Rows | None:
    headings: list[tuple[int, Scalar]] | None = None
    found: list[Located] = []
    for number, cells in islice(grid.rows, MOST_ROWS + 2):
        if all(_blank(cell) for cell in cells):
            continue
        if headings is None:
            headings = _headings(grid.file, number, cells, problems)
            continue
        if len(found) == MOST_ROWS:
            problems.add("L130", Place(grid.file, number, 1), limit=str(MOST_ROWS))
            return None
        found.append(_row(grid.file, number, cells, headings, problems))
    return [heading for _, heading in headings or ()], LocatedSequence(tuple(found), Place(grid.file, 1, 1))


def _headings(file: str, number: int, cells: Sequence[object], problems: Problems) -> list[tuple[int, Scalar]]:
    named = []
    if len(cells) > MOST_COLUMNS:
        problems.add("L130", Place(file, number, MOST_COLUMNS + 1), limit=str(MOST_COLUMNS))
    for column, cell in enumerate(cells[:MOST_COLUMNS], 1):
        text, place = normalise(_text(cell)), Place(file, number, column)
        if text and text.casefold() not in NUMBERING:
            named.append((column, Scalar(text, text, place, True)))
    return named


def _row(
    file: str, number: int, cells: Sequence[object], headings: list[tuple[int, Scalar]], problems: Problems
) -> Mapping:
    entries: list[tuple[Scalar, Located]] = []
    for column, heading in headings:
        cell = cells[column - 1] if column <= len(cells) else None
        if not _blank(cell):
            quoted = isinstance(cell, str)
            entries.append((heading, Scalar(_value(cell), _text(cell), Place(file, number, column), quoted)))
    last = max((column for column, _ in headings), default=0)
    for column, cell in enumerate(cells[last:], last + 1):
        if not _blank(cell):
            problems.add("L131", Place(file, number, column), found=_text(cell))
    return Mapping(tuple(entries), Place(file, number, 1))


def _blank(cell: object) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())


def _value(cell: object) -> str | int | bool | Decimal | None:
    return cell if isinstance(cell, str | int | bool | Decimal) else str(cell)


def _text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return format(cell, "f") if isinstance(cell, Decimal) else str(cell)

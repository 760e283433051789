"""Rows set aside beside a workbook: in workbooks too, every cell a text, so that opening and saving one changes nothing."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from humi.population.aside import HEAD
from humi.population.population import PopulationReader
from humi.population.slots import FILE
from humi.population.storing import telling_full
from humi.reading.limits import REGISTRY_LIMITS, TABLE_LIMITS
from humi.sheets.stale import drop_stale

if TYPE_CHECKING:
    from humi.sheets.files import Screened

WORKBOOK = ".xlsx"
WRAPPED = {FILE: 30, **dict.fromkeys(HEAD[4:], 50)}
"""Columns of long texts, which are broken into lines, and how wide they are."""
ROOM = REGISTRY_LIMITS.bytes
"""So many bytes of a sheet are surely read again, however little they can be compressed."""
MARKUP = 64
"""Bytes around a cell."""
CHANGED = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]|_x[0-9A-Fa-f]{4}_")
"""What does not come out of a workbook as it was put in."""


def set_aside(reader: PopulationReader, run: Screened, folder: Path, results: Iterable[Path]) -> None:
    """Save the rows that a reader set aside in a folder, in place of those of an earlier run, and tell `run` of them. Where one
    of the results is a workbook they are workbooks, and what no sheet can hold as it is stands in CSV beside them; else CSV.
    Raises InputError where that cannot be done."""
    if reader.aside.counts:
        as_workbooks = WORKBOOK in (result.suffix.lower() for result in results)
        run.put_aside = _workbooks(reader, folder) if as_workbooks else reader.save_aside(folder)
        run.mended_in = folder
        drop_stale(folder, run.put_aside)


def _workbooks(reader: PopulationReader, folder: Path) -> list[Path]:
    with telling_full(folder), TemporaryDirectory(prefix=f".{folder.name}.", dir=folder.parent) as temporary:
        texts, made = Path(temporary) / "texts", Path(temporary) / "made"
        for table in reader.save_aside(texts):
            _divide(table, made, table.relative_to(texts))
        return list(_moved(made, folder))


def _divide(table: Path, made: Path, name: Path) -> None:
    """Write a table as a workbook, or as a part in one and a part in CSV, which stand in a folder of the table's name."""
    is_part = name.parent != Path()
    part = name if is_part else Path(name.stem) / "1.csv"
    book, rest = (made / part.with_suffix(ending) for ending in (WORKBOOK, ".csv"))
    book.parent.mkdir(parents=True, exist_ok=True)
    try:
        _write(table, book, rest, part.parent.name)
    except csv.Error:  # a cell longer than any that is read
        book.unlink(missing_ok=True)
        table.replace(rest)
    if not is_part and not (book.exists() and rest.exists()):
        only = book if book.exists() else rest
        only.replace(made / name.with_suffix(only.suffix))
        book.parent.rmdir()


def _write(table: Path, book: Path, rest: Path, title: str) -> None:
    from humi.sheets.workbook import MOST_ROWS, TextSheet

    with ExitStack() as opened:
        rows = csv.reader(opened.enter_context(table.open(encoding="utf-8-sig", newline="")))
        headings, texts, sheet = next(rows), None, None
        room = ROOM
        for row in rows:
            room -= sum(len(cell.encode()) + MARKUP for cell in row if cell)
            if _fits(row, headings) and room >= 0 and (sheet is None or sheet.rows < MOST_ROWS):
                if sheet is None:
                    sheet = opened.enter_context(TextSheet(book, title, headings, WRAPPED))
                sheet.put(row)
            else:
                if texts is None:
                    texts = csv.writer(opened.enter_context(rest.open("w", encoding="utf-8-sig", newline="")))
                    texts.writerow(headings)
                texts.writerow(row)


def _fits(row: Sequence[str], headings: Sequence[str]) -> bool:
    """Whether a row is the same when it is read from a sheet, in which no row has too few cells."""
    from humi.sheets.workbook import MOST_CHARACTERS

    is_whole = len(row) == len(headings) <= TABLE_LIMITS.columns
    return is_whole and not any(len(cell) > MOST_CHARACTERS or CHANGED.search(cell) for cell in row)


def _moved(made: Path, folder: Path) -> Iterator[Path]:
    for path in sorted(one for one in made.rglob("*") if one.is_file()):
        target = folder / path.relative_to(made)
        target.parent.mkdir(parents=True, exist_ok=True)
        yield path.replace(target)

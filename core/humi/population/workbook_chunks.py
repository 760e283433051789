"""A sheet of a workbook, copied piece by piece into files that are quick to read, since workbooks are slow and read twice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import polars as pl

from humi.dossier.tables import Row, is_blank
from humi.errors import InputError
from humi.population.chunks import CHUNK_ROWS, Chunk, to_frame
from humi.reading.limits import TABLE_LIMITS
from humi.reading.problems import Place


@dataclass(frozen=True)
class SheetPart:
    """One sheet; `copied` are its pieces. `names` are as many as its widest row has cells."""

    file: str
    names: tuple[str, ...]
    copied: tuple[Path, ...]

    def headings(self) -> list[str]:
        if not self.names:
            raise InputError.of("R606", Place(self.file, 0, 0))
        return list(self.names)

    def chunks(self) -> Iterator[Chunk]:
        for path in self.copied:
            frame = pl.read_parquet(path, memory_map=False)
            beyond = range(frame.width - 1, len(self.names))
            yield Chunk(frame.with_columns(pl.lit(None, pl.String).alias(f"c{index}") for index in beyond))


def copy_sheet(file: str, rows: Iterator[Row], folder: Path) -> SheetPart:
    """Copy the rows of a sheet into a folder. Raises InputError for one that is wider than any table."""
    folder.mkdir(parents=True, exist_ok=True)
    written = filter(lambda row: row[1], (_trimmed(file, row) for row in rows))
    _, first = next(written, (0, []))
    names = ["" if cell is None else str(cell) for cell in first]
    copied = []
    while found := list(islice(written, CHUNK_ROWS)):
        width = max(len(names), *(len(cells) for _, cells in found))
        frame = to_frame([row for row, _ in found], [[*cells, *[None] * (width - len(cells))] for _, cells in found], width)
        path = folder / f"{len(list(folder.iterdir()))}.parquet"
        frame.write_parquet(path, compression="lz4")
        copied.append(path)
        names += [""] * (width - len(names))
    return SheetPart(file, tuple(names), tuple(copied))


def _trimmed(file: str, row: Row) -> tuple[int, list[object]]:
    """A row up to its last cell that is not blank."""
    number, given = row
    cells = [None if is_blank(cell) else cell for cell in given]
    while cells and cells[-1] is None:
        cells.pop()
    if len(cells) > TABLE_LIMITS.columns:
        raise InputError.of("R608", Place(file, number, TABLE_LIMITS.columns + 1), limit=str(TABLE_LIMITS.columns))
    return number, cells

"""A sheet of a workbook, copied piece by piece into files that are quick to read, since workbooks are slow and read twice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import polars as pl

from humi.dossier.tables import Row, is_blank
from humi.errors import InputError
from humi.population.chunks import CHUNK_ROWS, Chunk, Ragged, to_frame
from humi.reading.problems import Place, Problem


@dataclass(frozen=True)
class SheetPart:
    """One sheet; `copied` are its pieces."""

    file: str
    names: tuple[str, ...]
    copied: tuple[tuple[Path, tuple[Ragged, ...]], ...]

    def headings(self) -> list[str]:
        if not self.names:
            raise InputError.of("R606", Place(self.file, 0, 0))
        return list(self.names)

    def chunks(self) -> Iterator[Chunk]:
        for path, ragged in self.copied:
            yield Chunk(pl.read_parquet(path, memory_map=False), list(ragged))


def copy_sheet(file: str, rows: Iterator[Row], folder: Path) -> SheetPart:
    """Copy the rows of a sheet into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    written = (row for row in rows if not all(map(is_blank, row[1])))
    _, first = next(written, (0, ()))
    names = ["" if cell is None else str(cell) for cell in first]
    while names and not names[-1].strip():
        names.pop()
    copied = []
    while found := list(islice(written, CHUNK_ROWS)):
        chunk = _chunk(file, found, len(names))
        path = folder / f"{len(list(folder.iterdir()))}.parquet"
        chunk.frame.write_parquet(path, compression="lz4")
        copied.append((path, tuple(chunk.ragged)))
    return SheetPart(file, tuple(names), tuple(copied))


def _chunk(file: str, rows: list[Row], width: int) -> Chunk:
    ragged, whole = [], []
    for row, cells in rows:
        beyond = next((index for index in range(width, len(cells)) if not is_blank(cells[index])), None)
        if beyond is None:
            whole.append((row, [None if is_blank(cell) else cell for cell in cells[:width]]))
            continue
        problem = Problem("R609", Place(file, row, beyond + 1), {"found": str(cells[beyond])})
        ragged.append(Ragged(row, "\t".join("" if cell is None else str(cell) for cell in cells), problem))
    return Chunk(to_frame([row for row, _ in whole], [cells for _, cells in whole], width), ragged)

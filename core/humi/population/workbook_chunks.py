"""A sheet of a workbook piece by piece, its cells as the reader of registries has them."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from humi.dossier.tables import Row, is_blank
from humi.dossier.workbook import sheet_rows
from humi.errors import InputError
from humi.population.chunks import CHUNK_ROWS, Chunk, Ragged, to_frame
from humi.reading.problems import Place, Problem


@dataclass(frozen=True)
class SheetPart:
    """One sheet."""

    path: Path
    sheet: str

    @property
    def file(self) -> str:
        return f"{self.path}[{self.sheet}]"

    def headings(self) -> list[str]:
        first = next(self._rows(), None)
        if first is None:
            raise InputError.of("R606", Place(self.file, 0, 0))
        cells = ["" if cell is None else str(cell) for cell in first[1]]
        while cells and not cells[-1].strip():
            cells.pop()
        return cells

    def chunks(self) -> Iterator[Chunk]:
        width = len(self.headings())
        rows = self._rows()
        next(rows)
        found: list[Row] = []
        for row in rows:
            found.append(row)
            if len(found) == CHUNK_ROWS:
                yield self._chunk(found, width)
                found = []
        if found:
            yield self._chunk(found, width)

    def _chunk(self, rows: list[Row], width: int) -> Chunk:
        ragged, whole = [], []
        for row, cells in rows:
            beyond = next((index for index in range(width, len(cells)) if not is_blank(cells[index])), None)
            if beyond is None:
                whole.append((row, [None if is_blank(cell) else cell for cell in cells[:width]]))
                continue
            problem = Problem("R609", Place(self.file, row, beyond + 1), {"found": str(cells[beyond])})
            ragged.append(Ragged(row, "\t".join("" if cell is None else str(cell) for cell in cells), problem))
        return Chunk(to_frame([row for row, _ in whole], [cells for _, cells in whole], width), ragged)

    def _rows(self) -> Iterator[Row]:
        """The rows that are not blank, the headings first."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            for row, cells in sheet_rows(self.path, self.sheet):
                if not all(map(is_blank, cells)):
                    yield row, cells

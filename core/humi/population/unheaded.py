"""Columns of a population without a heading, see `dossier.notes`: their cells are counted, rows of nothing else left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import polars as pl

from humi.dossier.notes import ROWS_SHOWN, told
from humi.population.chunks import Chunk
from humi.reading.problems import Problem
from humi.values.text import normalise


class Unheaded:
    """The cells under no heading of one file, sheet or database table."""

    def __init__(self, file: str, headings: Sequence[str]) -> None:
        self.file = file
        self._headed = [index for index, text in enumerate(headings) if normalise(text)]
        bare = sorted(set(range(len(headings))) - set(self._headed))
        self._found: dict[int, tuple[int, list[int]]] = {index: (0, []) for index in bare}

    def without_notes(self, chunk: Chunk) -> Chunk:
        """Count what stands under no heading. Rows that hold nothing else are left out."""
        for index, (number, rows) in self._found.items():
            written = chunk.frame.filter(pl.col(f"c{index}").is_not_null())["row"]
            self._found[index] = number + len(written), [*rows, *written.head(ROWS_SHOWN).to_list()][:ROWS_SHOWN]
        if not self._found:
            return chunk
        blank = pl.all_horizontal(pl.col(f"c{index}").is_null() for index in self._headed)
        return replace(chunk, frame=chunk.frame.filter(~blank))

    def problems(self) -> list[Problem]:
        """Each column that has cells."""
        return [told(self.file, 1, index, number, rows) for index, (number, rows) in self._found.items() if number]

"""Columns without a heading: notes that a clerk keeps beside a table. They are told once, and passed over.

Nothing says what they mean, so no fact is taken from them; what they may state is not given, which is never a no. A row of a
text file with more cells than its headings is another thing: there a stray comma has moved values, and the row is set aside.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import polars as pl

from humi.population.chunks import Chunk
from humi.reading.problems import Place, Problem
from humi.values.text import normalise

_ROWS_SHOWN = 3


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
            self._found[index] = number + len(written), [*rows, *written.head(_ROWS_SHOWN).to_list()][:_ROWS_SHOWN]
        if not self._found:
            return chunk
        blank = pl.all_horizontal(pl.col(f"c{index}").is_null() for index in self._headed)
        return replace(chunk, frame=chunk.frame.filter(~blank))

    def problems(self) -> list[Problem]:
        """Each column that has cells: its letter, how many, and the first rows."""
        found = []
        for index, (number, rows) in self._found.items():
            if number:
                shown = ", ".join(map(str, rows)) + (", …" if number > len(rows) else "")
                details = {"found": _letters(index + 1), "number": str(number), "rows": shown}
                found.append(Problem("R669", Place(self.file, 1, index + 1), details))
        return found


def _letters(column: int) -> str:
    """A column, counted from 1, as spreadsheets name it: A, ..., Z, AA."""
    before, last = divmod(column - 1, 26)
    return (_letters(before) if before else "") + chr(ord("A") + last)

"""Notes beside a table: cells under no heading, told once for each column and passed over.

Nothing says what they mean, so no fact is taken from them; what they may state is not given, which is never a no. A row of a
text file with more cells than its headings is another thing: there a stray separator may have moved any value.
"""

from __future__ import annotations

from collections.abc import Sequence

from humi.reading.problems import Place, Problem

ROWS_SHOWN = 3


def told(file: str, top: int, index: int, number: int, rows: Sequence[int]) -> Problem:
    """R669: a column without a heading, by its letter, with how many cells and the first of their rows."""
    shown = ", ".join(map(str, rows[:ROWS_SHOWN])) + (", …" if number > ROWS_SHOWN else "")
    return Problem("R669", Place(file, top, index + 1), {"found": _letters(index + 1), "number": str(number), "rows": shown})


def _letters(column: int) -> str:
    """A column, counted from 1, as spreadsheets name it: A, ..., Z, AA."""
    before, last = divmod(column - 1, 26)
    return (_letters(before) if before else "") + chr(ord("A") + last)

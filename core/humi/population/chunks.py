"""A chunk: some rows of a table as they were found, with their places, and the rows that are none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Protocol

import polars as pl

from humi.dossier.cells import Formula
from humi.reading.problems import Problem

CHUNK_ROWS = 100_000
MARK = "\0"
"""Begins a cell that is no text; no cell of a text file can hold it."""


@dataclass(frozen=True, slots=True)
class Ragged:
    """A row that does not fit the headings, or could not be cut into cells: its text as it stands, its cells if it has any, and
    why."""

    row: int
    text: str
    problem: Problem
    cells: tuple[str, ...] = ()


@dataclass(slots=True)
class Chunk:
    """`frame` has the row numbers first, then the cells, named `c0`, `c1`, ... in the order of the headings.

    Cells are of a type of their own (whole numbers, days, truth values), or texts. A text may stand for a value that is
    none, see `packed`.
    """

    frame: pl.DataFrame
    ragged: list[Ragged] = field(default_factory=list)


class Part(Protocol):
    """One file, sheet or database table."""

    @property
    def file(self) -> str:
        """How it is named in problems."""

    def headings(self) -> list[str]:
        """Its headings. Raises InputError where it cannot be read at all."""

    def chunks(self) -> Iterator[Chunk]:
        """Its rows, piece by piece. Raises InputError where it cannot be read on."""


def packed(cell: object) -> str | None:
    """A cell as text: itself, or a value that is no text behind a mark."""
    match cell:
        case None:
            return None
        case Formula():
            return f"{MARK}f{cell}"
        case str():
            return f"{MARK}s{cell}" if cell.startswith(MARK) else cell
        case bool():
            return f"{MARK}b{int(cell)}"
        case int():
            return f"{MARK}i{cell}"
        case Decimal():
            return f"{MARK}d{cell}"
        case float():
            return packed(of_float(cell))
    import json

    return f"{MARK}j{json.dumps(cell, ensure_ascii=False, default=str)}"


def unpacked(text: str | None) -> Any:
    """The cell that a text stands for."""
    if text is None or not text.startswith(MARK):
        return text
    kind, rest = text[1], text[2:]
    match kind:
        case "b":
            return rest == "1"
        case "i":
            return int(rest)
        case "d":
            return Decimal(rest)
        case "f":
            return Formula(rest)
        case "j":
            import json

            return _frozen(json.loads(rest, parse_float=Decimal))
    return rest


class _Object(dict[str, Any]):
    """An object of JSON that can be looked up among those read before."""

    def __hash__(self) -> int:  # type: ignore[override]
        return hash(tuple(self.items()))


def _frozen(value: Any) -> Any:
    if isinstance(value, dict):
        return _Object((name, _frozen(item)) for name, item in value.items())
    return tuple(map(_frozen, value)) if isinstance(value, list) else value


def of_float(number: float) -> object:
    """A binary fraction as the decimal that it is the nearest one of; nothing is rounded away."""
    if number != number or number in (float("inf"), float("-inf")):
        return str(number)
    return int(number) if number.is_integer() and abs(number) < 2**53 else Decimal(repr(number))


def shown_cell(text: str | None) -> str:
    """A cell as a person wrote it, for the file of rows set aside: what it means must be read from it again."""
    return _shown(unpacked(text))


def _shown(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return str(value).lower()
        case ():
            return "none"
        case tuple():
            return "; ".join(map(_shown, value))
        case dict() if len(value) == 1:  # a member of a list that has no name of its own
            ((name, text),) = value.items()
            return f"{name}: {_shown(text)}"
        case dict():
            import json

            return json.dumps(value, ensure_ascii=False, default=str)
    return str(value)


def to_frame(rows: Sequence[int], cells: Sequence[Sequence[object]], width: int) -> pl.DataFrame:
    """The frame of rows of Python values. A column of whole numbers alone stays one."""
    columns: list[pl.Series] = [pl.Series("row", rows, dtype=pl.Int64)]
    for index in range(width):
        values = [row[index] for row in cells]
        kinds = set(map(type, values)) - {type(None)}
        if kinds == {int} and all(abs(value) < 2**62 for value in values if isinstance(value, int)):
            columns.append(pl.Series(f"c{index}", values, dtype=pl.Int64))
        else:
            columns.append(pl.Series(f"c{index}", [packed(value) for value in values], dtype=pl.String))
    return pl.DataFrame(columns)

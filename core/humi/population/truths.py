"""Truth values of databases that have no type for them: SQLite and MySQL keep them as 0 and 1.

They are read as such only where nothing but 0 and 1 stands in a column of a database and the fact is one of yes or
no: with a 2 in it 1 may as well be a code. In a file somebody has typed them, so that nothing tells whether 1 is yes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl

from humi.population.arrow_chunks import ParquetPart
from humi.population.chunks import MARK, Chunk, Part
from humi.population.columns import Layout

_WHOLE, _TRUTH = f"{MARK}i", f"{MARK}b"
_YES_OR_NO = ("boolean", "event")


@dataclass(frozen=True)
class DatabasePart(ParquetPart):
    """A table copied from a database; `truths` are the places of the columns in which 0 is no and 1 is yes."""

    truths: tuple[int, ...] = ()

    def chunks(self) -> Iterator[Chunk]:
        for chunk in super().chunks():
            digits = (pl.col(f"c{index}").cast(pl.String).str.strip_prefix(_WHOLE) for index in self.truths)
            yield Chunk(chunk.frame.with_columns((_TRUTH + digit).name.keep() for digit in digits), chunk.ragged)


def with_truths(part: Part, layout: Layout) -> Part:
    """The part, read with what its columns mean."""
    if not isinstance(part, DatabasePart):
        return part
    asked = [group.columns[0] for group in layout.groups if group.fact.type in _YES_OR_NO and group.parts == ("",)]
    if asked:
        for chunk in part.chunks():
            asked = [index for index in asked if _has_bits_only(chunk.frame[f"c{index}"])]
    return DatabasePart(part.path, part.name, tuple(asked))


def _has_bits_only(cells: pl.Series) -> bool:
    if cells.dtype not in (pl.Int64, pl.String):
        return False
    digits = cells.drop_nulls().cast(pl.String).str.strip_prefix(_WHOLE)
    return bool(digits.is_in(["0", "1"]).all())

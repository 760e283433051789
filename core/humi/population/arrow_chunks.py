"""Parquet files piece by piece: columns of types of their own. A database table is copied into one before it is read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl
from pyarrow import ArrowException
from pyarrow.parquet import ParquetFile
from pyarrow.types import is_struct

from humi.errors import InputError
from humi.population.chunks import CHUNK_ROWS, Chunk, of_float, packed
from humi.reading.problems import Place

_FAILURES: tuple[type[Exception], ...] = (OSError, pl.exceptions.PolarsError, ArrowException)


@dataclass(frozen=True)
class ParquetPart:
    """A Parquet file; rows are numbered from 1. `name` is shown instead of the path where it is not the user's own file."""

    path: Path
    name: str = ""

    @property
    def file(self) -> str:
        return self.name or str(self.path)

    def headings(self) -> list[str]:
        names = [name for name, _ in _flat(self._open().schema_arrow)]
        if not names:
            raise InputError.of("R606", Place(self.file, 0, 0))
        return names

    def chunks(self) -> Iterator[Chunk]:
        first = 1
        try:
            for batch in self._open().iter_batches(batch_size=CHUNK_ROWS):
                table = pl.DataFrame(pl.from_arrow(batch))
                while structs := [name for name, dtype in table.schema.items() if isinstance(dtype, pl.Struct)]:
                    for name in structs:
                        table = _unnested(table, name)
                cells = [to_cells(table[name]).alias(f"c{index}") for index, name in enumerate(table.columns)]
                rows = pl.int_range(first, first + table.height, eager=True, dtype=pl.Int64).alias("row")
                first += table.height
                frame = pl.DataFrame([rows, *cells])
                yield Chunk(frame.filter(~pl.all_horizontal(pl.exclude("row").is_null())))
        except _FAILURES as error:
            raise self._unreadable(error) from None

    def _open(self) -> Any:
        try:
            return ParquetFile(self.path)
        except FileNotFoundError:
            raise InputError.of("Y001", Place(self.file, 0, 0)) from None
        except _FAILURES as error:
            raise self._unreadable(error) from None

    def _unreadable(self, error: Exception) -> InputError:
        return InputError.of("R657", Place(self.file, 0, 0), reason=str(error).partition("\n")[0])


def _flat(schema: Any, within: str = "") -> Iterator[tuple[str, Any]]:
    """The columns of a schema, those of a struct under names with dots, in the order that `_unnested` gives."""
    for field in schema:
        if is_struct(field.type):
            yield from _flat(field.type, f"{within}{field.name}.")
        else:
            yield f"{within}{field.name}", field.type


def _unnested(table: pl.DataFrame, name: str) -> pl.DataFrame:
    inner = table[name].struct.unnest()
    inner = inner.rename({part: f"{name}.{part}" for part in inner.columns})
    at = table.columns.index(name)
    columns = table.get_columns()
    return pl.DataFrame([*columns[:at], *inner.get_columns(), *columns[at + 1 :]])


def to_cells(values: pl.Series) -> pl.Series:
    """A column as whole numbers, days or texts."""
    kind = values.dtype
    if kind == pl.String:
        return pl.select(pl.when(values != "").then(values)).to_series()
    if kind in (pl.Int64, pl.Date):
        return values
    if kind.is_integer() and kind not in (pl.UInt64, pl.Int128, pl.UInt128):
        return values.cast(pl.Int64)
    if kind in (pl.Categorical, pl.Enum):
        return values.cast(pl.String)
    if kind == pl.Binary:  # as other programs keep texts; what is no UTF-8 is refused
        return to_cells(values.cast(pl.String))
    if kind == pl.Null:
        return values.cast(pl.String)
    if kind == pl.Datetime and (values.dt.truncate("1d") == values).all():
        return values.cast(pl.Date)
    if kind == pl.Datetime:
        return values.dt.to_string("%Y-%m-%d %H:%M:%S%.f")
    return _each(values)


def _each(values: pl.Series) -> pl.Series:
    """A column of any other type, value by value."""
    if isinstance(values.dtype, pl.List | pl.Array):
        return pl.Series([packed(None if value is None else list(value)) for value in values.to_list()], dtype=pl.String)
    found = values.unique()
    cells = [packed(of_float(value) if isinstance(value, float) else _plain(value)) for value in found.to_list()]
    meaning = {"value": found, "cell": pl.Series(cells, dtype=pl.String)}
    joined = pl.DataFrame({"value": values}).join(
        pl.DataFrame(meaning), on="value", how="left", nulls_equal=True, maintain_order="left"
    )
    return joined["cell"]


def _plain(value: object) -> object:
    from decimal import Decimal

    return value if value is None or isinstance(value, str | bool | int | Decimal) else str(value)

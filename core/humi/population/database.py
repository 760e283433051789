"""A database: its tables are copied into Parquet files first, so that one that goes away leaves nothing half read."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

import polars as pl

from humi.errors import InputError
from humi.population.chunks import CHUNK_ROWS, to_frame
from humi.population.truths import DatabasePart
from humi.reading.problems import Place

if TYPE_CHECKING:
    import pyarrow as pa

FILES = {".duckdb": "duckdb", ".ddb": "duckdb", ".sqlite": "sqlite", ".sqlite3": "sqlite", ".db": "sqlite"}
SCHEMES = ("duckdb", "sqlite", "postgresql", "postgres")


@dataclass(frozen=True)
class Database:
    """Where a database is, and the one table asked for; `name` is shown, and holds no password."""

    kind: str
    address: str
    table: str
    name: str

    @classmethod
    def of(cls, text: str) -> Database | None:
        """The database of `postgresql://host/name?table=t`, `sqlite:file?table=t` or a file; None where it is none."""
        scheme, colon, rest = text.partition(":")
        if not colon or scheme not in SCHEMES:
            kind = FILES.get(Path(text).suffix.lower())
            return cls(kind, text, "", text) if kind else None
        if scheme in ("duckdb", "sqlite"):
            path, _, query = rest.partition("?")
            path = path.removeprefix("//")
            return cls(scheme, path, dict(parse_qsl(query)).get("table", ""), path)
        url = urlsplit(text)
        query_parts = dict(parse_qsl(url.query))
        table = query_parts.pop("table", "")
        host = url.netloc.rpartition("@")[2]
        address = urlunsplit((scheme, url.netloc, url.path, urlencode(query_parts), ""))
        return cls("postgresql", address, table, f"postgresql://{host}{url.path}")

    def tables(self) -> list[str]:
        """The names of its tables and views."""
        with self._failing(""):
            if self.kind == "sqlite":
                with closing(self._sqlite()) as connection:
                    found = connection.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view') ORDER BY name")
                    return [name for (name,) in found]
            with closing(self._connection()) as connection:
                cursor = connection.cursor()
                cursor.execute(
                    "SELECT table_name FROM information_schema.tables"
                    " WHERE table_schema NOT IN ('pg_catalog', 'information_schema') ORDER BY table_name"
                )
                return [name for (name,) in cursor.fetchall()]

    def copy(self, table: str, folder: Path) -> DatabasePart:
        """A table as a Parquet file in a folder. Raises InputError where the database fails at any time."""
        import pyarrow.parquet as pq

        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"{len(list(folder.iterdir()))}.parquet"
        writer = None
        with self._failing(table):
            try:
                for batch in self._batches(table):
                    writer = writer or pq.ParquetWriter(path, batch.schema, compression="lz4")
                    writer.write_table(batch)
            finally:
                if writer is not None:
                    writer.close()
        return DatabasePart(path, f"{self.name}[{table}]")

    def _batches(self, table: str) -> Iterator[pa.Table]:
        import pyarrow as pa

        query = f"SELECT * FROM {_quoted(table)}"  # noqa: S608 -- quoted, and the user's own database
        if self.kind == "sqlite":
            yield from self._sqlite_batches(query)
            return
        with closing(self._connection()) as connection:
            if self.kind == "duckdb":
                reader = connection.sql(query).to_arrow_reader(CHUNK_ROWS)
            else:
                cursor = connection.cursor()
                cursor.execute(query)
                reader = cursor.fetch_record_batch()
            yield _readable(pa.table({field.name: pa.array([], field.type) for field in reader.schema}, schema=reader.schema))
            for batch in reader:
                yield _readable(pa.Table.from_batches([batch]))

    def _sqlite_batches(self, query: str) -> Iterator[pa.Table]:
        """SQLite knows no types of columns: cells are packed as those of a workbook."""
        with closing(self._sqlite()) as connection:
            cursor = connection.execute(query)
            names = [column[0] for column in cursor.description]
            first = True
            while (rows := cursor.fetchmany(CHUNK_ROWS)) or first:
                first = False
                frame = to_frame(range(len(rows)), rows, len(names)).drop("row").cast(pl.String)
                yield frame.rename({f"c{index}": name for index, name in enumerate(names)}).to_arrow()

    def _sqlite(self) -> Any:
        import sqlite3

        return sqlite3.connect(f"{Path(self.address).absolute().as_uri()}?mode=ro", uri=True)

    def _connection(self) -> Any:
        if self.kind == "duckdb":
            import duckdb

            return duckdb.connect(self.address, read_only=True)
        from adbc_driver_postgresql import dbapi

        return dbapi.connect(self.address)

    def _failing(self, table: str) -> _Failing:
        return _Failing(f"{self.name}[{table}]" if table else self.name)


@dataclass(frozen=True)
class _Failing:
    """Says what a database says, as a problem."""

    name: str

    def __enter__(self) -> None:
        pass

    def __exit__(self, _: object, error: BaseException | None, __: object) -> None:
        if isinstance(error, ModuleNotFoundError):
            raise InputError.of("R666", Place(self.name, 0, 0), found=str(error.name)) from None
        if isinstance(error, Exception) and not isinstance(error, InputError):
            reason = str(error).strip().partition("\n")[0] or type(error).__name__
            raise InputError.of("R658", Place(self.name, 0, 0), reason=reason) from error


def _quoted(table: str) -> str:
    return ".".join('"' + part.replace('"', '""') + '"' for part in table.split("."))


def _readable(table: pa.Table) -> pa.Table:
    """Types that only a database has, numbers of any size among them, as the texts that they are handed out as."""
    import pyarrow as pa

    fields = []
    for field in table.schema:
        kind = field.type
        fields.append(field.with_type(kind.storage_type if isinstance(kind, pa.BaseExtensionType) else kind))
    return pa.table(
        [_storage(column) for column in table.columns], schema=pa.schema([pa.field(f.name, f.type) for f in fields])
    )


def _storage(column: pa.ChunkedArray) -> pa.ChunkedArray:
    import pyarrow as pa

    if not isinstance(column.type, pa.BaseExtensionType):
        return column
    return pa.chunked_array([chunk.storage for chunk in column.chunks], column.type.storage_type)

"""A screen as text: the SQL that a database, which Humi need not reach, runs over tables of slots."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from hashlib import sha256
from importlib import import_module
from typing import TYPE_CHECKING, Any

from humi.dossier.facts import RELATIONS
from humi.dossier.vocabulary import Vocabulary
from humi.engines.screen.population import Population, slots_of
from humi.policy.pack import Pack
from humi.population.slots import APPLICANTS, DETERMINATIONS, KEY, PLACE
from humi.screening.screen import Screen
from humi.values.frozen import Frozen

if TYPE_CHECKING:
    import ibis.expr.types as ir

DIALECTS = {"duckdb": "DuckDBCompiler", "postgres": "PostgresCompiler", "spark": "PySparkCompiler"}
"""Those whose answers are held to the judge's, with the compilers of Ibis, which need no driver."""
LONGEST_NAME = {"postgres": 63}
"""In bytes; of a longer name PostgreSQL would drop the end, which tells causes from outcomes."""
DECIDED = {KEY: "string", "path": "string", "about": "string", "mask": "int64", "first": "int64", "last": "int64"}


class Statement(Frozen):
    """A statement: of a sheet (`region`, `name`), with the columns that it reads of each table (of texts or not), and with the
    names that are shortened in it; or, where `region` is empty, one that makes the lookup table `name`, before it is read."""

    region: str
    name: str
    sql: str
    reads: Mapping[str, Mapping[str, bool]]
    shortened: Mapping[str, str]


def statements(pack: Pack, asked: int, dialect: str) -> Iterator[Statement]:
    """A region's screen on a day, in one of DIALECTS: a query for each sheet. Raises Untranslatable."""
    import ibis.expr.operations as ops

    made: dict[Any, Any] = {}
    for name, table in Screen(pack, declared(pack.vocabulary), asked).tables().items():
        for memory in table.op().find(ops.InMemoryTable):
            if memory not in made:
                made[memory] = ops.UnboundTable(f"humi_{pack.region}_{len(made) + 1}", memory.schema)
                yield Statement("", made[memory].name, _lookup(memory, made[memory].name, dialect), {}, {})
        query = table.op().replace(made).to_expr() if made else table
        shortened = _shortened(table.columns, dialect)
        query = query.rename({short: long for long, short in shortened.items()}) if shortened else query
        yield Statement(pack.region, name, _sql(query, dialect), _reads(table), shortened)


def declared(vocabulary: Vocabulary) -> Population:
    """The tables of a population that is elsewhere: every column that a slot may have."""
    import ibis

    tables = {}
    for name in (APPLICANTS, *RELATIONS):
        slots = {slot: "string" if unknown is None else "int64" for slot, unknown in slots_of(name, vocabulary).items()}
        place = {} if name == APPLICANTS else {PLACE: "int64"}
        tables[name] = ibis.table({KEY: "string", **place, **slots}, name=name)
    return Population({**tables, DETERMINATIONS: ibis.table(DECIDED, name=DETERMINATIONS)}, vocabulary)


def _sql(query: ir.Table, dialect: str) -> str:
    compilers = import_module("ibis.backends.sql.compilers")
    compiler = getattr(compilers, DIALECTS[dialect])()
    return compiler.to_sqlglot(query).sql(dialect=compiler.dialect, pretty=True)  # type: ignore[no-any-return]


def _lookup(memory: Any, name: str, dialect: str) -> str:
    """A table of pairs of days, made by the statement itself."""
    rows = memory.data.to_pyarrow(memory.schema).to_pylist()
    looked_at, looked_up = memory.schema.names
    if dialect == "spark":  # has no temporary tables, and takes a minute to read so many rows; days follow each other
        found = ",".join(str(row[looked_up]) for row in rows)
        days = f"CAST(pos AS BIGINT) + {rows[0][looked_at]} AS {looked_at}, CAST(col AS BIGINT) AS {looked_up}"
        return f"CREATE TEMPORARY VIEW {name} AS SELECT {days} FROM (SELECT POSEXPLODE(SPLIT('{found}', ',')))"  # noqa: S608
    values = ",\n".join(f"({row[looked_at]}, {row[looked_up]})" for row in rows)
    rows_of_it = f"(VALUES\n{values}) AS looked({looked_at}, {looked_up})"
    return f"CREATE TEMPORARY TABLE {name} AS SELECT * FROM {rows_of_it}"  # noqa: S608 -- nothing but whole numbers


def _reads(table: ir.Table) -> dict[str, dict[str, bool]]:
    """The columns that a query needs of each table, and whether they hold texts; a key may be of any type."""
    import ibis.expr.operations as ops

    found: dict[str, dict[str, bool]] = {}
    for field in table.op().find(ops.Field):
        of = field.rel
        while isinstance(of, ops.Filter):
            of = of.parent
        if isinstance(of, ops.UnboundTable):
            found.setdefault(of.name, {})[field.name] = field.dtype.is_string() and field.name != KEY
    return {name: dict(sorted(columns.items())) for name, columns in sorted(found.items())}


def _shortened(names: tuple[str, ...], dialect: str) -> dict[str, str]:
    """The names that are too long for a dialect, each with one that is not: its beginning and a mark of the whole."""
    longest = LONGEST_NAME.get(dialect)
    long = [name for name in names if longest is not None and len(name.encode()) > longest]
    return {name: f"{name[: (longest or 0) - 9]}~{sha256(name.encode()).hexdigest()[:8]}" for name in long}

"""The SQL that `humi screen --sql` prints runs on a database's own tables of slots, and says what the judge says."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import lru_cache
from pathlib import Path
from random import Random
from typing import Any

import pytest

from humi.cli.screen import command
from humi.dossier.dossier import Dossier
from humi.policy.pack import Pack
from humi.screening.sql import DIALECTS, statements
from tests.engines.agreement import pack_of
from tests.engines.regions import REGIONS, by_day
from tests.engines.screened import differences, judged, ran, stored, whole_tables
from tests.house.packs import pack_in
from tests.strategies import Filler, a_dossier, a_policy

Run = Callable[[str], Any]
ASKED = date(2025, 7, 1).toordinal()


def in_duckdb(tables: dict[str, Any]) -> Run:
    import duckdb

    connection = duckdb.connect()
    for name, table in tables.items():
        connection.register("given", table)
        connection.execute(f"CREATE TABLE {name} AS SELECT * FROM given")
    return lambda sql: connection.execute(sql).fetchall()


def in_postgres(tables: dict[str, Any], request: pytest.FixtureRequest) -> Run:
    import ibis
    import psycopg

    address = request.getfixturevalue("postgres")
    connection = ibis.connect(address)
    stored(connection)(tables)
    connection.disconnect()
    plain = psycopg.connect(address, autocommit=True)
    request.addfinalizer(plain.close)

    def run(sql: str) -> Any:
        cursor = plain.execute(sql)
        return cursor.fetchall() if cursor.description else None

    return run


def running(dialect: str, tables: dict[str, Any], request: pytest.FixtureRequest) -> Run:
    return in_duckdb(tables) if dialect == "duckdb" else in_postgres(tables, request)


@pytest.mark.parametrize("dialect", ["duckdb", "postgres"])
@pytest.mark.parametrize("folder", REGIONS, ids=lambda one: one.name)
def test_printed_sql_of_a_region_says_what_the_judge_says(folder: Path, dialect: str, request: pytest.FixtureRequest) -> None:
    pack = pack_in(folder)
    asked, dossiers = max(by_day(folder).items(), key=lambda one: len(one[1]))
    run = running(dialect, whole_tables(dossiers, pack.vocabulary), request)
    assert not differences(ran(pack, asked, dialect, run), judged(pack, dossiers, asked))


@lru_cache
def looked_up() -> tuple[Pack, list[Dossier]]:
    """A generated pack that moves days of one record by days of another, which takes a table to look them up in."""
    for seed in range(32, 1000):
        random = Random(seed)
        policy = a_policy(random, 3)
        pack, fill = pack_of(policy), Filler(random, policy)
        dossiers = [Dossier.from_dict(a_dossier(random, policy, fill), pack.vocabulary) for _ in range(10)]
        if not all(statement.region for statement in statements(pack, ASKED, "duckdb")):
            return pack, dossiers
    raise AssertionError("no pack of a thousand looks up a day")


@pytest.mark.parametrize("dialect", ["duckdb", "postgres"])
def test_days_are_looked_up_in_tables_that_the_sql_makes(dialect: str, request: pytest.FixtureRequest) -> None:
    pack, dossiers = looked_up()
    run = running(dialect, whole_tables(dossiers, pack.vocabulary), request)
    assert not differences(ran(pack, ASKED, dialect, run), judged(pack, dossiers, ASKED))


def test_names_fit_into_postgres() -> None:
    name = {"zh": "名称", "en": "name"}
    criterion = {"unit.staff": {"at_least": 10}, "source": "p1"}
    rule = {"for": "unit", "name": name, "criteria": {"of_a_name_that_is_long": criterion}}
    region = {"humi": 1, "region": {"id": "testland", "name": name}, "edition": {"version": "1.0.0"}}
    pack = pack_of({**region, "designations": {"a_designation_of_long_name": rule}})
    (statement,) = statements(pack, ASKED, "postgres")
    long = "designations/a_designation_of_long_name/criteria/of_a_name_that_is_long"
    assert list(statement.shortened) == [long, f"{long}?"]
    short = set(statement.shortened.values())
    assert len(short) == 2
    assert all(len(one) == 63 and f'AS "{one}"' in statement.sql for one in short)


def test_the_command_offers_every_dialect() -> None:
    (option,) = [one for one in command.params if one.name == "dialect"]
    assert list(option.type.choices) == list(DIALECTS)  # type: ignore[attr-defined]

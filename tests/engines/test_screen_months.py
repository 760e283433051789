"""A day some months later is, on every engine, the day that the dates of the dossier know."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from humi.engines.screen.months import months_later
from humi.values.dates import FIRST_DAY, LAST_DAY, add_months
from tests.engines.screened import stored

DAYS = [
    *range(FIRST_DAY, FIRST_DAY + 800),  # no day before the first
    *range(36_400, 36_900),  # the year 100, which is no leap year
    *range(145_900, 146_600),  # the year 400, which is one
    *range(730_000, 731_600),
    *range(LAST_DAY - 800, LAST_DAY + 1),  # none after the last
]
MONTHS = (0, 1, -1, 11, 12, -12, 13, 18, -18, 25, -37, 1_200, 130_000, -130_000)


@pytest.fixture(params=["polars", "duckdb", "postgres"])
def connection(request: pytest.FixtureRequest) -> Iterator[Any]:
    import ibis

    if request.param != "postgres":
        yield getattr(ibis, request.param).connect()
        return
    connected = ibis.connect(request.getfixturevalue("postgres"))
    yield connected
    connected.disconnect()


def table_of(connection: Any, days: list[int]) -> Any:
    import ibis
    import pyarrow as pa

    table = pa.table({"day": pa.array(days, pa.int64())})
    return stored(connection)({"days": table})["days"] if connection.name == "postgres" else ibis.memtable(table)


def test_months_later_is_the_day_that_dates_know(connection: Any) -> None:
    table = table_of(connection, DAYS)
    for months in MONTHS:
        found = connection.to_pyarrow(months_later(table, "later", table.day, months)).to_pydict()
        assert found["later"] == [add_months(day, months) for day in found["day"]]


def test_what_is_beyond_any_calendar_stops_no_engine(connection: Any) -> None:
    table = table_of(connection, [-(2**62), 2**62])
    found = connection.to_pyarrow(months_later(table, "later", table.day, 6)).to_pydict()
    assert all(FIRST_DAY <= day <= LAST_DAY for day in found["later"])

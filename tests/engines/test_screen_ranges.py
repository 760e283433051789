"""Files are screened a range of keys at a time, with the answers of the whole; numbers that no fact can have are told."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest

from humi.dossier.dossier import Dossier
from humi.engines.screen.population import Population, encoded
from humi.errors import DossierError
from humi.policy.pack import Pack
from humi.screening.ranges import screen_ranges
from humi.screening.screen import INVALID, Screen
from tests.engines.agreement import pack_of
from tests.engines.screened import engines
from tests.strategies import Filler, a_dossier, a_policy

ASKED = date(2025, 7, 1).toordinal()


def generated(seed: int, count: int) -> tuple[Pack, list[Dossier]]:
    random = Random(seed)
    policy = a_policy(random, 3)
    pack, fill = pack_of(policy), Filler(random, policy)
    return pack, [Dossier.from_dict(a_dossier(random, policy, fill), pack.vocabulary) for _ in range(count)]


def sorted_rows(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(rows, key=lambda row: (row["key"], row.get("place", 0)))


def test_ranges_of_keys_give_the_answers_of_the_whole(tmp_path: Path) -> None:
    import ibis
    import pyarrow.parquet as pq

    pack, dossiers = generated(5, 40)
    for name, table in encoded(dossiers, pack.vocabulary).items():
        (tmp_path / "in" / name).mkdir(parents=True)
        pq.write_table(table, tmp_path / "in" / name / "0.parquet")
    progress = list(screen_ranges([pack], tmp_path / "in", ASKED, tmp_path / "out", rows=15))
    assert [(one.part, one.parts, one.applicants) for one in progress] == [(1, 3, 15), (2, 3, 30), (3, 3, 40)]
    for name, table in Screen(pack, Population.of(dossiers, pack.vocabulary), ASKED).tables().items():
        parts = sorted((tmp_path / "out" / pack.region / name).glob("*.parquet"))
        assert len(parts) == 3
        written = [row for part in parts for row in pq.read_table(part).to_pylist()]
        assert sorted_rows(written) == sorted_rows(ibis.polars.connect().to_pyarrow(table).to_pylist())


def test_applicants_that_are_not_sorted_are_refused(tmp_path: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    (tmp_path / "applicants").mkdir()
    pq.write_table(pa.table({"key": [3, 1, 2, 4]}), tmp_path / "applicants" / "0.parquet")
    with pytest.raises(DossierError, match="not sorted by key") as caught:
        list(screen_ranges([pack_of(STAFFED)], tmp_path, ASKED, tmp_path / "out", rows=2))
    assert "没有按 key 排序" in caught.value.render("zh")


def test_floating_point_is_refused() -> None:
    import ibis
    import pyarrow as pa

    table = ibis.memtable(pa.table({"key": [1], "unit.staff#0": [0.5]}))
    with pytest.raises(DossierError, match="holds float64"):
        Population({"applicants": table}, pack_of(STAFFED).vocabulary)


NAME = {"zh": "名称", "en": "name"}
STAFFED: dict[str, Any] = {
    "humi": 1,
    "region": {"id": "testland", "name": NAME},
    "edition": {"version": "1.0.0"},
    "designations": {
        "d": {
            "for": "unit",
            "name": NAME,
            "criteria": {
                "staff": {"unit.staff": {"at_least": 10}, "source": "p1"},
                "paid": {"sum": "claims", "of": "amount", "at_least": "100 yuan", "source": "p1"},
            },
        }
    },
}


@pytest.mark.parametrize("engine", engines())
@pytest.mark.parametrize(
    ("staff", "amount", "invalid"),
    [(10, 10_000, False), (0, 0, False), (-1, 10_000, True), (10_000_001, 10_000, True), (10, -1, True)],
)
def test_a_number_that_no_fact_can_have_is_told(staff: int, amount: int, invalid: bool, engine: Any) -> None:
    import ibis
    import pyarrow as pa

    pack = pack_of(STAFFED)
    tables = {
        "applicants": {"key": [7], "unit.staff#0": [staff], "unit.staff#1": [staff]},
        "claims": {
            "key": [7],
            "place": [0],
            "claim.region#0": ["testland"],
            "claim.amount#0": [amount],
            "claim.amount#1": [amount],
        },
    }
    population = Population({name: ibis.memtable(pa.table(columns)) for name, columns in tables.items()}, pack.vocabulary)
    (row,) = engine().to_pyarrow(Screen(pack, population, ASKED).tables()["applicants"]).to_pylist()
    assert row[INVALID] is invalid


def test_without_causes_outcomes_are_the_same(tmp_path: Path) -> None:
    import ibis

    pack, dossiers = generated(5, 40)
    screen, polars = Screen(pack, Population.of(dossiers, pack.vocabulary), ASKED), ibis.polars.connect()
    told = {name: polars.to_pyarrow(table).to_pydict() for name, table in screen.tables().items()}
    for name, table in screen.tables(causes=False).items():
        plain = polars.to_pyarrow(table).to_pydict()
        assert list(plain) == [column for column in told[name] if "?" not in column]
        assert all(plain[column] == told[name][column] for column in plain)

"""Files to files: candidates and the ends of their keys are those of the judge, whatever the batches."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

import polars as pl
import pytest

from humi.decision import Outcome
from humi.dossier.dossier import Dossier
from humi.policy.pack import Designation, Ordering, Pack
from humi.policy.places import Places
from humi.population.population import PopulationReader
from humi.road.designations import judge_designation
from humi.road.hearing import Hearing
from humi.sheets.selecting import select_files
from tests.house.documents import ROOT
from tests.house.packs import pack_in

DAY = date(2026, 7, 15)
LISTS = ("units", "bases", "stations", "points", "titles", "claims", "cases", "acts")


@pytest.fixture(scope="module")
def yunhai() -> Pack:
    return pack_in(ROOT / "examples" / "yunhai")


def designation(pack: Pack, name: str) -> Designation:
    return next(rule for rule in pack.designations if rule.id == name)


def applicants(random: Random, number: int) -> Iterator[dict[str, Any]]:
    """Applicants of whom one thing or another is not recorded."""
    for at in range(number):
        own = {
            "patents": random.choice([None, 3, 5, 12, 12, 30]),
            "audit_score": random.choice([None, 55, 65, 65]),
            "sector": random.choice(["software", "chips", "catering"]),
            "measures": ["encryption"],
        }
        facts = {
            "id": f"E{at}",
            "place": random.choice(["yunhai"] * 5 + ["jiyuan"]),
            "staff": random.choice([None, 15, 60, 60, 90, 300]),
            "has_rules": random.choice([True, True, None]),
            "has_organisation": True,
            "has_measures": random.choice([True, False]),
        }
        kept = {name: value for name, value in facts.items() if value is not None}
        yield {**kept, "yunhai": {name: value for name, value in own.items() if value is not None}}


def written_table(units: list[dict[str, Any]], path: Path) -> Path:
    pl.DataFrame([
        {
            **{name: unit.get(name) for name in ("id", "place", "staff", "has_rules", "has_organisation", "has_measures")},
            **{f"yunhai.{name}": unit["yunhai"].get(name) for name in ("patents", "audit_score", "sector")},
            "yunhai.measures": "encryption",
        }
        for unit in units
    ]).write_csv(path)  # fmt: skip
    return path


def test_candidates_and_keys_are_those_of_the_judge(yunhai: Pack, tmp_path: Path) -> None:
    units, rule = list(applicants(Random(4), 60)), designation(yunhai, "graded_unit")
    table, out = written_table(units, tmp_path / "in.csv"), tmp_path / "out.parquet"
    select_files(str(table), yunhai.vocabulary, yunhai, rule, Places(9, 9), DAY, out)
    rows = {row["key"]: row for row in pl.read_parquet(out).to_dicts()}
    assert len(rows) == 60
    for unit in units:
        row = rows[unit["id"]]
        dossier = Dossier.from_dict({"unit": unit, **{name: [] for name in LISTS}}, yunhai.vocabulary)
        hearing = Hearing(yunhai, dossier, DAY.toordinal())
        outcome = judge_designation(hearing, rule).outcome
        assert (row["standing"] == "refused") == (outcome in (Outcome.NOT_MET, Outcome.OUT_OF_SCOPE)), unit
        assert row["standing"] != "in" or outcome is Outcome.MET
        if row["standing"] != "refused":
            for item in rule.priority:
                assert isinstance(item, Ordering)
                ends = hearing.range_of(item.path, item.value, hearing.matter("unit"))
                if "staff" not in item.path or "staff" in unit:
                    assert tuple(row[f"{item.path}/{end}"] for end in ("least", "most")) == ends, unit


def test_batches_do_not_matter(yunhai: Pack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rule = designation(yunhai, "graded_unit")
    table = written_table(list(applicants(Random(8), 80)), tmp_path / "in.csv")
    once = select_files(str(table), yunhai.vocabulary, yunhai, rule, Places(9, 9), DAY, tmp_path / "one.parquet")
    monkeypatch.setattr("humi.sheets.selecting.PopulationReader", partial(PopulationReader, batch_rows=7))
    monkeypatch.setattr("humi.sheets.selecting.SLICE", 5)
    again = select_files(str(table), yunhai.vocabulary, yunhai, rule, Places(9, 9), DAY, tmp_path / "many.parquet")
    assert once.standings == again.standings
    one, many = (pl.read_parquet(tmp_path / name).sort("key") for name in ("one.parquet", "many.parquet"))
    assert one.equals(many)

"""What a dossier names that nobody knows is told, since its records would be left out without a word."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import humi
from humi.dossier.registry import Registry
from humi.population.population import PopulationReader
from humi.reading.problems import Problem
from humi.strays import strays, table_strays

KNOWN = ("jiangjin", "yinchuan")


def found(judge: humi.Humi, document: Mapping[str, Any] | Path) -> list[Problem]:
    return strays(judge.registry(document), judge.loaded.packs.values(), KNOWN)


@pytest.fixture(scope="module")
def judge() -> humi.Humi:
    return humi.Humi(["jiangjin", "yinchuan"])


@pytest.mark.parametrize("kind", ["站", "保护站", "商业秘密保护站", "protection station", "sation"])
def test_a_kind_of_title_by_its_name(judge: humi.Humi, kind: str) -> None:
    (problem,) = found(judge, {"titles": [{"region": "yinchuan", "kind": kind}] * 3})
    assert (problem.code, problem.details["found"], problem.details["suggestion"]) == ("D312", kind, "station")


@pytest.mark.parametrize("region", ["银川市", "银川", "Yinchuan", "yinchaun"])
def test_a_region_by_its_name(judge: humi.Humi, region: str) -> None:
    (problem,) = found(judge, {"titles": [{"region": region, "kind": "station"}], "cases": [{"region": region}]})
    assert (problem.code, problem.details["found"], problem.details["suggestion"]) == ("D311", region, "yinchuan")


def test_a_kind_of_act_and_an_incentive(judge: humi.Humi) -> None:
    """Yinchuan has neither kinds of acts nor incentives: its rules ask for none, and nothing is left out."""
    acts = [{"region": region, "kind": "field-research"} for region in KNOWN]
    (problem,) = found(judge, {"acts": acts, "claims": [{"region": "yinchuan", "incentive": "cash"}]})
    assert (problem.code, problem.details["region"], problem.details["suggestion"]) == ("D312", "jiangjin", "field_research")


@pytest.mark.parametrize(
    "titles",
    [
        [{"region": "yinchuan", "kind": kind} for kind in ("station", "site", "base", "pilot_enterprise")],
        [{"region": "yinchuan"}, {"kind": "whatever"}, {"kind": "unknown", "region": "unknown"}],
        [{"region": "elsewhere", "kind": "whatever"}],
    ],
    ids=["known", "not recorded", "of a region that is not loaded"],
)
def test_what_is_known_or_not_recorded_is_no_reason(judge: humi.Humi, titles: list[dict[str, str]]) -> None:
    registry = judge.registry({"titles": titles})
    assert strays(registry, judge.loaded.packs.values(), (*KNOWN, "elsewhere")) == []


@pytest.mark.parametrize("head", ["id,region,kind", "编号,地区,种类"])
def test_a_table_is_told_by_row_and_column(judge: humi.Humi, tmp_path: Path, head: str) -> None:
    (tmp_path / "titles.csv").write_text(f"{head}\nT1,yinchuan,station\nT2,yinchuan,保护站\nT3,银川市,station\n", "utf-8")
    places = [(problem.code, str(problem.place).rpartition("titles.csv:")[2]) for problem in found(judge, tmp_path)]
    assert sorted(places) == [("D311", "4:2"), ("D312", "3:3")]


def test_of_rows_of_tables_each_name_is_told_once_with_how_many_have_it(judge: humi.Humi, tmp_path: Path) -> None:
    titles = "".join(f"T{n},U1,yinchuan,{'保护站' if n < 3 else 'station'}\n" for n in range(9))
    (tmp_path / "titles.csv").write_text(f"id,holder,region,kind\n{titles}T9,U1,银川市,station\n", "utf-8")
    (tmp_path / "applicants.csv").write_text("id,place\nU1,yinchaun\nU2,北京\n", "utf-8")
    with PopulationReader(str(tmp_path), judge.loaded.vocabulary) as reader:
        told = table_strays(reader.named, judge.loaded.packs, KNOWN)
    assert [(problem.code, problem.details["found"], rows) for problem, rows in told] == [
        ("D312", "保护站", 3),
        ("D309", "yinchaun", 1),
        ("D311", "银川市", 1),
    ]


def test_a_decision_tells_them_too(judge: humi.Humi) -> None:
    registry = Registry.from_dict({"titles": [{"region": "yinchuan", "kind": "保护站"}]})
    (warning,) = judge.evaluate(registry, on=date(2026, 6, 1)).warnings
    assert "[D312]" in warning

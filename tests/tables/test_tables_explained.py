"""What people and programs are told: which rows answered, what the dossier holds, why there is no answer."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import humi
from humi.decision import Outcome, as_plain
from tests.tables.packs import LEVELS, Plain, criterion, decided, incentive, pack_of, policy

BANDS: Plain = {
    "inputs": {"staff": "unit.staff", "rules": {"when": {"unit.has_rules": True}}},
    "outputs": {"level": LEVELS},
    "hit_policy": "first",
    "rows": [
        {"staff": "< 10", "level": "low"},
        {"staff": "< 50", "rules": True, "level": "high"},
        {"staff": ">= 50", "level": "high"},
    ],
}
HIGH: Plain = {"table": "t", "equals": "high"}
BOTH = [{"staff": "<= 10", "level": "low"}, {"staff": ">= 10", "level": "high"}]
UNIQUE: Plain = {**BANDS, "hit_policy": "unique", "rows": BOTH}
FEES: Plain = {
    "inputs": {"staff": "unit.staff"},
    "outputs": {"fee": {"type": "money", "minimum": "0 yuan", "maximum": "90000 yuan"}},
    "rows": [{"staff": "< 10", "fee": "2万元"}, {"staff": "[10..50)", "fee": "5万元"}],
}


def told(table: Plain, unit: Plain, condition: Plain = HIGH) -> tuple[str, str, tuple[str, ...]]:
    """Outcome, what was found, and the rows of the one reason."""
    found = criterion(pack_of(policy(table, condition)), unit)
    (reason,) = found.reasons
    return found.outcome.value, reason.found.en, reason.rows


def test_a_definite_answer_names_its_row_and_what_the_row_looked_at() -> None:
    found = criterion(pack_of(policy(BANDS, HIGH)), {"staff": 12, "has_rules": True})
    (reason,) = found.reasons
    assert (reason.what, reason.rows, reason.outcome) == ("tables/t", ("tables/t/2",), Outcome.MET)
    assert reason.required.en == "table “the table” gives high"
    assert reason.required.zh == "《表》得出高"
    assert reason.found.en == "row 2 (high); number of staff: 12; has written protection rules: yes"
    assert reason.found.zh == "第2行（高）；职工人数：12；有保密制度：是"


@pytest.mark.parametrize(
    ("unit", "outcome", "found", "rows"),
    [
        ({"staff": 3}, "not_met", "row 1 (low); number of staff: 3", ("tables/t/1",)),
        ({"staff": {"from": 60, "to": 90}}, "met", "row 3 (high); number of staff: 60–90", ("tables/t/3",)),
        (
            {"staff": {"from": 20, "to": 90}, "has_rules": True},
            "met",
            "perhaps row 2 (high), perhaps row 3 (high); number of staff: 20–90",
            ("tables/t/2", "tables/t/3"),
        ),
    ],
)
def test_rows_that_may_answer_are_told_from_those_that_do(unit: Plain, outcome: str, found: str, rows: tuple[str, ...]) -> None:
    told_outcome, said, told_rows = told(BANDS, unit)
    assert (told_outcome, told_rows) == (outcome, rows)
    assert said.startswith(found)


def test_no_row_is_no_refusal_but_undetermined_for_want_of_a_clause() -> None:
    found = criterion(pack_of(policy(BANDS, HIGH)), {"staff": 12, "has_rules": False})
    (cause,) = found.causes
    assert (found.outcome, cause.kind, cause.what) == (Outcome.UNDETERMINED, "no_clause", "tables/t")
    assert cause.name is not None
    assert cause.name.en == "no row of table “the table” is for this (number of staff: 12; has written protection rules: no)"
    assert cause.name.zh == "《表》没有这种情形的行（职工人数：12；有保密制度：否）"
    assert found.reasons[0].found.en.startswith("no row is for this; number of staff: 12")


def test_two_rows_under_unique_name_both_with_what_the_dossier_holds() -> None:
    table = {**UNIQUE, "inputs": {"staff": "unit.staff"}}
    found = criterion(pack_of(policy(table, HIGH)), {"staff": 10})
    (cause,) = found.causes
    assert (found.outcome, cause.kind, cause.what) == (Outcome.UNDETERMINED, "readings", "tables/t")
    assert cause.name is not None
    assert "number of staff: 10" in cause.name.en
    named = ["row 1 (low) of table “the table”", "row 2 (high) of table “the table”"]
    assert [label.en for label in cause.answer_names] == named
    assert [label.zh for label in cause.answer_names] == ["《表》第1行（低）", "《表》第2行（高）"]
    assert found.reasons[0].found.en == "at once row 1 (low), row 2 (high); number of staff: 10"


def test_rows_of_any_that_differ_are_named_and_rows_that_agree_answer() -> None:
    rows = [{"staff": "<= 10", "level": "high"}, {"staff": ">= 5", "level": "high"}, {"staff": ">= 10", "level": "low"}]
    table = {"inputs": {"staff": "unit.staff"}, "outputs": {"level": LEVELS}, "hit_policy": "any", "rows": rows}
    assert told(table, {"staff": 7})[0] == "met"
    found = criterion(pack_of(policy(table, HIGH)), {"staff": 10})
    assert [cause.kind for cause in found.causes] == ["readings"]
    assert len(found.causes[0].answer_names) == 3


def test_a_gap_of_the_text_is_named_as_gap() -> None:
    table = {**FEES, "outputs": {"fee": {**FEES["outputs"]["fee"], "default": {"no_clause": "g1"}}}}
    found = criterion(pack_of(policy(table, {"table": "t", "at_least": "1 yuan"})), {"staff": 90})
    assert [(cause.kind, cause.what) for cause in found.causes] == [("no_clause", "g1")]


def test_a_default_is_told_as_such() -> None:
    table = {**FEES, "outputs": {"fee": {"type": "money", "default": "0 yuan"}}}
    outcome, said, rows = told(table, {"staff": 90}, {"table": "t", "at_least": "1 yuan"})
    assert (outcome, rows) == ("not_met", ())
    assert "no row hits; by default CNY 0" in said


@pytest.mark.parametrize(
    ("unit", "amount", "rows"),
    [
        ({"staff": 3}, (2_000_000, 2_000_000), ("tables/t/1",)),
        ({"staff": {"from": 3, "to": 20}}, (2_000_000, 5_000_000), ("tables/t/1", "tables/t/2")),
        ({"staff": 90}, (0, 9_000_000), ()),
        ({}, (0, 9_000_000), ("tables/t/1", "tables/t/2")),
    ],
)
def test_an_amount_names_the_rows_that_it_comes_from(unit: Plain, amount: tuple[int, int], rows: tuple[str, ...]) -> None:
    found = incentive(pack_of(policy(FEES, amount={"table": "t"})), unit)
    (reason,) = found.amount_reasons
    assert (found.amount, reason.rows) == (amount, rows)
    assert (reason.outcome is Outcome.MET) == (amount[0] == amount[1])


def test_rows_stand_in_the_json_of_a_decision() -> None:
    pack = pack_of(policy(FEES, {"table": "t", "at_least": "3万元"}, amount={"table": "t"}))
    plain = json.loads(json.dumps(as_plain(decided(pack, {"staff": 20})), ensure_ascii=False))
    assert plain["designations"][0]["criteria"][0]["reasons"][0]["rows"] == ["tables/t/2"]
    assert plain["incentives"][0]["amount_reasons"][0]["rows"] == ["tables/t/2"]


def test_the_tree_and_the_pack_are_told_in_both_languages() -> None:
    region = humi.Humi(["yunhai"], plugins_dir=Path(__file__).parents[2] / "examples")
    found = region.evaluate({"unit": {"place": "yunhai", "staff": 100}}, on=date(2026, 7, 15))
    english, chinese = found.explain("en"), found.explain("zh")
    assert "required: table “scale” gives one of: middle, large; recorded: row 2 (middle); number of staff: 100" in english
    assert "要求：《规模》得出以下之一：中型、大型；记录：第2行（中型）；职工人数：100" in chinese
    assert "amount by table “cap of graded support”" in english
    assert "数额依《分级补助上限》" in chinese


LISTS: list[tuple[Any, str, str]] = [
    ({"include": "low"}, "met", "row 1 (low)"),
    ({"include_all": ["low", "high"]}, "not_met", "row 1 (low)"),
]


@pytest.mark.parametrize(("asked", "outcome", "found"), LISTS)
def test_a_list_names_the_rows_with_what_was_asked(asked: Any, outcome: str, found: str) -> None:
    rows = [{"staff": ">= 5", "level": "low"}, {"staff": ">= 10", "level": "high"}]
    table = {"inputs": {"staff": "unit.staff"}, "outputs": {"level": LEVELS}, "hit_policy": "collect", "rows": rows}
    finding = criterion(pack_of(policy(table, {"table": "t", **asked})), {"staff": 7})
    assert finding.outcome.value == outcome
    assert found in finding.reasons[0].found.en or "no such row" in finding.reasons[0].found.en

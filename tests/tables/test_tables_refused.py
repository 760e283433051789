"""Tables that cannot be: each mistake has its code, a place, and all are told at once."""

# ruff: noqa: E501 (a row of a table is one line)

from __future__ import annotations

from typing import Any

import pytest

from tests.tables.packs import LEVELS, Plain, policy, read

INPUTS = {"staff": "unit.staff"}
FEE: Plain = {"fee": {"type": "money"}}
ONE = [{"staff": "< 10", "fee": "1 yuan"}]
LEVEL: Plain = {"level": LEVELS}
RISK: Plain = {"inputs": INPUTS, "outputs": LEVEL, "rows": [{"staff": "-", "level": "low"}]}
FIT: Plain = {"inputs": INPUTS, "outputs": {"fit": {"type": "boolean"}}, "rows": [{"staff": "-", "fit": True}]}
FEES: Plain = {"inputs": INPUTS, "outputs": FEE, "rows": ONE}
TWO: Plain = {"inputs": INPUTS, "outputs": {**LEVEL, **FEE}, "rows": [{"level": "low", "fee": "1 yuan"}]}

TABLES: list[tuple[str, Plain, list[str]]] = [
    ("no inputs", {"outputs": FEE, "rows": ONE}, ["L102", "L101"]),
    ("empty inputs", {"inputs": {}, "outputs": FEE, "rows": [{"fee": "1 yuan"}]}, ["L148"]),
    ("no outputs", {"inputs": INPUTS, "outputs": {}, "rows": [{"staff": 1}]}, ["L148"]),
    ("no rows", {"inputs": INPUTS, "outputs": FEE}, ["L102"]),
    ("an empty list of rows", {"inputs": INPUTS, "outputs": FEE, "rows": []}, ["L103"]),
    ("rows that are no mappings", {"inputs": INPUTS, "outputs": FEE, "rows": ["< 10"]}, ["L103"]),
    ("rows and a file", {**FEES, "file": "rows.csv"}, ["L138"]),
    ("a sheet without a file", {**FEES, "sheet": "one"}, ["L126"]),
    ("an unknown key", {**FEES, "policy": "first"}, ["L101"]),
    ("an unknown policy", {**FEES, "hit_policy": "frist"}, ["L105"]),
    ("an unknown fact", {**FEES, "inputs": {"staff": "unit.staf"}}, ["L104"]),
    ("an unknown column", {**FEES, "rows": [{"staf": "< 10", "fee": "1 yuan"}]}, ["L101"]),
    ("a row without answer", {**FEES, "rows": [{"staff": "< 10"}]}, ["L125"]),
    ("the same twice", {**FEES, "inputs": {"staff": "unit.staff", "again": "unit.staff"}}, ["L134"]),
    ("a set of categories", {**FEES, "inputs": {"staff": "unit.traits"}}, ["L135"]),
    ("a type that is no answer", {**FEES, "outputs": {"fee": {"type": "period"}}}, ["L105"]),
    ("a text in a pack", {**FEES, "outputs": {"fee": {"type": "text"}}}, ["L105"]),
    ("a sum of categories", {**RISK, "hit_policy": "collect_sum"}, ["L105"]),
    ("two sums", {**FEES, "hit_policy": "collect_sum", "outputs": {**FEE, "more": {"type": "money"}}, "rows": [{"fee": "1元", "more": "1元"}]}, ["L136"]),
    ("a default of a sum", {**FEES, "hit_policy": "collect_sum", "outputs": {"fee": {"type": "money", "default": "1 yuan"}}}, ["L137"]),
    ("a gap of a list", {**RISK, "hit_policy": "collect", "outputs": {"level": {**LEVELS, "default": {"no_clause": "g1"}}}}, ["L137"]),
    ("a priority of amounts without order", {**FEES, "hit_policy": "priority"}, ["L141"]),
    ("an answer that is not in the order", {**FEES, "hit_policy": "priority", "outputs": {"fee": {"type": "money", "order": ["2 yuan"]}}}, ["L140"]),
    ("an order that says one thing twice", {**FEES, "hit_policy": "priority", "outputs": {"fee": {"type": "money", "order": ["1 yuan", "1元"]}}}, ["L107"]),
    ("a figure that is computed", {**FEES, "hit_policy": "collect_max", "rows": [{"fee": {"product": ["2 yuan", "unit.staff"]}}]}, ["L139"]),
    ("an amount above the declared maximum", {**FEES, "outputs": {"fee": {"type": "money", "maximum": "0.99 yuan"}}}, ["L110"]),
    ("a default below the declared minimum", {**FEES, "outputs": {"fee": {"type": "money", "minimum": "1 yuan", "default": "0 yuan"}}}, ["L110"]),
    ("an id that is none", {**FEES, "inputs": {"st-aff": "unit.staff"}, "rows": [{"fee": "1 yuan"}]}, ["L103"]),
    ("for nobody", {**FEES, "for": "untis"}, ["P203"]),
]

ASKED: list[tuple[str, Plain, Any, str, str]] = [
    ("a table that is not there", FIT, {"table": "tt"}, "L105", "did you mean `t`?"),
    ("a category as a condition", RISK, {"table": "t"}, "L147", "allowed: equals, in"),
    ("an amount as a condition", FEES, {"table": "t"}, "L147", ""),
    ("a member that is none", RISK, {"table": "t", "equals": "lwo"}, "L105", "did you mean `low`?"),
    ("an order that is not declared", RISK, {"table": "t", "at_least": "low"}, "L106", "allowed: equals, in"),
    ("include of one answer", RISK, {"table": "t", "include": "low"}, "L106", "allowed: equals, in"),
    ("equals of a list", {**RISK, "hit_policy": "collect"}, {"table": "t", "equals": "low"}, "L106", "include, include_all"),
    ("which of two outputs", TWO, {"table": "t", "equals": "low"}, "L143", "allowed: level, fee"),
    ("an output that is none", TWO, {"table": {"name": "t", "output": "levle"}, "equals": "low"}, "L105", "did you mean `level`?"),
    ("a table about claims", {**FIT, "for": "claim", "inputs": {"staff": "this.amount"}}, {"table": "t"}, "L144", ""),
]


@pytest.mark.parametrize(("table", "codes"), [row[1:] for row in TABLES], ids=[row[0] for row in TABLES])
def test_a_table_is_refused(table: Plain, codes: list[str]) -> None:
    pack, problems = read(policy(table))
    assert pack is None
    assert [problem.code for problem in problems] == codes


@pytest.mark.parametrize(("table", "condition", "code", "says"), [row[1:] for row in ASKED], ids=[row[0] for row in ASKED])
def test_a_question_is_refused(table: Plain, condition: Plain, code: str, says: str) -> None:
    pack, problems = read(policy(table, condition))
    assert pack is None
    assert [problem.code for problem in problems] == [code]
    assert says in problems[0].render("en")


def test_a_category_is_no_amount() -> None:
    assert [problem.code for problem in read(policy(RISK, amount={"table": "t"}))[1]] == ["L145"]


def test_a_table_that_is_refused_is_not_told_again_wherever_it_is_asked() -> None:
    broken = {**FIT, "rows": [{"staff": "< ten", "fit": True}]}
    assert [problem.code for problem in read(policy(broken, {"table": "t"}))[1]] == ["L110"]


def test_every_mistake_is_told_at_once() -> None:
    table = {
        "inputs": {"staff": "unit.staff", "wrong": "unit.staf"},
        "outputs": {"level": LEVELS},
        "rows": [{"staff": "< ten", "wrong": 1, "level": "low"}, {"staff": "[9..1]", "level": "middle"}],
    }
    assert sorted(problem.code for problem in read(policy(table))[1]) == ["L104", "L105", "L110", "L122"]


def test_columns_that_cross_in_too_many_ways_are_given_up_in_bounded_time() -> None:
    columns = {f"c{at}": {"count": relation} for at, relation in enumerate(("units", "bases", "stations", "points", "titles", "claims"))}
    rows = [{f"c{at}": f"not({row})" if (row >> at) & 1 else f"< {row + at}" for at in range(6)} | {"fit": bool(row % 2)} for row in range(60)]
    table = {"inputs": columns, "outputs": {"fit": {"type": "boolean"}}, "hit_policy": "any", "rows": rows}
    pack, problems = read(policy(table, {"table": "t"}))
    assert pack is None
    assert [problem.code for problem in problems] == ["L146"]

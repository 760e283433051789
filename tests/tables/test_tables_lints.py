"""What check says of tables: every gap, overlap and idle row with an example that the table really meets so."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from humi.authoring.lints.draft import Draft
from humi.authoring.lints.tables import check_tables
from humi.reading.located import Mapping
from humi.reading.problems import Place, Problem, Problems
from tests.tables.packs import FACTS, LEVELS, Plain, pack_of, policy
from tests.tables.test_decision_table import CELLS, Naive


def found(table: Plain, condition: Plain | None = None) -> list[Problem]:
    """What check says of a table that is asked."""
    output = next(iter(table["outputs"].values()))
    listed = table.get("hit_policy") in ("collect", "rule_order", "output_order")
    members = next(iter(output.get("members", {"low": {}})))
    asked = {"table": "t", "include" if listed else "equals": members} if output["type"] == "category" else {"table": "t"}
    if output["type"] not in ("category", "boolean") or table.get("hit_policy") == "collect_count":
        asked |= {"at_least": 1}
    problems = Problems()
    pack = pack_of(policy(table, condition or asked))
    check_tables(Draft(Path("."), pack, Mapping((), Place("", 0, 0)), None, ()), problems)
    return list(problems)


def said(table: Plain) -> list[tuple[str, str]]:
    """Code and example of what check says."""
    return [(problem.code, problem.details.get("example", "")) for problem in found(table)]


def bands(*cells: str, policy: str = "unique", **output: Any) -> Plain:
    """A table of one column, its answers low and high in turn."""
    rows = [{"staff": cell, "level": ("low", "high")[at % 2]} for at, cell in enumerate(cells)]
    return {"inputs": {"staff": "unit.staff"}, "outputs": {"level": {**LEVELS, **output}}, "hit_policy": policy, "rows": rows}


TWO_COLUMNS = {"staff": "unit.staff", "rules": "unit.has_rules"}
TABLES: list[tuple[str, Plain, list[tuple[str, str]]]] = [
    ("whole", bands("< 10", ">= 10"), []),
    ("one missing in the middle", bands("< 10", "> 10"), [("W850", "staff: 10")]),
    ("a stretch missing", bands("< 10", "[20..30]", "> 30"), [("W850", "staff: 10")]),
    ("all beyond missing", bands("< 10", "[10..20]"), [("W850", "staff: 21")]),
    ("below missing", bands("[5..9]", ">= 10"), [("W850", "staff: 4")]),
    ("twice at the border", bands("<= 10", ">= 10"), [("W851", "staff: 10")]),
    ("twice in a stretch", bands("< 10", ">= 5"), [("W851", "staff: 5")]),
    ("any, differently", bands("<= 10", ">= 10", policy="any"), [("W852", "staff: 10")]),
    ("any, alike", bands("<= 10", "-", "<= 10", policy="any"), [("W852", "staff: 10"), ("W852", "staff: 10")]),
    ("first, whole", bands("< 10", "-", policy="first"), []),
    ("first, an idle row", bands(">= 10", ">= 20", "-", policy="first"), [("W853", "")]),
    ("first, idle by two", bands("< 10", ">= 10", "[5..15]", policy="first"), [("W853", "")]),
    ("priority, an idle row", bands("-", "> 5", policy="priority", order=["low", "high"]), [("W853", "")]),
    ("priority, the better one narrower", bands("> 5", "-", policy="priority"), []),
    ("a default that is used", bands("< 10", default="high"), []),
    ("a default that is not", bands("< 10", ">= 10", default="high"), [("W855", "")]),
    ("a gap of the text", bands("< 10", default={"no_clause": "g1"}), []),
    ("a list may be empty", bands("< 10", policy="collect"), []),
    ("nothing is less", bands("< 0", ">= 0"), [("W854", "")]),
    ("nobody looks", {**bands("-", policy="first"), "inputs": TWO_COLUMNS}, [("W858", ""), ("W858", "")]),
]


@pytest.mark.parametrize(("table", "problems"), [row[1:] for row in TABLES], ids=[row[0] for row in TABLES])
def test_check_finds(table: Plain, problems: list[tuple[str, str]]) -> None:
    assert said(table) == problems


def test_both_rows_of_an_overlap_are_named_at_the_second() -> None:
    (problem,) = found(bands("< 10", "[20..30]", "[5..20)", ">= 31"))[:1]
    assert (problem.code, problem.details["first"], problem.details["second"]) == ("W851", "1", "3")
    assert problem.message("en") == "rows 1 and 3 both answer: staff: 5, although the hit policy is unique"
    assert problem.message("zh") == "第 1 行与第 3 行都适用于：staff: 5，而命中规则为 unique"


@pytest.mark.parametrize(
    ("fact", "cells", "example"),
    [
        ("unit.kind", ["enterprise"], "a: "),
        ("unit.kind", ["not(enterprise)"], "a: enterprise"),
        ("unit.testland.grade", [">= b"], "a: c"),
        ("unit.has_rules", ["true"], "a: no"),
        ("unit.testland.turnover", [">= 5万元"], "a: 49999.99 yuan"),
        ("unit.founded", ["< 2025-01-01"], "a: 2025-01-01"),
        ("unit.testland.seen", ["true"], "a: no"),
        ("unit.testland.seen", ["false", "< 2025-01-01"], "a: 2025-01-01"),
        ("unit.testland.code", ["A"], "a: …"),
        ({"count": "stations"}, [">= 2"], "a: 1"),
        ({"when": {"some": "stations"}}, ["yes"], "a: no"),
    ],
)
def test_the_example_is_in_the_spelling_of_the_column(fact: Any, cells: list[str], example: str) -> None:
    rows = [{"a": cell, "ok": True} for cell in cells]
    table = {"inputs": {"a": fact}, "outputs": {"ok": {"type": "boolean"}}, "hit_policy": "first", "rows": rows}
    (problem,) = found(table, {"table": "t"})
    assert problem.code == "W850"
    assert problem.details["example"].startswith(example)


def test_only_columns_that_matter_are_in_the_example() -> None:
    rows = [{"staff": "< 10", "level": "low"}, {"staff": ">= 10", "rules": True, "level": "high"}]
    table = {"inputs": {"staff": "unit.staff", "rules": "unit.has_rules"}, "outputs": {"level": LEVELS}, "rows": rows}
    assert said(table) == [("W850", "staff: 10, rules: no")]


def test_a_table_that_nobody_asks_is_told() -> None:
    assert [one.code for one in found(bands("< 10", ">= 10"), {"unit.has_rules": True})] == ["W856"]


def test_few_gaps_and_overlaps_are_told_of_one_table() -> None:
    many = bands(*(f"[{at}..{at}]" for at in range(0, 40, 2)))
    assert [code for code, _ in said(many)] == ["W850"] * 5
    assert sorted(code for code, _ in said(bands(*(["-"] * 10)))) == ["W851"] * 5 + ["W858"]


OWN = {
    **FACTS,
    "unit.n": {"type": "integer", "minimum": 0, "maximum": 6, "name": {"zh": "数", "en": "n"}},
}


@settings(max_examples=150, deadline=None, database=None)
@given(st.integers(0, 2**32 - 1))
def test_an_example_is_a_case_that_the_table_meets_so(seed: int) -> None:
    """Gaps are found exactly where the naive table has one, and each example is one."""
    random = Random(seed)
    policy_ = random.choice(["unique", "any", "first"])
    inputs = {"n": "unit.n", "b": "unit.has_rules"}
    written, rows = [], []
    for _ in range(random.randint(1, 4)):
        chosen = {name: random.choice(CELLS[name]) for name in random.sample(list(inputs), random.randint(1, 2))}
        answer = random.randint(0, 1)
        written.append({**{name: cell for name, (cell, _) in chosen.items()}, "level": ("low", "high")[answer]})
        rows.append(({name: test for name, (_, test) in chosen.items()}, answer))
    table = {"inputs": inputs, "outputs": {"level": LEVELS}, "hit_policy": policy_, "rows": written}
    pack = pack_of({**policy(table, {"table": "t", "equals": "low"}), "facts": OWN})
    problems = Problems()
    check_tables(Draft(Path("."), pack, Mapping((), Place("", 0, 0)), None, ()), problems)
    naive = Naive(policy_, rows)
    points = [{"n": n, "b": b} for n in range(7) for b in (True, False)]
    outcomes = {one for one in map(naive.answer, points) if isinstance(one, str)}
    codes = {problem.code for problem in problems}
    assert ("W850" in codes) == ("nothing" in outcomes)
    assert bool(codes & {"W851", "W852"}) == ("clash" in outcomes)
    for problem in problems:
        wanted = {"W850": "nothing", "W851": "clash", "W852": "clash"}.get(problem.code)
        if wanted:
            example = dict(part.split(": ") for part in problem.details["example"].split(", ") if ": " in part)
            fits = [
                point
                for point in points
                if str(point["n"]) == example.get("n", str(point["n"]))
                and ("yes" if point["b"] else "no") == example.get("b", "yes" if point["b"] else "no")
            ]
            assert fits
            assert {naive.answer(point) for point in fits} == {wanted}

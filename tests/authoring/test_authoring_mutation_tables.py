"""Mutation of decision tables: everything that is written in one is changed, and whoever asks it answers by the change."""

from __future__ import annotations

import copy
from datetime import date
from itertools import count
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from humi.authoring.coverage import outcomes
from humi.authoring.measuring import measure
from humi.authoring.mutation.change import Change
from humi.authoring.mutation.mutants import Mutant
from humi.decision import Outcome
from humi.language import nodes as n
from humi.policy.pack import Pack
from tests.authoring.mutated import expecting_all, found, mutants_by_id
from tests.engines.agreement import complete
from tests.engines.agreement import pack_of as pack_of_generated
from tests.strategies import SEEDS, Plain, cases
from tests.tables.packs import ASKED, LEVELS, NAME, decided, pack_of, policy, read

SOURCE = {"name": NAME, "source": "p1"}
MET, NOT_MET, UNDETERMINED = Outcome.MET, Outcome.NOT_MET, Outcome.UNDETERMINED


def table(rows: list[Plain], hit_policy: str = "first", **more: Any) -> Plain:
    """A table of staff, rules, grade, turnover, the day seen, and whether plans are encrypted; with an answer `fit`."""
    inputs = {
        "staff": "unit.staff", "rules": "unit.has_rules", "grade": "unit.grade", "turnover": "unit.turnover",
        "seen": "unit.seen", "old": {"when": {"unit.founded": {"before": "2020-01-01"}}},
    }  # fmt: skip
    used = {key: value for key, value in inputs.items() if any(key in row for row in rows)}
    return {"hit_policy": hit_policy, "inputs": used, "outputs": {"fit": {"type": "boolean"} | more}, "rows": rows}


def asked(said: Plain, condition: Plain | None = None) -> Pack:
    """A pack whose criterion asks a table."""
    return pack_of(policy(said, condition or {"table": "t"}))


def graded(rows: list[Plain], hit_policy: str, **more: Any) -> Plain:
    """A table that answers with levels."""
    return {**table(rows, hit_policy), "outputs": {"fit": {**LEVELS, **more}}}


def made_of(said: Plain, condition: Plain | None = None) -> set[str]:
    """The ids of the mutants of a table, without the table."""
    return {name.partition("#")[2] for name in mutants_by_id(asked(said, condition)) if name.startswith("tables/t#")}


YES = [{"staff": ">= 300", "fit": True}, {"rules": True, "grade": ">= b", "fit": False}, {"fit": True}]
"""Without the second row, or with another answer there, it always answers yes, as where the first one looks at nothing."""


def test_everything_in_a_row_is_changed() -> None:
    assert made_of(table(YES)) == {
        "hit_policy.first->unique",
        "row-1.dropped", "row-1.staff.dropped", "row-1.staff.negated", "row-1.fit.yes->no",
        "row-1.staff.at_least-300->at_least-299", "row-1.staff.at_least-300->at_least-301",
        "row-2.rules.dropped", "row-2.rules.negated", "row-2.grade.dropped", "row-2.grade.negated",
        "row-2.grade.b->a",
        "row-3.dropped", "row-3.fit.yes->no",
    }  # fmt: skip


CELLS = [
    ("staff", "10, 20", {"10->9", "10->11", "20->19", "20->21", "without-10", "without-20"}),
    ("staff", "[10..20)", {"[10..20)->[9..20)", "[10..20)->[11..20)", "[10..20)->[10..19)", "[10..20)->[10..21)"}),
    ("staff", "> 5", {"more_than-5->more_than-4", "more_than-5->more_than-6"}),
    ("staff", "<= 5", {"at_most-5->at_most-4", "at_most-5->at_most-6"}),
    ("staff", "not(5)", {"5->4", "5->6"}),
    ("turnover", "< 5万元", {"less_than-CNY50000->less_than-CNY49999.99", "less_than-CNY50000->less_than-CNY50000.01"}),
    ("seen", "< 2025-07-01", {"less_than-2025-07-01->less_than-2025-06-30", "less_than-2025-07-01->less_than-2025-07-02"}),
    ("seen", "true", set()),
    ("rules", "false", set()),
    ("grade", "c, a", {"without-c", "without-a"}),
    ("grade", "at_most b", {"b->c"}),
    ("old", "true", set()),
]


@pytest.mark.parametrize(("column", "cell", "wanted"), CELLS)
def test_cells(column: str, cell: str, wanted: set[str]) -> None:
    rows = [{column: cell, "fit": True}, {"fit": False}]
    made = {name.removeprefix(f"row-1.{column}.") for name in made_of(table(rows)) if name.startswith(f"row-1.{column}.")}
    assert made - {"dropped", "negated"} == wanted
    assert "negated" in made


def test_a_fraction_of_an_end_is_a_unit_of_what_is_looked_at() -> None:
    said = table([{"staff": "< 10", "fit": True}, {"fit": False}])
    said["inputs"]["staff"] = {"product": ["unit.staff", "50%"]}
    assert "row-1.staff.less_than-10->less_than-10.1" in made_of(said)


ORDERED = [{"staff": ">= 10", "fit": "low"}, {"rules": True, "fit": "high"}]
WHOLES = [
    (graded(ORDERED, "priority"), {"table": "t", "equals": "low"}, "fit.order.high-before-low"),
    (graded(ORDERED, "priority", order=["high", "low"]), {"table": "t", "equals": "low"}, "hit_policy.priority->first"),
    (graded(ORDERED, "first"), {"table": "t", "equals": "low"}, "row-2.earlier"),
    (graded(ORDERED, "first", default="low"), {"table": "t", "equals": "low"}, "fit.default.dropped"),
    (graded(ORDERED, "first", default="low"), {"table": "t", "equals": "low"}, "fit.default.low->high"),
    (graded(ORDERED, "unique"), {"table": "t", "equals": "low"}, "hit_policy.unique->first"),
    (graded(ORDERED, "any"), {"table": "t", "equals": "low"}, "hit_policy.any->first"),
    (graded(ORDERED, "collect"), {"table": "t", "include": "low"}, "row-2.fit.high->low"),
    (table([{"old": False, "fit": True}, {"fit": False}]), None, "inputs.old.before->on_or_before"),
    (table([{"old": False, "fit": True}, {"fit": False}]), None, "inputs.old.2020-01-01->2019-12-31"),
    (table([{"staff": ">= 10", "fit": 3}, {"fit": 7}], "collect_sum", type="integer"), {"table": "t", "at_least": 8},
     "hit_policy.collect_sum->collect_max"),
    (table([{"staff": ">= 10", "fit": 3}, {"fit": 7}], "collect_min", type="integer"), {"table": "t", "at_least": 5},
     "hit_policy.collect_min->collect_max"),
    (table([{"staff": ">= 10", "fit": 3}, {"fit": 7}], "collect_max", type="integer"), {"table": "t", "at_least": 5},
     "row-2.fit.7->8"),
]  # fmt: skip


@pytest.mark.parametrize(("said", "condition", "wanted"), WHOLES)
def test_columns_answers_and_policies(said: Plain, condition: Plain | None, wanted: str) -> None:
    assert wanted in made_of(said, condition)


SAME = [
    # rows that exclude one another may stand in any order, under any policy
    (table([{"staff": "< 10", "fit": True}, {"staff": ">= 10", "fit": False}]), None, "row-2.earlier"),
    (table([{"staff": "< 10", "fit": True}, {"staff": ">= 10", "fit": False}], "unique"), None, "hit_policy.unique->first"),
    # what a list holds does not depend on its order
    (graded(ORDERED, "output_order", order=["high", "low"]), {"table": "t", "include": "low"}, "fit.order.low-before-high"),
    # how many rows hit does not depend on what they answer
    (table([{"staff": "< 10", "fit": True}], "collect_count"), {"table": "t", "at_least": 1}, "row-1.fit.yes->no"),
    # that the text says nothing of other cases is no answer, and neither is nothing
    (table(YES[:2], "first", default={"no_clause": "g1"}), None, "fit.default.dropped"),
    # the only row stays
    (table(YES[:1]), None, "row-1.dropped"),
    # nobody asks for it
    ({**table(YES[:2]), "outputs": {"fit": {"type": "boolean"}, "more": {"type": "integer"}},
      "rows": [{**row, "more": 1} for row in YES[:2]]}, {"table": {"name": "t", "output": "fit"}}, "row-1.more.1->2"),
]  # fmt: skip


@pytest.mark.parametrize(("said", "condition", "unwanted"), SAME)
def test_a_change_that_changes_no_answer_is_not_made(said: Plain, condition: Plain | None, unwanted: str) -> None:
    made = made_of(said, condition)
    assert made
    assert unwanted not in made


def test_a_table_nobody_asks_has_no_mutants() -> None:
    assert made_of(table(YES), {"unit.has_rules": True}) == set()


@pytest.mark.parametrize(
    ("condition", "wanted"),
    [
        ({"table": "t", "in": ["low", "middle"]}, {"without-low", "without-middle", "negated"}),
        ({"table": "t", "equals": "low"}, {"negated"}),
        ({"not": {"table": "t", "equals": "low"}}, {"not-dropped", "not.negated"}),
    ],
)
def test_what_is_asked_of_a_table_is_changed(condition: Plain, wanted: set[str]) -> None:
    levels = dict.fromkeys(("high", "low", "middle"), NAME)
    rows = [{"staff": ">= 300", "fit": "high"}, {"staff": "< 10", "fit": "low"}, {"staff": "[10..300)", "fit": "middle"}]
    said = {**table(rows), "outputs": {"fit": {"type": "category", "members": levels}}}
    made = mutants_by_id(asked(said, condition))
    assert {name.removeprefix("designations/d#criteria.x.") for name in made if "criteria.x." in name} - {
        "no-longer-decides"
    } == wanted


def test_of_ordered_answers_the_threshold_is_moved() -> None:
    levels = dict.fromkeys(("low", "middle", "high"), NAME)
    rows = [{"staff": ">= 300", "fit": "high"}, {"staff": "< 10", "fit": "low"}, {"staff": "[10..300)", "fit": "middle"}]
    said = {**table(rows), "outputs": {"fit": {"type": "category", "ordered": True, "members": levels}}}
    made = mutants_by_id(asked(said, {"table": "t", "at_least": "middle"}))
    assert "designations/d#criteria.x.middle->high" in made
    assert decided(made["designations/d#criteria.x.middle->high"].pack, {"staff": 20}).find(CRITERION).outcome is NOT_MET


CRITERION = "designations/d/criteria/x"


def test_a_part_that_asks_a_table_is_named_by_it() -> None:
    made = mutants_by_id(asked(table(YES), {"all": [{"table": "t"}, {"unit.has_rules": True}]}))
    assert "designations/d#criteria.x.t.dropped" in made


def nested() -> Plain:
    """A table that asks another one, and a criterion that asks the first."""
    outer = {
        "inputs": {"points": {"table": "inner"}, "rules": "unit.has_rules"},
        "outputs": {"fit": {"type": "boolean"}},
        "rows": [{"points": "<= 10", "fit": True}, {"points": "> 10", "fit": False}],
    }
    inner = {
        "inputs": {"staff": "unit.staff"},
        "outputs": {"points": {"type": "integer"}},
        "rows": [{"staff": "< 100", "points": 5}, {"staff": ">= 100", "points": 10}],
    }
    said = policy({}, {"table": "outer"})
    said["tables"] = {"inner": {**SOURCE, **inner}, "outer": {**SOURCE, **outer}}
    return said


def test_what_follows_from_a_table_follows_from_its_change() -> None:
    """The outer table never looked at the inner one: all that this can give was at most 10."""
    said = nested()
    pack = pack_of(said)
    mutant = mutants_by_id(pack)["tables/inner#row-2.points.10->11"]
    assert sorted(mutant.rules) == ["designations/d", "tables/inner", "tables/outer"]
    said["tables"]["inner"]["rows"][1]["points"] = 11
    for unit in ({"staff": 99}, {"staff": 100}, {}):
        as_written = decided(pack_of(said), unit).find(CRITERION)
        assert decided(mutant.pack, unit).find(CRITERION).outcome is as_written.outcome
    assert decided(mutant.pack, {"staff": 100}).find(CRITERION).outcome is NOT_MET
    assert decided(pack, {"staff": 100}).find(CRITERION).outcome is MET


@pytest.mark.parametrize("number", [99, 100])
def test_a_case_notices_what_changed_in_a_table_that_another_asks(number: int) -> None:
    pack = pack_of(nested())
    unit = {"staff": number}
    measured = measure(pack, [expecting_all(pack, {"unit": unit}, ASKED)])
    left = {problem.details["mutant"] for problem in measured.problems if problem.code == "T902"}
    assert ("tables/inner#row-2.points.10->11" in left) == (number == 99)


WRITTEN = ("row_dropped", "row_earlier", "policy", "default_dropped")
"""Kinds of changes that are easily written into plain data."""


@settings(max_examples=25, deadline=None)
@given(seed=SEEDS, size=st.integers(3, 4), choice=st.integers(0, 99))
def test_a_mutant_answers_as_a_pack_in_which_it_was_written(seed: int, size: int, choice: int) -> None:
    pairs, made = next(some for at in count() if (some := _with_tables(seed + at, size))[1])
    said, mutant = pairs[0][0], made[choice % len(made)]
    other, _ = read(complete(_written(said, mutant.rule.rpartition("/")[2], mutant.change)))
    if other is not None:  # a list of answers may not be asked as one, for example
        for _, dossier, on, _ in pairs:
            assert found(mutant.pack, dossier, on) == found(other, dossier, on)


def _with_tables(seed: int, size: int) -> tuple[list[tuple[Plain, Plain, date, Random]], list[Mutant]]:
    """A generated pack with dossiers, and mutants of its tables."""
    pairs = list(cases(seed, size, 3))
    made = mutants_by_id(pack_of_generated(pairs[0][0])).values() if pairs[0][0].get("tables") else ()
    return pairs, [mutant for mutant in made if mutant.change.kind in WRITTEN]


def _written(said: Plain, name: str, change: Change) -> Plain:
    """A policy with a change of a table written into it."""
    whole = copy.deepcopy(said)
    changed = whole["tables"][name]
    at = int(change.where[0].partition("-")[2]) - 1 if change.where[0].startswith("row-") else 0
    match change.kind:
        case "row_dropped":
            del changed["rows"][at]
        case "row_earlier":
            changed["rows"][at - 1 : at + 1] = reversed(changed["rows"][at - 1 : at + 1])
        case "policy":
            changed["hit_policy"] = change.new
        case "default_dropped":
            del changed["outputs"][change.where[0]]["default"]
    return whole


# --- what tables can come to ---


@pytest.mark.parametrize(
    ("rows", "can_be"),
    [
        ([{"staff": ">= 10", "fit": True}, {"staff": "< 10", "fit": True}], {MET}),
        ([{"staff": ">= 10", "fit": True}, {"staff": "< 10", "fit": False}], {MET, NOT_MET, UNDETERMINED}),
        ([{"staff": ">= 10", "fit": True}], {MET, UNDETERMINED}),
        ([{"staff": ">= 10", "fit": False}], {NOT_MET, UNDETERMINED}),
    ],
)
def test_a_criterion_need_not_be_seen_as_its_table_can_never_be(rows: list[Plain], can_be: set[Outcome]) -> None:
    condition = asked(table(rows)).designations[0].criteria[0].condition
    assert isinstance(condition, n.Lookup)
    assert outcomes(condition) == can_be


@settings(max_examples=60, deadline=None)
@given(seed=SEEDS, size=st.integers(1, 4))
def test_no_criterion_comes_to_what_it_cannot_be(seed: int, size: int) -> None:
    pairs = list(cases(seed, size, 4))
    pack = pack_of_generated(pairs[0][0])
    for _, dossier, on, _ in pairs:
        for path, said in found(pack, dossier, on).items():
            section, _, rest = path.partition("/")
            criteria = {criterion.path: criterion for one in pack.designations for criterion in one.criteria}
            outcome = said.partition(":")[0]
            if section == "designations" and path in criteria and outcome in ("met", "not_met"):
                assert Outcome(outcome) in outcomes(criteria[path].condition), rest


def test_mutants_of_generated_packs_are_all_of_different_answers() -> None:
    """No table is mutated into one that answers every question alike."""
    for seed in range(30):
        pack = pack_of_generated(next(iter(cases(seed, 3, 1)))[0])
        for mutant in mutants_by_id(pack).values():
            if mutant.rule.startswith("tables/"):
                assert len(mutant.rules) > 1, (seed, mutant)



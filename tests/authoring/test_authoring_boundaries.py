"""Boundary cases are made from rules: each does what it says, and nothing comes out of the judge by accident."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from humi.authoring.boundaries import Proposed, boundary_cases, unreached
from humi.authoring.boundaries.covered import Covered
from humi.authoring.found import found
from humi.authoring.targets import find_targets
from humi.decision import RegionDecision
from humi.policy.pack import Pack
from humi.road import decide
from tests.engines.agreement import pack_of
from tests.strategies import NAME, REGION, a_policy

Plain = dict[str, Any]
CRITERION = "designations/d/criteria/c"


def policy(**sections: Any) -> Plain:
    edition = {"version": "1.0.0", "text": "complete"}
    return {"humi": 1, "region": {"id": REGION, "name": NAME}, "edition": edition, **sections}


def deciding(condition: Plain, **more: Any) -> Pack:
    """A pack of one designation with one criterion."""
    rule = {"for": "unit", "name": NAME, "criteria": {"c": {**condition, "source": "p1"}}}
    return pack_of(policy(designations={"d": {**rule, **more}}))


def come_out(pack: Pack, one: Proposed) -> str:
    return found(one.path, decided_on(pack, one), False)


def decided_on(pack: Pack, one: Proposed) -> RegionDecision:
    return decide(pack, one.dossier(pack), one.on.toordinal())


def said(pack: Pack, path: str = CRITERION) -> dict[str, str]:
    """What is said of each case about a path, and what comes out of it."""
    return {one.about.en: come_out(pack, one) for one in boundary_cases(pack) if one.path == path}


ALL = "everything asked is so"
STAFF = "number of staff"
FOUNDED = "date of founding"
TABLE: list[tuple[Plain, dict[str, str]]] = [
    (
        {"unit.staff": {"at_least": 30}},
        {
            f"{STAFF} just below 30": "not_met",
            ALL: "met",
            f"{STAFF} just above 30": "met",
            f"{STAFF}: not recorded": "undetermined",
        },
    ),
    ({"unit.staff": {"more_than": 30}}, {f"{STAFF} exactly 30": "not_met", f"{STAFF} just below 30": "not_met", ALL: "met"}),
    ({"unit.staff": {"at_most": 30}}, {f"{STAFF} just above 30": "not_met", f"{STAFF} just below 30": "met", ALL: "met"}),
    ({"unit.staff": {"less_than": 30}}, {f"{STAFF} exactly 30": "not_met", f"{STAFF} just above 30": "not_met", ALL: "met"}),
    ({"unit.staff": {"equals": 30}}, {f"{STAFF} just below 30": "not_met", f"{STAFF} just above 30": "not_met", ALL: "met"}),
    (
        {"unit.staff": {"between": [10, 20]}},
        {
            f"all but this: {STAFF} just below 10": "not_met",
            f"{STAFF} exactly 20": "met",
            f"all but this: {STAFF} just above 20": "not_met",
        },
    ),
    (
        {"unit.founded": {"on_or_before": "2020-02-29"}},
        {f"{FOUNDED} the day before 2020-02-29": "met", ALL: "met", f"{FOUNDED} the day after 2020-02-29": "not_met"},
    ),
    (
        {"unit.founded": {"within": "2020-01/2020-06"}},
        {
            f"{FOUNDED} on 2019-12-31 (the day before of the period)": "not_met",
            f"{FOUNDED} on 2020-06-30 (the last day of the period)": "met",
            f"{FOUNDED} on 2020-07-01 (the day after of the period)": "not_met",
        },
    ),
    (
        {"unit.founded": {"on_or_before": {"minus": {"years": 3}, "from": "asked"}}},
        {f"{FOUNDED} the day after 3 years before the day of asking": "not_met", ALL: "met"},
    ),
    (
        {"unit.kind": {"in": ["enterprise", "association"]}},
        {"kind of applicant: industry association": "met", "kind of applicant: none of those listed": "not_met"},
    ),
    (
        {"unit.kind": {"in": ["enterprise"], "open": True}},
        {ALL: "met", "kind of applicant: not recorded": "undetermined"},
    ),
    (
        {"unit.traits": {"include_all": ["large", "key"]}},
        {"traits: only large is missing": "not_met", "traits: only key enterprise is missing": "not_met", ALL: "met"},
    ),
    (
        {"unit.traits": {"include": ["large", "key"]}},
        {"traits: only key enterprise": "met", "traits: none of those listed": "not_met"},
    ),
    (
        {"any": [{"unit.has_rules": True}, {"unit.has_measures": True}]},
        {
            "this alone: takes confidentiality measures: yes": "met",
            "has written protection rules: no": "not_met",
        },
    ),
    (
        {"all": [{"unit.has_rules": True}, {"unit.has_measures": True}]},
        {
            "all but this: has written protection rules: no": "not_met",
            "all but this: takes confidentiality measures: no": "not_met",
        },
    ),
    ({"not": {"unit.kind": "individual"}}, {"kind of applicant: individual": "not_met", ALL: "met"}),
    (
        {"readings": {"narrow": {"unit.staff": {"at_least": 3}}, "wide": {"unit.staff": {"at_least": 2}}}},
        {
            f"by the reading “narrow”: {STAFF} just below 3": "undetermined",
            f"by the reading “wide”: {STAFF} just below 2": "not_met",
            ALL: "met",
        },
    ),
    (
        {"judgement": {"standard": "择优", "by": "authority"}},
        {
            ALL: "met",
            "determined as not met: 「择优」": "not_met",
            "not yet determined: judged by the authority: 「择优」": "undetermined",
        },
    ),
    (
        {"count": "points", "at_least": 3},
        {
            "number of points just below 3": "not_met",
            "number of points just above 3": "met",
            "points: not recorded": "undetermined",
        },
    ),
    (
        {"none": "cases", "where": {"infringement": True}},
        {"there is such a case": "not_met", ALL: "met", "trade-secret infringement: no": "met"},
    ),
    (
        {"share": "units", "where": {"kind": "enterprise"}, "meets": {"has_rules": True}, "at_least": "90%"},
        {
            "share of units (kind of applicant is enterprise) with has written protection rules: 8 of 10": "not_met",
            "share of units (kind of applicant is enterprise) with has written protection rules: 10 of 10": "met",
        },
    ),
    (
        {"rank": "units", "where": {"kind": "enterprise"}, "of": "staff", "at_most": 3},
        {
            "rank of number of staff among units (kind of applicant is enterprise) just above 3": "not_met",
            "rank of number of staff among units (kind of applicant is enterprise) just below 3": "met",
        },
    ),
    (
        {"sum": "claims", "of": "amount", "where": {"incentive": "x"}, "at_most": "50000 yuan"},
        {"sum of amount over claims just above CNY 50,000": "not_met", ALL: "met"},
    ),
    (
        {"2020-01-01": {"unit.staff": {"at_least": 10}}, "2024-07-01": {"unit.staff": {"at_least": 20}}},
        {
            "the day before the version of 2024-07-01": "met",
            "the first day of the version of 2024-07-01": "not_met",
            "the day before the version of 2020-01-01": "out_of_scope",
        },
    ),
    ({"unmeasured": "一批"}, {}),
]


@pytest.mark.parametrize(("condition", "expected"), TABLE, ids=lambda one: str(one)[:60] if isinstance(one, dict) else "")
def test_a_criterion_at_its_boundaries(condition: Plain, expected: dict[str, str]) -> None:
    incentive = {"x": {"for": "claim", "name": NAME, "amount": "1 yuan", "source": "p1"}}
    rule = {"for": "unit", "name": NAME, "criteria": {"c": {**condition, "source": "p1"}}}
    pack = pack_of(policy(designations={"d": rule}, incentives=incentive))
    cases = said(pack)
    assert {about: cases.get(about) for about in expected} == expected


def test_everything_beside_what_moves_stays_met() -> None:
    """The whole designation turns, because the other criteria are met."""
    rule = {
        "for": "unit",
        "name": NAME,
        "criteria": {
            "staff": {"unit.staff": {"at_least": 30}, "source": "p1"},
            "trained": {"value": "unit.staff_trained", "at_least": {"product": ["unit.staff", "80%"]}, "source": "p1"},
            "rules": {"unit.has_rules": True, "source": "p1"},
        },
    }
    pack = pack_of(policy(scope={"when": {"unit.place": REGION}, "source": "p1"}, designations={"d": rule}))
    for one in boundary_cases(pack):
        if one.path.startswith("designations/d/criteria/"):
            decided = decide(pack, one.dossier(pack), one.on.toordinal())
            others = [criterion for criterion in decided.designations[0].criteria if not criterion.path.endswith(one.path)]
            if come_out(pack, one) == "not_met" or one.about.en == ALL:
                assert [criterion.outcome.value for criterion in others] == ["met", "met"], one.about.en
                assert decided.scope.outcome.value == "met"


def test_points_that_come_in_steps_are_missed_by_a_step() -> None:
    """Nobody can have one point less where only ten are given at a time."""
    weighed = [{"value": 10, "when": {f"unit.{name}": True}} for name in ("has_rules", "has_organisation", "has_measures")]
    cases = said(deciding({"sum": weighed, "at_least": 20}))
    assert [answer for about, answer in cases.items() if "just below 20" in about] == ["not_met"]
    assert [answer for about, answer in cases.items() if "just above 20" in about] == ["met"]


def test_points_of_which_all_are_needed_are_had_beside_another_criterion() -> None:
    """At least 80 of 40 + 30 + 30: no sum that lies near the bound can be had."""
    parts = ["has_rules", "has_organisation", "has_measures"]
    total = {"sum": [{"value": each, "when": {f"unit.{part}": True}} for each, part in zip((40, 30, 30), parts, strict=True)]}
    rule = {"score": {**total, "at_least": 80, "source": "p1"}, "staff": {"unit.staff": {"at_least": 30}, "source": "p1"}}
    pack = pack_of(policy(designations={"d": {"for": "unit", "name": NAME, "criteria": rule}}))
    at = [one for one in boundary_cases(pack) if one.path == "designations/d/criteria/staff"]
    just_below = [decided_on(pack, one) for one in at if one.about.en == f"{STAFF} just below 30"]
    assert [found("designations/d/criteria/score", decided, False) for decided in just_below] == ["met"]


def test_a_duty_on_its_due_day_and_the_day_after() -> None:
    duty = {
        "for": "case",
        "name": NAME,
        "when": {"case.received": True},
        "done": {"case.accepted": True},
        "by": {"plus": {"working_days": 5}, "from": "case.received"},
        "source": "p1",
    }
    pack, path = pack_of(policy(duties={"d": duty})), "duties/d/case1"
    cases = said(pack, path)
    due = "5 working days after complaint received (day)"
    assert cases[f"acceptance (day) on {due}"] == "met"
    assert cases[f"all but this: acceptance (day) the day after {due}"] == "not_met"
    last: dict[timedelta, str] = {}
    for one in boundary_cases(pack):
        by = found("due/d/case1", decided_on(pack, one), False)
        if one.path == path and one.given["cases"][0].get("accepted") is False and len(by) == len("2025-07-08"):
            last[date.fromisoformat(by) - one.on] = one.answer
    assert last[timedelta(0)] == "not_yet_due"
    assert last[timedelta(-1)] == "not_met"


def test_a_target_with_one_fewer_and_the_day_before() -> None:
    target = {
        "count": "titles",
        "where": {"kind": "base", "held": {"covers": "due"}},
        "at_least": 3,
        "due": "2026-12-31",
        "name": NAME,
        "source": "p1",
    }
    cases = said(pack_of(policy(targets={"t": target})), "targets/t")
    assert cases["number of titles just below 3"] == "not_met"
    assert cases[ALL] == "met"
    assert cases["the day of asking the day before 2026-12-31"] == "not_yet_due"
    assert cases["all but this: period held ended the day before 2026-12-31"] == "not_met"


def test_an_incentive_that_follows_needs_what_it_follows() -> None:
    first = {"for": "unit", "name": NAME, "amount": "1 yuan", "criteria": {"c": {"unit.has_rules": True, "source": "p1"}}}
    second = {"for": "unit", "name": NAME, "service": "s", "follows": "first"}
    pack = pack_of(policy(incentives={"first": {**first, "source": "p1"}, "second": {**second, "source": "p1"}}))
    assert set(said(pack, "incentives/second").values()) >= {"met", "not_met"}


def test_an_amount_at_its_cap() -> None:
    amount = {"min": [{"product": ["200 yuan", "unit.staff_trained"]}, "20000 yuan"]}
    pack = pack_of(policy(incentives={"i": {"for": "unit", "name": NAME, "amount": amount, "source": "p1"}}))
    assert set(said(pack, "amount/i").values()) == {"19800 yuan", "20000 yuan"}


def test_an_amount_that_a_table_gives_at_the_edges_of_its_rows() -> None:
    """Of each row a case, though another table may cut off what it gives."""
    middle = "(100..300)"
    rows = [("<= 100", None, "3 yuan"), (middle, True, "6 yuan"), (middle, False, "5 yuan"), (">= 300", None, "9 yuan")]
    table = {
        "name": NAME,
        "hit_policy": "unique",
        "inputs": {"staff": "unit.staff", "rules": "unit.has_rules"},
        "outputs": {"money": {"type": "money"}},
        "rows": [
            {"staff": staff, **({} if rules is None else {"rules": rules}), "money": money} for staff, rules, money in rows
        ],
        "source": "p1",
    }
    cap = {
        **table,
        "inputs": {"measures": "unit.has_measures"},
        "rows": [{"measures": True, "money": "9 yuan"}, {"measures": False, "money": "1 yuan"}],
    }
    amount = {"min": [{"table": "t"}, {"table": "cap"}]}
    grant = {"for": "unit", "name": NAME, "amount": amount, "source": "p1"}
    pack = pack_of(policy(tables={"t": table, "cap": cap}, incentives={"i": grant}))
    units = [(one.given["unit"], one.answer) for one in boundary_cases(pack) if one.path == "amount/i"]
    answers = {(unit.get("staff"), unit.get("has_rules"), unit.get("has_measures")): answer for unit, answer in units}
    assert {"3 yuan", "6 yuan", "5 yuan", "9 yuan", "1 yuan"} <= set(answers.values())
    assert {staff for staff, _, _ in answers} >= {100, 101, 299, 300}
    assert unreached(pack) == []


def test_phases_at_their_first_and_last_day() -> None:
    pack = pack_of(policy(phases={"p": {"order": 1, "period": "2025-03/2025-06", "name": NAME, "source": "p1"}}))
    assert said(pack, "phase/p") == {
        "the day before the first day (2025-02-28)": "out",
        "first day (2025-03-01)": "in",
        "last day (2025-06-30)": "in",
        "the day after the last day (2025-07-01)": "out",
    }


def test_a_decision_table_at_the_edges_of_its_rows() -> None:
    """By each column where it has a say, and by what the table gives."""
    table = {
        "name": NAME,
        "hit_policy": "unique",
        "inputs": {"staff": "unit.staff", "rules": "unit.has_rules"},
        "outputs": {"points": {"type": "integer"}},
        "rows": [
            {"staff": "< 20", "points": 1},
            {"staff": ">= 20", "rules": True, "points": 5},
            {"staff": ">= 20", "rules": False, "points": 2},
        ],
        "source": "p1",
    }
    rule = {"for": "unit", "name": NAME, "criteria": {"c": {"table": "t", "at_least": 3, "source": "p1"}}}
    pack = pack_of(policy(tables={"t": table}, designations={"d": rule}))
    found = {
        (one.given["unit"].get("staff"), one.given["unit"].get("has_rules")): one.answer
        for one in boundary_cases(pack)
        if one.path == CRITERION
    }
    expected = {(19, True): "not_met", (20, True): "met", (20, False): "not_met", (20, None): "undetermined"}
    assert found.items() >= expected.items()
    assert unreached(pack) == []


def test_what_cannot_be_reached_is_told() -> None:
    """A criterion that contradicts itself has no facts with which it is met."""
    contradiction = {"all": [{"unit.staff": {"at_least": 10}}, {"unit.staff": {"at_most": 5}}]}
    assert {one.path for one in unreached(deciding(contradiction))} == {CRITERION}


def test_facts_do_not_leave_their_bounds() -> None:
    """Of a share there is nothing above all of it, of a count nothing below none."""
    pack = deciding({"count": "points", "at_least": 0})
    assert not any("just below" in about for about in said(pack))


REGIONS = ("jiangjin", "jiyuan", "qingdao_ftz", "sanmen", "yinchuan", "examples/yunhai")
WITHOUT = {
    "jiyuan": {"duties/yearly_report/2025"},
    "sanmen": {"duties/case_investigated/case1"},
    "examples/yunhai": {
        *(f"duties/report/{year}" for year in (2024, 2025, 2026, 2027)),
        "duties/accept/case1",
        "duties/dispose/case1",
    },
}
"""Where a part of a rule cannot decide alone, or facts that show it are not found."""
MANY = 200
"""Of more cases, only some are asked of the whole pack."""


@pytest.mark.parametrize("name", REGIONS)
def test_the_regions_are_reached(name: str) -> None:
    """Each rule that is judged has its cases; every case is as it is said to be, read by the whole pack."""
    (target,) = find_targets([name])
    pack = target.pack
    assert pack is not None
    cases = list(boundary_cases(pack))
    for one in cases[:: 1 + len(cases) // MANY]:
        assert one.dossier(pack).warnings == ()
        came = come_out(pack, one)
        assert came == one.answer or (one.path.startswith("title/") and came.startswith(one.answer)), one
    assert {one.path for one in unreached(pack)} == WITHOUT.get(name, set())
    judged = {one.path for rule in pack.designations for one in rule.criteria}
    judged |= {target.path for target in pack.targets} | {incentive.path for incentive in pack.incentives}
    judged |= {duty.path for duty in pack.duties if duty.done is not None}
    assert judged - {one.rule for one in cases} == set()


LAW = settings(max_examples=15, deadline=None, database=None, suppress_health_check=list(HealthCheck))


@LAW
@given(st.integers(0, 2**32 - 1))
def test_cases_of_any_pack_read_and_come_out_as_found(seed: int) -> None:
    pack = pack_of(a_policy(Random(seed), 1))
    cases = list(boundary_cases(pack))
    for one in cases:
        assert one.dossier(pack).warnings == ()
        assert come_out(pack, one).startswith(one.answer), one
    assert len({(one.path, one.on, repr(one.given)) for one in cases}) == len(cases)
    assert list(boundary_cases(pack)) == cases


def test_one_case_of_each_kind_is_enough() -> None:
    """What lies equally near to every boundary shows the same; whoever is two steps away is far."""
    pack = deciding({"unit.staff": {"at_least": 30}})
    covered = Covered(pack, ())
    below = [one for one in boundary_cases(pack) if one.path == CRITERION]
    assert all(covered.take(one) for one in below)
    assert not any(covered.take(one) for one in below)
    moved = [replace(one, on=date(2024, 1, 1)) for one in below]
    assert not any(covered.take(one) for one in moved)

"""Targets beside their outcome: how far they have come, what time is left, what makes a number uncertain."""

from __future__ import annotations

from itertools import permutations
from typing import Any

import pytest

from humi.decision import Bound, Pace, TargetDecision
from tests.road.asking import NAME, RULE, of_applicant, of_authority, pack

SITES = {"count": "titles", "where": {"kind": "station"}}
DUE = "2025-12-31"


def target(rule: dict[str, Any], day: str, governs: str = "", **registry: Any) -> TargetDecision:
    """The first target of a pack with one rule."""
    head = {"governs": {"period": governs, "source": "p1"}} if governs else {}
    (found, *_) = of_authority(pack(**head, targets={"t": {**RULE, **rule}}), day, **registry).targets
    return found


def titles(number: int, **more: Any) -> list[dict[str, Any]]:
    return [{"id": f"t{one}", "region": "testland", "kind": "station", **more} for one in range(number)]


# --- pace ---


@pytest.mark.parametrize(
    ("bound", "number", "missing"),
    [
        ({"at_least": 5}, 0, 5),
        ({"at_least": 5}, 3, 2),
        ({"at_least": 5}, 5, 0),
        ({"at_least": 5}, 7, 0),
        ({"more_than": 5}, 5, 1),
        ({"more_than": 5}, 6, 0),
        ({"at_least": 2.5}, 2, 1),
        ({"at_least": 2.5}, 3, 0),
        ({"more_than": 2.5}, 2, 1),
        ({"more_than": 2.5}, 3, 0),
        ({"between": [3, 5]}, 1, 2),
        ({"between": [3, 5]}, 4, 0),
    ],
)
def test_what_is_missing_is_what_the_bound_still_wants(bound: dict[str, Any], number: int, missing: int) -> None:
    """Never more than would do, never less."""
    found = target({**SITES, **bound, "due": DUE}, "2025-12-21", titles=titles(number))
    assert found.pace == Pace((missing, missing), 10)


def test_what_is_missing_of_an_uncertain_number_is_a_range() -> None:
    listed = [*titles(2), {"id": "x", "region": "testland"}]
    found = target({**SITES, "at_least": 5, "due": DUE}, "2025-12-30", titles=listed)
    assert (found.count, found.pace) == ((2, 3), Pace((2, 3), 1))


@pytest.mark.parametrize(
    ("rule", "day", "governs", "gone"),
    [
        ({"due": DUE}, "2025-12-21", "", None),
        ({"due": DUE}, "2025-12-21", "2025/2026", 355),
        ({"due": DUE}, "2025-01-01", "2025/2026", 1),
        ({"due": DUE}, "2024-12-31", "2025/2026", None),
        ({"every": {"year": "2025"}}, "2025-01-10", "", 10),
        ({"every": {"year": "2025"}}, "2025-01-10", "2024/2025", 10),
        ({"every": {"year": "2025"}}, "2024-12-31", "2024/2025", None),
    ],
)
def test_time_gone_is_counted_from_the_first_day_that_is_known(
    rule: dict[str, Any], day: str, governs: str, gone: int | None
) -> None:
    """Of the year, of the plan, or of none; before that day none has gone."""
    pace = target({**SITES, "at_least": 5, **rule}, day, governs, titles=[]).pace
    assert pace is not None
    assert pace.gone == gone


def test_time_of_a_series_runs_from_the_due_day_before() -> None:
    series = {**RULE, **SITES, "due": {"2026-12-31": {"at_least": 9}, "2025-12-31": {"at_least": 5}}}
    asked = pack(targets={"t": series})
    first, second = of_authority(asked, "2025-12-30", titles=[]).targets
    assert [first.pace, second.pace] == [Pace((5, 5), 1), Pace((9, 9), 366)]
    first, second = of_authority(asked, "2026-01-03", titles=[]).targets
    assert [first.pace, second.pace] == [None, Pace((9, 9), 362, gone=3)]


@pytest.mark.parametrize(
    "rule",
    [
        {**SITES, "at_most": 5},
        {**SITES, "equals": 5},
        {**SITES, "at_least": {"count": "stations"}},
        {"share": "titles", "where": {"kind": "station"}, "meets": {"level": "city"}, "at_least": "90%"},
        {"when": {"unmeasured": "一批"}},
        {"sum": "claims", "of": "amount", "at_least": "5 yuan"},
    ],
)
def test_there_is_no_pace_where_no_number_has_to_be_reached(rule: dict[str, Any]) -> None:
    assert target({**rule, "due": DUE}, "2025-12-21", titles=titles(3), stations=[], claims=[]).pace is None


def test_there_is_no_pace_once_it_is_due_or_without_a_day() -> None:
    assert target({**SITES, "at_least": 5, "due": DUE}, DUE, titles=[]).pace is None
    assert target({**SITES, "at_least": 5, "due": "unstated"}, DUE, titles=[]).pace is None


# --- before the due day ---


def remark(found: TargetDecision) -> str:
    return found.finding.remark.en if found.finding.remark else ""


def test_before_its_due_day_a_target_says_so() -> None:
    rule = {**SITES, "at_least": 5, "due": DUE}
    before, on = (target(rule, day, titles=[]) for day in ("2025-12-30", DUE))
    assert (before.outcome, remark(before)) == ("not_yet_due", "the due day has not come")
    assert (on.outcome, remark(on)) == ("not_met", "")
    assert before.finding.causes == before.finding.reasons == ()


def test_outside_the_plan_it_says_that_instead() -> None:
    found = target({**SITES, "at_least": 5, "due": DUE}, "2025-12-30", "2026/2027", titles=[])
    assert (found.outcome, remark(found)) == ("out_of_scope", "the governing date lies outside the period of the plan")
    assert found.pace is None


def test_what_is_needed_and_found_stand_beside_each_outcome() -> None:
    found = target({**SITES, "at_least": 5, "due": DUE}, DUE, titles=titles(4))
    assert found.needed is not None
    assert found.found is not None
    assert (found.needed.en, found.found.en, found.due, found.count) == ("at least 5", "4", DUE, (4, 4))
    (reason,) = found.finding.reasons
    assert (reason.found.en, reason.outcome) == ("4", "not_met")


# --- doubts ---


def doubts(found: TargetDecision) -> set[tuple[str, str]]:
    return {(cause.kind, cause.what) for cause in found.doubts}


@pytest.mark.parametrize(("bound", "outcome"), [(1, "met"), (2, "undetermined"), (3, "not_met")])
def test_a_number_that_is_not_exact_is_explained_whatever_the_outcome(bound: int, outcome: str) -> None:
    listed = [*titles(1), {"id": "x", "region": "testland"}]
    found = target({**SITES, "at_least": bound, "due": DUE}, DUE, titles=listed)
    assert (found.outcome, found.count) == (outcome, (1, 2))
    assert doubts(found) == {("missing_fact", "title.kind")}
    assert [cause.record for cause in found.doubts] == ["titles[1]"]


def test_a_list_that_may_be_longer_is_a_doubt_and_an_exact_number_is_none() -> None:
    rule = {**SITES, "at_least": 1, "due": DUE}
    assert doubts(target(rule, DUE, titles=titles(1), complete=False)) == {("missing_fact", "titles")}
    assert doubts(target(rule, DUE, titles=titles(1))) == set()


def test_two_ways_to_count_are_a_doubt() -> None:
    once = {"readings": {"each_title": "id", "each_holder": "holder"}}
    listed = titles(3, holder="h1")
    found = target({**SITES, "once_per": once, "at_least": 4, "due": DUE}, DUE, titles=listed)
    assert (found.outcome, found.count) == ("not_met", (1, 3))
    assert {kind for kind, _ in doubts(found)} == {"readings"}


# --- bounds ---


@pytest.mark.parametrize(
    ("bound", "told", "per"),
    [
        ({"at_least": 5}, [(">=", 5)], 1),
        ({"more_than": 5}, [(">", 5)], 1),
        ({"at_most": 5}, [("<=", 5)], 1),
        ({"at_least": 2.5}, [(">=", 25)], 10),
        ({"between": [3, 5]}, [(">=", 3), ("<=", 5)], 1),
    ],
)
@pytest.mark.parametrize("day", ["2025-12-21", DUE, "2026-03-01"])
def test_what_is_enough_of_a_count_is_told_as_numbers_on_any_day(
    bound: dict[str, Any], told: list[tuple[str, int]], per: int, day: str
) -> None:
    found = target({**SITES, **bound, "due": DUE}, day, titles=titles(4))
    assert (found.bounds, found.per, found.value) == (tuple(Bound(*one) for one in told), per, None)


@pytest.mark.parametrize(
    ("rate", "outcome", "value"),
    [(0.92, "met", (92, 92)), ({"from": 0.8, "to": 0.95}, "undetermined", (80, 95)), (None, "undetermined", None)],
)
def test_a_rate_is_told_in_the_parts_of_its_bound(rate: Any, outcome: str, value: tuple[int, int] | None) -> None:
    facts = {"programme.rate": {"type": "decimal", "from": "authority", "name": NAME}}
    rule = {**RULE, "value": "programme.rate", "at_least": "90%", "due": DUE}
    held = {} if rate is None else {"programme": {"testland": {"rate": rate}}}
    (found, *_) = of_authority(pack(facts=facts, targets={"t": rule}), DUE, **held).targets
    assert (found.outcome, found.bounds, found.per, found.value) == (outcome, (Bound(">=", 90),), 100, value)
    assert found.count is None
    assert found.found is None if value is None else found.found.en == {92: "0.92", 80: "0.8–0.95"}[value[0]]


def test_a_condition_has_no_bounds() -> None:
    found = target({"when": {"unmeasured": "一批"}, "due": DUE}, DUE)
    assert (found.bounds, found.count, found.value) == ((), None, None)


# --- shares ---

SHARE = {"share": "units", "where": {"kind": "enterprise"}, "meets": {"has_rules": True}, "at_least": "50%", "due": DUE}


@pytest.mark.parametrize(
    ("rules", "outcome", "count", "of", "found"),
    [
        ([True, True, False], "met", (2, 2), (3, 3), "2 of 3"),
        ([True, False, False], "not_met", (1, 1), (3, 3), "1 of 3"),
        ([True, False], "met", (1, 1), (2, 2), "1 of 2"),
        ([True, None], "met", (1, 2), (2, 2), "1–2 of 2"),
        ([False, None], "undetermined", (0, 1), (2, 2), "0–1 of 2"),
        ([], "undetermined", (0, 0), (0, 0), "0 of 0"),
    ],
)
def test_a_share_tells_part_and_whole(
    rules: list[bool | None], outcome: str, count: tuple[int, int], of: tuple[int, int], found: str
) -> None:
    units = [{"kind": "enterprise", "has_rules": one} for one in rules]
    judged = target(SHARE, DUE, units=units)
    assert judged.found is not None
    assert (judged.outcome, judged.count, judged.of, judged.found.en) == (outcome, count, of, found)


def test_a_share_of_a_whole_that_is_not_exact() -> None:
    judged = target(SHARE, DUE, units=[{"kind": "enterprise", "has_rules": True}, {"has_rules": True}])
    assert (judged.count, judged.of) == ((1, 2), (1, 2))


# --- the state of the due day ---


def test_what_came_later_changes_nothing() -> None:
    rule = {"count": "titles", "where": {"kind": "station", "held": {"covers": "due"}}, "at_least": 2, "due": DUE}
    early = titles(1, granted="2025-01-01", held="2025-01-01/..")
    late = [{**one, "id": "late", "granted": "2026-01-01", "held": "2026-01-01/.."} for one in early]
    for day in (DUE, "2026-01-01", "2040-01-01"):
        found = target(rule, day, titles=[*early, *late])
        assert (found.outcome, found.count) == ("not_met", (1, 1)), day


def test_the_order_of_records_does_not_matter() -> None:
    listed = [*titles(2), {"id": "x", "region": "testland"}, {"id": "y", "kind": "station"}, {"id": "z", "region": "elsewhere"}]
    rule = {**SITES, "at_least": 3, "due": DUE}
    first, *others = (target(rule, DUE, titles=list(order)) for order in permutations(listed))
    for other in others:
        assert (other.outcome, other.count, doubts(other)) == (first.outcome, first.count, doubts(first))


def test_an_applicant_is_told_nothing_of_targets() -> None:
    assert of_applicant(pack(targets={"t": {**RULE, **SITES, "at_least": 1, "due": DUE}}), DUE).targets == ()


# --- readings of the due day ---


@pytest.mark.parametrize(
    ("day", "granted", "outcome", "answers"),
    [
        ("2025-05-23", "2025-05-01", "not_yet_due", []),
        ("2025-05-24", "2025-05-01", "undetermined", [("included", "not_yet_due"), ("excluded", "met")]),
        ("2025-05-25", "2025-05-01", "met", []),
        ("2025-05-25", "2025-05-25", "undetermined", [("included", "met"), ("excluded", "not_met")]),
        ("2030-01-01", "2025-05-25", "undetermined", [("included", "met"), ("excluded", "not_met")]),
        ("2030-01-01", "2025-05-26", "not_met", []),
    ],
)
def test_readings_of_the_due_day_agree_or_differ(day: str, granted: str, outcome: str, answers: list[tuple[str, str]]) -> None:
    due = {"readings": {"included": "2025-05-25", "excluded": "2025-05-24"}}
    found = target({**SITES, "at_least": 1, "due": due}, day, titles=titles(1, granted=granted))
    assert (found.outcome, found.due) == (outcome, "2025-05-24/2025-05-25")
    assert [list(cause.answers) for cause in found.finding.causes] == ([answers] if answers else [])

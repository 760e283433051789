"""For each kind of question a pack where the answer is proven and one where it is refuted, one change apart."""

from __future__ import annotations

from typing import Any

import pytest

from humi.questions.answers import Proven, Refuted
from tests.questions.packs import NAME, asked_of, pack, verdict

SMALL = {"unit.staff": {"less_than": 10}}
LARGE = {"unit.staff": {"at_least": 100}}
STATION = {"where": {"kind": "station"}}
TITLES = {"count": "titles", **STATION}
CLAIM = {"paid": True, "incentive": "cash", "holder": {"same_as": "this.holder"}}
BY_TITLE = {**CLAIM, "title": {"same_as": "this.title"}}


@pytest.mark.parametrize(
    ("criteria", "kind", "path", "expected"),
    [
        ({"small": SMALL, "large": LARGE}, "nobody_qualifies", "", "proven any"),
        ({"small": SMALL, "large": {"unit.staff": {"at_least": 9}}}, "nobody_qualifies", "", "refuted"),
        ({"small": SMALL, "open": {"no_clause": "g1"}}, "nobody_qualifies", "", "proven any"),
        ({"staff": {"unit.staff": {"at_least": 0}}}, "nobody_refused", "", "proven any"),
        ({"staff": {"unit.staff": {"at_least": 1}}}, "nobody_refused", "", "refuted"),
        ({"small": SMALL, "large": LARGE}, "contradiction", "", "proven complete"),
        ({"small": SMALL, "open": {"no_clause": "g1"}}, "contradiction", "", "refuted"),
        ({"small": SMALL, "smaller": {"unit.staff": {"less_than": 5}}}, "idle", "designations/d/criteria/small", "proven any"),
        ({"small": SMALL, "smaller": {"unit.staff": {"less_than": 5}}}, "idle", "designations/d/criteria/smaller", "refuted"),
        ({"small": SMALL, "other": {"unit.staff": {"less_than": 11}}}, "idle", "designations/d/criteria/small", "refuted"),
        ({"x": {"any": [{"unit.has_rules": True}, {"unit.has_rules": False}]}}, "idle", "", "proven complete"),
        ({"x": {"any": [{"unit.has_rules": True}, {"unit.has_measures": False}]}}, "idle", "", "refuted"),
        ({"x": {"readings": {"a": SMALL, "b": {"unit.staff": {"at_most": 9}}}}}, "readings_agree", "", "proven any"),
        ({"x": {"readings": {"a": SMALL, "b": {"unit.staff": {"at_most": 10}}}}}, "readings_agree", "", "refuted"),
        ({"x": {"any": [{"unit.has_rules": True}, {"not": {"unit.has_rules": True}}]}}, "never_matters", "", "proven complete"),
        ({"x": {"unit.has_rules": True}}, "never_matters", "", "refuted"),
    ],
)  # fmt: skip
def test_a_claim_about_a_designation(criteria: dict[str, Any], kind: str, path: str, expected: str) -> None:
    assert verdict(pack(criteria), kind, path) == expected


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({**TITLES, "at_least": 3}, "proven any"),
        ({**TITLES, "at_least": 5}, "proven any"),
        ({**TITLES, "at_least": 6}, "refuted"),
        ({**TITLES, "once_per": "holder", "at_least": 1}, "proven any"),
        ({**TITLES, "once_per": "holder", "at_least": 2}, "refuted"),
        ({"count": "titles", "where": {"kind": {"in": ["station", "point"]}}, "at_least": 5}, "proven any"),
        ({"count": "titles", "where": {"kind": "station", "level": "city"}, "at_least": 1}, "refuted"),
        ({"some": "titles"}, "proven any"),
        ({"share": "titles", **STATION, "meets": {"kind": "station"}, "at_least": "100%"}, "proven complete"),
        ({"share": "titles", "meets": {"kind": "station"}, "at_least": "50%"}, "refuted"),
    ],
)
def test_counts_have_no_bound(more: dict[str, Any], expected: str) -> None:
    criteria = {"five": {**TITLES, "at_least": 5}, "other": more}
    assert verdict(pack(criteria), "idle", "designations/d/criteria/other") == expected


def test_an_example_has_as_many_records_as_it_takes() -> None:
    (found,) = asked_of(pack({"many": {**TITLES, "at_least": 137}}), "nobody_qualifies")
    assert isinstance(found.answer, Refuted)
    assert len(found.answer.example.document["titles"]) >= 137


@pytest.mark.parametrize(
    ("later", "expected"),
    [
        ({"plus": {"months": 6}, "from": "unit.founded"}, "refuted"),
        ({"plus": {"years": 2}, "from": "unit.founded"}, "proven any"),
        ({"plus": {"working_days": 700}, "from": "unit.founded"}, "proven any"),
    ],
)
def test_date_steps_are_exact_beside_constants(later: dict[str, Any], expected: str) -> None:
    criteria = {"late": {"unit.founded": {"on_or_after": "2022-03-01"}}, "step": {**later, "on_or_after": "2024-02-29"}}
    assert verdict(pack(criteria), "idle", "designations/d/criteria/step") == expected


def test_why_nobody_qualifies_is_as_few_criteria_as_can_be() -> None:
    criteria = {"rules": {"unit.has_rules": True}, "small": SMALL, "large": LARGE, "kind": {"unit.kind": "enterprise"}}
    (found,) = asked_of(pack(criteria), "nobody_qualifies")
    assert found.beside == ("designations/d/criteria/small", "designations/d/criteria/large")


def test_readings_that_differ_name_the_one_that_is_met_and_the_one_that_is_not() -> None:
    readings = {"narrow": {"unit.staff": {"less_than": 10}}, "wide": {"unit.staff": {"less_than": 20}}}
    (found,) = asked_of(pack({"size": {"readings": readings}}), "readings_agree")
    assert isinstance(found.answer, Refuted)
    assert found.beside == ("wide", "narrow")
    assert 10 <= found.answer.example.document["unit"]["staff"] < 20


# --- incentives ---


def _cash(**once: Any) -> Any:
    criteria = {key: {**says, "source": "p1"} for key, says in once.items()}
    cash = {"for": "claim", "name": NAME, "amount": "50000 yuan", "criteria": criteria, "source": "p1"}
    return pack(incentives={"cash": cash})


@pytest.mark.parametrize(
    ("where", "expected"), [(CLAIM, "proven any"), (BY_TITLE, "refuted"), ({**CLAIM, "holder": "u1"}, "refuted")]
)
def test_an_incentive_is_paid_once_where_no_claim_of_the_holder_was_paid(where: dict[str, Any], expected: str) -> None:
    assert verdict(_cash(once={"none": "claims", "where": where}), "never_twice") == expected


@pytest.mark.parametrize(("least", "expected"), [("50001 yuan", "proven any"), ("50000 yuan", "refuted")])
def test_an_incentive_can_be_had_or_not(least: str, expected: str) -> None:
    small = {"this.amount": {"at_most": "50000 yuan"}}
    assert verdict(_cash(most=small, least={"this.amount": {"at_least": least}}), "unreachable") == expected


# --- targets ---


def _sites(yearly: int, cumulative: tuple[int, int]) -> Any:
    days = ("2025-12-31", "2026-12-31")
    due = {day: {"at_least": least, "source": "p1"} for day, least in zip(days, cumulative, strict=True)}
    every = {"every": {"year": "2025/2026"}, "at_least": yearly, "where": {"granted": {"within": "year"}}}
    targets = {
        "all": {"name": NAME, "count": "titles", "where": {"held": {"covers": "due"}}, "due": due, "source": "p1"},
        "yearly": {"name": NAME, "count": "titles", **every, "source": "p1"},
    }
    return pack(targets=targets)


@pytest.mark.parametrize(
    ("yearly", "cumulative", "expected"), [(20, (20, 40), {("yearly", "all", "kept")}), (20, (20, 41), set())]
)
def test_so_many_a_year_are_so_many_in_all_where_titles_are_kept(
    yearly: int, cumulative: tuple[int, int], expected: set[tuple[str, ...]]
) -> None:
    found = asked_of(_sites(yearly, cumulative), "implies")
    proven = {
        (one.path.removeprefix("targets/"), one.beside[0].removeprefix("targets/"), one.answer.assuming)
        for one in found
        if isinstance(one.answer, Proven)
    }
    assert proven == expected

"""What follows from what: outcomes, and what is said beside them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import permutations
from typing import Any

import pytest

from humi.decision import Finding, RegionDecision
from humi.engines.chain import Chain
from humi.engines.chain_rules import Concluded, Fact
from tests.road.asking import RULE, of_applicant, of_authority, pack

DAY = "2026-06-01"
TEN = {"staff": {"unit.staff": {"at_least": 10}, "source": "p1"}}
EVENT = {"type": "event", "name": {"zh": "事件", "en": "event"}}


def told(finding: Finding) -> tuple[str, set[str], list[str], str]:
    """Outcome, what is missing, what was required of whatever failed, and the remark."""
    missing = {cause.what.replace(".testland.", ".") for cause in finding.causes}
    required = [f"{reason.name.en}: {reason.required.en}" for reason in finding.reasons if reason.outcome == "not_met"]
    return finding.outcome.value, missing, required, finding.remark.en if finding.remark else ""


# --- from a related record ---

OF_HOLDER = {"some": "titles", "where": {"kind": "star", "holder": {"same_as": "unit.id"}}}
STAR = pack(
    designations={"star": {"for": "unit", **RULE}},
    incentives={"prize": {"for": "unit", "service": "prize", "follows": OF_HOLDER, **RULE}},
)
MINE = {"id": "t1", "region": "testland", "kind": "star", "holder": "u1"}


def prize(**document: Any) -> tuple[str, set[str], list[str], str]:
    return told(of_applicant(STAR, DAY, **document).find("incentives/prize"))


def test_a_missing_record_refuses_with_what_was_looked_for() -> None:
    outcome, missing, required, remark = prize(unit={"id": "u1"}, titles=[])
    assert (outcome, missing, remark) == ("not_met", set(), "")
    assert len(required) == 1
    assert "same as" in required[0]


@pytest.mark.parametrize(
    ("document", "outcome", "missing"),
    [
        ({"unit": {"id": "u1"}, "titles": [MINE]}, "met", set()),
        ({"unit": {"id": "u1"}, "titles": [{**MINE, "holder": "u2"}]}, "not_met", set()),
        ({"unit": {"id": "u1"}, "titles": [{**MINE, "kind": "point"}]}, "not_met", set()),
        ({"unit": {"id": "u1"}, "titles": [{**MINE, "region": "elsewhere"}]}, "not_met", set()),
        ({"unit": {"id": "u1"}, "titles": [{**MINE, "granted": "2026-06-02"}]}, "not_met", set()),
        ({"unit": {"id": "u1"}, "titles": [{**MINE, "granted": "2026"}]}, "undetermined", {"title.granted"}),
        ({"unit": {"id": "u1"}, "titles": [{**MINE, "region": None}]}, "undetermined", {"title.region"}),
        ({"unit": {"id": "u1"}, "titles": [{**MINE, "holder": None}]}, "undetermined", {"title.holder"}),
        ({"unit": {"id": "u1"}, "titles": [{**MINE, "kind": None}]}, "undetermined", {"title.kind"}),
        ({"titles": [MINE]}, "undetermined", {"unit.id"}),
        ({"titles": [{**MINE, "holder": None}]}, "undetermined", {"unit.id", "title.holder"}),
        ({"unit": {"id": "u1"}}, "undetermined", {"titles"}),
        ({"unit": {"id": "u1"}, "titles": [{**MINE, "holder": "u2"}], "complete": False}, "undetermined", {"titles"}),
        ({"unit": {"id": "u1"}, "titles": [MINE], "complete": False}, "met", set()),
        ({"titles": []}, "not_met", set()),
    ],
)
def test_a_record_is_there_perhaps_there_or_not(document: dict[str, Any], outcome: str, missing: set[str]) -> None:
    assert prize(**document)[:2] == (outcome, missing)


def test_records_that_are_only_counted_are_there_where_nothing_is_asked_of_them() -> None:
    def prize_of(relation: str, counted: object) -> str:
        some = pack(incentives={"prize": {"for": "unit", "service": "prize", "follows": {"some": relation}, **RULE}})
        decision = of_applicant(some, DAY, unit={"id": "u1"}, counted={relation: counted})
        return decision.find("incentives/prize").outcome.value

    answers = [prize_of("stations", counted) for counted in (3, {"from": 1}, {"from": 0, "to": 1}, 0)]
    assert answers == ["met", "met", "undetermined", "not_met"]
    assert prize_of("titles", 3) == "undetermined"  # they may be titles of other regions


def test_the_order_of_records_does_not_matter() -> None:
    titles = [MINE, {**MINE, "id": "t2", "holder": None}, {**MINE, "id": "t3", "holder": "u2"}, {"id": "t4"}]
    for some in (titles, titles[1:]):
        first, *others = (prize(unit={"id": "u1"}, titles=list(order)) for order in permutations(some))
        assert all(other == first for other in others)


def test_two_applicants_do_not_see_each_other() -> None:
    one = {"unit": {"id": "u1"}, "titles": [MINE]}
    other = {"unit": {"id": "u2"}, "titles": [{**MINE, "holder": "u3"}]}
    assert [prize(**document)[0] for document in (one, other, one, other)] == ["met", "not_met", "met", "not_met"]


# --- from one rule to the next ---

LADDER = pack(
    in_force={"from": "2020-01-01", "to": "2027-12-31", "source": "p1"},
    designations={
        "model": {"for": "unit", **RULE, "governed_by": "unit.applied", "criteria": TEN},
    },
    incentives={
        "third": {"for": "unit", "service": "c", "follows": "incentives/second", **RULE},
        "second": {"for": "unit", "service": "b", "follows": "first", **RULE},
        "first": {"for": "unit", "service": "a", "follows": "model", **RULE},
    },
)


@pytest.mark.parametrize(
    ("unit", "outcome", "missing", "required", "remark"),
    [
        ({"staff": 10, "applied": "2026-01-01"}, "met", set(), [], ""),
        ({"staff": 9, "applied": "2026-01-01"}, "not_met", set(), ["number of staff: number of staff at least 10"], ""),
        ({"applied": "2026-01-01"}, "undetermined", {"unit.staff"}, [], ""),
        ({"staff": {"from": 5}, "applied": "2026-01-01"}, "undetermined", {"unit.staff"}, [], ""),
        (
            {"staff": 10, "applied": "2019-12-31"}, "out_of_scope", set(), [],
            "the governing date lies outside the time in which the document is in force",
        ),
    ],
)  # fmt: skip
def test_a_chain_of_three_ends_as_it_begins(
    unit: dict[str, Any], outcome: str, missing: set[str], required: list[str], remark: str
) -> None:
    """Also where rules stand in the file before what they follow."""
    decided = of_applicant(LADDER, DAY, unit=unit)
    for name in ("first", "second", "third"):
        assert told(decided.find(f"incentives/{name}")) == (outcome, missing, required, remark), name


def test_nothing_follows_for_a_registry() -> None:
    assert of_authority(LADDER, DAY).incentives == ()


def test_what_fails_for_certain_beats_what_is_open() -> None:
    asked = pack(
        designations={"model": {"for": "unit", **RULE, "criteria": TEN}},
        incentives={"prize": {"for": "unit", "service": "a", "follows": ["model", {"some": "titles"}], **RULE}},
    )
    outcome, missing, required, _ = told(of_applicant(asked, DAY, unit={"staff": 9}).find("incentives/prize"))
    assert (outcome, missing, required) == ("not_met", set(), ["number of staff: number of staff at least 10"])
    assert told(of_applicant(asked, DAY, titles=[]).find("incentives/prize"))[0] == "not_met"
    assert told(of_applicant(asked, DAY).find("incentives/prize"))[:2] == ("undetermined", {"unit.staff", "titles"})


# --- from a duty ---

CASES = pack(
    facts={"case.ordered": EVENT, "case.rectified": EVENT, "case.closed": EVENT},
    duties={
        "rectify": {
            "for": "case", **RULE, "when": {"case.ordered": True}, "done": {"case.rectified": True},
            "by": {"plus": {"days": 10}, "from": "case.ordered"},
        },
        "close": {"for": "case", **RULE, "follows": "rectify", "done": {"case.closed": True}, "by": "unstated"},
    },
    incentives={
        "course": {"for": "unit", "service": "course", "follows": "rectify", **RULE},
        "rebate": {"for": "case", "service": "rebate", "follows": "duties/rectify", **RULE},
    },
)  # fmt: skip


def a_case(name: str, **own: Any) -> dict[str, Any]:
    return {"id": name, "region": "testland", "testland": own}


GOOD = {"ordered": "2026-01-01", "rectified": "2026-01-11"}
LATE = {"ordered": "2026-01-01", "rectified": "2026-01-12"}


def outcomes(decided: RegionDecision, *paths: str) -> list[str]:
    return [decided.find(path).outcome.value for path in paths]


@pytest.mark.parametrize(
    ("premise", "closed", "outcome", "missing"),
    [
        (GOOD, {"closed": True}, "met", set()),
        (GOOD, {"closed": False}, "not_met", set()),
        (GOOD, {}, "undetermined", {"case.closed"}),
        (LATE, {"closed": True}, "out_of_scope", set()),
        (LATE, {"closed": False}, "out_of_scope", set()),
        (LATE, {}, "out_of_scope", set()),
        ({"ordered": False}, {}, "out_of_scope", set()),
        ({"ordered": "2026-01-01"}, {"closed": True}, "met", set()),
        ({"ordered": "2026-01-01"}, {"closed": False}, "undetermined", {"case.rectified"}),
        ({"ordered": "2026-01-01"}, {}, "undetermined", {"case.rectified", "case.closed"}),
        ({"rectified": "2026-01-11"}, {"closed": False}, "undetermined", {"case.ordered"}),
    ],
)
def test_a_duty_binds_where_what_it_follows_from_was_done(
    premise: dict[str, Any], closed: dict[str, Any], outcome: str, missing: set[str]
) -> None:
    found = told(of_applicant(CASES, DAY, cases=[a_case("k1", **premise, **closed)]).find("duties/close/k1"))
    assert found[:2] == (outcome, missing)
    without = "what it follows from does not hold" if outcome == "out_of_scope" else ""
    assert found[3] in (without, "nothing is recorded: open; the text sets no time limit")


def test_a_duty_follows_a_duty_of_the_same_case() -> None:
    records = [a_case("k1", **GOOD, closed=False), a_case("k2", **LATE, closed=False), a_case("k3", ordered="2026-01-01")]
    for order in permutations(records):
        decided = of_applicant(CASES, DAY, cases=list(order))
        expected = ["not_met", "out_of_scope", "undetermined"]
        assert outcomes(decided, "duties/close/k1", "duties/close/k2", "duties/close/k3") == expected


def test_an_incentive_for_a_case_follows_a_duty_of_the_same_case() -> None:
    decided = of_applicant(CASES, DAY, cases=[a_case("k1", **LATE), a_case("k2", **GOOD)])
    assert outcomes(decided, "incentives/rebate/k1", "incentives/rebate/k2") == ["not_met", "met"]


def test_of_several_cases_the_best_counts_for_the_unit() -> None:
    good, late, open_ = a_case("k1", **GOOD), a_case("k2", **LATE), a_case("k3", ordered="2026-01-01")
    for cases, outcome in (([late, open_, good], "met"), ([late, open_], "undetermined"), ([late], "not_met")):
        assert outcomes(of_applicant(CASES, DAY, cases=cases), "incentives/course") == [outcome]


def test_a_case_that_is_not_listed_may_be_one_from_which_something_follows() -> None:
    """A list that is not written is no empty list."""
    late = a_case("k2", **LATE)
    assert told(of_applicant(CASES, DAY).find("incentives/course"))[:2] == ("undetermined", {"cases"})
    open_ = of_applicant(CASES, DAY, cases=[late], complete=False)
    assert told(open_.find("incentives/course"))[:2] == ("undetermined", {"cases"})
    assert told(open_.find("duties/close/k2"))[0] == "out_of_scope"
    assert told(of_applicant(CASES, DAY, cases=[]).find("incentives/course"))[0] == "out_of_scope"
    assert told(of_applicant(CASES, DAY, cases=[a_case("k1", **GOOD)], complete=False).find("incentives/course"))[0] == "met"


NURTURE = pack(
    facts={"unit.nurtured": EVENT, "unit.visited": EVENT},
    designations={"model": {"for": "unit", **RULE, "criteria": TEN}},
    duties={
        "nurture": {"for": "unit", **RULE, "follows": "designations/model", "done": {"unit.nurtured": True}, "by": "unstated"},
        "visit": {"for": "unit", **RULE, "follows": "nurture", "done": {"unit.visited": True}, "by": "2026-12-31"},
    },
    incentives={"course": {"for": "unit", "service": "course", "follows": "nurture", **RULE}},
)


@pytest.mark.parametrize(
    ("unit", "nurture", "visit", "course"),
    [
        ({"staff": 10, "testland": {"nurtured": True}}, "met", "not_yet_due", "met"),
        ({"staff": 10, "testland": {"nurtured": True, "visited": True}}, "met", "met", "met"),
        ({"staff": 10, "testland": {"nurtured": False}}, "not_met", "out_of_scope", "not_met"),
        ({"staff": 10}, "undetermined", "undetermined", "undetermined"),
        ({"staff": 9, "testland": {"nurtured": True}}, "out_of_scope", "out_of_scope", "out_of_scope"),
        ({"staff": 9, "testland": {"nurtured": False}}, "out_of_scope", "out_of_scope", "out_of_scope"),
        ({"staff": 9}, "out_of_scope", "out_of_scope", "out_of_scope"),
        ({"testland": {"nurtured": True}}, "met", "undetermined", "undetermined"),
        ({"testland": {"nurtured": False}}, "undetermined", "out_of_scope", "not_met"),
        ({}, "undetermined", "undetermined", "undetermined"),
    ],
)
def test_a_duty_recorded_done_not_done_or_not_recorded(unit: dict[str, Any], nurture: str, visit: str, course: str) -> None:
    """With what it follows from certain, impossible and possible; and what follows from the duty."""
    decided = of_applicant(NURTURE, DAY, unit=unit)
    assert outcomes(decided, "duties/nurture", "duties/visit", "incentives/course") == [nurture, visit, course]


def test_a_refusal_by_way_of_a_duty_tells_what_was_not_done() -> None:
    decided = of_applicant(NURTURE, DAY, unit={"staff": 10, "testland": {"nurtured": False}})
    outcome, _, required, remark = told(decided.find("incentives/course"))
    assert (outcome, remark, len(required)) == ("not_met", "", 1)
    assert required[0].startswith("event")
    assert told(decided.find("duties/visit"))[3] == "what it follows from does not hold"


def test_what_follows_a_yearly_duty_follows_from_any_of_its_years() -> None:
    asked = pack(
        facts={"programme.reported": EVENT, "programme.published": EVENT},
        duties={
            "report": {
                "for": "programme", **RULE, "every": {"year": "2024/2025"},
                "done": {"programme.reported": {"within": "year"}}, "by": {"each_year": "12-31"},
            },
            "publish": {"for": "programme", **RULE, "follows": "report", "done": {"programme.published": True}},
        },
    )  # fmt: skip
    for reported, outcome in (("2024-05-01", "not_met"), ("2025-05-01", "not_met"), ("2026-05-01", "out_of_scope")):
        programme = {"testland": {"reported": reported, "published": False}}
        assert outcomes(of_authority(asked, DAY, programme=programme), "duties/publish") == [outcome]


def test_records_of_which_only_the_number_is_known_are_enough_to_follow_from() -> None:
    """It was undetermined without any cause: they are no facts of the chain."""
    some = pack(incentives={"prize": {"for": "unit", "service": "prize", "follows": {"some": "stations"}, **RULE}})
    assert told(of_applicant(some, DAY, counted={"stations": 2}).find("incentives/prize"))[0] == "met"


# --- much that is not recorded ---

SHARES = {"some": "titles", "where": {"holder": {"same_as": "this.holder"}, "id": {"same_as": "this.title"}}}


@pytest.mark.parametrize(("title", "claim"), [({}, True), ({"holder": "u1"}, True), ({}, False)], ids=str)
def test_what_may_be_shared_grows_by_twos_not_with_every_field(
    title: dict[str, str], claim: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Eighty records of which two fields were not recorded took four minutes."""
    given: list[int] = []
    run = Chain.run

    def counted(self: Chain, certain: Sequence[Fact], possible: Sequence[Fact]) -> Concluded:
        given.append(len(possible))
        return run(self, certain, possible)

    monkeypatch.setattr(Chain, "run", counted)
    many = 12
    shares = pack(incentives={"prize": {"for": "claim", "service": "prize", "follows": SHARES, **RULE}})
    titles = [title] * many
    known = [{"holder": f"u{index}", "title": f"t{index}"} if claim else {} for index in range(many)]
    claims = [{"id": f"c{index}", "region": "testland", "incentive": "prize", **one} for index, one in enumerate(known)]
    decision = of_authority(shares, DAY, titles=titles, claims=claims)
    outcomes = [one.outcome.value for one in decision.incentives]
    assert outcomes == ["not_met" if title and index != 1 and claim else "undetermined" for index in range(many)]
    assert all(count <= (many + 1) ** 2 for count in given)

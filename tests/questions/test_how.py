"""The shortest way to yes, against every change of small dossiers."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from itertools import combinations, combinations_with_replacement, product
from random import Random
from typing import Any

import pytest

from humi.decision import Outcome
from humi.dossier.dossier import Dossier
from humi.engines.prove import Prices
from humi.policy.pack import Pack
from humi.questions.how import Ways, how
from humi.road import decide
from humi.values.label import Label
from tests.questions.packs import ASKED, NAME, pack
from tests.questions.small import LEVELS, VALUES, a_small_dossier, a_small_pack, get, put

DAY = ASKED.toordinal()
SEEDS = 24


def outcome(which: Pack, document: dict[str, Any]) -> Outcome:
    (designation,) = decide(which, Dossier.from_dict(document, which.vocabulary), DAY).designations
    return designation.finding.outcome


def ways(which: Pack, document: dict[str, Any], **more: Any) -> Ways:
    found = list(how(which, Dossier.from_dict(document, which.vocabulary), DAY, 20, **more))
    return found[0]


def only(which: Pack, names: set[str]) -> Pack:
    """The pack with those criteria."""
    (designation,) = which.designations
    kept = tuple(one for one in designation.criteria if one.path in names)
    return replace(which, designations=(replace(designation, criteria=kept),))


def changeable(document: dict[str, Any]) -> list[str]:
    """What may change: facts of the unit, and what is not recorded of the title."""
    return [place for place in VALUES if not place.startswith("titles") or get(document, place) is None]


def added(document: dict[str, Any], levels: tuple[str, ...]) -> dict[str, Any]:
    """With more titles, granted on the day asked about."""
    more = [
        {"id": f"n{number}", "region": "testland", "granted": ASKED.isoformat(), "level": level}
        for number, level in enumerate(levels)
    ]
    return {**document, "titles": [*document["titles"], *more]}


def decided(document: dict[str, Any]) -> dict[str, Any]:
    """With the judgement as the applicant would have it, where nothing was decided."""
    result = deepcopy(document)
    if get(result, "judgement") is None:
        put(result, "judgement", True)
    return result


def of_cost(document: dict[str, Any], cost: int) -> Iterator[dict[str, Any]]:
    """Every dossier that so many changes lead to."""
    for titles in range(min(cost, 2) + 1):
        for changed in combinations(changeable(document), cost - titles):
            yield from of_changes(document, changed, titles)


def of_changes(document: dict[str, Any], changed: tuple[str, ...], titles: int) -> Iterator[dict[str, Any]]:
    """Every dossier that a change of some facts and so many more titles lead to."""
    for values in product(*(VALUES[place] for place in changed)):
        for levels in combinations_with_replacement(LEVELS, titles):
            result = added(deepcopy(document), levels)
            for place, value in zip(changed, values, strict=True):
                put(result, place, value)
            yield result


def least(which: Pack, document: dict[str, Any]) -> int | None:
    """The least number of changes that lead to `met`; None where none do."""
    start = decided(document)
    for cost in range(len(changeable(document)) + 3):
        if any(outcome(which, one) is Outcome.MET for one in of_cost(start, cost)):
            return cost
    return None


@pytest.mark.parametrize("seed", range(SEEDS))
def test_no_way_is_longer_than_the_shortest_and_none_is_missed(seed: int) -> None:
    random = Random(seed)
    which, document = a_small_pack(random), a_small_dossier(random, 0.8)
    if outcome(which, document) is Outcome.MET:
        return
    told = ways(which, document)
    (designation,) = which.designations
    closed = only(which, {one.path for one in designation.criteria if not one.path.endswith("/open")})
    shortest = least(closed, document)
    assert (told.ways == ()) is (shortest is None)
    for way in told.ways:
        assert way.cost == shortest
        assert way.shortest
        assert {cause.kind for cause in way.remains} <= {"no_clause"}
    assert len({frozenset((step.how, step.what, step.number) for step in way.steps) for way in told.ways}) == len(told.ways)
    if told.blocked:
        assert told.fewest
        assert "scope" not in told.blocked
        assert least(only(which, set(told.blocked)), document) is None
        for one in told.blocked:
            assert least(only(which, set(told.blocked) - {one}), document) is not None


def measured(which: Pack, document: dict[str, Any], prices: Prices) -> tuple[int, int] | None:
    """The least measure of all changes that lead to `met`; None where none do."""

    def of(changed: tuple[str, ...], titles: int) -> tuple[int, int]:
        named = [*(place.replace("titles[0]", "title") for place in changed), *(["titles"] * titles)]
        costs, days = [prices.costs.get(one, 1) for one in named], [prices.days.get(one, 0) for one in named]
        return prices.measured(sum(costs), max(days, default=0))

    start, places = decided(document), changeable(document)
    every = [(some, titles) for size in range(len(places) + 1) for some in combinations(places, size) for titles in range(4)]
    for one in sorted(every, key=lambda one: of(*one)):
        if any(outcome(which, each) is Outcome.MET for each in of_changes(start, *one)):
            return of(*one)
    return None


@pytest.mark.parametrize("quickest", [False, True])
@pytest.mark.parametrize("seed", [2, 6, 9, 12, 17, 18])
def test_no_way_is_cheaper_or_quicker_than_the_first(seed: int, quickest: bool) -> None:
    random = Random(seed)
    which, document = a_small_pack(random), a_small_dossier(random, 0.8)
    if outcome(which, document) is Outcome.MET:
        return
    named = [*(place.replace("titles[0]", "title") for place in VALUES), "titles"]
    costs, days = ({place: random.randint(0, most) for place in named if random.random() < 0.8} for most in (4, 9))
    prices = Prices(costs, days, quickest)
    told = ways(which, document, prices=prices)
    (designation,) = which.designations
    closed = only(which, {one.path for one in designation.criteria if not one.path.endswith("/open")})
    best = measured(closed, document, prices)
    assert (told.ways == ()) is (best is None)
    for number, way in enumerate(told.ways):
        assert way.shortest
        steps = [(step.what, step.number if step.how == "add" else 1) for step in way.steps]
        assert way.cost == sum(number * costs.get(what, 1) for what, number in steps)
        assert way.days == max((days.get(what, 0) for what, _ in steps), default=0)
        if not number:
            assert prices.measured(way.cost, way.days) == best
        assert prices.measured(way.cost, way.days)[0] == prices.measured(told.ways[0].cost, told.ways[0].days)[0]


def test_changes_run_side_by_side_so_that_the_longest_counts() -> None:
    both = {"x": {"any": [{"all": [{"unit.has_rules": True}, {"unit.has_measures": True}]}, {"unit.staff": {"at_least": 10}}]}}
    document = {"humi": 1, "unit": {"has_rules": False, "has_measures": False, "staff": 3}}
    days = {"unit.has_rules": 20, "unit.has_measures": 30, "unit.staff": 45}
    (way, *_) = ways(pack(both), document, prices=Prices({}, days, True)).ways
    assert ([step.what for step in way.steps], way.cost, way.days) == (["unit.has_rules", "unit.has_measures"], 2, 30)
    (way, *_) = ways(pack(both), document, prices=Prices({}, days)).ways
    assert ([step.what for step in way.steps], way.cost, way.days) == (["unit.staff"], 1, 45)


def test_what_costs_nothing_is_left_alone_where_it_does_not_help() -> None:
    prices = Prices({"unit.has_measures": 0, "unit.has_rules": 0})
    criteria = {"x": {"any": [{"unit.has_rules": True}, {"unit.has_measures": True}]}}
    for way in ways(pack(criteria), {"humi": 1, "unit": {"has_rules": False, "has_measures": False}}, prices=prices).ways:
        assert len(way.steps) == 1


def test_that_what_blocks_is_no_more_than_it_takes_is_said_where_the_judge_confirms_it() -> None:
    old = {"unit.founded": {"on_or_before": "2020-01-01"}}
    young = {"unit.founded": {"on_or_after": "2024-01-01"}}
    document = {"humi": 1, "unit": {"has_rules": True}}
    told = ways(pack({"old": old, "young": young, "rules": {"unit.has_rules": True}}), document)
    assert told.blocked == ("designations/d/criteria/old", "designations/d/criteria/young")
    assert told.fewest


def test_of_what_blocks_an_incentive_its_own_criteria_come_before_what_it_follows_from() -> None:
    grant = {
        "for": "unit", "name": NAME, "service": "training", "follows": "d", "source": "p1",
        "criteria": {"old": {"unit.founded": {"on_or_before": "2020-01-01"}, "source": "p1"}},
    }  # fmt: skip
    which = pack({"rules": {"unit.has_rules": True}}, incentives={"grant": grant})
    document = {"humi": 1, "unit": {"founded": "2024-05-01"}}
    (_, told) = how(which, Dossier.from_dict(document, which.vocabulary), DAY, 20)
    assert told.blocked == ("incentives/grant/criteria/old",)


def test_what_cannot_be_changed_stays() -> None:
    old = {"unit.founded": {"on_or_before": "2020-01-01"}}
    criteria = {"old": old, "rules": {"unit.has_rules": True}}
    told = ways(pack(criteria), {"humi": 1, "unit": {"founded": "2024-05-01", "has_rules": False}})
    assert (told.ways, told.blocked) == ((), ("designations/d/criteria/old",))


@pytest.mark.parametrize(
    ("recorded", "blocked"),
    [({"penalised": "2025-01-01"}, True), ({"penalised": False}, False), ({}, False)],
)
def test_a_penalty_of_the_past_cannot_be_undone_but_that_there_was_none_can_be_shown(recorded: Any, blocked: bool) -> None:
    facts = {"unit.penalised": {"type": "event", "from": "authority", "name": NAME}}
    criteria = {"clean": {"not": {"unit.penalised": True}}, "rules": {"unit.has_rules": True}}
    told = ways(pack(criteria, facts=facts), {"humi": 1, "unit": {"testland": recorded}})
    assert bool(told.blocked) is blocked
    for way in told.ways:
        assert {(step.how, step.what) for step in way.steps} == {("show", "unit.has_rules")} | (
            set() if recorded else {("show", "unit.testland.penalised")}
        )


def test_what_has_not_happened_yet_may_happen() -> None:
    told = ways(pack({"applied": {"unit.applied": True}}), {"humi": 1, "unit": {"applied": False}})
    ((step,),) = (way.steps for way in told.ways)
    assert (step.how, step.what, step.after) == ("change", "unit.applied", step.after)
    assert step.after is not None
    assert "2026-06-01" in step.after.en


def test_what_is_recorded_changes_no_more_than_it_must() -> None:
    told = ways(pack({"staff": {"unit.staff": {"at_least": 10}}}), {"humi": 1, "unit": {"staff": 3}})
    (way,) = told.ways
    assert (way.steps[0].before, way.steps[0].after) == (Label("3", "3"), Label("10", "10"))


def test_costs_choose_another_way_and_what_is_kept_is_left_alone() -> None:
    either = {"x": {"any": [{"unit.has_rules": True}, {"unit.has_measures": True}]}}
    document = {"humi": 1, "unit": {"has_rules": False, "has_measures": False}}

    def steps(**more: Any) -> list[list[str]]:
        return sorted([step.what for step in way.steps] for way in ways(pack(either), document, **more).ways)

    assert steps() == [["unit.has_measures"], ["unit.has_rules"]]
    assert steps(prices=Prices({"unit.has_rules": 5})) == [["unit.has_measures"]]
    assert steps(keep=["unit.has_measures"]) == [["unit.has_rules"]]
    assert steps(keep=["unit.has_measures", "unit.has_rules"]) == []


def test_decisions_of_an_authority_are_told_and_cost_nothing() -> None:
    criteria = {"good": {"judgement": {"standard": "好", "by": "authority"}}, "rules": {"unit.has_rules": True}}
    (way,) = ways(pack(criteria), {"humi": 1}).ways
    assert [(step.how, step.supplier) for step in way.decisions] == [("decide", "authority")]
    assert way.cost == 1


def test_where_the_text_leaves_something_open_the_way_says_so() -> None:
    (way,) = ways(pack({"open": {"no_clause": "g1"}, "rules": {"unit.has_rules": True}}), {"humi": 1}).ways
    assert [cause.kind for cause in way.remains] == ["no_clause"]
    assert [step.what for step in way.steps] == ["unit.has_rules"]


def test_records_to_add_are_counted() -> None:
    criteria = {"three": {"count": "titles", "where": {"level": {"at_least": "city"}}, "at_least": 3}}
    (way,) = ways(pack(criteria), {"humi": 1, "titles": []}).ways
    assert [(step.how, step.what, step.number) for step in way.steps] == [("add", "titles", 3)]
    assert way.cost == 3


def test_a_list_that_is_not_all_told_needs_no_more_than_the_records_that_count() -> None:
    some = {"some": "titles", "where": {"kind": "station"}}
    (way,) = ways(pack({"x": some}), {"humi": 1}).ways
    assert [(step.how, step.number) for step in way.steps] == [("add", 1)]
    (way,) = ways(pack({"x": {"none": "titles", "where": {"kind": "station"}}}), {"humi": 1}).ways
    assert [step.how for step in way.steps] == ["all"]


def test_members_that_are_recorded_stay_where_one_more_suffices() -> None:
    members = dict.fromkeys(("locks", "marks", "ciphers", "guards"), NAME)
    fact = {"unit.measures": {"type": "categories", "members": members, "name": NAME}}
    which = pack({"ciphers": {"unit.measures": {"include": "ciphers"}}}, facts=fact)
    (step,) = ways(which, {"humi": 1, "unit": {"testland": {"measures": ["locks", "marks"]}}}).ways[0].steps
    assert step.how == "change"
    assert step.after is not None
    assert step.after.en.count(",") == 2

"""What to ask of, and the shortest way to, a claim that is not filed yet: against every claim that could be."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, product
from random import Random
from typing import Any

import pytest

from humi.decision import Outcome, join
from humi.dossier.dossier import Dossier
from humi.policy.pack import Pack
from humi.questions.ask import ask
from humi.questions.ask_report import called
from humi.questions.how import how
from humi.questions.prospects import TO_FILE
from humi.road import decide
from tests.questions.packs import ASKED, NAME, pack

DAY = ASKED.toordinal()
STAGES = ("low", "middle", "high")
PLACES: dict[str, tuple[Any, ...]] = {
    "unit.has_rules": (False, True),
    "unit.has_measures": (False, True),
    "claim.testland.urgent": (False, True),
    "claim.testland.stage": STAGES,
}
FACTS = {
    "claim.urgent": {"type": "boolean", "name": NAME},
    "claim.stage": {"type": "category", "ordered": True, "name": NAME, "members": dict.fromkeys(STAGES, NAME)},
}
FILED = {"region": "testland", "incentive": "cash", "holder": "u1", "filed": ASKED.isoformat(), "paid": False}


def a_condition(random: Random, depth: int = 2) -> Any:
    if depth and random.random() < 0.6:
        parts = [a_condition(random, depth - 1) for _ in range(2)]
        word = random.choice(("all", "any", "not"))
        return {"not": parts[0]} if word == "not" else {word: parts}
    simple = [
        {"unit.has_rules": random.random() < 0.6},
        {"this.urgent": random.random() < 0.6},
        {"this.stage": {random.choice(("at_least", "at_most")): random.choice(STAGES)}},
        {"none": "claims", "where": {"paid": True, "incentive": "cash", "holder": {"same_as": "this.holder"}}},
    ]
    return random.choice(simple)


def a_pack(random: Random) -> Pack:
    """An incentive for claims in a scope, and one for units that follows it."""
    criteria = {f"c{number}": {"when": a_condition(random), "source": "p1"} for number in range(2)}
    told = {"name": NAME, "amount": "50000 yuan", "source": "p1"}
    scope = {"when": {"unit.has_measures": True}, "source": "p1"}
    return pack(
        incentives={
            "cash": {**told, "for": "claim", "criteria": criteria},
            "second": {**told, "for": "unit", "follows": "cash"},
        },
        facts=FACTS,
        scope=scope,
    )


def some_facts(random: Random, known: float) -> dict[str, Any]:
    """Some facts of the unit."""
    units = {place: values for place, values in PLACES.items() if place.startswith("unit.")}
    return {place: random.choice(values) for place, values in units.items() if random.random() < known}


def completions(known: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Every way to fill in what is not known, of the unit and of the claim."""
    choices = [(known[place],) if place in known else values for place, values in PLACES.items()]
    yield from (dict(zip(PLACES, values, strict=True)) for values in product(*choices))


def written(values: dict[str, Any], filed: bool = True) -> dict[str, Any]:
    """A dossier, with the claim where it is filed."""
    unit = {place.partition(".")[2]: value for place, value in values.items() if place.startswith("unit.")}
    own = {place.rpartition(".")[2]: value for place, value in values.items() if place.startswith("claim.")}
    claims = [{"id": "new", **FILED, "testland": own}] if filed else []
    return {"humi": 1, "unit": {"id": "u1", **unit}, "claims": claims}


def outcome(which: Pack, values: dict[str, Any], incentive: str) -> Outcome:
    """What the judge says of the claim once it is filed, by an applicant who has to be in scope."""
    decided = decide(which, Dossier.from_dict(written(values), which.vocabulary), DAY)
    path = f"testland/incentives/{incentive}"
    found = [one.finding.outcome for one in decided.incentives if one.finding.path in (path, f"{path}/new")]
    scope = Outcome.MET if values["unit.has_measures"] else Outcome.OUT_OF_SCOPE
    return join((*found, scope))


def matters(which: Pack, known: dict[str, Any], incentive: str) -> set[str]:
    """What changes the answer, all else the same."""
    found = {tuple(values.values()): outcome(which, values, incentive) for values in completions(known)}
    result = set()
    for index, place in enumerate(PLACES):
        by_others: dict[Any, set[Outcome]] = {}
        for values, said in found.items():
            by_others.setdefault((*values[:index], *values[index + 1 :]), set()).add(said)
        if any(len(said) > 1 for said in by_others.values()):
            result.add(place)
    return result


@pytest.mark.parametrize("seed", range(15))
def test_what_is_asked_is_what_can_change_the_answer_of_a_claim_that_could_be_filed(seed: int) -> None:
    random = Random(seed)
    which = a_pack(random)
    known = some_facts(random, 0.4)
    told = ask(which, Dossier.from_dict(written(known, filed=False), which.vocabulary), DAY, 20)
    open_ = {rule.path.removeprefix("testland/incentives/") for rule in told.rules}
    for rule in told.rules:
        every = {outcome(which, values, rule.path.rpartition("/")[2]) for values in completions(known)}
        assert rule.sure, rule
        assert set(rule.possible) == every
    assert {one.what for one in told.questions} == set().union(*(matters(which, known, name) for name in open_))
    assert all((one.record == TO_FILE) is one.what.startswith("claim.") for one in told.questions)


@pytest.mark.parametrize("seed", range(15))
def test_no_way_to_a_claim_is_longer_than_the_shortest(seed: int) -> None:
    random = Random(seed)
    which = a_pack(random)
    known = some_facts(random, 0.7)
    dossier = Dossier.from_dict(written(known, filed=False), which.vocabulary)
    for found in how(which, dossier, DAY, 20, keep=("claims",)):  # what is filed is this claim, and no other
        name = found.path.removeprefix("testland/incentives/")
        shortest = next((cost for cost in range(len(PLACES) + 1) if any(reached(which, known, name, cost))), None)
        assert {way.cost for way in found.ways} == ({shortest} if shortest is not None else set()), (found, known)
        assert all(way.shortest for way in found.ways)


def reached(which: Pack, known: dict[str, Any], incentive: str, cost: int) -> Iterator[bool]:
    """Whether so many facts that are changed, or shown, are enough; what is not shown stays open."""
    for places in combinations(PLACES, cost):
        for values in product(*(PLACES[place] for place in places)):
            changed = {**known, **dict(zip(places, values, strict=True))}
            scope = {"unit.has_measures": False, **changed}
            yield outcome(which, scope, incentive) is Outcome.MET if "unit.has_measures" in changed else False


def test_the_claim_to_be_filed_has_a_name_in_both_languages() -> None:
    cash = {"name": NAME, "amount": "50000 yuan", "source": "p1", "for": "claim"}
    which = pack(incentives={"cash": {**cash, "criteria": {"c": {"this.urgent": True, "source": "p1"}}}}, facts=FACTS)
    told = ask(which, Dossier.from_dict(written({}, filed=False), which.vocabulary), DAY, 20)
    names = [(called(one, "zh"), called(one, "en")) for one in told.questions if one.record == TO_FILE]
    assert ("名称（拟提交的申领）", "name (the claim to be filed)") in names


def test_an_incentive_for_cases_is_asked_of_each_case() -> None:
    told = {"name": NAME, "amount": "50000 yuan", "source": "p1", "for": "case"}
    facts = {"case.urgent": {"type": "boolean", "name": NAME}}
    which = pack(incentives={"cash": {**told, "criteria": {"c": {"this.urgent": True, "source": "p1"}}}}, facts=facts)
    case = {"region": "testland", "received": "2026-01-01"}
    cases = [{**case, "id": "a", "testland": {"urgent": False}}, {**case, "id": "b"}]
    dossier = Dossier.from_dict({"humi": 1, "unit": {"id": "u1"}, "cases": cases}, which.vocabulary)
    (asked,) = ask(which, dossier, DAY, 20).questions
    assert (asked.what, asked.record, asked.settles) == ("case.testland.urgent", "cases[1]", ("testland/incentives/cash/b",))
    ways = {one.path: [[step.record for step in way.steps] for way in one.ways] for one in how(which, dossier, DAY, 20)}
    assert ways["testland/incentives/cash/b"] == [["cases[1]"]]

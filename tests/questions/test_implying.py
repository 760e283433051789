"""Whoever qualifies in one region meets the criteria of another, where it is stated which facts stand for others."""

from __future__ import annotations

from itertools import product
from random import Random
from typing import Any

import pytest

from humi.decision import Outcome
from humi.dossier.dossier import Dossier
from humi.policy.pack import Pack
from humi.questions.answers import Proven, Refuted
from humi.questions.corresponding import Correspondence, Pairing
from humi.questions.implying import Elsewhere, implies_elsewhere
from humi.road import decide
from tests.engines.agreement import pack_of
from tests.questions.packs import ASKED, NAME

DAY = ASKED.toordinal()
GRADES = {"low": "small", "middle": "small", "high": "large"}
PERKS = {"a": "y", "b": "x", "c": "x"}
REGIONS = ("testland", "otherland")
DAYS = ("2026-05-31", "2026-06-02", False)
MINE = {
    "unit.size": {"type": "integer", "minimum": 0, "maximum": 3, "name": NAME},
    "unit.grade": {"type": "category", "ordered": True, "name": NAME, "members": dict.fromkeys(GRADES, NAME)},
    "unit.perks": {"type": "categories", "ordered": True, "name": NAME, "members": dict.fromkeys(PERKS, NAME)},
    "unit.happened": {"type": "event", "from": "authority", "name": NAME},
}
THEIRS = {
    "unit.bigness": {"type": "integer", "minimum": 0, "maximum": 3, "name": NAME},
    "unit.class": {"type": "category", "ordered": True, "name": NAME, "members": {"large": NAME, "small": NAME}},
    "unit.goods": {"type": "categories", "ordered": True, "name": NAME, "members": {"x": NAME, "y": NAME}},
    "unit.done": {"type": "boolean", "name": NAME},
}


def a_pack(region: str, facts: Any, condition: Any) -> Pack:
    head = {"humi": 1, "region": {"id": region, "name": NAME}, "edition": {"version": "1.0.0"}}
    judged = {"judgement": {"standard": "好", "by": "authority"}, "source": "p1"}
    criteria = {"c": {"when": condition, "source": "p1"}, "judged": judged}
    designations = {"d": {"for": "unit", "name": NAME, "criteria": criteria}}
    return pack_of({**head, "facts": facts, "designations": designations})


def stated(one: Pack, other: Pack) -> Correspondence:
    def pairing(name: str, there: str, **members: str) -> Pairing:
        return Pairing(one.vocabulary.facts_of("unit", "testland")[name], other.vocabulary.facts_of("unit", "otherland")[there],
                       members)  # fmt: skip

    pairs = [
        pairing("size", "bigness"), pairing("grade", "class", **GRADES), pairing("perks", "goods", **PERKS),
        pairing("happened", "done"),
    ]  # fmt: skip
    judged = "{}/designations/d/criteria/judged"
    return Correspondence({one.there.path: one for one in pairs}, {judged.format("otherland"): judged.format("testland")})


def a_condition(random: Random, leaves: list[Any], depth: int = 2) -> Any:
    if depth and random.random() < 0.7:
        word = random.choice(("all", "any", "not"))
        parts = [a_condition(random, leaves, depth - 1) for _ in range(1 if word == "not" else 2)]
        return {"not": parts[0]} if word == "not" else {word: parts}
    return random.choice(leaves)


def asked_of(random: Random) -> tuple[Pack, Pack]:
    mine = [
        {"unit.size": {"at_least": random.randint(0, 3)}}, {"unit.grade": random.choice(tuple(GRADES))},
        {"unit.perks": {"include": random.choice(tuple(PERKS))}}, {"unit.happened": True}, {"unit.has_rules": True},
    ]  # fmt: skip
    theirs = [
        {"unit.bigness": {"at_least": random.randint(0, 3)}}, {"unit.class": random.choice(("large", "small"))},
        {"unit.goods": {"include": random.choice(("x", "y"))}}, {"unit.done": True}, {"unit.has_rules": True},
    ]  # fmt: skip
    one = a_pack("testland", MINE, {"all": [a_condition(random, mine), a_condition(random, mine)]})
    return one, a_pack("otherland", THEIRS, {"any": [a_condition(random, theirs), a_condition(random, theirs)]})


def outcome(which: Pack, document: dict[str, Any]) -> Outcome:
    (designation,) = decide(which, Dossier.from_dict(document, which.vocabulary), DAY).designations
    return designation.finding.outcome


def complete() -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """Every complete dossier, here and there, translated by hand."""
    perks = [[name for name, has in zip(PERKS, some, strict=True) if has] for some in product((0, 1), repeat=3)]
    found = []
    for size, grade, held, day, rules in product(range(4), GRADES, perks, DAYS, (False, True)):
        decided = ({"criterion": f"{region}/designations/d/criteria/judged", "result": "met"} for region in REGIONS)
        here = {"size": size, "grade": grade, "perks": held, "happened": day}
        goods = sorted({PERKS[one] for one in held})
        there = {"bigness": size, "class": GRADES[grade], "goods": goods, "done": day == DAYS[0]}
        found.append(tuple(
            {"humi": 1, "unit": {"has_rules": rules, region: own}, "determinations": [judged]}
            for region, own, judged in zip(REGIONS, (here, there), decided, strict=True)
        ))  # fmt: skip
    return found


def asked(one: Pack, other: Pack, says: Correspondence) -> Elsewhere:
    return implies_elsewhere(one, one.designations[0], other, other.designations[0], DAY, 20, says)


@pytest.mark.parametrize("seed", range(16))
def test_under_a_stated_mapping_it_is_proven_just_where_no_dossier_refutes_it(seed: int) -> None:
    one, other = asked_of(Random(seed))
    found = asked(one, other, stated(one, other))
    qualifies = [(here, there) for here, there in complete() if outcome(one, here) is Outcome.MET]
    assert found.nobody is (not qualifies)
    holds = all(outcome(other, there) is Outcome.MET for _, there in qualifies)
    assert isinstance(found.answered.answer, Proven if holds else Refuted)
    assert found.looked.own == ()


def test_without_a_mapping_their_own_facts_are_theirs() -> None:
    one = a_pack("testland", MINE, {"unit.happened": True})
    other = a_pack("otherland", THEIRS, {"unit.done": True})
    assert isinstance(asked(one, other, Correspondence({}, {})).answered.answer, Refuted)
    found = asked(one, other, stated(one, other))
    assert isinstance(found.answered.answer, Proven)
    assert ("unit.otherland.done", "unit.testland.happened") in found.looked.stands

"""Two versions of a pack: they say the same of everybody, or a dossier tells them apart."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import Any

import pytest

from humi.authoring.mutation.mutants import mutants
from humi.decision import TargetDecision
from humi.dossier.registry import Registry
from humi.policy.pack import Pack
from humi.questions.answers import Proven, Refuted, Unknown
from humi.questions.comparing import not_compared, only_in_one, same
from humi.road import decide
from tests.engines.agreement import pack_of
from tests.questions.packs import ASKED, NAME, pack
from tests.strategies import Filler, a_policy, a_registry

OLD: dict[str, Any] = {"large": {"unit.staff": {"at_least": 100}}, "rules": {"unit.has_rules": True}}


def verdicts(old: dict[str, Any], new: dict[str, Any]) -> list[str]:
    return [type(one.answer).__name__ for one in same(pack(old), pack(new), ASKED.toordinal(), 20)]


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        ({"rules": {"unit.has_rules": True}, "large": {"unit.staff": {"more_than": 99}}}, Proven),
        ({"both": {"all": [{"unit.staff": {"at_least": 100}}, {"not": {"unit.has_rules": False}}]}}, Proven),
        ({"large": {"unit.staff": {"at_least": 101}}, "rules": {"unit.has_rules": True}}, Refuted),
        ({"large": {"unit.staff": {"at_least": 100}}}, Refuted),
    ],
)
def test_reworded_packs_are_the_same_and_others_are_told_apart(new: dict[str, Any], expected: type) -> None:
    assert verdicts(OLD, new) == [expected.__name__]


def test_the_example_is_what_tells_them_apart() -> None:
    new = {**OLD, "large": {"unit.staff": {"at_least": 101}}}
    (found,) = same(pack(OLD), pack(new), ASKED.toordinal(), 20)
    assert isinstance(found.answer, Refuted)
    assert found.answer.example.document["unit"]["staff"] == 100


def test_a_fact_that_only_one_version_has() -> None:
    fact = {"unit.willing": {"type": "boolean", "name": NAME}}
    new = pack({**OLD, "wish": {"unit.willing": True}}, facts=fact)
    (found,) = same(pack(OLD), new, ASKED.toordinal(), 20)
    assert isinstance(found.answer, Refuted)
    (back,) = same(new, pack(OLD), ASKED.toordinal(), 20)
    assert isinstance(back.answer, Refuted)


def test_a_fact_that_may_hold_something_else_cannot_be_compared() -> None:
    versions = [
        pack({"x": {"unit.score": {"at_least": 1}}}, facts={"unit.score": {"type": "integer", "maximum": most, "name": NAME}})
        for most in (10, 20)
    ]
    (found,) = same(*versions, ASKED.toordinal(), 20)
    assert isinstance(found.answer, Unknown)
    assert found.answer.reason == "untranslatable"


def test_what_only_one_version_has_is_told() -> None:
    service = {"i": {"for": "unit", "name": NAME, "service": "tax_services", "source": "p1"}}
    assert only_in_one(pack(OLD), pack(OLD, incentives=service)) == ((), ("incentives/i",))


def paying(amount: Any) -> dict[str, Any]:
    return {"incentives": {"i": {"for": "unit", "name": NAME, "amount": amount, "source": "p1"}}}


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("20000 yuan", "2万元", Proven),
        ("20000 yuan", "50000 yuan", Refuted),
        ({"max": ["20000 yuan", "10000 yuan"]}, "20000 yuan", Proven),
        ({"min": ["20000 yuan", "unit.sum"]}, "20000 yuan", Refuted),
    ],
)
def test_the_same_incentive_with_another_amount_is_not_the_same(old: Any, new: Any, expected: type) -> None:
    facts = {"unit.sum": {"type": "money", "minimum": "0 yuan", "name": NAME}}
    versions = [pack(OLD, facts=facts, **paying(amount)) for amount in (old, new)]
    found = {one.path: type(one.answer) for one in same(*versions, ASKED.toordinal(), 20)}
    assert found["incentives/i"] is expected


def test_what_each_version_says_of_the_example_is_told() -> None:
    versions = [pack(OLD, **paying(amount)) for amount in ("20000 yuan", "50000 yuan")]
    (found,) = [one for one in same(*versions, ASKED.toordinal(), 20) if one.path == "incentives/i"]
    (told,) = found.names
    assert told.zh.startswith("旧版本")
    assert "2万元" in told.zh
    assert told.en.index("CNY 20,000") < told.en.index("CNY 50,000")


def owed(by: int) -> dict[str, Any]:
    duty = {"for": "unit", "who": "applicant", "name": NAME, "source": "p1", "done": {"unit.applied": True}}
    return {"duties": {"d": {**duty, "by": {"from": "unit.founded", "plus": {"days": by}}}}}


def test_the_same_duty_with_another_due_day_is_not_the_same() -> None:
    for by, expected in ((30, Proven), (31, Refuted)):
        found = {
            one.path: type(one.answer) for one in same(pack(OLD, **owed(30)), pack(OLD, **owed(by)), ASKED.toordinal(), 20)
        }
        assert found["duties/d"] is expected


def aiming(number: Any, due: Any = "2026-12-31") -> Pack:
    target = {"count": "titles", "at_least": number, "due": due, "name": NAME, "source": "p1"}
    return pack(OLD, targets={"t": target})


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        (aiming(5), Proven),
        (aiming(6), Refuted),
        (aiming(5, due="2027-12-31"), Refuted),
        (aiming(5, due="unstated"), Proven),
        (aiming("5"), Proven),
    ],
)
def test_the_same_target_with_another_number_or_day_is_not_the_same(new: Pack, expected: type) -> None:
    (found,) = [one for one in same(aiming(5), new, ASKED.toordinal(), 20) if one.path == "targets/t"]
    assert isinstance(found.answer, expected)


def test_what_each_version_says_of_a_registry_is_told() -> None:
    (found,) = [one for one in same(aiming(5), aiming(6), ASKED.toordinal(), 20) if one.path == "targets/t"]
    assert isinstance(found.answer, Refuted)
    assert found.answer.example.registry
    assert len(found.answer.example.document["titles"]) == 5
    (told,) = found.names
    assert told.en == "old met 5, new not met 5"


@pytest.mark.parametrize(("late", "expected"), [("2026-12-31", Proven), ("2027-12-31", Refuted)])
def test_a_target_of_several_readings_comes_to_what_all_of_them_say(late: str, expected: type) -> None:
    versions = [aiming(5, due={"readings": {"early": "2026-06-30", "late": day}}) for day in ("2026-12-31", late)]
    (found,) = [one for one in same(*versions, ASKED.toordinal(), 20) if one.path == "targets/t"]
    assert isinstance(found.answer, expected)


@pytest.mark.parametrize("seed", range(8))
def test_targets_that_are_proven_the_same_are_so_in_every_registry(seed: int) -> None:
    random = Random(seed)
    policy = a_policy(random, 2)
    fill, old = Filler(random, policy), pack_of(policy)
    changed = [one for one in mutants(old) if one.rule.startswith("targets/")]
    for mutant in random.sample(changed, min(4, len(changed))):
        versions = [replace(one, designations=(), incentives=(), duties=()) for one in (old, mutant.pack)]
        answers = [one for one in same(*versions, ASKED.toordinal(), 5) if isinstance(one.answer, Proven)]
        for document in (a_registry(random, policy, fill) for _ in range(20)):
            for day in {ASKED.toordinal(), *(due.day for target in old.targets for due in target.due if due.day)}:
                said = [targets_of(each, document, day) for each in versions]
                before, after = ({one.finding.path: one.outcome for one in each} for each in said)
                for one in answers:
                    path = f"{old.region}/{one.path}"
                    assert before[path] is after[path], (mutant.id, document)


def targets_of(which: Pack, document: dict[str, Any], day: int) -> tuple[TargetDecision, ...]:
    return decide(which, Registry.from_dict(document, which.vocabulary), day).targets


def test_what_is_not_compared_is_named() -> None:
    def planned(last: str) -> Pack:
        return pack(OLD, phases={"p": {"order": 1, "name": NAME, "from": "2026-01-01", "to": last, "source": "p1"}})

    assert not_compared(planned("2026-06-30"), planned("2026-12-31")) == ("phases/p",)
    assert not_compared(planned("2026-06-30"), planned("2026-06-30")) == ()

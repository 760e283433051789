"""Whether any dossier notices a change of a pack: proven, refuted with the case that is missing, or not known and why."""

from __future__ import annotations

from itertools import product
from random import Random
from typing import Any

import pytest

from humi.authoring.mutation.mutants import Mutant, mutants
from humi.authoring.targets import find_targets
from humi.authoring.unnoticed import unnoticed
from humi.dossier.dossier import Dossier
from humi.policy.pack import Pack
from humi.questions.answers import Answered, Proven, Refuted, Unknown
from humi.questions.changing import Changed, no_difference
from humi.road import decide
from humi.values.label import Label
from tests.engines.agreement import pack_of
from tests.questions.complete import a_complete_dossier
from tests.questions.packs import ASKED, pack
from tests.strategies import a_dossier, a_policy

DAY = ASKED.toordinal()
NARROW = {"all": [{"unit.staff": {"less_than": 4}}, {"unit.staff": {"less_than": 6}}]}
DATED = {"2026-01-01": {"unit.staff": {"less_than": 5}}, "2026-07-01": {"unit.staff": {"less_than": 3}}}


def asked_of(mutant: Mutant) -> Answered:
    changed = Changed(mutant.of, mutant.pack, mutant.rules, mutant.wide)
    return no_difference(changed, mutant.rule, Label("", ""), DAY, 20)


def outcomes(which: Pack, staff: int | None, day: int) -> dict[str, str]:
    document = {"humi": 1, "unit": {} if staff is None else {"staff": staff}}
    decided = decide(which, Dossier.from_dict(document, which.vocabulary), day)
    return {one.path: one.outcome.value for one in decided.findings()}


@pytest.mark.parametrize("criteria", [{"x": NARROW}, {"x": NARROW, "y": {"unit.staff": {"at_most": 3}}}, {"x": DATED}])
def test_no_dossier_contradicts_what_is_proven_of_a_change(criteria: dict[str, object]) -> None:
    seen = set()
    for mutant in mutants(pack(criteria)):
        found = asked_of(mutant).answer
        days = Changed(mutant.of, mutant.pack, mutant.rules, mutant.wide).days(DAY)
        differs = any(
            outcomes(mutant.of, staff, day) != outcomes(mutant.pack, staff, day)
            for staff in (None, *range(9))
            for day in days
        )
        assert differs is isinstance(found, Refuted), mutant.id
        seen.add(type(found))
    assert Refuted in seen


def test_a_change_that_another_part_covers_makes_no_difference() -> None:
    told = {mutant.id.rpartition(".")[2]: type(asked_of(mutant).answer) for mutant in mutants(pack({"x": NARROW}))}
    assert told["6->5"] is Proven
    assert told["4->3"] is Refuted


PRIZE = {"zh": "奖", "en": "prize"}


def cash(amount: object) -> Pack:
    return pack(incentives={"cash": {"for": "unit", "name": PRIZE, "amount": amount, "source": "p1"}})


def test_a_changed_amount_is_noticed_unless_a_cap_covers_it() -> None:
    told = {one.id.rpartition(".")[2]: asked_of(one).answer for one in mutants(cash("50000 yuan")) if "amount" in one.id}
    assert told
    assert all(isinstance(one, Refuted) for one in told.values())
    capped = {"min": ["50000 yuan", {"max": ["80000 yuan", {"product": ["1 yuan", "unit.staff"]}]}]}
    for mutant in mutants(cash(capped)):
        if "amount" in mutant.id and "80000" in mutant.id:
            assert asked_of(mutant).answer == Proven("any", "days"), mutant.id


def test_a_changed_due_day_is_noticed() -> None:
    duty = {"for": "unit", "name": PRIZE, "done": {"unit.has_rules": True}, "by": "2026-12-31", "source": "p1"}
    found = [asked_of(one).answer for one in mutants(pack(duties={"report": duty})) if "#by" in one.id]
    assert found
    assert all(isinstance(one, Refuted) for one in found)


def test_whom_a_rule_is_for_is_not_compared() -> None:
    duty = {"for": "unit", "name": PRIZE, "done": {"unit.has_rules": True}, "by": "2026-12-31", "source": "p1"}
    found = [asked_of(one).answer for one in mutants(pack(duties={"report": duty})) if "#for" in one.id]
    assert found
    assert all(isinstance(one, Unknown) and one.reason == "untranslatable" for one in found)


def told(which: Pack, document: dict[str, Any], day: int) -> dict[str, object]:
    """Outcomes, amounts and due days."""
    decided = decide(which, Dossier.from_dict(document, which.vocabulary), day)
    found: dict[str, object] = {one.path: one.outcome for one in decided.findings()}
    found |= {f"amount/{one.finding.path}": one.amount for one in decided.incentives}
    return found | {f"due/{one.finding.path}": one.due for one in decided.duties}


@pytest.mark.parametrize("seed", range(8))
def test_no_dossier_tells_apart_what_is_proven_to_be_the_same(seed: int) -> None:
    random = Random(seed)
    policy = a_policy(random, 1 + seed % 2)
    which = pack_of(policy)
    every = list(mutants(which))
    dossiers = [a_complete_dossier(random, policy) for _ in range(12)] + [a_dossier(random, policy) for _ in range(12)]
    for mutant in random.sample(every, min(6, len(every))):
        changed = Changed(mutant.of, mutant.pack, mutant.rules, mutant.wide)
        answer = no_difference(changed, mutant.rule, Label("", ""), DAY, 2).answer
        if isinstance(answer, Proven):
            days = changed.days(DAY)
            for document, day in product(dossiers, random.sample(days, min(3, len(days)))):
                assert told(mutant.of, document, day) == told(mutant.pack, document, day), (mutant.id, document, day)


@pytest.mark.parametrize(("region", "number"), [("sanmen", 2), ("qingdao_ftz", 1)])
def test_the_reasons_of_a_region_are_proven(region: str, number: int) -> None:
    (target,) = find_targets((region,), None)
    assert target.pack is not None
    found = list(unnoticed(target, target.pack, DAY, 20))
    assert [one.answer for one in found] == [Proven("any", "days")] * number

"""Whether any dossier notices a change of a pack: proven, refuted with the case that is missing, or not known and why."""

from __future__ import annotations

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
from tests.questions.packs import ASKED, pack

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


def test_a_changed_amount_is_no_outcome_and_not_known() -> None:
    name = {"zh": "奖", "en": "prize"}
    cash = {"for": "unit", "name": name, "amount": "50000 yuan", "source": "p1"}
    found = [asked_of(one).answer for one in mutants(pack(incentives={"cash": cash})) if "amount" in one.id]
    assert found
    assert all(isinstance(one, Unknown) and one.reason == "untranslatable" for one in found)


@pytest.mark.parametrize(("region", "number"), [("sanmen", 2), ("qingdao_ftz", 1)])
def test_the_reasons_of_a_region_are_proven(region: str, number: int) -> None:
    (target,) = find_targets((region,), None)
    assert target.pack is not None
    found = list(unnoticed(target, target.pack, DAY, 20))
    assert [one.answer for one in found] == [Proven("any", "days")] * number

"""On generated packs no proven claim is contradicted by evaluation, and every example shows what it is said to show."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from humi.decision import Outcome
from humi.dossier.dossier import Dossier
from humi.policy.pack import Designation, Pack
from humi.questions.answers import Answered, Proven, Refuted, Unknown
from humi.questions.proving import Prover
from humi.questions.qualifying import about_designation
from humi.road import decide
from tests.engines.agreement import pack_of
from tests.questions.complete import a_complete_dossier
from tests.strategies import a_dossier, a_policy, an_asked_date

CHUNKS = 4
DOSSIERS = 25


def outcome(pack: Pack, document: dict[str, Any], asked: int, designation: Designation) -> Outcome:
    asked_pack = replace(pack, designations=(designation,))
    (decided,) = decide(asked_pack, Dossier.from_dict(document, pack.vocabulary), asked).designations
    return decided.finding.outcome


def contradicts(pack: Pack, asked: int, designation: Designation, answered: Answered) -> Callable[[dict[str, Any]], bool]:
    """Whether a dossier shows that a claim is wrong."""
    others = tuple(one for one in designation.criteria if one.path != answered.path)
    without = replace(designation, criteria=others)

    def shown(document: dict[str, Any]) -> bool:
        found = outcome(pack, document, asked, designation)
        return {
            "nobody_qualifies": lambda: found is Outcome.MET,
            "nobody_refused": lambda: found is Outcome.NOT_MET,
            "contradiction": lambda: found not in (Outcome.NOT_MET, Outcome.OUT_OF_SCOPE),
            "idle": lambda: found is not outcome(pack, document, asked, without),
        }[answered.kind]()

    return shown


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_no_proven_claim_is_contradicted_and_every_example_holds(chunk: int, request: pytest.FixtureRequest) -> None:
    packs = max(2, request.config.getoption("--pairs") // (CHUNKS * 200))

    @settings(max_examples=packs, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(st.integers(0, 2**32 - 1), st.integers(1, 3))
    def hold(seed: int, size: int) -> None:
        random = Random(seed * CHUNKS + chunk)
        policy = a_policy(random, size)
        pack, asked = pack_of(policy), an_asked_date(random).toordinal()
        complete = [a_complete_dossier(random, policy) for _ in range(DOSSIERS)]
        dossiers = {"complete": complete, "any": [*complete, *(a_dossier(random, policy) for _ in range(DOSSIERS))]}
        for designation in pack.designations:
            for answered in about_designation(Prover(pack, asked, 5), designation):
                shown, answer = contradicts(pack, asked, designation, answered), answered.answer
                if isinstance(answer, Proven):
                    assert not any(map(shown, dossiers[answer.holds_for])), (seed, size, answered)
                elif isinstance(answer, Refuted):
                    assert shown(answer.example.document), (seed, size, answered)
                else:
                    assert isinstance(answer, Unknown)

    hold()


def test_few_claims_stay_without_an_answer() -> None:
    answered = [
        one.answer
        for seed in range(30)
        for random in [Random(seed)]
        for pack in [pack_of(a_policy(random, 1 + seed % 3))]
        for designation in pack.designations
        for one in about_designation(Prover(pack, an_asked_date(random).toordinal(), 20), designation)
    ]
    unknown = [one for one in answered if isinstance(one, Unknown)]
    assert len(unknown) * 50 < len(answered), unknown

"""As `test_proofs_hold`, of incentives, duties and targets: nothing proven is contradicted, examples show what they are for."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

import pytest

from humi.decision import Outcome
from humi.dossier.dossier import Dossier
from humi.dossier.registry import Registry
from humi.policy.pack import Pack
from humi.questions.answers import Answered, Proven, Refuted
from humi.questions.obliging import about_duty
from humi.questions.proving import Prover
from humi.questions.reaching import about_targets
from humi.questions.rewarding import about_incentive
from humi.road import decide
from tests.engines.agreement import pack_of
from tests.questions.complete import a_complete_dossier
from tests.reference.facts import SINGLE
from tests.strategies import a_policy, an_asked_date

CHUNKS = 3
DOSSIERS = 20


def gets(pack: Pack, document: dict[str, Any], asked: int, path: str) -> bool:
    """Whether an incentive is met, for one claim or another."""
    decided = decide(pack, Dossier.from_dict(document, pack.vocabulary), asked).incentives
    paths = (f"{one.finding.path.removeprefix(f'{pack.region}/')}/" for one in decided if one.finding.outcome is Outcome.MET)
    return any(one.startswith(f"{path}/") for one in paths)


def reaches(pack: Pack, document: dict[str, Any], asked: int, path: str) -> bool:
    """Whether a target is met on each of its days."""
    held = {section: says for section, says in document.items() if section not in SINGLE or section == "programme"}
    decided = decide(pack, Registry.from_dict(held, pack.vocabulary), asked).targets
    own = [one.finding for one in decided if f"{one.finding.path}/".startswith(f"{pack.region}/{path}/")]
    return all(finding.outcome is Outcome.MET for finding in own)


SHOWN = {
    "never_arises": (Outcome.NOT_MET, Outcome.NOT_YET_DUE),
    "never_done": (Outcome.MET,),
    "never_breached": (Outcome.NOT_MET,),
}
"""What of a duty contradicts a claim."""


def owes(pack: Pack, document: dict[str, Any], asked: int, path: str) -> set[Outcome]:
    """What a duty comes to, of all that it concerns; a yearly one in its year."""
    section, name, *year = path.split("/")
    decided = decide(pack, Dossier.from_dict(document, pack.vocabulary), asked).duties
    found = ((one.finding.path.split("/")[1:], one.finding.outcome) for one in decided)
    return {outcome for parts, outcome in found if parts[:2] == [section, name] and (not year or parts[-1:] == year)}


def wrong(pack: Pack, asked: int, one: Answered, dossiers: list[dict[str, Any]]) -> bool:
    answer = one.answer
    if one.kind == "unreachable":
        if isinstance(answer, Refuted):
            return not gets(pack, answer.example.document, asked, one.path)
        return isinstance(answer, Proven) and any(gets(pack, each, asked, one.path) for each in dossiers)
    if one.kind in SHOWN:
        if isinstance(answer, Refuted):
            outcomes = owes(pack, answer.example.document, answer.example.asked, one.path)
            arose = one.kind == "never_arises" and outcomes - {Outcome.OUT_OF_SCOPE}
            return not arose and not outcomes & set(SHOWN[one.kind])
        said = (owes(pack, each, asked, one.path) for each in dossiers)
        return isinstance(answer, Proven) and any(each & set(SHOWN[one.kind]) for each in said)
    if one.kind == "implies":
        if isinstance(answer, Refuted):
            document, day = answer.example.document, answer.example.asked
            return not reaches(pack, document, day, one.path) or reaches(pack, document, day, one.beside[0])
        if isinstance(answer, Proven) and not answer.assuming:
            last = max(due.day or 0 for target in pack.targets for due in target.due)
            reached = (each for each in dossiers if reaches(pack, each, last, one.path))
            return not all(reaches(pack, each, last, one.beside[0]) for each in reached)
    return False


def answered(prover: Prover) -> Iterator[Answered]:
    for incentive in prover.pack.incentives:
        yield from about_incentive(prover, incentive)
    for duty in prover.pack.duties:
        yield from about_duty(prover, duty)
    yield from about_targets(prover)


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_incentives_duties_and_targets(chunk: int, request: pytest.FixtureRequest) -> None:
    for seed in range(max(5, request.config.getoption("--pairs") // 250)):
        random = Random(seed * CHUNKS + chunk)
        policy = a_policy(random, 1 + seed % 3)
        pack, asked = pack_of(policy), an_asked_date(random).toordinal()
        dossiers = [a_complete_dossier(random, policy) for _ in range(DOSSIERS)]
        found = [one for one in answered(Prover(pack, asked, 5)) if wrong(pack, asked, one, dossiers)]
        assert found == [], (seed, chunk)

"""As `test_proofs_hold`, of incentives and targets: nothing proven is contradicted, every example is what it is said to be."""

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


def wrong(pack: Pack, asked: int, one: Answered, dossiers: list[dict[str, Any]]) -> bool:
    answer = one.answer
    if one.kind == "unreachable":
        if isinstance(answer, Refuted):
            return not gets(pack, answer.example.document, asked, one.path)
        return isinstance(answer, Proven) and any(gets(pack, each, asked, one.path) for each in dossiers)
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
    yield from about_targets(prover)


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_incentives_and_targets(chunk: int, request: pytest.FixtureRequest) -> None:
    for seed in range(max(8, request.config.getoption("--pairs") // 100)):
        random = Random(seed * CHUNKS + chunk)
        policy = a_policy(random, 1 + seed % 3)
        pack, asked = pack_of(policy), an_asked_date(random).toordinal()
        dossiers = [a_complete_dossier(random, policy) for _ in range(DOSSIERS)]
        found = [one for one in answered(Prover(pack, asked, 5)) if wrong(pack, asked, one, dossiers)]
        assert found == [], (seed, chunk)

"""Questions about incentives: can it be had at all, and can it be paid twice."""

from __future__ import annotations

from collections.abc import Iterator

from humi.decision import IncentiveDecision, Outcome
from humi.dossier.facts import IDENTITY, SINGLE, YES
from humi.engines.prove.logic import Term, both, negate
from humi.policy.pack import Incentive
from humi.questions.answers import Answered
from humi.questions.outcomes import Outcomes
from humi.questions.proving import Prover
from humi.road import decided
from humi.road.hearing import Hearing


def about_incentive(prover: Prover, incentive: Incentive) -> Iterator[Answered]:
    """Everything that is asked of one incentive."""
    yield unreachable(prover, incentive)
    if incentive.this == "claim":
        yield never_twice(prover, incentive)


def unreachable(prover: Prover, incentive: Incentive) -> Answered:
    """The claim that nobody ever gets it."""

    def exists(outcomes: Outcomes) -> Term:
        return outcomes.incentive(incentive, outcomes.record_of(incentive)).met

    answer = prover.never(exists, lambda hearing: any(_met(one) for one in _judged(hearing, incentive)))
    return Answered("unreachable", incentive.path, answer)


def never_twice(prover: Prover, incentive: Incentive) -> Answered:
    """The claim that nobody to whom it was paid once is ever found to be owed it for another claim."""

    def exists(outcomes: Outcomes) -> Term:
        facts = outcomes.pack.vocabulary.facts_of("claim")
        second, first = (record for _ in range(2) if (record := outcomes.record_of(incentive)) is not None)
        holders = [one.slot(facts["holder"], 0, outcomes.view) for one in (second, first)]
        paid = [one.slot(facts["paid"], 0, outcomes.view) for one in (second, first)]
        same = both((*(text.known for text in holders), holders[0].code == holders[1].code))
        paid_once = both((negate(paid[1][0]), paid[1][1], negate(paid[0][1])))
        outcomes.incentive(incentive, first)
        return both((outcomes.incentive(incentive, second).met, same, paid_once))

    def shows(hearing: Hearing) -> bool:
        facts = hearing.pack.vocabulary.facts_of("claim")
        holder, paid, named = (facts[name].slot for name in ("holder", "paid", "incentive"))
        met = {one.finding.path.rpartition("/")[2] for one in _judged(hearing, incentive) if _met(one)}
        claims = [record for record in hearing.world.claims if record[named] == incentive.id]
        owed = [record for record in claims if record[IDENTITY] in met and record[paid] != YES]
        held = [record for record in claims if record[paid] == YES]
        return any(one[holder] is not None and one[holder] == other[holder] for one in owed for other in held)

    return Answered("never_twice", incentive.path, prover.never(exists, shows))


def _judged(hearing: Hearing, incentive: Incentive) -> list[IncentiveDecision]:
    """What the judge says of it, for each claim where it is for one."""
    path = f"{hearing.pack.region}/{incentive.path}"
    found = decided(hearing).incentives
    own = f"{path}/" if incentive.this not in SINGLE else path
    return [one for one in found if one.finding.path == path or one.finding.path.startswith(own)]


def _met(one: IncentiveDecision) -> bool:
    return one.finding.outcome is Outcome.MET

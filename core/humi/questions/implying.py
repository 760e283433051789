"""Questions across regions: whoever qualifies for one designation, would they meet the criteria of another elsewhere.

What all regions call alike is the same fact; each region's own facts and judgements are its own, unless it is stated that one
stands for another (`corresponding`); related records that count here are taken for the other region's. Whether the other
region's document applies at all (place, force, plan) is left aside, since nobody is in two places.
"""

from __future__ import annotations

from typing import Any

from humi.decision import DesignationDecision, Outcome
from humi.dossier.dossier import Dossier
from humi.engines.prove.logic import Term, both, negate
from humi.errors import DossierError
from humi.policy.pack import Designation, Pack
from humi.questions.answers import SECONDS, Answered, Proven, Refuted
from humi.questions.corresponding import NOTHING, Correspondence, Looked, looked_at
from humi.questions.outcomes import Outcomes
from humi.questions.proving import Prover
from humi.questions.said import Said
from humi.road.designations import judge_designation
from humi.road.hearing import Hearing
from humi.values.frozen import Frozen


class Elsewhere(Frozen):
    """`answered` is the whole; `met` the criteria of the other designation that whoever qualifies here meets, by path, and
    `missed` those that they may fail. `looked` is what its criteria look at, and what that is here. `nobody`: nobody
    qualifies here, so that nothing is said of anybody."""

    answered: Answered
    met: tuple[str, ...]
    missed: tuple[str, ...]
    looked: Looked
    nobody: bool = False


def implies_elsewhere(
    pack: Pack,
    rule: Designation,
    other: Pack,
    wanted: Designation,
    asked: int,
    seconds: float = SECONDS,
    stated: Correspondence = NOTHING,
) -> Elsewhere:
    """The claim that whoever qualifies for `rule` of one pack meets every criterion of `wanted` of another, of complete
    dossiers. `stated` tells which facts stand for others. What is not proven counts as missed."""
    stated = stated.between(pack.region, other.region)

    def says(outcomes: Outcomes) -> tuple[Term, tuple[Said, ...]]:
        outcomes.unknowns.stand_for({path: one.stands() for path, one in stated.facts.items()}, stated.judgements)
        return outcomes.designation(rule).met, outcomes.under(other).parts(wanted).said

    ground = Prover(pack, asked, seconds).about(says, "complete")
    nobody = isinstance(ground.never(lambda said: said[0], _anybody), Proven)

    def missing(hearing: Hearing, places: list[int]) -> bool:
        here = judge_designation(hearing, rule).finding.outcome is Outcome.MET
        there = _there(stated.moved(hearing.dossier.document, pack.region, other.region, asked), other, wanted, asked)
        return here and there is not None and any(there.criteria[place].outcome is not Outcome.MET for place in places)

    def surely_met(place: int) -> bool:
        answer = ground.never(
            lambda said: both((said[0], negate(said[1][place].met))), lambda hearing: missing(hearing, [place])
        )
        return isinstance(answer, Proven)

    every = list(range(len(wanted.criteria)))
    met = [place for place in every if surely_met(place)]
    whole = ground.never(
        lambda said: both((said[0], negate(both(one.met for one in said[1])))), lambda hearing: missing(hearing, every)
    )
    missed = [wanted.criteria[place] for place in every if place not in met]
    names = tuple(one.name() for one in missed) if isinstance(whole, Refuted) else (wanted.name(),)
    path = f"{other.region}/{wanted.path}"
    answered = Answered("implies_elsewhere", rule.path, whole, (path, *(one.path for one in missed)), names)
    paths = tuple(wanted.criteria[place].path for place in met), tuple(one.path for one in missed)
    return Elsewhere(answered, *paths, looked_at(other, wanted, stated, pack.region), nobody)


def _anybody(hearing: Hearing) -> bool:
    return True


def _there(document: dict[str, Any], other: Pack, wanted: Designation, asked: int) -> DesignationDecision | None:
    """What the other region says of a dossier that was moved there."""
    try:
        dossier = Dossier.from_dict(document, other.vocabulary)
    except DossierError:
        return None
    return judge_designation(Hearing(other, dossier, asked), wanted)

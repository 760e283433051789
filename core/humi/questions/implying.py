"""Questions across regions: whoever qualifies for one designation, would they meet the criteria of another elsewhere.

The mapping of facts is fixed: what all regions call alike is the same fact; each region's own facts and judgements are its
own; related records that count here are taken for the other region's. Whether the other region's document applies at all
(place, force, plan) is left aside, since nobody is in two places.
"""

from __future__ import annotations

from typing import Any

from humi.decision import DesignationDecision, Outcome
from humi.dossier.dossier import Dossier
from humi.dossier.facts import RELATIONS, SINGLE
from humi.engines.prove.logic import Term, both, negate
from humi.errors import DossierError
from humi.policy.pack import Designation, Pack
from humi.questions.answers import Answered, Proven, Refuted
from humi.questions.outcomes import Outcomes
from humi.questions.proving import SECONDS, Prover
from humi.questions.said import Said
from humi.road.designations import judge_designation
from humi.road.hearing import Hearing
from humi.values.frozen import Frozen


class Elsewhere(Frozen):
    """`answered` is the whole; `met` the criteria of the other designation that whoever qualifies here meets, by path, and
    `missed` those that they may fail. `nobody`: nobody qualifies here, so that nothing is said of anybody."""

    answered: Answered
    met: tuple[str, ...]
    missed: tuple[str, ...]
    nobody: bool = False


def implies_elsewhere(
    pack: Pack, rule: Designation, other: Pack, wanted: Designation, asked: int, seconds: float = SECONDS
) -> Elsewhere:
    """The claim that whoever qualifies for `rule` of one pack meets every criterion of `wanted` of another, of complete
    dossiers. What is not proven counts as missed."""

    def says(outcomes: Outcomes) -> tuple[Term, tuple[Said, ...]]:
        return outcomes.designation(rule).met, outcomes.under(other).parts(wanted).said

    ground = Prover(pack, asked, seconds).about(says, "complete")
    nobody = isinstance(ground.never(lambda said: said[0], _anybody), Proven)

    def missing(hearing: Hearing, places: list[int]) -> bool:
        here = judge_designation(hearing, rule).finding.outcome is Outcome.MET
        there = _there(hearing.dossier.document, pack, other, wanted, asked)
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
    return Elsewhere(answered, tuple(wanted.criteria[place].path for place in met), tuple(one.path for one in missed), nobody)


def _anybody(hearing: Hearing) -> bool:
    return True


def _there(
    document: dict[str, Any], pack: Pack, other: Pack, wanted: Designation, asked: int
) -> DesignationDecision | None:
    """What the other region says of the same, moved there."""
    try:
        dossier = Dossier.from_dict(moved(document, pack.region, other.region), other.vocabulary)
    except DossierError:
        return None
    return judge_designation(Hearing(other, dossier, asked), wanted)


def moved(document: dict[str, Any], here: str, there: str) -> dict[str, Any]:
    """A dossier as it would be in the other region: its records belong there, and what only the first declares is gone."""

    def record(written: dict[str, Any]) -> dict[str, Any]:
        kept = {name: value for name, value in written.items() if name != here or name == there}
        return {**kept, "region": there} if kept.get("region") == here else kept

    found = dict(document)
    for section, written in document.items():
        if section in SINGLE:
            found[section] = record(written)
        elif section in RELATIONS:
            found[section] = [record(one) for one in written]
    return found

"""What a dossier is asked about, one by one: a designation, or an incentive of what it is for; for the prover and the judge.

Where no claim to an incentive is recorded, it is the one that could be filed on the day: the questions are asked of the
dossier with that claim in it.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import copy

from humi.decision import Finding, Outcome, RegionDecision, join
from humi.dossier.dossier import Dossier
from humi.dossier.facts import RELATION_OF, SINGLE
from humi.dossier.world import Record as Encoded
from humi.engines.prove import Record
from humi.policy.pack import Designation, Incentive, Pack
from humi.questions.outcomes import Outcomes
from humi.questions.said import Said
from humi.road import decided
from humi.road.hearing import Hearing, Matter, outcome_of
from humi.road.incentives import claim_to_file
from humi.values.frozen import Frozen

TO_FILE = "claims[new]"
"""How a claim that could be filed is called."""


class Prospect(Frozen):
    """A rule, what the judge found, and the dossier that is asked about. `place` is that of the record which it is about among
    those of its list, None where it is about none; `to_file`: it is a claim that is not recorded yet."""

    rule: Designation | Incentive
    finding: Finding
    dossier: Dossier
    place: int | None = None
    to_file: bool = False

    @property
    def relation(self) -> str:
        """The list that holds what it is about."""
        return RELATION_OF[self.rule.this]

    def record(self, outcomes: Outcomes) -> Record | None:
        """What it is about, among the records that were named of the dossier."""
        return outcomes.unknowns.named[self.relation][self.place] if self.place is not None else None

    def said(self, outcomes: Outcomes) -> Said:
        """What it comes to in terms of the prover. Raises Untranslatable."""
        if isinstance(self.rule, Designation):
            return outcomes.designation(self.rule)
        record = self.record(outcomes)
        if self.to_file and record is not None:
            outcomes.to_file(self.rule, record)
        return outcomes.incentive(self.rule, record, not self.to_file)

    def outcome(self, pack: Pack, dossier: Dossier, asked: int) -> Outcome | None:
        """What the judge says of another dossier; None where it has no such record."""
        finding = self.found(pack, dossier, asked)
        if finding is None or not self.to_file:
            return None if finding is None else finding.outcome
        hearing = Hearing(pack, dossier, asked)
        return join((finding.outcome, outcome_of(hearing.judge_once(pack.scope.condition, self._matter(hearing)))))

    def found(self, pack: Pack, dossier: Dossier, asked: int) -> Finding | None:
        """What the judge finds of another dossier, in which what could be filed is filed."""
        found = prospects(pack, dossier, asked, self.rule)
        return next((one.finding for one in found if one.place == self.place and not one.to_file), None)

    def named(self, record: str) -> str:
        """What a record is called to others."""
        return TO_FILE if self.to_file and record == f"{self.relation}[{self.place}]" else record

    def _matter(self, hearing: Hearing) -> Matter:
        assert isinstance(self.rule, Incentive)
        seen = dict(zip(hearing.world.places[self.relation], hearing.world.claims, strict=True))
        return hearing.matter(self.rule.this, self.rule.governed_by, seen[self.place or 0])


def prospects(pack: Pack, dossier: Dossier, asked: int, only: Designation | Incentive | None = None) -> Iterator[Prospect]:
    """The designations and incentives of a region, as the judge finds them for a dossier on a day (an ordinal)."""
    hearing = Hearing(pack, dossier.under(pack.vocabulary), asked)
    judged = decided(hearing)
    every: tuple[Designation | Incentive, ...] = (*pack.designations, *pack.incentives)
    for rule in every if only is None else (only,):
        yield from _of_rule(hearing, judged, rule)


def _of_rule(hearing: Hearing, judged: RegionDecision, rule: Designation | Incentive) -> Iterator[Prospect]:
    dossier = hearing.dossier
    if isinstance(rule, Designation):
        place = hearing.pack.designations.index(rule)
        yield Prospect(rule, judged.designations[place].finding, dossier)
        return
    whole = f"{hearing.pack.region}/{rule.path}"
    found = [one.finding for one in judged.incentives if one.finding.path == whole or one.finding.path.startswith(f"{whole}/")]
    if rule.this in SINGLE:
        yield from (Prospect(rule, finding, dossier) for finding in found)
        return
    places = list(_places(hearing, rule))
    if places:
        yield from (Prospect(rule, finding, dossier, place) for finding, place in zip(found, places, strict=True))
    elif found:
        filed = _with_claim(dossier, claim_to_file(hearing, rule))
        yield Prospect(rule, found[0], filed, len(dossier.lists["claims"]), to_file=True)


def _places(hearing: Hearing, rule: Incentive) -> Iterator[int]:
    """Where the records that it is judged of stand in the dossier."""
    relation = RELATION_OF[rule.this]
    named = hearing.pack.vocabulary.facts_of("claim")["incentive"].slot
    for place, record in zip(hearing.world.places.get(relation, ()), getattr(hearing.world, relation), strict=True):
        if rule.this != "claim" or record[named] == rule.id:
            yield place


def _with_claim(dossier: Dossier, claim: Encoded) -> Dossier:
    """The dossier with one more claim."""
    result = copy(dossier)
    result.lists = {**dossier.lists, "claims": (*dossier.lists["claims"], claim)}
    return result

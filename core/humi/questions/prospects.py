"""What a dossier is asked about, one by one: a designation, or an incentive of what it is for; for the prover and the judge.

Where no claim to an incentive is recorded, it is the one that could be filed on the day: the questions are asked of the
dossier with that claim in it. So they are where a rule follows such an incentive.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import copy

from humi.decision import Finding, Outcome, RegionDecision, join
from humi.dossier.dossier import Dossier
from humi.dossier.facts import RELATION_OF, SINGLE
from humi.dossier.world import Record as Encoded
from humi.engines.prove import Record
from humi.policy.pack import Designation, Duty, FollowedRule, Incentive, Pack, Rule
from humi.questions.outcomes import Outcomes
from humi.questions.said import Said
from humi.road import decided
from humi.road.chaining import base
from humi.road.hearing import Hearing, Matter, outcome_of
from humi.road.incentives import claim_to_file
from humi.values.frozen import Frozen

TO_FILE = "claims[new]"
"""How a claim that could be filed is called."""


class Prospect(Frozen):
    """A rule, what the judge found, and the dossier that is asked about. `place` is that of the record which it is about among
    those of its list, None where it is about none. `to_file` are the claims in the dossier that could be filed: where they
    stand, and to what."""

    rule: Designation | Incentive
    finding: Finding
    dossier: Dossier
    place: int | None = None
    to_file: tuple[tuple[int, Incentive], ...] = ()

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
        for place, rule in self.to_file:
            outcomes.to_file(rule, outcomes.unknowns.named["claims"][place])
        return outcomes.incentive(self.rule, self.record(outcomes))

    def outcome(self, pack: Pack, dossier: Dossier, asked: int) -> Outcome | None:
        """What the judge says of another dossier; None where it has no such record."""
        finding = self.found(pack, dossier, asked)
        if finding is None:
            return None
        hearing = Hearing(pack, dossier, asked)
        scope = [outcome_of(hearing.judge_once(pack.scope.condition, matter)) for matter in self._filed(hearing)]
        return join((finding.outcome, *(Outcome.OUT_OF_SCOPE if one is Outcome.NOT_MET else one for one in scope)))

    def found(self, pack: Pack, dossier: Dossier, asked: int) -> Finding | None:
        """What the judge finds of another dossier, in which what could be filed is filed."""
        found = prospects(pack, dossier, asked, self.rule)
        return next((one.finding for one in found if one.place == self.place and not one.to_file), None)

    def named(self, record: str) -> str:
        """What a record is called to others."""
        return TO_FILE if record in [f"claims[{place}]" for place, _ in self.to_file] else record

    def _filed(self, hearing: Hearing) -> Iterator[Matter]:
        """The claims that could be filed, of which the applicant has to be in scope."""
        if self.to_file:
            seen = dict(zip(hearing.world.places["claims"], hearing.world.claims, strict=True))
            yield from (hearing.matter("claim", rule.governed_by, seen[place]) for place, rule in self.to_file)


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
        finding = judged.designations[hearing.pack.designations.index(rule)].finding
        yield Prospect(rule, finding, dossier)
        return
    whole = f"{hearing.pack.region}/{rule.path}"
    found = [one.finding for one in judged.incentives if one.finding.path == whole or one.finding.path.startswith(f"{whole}/")]
    unfiled = [one for one in _claimed(hearing.pack, rule) if not list(_places(hearing, one))] if found else []
    first = len(dossier.lists["claims"])
    to_file = tuple(enumerate(unfiled, start=first))
    asked = _with_claims(dossier, [claim_to_file(hearing, one) for one in unfiled])
    places: list[int | None] = [None] if rule.this in SINGLE else [*_places(hearing, rule)] or [first]
    for finding, place in zip(found, places, strict=False):
        yield Prospect(rule, finding, asked, place, to_file)


def _claimed(pack: Pack, rule: Rule) -> Iterator[Incentive]:
    """The incentives for claims that a rule is, or follows."""
    if isinstance(rule, Incentive) and rule.this == "claim":
        yield rule
    rules = {base(one): one for one in (*pack.incentives, *pack.duties)}
    for premise in rule.follows if isinstance(rule, Incentive | Duty) else ():
        if isinstance(premise, FollowedRule) and premise.rule in rules:
            yield from _claimed(pack, rules[premise.rule])


def _places(hearing: Hearing, rule: Incentive) -> Iterator[int]:
    """Where the records that it is judged of stand in the dossier."""
    relation = RELATION_OF[rule.this]
    named = hearing.pack.vocabulary.facts_of("claim")["incentive"].slot
    for place, record in zip(hearing.world.places.get(relation, ()), getattr(hearing.world, relation), strict=True):
        if rule.this != "claim" or record[named] == rule.id:
            yield place


def _with_claims(dossier: Dossier, claims: Sequence[Encoded]) -> Dossier:
    """The dossier with some more claims."""
    if not claims:
        return dossier
    result = copy(dossier)
    result.lists = {**dossier.lists, "claims": (*dossier.lists["claims"], *claims)}
    return result

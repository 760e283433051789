"""What a dossier is asked about, one by one: a designation, an incentive, or one claim; for the prover and for the judge."""

from __future__ import annotations

from collections.abc import Iterator

from humi.decision import Finding, Outcome, RegionDecision
from humi.dossier.dossier import Dossier
from humi.dossier.facts import SINGLE
from humi.policy.pack import Designation, Incentive, Pack
from humi.questions.outcomes import Outcomes
from humi.questions.said import Said
from humi.road import decided
from humi.road.hearing import Hearing
from humi.values.frozen import Frozen


class Prospect(Frozen):
    """A rule and what the judge found. `claim` is the place of the claim among those of the dossier, and `order` among those
    of this incentive; both None where it is not about a claim that is recorded."""

    rule: Designation | Incentive
    finding: Finding
    order: int = 0
    claim: int | None = None

    @property
    def can_be_asked(self) -> bool:
        """Whether the prover can speak of it: what could be claimed, but is not, is no part of any dossier."""
        return self.rule.this in SINGLE or self.claim is not None

    def said(self, outcomes: Outcomes) -> Said:
        """What it comes to in terms of the prover. Raises Untranslatable."""
        if isinstance(self.rule, Designation):
            return outcomes.designation(self.rule)
        record = outcomes.unknowns.named["claims"][self.claim] if self.claim is not None else None
        return outcomes.incentive(self.rule, record)

    def outcome(self, pack: Pack, dossier: Dossier, asked: int) -> Outcome | None:
        """What the judge says of another dossier; None where it has no such claim."""
        found = list(prospects(pack, dossier, asked, self.rule))
        return found[self.order].finding.outcome if self.order < len(found) else None


def prospects(pack: Pack, dossier: Dossier, asked: int, only: Designation | Incentive | None = None) -> Iterator[Prospect]:
    """The designations and incentives of a region, as the judge finds them for a dossier on a day (an ordinal)."""
    hearing = Hearing(pack, dossier.under(pack.vocabulary), asked)
    judged = decided(hearing)
    every: tuple[Designation | Incentive, ...] = (*pack.designations, *pack.incentives)
    for rule in every if only is None else (only,):
        yield from _of_rule(hearing, judged, rule)


def _of_rule(hearing: Hearing, judged: RegionDecision, rule: Designation | Incentive) -> Iterator[Prospect]:
    if isinstance(rule, Designation):
        place = hearing.pack.designations.index(rule)
        yield Prospect(rule, judged.designations[place].finding)
        return
    whole = f"{hearing.pack.region}/{rule.path}"
    found = [one.finding for one in judged.incentives if one.finding.path == whole or one.finding.path.startswith(f"{whole}/")]
    claims: list[int | None] = [None] * len(found)
    if rule.this == "claim":
        named = hearing.pack.vocabulary.facts_of("claim")["incentive"].slot
        seen = zip(hearing.world.places.get("claims", ()), hearing.world.claims, strict=True)
        recorded = [place for place, record in seen if record[named] == rule.id]
        claims = [*recorded] or claims
    for order, (finding, claim) in enumerate(zip(found, claims, strict=True)):
        yield Prospect(rule, finding, order, claim)

"""Incentives: each claim recorded, or what could be claimed on the day; one that follows another waits for it."""

from __future__ import annotations

from itertools import chain

from humi.decision import Finding, IncentiveDecision, Later, Outcome, join
from humi.dossier.facts import IDENTITY, NO, RELATION_OF, SINGLE
from humi.dossier.world import Record
from humi.language import nodes as n
from humi.policy.pack import Incentive
from humi.road.applicability import OUTSIDE, applicability
from humi.road.hearing import Hearing, Matter, unique

BEST_FIRST = (Outcome.MET, Outcome.UNDETERMINED, Outcome.NOT_MET, Outcome.NOT_YET_DUE, Outcome.OUT_OF_SCOPE)


def judge_incentives(hearing: Hearing) -> tuple[IncentiveDecision, ...]:
    """Every incentive, those that follow another one after it."""
    found: dict[str, list[IncentiveDecision]] = {}
    for incentive in hearing.pack.incentives:
        before = _best([decided.finding for decided in found.get(incentive.follows, [])])
        found[incentive.id] = [
            _judge(hearing, incentive, record, recorded, before) for record, recorded in _concerned(hearing, incentive)
        ]
    return tuple(chain.from_iterable(found.values()))


def _best(findings: list[Finding]) -> list[Finding]:
    """Of the decisions on the incentive that another one follows, those with the best outcome."""
    best = min((finding.outcome for finding in findings), key=BEST_FIRST.index, default=None)
    return [finding for finding in findings if finding.outcome is best]


def _concerned(hearing: Hearing, incentive: Incentive) -> list[tuple[Record | None, bool]]:
    """The records judged, and whether they are recorded. Where no claim is, the one that could be filed."""
    of_applicant = hearing.dossier.of_applicant
    if incentive.this in SINGLE:
        return [(None, True)] if of_applicant else []
    records: tuple[Record, ...] = getattr(hearing.world, RELATION_OF[incentive.this])
    if incentive.this != "claim":
        return [(record, True) for record in records]
    named = hearing.pack.vocabulary.facts_of("claim")["incentive"]
    claims = [(record, True) for record in records if record[named.slot] == incentive.id]
    return [*claims] or ([(_possible_claim(hearing, incentive), False)] if of_applicant else [])


def _possible_claim(hearing: Hearing, incentive: Incentive) -> Record:
    """A claim filed on the day of asking, by this unit, for a title not yet named, not paid."""
    vocabulary = hearing.pack.vocabulary
    record = vocabulary.template("claim").copy()
    slots = {name: fact.slot for name, fact in vocabulary.facts_of("claim").items()}
    record[slots["incentive"]] = incentive.id
    record[slots["region"]] = hearing.pack.region
    record[slots["holder"]] = hearing.world.unit[IDENTITY]
    record[slots["filed"]] = record[slots["filed"] + 1] = hearing.asked
    record[slots["paid"]] = NO
    return record


def _judge(
    hearing: Hearing, incentive: Incentive, record: Record | None, recorded: bool, before: list[Finding]
) -> IncentiveDecision:
    matter = hearing.matter(incentive.this, incentive.governed_by, record)
    applies = applicability(hearing, incentive.path, matter, incentive.holders, recorded)
    rules = incentive.criteria
    raws = hearing.judge(incentive.path, lambda: [rule.condition for rule in rules], matter)
    criteria = tuple(hearing.finding(rule, raw, matter, recorded) for rule, raw in zip(rules, raws, strict=True))
    parts = (*criteria, *before)
    outcome = join([applies.outcome, *(finding.outcome for finding in parts)])
    open_ = [finding for finding in parts if finding.outcome is Outcome.UNDETERMINED]
    refused = [finding for finding in parts if finding.outcome is Outcome.NOT_MET]
    undetermined = outcome is Outcome.UNDETERMINED
    remark = applies.remark or next((finding.remark for finding in before if finding.remark), None)
    if outcome is Outcome.OUT_OF_SCOPE and remark is None:
        remark = OUTSIDE["versions"]
    whole = hearing.made(
        incentive,
        outcome,
        causes=Later(lambda: unique(chain(applies.causes, *(f.causes for f in open_)))) if undetermined else (),
        reasons=Later(lambda: chain.from_iterable(f.reasons for f in refused)) if refused else (),
        record=record if recorded else None,
        remark=remark,
    )
    return IncentiveDecision(
        finding=whole,
        criteria=criteria,
        amount=None if outcome is Outcome.OUT_OF_SCOPE else _amount(hearing, incentive, matter),
        service=incentive.service,
    )


def _amount(hearing: Hearing, incentive: Incentive, matter: Matter) -> tuple[int, int] | None:
    """The range of the amount in fen."""
    if incentive.amount is None:
        return None
    low, high = hearing.range_of(f"{incentive.path}/amount", incentive.amount, matter)
    unit = int(10 ** (n.places_of(incentive.amount) - 2))
    return low // unit, -(-high // unit)

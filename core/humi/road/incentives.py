"""Incentives: each claim recorded, or what could be claimed on the day; one that follows another waits for it."""

from __future__ import annotations

from itertools import chain

from humi.decision import Finding, IncentiveDecision, Later, Outcome, join
from humi.dossier.facts import EXISTS, IDENTITY, NO, SINGLE
from humi.dossier.world import Record
from humi.engines.judge import Raw
from humi.language import nodes as n
from humi.policy.pack import Incentive
from humi.road.applicability import OUTSIDE, applicability
from humi.road.hearing import Hearing, outcome_of, unique


def judge_incentives(hearing: Hearing) -> tuple[IncentiveDecision, ...]:
    """Every incentive, those that follow another one after it."""
    found: dict[str, list[IncentiveDecision]] = {}
    for incentive in hearing.pack.incentives:
        before = [decided.finding for decided in found.get(incentive.follows, [])]
        found[incentive.id] = [
            _judge(hearing, incentive, record, recorded, before) for record, recorded in _claims(hearing, incentive)
        ]
    return tuple(chain.from_iterable(found.values()))


def _claims(hearing: Hearing, incentive: Incentive) -> list[tuple[Record | None, bool]]:
    """The records judged, and whether they are recorded; for a claim not recorded, the one that could be filed."""
    if incentive.this in SINGLE:
        return [(None, True)]
    if incentive.this != "claim":
        return [(record, True) for record in getattr(hearing.world, f"{incentive.this}s")]
    named = hearing.pack.vocabulary.find("claim", "incentive")
    assert named is not None
    recorded: list[tuple[Record | None, bool]] = [
        (record, True) for record in hearing.world.claims if record[named.slot] in (incentive.id, None)
    ]
    if any(record is not None and record[named.slot] == incentive.id for record, _ in recorded):
        return recorded
    return [*recorded, (_possible_claim(hearing, incentive), False)]


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
    governing = hearing.governing(incentive.governed_by, record)
    applies = applicability(
        hearing, incentive.path, record, incentive.this, governing, incentive.governed_by, incentive.holders,
        placed=record is None or not recorded,
    )  # fmt: skip
    rules = incentive.criteria
    decide = hearing.findings(
        incentive.path, lambda: [rule.condition for rule in rules], incentive.this, incentive.governed_by
    )
    raws = decide(hearing.world, record, governing.version_low, governing.high)
    criteria = tuple(
        hearing.finding(rule, raw, record, governing, incentive.this) for rule, raw in zip(rules, raws, strict=True)
    )
    named = _which(hearing, record)
    outcome = join([applies.outcome, outcome_of(named), _followed(before), *(finding.outcome for finding in criteria)])
    open_ = [finding for finding in (*criteria, *before) if finding.outcome is Outcome.UNDETERMINED]
    refused = [finding for finding in (*criteria, *before) if finding.outcome is Outcome.NOT_MET]
    undetermined = outcome is Outcome.UNDETERMINED
    remark = applies.remark
    if outcome is Outcome.OUT_OF_SCOPE and remark is None:
        remark = OUTSIDE["versions"]
    which = hearing.causes(named, record, governing, incentive.this)
    whole = hearing.made(
        incentive,
        outcome,
        causes=Later(lambda: unique(chain(applies.causes, which, *(f.causes for f in open_)))) if undetermined else (),
        reasons=Later(lambda: chain.from_iterable(f.reasons for f in refused)) if refused else (),
        suffix=_suffix(hearing, record, recorded),
        remark=remark,
    )
    return IncentiveDecision(
        finding=whole, criteria=criteria, amount=_amount(hearing, incentive, record), service=incentive.service
    )


def _which(hearing: Hearing, record: Record | None) -> Raw:
    """A claim that does not say which incentive it is for may or may not be for this one."""
    from humi.engines.causes import Cause

    named = hearing.pack.vocabulary.find("claim", "incentive")
    assert named is not None
    if record is None or record[EXISTS] is None or record[named.slot] is not None:
        return 1
    return ((Cause("missing_fact", named.path, n.Ref(n.THIS, named)), record),)


def _followed(before: list[Finding]) -> Outcome:
    """The best outcome among the decisions on the incentive that this one follows."""
    if not before:
        return Outcome.MET
    outcomes = {finding.outcome for finding in before}
    order = (Outcome.MET, Outcome.UNDETERMINED, Outcome.NOT_YET_DUE, Outcome.NOT_MET, Outcome.OUT_OF_SCOPE)
    return next(outcome for outcome in order if outcome in outcomes)


def _suffix(hearing: Hearing, record: Record | None, recorded: bool) -> str:
    if record is None or not recorded:
        return ""
    return f"/{record[IDENTITY] or hearing.world.name_of(record)}"


def _amount(hearing: Hearing, incentive: Incentive, record: Record | None) -> tuple[int, int] | None:
    if incentive.amount is None:
        return None
    governing = hearing.governing(incentive.governed_by, record)
    places = n.places_of(incentive.amount)
    range_of = hearing.range_of(f"{incentive.path}/amount", incentive.amount, incentive.this, incentive.governed_by)
    low, high = range_of(hearing.world, record, governing.version_low, governing.high)
    unit = 10 ** (places - 2)
    return low // unit, -(-high // unit)

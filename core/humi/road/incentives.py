"""Incentives: each claim recorded, or what could be claimed on the day; one that follows another waits for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import chain

from humi.decision import IncentiveDecision, Later, Outcome, Reason, join
from humi.dossier.facts import IDENTITY, NO, RELATION_OF, SINGLE
from humi.dossier.world import Record
from humi.language import nodes as n
from humi.policy.pack import Incentive
from humi.road.applicability import OUTSIDE, applicability
from humi.road.chaining import ONE
from humi.road.following import WITHOUT, Followed, Judged
from humi.road.hearing import Hearing, Matter, unique


def judge_incentives(hearing: Hearing) -> list[tuple[IncentiveDecision, Judged]]:
    """Every incentive by itself, for each whom it concerns; what it follows from is joined in later."""
    return [
        _judge(hearing, incentive, record, recorded, about)
        for incentive in hearing.pack.incentives
        for about, (record, recorded) in _named(incentive, _concerned(hearing, incentive))
    ]


def following(hearing: Hearing, own: IncentiveDecision, judged: Judged, followed: Followed) -> IncentiveDecision:
    """An incentive joined with what it follows from."""
    if followed.outcome is Outcome.MET:
        return own
    finding = own.finding
    outcome = join((finding.outcome, followed.outcome))
    undetermined = outcome is Outcome.UNDETERMINED
    remark = finding.remark or followed.remark or (WITHOUT if outcome is Outcome.OUT_OF_SCOPE else None)
    return replace(
        own,
        finding=replace(
            finding,
            outcome=outcome,
            causes=Later(lambda: unique(chain(finding.causes, followed.causes))) if undetermined else (),
            reasons=Later(lambda: chain(finding.reasons, followed.reasons)) if outcome is Outcome.NOT_MET else (),
            remark=remark,
        ),
        amount=None if outcome is Outcome.OUT_OF_SCOPE else own.amount,
        amount_reasons=() if outcome is Outcome.OUT_OF_SCOPE else own.amount_reasons,
    )


def _named(
    incentive: Incentive, concerned: list[tuple[Record | None, bool]]
) -> list[tuple[str, tuple[Record | None, bool]]]:
    """Each with what tells it apart from the others."""
    if incentive.this in SINGLE:
        return [(ONE, one) for one in concerned]
    return [(f"{incentive.this}[{place}]", one) for place, one in enumerate(concerned)]


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
    return [*claims] or ([(claim_to_file(hearing, incentive), False)] if of_applicant else [])


def claim_to_file(hearing: Hearing, incentive: Incentive) -> Record:
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
    hearing: Hearing, incentive: Incentive, record: Record | None, recorded: bool, about: str
) -> tuple[IncentiveDecision, Judged]:
    matter = hearing.matter(incentive.this, incentive.governed_by, record)
    applies = applicability(hearing, incentive.path, matter, incentive.holders, recorded)
    rules = incentive.criteria
    raws = hearing.judge(incentive.path, lambda: [rule.condition for rule in rules], matter)
    criteria = tuple(hearing.finding(rule, raw, matter, recorded) for rule, raw in zip(rules, raws, strict=True))
    outcome = join([applies.outcome, *(finding.outcome for finding in criteria)])
    open_ = [finding for finding in criteria if finding.outcome is Outcome.UNDETERMINED]
    refused = [finding for finding in criteria if finding.outcome is Outcome.NOT_MET]
    undetermined = outcome is Outcome.UNDETERMINED
    remark = applies.remark
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
    decided = IncentiveDecision(
        finding=whole,
        criteria=criteria,
        amount=None if outcome is Outcome.OUT_OF_SCOPE else _amount(hearing, incentive, matter),
        service=incentive.service,
        amount_reasons=() if outcome is Outcome.OUT_OF_SCOPE else _rows(hearing, incentive, matter),
    )
    return decided, Judged(incentive, record, matter, whole, about)


def _rows(hearing: Hearing, incentive: Incentive, matter: Matter) -> Sequence[Reason]:
    """The rows of tables that the amount comes from."""
    amount = incentive.amount
    if amount is None or not any(n.lookups(amount)):
        return ()
    from humi.road.rows import behind

    return Later(lambda: behind(hearing, amount, matter))


def _amount(hearing: Hearing, incentive: Incentive, matter: Matter) -> tuple[int, int] | None:
    """The range of the amount in fen."""
    if incentive.amount is None:
        return None
    low, high = hearing.range_of(f"{incentive.path}/amount", incentive.amount, matter)
    unit = int(10 ** (n.places_of(incentive.amount) - 2))
    return low // unit, -(-high // unit)

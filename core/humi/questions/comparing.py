"""Questions about two versions of a pack: do they say the same of everybody, or here is a dossier that tells them apart."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from humi.dossier.dossier import Dossier
from humi.dossier.facts import RELATIONS, SINGLE, Fact
from humi.engines.prove.logic import Term
from humi.errors import DossierError
from humi.policy.pack import Designation, Incentive, Pack, fact_content
from humi.questions.answers import Answer, Answered, Unknown
from humi.questions.outcomes import Outcomes
from humi.questions.proving import SECONDS, Prover
from humi.questions.said import Said
from humi.road import decide
from humi.road.hearing import Hearing

Judged = Designation | Incentive


def same(old: Pack, new: Pack, asked: int, seconds: float = SECONDS) -> Iterator[Answered]:
    """For each designation and incentive that both versions have: the claim that it comes to the same for everybody.
    `beside` names what only one of them has."""
    prover = Prover(new, asked, seconds)
    before = {rule.path: rule for rule in _judged(old)}
    for rule in _judged(new):
        if rule.path in before:
            yield Answered("same", rule.path, _same(prover, old, before[rule.path], rule))


def only_in_one(old: Pack, new: Pack) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The designations and incentives that only the old, and only the new version has."""
    before, after = ([rule.path for rule in _judged(pack)] for pack in (old, new))
    return tuple(path for path in before if path not in after), tuple(path for path in after if path not in before)


def _judged(pack: Pack) -> list[Judged]:
    return [*pack.designations, *pack.incentives]


def _same(prover: Prover, old: Pack, before: Judged, after: Judged) -> Answer:
    if before.this != after.this or _told_otherwise(old, prover.pack):
        return Unknown("untranslatable", prover.seconds, 0, "Fact", after.place)

    def exists(outcomes: Outcomes) -> Term:
        record = outcomes.record_of(after)
        before_ = outcomes.under(old)
        for of, rule in ((outcomes, after), (before_, before)):
            if isinstance(rule, Incentive):
                of.premises.name(rule)

        def said(of: Outcomes, rule: Judged) -> Said:
            return of.designation(rule) if isinstance(rule, Designation) else of.incentive(rule, record)

        return said(outcomes, after).differs(said(before_, before))

    def shows(hearing: Hearing) -> bool:
        try:
            known = Dossier.from_dict(known_to(hearing.dossier.document, old), old.vocabulary)
        except DossierError:
            return False
        return _found(old, known, prover.asked, before) != _found(hearing.pack, hearing.dossier, prover.asked, after)

    return prover.never(exists, shows)


def _found(pack: Pack, dossier: Dossier, asked: int, rule: Judged) -> list[str]:
    """The outcomes of a rule; of an incentive, for each claim."""
    path = f"{pack.region}/{rule.path}"
    decided = decide(pack, dossier, asked)
    found = [*(one.finding for one in decided.designations), *(one.finding for one in decided.incentives)]
    return [one.outcome.value for one in found if one.path == path or one.path.startswith(f"{path}/")]


def _told_otherwise(old: Pack, new: Pack) -> bool:
    """Whether a fact that both declare may hold something else in one of them."""
    before = {fact.path: _held(fact) for fact in old.facts}
    return any(fact.path in before and before[fact.path] != _held(fact) for fact in new.facts)


def _held(fact: Fact) -> Any:
    """What a fact may hold, its words aside."""
    plain = replace(fact, label=type(fact.label)("", ""), member_labels=(), evidence=None, note=None, supplier="")
    return fact_content(plain)


def known_to(document: dict[str, Any], pack: Pack) -> dict[str, Any]:
    """A dossier without what a version of the region does not declare."""

    def record(entity: str, written: dict[str, Any]) -> dict[str, Any]:
        declared = pack.vocabulary.facts_of(entity, pack.region)
        own = {name: value for name, value in written.get(pack.region, {}).items() if name in declared}
        return {**written, pack.region: own} if own else {key: at for key, at in written.items() if key != pack.region}

    known = dict(document)
    for section, written in document.items():
        if section in SINGLE:
            known[section] = record(section, written)
        elif section in RELATIONS:
            known[section] = [record(RELATIONS[section], one) for one in written]
    return known

"""Questions about two versions of a pack: do they say the same of everybody, or here is a dossier that tells them apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from humi.decision import DesignationDecision, DutyDecision, IncentiveDecision, Outcome
from humi.dossier.dossier import Dossier
from humi.dossier.facts import RELATIONS, SINGLE, Fact
from humi.engines.prove.logic import Term
from humi.errors import DossierError
from humi.policy.pack import Designation, Duty, Pack, fact_content
from humi.questions.answers import Answer, Answered, Refuted, Unknown
from humi.questions.beside import Judged, told
from humi.questions.obliging import is_of_duty
from humi.questions.outcomes import Outcomes
from humi.questions.proving import SECONDS, Prover
from humi.road import decide
from humi.road.hearing import Hearing
from humi.values.label import Label, Lang
from humi.wording.show import joined
from humi.wording.tree import amount_of
from humi.wording.words import OUTCOMES

Judgement = DesignationDecision | IncentiveDecision | DutyDecision


def same(old: Pack, new: Pack, asked: int, seconds: float = SECONDS) -> Iterator[Answered]:
    """For each designation, incentive and duty that both versions have: the claim that it comes to the same for everybody,
    with the same amount and the same due day."""
    prover = Prover(new, asked, seconds)
    before = {rule.path: rule for rule in _judged(old)}
    for rule in _judged(new):
        if rule.path in before:
            answer = _same(prover, old, before[rule.path], rule)
            versions = (old, before[rule.path]), (new, rule)
            names = (_apart(versions, answer),) if isinstance(answer, Refuted) else ()
            yield Answered("same", rule.path, answer, names=names)


def only_in_one(old: Pack, new: Pack) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The designations, incentives and duties that only the old, and only the new version has."""
    before, after = ([rule.path for rule in _judged(pack)] for pack in (old, new))
    return tuple(path for path in before if path not in after), tuple(path for path in after if path not in before)


def not_compared(old: Pack, new: Pack) -> tuple[str, ...]:
    """What differs between two versions and is not asked about: targets, phases, how long a title is valid, what is shown
    beside the criteria, and services."""

    def told_of(pack: Pack) -> dict[str, Any]:
        lasting = {one.path: one.until for rule in pack.designations if (one := rule.validity) is not None}
        targets = {rule.path: rule.due for rule in pack.targets}
        phases = {rule.path: (rule.first, rule.last) for rule in pack.phases}
        beside = [one for rule in pack.designations for one in (*rule.model, *rule.priority, *rule.factors)]
        services = {f"{rule.path}/service": rule.service for rule in pack.incentives}
        return {**targets, **phases, **lasting, **{one.path: one.condition for one in beside}, **services}

    before, after = told_of(old), told_of(new)
    return tuple(path for path in dict.fromkeys((*before, *after)) if before.get(path) != after.get(path))


def _judged(pack: Pack) -> list[Judged]:
    return [*pack.designations, *pack.incentives, *pack.duties]


def _same(prover: Prover, old: Pack, before: Judged, after: Judged) -> Answer:
    if before.this != after.this or _told_otherwise(old, prover.pack):
        return Unknown("untranslatable", prover.seconds, 0, "Fact", after.place)

    def exists(outcomes: Outcomes) -> Term:
        record = outcomes.record_of(after)
        before_ = outcomes.under(old)
        for of, rule in ((outcomes, after), (before_, before)):
            if not isinstance(rule, Designation):
                of.premises.name(rule)
        return told(outcomes, after, record).told_otherwise(told(before_, before, record))

    def shows(hearing: Hearing) -> bool:
        try:
            one = _found(old, hearing.dossier.document, prover.asked, before)
        except DossierError:
            return False
        other = _found(hearing.pack, hearing.dossier.document, prover.asked, after)
        return list(map(_comes_to, one)) != list(map(_comes_to, other))

    return prover.never(exists, shows)


def _found(pack: Pack, document: dict[str, Any], asked: int, rule: Judged) -> list[Judgement]:
    """What a rule comes to for a dossier that may hold what only the other version declares; of what is judged of the records
    of a list, for each of them. Raises DossierError."""
    decided = decide(pack, Dossier.from_dict(known_to(document, pack), pack.vocabulary), asked)
    every: list[Judgement] = [*decided.designations, *decided.incentives, *decided.duties]
    return [one for one in every if _is_of(one.finding.path, f"{pack.region}/{rule.path}", rule)]


def _comes_to(one: Judgement) -> tuple[Outcome, object]:
    """The outcome, with the amount or the due day."""
    match one:
        case IncentiveDecision():
            return one.finding.outcome, one.amount
        case DutyDecision():
            return one.finding.outcome, one.due
    return one.finding.outcome, None


def _apart(versions: Sequence[tuple[Pack, Judged]], answer: Refuted) -> Label:
    """What each version says of the example."""
    example = answer.example
    old, new = (_found(pack, example.document, example.asked, rule) for pack, rule in versions)
    return Label(
        f"旧版本{_in_words(old, 'zh')}，新版本{_in_words(new, 'zh')}", f"old {_in_words(old, 'en')}, new {_in_words(new, 'en')}"
    )


def _in_words(found: Sequence[Judgement], lang: Lang) -> str:
    told = []
    for one in found:
        beside = (
            amount_of(one, lang) if isinstance(one, IncentiveDecision) else one.due if isinstance(one, DutyDecision) else ""
        )
        told.append(" ".join(filter(None, (OUTCOMES[one.finding.outcome].text(lang), beside))))
    return joined(told, lang) or "—"


def _is_of(found: str, path: str, rule: Judged) -> bool:
    return is_of_duty(found, path, rule) if isinstance(rule, Duty) else found == path or found.startswith(f"{path}/")


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

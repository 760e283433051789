"""Questions about two versions of a pack: do they say the same of everybody, or here is a dossier that tells them apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from humi.decision import DesignationDecision, DutyDecision, IncentiveDecision, Outcome, TargetDecision
from humi.dossier.dossier import Dossier
from humi.dossier.facts import RELATIONS, SINGLE, Fact
from humi.dossier.registry import Registry
from humi.engines.prove.logic import Term
from humi.errors import DossierError
from humi.policy.pack import Designation, Duty, Pack, Target, fact_content
from humi.questions.answers import Answer, Answered, Refuted, Unknown
from humi.questions.beside import Judged, told
from humi.questions.obliging import is_of_duty
from humi.questions.outcomes import Outcomes
from humi.questions.proving import SECONDS, Prover, Shows
from humi.questions.reaching import last_day, reached
from humi.road import decide
from humi.road.hearing import Hearing
from humi.values.label import Label, Lang
from humi.wording.show import joined
from humi.wording.tree import amount_of
from humi.wording.words import OUTCOMES

Compared = Judged | Target
Version = tuple[Pack, Compared]
Judgement = DesignationDecision | IncentiveDecision | DutyDecision | TargetDecision


def same(old: Pack, new: Pack, asked: int, seconds: float = SECONDS) -> Iterator[Answered]:
    """For each designation, incentive and duty that both versions have: the claim that it comes to the same for everybody,
    with the same amount and the same due day. For each target: that it comes to the same for every registry, on its last due
    day; where no day is stated, on the day asked."""
    prover = Prover(new, asked, seconds)
    for before, after in _in_both(_judged(old), _judged(new)):
        yield _answered((old, before), (new, after), _same(prover, old, before, after))
    for was, now in _in_both(old.targets, new.targets):
        of_registries = Prover(new, last_day([was, now], asked), seconds, registry=True)
        yield _answered((old, was), (new, now), _same_target(of_registries, old, was, now))


def only_in_one(old: Pack, new: Pack) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The designations, incentives, duties and targets that only the old, and only the new version has."""
    before, after = ([rule.path for rule in (*_judged(pack), *pack.targets)] for pack in (old, new))
    return tuple(path for path in before if path not in after), tuple(path for path in after if path not in before)


def not_compared(old: Pack, new: Pack) -> tuple[str, ...]:
    """What differs between two versions and is not asked about: phases, how long a title is valid,
    what is shown beside the criteria, and services."""

    def told_of(pack: Pack) -> dict[str, Any]:
        lasting = {one.path: one.until for rule in pack.designations if (one := rule.validity) is not None}
        phases = {rule.path: (rule.first, rule.last) for rule in pack.phases}
        beside = [one for rule in pack.designations for one in (*rule.model, *rule.priority, *rule.factors)]
        services = {f"{rule.path}/service": rule.service for rule in pack.incentives}
        return {**phases, **lasting, **{one.path: one.condition for one in beside}, **services}

    before, after = told_of(old), told_of(new)
    return tuple(path for path in dict.fromkeys((*before, *after)) if before.get(path) != after.get(path))


def _judged(pack: Pack) -> list[Judged]:
    return [*pack.designations, *pack.incentives, *pack.duties]


R = TypeVar("R", bound=Compared)


def _in_both(old: Sequence[R], new: Sequence[R]) -> Iterator[tuple[R, R]]:
    """The rules that both versions have, in the order of the new one."""
    before = {rule.path: rule for rule in old}
    return ((before[rule.path], rule) for rule in new if rule.path in before)


def _answered(old: Version, new: Version, answer: Answer) -> Answered:
    names = (_apart((old, new), answer),) if isinstance(answer, Refuted) else ()
    return Answered("same", new[1].path, answer, names=names)


def _same_target(prover: Prover, old: Pack, before: Target, after: Target) -> Answer:
    if _told_otherwise(old, prover.pack):
        return Unknown("untranslatable", prover.seconds, 0, "Fact", after.place)

    def exists(outcomes: Outcomes) -> Term:
        return reached(outcomes, after).differs(reached(outcomes.under(old), before))

    return prover.never(exists, _telling_apart(prover, old, before, after))


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

    return prover.never(exists, _telling_apart(prover, old, before, after))


def _telling_apart(prover: Prover, old: Pack, before: Compared, after: Compared) -> Shows:
    """Whether the judge says otherwise by the old version than by the new one."""

    def shows(hearing: Hearing) -> bool:
        try:
            one = _found(old, hearing.dossier.document, prover.asked, before)
        except DossierError:
            return False
        other = _found(hearing.pack, hearing.dossier.document, prover.asked, after)
        return list(map(_comes_to, one)) != list(map(_comes_to, other))

    return shows


def _found(pack: Pack, document: dict[str, Any], asked: int, rule: Compared) -> list[Judgement]:
    """What a rule comes to for a dossier, or of a target for a registry, that may hold what only the other version declares; of
    what is judged of the records of a list, for each of them. Raises DossierError."""
    kind = Registry if isinstance(rule, Target) else Dossier
    decided = decide(pack, kind.from_dict(known_to(document, pack), pack.vocabulary), asked)
    every: list[Judgement] = [*decided.designations, *decided.incentives, *decided.duties, *decided.targets]
    return [one for one in every if _is_of(one.finding.path, f"{pack.region}/{rule.path}", rule)]


def _comes_to(one: Judgement) -> tuple[Outcome, object]:
    """The outcome, with the amount or the due day."""
    match one:
        case IncentiveDecision():
            return one.finding.outcome, one.amount
        case DutyDecision():
            return one.finding.outcome, one.due
    return one.finding.outcome, None


def _apart(versions: Sequence[Version], answer: Refuted) -> Label:
    """What each version says of the example."""
    example = answer.example
    old, new = (_found(pack, example.document, example.asked, rule) for pack, rule in versions)
    return Label(
        f"旧版本{_in_words(old, 'zh')}，新版本{_in_words(new, 'zh')}", f"old {_in_words(old, 'en')}, new {_in_words(new, 'en')}"
    )


def _in_words(found: Sequence[Judgement], lang: Lang) -> str:
    told = []
    for one in found:
        told.append(" ".join(filter(None, (OUTCOMES[one.finding.outcome].text(lang), _beside(one, lang)))))
    return joined(told, lang) or "—"


def _beside(one: Judgement, lang: Lang) -> str:
    match one:
        case IncentiveDecision():
            return amount_of(one, lang)
        case DutyDecision():
            return one.due
        case TargetDecision(found=Label() as found):
            return found.text(lang)
    return ""


def _is_of(found: str, path: str, rule: Compared) -> bool:
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

"""Questions about one change of a pack: is there a dossier, on any day on which the rules turn, that tells the two apart.

What is compared is every outcome: of whole rules, of each criterion, step and condition, and where the plan stands. Where
an amount, a due day or a validity was changed, which are no outcomes, there is no answer.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from typing import Any

from humi.dossier.dossier import Dossier
from humi.engines.prove import Record
from humi.engines.prove.logic import Term, both, either, negate, same_term
from humi.errors import DossierError, Untranslatable
from humi.language import nodes as n
from humi.policy.pack import Criterion, Designation, Duty, Incentive, Pack, Phase, Rule, Target
from humi.questions.answers import Answer, Answered, Example, Proven, Refuted, Unknown
from humi.questions.outcomes import Matter, Outcomes
from humi.questions.proving import SECONDS, Prover
from humi.questions.said import Pair
from humi.road import decide
from humi.road.duties import rules_of
from humi.road.hearing import Hearing
from humi.road.standing import judge_standing
from humi.values.dates import FIRST_DAY, LAST_DAY
from humi.values.label import Label

DAYS = "days"
COMPARED: Mapping[type[Rule], tuple[str, ...]] = {
    Designation: ("governed_by", "criteria", "model", "priority", "factors", "steps", "selection"),
    Incentive: ("governed_by", "holders", "criteria", "follows"),
    Duty: ("governed_by", "holders", "trigger", "done"),
    Target: ("due",),
}
"""What of a rule is compared; where anything else was changed, nothing is said."""


class Changed:
    """A pack and the same with one change: `rules` are those that are others now, by path; where `wide`, all may be."""

    def __init__(self, before: Pack, after: Pack, rules: Mapping[str, Rule], wide: bool) -> None:
        self.before = before
        self.after = after
        new = {rule.path: rule for rule in _judged(after)}
        pairs = [(rule, new.get(rule.path)) for rule in _judged(before) if wide or rule.path in rules]
        self.pairs = [(one, other) for one, other in pairs if other is not None]
        self.standing = wide or any(isinstance(rule, Phase) for rule in rules.values())

    def days(self, asked: int) -> list[int]:
        """The day asked about, and each on which the rules turn, with those beside it."""
        whole = [self.before.in_force, self.before.governs, self.after.in_force, self.after.governs]
        phases = [*self.before.phases, *self.after.phases] if self.standing else []
        turning = {day for part in (*whole, *phases, *self.pairs) for day in _days(part)}
        return sorted({asked, *(day + beside for day in turning for beside in (-1, 0, 1))} - {FIRST_DAY - 1, LAST_DAY + 1})


def no_difference(changed: Changed, path: str, told: Label, asked: int, seconds: float = SECONDS) -> Answered:
    """The claim that no dossier tells the pack from the same with a change. `told` are the words for the change."""
    answer: Answer | None = None
    for day in changed.days(asked):
        for found in _on(changed, day, seconds):
            if isinstance(found, Refuted):
                return Answered("no_difference", path, found, names=(told,))
            answer = found if answer is None or isinstance(found, Unknown) else answer
    assert answer is not None
    return Answered("no_difference", path, answer, names=(told,))


def _on(changed: Changed, day: int, seconds: float) -> Iterator[Answer]:
    """The answers on one day: where the plan stands, and what rules come to."""
    if changed.standing:
        yield _standing(changed, day, seconds)
    for registry in (False, True):
        pairs = [pair for pair in changed.pairs if isinstance(pair[0], Target) is registry]
        if not pairs:
            continue
        prover = Prover(changed.before, day, seconds, registry)

        def shows(hearing: Hearing) -> bool:
            return _outcomes(changed.before, hearing) != _outcomes(changed.after, hearing)

        def exists(outcomes: Outcomes, pairs: Sequence[tuple[Rule, Rule]] = pairs) -> Term:
            after = outcomes.under(changed.after)
            records = [_named(outcomes, one, after, other) for one, other in pairs]
            of_pairs = zip(pairs, records, strict=True)
            return either(_differs(outcomes, one, after, other, record) for (one, other), record in of_pairs)

        found = prover.never(exists, shows, "complete", DAYS)
        yield prover.never(exists, shows, "any", DAYS) if isinstance(found, Proven) else found


def _outcomes(pack: Pack, hearing: Hearing) -> dict[str, str] | None:
    """Every outcome, by path."""
    try:
        decided = decide(pack, hearing.dossier, hearing.asked)
    except DossierError:
        return None
    return {one.path: one.outcome.value for one in decided.findings()}


# --- where the plan stands ---


def _standing(changed: Changed, day: int, seconds: float) -> Answer:
    """It does not depend on facts, so that one dossier is as good as another."""
    ends = [
        end for pack in (changed.before, changed.after) for one in (*pack.phases, pack.in_force) if one is not None
        for end in (one.first, one.last) if end is not None
    ]  # fmt: skip
    for end in ends:
        if any(isinstance(node, n.Ref) for node in n.walk(end)):
            return Unknown("untranslatable", seconds, 0, "Phase", end.place)
    document = {"humi": 1}
    found = []
    for pack in (changed.before, changed.after):
        standing = judge_standing(Hearing(pack, Dossier.from_dict(document, pack.vocabulary), day))
        found.append((standing.state, standing.phases, standing.in_force, standing.undated))
    return Proven("any", DAYS) if found[0] == found[1] else Refuted(Example(document, day), "any", DAYS)


# --- what rules come to ---


def _named(outcomes: Outcomes, rule: Rule, after: Outcomes, other: Rule) -> Record | None:
    """The record that a rule is about. All are named before anything is asked; only that of what differs has to be there."""
    for of, one in ((outcomes, rule), (after, other)):
        if isinstance(one, Incentive | Duty):
            of.premises.name(one)
    return outcomes.record_of(rule, may_lack=True)


def _differs(outcomes: Outcomes, rule: Rule, after: Outcomes, other: Rule, record: Record | None) -> Term:
    """Whether a rule, or a part of it, comes to something else. Raises Untranslatable."""
    compared = COMPARED[type(rule)]
    for item in fields(rule):
        if item.name not in compared and getattr(rule, item.name) != getattr(other, item.name):
            raise Untranslatable(other, "prove", other.place)
    says = _applies if rule == other else _says  # where the rule is the same, only whether it applies can be another
    one, two = (list(says(of, each, record)) for of, each in ((outcomes, rule), (after, other)))
    if len(one) != len(two):
        raise Untranslatable(other, "prove", other.place)
    apart = either(_apart(*ends) for pair in zip(one, two, strict=True) for ends in zip(*pair, strict=True))
    return apart if record is None else both((record.seen(outcomes.view)[1], apart))


def _apart(one: Term, other: Term) -> Term:
    if same_term(one, other):
        return False
    return either((both((one, negate(other))), both((negate(one), other))))


def _says(outcomes: Outcomes, rule: Rule, record: Record | None) -> Iterator[tuple[Term, ...]]:
    """The outcome of a rule and of each of its parts, as truths that exclude one another or are pairs."""
    match rule:
        case Designation():
            yield outcomes.designation(rule).told
            yield from _of_designation(outcomes, rule, outcomes.matter(rule.this, rule.governed_by, record))
        case Incentive():
            yield outcomes.incentive(rule, record).told
            matter = outcomes.matter(rule.this, rule.governed_by, record)
            yield from (outcomes.criterion(one, matter).told for one in rule.criteria)
        case Duty() if rule.done is not None:
            yield from _of_duty(outcomes, rule, outcomes.matter(rule.this, rule.governed_by, record))
        case Target():
            for due in rule.due:
                then = outcomes if due.day is None else outcomes.on(due.day)
                if due.day is None or due.day <= outcomes.view.asked:
                    yield then.target(due).told


def _applies(outcomes: Outcomes, rule: Rule, record: Record | None) -> Iterator[tuple[Term, ...]]:
    """Whether a rule applies."""
    match rule:
        case Designation():
            yield outcomes.applies(outcomes.matter(rule.this, rule.governed_by, record))
        case Incentive() | Duty():
            yield outcomes.applies(outcomes.matter(rule.this, rule.governed_by, record), rule.holders)
        case Target():
            for due in rule.due:
                if due.day is None or due.day <= outcomes.view.asked:
                    then = outcomes if due.day is None else outcomes.on(due.day)
                    yield then.applies(then.due(due))


def _of_designation(outcomes: Outcomes, rule: Designation, matter: Matter) -> Iterator[tuple[Term, ...]]:
    shown: list[Criterion] = [*rule.criteria, *rule.model, *rule.priority, *rule.factors]
    yield from (outcomes.criterion(one, matter).told for one in shown)
    for step in rule.steps:
        for condition in (step.done, step.passed):
            yield outcomes.condition(condition, matter) if condition is not None else (False, False)
    yield outcomes.condition(rule.selection.condition, matter) if rule.selection is not None else (False, False)


def _of_duty(outcomes: Outcomes, rule: Duty, matter: Matter) -> Iterator[tuple[Term, ...]]:
    """Whether it applies, whether it is triggered, done in time, and over."""
    yield outcomes.applies(matter, rule.holders)
    pairs: list[Pair] = [outcomes.condition(condition, matter) for condition in rules_of(rule)]
    yield from pairs


# --- days ---


def _judged(pack: Pack) -> list[Rule]:
    return [*pack.designations, *pack.incentives, *pack.duties, *pack.targets]


def _days(value: Any) -> Iterator[int]:
    """Every day that a rule names."""
    match value:
        case n.Constant(kind=n.DATE, value=day):
            yield day
        case n.SomeDay(first=first, last=last):
            yield from (first, last)
        case tuple():
            for item in value:
                yield from _days(item)
        case _ if hasattr(value, "__dataclass_fields__"):
            for name in value.__dataclass_fields__:
                held = getattr(value, name)
                if name in ("spans", "span", "starts", "day"):
                    yield from _numbers(held)
                elif name not in ("place", "label", "interpretation", "note", "fact", "table"):
                    yield from _days(held)


def _numbers(held: Any) -> Iterator[int]:
    if isinstance(held, int):
        yield held
    elif isinstance(held, tuple):
        for item in held:
            yield from _numbers(item)

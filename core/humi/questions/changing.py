"""Questions about one change of a pack: is there a dossier, on any day on which the rules turn, that tells the two apart.

What is compared is every outcome: of whole rules, of each criterion, step and condition, and where the plan stands; and the
amounts and due days that are told beside. Where something else was changed, a validity or whom a rule is for, nothing is said.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from itertools import zip_longest

from humi.dossier.dossier import Dossier
from humi.engines.prove import Record
from humi.engines.prove.logic import Term, both, either, equal, negate, same_term
from humi.errors import DossierError, Untranslatable
from humi.language import nodes as n
from humi.policy.pack import Criterion, Designation, Duty, Incentive, Pack, Phase, Rule, Target
from humi.questions.answers import SECONDS, Answer, Answered, Example, Proven, Refuted, Unknown
from humi.questions.beside import beside, value_of
from humi.questions.outcomes import Matter, Outcomes
from humi.questions.proving import Prover
from humi.questions.said import Pair
from humi.questions.turning import days_in
from humi.road import decide
from humi.road.duties import rules_of
from humi.road.hearing import Hearing
from humi.road.standing import judge_standing
from humi.values.dates import FIRST_DAY, LAST_DAY
from humi.values.label import Label

Judged = Designation | Incentive
DAYS = "days"
COMPARED: Mapping[type[Rule], tuple[str, ...]] = {
    Designation: ("governed_by", "criteria", "model", "priority", "factors", "steps", "selection"),
    Incentive: ("governed_by", "holders", "criteria", "follows", "amount"),
    Duty: ("governed_by", "holders", "trigger", "done", "due"),
    Target: ("due",),
}
"""What of a rule is compared; where anything else was changed, nothing is said."""
WHOLE = ("scope", "in_force", "governs")
"""What of a pack decides whether rules apply."""


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
        whole = [getattr(pack, name) for pack in (self.before, self.after) for name in WHOLE]
        phases = [*self.before.phases, *self.after.phases] if self.standing else []
        # Of a rule that is the same it is only asked whether it applies, which the whole document decides.
        rules = [pair for pair in self.pairs if pair[0] != pair[1] or isinstance(pair[0], Target)]
        turning = {day for part in (*whole, *phases, *rules) for day in days_in(part)}
        return sorted({asked, *(day + beside for day in turning for beside in (-1, 0, 1))} - {FIRST_DAY - 1, LAST_DAY + 1})


def no_difference(changed: Changed, path: str, told: Label, asked: int, seconds: float = SECONDS) -> Answered:
    """The claim that no dossier tells the pack from the same with a change. `told` are the words for the change."""
    answer: Answer | None = None
    for day in changed.days(asked):
        for found in _on(changed, day, seconds):
            if isinstance(found, Refuted):
                return Answered("no_difference", path, found, names=(told,))
            answer = found if answer is None or isinstance(found, Unknown) else answer
        if isinstance(answer, Unknown) and answer.reason == "time":
            break
    assert answer is not None
    return Answered("no_difference", path, answer, names=(told,))


def _on(changed: Changed, day: int, seconds: float) -> Iterator[Answer]:
    """The answers on one day: where the plan stands, and what rules come to."""
    if changed.standing:
        yield _standing(changed, day, seconds)
    for registry in (False, True):
        pairs = [pair for pair in changed.pairs if isinstance(pair[0], Target) is registry]
        scope = not registry and changed.before.scope != changed.after.scope
        if not pairs and not scope:
            continue
        prover = Prover(changed.before, day, seconds, registry)

        def shows(hearing: Hearing) -> bool:
            return _answers(changed.before, hearing) != _answers(changed.after, hearing)

        def exists(outcomes: Outcomes, pairs: Sequence[tuple[Rule, Rule]] = pairs, scope: bool = scope) -> Term:
            after = outcomes.under(changed.after)
            records = [(one, other, _named(outcomes, one, after, other)) for one, other in _once_each(pairs)]
            differing = [_differs(outcomes, one, after, other, record) for one, other, record in records]
            return either((*differing, _scopes_differ(outcomes, after) if scope else False))

        found = prover.never(exists, shows, "any", DAYS)
        if not isinstance(found, Proven):  # complete dossiers are among them, and are better to read
            complete = prover.never(exists, shows, "complete", DAYS)
            found = complete if isinstance(complete, Refuted) else found
        yield found


def _scopes_differ(outcomes: Outcomes, after: Outcomes) -> Term:
    """Whether the scope, which is an answer of its own, comes to something else."""
    ends = (of.condition(of.pack.scope.condition, of.matter()) for of in (outcomes, after))
    return either(_apart(*pair) for pair in zip(*ends, strict=True))


def _once_each(pairs: Iterable[tuple[Rule, Rule]]) -> Iterator[tuple[Rule, Rule]]:
    """Those that are others now, and of those that are the same one for all that apply to the same."""
    seen: set[object] = set()
    for one, other in pairs:
        if one != other or isinstance(one, Target):
            yield one, other
            continue
        asked = getattr(one, "this", ""), getattr(one, "governed_by", None), getattr(one, "holders", ())
        if asked not in seen:
            seen.add(asked)
            yield one, other


def _answers(pack: Pack, hearing: Hearing) -> dict[str, object] | None:
    """Every outcome, amount and due day, by path."""
    try:
        decided = decide(pack, hearing.dossier, hearing.asked)
    except DossierError:
        return None
    found: dict[str, object] = {one.path: one.outcome.value for one in decided.findings()}
    found |= {f"amount/{one.finding.path}": one.amount for one in decided.incentives}
    return found | {f"due/{one.finding.path}": one.due for one in decided.duties}


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


def _differs(outcomes: Outcomes, rule: Rule, after: Outcomes, other: Rule, record: Record | None) -> Term:
    """Whether a rule, or a part of it, comes to something else. Raises Untranslatable."""
    compared = COMPARED[type(rule)]
    for item in fields(rule):
        if item.name not in compared and getattr(rule, item.name) != getattr(other, item.name):
            raise Untranslatable(other, "prove", other.place)
    says = _applies if rule == other else _says  # where the rule is the same, only whether it applies can be another
    whole = not _framed_alike(outcomes.pack, rule, after.pack, other)
    sides = ((outcomes, rule, other), (after, other, rule))
    one, two = (list(says(of, each, record, same, whole)) for of, each, same in sides)
    if len(one) != len(two):
        raise Untranslatable(other, "prove", other.place)
    apart = either(_apart(*ends) for pair in zip(one, two, strict=True) for ends in zip(*pair, strict=True))
    apart = either((apart, _told_otherwise(outcomes, rule, after, other, record)))
    return apart if record is None else both((record.seen(outcomes.view)[1], apart))


def _told_otherwise(outcomes: Outcomes, rule: Rule, after: Outcomes, other: Rule, record: Record | None) -> Term:
    """Whether an amount or a due day comes to something else, where it may be told."""
    if not isinstance(rule, Incentive | Duty) or not isinstance(other, Incentive | Duty) or value_of(rule) == value_of(other):
        return False
    matter = outcomes.matter(rule.this, rule.governed_by, record)
    trigger = getattr(rule, "trigger", None) or n.Always(True)
    told = both((outcomes.applies(matter, rule.holders)[1], outcomes.condition(trigger, matter)[1]))
    before, now = beside(outcomes, rule, record), beside(after, other, record)
    if before is None or now is None:
        return told
    return both((told, either(negate(equal(*ends)) for ends in zip(before, now, strict=True) if not same_term(*ends))))


def _framed_alike(before: Pack, rule: Rule, after: Pack, other: Rule) -> bool:
    """Whether a rule comes to something else only if a criterion does."""
    if any(getattr(before, name) != getattr(after, name) for name in WHOLE):
        return False
    if any(getattr(rule, name, None) != getattr(other, name, None) for name in ("governed_by", "holders", "follows")):
        return False
    one, two = ([criterion.path for criterion in getattr(each, "criteria", ())] for each in (rule, other))
    return one == two  # else one decides that did not, or no longer does


def _apart(one: Term, other: Term) -> Term:
    if same_term(one, other):
        return False
    return either((both((one, negate(other))), both((negate(one), other))))


def _named(outcomes: Outcomes, rule: Rule, after: Outcomes, other: Rule) -> Record | None:
    """The record that a rule is about. All are named before anything is asked; only that of what differs has to be there."""
    for of, one in ((outcomes, rule), (after, other)):
        if isinstance(one, Incentive | Duty):
            of.premises.name(one)
    return outcomes.record_of(rule, may_lack=True)


def _says(outcomes: Outcomes, rule: Rule, record: Record | None, other: Rule, whole: bool) -> Iterator[tuple[Term, ...]]:
    """The outcome of a rule, where the `whole` is asked for, and of each of its parts that is not the same in the `other`,
    as truths that exclude one another or are pairs."""
    match rule, other:
        case Designation(), Designation():
            matter = outcomes.matter(rule.this, rule.governed_by, record)
            if whole:
                yield outcomes.designation(rule).told
            yield from _of_designation(outcomes, rule, matter, other)
        case Incentive(), Incentive():
            matter = outcomes.matter(rule.this, rule.governed_by, record)
            if whole:
                yield outcomes.incentive(rule, record).told
            yield from _of_criteria(outcomes, rule, rule.criteria, matter, other, other.criteria)
        case Duty(), _ if rule.done is not None:
            yield from _of_duty(outcomes, rule, outcomes.matter(rule.this, rule.governed_by, record))
        case Target(), _:
            for due in rule.due:
                then = outcomes if due.day is None else outcomes.on(due.day)
                if due.day is None or due.day <= outcomes.view.asked:
                    yield then.target(due).told


def _applies(outcomes: Outcomes, rule: Rule, record: Record | None, _: Rule, __: bool) -> Iterator[tuple[Term, ...]]:
    """Whether a rule applies."""
    match rule:
        case Designation():
            yield outcomes.applies(outcomes.matter(rule.this, rule.governed_by, record))
        case Incentive() | Duty():
            matter = outcomes.matter(rule.this, rule.governed_by, record)
            yield outcomes.applies(matter, rule.holders)
        case Target():
            for due in rule.due:
                if due.day is None or due.day <= outcomes.view.asked:
                    then = outcomes if due.day is None else outcomes.on(due.day)
                    yield then.applies(then.due(due))


def _of_designation(
    outcomes: Outcomes, rule: Designation, matter: Matter, other: Designation
) -> Iterator[tuple[Term, ...]]:
    yield from _of_criteria(outcomes, rule, _shown(rule), matter, other, _shown(other))
    for one, two in zip_longest(_asked(rule), _asked(other)):
        if rule.governed_by != other.governed_by or one != two:
            yield outcomes.condition(one, matter) if one is not None else (False, False)


def _of_criteria(
    outcomes: Outcomes, rule: Judged, criteria: Sequence[Criterion], matter: Matter, other: Judged, others: Sequence[Criterion]
) -> Iterator[tuple[Term, ...]]:
    for one, two in zip_longest(criteria, others):
        if one is not None and (rule.governed_by != other.governed_by or one != two):
            yield outcomes.criterion(one, matter).told


def _shown(rule: Designation) -> list[Criterion]:
    return [*rule.criteria, *rule.model, *rule.priority, *rule.factors]


def _asked(rule: Designation) -> list[n.Condition | None]:
    """The conditions of its steps and of its selection."""
    steps = [condition for step in rule.steps for condition in (step.done, step.passed)]
    return [*steps, rule.selection.condition if rule.selection is not None else None]


def _of_duty(outcomes: Outcomes, rule: Duty, matter: Matter) -> Iterator[tuple[Term, ...]]:
    """Whether it applies, whether it is triggered, done in time, and over."""
    yield outcomes.applies(matter, rule.holders)
    pairs: list[Pair] = [outcomes.condition(condition, matter) for condition in rules_of(rule)]
    yield from pairs


# --- rules ---


def _judged(pack: Pack) -> list[Rule]:
    return [*pack.designations, *pack.incentives, *pack.duties, *pack.targets]

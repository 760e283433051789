"""Questions about facts: can a fact that rules ask for ever change what one of them says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields

from humi.dossier.facts import RELATION_OF, SINGLE, Fact
from humi.engines.prove.logic import Term, both, either, negate
from humi.language import nodes as n
from humi.policy.pack import Criterion, Designation, Duty, Incentive, Ordering, Pack, Rule
from humi.questions.answers import Answer, Answered, Refuted, Unknown
from humi.questions.outcomes import Outcomes
from humi.questions.proving import Prover
from humi.road.hearing import Hearing, Matter, outcome_of
from humi.values.frozen import Frozen


class Asked(Frozen):
    """A condition of a rule, and who is asked."""

    rule: Rule
    condition: n.Condition
    this: str = "unit"
    governed_by: n.Ref | None = None


def about_facts(prover: Prover) -> Iterator[Answered]:
    """Every fact that only conditions ask for: the claim that it never matters. Amounts, due days, governing dates and numbers
    of different texts that are made of a fact depend on it; they are not asked about, nor is who or what a record is."""
    askers: dict[Fact, list[Asked]] = {}
    for one in _asked(prover.pack):
        for fact in dict.fromkeys(ref.fact for ref in _refs(one.condition)):
            askers.setdefault(fact, []).append(one)
    used = _used_otherwise(prover.pack)
    for fact, asked in askers.items():
        if fact.path not in used and fact.name not in ("id", "region"):
            yield never_matters(prover, fact, asked)


def never_matters(prover: Prover, fact: Fact, asked: list[Asked]) -> Answered:
    """The claim that no rule ever says anything else of two complete dossiers that differ in one fact only. `beside` names
    the rule that does."""
    answer: Answer | None = None
    for one in asked:
        for owner in dict.fromkeys(ref.owner for ref in _refs(one.condition) if ref.fact == fact):
            found = _changes(prover, one, owner, fact)
            if isinstance(found, Refuted):
                return Answered("never_matters", fact.path, found, (one.rule.path,))
            answer = found if answer is None or isinstance(found, Unknown) else answer
    assert answer is not None
    return Answered("never_matters", fact.path, answer)


def _changes(prover: Prover, asked: Asked, owner: str, fact: Fact) -> Answer:
    """The claim that it does not change what one rule says."""

    def exists(outcomes: Outcomes) -> Term:
        unknowns, listed = outcomes.unknowns, asked.this not in SINGLE
        this = unknowns.name_record(RELATION_OF[asked.this]) if listed else None
        if owner == n.RECORD:
            record = unknowns.name_record(RELATION_OF[fact.entity])
        elif owner == n.THIS:
            record = this if this is not None else unknowns.single(asked.this)
        else:
            record = unknowns.single(owner)
        if this is not None:
            unknowns.rules.append(this.seen(outcomes.view)[1])
        changed, other = outcomes.otherwise(record, fact)
        one = outcomes.condition(asked.condition, outcomes.matter(asked.this, asked.governed_by, this))
        about = other if record is this else this
        two = changed.condition(asked.condition, changed.matter(asked.this, asked.governed_by, about))
        seen = both((record.seen(outcomes.view)[1], other.seen(outcomes.view)[1])) if owner == n.RECORD else True
        return both((seen, either(_differ(*ends) for ends in zip(one, two, strict=True))))

    def shows(hearing: Hearing, other: Hearing) -> bool:
        one, two = (
            [outcome_of(each.judge_once(asked.condition, it)) for it in _matters(each, asked)] for each in (hearing, other)
        )
        return one != two

    return prover.never(exists, shows, "complete")


def _differ(one: Term, other: Term) -> Term:
    return either((both((one, negate(other))), both((negate(one), other))))


def _matters(hearing: Hearing, asked: Asked) -> Iterator[Matter]:
    if asked.this in SINGLE:
        yield hearing.matter(asked.this, asked.governed_by)
        return
    for record in getattr(hearing.world, RELATION_OF[asked.this]):
        yield hearing.matter(asked.this, asked.governed_by, record)


# --- what asks for facts ---


def _asked(pack: Pack) -> Iterator[Asked]:
    """Every condition of every rule."""
    yield Asked(pack.scope, pack.scope.condition)
    rules: list[Designation | Incentive | Duty] = [*pack.designations, *pack.incentives, *pack.duties]
    for rule in rules:
        for condition in _conditions(rule):
            yield Asked(rule, condition, rule.this, rule.governed_by)
    for target in pack.targets:
        for due in target.due:
            yield Asked(target, due.condition, "programme")


def _conditions(rule: Designation | Incentive | Duty) -> Iterator[n.Condition]:
    match rule:
        case Designation():
            roles: list[Criterion] = [*rule.criteria, *rule.model, *rule.priority, *rule.factors]
            yield from (one.condition for one in roles)
            for step in rule.steps:
                yield from (one for one in (step.done, step.passed) if one is not None)
            if rule.selection is not None:
                yield rule.selection.condition
        case Incentive():
            yield from (one.condition for one in rule.criteria)
        case Duty():
            yield from (one for one in (rule.trigger, rule.done) if one is not None)


def _used_otherwise(pack: Pack) -> set[str]:
    """Facts of which an amount, a due day, an order or a governing date is made, by path, or that are counted once each."""
    values: list[n.Node] = []
    rules: list[Designation | Incentive | Duty] = [*pack.designations, *pack.incentives, *pack.duties]
    for rule in rules:
        values += [rule.governed_by] if rule.governed_by is not None else []
        values += [one.value for one in getattr(rule, "priority", ()) if isinstance(one, Ordering)]
        for item in fields(rule):
            if item.name in ("amount", "due", "validity") and (value := getattr(rule, item.name)) is not None:
                values.append(value.until if item.name == "validity" else value)
    values += [
        node.once_per for one in _asked(pack) for node in n.walk(one.condition) if isinstance(node, n.Count) and node.once_per
    ]
    return {ref.fact.path for value in values for ref in _refs(value)}


def _refs(node: n.Node) -> Iterator[n.Ref]:
    return (part for part in n.walk(node) if isinstance(part, n.Ref))

"""Questions about clauses that can be read in several ways: where do two readings really lead to different answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from itertools import permutations
from typing import Any, TypeVar

from humi.dossier.facts import RELATION_OF, SINGLE
from humi.engines.judge import MET, NOT_MET
from humi.engines.prove.logic import Term, both, negate
from humi.language import nodes as n
from humi.policy.pack import Criterion, Designation, Duty, Incentive, Rule
from humi.questions.answers import Answer, Answered, Proven, Refuted
from humi.questions.outcomes import Outcomes
from humi.questions.proving import Prover
from humi.road.hearing import Hearing
from humi.values.label import Label

T = TypeVar("T")


def about_readings(prover: Prover) -> Iterator[Answered]:
    """Every clause with readings, of the scope, of designations, incentives and duties: do the readings ever differ."""
    scope = prover.pack.scope
    yield from _of_rule(prover, scope, [scope])
    for designation in prover.pack.designations:
        rules = [*designation.criteria, *designation.model, *designation.priority, *designation.factors]
        yield from _of_rule(prover, designation, rules)
    for incentive in prover.pack.incentives:
        yield from _of_rule(prover, incentive, incentive.criteria)
    for years in prover.pack.duties_by_rule():
        # In one year or another: of a yearly duty readings may well differ in its last year only.
        for same in zip(*(list(_of_duty(prover, duty)) for duty in years), strict=True):
            yield next((one for one in same if isinstance(one.answer, Refuted)), same[0])


def _of_duty(prover: Prover, duty: Duty) -> Iterator[Answered]:
    said = [condition for condition in (duty.trigger, duty.done) if condition is not None]
    told = [Criterion(duty.path, duty.place, duty.sources, duty.label, condition=condition) for condition in said]
    yield from _of_rule(prover, duty, told)


def _of_rule(prover: Prover, whole: Rule, rules: Sequence[Criterion]) -> Iterator[Answered]:
    for rule in rules:
        for node in _readings(rule.condition):
            yield readings_agree(prover, whole, rule, node)


def _readings(condition: n.Condition) -> list[n.Readings | n.ValueReadings]:
    """The choices between readings in a condition, each once."""
    found: dict[n.Node, None] = {}
    for node in n.walk(condition):
        if isinstance(node, n.Readings | n.ValueReadings):
            found.setdefault(node)
    return [node for node in found if isinstance(node, n.Readings | n.ValueReadings)]


def readings_agree(prover: Prover, whole: Rule, rule: Criterion, node: n.Readings | n.ValueReadings) -> Answered:
    """The claim that two readings of a clause never lead to different answers of the rule that holds it. Where they do, the
    example is met by the first that `beside` names, and not met by the second."""
    answer: Answer | None = None
    labels = dict(zip((name for name, _ in node.options), node.labels, strict=False))
    for (one, first), (other, second) in permutations(node.options, 2):
        conditions = [replaced(rule.condition, node, option) for option in (first, second)]
        found = _differ(prover, whole, conditions)
        if isinstance(found, Refuted):
            return Answered("readings_agree", rule.path, found, (one, other), _names((one, other), labels))
        if answer is None or isinstance(answer, Proven):
            answer = found
    assert answer is not None
    readings = tuple(name for name, _ in node.options)
    return Answered("readings_agree", rule.path, answer, readings, _names(readings, labels))


def _names(readings: Sequence[str], labels: Mapping[str, Label]) -> tuple[Label, ...]:
    return tuple(labels.get(name, Label(name, name)) for name in readings)


def _differ(prover: Prover, whole: Rule, conditions: Sequence[n.Condition]) -> Answer:
    this = whole.this if isinstance(whole, Designation | Incentive | Duty) else "unit"
    governed_by = whole.governed_by if isinstance(whole, Designation | Incentive | Duty) else None

    def exists(outcomes: Outcomes) -> Term:
        record = outcomes.record_of(whole)
        matter = outcomes.matter(this, governed_by, record)
        (met, _), (_, possible) = (outcomes.condition(condition, matter) for condition in conditions)
        return both((met, negate(possible)))

    def shows(hearing: Hearing) -> bool:
        records = (None,) if this in SINGLE else getattr(hearing.world, RELATION_OF[this])[:1]
        matters = (hearing.matter(this, governed_by, record) for record in records)
        return any([hearing.judge_once(one, matter) for one in conditions] == [MET, NOT_MET] for matter in matters)

    return prover.never(exists, shows)


def replaced(node: T, old: n.Node, new: n.Node) -> T:
    """A tree in which another stands wherever one stood."""
    if node is old or (type(node) is type(old) and node == old):
        return new  # type: ignore[return-value]
    if isinstance(node, tuple):
        return tuple(replaced(part, old, new) for part in node)  # type: ignore[return-value]
    if not isinstance(node, n.Node) or not is_dataclass(node):
        return node
    changed: dict[str, Any] = {}
    for item in fields(node):
        part = getattr(node, item.name)
        if isinstance(part, n.Node | tuple) and (other := replaced(part, old, new)) != part:
            changed[item.name] = other
    return replace(node, **changed) if changed else node  # type: ignore[type-var]

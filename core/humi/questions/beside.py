"""Amounts and due days that are told beside an outcome: do two versions of a rule tell another."""

from __future__ import annotations

from humi.engines.prove import Record
from humi.engines.prove.logic import Term, at_least, both, choose, divided, either, equal, negate, same_term
from humi.language import nodes as n
from humi.policy.pack import Duty, Incentive, Rule
from humi.questions.outcomes import Matter, Outcomes
from humi.road.duties import LONG_AGO
from humi.values.dates import FIRST_DAY


def told_otherwise(outcomes: Outcomes, rule: Rule, after: Outcomes, other: Rule, record: Record | None) -> Term:
    """Whether an amount or a due day comes to something else, and is told."""
    if not isinstance(rule, Incentive | Duty) or not isinstance(other, Incentive | Duty):
        return False
    before, now = _value(rule), _value(other)
    if before == now:
        return False
    tell = _fen if isinstance(rule, Incentive) else _due
    matter, later = (of.matter(one.this, one.governed_by, record) for of, one in ((outcomes, rule), (after, other)))
    trigger = getattr(rule, "trigger", None) or n.Always(True)
    told = both((outcomes.applies(matter, rule.holders)[1], outcomes.condition(trigger, matter)[1]))
    if before is None or now is None:
        return told
    ends = zip(tell(outcomes, before, matter), tell(after, now, later), strict=True)
    return both((told, either(negate(equal(one, two)) for one, two in ends if not same_term(one, two))))


def _value(rule: Incentive | Duty) -> n.Value | None:
    return rule.amount if isinstance(rule, Incentive) else rule.due


def _fen(outcomes: Outcomes, value: n.Value, matter: Matter) -> tuple[Term, Term]:
    """The least and the greatest amount, as it is told."""
    unit = 10 ** (n.places_of(value) - 2)
    low, high = outcomes.value(value, matter)
    return (low, high) if unit == 1 else (divided(low, unit), -divided(-high, unit))


def _due(outcomes: Outcomes, value: n.Value, matter: Matter) -> tuple[Term, Term]:
    """The first and the last due day, as it is told."""
    low, high = outcomes.value(value, matter)
    return choose(at_least(low, LONG_AGO + 1), low, FIRST_DAY), high

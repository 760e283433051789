"""What may be changed in a rule: in its conditions and values, and in what it does with them.

Where a rule is written once and read several times (a yearly duty, the days of a series, what a YAML alias repeats), the
changes of each have one place and one name, and `mutants` makes one of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from humi.authoring.mutation.change import Change, among, within
from humi.authoring.mutation.conditions import Given, condition_changes, related_changes
from humi.authoring.mutation.steps import named
from humi.authoring.mutation.thresholds import spans_beside
from humi.authoring.mutation.values import value_changes
from humi.dossier.facts import SINGLE
from humi.language import nodes as n
from humi.policy.duties import trigger_event
from humi.policy.follows import premise_about
from humi.policy.pack import (
    Criterion,
    Designation,
    DueDay,
    Duty,
    FollowedRecord,
    Governs,
    Incentive,
    InForce,
    Ordering,
    Pack,
    Phase,
    Rule,
    Target,
)
from humi.reading.problems import Place
from humi.values.dates import FIRST_DAY, LAST_DAY

SHOWN = ("model", "priority", "factors")
NO_PARTS = ("place", "label", "labels", "fact", "table")


def rule_changes(rule: Rule, pack: Pack) -> Iterator[Change]:
    """Every change of a rule of a section. What is named by a rule's id stays so."""
    given = Given(pack.titles)
    match rule:
        case Criterion():
            yield from _criterion(rule, given)
        case InForce():
            for field, word in (("first", "from"), ("last", "to")):
                yield from _value(rule, field, given, word)
        case Governs():
            yield from _governs(rule)
        case Designation():
            yield from _designation(rule, given)
        case Phase():
            for field, word in (("first", "from"), ("last", "to")):
                yield from (replace(change, shaped=True) for change in _value(rule, field, given, word))
        case Target():
            yield from _target(rule, pack)
        case Incentive():
            yield from _incentive(rule, given)
        case Duty():
            yield from _duty(rule, pack)


def _shaped(whole: Rule, kind: str, what: str, old: Any, step: str = "", place: Place | None = None) -> Change:
    """A change of what a rule does with its conditions."""
    return Change(whole, kind, what, old, None, (step,) if step else (), place or whole.place, shaped=True)


def _criterion(rule: Criterion, given: Given) -> Iterator[Change]:
    yield from within(condition_changes(rule.condition, given), rule, "condition", "")


def _condition(rule: Rule, field: str, given: Given, step: str) -> Iterator[Change]:
    """The changes of a condition that a rule may have."""
    condition = getattr(rule, field)
    if condition is not None:
        yield from within(condition_changes(condition, given), rule, field, step)


def _value(rule: Rule, field: str, given: Given, step: str) -> Iterator[Change]:
    """The changes of a value that a rule may have, and without it."""
    value = getattr(rule, field)
    if value is not None and value not in (n.Constant(n.DATE, FIRST_DAY), n.Constant(n.DATE, LAST_DAY)):
        without: Any = {field: None}
        yield _shaped(replace(rule, **without), f"{step}_dropped", "dropped", rule, step, value.place)
        yield from within(value_changes(value, given), rule, field, step)


def _governs(rule: Governs) -> Iterator[Change]:
    for shown, span in spans_beside(*rule.span):
        whole = replace(rule, span=span)
        yield Change(whole, "governs", f"period-{shown}", rule, whole, place=rule.place, shaped=True)


# --- designations ---


def _designation(rule: Designation, given: Given) -> Iterator[Change]:
    if rule.governed_by is not None:
        yield _shaped(replace(rule, governed_by=None), "governed_by_dropped", "dropped", rule, "governed_by")
    for index, criterion in enumerate(rule.criteria):
        moved = replace(rule, criteria=among(rule.criteria, index, None), model=(*rule.model, criterion))
        yield _shaped(moved, "no_longer_decides", "no-longer-decides", criterion, f"criteria.{criterion.id}", criterion.place)
    for role in SHOWN:
        rules = getattr(rule, role)
        for index, criterion in _conditions(rules):
            kept: Any = {role: among(rules, index, None)}
            moved = replace(rule, criteria=(*rule.criteria, criterion), **kept)
            yield _shaped(moved, "decides", "decides", criterion, f"{role}.{criterion.id}", criterion.place)
    for role in ("criteria", *SHOWN):
        for index, criterion in _conditions(getattr(rule, role)):
            for change in _criterion(criterion, given):
                changed: Any = {role: among(getattr(rule, role), index, change.whole)}
                whole = replace(rule, **changed)
                yield change.under(whole, f"{role}.{criterion.id}", criterion.place)
    yield from _steps(rule, given)
    if rule.selection is not None:
        whole = replace(rule, selection=None)
        yield _shaped(whole, "selection_dropped", "dropped", rule.selection, "selection", rule.selection.place)
        yield from within(_criterion(rule.selection, given), rule, "selection")
    if rule.validity is not None:
        whole = replace(rule, validity=None)
        yield _shaped(whole, "validity_dropped", "dropped", rule.validity, "validity", rule.validity.place)
        changes = within(value_changes(rule.validity.until, given), rule.validity, "until", "")
        yield from (replace(change, shaped=True) for change in within(changes, rule, "validity"))


def _conditions(rules: tuple[Criterion, ...]) -> Iterator[tuple[int, Criterion]]:
    """Those that ask for something, each with its place; in which order a value puts applicants, no dossier's case can tell."""
    return ((index, one) for index, one in enumerate(rules) if not isinstance(one, Ordering))


def _steps(rule: Designation, given: Given) -> Iterator[Change]:
    steps = rule.steps
    for index, step in enumerate(steps):
        name = f"steps.{step.id}"
        yield _shaped(replace(rule, steps=among(steps, index, None)), "step_dropped", "dropped", step, name, step.place)
        if index:
            before = (*steps[: index - 1], step, steps[index - 1], *steps[index + 1 :])
            yield _shaped(replace(rule, steps=before), "step_earlier", "earlier", step, name, step.place)
        if step.passed is not None:
            whole = replace(rule, steps=among(steps, index, replace(step, passed=None)))
            yield _shaped(whole, "passed_dropped", "dropped", step, f"{name}.passed", step.passed.place)
        for field in ("done", "passed"):
            for change in _condition(step, field, given, field):
                yield change.under(replace(rule, steps=among(steps, index, change.whole)), name, step.place)


# --- targets ---


def _target(rule: Target, pack: Pack) -> Iterator[Change]:
    for index, due in enumerate(rule.due):
        step = due.name
        if len(rule.due) > 1:
            whole = replace(rule, due=among(rule.due, index, None))
            yield _shaped(whole, "due_reading", "dropped", due, step)
        if due.day is not None:
            for day in (due.day - 1, due.day + 1):
                whole = replace(rule, due=among(rule.due, index, _moved(due, day, rule.year)))
                what = f"due-{date.fromordinal(day)}" if rule.year is None else f"due-{date.fromordinal(day):%m-%d}"
                yield replace(_shaped(whole, "due_moved", what, due, step), new=date.fromordinal(day).isoformat())
        given = Given(pack.titles, frozenset(_year_of(due)), None if due.day is None else n.Constant(n.DATE, due.day))
        for change in condition_changes(due.condition, given):
            below = replace(due, condition=change.whole)
            yield change.under(replace(rule, due=among(rule.due, index, below)), step, rule.place)


def _year_of(due: DueDay) -> list[tuple[int, int]]:
    return [] if due.day is None else [_whole_year(date.fromordinal(due.day).year)]


def _whole_year(year: int) -> tuple[int, int]:
    return date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal()


def _moved(due: DueDay, day: int, year: int | None) -> DueDay:
    """The target on another day, which is then also what `due` and `year` stand for."""
    assert due.day is not None
    spans = {} if year is not None else {_whole_year(date.fromordinal(due.day).year): _whole_year(date.fromordinal(day).year)}

    def other(node: n.Node) -> n.Node:
        if isinstance(node, n.Constant) and node.place is None and node == n.Constant(n.DATE, due.day or 0):
            return n.Constant(n.DATE, day)
        if isinstance(node, n.Within):
            return replace(node, spans=tuple(spans.get(span, span) for span in node.spans))
        return node

    return replace(due, day=day, condition=rewritten(due.condition, other))


def rewritten(value: Any, other: Any) -> Any:
    """A tree with each node as `other` gives it, from the leaves up; parts in which nothing changes stay the same object.

    Of a table that is asked, what it comes to is rewritten, not its rows.
    """
    if isinstance(value, tuple) and not hasattr(value, "_fields"):
        items = tuple(rewritten(item, other) for item in value)
        return value if all(one is two for one, two in zip(items, value, strict=True)) else items
    if not isinstance(value, n.Node | Rule | DueDay):
        return value
    names = [name for name in value.__dataclass_fields__ if name not in NO_PARTS]
    found = {name: rewritten(getattr(value, name), other) for name in names}
    changed = {name: part for name, part in found.items() if part is not getattr(value, name)}
    whole = replace(value, **changed) if changed else value
    return other(whole) if isinstance(value, n.Node) else whole


def nodes_of(value: Any) -> Iterator[n.Node]:
    """Every node in a rule."""
    if isinstance(value, n.Node):
        yield from n.walk(value)
    elif isinstance(value, tuple):
        for item in value:
            yield from nodes_of(item)
    elif hasattr(value, "__dataclass_fields__"):
        for name in value.__dataclass_fields__:
            if name not in ("place", "label", "interpretation", "note", "fact"):
                yield from nodes_of(getattr(value, name))


# --- incentives and duties ---


def _incentive(rule: Incentive, given: Given) -> Iterator[Change]:
    default = None if rule.this != "claim" or rule.governed_by is None else "claim.filed"
    if rule.governed_by is not None and rule.governed_by.fact.path != default:
        yield _shaped(replace(rule, governed_by=None), "governed_by_dropped", "dropped", rule, "governed_by")
    for index, criterion in enumerate(rule.criteria):
        whole = replace(rule, criteria=among(rule.criteria, index, None))
        yield _shaped(whole, "criterion_dropped", "dropped", criterion, f"criteria.{criterion.id}", criterion.place)
        for change in _criterion(criterion, given):
            below = replace(rule, criteria=among(rule.criteria, index, change.whole))
            yield change.under(below, f"criteria.{criterion.id}", criterion.place)
    yield from _value(rule, "amount", given, "amount")
    if rule.service:
        yield _shaped(replace(rule, service=""), "service_dropped", "dropped", rule, "service")
    yield from _holders(rule)
    yield from _follows(rule, given)


def _holders(rule: Any) -> Iterator[Change]:
    if rule.holders:
        yield _shaped(replace(rule, holders=()), "holders_dropped", "for-everybody", rule, "for")


def _follows(rule: Any, given: Given) -> Iterator[Change]:
    """Each premise left out; each part of what is asked of a related record changed."""
    records = iter(named([one.related for one in rule.follows if isinstance(one, FollowedRecord)]))
    for index, premise in enumerate(rule.follows):
        record = isinstance(premise, FollowedRecord)
        step = f"follows.{next(records) if record else premise.rule.replace('/', '.')}"
        fewer = replace(rule, follows=among(rule.follows, index, None))
        yield _shaped(fewer, "premise", "dropped", premise, step, premise.place)
        if record:
            for change in related_changes(premise.related, given):
                other = premise_about(change.whole, premise.place)
                if other is not None:
                    whole = replace(rule, follows=among(rule.follows, index, other))
                    yield replace(change.under(whole, "follows", premise.place), shaped=True)


def _duty(rule: Duty, pack: Pack) -> Iterator[Change]:
    yearly = rule.year is not None and isinstance(rule.due, n.Constant)
    spans = frozenset([_whole_year(rule.year)] if rule.year is not None else [])
    given = Given(pack.titles, spans, rule.due if yearly and isinstance(rule.due, n.Constant) else None)
    default = trigger_event(rule.trigger)
    if rule.governed_by != default:
        yield _shaped(replace(rule, governed_by=default), "governed_by_dropped", "dropped", rule, "governed_by")
    if rule.trigger is not None:
        yield _shaped(replace(rule, trigger=None), "trigger_dropped", "dropped", rule, "when", rule.trigger.place)
    yield from _condition(rule, "trigger", given, "when")
    if rule.done is None:
        return
    yield from _condition(rule, "done", given, "done")
    if rule.due is not None:
        yield _shaped(replace(rule, due=None), "by_dropped", "dropped", rule, "by", rule.due.place)
        yield from _yearly_due(rule) if yearly else within(value_changes(rule.due, given), rule, "due", "by")
    if rule.this in SINGLE:
        other = "unit" if rule.this == "programme" else "programme"
        yield replace(_shaped(replace(rule, this=other), "bound", f"for-{other}", rule, "for"), new=other)
    yield from _holders(rule)
    yield from _follows(rule, given)


def _yearly_due(rule: Duty) -> Iterator[Change]:
    """Another day of each year, which is then also what `due` stands for."""
    assert isinstance(rule.due, n.Constant)
    old = rule.due
    for day in (old.value - 1, old.value + 1):
        new = replace(old, value=day)
        whole = rewritten(rule, lambda node, new=new: new if node == old and node.place == old.place else node)
        yield Change(whole, "date", f"{date.fromordinal(day):%m-%d}", old, new, ("by",), old.place)

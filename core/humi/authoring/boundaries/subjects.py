"""What boundary cases are about: the conditions of every rule, who asks them, and what has to be so beside them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import TypeVar

from humi.authoring.boundaries.goals import Asker, Goal
from humi.authoring.boundaries.situation import Situation
from humi.dossier.facts import RELATION_OF, SINGLE
from humi.language import nodes as n
from humi.policy.pack import (
    Designation,
    DueDay,
    Duty,
    FollowedRecord,
    FollowedRule,
    Incentive,
    Ordering,
    Pack,
    Phase,
    ProcedureStep,
    Rule,
    Target,
    Validity,
)
from humi.road.applicability import holds_title, in_force_condition
from humi.road.duties import in_time
from humi.values.frozen import Frozen

UNIT = Asker("unit")
R = TypeVar("R", bound=Rule)


class Subject(Frozen):
    """A condition of a rule. `path` is that of its finding; `beside` is what has to be so for it to have a say, `besides`
    what should be so, so that the rule as a whole is met."""

    path: str
    rule: Rule
    condition: n.Condition
    asker: Asker
    start: Situation
    beside: tuple[Goal, ...] = ()
    besides: tuple[Goal, ...] = ()
    once: str = ""
    """What is the same for many rules is shown of the first for which it can be: its name."""
    row: bool = False
    """The condition is a row of a decision table that gives a value."""


class Subjects:
    """The subjects of a pack, starting from facts of which nothing is known on the day `asked`."""

    unit = UNIT

    def __init__(self, pack: Pack, asked: int) -> None:
        self.pack = pack
        self.nothing = Situation(pack, asked, {}, False)
        self.registry = Situation(pack, asked, {}, True)
        self.rules: dict[str, Rule] = {rule.path: rule for rule in (*pack.designations, *pack.incentives, *pack.duties)}

    def all(self) -> Iterator[Subject]:
        """Every condition of every rule, in the order of the pack."""
        pack = self.pack
        yield Subject("scope", pack.scope, pack.scope.condition, UNIT, self.nothing)
        for designation in pack.designations:
            yield from self.designation(designation)
        for target in pack.targets:
            yield from self.target(target)
        for incentive in pack.incentives:
            yield from self.incentive(incentive)
        for duty in pack.duties:
            if duty.done is not None:
                yield from self.duty(duty)

    # --- when a rule is met ---

    def applies(self, asker: Asker, holders: tuple[str, ...] = ()) -> tuple[Goal, ...]:
        """The document is in force and governs, the applicant lies in its scope and holds a title where one is needed."""
        pack = self.pack
        goals = [Goal(in_force_condition(pack), True, asker)]
        if pack.governs is not None and (asker.governed_by is not None or asker.day is not None):
            goals.append(Goal(n.Within(n.Governing(), (pack.governs.span,)), True, asker))
        if asker.entity in SINGLE and asker.entity != "programme":
            goals.insert(0, Goal(pack.scope.condition, True, UNIT))
        if holders:
            goals.append(Goal(holds_title(holders, pack), True, asker))
        if asker.governed_by is not None and asker.governed_by.fact.type == "event":
            goals.append(Goal(n.Happened(asker.governed_by), True, asker))
        return tuple(goals)

    def met(self, rule: Rule) -> tuple[Goal, ...]:
        """What has to be so for a rule to be met."""
        match rule:
            case Designation():
                asker = asker_of(rule)
                return (*self.applies(asker), *(Goal(one.condition, True, asker) for one in rule.criteria))
            case Incentive():
                asker = asker_of(rule)
                criteria = (Goal(one.condition, True, asker) for one in rule.criteria)
                return (*self.applies(asker, rule.holders), *criteria, *self.followed(rule))
            case Duty():
                asker = asker_of(rule)
                trigger = [Goal(rule.trigger, True, asker)] if rule.trigger is not None else []
                done = [Goal(in_time(rule.done, rule.due), True, asker)] if rule.done is not None else []
                return (*self.applies(asker, rule.holders), *trigger, *self.followed(rule), *done)
        return ()

    def followed(self, rule: Incentive | Duty) -> tuple[Goal, ...]:
        """What a rule follows from."""
        goals: list[Goal] = []
        asker = asker_of(rule)
        for premise in rule.follows:
            if isinstance(premise, FollowedRecord):
                goals.append(Goal(n.Quantified("some", premise.related, n.Always(True)), True, asker))
            elif isinstance(premise, FollowedRule):
                goals.extend(self.met(self.followed_rule(premise.rule)))
        return tuple(goals)

    def followed_rule(self, path: str) -> Rule:
        return self.rules.get(path) or next(rule for name, rule in self.rules.items() if name.startswith(f"{path}/"))

    def begun(self, rule: Incentive | Duty) -> Situation:
        """Facts with the record that a rule is about, and those that it follows from."""
        situation = self.registry if rule.this == "programme" else self.nothing
        for one in self._chain(rule):
            if one.this in SINGLE:
                continue
            relation = RELATION_OF[one.this]
            if any(record["id"] == identity_of(one) for record in situation.records(relation)):
                continue
            record = {**situation.blank(relation), "id": identity_of(one)}
            if isinstance(one, Incentive) and one.this == "claim":
                record["incentive"] = one.id
            situation = situation.listing(relation, [*situation.records(relation), record])
        return situation

    def _chain(self, rule: Rule) -> Iterator[Incentive | Duty]:
        if isinstance(rule, Incentive | Duty):
            yield rule
            for premise in rule.follows:
                if isinstance(premise, FollowedRule):
                    yield from self._chain(self.followed_rule(premise.rule))

    # --- by section ---

    def designation(self, rule: Designation) -> Iterator[Subject]:
        asker = asker_of(rule)
        applies = self.applies(asker)
        happened = tuple(goal for goal in applies if isinstance(goal.node, n.Happened))
        criteria = {one.path: Goal(one.condition, True, asker) for one in rule.criteria}
        whole = (*applies, *criteria.values())
        for one in rule.criteria:
            others = tuple(goal for path, goal in criteria.items() if path != one.path)
            yield Subject(one.path, one, one.condition, asker, self.nothing, happened, (*applies, *others))
        for role in ("model", "priority", "factors"):
            for one in (one for one in getattr(rule, role) if not isinstance(one, Ordering)):
                yield Subject(one.path, one, one.condition, asker, self.nothing, happened, whole)
        passed: tuple[Goal, ...] = ()
        for step in rule.steps:
            yield from self._step(step, asker, whole, passed)
            passed = (*passed, *(Goal(part, True, asker) for part in (step.done, step.passed) if part is not None))
        if rule.selection is not None:
            selection = rule.selection
            yield Subject(selection.path, selection, selection.condition, asker, self.nothing, (*whole, *passed))
        yield from self._applies(rule, rule.path, asker, self.nothing, whole)
        if rule.validity is not None:
            yield self._validity(rule, rule.validity)

    def _applies(
        self, rule: Rule, path: str, asker: Asker, start: Situation, whole: tuple[Goal, ...], holders: tuple[str, ...] = ()
    ) -> Iterator[Subject]:
        """Whether the rule applies at all. What is the same for all of a section is shown once."""
        section = rule.path.partition("/")[0]
        for part in self.applies(asker, holders):
            if isinstance(part.node, n.Happened):
                continue
            own = isinstance(part.node, n.Quantified)
            rest = tuple(goal for goal in whole if goal.node is not part.node and goal != part)
            once = "" if own else f"{section} {'scope' if part.asker == UNIT else type(part.node).__name__}"
            yield Subject(path, rule, part.node, part.asker, start, (), rest, once)

    def _validity(self, rule: Designation, validity: Validity) -> Subject:
        """How long a title lasts: the day of asking beside its last day."""
        granted = self.pack.vocabulary.find("title", "granted")
        assert granted is not None
        record = {**self.nothing.blank("titles"), "kind": rule.id}
        asker = Asker("title", n.Ref(n.THIS, granted), str(record["id"]))
        lasts = n.Compare(">=", validity.until, n.Asked())
        return Subject(f"title/{record['id']}", validity, lasts, asker, self.nothing.listing("titles", [record]))

    def _step(self, step: ProcedureStep, asker: Asker, whole: tuple[Goal, ...], passed: tuple[Goal, ...]) -> Iterator[Subject]:
        ready = () if step.passed is None else (Goal(step.passed, True, asker),)
        yield Subject(step.path, step, step.done, asker, self.nothing, passed, (*whole, *ready))
        if step.passed is not None:
            done = Goal(step.done, True, asker)
            yield Subject(step.path, step, step.passed, asker, self.nothing, (*passed, done), whole)

    def target(self, rule: Target) -> Iterator[Subject]:
        days = [due.day for due in rule.due if due.day is not None]
        start = self.registry.on(max(days)) if days else self.registry
        for due in rule.due:
            asker = Asker("programme", day=due.day)
            others = (goal for other in rule.due if other is not due for goal in self._reached(other))
            whole = (*self.applies(asker), *others)
            yield Subject(rule.path, rule, due.condition, asker, start, (), whole)
        if days:
            goals = [goal for due in rule.due for goal in self._reached(due)]
            come = n.Compare(">=", n.Asked(), _either(days))
            yield Subject(rule.path, rule, come, Asker("programme"), start, (), tuple(goals))

    def _reached(self, due: DueDay) -> tuple[Goal, ...]:
        asker = Asker("programme", day=due.day)
        return *self.applies(asker), Goal(due.condition, True, asker)

    def incentive(self, rule: Incentive) -> Iterator[Subject]:
        asker = asker_of(rule)
        start, whole = self.begun(rule), self.met(rule)
        path = self._path(rule, rule.path)
        for one in rule.criteria:
            others = tuple(goal for goal in whole if goal.node is not one.condition)
            yield Subject(self._path(rule, one.path), one, one.condition, asker, start, (), others)
        yield from self._applies(rule, path, asker, start, whole, rule.holders)
        yield from self._follows(rule, path, asker, start, whole)
        if rule.amount is not None:
            amount = path.replace("incentives/", "amount/", 1)
            for condition in amount_conditions(rule.amount):
                yield Subject(amount, rule, condition, asker, start, (), whole)
            for case, beside, besides in table_rows(rule.amount):
                chosen, counts = (tuple(Goal(one, True, asker) for one in goals) for goals in (beside, besides))
                yield Subject(amount, rule, case, asker, start, chosen, (*whole, *counts), row=True)

    def duty(self, rule: Duty) -> Iterator[Subject]:
        assert rule.done is not None
        asker, start, path = asker_of(rule), self.begun(rule), self._path(rule, rule.path)
        done, whole = in_time(rule.done, rule.due), self.met(rule)
        ended = () if rule.due is None else (Goal(n.Compare(">", n.Asked(), rule.due), True, asker),)
        before = tuple(goal for goal in whole if goal.node != done)
        if rule.trigger is not None:
            # What is done is done, whether or not it had to be: only what is not done shows what triggers it.
            others = tuple(goal for goal in before if goal.node is not rule.trigger)
            yield Subject(path, rule, rule.trigger, asker, start, (), (*others, *ended, Goal(done, False, asker)))
        yield Subject(path, rule, done, asker, start, ended, before)
        if ended:
            yield Subject(path, rule, ended[0].node, asker, start, (Goal(done, False, asker),), before)
        yield from self._applies(rule, path, asker, start, whole, rule.holders)
        yield from self._follows(rule, path, asker, start, whole)

    def _follows(
        self, rule: Incentive | Duty, path: str, asker: Asker, start: Situation, whole: tuple[Goal, ...]
    ) -> Iterator[Subject]:
        """What a rule follows from: each record, and each rule by the first of its conditions that it needs."""
        for premise in rule.follows:
            if isinstance(premise, FollowedRecord):
                some = n.Quantified("some", premise.related, n.Always(True))
                rest = tuple(goal for goal in whole if goal.node != some)
                yield Subject(path, rule, some, asker, start, (), rest)
            elif isinstance(premise, FollowedRule):
                needed = self.met(self.followed_rule(premise.rule))
                for part in needed:
                    rest = tuple(goal for goal in whole if goal != part)
                    once = f"{path} follows {premise.rule}"
                    yield Subject(path, rule, part.node, part.asker, start, (), rest, once)

    def _path(self, rule: Incentive | Duty, path: str) -> str:
        """The path of a finding, with the id of the record it is about."""
        if rule.this in SINGLE:
            return path
        section, name, *rest = path.split("/", 2)
        return "/".join([section, name, str(identity_of(rule)), *rest])


def identity_of(rule: Incentive | Duty) -> str | None:
    """The identifier of the record that a rule is judged of: a claim on it, or the one that rules about a list share."""
    if rule.this in SINGLE:
        return None
    return f"{rule.id}1" if rule.this == "claim" else f"{rule.this}1"


def asker_of(rule: Designation | Incentive | Duty) -> Asker:
    """Whom a rule is about, and what governs it."""
    return Asker(rule.this, rule.governed_by, None if isinstance(rule, Designation) else identity_of(rule))


def _either(days: list[int]) -> n.Value:
    """A day, by readings where there are several."""
    options = tuple((date.fromordinal(day).isoformat(), n.Constant(n.DATE, day)) for day in sorted(days))
    return options[0][1] if len(options) == 1 else n.ValueReadings(options)


def amount_conditions(amount: n.Value) -> Iterator[n.Condition]:
    """What an amount depends on: conditions that weigh a part of it, bounds that cut it off."""
    for node in n.walk(amount):
        if isinstance(node, n.Worth):
            yield node.when
        elif isinstance(node, n.Smallest | n.Largest):
            bounds = [item for item in node.items if isinstance(item, n.Constant | n.ValueVersions)]
            for item in node.items:
                if item not in bounds:
                    yield from (n.Compare(">=" if isinstance(node, n.Smallest) else "<=", item, bound) for bound in bounds)
        elif isinstance(node, n.ValueVersions):
            yield n.Compare("==", node, node.items[-1])


Conditions = tuple[n.Condition, ...]


def table_rows(value: n.Value) -> Iterator[tuple[n.Condition, Conditions, Conditions]]:
    """Each row of the decision tables in a value, column by column: what chooses it, what has to be so before that column
    is asked, and what should be so, so that the value is the one of that row."""
    for table, besides in _tables_in(value, ()):
        seen: set[int] = set()
        left: list[tuple[n.Value, Conditions]] = [(table.item, ())]
        while left:
            choice, before = left.pop(0)
            if isinstance(choice, n.ValueChoice) and id(choice) not in seen:
                seen.add(id(choice))
                for case, item in zip(choice.when, choice.items, strict=True):
                    yield case, before, besides
                    left.append((item, (*before, case)))


def _tables_in(value: n.Value, besides: Conditions) -> Iterator[tuple[n.ValueLookup, Conditions]]:
    """The tables that give a part of a value, each with that the others of a choice between several leave it the say."""
    if isinstance(value, n.ValueLookup):
        yield value, besides
        return
    for part in n.children(value):
        if n.is_value(part):
            least = isinstance(value, n.Smallest)
            others = tuple(
                n.Compare("<=" if least else ">=", part, other)
                for other in (value.items if isinstance(value, n.Smallest | n.Largest) else ())
                if other is not part
            )
            yield from _tables_in(part, (*besides, *others))


def usual_day(pack: Pack) -> int:
    """A day on which the last version of everything governs: some months later, within the plan's period."""
    nodes = [node for rule in pack.rules() for node in _nodes(rule)]
    firsts = [start for node in nodes if isinstance(node, n.Versions | n.ValueVersions) for start in node.starts]
    force = pack.in_force
    if force is not None and force.first is not None:
        firsts += [node.value for node in n.walk(force.first) if isinstance(node, n.Constant) and node.kind == n.DATE]
    if pack.governs is not None:
        firsts.append(pack.governs.span[0])
    day = max(firsts) + 300 if firsts else date(2025, 6, 30).toordinal()
    return day if pack.governs is None else min(day, pack.governs.span[1])


def _nodes(rule: Rule) -> Iterator[n.Node]:
    for name in rule.__dataclass_fields__:
        value = getattr(rule, name)
        if isinstance(value, n.Node):
            yield from n.walk(value)


def _base(path: str) -> str:
    """Section and name of the rule that a path is of, or of a part of it."""
    return "/".join(path.split("/")[:2])


def alone(pack: Pack, rule: Rule) -> Pack:
    """The pack with nothing but a rule, or what it is part of, and what that follows from: all that its answer needs."""
    names = {_base(rule.path)}
    followers: list[Incentive | Duty] = [*pack.incentives, *pack.duties]
    left = [rule.path]
    while left:
        name = _base(left.pop())
        needed = (premise.rule for one in followers if _base(one.path) == name for premise in one.follows
                  if isinstance(premise, FollowedRule))  # fmt: skip
        new = {_base(path) for path in needed} - names
        names |= new
        left.extend(new)

    def kept(rules: tuple[R, ...]) -> tuple[R, ...]:
        return tuple(one for one in rules if _base(one.path) in names)

    return replace(
        pack,
        designations=kept(pack.designations),
        targets=tuple(target for target in pack.targets if target.path == rule.path),
        incentives=kept(pack.incentives),
        duties=kept(pack.duties),
        phases=pack.phases if isinstance(rule, Phase) else (),
        silent=(),
        terms={},
    )

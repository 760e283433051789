"""Criterion coverage: whether the cases have seen every criterion met, not met and undetermined.

What a criterion can never be is told by its words: what nobody can decide from the text is never met, what has no condition is
always met. That is Kleene's logic over the outcomes that the parts can have, so it never says "cannot be" wrongly; where a
fact stands in a criterion twice, it may call for an outcome that no dossier has.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import product
from operator import eq, ge, gt, le, lt

from humi.decision import Outcome, RegionDecision
from humi.engines.runtime import step
from humi.language import nodes as n
from humi.policy.pack import Pack, Rule
from humi.values.frozen import Frozen

MET, NOT_MET, UNDETERMINED = Outcome.MET, Outcome.NOT_MET, Outcome.UNDETERMINED
ALL = frozenset({MET, NOT_MET, UNDETERMINED})
OPPOSITE = {MET: NOT_MET, NOT_MET: MET, UNDETERMINED: UNDETERMINED}
MANY = 6
"""Of more parts than that not every combination is looked at: each outcome that a part can have may be that of the whole."""


class Unseen(Frozen):
    """Outcomes of a rule that it can have and no case has shown."""

    rule: Rule
    outcomes: tuple[Outcome, ...]


def coverage(pack: Pack, decisions: Iterable[RegionDecision]) -> tuple[int, tuple[Unseen, ...]]:
    """How many criteria there are, and those that the cases have not seen in every way."""
    seen: dict[str, set[Outcome]] = {}
    for decision in decisions:
        for finding in decision.findings():
            seen.setdefault(finding.path.partition("/")[2], set()).add(finding.outcome)
    counted = list(_counted(pack))
    found = []
    for rule, can_be in counted:
        # A duty or an incentive is told of each record that it is about.
        paths = [path for path in seen if path == rule.path or path.startswith(f"{rule.path}/") or _of_record(path, rule.path)]
        shown = set().union(*(seen[path] for path in paths)) if paths else set()
        left = tuple(one for one in (MET, NOT_MET, UNDETERMINED) if one in can_be and one not in shown)
        if left:
            found.append(Unseen(rule, left))
    return len(counted), tuple(found)


def _of_record(path: str, rule: str) -> bool:
    """Whether a path is that of a criterion of an incentive, told of one claim: `incentives/cash/C1/criteria/once`."""
    section, _, rest = rule.partition("/")
    if section != "incentives" or "/criteria/" not in rest:
        return False
    name, _, criterion = rest.partition("/")
    return path.startswith(f"{section}/{name}/") and path.endswith(f"/{criterion}")


def _counted(pack: Pack) -> Iterator[tuple[Rule, frozenset[Outcome]]]:
    """Everything that is judged by a condition, with what it can be."""
    yield pack.scope, outcomes(pack.scope.condition) - {NOT_MET}  # not met is out of scope
    for designation in pack.designations:
        shown = (*designation.criteria, *designation.model, *designation.priority, *designation.factors)
        yield from ((criterion, outcomes(criterion.condition)) for criterion in shown)
    for incentive in pack.incentives:
        yield from ((criterion, outcomes(criterion.condition)) for criterion in incentive.criteria)
    for target in pack.targets:
        can_be = frozenset.union(*(outcomes(due.condition) for due in target.due))
        yield target, can_be | ({UNDETERMINED} if len(target.due) > 1 else frozenset())
    for duty in pack.duties:
        if duty.done is not None:
            may_stand = duty.trigger is None or MET in outcomes(duty.trigger)
            yield duty, outcomes(duty.done) - (frozenset() if may_stand else {NOT_MET})


def outcomes(node: n.Condition) -> frozenset[Outcome]:
    """What a condition can come to."""
    match node:
        case n.Always(value=value):
            return frozenset({MET if value else NOT_MET})
        case n.Undecidable():
            return frozenset({UNDETERMINED})
        case n.Not(item=item):
            return frozenset(OPPOSITE[one] for one in outcomes(item))
        case n.Term(item=item) | n.Lookup(item=item):
            return outcomes(item)
        case n.Choice(when=when, items=items):
            return _chosen(when, items)
        case n.Versions(items=items):
            return frozenset.union(*map(outcomes, items))
        case n.OneOf(open=True):
            return frozenset({MET, UNDETERMINED})  # a miss is undetermined
        case n.Compare(operator="==", left=left, right=right) if left == right and days_of(left) is None:
            return frozenset({MET, UNDETERMINED})  # whether a value is known
        case n.Compare(operator=operator, left=left, right=right):
            return _compared(operator, days_of(left), days_of(right))
        case n.All(items=items):
            return _joined(items, NOT_MET, MET)
        case n.AnyOf(items=items):
            return _joined(items, MET, NOT_MET)
        case n.Readings(options=options):
            told = [outcomes(item) for _, item in options]
            same = frozenset.intersection(*told)
            differ = len(frozenset.union(*told)) > 1
            return (same - {UNDETERMINED}) | ({UNDETERMINED} if differ or UNDETERMINED in same else frozenset())
    return ALL


def _chosen(when: tuple[n.Condition, ...], items: tuple[n.Condition, ...]) -> frozenset[Outcome]:
    """What the items come to that can be chosen; where it may be open which, and they differ, it is undetermined."""
    told = [(outcomes(one), outcomes(item)) for one, item in zip(when, items, strict=True)]
    found = frozenset[Outcome]().union(*(item for one, item in told if one != {NOT_MET}))
    may_be_open = any(UNDETERMINED in one for one, _ in told)
    return found | ({UNDETERMINED} if len(found) > 1 and may_be_open else frozenset())


def days_of(value: n.Value) -> tuple[int, int] | None:
    """The least and greatest of a value that no fact is needed for; None for any other."""
    match value:
        case n.Constant(value=number):
            return number, number
        case n.SomeDay(first=first, last=last):
            return first, last
        case n.Step(base=base, unit=unit, amount=amount, pauses=(), roll=roll) if unit != "working_days" and not roll:
            ends = days_of(base)
            return None if ends is None else step(unit, amount, roll, *ends, ())
    return None


def _compared(operator: str, left: tuple[int, int] | None, right: tuple[int, int] | None) -> frozenset[Outcome]:
    if left is None or right is None:
        return ALL
    compare = {"==": eq, ">=": ge, ">": gt, "<=": le, "<": lt}[operator]
    answers = {compare(one, other) for one in left for other in right}
    if len(answers) > 1 or (operator == "==" and left[0] != left[1]):
        return frozenset({UNDETERMINED})
    return frozenset({MET if answers.pop() else NOT_MET})


def _joined(items: tuple[n.Condition, ...], strong: Outcome, weak: Outcome) -> frozenset[Outcome]:
    """All of some parts, or any of them: one that is `strong` decides, only all that are `weak` give that."""
    told = [outcomes(item) for item in items]
    if len(told) > MANY:
        return frozenset.union(*told) | (frozenset({weak}) if all(weak in one for one in told) else frozenset())
    found = set()
    for combination in product(*told):
        decided = strong if strong in combination else UNDETERMINED if UNDETERMINED in combination else weak
        found.add(decided)
    return frozenset(found)

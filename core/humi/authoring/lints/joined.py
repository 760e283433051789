"""Conditions that are asked together: those that contradict one another, repeat one another, or ask no more than another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from itertools import combinations

from humi.authoring.lints.domains import Demand, bare, demands
from humi.authoring.lints.draft import Draft
from humi.authoring.lints.uses import NAMED, said_by, within
from humi.authoring.lints.written import place_of
from humi.language import nodes as n
from humi.policy.pack import Criterion, Designation, Incentive
from humi.reading.problems import Place, Problems

Demands = Sequence[Demand]


def together(draft: Draft, problems: Problems) -> None:
    """W810, W812, W813, W814, W817: within one condition, and among the criteria of one designation or incentive."""
    for said in said_by(draft.pack):
        for asked in _conjunctions(said.node):
            _compare(asked, said.path, problems)
        for branches in _alternatives(said.node):
            _compare_branches(branches, said.path, problems)
    wholes: list[Designation | Incentive] = [*draft.pack.designations, *draft.pack.incentives]
    for whole in wholes:
        _among_criteria(whole, draft, problems)


def readings(draft: Draft, problems: Problems) -> None:
    """W816: readings that say the same."""
    for said in said_by(draft.pack):
        for node in within(said.node):
            if isinstance(node, n.Readings | n.ValueReadings):
                for (one, first), (other, second) in combinations(node.options, 2):
                    if bare(first) == bare(second):
                        problems.add("W816", second.place or node.place or said.place, found=other, other=one)


def steps(draft: Draft, problems: Problems) -> None:
    """W815: two steps that the same thing shows to be done."""
    for designation in draft.pack.designations:
        for one, other in combinations(designation.steps, 2):
            if set(demands(one.done)) == set(demands(other.done)):
                problems.add("W815", place_of(draft, other.path, other.place), found=other.id, other=one.id)


def groundless(draft: Draft, problems: Problems) -> None:
    """W818: a criterion that can be decided, of which the text says nothing."""
    gaps = draft.ledger.gaps if draft.ledger is not None else {}
    for designation in draft.pack.designations:
        for one in designation.criteria:
            if one.sources and all(source in gaps for source in one.sources) and not _open(one.condition):
                problems.add("W818", place_of(draft, one.path, one.place), found=_short(one))


def _open(condition: n.Condition) -> bool:
    """Whether it says itself that the text leaves something open."""
    return any(isinstance(node, n.Judgement | n.Undecidable | n.Readings | n.ValueReadings) for node in n.walk(condition))


# --- within one condition ---


def _conjunctions(node: n.Node, inside: bool = False) -> Iterator[Demands]:
    """What has to hold together, wherever in a condition: the whole, each branch, what is asked of a related record."""
    if isinstance(node, n.Term | n.ValueTerm):
        return
    if isinstance(node, n.Condition) and not inside:
        yield tuple(demands(node))
    if isinstance(node, NAMED):
        return
    for child in n.children(node):
        yield from _conjunctions(child, isinstance(node, n.All))


def _alternatives(node: n.Node) -> Iterator[list[tuple[n.Condition, Demands]]]:
    """The branches of which one is enough, wherever in a condition."""
    for part in within(node):
        if isinstance(part, n.AnyOf):
            yield [(item, tuple(demands(item))) for item in part.items]


def _compare(asked: Demands, path: str, problems: Problems) -> None:
    by_thing: dict[Hashable, list[Demand]] = defaultdict(list)
    for one in asked:
        by_thing[one.thing].append(one)
    for thing, same in by_thing.items():
        if not _contradict(thing, same, path, problems):
            _repeat(thing, [one for one in same if not one.implied], path, problems)


def _contradict(thing: Hashable, same: Demands, path: str, problems: Problems) -> bool:
    joined = same[0]
    if not joined.possible:
        problems.add("W810", joined.place, found=path)
        return True
    for one in same[1:]:
        before, joined = joined, joined.both(one)
        if not joined.possible:
            if before.place == one.place:
                problems.add("W817", one.place, found=_named(thing, path))
            else:
                problems.add("W812", one.place, found=_named(thing, path), line=_line(before))
            return True
    return False


def _repeat(thing: Hashable, same: Demands, path: str, problems: Problems) -> None:
    for one, other in combinations(same, 2):
        if one == other:
            problems.add("W814", other.place, found=_named(thing, path), line=_line(one))
        elif one.within(other):
            problems.add("W813", other.place, found=_named(thing, path), line=_line(one))
        elif other.within(one):
            problems.add("W813", one.place, found=_named(thing, path), line=_line(other))


def _compare_branches(branches: list[tuple[n.Condition, Demands]], path: str, problems: Problems) -> None:
    """A branch that another branch covers adds nothing."""
    for (one, narrow), (other, wide) in combinations(branches, 2):
        if _covered(narrow, wide) and _covered(wide, narrow):
            problems.add("W814", _place(other, wide), found=path, line=_line_of(_place(one, narrow)))
        elif _covered(narrow, wide):
            problems.add("W813", _place(one, narrow), found=path, line=_line_of(_place(other, wide)))
        elif _covered(wide, narrow):
            problems.add("W813", _place(other, wide), found=path, line=_line_of(_place(one, narrow)))


def _covered(narrow: Demands, wide: Demands) -> bool:
    """Whether all that is asked by `wide` holds wherever `narrow` does."""
    return bool(wide) and all(any(one.thing == other.thing and one.within(other) for one in narrow) for other in wide)


# --- among criteria ---


def _among_criteria(whole: Designation | Incentive, draft: Draft, problems: Problems) -> None:
    parts = [(criterion, tuple(demands(criterion.condition))) for criterion in whole.criteria]
    for (one, first), (other, second) in combinations(parts, 2):
        if _covered(first, second) and _covered(second, first):
            _same(one, other, draft, problems)
        elif _covered(first, second):
            _weaker(other, one, draft, problems)
        elif _covered(second, first):
            _weaker(one, other, draft, problems)
    scope = demands(draft.pack.scope.condition) if isinstance(whole, Designation) else ()
    _contradictions([*scope], parts, problems)
    beside = (*whole.model, *whole.priority, *whole.factors) if isinstance(whole, Designation) else ()
    looked_at = [(criterion, set(demands(criterion.condition))) for criterion in (*whole.criteria, *beside)]
    for (one, asks), (other, same) in combinations(looked_at, 2):
        if other in beside and asks and asks == same:
            _same(one, other, draft, problems)


def _contradictions(known: list[Demand], parts: Iterable[tuple[Criterion, Demands]], problems: Problems) -> None:
    """Each criterion against the scope and those before it; what contradicts itself is told elsewhere."""
    joined: dict[Hashable, Demand] = {one.thing: one for one in known}
    for criterion, asked in parts:
        for one in asked:
            before = joined.get(one.thing)
            both = one if before is None else before.both(one)
            if before is not None and one.possible and not both.possible:
                if before not in asked:
                    problems.add("W812", one.place, found=_named(one.thing, criterion.path), line=_line(before))
            else:
                joined[one.thing] = both


def _same(one: Criterion, other: Criterion, draft: Draft, problems: Problems) -> None:
    place = place_of(draft, one.path, one.place)
    problems.add("W814", place_of(draft, other.path, other.place), found=_short(other), line=_line_of(place))


def _weaker(weak: Criterion, strong: Criterion, draft: Draft, problems: Problems) -> None:
    place = place_of(draft, strong.path, strong.place)
    problems.add("W813", place_of(draft, weak.path, weak.place), found=_short(weak), line=_line_of(place))


# --- what things are called ---


def _named(thing: Hashable, path: str) -> str:
    """The fact or the list that is asked about; else the rule."""
    match thing:
        case n.Ref(fact=fact) | n.FactValue(ref=n.Ref(fact=fact)):
            return fact.path
        case n.Count(related=n.Related(relation=name)) | n.SumOf(related=n.Related(relation=name)) | n.Related(relation=name):
            return name
        case (first, *_) if not isinstance(first, str):
            return _named(first, path)
        case (str(), second, *_):
            return _named(second, path)
    return path


def _short(criterion: Criterion) -> str:
    return "/".join(criterion.path.split("/")[-2:])


def _place(node: n.Condition, asked: Demands) -> Place | None:
    return node.place or next((one.place for one in asked if one.place), None)


def _line(one: Demand) -> str:
    return _line_of(one.place)


def _line_of(place: Place | None) -> str:
    return str(place.line) if place is not None else "?"

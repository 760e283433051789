"""Groups of situations that differ in one thing, and in what comes out: what a leaf of a condition has to say."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import product
from typing import Any, NamedTuple

from humi.authoring.boundaries.goals import Goal, View
from humi.authoring.boundaries.points import Asked, Leaf, Point, points
from humi.authoring.boundaries.situation import Situation, Spot
from humi.authoring.boundaries.solver import reach
from humi.authoring.boundaries.subjects import Subject
from humi.language import nodes as n
from humi.values.label import Label

FEW_STEPS = 60
"""From facts with which the rest is so already, it is not far."""

Answer = Callable[[Situation], str]


class Made(NamedTuple):
    """A point that was made: whether the leaf holds there (None: it cannot be told), and what came out."""

    about: Label
    situation: Situation
    holds: bool | None
    answer: str


class Base(NamedTuple):
    """Facts to start from, and what is so in them beside the condition."""

    situation: Situation
    reached: tuple[Goal, ...]


def outer_group(subject: Subject, leaf: Leaf, base: Base, answer: Answer) -> list[Made]:
    """The points of a leaf, in facts with which it alone decides; empty where none are found."""
    found: list[Made] = []
    for start in _starts(subject, leaf, base.situation):
        for soft in _softer(base.reached, subject.beside):
            made = _group(_Where(subject, leaf, start, None, soft), answer)
            if tells(made):
                return made
            found = found or made
    return found


def _starts(subject: Subject, leaf: Leaf, base: Situation) -> Iterator[Situation]:
    """Where to start from. What chooses a row of a table has a say in some rows only, and near some sums: they are looked
    for."""
    yield base
    if leaf.node is subject.condition or not _in_table(subject.condition, leaf.node):
        return
    asker, pack = subject.asker, subject.start.pack
    wanted: list[tuple[Asked, ...]] = [((subject.condition, met),) for met in (True, False)]
    for part in n.walk(subject.condition):
        if isinstance(part, n.Compare) and part is not leaf.node and any(inner is leaf.node for inner in n.walk(part)):
            wanted.extend(point.goals for point in points(pack, part))
    for asked, holds in product(wanted, (True, False)):
        start = reach(base, [Goal(node, met, asker) for node, met in (*asked, (leaf.node, holds))], FEW_STEPS)
        if start is not None:
            yield start


def _in_table(condition: n.Condition, leaf: n.Condition) -> bool:
    """Whether a leaf is asked by a table."""
    tables = (part for part in n.walk(condition) if isinstance(part, n.Lookup | n.ValueLookup))
    return any(part is leaf for table in tables for part in n.walk(table))


def inner_group(subject: Subject, leaf: Leaf, outer: Sequence[Made], base: Base, answer: Answer) -> list[Made]:
    """The points of a leaf inside a list: of one record, in facts with which one record more or less decides."""
    assert leaf.related is not None
    found: list[Made] = []
    for before in sorted(outer, key=lambda one: one.holds is not True):
        for spot in _counting(subject, leaf, before.situation):
            for soft in _softer(base.reached, subject.beside):
                made = _group(_Where(subject, leaf, before.situation, spot, soft), answer)
                if tells(made):
                    return made
                found = found or made
    return found


class _Where(NamedTuple):
    """A leaf in facts to start from; inside a list, of one record. `soft` is what else is to stay so."""

    subject: Subject
    leaf: Leaf
    start: Situation
    spot: Spot | None
    soft: Sequence[Goal]

    def goals(self, asked: Sequence[Asked], firm: bool) -> list[Goal]:
        """Conditions as goals."""
        return [Goal(node, wanted, self.subject.asker, self.spot, firm) for node, wanted in asked]


def _group(where: _Where, answer: Answer) -> list[Made]:
    """The points of the leaf where they tell, at least apart from one another; else none."""
    subject, leaf, asker = where.subject, where.leaf, where.subject.asker
    beside = [Goal(node, wanted, asker, firm=True) for node, wanted in leaf.beside]
    second: list[Made] = []
    for around in _around(leaf.whole or subject.condition, leaf.node):
        made: list[Made] = []
        for point in points(subject.start.pack, leaf.node):
            goals = (*beside, *where.goals(point.goals, True), *where.goals(around, where.spot is not None), *where.soft)
            situation = reach(where.start, goals, FEW_STEPS)
            if situation is not None:
                holds = View(situation, asker, where.spot).truth(leaf.node)
                made.append(Made(said(leaf, point, holds), situation, holds, answer(situation)))
                if _masked(made):
                    break
        if len(around) > 1 and _masked(made):
            return second
        if tells(made):
            return made
        if not second and apart(made):
            second = made
    return second


def _counting(subject: Subject, leaf: Leaf, situation: Situation) -> Iterator[Spot]:
    """The last record that counts and the first; the one judged is never among them."""
    assert leaf.related is not None
    spots = [spot for spot in situation.spots(leaf.related.relation) if spot != subject.asker.spot]
    counting = [spot for spot in spots if View(situation, subject.asker, spot).truth(leaf.related.where) is True]
    yield from dict.fromkeys((*counting[-1:], *counting[:1]))


def _softer(whole: Sequence[Goal], least: Sequence[Goal]) -> Iterator[Sequence[Goal]]:
    """With everything beside it so; else only with what it needs."""
    yield whole
    if list(whole) != list(least):
        yield least


def _around(condition: n.Condition, leaf: n.Condition) -> Iterator[tuple[Asked, ...]]:
    """What has to be so for a leaf to decide: with it the condition is met, without it not; or one of the two."""
    if condition is leaf:
        yield ()
        return
    with_it, without = replaced(condition, leaf, n.Always(True)), replaced(condition, leaf, n.Always(False))
    signs = {True, False} if _weighed(condition, leaf) else {_helps(condition, leaf)}
    if _in_table(condition, leaf):
        yield ()  # what chooses a row stands in the table several times, so nothing can be put in its place
        return
    for helps in sorted(signs, reverse=True):
        yield (with_it, helps), (without, not helps)
    for helps in sorted(signs, reverse=True):
        yield ((with_it, helps),)
        yield ((without, not helps),)


def _helps(node: n.Condition, leaf: n.Condition) -> bool:
    """Whether a condition is met rather with a part of it than without: not where it stands under one `not` (or three)."""
    if isinstance(node, n.Not):
        return not _helps(node.item, leaf)
    below = (child for child in n.children(node) if any(part is leaf for part in n.walk(child)))
    child: Any = next(below, None)
    return child is None or child is leaf or _helps(child, leaf)


def _weighed(node: n.Condition, leaf: n.Condition) -> bool:
    """Whether a part only weighs a number, or chooses, so that it may help or not."""
    weights: list[n.Condition] = []
    for part in n.walk(node):
        if isinstance(part, n.Worth):
            weights.append(part.when)
        elif isinstance(part, n.Choice | n.ValueChoice):
            weights.extend(part.when)
    return any(part is leaf for weight in weights for part in n.walk(weight))


def replaced(node: n.Node, old: n.Node, new: n.Node) -> Any:
    """The tree with another part in place of one."""
    if node is old:
        return new
    changed = {}
    for name in node.__dataclass_fields__:
        value = getattr(node, name)
        other = _replaced_in(value, old, new)
        if other is not value:
            changed[name] = other
    return replace(node, **changed) if changed else node


def _replaced_in(value: Any, old: n.Node, new: n.Node) -> Any:
    if isinstance(value, n.Node):
        return replaced(value, old, new)
    if isinstance(value, tuple) and not isinstance(value, Label):
        items = tuple(_replaced_in(item, old, new) for item in value)
        return items if any(item is not other for item, other in zip(items, value, strict=True)) else value
    return value


def tells(made: Sequence[Made]) -> bool:
    """Whether what came out tells the points where the leaf holds, fails and is open from one another."""
    return apart(made) and all(len({one.answer for one in made if one.holds is holds}) < 2 for holds in (True, False, None))


def apart(made: Sequence[Made]) -> bool:
    """Whether nothing comes out both where the leaf holds and where it fails or is open, and something of two of these."""
    answers = [found for holds in (True, False, None) if (found := {one.answer for one in made if one.holds is holds})]
    return len(answers) > 1 and len(set.union(*answers)) == sum(map(len, answers))


def _masked(made: Sequence[Made]) -> bool:
    """Whether the last point came out as another one where the leaf says otherwise: something else decides."""
    if not made:
        return False
    *before, last = made
    return any(one.holds is not last.holds and one.answer == last.answer for one in before)


def said(leaf: Leaf, point: Point, holds: bool | None) -> Label:
    """What a point is about, with what the leaf is a part of."""
    zh, en = point.about
    if isinstance(leaf.part_of, Label):
        return Label(f"按“{leaf.part_of.zh}”：{zh}", f"by the reading “{leaf.part_of.en}”: {en}")
    if leaf.part_of == "any" and holds:
        return Label(f"仅此一项：{zh}", f"this alone: {en}")
    if leaf.part_of == "all" and holds is False:
        return Label(f"只此不符：{zh}", f"all but this: {en}")
    return point.about

"""What may be changed in a condition, one change at a time.

A change that can change no answer is not made: where a fact's bounds, or what stands beside a word, show that nothing can
differ. What the reader added by itself (that an event happened whose day is compared, the year of a due day) is not
changed either, since the author did not write it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from humi.authoring.mutation.change import Change, among, within
from humi.authoring.mutation.steps import named
from humi.authoring.mutation.thresholds import comparisons, shares, spans_beside
from humi.authoring.mutation.values import value_changes
from humi.dossier.facts import Fact
from humi.language import nodes as n
from humi.language.tables.lowering import lookup_of
from humi.values.frozen import Frozen

Span = tuple[int, int]
WORDS = ("some", "every", "none")


class Given(Frozen):
    """What conditions are written in: the kinds of titles with those that each stands for, and what was not written where
    it is read: `spans` of years, and the day that `due` stands for."""

    titles: Mapping[str, tuple[str, ...]]
    spans: frozenset[Span] = frozenset()
    due: n.Constant | None = None

    def derives(self, node: n.Node) -> bool:
        """Whether a node is what `due` stands for."""
        return self.due is not None and node == self.due and node.place == self.due.place


def condition_changes(node: n.Condition, given: Given) -> Iterator[Change]:
    """Every change of a condition and of its parts."""
    for change in _changes(node, given):
        yield change if change.place else replace(change, place=node.place)


def _changes(node: n.Condition, given: Given) -> Iterator[Change]:
    match node:
        case n.Always(value=value):
            if node.place is not None:
                yield Change(replace(node, value=not value), "flipped", "flipped", node, replace(node, value=not value))
        case n.All(items=items):
            written = [not (isinstance(item, n.Happened) and item.implied) for item in items]
            if all(written) and len(items) > 1:
                yield _swapped(node, n.AnyOf(items, place=node.place), "all->any")
            yield from _items(node, given, written)
        case n.AnyOf(items=items):
            if len(items) > 1:
                yield _swapped(node, n.All(items, place=node.place), "any->all")
            yield from _items(node, given, [True] * len(items))
        case n.AtLeastOf(number=number, items=items):
            for other in (number - 1, number + 1):
                if 1 <= other <= len(items):
                    yield _swapped(node, replace(node, number=other), f"{number}->{other}")
            yield from _items(node, given, [number < len(items)] * len(items))
        case n.Not(item=item):
            yield Change(item, "not_dropped", "not-dropped", node, item)
            yield from within(condition_changes(item, given), node, "item", "not")
        case n.Term() | n.Undecidable():
            if isinstance(node, n.Term):
                yield _negated(node)
        case n.OneOf(ref=ref, members=members):
            yield _negated(node)
            yield from _members(node, _one_of(node, given), bool(ref.fact.type in ("category", "text") and not node.part))
        case n.Includes(members=members):
            yield _negated(node)
            if len(members) > 1:
                swapped = replace(node, every=not node.every)
                yield _swapped(node, swapped, "all->any" if node.every else "any->all")
            yield from _members(node, members, True)
        case n.Happened(implied=implied):
            if not implied:
                yield _negated(node)
        case n.Compare(left=left, right=right):
            yield _negated(node)
            yield from comparisons(node, given.derives(right))
            for field, side in (("left", left), ("right", right)):
                if not isinstance(side, n.Constant):
                    yield from within(value_changes(side, given), node, field, "" if field == "left" else field)
        case n.Within(date=day, spans=spans):
            yield _negated(node)
            if spans and not set(spans) <= given.spans:
                yield from _spans(node)
            yield from within(value_changes(day, given), node, "date", "")
        case n.WithinYearly(date=day):
            yield _negated(node)
            yield from _window(node)
            yield from within(value_changes(day, given), node, "date", "")
        case n.Covers(date=day):
            yield _negated(node)
            if not given.derives(day):
                yield from within(value_changes(day, given), node, "date")
        case n.Lookup():
            yield _negated(node)
            yield from _asked(node, given)
        case n.SameAs() | n.Judgement():
            yield _negated(node)
        case n.Readings(options=options):
            yield from _readings(node, [(name, condition_changes(item, given)) for name, item in options])
        case n.Versions(items=items):
            yield from versions(node, [condition_changes(item, given) for item in items])
        case n.Quantified():
            yield from _quantified(node, given)
        case n.ShareCompare(meets=meets):
            yield _negated(node)
            yield from shares(node)
            yield from _related(node, given)
            yield from within(condition_changes(meets, given), node, "meets")


def _swapped(node: n.Node, other: n.Node, what: str) -> Change:
    """Another word that joins the same parts."""
    return Change(other, "junction", what, node, other)


def _negated(node: n.Condition) -> Change:
    other = n.Not(node, place=node.place)
    return Change(other, "negated", "negated", node, other)


def _items(node: n.All | n.AnyOf | n.AtLeastOf, given: Given, may_go: list[bool]) -> Iterator[Change]:
    """Each item left out where it may be, and changed."""
    for index, (step, item) in enumerate(zip(named(node.items), node.items, strict=True)):
        if may_go[index] and len(node.items) > 1:
            rest = among(node.items, index, None)
            alone = len(rest) == 1 and not isinstance(node, n.AtLeastOf)
            whole = rest[0] if alone else replace(node, items=rest)
            yield Change(whole, "dropped", "dropped", item, None, (step,), item.place)
        if isinstance(item, n.Happened) and item.implied:
            continue
        for change in condition_changes(item, given):
            yield change.under(replace(node, items=among(node.items, index, change.whole)), step, node.place)


# --- lists ---


def _one_of(node: n.OneOf, given: Given) -> tuple[str, ...]:
    """The members that were written one by one: not those for which a kind stands, nor those from a threshold on."""
    fact, members = node.ref.fact, node.members
    if fact.type == "boolean":
        return ()
    if fact.path == "title.kind":
        told = {part for kind in members for part in given.titles.get(kind, ()) if part != kind}
        return tuple(member for member in members if member not in told)
    return () if fact.ordered and _threshold(fact, members) else members


def _threshold(fact: Fact, members: tuple[str, ...]) -> bool:
    """Whether members are those from one on, or up to one; neither none nor all."""
    ends = fact.members[-len(members) :], fact.members[: len(members)]
    return 0 < len(members) < len(fact.members) and members in ends


def _members(node: Any, written: tuple[str, ...], may_open: bool) -> Iterator[Change]:
    fact, members = node.ref.fact, node.members
    for member in written if len(written) > 1 else ():
        gone = (member, *_covered(member, written, node))
        other = replace(node, members=tuple(one for one in members if one not in gone))
        yield Change(other, "member", f"without-{member}", node, other)
    if may_open and (node.open or len(written) > 1):
        other = replace(node, open=not node.open)
        yield Change(other, "open", "open->closed" if node.open else "closed->open", node, other)
    if isinstance(node, n.OneOf) and fact.ordered and not node.part and _threshold(fact, members):
        for wider in _shifted(fact, members):
            other = replace(node, members=wider)
            yield Change(other, "threshold", f"{_edge(fact, members)}->{_edge(fact, wider)}", node, other)


def _covered(member: str, written: tuple[str, ...], node: Any) -> tuple[str, ...]:
    """Of a kind that stands for others, those others, where nothing else that is written stands for them."""
    return () if node.ref.fact.path != "title.kind" else tuple(one for one in node.members if one not in written)


def _shifted(fact: Fact, members: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """The threshold one member lower, and one higher; never so that every member or none is left."""
    least = 1 if members == fact.members[-len(members) :] else 0
    for size in (len(members) - 1, len(members) + 1):
        if 0 < size < len(fact.members):
            yield fact.members[-size:] if least else fact.members[:size]


def _edge(fact: Fact, members: tuple[str, ...]) -> str:
    return members[0] if members == fact.members[-len(members) :] else members[-1]


def _asked(node: n.Lookup, given: Given) -> Iterator[Change]:
    """The answers that are asked for, which are written as the members of a condition on a fact are."""
    word, members = node.asked
    ref = n.Ref(node.table.id, node.table.outputs[node.table.output(node.output)].fact)
    as_members = n.Includes(ref, members) if word == "include" else n.OneOf(ref, members)
    for change in condition_changes(as_members, given):
        if change.kind in ("member", "threshold"):
            other = lookup_of(node.table, replace(node, asked=(word, change.whole.members)))
            if other.item != node.item:
                yield Change(other, change.kind, change.what, node, other)


# --- days ---


def _spans(node: n.Within) -> Iterator[Change]:
    for index, span in enumerate(node.spans):
        for shown, moved in spans_beside(*span):
            other = replace(node, spans=among(node.spans, index, moved))
            yield Change(other, "date", f"within-{shown}", node, other)


def _window(node: n.WithinYearly) -> Iterator[Change]:
    for field in ("first", "last"):
        month, day = getattr(node, field)
        for days in (-1, 1):
            moved = date.fromordinal(date(2024, month, day).toordinal() + days)
            window: Any = {field: (moved.month, moved.day)}
            other = replace(node, **window)
            yield Change(other, "date", f"{field}-{moved:%m-%d}", node, other)


# --- readings, versions, relations ---


def _readings(node: Any, changes: list[tuple[str, Iterator[Change]]]) -> Iterator[Change]:
    """Each reading left out, and changed."""
    for index, (name, below) in enumerate(changes):
        rest = among(node.options, index, None)
        labels = among(node.labels, index, None) if node.labels else ()
        whole = rest[0][1] if len(rest) == 1 else replace(node, options=rest, labels=labels)
        yield Change(whole, "reading", "dropped", node, None, (name,), node.options[index][1].place or node.place)
        for change in below:
            options = among(node.options, index, (name, change.whole))
            yield change.under(replace(node, options=options), name, node.place)


readings = _readings


def versions(node: Any, changes: list[Iterator[Change]]) -> Iterator[Change]:
    """Each dated version begun a day earlier or later, left out, and changed."""
    for index, (start, below) in enumerate(zip(node.starts, changes, strict=True)):
        name = date.fromordinal(start).isoformat()
        item = node.items[index]
        for moved in (start - 1, start + 1):
            other = replace(node, starts=among(node.starts, index, moved))
            day = date.fromordinal(moved).isoformat()
            yield Change(other, "version_moved", f"from-{day}", node, other, (name,), item.place, shaped=True)
        if len(node.items) > 1:
            other = replace(node, starts=among(node.starts, index, None), items=among(node.items, index, None))
            yield Change(other, "version_dropped", "dropped", item, None, (name,), item.place, shaped=True)
        for change in below:
            yield change.under(replace(node, items=among(node.items, index, change.whole)), name, node.place)


def _quantified(node: n.Quantified, given: Given) -> Iterator[Change]:
    related, meets = node.related, node.meets
    asked = related.where if node.word != "every" else n.All((related.where, meets), place=meets.place)
    for word in WORDS:
        if word == node.word or (word == "every" and related.where == n.Always(True)):
            continue
        if word == "every":
            other = n.Quantified(word, n.Related(related.relation, n.Always(True)), related.where, place=node.place)
        else:
            other = n.Quantified(word, replace(related, where=asked), n.Always(True), place=node.place)
        yield _swapped(node, other, f"{node.word}->{word}")
    yield from _related(node, given)
    if node.word == "every":
        yield from within(condition_changes(meets, given), node, "meets")


def _related(node: Any, given: Given) -> Iterator[Change]:
    """Changes of which records are looked at."""
    yield from within(related_changes(node.related, given), node, "related", "")


def related_changes(related: n.Related, given: Given) -> Iterator[Change]:
    """The restriction of related records left out where it is one alone, and changed."""
    where = related.where
    if where == n.Always(True):
        return
    if not isinstance(where, n.All):
        open_ = replace(related, where=n.Always(True))
        step = named((where,))[0]
        yield Change(open_, "dropped", "dropped", where, None, (related.relation, step), where.place)
    step = "" if isinstance(where, n.All) else named((where,))[0]
    for change in condition_changes(where, given):
        told = change.under(change.whole, step, related.place)
        yield told.under(replace(related, where=change.whole), related.relation, related.place)

"""The points of a condition at which its answer may change: just below, at, just above; each member; yes and no."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import gcd, prod
from typing import NamedTuple

from humi.dossier.facts import RELATIONS
from humi.language import nodes as n
from humi.policy.pack import Pack
from humi.values.dates import FIRST_DAY, LAST_DAY
from humi.values.frozen import Frozen
from humi.values.label import Label
from humi.wording.requirements import Wording
from humi.wording.show import member_name

Asked = tuple[n.Condition, bool]


class Point(NamedTuple):
    """What is to be so at a point, and how that is said."""

    about: Label
    goals: tuple[Asked, ...]


class Leaf(Frozen):
    """A condition that is not made of others.

    `beside` are conditions without which it has no say: which dated version governs. `part_of` tells what it is a part of:
    `all`, `any`, or the name of a reading. Inside a list of records, `whole` is the condition on one record that it is part
    of, `related` that list, and `outer` the leaf that asks for the list.
    """

    node: n.Condition
    beside: tuple[Asked, ...] = ()
    part_of: str | Label = ""
    whole: n.Condition | None = None
    related: n.Related | None = None
    outer: n.Condition | None = None


def leaves(node: n.Condition, beside: tuple[Asked, ...] = (), part_of: str | Label = "") -> Iterator[Leaf]:
    """The leaves of a condition, in the order written; what stands in a relation comes after the leaf that asks for it."""
    match node:
        case n.All(items=items) | n.AnyOf(items=items) | n.AtLeastOf(items=items):
            told = [item for item in items if not (isinstance(item, n.Happened) and item.implied)]
            part = {n.All: "all", n.AnyOf: "any"}.get(type(node), "") if len(told) > 1 else part_of
            for item in told:
                yield from leaves(item, beside, part)
        case n.Not(item=item):
            yield from leaves(item, beside)
        case n.Term(item=item) | n.Lookup(item=item):
            yield from leaves(item, beside, part_of)
        case n.Choice(when=when, items=items):
            for each in (*when, *items):
                yield from leaves(each, beside)
        case n.Readings(options=options, labels=labels):
            names = labels or [Label(name, name) for name, _ in options]
            for (_, item), name in zip(options, names, strict=True):
                yield from leaves(item, beside, name)
        case n.Versions(starts=starts, items=items):
            for index, item in enumerate(items):
                yield from leaves(item, (*beside, *_governed(starts, index)), part_of)
        case n.Always():
            return
        case _:
            yield Leaf(node, beside, part_of)
            for inner in _inside(node):
                yield from _below(inner, node, beside)


def asked_of_whole(node: n.Node) -> Iterator[n.Node]:
    """The parts of a node that are not asked of each record of a list by itself."""
    of_each = getattr(node, "of", None) or getattr(node, "meets", None)
    return (child for child in n.children(node) if child is not of_each)


def _governed(starts: tuple[int, ...], index: int) -> Iterator[Asked]:
    """That the version of that index governs."""
    yield n.Compare(">=", n.Governing(), n.Constant(n.DATE, starts[index])), True
    if index + 1 < len(starts):
        yield n.Compare("<", n.Governing(), n.Constant(n.DATE, starts[index + 1])), True


def _inside(node: n.Node) -> Iterator[n.Node]:
    """Relations and weighed conditions inside a leaf, not those inside them."""
    for child in asked_of_whole(node):
        if isinstance(child, n.Related | n.Worth | n.ValueChoice):
            yield child
        else:
            yield from _inside(child)


def _below(inner: n.Node, outer: n.Condition, beside: tuple[Asked, ...]) -> Iterator[Leaf]:
    if isinstance(inner, n.Worth):
        yield from leaves(inner.when, beside)
        for deeper in _inside(inner.item):
            yield from _below(deeper, outer, beside)
        return
    if isinstance(inner, n.ValueChoice):
        for each in inner.when:
            yield from leaves(each, beside)
        return
    assert isinstance(inner, n.Related)
    for condition in (inner.where, getattr(outer, "meets", None)):
        if condition is not None:
            for leaf in leaves(condition):
                if leaf.related is None:
                    yield Leaf(leaf.node, beside, leaf.part_of, condition, inner, outer)


# --- points ---


def points(pack: Pack, leaf: n.Condition) -> list[Point]:
    """The points of a leaf."""
    return list(_Points(pack).of(leaf))


class _Points:
    def __init__(self, pack: Pack) -> None:
        self.zh = Wording(pack, "zh")
        self.en = Wording(pack, "en")

    def value(self, value: n.Value) -> Label:
        return Label(self.zh.value(value), self.en.value(value))

    def counted(self, value: n.Value) -> Label:
        """A value; of records that are counted or summed, without saying again which."""
        labels = self.zh.vocabulary.labels
        match value:
            case n.Count(related=related) | n.ValueReadings(options=((_, n.Count(related=related)), *_)):
                name = labels[related.relation]
                return Label(f"{name.zh.removeprefix('各')}数量", f"number of {name.en}")
            case n.SumOf(related=related, of=n.FactValue(ref=ref)):
                name, what = labels[related.relation], self.name(ref)
                return Label(f"{name.zh}{what.zh}合计", f"sum of {what.en} over {name.en}")
        return self.value(value)

    def condition(self, node: n.Condition) -> Label:
        return Label(self.zh.condition(node), self.en.condition(node))

    def name(self, ref: n.Ref) -> Label:
        return Label(self.zh.name(ref), self.en.name(ref))

    def member(self, ref: n.Ref, member: str) -> Label:
        names = self.zh.names
        if ref.fact.type == "text":
            return names.get(member) or Label(member, member)
        return Label(member_name(ref.fact, member, "zh"), member_name(ref.fact, member, "en"))

    def of(self, node: n.Condition) -> Iterator[Point]:
        match node:
            case n.Compare(left=left, right=right):
                yield from self._compare(left, right)
            case n.Within(date=day, spans=spans):
                for first, last in spans:
                    yield from self._span(day, first, last)
            case n.WithinYearly():
                yield from self._yearly(node)
            case n.Covers(ref=ref, date=day):
                yield from self._covers(ref, day)
            case n.OneOf():
                yield from self._one_of(node)
            case n.Includes():
                yield from self._includes(node)
            case n.ShareCompare():
                yield from self._share(node)
            case n.Judgement(standard=standard, published=published):
                told = standard if published else ""
                results = ("裁定为符合", "determined as met", True), ("裁定为不符合", "determined as not met", False)
                for zh, en, wanted in results:
                    about = Label(f"{zh}：「{told}」", f"{en}: 「{told}」") if told else Label(zh, en)
                    yield Point(about, ((node, wanted),))
            case n.Undecidable():
                yield Point(self.condition(node), ())
            case _:
                yield from self._yes_no(node)

    def _yes_no(self, node: n.Condition) -> Iterator[Point]:
        yes, no = self._said_of(node)
        yield Point(yes, ((node, True),))
        yield Point(no, ((node, False),))

    def _said_of(self, node: n.Condition) -> tuple[Label, Label]:
        """That a condition is met, and that it is not, without saying again what is asked of the records of a list."""
        match node:
            case n.Quantified(word=word, related=related):
                zh, en = self.zh.vocabulary.labels[RELATIONS[related.relation]]
                if word == "every":
                    return (
                        Label(f"每一项{zh}都符合", f"every {en} meets it"),
                        Label(f"有一项{zh}不符合", f"one {en} does not meet it"),
                    )
                some, none = Label(f"有这样的{zh}", f"there is such a {en}"), Label(f"没有这样的{zh}", f"there is no such {en}")
                return (some, none) if word == "some" else (none, some)
            case n.SameAs(left=left, right=right):
                one, other = self.name(left), self.name(right)
                return self.condition(node), Label(f"{one.zh}不同于{other.zh}", f"{one.en} is not the same as {other.en}")
        return self.condition(node), self.condition(n.Not(node))

    def _compare(self, left: n.Value, right: n.Value) -> Iterator[Point]:
        """Below, at and above; of a bound that is read in several ways, of each of them."""
        one = self.counted(left)
        given = _given(left, right) if isinstance(left, n.ValueLookup) and isinstance(right, n.Constant) else []
        for value in given:
            shown = self.value(value)
            yield Point(Label(f"{one.zh}：{shown.zh}", f"{one.en}: {shown.en}"), ((n.Compare("==", left, value), True),))
        if given:
            return
        for bound, bounded in self._bounds(right):
            if n.kind_of(left) == n.DATE:
                steps: tuple[n.Value, n.Value] = (n.Step(bound, "days", -1), n.Step(bound, "days", 1))
                words = (("为{}的前一日", "the day before {}"), ("为{}当日", "on {}"), ("为{}的后一日", "the day after {}"))
            else:
                kind, places, unit = n.kind_of(left), n.places_of(left), granularity(left)
                less, more = (n.Total((bound, n.Constant(kind, step, places))) for step in (-unit, unit))
                steps = less, more
                words = (("刚好低于{}", "just below {}"), ("正好为{}", "exactly {}"), ("刚好高于{}", "just above {}"))
            for (zh, en), at in zip(words, (steps[0], bound, steps[1]), strict=True):
                yield Point(_said(one, bounded, zh, en), ((n.Compare("==", left, at), True),))
        if isinstance(left, n.ValueReadings):
            yield from self._readings(left, right)

    def _readings(self, left: n.ValueReadings, right: n.Value) -> Iterator[Point]:
        """Enough by one reading of what is compared, not enough by the others."""
        one = self.counted(left)
        names = left.labels or [Label(name, name) for name, _ in left.options]
        kind, places = n.kind_of(left), n.places_of(left)
        for index, name in enumerate(names):
            about = Label(f"{one.zh}：仅按“{name.zh}”正好达到界限", f"{one.en}: just enough by the reading “{name.en}” only")
            for unit in (-1, 1):
                other = n.Total((right, n.Constant(kind, unit, places)))
                goals = tuple(
                    (n.Compare("==", item, right if place == index else other), True)
                    for place, (_, item) in enumerate(left.options)
                )
                yield Point(about, goals)

    def _bounds(self, value: n.Value) -> list[tuple[n.Value, Label]]:
        """A bound with its name; where it is read in several ways or not exact, each that it may be."""
        match value:
            case n.ValueReadings(options=options, labels=labels):
                names = labels or [Label(name, name) for name, _ in options]
                found = []
                for (_, item), name in zip(options, names, strict=True):
                    for bound, said in self._bounds(item):
                        found.append((bound, Label(f"{said.zh}（{name.zh}）", f"{said.en} ({name.en})")))
                return found
            case n.SomeDay(first=first, last=last):
                ends = [n.Constant(n.DATE, first), n.Constant(n.DATE, last)]
                return [(end, self.value(end)) for end in ends]
            case n.Step(base=base) if len(self._bounds(base)) > 1:
                moved = [replace(value, base=bound) for bound, _ in self._bounds(base)]
                return [(bound, self.value(bound)) for bound in moved]
            case n.ValueTerm(item=item):
                return self._bounds(item)
            case n.ValueVersions():
                return [(value, Label("当时适用的界限", "the bound of the version that governs"))]
        return [(value, self.value(value))]

    def _span(self, day: n.Value, first: int, last: int) -> Iterator[Point]:
        name = self.value(day)
        days = [(first - 1, "前一日", "the day before"), (first, "首日", "the first day"), (last, "末日", "the last day")]
        days.append((last + 1, "次日", "the day after"))
        for at, zh, en in (one for one in days if FIRST_DAY < one[0] < LAST_DAY):
            text = n.Constant(n.DATE, at)
            shown = self.value(text)
            about = Label(f"{name.zh}为{shown.zh}（期间{zh}）", f"{name.en} on {shown.en} ({en} of the period)")
            yield Point(about, ((n.Compare("==", day, text), True),))

    def _yearly(self, node: n.WithinYearly) -> Iterator[Point]:
        """The edges of the window: one day of it, the other side just outside."""
        name = self.value(node.date)
        for (month, day), zh, en in (node.first, "首日", "first"), (node.last, "末日", "last"):
            for inside in (False, True):
                at = self._yearly_edge(node, first=en == "first", inside=inside)
                where = Label(f"窗口{zh}", f"the {en} day of the window")
                if not inside:
                    where = Label(f"窗口{zh}之外一日", f"just outside the {en} day of the window")
                about = Label(f"{name.zh}：{where.zh}（{month}月{day}日）", f"{name.en}: {where.en} ({month:02}-{day:02})")
                yield Point(about, (at, (node, inside)))

    def _yearly_edge(self, node: n.WithinYearly, first: bool, inside: bool) -> Asked:
        """On one day of each year: the first or last of the window, or the one just outside."""
        month, day = node.first if first else node.last
        if inside:
            return n.WithinYearly(node.date, (month, day), (month, day)), True
        step = n.Step(node.date, "days", 1 if first else -1)
        return n.WithinYearly(step, (month, day), (month, day)), True

    def _covers(self, ref: n.Ref, day: n.Value) -> Iterator[Point]:
        period, name = self.name(ref), self.value(day)
        start, end = n.EdgeOf(ref, "start"), n.EdgeOf(ref, "end")
        before, after = n.Step(day, "days", -1), n.Step(day, "days", 1)
        for edge, at, zh, en in (
            (start, after, "次日才开始", "begins the day after"),
            (start, day, "当日开始", "begins on"),
            (end, day, "当日结束", "ends on"),
            (end, before, "前一日已结束", "ended the day before"),
        ):
            about = Label(f"{period.zh}于{name.zh}{zh}", f"{period.en} {en} {name.en}")
            yield Point(about, ((n.Compare("==", edge, at), True), (n.Compare("<=", start, end), True)))

    def _one_of(self, node: n.OneOf) -> Iterator[Point]:
        ref, name = node.ref, self.name(node.ref)
        every = [member for member in ("yes", "no") if ref.fact.type == "boolean"] or node.members
        for member in every:
            said = self.member(ref, member)
            alone = n.OneOf(ref, (member,), part=node.part)
            yield Point(Label(f"{name.zh}：{said.zh}", f"{name.en}: {said.en}"), ((alone, True),))
        if ref.fact.type != "boolean":
            closed = n.OneOf(ref, node.members, part=node.part)
            yield Point(Label(f"{name.zh}不在所列之内", f"{name.en}: none of those listed"), ((closed, False),))

    def _includes(self, node: n.Includes) -> Iterator[Point]:
        ref, name = node.ref, self.name(node.ref)
        if node.every:
            yield Point(Label(f"{name.zh}：各项齐备", f"{name.en}: all of them"), ((node, True),))
        for member in node.members:
            said = self.member(ref, member)
            rest = tuple((n.Includes(ref, (one,)), node.every) for one in node.members if one != member)
            about = Label(f"{name.zh}：只有{said.zh}", f"{name.en}: only {said.en}")
            if node.every:
                about = Label(f"{name.zh}：只缺{said.zh}", f"{name.en}: only {said.en} is missing")
            yield Point(about, (*rest, (n.Includes(ref, (member,)), not node.every)))
        if not node.every:
            about = Label(f"{name.zh}：所列各项均无", f"{name.en}: none of those listed")
            yield Point(about, ((n.Includes(ref, node.members), False),))

    def _share(self, node: n.ShareCompare) -> Iterator[Point]:
        """One record fewer than needed of the fewest that can show the share, exactly so many, one more."""
        whole, part = node.denominator, node.numerator
        while whole % 10 == 0 and part % 10 == 0:
            whole, part = whole // 10, part // 10
        related = node.related
        meeting = n.Count(n.Related(related.relation, n.All((related.where, node.meets))))
        counted = Label(self.zh.counted(node), self.en.counted(node))
        for many in (part - 1, part, part + 1):
            if 0 <= many <= whole:
                about = Label(f"{counted.zh}：{whole}中{many}", f"{counted.en}: {many} of {whole}")
                in_all = n.Compare("==", n.Count(related), n.Constant(n.NUMBER, whole))
                yield Point(about, ((in_all, True), (n.Compare("==", meeting, n.Constant(n.NUMBER, many)), True)))


def granularity(value: n.Value) -> int:
    """By how much a value can change at least, scaled by its places: what points bring or a price for each comes in steps."""
    places = n.places_of(value)

    def common(items: Sequence[n.Value]) -> int:
        return gcd(*(granularity(item) * 10 ** (places - n.places_of(item)) for item in items)) or 1

    match value:
        case n.Constant(value=number):
            return abs(number)
        case n.Product(items=items):
            return prod(granularity(item) for item in items) or 1
        case n.Total(items=items) | n.Smallest(items=items) | n.Largest(items=items):
            return common(items)
        case n.ValueVersions(items=items) | n.ValueChoice(items=items):
            return common(items)
        case n.Difference(left=left, right=right) if n.kind_of(left) != n.DATE:
            return common((left, right))
        case n.Worth(item=item) | n.ValueTerm(item=item) | n.ValueLookup(item=item):
            return granularity(item) or 1
    return 1


def _given(table: n.ValueLookup, bound: n.Constant) -> list[n.Constant]:
    """Of what a table can give, the bound and what lies next to it on either side."""
    found = {part.value: part for part in outcomes(table.item) if part.kind == bound.kind and part.places == bound.places}
    below, above = [value for value in found if value < bound.value], [value for value in found if value > bound.value]
    chosen = [*sorted(below)[-1:], bound.value, *sorted(above)[:1]]
    return [found[value] for value in chosen if value in found]


def outcomes(value: n.Value) -> Iterator[n.Constant]:
    """What a table can give, as far as its rows say."""
    match value:
        case n.Constant():
            yield value
        case n.ValueChoice(items=items) | n.ValueVersions(items=items):
            for item in items:
                yield from outcomes(item)
        case n.ValueTerm(item=item) | n.ValueLookup(item=item):
            yield from outcomes(item)


def _said(one: Label, other: Label, zh: str, en: str) -> Label:
    return Label(one.zh + zh.format(other.zh), f"{one.en} {en.format(other.en)}")

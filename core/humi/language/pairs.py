"""The one lowering: three-valued to two-valued.

A condition becomes a pair (surely, possibly), a value a range (low, high). Kleene's logic is then ordinary logic: all = (and
of surelies, and of possiblies), not = swapped negations, readings = (and of surelies, or of possiblies), a comparison =
bounds against bounds. What constants and declared bounds decide is folded here, so no engine sees it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeAlias, TypeVar

from humi.dossier.facts import BOUND, OF_A_REGION, RELATIONS, YES
from humi.language import nodes as n
from humi.language.limits import limits
from humi.values.dates import FIRST_DAY, LAST_DAY

if TYPE_CHECKING:
    from humi.language.algebra import Algebra

T = TypeVar("T")
Pair: TypeAlias = tuple[Any, Any]
"""Surely and possibly, each a term or a plain bool."""


@dataclass(frozen=True, slots=True)
class Range:
    """Low and high, each a term or a plain int, scaled by `10 ** places`; `floor` and `ceiling` bound both."""

    low: Any
    high: Any
    floor: int
    ceiling: int
    places: int = 0


def is_constant(term: object) -> bool:
    """Whether a term is a plain bool or int. Engines overload `==`, so constants are told by type and identity."""
    return isinstance(term, int)


def counts_unlisted(related: n.Related) -> bool:
    """Whether records of which only the number is known surely count: nothing is asked of them, not even their region."""
    return related.where == n.Always(True) and RELATIONS[related.relation] not in OF_A_REGION


class Pairs(Generic[T]):
    """Lowers nodes to the terms of one engine."""

    def __init__(self, algebra: Algebra[T]) -> None:
        self.algebra = algebra

    # --- two-valued building blocks, folded ---

    def both(self, terms: Sequence[Any]) -> Any:
        if any(term is False for term in terms):
            return False
        rest = [term for term in terms if term is not True]
        return True if not rest else rest[0] if len(rest) == 1 else self.algebra.both(rest)

    def either(self, terms: Sequence[Any]) -> Any:
        if any(term is True for term in terms):
            return True
        rest = [term for term in terms if term is not False]
        return False if not rest else rest[0] if len(rest) == 1 else self.algebra.either(rest)

    def negate(self, term: Any) -> Any:
        return not term if isinstance(term, bool) else self.algebra.negate(term)

    def enough(self, number: int, terms: Sequence[Any]) -> Any:
        missing = number - sum(term is True for term in terms)
        rest = [term for term in terms if not isinstance(term, bool)]
        if missing <= 0:
            return True
        if missing > len(rest):
            return False
        return self.algebra.enough(missing, rest)

    def at_least(self, left: Any, right: Any) -> Any:
        if is_constant(left) and is_constant(right):
            return left >= right
        return self.algebra.at_least(left, right)

    def choose(self, condition: Any, yes: Any, no: Any) -> Any:
        if isinstance(condition, bool):
            return yes if condition else no
        if is_constant(yes) and is_constant(no) and yes == no:
            return yes
        return self.algebra.choose(condition, yes, no)

    def add(self, terms: Sequence[Any]) -> Any:
        fixed = sum(term for term in terms if is_constant(term))
        rest = [term for term in terms if not is_constant(term)]
        if not rest:
            return fixed
        return rest[0] if len(rest) == 1 and not fixed else self.algebra.add([*rest, fixed] if fixed else rest)

    def times(self, left: Any, right: Any) -> Any:
        if is_constant(left) and is_constant(right):
            return left * right
        if is_constant(left):
            left, right = right, left
        return left if is_constant(right) and right == 1 else self.algebra.times(left, right)

    def extreme(self, terms: Sequence[Any], least: bool) -> Any:
        if all(is_constant(term) for term in terms):
            return min(terms) if least else max(terms)
        return terms[0] if len(terms) == 1 else (self.algebra.smallest if least else self.algebra.largest)(terms)

    # --- conditions ---

    def condition(self, node: n.Condition) -> Pair:
        """Surely and possibly met."""
        a = self.algebra
        match node:
            case n.Always(value=value):
                return value, value
            case n.All(items=items):
                return self._joined(items, self.both)
            case n.AnyOf(items=items):
                return self._joined(items, self.either)
            case n.Not(item=item):
                surely, possibly = self.condition(item)
                return self.negate(possibly), self.negate(surely)
            case n.AtLeastOf(number=number, items=items):
                return self._joined(items, lambda terms: self.enough(number, terms))
            case n.OneOf():
                return self._one_of(node)
            case n.Includes(ref=ref, members=members, every=every, open=is_open):
                listed = ref.fact.mask(members)
                test = a.holds if every else a.touches
                may = a.touches(a.slot(ref, 1), ref.fact.all_members) if is_open else test(a.slot(ref, 1), listed)
                return test(a.slot(ref, 0), listed), may
            case n.Happened(ref=ref):
                return a.inside(a.slot(ref, 0), YES), a.touches(a.slot(ref, 0), YES)
            case n.Compare(operator=operator, left=left, right=right):
                return self.compare(operator, *self.aligned((left, right)))
            case n.Within(date=date, spans=spans):
                day = self.value(date)
                inside = [self._inside(day, first, last) for first, last in spans]
                return self.either([pair[0] for pair in inside]), self.either([pair[1] for pair in inside])
            case n.WithinYearly(date=date, first=first, last=last):
                day = self.value(date)
                return a.yearly(day.low, day.high, first, last)
            case n.Covers(ref=ref, date=date):
                day = self.value(date)
                start, end = self._edge(ref, 0), self._edge(ref, 2)
                after, before = self.compare(">=", day, start), self.compare("<=", day, end)
                return self.both([after[0], before[0]]), self.both([after[1], before[1]])
            case n.SameAs(left=left, right=right):
                one, other = a.slot(left, 0), a.slot(right, 0)
                known = [a.recorded(one), a.recorded(other)]
                same = a.text_same(one, other)
                return a.both([*known, same]), a.either([*map(a.negate, known), same])
            case n.Judgement(path=path):
                mask = a.judged(path)
                return a.inside(mask, YES), a.touches(mask, YES)
            case n.Undecidable():
                return False, True
            case n.Readings(options=options):
                read = [self.condition(item) for _, item in options]
                return self.both([pair[0] for pair in read]), self.either([pair[1] for pair in read])
            case n.Versions(starts=starts, items=items):
                return self._chosen(self.guards(starts), items)
            case n.Quantified():
                return self._quantified(node)
            case n.ShareCompare():
                return self._share(node)
            case n.Term(item=item) | n.Lookup(item=item):
                return self.condition(item)
            case n.Choice(when=when, items=items):
                return self._chosen(self._may(when), items)

    def _joined(self, items: Sequence[n.Condition], join: Callable[[Sequence[Any]], Any]) -> Pair:
        pairs = [self.condition(item) for item in items]
        return join([pair[0] for pair in pairs]), join([pair[1] for pair in pairs])

    def _one_of(self, node: n.OneOf) -> Pair:
        a, ref = self.algebra, node.ref
        if ref.fact.type == "text" or node.part in ("by", "to"):
            text = a.slot(ref, {"by": 4, "to": 5}.get(node.part, 0))
            known = a.text_in(text, node.members)
            possibly = True if node.open else a.either([a.negate(a.recorded(text)), known])
            return known, possibly
        mask, listed = a.slot(ref, 3 if node.part == "result" else 0), ref.fact.mask(node.members)
        if listed == ref.fact.all_members:
            return True, True
        if not listed:
            return False, node.open
        return a.inside(mask, listed), True if node.open else a.touches(mask, listed)

    def compare(self, operator: str, left: Range, right: Range) -> Pair:
        """Bounds against bounds; decided at once where the declared bounds decide."""
        match operator:
            case "<=":
                return self.compare(">=", right, left)
            case ">":
                return self._not(self.compare(">=", right, left))
            case "<":
                return self._not(self.compare(">=", left, right))
            case "==":
                over, under = self.compare(">=", left, right), self.compare(">=", right, left)
                return self.both([over[0], under[0]]), self.both([over[1], under[1]])
        if left.floor >= right.ceiling:
            return True, True
        if left.ceiling < right.floor:
            return False, False
        return self.at_least(left.low, right.high), self.at_least(left.high, right.low)

    def _not(self, pair: Pair) -> Pair:
        return self.negate(pair[1]), self.negate(pair[0])

    def _inside(self, day: Range, first: int, last: int) -> Pair:
        after = self.compare(">=", day, Range(first, first, first, first))
        before = self.compare("<=", day, Range(last, last, last, last))
        return self.both([after[0], before[0]]), self.both([after[1], before[1]])

    def guards(self, starts: Sequence[int]) -> list[Any]:
        """For each version, whether the governing date may fall under it; what is earlier falls under the first."""
        low, high = self.algebra.governing()
        guards = []
        for index, start in enumerate(starts):
            begun = True if index == 0 else self.at_least(high, start)
            ended = False if index + 1 == len(starts) else self.at_least(low, starts[index + 1])
            guards.append(self.both([begun, self.negate(ended)]))
        return guards

    def _may(self, when: Sequence[n.Condition]) -> list[Any]:
        """For each item of a choice, whether it may be the one chosen."""
        return [self.condition(one)[1] for one in when]

    def _chosen(self, chosen: Sequence[Any], items: Sequence[n.Condition]) -> Pair:
        """What one of several conditions says, given for each whether it may be the one."""
        pairs = [self.condition(item) for item in items]
        surely = [self.either([self.negate(guard), pair[0]]) for guard, pair in zip(chosen, pairs, strict=True)]
        possibly = [self.both([guard, pair[1]]) for guard, pair in zip(chosen, pairs, strict=True)]
        return self.both(surely), self.either(possibly)

    def record(self, where: n.Condition) -> Pair:
        """Whether the related record at hand surely, and possibly, counts."""
        surely, possibly = self.condition(where)
        return self.both([self.algebra.exists(), surely]), possibly

    def _quantified(self, node: n.Quantified) -> Pair:
        a, relation = self.algebra, node.related.relation

        def body() -> Pair:
            surely, possibly = self.record(node.related.where)
            if node.word != "every":
                return surely, possibly
            meets = self._not(self.condition(node.meets))
            return self.both([surely, meets[0]]), self.both([possibly, meets[1]])

        low, high = a.count_over(relation, body)
        more_low, more_high = a.more(relation)
        if node.word != "every" and counts_unlisted(node.related):
            low = self.add([low, more_low])
        high = self.add([high, more_high])
        some = self.at_least(low, 1), self.at_least(high, 1)
        return some if node.word == "some" else self._not(some)

    def _share(self, node: n.ShareCompare) -> Pair:
        """share >= p/q is (q-p)·meeting - p·others >= 0: a sum of record by record contributions, so exact."""
        a, relation = self.algebra, node.related.relation
        p, q = node.numerator, node.denominator
        more_low, more_high = a.more(relation)

        def contributions() -> Pair:
            meets, may_meet = self.condition(node.meets)
            part = self.choose(meets, q - p, -p), self.choose(may_meet, q - p, -p)
            return self._counted(self.record(node.related.where), *part)

        low, high = a.sum_over(relation, contributions)
        low = self.add([low, self.times(more_high, min(0, -p))])
        high = self.add([high, self.times(more_high, max(0, q - p))])
        counted, _ = a.count_over(relation, lambda: self.record(node.related.where))
        if counts_unlisted(node.related):
            counted = self.add([counted, more_low])
        some = self.at_least(counted, 1)
        wide = 10**15
        zero = Range(0, 0, 0, 0)
        surely, possibly = self.compare(node.operator, Range(low, high, -wide, wide), zero)
        return self.both([some, surely]), self.either([self.negate(some), possibly])

    def _counted(self, when: Pair, low: Any, high: Any, otherwise: int = 0) -> Pair:
        """A number that counts where a condition holds and is 0 (a date: the earliest day there is) where it does not."""
        surely, possibly = when
        least = self.choose(possibly, self.extreme([low, otherwise], least=True), otherwise)
        most = self.choose(possibly, self.extreme([high, otherwise], least=False), otherwise)
        return self.choose(surely, low, least), self.choose(surely, high, most)

    # --- values ---

    def value(self, node: n.Value) -> Range:
        """The range of a value."""
        a = self.algebra
        match node:
            case n.Constant(value=value, places=places):
                return Range(value, value, value, value, places)
            case n.SomeDay(first=first, last=last):
                return Range(first, last, first, last)
            case n.FactValue(ref=ref):
                fact = ref.fact
                if fact.type in ("date", "event"):
                    slot = 1 if fact.type == "event" else 0
                    return Range(a.slot(ref, slot), a.slot(ref, slot + 1), FIRST_DAY, LAST_DAY)
                return Range(a.slot(ref, 0), a.slot(ref, 1), fact.minimum, fact.maximum, fact.places)
            case n.Asked():
                return Range(a.asked(), a.asked(), FIRST_DAY, LAST_DAY)
            case n.Governing():
                return Range(*a.governing(), FIRST_DAY, LAST_DAY)
            case n.EdgeOf(ref=ref, edge=edge):
                return self._edge(ref, 0 if edge == "start" else 2)
            case n.Count():
                return self._count(node)
            case n.SumOf():
                return self._sum(node)
            case n.Rank():
                return self._rank(node)
            case n.Total(items=items):
                parts = self.aligned(items)
                return self._linear(parts, parts)
            case n.Difference(left=left, right=right):
                one, other = self.aligned((left, right))
                negative = Range(
                    self.times(other.high, -1), self.times(other.low, -1), -other.ceiling, -other.floor, other.places
                )
                return self._linear([one, negative], [one, negative])
            case n.Product(items=items):
                return self._product([self.value(item) for item in items])
            case n.Smallest(items=items) | n.Largest(items=items):
                return self._extremes(self.aligned(items), isinstance(node, n.Smallest))
            case n.Worth(item=item, when=when):
                least = FIRST_DAY if n.kind_of(item) == n.DATE else 0
                return self._worth(self.value(item), self.condition(when), least)
            case n.Step(base=base, pauses=pauses):
                day = self.value(base)
                skipped = [self.pause(pause) for pause in pauses]
                low, high = a.step(node, day.low, day.high, skipped)
                return Range(low, high, FIRST_DAY, LAST_DAY)
            case n.ValueReadings(options=options):
                parts = self.aligned([item for _, item in options])
                return Range(
                    self.extreme([part.low for part in parts], least=True),
                    self.extreme([part.high for part in parts], least=False),
                    min(part.floor for part in parts),
                    max(part.ceiling for part in parts),
                    parts[0].places,
                )
            case n.ValueVersions(starts=starts, items=items):
                return self._value_chosen(self.guards(starts), self.aligned(items))
            case n.ValueTerm(item=item) | n.ValueLookup(item=item):
                return self.value(item)
            case n.ValueChoice(when=when, items=items):
                return self._value_chosen(self._may(when), self.aligned(items))
            case n.NoValue(least=least, greatest=greatest, places=places):
                return Range(least, greatest, least, greatest, places)

    def aligned(self, items: Sequence[n.Value]) -> list[Range]:
        """Ranges of the items, all scaled to the most decimal places among them."""
        ranges = [self.value(item) for item in items]
        places = max(item.places for item in ranges)
        return [self._scaled(item, places) for item in ranges]

    def _scaled(self, item: Range, places: int) -> Range:
        factor = 10 ** (places - item.places)
        if factor == 1:
            return item
        return Range(
            self.times(item.low, factor),
            self.times(item.high, factor),
            item.floor * factor,
            item.ceiling * factor,
            places,
        )

    def _linear(self, lows: Sequence[Range], highs: Sequence[Range]) -> Range:
        return Range(
            self.add([item.low for item in lows]),
            self.add([item.high for item in highs]),
            sum(item.floor for item in lows),
            sum(item.ceiling for item in highs),
            lows[0].places,
        )

    def _edge(self, ref: n.Ref, offset: int) -> Range:
        return Range(self.algebra.slot(ref, offset), self.algebra.slot(ref, offset + 1), FIRST_DAY, LAST_DAY)

    def _count(self, node: n.Count) -> Range:
        a, related = self.algebra, node.related
        more_low, more_high = a.more(related.relation)
        if node.once_per is not None:
            per = node.once_per
            low, high = a.distinct_over(related.relation, lambda: (*self.record(related.where), a.slot(per, 0)))
            if counts_unlisted(related):
                low = self.extreme([low, self.choose(self.at_least(more_low, 1), 1, 0)], least=False)
            return Range(low, self.add([high, more_high]), 0, BOUND)
        low, high = a.count_over(related.relation, lambda: self.record(related.where))
        if counts_unlisted(related):
            low = self.add([low, more_low])
        return Range(low, self.add([high, more_high]), 0, BOUND)

    def _sum(self, node: n.SumOf) -> Range:
        a, related = self.algebra, node.related
        floor, ceiling = limits(node.of)

        def body() -> Pair:
            item = self.value(node.of)
            return self._counted(self.record(related.where), item.low, item.high)

        low, high = a.sum_over(related.relation, body)
        more_low, more_high = a.more(related.relation)
        sure = more_low if counts_unlisted(related) else 0
        low = self.add([low, self.times(more_high if floor < 0 else sure, floor)])
        high = self.add([high, self.times(more_high if ceiling > 0 else sure, ceiling)])
        return Range(low, high, *limits(node), n.places_of(node))

    def _rank(self, node: n.Rank) -> Range:
        a, relation = self.algebra, node.related.relation

        def better(strictly: bool) -> Callable[[], Pair]:
            def body() -> Pair:
                surely, possibly = self.record(node.related.where)
                other, own = self.aligned((node.of, node.own))
                operator = (">" if strictly else ">=") if node.highest_first else ("<" if strictly else "<=")
                beats = self.compare(operator, other, own)
                return self.both([surely, beats[0]]), self.both([possibly, beats[1]])

            return body

        low, _ = a.count_over(relation, better(strictly=True))
        _, high = a.count_over(relation, better(strictly=False))
        return Range(self.add([low, 1]), self.add([high, a.more(relation)[1], 1]), 1, BOUND)

    def _product(self, items: Sequence[Range]) -> Range:
        result = items[0]
        for item in items[1:]:
            corners = [self.times(one, other) for one in (result.low, result.high) for other in (item.low, item.high)]
            bounds = [one * other for one in (result.floor, result.ceiling) for other in (item.floor, item.ceiling)]
            low, high = self.extreme(corners, least=True), self.extreme(corners, least=False)
            result = Range(low, high, min(bounds), max(bounds), result.places + item.places)
        return result

    def _extremes(self, items: Sequence[Range], least: bool) -> Range:
        pick = min if least else max
        return Range(
            self.extreme([item.low for item in items], least),
            self.extreme([item.high for item in items], least),
            pick(item.floor for item in items),
            pick(item.ceiling for item in items),
            items[0].places,
        )

    def _worth(self, item: Range, when: Pair, otherwise: int) -> Range:
        low, high = self._counted(when, item.low, item.high, otherwise)
        return Range(low, high, min(otherwise, item.floor), max(otherwise, item.ceiling), item.places)

    def _value_chosen(self, chosen: Sequence[Any], items: Sequence[Range]) -> Range:
        floor, ceiling = min(item.floor for item in items), max(item.ceiling for item in items)
        lows = [self.choose(guard, item.low, ceiling) for guard, item in zip(chosen, items, strict=True)]
        highs = [self.choose(guard, item.high, floor) for guard, item in zip(chosen, items, strict=True)]
        return Range(self.extreme(lows, least=True), self.extreme(highs, least=False), floor, ceiling, items[0].places)

    def pause(self, pause: n.Pause) -> Any:
        """The days that a pause takes out of a step."""
        if pause.related is None:
            return self.algebra.pause(pause, None)
        where = pause.related.where
        return self.algebra.pause(pause, lambda: self.record(where))

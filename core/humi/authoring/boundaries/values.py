"""Ways to a value: a comparison that holds or fails, a number or day that comes out of a computation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from humi.authoring.boundaries.points import outcomes
from humi.authoring.boundaries.reaching import Way
from humi.authoring.boundaries.records import OPPOSITE, Records, scaled
from humi.authoring.boundaries.situation import iso
from humi.dossier.facts import Fact
from humi.language import nodes as n
from humi.language.limits import limits
from humi.language.pairs import Range
from humi.values.dates import FIRST_DAY, LAST_DAY, add_days, add_months

MIRRORED = {">=": "<=", ">": "<", "<=": ">=", "<": ">", "==": "=="}
STEPS = {">=": (0, 1, 10, 100), ">": (1, 2, 10, 100), "<=": (0, -1, -10, -100), "<": (-1, -2, -10, -100), "==": (0,)}
"""By how much the left side is set apart from the right one."""
A_YEAR = 364


class Values(Records):
    """Goals about values."""

    def versions(self, starts: Sequence[int], items: Sequence[n.Condition]) -> Iterator[Way]:
        if self.view.terms is None:
            return
        low, high = self.view.governing
        chosen = [index for index, start in enumerate(starts) if start <= high] or [0]
        first = max((index for index, start in enumerate(starts) if start <= low), default=0)
        if chosen[-1] == first:
            yield self.first(self.goal.of(items[first]))
            return
        for start in reversed(starts):
            yield self.first(self.goal.of(n.Compare("==", n.Governing(), n.Constant(n.DATE, start)), True))

    def chosen(self, when: Sequence[n.Condition], items: Sequence[n.Condition]) -> Iterator[Way]:
        """What a table says of one of its cases: that it is the case, and that this is said of it."""
        for case, item in zip(when, items, strict=True):
            if not (isinstance(item, n.Always) and item.value is not self.wanted):
                yield self.first(self.goal.of(case, True), self.goal.of(item))

    def compare(self, node: n.Compare) -> Iterator[Way]:
        if self.view.terms is None:
            return
        operator, left, right = node.operator, node.left, node.right
        if operator == "==" and not self.wanted:
            yield self.first(self.goal.of(n.Compare("<", left, right), True))
            yield self.first(self.goal.of(n.Compare(">", left, right), True))
            return
        if operator == "==" and isinstance(right, n.Constant):
            yield from self._equate(left, right)
            return
        if operator == "==":
            steps: tuple[int, ...] = (0,)
        else:
            operator = operator if self.wanted else OPPOSITE[operator]
            steps = STEPS[operator]
        places = max(n.places_of(left), n.places_of(right))
        one, other = self.view.range(left, right)
        if isinstance(left, n.ValueLookup):
            # What a table gives comes in its own steps.
            yield from (self.first(self.equal(left, gives.value, gives.places)) for gives in outcomes(left.item))
        if _known(right, other):
            unit = 10 ** (places - n.places_of(left))
            end = other.low if operator in ("<=", "<") else other.high
            for step in steps:
                yield self.first(self.equal(left, _rounded(end + step * unit, unit, operator), places))
            if operator in (">=", ">") and any(isinstance(part, n.Worth) for part in n.walk(left)):
                # Points come in their own steps: where none of those above can be had, all there are may be enough.
                yield self.first(self.equal(left, limits(left)[1], n.places_of(left)))
        if _known(left, one):
            unit = 10 ** (places - n.places_of(right))
            end = one.low if operator in (">=", ">") else one.high
            for step in steps:
                yield self.first(self.equal(right, _rounded(end - step * unit, unit, MIRRORED[operator]), places))
        if not _known(right, other):
            yield self.first(self.some(right))
        if not _known(left, one):
            yield self.first(self.some(left))

    def _equate(self, value: n.Value, right: n.Constant) -> Iterator[Way]:
        """The value made equal to a number or day."""
        match value:
            case n.FactValue(ref=ref):
                yield from self._fact(ref, right)
            case n.Asked():
                yield Way(self.situation.on(right.value))
            case n.Governing():
                event = self.goal.asker.governed_by
                if event is not None:
                    yield from self._fact(event, right)
                elif self.goal.asker.day is None:
                    yield Way(self.situation.on(right.value))
            case n.EdgeOf(ref=ref, edge=edge):
                start, end = self.edges(ref)
                day = right.value
                if edge == "start":
                    yield from self.period(ref, day, max(end or day + A_YEAR, day))
                else:
                    yield from self.period(ref, min(start or day - A_YEAR, day), day)
            case n.Step():
                yield from self._step(value, right.value)
            case n.Count():
                yield from self.count(value, right.value // 10**right.places)
            case n.SumOf():
                yield from self.sum(value, right)
            case n.Rank():
                yield from self.rank(value, right.value // 10**right.places)
            case n.Total(items=items):
                yield from self._total(items, right)
            case n.Difference(left=left, right=other):
                yield from self._difference(left, other, right)
            case n.Product(items=items):
                yield from self._product(items, right)
            case n.Smallest(items=items) | n.Largest(items=items):
                bound = ">=" if isinstance(value, n.Smallest) else "<="
                for item in items:
                    others = (self.goal.of(n.Compare(bound, one, right), True) for one in items if one is not item)
                    yield self.first(self.goal.of(n.Compare("==", item, right), True), *others)
            case n.Worth(item=item, when=when):
                if right.value == 0:
                    yield self.first(self.goal.of(when, False))
                yield self.first(self.goal.of(n.Compare("==", item, right), True), self.goal.of(when, True))
            case n.ValueReadings(options=options) if _counts(options):
                yield from self._counted_each_way(options, right)
            case n.ValueReadings(options=options):
                yield self.first(*(self.goal.of(n.Compare("==", item, right), True) for _, item in options))
            case n.ValueVersions(starts=starts, items=items):
                yield from self.versions(starts, [n.Compare("==", item, right) for item in items])
            case n.ValueTerm(item=item) | n.ValueLookup(item=item):
                yield self.first(self.goal.of(n.Compare("==", item, right), True))
            case n.ValueChoice(when=when, items=items):
                yield from self.chosen(when, [n.Compare("==", item, right) for item in items])

    def _fact(self, ref: n.Ref, right: n.Constant) -> Iterator[Way]:
        fact = ref.fact
        if fact.type in ("date", "event"):
            if not FIRST_DAY < right.value < LAST_DAY:
                return
            day: object = iso(right.value)
            if fact.type == "event":
                written = self.written(ref)
                parts = {**written, "on": day} if isinstance(written, dict) else {}
                day = parts or day
            for way in self.set(ref, day):
                yield way
                if right.value > self.situation.asked:
                    yield Way(way.situation.on(right.value))
            return
        shown = number(fact, right.value, right.places)
        if shown is not None:
            yield from self.set(ref, shown)

    def _step(self, step: n.Step, target: int) -> Iterator[Way]:
        if not FIRST_DAY < target < LAST_DAY:
            return
        amount = -step.amount
        if step.unit in ("months", "years"):
            base = add_months(target, amount * (12 if step.unit == "years" else 1))
        elif step.unit == "working_days":
            base = add_days(target, amount * 7 // 5)
        else:
            base = add_days(target, amount)
        for pause in step.pauses:
            spot = self.spot(pause.ref)
            if pause.related is None and spot is not None and self.situation.value(spot, pause.ref.fact) is None:
                # A pause that takes days out shows that it does.
                yield from self.period(pause.ref, base + 2, base + 4)
                return
            if pause.related is not None and pause.related.relation not in self.situation.given:
                yield from self.empty(pause.related.relation)
                return
        wide = 21 if step.unit == "working_days" or step.pauses or step.roll else 3
        for away in sorted(range(-wide, wide + 1), key=abs):
            moved = n.Step(n.Constant(n.DATE, base + away), step.unit, step.amount, step.pauses, step.roll)
            (found,) = self.view.range(moved)
            if found.low == found.high == target:
                yield self.first(self.equal(step.base, base + away))

    def _total(self, items: Sequence[n.Value], right: n.Constant) -> Iterator[Way]:
        """First by one item alone; then by each as far as it goes, one after the other."""
        places = max(right.places, *(n.places_of(item) for item in items))
        target = right.value * 10 ** (places - right.places)
        ranges = [scaled(self.view, item, places) for item in items]
        known = [low if low == high else None for low, high in ranges]
        for index, item in enumerate(items):
            rest = [value for place, value in enumerate(known) if place != index]
            if None not in rest:
                yield self.first(self.equal(item, target - sum(value or 0 for value in rest), places))
        bounds = [(low * 10 ** (places - n.places_of(item)), high * 10 ** (places - n.places_of(item))) for item in items
                  for low, high in [limits(item)]]  # fmt: skip
        for order in (range(len(items)), range(len(items) - 1, -1, -1)):
            left, goals = target, []
            open_ = list(order)
            while open_:
                index = open_.pop(0)
                least = sum(bounds[other][0] for other in open_)
                part = max(bounds[index][0], min(bounds[index][1], left - least))
                goals.append(self.equal(items[index], part, places))
                left -= part
            if left == 0:
                yield self.first(*goals)

    def _difference(self, left: n.Value, other: n.Value, right: n.Constant) -> Iterator[Way]:
        places = max(right.places, n.places_of(left), n.places_of(other))
        target = right.value * 10 ** (places - right.places)
        one, two = scaled(self.view, left, places), scaled(self.view, other, places)
        if two[0] == two[1]:
            yield self.first(self.equal(left, two[0] + target, places))
        if one[0] == one[1]:
            yield self.first(self.equal(other, one[0] - target, places))
        if two[0] != two[1]:
            yield self.first(self.some(other))

    def _product(self, items: Sequence[n.Value], right: n.Constant) -> Iterator[Way]:
        for index, item in enumerate(items):
            rest = [other for place, other in enumerate(items) if place != index]
            ranges = [scaled(self.view, other, n.places_of(other)) for other in rest]
            if isinstance(item, n.Constant) or any(low != high for low, high in ranges):
                continue
            factor, places = 1, sum(n.places_of(other) for other in rest)
            for low, _ in ranges:
                factor *= low
            numerator = right.value * 10 ** (places + n.places_of(item))
            if factor and numerator % (factor * 10**right.places) == 0:
                yield self.first(self.equal(item, numerator // (factor * 10**right.places), n.places_of(item)))
        for item in items:
            if not isinstance(item, n.Constant):
                low, high = scaled(self.view, item, 0) if n.places_of(item) == 0 else (0, 1)
                if low != high:
                    yield self.first(self.some(item))


def _counts(options: Sequence[tuple[str, n.Value]]) -> bool:
    return all(isinstance(item, n.Count) for _, item in options)


def _known(value: n.Value, found: Range) -> bool:
    """Whether anything is known of a value: it is narrower than it may ever be, or asks for no fact at all."""
    asks = any(isinstance(part, n.Ref | n.Related) for part in n.walk(value))
    return not asks or found.floor < found.low or found.high < found.ceiling


def _rounded(value: int, unit: int, operator: str) -> int:
    """The nearest whole multiple of a unit that does what the operator says."""
    if operator in (">=", ">"):
        return -(-value // unit) * unit
    return value // unit * unit


def number(fact: Fact, value: int, places: int) -> object | None:
    """A number as the dossier writes it; None where the fact cannot hold it."""
    from humi.values.numbers import format_decimal

    scaled, rest = divmod(value * 10**fact.places, 10**places)
    if rest or not fact.minimum <= scaled <= fact.maximum:
        return None
    shown = format_decimal(scaled, fact.places)
    if fact.type == "money":
        return f"{shown} yuan"
    return int(shown) if "." not in shown else shown

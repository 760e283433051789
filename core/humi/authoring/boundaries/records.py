"""Ways to so many related records: adding one that counts, more like it, taking some out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from humi.authoring.boundaries.goals import View
from humi.authoring.boundaries.reaching import Reaching, Way
from humi.authoring.boundaries.situation import Situation, Spot
from humi.dossier.facts import RELATIONS
from humi.language import nodes as n

MOST_RECORDS = 400
OPPOSITE = {">=": "<", ">": "<=", "<=": ">", "<": ">=", "==": "<"}


class Records(Reaching):
    """Goals about lists of records."""

    def listed(self, related: n.Related) -> list[Spot]:
        """The records that surely count."""
        return [
            spot
            for spot in self.situation.spots(related.relation)
            if View(self.situation, self.goal.asker, spot).truth(related.where) is True
        ]

    def possible(self, related: n.Related) -> list[Spot]:
        """The records that may count."""
        return [
            spot
            for spot in self.situation.spots(related.relation)
            for seen in [View(self.situation, self.goal.asker, spot)]
            if seen.terms is not None and seen.truth(related.where) is not False
        ]

    def with_record(self, related: n.Related, *more: tuple[n.Condition, bool], once_per: n.Ref | None = None) -> Way:
        """One more record that counts, and of which more is so; where each text counts once, with a text of its own."""
        relation = related.relation
        record = self.situation.blank(relation)
        spot = (relation, record["id"])
        goals = [self.goal.of(related.where, True, spot), *(self.goal.of(node, wanted, spot) for node, wanted in more)]
        situation = self.situation.listing(relation, [*self.situation.records(relation), record])
        if once_per is not None:
            situation = situation.put(spot, once_per.fact, situation.fresh(once_per.fact.name)[0])
        return Way(situation, tuple(goals))

    def empty(self, relation: str) -> Iterator[Way]:
        if relation not in self.situation.given:
            yield Way(self.situation.listing(relation, []))

    def without(self, relation: str, spots: Sequence[Spot]) -> Situation:
        """Without some records of a list."""
        gone = {identity for _, identity in spots}
        return self.situation.listing(relation, [one for one in self.situation.records(relation) if one["id"] not in gone])

    def quantified(self, node: n.Quantified) -> Iterator[Way]:
        related, word = node.related, node.word
        if word == "every":
            related = n.Related(related.relation, n.All((related.where, n.Not(node.meets))))
        if self.wanted is (word == "some"):
            for spot in self.others(self.situation.spots(related.relation)):
                yield self.first(self.goal.of(related.where, True, spot))
            yield self.with_record(related)
            return
        yield from self.empty(related.relation)
        counting = self.possible(related)
        if word == "every":
            yield self.first(*(self.goal.of(node.meets, True, spot) for spot in counting))
        yield self.first(*(self.goal.of(related.where, False, spot) for spot in counting))
        removable = self.others(counting)
        if removable:
            yield Way(self.without(related.relation, removable))

    def others(self, spots: Sequence[Spot]) -> list[Spot]:
        """All but the record judged."""
        return [spot for spot in spots if spot != self.goal.asker.spot]

    def count(self, node: n.Count, target: int) -> Iterator[Way]:
        related = node.related
        if not 0 <= target <= MOST_RECORDS:
            return
        if related.relation not in self.situation.given:
            yield from self.empty(related.relation)
            return
        (found,) = self.view.range(node)
        if found.low > target or found.high > target:
            surplus = self.others(self.possible(related))[target:]
            if surplus:
                yield Way(self.without(related.relation, surplus))
                yield self.first(*(self.goal.of(related.where, False, spot) for spot in surplus))
            return
        sure = self.listed(related)
        if sure and target > found.low:
            yield Way(self._cloned(sure[-1], target - found.low, node.once_per))
        yield self.with_record(related, once_per=node.once_per)
        for spot in [spot for spot in self.others(self.situation.spots(related.relation)) if spot not in sure][-2:]:
            yield self.first(self.goal.of(related.where, True, spot))

    def _counted_each_way(self, options: Sequence[tuple[str, n.Value]], right: n.Constant) -> Iterator[Way]:
        """By every way of counting the same number: each record with a text of its own."""
        counts = sorted((item for _, item in options), key=lambda item: item.once_per is None)  # type: ignore[union-attr]
        yield self.first(*(self.goal.of(n.Compare("==", item, right), True) for item in counts))

    def _cloned(self, spot: Spot, number: int, once_per: n.Ref | None = None) -> Situation:
        """With so many more records like one; where each text counts once, with texts of their own."""
        relation, situation = spot[0], self.situation
        index = situation.index(spot)
        assert index is not None
        records = situation.records(relation)
        copies = [{**records[index], "id": identity} for identity in situation.fresh(RELATIONS[relation], number)]
        made = situation.listing(relation, [*records, *copies])
        if once_per is not None:
            for copy, text in zip(copies, situation.fresh(once_per.fact.name, number), strict=True):
                made = made.put((relation, copy["id"]), once_per.fact, text)
        return made

    def sum(self, node: n.SumOf, right: n.Constant) -> Iterator[Way]:
        related = node.related
        if related.relation not in self.situation.given:
            yield from self.empty(related.relation)
            return
        places = max(right.places, n.places_of(node))
        (low, high) = scaled(self.view, node, places)
        target = right.value * 10 ** (places - right.places)
        counting = self.listed(related)
        if low == high and counting:
            spot = counting[-1]
            own, _ = scaled(View(self.situation, self.goal.asker, spot), node.of, places)
            equal = n.Compare("==", node.of, n.Constant(n.kind_of(node.of), own + target - low, places))
            yield self.first(self.goal.of(equal, True, spot))
        equal = n.Compare("==", node.of, n.Constant(n.kind_of(node.of), target - (low if low == high else 0), places))
        yield self.with_record(related, (equal, True))

    def rank(self, node: n.Rank, target: int) -> Iterator[Way]:
        related = node.related
        if related.relation not in self.situation.given:
            yield from self.empty(related.relation)
            return
        own = self.view.range(node.own)[0]
        if own.low != own.high:
            yield self.first(self.some(node.own))
            return
        better = n.Compare(">" if node.highest_first else "<", node.of, node.own)
        ahead = n.Related(related.relation, n.All((related.where, better)))
        (found,) = self.view.range(node)
        if found.high > target:
            surplus = self.others(self.possible(ahead))[max(0, target - 1) :]
            yield Way(self.without(related.relation, surplus or self.others(self.possible(related))))
            return
        sure = self.listed(ahead)
        if sure and target > found.low:
            yield Way(self._cloned(sure[-1], target - found.low))
        yield self.with_record(related, (better, True))

    def share(self, node: n.ShareCompare) -> Iterator[Way]:
        """Of the fewest records with which the share can be exactly so, so many that it is, or is not."""
        relation = node.related.relation
        if relation not in self.situation.given:
            yield from self.empty(relation)
            return
        operator = node.operator if self.wanted else OPPOSITE[node.operator]
        whole, part = node.denominator, node.numerator
        while whole % 10 == 0 and part % 10 == 0:
            whole, part = whole // 10, part // 10
        part += {">": 1, "<": -1}.get(operator, 0)
        if not 0 <= part <= whole <= MOST_RECORDS:
            return
        meeting = n.Count(n.Related(relation, n.All((node.related.where, node.meets))))
        others = n.Count(n.Related(relation, n.All((node.related.where, n.Not(node.meets)))))
        yield self.first(
            *(self.equal(count, number) for count, number in ((meeting, part), (others, whole - part)))
        )


def scaled(seen: View, value: n.Value, places: int) -> tuple[int, int]:
    (found,) = seen.range(value)
    factor = 10 ** (places - found.places)
    return found.low * factor, found.high * factor

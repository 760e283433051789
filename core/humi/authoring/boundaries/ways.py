"""Ways to reach a goal: what else to reach first, or which fact to set.

Each way is a changed situation and further goals; a solver tries them in turn and asks the judge whether they lead anywhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import combinations, islice

from humi.authoring.boundaries.goals import Goal
from humi.authoring.boundaries.reaching import Way
from humi.authoring.boundaries.situation import Situation, iso
from humi.authoring.boundaries.values import Values
from humi.dossier.facts import OTHER
from humi.language import nodes as n
from humi.values.dates import FIRST_DAY, LAST_DAY

ELSEWHERE = "elsewhere"
HALF_A_YEAR = 182


def ways(situation: Situation, goal: Goal) -> Iterator[Way]:
    """Ways to reach a goal that is not reached."""
    return Ways(situation, goal).ways()


class Ways(Values):
    """Goals of every kind."""

    # --- conditions ---

    def ways(self) -> Iterator[Way]:
        """By the kind of condition."""
        goal, wanted = self.goal, self.wanted
        match goal.node:
            case n.All(items=items):
                yield from self._joined(items, together=wanted)
            case n.AnyOf(items=items):
                yield from self._joined(items, together=not wanted)
            case n.AtLeastOf(number=number, items=items):
                enough = number if wanted else len(items) - number + 1
                for chosen in islice(combinations(items, enough), 10):
                    yield self.first(*(goal.of(item) for item in chosen))
            case n.Not(item=item):
                yield self.first(goal.of(item, not wanted))
            case n.Term(item=item) | n.Lookup(item=item):
                yield self.first(goal.of(item))
            case n.Choice(when=when, items=items):
                yield from self.chosen(when, items)
            case n.Readings(options=options):
                yield self.first(*(goal.of(item) for _, item in options))
            case n.Versions(starts=starts, items=items):
                yield from self.versions(starts, items)
            case n.OneOf():
                yield from self._one_of(goal.node)
            case n.Includes():
                yield from self._includes(goal.node)
            case n.Happened(ref=ref):
                yield from self._happened(ref)
            case n.Compare():
                yield from self.compare(goal.node)
            case n.Within(date=day, spans=spans):
                edges = [end for span in spans for end in span] if wanted else [end for a, b in spans for end in (a - 1, b + 1)]
                yield from self._days(day, edges)
            case n.WithinYearly(date=day, first=first, last=last):
                yield from self._days(day, self._yearly(first, last))
            case n.Covers(ref=ref, date=day):
                yield from self._covers(ref, day)
            case n.SameAs(left=left, right=right):
                yield from self._same(left, right)
            case n.Judgement(path=path):
                yield Way(self.situation.determined(path, goal.asker.identity, "met" if wanted else "not_met"))
            case n.Quantified():
                yield from self.quantified(goal.node)
            case n.ShareCompare():
                yield from self.share(goal.node)

    def _joined(self, items: Sequence[n.Condition], together: bool) -> Iterator[Way]:
        if together:
            yield self.first(*(self.goal.of(item) for item in items))
            return
        for item in items:
            if not (isinstance(item, n.Happened) and item.implied and not self.wanted):
                yield self.first(self.goal.of(item))

    # --- one fact ---

    def _one_of(self, node: n.OneOf) -> Iterator[Way]:
        if node.part:
            yield from self._event_part(node)
            return
        for member in self._members(node):
            yield from self.set(node.ref, member)

    def _members(self, node: n.OneOf) -> list[object]:
        fact = node.ref.fact
        if fact.type == "boolean":
            return [member == "yes" for member in ("yes", "no") if (member in node.members) is self.wanted]
        if self.wanted:
            return list(node.members)
        if node.open:
            return []
        if fact.type == "text":
            return [self._another(node)]
        others: list[object] = [member for member in fact.members if member not in node.members]
        return [*others, {OTHER: "其他"}] if fact.has_other else others

    def _another(self, node: n.OneOf) -> str:
        """A text that is none of those asked for: another id of the pack where it holds one of those, else a new name."""
        fact, pack = node.ref.fact, self.situation.pack
        named = {
            "title.kind": pack.titles,
            "act.kind": pack.acts,
            "claim.incentive": {incentive.id: incentive for incentive in pack.incentives},
        }.get(fact.path, {})
        others = (name for name in named if name not in node.members and (name in pack.names or fact.path != "title.kind"))
        return next(others, None) or self.situation.fresh(ELSEWHERE if fact.name.endswith("place") else fact.name)[0]

    def _event_part(self, node: n.OneOf) -> Iterator[Way]:
        fact, part = node.ref.fact, node.part
        if part == "result":
            chosen = [member for member in fact.members if (member in node.members) is self.wanted]
        else:
            chosen = list(node.members) if self.wanted else [self.situation.fresh("body")[0]]
        for member in chosen:
            yield from self.set(node.ref, {**self.event(node.ref), part: member})

    def _happened(self, ref: n.Ref) -> Iterator[Way]:
        if not self.wanted:
            yield from self.set(ref, False)
            return
        yield from self.set(ref, iso(self.lately))

    def _includes(self, node: n.Includes) -> Iterator[Way]:
        fact = node.ref.fact
        written = self.written(node.ref)
        has = [member for member in written if isinstance(member, str)] if isinstance(written, list) else []
        if self.wanted:
            added = [node.members] if node.every else [(member,) for member in node.members]
            for members in added:
                yield from self.set(node.ref, [member for member in fact.members if member in has or member in members])
        else:
            dropped = [(member,) for member in node.members] if node.every else [node.members]
            if node.every and isinstance(written, list) is False:
                has = list(node.members)
            for members in dropped:
                yield from self.set(node.ref, [member for member in has if member not in members])

    def _same(self, left: n.Ref, right: n.Ref) -> Iterator[Way]:
        one, other = self.written(left), self.written(right)
        if not self.wanted:
            yield from self.set(left, self.situation.fresh(left.fact.name)[0])
            yield from self.set(right, self.situation.fresh(right.fact.name)[0])
            return
        for ref, text in ((left, other), (right, one)):
            if text is not None:
                yield from self.set(ref, text)
        if one is None and other is None:
            name = self.situation.fresh(right.fact.entity)[0]
            for way in self.set(left, name):
                again = Ways(way.situation, self.goal)
                yield from again.set(right, name)

    # --- dates ---

    def _days(self, value: n.Value, days: Sequence[int]) -> Iterator[Way]:
        for day in days:
            if FIRST_DAY < day < LAST_DAY:
                yield self.first(self.equal(value, day))

    def _yearly(self, first: tuple[int, int], last: tuple[int, int]) -> list[int]:
        found: list[int] = []
        for year in (date.fromordinal(self.situation.asked).year, date.fromordinal(self.situation.asked).year - 1):
            start, end = (date(year, month, 1).toordinal() + day - 1 for month, day in (first, last))
            found.extend((start, end) if self.wanted else (start - 1, end + 1))
        return found

    def _covers(self, ref: n.Ref, day: n.Value) -> Iterator[Way]:
        if self.view.terms is None:
            return
        (known,) = self.view.range(day)
        start, end = self.edges(ref)
        if known.low == known.high:
            at = known.low
            if self.wanted:
                yield from self.period(ref, min(start or at - HALF_A_YEAR, at), max(end or at + HALF_A_YEAR, at))
                yield from self.period(ref, min(start or at, at), max(end or at, at))
            else:
                yield from self.period(ref, min(start or at - 365, at - 1), at - 1)
                yield from self.period(ref, at + 1, max(end or at + 365, at + 1))
        for edge in ("start", "end"):
            if self.wanted and start is not None:
                yield self.first(self.goal.of(n.Compare("==", day, n.EdgeOf(ref, edge)), True))
        if known.low != known.high:
            yield self.first(self.equal(day, self.situation.asked))

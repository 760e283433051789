"""Why something is undetermined.

Going down from the rule, at every undetermined node, the causes of its undetermined parts. A cause found at a record is
collected together with that record. Works on any algebra that can also collect: compiled functions and values at hand.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from humi.dossier.facts import BOUND, SINGLE
from humi.engines.cause import Cause
from humi.language import nodes as n
from humi.language.pairs import Pair, Pairs, T, counts_unlisted, is_constant
from humi.values.dates import FIRST_DAY, format_days

if TYPE_CHECKING:
    from humi.engines.cause_terms import CauseTerms


Item = TypeVar("Item", n.Condition, n.Value)


class CauseWriter(Generic[T]):
    """Collects the causes of conditions and values that are undetermined.

    `listed`: what is judged is a record of a list; `governed_by`: what chooses among dated versions.
    """

    def __init__(self, terms: CauseTerms[T], pairs: Pairs[T], listed: bool, governed_by: n.Ref | None) -> None:
        self.terms = terms
        self.pairs = pairs
        self.listed = listed
        self.governed_by = governed_by

    def collect(self, cause: Cause, owner: str = "") -> None:
        self.terms.collect(self.terms.cause(cause, owner))

    def fact(self, ref: n.Ref) -> T:
        """The cause of a fact that is not one point: missing where nothing at all is recorded, else imprecise."""
        owner = "" if ref.owner in SINGLE else ref.owner
        missing = self.terms.cause(Cause("missing_fact", ref.fact.path, ref), owner)
        if ref.fact.type in ("boolean", "text"):
            return missing
        imprecise = self.terms.cause(Cause("imprecise_fact", ref.fact.path, ref), owner)
        return self.terms.choose(self._unrecorded(ref), missing, imprecise)

    def _unrecorded(self, ref: n.Ref) -> T:
        unknown = ref.fact.unknown()
        if ref.fact.type == "event":
            unknown = unknown[:2]  # its last day is the day of asking
        tests = [self.terms.equal(self.terms.slot(ref, offset), value) for offset, value in enumerate(unknown)]
        return tests[0] if len(tests) == 1 else self.terms.both(tests)

    def collect_fact(self, ref: n.Ref) -> None:
        self.terms.collect(self.fact(ref))

    def open_(self, pair: Pair, write: Callable[[], object]) -> None:
        """Do something where a pair is undetermined."""
        surely, possibly = pair
        self.terms.when(self.pairs.both([possibly, self.pairs.negate(surely)]), write)

    def single(self, node: n.Condition) -> T | None:
        """The cause of a leaf that has just one."""
        match node:
            case n.Term(item=below) | n.Not(item=below) | n.Lookup(item=below):
                return self.single(below)
            case n.OneOf(ref=ref, open=False, part="") | n.Happened(ref=ref) | n.Includes(ref=ref, open=False):
                return self.fact(ref)
            case n.Compare(left=n.FactValue(ref=ref), right=n.Constant()):
                return self.fact(ref)
            case n.Judgement(path=path, published=published):
                kind = "judgement" if published else "unpublished_standard"
                return self.terms.cause(Cause(kind, path, node), n.THIS if self.listed else "")
            case n.Undecidable(cause=kind, word=word):
                return self.terms.cause(Cause(kind, word, node), "")
        return None

    # --- conditions ---

    def condition(self, node: n.Condition) -> None:
        """Collect the causes of a condition that is undetermined."""
        one = self.single(node)
        if one is not None:
            self.terms.collect(one)
            return
        match node:
            case n.Term(item=below) | n.Not(item=below) | n.Lookup(item=below):
                self.condition(below)
            case n.Choice(when=when, items=items):
                for may, below in self._chosen(when, items):
                    self.terms.when(may, lambda below=below: self._parts([below]))  # type: ignore[misc]
            case n.All(items=items) | n.AnyOf(items=items) | n.AtLeastOf(items=items):
                self._parts(items)
            case n.OneOf(ref=ref, members=members, part=part):
                self._one_of(ref, members, part)
            case n.Includes(ref=ref, members=members, every=every):
                mask, may = ref.fact.mask(members), self.terms.slot(ref, 1)
                self._open_list(ref, (self.terms.holds if every else self.terms.touches)(may, mask))
            case n.Compare(left=left, right=right):
                self.value(left)
                self.value(right)
            case n.Within(date=date) | n.WithinYearly(date=date):
                self.value(date)
            case n.Covers(ref=ref, date=date):
                self._edge(ref, 0, 2)
                self.value(date)
            case n.SameAs(left=left, right=right):
                for ref in (left, right):
                    unknown = self.terms.negate(self.terms.recorded(self.terms.slot(ref, 0)))
                    self.terms.when(unknown, lambda ref=ref: self.collect_fact(ref))  # type: ignore[misc]
            case n.Readings(options=options):
                self._readings(node, [self.pairs.condition(option) for _, option in options])
                self._parts([option for _, option in options])
            case n.Versions(starts=starts, items=items):
                self._versions(starts, items)
            case n.Quantified(related=related, word=word, meets=meets):
                self._records(related, related.where if word != "every" else n.All((related.where, n.Not(meets))))
            case n.ShareCompare(related=related, meets=meets):
                self._share(node, related, meets)
            case _:
                raise AssertionError(node)

    def _chosen(self, when: tuple[n.Condition, ...], items: tuple[Item, ...]) -> Iterator[tuple[Any, Item]]:
        """The items of a choice, with whether each may be chosen; what is open about which one is, is collected first."""
        may = [self.pairs.condition(one)[1] for one in when]
        self.terms.when(self.pairs.enough(2, may), lambda: self._parts(when))
        return zip(may, items, strict=True)

    def _parts(self, items: tuple[n.Condition, ...] | list[n.Condition]) -> None:
        for below in items:
            self.open_(self.pairs.condition(below), lambda below=below: self.condition(below))  # type: ignore[misc]

    def _one_of(self, ref: n.Ref, members: tuple[str, ...], part: str) -> None:
        terms = self.terms
        if part:
            self.collect_fact(ref)
            return
        if ref.fact.type == "text":
            self._open_list(ref, terms.negate(terms.recorded(terms.slot(ref, 0))))
        else:
            self._open_list(ref, terms.touches(terms.slot(ref, 0), ref.fact.mask(members)))

    def _open_list(self, ref: n.Ref, may_still_hit: T) -> None:
        missed = self.terms.cause(Cause("open_list", ref.fact.path, ref), "" if ref.owner in SINGLE else ref.owner)
        self.terms.collect(self.terms.choose(may_still_hit, self.fact(ref), missed))

    def _readings(self, node: n.Node, pairs: list[Pair]) -> None:
        """Two readings answer differently where one is definite, since all together are undetermined."""
        definite = [surely for surely, _ in pairs] + [self.pairs.negate(possibly) for _, possibly in pairs]
        names = ",".join(option for option, _ in node.options)  # type: ignore[attr-defined]
        self.terms.when(self.pairs.either(definite), lambda: self.collect(Cause("readings", names, node)))

    def _versions(self, starts: tuple[int, ...], items: tuple[n.Condition, ...]) -> None:
        guards = self.pairs.guards(starts)
        pairs = [self.pairs.condition(below) for below in items]
        definite = [
            self.pairs.both([guard, self.pairs.either([surely, self.pairs.negate(possibly)])])
            for guard, (surely, possibly) in zip(guards, pairs, strict=True)
        ]
        several = self.pairs.enough(2, guards)
        self.terms.when(self.pairs.both([several, self.pairs.either(definite)]), self._governing)
        for guard, below in zip(guards, items, strict=True):
            self.terms.when(guard, lambda below=below: self._parts([below]))  # type: ignore[misc]

    def _governing(self) -> None:
        if self.governed_by is not None:
            self.collect_fact(self.governed_by)

    def _listed(self, relation: str, related: n.Related, asked_more: bool) -> None:
        """The list itself, where records may exist that are not listed; a bare number of them is enough to count."""
        least, most = self.terms.more(relation)
        counts = counts_unlisted(related) and not asked_more
        unsure = self.terms.negate(self.terms.equal(least, most)) if counts else self.pairs.at_least(most, 1)
        self.terms.when(unsure, lambda: self.collect(Cause("missing_fact", relation)))

    def _records(self, related: n.Related, test: n.Condition, asked_more: bool = False) -> None:
        """The open list, and what is open about each record that may or may not count.

        `asked_more`: more is asked of the records than to count, so a bare number of them does not do.
        """
        self._listed(related.relation, n.Related(related.relation, test), asked_more)

        def doubtful() -> None:
            self._existence(related)
            self._parts([test])

        self.terms.over(related.relation, lambda: self.open_(self.pairs.record(test), doubtful))

    def _existence(self, related: n.Related) -> None:
        """A record that may not exist: its region is not recorded, or its beginning may lie after the day of asking."""
        unsure = self.terms.negate(self.terms.exists())
        self.terms.when(unsure, lambda: self.terms.collect_doubts(related.relation))

    def _share(self, node: n.ShareCompare, related: n.Related, meets: n.Condition) -> None:
        counted = self.pairs.value(n.Count(related)).low
        empty = self.pairs.negate(self.pairs.at_least(counted, 1))
        self.terms.when(empty, lambda: self.collect(Cause("empty_share", related.relation, node)))
        self._records(related, related.where, asked_more=True)
        self._counting(related, lambda: self._parts([meets]))

    def _counting(self, related: n.Related, write: Callable[[], object]) -> None:
        """Do something for each record that may count."""
        self.terms.over(related.relation, lambda: self.terms.when(self.pairs.record(related.where)[1], write))

    # --- values ---

    def value(self, node: n.Value) -> None:
        """Collect what keeps a value from being one point."""
        match node:
            case n.Constant() | n.Asked():
                pass
            case n.Governing():
                low, high = self.terms.governing()
                self.terms.when(self.terms.negate(self.terms.equal(low, high)), self._governing)
            case n.SomeDay(first=first, last=last):
                self.collect(Cause("undated", format_days((first, last)), node))
            case n.FactValue(ref=ref):
                first = 1 if ref.fact.type == "event" else 0
                self._edge(ref, first)
            case n.EdgeOf(ref=ref, edge=edge):
                self._edge(ref, 0 if edge == "start" else 2)
            case n.Count(related=related, once_per=per):
                self._records(related, related.where, asked_more=per is not None)
                if per is not None:
                    self._unknown_texts(related, per)
            case n.SumOf(related=related, of=of):
                self._records(related, related.where, asked_more=True)
                self._counting(related, lambda: self.value(of))
            case n.Rank():
                self._rank(node)
            case n.Difference(left=left, right=right):
                self.value(left)
                self.value(right)
            case n.Total(items=items) | n.Product(items=items) | n.Smallest(items=items) | n.Largest(items=items):
                for below in items:
                    self.value(below)
            case n.Worth(item=below, when=when):
                pair = self.pairs.condition(when)
                self.open_(pair, lambda: self.condition(when))
                self.terms.when(pair[1], lambda: self.value(below))
            case n.Step():
                self._step(node)
            case n.ValueReadings(options=options):
                self._value_readings(node)
                for _, below in options:
                    self.value(below)
            case n.ValueVersions(starts=starts, items=items):
                guards = self.pairs.guards(starts)
                self.terms.when(self.pairs.enough(2, guards), self._governing)
                for guard, below in zip(guards, items, strict=True):
                    self.terms.when(guard, lambda below=below: self.value(below))  # type: ignore[misc]
            case n.ValueTerm(item=below) | n.ValueLookup(item=below):
                self.value(below)
            case n.ValueChoice(when=choosing, items=items):
                for may, below in self._chosen(choosing, items):
                    self.terms.when(may, lambda below=below: self.value(below))  # type: ignore[misc]
            case n.NoValue(cause=kind, word=word):
                self.collect(Cause(kind, word, node))

    def _edge(self, ref: n.Ref, *offsets: int) -> None:
        slots = [(self.terms.slot(ref, first), self.terms.slot(ref, first + 1)) for first in offsets]
        unsure = [self.terms.negate(self.terms.equal(low, high)) for low, high in slots]
        self.terms.when(self.pairs.either(unsure), lambda: self.collect_fact(ref))

    def _unknown_texts(self, related: n.Related, per: n.Ref) -> None:

        def unknown() -> None:
            missing = self.terms.negate(self.terms.recorded(self.terms.slot(per, 0)))
            self.terms.when(missing, lambda: self.collect_fact(per))

        self._counting(related, unknown)

    def _rank(self, node: n.Rank) -> None:
        related = node.related
        strict, weak = (">", ">=") if node.highest_first else ("<", "<=")
        beats = n.Compare(strict, node.of, node.own)
        better = n.All((related.where, beats))
        as_good = n.All((related.where, n.Compare(weak, node.of, node.own)))
        equal = n.All((related.where, n.Compare("==", node.of, node.own)))
        self._listed(related.relation, related, asked_more=True)

        def rival() -> None:
            tied, _ = self.pairs.record(equal)
            surely, _ = self.pairs.record(better)
            _, possibly = self.pairs.record(as_good)
            self.terms.when(tied, lambda: self.collect(Cause("tie", related.relation, node)))
            unsure = self.pairs.both([possibly, self.pairs.negate(surely), self.pairs.negate(tied)])
            self.terms.when(unsure, lambda: self._unsure_rank(node, beats))

        self.terms.over(related.relation, rival)

    def _unsure_rank(self, node: n.Rank, better: n.Condition) -> None:
        self._existence(node.related)
        self._parts([node.related.where])

        def values() -> None:
            self.value(node.of)
            self.value(node.own)

        self.terms.when(self.pairs.negate(self.pairs.condition(better)[0]), values)

    def _step(self, node: n.Step) -> None:
        self.value(node.base)
        for pause in node.pauses:
            if pause.related is None:
                self._edge(pause.ref, 0, 2)
                continue
            related = pause.related
            self._records(related, related.where)
            self._counting(related, lambda pause=pause: self._edge(pause.ref, 0, 2))  # type: ignore[misc]
        if node.unit == "working_days" or node.roll:
            base, result = self.pairs.value(node.base), self.pairs.value(node)
            pauses = [self.pairs.pause(pause) for pause in node.pauses]
            unsure = self.terms.unpublished(node, (base.low, base.high), (result.low, result.high), pauses)
            self.terms.when(unsure, lambda: self.collect(Cause("calendar", "", node)))

    def _value_readings(self, node: n.ValueReadings) -> None:
        ranges = self.pairs.aligned([below for _, below in node.options])
        first, *others = ranges
        reach = BOUND * 10**first.places

        def clipped(term: Any) -> Any:
            """Beyond the bound all is alike: a list that is open counts to no end, however many of it are listed. So are the
            first two days, which only tell whether anything is recorded of an event of long ago."""
            if n.kind_of(node) == n.NUMBER:
                return self.pairs.extreme([term, reach], least=True)
            return self.pairs.extreme([term, FIRST_DAY + 1], least=False) if n.kind_of(node) == n.DATE else term

        differ = [
            self.pairs.negate(self._equal(clipped(getattr(first, end)), clipped(getattr(other, end))))
            for other in others
            for end in ("low", "high")
        ]
        names = ",".join(option for option, _ in node.options)
        self.terms.when(self.pairs.either(differ), lambda: self.collect(Cause("readings", names, node)))

    def _equal(self, left: Any, right: Any) -> Any:
        return left == right if is_constant(left) and is_constant(right) else self.terms.equal(left, right)

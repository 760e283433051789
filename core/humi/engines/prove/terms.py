"""The algebra of the prover: terms of Z3 over a dossier of which nothing is decided yet."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import z3

from humi.dossier.facts import RELATION_OF, RELATIONS
from humi.engines.judge import Setting
from humi.engines.prove import logic
from humi.engines.prove.dates import Stepped, in_window, stepped
from humi.engines.prove.dossier import Unknowns
from humi.engines.prove.facts import Mask, Text
from humi.engines.prove.logic import Term
from humi.engines.prove.records import Record, View
from humi.language.nodes import RECORD, THIS, Pause, Ref, Step
from humi.values.dates import FIRST_DAY, LAST_DAY

Days = tuple[Term, Term]


class SolverTerms:
    """Implements `language.algebra.Algebra`. `this` is what is judged, `governed` the first and last governing day."""

    def __init__(self, unknowns: Unknowns, setting: Setting, view: View, this: Record | None, governed: Days) -> None:
        self.unknowns = unknowns
        self.setting = setting
        self.view = view
        self.this = this
        self.governed = governed
        self.records: list[Record] = []

    # --- two-valued logic ---

    both = staticmethod(logic.both)
    either = staticmethod(logic.either)
    negate = staticmethod(logic.negate)

    def enough(self, number: int, terms: Sequence[Term]) -> Term:
        return z3.PbGe([(logic.lifted(term), 1) for term in terms], number)

    def at_least(self, left: Term, right: Term) -> Term:
        if isinstance(left, Stepped) and isinstance(right, int):
            return left.at_least(right)
        if isinstance(right, Stepped) and isinstance(left, int):
            return logic.negate(right.at_least(left + 1))
        return logic.at_least(self._plain(left), self._plain(right))

    def choose(self, condition: Term, yes: Term, no: Term) -> Term:
        return logic.choose(condition, self._plain(yes), self._plain(no))

    # --- facts ---

    def record_of(self, ref: Ref) -> Record:
        """The record that holds a fact."""
        if ref.owner == RECORD:
            return self.records[-1]
        if ref.owner == THIS and self.this is not None:
            return self.this
        return self.unknowns.single(self.setting.this if ref.owner == THIS else ref.owner)

    def slot(self, ref: Ref, offset: int) -> Any:
        return self.record_of(ref).slot(ref.fact, offset, self.view)

    def touches(self, mask: Mask, members: int) -> Term:
        return logic.either(bit for index, bit in enumerate(mask) if members >> index & 1)

    def inside(self, mask: Mask, members: int) -> Term:
        return logic.both(logic.negate(bit) for index, bit in enumerate(mask) if not members >> index & 1)

    def holds(self, mask: Mask, members: int) -> Term:
        return logic.both(bit for index, bit in enumerate(mask) if members >> index & 1)

    def recorded(self, text: Text) -> Term:
        return text.known

    def text_in(self, text: Text, members: tuple[str, ...]) -> Term:
        same = logic.either(text.code == self.unknowns.named_of(text, member) for member in members)
        return logic.both((text.known, same))

    def text_same(self, left: Text, right: Text) -> Term:
        return logic.equal(left.code, right.code)

    # --- integers ---

    def add(self, terms: Sequence[Term]) -> Term:
        return logic.total(map(self._plain, terms))

    def times(self, left: Term, right: Term) -> Term:
        return self._plain(left) * self._plain(right)

    def smallest(self, terms: Sequence[Term]) -> Term:
        return self._extreme(terms, lambda one, other: one <= other)

    def largest(self, terms: Sequence[Term]) -> Term:
        return self._extreme(terms, lambda one, other: one >= other)

    def _extreme(self, terms: Sequence[Term], better: Callable[[Term, Term], Term]) -> Term:
        best, *rest = map(self._plain, terms)
        for term in rest:
            best = logic.choose(better(best, term), best, term)
        return best

    # --- the question ---

    def asked(self) -> int:
        return self.view.asked

    def governing(self) -> Days:
        return self.governed

    def judged(self, path: str) -> Mask:
        about = self.this if self.setting.listed and self.this is not None and self.this.recorded else None
        return self.unknowns.judgement(path, about)

    # --- related records ---

    def exists(self) -> Term:
        record = self.records[-1]
        # A complete record that is seen exists, and one that is not seen does not count in any case.
        return True if record.complete else record.seen(self.view)[0]

    def more(self, relation: str) -> Days:
        low, high = self.unknowns.unlisted(relation)
        if self.view.asked < self.view.now and self.unknowns.vocabulary.begins(RELATIONS[relation]):
            low = 0
        return low, high

    def count_over(self, relation: str, body: Callable[[], tuple[Term, Term]]) -> Days:
        ask = self._ask(body)
        low, high = self.unknowns.population(relation).count(ask)
        named = [ask(record) for record in self._named(relation)]
        return (
            logic.total([low, *(logic.choose(surely, 1, 0) for surely, _ in named)]),
            logic.total([high, *(logic.choose(possibly, 1, 0) for _, possibly in named)]),
        )

    def sum_over(self, relation: str, body: Callable[[], tuple[Term, Term]]) -> Days:
        population = self.unknowns.population(relation)
        ends = []
        for end in (0, 1):

            def part(record: Record, end: int = end) -> Term:
                parts = self._about(record, body)
                return logic.choose(record.seen(self.view)[1], self._plain(parts[end]), 0)

            ends.append(logic.total([population.sum(part), *map(part, self._named(relation))]))
        return ends[0], ends[1]

    def distinct_over(self, relation: str, body: Callable[[], tuple[Term, Term, Text]]) -> Days:
        asked: list[Ref] = []

        def ask(record: Record) -> tuple[Term, Term]:
            surely, possibly, _ = self._about(record, body, asked)
            sure, may = record.seen(self.view)
            return logic.both((surely, sure)), logic.both((possibly, may))

        ask(self.unknowns.population(relation).probe)
        # The last fact that is asked for is the one whose texts are counted.
        least, most = self.unknowns.population(relation).texts(ask, self.unknowns.meant(asked[-1].fact))
        named = [ask(record) for record in self._named(relation)]
        if not named:
            return least, most
        return self._joined_texts(least, most, named)

    def _joined_texts(self, least: Term, most: Term, named: Sequence[tuple[Term, Term]]) -> Days:
        """With records that are named, whose texts may be among the others: no fewer, and no more than one more of each."""
        low, high = z3.FreshInt("texts"), z3.FreshInt("texts")
        sure = logic.total(logic.choose(surely, 1, 0) for surely, _ in named)
        may = logic.total(logic.choose(possibly, 1, 0) for _, possibly in named)
        self.unknowns.rules += [
            low >= least, low <= least + sure, logic.implies(logic.at_least(sure, 1), low >= 1), low <= high,
            high >= most, high <= most + may, logic.implies(logic.at_least(may, 1), high >= 1),
        ]  # fmt: skip
        self.unknowns.small += [low == least + sure, high == most + may]
        return low, high

    def _ask(self, body: Callable[[], tuple[Term, Term]]) -> Callable[[Record], tuple[Term, Term]]:
        def ask(record: Record) -> tuple[Term, Term]:
            surely, possibly = self._about(record, body)
            sure, may = record.seen(self.view)
            return logic.both((surely, sure)), logic.both((possibly, may))

        return ask

    def _about(self, record: Record, body: Callable[[], Any], asked: list[Ref] | None = None) -> Any:
        self.records.append(record)
        try:
            if asked is None:
                return body()
            with _Noting(self, asked):
                return body()
        finally:
            self.records.pop()

    def _named(self, relation: str) -> list[Record]:
        """The records that a question speaks of; the one judged is never among its own related ones."""
        own = self.this if self.setting.listed and RELATION_OF[self.setting.listed] == relation else None
        return [record for record in self.unknowns.records(relation) if record is not own]

    # --- dates ---

    def step(self, step: Step, low: Term, high: Term, pauses: Sequence[Any]) -> tuple[Any, Any]:
        low, high = self._plain(low), self._plain(high)
        if not pauses or step.unit in ("months", "years"):  # which no pause puts off
            return stepped(step, low, high)
        return self._put_off(step, low, high, [pause for group in pauses for pause in group])

    def _put_off(self, step: Step, low: Term, high: Term, pauses: Sequence[Days]) -> Days:
        """A step that pauses may put off: at least as far as without them. Examples have pauses that put nothing off."""
        bare = [self._plain(end) for end in stepped(step, low, high)]
        ends = z3.FreshInt("paused"), z3.FreshInt("paused")
        rules, narrow = [ends[0] <= ends[1]], []
        for end, without in zip(ends, bare, strict=True):
            further = end >= without if step.amount >= 0 else end <= without
            rules += [further, end >= FIRST_DAY, end <= LAST_DAY]
            narrow.append(logic.equal(end, without))
        narrow += [last < low if step.amount >= 0 else first > high for first, last in pauses]
        of = (low, high, *(day for pause in pauses for day in pause))
        found: Days = self._once(("paused", ends[0].get_id()), (*of, *ends), lambda: (ends, rules, logic.both(narrow)))
        return found

    def pause(self, pause: Pause, body: Callable[[], tuple[Term, Term]] | None) -> Sequence[Days]:
        """The first and last day that a period of the dossier may pause; of related records nothing is said."""
        if pause.related is not None:
            self.unknowns.population(pause.related.relation)
            return ()
        return ((self.slot(pause.ref, 0), self.slot(pause.ref, 3)),)

    def yearly(self, low: Term, high: Term, first: tuple[int, int], last: tuple[int, int]) -> Days:
        low, high = self._plain(low), self._plain(high)
        key = "yearly", first, last, self.view.asked, logic.key_of(low), logic.key_of(high)

        def made() -> tuple[Days, Any, Term]:
            surely, possibly, rules, exact = in_window(low, high, first, last, self.view.asked)
            return (surely, possibly), rules, logic.either((exact, self._nothing_known(low, high)))

        found: Days = self._once(key, (low, high), made)
        return found

    @staticmethod
    def _nothing_known(low: Term, high: Term) -> Term:
        return logic.both((logic.equal(low, FIRST_DAY), logic.equal(high, LAST_DAY)))

    def _plain(self, term: Any) -> Term:
        """A term as the solver has it; what a step makes of a day becomes a variable of its own."""
        if not isinstance(term, Stepped):
            return term

        def made() -> tuple[Term, Any, Term]:
            result = z3.FreshInt("stepped")
            return result, term.bounds(result), term.exact(result, self.view.asked)

        return self._once((*term.kind, logic.key_of(term.base)), (term.base,), made)

    def _once(self, key: object, of: tuple[Term, ...], make: Callable[[], tuple[Any, Any, Term]]) -> Any:
        """A new variable for what is the same, with what is so of it and what examples are narrowed down to. It is made `of`
        some terms, which have to be kept, and belongs to the record that these speak of, or to the dossier."""
        made = self.unknowns.made
        if key not in made:
            result, rules, narrow = make()
            made[key] = result, of
            owner = self._owner(of)
            if owner is not None:
                owner.made += [
                    term for term in (result if isinstance(result, tuple) else (result,)) if not isinstance(term, int)
                ]
            (self.unknowns if owner is None else owner).rules.extend(rules)
            (self.unknowns if owner is None else owner).small.append(narrow)
        return made[key][0]

    def _owner(self, of: tuple[Term, ...]) -> Record | None:
        """The record at hand, if some terms speak of it."""
        record = self.records[-1] if self.records else None
        if record is None:
            return None
        own = {variable.decl().name() for variable in record.variables}
        return record if own & logic.names_in(of) else None


class _Noting:
    """Notes which texts of the related record are asked for."""

    def __init__(self, terms: SolverTerms, asked: list[Ref]) -> None:
        self.terms = terms
        self.asked = asked

    def __enter__(self) -> None:
        self.slot = self.terms.slot

        def noted(ref: Ref, offset: int) -> Any:
            self.asked.append(ref)
            return self.slot(ref, offset)

        self.terms.slot = noted  # type: ignore[method-assign]

    def __exit__(self, *_: object) -> None:
        del self.terms.slot

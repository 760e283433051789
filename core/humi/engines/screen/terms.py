"""The algebra of the screen: what a rule asks, as terms over frames."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from humi.dossier.facts import RELATIONS
from humi.engines.cause import Cause
from humi.engines.screen import frames as f
from humi.engines.screen.frames import Frame, Text, Truth, Whole
from humi.engines.screen.moves import Move
from humi.engines.screen.pauses import Pause
from humi.engines.screen.sight import Sight
from humi.engines.screen.steps import moved, stepped, unpublished
from humi.language import nodes as n
from humi.language.nodes import RECORD, THIS, Ref, Step
from humi.values.dates import FIRST_DAY, LAST_DAY, MonthDay

CauseTerm = tuple[tuple[Truth, Cause], ...]
"""Causes, each with where it is the one."""
Collected = dict[tuple[str, str], Truth]
"""For each kind of cause and what it is about, the rows that have it."""


class ScreenTerms:
    """Implements `engines.cause_terms.CauseTerms` for the rows of `main`; what governs them is a range of days."""

    def __init__(self, sight: Sight, main: Frame, governing: tuple[Whole, Whole]) -> None:
        self.sight = sight
        self.main = main
        self.range = governing
        self.frames: list[Frame] = []
        self.conditions: list[list[Truth]] = [[]]
        self.collected: Collected = {}

    # --- two-valued logic and integers ---

    both = staticmethod(f.both)
    either = staticmethod(f.either)
    negate = staticmethod(f.negate)
    at_least = staticmethod(f.at_least)
    add = staticmethod(f.add)
    times = staticmethod(f.times)
    equal = staticmethod(f.equal)

    def enough(self, number: int, terms: Sequence[Truth]) -> Truth:
        return f.at_least(f.add([f.number(term) for term in terms]), number)

    def smallest(self, terms: Sequence[Whole]) -> Whole:
        return f.extreme(terms, least=True)

    def largest(self, terms: Sequence[Whole]) -> Whole:
        return f.extreme(terms, least=False)

    def choose(self, condition: Truth, yes: Any, no: Any) -> Any:
        if isinstance(yes, tuple):
            one = [(f.both([condition, when]), cause) for when, cause in yes]
            other = [(f.both([f.negate(condition), when]), cause) for when, cause in no]
            return (*one, *other)
        return f.choose(condition, yes, no)

    # --- facts ---

    def slot(self, ref: Ref, offset: int) -> Any:
        return self.sight.slot(self._frame(ref), ref.fact, offset)

    def _frame(self, ref: Ref) -> Frame:
        if ref.owner == RECORD:
            return self.frames[-1]
        return self.main if ref.owner == THIS else self.sight.applicants

    touches = staticmethod(f.touches)
    inside = staticmethod(f.inside)
    holds = staticmethod(f.holds)
    recorded = staticmethod(f.recorded)
    text_in = staticmethod(f.text_in)
    text_same = staticmethod(f.text_same)

    # --- the question ---

    def asked(self) -> int:
        return self.sight.asked

    def governing(self) -> tuple[Whole, Whole]:
        return self.range

    def judged(self, path: str) -> Whole:
        return self.sight.judged(self.main, path)

    # --- related records ---

    def _below(self, relation: str) -> Frame | None:
        return self.sight.records(self.main, relation, self.sight.lists(self.main, relation))

    def over(self, relation: str, write: Callable[[], object]) -> None:
        """Do something of the records that are seen; the record judged is never among them."""
        below = self._below(relation)
        if below is None:
            return
        self.frames.append(below)
        self.conditions.append([])
        write()
        self.conditions.pop()
        self.frames.pop()

    def exists(self) -> Truth:
        return self.sight.exists(self.frames[-1])

    def more(self, relation: str) -> tuple[Whole, Whole]:
        return self.sight.unlisted(relation)

    def count_over(self, relation: str, body: Callable[[], tuple[Truth, Truth]]) -> tuple[Whole, Whole]:
        def counted() -> tuple[Whole, Whole]:
            surely, possibly = body()
            return f.number(surely), f.number(possibly)

        return self.sum_over(relation, counted)

    def sum_over(self, relation: str, body: Callable[[], tuple[Whole, Whole]]) -> tuple[Whole, Whole]:
        found: list[tuple[Whole, Whole]] = []
        below = self._below(relation)
        self.over(relation, lambda: found.append(body()))
        if below is None:
            return 0, 0
        ((low, high),) = found
        return self.main.sum(below, low), self.main.sum(below, high)

    def distinct_over(self, relation: str, body: Callable[[], tuple[Truth, Truth, Text]]) -> tuple[Whole, Whole]:
        found: list[tuple[Truth, Truth, Text]] = []
        below = self._below(relation)
        self.over(relation, lambda: found.append(body()))
        if below is None:
            return 0, 0
        ((surely, possibly, text),) = found
        nameless = f.negate(f.recorded(text))
        some = f.number(self.main.any(below, f.both([surely, nameless])))
        each = self.main.sum(below, f.number(f.both([possibly, nameless])))
        known = self.main.texts(below, surely, text)
        return f.extreme([known, some], least=False), f.add([self.main.texts(below, possibly, text), each])

    # --- dates ---

    def step(self, step: Step, low: Whole, high: Whole, pauses: Sequence[Any]) -> tuple[Whole, Whole]:
        return stepped(step, (low, high), pauses, self.main)

    def pause(self, pause: n.Pause, body: Callable[[], tuple[Truth, Truth]] | None) -> Pause:
        if pause.related is None or body is None:
            return Pause(None, True, True, *self._period(pause.ref))
        relation, found = pause.related.relation, list[Pause]()
        any_day = f.at_least(self.more(relation)[1], 1)
        self.over(relation, lambda: found.append(Pause(self.frames[-1], *body(), *self._period(pause.ref), any_day)))
        never = (LAST_DAY, LAST_DAY), (FIRST_DAY, FIRST_DAY)
        return found[0] if found else Pause(None, False, False, *never, any_day)

    def _period(self, ref: Ref) -> tuple[tuple[Whole, Whole], tuple[Whole, Whole]]:
        """The first and the last day of a period, each a range."""
        first, latest_first, earliest_last, last = (self.slot(ref, offset) for offset in range(4))
        return (first, latest_first), (earliest_last, last)

    def yearly(self, low: Whole, high: Whole, first: MonthDay, last: MonthDay) -> tuple[Truth, Truth]:
        window = first, last
        outside, inside = moved(low, Move("outside", window=window)), moved(low, Move("inside", window=window))
        return f.negate(f.at_least(high, outside)), f.at_least(high, inside)

    # --- causes ---

    def when(self, condition: Truth, write: Callable[[], object]) -> None:
        if condition is not False:
            self.conditions[-1].append(condition)
            write()
            self.conditions[-1].pop()

    def cause(self, cause: Cause, owner: str) -> CauseTerm:
        """Of which record it is said is left out: a column tells what is missing, not where."""
        return ((True, cause),)

    def collect(self, cause: CauseTerm) -> None:
        for when, one in cause:
            self._found(one, when)

    def _found(self, cause: Cause, when: Truth) -> None:
        own, *below = [f.both(conditions) for conditions in self.conditions]
        if below:
            below[-1] = f.both([below[-1], when])
            some = [self.main.any(frame, term) for frame, term in zip(self.frames, below, strict=True)]
            where = f.both([own, *some])
        else:
            where = f.both([own, when])
        key = cause.kind, cause.what
        self.collected[key] = f.either([self.collected.get(key, False), where])

    def collect_doubts(self, relation: str) -> None:
        for cause, when in doubts(self.sight, self.frames[-1], relation):
            self._found(cause, when)

    def unpublished(self, step: Step, base: tuple[Whole, Whole], result: tuple[Whole, Whole], pauses: Sequence[Any]) -> Truth:
        return unpublished(step, base, result, pauses, self.main)


def doubts(sight: Sight, frame: Frame, relation: str) -> list[tuple[Cause, Truth]]:
    """Why a record that is seen may not exist: its region is not recorded, or it may begin after the day asked about."""
    found: list[tuple[Cause, Truth]] = []
    entity = RELATIONS[relation]
    region, begins = sight.vocabulary.find(entity, "region"), sight.vocabulary.begins(entity)
    unsure = f.negate(sight.exists(frame))
    if region is not None:
        unrecorded = f.negate(f.recorded(sight.raw(frame, region, 0)))
        found.append((Cause("missing_fact", region.path, Ref(RECORD, region)), f.both([unsure, unrecorded])))
    if begins is not None:
        later = f.both([unsure, f.negate(f.at_least(sight.asked, sight.raw(frame, begins, 1)))])
        undated, ref = sight.undated(frame), Ref(RECORD, begins)
        found.append((Cause("imprecise_fact", begins.path, ref), f.both([later, f.negate(undated)])))
        if sight.asked < sight.now:
            found.append((Cause("missing_fact", begins.path, ref), f.both([later, undated])))
    return found

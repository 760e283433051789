"""The algebra of the screen: what a rule asks, as terms over frames."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from humi.dossier.facts import RELATIONS
from humi.engines.cause import Cause
from humi.engines.screen import frames as f
from humi.engines.screen.frames import Frame, Text, Truth, Whole
from humi.engines.screen.moves import Move
from humi.engines.screen.sight import Sight
from humi.errors import Untranslatable
from humi.language.nodes import RECORD, THIS, Node, Pause, Ref, Step
from humi.values.calendar import reach
from humi.values.dates import FIRST_DAY, LAST_DAY, MonthDay

CauseTerm = tuple[tuple[Truth, Cause], ...]
"""Causes, each with where it is the one."""
Stretch = tuple[Whole, Whole]
"""A first and a last day."""
Paused = tuple[Whole, Whole, Whole, Whole]
"""First and last possible first day, first and last possible last day of a period that is not counted."""
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
        if pauses:
            first, last = _paused(step, low, high, pauses)
        else:
            first, last = self._stepped(step, low, False), self._stepped(step, high, True)
        if step.roll:
            first, last = moved(first, Move("roll")), moved(last, Move("roll", last=True))
        return first, last

    def _stepped(self, step: Step, day: Whole, last: bool) -> Whole:
        match step.unit:
            case "days":
                return f.extreme([f.extreme([f.add([day, step.amount]), FIRST_DAY], least=False), LAST_DAY], least=True)
            case "working_days":
                return moved(day, Move("working_days", step.amount, last)) if step.amount else day
        return moved(day, Move("months", step.amount * (12 if step.unit == "years" else 1)))

    def pause(self, pause: Pause, body: Callable[[], tuple[Truth, Truth]] | None) -> Paused:
        if body is not None:
            raise refused(pause)
        start_low, start_high, end_low, end_high = (self.slot(pause.ref, offset) for offset in range(4))
        return start_low, start_high, end_low, end_high

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
        begin, finish = reach()
        if step.unit != "working_days":
            beyond = [f.both([f.negate(_within(end, begin, finish)), f.negate(f.equal(end, LAST_DAY))]) for end in result]
            return f.both([step.roll, f.either(beyond)])
        never = LAST_DAY + 1, LAST_DAY
        least, most = _stretches(pauses[0]) if pauses else (never, never)
        back = f.negate(f.at_least(result[0], base[0]))

        def crosses(early: Stretch, late: Stretch) -> Truth:
            one = _crosses(base[0], result[0], begin, finish, early)
            return f.either([one, _crosses(base[1], result[1], begin, finish, late)])

        return f.choose(back, crosses(most, least), crosses(least, most), "bool")  # type: ignore[no-any-return]


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


def moved(day: Whole, move: Move) -> Whole:
    """A function of a day."""
    if isinstance(day, int):
        return move.of(day)
    return day.frame.make("moved", day, move, kind="int", low=move.of(day.low), high=move.of(day.high))


def refused(node: Node) -> Untranslatable:
    """The error of a node that the screen cannot express."""
    return Untranslatable(node, "screen", node.place)


def _stretches(pause: Paused) -> tuple[Stretch, Stretch]:
    """The days that a pause surely, and possibly, takes out."""
    start_low, start_high, end_low, end_high = pause
    return (start_high, end_low), (start_low, end_high)


def _paused(step: Step, low: Whole, high: Whole, pauses: Sequence[Paused]) -> tuple[Whole, Whole]:
    """A step in days or working days that leaves out one period."""
    if len(pauses) > 1:
        raise refused(step.pauses[1])
    least, most = _stretches(pauses[0])
    if not step.amount:
        return low, high
    if step.amount < 0:
        least, most = most, least
    # The first day it may be: forwards by the days that possibly count, backwards by those that surely do.
    surely = step.amount < 0
    return _nth(step, low, surely, least), _nth(step, high, not surely, most)


def _nth(step: Step, day: Whole, surely: bool, paused: Stretch) -> Whole:
    """As `values.calendar` counts, with one stretch that is not counted."""

    def up_to(one: Whole) -> Whole:
        return one if step.unit == "days" else moved(one, Move("up_to", last=surely))

    first, last = paused
    is_any, before = f.at_least(last, first), up_to(f.add([first, -1]))
    base = day if step.amount > 0 else f.add([day, -1])
    position = f.add([up_to(base), step.amount, 0 if step.amount > 0 else 1])
    begun = f.both([is_any, f.at_least(base, first)])
    gone = f.add([up_to(f.extreme([last, base], least=True)), f.times(before, -1)])
    position = f.add([position, f.times(f.choose(begun, gone, 0), -1)])
    ahead = f.both([is_any, f.at_least(position, f.add([before, 1]))])
    whole = f.add([up_to(last), f.times(before, -1)])
    counted = f.add([position, f.choose(ahead, whole, 0)])
    found = f.extreme([counted, LAST_DAY], least=True) if step.unit == "days" else moved(counted, Move("at", last=surely))
    return f.choose(f.at_least(position, 1), f.extreme([found, FIRST_DAY], least=False), FIRST_DAY)  # type: ignore[no-any-return]


def _within(day: Whole, first: int, last: int) -> Truth:
    return f.both([f.at_least(day, first), f.at_least(last, day)])


def _crosses(start: Whole, end: Whole, begin: int, finish: int, paused: Stretch) -> Truth:
    """Whether a day outside the published years that is not paused lies between two, the one counted from left out."""
    ahead = f.at_least(end, start)
    first, last = f.choose(ahead, f.add([start, 1]), end), f.choose(ahead, end, f.add([start, -1]))
    earlier = first, f.extreme([last, begin - 1], least=True)
    later = f.extreme([first, finish + 1], least=False), last
    return f.either([f.negate(_covered(stretch, paused)) for stretch in (earlier, later)])


def _covered(stretch: Stretch, paused: Stretch) -> Truth:
    """Whether every day of a stretch is paused; of an empty one, so it is."""
    first, last = stretch
    begun = f.both([f.at_least(first, paused[0]), f.at_least(paused[1], first)])
    return f.either([f.negate(f.at_least(last, first)), f.both([begun, f.at_least(paused[1], last)])])

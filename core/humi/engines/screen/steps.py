"""Date steps of rows: months, days and working days, and days that are not counted."""

from __future__ import annotations

from collections.abc import Sequence

from humi.engines.screen import frames as f
from humi.engines.screen.frames import Frame, Term, Truth, Whole
from humi.engines.screen.moves import Move
from humi.engines.screen.pauses import LeftOut, Pause, left_out
from humi.language.nodes import Step
from humi.values.calendar import reach
from humi.values.dates import FIRST_DAY, LAST_DAY

Days = tuple[Whole, Whole]
"""The first and the last day that a day may be."""


def moved(day: Whole, move: Move) -> Whole:
    """A function of a day."""
    if isinstance(day, int):
        return move.of(day)
    return day.frame.make("moved", day, move, kind="int", low=move.of(day.low), high=move.of(day.high))


def stepped(step: Step, days: Days, pauses: Sequence[Pause], main: Frame) -> Days:
    """A step from a day; `main` are the rows that are judged."""
    first, last = _put_off(step, days, pauses, main) if pauses else (_plain(step, days[0], False), _plain(step, days[1], True))
    if step.roll:
        return moved(first, Move("roll")), moved(last, Move("roll", last=True))
    return first, last


def _plain(step: Step, day: Whole, last: bool) -> Whole:
    match step.unit:
        case "days":
            return f.extreme([f.extreme([f.add([day, step.amount]), FIRST_DAY], least=False), LAST_DAY], least=True)
        case "working_days":
            return moved(day, Move("working_days", step.amount, last)) if step.amount else day
    return moved(day, Move("months", step.amount * (12 if step.unit == "years" else 1)))


def _put_off(step: Step, days: Days, pauses: Sequence[Pause], main: Frame) -> Days:
    """A step in days or working days that leaves periods out."""
    if not step.amount:
        return days
    least, most, any_day = _paused(days, pauses, main)
    if step.amount < 0:
        # Backwards, the first day it may be is that which leaves out the most.
        first = f.choose(any_day, FIRST_DAY, _nth(step, days[0], True, most))
        return first, _nth(step, days[1], False, least)
    return _nth(step, days[0], False, least), f.choose(any_day, LAST_DAY, _nth(step, days[1], True, most))


def _paused(days: Sequence[Whole], pauses: Sequence[Pause], main: Frame) -> tuple[LeftOut, LeftOut, Truth]:
    """What is surely, and what is possibly left out, in the rows where a step stands; and whether any day may be."""
    own = [day for pause in pauses if pause.frame is None for day in (*pause.first, *pause.last)]
    frames = [main, *(day.frame for day in (*days, *own) if isinstance(day, Term))]
    rows = max(frames, key=lambda frame: frame.depth)
    return *left_out(rows, pauses), f.either([pause.any_day for pause in pauses])


def _nth(step: Step, day: Whole, surely: bool, paused: LeftOut) -> Whole:
    """As `values.calendar` counts, by the days that surely or possibly count."""

    def up_to(one: Whole) -> Whole:
        return one if step.unit == "days" else moved(one, Move("up_to", last=surely))

    def counted(first: Whole, last: Whole) -> Whole:
        return _less(up_to(last), up_to(f.add([first, -1])))

    base = day if step.amount > 0 else f.add([day, -1])

    def gone(first: Whole, last: Whole) -> Whole:
        return f.choose(f.at_least(base, first), counted(first, f.extreme([last, base], least=True)), 0)  # type: ignore[no-any-return]

    # The position among the days that are not left out; what is left out before it moves it on.
    position = f.add([up_to(base), step.amount, 0 if step.amount > 0 else 1, f.times(paused.total(gone), -1)])

    def passed(first: Whole, last: Whole, earlier: Whole) -> Whole:
        before = _less(up_to(f.add([first, -1])), earlier)
        return f.choose(f.at_least(position, f.add([before, 1])), counted(first, last), 0)  # type: ignore[no-any-return]

    reached = f.add([position, paused.total_with_earlier(passed, counted)])
    found = f.extreme([reached, LAST_DAY], least=True) if step.unit == "days" else moved(reached, Move("at", last=surely))
    return f.choose(f.at_least(position, 1), f.extreme([found, FIRST_DAY], least=False), FIRST_DAY)  # type: ignore[no-any-return]


def _less(one: Whole, other: Whole) -> Whole:
    return f.add([one, f.times(other, -1)])


def unpublished(step: Step, base: Days, result: Days, pauses: Sequence[Pause], main: Frame) -> Truth:
    """Whether a day of which no calendar is published, and which is not left out, had a say in a step."""
    begin, finish = reach()
    if step.unit != "working_days":
        beyond = [f.both([f.negate(_within(end, begin, finish)), f.negate(f.equal(end, LAST_DAY))]) for end in result]
        return f.both([step.roll, f.either(beyond)])
    least, most, any_day = _paused((*base, *result), pauses, main)
    back = f.negate(f.at_least(result[0], base[0]))

    def crosses(one: int, surely: bool) -> Truth:
        crossed = _crosses(base[one], result[one], begin, finish, least if surely else most)
        return crossed if surely else f.both([f.negate(any_day), crossed])

    backwards, onwards = (f.either([crosses(0, surely), crosses(1, not surely)]) for surely in (False, True))
    return f.choose(back, backwards, onwards, "bool")  # type: ignore[no-any-return]


def _within(day: Whole, first: int, last: int) -> Truth:
    return f.both([f.at_least(day, first), f.at_least(last, day)])


def _crosses(start: Whole, end: Whole, begin: int, finish: int, paused: LeftOut) -> Truth:
    """Whether a day outside the published years that is not left out lies between two, the one counted from not among them."""
    ahead = f.at_least(end, start)
    first, last = f.choose(ahead, f.add([start, 1]), end), f.choose(ahead, end, f.add([start, -1]))
    earlier = first, f.extreme([last, begin - 1], least=True)
    later = f.extreme([first, finish + 1], least=False), last
    return f.either([_some_left(days, paused) for days in (earlier, later)])


def _some_left(days: Days, paused: LeftOut) -> Truth:
    """Whether some of the days from a first to a last are not left out."""

    def shared(first: Whole, last: Whole) -> Whole:
        begin, end = f.extreme([first, days[0]], least=False), f.extreme([last, days[1]], least=True)
        return f.extreme([f.add([_less(end, begin), 1]), 0], least=False)

    return f.at_least(f.add([_less(days[1], days[0]), 1, f.times(paused.total(shared), -1)]), 1)

"""Days that a step does not count, as frames: stretches, no day of which lies in two of them.

Periods overlap as they please, are several, and those of related records are rows of other tables. A step asks how many days
were taken out up to a day, and which stretches begin before the day that it comes to; so what is common to two periods belongs
to the earlier one. `stretched` makes the table of them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from humi.engines.screen import frames as f
from humi.engines.screen.expressions import whole
from humi.engines.screen.frames import Frame, Term, Truth, Whole
from humi.values.dates import FIRST_DAY, LAST_DAY
from humi.values.frozen import Frozen

if TYPE_CHECKING:
    import ibis.expr.types as ir

Counted = Callable[[Whole, Whole], Whole]
"""What a stretch from its first to its last day adds."""


class Span(Frozen):
    """For each row of a frame of which `when` is true, the days from `first` to `last`; none where it ends before it begins."""

    frame: Frame
    when: Truth
    first: Whole
    last: Whole


class Pause(Frozen):
    """A period that a step does not count, of what is judged (`frame` is None) or of each record of a frame.

    `surely` and `possibly` say of which records; `first` and `last` are ranges. Where `any_day`, there may be more of them.
    """

    frame: Frame | None
    surely: Truth
    possibly: Truth
    first: tuple[Whole, Whole]
    last: tuple[Whole, Whole]
    any_day: Truth = False

    def least(self, frame: Frame) -> Span:
        """The days that it surely takes out."""
        return self._span(frame, self.surely, self.first[1], self.last[0])

    def most(self, frame: Frame) -> Span:
        """The days that it may take out."""
        return self._span(frame, self.possibly, self.first[0], self.last[1])

    def _span(self, frame: Frame, when: Truth, first: Whole, last: Whole) -> Span:
        rows = self.frame or frame
        return Span(rows, *map(rows.lifted, (when, first, last)))


class One:
    """At most one stretch, which needs no table."""

    def __init__(self, first: Whole, last: Whole) -> None:
        self.first = first
        self.last = last

    def total(self, counted: Counted) -> Whole:
        """The sum over all stretches."""
        return f.choose(f.at_least(self.last, self.first), counted(self.first, self.last), 0)  # type: ignore[no-any-return]

    def total_with_earlier(self, counted: Callable[[Whole, Whole, Whole], Whole], earlier: Counted) -> Whole:
        """The sum over all stretches, each with the sum over those before it."""
        return self.total(lambda first, last: counted(first, last, 0))


class Stretches(Frame):
    """For each row of the frame above, the stretches of days that are left out: those that surely are, and those that
    possibly are, each by themselves. Both are one frame, because every look at a frame below costs a join."""

    def __init__(self, parent: Frame, spans: tuple[tuple[int, Span], ...]) -> None:
        super().__init__("", frozenset(), parent=parent)
        self.spans = spans
        self.of: Frame = parent.of if isinstance(parent, Stretches) else parent
        self.first = self.make("stretch", "first", kind="int", low=FIRST_DAY, high=LAST_DAY)
        self.last = self.make("stretch", "last", kind="int", low=FIRST_DAY, high=LAST_DAY)
        self.sure = self.make("stretch", "sure", kind="int")

    @classmethod
    def under(cls, parent: Frame, spans: tuple[tuple[int, Span], ...]) -> Stretches:
        """The frame of spans, each beside 1 where it surely is left out; the same one for the same spans."""
        found = parent.children.get(spans)
        if found is None:
            found = parent.children[spans] = cls(parent, spans)
        assert isinstance(found, cls)
        return found

    def rests_on(self) -> list[object]:
        return [part for _, span in self.spans for part in (span.when, span.first, span.last)]

    def sum_of(self, when: Truth, days: Whole) -> Whole:
        """The sum over the stretches of which it is true: of days, so never more than there are."""
        assert self.parent is not None
        term = self.lifted(f.choose(when, days, 0))
        return self.parent.make("sum", self, term, *marks(self), kind="int", low=0, high=LAST_DAY)


class Side:
    """The stretches that surely are left out, or those that possibly are."""

    def __init__(self, stretches: Stretches, surely: bool) -> None:
        self.stretches = stretches
        sure = f.at_least(stretches.sure, 1)
        self.mine = sure if surely else f.negate(sure)

    def total(self, counted: Counted) -> Whole:
        """The sum over all stretches."""
        return self.stretches.sum_of(self.mine, counted(self.stretches.first, self.stretches.last))

    def total_with_earlier(self, counted: Callable[[Whole, Whole, Whole], Whole], earlier: Counted) -> Whole:
        """The sum over all stretches, each with the sum over those before it."""
        these = self.stretches
        others = Stretches.under(these, these.spans)
        before = f.both([f.equal(others.sure, these.sure), f.negate(f.at_least(others.last, these.first))])
        sooner = others.sum_of(before, earlier(others.first, others.last))
        return these.sum_of(self.mine, counted(these.first, these.last, sooner))


LeftOut = One | Side


def left_out(frame: Frame, pauses: Sequence[Pause]) -> tuple[LeftOut, LeftOut]:
    """The days of the rows of a frame that pauses surely, and that they possibly leave out."""
    least, most = ([side for side in sides if side.when is not False] for sides in _sides(frame, pauses))
    if not most:
        return One(1, 0), One(1, 0)
    if len(most) == 1 and most[0].frame is frame and most[0].when is True:
        return One(least[0].first, least[0].last), One(most[0].first, most[0].last)
    stretches = Stretches.under(frame, (*((1, span) for span in least), *((0, span) for span in most)))
    return Side(stretches, True), Side(stretches, False)


def _sides(frame: Frame, pauses: Sequence[Pause]) -> tuple[list[Span], list[Span]]:
    return [pause.least(frame) for pause in pauses], [pause.most(frame) for pause in pauses]


def marks(frame: Frame) -> list[Term]:
    """What tells apart the rows above it, the applicant aside, as columns of a frame."""
    found: list[Term] = []
    above = frame.parent
    while above is not None and above.parent is not None:
        if not isinstance(above, Stretches):
            found.append(frame.lifted(above.place()))
        above = above.parent
    return found


def stretched(taken: ir.Table, identity: Sequence[str]) -> ir.Table:
    """Periods, `first` to `last`, of rows told apart by `identity`, with what an earlier one has taken left to it."""
    import ibis

    others = taken.select(
        **{f"of_{name}": taken[name] for name in identity}, other_first=taken["first"], other_last=taken["last"]
    )
    pairs = taken.inner_join(others, [taken[name] == others[f"of_{name}"] for name in identity])
    alike = pairs["other_first"] == pairs["first"]
    earlier = (pairs["other_first"] < pairs["first"]) | (alike & (pairs["other_last"] < pairs["last"]))
    reached = ibis.ifelse(earlier, pairs["other_last"], whole(FIRST_DAY - 1)).max()
    found = pairs.group_by([*identity, "first", "last"]).agg(reached=reached)
    found = found.mutate(first=ibis.greatest(found["first"], found["reached"] + whole(1))).drop("reached")
    return found.filter(found["first"] <= found["last"])

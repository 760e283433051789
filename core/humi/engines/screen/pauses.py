"""Days that a step does not count, as frames: stretches of days, none of which lies in two of them.

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
    """For each row of the frame above, the stretches of days that spans take out of it."""

    def __init__(self, parent: Frame, spans: tuple[Span, ...]) -> None:
        super().__init__("", frozenset(), parent=parent)
        self.spans = spans
        self.of: Frame = parent.of if isinstance(parent, Stretches) else parent
        self.first = self.make("stretch", "first", kind="int", low=FIRST_DAY, high=LAST_DAY)
        self.last = self.make("stretch", "last", kind="int", low=FIRST_DAY, high=LAST_DAY)

    @classmethod
    def under(cls, parent: Frame, spans: tuple[Span, ...]) -> Stretches:
        """The frame of spans; the same one for the same spans."""
        found = parent.children.get(spans)
        if found is None:
            found = parent.children[spans] = cls(parent, spans)
        assert isinstance(found, cls)
        return found

    def rests_on(self) -> list[object]:
        return [part for span in self.spans for part in (span.when, span.first, span.last)]

    def total(self, counted: Counted) -> Whole:
        """The sum over all stretches: of days, so never more than there are."""
        return self._sum(counted(self.first, self.last))

    def total_with_earlier(self, counted: Callable[[Whole, Whole, Whole], Whole], earlier: Counted) -> Whole:
        """The sum over all stretches, each with the sum over those before it."""
        others = Stretches.under(self, self.spans)
        before = f.negate(f.at_least(others.last, self.first))
        sooner = others._sum(f.choose(before, earlier(others.first, others.last), 0))
        return self._sum(counted(self.first, self.last, sooner))

    def _sum(self, term: Whole) -> Whole:
        assert self.parent is not None
        return self.parent.make("sum", self, self.lifted(term), *marks(self), kind="int", low=0, high=LAST_DAY)


def left_out(frame: Frame, spans: Sequence[Span]) -> One | Stretches:
    """What spans take out of the rows of a frame."""
    some = tuple(span for span in spans if span.when is not False)
    if not some:
        return One(1, 0)
    if len(some) == 1 and some[0].frame is frame and some[0].when is True:
        return One(some[0].first, some[0].last)
    return Stretches.under(frame, some)


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

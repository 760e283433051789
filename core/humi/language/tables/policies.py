"""Which row answers when several hit: the hit policies of DMN.

Here is decided what a policy makes of rows that hit; whether they hit is decided elsewhere. `Asked` is one question about a
table: given the rows that surely hit and those that still may, which of them have a say, and what the answer is.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import TypeAlias

from humi.language import nodes as n
from humi.language.tables import table as t
from humi.language.tables.table import Answer, Row, Table

Rows: TypeAlias = tuple[int, ...]
"""Positions of rows, in the order written."""
NOTHING, CLASH = "nothing", "clash"
"""What is there where no row hits, and where two rows do that must not."""


def rank_of(table: Table) -> Callable[[int], tuple[object, ...]]:
    """By what rows are ordered: what comes first is smaller; of equals, what was written first."""
    if table.policy in (t.MIN, t.MAX):
        sign = 1 if table.policy == t.MIN else -1
        return lambda row: (sign * exact(table.rows[row].answers[0], table), row)
    if table.policy in t.RANKED:
        return lambda row: (*(_listed(table, at, answer) for at, answer in enumerate(table.rows[row].answers)), row)
    return lambda row: (row,)


def _listed(table: Table, at: int, answer: Answer) -> int:
    order = table.outputs[at].order
    return order.index(answer) if order else 0


def exact(answer: Answer, table: Table) -> int:
    """A figure in the smallest unit of the table's figures, so that they can be compared and added."""
    assert isinstance(answer, n.Constant)
    return answer.value * int(10 ** (figure_places(table) - answer.places))


def figure_places(table: Table) -> int:
    """Decimal places of the figures of a table."""
    return max((n.places_of(row.answers[0]) for row in table.rows if not isinstance(row.answers[0], str)), default=0)


def decide(table: Table, hits: Rows) -> Rows | str:
    """The rows that answer, given those that hit: one, all of them in order, none, or `CLASH`."""
    if not hits:
        return () if table.policy in (*t.LISTS, t.SUM, t.COUNT) else NOTHING
    rank = rank_of(table)
    match table.policy:
        case t.UNIQUE:
            return hits if len(hits) == 1 else CLASH
        case t.ANY:
            return hits[:1] if len({table.rows[row].answers for row in hits}) == 1 else CLASH
        case t.FIRST | t.PRIORITY | t.MIN | t.MAX:
            return (min(hits, key=rank),)
        case t.OUTPUT_ORDER:
            return tuple(sorted(hits, key=rank))
    return hits


def settle(table: Table, certain: Rows, pending: Rows) -> tuple[Rows, Rows]:
    """The same rows without those that have no say any more."""
    if not certain:
        return certain, pending
    match table.policy:
        case t.UNIQUE:
            return (certain[:2], ()) if len(certain) > 1 else (certain, pending)
        case t.ANY:
            answers = dict.fromkeys(table.rows[row].answers for row in certain)
            if len(answers) > 1:
                return certain, ()
            said = table.rows[certain[0]].answers
            return certain[:1], tuple(row for row in pending if table.rows[row].answers != said)
        case t.FIRST | t.PRIORITY | t.MIN | t.MAX:
            rank = rank_of(table)
            best = min(certain, key=rank)
            return (best,), tuple(row for row in pending if rank(row) < rank(best))
    return certain, pending


def may_decide(table: Table, surely: Sequence[bool], possibly: Sequence[bool]) -> list[Row]:
    """The rows that may be the answer, or a part of it, given which surely and which possibly hit."""
    certain = tuple(at for at, hits in enumerate(surely) if hits)
    pending = tuple(at for at, hits in enumerate(possibly) if hits and not surely[at])
    if table.policy in (t.UNIQUE, t.ANY):
        return [table.rows[at] for at in sorted((*certain, *pending))]
    certain, pending = settle(table, certain, pending)
    rank = rank_of(table)
    return [table.rows[at] for at in sorted((*certain, *pending), key=rank)]


class Asked:
    """One question about a table. `answer` turns what decides into what is asked for."""

    def __init__(self, table: Table, answer: Callable[[Rows | str], Hashable]) -> None:
        self.table = table
        self._answer = answer

    def settle(self, certain: Rows, pending: Rows) -> tuple[Rows, Rows]:
        """The rows that still have a say."""
        return settle(self.table, certain, pending)

    def answer(self, certain: Rows) -> Hashable:
        """The answer, once every row is certain."""
        return self._answer(decide(self.table, certain))


class Included:
    """Whether one of some answers is in the list that a table gives. `otherwise`: it is in the default, where nothing hits."""

    def __init__(self, table: Table, wanted: frozenset[int], otherwise: bool) -> None:
        self.table = table
        self.wanted = wanted
        self.otherwise = otherwise

    def settle(self, certain: Rows, pending: Rows) -> tuple[Rows, Rows]:
        """One that is wanted settles it; whether others hit matters only where nothing at all may."""
        found = [row for row in certain if row in self.wanted]
        if found:
            return (found[0],), ()
        if certain or not self.otherwise:
            return certain[:1], tuple(row for row in pending if row in self.wanted)
        return certain, pending

    def answer(self, certain: Rows) -> Hashable:
        """Yes or no."""
        return any(row in self.wanted for row in certain) if certain else self.otherwise

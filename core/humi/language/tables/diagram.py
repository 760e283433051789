"""Which answer comes out where: a table as a decision diagram, whatever can happen worked out beforehand.

The columns are asked in the order written. At each, the parts of its domain after which the same things are still open go
together; a column on which nothing depends any more is not asked. So a diagram is as small as the question allows, and the same
for every table that answers the same. The work is bounded: a table that is too much for it raises `TooLarge`.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any, Protocol, TypeAlias

from humi.language.tables.policies import Rows

MOST = 20_000
"""How many states of a diagram are worked out; and how many words its lowering may have."""


class TooLarge(Exception):
    """A table whose columns cross in so many ways that working them out is given up."""


class Question(Protocol):
    """What is asked of the rows that hit: `policies.Asked`, `policies.Included`."""

    def settle(self, certain: Rows, pending: Rows) -> tuple[Rows, Rows]:
        """The rows that still have a say."""

    def answer(self, certain: Rows) -> Hashable:
        """The answer, once every row is certain."""


@dataclass(frozen=True, eq=False, slots=True)
class Leaf:
    """An answer."""

    answer: Hashable


@dataclass(frozen=True, eq=False, slots=True)
class Branch:
    """A column, with the parts of its domain (a mask) after which each of the diagrams follows."""

    column: int
    edges: tuple[tuple[int, Diagram], ...]


Diagram: TypeAlias = "Leaf | Branch"
Masks: TypeAlias = tuple[tuple[int, ...], ...]
"""For each row, the parts of each column for which its cell is met."""


class Grid:
    """The masks of a table, and how they divide the parts of a column among rows."""

    def __init__(self, masks: Masks, sizes: tuple[int, ...]) -> None:
        self.masks = masks
        self.sizes = sizes
        full = tuple((1 << size) - 1 for size in sizes)
        self._free = [self._free_from(row, full) for row in masks]
        self.states = 0

    def _free_from(self, row: tuple[int, ...], full: tuple[int, ...]) -> int:
        at = len(row)
        while at and row[at - 1] == full[at - 1]:
            at -= 1
        return at

    def possible(self) -> Rows:
        """The rows that can hit at all: no cell of theirs is one that nothing meets."""
        return tuple(at for at, row in enumerate(self.masks) if all(row))

    def split(self, pending: Rows, column: int) -> tuple[Rows, Rows]:
        """Those that hit whatever the columns from here on are, and those that depend on them."""
        certain = tuple(row for row in pending if self._free[row] <= column)
        return certain, tuple(row for row in pending if self._free[row] > column)

    def groups(self, pending: Rows, column: int) -> dict[Rows, int]:
        """The parts of a column, by the rows that are still possible after them."""
        found: dict[Rows, int] = {}
        for part in range(self.sizes[column]):
            rows = tuple(row for row in pending if self.masks[row][column] >> part & 1)
            found[rows] = found.get(rows, 0) | 1 << part
        return found

    def count(self) -> None:
        """Another state. Raises TooLarge."""
        self.states += 1
        if self.states > MOST:
            raise TooLarge


def diagram(grid: Grid, question: Question) -> Diagram:
    """The diagram of a question. Raises TooLarge."""
    known: dict[tuple[int, Rows, Rows], Diagram] = {}
    leaves: dict[Hashable, Leaf] = {}
    branches: dict[Hashable, Branch] = {}

    def made(column: int, certain: Rows, pending: Rows) -> Diagram:
        hit, pending = grid.split(pending, column)
        certain, pending = question.settle(tuple(sorted((*certain, *hit))), pending)
        key = (column if pending else 0, certain, pending)
        if key not in known:
            grid.count()
            if pending:
                known[key] = branched(column, certain, pending)
            else:
                answer = question.answer(certain)
                known[key] = leaves.setdefault(answer, Leaf(answer))
        return known[key]

    def branched(column: int, certain: Rows, pending: Rows) -> Diagram:
        edges: dict[int, tuple[int, Diagram]] = {}
        for rows, mask in grid.groups(pending, column).items():
            below = made(column + 1, certain, rows)
            before = edges.get(id(below), (0, below))[0]
            edges[id(below)] = (before | mask, below)
        if len(edges) == 1:
            return next(iter(edges.values()))[1]
        alike = tuple(sorted((mask, below) for below, mask in ((one, mask) for one, (mask, _) in edges.items())))
        return branches.setdefault((column, alike), Branch(column, tuple(edges.values())))

    return made(0, (), grid.possible())


def ends(root: Diagram) -> tuple[list[Any], set[int]]:
    """Every answer of a diagram, and the columns that are asked for it."""
    answers: dict[Any, None] = {}
    asked: set[int] = set()
    left: list[Diagram] = [root]
    seen: set[int] = set()
    while left:
        at = left.pop()
        if isinstance(at, Leaf):
            answers[at.answer] = None
        elif id(at) not in seen:
            seen.add(id(at))
            asked.add(at.column)
            left.extend(below for _, below in reversed(at.edges))
    return list(answers), asked


# --- sums ---


@dataclass(frozen=True, eq=False, slots=True)
class Sum:
    """As a branch, where each edge also adds something; the first edge adds nothing, so that equal sums look alike."""

    column: int
    edges: tuple[tuple[int, int, Sum | None], ...]


def sums(grid: Grid, weights: tuple[int, ...]) -> tuple[int, Sum | None]:
    """The sum of the weights of the rows that hit: what is always added, and what depends on columns. Raises TooLarge."""
    known: dict[tuple[int, Rows], tuple[int, Sum | None]] = {}
    nodes: dict[Hashable, Sum] = {}

    def made(column: int, pending: Rows) -> tuple[int, Sum | None]:
        certain, rest = grid.split(pending, column)
        offset = sum(weights[row] for row in certain)
        if not rest:
            return offset, None
        key = (column, rest)
        if key not in known:
            grid.count()
            known[key] = added(column, rest)
        more, below = known[key]
        return offset + more, below

    def added(column: int, pending: Rows) -> tuple[int, Sum | None]:
        edges: dict[tuple[int, int], tuple[int, int, Sum | None]] = {}
        for rows, mask in grid.groups(pending, column).items():
            offset, below = made(column + 1, rows)
            before = edges.get((offset, id(below)), (0, offset, below))[0]
            edges[offset, id(below)] = (before | mask, offset, below)
        ordered = sorted(edges.values(), key=lambda edge: edge[0] & -edge[0])
        first = ordered[0][1]
        if len(ordered) == 1:
            return first, ordered[0][2]
        normal = tuple((mask, offset - first, below) for mask, offset, below in ordered)
        alike = (column, tuple((mask, offset, id(below)) for mask, offset, below in normal))
        return first, nodes.setdefault(alike, Sum(column, normal))

    return made(0, grid.possible())

"""From a table to the words that engines know: a choice for each column that is asked, an answer at each end.

Whatever is open, the answer is definite exactly where every way in which the columns can turn out gives it.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from dataclasses import replace
from itertools import chain
from typing import TypeVar

from humi.language import nodes as n
from humi.language.tables import table as t
from humi.language.tables.diagram import MOST, Branch, Diagram, Grid, Leaf, Sum, TooLarge, diagram, sums
from humi.language.tables.domain import Domain, domain_of
from humi.language.tables.policies import CLASH, NOTHING, Asked, Included, Rows, exact, figure_places
from humi.language.tables.table import Default, Table

T = TypeVar("T")
CAUSES = {NOTHING: "no_clause", CLASH: "readings"}
"""Why there is no answer: the text has none for this case, or two that cannot both be meant."""


def domains(table: Table) -> tuple[Domain, ...]:
    """The domain of each column, made once."""
    kept = table.__dict__
    if "_domains" not in kept:
        cells = zip(*(row.cells for row in table.rows), strict=True)
        kept["_domains"] = tuple(map(domain_of, table.columns, cells))
    found: tuple[Domain, ...] = kept["_domains"]
    return found


def grid_of(table: Table) -> Grid:
    """The masks of a table's cells."""
    held = domains(table)
    masks = tuple(tuple(domain.mask(cell) for domain, cell in zip(held, row.cells, strict=True)) for row in table.rows)
    return Grid(masks, tuple(domain.size for domain in held))


# --- conditions ---


def condition_of(table: Table, output: int, asked: tuple[str, tuple[str, ...]]) -> n.Condition:
    """What is asked of a table, as it stands in a `Lookup`. Raises TooLarge."""
    word, members = asked
    return includes(table, output, members) if word == "include" else answers(table, output, members)


def answers(table: Table, output: int, members: tuple[str, ...]) -> n.Condition:
    """That the one answer of a table is one of some members. Raises TooLarge."""

    def found(decided: Rows | str) -> Hashable:
        said = _said(table, output, decided)
        return said if isinstance(said, n.Undecidable) else said in members

    return _lowered_condition(table, diagram(grid_of(table), Asked(table, found)))


def includes(table: Table, output: int, members: tuple[str, ...]) -> n.Condition:
    """That one of the members is among the answers of a table. Raises TooLarge."""
    wanted = frozenset(at for at, row in enumerate(table.rows) if row.answers[output] in members)
    question = Included(table, wanted, table.outputs[output].default in members)
    return _lowered_condition(table, diagram(grid_of(table), question))


def _lowered_condition(table: Table, root: Diagram) -> n.Condition:
    def leaf(answer: Hashable) -> n.Condition:
        return answer if isinstance(answer, n.Undecidable) else n.Always(bool(answer))

    return _lowered(table, root, leaf, n.Choice)


# --- values ---


def value_of(table: Table, output: int) -> n.Value:
    """The value that a table gives. Raises TooLarge."""
    if table.policy in (t.SUM, t.COUNT):
        return _figure(table)

    def leaf(answer: Hashable) -> n.Value:
        return _no_value(table, output, answer) if isinstance(answer, n.Undecidable) else answer  # type: ignore[return-value]

    question = Asked(table, lambda decided: _said(table, output, decided))
    return _lowered(table, diagram(grid_of(table), question), leaf, n.ValueChoice)


def _said(table: Table, output: int, decided: Rows | str) -> Default:
    """What the row that decides answers; the default where none does; else that there is no answer, and why."""
    if not isinstance(decided, str):
        return table.rows[decided[0]].answers[output]
    default = table.outputs[output].default if decided == NOTHING else None
    return n.Undecidable(CAUSES[decided], table.path) if default is None else default


def _no_value(table: Table, output: int, why: n.Undecidable) -> n.NoValue:
    """Anything that the output may be."""
    fact = table.outputs[output].fact
    kind = {"money": n.MONEY, "date": n.DATE}.get(fact.type, n.NUMBER)
    if kind == n.DATE:
        least, greatest = fact.unknown()
    else:
        least, greatest = fact.minimum, fact.maximum
    return n.NoValue(why.cause, why.word, kind, fact.places, least, greatest)  # type: ignore[arg-type]


def _lowered(
    table: Table, root: Diagram, leaf: Callable[[Hashable], T], choice: Callable[[tuple[n.Condition, ...], tuple[T, ...]], T]
) -> T:
    held = domains(table)
    sizes: dict[int, int] = {}
    made: dict[int, T] = {}

    def lowered(below: Diagram) -> T:
        key = id(below)
        if key not in made:
            if isinstance(below, Leaf):
                made[key], sizes[key] = leaf(below.answer), 1
            else:
                made[key] = chosen(below)
        return made[key]

    def chosen(below: Branch) -> T:
        when = tuple(held[below.column].condition(mask) for mask, _ in below.edges)
        items = tuple(lowered(item) for _, item in below.edges)
        sizes[id(below)] = sum(sizes[id(item)] for _, item in below.edges) + sum(map(_size, when))
        if sizes[id(below)] > MOST:
            raise TooLarge
        return choice(when, items)

    return lowered(root)


def _size(node: n.Node) -> int:
    return sum(1 for _ in n.walk(node))


def _figure(table: Table) -> n.Value:
    """How many rows hit, or the sum of what they answer."""
    counts = table.policy == t.COUNT
    places = 0 if counts else figure_places(table)
    kind = n.NUMBER if counts else n.kind_of(table.rows[0].answers[0])  # type: ignore[arg-type]
    weights = tuple(1 if counts else exact(row.answers[0], table) for row in table.rows)
    always, root = sums(grid_of(table), weights)
    held, made = domains(table), dict[int, tuple[n.Value, int]]()

    def constant(value: int) -> n.Value:
        return n.Constant(kind, value, places)

    def lowered(below: Sum) -> tuple[n.Value, int]:
        if id(below) not in made:
            made[id(below)] = chosen(below)
        return made[id(below)]

    def chosen(below: Sum) -> tuple[n.Value, int]:
        when = tuple(held[below.column].condition(mask) for mask, _, _ in below.edges)
        size = sum(map(_size, when))
        after = {id(item): item for _, _, item in below.edges}
        if len(after) == 1:
            # Whatever this column is, the rest adds the same: it is said once, beside the choice.
            choice: n.Value = n.ValueChoice(when, tuple(constant(offset) for _, offset, _ in below.edges))
            ((_, item),) = after.items()
            if item is None:
                return choice, size
            rest, more = lowered(item)
            return n.Total((choice, rest)), size + more
        items: list[n.Value] = []
        for _, offset, item in below.edges:
            if item is None:
                items.append(constant(offset))
                continue
            rest, more = lowered(item)
            size += more
            items.append(n.Total((constant(offset), rest)) if offset else rest)
        if size > MOST:
            raise TooLarge
        return n.ValueChoice(when, tuple(items)), size

    if root is None:
        return constant(always)
    value, _ = lowered(root)
    return n.Total((constant(always), value)) if always else value


# --- both ---


def lookup_of(table: Table, node: n.Lookup | n.ValueLookup) -> n.Lookup | n.ValueLookup:
    """What a node asks of its table, asked of another one with the same outputs. Raises TooLarge."""
    at = table.output(node.output)
    if isinstance(node, n.ValueLookup):
        return replace(node, table=table, item=value_of(table, at))
    return replace(node, table=table, item=condition_of(table, at, node.asked))


# --- rows as they are written ---


def hit(table: Table, row: t.Row) -> n.Condition:
    """That a row hits: each of its cells is met, as it is written."""
    cells = chain.from_iterable(
        _written(column, cell) for column, cell in zip(table.columns, row.cells, strict=True)
    )
    items = tuple(cells)
    return items[0] if len(items) == 1 else n.All(items) if items else n.Always(True)


def _written(column: t.Column, cell: t.Cell) -> Iterator[n.Condition]:
    """The test of a cell, nothing where whatever the column is meets it."""
    if cell.any and not cell.negated:
        return
    ways = [*_members(column, cell), *(_span(column, span) for span in cell.spans)]
    if not ways:
        yield n.Always(False)
        return
    met = ways[0] if len(ways) == 1 else n.AnyOf(tuple(ways))
    yield n.Not(met) if cell.negated else met


def _members(column: t.Column, cell: t.Cell) -> Iterator[n.Condition]:
    looks_at = column.looks_at
    if not cell.members:
        return
    if isinstance(looks_at, n.Ref):
        yield n.OneOf(looks_at, cell.members)
        return
    held: n.Condition = looks_at  # type: ignore[assignment]
    if isinstance(looks_at, n.FactValue):
        held = n.Happened(looks_at.ref)
    for member in cell.members:
        yield held if member == "yes" else n.Not(held)


def _span(column: t.Column, span: t.Span) -> n.Condition:
    from humi.language.value_comparisons import after_events

    value: n.Value = column.looks_at  # type: ignore[assignment]
    tests: list[n.Condition] = []
    if span.low is not None and span.low == span.high:
        tests = [n.Compare("==", value, span.low)]
    else:
        if span.low is not None:
            tests.append(n.Compare(">" if span.low_open else ">=", value, span.low))
        if span.high is not None:
            tests.append(n.Compare("<" if span.high_open else "<=", value, span.high))
    return after_events(tests[0] if len(tests) == 1 else n.All(tuple(tests)), value)



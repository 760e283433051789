"""Decision tables: what no row answers, what two rows answer, rows and columns without effect.

Every column is cut where its cells cut it (`language.tables.domain`), so what is found is exact: an example is a case that the
table meets just so. The work is bounded; a table that is too much for it is said to be.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import combinations, islice, product

from humi.authoring.lints.draft import Draft
from humi.language import nodes as n
from humi.language.tables import table as t
from humi.language.tables.diagram import Branch, Diagram, Leaf, TooLarge, diagram, ends
from humi.language.tables.domain import ABSENT
from humi.language.tables.lowering import domains, grid_of
from humi.language.tables.policies import NOTHING, Asked, Rows
from humi.language.tables.table import Table
from humi.reading.problems import Problems
from humi.values.numbers import format_decimal

MOST = 5
"""So many gaps, and so many overlaps, are told of one table."""
ONE_WINS = (t.FIRST, t.PRIORITY, t.MIN, t.MAX)


def check_tables(draft: Draft, problems: Problems) -> None:
    """Look at every table of a pack."""
    asked = _asked(draft)
    for rule in draft.pack.tables.values():
        table = rule.table
        if table is None:
            continue
        if table.id not in asked:
            problems.add("W856", table.place, found=table.id)
        _check_rows(table, problems)
        try:
            _check_gaps(table, problems)
            _check_reach(table, problems)
        except TooLarge:
            problems.add("W857", table.place, found=table.id)


def _asked(draft: Draft) -> set[str]:
    """The tables that some rule asks."""
    held = (getattr(rule, name) for rule in draft.pack.rules() for name in rule.__dataclass_fields__)
    nodes = (node for value in held for node in _nodes(value))
    return {part.name for node in nodes for part in n.walk(node) if isinstance(part, n.Lookup | n.ValueLookup)}


def _nodes(value: object) -> Iterator[n.Node]:
    from humi.policy.pack import DueDay

    if isinstance(value, DueDay):
        yield value.condition
    elif isinstance(value, n.Node):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _nodes(item)


# --- single rows, and two of them ---


def _check_rows(table: Table, problems: Problems) -> None:
    masks = grid_of(table).masks
    for row, held in zip(table.rows, masks, strict=True):
        for column, cell, mask in zip(table.columns, row.cells, held, strict=True):
            if not mask:
                problems.add("W854", cell.place or row.place, row=row.number, column=column.id)
    for at, column in enumerate(table.columns):
        if all(row.cells[at].any for row in table.rows):
            problems.add("W858", column.place, found=column.id)
    if table.policy in (t.UNIQUE, t.ANY):
        for first, second in islice(_overlaps(table, masks), MOST):
            both = [(at, one & other) for at, (one, other) in enumerate(zip(masks[first], masks[second], strict=True))]
            rows = table.rows[first], table.rows[second]
            code = "W851" if table.policy == t.UNIQUE else "W852"
            example = _example(table, both)
            problems.add(code, rows[1].place, first=rows[0].number, second=rows[1].number, example=example)


def _overlaps(table: Table, masks: tuple[tuple[int, ...], ...]) -> Iterator[tuple[int, int]]:
    """Rows that must not hit together and can."""
    for first, second in combinations(range(len(masks)), 2):
        if table.policy == t.ANY and table.rows[first].answers == table.rows[second].answers:
            continue
        if all(one & other for one, other in zip(masks[first], masks[second], strict=True)):
            yield first, second


# --- all rows together ---


def _check_gaps(table: Table, problems: Problems) -> None:
    """What no row answers, where nothing answers in its place; a default that nothing needs."""
    if table.policy in (*t.LISTS, t.SUM, t.COUNT):
        return
    root = diagram(grid_of(table), Asked(table, lambda decided: decided == NOTHING))
    without = [output for output in table.outputs if output.default is None]
    if without:
        for way in islice(_gaps(table, root), MOST):
            problems.add("W850", table.place, found=table.id, example=_example(table, way))
    elif ends(root)[0] == [False]:
        problems.add("W855", table.outputs[0].place, found=table.id)


def _gaps(table: Table, root: Diagram) -> Iterator[list[tuple[int, int]]]:
    """Every way to where no row answers; of numbers and days, each stretch by itself."""
    for way in _ways(root, []):
        stretches = [[(column, stretch) for stretch in _stretches(table, column, mask)] for column, mask in way]
        yield from map(list, product(*stretches))


def _stretches(table: Table, column: int, mask: int) -> list[int]:
    """The parts of a mask that follow one another, of members all together."""
    if isinstance(domains(table)[column].part(0), str):
        return [mask]
    found: list[int] = []
    for part in (1 << at for at in range(mask.bit_length()) if mask >> at & 1):
        found[-1:] = [found[-1] | part] if found and found[-1] << 1 & part else [*found[-1:], part]
    return found


def _ways(at: Diagram, before: list[tuple[int, int]]) -> Iterator[list[tuple[int, int]]]:
    """Every way that ends where no row answers: the columns asked, each with the parts of it."""
    if isinstance(at, Leaf):
        if at.answer:
            yield before
        return
    assert isinstance(at, Branch)
    for mask, below in at.edges:
        yield from _ways(below, [*before, (at.column, mask)])


def _check_reach(table: Table, problems: Problems) -> None:
    """Rows in whose place another always answers."""
    if table.policy not in ONE_WINS:
        return
    grid = grid_of(table)
    reached, _ = ends(diagram(grid, Asked(table, lambda decided: decided)))
    deciding = {row for decided in reached if not isinstance(decided, str) for row in decided}
    for row in set(grid.possible()) - deciding:
        problems.add("W853", table.rows[row].place, row=row + 1, others=_before(table, row, grid.masks))


def _before(table: Table, row: int, masks: tuple[tuple[int, ...], ...]) -> str:
    """The rows that answer in the place of one."""
    from humi.language.tables.policies import rank_of

    rank = rank_of(table)
    earlier: Rows = tuple(
        other
        for other, held in enumerate(masks)
        if rank(other) < rank(row) and all(one & two for one, two in zip(held, masks[row], strict=True))
    )
    return ", ".join(str(other + 1) for other in earlier)


# --- examples ---


def _example(table: Table, parts: list[tuple[int, int]]) -> str:
    """A case, as somebody would write it: a value for each column that matters."""
    full = [(1 << domain.size) - 1 for domain in domains(table)]
    told = [f"{table.columns[at].id}: {_point(table, at, mask)}" for at, mask in parts if mask != full[at]]
    return ", ".join(told) or "-"


def _point(table: Table, column: int, mask: int) -> str:
    """One value of the first of some parts: its end that is no limit of the column."""
    part = domains(table)[column].part((mask & -mask).bit_length() - 1)
    if isinstance(part, str):
        return {ABSENT: "no", "": "…"}.get(part, part)
    value: n.Value = table.columns[column].looks_at  # type: ignore[assignment]
    first = domains(table)[column].part(0)
    number = part[1] if part == first else part[0]
    if n.kind_of(value) == n.DATE:
        return date.fromordinal(number).isoformat()
    written = format_decimal(number, n.places_of(value))
    return f"{written} yuan" if n.kind_of(value) == n.MONEY else written



"""What may be changed in a decision table, one change at a time: its rows, cells, answers and hit policy.

A change is made of what is written. Whether it makes a difference to what is asked of the table is seen when it is lowered
again (`Relowered`): tables that answer the same have the same diagram.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from humi.authoring.mutation.change import Change, among, within
from humi.authoring.mutation.rules import nodes_of, rewritten
from humi.authoring.mutation.thresholds import beside, shown
from humi.authoring.mutation.values import value_changes
from humi.language import nodes as n
from humi.language.tables import table as t
from humi.language.tables.lowering import lookup_of
from humi.language.tables.table import Answer, Cell, Column, Output, Row, Span, Table

if TYPE_CHECKING:
    from humi.authoring.mutation.conditions import Given
    from humi.policy.pack import Rule

OTHER_POLICIES = {
    t.UNIQUE: t.FIRST, t.ANY: t.FIRST, t.FIRST: t.UNIQUE, t.PRIORITY: t.FIRST,
    t.MIN: t.MAX, t.MAX: t.MIN, t.SUM: t.MAX,
}  # fmt: skip
"""The other lists answer a question like any list, and a number of rows is no answer that one of them gives."""
BOOLEAN = ("yes", "no")
Lookup = n.Lookup | n.ValueLookup


def table_changes(table: Table, given: Given) -> Iterator[Change]:
    """Every change of a table and of its parts; its id and those of its columns and outputs stay."""
    for change in _changes(table, given):
        yield change if change.place else replace(change, place=table.place)


def _changes(table: Table, given: Given) -> Iterator[Change]:
    other = OTHER_POLICIES.get(table.policy)
    if other is not None:
        yield Change(replace(table, policy=other), "policy", f"{table.policy}->{other}", table.policy, other, ("hit_policy",))
    for index, column in enumerate(table.columns):
        for change in _looked_at(column, given):
            whole = replace(table, columns=among(table.columns, index, change.whole))
            yield change.under(whole, f"inputs.{column.id}", column.place)
    for index, output in enumerate(table.outputs):
        for change in (*_order(output, table.policy), *_default(output, table.policy, given)):
            whole = replace(table, outputs=among(table.outputs, index, change.whole))
            yield change.under(whole, output.id, output.place)
    yield from _rows(table, given)


def _looked_at(column: Column, given: Given) -> Iterator[Change]:
    """Changes of a value or condition that is looked at."""
    from humi.authoring.mutation.conditions import condition_changes

    looks_at = column.looks_at
    if not isinstance(looks_at, n.Ref):
        changes = value_changes(looks_at, given) if n.is_value(looks_at) else condition_changes(looks_at, given)  # type: ignore[arg-type]
        yield from within(changes, column, "looks_at", "")


# --- rows ---


def _rows(table: Table, given: Given) -> Iterator[Change]:
    rows = table.rows
    for index, row in enumerate(rows):
        name = f"row-{row.number}"
        if len(rows) > 1:
            fewer = replace(table, rows=_numbered(among(rows, index, None)))
            yield Change(fewer, "row_dropped", "dropped", row, None, (name,), row.place)
        if index and table.policy in (t.FIRST, t.PRIORITY):
            exchanged = (*rows[: index - 1], row, rows[index - 1], *rows[index + 1 :])
            yield Change(replace(table, rows=_numbered(exchanged)), "row_earlier", "earlier", row, None, (name,), row.place)
        for change in _row(table, row, given):
            yield change.under(replace(table, rows=among(rows, index, change.whole)), name, row.place)


def _numbered(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    return tuple(replace(row, number=number) for number, row in enumerate(rows, 1))


def _row(table: Table, row: Row, given: Given) -> Iterator[Change]:
    for at, (column, cell) in enumerate(zip(table.columns, row.cells, strict=True)):
        for change in _cell(cell, column, given):
            told = change if change.place else replace(change, place=cell.place)
            yield told.under(replace(row, cells=among(row.cells, at, change.whole)), column.id, row.place)
    for at, (output, answer) in enumerate(zip(table.outputs, row.answers, strict=True)):
        for change in _answers(answer, output, table.policy, given):
            yield change.under(replace(row, answers=among(row.answers, at, change.whole)), output.id, row.place)


# --- cells ---


def _cell(cell: Cell, column: Column, given: Given) -> Iterator[Change]:
    """No longer looked at; negated; one of several tests left out; another end."""
    if cell.any:
        return
    yield Change(Cell(place=cell.place), "cell_dropped", "dropped", cell)
    yield Change(replace(cell, negated=not cell.negated), "negated", "negated", cell)
    yield from _members(cell, column, given)
    for index, span in enumerate(cell.spans):
        if len(cell.spans) + len(cell.members) > 1:
            fewer = replace(cell, spans=among(cell.spans, index, None))
            yield Change(fewer, "member", f"without-{_written(span)}", cell, fewer)
        for kind, other in _spans(span, column):
            moved = replace(cell, spans=among(cell.spans, index, other))
            yield Change(moved, kind, f"{_written(span)}->{_written(other)}", cell, moved)


def _members(cell: Cell, column: Column, given: Given) -> Iterator[Change]:
    from humi.authoring.mutation.conditions import condition_changes

    if isinstance(column.looks_at, n.Ref):
        # The members of a cell are written as those of a condition are.
        for change in condition_changes(n.OneOf(column.looks_at, cell.members), given):
            if change.kind in ("member", "threshold"):
                other = replace(cell, members=change.whole.members)
                yield Change(other, change.kind, change.what, cell, other)
    elif len(cell.members) + len(cell.spans) > 1:
        for index, member in enumerate(cell.members):
            other = replace(cell, members=among(cell.members, index, None))
            yield Change(other, "member", f"without-{member}", cell, other)


def _spans(span: Span, column: Column) -> Iterator[tuple[str, Span]]:
    """A span with one end a unit less or more, included or not."""
    places = n.places_of(column.looks_at)  # type: ignore[arg-type]
    ends = {field: end for field in ("low", "high") if (end := getattr(span, field)) is not None}
    kind = "date" if any(end.kind == n.DATE for end in ends.values()) else "threshold"
    if len(ends) == 2 and span.low == span.high:
        yield from ((kind, replace(span, low=other, high=other)) for other in beside(ends["low"], places))
        return
    for field, end in ends.items():
        for other in beside(end, places):
            moved: Any = {field: other}
            yield kind, replace(span, **moved)
        flipped: Any = {f"{field}_open": not getattr(span, f"{field}_open")}
        yield "operator", replace(span, **flipped)


def _written(span: Span) -> str:
    """A span as it stands in the name of a mutant."""
    if span.low is None or span.high is None:
        word, end = ("more_than" if span.low_open else "at_least", span.low) if span.low is not None else ("", span.high)
        word = word or ("less_than" if span.high_open else "at_most")
        return word if end is None else f"{word}-{shown(end)}"
    if span.low == span.high and not (span.low_open or span.high_open):
        return shown(span.low)
    return f"{'(' if span.low_open else '['}{shown(span.low)}..{shown(span.high)}{')' if span.high_open else ']'}"


# --- answers ---


def _order(output: Output, policy: str) -> Iterator[Change]:
    """Neighbours in the order of answers exchanged."""
    order = output.order if policy in t.RANKED else ()
    for index in range(1, len(order)):
        first, second = order[index - 1 : index + 1]
        other = replace(output, order=(*order[: index - 1], second, first, *order[index + 1 :]))
        yield Change(other, "answer_order", f"{_told(second)}-before-{_told(first)}", output, other, ("order",))


def _default(output: Output, policy: str, given: Given) -> Iterator[Change]:
    """The default left out, and another one. That the text says nothing is no answer, and so is what is left without it."""
    if output.default is None or isinstance(output.default, n.Undecidable):
        return
    place = None if isinstance(output.default, str) else output.default.place
    yield Change(replace(output, default=None), "default_dropped", "dropped", output, None, ("default",), place)
    for change in _answers(output.default, output, policy, given):
        yield change.under(replace(output, default=change.whole), "default", output.place)


def _answers(answer: Answer, output: Output, policy: str, given: Given) -> Iterator[Change]:
    """Another answer; where answers are ranked, another of those that have a rank."""
    ranked = output.order if policy in t.RANKED else ()
    if isinstance(answer, str) or ranked:
        known = ranked or (BOOLEAN if output.fact.type == "boolean" else output.fact.members)
        for other in known:
            if other != answer:
                what = f"{_told(answer)}->{_told(other)}"
                yield Change(other, "answer", what, answer, other, place=getattr(answer, "place", None))
    else:
        yield from value_changes(answer, given)


def _told(answer: Answer) -> str:
    if isinstance(answer, n.Constant):
        return shown(answer)
    return answer if isinstance(answer, str) else type(answer).__name__.lower()


# --- what is asked of a changed table ---


def questions(rule: Rule) -> dict[tuple[str, Any], Lookup]:
    """What a rule asks of tables, itself or by other tables: of two questions alike, the answers are the same."""
    asked = (part for node in nodes_of(rule) if isinstance(node, Lookup) for part in n.reached(node))
    return {_question(node): node for node in asked if isinstance(node, Lookup)}


def _question(node: Lookup) -> tuple[str, Any]:
    return node.name, (node.output, node.asked) if isinstance(node, n.Lookup) else node.output


class Relowered:
    """How nodes are rewritten so that all that is asked of a table, or of one that asks it, follows from its change.

    Rewriting raises TooLarge where a table can no longer be worked out.
    """

    def __init__(self, changed: Table) -> None:
        self.changed = changed
        self._tables = {changed.id: changed}
        self._answers: dict[Any, Lookup] = {}

    def __call__(self, node: n.Node) -> n.Node:
        if not isinstance(node, Lookup):
            return node
        table = self.table(node.table)
        if table is node.table:
            return node
        key = _question(node)
        if key not in self._answers:
            self._answers[key] = lookup_of(table, node)
        item = self._answers[key].item
        same = table is self.changed and item == node.item
        return node if same else replace(node, table=table, item=item)  # type: ignore[arg-type]

    def table(self, table: Table) -> Table:
        """A table as it is now."""
        if table.id not in self._tables:
            self._tables[table.id] = rewritten(table, self)
        return self._tables[table.id]

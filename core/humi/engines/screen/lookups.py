"""Functions of a day, looked up in tables: of 400 years, or of the years whose working days are published."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from humi.engines.screen.expressions import whole
from humi.engines.screen.frames import Term
from humi.engines.screen.months import months_later
from humi.engines.screen.moves import CYCLE, Looked, Move
from humi.values.dates import FIRST_DAY, LAST_DAY

if TYPE_CHECKING:
    import ibis.expr.types as ir


def looked_up(table: ir.Table, term: Term, made: dict[Move, ir.Table]) -> ir.Table:
    """A function of a day as a column; `made` are the tables to look it up in that there are already."""

    inner, move = term.args
    names, day = table.columns, table[inner.name]
    if move.kind == "months":
        return months_later(table, term.name, day, move.amount)
    if move not in made:
        made[move] = _listed(range(CYCLE), move.cycle()) if move.repeats else _published_days(move.looked())
    listed = made[move].view()  # it may have been joined already
    if move.repeats:
        table = table.left_join(listed, [(day - whole(1)) % whole(CYCLE) == listed.looked_at])
        return table.select(*names, **{term.name: table[inner.name] + table.looked_up})
    return _published(table, term, move.looked(), listed)


def _listed(days: Sequence[int], results: Sequence[int]) -> ir.Table:
    import ibis
    import pyarrow as pa

    columns = {"looked_at": pa.array(days, pa.int64()), "looked_up": pa.array(results, pa.int64())}
    return ibis.memtable(pa.table(columns))


def _published_days(looked: Looked) -> ir.Table:
    return _listed(range(looked.first, looked.first + len(looked.listed)), looked.listed)


def _published(table: ir.Table, term: Term, looked: Looked, listed: ir.Table) -> ir.Table:
    import ibis

    names = table.columns
    day = table[term.args[0].name]
    table = table.left_join(listed, [day == listed.looked_at])
    day = table[term.args[0].name]

    def beyond(rule: tuple[str, int]) -> Any:
        shifted = ibis.greatest(ibis.least(day + whole(rule[1]), whole(LAST_DAY)), whole(min(term.low, FIRST_DAY)))
        return whole(rule[1]) if rule[0] == "constant" else shifted

    earlier = ibis.ifelse(day < whole(looked.first), beyond(looked.before), beyond(looked.after))
    return table.select(*names, **{term.name: table.looked_up.fill_null(earlier)})

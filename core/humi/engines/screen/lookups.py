"""Functions of a day, looked up in tables: of 400 years, or of the years whose working days are published."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from humi.engines.screen.expressions import whole
from humi.engines.screen.frames import Term
from humi.engines.screen.moves import CYCLE, Move
from humi.values.dates import FIRST_DAY, LAST_DAY

if TYPE_CHECKING:
    import ibis.expr.types as ir


def looked_up(table: ir.Table, term: Term) -> ir.Table:
    """A function of a day, looked up."""
    import ibis
    import pyarrow as pa

    inner, move = term.args
    names, day = table.columns, table[inner.name]
    if move.repeats:
        listed = pa.array(move.cycle(), pa.int64())
        ahead = ibis.memtable(pa.table({"looked_at": pa.array(range(CYCLE), pa.int64()), "looked_up": listed}))
        table = table.left_join(ahead, [(day - whole(1)) % whole(CYCLE) == ahead.looked_at])
        result = table[inner.name] + table.looked_up
        if move.kind == "months":
            result = ibis.greatest(ibis.least(result, whole(LAST_DAY)), whole(FIRST_DAY))
        return table.select(*names, **{term.name: result})
    return _published(table, term, move)


def _published(table: ir.Table, term: Term, move: Move) -> ir.Table:
    import ibis
    import pyarrow as pa

    names, looked = table.columns, move.looked()
    days = pa.array(range(looked.first, looked.first + len(looked.listed)), pa.int64())
    listed = ibis.memtable(pa.table({"looked_at": days, "looked_up": pa.array(looked.listed, pa.int64())}))
    day = table[term.args[0].name]
    table = table.left_join(listed, [day == listed.looked_at])
    day = table[term.args[0].name]

    def beyond(rule: tuple[str, int]) -> Any:
        shifted = ibis.greatest(ibis.least(day + whole(rule[1]), whole(LAST_DAY)), whole(min(term.low, FIRST_DAY)))
        return whole(rule[1]) if rule[0] == "constant" else shifted

    earlier = ibis.ifelse(day < whole(looked.first), beyond(looked.before), beyond(looked.after))
    return table.select(*names, **{term.name: table.looked_up.fill_null(earlier)})

"""Functions of a day: months as arithmetic; the rest is looked up in tables, of 400 years or of published working days."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from humi.engines.screen.expressions import whole
from humi.engines.screen.frames import Term
from humi.engines.screen.moves import CYCLE, Looked, Move
from humi.values.dates import FIRST_DAY, LAST_DAY

if TYPE_CHECKING:
    import ibis.expr.types as ir


def looked_up(table: ir.Table, term: Term, made: dict[Move, ir.Table]) -> ir.Table:
    """A function of a day, looked up; `made` are the tables that there are already."""

    inner, move = term.args
    names, day = table.columns, table[inner.name]
    if move.kind == "months":
        return _months_later(table, term.name, day, move.amount)
    if move not in made:
        made[move] = _listed(range(CYCLE), move.cycle()) if move.repeats else _published_days(move.looked())
    listed = made[move].view()  # it may have been joined already
    if move.repeats:
        table = table.left_join(listed, [(day - whole(1)) % whole(CYCLE) == listed.looked_at])
        return table.select(*names, **{term.name: table[inner.name] + table.looked_up})
    return _published(table, term, move.looked(), listed)


MARCH = 305
"""Day 0 of a calendar whose years begin on 1 March, so that a leap day is the last of its year."""
CENTURY, FOUR_YEARS = 36_524, 1_460


def _months_later(table: ir.Table, name: str, day: ir.Value, months: int) -> ir.Table:
    """A day some months later; the last of the month where that is shorter."""
    import ibis

    names = table.columns

    def step(**columns: Any) -> ir.Table:
        return table.mutate(**{f"{name}_{part}": value for part, value in columns.items()})

    def part(of: str) -> Any:
        return table[f"{name}_{of}"]

    # What is beyond any calendar stays in 64 bits; its row is invalid.
    since = ibis.greatest(ibis.least(day, whole(LAST_DAY)), whole(FIRST_DAY)) + whole(MARCH)
    table = step(cycle=since // whole(CYCLE), within=since % whole(CYCLE))
    within = part("within")
    leap_days = within // whole(FOUR_YEARS) - within // whole(CENTURY) + within // whole(CYCLE - 1)
    table = step(year=(within - leap_days) // whole(365))
    table = step(day=part("within") - _before_year(part("year")))
    table = step(month=(part("day") * whole(5) + whole(2)) // whole(153))
    month = (part("cycle") * whole(400) + part("year")) * whole(12) + part("month") + whole(months)
    table = step(to=ibis.greatest(month, whole(0)), nth=part("day") - _before_month(part("month")))
    table = step(first=_first_of(part("to")), after=_first_of(part("to") + whole(1)))
    found = ibis.least(part("first") + part("nth"), part("after") - whole(1)) - whole(MARCH)
    return table.select(*names, **{name: ibis.greatest(ibis.least(found, whole(LAST_DAY)), whole(FIRST_DAY))})


def _first_of(month: Any) -> Any:
    """The first day of a month, counted from March of the year 0."""
    year = month // whole(12)
    return _before_year(year) + _before_month(month - year * whole(12))


def _before_month(month: Any) -> Any:
    """Days of a year before a month, March being 0."""
    return (month * whole(153) + whole(2)) // whole(5)


def _before_year(year: Any) -> Any:
    """Days before a year."""
    return year * whole(365) + year // whole(4) - year // whole(100) + year // whole(400)


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

"""A day some months later, as arithmetic on whole numbers, which costs an engine less than to look it up.

Years are counted from March, so that a leap day is the last of its year and the days before a month are the same in every year.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from humi.engines.screen.expressions import whole
from humi.engines.screen.moves import CYCLE
from humi.values.dates import FIRST_DAY, LAST_DAY

if TYPE_CHECKING:
    import ibis.expr.types as ir

MARCH = 305
"""So many days more since 1 March of the year 0 than since the day before the first."""
CENTURY, FOUR_YEARS = 36_524, 1_460


def months_later(table: ir.Table, name: str, day: ir.Value, months: int) -> ir.Table:
    """The table with one column more: a day some months later; the last of the month where that is shorter."""
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

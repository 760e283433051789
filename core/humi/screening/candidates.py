"""Who is in the running for a designation, for every applicant at once: whether, and by what they are put in order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from humi.engines.screen.columns import Columns
from humi.engines.screen.population import Population
from humi.policy.pack import Designation, Ordering, Pack
from humi.screening.designations import designation
from humi.screening.following import Following
from humi.screening.screen import Sheet, of_scope, table_of

if TYPE_CHECKING:
    import ibis.expr.types as ir


def candidates(pack: Pack, rule: Designation, population: Population, asked: int) -> tuple[Sheet, ir.Table]:
    """What is found of a designation, of the region's scope before it, and as amounts the least and the greatest of each value
    by which `priority` orders, scaled by `places_of` it; also as a table. Raises Untranslatable."""
    sight = population.sight(pack.region, asked)
    matter = Following(pack, sight).matter(rule, sight.applicants)
    sheet = Sheet(sight.applicants, dict([of_scope(pack, sight), *designation(rule, matter)]))
    for item in rule.priority:
        if isinstance(item, Ordering):
            sheet.amounts[item.path] = matter.range_of(item.value)
    return sheet, table_of(Columns(population, sight), sheet)

"""The strict reader of registries and dossiers, for the different cells of a column. What is fast elsewhere agrees with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from humi.dossier.facts import REGIONS, RELATION_OF, SLOTS, Fact
from humi.dossier.headings import Headings
from humi.dossier.reading import Reader
from humi.dossier.tables import Grid, Placed, Table
from humi.dossier.vocabulary import Vocabulary
from humi.reading.limits import TABLE_LIMITS
from humi.reading.problems import Problem, Problems


@dataclass(frozen=True, slots=True)
class Read:
    """What cells mean: slots, or problems, whose columns count the cells from 1."""

    slots: tuple[object, ...] | None
    problems: tuple[Problem, ...] = ()


def read_strictly(vocabulary: Vocabulary, fact: Fact, headings: Sequence[str], rows: Sequence[Sequence[object]]) -> list[Read]:
    """What each row says of one fact, whose cells stand under these headings. No more rows than a table may have."""
    problems, placed = Problems(), Placed("")
    table = Table(Headings(vocabulary, fact.entity), problems, TABLE_LIMITS)
    grid = Grid("", iter([(1, list(headings)), *enumerate(rows, 2)]))
    records = table.records(grid, placed)
    reader = Reader({RELATION_OF[fact.entity]: records}, vocabulary, lambda path: placed(path[1:]), "")
    problems.extend(reader.problems)
    wrong: dict[int, list[Problem]] = {}
    for problem in problems:
        # Two spellings of one identifier are two rows here, and one record where they are read.
        if problem.severity == "error" and problem.code != "D305" and problem.place is not None:
            wrong.setdefault(problem.place.line, []).append(problem)
    found = [Read(tuple(fact.unknown())) for _ in rows]
    for row, record in zip(placed.rows, reader.lists[RELATION_OF[fact.entity]], strict=True):
        held = record[REGIONS].get(fact.region) if fact.region else record
        if held is not None:
            found[row - 2] = Read(tuple(held[fact.slot : fact.slot + SLOTS.get(fact.type, 1)]))
    for line, why in wrong.items():
        found[line - 2] = Read(None, tuple(why))
    return found

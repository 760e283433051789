"""The strict reader of registries and dossiers, for the different cells of a column. What is fast elsewhere agrees with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from humi.dossier.determinations import read_determinations
from humi.dossier.facts import REGIONS, RELATION_OF, SLOTS, UNKNOWN, Fact
from humi.dossier.headings import DeterminationHeadings, Headings
from humi.dossier.reading import Reader
from humi.dossier.tables import Grid, Placed, Table
from humi.dossier.vocabulary import Vocabulary
from humi.reading.limits import TABLE_LIMITS
from humi.reading.problems import Place, Problem, Problems


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


def read_decisions(fact: Fact, headings: Sequence[str], rows: Sequence[Sequence[object]]) -> list[Read]:
    """What each row says of one part of a decision; the rest of it stands elsewhere."""
    problems, placed = Problems(), Placed("")
    grid = Grid("", iter([(1, list(headings)), *enumerate(rows, 2)]))
    records = Table(DeterminationHeadings(), problems, TABLE_LIMITS).records(grid, placed)
    found = [Read((UNKNOWN,) if fact.name == "result" else (None,) * SLOTS.get(fact.type, 1)) for _ in rows]
    for row, record in zip(placed.rows, records, strict=True):

        def add(code: str, path: object, row: int = row, **details: str) -> None:
            problems.add(code, Place("", row, 1), **details)

        for one in read_determinations([{"criterion": "", **record}], add):
            (criterion, about), (decided,) = one.key, one.decided
            said = {
                "criterion": (criterion,),
                "about": (about,),
                "result": (decided.mask,),
                "on": decided.days or (None, None),
                "by": (decided.by,),
                "evidence": (decided.evidence,),
            }
            found[row - 2] = Read(said[fact.name])
    for problem in problems:
        if problem.place is not None:
            found[problem.place.line - 2] = Read(None, (*found[problem.place.line - 2].problems, problem))
    return found

"""From cells to slots: ordinary cells by whole columns, every other text once, by the reader of registries and dossiers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import polars as pl

from humi.dossier.cells import converter
from humi.dossier.consistency import inconsistencies
from humi.dossier.encode import BadValue
from humi.dossier.facts import SLOTS, Fact
from humi.dossier.vocabulary import Vocabulary
from humi.population.chunks import Chunk, unpacked
from humi.population.columns import Group, Layout
from humi.population.decisions import DETERMINATION
from humi.population.slots import KEY, ROW, column, columns
from humi.population.strict import Read, read_decisions, read_strictly
from humi.population.vectors import fast
from humi.reading.problems import Place, Problem
from humi.values.label import Label

REMEMBERED = 200_000
"""So many different cells of a fact are remembered from chunk to chunk."""
_BAD = "#bad"
_KEY = Fact("applicants", "applicant", "text", Label("申请人", "applicant"), slot=0)


@dataclass(slots=True)
class Encoded:
    """`frame` has the rows that can be read, with their keys and slots; `wrong` the problems of the others, by their numbers.

    `lost` has of those others what can be read; of rows that could not be cut into cells, nothing.
    """

    frame: pl.DataFrame
    wrong: dict[int, list[Problem]]
    lost: pl.DataFrame


class Encoder:
    """Encodes the chunks of one table, all of which have the same layout."""

    def __init__(self, vocabulary: Vocabulary, layout: Layout, file: str) -> None:
        self.vocabulary, self.layout, self.file = vocabulary, layout, file
        self._facts = [_FactEncoder(vocabulary, group, file) for group in layout.groups]
        self._key = _Keys(layout.key, file)
        held = {group.fact.path: group.fact for group in layout.groups}
        self._consistent = [
            (held[first], held[second]) for first, _, second in vocabulary.consistent if first in held and second in held
        ]

    def encode(self, chunk: Chunk) -> Encoded:
        """The slots of a chunk, and what is wrong with the rows that have none."""
        wrong = {ragged.row: [ragged.problem] for ragged in chunk.ragged}
        frame = chunk.frame
        rows = frame["row"]
        made = [rows.alias(ROW), self._key.read(frame, wrong)]
        for encoder in self._facts:
            made.extend(encoder.read(frame, wrong))
        slots = pl.DataFrame(made)
        self._compare(slots, wrong)
        self._require(slots, wrong)
        bad = slots[ROW].is_in(list(wrong))
        return Encoded(slots.filter(~bad), wrong, slots.filter(bad))

    def _compare(self, slots: pl.DataFrame, wrong: dict[int, list[Problem]]) -> None:
        """Rows in which one fact surely contradicts another."""
        for first, second in self._consistent:
            least, most = _end(first, last=False), _end(second, last=True)
            for row in slots.filter((least > most).fill_null(False)).iter_rows(named=True):
                details = self._contradiction(first, second, row)
                if row[ROW] not in wrong or all(problem.code == "D306" for problem in wrong[row[ROW]]):
                    problem = Problem("D306", Place(self.file, row[ROW], 0), details)
                    wrong.setdefault(row[ROW], []).append(problem)

    def _require(self, slots: pl.DataFrame, wrong: dict[int, list[Problem]]) -> None:
        """Rows that do not say what none can do without: of a decision, what it decides."""
        for group in self.layout.groups:
            if (group.fact.entity, group.fact.name) == (DETERMINATION, "criterion"):
                for row in slots.filter(pl.col(column(group.fact, 0)).is_null())[ROW]:
                    missing = Problem("L102", Place(self.file, row, group.columns[0] + 1), {"key": group.fact.name})
                    wrong.setdefault(row, [missing])

    def _contradiction(self, first: Fact, second: Fact, row: dict[str, Any]) -> dict[str, str]:
        record = list(self.vocabulary.template(first.entity))
        for fact in (first, second):
            for offset, name in enumerate(columns(fact)):
                if row[name] is not None:
                    record[fact.slot + offset] = row[name]
        found = inconsistencies(self.vocabulary, first.entity, record)
        return next(one for one in found if (one["first"], one["second"]) == (first.path, second.path))


def _end(fact: Fact, last: bool) -> pl.Expr:
    """The greatest that a fact can be, or the least; null where it says nothing."""
    if fact.type == "event":
        end = pl.col(column(fact, 2 if last else 1))
        return pl.when(pl.col(column(fact, 0)) == 2).then(end)
    return pl.col(column(fact, (3 if fact.type == "period" else 1) if last else 0))


class _Keys:
    """Reads who the applicant is: a text like any other, but never blank."""

    def __init__(self, index: int, file: str) -> None:
        self.index, self.file = index, file

    def read(self, frame: pl.DataFrame, wrong: dict[int, list[Problem]]) -> pl.Series:
        name = f"c{self.index}"
        kind = frame[name].dtype
        ready = fast(_KEY, ("",), ("applicant",), {name: kind})
        if ready is None:
            cells = frame[name].cast(pl.String)
            ready = [pl.col(name)], pl.lit(True)
            frame = pl.DataFrame([frame["row"], cells])
        keys = frame.select("row", ready[0][0].alias(KEY), ready[1].fill_null(True).alias("read"), pl.col(name).alias("cell"))
        for row, key, read, cell in keys.filter(~pl.col("read") | pl.col(KEY).is_null()).iter_rows():
            wrong.setdefault(row, []).append(self._problem(row, cell if not read else key))
        return keys.select(pl.when(pl.col("read")).then(pl.col(KEY)).alias(KEY)).to_series()

    def _problem(self, row: int, cell: object) -> Problem:
        place = Place(self.file, row, self.index + 1)
        value = unpacked(cell) if isinstance(cell, str) else cell
        try:
            converter(_KEY)(value)
        except BadValue as error:
            return Problem(error.code, place, error.details)
        return Problem("R653", place) if value is None or value == "" else Problem("R667", place, {"found": str(value)})


class _FactEncoder:
    """Reads one fact from the columns that tell it."""

    def __init__(self, vocabulary: Vocabulary, group: Group, file: str) -> None:
        self.vocabulary, self.group, self.file = vocabulary, group, file
        self.names = [f"c{index}" for index in group.columns]
        self.slots = columns(group.fact)
        self._problems: list[tuple[Problem, ...]] = []
        self._known: pl.DataFrame | None = None

    def read(self, frame: pl.DataFrame, wrong: dict[int, list[Problem]]) -> list[pl.Series]:
        """A column for each slot; null where nothing is recorded."""
        kinds = {name: frame[name].dtype for name in self.names}
        ready = fast(self.group.fact, self.group.parts, self.group.headings, kinds)
        if ready is None:
            made = self._each(frame.select("row", *self.names), wrong)
            return [made[name] for name in self.slots]
        values, is_read = ready
        blank = pl.all_horizontal(pl.col(name).is_null() for name in self.names)
        named = [value.alias(name) for value, name in zip(values, self.slots, strict=True)]
        made = frame.select("row", *self.names, *named, (is_read.fill_null(False) | blank).alias("read"))
        if not made["read"].all():
            made = made.with_columns(pl.when("read").then(pl.col(name)).alias(name) for name in self.slots)
            left = self._each(made.filter(~pl.col("read")).select("row", *self.names), wrong)
            made = made.select("row", *self.slots).update(left.select("row", *self.slots), on="row")
        return [made[name] for name in self.slots]

    def _each(self, cells: pl.DataFrame, wrong: dict[int, list[Problem]]) -> pl.DataFrame:
        """The slots of cells that are looked up among those read before."""
        known = self._knowing(cells)
        found = cells.join(known, on=self.names, how="left", nulls_equal=True, maintain_order="left")
        for row, bad in found.select("row", _BAD).filter(pl.col(_BAD).is_not_null()).iter_rows():
            wrong.setdefault(row, []).extend(self._placed(problem, row) for problem in self._problems[bad])
        return found

    def _placed(self, problem: Problem, row: int) -> Problem:
        assert problem.place is not None
        at = max(problem.place.column, 1) - 1
        return replace(problem, place=Place(self.file, row, self.group.columns[min(at, len(self.group.columns) - 1)] + 1))

    def _knowing(self, cells: pl.DataFrame) -> pl.DataFrame:
        """What all different cells mean, those of earlier chunks too."""
        kinds = cells.select(self.names).schema
        known = self._known
        if known is None or known.height > REMEMBERED or known.select(self.names).schema != kinds:
            known, self._problems = None, []
        new = cells.select(self.names).unique(maintain_order=True)
        if known is not None:
            new = new.join(known, on=self.names, how="anti", nulls_equal=True)
        if new.height or known is None:
            read = self._read(new)
            known = read if known is None else pl.concat([known, read])
        self._known = known
        return known

    def _read(self, new: pl.DataFrame) -> pl.DataFrame:
        # What a text of many values is not worth remembering is still read no more than once a chunk.
        rows = [[_cell(cell) for cell in row] for row in new.iter_rows()]
        read = self._strictly(rows) if rows else []
        slots = [
            pl.Series(name, [one.slots[offset] if one.slots else None for one in read], dtype=_kind(self.group.fact, offset))
            for offset, name in enumerate(self.slots)
        ]
        return pl.DataFrame([*new.get_columns(), *slots, pl.Series(_BAD, list(map(self._noted, read)), dtype=pl.Int64)])

    def _strictly(self, rows: list[list[object]]) -> list[Read]:
        if self.group.fact.entity == DETERMINATION:
            return read_decisions(self.group.fact, self.group.headings, rows)
        return read_strictly(self.vocabulary, self.group.fact, self.group.headings, rows)

    def _noted(self, read: Read) -> int | None:
        if not read.problems:
            return None
        self._problems.append(read.problems)
        return len(self._problems) - 1


def _cell(cell: object) -> object:
    """A cell as the reader of registries has it."""
    if isinstance(cell, str):
        return unpacked(cell)
    return cell if cell is None or isinstance(cell, int) else str(cell)


def _kind(fact: Fact, offset: int) -> pl.DataType:
    is_text = fact.type in ("text", "name") or (fact.type == "event" and offset >= SLOTS["event"] - 2)
    return pl.String() if is_text else pl.Int64()

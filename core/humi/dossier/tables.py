"""From rows of cells to the document of a registry: each heading a fact, each row a record, and where every value stands."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from humi.dossier.encode import BadValue, is_unknown, shown
from humi.dossier.facts import RELATIONS
from humi.dossier.headings import APPLICANT, ControlHeadings, DeterminationHeadings, Heading, Headings
from humi.dossier.notes import told
from humi.dossier.reading import KeyPath, Locate
from humi.dossier.vocabulary import Vocabulary
from humi.reading.keywords import TABLE, english
from humi.reading.limits import TABLE_LIMITS, TableLimits
from humi.reading.problems import Place, Problems
from humi.values.text import nearest, normalise

CONTROLS = ("complete", "counted", "determinations")
FACT_AND_VALUE = (["fact", "value"], ["事实", "值"])
REGISTRY = "登记册"
"""The Chinese name of the table `registry`, which says of the whole what is complete and how much was counted."""

Given = dict[tuple[str, ...], tuple[Heading, Place, dict[str, Any]]]
"""What cells say of a fact: its heading, the place of the first of them, and values by part; the whole has no name."""

Seen = dict[str, tuple[tuple[str, ...], set[str]]]
"""Facts that headings named: the keys they were first written with, and which parts."""

Row = tuple[int, Sequence[object]]
"""The number of a row in its file, counted from 1, and its cells: text, integer, Decimal, boolean or None."""


@dataclass(slots=True)
class Grid:
    """The rows of one table, its headings first; `file` is shown in problems. `cut`: rows are texts cut at separators."""

    file: str
    rows: Iterator[Row]
    cut: bool = False


@dataclass(slots=True)
class Placed:
    """Where the values of a table of records stand: the row of each record, the column of each heading."""

    file: str
    top: int = 1
    rows: array[int] = field(default_factory=lambda: array("L"))
    columns: dict[tuple[str, ...], int] = field(default_factory=dict)

    def __call__(self, path: KeyPath) -> Place:
        """The place of `(index, key, ...)`; a region as a whole stands at its first heading, once for all rows."""
        if not path or not isinstance(path[0], int):
            return Place(self.file, 0, 0)
        row, keys = self.rows[path[0]], tuple(map(str, path[1:]))
        column = self.columns.get(keys)
        if column is None and keys:
            return Place(self.file, self.top, min(at for names, at in self.columns.items() if names[0] == keys[0]))
        return Place(self.file, row, column or 1)


@dataclass(slots=True)
class Spots:
    """Where the values of a table of one thing stand."""

    file: str
    places: dict[tuple[str, ...], Place] = field(default_factory=dict)

    def __call__(self, path: KeyPath) -> Place:
        """The place of a key, or of the first one under it."""
        keys = tuple(map(str, path))
        found = (place for names, place in self.places.items() if keys and names[: len(keys)] == keys)
        return next(found, Place(self.file, 0, 0))


def section_of(name: str, vocabulary: Vocabulary) -> str:
    """What a table of that name holds: a relation, `programme`, `determinations` or `registry`; empty if nothing."""
    word = normalise(name)
    section = {TABLE["determinations"]: "determinations", REGISTRY: "registry"}.get(word) or vocabulary.entity(word)
    return section if section in sections() else ""


def sections() -> tuple[str, ...]:
    """The names of all tables, in English."""
    return (*RELATIONS, "programme", "determinations", "registry")


def nearest_section(name: str, vocabulary: Vocabulary) -> str:
    """The name of a table that was probably meant."""
    word = normalise(name)
    by_entity = {entity: relation for relation, entity in RELATIONS.items()}.get(vocabulary.entity(word))
    spelled = [vocabulary.labels[name].zh for name in sections() if name in vocabulary.labels]
    return by_entity or nearest(word, (*sections(), *spelled, TABLE["determinations"], REGISTRY)) or ""


class Tables:
    """The document that tables make up. Every table is taken once; what is wrong is added to `problems`."""

    def __init__(self, vocabulary: Vocabulary, problems: Problems, limits: TableLimits = TABLE_LIMITS) -> None:
        self.vocabulary = vocabulary
        self.problems = problems
        self.limits = limits
        self.document: dict[str, Any] = {}
        self._places: dict[str, Locate] = {}
        self._given: dict[str, str] = {}

    def place_of(self, path: KeyPath) -> Place | None:
        """The place of a key path of the document."""
        locate = self._places.get(english(str(path[0]))) if path else None
        return locate(path[1:]) if locate else None

    def is_first(self, section: str, file: str) -> bool:
        """Whether no other table gave this section; otherwise it is reported."""
        first = self._given.setdefault(section, file)
        if first != file:
            self.problems.add("R602", Place(file, 0, 0), found=section, other=first)
        return first == file

    def put(self, key: str, value: Any, locate: Locate) -> None:
        """Add a part of the document as it is."""
        self.document[key] = value
        self._places[english(key)] = locate

    def take(self, key: str, section: str, grid: Grid) -> None:
        """Add a table: `key` is its name as written."""
        table = Table(self.headings(section), self.problems, self.limits)
        if section in RELATIONS or section == "determinations":
            placed = Placed(grid.file)
            records = table.records(grid, placed)
            if section == "determinations":
                records, placed.rows = _of_no_applicant(records, placed.rows)
            self.put(key, records, placed)
            return
        spots = Spots(grid.file)
        values = table.facts(grid, spots)
        if section == "programme":
            self.put(key, values, spots)
        else:
            for name, value in values.items():
                self.put(name, value, partial(_below, spots, name))

    def headings(self, section: str) -> Headings:
        """The headings that a table may have."""
        if section == "determinations":
            return DeterminationHeadings()
        if section == "registry":
            return ControlHeadings(self.vocabulary)
        return Headings(self.vocabulary, RELATIONS.get(section, section))


def _of_no_applicant(records: list[dict[str, Any]], rows: array[int]) -> tuple[list[dict[str, Any]], array[int]]:
    """The decisions that are a registry's own: those on applicants are for who judges them (`population.decisions`)."""
    kept = [index for index, record in enumerate(records) if record.pop(APPLICANT[0], None) is None]
    return [records[index] for index in kept], array("L", (rows[index] for index in kept))


def _below(spots: Spots, name: str, path: KeyPath) -> Place:
    return spots((name, *path))


class Table:
    """Reads the rows of one table under its headings."""

    def __init__(self, headings: Headings, problems: Problems, limits: TableLimits) -> None:
        self.headings = headings
        self.problems = problems
        self.limits = limits

    def records(self, grid: Grid, placed: Placed) -> list[dict[str, Any]]:
        """A record for each row that is not blank."""
        rows = self._bounded(grid)
        first = next(rows, None)
        return [] if first is None else self._under(first, rows, placed, grid.cut)

    def facts(self, grid: Grid, spots: Spots) -> dict[str, Any]:
        """One record: from rows of fact and value, or from a single row under headings."""
        rows = self._bounded(grid)
        first = next(rows, None)
        if first is None:
            return {}
        if [normalise(str(cell)) for cell in first[1] if not is_blank(cell)] not in FACT_AND_VALUE:
            return self._single(first, rows, spots, grid.cut)
        given: Given = {}
        seen: Seen = {}
        for row, cells in rows:
            name, value = (*cells, None, None)[:2]
            heading = self._heading(name, Place(grid.file, row, 1), seen)
            self._no_more(cells, 2, Place(grid.file, row, 3))
            if heading is not None:
                spots.places.setdefault(heading.keys, Place(grid.file, row, 2))
                self._give(given, heading, value, Place(grid.file, row, 2))
        record: dict[str, Any] = {}
        self._join(record, given)
        return record

    def _single(self, first: Row, rows: Iterator[Row], spots: Spots, cut: bool) -> dict[str, Any]:
        placed = Placed(spots.file)
        records = self._under(first, rows, placed, cut)
        if len(records) > 1:
            self.problems.add("R607", Place(spots.file, placed.rows[1], 1), limit=1)
        row = placed.rows[0] if records else placed.top
        spots.places.update((keys, Place(spots.file, row, column)) for keys, column in placed.columns.items())
        return records[0] if records else {}

    # --- headings ---

    def _heading(self, cell: object, place: Place, seen: Seen) -> Heading | None:
        """The heading that a cell names; one that is unknown or given before is reported."""
        text = "" if cell is None else str(cell)
        heading = self.headings.find(text)
        if heading is None:
            allowed, suggestion = ", ".join(self.headings.allowed()), self.headings.nearest(normalise(text))
            self.problems.add("R603", place, found=text, allowed=allowed, suggestion=suggestion)
            return None
        keys, parts = seen.setdefault(heading.fact, (heading.keys, set()))
        if heading.part in parts:
            self.problems.add("R604", place, found=text)
            return None
        parts.add(heading.part)
        # Parts may be named in one language and the whole in the other; the fact is still one.
        return replace(heading, keys=keys)

    def _columns(self, first: Row, placed: Placed) -> dict[int, Heading | None]:
        """The heading of each column that has one; None where it is unknown, so that its cells are passed over."""
        placed.top, cells = first
        found: dict[int, Heading | None] = {}
        seen: Seen = {}
        for index, cell in enumerate(cells):
            if not is_blank(cell):
                heading = found[index] = self._heading(cell, Place(placed.file, placed.top, index + 1), seen)
                if heading is not None:
                    placed.columns.setdefault(heading.keys, index + 1)
        return found

    # --- rows ---

    def _bounded(self, grid: Grid) -> Iterator[Row]:
        """The rows that are not blank, as many as are accepted; a table without any is reported."""
        headed = False
        for row, cells in grid.rows:
            if row > self.limits.rows:
                self.problems.add("R607", Place(grid.file, row, 1), limit=self.limits.rows)
                return
            if len(cells) > self.limits.columns and not all(map(is_blank, cells[self.limits.columns :])):
                self.problems.add("R608", Place(grid.file, row, self.limits.columns + 1), limit=self.limits.columns)
                return
            if not all(map(is_blank, cells)):
                headed = True
                yield row, cells
        if not headed:
            self.problems.add("R606", Place(grid.file, 0, 0))

    def _under(self, first: Row, rows: Iterator[Row], placed: Placed, cut: bool) -> list[dict[str, Any]]:
        """The records of the rows under the headings."""
        file, columns = placed.file, self._columns(first, placed)
        width = max(columns) + 1
        bare = [index for index in range(width) if index not in columns]
        headed = [(index, heading) for index, heading in columns.items() if heading is not None]
        joined = [(index, one) for index, one in headed if len(one.keys) > 1 or _in_parts(one, headed)]
        apart = {index for index, _ in joined}
        whole = [(index, one.keys[0], one.convert) for index, one in headed if index not in apart]
        records = []
        notes: dict[int, list[int]] = {}
        for row, cells in rows:
            if len(cells) < width:
                self.problems.add("R605", Place(file, row, 1), found=len(cells), expected=width)
                continue
            if bare or len(cells) > width:
                beyond = [index for index in (*bare, *range(width, len(cells))) if not is_blank(cells[index])]
                if beyond and cut and len(cells) > len(first[1]):
                    self._no_more(cells, beyond[0], Place(file, row, beyond[0] + 1))
                else:
                    for index in beyond:
                        notes.setdefault(index, []).append(row)
                    if all(is_blank(cells[index]) for index in columns):
                        continue
            record: dict[str, Any] = {}
            for index, key, convert in whole:
                try:
                    value = convert(cells[index])
                except BadValue as error:
                    self.problems.add(error.code, Place(file, row, index + 1), **error.details)
                else:
                    if value is not None:
                        record[key] = value
            if joined:
                given: Given = {}
                for index, heading in joined:
                    self._give(given, heading, cells[index], Place(file, row, index + 1))
                self._join(record, given)
            records.append(record)
            placed.rows.append(row)
        self.problems.extend(told(file, placed.top, index, len(found), found) for index, found in notes.items())
        return records

    def _no_more(self, cells: Sequence[object], start: int, place: Place) -> None:
        """Report what stands under no heading."""
        for offset, cell in enumerate(cells[start:]):
            if not is_blank(cell):
                self.problems.add("R609", Place(place.file, place.line, place.column + offset), found=shown(cell))
                return

    # --- facts given in parts, and those of a region ---

    def _give(self, given: Given, heading: Heading, cell: object, place: Place) -> None:
        """Note what a cell says of a fact."""
        try:
            value = heading.convert(cell)
        except BadValue as error:
            self.problems.add(error.code, place, **error.details)
            return
        if value is not None:
            given.setdefault(heading.keys, (heading, place, {}))[2][heading.part] = value

    def _join(self, record: dict[str, Any], given: Given) -> None:
        """Write each fact from what was said of it; the whole may say no more than that it happened, or when."""
        for heading, place, parts in given.values():
            whole = parts.pop("", None)
            value: Any = parts
            if not parts:
                value = whole
            elif heading.type == "period":
                value = f"{parts.get('from', '')}/{parts.get('to', '')}"
            elif heading.type == "event" and whole is not False and not is_unknown(whole) and "on" not in parts:
                value = parts if whole is None or whole is True else {"on": whole, **parts}
                whole = None
            if parts and whole is not None and not (heading.type == "event" and whole is True):
                self.problems.add("R610", place, fact=heading.fact, found=shown(whole))
            _put(record, heading.keys, value)


def _in_parts(heading: Heading, headed: Sequence[tuple[int, Heading]]) -> bool:
    """Whether any column gives a part of the fact."""
    return any(other.part and other.keys == heading.keys for _, other in headed)


def is_blank(cell: object) -> bool:
    """Whether a cell holds nothing."""
    return cell is None or cell == "" or (type(cell) is str and not cell.strip())


def _put(record: dict[str, Any], keys: tuple[str, ...], value: Any) -> None:
    for key in keys[:-1]:
        record = record.setdefault(key, {})
    record[keys[-1]] = value

"""What INPUT is: one table of applicants, a workbook, a folder of tables or of their parts, or a database."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from os.path import realpath
from pathlib import Path
from typing import Any

from humi.dossier.dossier import nowhere
from humi.dossier.folder import take_table
from humi.dossier.reading import Locate, Reader
from humi.dossier.tables import Grid, Row, Tables, section_of
from humi.dossier.vocabulary import Vocabulary
from humi.dossier.workbook import sheets_of
from humi.errors import InputError
from humi.population.arrow_chunks import ParquetPart
from humi.population.chunks import Part, unpacked
from humi.population.csv_chunks import CsvPart
from humi.population.database import Database
from humi.population.json_chunks import JsonPart
from humi.population.mapping import SECTIONS, Foreign, nearest_named, section_named
from humi.population.slots import APPLICANTS, DETERMINATIONS
from humi.population.workbook_chunks import copy_sheet
from humi.reading.problems import Place, Problems
from humi.values.text import nearest, normalise

_KINDS: dict[str, Callable[[Path], Part]] = {
    ".csv": CsvPart,
    ".tsv": CsvPart,
    ".jsonl": JsonPart,
    ".ndjson": JsonPart,
    ".parquet": ParquetPart,
}
_WORKBOOK = ".xlsx"
READ = (*_KINDS, _WORKBOOK)
_UNITS = "units"
_OF_THE_WHOLE = ("registry", "programme")


@dataclass(slots=True)
class Found:
    """The parts of each table, and what the tables `registry` and `programme` say of the whole, and where."""

    parts: dict[str, list[Part]] = field(default_factory=dict)
    registry: dict[str, Any] = field(default_factory=dict)
    place_of: Locate = nowhere

    def said(self, relations: Iterable[str], vocabulary: Vocabulary, source: str) -> Reader:
        """What is said of the whole of a registry with some relations. Raises InputError."""
        read = Reader({**{one: [] for one in relations}, **self.registry}, vocabulary, self.place_of, source)
        read.problems.raise_if_errors(InputError)
        return read


def find_tables(
    source: str,
    vocabulary: Vocabulary,
    foreign: Mapping[str, Foreign],
    folder: Path,
    problems: Problems,
    whole: bool = False,
) -> Found:
    """The tables of an input. Tables of databases and workbooks are copied into `folder`. Of a registry taken as a `whole`,
    applicants are units like others, and none are needed. Raises InputError where it cannot be opened."""
    finder = _Finder(vocabulary, foreign, folder, problems, whole)
    database, path = Database.of(source), Path(source)
    if database is not None:
        finder.database(database)
    elif path.is_dir():
        finder.folder(path)
    elif path.suffix.lower() == _WORKBOOK:
        finder.workbook(path)
    elif path.suffix.lower() in _KINDS:
        section = finder.section(path.stem)
        finder.add((whole and section) or APPLICANTS, _KINDS[path.suffix.lower()](path))
    else:
        code = "R659" if path.exists() else "Y001"
        problems.add(code, Place(source, 0, 0), **({"found": path.suffix, "allowed": ", ".join(READ)} if path.exists() else {}))
    return finder.finished(source)


class _Finder:
    def __init__(
        self, vocabulary: Vocabulary, foreign: Mapping[str, Foreign], copies: Path, problems: Problems, whole: bool
    ) -> None:
        self.vocabulary, self.copies, self.problems, self.found = vocabulary, copies, problems, Found()
        self.whole = whole
        self.said = Tables(vocabulary, problems)
        self.tables = {one.table: section for section, one in foreign.items() if one.table}
        self.renamed = {section for section, one in foreign.items() if one.table}
        self._given: dict[str, str] = {}
        self._seen: list[str] = []

    def section(self, name: str) -> str:
        """The table that a file, sheet or database table is; empty if it is none."""
        self._seen.append(name)
        ours = self.tables.get(normalise(name)) or section_named(name, self.vocabulary)
        return "" if ours in self.renamed and normalise(name) not in self.tables else ours

    def add(self, section: str, *parts: Part) -> None:
        """Note the parts of a table, all of them at once."""
        first = self._given.setdefault(section, parts[0].file)
        if first != parts[0].file:
            self.problems.add("R602", Place(parts[0].file, 0, 0), found=section, other=first)
        self.found.parts.setdefault(section, []).extend(parts)

    def of_whole(self, name: str, section: str, part: Part) -> None:
        """Read a table that is no list of records."""
        if self.said.is_first(section, part.file):
            self.said.take(name, section, Grid(part.file, self._rows(part)))

    def _rows(self, part: Part) -> Iterator[Row]:
        yield 1, part.headings()
        for chunk in part.chunks():
            self.problems.extend(ragged.problem for ragged in chunk.ragged)
            for row, *cells in chunk.frame.iter_rows():
                yield row, [unpacked(cell) if isinstance(cell, str) else cell for cell in cells]

    def finished(self, source: str) -> Found:
        """What was found; the units are the applicants where no other table is."""
        self.found.registry, self.found.place_of = self.said.document, self.said.place_of
        for table in self.tables:
            if table not in map(normalise, self._seen):
                suggestion = nearest(table, self._seen) or ""
                self.problems.add(
                    "R660", Place(source, 0, 0), found=table, allowed=", ".join(self._seen), suggestion=suggestion
                )
        if self.whole:
            for part in self.found.parts.pop(DETERMINATIONS, ()):
                self.problems.add("R664", Place(part.file, 0, 0), found=DETERMINATIONS)
            if APPLICANTS in self.found.parts:
                self.found.parts[_UNITS] = self.found.parts.pop(APPLICANTS)
            return self.found
        if APPLICANTS not in self.found.parts and _UNITS in self.found.parts:
            self.found.parts[APPLICANTS] = self.found.parts.pop(_UNITS)
        if APPLICANTS not in self.found.parts and not self.problems.has_errors:
            self.problems.add("R651", Place(source, 0, 0), allowed=f"{APPLICANTS}, {_UNITS}")
        return self.found

    # --- kinds of input ---

    def database(self, database: Database) -> None:
        if database.table:
            section = self.section(database.table)
            self.add((self.whole and section) or APPLICANTS, database.copy(database.table, self.copies))
            return
        for name in database.tables():
            section = self.section(name)
            if section:
                self.add(section, database.copy(name, self.copies))
            elif (whole := section_of(name, self.vocabulary)) in _OF_THE_WHOLE:
                self.of_whole(name, whole, database.copy(name, self.copies))

    def workbook(self, path: Path) -> None:
        others = []
        for sheet in sheets_of(path):
            section = self.section(sheet.name)
            if section:
                sheet.tell_merged(self.problems)
                self.add(section, copy_sheet(sheet.file, sheet.rows, self.copies))
            elif (whole := section_of(sheet.name, self.vocabulary)) in _OF_THE_WHOLE:
                if self.said.is_first(whole, sheet.file):
                    self.said.take(sheet.name, whole, Grid(sheet.file, sheet.rows))
            else:
                others.append((sheet, copy_sheet(sheet.file, sheet.rows, self.copies)))
        others = [(sheet, part) for sheet, part in others if part.names] or others  # a new workbook has empty sheets
        if len(others) == 1 and self.found.parts.keys() <= {DETERMINATIONS}:
            sheet, part = others[0]
            sheet.tell_merged(self.problems)
            self.add(APPLICANTS, part)
            return
        for sheet, part in others:
            self._passed_over(sheet.name, Place(part.file, 0, 0))

    def folder(self, path: Path) -> None:
        entries = sorted(one for one in path.iterdir() if not one.name.startswith((".", "_", "~$")))
        named = {one: self.section(one.stem if one.is_file() else one.name) for one in entries}
        others = [one for one, section in named.items() if not section and self._may_be_applicants(one)]
        if set(named.values()) <= {"", DETERMINATIONS} and len({one.suffix.lower() for one in others}) == 1:
            self._parts(APPLICANTS, others, path)
            named = {one: section for one, section in named.items() if one not in others}
        for one, section in named.items():
            self._entry(one, section, path)

    def _may_be_applicants(self, one: Path) -> bool:
        """Whether a file of another name may be a part of the applicants where no table is named after them."""
        return one.suffix.lower() in _KINDS and section_of(one.stem, self.vocabulary) not in _OF_THE_WHOLE

    def _entry(self, one: Path, section: str, inside: Path) -> None:
        suffix, place = one.suffix.lower(), Place(str(one), 0, 0)
        if section and one.is_dir():
            parts = sorted(part for part in one.iterdir() if part.suffix.lower() in READ and not part.name.startswith("~$"))
            self._parts(section, parts, inside)
            if not parts:
                self.problems.add("R619", place, allowed=", ".join(READ))
        elif section and suffix in READ:
            self._parts(section, [one], inside)
        elif section:
            self.problems.add("R659", place, found=suffix or one.name, allowed=", ".join(READ))
        elif (whole := section_of(one.stem, self.vocabulary)) in _OF_THE_WHOLE and suffix in (".csv", ".yaml"):
            if self.said.is_first(whole, str(one)):
                take_table(one, suffix, whole, self.said)
        elif whole in _OF_THE_WHOLE and suffix in _KINDS:
            self.of_whole(one.stem, whole, _KINDS[suffix](one))
        elif suffix in READ:
            self._passed_over(one.stem, place)

    def _parts(self, section: str, files: Iterable[Path], inside: Path) -> None:
        parts: list[Part] = []
        for file in files:
            if not Path(realpath(file)).is_relative_to(realpath(inside)):
                self.problems.add("R621", Place(str(file), 0, 0))
            elif file.suffix.lower() == _WORKBOOK:
                parts.extend(self._first_sheet(file))
            else:
                parts.append(_KINDS[file.suffix.lower()](file))
        if parts:
            self.add(section, *parts)

    def _first_sheet(self, path: Path) -> Iterator[Part]:
        """The only table of a workbook that is one itself; other sheets are passed over."""
        for number, sheet in enumerate(sheets_of(path)):  # each is open until the next is asked for
            if number:
                self._passed_over(sheet.name, Place(sheet.file, 0, 0))
            else:
                sheet.tell_merged(self.problems)
                yield copy_sheet(sheet.file, sheet.rows, self.copies)

    def _passed_over(self, name: str, place: Place) -> None:
        suggestion = nearest_named(name, self.vocabulary)
        self.problems.add("R665", place, found=name, allowed=", ".join(SECTIONS), suggestion=suggestion)

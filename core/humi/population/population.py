"""A population as it is read: every table once, row by row into slots, then batch by batch with all that belongs together.

What cannot be read is set aside and makes its list open: of an applicant with a title that could not be read, nobody can say
that it holds none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType

import polars as pl

from humi.dossier.facts import BOUND, RELATIONS
from humi.dossier.reading import Reader
from humi.dossier.vocabulary import Vocabulary
from humi.errors import InputError
from humi.population.aside import Aside
from humi.population.chunks import Chunk, Part, shown_cell
from humi.population.columns import Layout, layout_of
from humi.population.decisions import LOST, decisions, lost_decisions, of_nobody, standing
from humi.population.encoding import Encoded, Encoder
from humi.population.inputs import Found, find_tables
from humi.population.mapping import Foreign, read_mapping
from humi.population.named import Named
from humi.population.slots import APPLICANTS, DETERMINATIONS, KEY, PLACE, ROW, column, recorded, unlisted
from humi.population.staging import Staging
from humi.population.storing import store
from humi.population.truths import with_truths
from humi.population.unheaded import Unheaded
from humi.reading.problems import Place, Problem, Problems

BATCH_ROWS = 200_000
_PART = "#part"
_LOST = "-lost"
"""Ends the name of the staged keys of rows that were set aside."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Applicants with all their records: a table of slots for each section, see `slots`. `number` counts from 1."""

    number: int
    of: int
    tables: dict[str, pl.DataFrame]


@dataclass(slots=True)
class _Table:
    section: str
    part: Part
    headings: list[str]
    layout: Layout
    notes: Unheaded


@dataclass(slots=True)
class PopulationReader:
    """Reads a population; a context, since what was read stands in a temporary folder.

    `source` is a file, a folder or a database, see `inputs`. `on_rows` is told the table and how many of its rows are read.
    Raises InputError when entered, with all problems of the tables as wholes; single bad rows are set aside. `warnings` are
    problems that keep nothing from being read.
    """

    source: str
    vocabulary: Vocabulary
    mapping: Path | None = None
    batch_rows: int = BATCH_ROWS
    on_rows: Callable[[str, int], None] | None = None
    folder: Path | None = None
    warnings: tuple[Problem, ...] = ()
    rows: Counter[str] = field(default_factory=Counter)
    named: Named = field(init=False)
    aside: Aside = field(init=False)
    _temporary: TemporaryDirectory[str] = field(init=False)
    _staging: Staging = field(init=False)
    _tables: list[_Table] = field(default_factory=list)
    _found: Found = field(default_factory=Found)
    _said: Reader = field(init=False)
    _nameless: Counter[str] = field(default_factory=Counter)
    _anybodys: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=LOST))
    _late: int = 0

    def __enter__(self) -> PopulationReader:
        self._temporary = TemporaryDirectory(prefix="humi-", dir=self.folder)
        folder, self.named = Path(self._temporary.name), Named(self.vocabulary)
        self._staging, self.aside = Staging(folder / "rows"), Aside(folder / "aside")
        try:
            self._open(folder / "copies")
            self._read()
        except BaseException:
            self.__exit__(None, None, None)
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        try:
            self.aside.close()
        finally:
            self._temporary.cleanup()

    # --- reading ---

    def _open(self, folder: Path) -> None:
        problems = Problems()
        foreign = read_mapping(self.mapping, self.vocabulary, problems) if self.mapping else {}
        problems.raise_if_errors(InputError)
        self.aside.names = {section: one.table for section, one in foreign.items() if one.table}
        self._found = find_tables(self.source, self.vocabulary, foreign, folder, problems)
        problems.raise_if_errors(InputError)
        for section in sorted(self._found.parts, key=lambda name: name != APPLICANTS):
            for part in self._found.parts[section]:
                self._take(section, part, foreign.get(section, Foreign()), problems)
        problems.raise_if_errors(InputError)
        self._said = self._found.said(RELATIONS, self.vocabulary, self.source)
        self.warnings = (*problems, *self._said.problems)

    def _take(self, section: str, part: Part, foreign: Foreign, problems: Problems) -> None:
        try:
            headings = part.headings()
        except InputError as error:
            problems.extend(error.problems)
            return
        found = layout_of(section, part, headings, self.vocabulary, foreign, problems)
        if found is not None:
            self._tables.append(_Table(section, with_truths(part, found), headings, found, Unheaded(part.file, headings)))

    def _read(self) -> None:
        for number, table in enumerate(self._tables):
            if table.section != APPLICANTS and self._staging.starts is None:
                self._staging.divide(self.batch_rows)
            encoder = Encoder(self.vocabulary, table.layout, table.part.file)
            for chunk in table.part.chunks():
                self._encode(number, table, encoder, table.notes.without_notes(chunk))
            self.warnings = (*self.warnings, *table.notes.problems())
        if self._staging.starts is None:
            self._staging.divide(self.batch_rows)
        self._staging.flush()

    def _encode(self, number: int, table: _Table, encoder: Encoder, chunk: Chunk) -> None:
        encoded = encoder.encode(chunk)
        self._set_aside(table, chunk, encoded)
        frame = encoded.frame.with_columns(pl.lit(number, dtype=pl.Int32).alias(_PART))
        self._staging.put(table.section, frame)
        self.named.count(table.section, frame)
        self.rows[table.section] += chunk.frame.height + len(chunk.ragged)
        if self.on_rows is not None:
            self.on_rows(table.section, self.rows[table.section])

    def _set_aside(self, table: _Table, chunk: Chunk, encoded: Encoded) -> None:
        if not encoded.wrong:
            return
        for ragged in chunk.ragged:
            self.aside.put(table.section, table.headings, ragged.cells or [ragged.text], encoded.wrong[ragged.row])
        bad = chunk.frame.filter(pl.col("row").is_in(list(encoded.wrong)))
        for row, *cells in bad.with_columns(pl.exclude("row").cast(pl.String)).iter_rows():
            self.aside.put(table.section, table.headings, list(map(shown_cell, cells)), encoded.wrong[row])
        if table.section == DETERMINATIONS:
            lost = lost_decisions(encoded, table.layout)
            self._anybodys = of_nobody(pl.concat([self._anybodys, lost]).unique())
        else:
            lost = encoded.lost.select(KEY)
            self._nameless[table.section] += len(encoded.wrong) - lost[KEY].count()
        self._staging.put(f"{table.section}{_LOST}", lost.drop_nulls(KEY))

    # --- batches ---

    def batches(self) -> Iterator[Batch]:
        """The batches, each applicant in one of them. Rows that do not fit with others are set aside on the way."""
        unlisted_by_registry = self._unlisted()
        for number in range(self._staging.ranges):
            tables = self._batch(number, unlisted_by_registry)
            if tables:
                yield Batch(number + 1, self._staging.ranges, tables)
        self._staging.flush()

    def _batch(self, number: int, said: dict[str, tuple[int, int]]) -> dict[str, pl.DataFrame]:
        read = self._staging.get(APPLICANTS, number)
        if read is None:
            read = pl.DataFrame(schema={KEY: pl.String, ROW: pl.Int64, _PART: pl.Int32})
        applicants, twice = self._without_repeated(APPLICANTS, "R654", read, [KEY])
        lost = self._staging.get(f"{APPLICANTS}{_LOST}", number)
        gone = pl.concat([frame[KEY] for frame in (twice, lost) if frame is not None]).unique()
        tables = {}
        for relation in RELATIONS:
            if not any(table.section == relation for table in self._tables):
                continue
            records, open_keys = self._records(relation, number, applicants[KEY], gone)
            if records is not None:
                tables[relation] = records
            applicants = _with_unlisted(applicants, relation, open_keys, said[relation], self._nameless[relation])
        made = self._decisions(number, applicants[KEY], gone)
        if made.height:
            tables[DETERMINATIONS] = made
        applicants = self._with_programme(applicants.drop(_PART))
        return {APPLICANTS: applicants, **tables} if applicants.height else {}

    def _decisions(self, number: int, keys: pl.Series, gone: pl.Series) -> pl.DataFrame:
        """The decisions on the applicants of a range, as far as none that could not be read may be about the same."""
        records = self._staging.get(DETERMINATIONS, number)
        if records is None:
            return pl.DataFrame()
        lost = self._staging.get(f"{DETERMINATIONS}{_LOST}", number)
        made = decisions(self._owned(DETERMINATIONS, records, keys, gone))
        return standing(made, self._anybodys if lost is None else pl.concat([self._anybodys, lost]))

    def _records(
        self, relation: str, number: int, keys: pl.Series, gone: pl.Series
    ) -> tuple[pl.DataFrame | None, list[pl.Series]]:
        """The records of a relation in a range, and the applicants of those set aside, once for each."""
        lost = self._staging.get(f"{relation}{_LOST}", number)
        open_keys = [lost[KEY]] if lost is not None else []
        records = self._staging.get(relation, number)
        if records is None:
            return None, open_keys
        records = self._owned(relation, records, keys, gone)
        identity = column(self.vocabulary.facts_of(RELATIONS[relation])["id"], 0)
        if identity in records.columns:
            records, twice = self._without_repeated(relation, "D305", records, [KEY, identity])
            open_keys.append(twice[KEY])
        place = pl.int_range(pl.len(), dtype=pl.Int64).over(KEY).alias(PLACE)
        return records.with_columns(place).drop(_PART), open_keys

    def _owned(self, section: str, records: pl.DataFrame, keys: pl.Series, gone: pl.Series) -> pl.DataFrame:
        """The records of applicants that are judged."""
        owned = records[KEY].is_in(keys.implode())
        if owned.all():
            return records
        others = records.filter(~owned)
        of_lost = others[KEY].is_in(gone.implode())
        self._later(section, "R656", others.filter(of_lost))
        self._later(section, "R655", others.filter(~of_lost))
        return records.filter(owned)

    def _without_repeated(
        self, section: str, code: str, frame: pl.DataFrame, names: list[str]
    ) -> tuple[pl.DataFrame, pl.DataFrame]:
        """The rows that no other has the identity of, and the others: nothing says which of them counts."""
        repeated = pl.struct(names).is_duplicated() & pl.col(names[-1]).is_not_null()
        twice = frame.filter(repeated)
        if not twice.height:
            return frame, twice
        self._later(section, code, twice.with_columns(pl.col(names[-1]).alias("#found")))
        return frame.filter(~repeated), twice

    def _later(self, section: str, code: str, rows: pl.DataFrame) -> None:
        """Note rows that are set aside for what stands in others: their cells are read again when they are saved."""
        if not rows.height:
            return
        found = pl.col("#found" if "#found" in rows.columns else KEY)
        path = Path(self._temporary.name) / "late" / f"{self._late:08}.parquet"
        self._late += 1
        store(rows.select(_PART, ROW, found.alias("found"), pl.lit(code).alias("code")), path)
        self.aside.counts[section] += rows.height
        self.aside.codes[code] += rows.height

    def _unlisted(self) -> dict[str, tuple[int, int]]:
        """How many records each list may lack, by what the table `registry` says; a list as written is whole."""
        # A total is one of the whole registry: any applicant may have what is missing, or none of it.
        return {relation: (0, most) for relation, (_, most) in self._said.unlisted.items()}

    def _with_programme(self, applicants: pl.DataFrame) -> pl.DataFrame:
        """The applicants, each with what the authority did itself: the same for all of them."""
        slots = recorded(self.vocabulary, "programme")(self._said.records["programme"])
        return applicants.with_columns(
            pl.lit(value, dtype=pl.String if isinstance(value, str) else pl.Int64).alias(name) for name, value in slots
        )

    # --- what was set aside ---

    def save_aside(self, folder: Path) -> list[Path]:
        """Write the rows that were set aside into a folder, a file for each table; its paths. For when all batches are done."""
        late = sorted((Path(self._temporary.name) / "late").glob("*.parquet"))
        if late:
            rows = pl.concat([pl.read_parquet(path, memory_map=False) for path in late])
            for number, table in enumerate(self._tables):
                mine = rows.filter(pl.col(_PART) == number)
                if mine.height:
                    self._save_late(table, mine)
        return self.aside.save(folder)

    def _save_late(self, table: _Table, late: pl.DataFrame) -> None:
        for chunk in table.part.chunks():
            found = chunk.frame.join(late, left_on="row", right_on=ROW, maintain_order="left")
            for line in found.iter_rows(named=True):
                place = Place(table.part.file, line["row"], table.layout.key + 1)
                problem = Problem(line["code"], place, {"found": str(line["found"]), "key": str(line["found"])})
                cells = [
                    shown_cell(None if cell is None else str(cell))
                    for cell in (line[f"c{index}"] for index in range(len(table.headings)))
                ]
                self.aside.counts[table.section] -= 1
                self.aside.codes[line["code"]] -= 1
                self.aside.put(table.section, table.headings, cells, [problem])


def _with_unlisted(
    applicants: pl.DataFrame, relation: str, open_keys: list[pl.Series], said: tuple[int, int], nameless: int
) -> pl.DataFrame:
    """The applicants, and how many records of a relation each has beyond those listed."""
    least, most = said
    base = min(most + nameless, BOUND)
    columns = [pl.lit(least, dtype=pl.Int64).alias(unlisted(relation, "least"))]
    name = unlisted(relation, "most")
    keys = pl.concat(open_keys) if open_keys else pl.Series(KEY, [], dtype=pl.String)
    if not len(keys):
        return applicants.with_columns(*columns, pl.lit(base, dtype=pl.Int64).alias(name))
    lost = keys.to_frame(KEY).group_by(KEY).agg(pl.len().cast(pl.Int64).alias(name))
    joined = applicants.join(lost, on=KEY, how="left", maintain_order="left")
    return joined.with_columns(*columns, (pl.col(name).fill_null(0) + base).clip(upper_bound=BOUND))

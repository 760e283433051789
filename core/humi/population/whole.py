"""A registry as a whole, for what is counted over all its records: every table in slots on disk, under one key."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType

import polars as pl

from humi.dossier.facts import BOUND, RELATIONS
from humi.dossier.reading import Reader
from humi.dossier.vocabulary import Vocabulary
from humi.errors import InputError
from humi.population.chunks import Chunk, Part
from humi.population.columns import layout_of
from humi.population.encoding import Encoder
from humi.population.inputs import find_tables
from humi.population.mapping import Foreign, read_mapping
from humi.population.named import Named
from humi.population.slots import APPLICANTS, KEY, PLACE, column, recorded, unlisted
from humi.population.storing import store
from humi.population.truths import with_truths
from humi.population.unheaded import Unheaded
from humi.reading.problems import Problem, Problems

EVERYBODY = "*"
"""The key of all records."""


@dataclass(slots=True)
class WholeRegistry:
    """Reads all records of a registry; a context, since they stand in a temporary folder.

    `source` is a file, a folder or a database, see `inputs`. `tables` are the Parquet files of each, of slots as
    `engines.screen.population` wants them; the table of applicants has one row, which stands for the registry, and holds what
    the authority did itself. Rows that cannot be read, and all records of one kind with the same `id`, are set aside, and open
    their list: what they say may be anything.
    Raises InputError when entered, with all problems of the tables as wholes, or where the disk is full.
    """

    source: str
    vocabulary: Vocabulary
    mapping: Path | None = None
    on_rows: Callable[[str, int], None] | None = None
    warnings: tuple[Problem, ...] = ()
    rows: Counter[str] = field(default_factory=Counter)
    aside: Counter[str] = field(default_factory=Counter)
    codes: Counter[str] = field(default_factory=Counter)
    examples: dict[str, Problem] = field(default_factory=dict)
    tables: dict[str, list[Path]] = field(default_factory=dict)
    named: Named = field(init=False)
    _temporary: TemporaryDirectory[str] = field(init=False)

    def __enter__(self) -> WholeRegistry:
        self._temporary, self.named = TemporaryDirectory(prefix="humi-"), Named(self.vocabulary)
        try:
            self._read(Path(self._temporary.name))
        except BaseException:
            self._temporary.cleanup()
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._temporary.cleanup()

    def _read(self, folder: Path) -> None:
        problems = Problems()
        foreign = read_mapping(self.mapping, self.vocabulary, problems) if self.mapping else {}
        problems.raise_if_errors(InputError)
        found = find_tables(self.source, self.vocabulary, foreign, folder / "copies", problems, whole=True)
        problems.raise_if_errors(InputError)
        encoders = []
        for section, parts in found.parts.items():
            for part in parts:
                encoder = self._encoder(section, part, foreign.get(section, Foreign()), problems)
                if encoder is not None:
                    encoders.append((section, with_truths(part, encoder.layout), encoder))
        problems.raise_if_errors(InputError)
        said = found.said(found.parts, self.vocabulary, self.source)
        self.warnings = (*problems, *said.problems)
        for section, part, encoder in encoders:
            notes = Unheaded(part.file, part.headings())
            for chunk in part.chunks():
                self._take(section, encoder, notes.without_notes(chunk), folder)
            self.warnings = (*self.warnings, *notes.problems())
        for section in found.parts:
            self._without_repeated(section)
        self._registry(said, found.parts, folder)

    def _encoder(self, section: str, part: Part, foreign: Foreign, problems: Problems) -> Encoder | None:
        try:
            headings = part.headings()
        except InputError as error:
            problems.extend(error.problems)
            return None
        found = layout_of(section, part, headings, self.vocabulary, foreign, problems, keyed=False)
        return Encoder(self.vocabulary, found, part.file) if found is not None else None

    def _take(self, section: str, encoder: Encoder, chunk: Chunk, folder: Path) -> None:
        key = pl.lit(EVERYBODY).alias(f"c{encoder.layout.key}")
        encoded = encoder.encode(Chunk(chunk.frame.with_columns(key), chunk.ragged))
        self.named.count(section, encoded.frame)
        place = pl.int_range(pl.len(), dtype=pl.Int64) + self.rows[section]
        self.rows[section] += chunk.frame.height + len(chunk.ragged)
        for problems in encoded.wrong.values():
            self._note(section, problems)
        paths = self.tables.setdefault(section, [])
        path = folder / f"{section}-{len(paths):06}.parquet"
        store(encoded.frame.with_columns(place.alias(PLACE)).select(pl.exclude("^#.*$")), path)
        paths.append(path)
        if self.on_rows is not None:
            self.on_rows(section, self.rows[section])

    def _note(self, section: str, problems: list[Problem]) -> None:
        self.aside[section] += 1
        for problem in problems:
            self.codes[problem.code] += 1
            self.examples.setdefault(problem.code, problem)

    def _without_repeated(self, section: str) -> None:
        """Take out the records of which there are several with one identity: nothing says which of them counts."""
        identity = column(self.vocabulary.facts_of(RELATIONS[section])["id"], 0)
        paths = [path for path in self.tables.get(section, ()) if identity in pl.read_parquet_schema(path)]
        if not paths:
            return
        ids = pl.scan_parquet(paths, missing_columns="insert").select(identity).drop_nulls()
        twice = ids.group_by(identity).len().filter(pl.col("len") > 1).collect(engine="streaming")
        if not twice.height:
            return
        self.aside[section] += int(twice["len"].sum())
        problem = Problem("D305", None, {"key": str(twice[identity].min())})
        self.codes[problem.code] += int(twice["len"].sum())
        self.examples.setdefault(problem.code, problem)
        for path in paths:
            frame = pl.read_parquet(path, memory_map=False)
            store(frame.filter(~pl.col(identity).is_in(twice[identity].implode()).fill_null(False)), path)

    def _registry(self, said: Reader, relations: Iterable[str], folder: Path) -> None:
        """The one row that stands for the registry: what the authority did itself, and how many records each list may lack."""
        row: dict[str, object] = {KEY: EVERYBODY, **dict(recorded(self.vocabulary, "programme")(said.records["programme"]))}
        for relation in relations:  # also one whose table has headings alone
            least, most = said.unlisted[relation]
            row[unlisted(relation, "least")] = least
            row[unlisted(relation, "most")] = min(most + self.aside[relation], BOUND)
        path = folder / "registry.parquet"
        store(pl.DataFrame([row]), path)
        self.tables[APPLICANTS] = [path]

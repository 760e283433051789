"""What the columns of a table say: which facts, in which parts, and which column names the applicant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

import polars as pl

from humi.dossier.facts import RELATION_OF, RELATIONS, SINGLE, Fact
from humi.dossier.headings import APPLICANT, DeterminationHeadings, Heading, Headings
from humi.dossier.vocabulary import Vocabulary
from humi.population.chunks import Part
from humi.population.decisions import DETERMINATION, FACTS
from humi.population.mapping import Foreign
from humi.population.slots import APPLICANTS, DETERMINATIONS
from humi.reading.problems import Place, Problems
from humi.values.text import normalise

BELONGS_TO = {"titles": "holder", "claims": "holder", "cases": "respondent", "acts": "actor"}
"""The fact that names the applicant where no column does; of the others none does."""
OF_APPLICANT = tuple(entity for entity in SINGLE if entity in RELATION_OF)
NEAR = 5
"""Headings stand in one of so many rows."""
_OURS = "#"
"""Begins the headings that tell why a row was set aside, so that a mended row can be read as it stands."""


@dataclass(frozen=True, slots=True)
class Group:
    """The columns that tell one fact, by their places from 0."""

    fact: Fact
    columns: tuple[int, ...]
    headings: tuple[str, ...]
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """`key` is the place of the column that names the applicant."""

    key: int
    groups: tuple[Group, ...]
    entities: tuple[str, ...]


def layout(
    section: str,
    headings: Sequence[str],
    vocabulary: Vocabulary,
    file: str,
    foreign: Foreign,
    problems: Problems,
    keyed: bool = True,
) -> Layout | None:
    """What the headings of a table mean; None after a reported problem. Where it is not `keyed`, its rows belong to nobody in
    particular, and the key is a column beyond those there are."""
    found = _Finder(section, vocabulary, file, foreign, problems)
    for index, text in enumerate(headings):
        found.take(index, text)
    foreign.check(headings, problems)
    if not keyed:
        found.key = len(headings)
    return found.layout()


def layout_of(
    section: str,
    part: Part,
    headings: Sequence[str],
    vocabulary: Vocabulary,
    foreign: Foreign,
    problems: Problems,
    keyed: bool = True,
) -> Layout | None:
    """What the headings of a part mean (`layout`). Where a title stands above them, this is said and nothing else."""
    told = Problems()
    found = layout(section, headings, vocabulary, part.file, foreign, told, keyed)
    row = _row_of_headings(section, part, headings, vocabulary) if found is None else 0
    if row:
        problems.add("R668", Place(part.file, row, 0), found=next(filter(None, headings)), row=str(row))
    else:
        problems.extend(told)
    return found


def _row_of_headings(section: str, part: Part, headings: Sequence[str], vocabulary: Vocabulary) -> int:
    """The row that seems to hold the headings where the first holds none; 0 where no such row is near."""
    if _known(section, headings, vocabulary):
        return 0
    for chunk in islice(part.chunks(), 1):
        rows = {one.row: one.text.replace("\t", ",").split(",") for one in chunk.ragged}
        for number, *cells in chunk.frame.head(NEAR).cast(pl.String).iter_rows():
            rows[number] = [cell for cell in cells if cell]
        for row in sorted(rows)[:NEAR]:
            if _known(section, rows[row], vocabulary) > 1:
                return int(row)
    return 0


def _known(section: str, headings: Sequence[str], vocabulary: Vocabulary) -> int:
    """How many of some texts are headings."""
    known = _headings(section, vocabulary).values()
    return sum(any(one.find(text) is not None for one in known) for text in map(normalise, headings) if text)


def _headings(section: str, vocabulary: Vocabulary) -> dict[str, Headings]:
    """The headings that a table may have, by the entity whose facts they name."""
    if section == DETERMINATIONS:
        return {DETERMINATION: DeterminationHeadings()}
    entities = OF_APPLICANT if section == APPLICANTS else (RELATIONS[section],)
    return {entity: Headings(vocabulary, entity) for entity in entities}


class _Finder:
    def __init__(self, section: str, vocabulary: Vocabulary, file: str, foreign: Foreign, problems: Problems) -> None:
        self.section, self.file, self.foreign, self.problems = section, file, foreign, problems
        self.vocabulary = vocabulary
        self.headings = _headings(section, vocabulary)
        self.failed = False
        self.key: int | None = None
        self.found: dict[str, list[tuple[int, str, Heading]]] = {}

    def take(self, index: int, written: str) -> None:
        """Note what a column says."""
        text, place = self.foreign.meant(written, Place(self.file, 1, index + 1))
        if text is None or text.startswith(_OURS) or not normalise(text):
            return
        word = normalise(text)
        if word in APPLICANT:
            self._refuse_second(self.key is not None, written, place)
            self.key = index
            return
        entity = self._entity(word)
        heading = self.headings[entity].find(text)
        if heading is None:
            if not self.foreign.passes_over_others:
                self._unknown(text, place)
            return
        if self._fact(heading.fact) is None:
            self.problems.add("D310", place, found=heading.keys[0])
            return
        given = self.found.setdefault(heading.fact, [])
        self._refuse_second(any(other.part == heading.part for _, _, other in given), written, place)
        given.append((index, text, heading))

    def _fact(self, path: str) -> Fact | None:
        return FACTS[path] if self.section == DETERMINATIONS else self.vocabulary.by_path(path)

    def _entity(self, word: str) -> str:
        first, dot, _ = word.partition(".")
        entity = self.vocabulary.entity(first.strip()) if dot else ""
        return entity if entity in self.headings else next(iter(self.headings))

    def _unknown(self, text: str, place: Place) -> None:
        headings = self.headings[self._entity(normalise(text))]
        allowed = ", ".join([*headings.allowed(), APPLICANT[0]])
        self.problems.add("R603", place, found=text, allowed=allowed, suggestion=headings.nearest(normalise(text)))
        self.failed = True

    def _refuse_second(self, is_second: bool, text: str, place: Place) -> None:
        if is_second:
            self.problems.add("R604", place, found=text)
            self.failed = True

    def layout(self) -> Layout | None:
        """What all columns say together."""
        key = self.key if self.key is not None else self._conventional()
        if key is None and not self.failed:
            self.problems.add("R652", Place(self.file, 0, 0), allowed=self._names_of_applicant())
        if self.section == DETERMINATIONS and "criterion" not in self.found and not self.failed:
            self.problems.add("L102", Place(self.file, 1, 0), key="criterion")
            return None
        if key is None or self.failed:
            return None
        facts = ((self._fact(path), given) for path, given in self.found.items())
        groups = tuple(
            Group(
                fact,
                tuple(index for index, _, _ in given),
                tuple(text for _, text, _ in given),
                tuple(heading.part for _, _, heading in given),
            )
            for fact, given in facts
            if fact is not None
        )
        entities = tuple(entity for entity in self.headings if any(group.fact.entity == entity for group in groups))
        return Layout(key, groups, entities)

    def _fact_of_key(self) -> str:
        name = "unit.id" if self.section == APPLICANTS else BELONGS_TO.get(self.section, "")
        return name if "." in name or not name else f"{RELATIONS[self.section]}.{name}"

    def _conventional(self) -> int | None:
        given = self.found.get(self._fact_of_key())
        return given[0][0] if given else None

    def _names_of_applicant(self) -> str:
        fact = self.vocabulary.by_path(self._fact_of_key())
        return ", ".join([*APPLICANT, *((fact.name, fact.label.zh) if fact is not None else ())])

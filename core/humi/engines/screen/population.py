"""A population: applicants and their related records as tables of encoded slots.

| table | a row is | columns |
| --- | --- | --- |
| `applicants` | one applicant | `key`; slots of what is held once (`unit.founded#0`); `titles#least`, `titles#most` unlisted |
| `titles`, `claims`, ... | one record | `key` of its applicant; `place` in the list, from 0; slots (`title.held#0`) |
| `determinations` | one decision | `key`, `path`, `about` (null: the applicant), `mask`, `first` and `last` day or null |

Slots are those of `dossier.facts`, as recorded, whatever the day: whole numbers of 64 bits, texts null where not known. What a
table has no column for is not recorded; a null in a column of numbers says the same of one row. A relation without a table has
no records.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from humi.dossier.dossier import Dossier
from humi.dossier.facts import BOUND, RELATIONS, SINGLE
from humi.dossier.vocabulary import Vocabulary
from humi.engines.screen.sight import Sight
from humi.errors import DossierError
from humi.population.slots import APPLICANTS, DETERMINATIONS, KEY, PLACE, column, recorded, unlisted
from humi.reading.problems import Place, Problems

if TYPE_CHECKING:
    import ibis.expr.types as ir
    import pyarrow as pa

UNLISTED = (("least", 0), ("most", BOUND))
"""Of a list that nobody says to be whole."""


@dataclass(frozen=True)
class Population:
    """Tables of one vocabulary; all of them belong to one database, or to none."""

    tables: Mapping[str, ir.Table]
    vocabulary: Vocabulary

    def __post_init__(self) -> None:
        """Raises DossierError for columns of slots that are neither whole numbers nor texts."""
        problems = Problems()
        for name, table in self.tables.items():
            for held, kind in table.schema().items():
                if "#" in held and not (kind.is_integer() or kind.is_string() or kind.is_boolean()):
                    problems.add("R630", Place(name, 0, 0), found=held, type=str(kind))
        problems.raise_if_errors(DossierError)

    def sight(self, region: str, asked: int, now: int | None = None) -> Sight:
        """How a region sees it on a day."""
        columns = {name: frozenset(table.columns) for name, table in self.tables.items()}
        return Sight(columns, self.vocabulary, region, asked, now)

    @classmethod
    def of(cls, dossiers: Sequence[Dossier], vocabulary: Vocabulary) -> Population:
        """Of dossiers in memory; the key of each is its place, from 0."""
        import ibis

        return cls({name: ibis.memtable(table) for name, table in encoded(dossiers, vocabulary).items()}, vocabulary)


def encoded(dossiers: Sequence[Dossier], vocabulary: Vocabulary) -> dict[str, pa.Table]:
    """The tables of dossiers. Only what some dossier records becomes a column."""
    subjects = [recorded(vocabulary, entity) for entity in SINGLE]
    rows: dict[str, list[dict[str, Any]]] = {APPLICANTS: [], DETERMINATIONS: []}
    for key, dossier in enumerate(dossiers):
        own = dossier.under(vocabulary)
        row: dict[str, Any] = {KEY: key}
        for entity, slots in zip(SINGLE, subjects, strict=True):
            row.update(slots(own.records[entity]))
        for relation, (least, most) in own.unlisted.items():
            row.update({unlisted(relation, "least"): least, unlisted(relation, "most"): most})
        rows[APPLICANTS].append(row)
        for relation, entity in RELATIONS.items():
            slots = recorded(vocabulary, entity)
            for place, record in enumerate(own.lists[relation]):
                rows.setdefault(relation, []).append({KEY: key, PLACE: place, **dict(slots(record))})
        rows[DETERMINATIONS].extend(_decided(key, own))
    return {name: _table(name, found, vocabulary) for name, found in rows.items() if found}


def _decided(key: int, dossier: Dossier) -> Iterable[dict[str, Any]]:
    for determination in dossier.determinations:
        path, about = determination.key
        for one in determination.decided:
            first, last = one.days or (None, None)
            yield {KEY: key, "path": path, "about": about, "mask": one.mask, "first": first, "last": last}


def _table(name: str, rows: list[dict[str, Any]], vocabulary: Vocabulary) -> pa.Table:
    import pyarrow as pa

    unknown = slots_of(name, vocabulary)
    columns = dict.fromkeys(key for row in rows for key in row)
    arrays = {}
    for one in columns:
        default = unknown.get(one)
        is_text = one in ("path", "about") or (one in unknown and default is None)
        arrays[one] = pa.array([row.get(one, default) for row in rows], pa.string() if is_text else pa.int64())
    return pa.table(arrays)


def slots_of(name: str, vocabulary: Vocabulary) -> dict[str, Any]:
    """The columns that a table may have beside its keys, each with what it holds where nothing is recorded."""
    held: dict[str, Any] = {unlisted(relation, end): unknown for relation in RELATIONS for end, unknown in UNLISTED}
    for entity in SINGLE if name == APPLICANTS else (RELATIONS[name],) if name in RELATIONS else ():
        for region in ("", *vocabulary.regions_of(entity)):
            for fact in vocabulary.facts_of(entity, region).values():
                held.update((column(fact, offset), value) for offset, value in enumerate(fact.unknown()))
    return held

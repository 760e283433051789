"""A dossier: what is known about one applicant and its related records, validated and encoded once."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from humi.dossier.asof import as_of
from humi.dossier.consistency import inconsistencies
from humi.dossier.determinations import Determination, read_determinations
from humi.dossier.encode import BadValue, Write, is_unknown, shown, writer
from humi.dossier.facts import BOUND, REGIONS, RELATIONS, SINGLE
from humi.dossier.vocabulary import Vocabulary, shared_vocabulary
from humi.dossier.world import Record, World
from humi.errors import DossierError
from humi.reading.keywords import english
from humi.reading.problems import Place, Problems

SCHEMA_VERSION = 1
CONTROL = ("humi", "complete", "counted", "determinations")
Path_ = tuple[str | int, ...]
Locate = Callable[[Path_], Place | None]


@lru_cache(maxsize=8)
def writers(vocabulary: Vocabulary, entity: str, region: str) -> dict[str, Write]:
    """Writers of an entity's facts by name, in both spellings."""
    made = {}
    for name, fact in vocabulary.facts_of(entity, region).items():
        made[name] = write = writer(fact)
        made.setdefault(fact.label.zh, write)
    return made


class Dossier:
    """One applicant with related records.

    `document` is what was written, unchanged; saving writes it back, so that "recorded no", "recorded as unknown" and
    "not recorded" stay three different things. `warnings` are problems that do not keep it from being judged.
    """

    def __init__(self, document: Mapping[str, Any], vocabulary: Vocabulary, locate: Locate, file: str) -> None:
        self.document = dict(document)
        self.vocabulary = vocabulary
        self.file = file
        self.records: dict[str, Record] = {}
        self.lists: dict[str, tuple[Record, ...]] = {}
        self.unlisted: dict[str, tuple[int, int]] = {}
        self.determinations: tuple[Determination, ...] = ()
        self.latest = 0
        self._locate = locate
        self._problems = Problems()
        self._read()
        self._problems.raise_if_errors(DossierError)
        self.warnings = tuple(self._problems)

    @classmethod
    def from_dict(cls, document: Mapping[str, Any], vocabulary: Vocabulary | None = None) -> Dossier:
        """A dossier from plain data: str, int, bool, date, Decimal, dict, list. Raises DossierError with every problem."""
        if not isinstance(document, Mapping):
            raise DossierError.of("D307", None, found=type(document).__name__)
        return cls(document, vocabulary or shared_vocabulary(), lambda path: None, "<dict>")

    @classmethod
    def read(cls, path: Path | str, vocabulary: Vocabulary | None = None) -> Dossier:
        """A dossier from a YAML file. Raises DossierError with every problem, each with line and column."""
        from humi.reading.strict_yaml import read_yaml

        problems = Problems()
        located = read_yaml(Path(path), problems)
        return cls._from_located(located, problems, vocabulary, str(path))

    @classmethod
    def read_text(cls, text: str | bytes, file: str = "-", vocabulary: Vocabulary | None = None) -> Dossier:
        """As `read`, from text; `file` is the name shown in problems."""
        from humi.reading.strict_yaml import read_yaml_text

        problems = Problems()
        return cls._from_located(read_yaml_text(text, file, problems), problems, vocabulary, file)

    @classmethod
    def _from_located(cls, located: Any, problems: Problems, vocabulary: Vocabulary | None, file: str) -> Dossier:
        from humi.reading.located import Mapping as LocatedMapping
        from humi.reading.located import plain

        problems.raise_if_errors(DossierError)
        if not isinstance(located, LocatedMapping):
            raise DossierError.of("D307", located.place if located else None, found=type(located).__name__.lower())
        document = plain(located)
        assert isinstance(document, dict)
        return cls(document, vocabulary or shared_vocabulary(), lambda path: place_in(located, path), file)

    # --- reading ---

    def _read(self) -> None:
        known = self.vocabulary.english
        for key, value in self.document.items():
            section = known.get(key, key)
            if section in SINGLE:
                self.records[section] = self._record(section, value, (key,))
            elif section in RELATIONS:
                self._list(section, value, (key,))
            elif english(key) not in CONTROL:
                self._unknown_section(key)
        for entity in SINGLE:
            self.records.setdefault(entity, self.vocabulary.template(entity))
        self._completeness()
        self.determinations = read_determinations(self._control("determinations"), self._add)
        for record, entity, path in self._every_record():
            for problem in inconsistencies(self.vocabulary, entity, record):
                self._add("D306", path, **problem)

    def _control(self, key: str) -> Any:
        return next((value for word, value in self.document.items() if english(word) == key), None)

    def _every_record(self) -> Iterator[tuple[Record, str, Path_]]:
        for entity in SINGLE:
            yield self.records[entity], entity, (entity,)
        for relation, records in self.lists.items():
            for index, record in enumerate(records):
                yield record, RELATIONS[relation], (relation, index)

    def _add(self, code: str, path: Path_, **details: str) -> None:
        place = self._locate(path) or Place(f"{self.file}:{'.'.join(map(str, path))}", 0, 0)
        self._problems.add(code, place, **details)

    def _unknown_section(self, key: str) -> None:
        from humi.values.text import nearest

        allowed = [*SINGLE, *RELATIONS, *CONTROL]
        self._add(
            "D304", (key,), found=str(key), allowed=", ".join(allowed), suggestion=nearest(str(key), allowed) or ""
        )

    def _record(self, entity: str, value: Any, path: Path_) -> Record:
        record = self.vocabulary.template(entity).copy()
        if value is None:
            return record
        if not isinstance(value, Mapping):
            self._add("L103", path, found=shown(value), expected="mapping")
            return record
        table = writers(self.vocabulary, entity, "")
        for key, item in value.items():
            write = table.get(key)
            if write is None:
                self._regional(entity, record, key, item, (*path, key))
            elif item is not None and not is_unknown(item):
                try:
                    write(record, item)
                except BadValue as error:
                    self._add(error.code, (*path, key), **error.details)
        return record

    def _regional(self, entity: str, record: Record, key: Any, value: Any, path: Path_) -> None:
        """A region's own facts stand under its id; those of a region that is not loaded are kept, with a note."""
        table = writers(self.vocabulary, entity, key)
        if not table and not isinstance(value, Mapping):
            self._unknown_fact(entity, key, path)
            return
        if not isinstance(value, Mapping):
            self._add("L103", path, found=shown(value), expected="mapping")
            return
        if not table:
            self._add("D310", path, found=str(key))
            return
        own = self.vocabulary.template(entity, key).copy()
        if not record[REGIONS]:
            record[REGIONS] = {}
        record[REGIONS][key] = own
        for name, item in value.items():
            write = table.get(name)
            if write is None:
                self._unknown_fact(entity, name, (*path, name), key)
            elif item is not None and not is_unknown(item):
                try:
                    write(own, item)
                except BadValue as error:
                    self._add(error.code, (*path, name), **error.details)

    def _unknown_fact(self, entity: str, name: Any, path: Path_, region: str = "") -> None:
        from humi.values.text import nearest

        names = [*self.vocabulary.facts_of(entity, region), *self.vocabulary.regions_of(entity)]
        found = ".".join(filter(None, (entity, region, str(name))))
        self._add("D301", path, found=found, allowed=", ".join(names), suggestion=nearest(str(name), names) or "")

    def _list(self, relation: str, value: Any, path: Path_) -> None:
        if value is None:
            return
        if not isinstance(value, list | tuple):
            self._add("L103", path, found=shown(value), expected="list")
            return
        entity = RELATIONS[relation]
        records = tuple(self._record(entity, item, (*path, index)) for index, item in enumerate(value))
        seen: set[Any] = set()
        for index, record in enumerate(records):
            identity = record[2]
            if identity is not None and identity in seen:
                self._add("D305", (*path, index), key=str(identity))
            seen.add(identity)
        self.lists[relation] = records

    def _completeness(self) -> None:
        complete = self._control("complete")
        counted = self._control("counted") or {}
        if not isinstance(complete, bool | list | tuple | None):
            self._add("L103", ("complete",), found=shown(complete), expected="true / false / list")
            complete = None
        if not isinstance(counted, Mapping):
            self._add("L103", ("counted",), found=shown(counted), expected="mapping")
            counted = {}
        english_of = self.vocabulary.entity
        whole = None if complete is None or isinstance(complete, bool) else {english_of(str(name)) for name in complete}
        for name in (*(whole or ()), *map(str, counted)):
            if english_of(name) not in RELATIONS:
                self._add("D304", ("counted",), found=name, allowed=", ".join(RELATIONS), suggestion="")
        totals = {english_of(str(name)): (name, total) for name, total in counted.items()}
        for relation in RELATIONS:
            listed = self.lists.setdefault(relation, ())
            is_whole = relation in whole if whole is not None else complete is not False and relation in self._written
            self.unlisted[relation] = (0, 0) if is_whole else (0, BOUND)
            if relation in totals:
                self._count(relation, *totals[relation], len(listed))

    @property
    def _written(self) -> set[str]:
        return {self.vocabulary.entity(key) for key, value in self.document.items() if value is not None}

    def _count(self, relation: str, key: str, total: Any, listed: int) -> None:
        ends = {english(str(end)): value for end, value in total.items()} if isinstance(total, Mapping) else {}
        least, most = (ends.get("from", listed), ends.get("to", BOUND)) if ends else (total, total)
        numbers = all(isinstance(end, int) and not isinstance(end, bool) for end in (least, most))
        if not numbers or not 0 <= least <= most:
            self._add("L103", ("counted", key), found=shown(total), expected="integer, {from, to}")
        elif most < listed:
            self._add("D303", ("counted", key), fact=relation, found=str(most), minimum=str(listed), maximum="")
        else:
            self.unlisted[relation] = max(0, least - listed), most - listed

    # --- using ---

    def world(self, region: str, asked: int) -> World:
        """What is known on the day `asked` (an ordinal), as the region with that id sees it."""
        return as_of(self, region, asked)

    def under(self, vocabulary: Vocabulary) -> Dossier:
        """This dossier read again under another vocabulary, for example with more regions loaded."""
        if vocabulary is self.vocabulary:
            return self
        return Dossier(self.document, vocabulary, self._locate, self.file)

    @property
    def hash(self) -> str:
        """SHA-256 of the content, independent of the order of keys."""
        from hashlib import sha256

        text = json.dumps(self.document, sort_keys=True, ensure_ascii=False, default=str)
        return sha256(text.encode()).hexdigest()

    def to_dict(self) -> dict[str, Any]:
        """What was written, as plain data; `Dossier.from_dict` of it is the same dossier."""
        return dict(self.document)

    def save(self, path: Path | str) -> None:
        """Write as YAML, through a temporary file, so that a crash never leaves half a file."""
        from humi.dossier.saving import save_yaml

        save_yaml(self.document, Path(path))


def place_in(located: Any, path: Path_) -> Place | None:
    """The place of a key path in a located tree, as near as the tree goes."""
    from humi.reading.located import Mapping as LocatedMapping
    from humi.reading.located import Sequence

    place: Place | None = located.place
    for step in path:
        if isinstance(located, LocatedMapping):
            entry = next(((key, value) for key, value in located.entries if key.text == str(step)), None)
            if entry is None:
                return place
            located, place = entry[1], entry[0].place
        elif isinstance(located, Sequence) and isinstance(step, int) and step < len(located.items):
            located = located.items[step]
            place = located.place
        else:
            return place
    return place

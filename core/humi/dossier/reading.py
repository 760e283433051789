"""Reading the document of a dossier: every value into its slots, every problem at its place.

This is the inner loop of screening dossiers one by one, so what depends only on the vocabulary is looked up once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from humi.dossier.consistency import inconsistencies
from humi.dossier.determinations import Determination, read_determinations
from humi.dossier.encode import BadValue, Write, is_unknown, shown, writer
from humi.dossier.facts import BOUND, IDENTITY, REGIONS, RELATIONS, SINGLE
from humi.dossier.vocabulary import Vocabulary, kept
from humi.dossier.world import Record
from humi.reading.keywords import TABLE, english
from humi.reading.problems import Place, Problems

CONTROL = ("humi", "complete", "counted", "determinations")
KeyPath = tuple[str | int, ...]
Locate = Callable[[KeyPath], Place | None]


class Tables:
    """What a vocabulary says of every key, in both spellings."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.sections = {name: name for name in (*SINGLE, *RELATIONS, *CONTROL)}
        self.sections.update((label.zh, name) for name, label in vocabulary.labels.items() if name in self.sections)
        self.sections.update((TABLE[name], name) for name in CONTROL)
        entities = (*SINGLE, *RELATIONS.values())
        self.writers = {entity: _writers(vocabulary, entity, "") for entity in entities}
        self.templates = {entity: vocabulary.template(entity) for entity in entities}
        self.consistent = frozenset(first.partition(".")[0] for first, _, _ in vocabulary.consistent)
        self._vocabulary = vocabulary
        self._own: dict[tuple[str, str], dict[str, Write]] = {}

    def own(self, entity: str, region: str) -> dict[str, Write]:
        """Writers of a region's own facts; none where the region has none or is not loaded."""
        table = self._own.get((entity, region))
        if table is None:
            table = self._own[entity, region] = _writers(self._vocabulary, entity, region)
        return table


def _writers(vocabulary: Vocabulary, entity: str, region: str) -> dict[str, Write]:
    made = {}
    for name, fact in vocabulary.facts_of(entity, region).items():
        made[name] = write = writer(fact)
        made.setdefault(fact.label.zh, write)
    return made


@kept
def tables_of(vocabulary: Vocabulary) -> Tables:
    """The tables of a vocabulary, made once."""
    return Tables(vocabulary)


class Reader:
    """Reads one document. The encoded parts are its attributes; `problems` holds what is wrong with it."""

    def __init__(self, document: Mapping[str, Any], vocabulary: Vocabulary, locate: Locate, file: str) -> None:
        self.vocabulary = vocabulary
        self.tables = tables_of(vocabulary)
        self.locate = locate
        self.file = file
        self.problems = Problems()
        self.records: dict[str, Record] = {entity: self.tables.templates[entity] for entity in SINGLE}
        self.lists: dict[str, tuple[Record, ...]] = dict.fromkeys(RELATIONS, ())
        self.unlisted: dict[str, tuple[int, int]] = dict.fromkeys(RELATIONS, (0, BOUND))
        self.determinations: tuple[Determination, ...] = ()
        control: dict[str, Any] = {}
        for key, value in document.items():
            section = self.tables.sections.get(key)
            if section is not None and section != key and section in document:
                self.add("Y109", (key,), key=str(key))
            if section in self.records:
                self.records[section] = self._single(section, value, key)
            elif section in RELATIONS:
                self._list(section, value, key)
            elif section is None:
                self._unknown_section(key)
            else:
                control[section] = value
        if "complete" in control or "counted" in control:
            self._completeness(control.get("complete"), control.get("counted") or {})
        if "determinations" in control:
            self.determinations = read_determinations(control["determinations"], self.add)

    def add(self, code: str, path: KeyPath, **details: str) -> None:
        """Report a problem at a key."""
        place = self.locate(path) or Place(f"{self.file}:{'.'.join(map(str, path))}", 0, 0)
        self.problems.add(code, place, **details)

    def _unknown_section(self, key: str) -> None:
        from humi.values.text import nearest

        allowed = [*SINGLE, *RELATIONS, *CONTROL]
        suggestion = nearest(str(key), allowed) or ""
        self.add("D304", (key,), found=str(key), allowed=", ".join(allowed), suggestion=suggestion)

    # --- records ---

    def _single(self, entity: str, value: Any, key: str) -> Record:
        return self._record(entity, value, (key,)) if value is not None else self.tables.templates[entity]

    def _record(self, entity: str, value: Any, path: KeyPath) -> Record:
        record = self.tables.templates[entity].copy()
        if not isinstance(value, dict | Mapping):
            self.add("L103", path, found=shown(value), expected="mapping")
            return record
        table = self.tables.writers[entity]
        for key, item in value.items():
            if item is None:
                continue
            write = table.get(key)
            if write is None:
                self._regional(entity, record, key, item, path)
                continue
            if not key.isascii():
                self._once(entity, "", key, value, path)
            try:
                write(record, item)
            except BadValue as error:
                if not is_unknown(item):
                    self.add(error.code, (*path, key), **error.details)
        if entity in self.tables.consistent:
            for details in inconsistencies(self.vocabulary, entity, record):
                self.add("D306", path, **details)
        return record

    def _regional(self, entity: str, record: Record, key: Any, value: Any, path: KeyPath) -> None:
        """A region's own facts stand under its id; those of a region that is not loaded are kept, with a note."""
        table = self.tables.own(entity, key)
        if not isinstance(value, dict | Mapping):
            if table:
                self.add("L103", (*path, key), found=shown(value), expected="mapping")
            else:
                self._unknown_fact(entity, key, (*path, key))
            return
        if not table:
            self.add("D310", (*path, key), found=str(key))
            return
        own = self.vocabulary.template(entity, key).copy()
        record[REGIONS] = {**record[REGIONS], key: own}
        for name, item in value.items():
            write = table.get(name)
            if write is None:
                self._unknown_fact(entity, name, (*path, key, name), key)
            elif item is not None:
                if not name.isascii():
                    self._once(entity, key, name, value, (*path, key))
                try:
                    write(own, item)
                except BadValue as error:
                    if not is_unknown(item):
                        self.add(error.code, (*path, key, name), **error.details)

    def _once(self, entity: str, region: str, key: str, value: Mapping[str, Any], path: KeyPath) -> None:
        """A fact written in both spellings is refused: one of the two would be lost."""
        fact = self.vocabulary.find(entity, key, region)
        if fact is not None and fact.name in value and fact.name != key:
            self.add("Y109", (*path, key), key=key)

    def _unknown_fact(self, entity: str, name: Any, path: KeyPath, region: str = "") -> None:
        from humi.values.text import nearest

        names = [*self.vocabulary.facts_of(entity, region), *self.vocabulary.regions_of(entity)]
        found = ".".join(filter(None, (entity, region, str(name))))
        near = self._owned(entity, str(name)) if not region else ""
        self.add("D301", path, found=found, allowed=", ".join(names), suggestion=near or nearest(str(name), names) or "")

    def _owned(self, entity: str, name: str) -> str:
        """Where a fact stands that is a region's own; empty where no region has one of this name."""
        regions = self.vocabulary.regions_of(entity)
        owner = next((region for region in regions if self.vocabulary.find(entity, name, region)), "")
        return f"{owner}: {{{name}: ...}}" if owner else ""

    # --- lists ---

    def _list(self, relation: str, value: Any, key: str) -> None:
        if value is None:
            return
        if not isinstance(value, list | tuple):
            self.add("L103", (key,), found=shown(value), expected="list")
            return
        entity = RELATIONS[relation]
        records = tuple(
            self._record(entity, item if item is not None else {}, (key, index)) for index, item in enumerate(value)
        )
        seen: set[Any] = set()
        for index, record in enumerate(records):
            identity = record[IDENTITY]
            if identity is not None:
                if identity in seen:
                    self.add("D305", (key, index), key=str(identity))
                seen.add(identity)
        self.lists[relation] = records
        self.unlisted[relation] = (0, 0)

    def _completeness(self, complete: Any, counted: Any) -> None:
        """A list as written is whole, unless `complete` says otherwise; `counted` gives totals."""
        if not isinstance(counted, Mapping):
            self.add("L103", ("counted",), found=shown(counted), expected="mapping")
            counted = {}
        if isinstance(complete, list | tuple):
            whole = {self._relation(name, "complete") for name in complete}
            self.unlisted = {relation: (0, 0) if relation in whole else (0, BOUND) for relation in RELATIONS}
        elif complete is False:
            self.unlisted = dict.fromkeys(RELATIONS, (0, BOUND))
        elif complete is not None and complete is not True:
            self.add("L103", ("complete",), found=shown(complete), expected="true / false / list")
        for name, total in counted.items():
            relation = self._relation(name, "counted")
            if relation in RELATIONS:
                self._count(relation, name, total, len(self.lists[relation]))

    def _relation(self, name: Any, key: str) -> str:
        relation = self.vocabulary.entity(str(name))
        if relation not in RELATIONS:
            self.add("D304", (key,), found=str(name), allowed=", ".join(RELATIONS), suggestion="")
        return relation

    def _count(self, relation: str, key: Any, total: Any, listed: int) -> None:
        ends = {english(str(end)): value for end, value in total.items()} if isinstance(total, Mapping) else {}
        least, most = (ends.get("from", listed), ends.get("to", BOUND)) if ends else (total, total)
        numbers = all(isinstance(end, int) and not isinstance(end, bool) for end in (least, most))
        if not numbers or not 0 <= least <= most:
            self.add("L103", ("counted", key), found=shown(total), expected="integer, {from, to}")
        elif most < listed:
            self.add("D303", ("counted", key), fact=relation, found=str(most), minimum=str(listed), maximum="")
        else:
            self.unlisted[relation] = max(0, least - listed), most - listed

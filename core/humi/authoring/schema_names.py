"""What a schema knows by name: the facts, and of one region its provisions, gaps and rules as well."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from humi.authoring.schema_parts import Schema
from humi.dossier.facts import ENTITIES, RELATIONS, Fact
from humi.dossier.vocabulary import Vocabulary
from humi.policy.provisions import LEDGER, Ledger, read_ledger
from humi.values.frozen import Frozen
from humi.values.label import Label

if TYPE_CHECKING:
    from humi.policy.pack import Pack, Rule


class Names(Frozen):
    """The names that may be written. Without a `pack` they are those that every region shares, and others may be right."""

    vocabulary: Vocabulary
    pack: Pack | None = None
    ledger: Ledger = Ledger({}, {})

    @property
    def region(self) -> str:
        """The id of the region; empty where it is not about one."""
        return self.pack.region if self.pack else ""

    # --- facts ---

    def facts(self) -> Iterator[Fact]:
        """Facts of the region and shared ones; an own fact stands in the place of a shared one of its name."""
        for entity in ENTITIES:
            own = self.vocabulary.facts_of(entity, self.region) if self.region else {}
            yield from {**self.vocabulary.facts_of(entity), **own}.values()

    def fact_keys(self) -> dict[str, Fact]:
        """Facts by the key that a rule writes, in English throughout or in Chinese throughout."""
        return {f"{entity}.{name}": fact for fact in self.facts() for entity, name in self._spelled(fact)}

    def fields(self) -> dict[str, list[Fact]]:
        """Facts of related records by the bare name that stands in a `where`."""
        found: dict[str, list[Fact]] = {}
        for fact in self.facts():
            if fact.entity in RELATIONS.values():
                for _, name in self._spelled(fact):
                    found.setdefault(name, []).append(fact)
        return found

    def _spelled(self, fact: Fact) -> dict[tuple[str, str], None]:
        return dict.fromkeys(((fact.entity, fact.name), (self.vocabulary.labels[fact.entity].zh, fact.label.zh)))

    def fact_pattern(self) -> str:
        """What matches any key that names a fact, also one that is half in English and half in Chinese."""
        parts = [r"(this|本项)\..+", rf"{self.region}\..+"]
        for entity in ENTITIES:
            names = {name for fact in self.facts() if fact.entity == entity for name in (fact.name, fact.label.zh)}
            zh = self.vocabulary.labels[entity].zh
            parts.append(rf"({entity}|{zh})\.({self.region}\.)?({'|'.join(sorted(names))})")
        return f"^({'|'.join(parts)})$"

    # --- what a region has besides ---

    def sources(self) -> Schema:
        """Ids of provisions and gaps; any text where no region is known."""
        if self.pack is None:
            return {"type": "string", "minLength": 1}
        told = {one.id: Label(f"{one.clause}「{one.anchor}」", one.statement) for one in self.ledger.provisions.values()}
        return _choice({**told, **self._gaps()}, self._message(LEDGER))

    def gaps(self) -> Schema:
        """Ids of gaps; any text where no region is known."""
        return {"type": "string", "minLength": 1} if self.pack is None else _choice(self._gaps(), self._message(LEDGER))

    def _gaps(self) -> dict[str, Label]:
        return {gap.id: Label(gap.expected, gap.document_says) for gap in self.ledger.gaps.values()}

    def terms(self) -> Schema:
        """Ids of terms."""
        return {"type": "string"} if self.pack is None else _choice(_labels(self.pack.terms.values()), self._message("terms"))

    def tables(self) -> Schema:
        """Ids of decision tables."""
        return {"type": "string"} if self.pack is None else _choice(_labels(self.pack.tables.values()), self._message("tables"))

    def followed(self) -> Schema:
        """Ids of rules from which something may follow."""
        if self.pack is None:
            return {"type": ["string", "integer"]}
        return _choice(_labels((*self.pack.designations, *self.pack.incentives, *self.pack.duties)))

    def designations(self) -> Schema:
        """Ids of designations."""
        if self.pack is None:
            return {"type": "string"}
        return _choice(_labels(self.pack.designations), self._message("designations"))

    def whom(self) -> Schema:
        """Whom a rule may be for: entities, and in a region its kinds and designations."""
        if self.pack is None:
            return {"type": "string", "examples": list(ENTITIES)}
        return _choice(self._kinds())

    def _kinds(self) -> dict[str, Label]:
        assert self.pack is not None
        entities = {entity: self.vocabulary.labels[entity] for entity in ENTITIES}
        return {**entities, **_labels((*self.pack.kinds.values(), *self.pack.designations))}

    def called(self, fact: Fact) -> Schema | None:
        """What a text fact that holds the id of a rule may hold; None for any other fact."""
        if self.pack is None:
            return None
        match fact.path:
            case "title.kind":
                return _choice(self._kinds())
            case "act.kind":
                return _choice(_labels(self.pack.acts.values()))
            case "claim.incentive":
                return _choice(_labels(self.pack.incentives))
        return None

    def judgements(self) -> Schema:
        """Paths on which an authority may decide."""
        if self.pack is None:
            return {"type": "string"}
        named = {f"{self.region}/{rule.path}": rule.name() for rule in self.pack.rules()}
        return _choice({path: named.get(path, Label("", "")) for path in sorted(self.pack.judgements)})

    def paths(self) -> dict[str, Label]:
        """What a case may expect an answer of: paths of findings with the names of their rules."""
        if self.pack is None:
            return {}
        return {rule.path: rule.name() for rule in self.pack.rules() if rule.path.partition("/")[0] in ANSWERED}

    def _message(self, where: str) -> str:
        return f"{where} 中没有这个编号 / no such id in {where} (humi schema {self.region})"


ANSWERED = ("scope", "designations", "targets", "incentives", "duties", "silent")
"""Sections whose rules give findings."""


def _labels(rules: Iterable[Rule]) -> dict[str, Label]:
    return {rule.id: rule.name() for rule in rules}


def _choice(words: Mapping[str, Label], message: str = "") -> Schema:
    """A word of a list, each with what it is called. Where there is a `message`, another word is a mistake, and it says so."""
    choices: list[Schema] = [
        {"const": word, "title": label.zh or word, "description": f"{label.zh} / {label.en}"} for word, label in words.items()
    ]
    schema: Schema = {"anyOf": [*choices, {"type": "string"}]}
    if message and choices:
        # Editors name every choice where none fits, hundreds at times; a pattern has a message of its own.
        schema |= {"type": "string", "pattern": f"^({'|'.join(map(re.escape, words))})$", "patternErrorMessage": message}
    return schema


def names_of(pack: Pack) -> Names:
    """What a region has."""
    return Names(pack.vocabulary, pack, read_ledger(str(Path(pack.file).parent)))

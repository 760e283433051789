"""What a rule may name where it stands: whose facts, which related record, which terms, kinds and constants."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from humi.dossier.facts import ENTITIES, RELATIONS, SINGLE, Fact
from humi.dossier.vocabulary import Vocabulary
from humi.language.nodes import RECORD, THIS, Condition, Node, Ref, Value, children
from humi.reading.keywords import english
from humi.reading.located import Scalar
from humi.reading.problems import Place, Problems
from humi.values.frozen import Frozen
from humi.values.text import nearest

if TYPE_CHECKING:
    from humi.language.tables.table import Table

MAX_DEPTH = 32
MAX_SIZE = 2000
NOTHING: Mapping[str, Any] = MappingProxyType({})


class TermText(Frozen):
    """A declared term: its condition or its value."""

    condition: Condition | None = None
    value: Value | None = None


@dataclass(slots=True)
class Names:
    """What a pack declares, shared by all its rules. `declared` are the names of all terms, `terms` those read so far."""

    region: str
    vocabulary: Vocabulary
    problems: Problems
    kinds: dict[str, tuple[str, ...]] = field(default_factory=dict)
    judged: dict[str, str] = field(default_factory=dict)
    incentives: tuple[str, ...] = ()
    acts: tuple[str, ...] = ()
    followable: dict[str, tuple[str, ...]] = field(default_factory=dict)
    terms: dict[str, TermText] = field(default_factory=dict)
    tables: dict[str, Table] = field(default_factory=dict)
    refused: set[str] = field(default_factory=set)
    """Tables that could not be read: that is told where they stand, not wherever they are asked."""
    declared: tuple[str, ...] = ()
    judgements: set[str] = field(default_factory=set)


class Context(Frozen):
    """Where an expression stands.

    `this` is the entity judged, `record` the entity of the innermost related records; `constants` are the values that a
    yearly duty gives (`due`), `spans` its periods (`year`).
    """

    names: Names
    path: str
    this: str = "unit"
    record: str | None = None
    constants: Mapping[str, Value] = NOTHING
    spans: Mapping[str, tuple[int, int]] = NOTHING
    depth: int = 0

    @property
    def problems(self) -> Problems:
        return self.names.problems

    def among(self, relation: str) -> Context:
        """The context inside a `where` over that relation."""
        return replace(self, record=RELATIONS[relation], depth=self.depth + 1)

    def deeper(self) -> Context:
        """The context one level down."""
        return replace(self, depth=self.depth + 1)

    def too_deep(self, place: Place) -> bool:
        """Report L109 where nesting passes the limit."""
        if self.depth == MAX_DEPTH + 1:
            self.problems.add("L109", place, limit=str(MAX_DEPTH))
        return self.depth > MAX_DEPTH

    def resolve(self, word: str, place: Place, report: bool = True) -> Ref | None:
        """The fact that `word` names here, or None, reported as L104 (L113 for a `this` without meaning here)."""
        head, dot, rest = word.partition(".")
        if not dot or (head == self.names.region and self.record):
            return self._field(rest or word, place, report)
        entity = self.names.vocabulary.entity(head)
        if english(head) == THIS:
            owner, entity = (self.this if self.this in SINGLE else THIS), self.this
        elif entity in SINGLE:
            owner = entity
        elif entity == self.this:
            owner = THIS
        elif entity == self.record:
            owner = RECORD
        else:
            if report and entity in ENTITIES:
                self.problems.add("L118", place, found=word, this=self.this, entity=entity)
            elif report:
                self._unknown(word, place, self._candidates())
            return None
        fact = self._find(entity, rest)
        if fact is None:
            if report:
                self._unknown(word, place, [f"{head}.{name}" for name in self._names_of(entity)])
            return None
        return Ref(owner, fact, place=place)

    def _field(self, word: str, place: Place, report: bool) -> Ref | None:
        fact = self._find(self.record, word) if self.record else None
        if fact is not None:
            return Ref(RECORD, fact, place=place)
        if report:
            self._unknown(word, place, self._names_of(self.record) if self.record else self._candidates())
        return None

    def _find(self, entity: str, rest: str) -> Fact | None:
        region, _, name = rest.rpartition(".")
        if region:
            own = self.names.vocabulary.find(entity, name, region) if region == self.names.region else None
            return own if own is not None and own.region else None
        return self.names.vocabulary.find(entity, name, self.names.region)

    def _names_of(self, entity: str) -> list[str]:
        """The names of facts in both spellings."""
        vocabulary, region = self.names.vocabulary, self.names.region
        facts = (*vocabulary.facts_of(entity, region).values(), *vocabulary.facts_of(entity).values())
        return [name for fact in facts for name in (fact.name, fact.label.zh)]

    def _candidates(self) -> list[str]:
        entities = dict.fromkeys((*SINGLE, self.this))
        labels = self.names.vocabulary.labels
        return [
            f"{word}.{name}"
            for entity in entities
            for word in (entity, labels[entity].zh)
            for name in self._names_of(entity)
        ]

    def _unknown(self, word: str, place: Place, candidates: list[str]) -> None:
        self.problems.add("L104", place, found=word, suggestion=nearest(word, candidates) or "")

    def is_fact(self, key: Scalar) -> bool:
        """Whether a key names a fact rather than a word of the language."""
        return "." in key.text or self.names_field(key.text)

    def spelled_out(self, key: Scalar) -> list[str]:
        """The facts that a bare name may have been meant for."""
        return [f"{entity}.{key.text}" for entity in dict.fromkeys((self.this, *SINGLE)) if self._find(entity, key.text)]

    def names_field(self, word: str) -> bool:
        """Whether a bare word names a field of the related record at hand."""
        return self.record is not None and self._find(self.record, word) is not None


def is_reference(word: str, context: Context) -> bool:
    """Whether a literal text is meant as a fact: `unit.founded`, `this.filed`."""
    head, dot, _ = word.partition(".")
    entity = context.names.vocabulary.entity(head)
    return bool(dot) and (english(head) == THIS or entity in SINGLE or entity in (context.this, context.record))


def is_bounded(node: Node) -> bool:
    """Whether a term, with the terms in it written out, stays within the depth and size that engines are made for."""
    left, size = [(node, 0)], 0
    while left:
        item, depth = left.pop()
        size += 1
        if depth > 2 * MAX_DEPTH or size > MAX_SIZE:
            return False
        left.extend((child, depth + 1) for child in children(item))
    return True

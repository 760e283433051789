"""The vocabulary: which facts exist, shared ones and each region's own, and how an unrecorded record looks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import lru_cache, wraps
from pathlib import Path
from typing import Any, TypeVar, TypeVarTuple

from humi.dossier.fact_reader import read_facts
from humi.dossier.facts import ENTITIES, FIRST_SLOT, SLOTS, Fact
from humi.reading.located import Located
from humi.reading.located import Mapping as LocatedMapping
from humi.reading.problems import Problems
from humi.values.label import Label

T = TypeVar("T")
Rest = TypeVarTuple("Rest")
SHARED = Path(__file__).with_name("facts.yaml")


class Vocabulary:
    """Facts by entity, region and name.

    Shared facts take slots in the record itself, a region's own facts in a list of that region, so that loading another
    region never moves a slot. Instances do not change; `with_region` and `together_with` return a larger one.
    """

    def __init__(
        self,
        shared: Iterable[Fact],
        labels: Mapping[str, Label],
        suppliers: Mapping[str, Label],
        consistent: tuple[tuple[str, str, str], ...] = (),
    ) -> None:
        self.labels = labels
        self.suppliers = suppliers
        self.consistent = consistent
        shared = tuple(shared)
        self._facts: dict[tuple[str, str], dict[str, Fact]] = {}
        self._spelled: dict[tuple[str, str], dict[str, str]] = {}
        self._templates: dict[tuple[str, str], list[object]] = {}
        self.regions: frozenset[str] = frozenset()
        self._kept: dict[object, Any] = {}
        for entity in ENTITIES:
            self._place(entity, "", (fact for fact in shared if fact.entity == entity))
        self.english = {label.zh: name for name, label in labels.items()}

    def _place(self, entity: str, region: str, facts: Iterable[Fact]) -> None:
        slot = 0 if region else FIRST_SLOT
        template: list[object] = [] if region else [True, {}]
        placed: dict[str, Fact] = {}
        for fact in facts:
            placed[fact.name] = replace(fact, slot=slot)
            slot += SLOTS.get(fact.type, 1)
            template.extend(fact.unknown())
        self._facts[entity, region] = placed
        self._spelled[entity, region] = {fact.label.zh: name for name, fact in placed.items()}
        self._templates[entity, region] = template

    def with_region(self, region: str, facts: Iterable[Fact]) -> Vocabulary:
        """This vocabulary and a region's own facts."""
        larger = self._copy()
        larger.regions = self.regions | {region}
        own = tuple(facts)
        for entity in {fact.entity for fact in own}:
            larger._place(entity, region, (fact for fact in own if fact.entity == entity))
        return larger

    def together_with(self, others: Iterable[Vocabulary]) -> Vocabulary:
        """This vocabulary and the regions of others, each of which is this one with a region. Takes time in their size."""
        larger, others = self._copy(), tuple(others)
        for other in others:
            larger._facts.update(other._facts)
            larger._spelled.update(other._spelled)
            larger._templates.update(other._templates)
        larger.regions = self.regions.union(*(other.regions for other in others))
        return larger

    def _copy(self) -> Vocabulary:
        copied = object.__new__(Vocabulary)
        copied.labels, copied.suppliers, copied.english = self.labels, self.suppliers, self.english
        copied.consistent, copied.regions, copied._kept = self.consistent, self.regions, {}
        copied._facts, copied._spelled, copied._templates = dict(self._facts), dict(self._spelled), dict(self._templates)
        return copied

    def find(self, entity: str, name: str, region: str = "") -> Fact | None:
        """The fact of that name or Chinese spelling; a region's own fact is found under its bare name too."""
        for scope in (region, "") if region else ("",):
            facts = self._facts.get((entity, scope), {})
            fact = facts.get(name) or facts.get(self._spelled.get((entity, scope), {}).get(name, ""))
            if fact is not None:
                return fact
        return None

    def facts_of(self, entity: str, region: str = "") -> Mapping[str, Fact]:
        """Facts of an entity by name: the shared ones, or the own ones of a region."""
        return self._facts.get((entity, region), {})

    def begins(self, entity: str) -> Fact | None:
        """The fact before whose day a record of this entity does not exist."""
        return next((fact for fact in self.facts_of(entity).values() if fact.begins), None)

    def regions_of(self, entity: str) -> list[str]:
        """Regions with facts of their own about an entity."""
        return [region for (of, region) in self._facts if of == entity and region]

    def template(self, entity: str, region: str = "") -> list[object]:
        """A record of which nothing is recorded. Copy it before writing."""
        return self._templates.get((entity, region), [])

    def by_path(self, path: str) -> Fact | None:
        """The fact of a path such as `unit.founded` or `unit.yinchuan.willing`."""
        entity, _, rest = path.partition(".")
        region, _, name = rest.rpartition(".")
        if region and region not in self.regions:
            return None
        return self.facts_of(entity, region).get(name)

    def entity(self, word: str) -> str:
        """The English name of an entity or relation, given in either language."""
        return self.english.get(word, word)


def kept(make: Callable[[Vocabulary, *Rest], T]) -> Callable[[Vocabulary, *Rest], T]:
    """A function of a vocabulary whose results are made once, stay with the vocabulary and go with it."""

    @wraps(make)
    def found(vocabulary: Vocabulary, *arguments: *Rest) -> T:
        held, key = vocabulary._kept, (make, arguments)
        if key not in held:
            held[key] = make(vocabulary, *arguments)
        result: T = held[key]
        return result

    return found


@lru_cache(maxsize=1)
def shared_vocabulary() -> Vocabulary:
    """The shared vocabulary, read once."""
    from humi.reading.located import plain
    from humi.reading.strict_yaml import read_yaml

    problems = Problems()
    tree = read_yaml(SHARED, problems)
    assert isinstance(tree, LocatedMapping), list(problems)
    sections = {str(key.value): value for key, value in tree.entries}
    facts = [fact for entity in ENTITIES for fact in read_facts(entity, sections[entity], "", problems)]
    assert not problems, [problem.render("en") for problem in problems]
    rules: Any = plain(sections["consistent"])
    consistent = tuple((first, operator, second) for first, operator, second in rules)
    return Vocabulary(facts, _labels(sections["entities"]), _labels(sections["suppliers"]), consistent)


def _labels(located: Located) -> dict[str, Label]:
    from humi.reading.located import plain

    words: Any = plain(located)
    return {name: Label(**label) for name, label in words.items()}

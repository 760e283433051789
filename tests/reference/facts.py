"""The vocabulary, read naively: `core/humi/dossier/facts.yaml` and the `facts:` of one pack.

Only the file is shared with the engine, no code.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import yaml

SHARED = Path(__file__).parents[2] / "core" / "humi" / "dossier" / "facts.yaml"

SINGLE = ("unit", "base", "station", "point", "programme")
RELATIONS = {
    "units": "unit",
    "bases": "base",
    "stations": "station",
    "points": "point",
    "titles": "title",
    "claims": "claim",
    "cases": "case",
    "acts": "act",
}
ENTITIES = (*SINGLE, "title", "claim", "case", "act")
OF_A_REGION = ("title", "claim", "case", "act")
"""A pack sees titles, claims, cases and acts of its own region only."""

NUMBERS = ("integer", "decimal", "money")
BOUND = Fraction(10**12)


@dataclass(frozen=True)
class Fact:
    """One fact that a dossier may say about an entity; `region` is empty where all regions share it."""

    entity: str
    name: str
    type: str
    region: str = ""
    members: tuple[str, ...] = ()
    ordered: bool = False
    places: int = 0
    minimum: Fraction = -BOUND
    maximum: Fraction = BOUND
    begins: bool = False

    @property
    def path(self) -> str:
        """`unit.staff`; `unit.yinchuan.willing` for a region's own fact."""
        return ".".join(part for part in (self.entity, self.region, self.name) if part)


@dataclass(frozen=True)
class Vocabulary:
    """All facts that one pack may speak of, by path."""

    region: str
    facts: dict[str, Fact]

    def find(self, entity: str, name: str) -> Fact:
        """The fact `name` of an entity; an own fact is found with the region before its name and without."""
        for path in (f"{entity}.{self.region}.{name}", f"{entity}.{name}"):
            if path in self.facts:
                return self.facts[path]
        raise KeyError(f"{entity}.{name}")

    def of(self, entity: str) -> list[Fact]:
        """The facts of one entity."""
        return [fact for fact in self.facts.values() if fact.entity == entity]

    def beginning(self, entity: str) -> Fact | None:
        """The date before which a record of this entity does not exist."""
        return next((fact for fact in self.of(entity) if fact.begins), None)


def declared(entity: str, name: str, region: str, says: dict[str, Any]) -> Fact:
    """A fact from its declaration."""
    from .ranges import number

    kind = says["type"]
    return Fact(
        entity=entity,
        name=name,
        type=kind,
        region=region,
        members=tuple(says.get("members", ())),
        ordered=says.get("ordered", False),
        places={"money": 2, "decimal": says.get("places", 2)}.get(kind, 0),
        minimum=number(says["minimum"]) if "minimum" in says else -BOUND,
        maximum=number(says["maximum"]) if "maximum" in says else BOUND,
        begins=says.get("begins", False),
    )


def shared_facts() -> dict[str, Fact]:
    """The facts that every region shares."""
    written = yaml.safe_load(SHARED.read_text(encoding="utf-8"))
    facts = [declared(entity, name, "", says) for entity in ENTITIES for name, says in written[entity].items()]
    return {fact.path: fact for fact in facts}


FACTS = shared_facts()


def vocabulary(policy: dict[str, Any]) -> Vocabulary:
    """The shared facts and those of the pack."""
    region = policy["region"]["id"]
    facts = dict(FACTS)
    for word, says in policy.get("facts", {}).items():
        entity, _, name = word.partition(".")
        fact = declared(entity, name.removeprefix(f"{region}."), region, says)
        facts[fact.path] = fact
    return Vocabulary(region, facts)

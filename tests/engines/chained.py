"""Random rules that keep to the envelope and facts for them; and what the chain's tests write often."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import TypeVar

from humi.engines.chain_rules import ChainRule, Fact, Pattern, Source
from humi.engines.envelope import breaches

T = TypeVar("T")

KINDS = ("finding", "title", "claim", "granted", "payable")
NAMES = ("id", "kind", "title", "张")
VALUES = ("5", "true", "城市", "", 'a"b\\c', "5.0", "\ud800", "x\0y")
"""What an engine might coerce, cut or fail to encode."""


def fact(kind: str, /, **fields: str) -> Fact:
    return Fact.of(kind, fields)


def pattern(kind: str, joins: dict[str, tuple[int, str]] | None = None, /, **fields: str) -> Pattern:
    return Pattern(kind, tuple(fields.items()), tuple((joins or {}).items()))


class Dealer:
    """Deals rules and facts over the same few values, so that something follows."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.values = self.random.sample(VALUES, self.random.choice((1, 2, 2, 3)))

    def rules(self) -> list[ChainRule]:
        """One to ten rules; those at which the envelope is left are dropped, so it may be fewer."""
        rules = [self._rule(f"r{number}") for number in range(self.random.randint(1, 10))]
        while found := {breach.rule for breach in breaches(rules)}:
            rules = [rule for rule in rules if rule.name not in found]
        return rules

    def facts(self) -> tuple[list[Fact], list[Fact]]:
        """What is certain and what is possible; some is both, some comes twice, some lacks fields."""
        facts = [self._fact() for _ in range(self.random.randint(0, 12))]
        cut = self.random.randint(0, len(facts))
        return facts[:cut], facts[self.random.randint(0, cut) :]

    def shuffled(self, items: Sequence[T]) -> list[T]:
        return self.random.sample(items, len(items))

    def _fact(self) -> Fact:
        names = [name for name in NAMES if self.random.random() < 0.85]
        return Fact.of(self.random.choice(KINDS[:4]), {name: self.random.choice(self.values) for name in names})

    def _rule(self, name: str) -> ChainRule:
        random = self.random
        level = random.randint(1, len(KINDS) - 1)
        kinds = random.sample(KINDS[:level], random.randint(1, min(3, level)))
        if random.random() < 0.2:
            kinds.append(random.choice(KINDS))
        premises = tuple(self._pattern(place, kind) for place, kind in enumerate(kinds))
        names = random.sample(NAMES, random.randint(0, 4))
        return ChainRule(name, premises, KINDS[level], tuple((field, self._value(len(kinds))) for field in names))

    def _pattern(self, place: int, kind: str) -> Pattern:
        fields, joins = [], []
        for name in self.random.sample(NAMES, self.random.choice((0, 1, 1, 2))):
            value = self._value(place)
            if isinstance(value, str):
                fields.append((name, value))
            else:
                joins.append((name, value))
        return Pattern(kind, tuple(fields), tuple(joins))

    def _value(self, premises: int) -> str | Source:
        if premises and self.random.random() < 0.6:
            return self.random.randrange(premises), self.random.choice(NAMES)
        return self.random.choice(self.values)

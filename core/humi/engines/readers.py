"""Which rules read a fact: only such facts go into a session, and one is opened only where something may follow."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from humi.engines.chain_rules import ChainRule, Fact

Field = tuple[str, str]
Place = tuple[int, int]
"""A premise: the number of its rule, and its place there."""
_Reader = tuple[Place, frozenset[Field], frozenset[str]]
"""A premise, the constants it asks for beside the one it is found by, and the names of other fields it needs."""


class Readers:
    """Which premises a fact may be, going by what each asks of the fact alone."""

    def __init__(self, rules: Sequence[ChainRule]) -> None:
        self._sizes = [len(rule.premises) for rule in rules]
        self._by: dict[str, dict[Field | None, list[_Reader]]] = defaultdict(lambda: defaultdict(list))
        shared = Counter((pattern.kind, field) for rule in rules for pattern in rule.premises for field in pattern.fields)
        for number, rule in enumerate(rules):
            for place, pattern in enumerate(rule.premises):
                kind = pattern.kind
                rarest = min(pattern.fields, key=lambda field: shared[kind, field], default=None)
                names = {name for name, _ in pattern.fields}
                reader = (number, place), frozenset(pattern.fields) - {rarest}, rule.needed(place) - names
                self._by[kind][rarest].append(reader)

    def of(self, fact: Fact) -> list[Place]:
        """All of them; empty where nobody reads the fact."""
        readers = self._by.get(fact.kind)
        if readers is None:
            return []
        return [
            place
            for field in (None, *fact.fields)
            for place, fields, needed in readers.get(field, ())
            if fields.issubset(fact.fields) and (not needed or needed <= dict(fact.fields).keys())
        ]

    def read(self, facts: Iterable[Fact]) -> dict[Fact, list[Place]]:
        """Those facts that some premise reads."""
        return {fact: places for fact in facts if (places := self.of(fact))}

    def enough(self, *read: Mapping[Fact, list[Place]]) -> bool:
        """Whether some rule finds a fact for each of its premises: if none does, nothing at all follows."""
        places = {place for facts in read for found in facts.values() for place in found}
        found = Counter(number for number, _ in places)
        return any(self._sizes[number] == times for number, times in found.items())

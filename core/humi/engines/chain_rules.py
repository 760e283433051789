"""What chains: facts that are small and symbolic, rules that join them, and what was concluded from them.

A rule is a conjunction: each premise is a fact of a kind whose fields equal constants or fields of earlier premises. There
are no numbers, no alternatives and no absence; whoever asks decides those before, and writes one rule per alternative.
A field that a fact does not have equals nothing, not even another that is missing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from humi.values.frozen import Frozen

Source = tuple[int, str]
"""A premise by its place in the rule, counted from 0, and one of its fields."""


class Fact(NamedTuple):
    """Something known: identifiers and categories, no numbers. Build it with `Fact.of`, which puts the fields in order.

    A tuple, since facts do little else than being looked up and sorted.
    """

    kind: str
    fields: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, kind: str, fields: Mapping[str, str] | None = None) -> Fact:
        return cls(kind, tuple(sorted(fields.items())) if fields else ())

    def get(self, name: str) -> str | None:
        """The value of a field, or None where the fact has none."""
        for field, value in self.fields:
            if field == name:
                return value
        return None


class Pattern(Frozen):
    """One premise: `fields` are equal to constants, `joins` to a field of an earlier premise of the same rule."""

    kind: str
    fields: tuple[tuple[str, str], ...] = ()
    joins: tuple[tuple[str, Source], ...] = ()


class ChainRule(Frozen):
    """Where all premises hold, a fact of the kind `concludes` holds; its fields are constants or taken from a premise.

    Premises are distinct facts. `name` tells rules apart and stands in derivations.
    """

    name: str
    premises: tuple[Pattern, ...]
    concludes: str
    fields: tuple[tuple[str, str | Source], ...] = ()

    def conclude(self, premises: Sequence[Fact]) -> Fact | None:
        """The fact that follows, or None where a premise lacks a field that it would take."""
        taken: dict[str, str] = {}
        for name, value in self.fields:
            found = value if isinstance(value, str) else premises[value[0]].get(value[1])
            if found is None:
                return None
            taken[name] = found
        return Fact.of(self.concludes, taken)

    def needed(self, place: int) -> frozenset[str]:
        """Fields that a fact must have to be the premise at `place`, because the rule looks at them, whatever they hold."""
        sources = [value for _, value in self.fields if not isinstance(value, str)]
        sources += [source for pattern in self.premises for _, source in pattern.joins]
        joined = {name for name, _ in self.premises[place].joins}
        return frozenset(joined.union(field for number, field in sources if number == place))


class Derivation(NamedTuple):
    """One way to a conclusion: the rule, its premises in the order of the rule, and whether all of them are certain."""

    rule: str
    premises: tuple[Fact, ...]
    certain: bool


class Conclusion(NamedTuple):
    """Whether a fact follows from what is certain alone, or only with what is possible; and every way to it."""

    certain: bool
    derivations: tuple[Derivation, ...]


Concluded = dict[Fact, Conclusion]
"""Every fact that some rule concludes, in the order of facts, with all its derivations, in their order."""


def concluded(found: Mapping[Fact, Iterable[Derivation]]) -> Concluded:
    """The same answer whatever the order in which derivations were found."""
    answer: Concluded = {}
    for fact in sorted(found):
        derivations = tuple(sorted(found[fact]))
        answer[fact] = Conclusion(any(one.certain for one in derivations), derivations)
    return answer

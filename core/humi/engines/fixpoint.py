"""The fixpoint: chaining in plain Python, rule after rule. It is the reference of `chain`, and stands in for durable-rules
where that cannot be imported."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from graphlib import TopologicalSorter

from humi.engines.chain_rules import ChainRule, Concluded, Derivation, Fact, concluded
from humi.engines.envelope import feeding

Field = tuple[str, str | None]
"""A name with a value; None where there is none, which no fact has."""
Index = dict[tuple[str, Field | None], list[Fact]]
"""Facts by kind and field; those of a kind by None."""


class Fixpoint:
    """Rules that keep to the envelope, in an order in which none feeds an earlier one: going over them once is enough."""

    def __init__(self, rules: Sequence[ChainRule]) -> None:
        named = {rule.name: rule for rule in rules}
        self.rules = [named[name] for name in TopologicalSorter(feeding(rules)).static_order()]

    def run(self, certain: Iterable[Fact], possible: Iterable[Fact] = ()) -> Concluded:
        """See `Chain.run`."""
        known = dict.fromkeys(possible, False) | dict.fromkeys(certain, True)
        index: Index = defaultdict(list)
        for fact in known:
            _add(index, fact)
        found: dict[Fact, list[Derivation]] = defaultdict(list)
        for rule in self.rules:
            for premises in list(_matches(rule, index, ())):
                following = rule.conclude(premises)
                if following is None:
                    continue
                sure = all(known[premise] for premise in premises)
                found[following].append(Derivation(rule.name, premises, sure))
                if following not in known:
                    _add(index, following)
                known[following] = sure or known.get(following, False)
        return concluded(found)


def _add(index: Index, fact: Fact) -> None:
    index[fact.kind, None].append(fact)
    for field in fact.fields:
        index[fact.kind, field].append(fact)


def _matches(rule: ChainRule, index: Index, chosen: tuple[Fact, ...]) -> Iterator[tuple[Fact, ...]]:
    """All distinct premises that begin with those chosen. What is chosen turns the joins of the next into constants."""
    if len(chosen) == len(rule.premises):
        yield chosen
        return
    pattern = rule.premises[len(chosen)]
    joined = ((name, chosen[place].get(field)) for name, (place, field) in pattern.joins)
    wanted: list[Field] = [*pattern.fields, *joined]
    lists = [index.get((pattern.kind, field), ()) for field in wanted or (None,)]
    for fact in min(lists, key=len):
        if fact not in chosen and all(field in fact.fields for field in wanted):
            yield from _matches(rule, index, (*chosen, fact))

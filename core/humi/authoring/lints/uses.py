"""What the rules of a pack say and use: their conditions and values, and the facts and terms in them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import TypeVar

from humi.dossier.facts import Fact
from humi.language import nodes as n
from humi.policy.pack import Pack, Rule, TableRule
from humi.reading.problems import Place
from humi.road.chaining import base
from humi.values.frozen import Frozen

T = TypeVar("T", n.Node, Fact)


NAMED = (n.Term, n.ValueTerm, n.Lookup, n.ValueLookup)
"""What stands for a clause or a table that is written elsewhere."""


class Said(Frozen):
    """A condition or value of the pack: the path of the rule or term that says it, where that rule is written, and what."""

    path: str
    place: Place | None
    node: n.Node


def said_by(pack: Pack) -> list[Said]:
    """The conditions and values of every rule, and of every term that is used, once each. Tables are lowered to conditions
    that nobody wrote, and have lints of their own."""
    written = (rule for rule in pack.rules() if not isinstance(rule, TableRule))
    rules = [Said(base(rule), rule.place, top) for rule in written for top in tops(rule)]
    return [*rules, *(Said(f"terms/{name}", item.place, item) for name, item in terms_used(pack).items())]


def within(node: n.Node) -> Iterator[n.Node]:
    """A node and everything below it, but not what is said elsewhere and used here by its name."""
    yield node
    if not isinstance(node, NAMED):
        for child in n.children(node):
            yield from within(child)


def terms_used(pack: Pack) -> dict[str, n.Node]:
    """The terms that some rule uses, also by way of another term."""
    every = (node for rule in pack.rules() for top in tops(rule) for node in n.walk(top))
    return {node.name: node.item for node in every if isinstance(node, n.Term | n.ValueTerm)}


def tops(rule: Rule) -> Iterator[n.Node]:
    """The conditions and values of one rule, without those of the rules that are its parts."""
    for item in fields(rule):
        yield from _parts(getattr(rule, item.name), n.Node)


def facts_used(pack: Pack) -> set[str]:
    """The paths of the facts that some rule looks at."""
    return {
        fact.path for rule in pack.rules() for item in fields(rule) for fact in _parts(getattr(rule, item.name), Fact)
    }


def _parts(value: object, kind: type[T]) -> Iterator[T]:
    """What is of a kind in a field of a rule, the uppermost only. Rules that are its parts are left to themselves."""
    if isinstance(value, kind):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _parts(item, kind)
    elif is_dataclass(value) and not isinstance(value, Rule | Fact | type):
        for part in fields(value):
            if part.name != "place":
                yield from _parts(getattr(value, part.name), kind)

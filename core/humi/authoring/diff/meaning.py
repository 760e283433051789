"""What a rule or a node decides, without how it is written: two that mean the same are equal.

Left out are places, names and remarks, the order of what is joined, and whether a clause stands in `terms` or where it is used.
"""

from __future__ import annotations

from collections.abc import Hashable
from functools import cache
from typing import Any

from humi.dossier.facts import Fact
from humi.language import nodes as n
from humi.language.tables.table import IN_ORDER, Cell, Table
from humi.policy.pack import Pack, Rule

OWN = "~"
"""Stands for the region itself and for the rule's own path, which may be called otherwise in another version."""
NOT_DECIDING = frozenset(
    {"place", "path", "sources", "label", "labels", "interpretation", "note", "answers", "implied", "name"}
)
UNORDERED = (n.All, n.AnyOf, n.AtLeastOf, n.Total, n.Product, n.Smallest, n.Largest, Cell)


def meaning_of_rule(rule: Rule, pack: Pack) -> Hashable:
    """What a rule decides, with its parts."""
    return meaning(rule, pack, f"{pack.region}/{rule.path}")


def own_meaning(rule: Rule, pack: Pack) -> Hashable:
    """What a rule decides by itself, without the rules that are its parts."""
    path = f"{pack.region}/{rule.path}"
    parts = ((name, getattr(rule, name)) for name in _deciding(type(rule)))  # type: ignore[arg-type]
    return tuple((name, meaning(part, pack, path)) for name, part in parts if not _holds_rules(part))


def meaning(value: object, pack: Pack, own: str = "") -> Hashable:
    """What a node, a rule or a part of one decides, whatever may be recorded of its facts. `own` is the path of the
    rule that it belongs to, region in front."""
    if value is None or isinstance(value, str | int):
        return value
    if isinstance(value, Fact):
        return _which(value, pack)
    if isinstance(value, n.Term | n.ValueTerm):
        return meaning(value.item, pack, own)
    if isinstance(value, n.Judgement):
        return "Judgement", value.path.replace(own, OWN, 1), value.standard, value.published, value.by
    if isinstance(value, n.Lookup | n.ValueLookup):
        word, members = value.asked if isinstance(value, n.Lookup) else ("", ())
        return type(value).__name__, value.table.output(value.output), word, frozenset(members), meaning(value.table, pack)
    if isinstance(value, Table):
        return _meaning_of_table(value, pack)
    if isinstance(value, n.OneOf | n.Includes):
        rest = (value.open, getattr(value, "part", ""), getattr(value, "every", False))
        return type(value).__name__, meaning(value.ref, pack), frozenset(value.members), rest
    if isinstance(value, n.Readings | n.ValueReadings):
        return type(value).__name__, _unordered(meaning(tuple(item for _, item in value.options), pack, own))
    if isinstance(value, tuple):
        return tuple(meaning(part, pack, own) for part in value)
    told = tuple(meaning(getattr(value, name), pack, _own(value, own, pack)) for name in _deciding(type(value)))  # type: ignore[arg-type]
    if isinstance(value, UNORDERED):
        told = tuple(_unordered(part) for part in told)
    return type(value).__name__, *told


def _meaning_of_table(table: Table, pack: Pack) -> Hashable:
    """What a table decides: without the ids of its inputs and outputs, and the order of its rows where none is asked for."""

    def said(part: object) -> Hashable:
        return meaning(part, pack, f"{pack.region}/{table.path}")

    inputs = tuple(said(column.looks_at) for column in table.columns)
    outputs = tuple((meaning_of_fact(one.fact, pack)[1:], said(one.order), said(one.default)) for one in table.outputs)
    rows = tuple((said(row.cells), said(row.answers)) for row in table.rows)
    return "Table", table.this, table.policy, inputs, outputs, rows if table.policy in IN_ORDER else _unordered(rows)


def meaning_of_fact(fact: Fact, pack: Pack) -> tuple[Hashable, ...]:
    """Which fact it is, and what may be recorded of it."""
    holds = (frozenset(fact.members), fact.members if fact.ordered else (), fact.places, fact.begins)
    return _which(fact, pack), fact.type, holds, fact.minimum, fact.maximum


def _which(fact: Fact, pack: Pack) -> Hashable:
    return "Fact", fact.entity, OWN if fact.region == pack.region else fact.region, fact.name, fact.type


def same(old: object, new: object, packs: tuple[Pack, Pack], owns: tuple[str, str] = ("", "")) -> bool:
    """Whether two nodes or parts of rules decide the same."""
    return meaning(old, packs[0], owns[0]) == meaning(new, packs[1], owns[1])


def _own(value: object, own: str, pack: Pack) -> str:
    return f"{pack.region}/{value.path}" if isinstance(value, Rule) else own


def _unordered(part: Hashable) -> Hashable:
    """Items in an order of their own; anything else as it is."""
    return tuple(sorted(part, key=repr)) if isinstance(part, tuple) else part


def _holds_rules(part: object) -> bool:
    return isinstance(part, Rule) or (isinstance(part, tuple) and any(isinstance(one, Rule) for one in part))


@cache
def _deciding(kind: type[Any]) -> tuple[str, ...]:
    return tuple(name for name in kind.__dataclass_fields__ if name not in NOT_DECIDING)

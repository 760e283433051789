"""What the parts of a condition are called, so that a mutant keeps its name when lines move or parts are added."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from humi.language import nodes as n


def named(items: Sequence[n.Node]) -> list[str]:
    """A name for each of some parts; the second of one name is told apart by its number."""
    names = [_name(item) for item in items]
    often, seen = Counter(names), Counter[str]()
    told = []
    for name in names:
        seen[name] += 1
        told.append(name if often[name] == 1 or seen[name] == 1 else f"{name}~{seen[name]}")
    return told


def _name(node: n.Node) -> str:
    """The fact, list or word that a part is about."""
    match node:
        case n.All():
            return "all"
        case n.AnyOf():
            return "any"
        case n.Not(item=item):
            return f"not-{_name(item)}"
        case n.Term(name=name) | n.ValueTerm(name=name):
            return name
        case n.Lookup(name=name) | n.ValueLookup(name=name):
            return name
        case n.Undecidable(cause=cause):
            return cause
        case n.Readings() | n.ValueReadings():
            return "readings"
        case n.Versions() | n.ValueVersions():
            return "versions"
        case n.Judgement(path=path):
            return f"judgement-{path.rpartition('/')[2]}"
        case n.Constant(kind=kind):
            return kind
    for part in n.walk(node):
        if isinstance(part, n.Lookup | n.ValueLookup):
            return part.name
        if isinstance(part, n.Related):
            return part.relation
        if isinstance(part, n.Ref):
            return part.fact.name if part.owner == n.RECORD else f"{part.fact.entity}.{part.fact.name}"
    return type(node).__name__.lower()

"""What a condition is about, so that two of them can be told from each other although they differ."""

from __future__ import annotations

from humi.language import nodes as n
from humi.policy.pack import canonical
from humi.values.label import Label

JUNCTIONS = (n.All, n.AnyOf, n.AtLeastOf)


def names_of(node: n.Readings | n.ValueReadings) -> dict[str, Label]:
    """What each reading is called."""
    names = [name for name, _ in node.options]
    return dict(zip(names, node.labels or [Label(name, name) for name in names], strict=True))


def items_of(node: n.Condition, kind: type) -> tuple[n.Condition, ...]:
    """The items of a junction of that kind; anything else is one item. What is true anyway asks for nothing."""
    if isinstance(node, kind) and isinstance(node, JUNCTIONS):
        return tuple(item for item in node.items if not (isinstance(item, n.Happened) and item.implied))
    return () if node == n.Always(True) else (node,)


def closely(node: n.Condition) -> object:
    """What a condition is about, down to its operator."""
    inner = without_term(node)
    return ("compare", inner.operator, _content(inner.left)) if isinstance(inner, n.Compare) else roughly(inner)


def roughly(node: n.Condition) -> object:
    """What a condition is about; None where another can hardly be said to be about the same."""
    match without_term(node):
        case n.Compare(left=left):
            return "compare", _content(left)
        case n.OneOf(ref=ref, part=part):
            return "one of", ref.owner, ref.fact.path, part
        case n.Includes(ref=ref):
            return "includes", ref.owner, ref.fact.path
        case n.Quantified(word=word, related=related):
            return word, related.relation
        case n.ShareCompare(related=related):
            return "share", related.relation
        case n.Readings():
            return "readings"
        case n.Judgement():
            return "judgement"
        case n.Lookup(name=name, output=output):
            return "table", name, output
        case n.Covers(ref=ref) | n.Happened(ref=ref):
            return "period", ref.owner, ref.fact.path
        case n.Within(date=day):
            return "within", _content(day)
    return None


def _content(node: n.Value) -> str:
    return repr(canonical(node))


def without_term(node: n.Condition) -> n.Condition:
    """The condition itself, where it is a clause used by name."""
    while isinstance(node, n.Term):
        node = node.item
    return node


def without_value_term(node: n.Value) -> n.Value:
    """The value itself, where it is a clause used by name."""
    while isinstance(node, n.ValueTerm):
        node = node.item
    return node

"""Conditions: met, not met or undetermined. One entry of a mapping after the other, all of them together."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from . import determinations, facts_compared, relations, tables, values
from .comparing import COMPARATORS
from .frame import Frame
from .ranges import number
from .truth import Told, all_of, any_of, at_least_of, causes_of, opposite, readings

PARTS = {
    "count": ("where", "once_per"),
    "sum": ("of", "where"),
    "share": ("where", "meets"),
    "rank": ("where", "of", "own", "order"),
    "difference": (),
    "product": (),
    "min": (),
    "max": (),
    "value": ("when",),
    "plus": ("from", "not_counting", "roll"),
    "minus": ("from", "not_counting", "roll"),
    "start_of": (),
    "end_of": (),
    "term": (),
    "table": ("in", "include", "include_all"),
    "readings": (),
    "some": ("where",),
    "none": ("where",),
    "every": ("where", "meets"),
    "at_least_of": ("of",),
    "all": (),
    "any": (),
    "not": (),
    "judgement": (),
    "unmeasured": (),
    "no_clause": (),
}
"""Every word that begins a condition or value, and what belongs to it."""


def holds(condition: dict[Any, Any], frame: Frame) -> Told:
    """Several entries mean all of them."""
    if values.is_dated(condition):
        return of_versions(condition, frame)
    return all_of(entry(word, parts, frame) for word, parts in entries(condition))


def entries(condition: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each word with what belongs to it, taken from the mapping; every other key is a fact."""
    left = dict(condition)
    for word, parts in PARTS.items():
        if word in left:
            takes = [word, *(part for part in (*parts, *COMPARATORS) if part in left)]
            yield word, {part: left.pop(part) for part in takes}
    for word, says in left.items():
        yield word, {word: says}


def entry(word: str, parts: dict[str, Any], frame: Frame) -> Told:
    """One condition."""
    says = parts[word]
    comparators = {name: item for name, item in parts.items() if name in COMPARATORS}
    if word not in PARTS:
        return facts_compared.fact_holds(word, says, frame)
    match word:
        case "all":
            return all_of(holds(item, frame) for item in says)
        case "any":
            return any_of(holds(item, frame) for item in says)
        case "not":
            return opposite(holds(says, frame))
        case "at_least_of":
            return at_least_of(says, (holds(item, frame) for item in parts["of"]))
        case "judgement":
            return determinations.judgement(says, frame)
        case "unmeasured" | "no_clause":
            return Told(None, frozenset({(word, says, "")}))
        case "some" | "none" | "every":
            related = relations.related(says, parts.get("where", {}), frame)
            return relations.quantified(word, related, parts.get("meets", {}))
        case "share":
            return share(parts, comparators, frame)
        case "table":
            words = {name: item for name, item in parts.items() if name != "table"}
            answer = tables.of_condition(says, words, frame)
            if answer is not None:
                return answer
        case "term" if not comparators:
            term = frame.policy["terms"][says]
            return holds(term["when"], frame.at(path=f"{frame.region}/terms/{says}", record=None))
        case "readings" if not comparators:
            return readings({name: holds(item, frame) for name, item in says.items() if name != "source"})
    left = values.value(parts, frame)
    return all_of(facts_compared.comparison(left, name, item, frame) for name, item in comparators.items())


def of_versions(condition: dict[Any, Any], frame: Frame) -> Told:
    """The governing date chooses; where that leaves several that answer differently, it is not known."""
    items = [holds(item, frame) for item in values.versions(condition, frame.governing)]
    answers = {item.answer for item in items}
    if len(answers) == 1:
        return Told(items[0].answer, causes_of(items))
    return Told(None, frame.governing.causes | causes_of(items))


def share(parts: dict[str, Any], comparators: dict[str, Any], frame: Frame) -> Told:
    """`{share: units, where: {...}, meets: {...}, at_least: 90%}`"""
    related = relations.related(parts["share"], parts.get("where", {}), frame)
    return all_of(
        relations.share(related, parts["meets"], operator, number(ratio))
        for name, says in comparators.items()
        for operator, ratio in ([("at_least", says[0]), ("at_most", says[1])] if name == "between" else [(name, says)])
    )

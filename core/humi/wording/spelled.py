"""A condition spelled out: on one line where it is short, else as a line with its parts below."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from humi.language import nodes as n
from humi.values.label import Label
from humi.wording.requirements import Wording
from humi.wording.shape import Node, line

LONGEST = {"zh": 40, "en": 90}
"""Characters that are read at one go."""

EVERY = Label("以下各项", "all of these")
EITHER = Label("以下任一项", "any of these")
READINGS = Label("有几种理解，一致时才有结果", "several readings, which must agree")
BY_DATE = Label("依日期而定", "by date")
AT_LEAST = Label("以下至少{number}项", "at least {number} of these")
ONE_RECORD = {
    "some": Label("至少有一项{one}，符合以下各项", "at least one {one}, with all of these"),
    "none": Label("没有一项{one}符合以下各项", "no {one} with all of these"),
}


def spelled(words: Wording, condition: n.Condition) -> tuple[str, list[Node]]:
    """What stands on the line, and the parts below it, if any."""
    node = _inner(condition)
    lang = words.lang
    match node:
        case n.Readings(options=options, labels=labels):
            named = labels or [Label(name, name) for name, _ in options]
            told = [(label.text(lang), item) for label, (_, item) in zip(named, options, strict=True)]
            return READINGS.text(lang), [_named(words, name, item) for name, item in told]
        case n.Versions(starts=starts, items=items):
            days = [date.fromordinal(start).isoformat() for start in starts]
            told = [(words.say(f"{day}起", f"from {day}"), item) for day, item in zip(days, items, strict=True)]
            return BY_DATE.text(lang), [_named(words, name, item) for name, item in told]
    phrase = words.condition(node)
    if len(phrase) <= LONGEST[lang]:
        return phrase, []
    match node:
        case n.All() if len(_all(words, node)) > 1:
            return EVERY.text(lang), _items(words, _all(words, node))
        case n.AnyOf(items=items) if len(items) > 1:
            return EITHER.text(lang), _items(words, items)
        case n.AtLeastOf(number=number, items=items):
            return AT_LEAST.text(lang).format(number=number), _items(words, items)
        case n.Quantified(word=word, related=related) if word in ONE_RECORD and isinstance(related.where, n.All):
            one = words.relation(n.Related(related.relation, n.Always(True)), one=True)
            words.within += 1
            below = _items(words, _all(words, related.where))
            words.within -= 1
            return ONE_RECORD[word].text(lang).format(one=one), below
    return phrase, []


def _inner(node: n.Condition) -> n.Condition:
    while isinstance(node, n.Term):
        node = node.item
    return node


def _all(words: Wording, node: n.Condition) -> list[n.Condition]:
    """What must all hold, as one list where lists stand in each other."""
    if not isinstance(node, n.All):
        return [node]
    return [part for item in words.told(node) for part in _all(words, item)]


def _items(words: Wording, items: Sequence[n.Condition]) -> list[Node]:
    return [Node(line(told), below) for told, below in (spelled(words, item) for item in items)]


def _named(words: Wording, name: str, item: n.Condition) -> Node:
    told, below = spelled(words, item)
    return Node(line(words.say(f"{name}：{told}", f"{name}: {told}")), below)

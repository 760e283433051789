"""The words of the text on which a rule rests: anchors, sentences around them where the text is at hand, recorded values."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from decimal import Decimal
from functools import cached_property
from typing import TypeAlias

from humi.authoring.anchors import clause_of
from humi.authoring.ledger import ItemText
from humi.authoring.lints.draft import Draft
from humi.authoring.quantities import MONEY, NUMBER, SHARE, Quantity, Stated, quantities, stated_days
from humi.authoring.sentences import sentences
from humi.language import nodes as n
from humi.policy.pack import DueDay, Rule
from humi.reading.located import Located, Mapping, Scalar, Sequence

Recorded: TypeAlias = str | int | Decimal


class Cited:
    """What the provisions say that a rule cites."""

    def __init__(self, rule: Rule, draft: Draft) -> None:
        items = draft.ledger.items if draft.ledger is not None else {}
        self.items = [items[source] for source in rule.sources if source in items]
        self._draft = draft

    @cached_property
    def anchors(self) -> tuple[str, ...]:
        """The anchors as written."""
        return tuple(item.anchor.text for item in self.items if item.anchor is not None)

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """The anchors, and the sentences in which they stand."""
        return (*self.anchors, *(text for item in self.items for text in _sentences(item, self._draft)))

    @cached_property
    def quantities(self) -> tuple[Quantity, ...]:
        """The numbers that the texts state."""
        return tuple(one for text in self.texts for one in quantities(text))

    @cached_property
    def days(self) -> tuple[Stated, ...]:
        """The days that the texts and the recorded values state."""
        recorded = (value for value in self.recorded if isinstance(value, str))
        return tuple(one for text in (*self.texts, *recorded) for one in stated_days(text))

    @cached_property
    def recorded(self) -> tuple[Recorded, ...]:
        """Every scalar of the recorded values."""
        return tuple(value for item in self.items if item.values is not None for value in scalars(item.values))

    @cached_property
    def measured(self) -> tuple[Quantity, ...]:
        """The numbers that the recorded values give as a measure: under `value`, `min`, `max`, with `op` or `op_reading`."""
        return tuple(one for item in self.items if item.values is not None for one in _measured(item.values))

    def said(self) -> str:
        """The anchors, for a message."""
        return "、".join(f"「{anchor}」" for anchor in self.anchors)


def _sentences(item: ItemText, draft: Draft) -> Iterator[str]:
    if draft.clauses is None or item.anchor is None:
        return
    clause = clause_of(item)
    for paragraph in draft.clauses.get(clause, ()):
        start = paragraph.text.find(item.anchor.text)
        for sentence in sentences(clause, paragraph):
            if start >= 0 and sentence.start <= start + len(item.anchor.text) and start < sentence.end:
                yield sentence.text


def _measured(located: Located) -> Iterator[Quantity]:
    if isinstance(located, Sequence):
        for item in located.items:
            yield from _measured(item)
    if not isinstance(located, Mapping):
        return
    told = {key.text: value.value for key, value in located.entries if isinstance(value, Scalar)}
    operator = told.get("op") or told.get("op_reading")
    share = told.get("unit") == "percent"
    for key, bound in (("value", operator or ""), ("min", ">="), ("max", "<=")):
        value = told.get(key)
        if isinstance(value, int | Decimal) and not isinstance(value, bool):
            kind = SHARE if share else MONEY if "currency" in told else NUMBER
            yield Quantity(kind, Decimal(value) / 100 if share else Decimal(value), str(bound), f"{key}: {value}")
    for _, below in located.entries:
        yield from _measured(below)


def scalars(located: Located) -> Iterator[Recorded]:
    """Every text and number of a tree."""
    if isinstance(located, Mapping):
        for _, value in located.entries:
            yield from scalars(value)
    elif isinstance(located, Sequence):
        for item in located.items:
            yield from scalars(item)
    elif isinstance(located.value, str | int | Decimal) and not isinstance(located.value, bool):
        yield located.value


def nodes_of(rule: Rule) -> Iterator[tuple[n.Node, bool]]:
    """Every node of a rule itself (not of rules below it), with whether it stands in a reading. What a table says is told of
    the table, not of whoever asks it."""
    for item in fields(rule):
        yield from _nodes_in(getattr(rule, item.name), False)


def _nodes_in(value: object, read: bool) -> Iterator[tuple[n.Node, bool]]:
    if isinstance(value, n.Lookup | n.ValueLookup):
        return
    if isinstance(value, n.Node):
        yield value, read
        below = read or isinstance(value, n.Readings | n.ValueReadings)
        for child in n.children(value):
            yield from _nodes_in(child, below)
    elif isinstance(value, DueDay):
        yield from _nodes_in(value.condition, read or bool(value.name))
    elif isinstance(value, tuple):
        for part in value:
            yield from _nodes_in(part, read)

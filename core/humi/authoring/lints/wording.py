"""Wording against operator: 以上、不少于、超过、不满 … beside `at_least`, `more_than` and the rest."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from humi.authoring.lints.cited import Cited, nodes_of
from humi.authoring.lints.draft import Draft
from humi.authoring.quantities import AFTER, BEFORE, LENGTH, Quantity
from humi.language import nodes as n
from humi.policy.pack import Rule
from humi.reading.problems import Place, Problems

WORDS = {">=": "at_least", ">": "more_than", "<=": "at_most", "<": "less_than", "==": "equals"}


def operators(draft: Draft, problems: Problems) -> None:
    """F701: the text bounds a number by other words than the rule, and no reading is recorded."""
    if draft.ledger is None:
        return
    for rule in draft.pack.rules():
        cited = Cited(rule, draft)
        for operator, value, place in _compared(rule):
            stated = [one for one in cited.quantities if one.value == value and one.kind != LENGTH]
            # Where the words say nothing, what was recorded of them does.
            if not any(one.operator for one in stated):
                stated = [one for one in cited.measured if one.value == value]
            said = {one.operator: one for one in stated}
            if said and operator not in said and "" not in said and not _is_recorded(rule, stated):
                right, quantity = next(iter(said.items()))
                problems.add(
                    "F701",
                    place or rule.place,
                    words=quantity.words,
                    found=WORDS[operator],
                    suggestion=WORDS.get(right, right),
                )


def _is_recorded(rule: Rule, stated: list[Quantity]) -> bool:
    """Whether an interpretation speaks of the words by which the number is bounded."""
    said = rule.interpretation.zh if rule.interpretation is not None else ""
    bounds = ((one.words, (*AFTER.get(one.operator, ()), *BEFORE.get(one.operator, ()))) for one in stated)
    return any(word in said for words, known in bounds for word in known if word in words)


def _compared(rule: Rule) -> Iterator[tuple[str, Decimal, Place | None]]:
    """Numbers and amounts with which a rule compares something, but for those of readings, which say so themselves."""
    for node, read in nodes_of(rule):
        match node:
            case n.Compare(operator=operator, right=n.Constant(kind=kind, value=value, places=places)) if kind != n.DATE:
                if not read:
                    yield operator, Decimal(value).scaleb(-places), node.place or node.right.place
            case n.ShareCompare(operator=operator, numerator=numerator, denominator=denominator):
                # Of a whole, nobody has more: all of it is at least all of it.
                if not read and numerator != denominator:
                    yield operator, Decimal(numerator) / Decimal(denominator), node.place

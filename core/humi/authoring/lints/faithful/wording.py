"""Wording against operator: 以上、不少于、超过、不满、前、起 … beside `at_least`, `more_than`, `before` and the rest."""

from __future__ import annotations

import re

from humi.authoring.lints.faithful.cited import Cited, Library
from humi.authoring.lints.faithful.figures import same_length
from humi.authoring.lints.faithful.said import Length, Number, Said
from humi.authoring.quantities import AFTER, BEFORE, LENGTH, Quantity, quantities
from humi.language import nodes as n
from humi.reading.problems import Problems

WORDS = {">=": "at_least", ">": "more_than", "<=": "at_most", "<": "less_than", "==": "equals"}
DATED = {">=": "on_or_after", ">": "after", "<=": "on_or_before", "<": "before", "==": "equals"}
UP, DOWN = (">=", ">"), ("<=", "<")
INCLUDED = re.compile("(?<!不)(?:包含|包括|含)")
EXCLUDED = re.compile("不含|不包括|不包含|除外")


def operators(said: Said, cited: Cited, library: Library, problems: Problems) -> None:
    """F701: the text bounds a number by other words than the rule, and no reading is recorded."""
    for number in said.numbers:
        if not number.operator:
            continue
        stated, by_text = _stated(number, said, cited)
        bounds = {one.operator: one for one in stated}
        if not bounds or "" in bounds or number.operator in _same(bounds, number):
            continue
        if by_text and any(_is_recorded(number, one, said.explained) for one in stated):
            continue
        right, quantity = next(iter(bounds.items()))
        place, found = number.place or said.rule.place, WORDS[number.operator]
        problems.add("F701", place, words=quantity.words, found=found, suggestion=WORDS.get(right, right))


def _stated(number: Number, said: Said, cited: Cited) -> tuple[list[Quantity], bool]:
    """What bounds the number, and whether it is the text: where its words say nothing, the interpretation or what was
    recorded of them does. What a reading is called bounds the number of that reading."""
    if number.reading is not None:
        named = [one for one in quantities(number.reading.zh) if _speaks_of(one, number) and one.operator]
        if named:
            return named, False
    stated = [one for one in cited.quantities if _speaks_of(one, number)]
    if any(one.operator for one in stated):
        return stated, True
    explained = [one for one in quantities(said.explained) if _speaks_of(one, number) and one.operator]
    recorded = [one for one in cited.measured if _speaks_of(one, number)]
    if number.reading is not None:
        return [*explained, *recorded], True
    return explained or recorded, False


def _speaks_of(stated: Quantity, number: Number) -> bool:
    return stated.equals(number.value) and (stated.kind == LENGTH) == (number.kind == LENGTH)


def _same(bounds: dict[str, Quantity], number: Number) -> set[str]:
    """The operators that ask the same: of a whole nobody has more, so all of it is at least all of it."""
    found = set(bounds)
    if number.value == 1 and number.kind == "share" and found & {"==", ">="}:
        found |= {"==", ">="}
    return found


def _is_recorded(number: Number, stated: Quantity, explained: str) -> bool:
    """Whether the reading is recorded: by an interpretation that speaks of the words by which the number is bounded, or
    by readings. No reading turns at least into at most."""
    rising, right = number.operator in UP, stated.operator in UP
    if rising != right and "==" not in (number.operator, stated.operator):
        return False
    if number.reading is not None:
        return True
    words = (*AFTER.get(stated.operator, ()), *BEFORE.get(stated.operator, ()))
    if not any(word in explained for word in words if word in stated.words):
        return False
    contradicted = INCLUDED if number.operator in (">", "<") else EXCLUDED
    return not contradicted.search(explained)


def ages(said: Said, cited: Cited, library: Library, problems: Problems) -> None:
    """F701: 成立两年以上 beside a day after the one two years ago. What is negated or counted may turn it round."""
    if said.explained or any(isinstance(node, n.Not | n.Related) for node, _ in said.nodes):
        return
    for node, _ in said.nodes:
        match node:
            case n.Compare(operator=operator, right=n.Step(unit=unit, amount=amount) as step) if amount < 0:
                length = Length(-amount, unit, step.place)
                stated = [one for one in cited.quantities if one.kind == LENGTH and same_length(length, one) and one.operator]
                if not stated or any((one.operator in UP) == (operator in DOWN) for one in stated):
                    continue
                right = DATED["<=" if stated[0].operator in UP else ">="]
                place = length.place or said.rule.place
                problems.add("F701", place, words=stated[0].words, found=DATED[operator], suggestion=right)


def days(said: Said, cited: Cited, library: Library, problems: Problems) -> None:
    """F710: the text says 前, 后, 起 or 底 of a day, and the rule the contrary. Whether 前 counts the day is a reading."""
    for day in said.days:
        stated = [one for one in cited.days if day.first in one.days() and one.operator]
        if day.operator in ("", "==") or not stated:
            continue
        if not any((one.operator in UP) == (day.operator in UP) for one in stated):
            right = DATED["<=" if stated[0].operator in DOWN else ">="]
            found = DATED[day.operator]
            problems.add("F710", day.place or said.rule.place, words=stated[0].words, found=found, suggestion=right)

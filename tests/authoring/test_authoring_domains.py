"""What two conditions ask of one thing is told exactly: whether both can hold, whether one holds wherever the other does."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import product
from typing import Any

import pytest

from humi.authoring.lints.domains import Demand, demands
from tests.authoring.test_authoring_lints import pack_with

Points = dict[str, Callable[[Any], bool]]
NUMBERS = range(-1, 6)
TEXTS = ["a", "b", "c"]
KINDS = ["enterprise", "university", "law_firm", "individual", "other"]
DAYS = [date(2021, 1, day) for day in range(1, 8)]

COMPARED: dict[str, Callable[[Any, Any], bool]] = {
    "at_least": lambda one, other: one >= other,
    "more_than": lambda one, other: one > other,
    "at_most": lambda one, other: one <= other,
    "less_than": lambda one, other: one < other,
    "equals": lambda one, other: one == other,
}
DATED = {"before": "less_than", "on_or_before": "at_most", "after": "more_than", "on_or_after": "at_least"}


def numbers() -> list[tuple[dict[str, Any], Callable[[Any], bool]]]:
    found = [
        ({"unit.staff": {word: bound}}, lambda value, word=word, bound=bound: COMPARED[word](value, bound))
        for word, bound in product(COMPARED, [1, 2, 3])
    ]
    halves = [
        ({"unit.staff": {word: "2.5"}}, lambda value, word=word: COMPARED[word](value, 2.5)) for word in list(COMPARED)[:4]
    ]
    return [*found, *halves]


def days() -> list[tuple[dict[str, Any], Callable[[Any], bool]]]:
    compared = [
        ({"unit.founded": {word: day.isoformat()}}, lambda value, of=of, day=day: COMPARED[of](value, day))
        for (word, of), day in product(DATED.items(), DAYS[1:6:2])
    ]
    period = ({"unit.founded": {"within": "2021-01-03/2021-01-05"}}, lambda value: 3 <= value.day <= 5)
    return [*compared, period]


def members(fact: str, names: list[str]) -> list[tuple[dict[str, Any], Callable[[Any], bool]]]:
    lists = [names[:1], names[:2], names[1:3]]
    return [({fact: {"in": listed}}, lambda value, listed=listed: value in listed) for listed in lists]


def with_negations(asked: list[Any]) -> list[Any]:
    return [*asked, *(({"not": one}, lambda value, holds=holds: not holds(value)) for one, holds in asked)]


TABLES = {
    "numbers": (numbers(), list(NUMBERS)),
    "days": (days(), DAYS),
    "texts": (members("unit.place", TEXTS), [*TEXTS, "elsewhere"]),
    "categories": (members("unit.kind", KINDS), KINDS),
}


def single(condition: dict[str, Any]) -> Demand:
    (criterion,) = pack_with([condition]).designations[0].criteria
    (demand,) = demands(criterion.condition)
    return demand


@pytest.mark.parametrize("name", TABLES)
def test_two_conditions_on_one_thing_are_told_apart_exactly(name: str) -> None:
    asked, points = TABLES[name]
    told = [(single(condition), holds, condition) for condition, holds in with_negations(asked)]
    for (one, holds, first), (other, also, second) in product(told, told):
        both = [point for point in points if holds(point) and also(point)]
        assert one.thing == other.thing
        assert one.both(other).possible == bool(both), (first, second)
        assert one.within(other) == all(also(point) for point in points if holds(point)), (first, second)


def test_which_of_two_facts_is_greater_is_told_too() -> None:
    words = ["at_least", "more_than", "at_most", "less_than", "equals"]
    asked = [({"value": "unit.staff", word: "unit.staff_trained"}, COMPARED[word]) for word in words]
    told = [(single(condition), holds) for condition, holds in asked]
    for (one, holds), (other, also) in product(told, told):
        signs = [sign for sign in (-1, 0, 1) if holds(sign, 0)]
        assert one.both(other).possible == any(also(sign, 0) for sign in signs)
        assert one.within(other) == all(also(sign, 0) for sign in signs)

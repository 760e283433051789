"""Comparisons with other operators and thresholds, each that can differ once.

Every comparison of a whole number with a constant holds from one number to another, within what the number can be. A change
with the same two ends changes nothing, and of two changes with the same ends one is enough: `more_than 20` is `at_least 21`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from math import gcd

from humi.authoring.mutation.change import Change
from humi.language import nodes as n
from humi.language.limits import limits
from humi.values.dates import FIRST_DAY, LAST_DAY
from humi.values.numbers import format_percent
from humi.wording.show import show_number

WORDS = {">=": "at_least", ">": "more_than", "<=": "at_most", "<": "less_than", "==": "equals"}
DATED = {">=": "on_or_after", ">": "after", "<=": "on_or_before", "<": "before", "==": "equals"}
OTHERS = {">=": (">",), ">": (">=",), "<=": ("<",), "<": ("<=",), "==": (">=", "<=")}
Ends = tuple[int, int] | None
"""First and last number for which a comparison holds; None where it holds for none."""


def comparisons(node: n.Compare, derived: bool) -> Iterator[Change]:
    """Other operators, and thresholds one unit in the last place away; `derived`: the threshold is not written here."""
    kind = n.kind_of(node.left)
    words = DATED if kind == n.DATE else WORDS
    others = [replace(node, operator=operator) for operator in OTHERS[node.operator]]
    constant = node.right if isinstance(node.right, n.Constant) else None
    for other in others if constant is None else ():
        yield Change(other, "operator", f"{words[node.operator]}->{words[other.operator]}", node, other)
    if constant is None:
        return
    told = {_ends(node)}
    for other in others:
        if _ends(other) not in told:
            told.add(_ends(other))
            yield Change(other, "operator", f"{words[node.operator]}->{words[other.operator]}", node, other)
    for right in () if derived else beside(constant, n.places_of(node.left)):
        other = replace(node, right=right)
        if _ends(other) not in told:
            told.add(_ends(other))
            yield Change(other, "threshold", f"{shown(constant)}->{shown(right)}", node, other)


def beside(constant: n.Constant, places: int) -> tuple[n.Constant, ...]:
    """The constant one unit less and one more, in the last place that the number compared has."""
    if constant.kind == n.DATE:
        return moved(constant)
    scale = max(places, constant.places)
    value, unit = constant.value * 10 ** (scale - constant.places), int(10 ** (scale - places))
    return tuple(replace(constant, value=value + step, places=scale) for step in (-unit, unit))


def moved(constant: n.Constant) -> tuple[n.Constant, ...]:
    """The constant one day, or one unit in its last place, less and more."""
    if constant.kind == n.DATE and constant.value in (FIRST_DAY, LAST_DAY):
        return ()
    return tuple(replace(constant, value=constant.value + step) for step in (-1, 1))


def spans_beside(first: int, last: int) -> Iterator[tuple[str, tuple[int, int]]]:
    """A span of days with one end a day earlier or later, as it is shown; an end that is without limit stays."""
    ends = [(day, last) for day in (first - 1, first + 1) if first != FIRST_DAY]
    ends += [(first, day) for day in (last - 1, last + 1) if last != LAST_DAY]
    for span in ends:
        if span[0] <= span[1]:
            yield "/".join(date.fromordinal(day).isoformat() for day in span), span


def shown(constant: n.Constant) -> str:
    """A constant as it stands in the name of a mutant."""
    return show_number(constant.value, constant.value, constant.kind, constant.places, "en").replace(",", "").replace(" ", "")


def _ends(node: n.Compare) -> Ends:
    """For which numbers a comparison with a constant holds, of those there can be."""
    left, right = node.left, node.right
    assert isinstance(right, n.Constant)
    places = n.places_of(left)
    scale = max(places, right.places)
    unit, value = int(10 ** (scale - places)), right.value * int(10 ** (scale - right.places))
    low, high = limits(left)
    below, above = value // unit, -(-value // unit)
    match node.operator:
        case ">=":
            first, last = above, high
        case ">":
            first, last = below + 1, high
        case "<=":
            first, last = low, below
        case "<":
            first, last = low, above - 1
        case _:
            first, last = above, below
    first, last = max(first, low), min(last, high)
    return (first, last) if first <= last else None


def shares(node: n.ShareCompare) -> Iterator[Change]:
    """The share with other operators, and one percent less and more (or one unit in the last place, where it is finer)."""
    for operator in OTHERS[node.operator]:
        other = replace(node, operator=operator)
        yield Change(other, "operator", f"{WORDS[node.operator]}->{WORDS[operator]}", node, other)
    scale = node.denominator * 100 // gcd(node.denominator, 100)
    numerator = node.numerator * scale // node.denominator
    for step in (-(scale // max(100, node.denominator)), scale // max(100, node.denominator)):
        if 0 < numerator + step <= scale:
            other = replace(node, numerator=numerator + step, denominator=scale)
            percent = format_percent(node.numerator, node.denominator)
            yield Change(other, "threshold", f"{percent}->{format_percent(numerator + step, scale)}", node, other)

"""Comparing ranges: met where it holds for every two points, not met where it holds for none."""

from __future__ import annotations

from datetime import date
from typing import Any

from .frame import Value
from .truth import Told, all_of, told

ORDERS = ("equals", "at_least", "more_than", "at_most", "less_than", "before", "on_or_before", "after", "on_or_after")
COMPARATORS = (*ORDERS, "between", "within")
"""What may stand beside a value."""


def compare(left: Value, name: str, right: Value) -> Told:
    """Range against range. An event compared by date must have happened, on whichever side its day is used."""
    causes = left.causes | right.causes
    match name:
        case "equals":
            surely = left.lo == left.hi == right.lo == right.hi
            possibly = left.lo <= right.hi and right.lo <= left.hi
        case "at_least" | "on_or_after":
            surely, possibly = left.lo >= right.hi, left.hi >= right.lo
        case "more_than" | "after":
            surely, possibly = left.lo > right.hi, left.hi > right.lo
        case "at_most" | "on_or_before":
            surely, possibly = left.hi <= right.lo, left.lo <= right.hi
        case "less_than" | "before":
            surely, possibly = left.hi < right.lo, left.lo < right.hi
        case _:
            raise ValueError(name)
    return all_of([left.happened, right.happened, told(surely, possibly, causes)])


def compared(left: Any, name: str, right: Any) -> bool:
    """Two points."""
    answer = compare(Value(left, left), name, Value(right, right)).answer
    assert answer is not None
    return answer


def lies_within(day: Value, spans: list[tuple[date, date]]) -> Told:
    """Whether a day lies in one of several spans that do not touch."""
    surely = any(first <= day.lo and day.hi <= last for first, last in spans)
    possibly = any(first <= day.hi and day.lo <= last for first, last in spans)
    return all_of([day.happened, told(surely, possibly, day.causes)])

"""The days on which rules turn: those that they name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from humi.language import nodes as n


def days_in(value: Any) -> Iterator[int]:
    """Every day that a rule names."""
    match value:
        case n.Constant(kind=n.DATE, value=day):
            yield day
        case n.SomeDay(first=first, last=last):
            yield from (first, last)
        case tuple():
            for item in value:
                yield from days_in(item)
        case _ if hasattr(value, "__dataclass_fields__"):
            for name in value.__dataclass_fields__:
                held = getattr(value, name)
                if name in ("spans", "span", "starts", "day"):
                    yield from _numbers(held)
                elif name not in ("place", "label", "interpretation", "note", "fact", "table"):
                    yield from days_in(held)


def _numbers(held: Any) -> Iterator[int]:
    if isinstance(held, int):
        yield held
    elif isinstance(held, tuple):
        for item in held:
            yield from _numbers(item)

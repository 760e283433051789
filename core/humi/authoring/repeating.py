"""Writing many records that differ only in their names once, with `repeat`, as cases may (`authoring.cases` reads it)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from humi.authoring.cases import REPEAT

Record = Mapping[str, Any]


def repeated(document: Mapping[str, Any]) -> dict[str, Any]:
    """The registry with runs of records that are alike, but for names that stand nowhere else, written once."""
    times = Counter(_texts(document))
    own = frozenset(text for text, number in times.items() if number == 1)
    return {key: list(_runs(value, own)) if isinstance(value, list) else value for key, value in document.items()}


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping | list):
        for item in value.values() if isinstance(value, Mapping) else value:
            yield from _texts(item)


def _runs(records: list[dict[str, Any]], own: frozenset[str]) -> Iterator[dict[str, Any]]:
    start = 0
    while start < len(records):
        end = start + 1
        named = _names(records[start], own)
        while end < len(records) and _alike(records[start], records[end], named, own):
            end += 1
        yield records[start] if end == start + 1 else _one_for(records[start], end - start, named)
        start = end


def _names(record: Record, own: frozenset[str]) -> frozenset[str]:
    """The keys whose values are names of this record alone: a word with a number behind it."""
    return frozenset(key for key, value in record.items() if isinstance(value, str) and value in own and _numbered(value))


def _numbered(text: str) -> bool:
    return _stem(text) != text and _stem(text).isalpha()


def _alike(one: Record, other: Record, named: frozenset[str], own: frozenset[str]) -> bool:
    """Whether two records have the same names, up to their numbers, and are the same otherwise."""
    if one.keys() != other.keys() or _names(other, own) != named:
        return False
    return all(_stem(one[key]) == _stem(other[key]) if key in named else one[key] == other[key] for key in one)


def _one_for(record: Record, times: int, named: frozenset[str]) -> dict[str, Any]:
    """The first of a run, for all of it. Names are counted anew; that of the first tells them from those of other runs."""
    return {REPEAT: times, **{key: f"{value}-{{n}}" if key in named else value for key, value in record.items()}}


def _stem(text: str) -> str:
    return text.rstrip("0123456789")

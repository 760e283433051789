"""A dossier from which no fact, record or determination can be taken away without losing what it shows.

Delta debugging (Zeller's ddmin) over the parts of the document, down to single parts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from humi.dossier.reading import KeyPath

KEPT = "humi"
"""The version of the format is no fact."""
Document = dict[str, Any]


def smallest(document: Document, shows: Callable[[Document], bool]) -> Document:
    """The document without whatever it does not need to show something. `shows` must hold of the whole."""
    parts = _taken_away(list(parts_of(document)), lambda kept: shows(with_parts(document, kept)))
    return with_parts(document, parts)


def parts_of(document: Document) -> Iterator[KeyPath]:
    """Whatever can be taken away: facts and their parts, records, lists, determinations; a whole before its parts."""
    for section, value in document.items():
        if section != KEPT:
            yield from _parts((section,), value)


def with_parts(document: Document, parts: Sequence[KeyPath]) -> Document:
    """The document with some of its parts only."""
    kept = set(parts)
    return {
        key: value if key == KEPT else _left((key,), value, kept)
        for key, value in document.items()
        if key == KEPT or (key,) in kept
    }


def _parts(path: KeyPath, value: Any) -> Iterator[KeyPath]:
    yield path
    for key, part in _below(path, value):
        yield from _parts((*path, key), part)


def _left(path: KeyPath, value: Any, kept: set[KeyPath]) -> Any:
    left = [(key, _left((*path, key), part, kept)) for key, part in _below(path, value) if (*path, key) in kept]
    if isinstance(value, Mapping):
        return dict(left)
    return [part for _, part in left] if _has_records(path, value) else value


def _below(path: KeyPath, value: Any) -> Iterable[tuple[Any, Any]]:
    """What can be taken away of a value. The members of a category are one value together."""
    if isinstance(value, Mapping):
        return value.items()
    return enumerate(value) if _has_records(path, value) else ()


def _has_records(path: KeyPath, value: Any) -> bool:
    return len(path) == 1 and isinstance(value, list) and any(isinstance(one, Mapping) for one in value)


def shape_of(document: Document) -> Counter[object]:
    """Which facts a document holds, whatever their values are and wherever its records stand."""
    shape: Counter[object] = Counter()
    records: dict[KeyPath, list[KeyPath]] = {}
    for part in parts_of(document):
        if len(part) > 1 and isinstance(part[1], int):
            records.setdefault(part[:2], []).append(part[2:])
        else:
            shape[part] += 1
    shape.update((record[0], frozenset(below)) for record, below in records.items())
    return shape


# --- taking away ---


def _taken_away(parts: list[KeyPath], shows: Callable[[Sequence[KeyPath]], bool]) -> list[KeyPath]:
    """The parts without ever smaller chunks of them, and at last one by one, until no single one can go."""
    size = max(len(parts) // 2, 1)
    while True:
        before, start = len(parts), 0
        while start < len(parts):
            rest = _rooted(parts[:start] + parts[start + size :])
            if shows(rest):
                parts = rest
            else:
                start += size
        if size == 1 and len(parts) == before:
            return parts
        size = max(size // 2, 1)


def _rooted(parts: list[KeyPath]) -> list[KeyPath]:
    """The parts whose wholes are still there."""
    kept = set(parts)
    return [part for part in parts if all(part[:length] in kept for length in range(1, len(part)))]

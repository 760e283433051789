"""A dossier from which no fact, record or determination can be taken away without losing what it shows.

Delta debugging (Zeller's ddmin) over the parts of the document, down to single parts.
"""

from __future__ import annotations

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


# --- taking away ---


def _taken_away(parts: list[KeyPath], shows: Callable[[Sequence[KeyPath]], bool]) -> list[KeyPath]:
    """The parts without ever smaller chunks of them, down to single parts, until none of these can go."""
    chunks = 2
    while parts:
        size = -(-len(parts) // chunks)
        for start in range(0, len(parts), size):
            rest = _rooted(parts[:start] + parts[start + size :])
            if shows(rest):
                parts, chunks = rest, max(chunks - 1, 2)
                break
        else:
            if size == 1:
                break
            chunks = min(2 * chunks, len(parts))
    return parts


def _rooted(parts: list[KeyPath]) -> list[KeyPath]:
    """The parts whose wholes are still there."""
    kept = set(parts)
    return [part for part in parts if all(part[:length] in kept for length in range(1, len(part)))]

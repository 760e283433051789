"""A dossier from which no fact, record or determination can be taken away without losing what it shows.

Delta debugging (Zeller's ddmin, wholes first) over the parts of the document, down to single parts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from humi.dossier.reading import KeyPath

RECORD = 2
"""So long is the path of a fact of the unit, or of a record in a list."""
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


def shown_alike(document: Document, shows: Callable[[Document], bool], other: Document) -> bool:
    """Whether a document shows something with the facts that another one shows it with, whatever their values are."""
    known = {_which(part) for part in parts_of(other)}
    parts = [part for part in parts_of(document) if _which(part) in known]
    if not shows(with_parts(document, parts)):
        return False
    left = _without_wholes(parts, lambda kept: shows(with_parts(document, kept)), least=1)
    return shape_of(with_parts(document, left)) == shape_of(other)


def _which(part: KeyPath) -> KeyPath:
    """Which fact it is, in whichever record of its list."""
    return (part[0], "", *part[RECORD:]) if len(part) > 1 and isinstance(part[1], int) else part


# --- taking away ---


def _taken_away(parts: list[KeyPath], shows: Callable[[Sequence[KeyPath]], bool]) -> list[KeyPath]:
    """The parts without ever smaller chunks of what they are wholes of, without what all records of a list have, and at last
    without single ones, until none of them can go."""
    parts = _without_wholes(parts, shows, least=2)
    parts = _without(parts, _in_every_record(parts), shows)
    before: list[KeyPath] = []
    while parts != before:
        before, parts = parts, _without(parts, [[part] for part in parts], shows)
    return parts


def _without_wholes(parts: list[KeyPath], shows: Callable[[Sequence[KeyPath]], bool], least: int) -> list[KeyPath]:
    """The parts without ever smaller chunks of facts and records, down to so many at a time."""
    wholes = [part for part in parts if len(part) <= RECORD]
    size = max(len(wholes) // 2, 1)
    while size >= least:
        parts = _without(parts, [wholes[at : at + size] for at in range(0, len(wholes), size)], shows)
        wholes = [part for part in parts if len(part) <= RECORD]
        size = size // 2
    return parts


def _without(
    parts: list[KeyPath], chunks: Iterable[Sequence[KeyPath]], shows: Callable[[Sequence[KeyPath]], bool]
) -> list[KeyPath]:
    """The parts without each chunk, and what stands below it, that can go."""
    for chunk in chunks:
        rest = _rooted(parts, chunk)
        if len(rest) < len(parts) and shows(rest):
            parts = rest
    return parts


def _in_every_record(parts: list[KeyPath]) -> list[list[KeyPath]]:
    """The same fact of all records of a list, for each of their facts."""
    same: dict[KeyPath, list[KeyPath]] = {}
    for part in parts:
        if len(part) > RECORD and isinstance(part[1], int):
            same.setdefault(_which(part), []).append(part)
    return list(same.values())


def _rooted(parts: list[KeyPath], without: Sequence[KeyPath]) -> list[KeyPath]:
    """The parts without some of them, and what stands below these. A whole comes before its parts."""
    gone = set(without)
    left = []
    for part in parts:
        if part in gone or part[:-1] in gone:
            gone.add(part)
        else:
            left.append(part)
    return left

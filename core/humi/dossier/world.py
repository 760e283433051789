"""What is known of one dossier on one day, as one region sees it: the input of every engine."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

Record = list[Any]
"""An encoded record, see `dossier.facts`."""


@dataclass(slots=True)
class World:
    """The encoded records on the day `asked`, as far as is told on the day `now`, which is the same day or a later one.

    `unlisted` gives for each relation the least and greatest number of records beyond those listed; `determinations` maps
    the path of a judgement and the id of the record concerned (None for the subject) to the mask of a boolean. `places`
    gives for each relation where its records stand in the dossier's list, since some may not be seen.
    """

    asked: int
    now: int
    unit: Record
    base: Record
    station: Record
    point: Record
    programme: Record
    units: tuple[Record, ...]
    bases: tuple[Record, ...]
    stations: tuple[Record, ...]
    points: tuple[Record, ...]
    titles: tuple[Record, ...]
    claims: tuple[Record, ...]
    cases: tuple[Record, ...]
    acts: tuple[Record, ...]
    unlisted: dict[str, tuple[int, int]]
    determinations: dict[tuple[str, str | None], int] = field(default_factory=dict)
    places: dict[str, tuple[int, ...]] = field(default_factory=dict)
    _names: dict[int, str] = field(default_factory=dict, compare=False, repr=False)
    """Made when first asked for: a registry may name each of its records."""

    def name_of(self, record: Record | None) -> str:
        """`titles[1]`: where a related record stands in the dossier, counted from 0; empty for the subject."""
        if not self._names:
            self._names.update(
                (id(listed), f"{relation}[{place}]")
                for relation, places in self.places.items()
                for place, listed in zip(places, getattr(self, relation), strict=True)
            )
        return self._names.get(id(record), "")

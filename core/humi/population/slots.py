"""The names of the columns that hold encoded slots, as every engine over tables expects them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from humi.dossier.facts import REGIONS, SLOTS, Fact
from humi.dossier.vocabulary import Vocabulary
from humi.dossier.world import Record

APPLICANTS, DETERMINATIONS = "applicants", "determinations"
KEY, PLACE = "key", "place"
ROW, FILE = "#row", "#file"
"""Where a record was read: they stand beside the slots, and say nothing of the record."""


def column(fact: Fact, offset: int) -> str:
    """The column of a slot: `unit.founded#0`."""
    return f"{fact.path}#{offset}"


def columns(fact: Fact) -> list[str]:
    """The columns of all slots of a fact."""
    return [column(fact, offset) for offset in range(SLOTS.get(fact.type, 1))]


def unlisted(relation: str, end: str) -> str:
    """The column of the `least` or `most` number of records of a relation beyond those listed: `titles#most`."""
    return f"{relation}#{end}"


def recorded(vocabulary: Vocabulary, entity: str) -> Callable[[Record], Iterable[tuple[str, Any]]]:
    """A function giving the slots of a record that say something, each with its column."""
    shared = tuple(vocabulary.facts_of(entity).values())
    own = {region: tuple(vocabulary.facts_of(entity, region).values()) for region in vocabulary.regions_of(entity)}

    def slots(record: Record) -> Iterable[tuple[str, Any]]:
        yield from _said(shared, record)
        for region, facts in own.items():
            held = record[REGIONS].get(region)
            if held is not None:
                yield from _said(facts, held)

    return slots


def _said(facts: Iterable[Fact], record: Record) -> Iterable[tuple[str, Any]]:
    for fact in facts:
        for offset, unknown in enumerate(fact.unknown()):
            if record[fact.slot + offset] != unknown:
                yield column(fact, offset), record[fact.slot + offset]

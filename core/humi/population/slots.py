"""The names of the columns that hold encoded slots, as every engine over tables expects them."""

from __future__ import annotations

from humi.dossier.facts import SLOTS, Fact

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

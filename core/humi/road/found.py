"""What is recorded of a fact, and what a value comes to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from humi.dossier.facts import SINGLE, Fact
from humi.dossier.world import Record
from humi.language import nodes as n
from humi.values.label import Label
from humi.wording.show import UNRECORDED, both, show_fact, show_number

if TYPE_CHECKING:
    from humi.road.hearing import Hearing, Matter


def recorded(hearing: Hearing, ref: n.Ref, this: Record | None) -> Label:
    """What the dossier holds of a fact."""
    if ref.owner not in SINGLE and this is None:
        return UNRECORDED
    return told(ref.fact, hearing.slots(ref, this))


def told(fact: Fact, record: Record) -> Label:
    """What a record holds of a fact."""
    return both(lambda lang: show_fact(fact, record, lang))


def found_value(hearing: Hearing, key: str, value: n.Value, matter: Matter) -> Label:
    """What a value comes to; `key` names it within the pack."""
    if isinstance(value, n.FactValue) and value.ref.fact.type in ("date", "event"):
        return recorded(hearing, value.ref, matter.record)  # its range would read as a record where there is none
    low, high = hearing.range_of(f"{key}/found/{value!r}", value, matter)
    kind, places = n.kind_of(value), n.places_of(value)
    return both(lambda lang: show_number(low, high, kind, places, lang))

"""What is known on a day: later events have not happened, later records do not exist, other regions' records are not seen."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from humi.dossier.facts import EXISTS, NO, OF_A_REGION, REGIONS, RELATIONS, SINGLE, UNKNOWN
from humi.dossier.vocabulary import Vocabulary
from humi.dossier.world import Record, World
from humi.values.dates import FIRST_DAY, LAST_DAY

if TYPE_CHECKING:
    from humi.dossier.dossier import Dossier


def as_of(dossier: Dossier, region: str, asked: int) -> World:
    """The world of a dossier on the day `asked`, seen by `region`."""
    vocabulary = dossier.vocabulary
    singles: dict[str, Any] = {entity: settled(dossier.records[entity], entity, vocabulary, region, asked) for entity in SINGLE}
    lists = {
        relation: seen(dossier.lists[relation], entity, vocabulary, region, asked)
        for relation, entity in RELATIONS.items()
    }
    places = {relation: tuple(place for place, _ in listed) for relation, listed in lists.items() if listed}
    records: dict[str, Any] = {relation: tuple(record for _, record in listed) for relation, listed in lists.items()}
    decided = {
        key: mask
        for determination in dossier.determinations
        for key, mask in determination.known_on(asked)
    }  # fmt: skip
    return World(asked=asked, unlisted=dossier.unlisted, determinations=decided, places=places, **singles, **records)


@lru_cache(maxsize=1024)
def event_slots(vocabulary: Vocabulary, entity: str, region: str) -> tuple[int, ...]:
    """First slots of the events of an entity."""
    return tuple(fact.slot for fact in vocabulary.facts_of(entity, region).values() if fact.type == "event")


@lru_cache(maxsize=64)
def _marks(vocabulary: Vocabulary, entity: str) -> tuple[int | None, int | None]:
    """Slots of the fact that names a record's region, and of the one that dates its beginning."""
    region, begins = vocabulary.find(entity, "region"), vocabulary.begins(entity)
    of_a_region = region is not None and entity in OF_A_REGION
    return region.slot if of_a_region and region else None, begins.slot if begins else None


def settled(record: Record, entity: str, vocabulary: Vocabulary, region: str, asked: int) -> Record:
    """The record with every event settled as of the day asked; the same object where nothing changes."""
    result = _events(record, event_slots(vocabulary, entity, ""), asked)
    events = event_slots(vocabulary, entity, region)
    if events:
        own = record[REGIONS].get(region) or vocabulary.template(entity, region)
        changed = _events(own, events, asked)
        if changed is not own:
            if result is record:
                result = record.copy()
            result[REGIONS] = {**result[REGIONS], region: changed}
    return result


def _events(slots: Record, events: tuple[int, ...], asked: int) -> Record:
    result = slots
    for slot in events:
        if slots[slot] != NO and slots[slot + 2] > asked:
            if result is slots:
                result = slots.copy()
            first = slots[slot + 1]
            if first > asked:
                result[slot] = NO
            else:
                result[slot + 2] = asked
                result[slot] = slots[slot] if first == FIRST_DAY else UNKNOWN
    return result


def seen(
    records: tuple[Record, ...], entity: str, vocabulary: Vocabulary, region: str, asked: int
) -> list[tuple[int, Record]]:
    """The records, each with its place, that exist on the day asked and belong to the region; those that only may are
    marked as unsure."""
    if not records:
        return []
    of_region, begins = _marks(vocabulary, entity)
    result = []
    for place, record in enumerate(records):
        sure = True
        if of_region is not None and record[of_region] != region:
            if record[of_region] is not None:
                continue
            sure = False
        if begins is not None and record[begins + 1] > asked:
            if record[begins] > asked:
                continue
            sure = sure and record[begins : begins + 2] == [FIRST_DAY, LAST_DAY]
        record = settled(record, entity, vocabulary, region, asked)
        if not sure:
            record = record.copy()
            record[EXISTS] = False
        result.append((place, record))
    return result


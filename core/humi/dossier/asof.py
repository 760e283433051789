"""What is known of a day: later events have not happened, later records do not exist, other regions' records are not seen.

On the day of asking what is recorded without a day has happened and exists. Of an earlier day, such as the past due day of a
target, that cannot be told: it may have come since.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from humi.dossier.facts import EXISTS, NO, OF_A_REGION, REGIONS, RELATIONS, SINGLE, UNKNOWN, YES
from humi.dossier.vocabulary import Vocabulary, kept
from humi.dossier.world import Record, World
from humi.values.dates import FIRST_DAY, LAST_DAY

if TYPE_CHECKING:
    from humi.dossier.dossier import Dossier


class _Sight:
    """How one region sees an entity: where its events stand, and the facts that say where and since when a record is."""

    def __init__(self, vocabulary: Vocabulary, entity: str, region: str) -> None:
        facts, own = vocabulary.facts_of(entity), vocabulary.facts_of(entity, region)
        belongs, begins = facts.get("region"), vocabulary.begins(entity)
        self.region = region
        self.events = tuple(fact.slot for fact in facts.values() if fact.type == "event")
        self.own_events = tuple(fact.slot for fact in own.values() if fact.type == "event")
        self.own_template = vocabulary.template(entity, region)
        self.belongs = belongs.slot if belongs is not None and entity in OF_A_REGION else None
        self.begins = begins.slot if begins is not None else None

    def settled(self, record: Record, asked: int, now: int) -> Record:
        """The record with every event settled as of the day asked; the same object where nothing changes."""
        result = _settled(record, self.events, asked, now)
        if self.own_events:
            own = record[REGIONS].get(self.region) or self.own_template
            changed = _settled(own, self.own_events, asked, now)
            if changed is not own:
                if result is record:
                    result = record.copy()
                result[REGIONS] = {**result[REGIONS], self.region: changed}
        return result

    def seen(self, records: tuple[Record, ...], asked: int, now: int) -> list[tuple[int, Record]]:
        """The records, each with its place, that exist on the day asked and belong to the region; those that only may are
        marked as unsure."""
        result = []
        for place, record in enumerate(records):
            sure = True
            if self.belongs is not None and record[self.belongs] != self.region:
                if record[self.belongs] is not None:
                    continue
                sure = False
            if self.begins is not None and record[self.begins + 1] > asked:
                if record[self.begins] > asked:
                    continue
                undated = record[self.begins : self.begins + 2] == [FIRST_DAY, LAST_DAY]
                sure = sure and undated and asked == now
            settled = self.settled(record, asked, now)
            if not sure:
                settled = settled.copy()
                settled[EXISTS] = False
            result.append((place, settled))
        return result


@kept
def _sights(vocabulary: Vocabulary, region: str) -> tuple[dict[str, _Sight], dict[str, _Sight]]:
    singles = {entity: _Sight(vocabulary, entity, region) for entity in SINGLE}
    return singles, {relation: _Sight(vocabulary, entity, region) for relation, entity in RELATIONS.items()}


def as_of(dossier: Dossier, region: str, asked: int, now: int) -> World:
    """The world of a dossier on the day `asked`, seen by `region`, as far as is told on the day `now`.

    What was decided by `now` counts: a decision about a day is made after it.
    """
    single_sights, list_sights = _sights(dossier.vocabulary, region)
    singles: dict[str, Any] = {
        entity: sight.settled(dossier.records[entity], asked, now) for entity, sight in single_sights.items()
    }
    lists: dict[str, Any] = {}
    places: dict[str, tuple[int, ...]] = {}
    for relation, sight in list_sights.items():
        records = dossier.lists[relation]
        if records:
            seen = sight.seen(records, asked, now)
            places[relation] = tuple(place for place, _ in seen)
            records = tuple(record for _, record in seen)
        lists[relation] = records
    decided = {
        key: mask for determination in dossier.determinations for key, mask in determination.known_on(now)
    }  # fmt: skip
    unlisted = dossier.unlisted
    if asked < now:
        unlisted = {
            relation: (0, most) if list_sights[relation].begins is not None else (least, most)
            for relation, (least, most) in unlisted.items()
        }
    return World(asked=asked, now=now, unlisted=unlisted, determinations=decided, places=places, **singles, **lists)


def _settled(slots: Record, events: tuple[int, ...], asked: int, now: int) -> Record:
    result = slots
    for slot in events:
        if slots[slot] == NO or slots[slot + 2] <= asked:
            continue
        if result is slots:
            result = slots.copy()
        first = slots[slot + 1]
        if first > asked:
            result[slot] = NO
            continue
        result[slot + 2] = asked
        if first != FIRST_DAY:
            result[slot] = UNKNOWN
        elif slots[slot] == YES and asked < now:
            # From the very first day on it would be one of which nothing is recorded.
            result[slot : slot + 2] = [UNKNOWN, FIRST_DAY + 1]
    return result

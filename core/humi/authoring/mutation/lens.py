"""What some conditions look at: two questions for which that is the same have the same answers, and one of them is enough."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from humi.dossier.facts import EXISTS, IDENTITY, REGIONS, RELATION_OF, RELATIONS, SINGLE, UNKNOWN, Fact
from humi.dossier.world import Record
from humi.language import nodes as n

if TYPE_CHECKING:
    from humi.authoring.mutation.rehearing import Asked


class Lens:
    """The facts, lists, days and determinations that nodes look at. A change of them looks at nothing else."""

    def __init__(self, nodes: Sequence[n.Node]) -> None:
        parts = [part for node in nodes for part in n.reached(node)]
        refs = dict.fromkeys((part.owner, part.fact) for part in parts if isinstance(part, n.Ref))
        self.own = [(owner, fact) for owner, fact in refs if owner != n.RECORD]
        self.relations = {
            relation: [fact for owner, fact in refs if owner == n.RECORD and fact.entity == RELATIONS[relation]]
            for relation in dict.fromkeys(part.relation for part in parts if isinstance(part, n.Related))
        }
        self.day_of_asking = any(isinstance(part, n.Asked) for part in parts)
        self.governing_date = any(isinstance(part, n.Governing | n.Versions | n.ValueVersions) for part in parts)
        self.judgements = [part.path for part in parts if isinstance(part, n.Judgement)]

    def of(self, asked: Asked) -> tuple[Any, ...]:
        """All that is seen in answering, so that it can be compared."""
        world, setting = asked.world, asked.setting
        seen: list[Any] = []
        if self.day_of_asking:
            seen.append(world.asked)
        if self.governing_date:
            seen += asked.low, asked.high
        for owner, fact in self.own:
            held = getattr(world, owner) if owner in SINGLE else asked.record
            seen.extend(_values(held, fact, setting) if held is not None else (None,))
        own = asked.record if setting.listed else None
        for relation, facts in self.relations.items():
            skipped = own if own is not None and RELATION_OF[setting.listed] == relation else None
            seen.append(world.unlisted[relation])
            for record in getattr(world, relation):
                if record is skipped:
                    continue
                # Why a record may not exist is told by more of its facts than these.
                seen.append(record[EXISTS] or id(record))
                for fact in facts:
                    seen.extend(_values(record, fact, setting))
        about = (own[IDENTITY] or "") if own is not None else None
        seen.extend(world.determinations.get((path, about), UNKNOWN) for path in self.judgements)
        return tuple(seen)


def _values(record: Record, fact: Fact, setting: Any) -> list[Any]:
    slots: Record = record
    if fact.region:
        slots = record[REGIONS].get(fact.region) or setting.vocabulary.template(fact.entity, fact.region)
    return slots[fact.slot : fact.slot + len(fact.unknown())]

"""A case heard once with the pack as it is, and again with one change: what no change touches is remembered.

The road asks the judge under keys. Heard again, conditions that are the same as under that key before have the same answers
of the same world, so only those that were changed are decided, on the values at hand. The road itself is gone in full.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from humi.authoring.mutation.lens import Lens
from humi.dossier.dossier import Dossier
from humi.dossier.world import Record, World
from humi.engines.judge import Judge, Ranger, Raw, Setting, findings_at_hand, range_at_hand
from humi.language import nodes as n
from humi.policy.pack import Pack
from humi.road.hearing import Hearing, Matter

Key = tuple[str, str]
"""What is asked, findings or a range, and under which key."""
Nodes = tuple[Any, ...]
Answers = tuple[Any, ...]
"""Raw findings, or the two ends of a range."""
FINDINGS, RANGE = "asked", "ranged"


class Asked:
    """One question of the road to the judge, and what the pack as it is answered. `seen` stands for all that its nodes look
    at: what is seen alike is answered alike."""

    __slots__ = ("answers", "high", "key", "low", "nodes", "record", "seen", "setting", "world")

    def __init__(
        self,
        key: Key,
        nodes: Nodes,
        setting: Setting,
        world: World,
        record: Record | None,
        low: int,
        high: int,
        answers: Answers,
    ) -> None:
        self.key = key
        self.nodes = nodes
        self.setting = setting
        self.world = world
        self.record = record
        self.low = low
        self.high = high
        self.seen: Any = None
        self.answers = answers

    def answer(self, nodes: Sequence[Any]) -> Answers:
        """What other nodes answer to the same question."""
        if self.key[0] == RANGE:
            return range_at_hand(nodes[0], self.setting, self.world, self.record, self.low, self.high)
        return findings_at_hand(nodes, self.setting, self.world, self.record, self.low, self.high)


class Memory:
    """The worlds in which a case is heard, and everything that was asked in it with the pack as it is."""

    def __init__(self, dossier: Dossier) -> None:
        self.dossier = dossier
        self.asked: dict[Any, Asked] = {}
        self._worlds: dict[tuple[int, int | None], World] = {}

    def world(self, region: str, day: int, now: int | None) -> World:
        """The world on a day as far as is told now, always the same one."""
        if (day, now) not in self._worlds:
            self._worlds[day, now] = self.dossier.world(region, day, now)
        return self._worlds[day, now]


class Again:
    """What a mutant asks under each key, as far as the road has shown, and which of it is other than before."""

    def __init__(self) -> None:
        self.nodes: dict[Key, Nodes] = {}
        self._changed: dict[Key, tuple[int, ...] | None] = {}

    def changed(self, asked: Asked) -> tuple[int, ...] | None:
        """The places of nodes that are others than before; None where there are more or fewer."""
        key, nodes = asked.key, self.nodes[asked.key]
        if key not in self._changed:
            pairs = enumerate(zip(nodes, asked.nodes, strict=False))
            places = tuple(place for place, (node, old) in pairs if node != old)
            self._changed[key] = places if len(nodes) == len(asked.nodes) else None
        return self._changed[key]

    def answers(self, asked: Asked) -> Answers:
        """What is answered now to a question that was asked before."""
        changed, nodes = self.changed(asked), self.nodes[asked.key]
        if changed == ():
            return asked.answers
        if changed is None or asked.key[0] == RANGE:
            return asked.answer(nodes)
        found = dict(zip(changed, asked.answer([nodes[place] for place in changed]), strict=True))
        return tuple(found.get(place, raw) for place, raw in enumerate(asked.answers))

    def differs(self, asked: Asked) -> bool:
        """Whether a question that was asked before is answered otherwise, as far as a case can tell."""
        changed = self.changed(asked)
        if changed == ():
            return False
        return changed is None or told(self.answers(asked)) != told(asked.answers)


def told(answers: Answers) -> list[Any]:
    """What cases can tell of answers: numbers, outcomes, and the kinds of causes."""
    return [frozenset(cause.kind for cause, _ in raw) if isinstance(raw, tuple) else raw for raw in answers]


class Rehearing(Hearing):
    """A hearing that remembers. Where there is nothing to be heard `again`, it is the first, with the pack as it is."""

    def __init__(self, pack: Pack, memory: Memory, asked: int, now: int | None = None, again: Again | None = None) -> None:
        self.pack = pack
        self.dossier = memory.dossier
        self.asked = asked
        self.memory = memory
        self.again = again
        self.world = memory.world(pack.region, asked, now)

    def on(self, day: int) -> Rehearing:
        """The same case on an earlier day."""
        return Rehearing(self.pack, self.memory, day, self.asked, self.again)

    def judge(self, key: str, rules: Callable[[], Sequence[n.Condition]], matter: Matter) -> tuple[Raw, ...]:
        """The raw findings of some rules."""
        return self._answers((FINDINGS, key), lambda: tuple(rules()), matter)

    def range_of(self, key: str, value: n.Value, matter: Matter) -> tuple[int, int]:
        """The least and greatest value."""
        low, high = self._answers((RANGE, key), lambda: (value,), matter)
        return low, high

    def _answers(self, key: Key, make: Callable[[], Nodes], matter: Matter) -> Answers:
        governing, ref = matter.governing, matter.governed_by
        by = None if ref is None else (ref.owner, ref.fact.path)
        about = (*key, id(self.world), id(matter.record), governing.low, governing.high, by, matter.entity)
        asked = self.world, matter.record, governing.low, governing.high
        if self.again is None:
            nodes = self.kept(key, make)
            setting = self.kept(("setting", matter.entity, *(by or ())), lambda: self.setting(matter))
            found = Asked(key, nodes, setting, *asked, self._first(key, nodes, setting)(*asked))
            found.seen = self.kept(("lens", "/".join(key)), lambda: Lens(found.nodes)).of(found)
            self.memory.asked[about] = found
            return found.answers
        if key not in self.again.nodes:
            self.again.nodes[key] = make()
        known = self.memory.asked.get(about)
        if known is None:
            known = Asked(key, self.again.nodes[key], self.setting(matter), *asked, ())
            return known.answer(known.nodes)
        return self.again.answers(known)

    def _first(self, key: Key, nodes: Nodes, setting: Setting) -> Judge | Ranger:
        """What the pack as it is is asked again and again, and so compiled."""
        if key[0] == RANGE:
            return self.kept(("range", key[1]), lambda: Ranger(nodes[0], setting))
        return self.kept(("findings", key[1]), lambda: Judge(nodes, setting))

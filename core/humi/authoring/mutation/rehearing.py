"""A case heard once with the pack as it is, and again with one change: what no change touches is remembered.

The road asks the judge under keys. Heard again, conditions that are the same as under that key before have the same answers
of the same world, so only those that were changed are decided, on the values at hand. The road itself is gone in full.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from humi.authoring.cases import Case
from humi.authoring.mutation.lens import Lens
from humi.dossier.dossier import Dossier
from humi.dossier.world import Record, World
from humi.engines.judge import Raw, Setting, findings_at_hand, range_at_hand
from humi.language import nodes as n
from humi.policy.pack import Pack
from humi.road.hearing import Hearing, Matter

Key = tuple[str, str]
"""What is asked, findings or a range, and under which key."""
Answers = tuple[Any, ...]
"""Raw findings, or the two ends of a range."""
FINDINGS, RANGE = "asked", "ranged"


class Asked:
    """One question of the road to the judge, and what the pack as it is answered. `seen` stands for all that its nodes look
    at: what is seen alike is answered alike."""

    __slots__ = ("answers", "high", "key", "low", "nodes", "record", "seen", "setting", "world")

    def __init__(
        self, key: Key, nodes: tuple[n.Node, ...], setting: Setting, world: World, record: Record | None, low: int, high: int
    ) -> None:
        self.key = key
        self.nodes = nodes
        self.setting = setting
        self.world = world
        self.record = record
        self.low = low
        self.high = high
        self.seen: Any = None
        self.answers = self.answer(nodes)

    def answer(self, nodes: Sequence[Any]) -> Answers:
        """What other nodes answer to the same question."""
        if self.key[0] == RANGE:
            return range_at_hand(nodes[0], self.setting, self.world, self.record, self.low, self.high)
        return findings_at_hand(nodes, self.setting, self.world, self.record, self.low, self.high)


class Memory:
    """A case, the worlds in which it is heard, and everything that was asked with the pack as it is."""

    def __init__(self, case: Case, dossier: Dossier) -> None:
        self.case = case
        self.dossier = dossier
        self.asked: dict[Any, Asked] = {}
        self._worlds: dict[tuple[int, int | None], World] = {}

    def world(self, region: str, day: int, now: int | None) -> World:
        """The world on a day as it is known now, always the same one."""
        if (day, now) not in self._worlds:
            self._worlds[day, now] = self.dossier.world(region, day, now)
        return self._worlds[day, now]


class Rehearing(Hearing):
    """A hearing that remembers. The first, with the pack as it is, is `first`."""

    def __init__(self, pack: Pack, memory: Memory, asked: int, now: int | None = None, first: bool = False) -> None:
        self.pack = pack
        self.dossier = memory.dossier
        self.asked = asked
        self.memory = memory
        self.first = first
        self.world = memory.world(pack.region, asked, now)

    def on(self, day: int) -> Rehearing:
        """The same case on an earlier day."""
        return Rehearing(self.pack, self.memory, day, self.asked, self.first)

    def judge(self, key: str, rules: Callable[[], Sequence[n.Condition]], matter: Matter) -> tuple[Raw, ...]:
        """The raw findings of some rules."""
        nodes = self.kept((FINDINGS, key), lambda: tuple(rules()))
        return self._answers((FINDINGS, key), nodes, matter)

    def judge_once(self, rule: n.Condition, matter: Matter) -> Raw:
        """The raw finding of a rule that is made of what was found."""
        found: Raw = self._asked((FINDINGS, ""), (rule,), matter).answers[0]
        return found

    def range_of(self, key: str, value: n.Value, matter: Matter) -> tuple[int, int]:
        """The least and greatest value."""
        nodes: tuple[n.Node, ...] = self.kept((RANGE, key), lambda: (value,))
        low, high = self._answers((RANGE, key), nodes, matter)
        return low, high

    def _answers(self, key: Key, nodes: tuple[n.Node, ...], matter: Matter) -> Answers:
        governing = matter.governing
        about = (*key, id(self.world), id(matter.record), governing.low, governing.high, _path(matter.governed_by), matter.entity)
        if self.first:
            found = self.memory.asked[about] = self._asked(key, nodes, matter)
            found.seen = self.kept(("lens", "/".join(key)), lambda: Lens(nodes)).of(found)
            return found.answers
        known = self.memory.asked.get(about)
        if known is None:
            return self._asked(key, nodes, matter).answers
        changed: tuple[int, ...] = self.kept(("changed", "/".join(key)), lambda: differing(nodes, known.nodes))
        if changed is ALL:
            return known.answer(nodes)
        if not changed:
            return known.answers
        if key[0] == RANGE:
            return known.answer(nodes)
        found_ = dict(zip(changed, known.answer([nodes[index] for index in changed]), strict=True))
        return tuple(found_.get(index, raw) for index, raw in enumerate(known.answers))

    def _asked(self, key: Key, nodes: tuple[n.Node, ...], matter: Matter) -> Asked:
        return Asked(
            key, nodes, self.setting(matter), self.world, matter.record, matter.governing.low, matter.governing.high
        )


ALL = (-1,)
"""Stands for every node, where there are more or fewer than before."""


def differing(nodes: Sequence[n.Node], before: Sequence[n.Node]) -> tuple[int, ...]:
    """The places of those nodes that are others than before."""
    if len(nodes) != len(before):
        return ALL
    pairs = enumerate(zip(nodes, before, strict=True))
    return tuple(index for index, (node, old) in pairs if node is not old and node != old)


def _path(ref: n.Ref | None) -> str:
    return "" if ref is None else f"{ref.owner}.{ref.fact.path}"

"""Proposing: for each rule the cases at its boundaries, and with each fact missing."""

from __future__ import annotations

import json
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from humi.authoring.boundaries.goals import Asker, Goal, View
from humi.authoring.boundaries.groups import FEW_STEPS, Base, Made, inner_group, outer_group, replaced, tells
from humi.authoring.boundaries.points import leaves, points
from humi.authoring.boundaries.situation import Situation, Spot
from humi.authoring.boundaries.solver import reach, reach_most
from humi.authoring.boundaries.subjects import Subject, Subjects, alone, table_rows, usual_day
from humi.authoring.found import found
from humi.dossier.dossier import Dossier
from humi.dossier.facts import RELATION_OF
from humi.dossier.registry import Registry
from humi.language import nodes as n
from humi.policy.pack import Pack, Rule
from humi.road import decide
from humi.values.dates import FIRST_DAY, LAST_DAY
from humi.values.label import Label
from humi.wording.requirements import required

UNDETERMINED = "undetermined"
EVERYTHING = Label("所问各项均符合", "everything asked is so")
NOTHING_DECIDES = Label("未能构造出使其单独决定结果的事实", "no facts were found with which it alone decides")
NO_BASE = Label("未能构造出使规则成立的事实", "no facts were found with which the rule is met")


@dataclass(frozen=True, slots=True)
class Proposed:
    """A case for the author to confirm: what it is about, the day, the facts.

    `path` is that of the finding it is about, as cases write it; `rule` is the rule of the pack that the finding is of,
    `answer` what comes out now, `subject` the condition that it shows something of.
    """

    path: str
    about: Label
    on: date
    given: dict[str, Any]
    of_authority: bool
    rule: str = field(default="", compare=False)
    answer: str = field(default="", compare=False)
    subject: Subject | None = field(default=None, compare=False, repr=False)

    def dossier(self, pack: Pack) -> Dossier:
        """The facts as a dossier, or a registry."""
        return (Registry if self.of_authority else Dossier)(self.given, pack.vocabulary)


@dataclass(frozen=True, slots=True)
class Unreached:
    """A part of a rule for which no case could be made, and why."""

    path: str
    about: Label
    why: Label


class Proposer:
    """Makes the boundary cases of one pack; where `of` is given, of the rules with these paths only."""

    def __init__(self, pack: Pack, of: Container[str] | None = None) -> None:
        self.pack = pack
        self.of = of
        self.subjects = Subjects(pack, usual_day(pack))
        self.unreached: list[Unreached] = []
        self._packs: dict[str, Pack] = {}
        self._met: dict[tuple[str, Asker], Situation] = {}
        """Where each rule was last found to be met: the next of its conditions starts from there."""
        self._seen: set[tuple[str, str, str]] = set()
        self._told: set[str] = set()
        self._answers: dict[tuple[str, int], tuple[Situation, str]] = {}

    def cases(self) -> Iterator[Proposed]:
        """The cases, each once, in the order of the pack."""
        yield from self._new(self._phases())
        for subject in self.subjects.all():
            if subject.once not in self._told and self._is_asked(subject.rule):
                yield from self._new(self._of(subject))
            self._answers.clear()

    def _is_asked(self, rule: Rule) -> bool:
        return self.of is None or rule.path in self.of

    def _new(self, cases: Iterable[Proposed]) -> Iterator[Proposed]:
        for one in cases:
            key = one.path, one.on.isoformat(), json.dumps(one.given, sort_keys=True, ensure_ascii=False)
            if key not in self._seen:
                self._seen.add(key)
                yield one

    def answer(self, subject: Subject, situation: Situation) -> str:
        """What comes out of the subject's rule."""
        name = subject.rule.path
        if name not in self._packs:
            self._packs[name] = alone(self.pack, subject.rule)
        key = subject.path, id(situation)
        if key not in self._answers:
            assert situation.hearing is not None
            decided = decide(self._packs[name], situation.hearing.dossier, situation.asked)
            self._answers[key] = situation, answer_of(subject, found(subject.path, decided, False))
        return self._answers[key][1]

    # --- one subject ---

    def _of(self, subject: Subject) -> Iterator[Proposed]:
        base = self._base(subject)
        if base is None:
            self._not_reached(subject, subject.condition, NO_BASE)
            return
        if not subject.once and View(base.situation, subject.asker, None).truth(subject.condition) is True:
            about = required(self.pack, subject.condition) if subject.row else EVERYTHING
            yield self._proposed(subject, about, base.situation)
        outer: dict[int, list[Made]] = {}
        for leaf in leaves(subject.condition):
            if not _may_vary(leaf.node):
                continue
            if leaf.outer is None:
                group = outer_group(subject, leaf, base, lambda situation: self.answer(subject, situation))
                outer[id(leaf.node)] = group
            else:
                before = outer.get(id(leaf.outer), [])
                group = inner_group(subject, leaf, before, base, lambda situation: self.answer(subject, situation))
            for made in group:
                yield self._proposed(subject, made.about, made.situation)
            if group and subject.once:
                self._told.add(subject.once)
            if not group and isinstance(leaf.node, n.Undecidable):
                if self.answer(subject, base.situation) == UNDETERMINED:
                    yield self._proposed(subject, required(self.pack, leaf.node), base.situation)
            elif not group and not subject.once and not subject.row:
                self._not_reached(subject, leaf.node, NOTHING_DECIDES)
        if not subject.once:
            yield from self._rows(subject, base)
        yield from self._versions(subject, base)
        if not subject.once:
            yield from self._missing(subject, base)

    def _proposed(self, subject: Subject, about: Label, situation: Situation) -> Proposed:
        on = date.fromordinal(situation.asked)
        answer = self.answer(subject, situation)
        return Proposed(subject.path, about, on, situation.given, situation.of_authority, subject.rule.path, answer, subject)

    def _not_reached(self, subject: Subject, node: n.Condition, why: Label) -> None:
        self.unreached.append(Unreached(subject.path, required(self.pack, node), why))

    def _base(self, subject: Subject) -> Base | None:
        """Facts with which the condition is met, and as much as can be of what stands beside it; None where no facts can
        be read at all."""
        own = Goal(subject.condition, True, subject.asker)
        goals = (*subject.beside, *subject.besides)
        name = "/".join(subject.rule.path.split("/")[:2])
        for start in (self._met.get((name, subject.asker)), subject.start):
            whole = reach(start, (*goals, own)) if start is not None else None
            if whole is not None:
                self._met[name, subject.asker] = whole
                return Base(whole, goals)
        situation, reached = reach_most(subject.start, goals)
        situation = reach(situation, (*reached, own)) or situation
        return Base(situation, reached) if situation.hearing is not None else None

    # --- rows of tables ---

    def _rows(self, subject: Subject, base: Base) -> Iterator[Proposed]:
        """At the bounds of what a table is only a part of: by each of its rows, whether or not another would do as well."""
        for leaf in leaves(subject.condition):
            if leaf.outer is not None or not isinstance(leaf.node, n.Compare) or isinstance(leaf.node.left, n.ValueLookup):
                continue
            for row, before, _ in table_rows(leaf.node.left):
                shown = required(self.pack, row)
                for point in points(self.pack, leaf.node):
                    asked = (*leaf.beside, *((one, True) for one in (*before, row)), *point.goals)
                    goals = (*(Goal(one, wanted, subject.asker, firm=True) for one, wanted in asked), *base.reached)
                    situation = reach(base.situation, goals, FEW_STEPS)
                    if situation is not None:
                        about = Label(f"{shown.zh}：{point.about.zh}", f"{shown.en}: {point.about.en}")
                        yield self._proposed(subject, about, situation)

    # --- dated versions ---

    def _versions(self, subject: Subject, base: Base) -> Iterator[Proposed]:
        """The day before each dated version and its first day, in facts about which the two differ."""
        for node in n.walk(subject.condition):
            if isinstance(node, n.Versions | n.ValueVersions):
                for index, start in enumerate(node.starts):
                    made = self._change(subject, base, node, index)
                    for one in made:
                        yield self._proposed(subject, one.about, one.situation)
                    if not made:
                        day = date.fromordinal(start)
                        about = Label(f"{day}起的版本", f"the version from {day}")
                        self.unreached.append(Unreached(subject.path, about, NOTHING_DECIDES))

    def _change(self, subject: Subject, base: Base, node: n.Versions | n.ValueVersions, index: int) -> list[Made]:
        asker, start = subject.asker, node.starts[index]
        later = replaced(subject.condition, node, node.items[index])
        ways = [((later, True),)]
        if index:
            earlier = replaced(subject.condition, node, node.items[index - 1])
            ways = [((earlier, True), (later, False)), ((earlier, False), (later, True))]  # type: ignore[list-item]
        shown = date.fromordinal(start)
        days = (start - 1, f"{shown}版本的前一日", f"the day before the version of {shown}"), (
            start,
            f"{shown}版本的首日",
            f"the first day of the version of {shown}",
        )
        for way in (*ways, ()):
            for soft in (base.reached, subject.beside):
                made: list[Made] = []
                for day, zh, en in days:
                    governed = Goal(n.Compare("==", n.Governing(), n.Constant(n.DATE, day)), True, asker, firm=True)
                    goals = (governed, *(Goal(part, wanted, asker) for part, wanted in way), *soft)
                    situation = reach(made[0].situation if made else base.situation, goals)
                    if situation is not None:
                        made.append(Made(Label(zh, en), situation, day == start, self.answer(subject, situation)))
                if len(made) == 2 and tells(made):
                    return made
        return []

    # --- each fact missing ---

    def _missing(self, subject: Subject, base: Base) -> Iterator[Proposed]:
        """What the condition looks at, left out one at a time, where that leaves the answer open."""
        if self.answer(subject, base.situation) == UNDETERMINED:
            return
        for name, without in self._without(subject, base.situation):
            if without.hearing is not None and self.answer(subject, without) == UNDETERMINED:
                yield self._proposed(subject, name, without)

    def _without(self, subject: Subject, situation: Situation) -> Iterator[tuple[Label, Situation]]:
        nodes = list(n.walk(subject.condition))
        for ref in {(ref.owner, ref.fact.path): ref for ref in nodes if isinstance(ref, n.Ref)}.values():
            for spot in _spots(subject, ref, situation):
                if situation.value(spot, ref.fact) is not None:
                    name = ref.fact.label
                    about = Label(f"未记录{name.zh}", f"{name.en}: not recorded")
                    yield about, situation.put(spot, ref.fact, None)
        for relation in dict.fromkeys(node.relation for node in nodes if isinstance(node, n.Related)):
            if relation in situation.given and relation != subject.asker.spot[0]:
                name = self.pack.vocabulary.labels[relation]
                yield Label(f"未记录{name.zh}", f"{name.en}: not recorded"), situation.but(**{relation: None})
        for node in nodes:
            if isinstance(node, n.Judgement):
                told = required(self.pack, node)
                about = Label(f"尚未裁定：{told.zh}", f"not yet determined: {told.en}")
                yield about, situation.determined(node.path, subject.asker.identity, None)

    # --- phases ---

    def _phases(self) -> Iterator[Proposed]:
        """Of each phase: the day before its first day, that day, its last day, the day after; of ends not exactly known,
        the first and the last day that they may be."""
        nothing = self.subjects.nothing
        assert nothing.hearing is not None
        for phase in filter(self._is_asked, self.pack.phases):
            subject = Subject(f"phase/{phase.id}", phase, n.Always(True), self.subjects.unit, nothing, once="phase")
            for value, zh, en in (phase.first, "首日", "first day"), (phase.last, "末日", "last day"):
                if value is None:
                    continue
                low, high = nothing.hearing.range_of(f"{phase.path}/{en}", value, nothing.hearing.matter())
                days = (low - 1, low, high) if value is phase.first else (low, high, high + 1)
                for day in dict.fromkeys(days) if low > FIRST_DAY and high < LAST_DAY else ():
                    where = Label("", "") if low <= day <= high else Label("前一日", "the day before the ")
                    where = Label("后一日", "the day after the ") if day > high else where
                    about = Label(f"{zh}{where.zh}（{date.fromordinal(day)}）", f"{where.en}{en} ({date.fromordinal(day)})")
                    yield self._proposed(subject, about, nothing.on(day))


def answer_of(subject: Subject, came: str) -> str:
    """What tells answers apart. Titles are told by their state: the day until which they last follows from their facts."""
    return came.partition(" ")[0] if subject.path.startswith("title/") else came


def _spots(subject: Subject, ref: n.Ref, situation: Situation) -> list[Spot]:
    """The records whose fact may be missing: of a list, the last one."""
    if ref.owner == n.THIS:
        return [subject.asker.spot]
    if ref.owner == n.RECORD:
        return [spot for spot in situation.spots(RELATION_OF[ref.fact.entity]) if spot != subject.asker.spot][-1:]
    return [(ref.owner, None)]


def _may_vary(node: n.Condition) -> bool:
    """Whether facts or the day have a say at all; what compares constants, or lists every member, has none."""
    if isinstance(node, n.OneOf) and node.ref.fact.type in ("boolean", "category") and not node.part:
        return node.ref.fact.type == "boolean" or node.ref.fact.mask(node.members) != node.ref.fact.all_members
    varying = (n.Ref, n.Related, n.Asked, n.Governing, n.Judgement, n.Undecidable)
    return any(isinstance(part, varying) for part in n.walk(node))

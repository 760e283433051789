"""The dates of a document, read off its rules: no dossier is asked, only the text and the day of asking."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from humi.decision import Citation
from humi.dossier.dossier import Dossier
from humi.language import nodes as n
from humi.policy.pack import Duty, Pack, Phase, Rule, Target
from humi.road.hearing import Hearing
from humi.road.standing import judge_standing
from humi.timeline import Deadline, Edge, Reading, RegionTimeline, Stretch
from humi.values.dates import FIRST_DAY, LAST_DAY
from humi.values.label import Label
from humi.values.numbers import format_decimal, format_percent
from humi.wording.requirements import required

IN_FORCE = Label("施行", "in force")
PERIOD = Label("规划期间", "period of the plan")
FIXED = (n.Constant, n.SomeDay, n.Step, n.ValueReadings, n.ValueTerm, n.ValueVersions, n.Smallest, n.Largest)
"""Values made of these alone say a day without asking anybody."""
SIGNS = {">=": "≥", ">": ">", "<=": "≤", "<": "<", "==": "="}
UNSTATED, UNLIMITED, DEPENDS = Edge("unstated"), Edge("unlimited"), Edge("depends")


def timeline(pack: Pack, asked: int) -> RegionTimeline:
    """The timeline of a region, and where the day `asked` (an ordinal) falls."""
    return _Reader(pack, asked).whole()


class _Reader:
    """A pack heard with an empty dossier."""

    def __init__(self, pack: Pack, asked: int) -> None:
        self.pack = pack
        self.asked = asked
        self.hearing = Hearing(pack, Dossier.from_dict({}, pack.vocabulary), asked)
        self.matter = self.hearing.matter()

    def whole(self) -> RegionTimeline:
        """Everything the pack dates."""
        pack = self.pack
        due = [*map(self._target, pack.targets), *(self._duty(duty) for duty in pack.duties if _has_fixed_day(duty))]
        return RegionTimeline(
            region=pack.region,
            name=pack.label,
            version=pack.version,
            text=pack.text,
            pack_hash=pack.hash,
            standing=judge_standing(self.hearing),
            in_force=self._in_force(),
            period=self._period(),
            phases=tuple(map(self._phase, pack.phases)),
            deadlines=tuple(sorted(due, key=lambda one: (not one.due.dated, one.due.low, one.due.high))),
            silent=self._silent(),
        )

    # --- stretches ---

    def _in_force(self) -> Stretch | None:
        rule = self.pack.in_force
        if rule is None:
            return None
        first, last = self._edge("in_force/first", rule.first), self._edge("in_force/last", rule.last)
        stretch = self._stretch(rule, first, last, IN_FORCE)
        if "undated" in (stretch.state, state(first, first, self.asked)):
            return stretch
        # A document stays in force until something ends it.
        return replace(stretch, state=state(first, last if last.dated else UNLIMITED, self.asked))

    def _period(self) -> Stretch | None:
        rule = self.pack.governs
        if rule is None:
            return None
        first, last = (_edge_of((day, day)) for day in rule.span)
        return self._stretch(rule, first, last, PERIOD)

    def _phase(self, rule: Phase) -> Stretch:
        first, last = (self._edge(f"{rule.path}/{key}", getattr(rule, key)) for key in ("first", "last"))
        return self._stretch(rule, first, last, rule.name(), rule.order)

    def _stretch(self, rule: Rule, first: Edge, last: Edge, name: Label, order: int = 0) -> Stretch:
        return Stretch(
            path=f"{self.pack.region}/{rule.path}",
            name=name,
            first=first,
            last=last,
            state=state(first, last, self.asked),
            order=order,
            sources=self._cited(rule.sources),
            interpretation=rule.interpretation,
            note=rule.note,
        )

    # --- due days ---

    def _target(self, rule: Target) -> Deadline:
        days = [due.day for due in rule.due if due.day is not None]
        edge = _edge_of((min(days), max(days))) if days else UNSTATED
        if len(rule.due) > 1:
            named = [(due.name, due.label or Label(due.name, due.name), due.day) for due in rule.due]
            readings = tuple(Reading(id_, name, _iso(day), _iso(day)) for id_, name, day in named if day is not None)
            edge = replace(edge, readings=readings)
        condition = rule.due[-1].condition
        return self._deadline(rule, rule.kind, edge, needed=required(self.pack, condition), bound=bound_of(condition))

    def _duty(self, rule: Duty) -> Deadline:
        who = self.pack.vocabulary.suppliers.get(rule.who)
        return self._deadline(
            rule,
            rule.kind,
            self._edge(f"{rule.path}/by", rule.due),
            needed=required(self.pack, rule.done) if rule.done is not None else None,
            trigger=required(self.pack, rule.trigger) if rule.trigger is not None else None,
            who=rule.who,
            who_name=Label(who.zh, who.en) if who else None,
        )

    def _deadline(
        self,
        rule: Rule,
        kind: str,
        due: Edge,
        *,
        needed: Label | None = None,
        bound: str = "",
        trigger: Label | None = None,
        who: str = "",
        who_name: Label | None = None,
    ) -> Deadline:
        return Deadline(
            path=f"{self.pack.region}/{rule.path}",
            name=rule.name(),
            kind=kind,
            due=due,
            state=state(due, due, self.asked),
            needed=needed,
            bound=bound,
            trigger=trigger,
            who=who,
            who_name=who_name,
            sources=self._cited(rule.sources),
            interpretation=rule.interpretation,
            note=rule.note,
        )

    # --- what they are made of ---

    def _edge(self, key: str, value: n.Value | None) -> Edge:
        """A day as far as the text tells, with its readings."""
        if value is None:
            return UNSTATED
        if not is_fixed(value):
            return DEPENDS
        readings = [(id_, name, self._range(f"{key}/{id_}", item)) for id_, name, item in _readings(value)]
        return replace(
            _edge_of(self._range(key, value)),
            readings=tuple(Reading(id_, name, _iso(low), _iso(high)) for id_, name, (low, high) in readings),
        )

    def _range(self, key: str, value: n.Value) -> tuple[int, int]:
        return self.hearing.range_of(f"timeline/{key}", value, self.matter)

    def _cited(self, sources: tuple[str, ...]) -> Sequence[Citation]:
        return self.hearing.citations(sources)

    def _silent(self) -> Sequence[Citation]:
        gaps = [silence.sources for silence in self.pack.silent if silence.id == "phases"]
        return self._cited(gaps[0]) if gaps and not self.pack.phases else ()


def state(first: Edge, last: Edge, asked: int) -> str:
    """Where a day falls, seen from a stretch."""
    if not first.dated and not last.dated and "unlimited" not in (first.kind, last.kind):
        return "undated"
    if first.dated and asked < first.low:
        return "before"
    if last.dated and asked > last.high:
        return "after"
    begun = asked >= first.high if first.dated else first.kind == "unlimited"
    running = asked <= last.low if last.dated else last.kind == "unlimited"
    return "in" if begun and running else "uncertain"


def is_fixed(value: n.Value) -> bool:
    """Whether a value says a day without asking a dossier or the day of asking."""
    return all(isinstance(node, FIXED) for node in n.walk(value))


def _has_fixed_day(duty: Duty) -> bool:
    """Which version of a day holds is known only where the day of asking chooses it."""
    if duty.due is None or not is_fixed(duty.due):
        return False
    return duty.governed_by is None or not any(isinstance(node, n.ValueVersions) for node in n.walk(duty.due))


def _readings(value: n.Value) -> list[tuple[str, Label, n.Value]]:
    """The readings of a day, or of the day from which it is counted."""
    match value:
        case n.ValueReadings(options=options, labels=labels):
            named = labels or tuple(Label(id_, id_) for id_, _ in options)
            return [(id_, name, item) for (id_, item), name in zip(options, named, strict=True)]
        case n.ValueTerm(item=item):
            return _readings(item)
        case n.Step(base=base):
            return [(id_, name, replace(value, base=item)) for id_, name, item in _readings(base)]
    return []


def _edge_of(days: tuple[int, int]) -> Edge:
    if days in ((FIRST_DAY, FIRST_DAY), (LAST_DAY, LAST_DAY)):
        return UNLIMITED
    low, high = days
    return Edge("day" if low == high else "between", _iso(low), _iso(high))


def _iso(day: int) -> str:
    """A day as written; nothing where it is the first or last there is."""
    return date.fromordinal(day).isoformat() if FIRST_DAY < day < LAST_DAY else ""


def bound_of(condition: n.Condition) -> str:
    """`≥ 20` or `≥ 1, ≤ 2`: the number that a count or share is held against, where that is all there is to it."""
    match condition:
        case n.Term(item=item):
            return bound_of(item)
        case n.All(items=items):
            bounds = [bound_of(item) for item in items]
            return ", ".join(bounds) if all(bounds) and len({_compared(item) for item in items}) == 1 else ""
        case n.Compare(operator=operator, right=n.Constant(kind=n.NUMBER, value=value, places=places)):
            return f"{SIGNS[operator]} {format_decimal(value, places)}"
        case n.ShareCompare(operator=operator, numerator=numerator, denominator=denominator):
            return f"{SIGNS[operator]} {format_percent(numerator, denominator)}"
    return ""


def _compared(condition: n.Condition) -> object:
    """What a comparison looks at; of two bounds of one number it is the same."""
    match condition:
        case n.Compare(left=left):
            return left
        case n.ShareCompare(related=related, meets=meets):
            return related, meets
    return condition

"""What a rule of one version asks otherwise in another: of each class of rule, field by field."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields
from datetime import date
from typing import Any

from humi.authoring.diff.meaning import own_meaning
from humi.authoring.diff.pairing import Pairing
from humi.authoring.diff.phrases import Phrases
from humi.authoring.diff.said import NONE, Said, actor, arrow, dash, days_moved, headed, led, listed, same_words
from humi.authoring.diff.values import HIGHEST, LOWEST
from humi.language import nodes as n
from humi.policy.pack import (
    Criterion,
    Designation,
    DueDay,
    Duty,
    FollowedRecord,
    FollowedRule,
    Governs,
    Incentive,
    InForce,
    Kind,
    Ordering,
    Pack,
    Phase,
    Premise,
    ProcedureStep,
    Rule,
    Target,
    Validity,
    canonical,
)
from humi.values.dates import LAST_DAY
from humi.values.label import Label
from humi.wording.requirements import asked_by
from humi.wording.words import DUTY_KINDS, TARGET_KINDS

UNSTATED, UNENDING = Label("未写明", "not stated"), Label("无截止", "without end")


class Asked:
    """What the rules of two packs ask."""

    def __init__(self, pairing: Pairing) -> None:
        self.pairing = pairing
        self.old, self.new = pairing.packs
        self.phrases = Phrases(self.old, self.new)
        self.terms = terms_of(self.old), terms_of(self.new)

    def changes(self, old: Rule, new: Rule) -> Iterator[Said]:
        """What changed in a rule itself, its parts apart. A clause used by name is told where it is declared."""
        self.phrases.owns = f"{self.old.region}/{old.path}", f"{self.new.region}/{new.path}"
        if isinstance(old, Designation) and isinstance(new, Designation):
            yield from self._priority(old, new)
        if old.path.startswith("terms/"):
            yield from self._term(new.id)
        elif own_meaning(old, self.old) != own_meaning(new, self.new):
            said = list(self._fields(old, new))
            yield from said
            if not said and _names(old).isdisjoint(_names(new)):
                yield Said("condition", Label("计算方法改变", "computed otherwise"))

    def _fields(self, old: Rule, new: Rule) -> Iterator[Said]:
        phrases = self.phrases
        match old, new:
            case Ordering(), Ordering():
                yield from phrases.values(old.value, new.value)
                if old.highest_first != new.highest_first:
                    was, now = (HIGHEST if one.highest_first else LOWEST for one in (old, new))
                    yield Said("order", arrow(was, now))
            case (Ordering(), Criterion()):
                yield Said("order", arrow(asked_by(self.old, old), asked_by(self.new, new)))
            case (Criterion(), Ordering()):
                yield Said("order", arrow(asked_by(self.old, old), asked_by(self.new, new)))
            case Criterion(), Criterion():
                yield from phrases.conditions(old.condition, new.condition)
            case ProcedureStep(), ProcedureStep():
                yield from phrases.conditions(old.done, new.done, Label("完成：", "done: "))
                yield from self._maybe("condition", old.passed, new.passed, Label("通过：", "passed: "), phrases.conditions)
                yield from self._actors(old.who, new.who)
            case Validity(), Validity():
                yield from phrases.values(old.until, new.until, Label("有效期至：", "valid until: "))
            case Designation(), Designation():
                yield from self._whom(old, new)
            case Phase(), Phase():
                yield from self._span(old, new)
                if old.order != new.order:
                    yield Said("order", same_words(f"{old.order} → {new.order}", "次序：", "order: "))
            case InForce(), InForce():
                yield from self._span(old, new)
            case Governs(), Governs():
                was, now = (dash(*map(_day, one.span)) for one in (old, new))
                yield Said("date", led(Label("所管期间：", "governs: "), arrow(was, now)))
            case Kind(), Kind():
                yield from self._either(old, new)
            case Target(), Target():
                yield from self._target(old, new)
            case Incentive(), Incentive():
                yield from self._whom(old, new)
                yield from self._maybe("amount", old.amount, new.amount, Label("数额：", "amount: "), phrases.values)
                if old.service != new.service:
                    yield Said("value", same_words(f"{old.service or '–'} → {new.service or '–'}", "服务：", "service: "))
                yield from self._follows(old.follows, new.follows)
            case Duty(), Duty():
                yield from self._whom(old, new)
                yield from self._duty(old, new)

    def _maybe(
        self, kind: str, old: Any, new: Any, lead: Label, inner: Callable[[Any, Any, Label], Iterator[Said]]
    ) -> Iterator[Said]:
        """What may be missing on either side."""
        if old is not None and new is not None:
            yield from inner(old, new, lead)
        elif old is not None or new is not None:
            was = UNSTATED if old is None else self.phrases.was(old)
            now = UNSTATED if new is None else self.phrases.now(new)
            yield Said(kind, led(lead, arrow(was, now)))

    def _whom(self, old: Designation | Incentive | Duty, new: Designation | Incentive | Duty) -> Iterator[Said]:
        ids = [getattr(rule, "holders", ()) or (rule.this,) for rule in (old, new)]
        if ids[0] != ids[1]:
            both = zip(self.phrases.packs, ids, strict=True)
            was, now = (listed([pack.names.get(one, Label(one, one)) for one in of]) for pack, of in both)
            if was == now:  # called alike: their ids tell them apart
                was, now = (same_words(", ".join(of), "", "") for of in ids)
            yield Said("for_whom", led(Label("对象：", "for: "), arrow(was, now)))
        lead = Label("依哪一日：", "governed by the day of: ")
        refs = old.governed_by, new.governed_by
        if not self.phrases.equal(*refs):
            was = self.phrases.was(refs[0]) if refs[0] else NONE
            yield Said("date", led(lead, arrow(was, self.phrases.now(refs[1]) if refs[1] else NONE)))

    def _priority(self, old: Designation, new: Designation) -> Iterator[Said]:
        """Which of the items that both have puts applicants in order first."""
        before = [self.pairing.now(one.path) for one in old.priority]
        after = [one.path for one in new.priority]
        if (was := [one for one in before if one in after]) != (now := [one for one in after if one in before]):
            names = {one.path: one.name() for one in new.priority}
            told = arrow(*(listed([names[path] for path in paths]) for paths in (was, now)))
            yield Said("order", led(Label("先后：", "in order: "), told))

    def _actors(self, old: str, new: str) -> Iterator[Said]:
        if old != new:
            yield Said("actor", led(Label("责任方：", "who acts: "), arrow(actor(old, self.old), actor(new, self.new))))

    def _span(self, old: Phase | InForce, new: Phase | InForce) -> Iterator[Said]:
        before = tuple(self.ends(old.first, old.last, self.phrases.was))
        after = tuple(self.ends(new.first, new.last, self.phrases.now))
        leads = Label("自：", "from: "), Label("至：", "to: ")
        ends = ((old.first, new.first), (old.last, new.last))
        for lead, (one, other), was, now in zip(leads, ends, before, after, strict=True):
            if one is not None and other is not None and UNENDING not in (was, now):
                yield from self.phrases.values(one, other, lead)
            elif was != now:
                yield Said("date", led(lead, arrow(was, now)))

    def _either(self, old: Kind, new: Kind) -> Iterator[Said]:
        before, after = (
            listed([pack.names.get(one, Label(one, one)) for one in rule.either])
            for pack, rule in ((self.old, old), (self.new, new))
        )
        yield Said("members", led(Label("包括：", "stands for: "), arrow(before, after)))

    def _target(self, old: Target, new: Target) -> Iterator[Said]:
        if old.kind != new.kind:
            yield Said("kind", arrow(TARGET_KINDS[old.kind], TARGET_KINDS[new.kind]))
        if old.places_for != new.places_for:
            named = zip(self.phrases.packs, (old.places_for, new.places_for), strict=True)
            told = arrow(*(pack.names.get(name, NONE) for pack, name in named))
            yield Said("for_whom", led(Label("名额用于：", "places for: "), told))
        if old.since != new.since:
            yield Said("date", led(Label("起算日：", "counted from: "), arrow(_day(old.since), _day(new.since))))
        before, after = ({day.name: day for day in rule.due} for rule in (old, new))
        for name in {**before, **after}:
            was, now = before.get(name), after.get(name)
            if was is not None and now is not None:
                yield from self._due_day(was, now)
            elif was is not None:
                yield Said("readings", led(Label("去掉到期日的一种理解：", "a reading of the due day less: "), _day(was.day)))
            elif now is not None:
                yield Said("readings", led(Label("到期日另有一种理解：", "one more reading of the due day: "), _day(now.day)))

    def _due_day(self, was: DueDay, now: DueDay) -> Iterator[Said]:
        asked = was.condition
        if was.day != now.day:
            told = arrow(_day(was.day), _day(now.day))
            if was.day is not None and now.day is not None:
                told = headed(days_moved(was.day, now.day), told)
                asked = _on_another_day(asked, was.day, now.day)
            yield Said("date", led(Label("到期日：", "due: "), told))
        for words in (*self.phrases.old, *self.phrases.new):
            words.due = now.day
        yield from list(self.phrases.conditions(asked, now.condition))
        for words in (*self.phrases.old, *self.phrases.new):
            words.due = None

    def _duty(self, old: Duty, new: Duty) -> Iterator[Said]:
        phrases = self.phrases
        if old.kind != new.kind:
            yield Said("kind", arrow(*(DUTY_KINDS.get(one.kind, Label(one.kind, one.kind)) for one in (old, new))))
        yield from self._actors(old.who, new.who)
        yield from self._maybe("condition", old.trigger, new.trigger, Label("触发：", "when: "), phrases.conditions)
        yield from self._maybe("condition", old.done, new.done, Label("完成：", "done: "), phrases.conditions)
        yield from self._maybe("date", old.due, new.due, Label("期限：", "due: "), phrases.values)
        yield from self._follows(old.follows, new.follows)

    def _follows(self, old: tuple[Premise, ...], new: tuple[Premise, ...]) -> Iterator[Said]:
        before = {self._premise(one, self.old): one for one in old}
        after = {self._premise(one, self.new): one for one in new}
        for key in before.keys() - after.keys():
            yield Said("follows", led(Label("不再以此为前提：", "no longer follows: "), self._called(before[key], self.old)))
        for key in after.keys() - before.keys():
            yield Said("follows", led(Label("另以此为前提：", "also follows: "), self._called(after[key], self.new)))

    def _premise(self, premise: Premise, pack: Pack) -> str:
        if isinstance(premise, FollowedRule):
            return self.pairing.now(premise.rule) if pack is self.old else premise.rule
        return repr(canonical(premise))

    def _called(self, premise: Premise, pack: Pack) -> Label:
        if isinstance(premise, FollowedRule):
            return next(rule.name() for rule in pack.rules() if rule.path == premise.rule)
        assert isinstance(premise, FollowedRecord)
        words = self.phrases.new if pack is self.new else self.phrases.old
        return Label(*(one.relation(premise.related, one=True) for one in words))

    def _term(self, name: str) -> Iterator[Said]:
        old, new = self.terms[0].get(name), self.terms[1].get(name)
        if old is not None and new is not None:
            inner: Callable[[Any, Any], Iterator[Said]] = (
                self.phrases.values if n.is_value(new) else self.phrases.conditions
            )
            yield from inner(old, new)

    def ends(self, first: n.Value | None, last: n.Value | None, says: Callable[[Any], Label]) -> Iterator[Label]:
        for end in (first, last):
            unending = isinstance(end, n.Constant) and end.value == LAST_DAY
            yield UNSTATED if end is None else UNENDING if unending else says(end)


def _day(day: int | None) -> Label:
    return UNSTATED if day is None else Label(*(2 * (date.fromordinal(day).isoformat(),)))


def terms_of(pack: Pack) -> dict[str, n.Condition | n.Value]:
    """What each term stands for, where it is used."""
    return {term.name: term.item for rule in pack.rules() for term in _terms_in(rule)}


def _names(rule: Rule) -> set[tuple[str, str]]:
    """The clauses and tables used by name in a rule."""
    tables = (("tables", node.name) for node in _parts(rule) if isinstance(node, n.Lookup | n.ValueLookup))
    return {*tables, *(("terms", term.name) for term in _terms_in(rule))}


def _terms_in(value: object) -> Iterator[n.Term | n.ValueTerm]:
    """The clauses used by name in a rule or node."""
    yield from (part for part in _parts(value) if isinstance(part, n.Term | n.ValueTerm))


def _parts(value: object) -> Iterator[object]:
    """A rule or node with everything in it."""
    if isinstance(value, tuple):
        for part in value:
            yield from _parts(part)
    elif isinstance(value, n.Node | Rule | DueDay):
        yield value
        for item in fields(value):
            yield from _parts(getattr(value, item.name))


def _on_another_day(node: Any, was: int, now: int) -> Any:
    """A condition as it would read for another due day."""
    if isinstance(node, tuple):
        return tuple(_on_another_day(part, was, now) for part in node)
    if isinstance(node, n.Constant):
        moved = node.kind == n.DATE and node.value == was
        return n.Constant(n.DATE, now) if moved else node
    if not isinstance(node, n.Node):
        return node
    return type(node)(**{item.name: _on_another_day(getattr(node, item.name), was, now) for item in fields(node)})

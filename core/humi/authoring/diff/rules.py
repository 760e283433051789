"""What changed between the rules of two packs: moved, asked otherwise, resting on something else, told in other words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import fields, replace
from datetime import date
from typing import Any

from humi.authoring.diff.asked import UNSTATED, Asked
from humi.authoring.diff.change import BASIS, MEANING, WORDING, Change
from humi.authoring.diff.meaning import own_meaning
from humi.authoring.diff.pairing import HAVE_PARTS, Pair, Pairing
from humi.authoring.diff.said import NOTHING, arrow, headed, led, listed, same_words, told_otherwise
from humi.authoring.diff.tables import TableChanges
from humi.decision import Citation
from humi.language import nodes as n
from humi.policy.pack import (
    Criterion,
    Designation,
    DueDay,
    Duty,
    Incentive,
    Ordering,
    Phase,
    Premise,
    ProcedureStep,
    Rule,
    Silence,
    TableRule,
    Target,
    Validity,
    canonical,
)
from humi.policy.provisions import cited
from humi.values.label import Label
from humi.wording.requirements import Wording, asked_by
from humi.wording.show import joined
from humi.wording.words import HEADINGS

ROLES = ("criteria", "model", "priority", "factors", "steps")


class Rules:
    """The rules of two packs, in pairs."""

    def __init__(self, pairing: Pairing) -> None:
        self.pairing = pairing
        self.old, self.new = pairing.packs
        self.asked = Asked(pairing)

    def changes(self) -> Iterator[Change]:
        """Every change of a rule. A part of a rule that came or went as a whole is not told again; topics are not told here."""
        whole = {rule.path for pair in self.pairing.pairs if None in pair for rule in pair if rule is not None}
        for old, new in self.pairing.pairs:
            rule = new or old
            assert rule is not None
            if isinstance(rule, Silence):
                continue
            if old is None or new is None:
                if _whole(rule) not in whole - {rule.path}:
                    yield from self._alone(old, new, rule)
            else:
                yield from self._between(old, new)

    # --- rules that came, went, moved ---

    def _alone(self, old: Rule | None, new: Rule | None, rule: Rule) -> Iterator[Change]:
        """A rule that came or went; the days of a target together, at the first of them."""
        entry, first = [rule], True
        if isinstance(rule, Target):
            both = [one for one in self.pairing.pairs if (one[0] is None, one[1] is None) == (old is None, new is None)]
            entry = [one for pair in both for one in pair if isinstance(one, Target) and _entry(one) == _entry(rule)]
            first = entry[0] is rule
        if first:
            says = self._says_of_target(entry, bool(new)) if isinstance(rule, Target) else self._says(rule, bool(new))
            head = Label("新增", "added") if new else Label("删去", "removed")
            told = headed(head, says) if says.en else head
            change = self._change("added" if new else "removed", MEANING, told, (old, new))
            yield replace(change, paths=tuple(one.path for one in entry))

    def _says_of_target(self, entry: Sequence[Rule], new: bool) -> Label:
        """What is counted, and for each day what has to be reached."""
        told = []
        for words in self.asked.phrases.new if new else self.asked.phrases.old:
            days = [(due.day, due.condition) for one in entry if isinstance(one, Target) for due in one.due]
            words.due = days[0][0] if len(days) > 1 else None
            counted = words.counted(days[0][1])
            words.due = None
            bounds = [f"{_day_text(day, words)} {words.bound(condition)}" for day, condition in days]
            comma = words.say("；", "; ")
            told.append(comma.join(([counted] if counted else []) + list(dict.fromkeys(bounds))))
        return Label(*told)

    def _says(self, rule: Rule, new: bool) -> Label:
        """A rule in a few words."""
        says: Callable[[Any], Label] = self.asked.phrases.now if new else self.asked.phrases.was
        match rule:
            case Ordering():
                return asked_by(self.new if new else self.old, rule)
            case Criterion(condition=condition):
                return says(condition)
            case ProcedureStep(done=done):
                return says(done)
            case Designation(criteria=criteria):
                return listed([one.name() for one in criteria])
            case Incentive(amount=amount) if amount is not None:
                return says(amount)
            case Duty(done=n.Node() as condition):
                return says(condition)
            case Phase(first=first, last=last):
                return Label(
                    *(" – ".join(end.text(lang) for end in self.asked.ends(first, last, says)) for lang in ("zh", "en"))
                )
            case Validity(until=until):
                return says(until)
        term = self.asked.terms[new].get(rule.id) if rule.path.startswith("terms/") else None
        return says(term) if term is not None else NOTHING

    def _between(self, old: Rule, new: Rule) -> Iterator[Change]:
        pair = (old, new)
        if old.path in self.pairing.moved and not _due_days(old, new):
            yield self._moved(old, new)
        told = [*self._says_otherwise(old, new), *self._steps_in_another_order(old, new)]
        yield from told
        alike = own_meaning(old, self.old) == own_meaning(new, self.new)
        if alike and not told and old.path == new.path and _written(old) != _written(new):
            yield self._change("words", WORDING, _in_other_words(new), pair)
        yield from self._basis(old, new)

    def _says_otherwise(self, old: Rule, new: Rule) -> Iterator[Change]:
        """What a rule itself asks or answers otherwise; of a table each at its row, or wherever else it stands."""
        if not isinstance(old, TableRule) or not isinstance(new, TableRule):
            for said in dict.fromkeys(self.asked.changes(old, new)):
                yield self._change(said.kind, MEANING, said.told, (old, new))
            return
        assert old.table is not None
        assert new.table is not None
        for one in TableChanges(old.table, new.table, self.asked.phrases).told():
            change = self._change(one.said.kind, one.weight, one.said.told, (old, new))
            nodes = (one.old, one.new) if one.old or one.new else (old, new)
            was, now = (node.place if node is not None else None for node in nodes)
            yield replace(change, old=was, new=now)

    def _steps_in_another_order(self, old: Rule, new: Rule) -> Iterator[Change]:
        """A step waits for those before it, so their order is part of what is meant."""
        if not isinstance(old, Designation) or not isinstance(new, Designation):
            return
        before = {self.pairing.now(step.path): step for step in old.steps}
        after = {step.path: step for step in new.steps}
        orders = [[path for path in one if path in before and path in after] for one in (before, after)]
        if orders[0] != orders[1]:
            was, now = (
                listed([steps[path].name() for path in order]) for steps, order in zip((before, after), orders, strict=True)
            )
            yield self._change("order", MEANING, headed(Label("环节次序", "order of the steps"), arrow(was, now)), (old, new))

    def _moved(self, old: Rule, new: Rule) -> Change:
        roles = _role(old.path), _role(new.path)
        if roles[0] != roles[1] and None not in roles:
            was, now = (HEADINGS[role] for role in roles if role)
            return self._change("role", MEANING, arrow(was, now), (old, new))
        same_section = _role(old.path) == _role(new.path) and old.path.split("/")[:2] == new.path.split("/")[:2]
        head = Label("改编号：", "renamed: ") if same_section or _whole(old) == old.path else Label("移动：", "moved: ")
        return self._change("renamed", MEANING, same_words(f"{old.path} → {new.path}", *head), (old, new))

    # --- what it rests on, how it is told ---

    def _basis(self, old: Rule, new: Rule) -> Iterator[Change]:
        pair, cites = (old, new), self._cites(old, new)
        gone = [one for one in cites[0] if one.id not in new.sources]
        come = [one for one in cites[1] if one.id not in old.sources]
        if come:
            yield self._change("sources", BASIS, led(Label("另依据：", "now also rests on: "), _clauses(come)), pair)
        if gone:
            yield self._change("sources", BASIS, led(Label("不再依据：", "no longer rests on: "), _clauses(gone)), pair)
        for kind, weight, head, was, now in (
            ("interpretation", BASIS, Label("我们的理解", "our reading of the text"), old.interpretation, new.interpretation),
            ("name", WORDING, Label("名称", "name"), old.label, new.label),
            ("note", WORDING, Label("说明", "note"), old.note, new.note),
        ):
            if was != now:
                yield self._change(kind, weight, told_otherwise(head, was, now), pair)

    def _cites(self, old: Rule | None, new: Rule | None) -> tuple[tuple[Citation, ...], tuple[Citation, ...]]:
        before, after = (
            tuple(cited(pack.file, rule.sources)) if rule is not None else ()
            for pack, rule in ((self.old, old), (self.new, new))
        )
        return before, after

    def _change(self, kind: str, weight: str, told: Label, pair: Pair) -> Change:
        old, new = pair
        rule = new or old
        assert rule is not None
        before, after = self._cites(old, new)
        return Change(
            kind,
            weight,
            (rule.path,),
            rule.name(),
            told,
            old.place if old else None,
            new.place if new else None,
            old.path if old and new and old.path != new.path else "",
            after,
            before,
        )


# --- small things ---


def _whole(rule: Rule) -> str:
    """The path of the rule that a part belongs to."""
    parts = rule.path.split("/")
    return "/".join(parts[:2]) if parts[0] in HAVE_PARTS else rule.path


def _due_days(old: Rule, new: Rule) -> bool:
    """Whether two paths differ in the due day of a target, which is told as such."""
    return isinstance(new, Target) and _entry(old) == _entry(new)


def _entry(rule: Rule) -> str:
    """The path of the entry that a rule was made of."""
    return "/".join(rule.path.split("/")[:2])


def _day_text(day: int | None, words: Wording) -> str:
    return UNSTATED.text(words.lang) if day is None else date.fromordinal(day).isoformat()


def _role(path: str) -> str | None:
    parts = path.split("/")
    return parts[2] if len(parts) == 4 and parts[2] in ROLES else None


def _clauses(cites: list[Citation]) -> Label:
    """Clause and anchor; of a gap, its id."""
    told = [f"{one.clause}「{one.anchor}」" if one.clause else one.id for one in cites]
    return Label(joined(told, "zh"), joined(told, "en"))


def _in_other_words(rule: Rule) -> Label:
    """What may be written otherwise though nothing else is meant."""
    if isinstance(rule, TableRule):
        return Label("输入、输出的编号或各行的次序", "ids of inputs or outputs, or the order of rows")
    return Label("各种理解的名称或各项的次序", "names of readings, or the order of what is joined")


def _written(rule: Rule) -> list[Any]:
    """The conditions and values of a rule as they are written."""
    found = (getattr(rule, item.name) for item in fields(rule))
    parts = (part for one in found for part in (one if type(one) is tuple else (one,)))
    return [canonical(part) for part in parts if isinstance(part, n.Node | DueDay | Premise)]

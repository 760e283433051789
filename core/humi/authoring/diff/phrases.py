"""How one condition or value became another, in sentences."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import TypeVar

from humi.authoring.diff.about import JUNCTIONS, closely, items_of, names_of, roughly, without_term, without_value_term
from humi.authoring.diff.meaning import same
from humi.authoring.diff.said import (
    LOWERED,
    NOTHING,
    RAISED,
    Said,
    actor,
    all_or_any,
    arrow,
    headed,
    led,
    moved,
    named,
    same_words,
)
from humi.language import nodes as n
from humi.policy.pack import Pack
from humi.values.label import Label, Lang
from humi.wording.requirements import DATED, OPERATORS, UNITS, Wording
from humi.wording.show import joined, member_name

VALUES = (
    n.Constant, n.SomeDay, n.FactValue, n.Asked, n.Governing, n.Count, n.SumOf, n.Rank, n.Total, n.Difference, n.Product,
    n.Smallest, n.Largest, n.Worth, n.Step, n.EdgeOf, n.ValueReadings, n.ValueVersions, n.ValueTerm,
)  # fmt: skip
Node = TypeVar("Node", bound=n.Node)


GAPS: tuple[tuple[Lang, str], ...] = (("zh", ""), ("en", " "))
"""What stands between an operator and its bound."""


class Phrases:
    """Sentences on what became of the conditions of one pack in another."""

    def __init__(self, old: Pack, new: Pack) -> None:
        self.packs = old, new
        self.old = Wording(old, "zh"), Wording(old, "en")
        self.new = Wording(new, "zh"), Wording(new, "en")

    # --- words ---

    def was(self, node: n.Condition | n.Value | n.Ref) -> Label:
        """What the old version says."""
        return Label(*(_phrase(words, node) for words in self.old))

    def now(self, node: n.Condition | n.Value | n.Ref) -> Label:
        """What the new version says."""
        return Label(*(_phrase(words, node) for words in self.new))

    def equal(self, old: object, new: object) -> bool:
        """Whether both decide the same; a judgement is the same wherever its rule stands."""
        return same(old, new, self.packs)

    def replaced(self, kind: str, old: n.Condition | n.Value, new: n.Condition | n.Value, lead: Label = NOTHING) -> Said:
        """One phrase in place of another."""
        was, now = self.was(old), self.now(new)
        if was == now:
            return Said(kind, led(lead, Label(f"计算方法改变：{now.zh}", f"computed otherwise: {now.en}")))
        return Said(kind, led(lead, arrow(was, now)))

    # --- conditions ---

    def conditions(self, old: n.Condition, new: n.Condition, lead: Label = NOTHING) -> Iterator[Said]:
        """What changed between two conditions. A clause that both use by one name is told where it is declared."""
        if isinstance(old, n.Term) and isinstance(new, n.Term) and old.name == new.name:
            return
        old, new = without_term(old), without_term(new)
        if self.equal(old, new):
            return
        match old, new:
            case n.Not(item=one), n.Not(item=other):
                yield from self.conditions(one, other, led(lead, Label("不得有的情形：", "of what must not be: ")))
            case n.Compare(), n.Compare() if self.equal(old.left, new.left):
                yield self._compared(old, new, lead)
            case n.Compare(), n.Compare() if old.operator == new.operator and self.equal(old.right, new.right):
                yield from self.values(old.left, new.left, led(lead, Label("所比较的：", "what is compared: ")))
            case n.OneOf(), n.OneOf() if self.equal(old.ref, new.ref) and old.part == new.part:
                yield from self._members(old, new, lead)
            case n.Includes(), n.Includes() if self.equal(old.ref, new.ref):
                yield from self._members(old, new, lead)
                if old.every != new.every:
                    yield Said("junction", led(lead, all_or_any(new.every)))
            case n.Judgement(), n.Judgement():
                yield from self._judgements(old, new, lead)
            case n.Readings(), n.Readings():
                yield from self._readings(old, new, lead, self.conditions)
            case _, n.Readings(options=options) if any(self.equal(old, item) for _, item in options):
                yield Said(
                    "readings", led(lead, led(Label("现有几种理解：", "can now be read in several ways: "), self.now(new)))
                )
            case n.Readings(options=options), _ if any(self.equal(item, new) for _, item in options):
                yield Said(
                    "readings", led(lead, led(Label("现只有一种理解：", "is now read in one way only: "), self.now(new)))
                )
            case n.Versions(), n.Versions():
                yield from self._versions(old, new, lead, self.conditions)
            case n.Quantified(), n.Quantified() if (old.word, old.related.relation) == (new.word, new.related.relation):
                yield from self._related(old.related, new.related, lead)
                yield from self.conditions(old.meets, new.meets, led(lead, Label("每一项须：", "of each: ")))
            case n.ShareCompare(), n.ShareCompare() if old.related.relation == new.related.relation:
                yield from self._shares(old, new, lead)
            case _ if isinstance(old, JUNCTIONS) or isinstance(new, JUNCTIONS):
                yield from self._junctions(old, new, lead)
            case _:
                yield self.replaced("condition", old, new, lead)

    def _compared(self, old: n.Compare, new: n.Compare, lead: Label) -> Said:
        """Another operator or another bound for the same value."""
        dated = n.kind_of(old.left) == n.DATE
        kind = "date" if dated else "amount" if n.kind_of(old.left) == n.MONEY else "threshold"
        operators, of = DATED if dated else OPERATORS, self.now(new.left)
        bounds = [
            Label(*(f"{operators[one.operator].text(lang)}{gap}{told.text(lang)}" for lang, gap in GAPS))
            for one, told in ((old, self.was(old.right)), (new, self.now(new.right)))
        ]
        told = Label(f"{of.zh} {bounds[0].zh} → {bounds[1].zh}", f"{of.en} {bounds[0].en} → {bounds[1].en}")
        if old.operator != new.operator:
            kind = "operator" if self.equal(old.right, new.right) else kind
            return Said(kind, led(lead, told))
        return Said(kind, led(lead, headed(moved(old.right, new.right), told)))

    def _members(self, old: n.OneOf | n.Includes, new: n.OneOf | n.Includes, lead: Label) -> Iterator[Said]:
        """What came onto a list and what left it."""
        fact = self.now(new.ref)
        added = [one for one in new.members if one not in old.members]
        gone = [one for one in old.members if one not in new.members]
        if added:
            names = self._names(new, added, self.new)
            yield Said("members", led(lead, Label(f"{fact.zh}：增列{names.zh}", f"{fact.en}: now also {names.en}")))
        if gone:
            names = self._names(old, gone, self.old)
            yield Said("members", led(lead, Label(f"{fact.zh}：不再列{names.zh}", f"{fact.en}: no longer {names.en}")))
        if old.open != new.open:
            told = ("所列现带“等”，未列举的也可能算", "the list is now open: what is not on it may count") if new.open else (
                "所列不再带“等”，只限所列", "the list is now closed: only what is on it counts"
            )  # fmt: skip
            yield Said("members", led(lead, Label(f"{fact.zh}：{told[0]}", f"{fact.en}: {told[1]}")))

    def _names(self, node: n.OneOf | n.Includes, members: Sequence[str], words: tuple[Wording, Wording]) -> Label:
        def called(member: str, wording: Wording) -> str:
            label = wording.names.get(member) if node.ref.fact.type == "text" else None
            return label.text(wording.lang) if label else member_name(node.ref.fact, member, wording.lang)

        return Label(*(joined([called(member, one) for member in members], one.lang) for one in words))

    def _judgements(self, old: n.Judgement, new: n.Judgement, lead: Label) -> Iterator[Said]:
        if old.published != new.published:
            yield self.replaced("judgement", old, new, lead)
            return
        if old.standard != new.standard:
            yield Said(
                "judgement", led(lead, same_words(f"「{old.standard}」 → 「{new.standard}」", "裁量的标准：", "judged by: "))
            )
        if old.by != new.by:
            was, now = (actor(one.by, pack) for one, pack in zip((old, new), self.packs, strict=True))
            yield Said("judgement", led(lead, led(Label("由谁裁量：", "who judges: "), arrow(was, now))))
        if (old.standard, old.by) == (new.standard, new.by):
            yield Said("judgement", led(lead, Label("须另行裁定", "asks for a determination of another path")))

    def _shares(self, old: n.ShareCompare, new: n.ShareCompare, lead: Label) -> Iterator[Said]:
        yield from self._related(old.related, new.related, lead)
        yield from self.conditions(old.meets, new.meets, led(lead, Label("占比中须：", "of the share: ")))
        bounds = (old.operator, old.numerator, old.denominator), (new.operator, new.numerator, new.denominator)
        if bounds[0] != bounds[1]:
            was, now = (Label(*(words.bound(one) for words in both)) for one, both in ((old, self.old), (new, self.new)))
            up = new.numerator * old.denominator > old.numerator * new.denominator
            shift = NOTHING if old.operator != new.operator else RAISED if up else LOWERED
            yield Said("threshold", led(lead, headed(shift, arrow(was, now))))

    def _related(self, old: n.Related, new: n.Related, lead: Label) -> Iterator[Said]:
        """Which records are looked at."""
        label = self.packs[1].vocabulary.labels[new.relation]
        yield from self.conditions(old.where, new.where, led(lead, Label(f"所计{label.zh}：", f"which {label.en} count: ")))

    # --- several joined ---

    def _junctions(self, old: n.Condition, new: n.Condition, lead: Label) -> Iterator[Said]:
        kind = type(new) if isinstance(new, JUNCTIONS) else type(old)
        mixed = isinstance(old, JUNCTIONS) and isinstance(new, JUNCTIONS) and type(old) is not type(new)
        if mixed and self._sameitems_of(old, new):
            yield Said("junction", led(lead, self._joined_otherwise(new)))
            return
        if mixed or (kind is n.AtLeastOf and type(old) is not type(new)):
            yield self.replaced("condition", old, new, lead)
            return
        if isinstance(old, n.AtLeastOf) and isinstance(new, n.AtLeastOf) and old.number != new.number:
            told = Label(f"至少{old.number}项 → 至少{new.number}项", f"at least {old.number} of → at least {new.number} of")
            yield Said("threshold", led(lead, headed(RAISED if new.number > old.number else LOWERED, told)))
        gone, added, paired = self._paired(items_of(old, kind), items_of(new, kind))
        for one, other in paired:
            yield from self.conditions(one, other, lead)
        if len(gone) == len(added) == 1:
            yield self.replaced("condition", gone[0], added[0], lead)
            return
        both = kind is n.All
        for one in gone:
            told = (
                Label("不再要求：", "no longer asks for: ")
                if both
                else Label("不再算作其中一种：", "no longer one of the ways: ")
            )
            yield Said("condition", led(lead, led(told, self.was(one))))
        for one in added:
            told = Label("另外要求：", "also asks for: ") if both else Label("增加一种：", "one more way: ")
            yield Said("condition", led(lead, led(told, self.now(one))))

    def _sameitems_of(self, old: n.Condition, new: n.Condition) -> bool:
        gone, added, paired = self._paired(items_of(old, type(old)), items_of(new, type(new)))
        return not (gone or added or paired)

    def _joined_otherwise(self, new: n.Condition) -> Label:
        if isinstance(new, n.AtLeastOf):
            return Label(f"现须至少{new.number}项", f"at least {new.number} of them are now enough")
        return all_or_any(isinstance(new, n.All))

    def _paired(
        self, old: Sequence[n.Condition], new: Sequence[n.Condition]
    ) -> tuple[list[n.Condition], list[n.Condition], list[tuple[n.Condition, n.Condition]]]:
        """Items without counterpart on either side, and those that are about the same but differ."""
        left, right = list(old), list(new)
        for one in old:
            twin = next((other for other in right if self.equal(one, other)), None)
            if twin is not None:
                left.remove(one)
                right.remove(twin)
        paired = []
        for about in (closely, roughly):
            for one in list(left):
                twin = next((other for other in right if about(one) == about(other) is not None), None)
                if twin is not None:
                    left.remove(one)
                    right.remove(twin)
                    paired.append((one, twin))
        return left, right, paired

    # --- readings and versions, of conditions and of values ---

    def _readings(
        self,
        old: n.Readings | n.ValueReadings,
        new: n.Readings | n.ValueReadings,
        lead: Label,
        inner: Callable[[Node, Node, Label], Iterator[Said]],
    ) -> Iterator[Said]:
        before, after = dict(old.options), dict(new.options)
        names = {**names_of(old), **names_of(new)}
        for name, item in before.items():
            if name not in after and not any(self.equal(item, other) for other in after.values()):
                told = led(Label("去掉一种理解：", "reading dropped: "), named(names[name], self.was(item)))
                yield Said("readings", led(lead, told))
        for name, item in after.items():
            if name in before:
                called = Label(f"按“{names[name].zh}”理解：", f"read as `{names[name].en}`: ")
                yield from inner(before[name], item, led(lead, called))  # type: ignore[arg-type]
            elif not any(self.equal(other, item) for other in before.values()):
                told = led(Label("增加一种理解：", "reading added: "), named(names[name], self.now(item)))
                yield Said("readings", led(lead, told))

    def _versions(
        self,
        old: n.Versions | n.ValueVersions,
        new: n.Versions | n.ValueVersions,
        lead: Label,
        inner: Callable[[Node, Node, Label], Iterator[Said]],
    ) -> Iterator[Said]:
        before = dict(zip(old.starts, old.items, strict=True))
        after = dict(zip(new.starts, new.items, strict=True))
        for start in sorted({*before, *after}):
            day = date.fromordinal(start).isoformat()
            if start not in after:
                yield Said(
                    "versions",
                    led(lead, led(Label(f"去掉自{day}起的版本：", f"version from {day} dropped: "), self.was(before[start]))),
                )
            elif start not in before:
                yield Said(
                    "versions",
                    led(lead, led(Label(f"增加自{day}起的版本：", f"version from {day} added: "), self.now(after[start]))),
                )
            else:
                since = Label(f"自{day}起：", f"from {day} on: ")
                yield from inner(before[start], after[start], led(lead, since))  # type: ignore[arg-type]

    # --- values ---

    def values(self, old: n.Value, new: n.Value, lead: Label = NOTHING) -> Iterator[Said]:
        """What changed between two values."""
        if isinstance(old, n.ValueTerm) and isinstance(new, n.ValueTerm) and old.name == new.name:
            return
        old, new = without_value_term(old), without_value_term(new)
        if self.equal(old, new):
            return
        match old, new:
            case n.Count(), n.Count() if old.related.relation == new.related.relation and self.equal(
                old.once_per, new.once_per
            ):
                yield from self._related(old.related, new.related, lead)
            case n.SumOf(), n.SumOf() if old.related.relation == new.related.relation and self.equal(old.of, new.of):
                yield from self._related(old.related, new.related, lead)
            case n.ValueReadings(), n.ValueReadings():
                yield from self._readings(old, new, lead, self.values)
            case n.ValueVersions(), n.ValueVersions():
                yield from self._versions(old, new, lead, self.values)
            case n.Worth(), n.Worth() if self.equal(old.when, new.when):
                yield from self.values(old.item, new.item, lead)
            case n.Worth(), n.Worth() if self.equal(old.item, new.item):
                yield from self.conditions(
                    old.when, new.when, led(lead, Label(f"{self.now(new.item).zh}的条件：", f"for {self.now(new.item).en}: "))
                )
            case n.Step(), n.Step() if old.unit == new.unit and self.equal(old.base, new.base):
                yield from self._steps(old, new, lead)
            case _:
                kind = {n.MONEY: "amount", n.DATE: "date"}.get(n.kind_of(new), "value")
                replaced = self.replaced(kind, old, new)
                yield Said(kind, led(lead, headed(moved(old, new), replaced.told)))

    def _steps(self, old: n.Step, new: n.Step, lead: Label) -> Iterator[Said]:
        if old.amount != new.amount:
            unit = UNITS[new.unit]
            told = arrow(*(Label(f"{abs(one.amount)}{unit.zh}", f"{abs(one.amount)} {unit.en}") for one in (old, new)))
            yield Said("date", led(lead, told))
        if not self.equal(old.pauses, new.pauses):
            yield Said("date", led(lead, Label("不计入的日子改变", "other days are not counted")))
        if old.roll != new.roll:
            rolls = Label("遇非工作日顺延", "moves on to the next working day")
            stays = Label("遇非工作日不再顺延", "no longer moves on to a working day")
            yield Said("date", led(lead, rolls if new.roll else stays))


def _phrase(words: Wording, node: n.Condition | n.Value | n.Ref) -> str:
    if isinstance(node, n.Ref):
        return words.name(node)
    return words.value(node) if isinstance(node, VALUES) else words.condition(node)

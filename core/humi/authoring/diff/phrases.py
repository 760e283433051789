"""How one condition became another, in sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from humi.authoring.diff.about import JUNCTIONS, closely, items_of, roughly, without_term
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
    same_words,
)
from humi.authoring.diff.values import ValuePhrases
from humi.language import nodes as n
from humi.values.label import Label, Lang
from humi.wording.requirements import DATED, OPERATORS, Wording
from humi.wording.show import joined, member_name

GAPS: tuple[tuple[Lang, str], ...] = (("zh", ""), ("en", " "))
"""What stands between an operator and its bound."""
WAYS = {
    True: (Label("不再要求：", "no longer asks for: "), Label("另外要求：", "also asks for: ")),
    False: (Label("不再算作其中一种：", "no longer one of the ways: "), Label("增加一种：", "one more way: ")),
}
"""What is less and what is more, where all are needed and where one is enough."""
Pairs = list[tuple[n.Condition, n.Condition]]


class Phrases(ValuePhrases):
    """Sentences on what became of the conditions of one pack in another."""

    def conditions(self, old: n.Condition, new: n.Condition, lead: Label = NOTHING) -> Iterator[Said]:
        """What changed between two conditions. A clause or table that both use by one name is told where it is declared."""
        if isinstance(old, n.Term) and isinstance(new, n.Term) and old.name == new.name:
            return
        if isinstance(old, n.Lookup) and isinstance(new, n.Lookup) and _ask(old) == _ask(new):
            return
        old, new = without_term(old), without_term(new)
        if self.equal(old, new):
            return
        match old, new:
            case n.Not(item=one), n.Not(item=other) if not isinstance(one, JUNCTIONS) and not isinstance(other, JUNCTIONS):
                yield from self.conditions(one, other, led(lead, Label("不得有的情形：", "of what must not be: ")))
            case n.Compare(), n.Compare() if self.equal(old.left, new.left):
                yield from self._compared(old, new, lead)
            case n.Compare(), n.Compare() if old.operator == new.operator and self.equal(old.right, new.right):
                yield from self.values(old.left, new.left, lead)
            case n.OneOf(), n.OneOf() if self.equal(old.ref, new.ref) and old.part == new.part:
                yield from self._members(old, new, lead)
            case n.Includes(), n.Includes() if self.equal(old.ref, new.ref):
                yield from self._members(old, new, lead)
                if old.every != new.every:
                    yield Said("junction", led(lead, all_or_any(new.every)))
            case n.Judgement(), n.Judgement():
                yield from self._judgements(old, new, lead)
            case _ if self.may_be_read(old, new):
                yield from self.readings(old, new, lead, self.conditions)
            case n.Versions(), n.Versions():
                yield from self.versions(old, new, lead, self.conditions)
            case n.Quantified(), n.Quantified() if (old.word, old.related.relation) == (new.word, new.related.relation):
                yield from self.related(old.related, new.related, lead)
                yield from self.conditions(old.meets, new.meets, led(lead, Label("每一项须：", "of each: ")))
            case n.ShareCompare(), n.ShareCompare() if old.related.relation == new.related.relation:
                yield from self._shares(old, new, lead)
            case _ if isinstance(old, JUNCTIONS) or isinstance(new, JUNCTIONS):
                yield from self._junctions(old, new, lead)
            case _:
                yield self.replaced("condition", old, new, lead)

    def _compared(self, old: n.Compare, new: n.Compare, lead: Label) -> Iterator[Said]:
        """Another operator or another bound for the same value."""
        dated = n.kind_of(old.left) == n.DATE
        kind = "date" if dated else "amount" if n.kind_of(old.left) == n.MONEY else "threshold"
        operators, of = DATED if dated else OPERATORS, self._measured(new.left)
        if old.operator == new.operator and not isinstance(new.right, n.Constant) and type(old.right) is type(new.right):
            operator = operators[new.operator]
            head = Label(f"{of.zh}{operator.zh}：", f"{of.en} {operator.en}: ")
            yield from self.values(old.right, new.right, led(lead, head))
            return
        bounds = [
            Label(*(f"{operators[one.operator].text(lang)}{gap}{told.text(lang)}" for lang, gap in GAPS))
            for one, told in ((old, self.was(old.right)), (new, self.now(new.right)))
        ]
        told = Label(f"{of.zh}{bounds[0].zh} → {bounds[1].zh}", f"{of.en} {bounds[0].en} → {bounds[1].en}")
        if old.operator != new.operator:
            yield Said("operator" if self.equal(old.right, new.right) else kind, led(lead, told))
        else:
            yield Said(kind, led(lead, headed(moved(old.right, new.right), told)))

    def _measured(self, value: n.Value) -> Label:
        """What is measured; a clause by its name."""
        term = self.packs[1].terms.get(value.name) if isinstance(value, n.ValueTerm) else None
        return term.name() if term is not None else self.now(value)

    def _members(self, old: n.OneOf | n.Includes, new: n.OneOf | n.Includes, lead: Label) -> Iterator[Said]:
        """What came onto a list and what left it."""
        fact = self.now(new.ref)
        added = [one for one in new.members if one not in old.members]
        gone = [one for one in old.members if one not in new.members]
        was, now = self._names(old, gone, self.old), self._names(new, added, self.new)
        if was == now:  # called alike: their ids tell them apart
            was, now = same_words(", ".join(gone), "", ""), same_words(", ".join(added), "", "")
        if added:
            yield Said("members", led(lead, Label(f"{fact.zh}：增列{now.zh}", f"{fact.en}: now also {now.en}")))
        if gone:
            yield Said("members", led(lead, Label(f"{fact.zh}：不再列{was.zh}", f"{fact.en}: no longer {was.en}")))
        if old.open != new.open:
            opened = Label("所列现带“等”，未列举的也可能算", "the list is now open: what is not on it may count")
            closed = Label("所列不再带“等”，只限所列", "the list is now closed: only what is on it counts")
            told = opened if new.open else closed
            yield Said("members", led(lead, Label(f"{fact.zh}：{told.zh}", f"{fact.en}: {told.en}")))

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
                "judgement", led(lead, same_words(f"「{old.standard}」 → 「{new.standard}」", "裁量的标准：", "judged: "))
            )
        if old.by != new.by:
            was, now = (actor(one.by, pack) for one, pack in zip((old, new), self.packs, strict=True))
            yield Said("judgement", led(lead, led(Label("由谁裁量：", "who judges: "), arrow(was, now))))
        if (old.standard, old.by) == (new.standard, new.by):
            yield Said("judgement", led(lead, Label("须另行裁定", "asks for a determination of another path")))

    def _shares(self, old: n.ShareCompare, new: n.ShareCompare, lead: Label) -> Iterator[Said]:
        yield from self.related(old.related, new.related, lead)
        yield from self.conditions(old.meets, new.meets, led(lead, Label("占比中须：", "of the share: ")))
        bounds = (old.operator, old.numerator, old.denominator), (new.operator, new.numerator, new.denominator)
        if bounds[0] != bounds[1]:
            was, now = (Label(*(words.bound(one) for words in both)) for one, both in ((old, self.old), (new, self.new)))
            up = new.numerator * old.denominator > old.numerator * new.denominator
            shift = NOTHING if old.operator != new.operator else RAISED if up else LOWERED
            yield Said("threshold", led(lead, headed(shift, arrow(was, now))))

    # --- several joined ---

    def _junctions(self, old: n.Condition, new: n.Condition, lead: Label) -> Iterator[Said]:
        kind = type(new) if isinstance(new, JUNCTIONS) else type(old)
        mixed = isinstance(old, JUNCTIONS) and isinstance(new, JUNCTIONS) and type(old) is not type(new)
        if mixed and self._same_items(old, new):
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
        less, more = WAYS[kind is n.All]
        yield from (Said("condition", led(lead, led(less, self.was(one)))) for one in gone)
        yield from (Said("condition", led(lead, led(more, self.now(one)))) for one in added)

    def _same_items(self, old: n.Condition, new: n.Condition) -> bool:
        gone, added, paired = self._paired(items_of(old, type(old)), items_of(new, type(new)))
        return not (gone or added or paired)

    def _joined_otherwise(self, new: n.Condition) -> Label:
        if isinstance(new, n.AtLeastOf):
            return Label(f"现须至少{new.number}项", f"at least {new.number} of them are now enough")
        return all_or_any(isinstance(new, n.All))

    def _paired(
        self, old: Sequence[n.Condition], new: Sequence[n.Condition]
    ) -> tuple[list[n.Condition], list[n.Condition], Pairs]:
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


def _ask(node: n.Lookup) -> tuple[object, ...]:
    """What is asked of which table."""
    return node.name, node.output, node.asked

"""How one value became another, in sentences."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from humi.authoring.diff.about import without_value_term
from humi.authoring.diff.said import NOTHING, Said, arrow, headed, led, moved
from humi.authoring.diff.words import Words
from humi.language import nodes as n
from humi.values.label import Label
from humi.wording.requirements import UNITS

OF_SEVERAL = (n.Total, n.Product, n.Smallest, n.Largest)
HIGHEST, LOWEST = Label("由高到低", "the highest first"), Label("由低到高", "the lowest first")


class ValuePhrases(Words):
    """Sentences on values. Those on the conditions inside them come from `conditions`."""

    def conditions(self, old: n.Condition, new: n.Condition, lead: Label = NOTHING) -> Iterator[Said]:
        """What changed between two conditions."""
        raise NotImplementedError

    def values(self, old: n.Value, new: n.Value, lead: Label = NOTHING) -> Iterator[Said]:
        """What changed between two values. A clause or table that both use by one name is told where it is declared."""
        if isinstance(old, n.ValueTerm) and isinstance(new, n.ValueTerm) and old.name == new.name:
            return
        if isinstance(old, n.ValueLookup) and isinstance(new, n.ValueLookup) and _table(old) == _table(new):
            return
        old, new = without_value_term(old), without_value_term(new)
        if self.equal(old, new):
            return
        match old, new:
            case n.Count() | n.SumOf(), n.Count() | n.SumOf() if self._same_relation(old, new):
                yield from self.related(old.related, new.related, lead)
            case n.Rank(), n.Rank() if self._same_relation(old, new):
                yield from self._ranks(old, new, lead)
            case _ if self.may_be_read(old, new):
                yield from self.readings(old, new, lead, self.values)
            case n.ValueVersions(), n.ValueVersions():
                yield from self.versions(old, new, lead, self.values)
            case n.Worth(), n.Worth() if self.equal(old.when, new.when):
                worth = Label(f"{self.now(new.when).zh}时：", f"if {self.now(new.when).en}: ")
                yield from self.values(old.item, new.item, led(lead, worth))
            case n.Worth(), n.Worth() if self.equal(old.item, new.item):
                worth = Label(f"得{self.now(new.item).zh}须：", f"for {self.now(new.item).en}: ")
                yield from self.conditions(old.when, new.when, led(lead, worth))
            case n.Step(), n.Step() if old.unit == new.unit:
                yield from self.values(old.base, new.base, lead)
                yield from self._steps(old, new, lead)
            case n.Difference(), n.Difference():
                yield from self.values(old.left, new.left, lead)
                yield from self.values(old.right, new.right, led(lead, Label("减数：", "less: ")))
            case _ if type(old) is type(new) and isinstance(new, OF_SEVERAL):
                yield from self._several(old, new, lead)
            case _:
                kind = {n.MONEY: "amount", n.DATE: "date"}.get(n.kind_of(new), "value")
                yield Said(kind, led(lead, headed(moved(old, new), self.replaced(kind, old, new).told)))

    def related(self, old: n.Related, new: n.Related, lead: Label) -> Iterator[Said]:
        """Which records are looked at."""
        label = self.packs[1].vocabulary.labels[new.relation]
        yield from self.conditions(old.where, new.where, led(lead, Label(f"所计{label.zh}：", f"which {label.en} count: ")))

    def _same_relation(self, old: Any, new: Any) -> bool:
        """Whether both look at one list, and differ in which records of it at most; of a rank in its order too."""
        rest = ("once_per", "of", "own")
        same = all(self.equal(getattr(old, name, None), getattr(new, name, None)) for name in rest)
        return type(old) is type(new) and old.related.relation == new.related.relation and same

    def _ranks(self, old: n.Rank, new: n.Rank, lead: Label) -> Iterator[Said]:
        yield from self.related(old.related, new.related, lead)
        if old.highest_first != new.highest_first:
            was, now = (HIGHEST if one.highest_first else LOWEST for one in (old, new))
            yield Said("value", led(lead, led(Label("排名次序：", "ranked: "), arrow(was, now))))

    def _several(self, old: Any, new: Any, lead: Label) -> Iterator[Said]:
        """Items of a sum, a product or a choice; where it is not plain which became which, the whole."""
        gone = [one for one in old.items if not any(self.equal(one, other) for other in new.items)]
        come = [one for one in new.items if not any(self.equal(one, other) for other in old.items)]
        several = len(gone) == len(come) and len(old.items) == len(new.items)
        if isinstance(new, n.Product) and several and len(come) == 1:
            kind = "amount" if n.kind_of(new) == n.MONEY else "value"
            yield Said(kind, led(lead, headed(moved(gone[0], come[0]), self.replaced(kind, old, new).told)))
        elif several:
            for one, other in zip(gone, come, strict=True):
                yield from self.values(one, other, lead)
        else:
            kind = "amount" if n.kind_of(new) == n.MONEY else "value"
            yield self.replaced(kind, old, new, lead)

    def _steps(self, old: n.Step, new: n.Step, lead: Label) -> Iterator[Said]:
        if old.amount != new.amount:
            unit, base = UNITS[new.unit], self.now(new.base)
            told = arrow(*(Label(f"{abs(one.amount)}{unit.zh}", f"{abs(one.amount)} {unit.en}") for one in (old, new)))
            yield Said("date", led(lead, Label(f"自{base.zh}：{told.zh}", f"from {base.en}: {told.en}")))
        if not self.equal(old.pauses, new.pauses):
            yield Said("date", led(lead, Label("不计入的日子改变", "other days are not counted")))
        if old.roll != new.roll:
            rolls = Label("遇非工作日顺延", "moves on to the next working day")
            stays = Label("遇非工作日不再顺延", "no longer moves on to a working day")
            yield Said("date", led(lead, rolls if new.roll else stays))


def _table(node: n.ValueLookup) -> tuple[str, str]:
    """Which answer of which table."""
    return node.name, node.output

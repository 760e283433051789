"""What two versions of a pack say, in words of their own: the ground on which sentences on their differences stand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from humi.authoring.diff.about import names_of
from humi.authoring.diff.meaning import same
from humi.authoring.diff.said import NOTHING, Said, arrow, led, named
from humi.language import nodes as n
from humi.policy.pack import Pack
from humi.values.label import Label
from humi.wording.requirements import Wording

Spoken = n.Condition | n.Value | n.Ref
Inner = Callable[[Any, Any, Label], Iterator[Said]]
"""What changed between two conditions, or two values, told after what leads to it."""


class Words:
    """The words of both versions. `owns` are the paths of the rules compared, region in front: a judgement is the same wherever
    its rule stands."""

    def __init__(self, old: Pack, new: Pack) -> None:
        self.packs = old, new
        self.old = Wording(old, "zh"), Wording(old, "en")
        self.new = Wording(new, "zh"), Wording(new, "en")
        self.owns = "", ""

    def was(self, node: Spoken) -> Label:
        """What the old version says."""
        return Label(*(_phrase(words, node) for words in self.old))

    def now(self, node: Spoken) -> Label:
        """What the new version says."""
        return Label(*(_phrase(words, node) for words in self.new))

    def equal(self, old: object, new: object) -> bool:
        """Whether both decide the same."""
        return same(old, new, self.packs, self.owns)

    def replaced(self, kind: str, old: Spoken, new: Spoken, lead: Label = NOTHING) -> Said:
        """One phrase in place of another."""
        was, now = self.was(old), self.now(new)
        if was == now:
            return Said(kind, led(lead, Label(f"计算方法改变：{now.zh}", f"computed otherwise: {now.en}")))
        return Said(kind, led(lead, arrow(was, now)))

    # --- readings and versions, of conditions and of values ---

    def readings(self, old: Any, new: Any, lead: Label, inner: Inner) -> Iterator[Said]:
        """Readings added, dropped, changed; also where one side has a single one."""
        before, after = _options(old), _options(new)
        if len(before) == 1 or len(after) == 1:
            several = len(after) > 1
            told = Label("现有几种理解：", "can now be read in several ways: ") if several else Label(
                "现只有一种理解：", "is now read in one way only: "
            )  # fmt: skip
            yield Said("readings", led(lead, led(told, self.now(new))))
            return
        names = {**names_of(old), **names_of(new)}
        for name, item in before.items():
            if name not in after and not any(self.equal(item, other) for other in after.values()):
                told = led(Label("去掉一种理解：", "reading dropped: "), named(names[name], self.was(item)))
                yield Said("readings", led(lead, told))
        for name, item in after.items():
            if name in before:
                called = Label(f"按“{names[name].zh}”理解：", f"read as `{names[name].en}`: ")
                yield from inner(before[name], item, led(lead, called))
            elif not any(self.equal(other, item) for other in before.values()):
                told = led(Label("增加一种理解：", "reading added: "), named(names[name], self.now(item)))
                yield Said("readings", led(lead, told))

    def may_be_read(self, old: Any, new: Any) -> bool:
        """Whether one side has readings and the other one of them, or both have some."""
        before, after = _options(old), _options(new)
        if len(before) > 1 and len(after) > 1:
            return True
        both = [(one, other) for one in before.values() for other in after.values()]
        return len(before) != len(after) and any(self.equal(one, other) for one, other in both)

    def versions(self, old: Any, new: Any, lead: Label, inner: Inner) -> Iterator[Said]:
        """Dated versions added, dropped, changed, or from another day on."""
        before = dict(zip(old.starts, old.items, strict=True))
        after = dict(zip(new.starts, new.items, strict=True))
        gone = {start: item for start, item in before.items() if start not in after}
        for start, item in after.items():
            moved = next((other for other, was in gone.items() if self.equal(was, item)), None)
            if start in before:
                yield from inner(before[start], item, led(lead, Label(f"自{_day(start)}起：", f"from {_day(start)} on: ")))
            elif moved is not None:
                del gone[moved]
                days = f"{_day(moved)} → {_day(start)}"
                told = Label(f"{self.now(item).zh}：自{days}起", f"{self.now(item).en}: from {days} on")
                yield Said("versions", led(lead, told))
            else:
                told = Label(f"增加自{_day(start)}起的版本：", f"version from {_day(start)} added: ")
                yield Said("versions", led(lead, led(told, self.now(item))))
        for start, item in gone.items():
            told = Label(f"去掉自{_day(start)}起的版本：", f"version from {_day(start)} dropped: ")
            yield Said("versions", led(lead, led(told, self.was(item))))


def _options(node: Any) -> dict[str, Any]:
    """The readings of a clause; one where there is nothing to be read in several ways."""
    return dict(node.options) if isinstance(node, n.Readings | n.ValueReadings) else {"": node}


def _day(start: int) -> str:
    return date.fromordinal(start).isoformat()


def _phrase(words: Wording, node: Spoken) -> str:
    if isinstance(node, n.Ref):
        return words.name(node)
    if n.is_value(node):
        return words.value(node)
    condition: Any = node
    return words.condition(condition)

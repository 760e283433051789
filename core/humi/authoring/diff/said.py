"""One thing that changed, and the small words with which it is told."""

from __future__ import annotations

from collections.abc import Sequence

from humi.language import nodes as n
from humi.policy.pack import Pack
from humi.values.frozen import Frozen
from humi.values.label import Label
from humi.wording.show import joined

NOTHING = Label("", "")
RAISED, LOWERED = Label("提高", "raised"), Label("降低", "lowered")
LATER, EARLIER = Label("推迟{days}日", "{days} later"), Label("提前{days}日", "{days} earlier")
NONE = Label("无", "none")
NOBODY = Label("未写明", "nobody is named")
PLACES = 6
"""No number of the language keeps more decimal places."""


class Said(Frozen):
    """One thing that changed. `kind` comes from the closed list of kinds of changes."""

    kind: str
    told: Label


def led(lead: Label, told: Label) -> Label:
    """What is told, after what leads to it."""
    return Label(lead.zh + told.zh, lead.en + told.en)


def headed(head: Label, told: Label) -> Label:
    """What is told, under a word of its own where there is one."""
    return Label(f"{head.zh}：{told.zh}", f"{head.en}: {told.en}") if head.en else told


def listed(names: Sequence[Label]) -> Label:
    """An enumeration of names."""
    return Label(joined([name.zh for name in names], "zh"), joined([name.en for name in names], "en"))


def all_or_any(every: bool) -> Label:
    """What was enough is not, or the other way round."""
    if every:
        return Label("由“有其一即可”改为“须全部”", "one was enough; now all are needed")
    return Label("由“须全部”改为“有其一即可”", "all were needed; now one is enough")


def arrow(was: Label, now: Label) -> Label:
    """From what to what."""
    return Label(f"{was.zh} → {now.zh}", f"{was.en} → {now.en}")


def told_otherwise(head: Label, was: Label | None, now: Label | None) -> Label:
    """Other words; where they differ in the other language only, the words of that one."""
    if was is None or now is None:
        there, words = (Label("新增", "added"), now) if was is None else (Label("删去", "dropped"), was)
        assert words is not None
        return Label(f"{head.zh}（{there.zh}）：{words.zh}", f"{head.en}, {there.en}: {words.en}")
    told = arrow(was, now)
    if was.zh == now.zh:
        return Label(f"{head.zh}（仅英文）：{told.en}", f"{head.en}: {told.en}")
    if was.en == now.en:
        return Label(f"{head.zh}：{told.zh}", f"{head.en}, in Chinese only: {told.zh}")
    return Label(f"{head.zh}：{told.zh}", f"{head.en}: {told.en}")


def dash(first: Label, last: Label) -> Label:
    """From when to when."""
    return Label(f"{first.zh} – {last.zh}", f"{first.en} – {last.en}")


def same_words(text: str, zh: str, en: str) -> Label:
    """A text that reads the same in both languages, with what stands before it."""
    return Label(zh + text, en + text)


def named(name: Label, told: Label) -> Label:
    """A name with what it stands for."""
    return Label(f"{name.zh}（{told.zh}）", f"{name.en} ({told.en})")


def moved(old: n.Value, new: n.Value) -> Label:
    """Raised or lowered, later or earlier, of two constants; nothing of anything else."""
    if not (isinstance(old, n.Constant) and isinstance(new, n.Constant)):
        return NOTHING
    before, after = (one.value * 10 ** (PLACES - one.places) for one in (old, new))
    if new.kind != n.DATE:
        return RAISED if after > before else LOWERED
    return days_moved(old.value, new.value)


def days_moved(old: int, new: int) -> Label:
    """How many days later or earlier."""
    number = abs(new - old)
    days = f"{number} day" + ("s" if number != 1 else "")
    told = LATER if new > old else EARLIER
    return Label(told.zh.format(days=number), told.en.format(days=days))


def actor(who: str | None, pack: Pack) -> Label:
    """Whoever has to act or decide."""
    return NOBODY if not who or who == "unstated" else pack.vocabulary.suppliers.get(who, Label(who, who))

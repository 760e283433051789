"""What changed in the facts that a pack declares."""

from __future__ import annotations

from collections.abc import Iterator

from humi.authoring.diff.change import BASIS, MEANING, WORDING, Change
from humi.authoring.diff.meaning import OWN
from humi.authoring.diff.places import Places
from humi.authoring.diff.said import NONE, arrow, told_otherwise
from humi.dossier.facts import BOUND, Fact
from humi.dossier.vocabulary import shared_vocabulary
from humi.policy.pack import Pack
from humi.values.label import Label
from humi.values.numbers import format_decimal, format_money
from humi.wording.show import joined

Told = tuple[str, str, Label]


def changes(old: Pack, new: Pack, places: tuple[Places, Places]) -> Iterator[Change]:
    """Facts added, removed, and declared otherwise."""
    before, after = ({_key(fact, pack): fact for fact in pack.facts} for pack in (old, new))
    for key in {**before, **after}:
        was, now = before.get(key), after.get(key)
        fact = now or was
        assert fact is not None
        for kind, weight, told in between(was, now):
            yield Change(
                kind,
                weight,
                (f"facts/{fact.path}",),
                fact.label,
                told,
                places[0].fact(was) if was else None,
                places[1].fact(now) if now else None,
            )


def _key(fact: Fact, pack: Pack) -> tuple[str, str, str]:
    return fact.entity, OWN if fact.region == pack.region else fact.region, fact.name


def between(was: Fact | None, now: Fact | None) -> Iterator[Told]:
    """Kind, weight and sentence of each change from one fact to another."""
    if was is None or now is None:
        told = Label("增加一项事实", "a fact more") if was is None else Label("去掉一项事实", "a fact less")
        yield "added" if was is None else "removed", MEANING, told
        return
    if was.type != now.type:
        yield "fact", MEANING, Label(f"类型：{was.type} → {now.type}", f"type: {was.type} → {now.type}")
        return
    yield from _members(was, now)
    for name, one, other in (
        (Label("最小", "minimum"), was.minimum, now.minimum),
        (Label("最大", "maximum"), was.maximum, now.maximum),
    ):
        if one * 10**now.places != other * 10**was.places:
            told = arrow(_bound(was, one), _bound(now, other))
            yield "fact", MEANING, Label(f"{name.zh}：{told.zh}", f"{name.en}: {told.en}")
    if was.places != now.places:
        yield "fact", MEANING, Label(f"小数位：{was.places} → {now.places}", f"places kept: {was.places} → {now.places}")
    if was.supplier != now.supplier:
        suppliers = shared_vocabulary().suppliers
        told = arrow(*(suppliers.get(one.supplier, Label(one.supplier, one.supplier)) for one in (was, now)))
        yield "supplier", BASIS, Label(f"由谁提供：{told.zh}", f"from whom: {told.en}")
    for kind, name, text, other_text in (
        ("name", Label("名称", "name"), was.label, now.label),
        ("words", Label("证明材料", "evidence"), was.evidence, now.evidence),
        ("note", Label("说明", "note"), was.note, now.note),
    ):
        if text != other_text:
            yield kind, WORDING, told_otherwise(name, text, other_text)


def _members(was: Fact, now: Fact) -> Iterator[Told]:
    before, after = (dict(zip(fact.members, fact.member_labels, strict=False)) for fact in (was, now))
    added, gone = [name for name in after if name not in before], [name for name in before if name not in after]
    if added:
        yield "members", MEANING, _listed(Label("增列", "may now also be"), [after[name] for name in added])
    if gone:
        yield "members", MEANING, _listed(Label("不再列", "may no longer be"), [before[name] for name in gone])
    if not (added or gone) and was.members != now.members:
        weight = MEANING if now.ordered else WORDING
        yield "order", weight, Label("各项次序改变", "the members stand in another order")
    if was.ordered != now.ordered:
        yield "fact", MEANING, Label("现有高低次序", "now ordered") if now.ordered else Label("不再有次序", "no longer ordered")
    for name in before.keys() & after.keys():
        if before[name] != after[name]:
            yield "name", WORDING, told_otherwise(Label("名称", "name"), before[name], after[name])


def _listed(head: Label, names: list[Label]) -> Label:
    zh, en = joined([name.zh for name in names], "zh"), joined([name.en for name in names], "en")
    return Label(f"{head.zh}：{zh}", f"{head.en}: {en}")


def _bound(fact: Fact, value: int) -> Label:
    if abs(value) >= BOUND * 10**fact.places:
        return NONE
    if fact.type == "money":
        return Label(format_money(value, "zh"), format_money(value, "en"))
    text = format_decimal(value, fact.places)
    return Label(text, text)

"""What changed in the ledger of a document: where a sentence stands, how sure it is, what became of it."""

from __future__ import annotations

from collections.abc import Iterator

from humi.authoring.diff.change import BASIS, WORDING, Change
from humi.authoring.diff.places import Places
from humi.authoring.diff.said import same_words
from humi.authoring.normalised import ledger_of
from humi.decision import Citation
from humi.policy.pack import Pack
from humi.policy.provisions import Gap, Provision
from humi.values.label import Label
from humi.wording.words import CERTAINTY

EXPLICIT = Label("明文", "explicit")
OTHER_FIELDS = {
    "kind": Label("种类", "kind"),
    "entity": Label("所涉", "entity"),
    "values": Label("所记数值", "values"),
    "related": Label("相关条款", "related provisions"),
}
WORDS = {
    "statement": Label("我们的表述", "our words for it"),
    "notes": Label("说明", "notes"),
    "expected": Label("通常应有的内容", "what is expected"),
    "document_says": Label("原文所述", "what the text says"),
}
Told = tuple[str, str, Label]


def changes(old: Pack, new: Pack, places: tuple[Places, Places]) -> Iterator[Change]:
    """Provisions and gaps added, removed, and told otherwise. Raises PackError where a ledger cannot be read."""
    before, after = ledger_of(old), ledger_of(new)
    for section, had, has in (
        ("provisions", before.provisions, after.provisions),
        ("gaps", before.gaps, after.gaps),
    ):
        for name in {**had, **has}:
            was, now = had.get(name), has.get(name)
            for kind, weight, told in _between(was, now):
                yield Change(
                    kind,
                    weight,
                    (f"{section}/{name}",),
                    Label(name, name),
                    told,
                    places[0].provision(name) if was else None,
                    places[1].provision(name) if now else None,
                    cites=_citation(now),
                    cited=_citation(was),
                )


def _citation(one: Provision | Gap | None) -> tuple[Citation, ...]:
    return (Citation(one.id, one.clause, one.anchor, one.certainty),) if isinstance(one, Provision) else ()


def _between(was: Provision | Gap | None, now: Provision | Gap | None) -> Iterator[Told]:
    if was is None or now is None:
        gap = isinstance(was or now, Gap)
        what = Label("一处缺项", "a gap") if gap else Label("一条条款", "a provision")
        if was is None:
            yield "added", BASIS, Label(f"增加{what.zh}", f"{what.en} more")
        else:
            yield "removed", BASIS, Label(f"去掉{what.zh}", f"{what.en} less")
        return
    if isinstance(was, Provision) and isinstance(now, Provision):
        yield from _moved(was, now)
    for name, label in OTHER_FIELDS.items():
        if getattr(was, name, None) != getattr(now, name, None):
            yield "ledger", BASIS, Label(f"{label.zh}改变", f"another {label.en}")
    for name, label in WORDS.items():
        if getattr(was, name, None) != getattr(now, name, None):
            yield "words", WORDING, Label(f"{label.zh}改变", f"{label.en}: worded otherwise")


def _moved(was: Provision, now: Provision) -> Iterator[Told]:
    if was.clause != now.clause:
        yield "clause", BASIS, same_words(f"{was.clause} → {now.clause}", "条款：", "clause: ")
    if was.anchor != now.anchor:
        yield "clause", BASIS, same_words(f"「{was.anchor}」 → 「{now.anchor}」", "定位语：", "anchor: ")
    if was.certainty != now.certainty:
        before, after = (CERTAINTY.get(one.certainty, EXPLICIT) for one in (was, now))
        yield "ledger", BASIS, Label(f"确定程度：{before.zh} → {after.zh}", f"certainty: {before.en} → {after.en}")
    if was.register != now.register:
        told = ("列入职责登记", "now kept in the register of duties") if now.register else (
            "不再列入职责登记", "no longer kept in the register of duties"
        )  # fmt: skip
        yield "account", BASIS, Label(*told)
    if not was.reason and now.reason:
        told_why = "现写明没有规则的理由：", "now says why no rule comes of it: "
        yield "account", BASIS, same_words(now.reason, *told_why)
    elif was.reason and not now.reason:
        yield "account", BASIS, Label("不再写没有规则的理由", "no longer says why no rule comes of it")
    elif was.reason != now.reason:
        yield "words", WORDING, Label("没有规则的理由：措辞改变", "why no rule comes of it: worded otherwise")

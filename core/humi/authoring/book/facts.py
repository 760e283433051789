"""The glossary: which facts the rules ask for, what can be recorded, who supplies it, what shows it."""

from __future__ import annotations

from humi.authoring.book.material import Material
from humi.authoring.form import used_by
from humi.dossier.facts import ENTITIES, RELATION_OF, Fact
from humi.values.label import Label
from humi.wording.pages.page import Section
from humi.wording.shape import Row, Span, Table, line
from humi.wording.show import joined
from humi.wording.tree import who_of

TITLE = Label("事实一览", "The facts asked for")
HEADINGS = (
    Label("事实", "Fact"), Label("记录什么", "What is recorded"), Label("由谁提供", "From"), Label("凭证", "Shown by")
)  # fmt: skip
TYPES = {
    "boolean": Label("是或否", "yes or no"),
    "integer": Label("整数", "whole number"),
    "decimal": Label("小数或百分数", "decimal or percentage"),
    "money": Label("金额", "amount"),
    "date": Label("日期", "date"),
    "period": Label("期间", "period"),
    "event": Label("是否发生及日期", "whether and when it happened"),
    "text": Label("文字", "text"),
}


def glossary(material: Material) -> Section | None:
    """A table for each kind of record."""
    used = used_by([material.pack])
    sections = []
    for entity in ENTITIES:
        vocabulary = material.pack.vocabulary
        facts = [*vocabulary.facts_of(entity).values(), *vocabulary.facts_of(entity, material.pack.region).values()]
        rows = tuple(_row(material, fact) for fact in facts if fact.path in used.facts)
        if rows:
            headings = tuple(label.text(material.lang) for label in HEADINGS)
            name = vocabulary.labels[entity].text(material.lang)
            table = Table(headings, rows, grouped=0, spoken=2)
            sections.append(Section(name[:1].upper() + name[1:], f"facts/{RELATION_OF.get(entity, entity)}", (table,)))
    return Section(TITLE.text(material.lang), "facts", sections=tuple(sections)) if sections else None


def _row(material: Material, fact: Fact) -> Row:
    lang = material.lang
    return Row((
        line(fact.label.text(lang), Span(f" {fact.path}", "quiet")),
        line(_values(material, fact)),
        line(who_of(fact.supplier, lang)),
        line(fact.evidence.text(lang) if fact.evidence is not None else ""),
    ))  # fmt: skip


def _values(material: Material, fact: Fact) -> str:
    lang, kind = material.lang, TYPES.get(fact.type)
    members = joined([label.text(lang) for label in fact.member_labels], lang)
    if kind is None:
        one = material.say("之一：", "one of: ") if fact.type == "category" else material.say("可多项：", "any of: ")
        return f"{one}{members}"
    results = material.say(f"；结果：{members}", f"; result: {members}") if members else ""
    return f"{kind.text(lang)}{results}"

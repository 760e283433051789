"""The chapter about what the document leaves open: silence, gaps, readings, judgements, what is not published or measured."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from humi.authoring.book.material import Material
from humi.decision import Citation
from humi.language import nodes as n
from humi.policy.pack import Phase, Rule, Target
from humi.policy.provisions import Gap
from humi.values.label import Label
from humi.wording.pages.page import Block, Section
from humi.wording.shape import Line, Node, Row, Span, Table, line
from humi.wording.show import joined
from humi.wording.tree import gap_link, sources, who_of
from humi.wording.words import HEADINGS

TITLE = Label("未决问题", "Open questions")
GAPS = Label("缺项：原文没有写的", "Gaps: what the text does not say")
READINGS = Label("有几种理解的", "What can be read in several ways")
JUDGED = Label("须由主管部门裁量的", "What an authority has to judge")
UNPUBLISHED = Label("标准未公布的", "Standards that were never published")
UNMEASURED = Label("没有量化、没有条款的", "What is not measured, or not said")
OPEN_LISTS = Label("所列未尽的", "Lists that are open-ended")
UNDATED = Label("没有写明日期或期限的", "What carries no date")
ENGLISH = Label(
    "条款台账以英文写成；中文读者以条款、锚点和规则名称为准，英文附后备查。",
    "What one would look for and does not find.",
)
RULE = Label("规则", "Rule")


def open_questions(material: Material) -> Section:
    """Everything open, by its kind."""
    parts: tuple[tuple[Label, str, tuple[Block, ...]], ...] = (
        (HEADINGS["silent"], "silent", tuple(material.tree.silences())),
        (GAPS, "gaps", _gaps(material)),
        (READINGS, "readings", tuple(Node(line(material.link(rule.path), told)) for rule, told in readings(material))),
        (JUDGED, "judged", _judged(material)),
        (UNPUBLISHED, "unpublished", _listed(material, unpublished)),
        (UNMEASURED, "unmeasured", _unmeasured(material)),
        (OPEN_LISTS, "lists", _open_lists(material)),
        (UNDATED, "undated", _listed(material, _undated)),
    )
    shown = tuple(Section(name.text(material.lang), anchor, blocks) for name, anchor, blocks in parts if blocks)
    return Section(TITLE.text(material.lang), "questions", sections=shown)


# --- gaps ---


def _gaps(material: Material) -> tuple[Block, ...]:
    gaps = material.ledger.gaps.values()
    if not gaps:
        return ()
    headings = (
        ("涉及", "相关条款", "台账所记（英文）")
        if material.lang == "zh"
        else ("What one would expect", "What the text says", "Where it matters")
    )
    return line(ENGLISH.text(material.lang)), Table(headings, tuple(_gap(material, gap) for gap in gaps), grouped=0, spoken=2)


def _gap(material: Material, gap: Gap) -> Row:
    where = material.links(material.citations.get(gap.id, []))
    provisions = [material.ledger.provisions[name] for name in gap.related if name in material.ledger.provisions]
    related = sources([Citation(one.id, one.clause, one.anchor) for one in provisions], material.lang)
    number = Span(f"{material.gap_names[gap.id]}  ", "strong")
    if material.lang == "zh":
        english = Span(f"{gap.expected} — {gap.document_says}", "english")
        return Row((line(number, where or "—"), related, line(english)), (gap_link(gap.id),))
    return Row((line(number, gap.expected), line(gap.document_says), line(where, related)), (gap_link(gap.id),))


# --- what rules say ---


def readings(material: Material) -> list[tuple[Rule, Line]]:
    """Each rule that can be read in several ways, with what the readings are called."""
    found = []
    for rule in material.rules():
        for node in material.said(rule):
            if isinstance(node, n.Readings | n.ValueReadings):
                named = node.labels or tuple(Label(name, name) for name, _ in node.options)
                found.append((rule, _named(material, rule, named)))
        if isinstance(rule, Target) and len(rule.due) > 1:
            found.append((rule, _named(material, rule, [due.label or Label(due.name, due.name) for due in rule.due])))
    return found


def _named(material: Material, rule: Rule, names: Iterable[Label]) -> Line:
    told = material.say("；", " | ").join(name.text(material.lang) for name in names)
    return line(f"{material.say('：', ': ')}{told}", material.tree.sources(rule))


def judged(material: Material, rule: Rule) -> bool:
    """Whether an authority has to judge, by a standard that the text names."""
    return any(isinstance(node, n.Judgement) and node.published for node in material.said(rule))


def unpublished(material: Material, rule: Rule) -> bool:
    """Whether it rests on a standard that was never published."""
    return any(isinstance(node, n.Judgement) and not node.published for node in material.said(rule))


def _judged(material: Material) -> tuple[Block, ...]:
    rows = []
    for rule in material.rules():
        for node in material.said(rule):
            if isinstance(node, n.Judgement) and node.published:
                by = who_of(node.by, material.lang) if node.by else material.say("未写明", "not stated")
                cells = (material.link(rule.path), line(f"「{node.standard}」"), line(by), material.tree.sources(rule))
                rows.append(Row(cells))
    say = material.say
    headings = (RULE.text(material.lang), say("标准", "Standard"), say("由谁裁量", "By whom"), say("出处", "Clause"))
    return (Table(headings, tuple(rows), grouped=0, spoken=2),) if rows else ()


def _unmeasured(material: Material) -> tuple[Block, ...]:
    found: dict[tuple[str, str], Node] = {}
    for rule in material.rules():
        for node in material.said(rule):
            if isinstance(node, n.Undecidable):
                told = f"{material.say('：', ': ')}{material.words.condition(node)}"
                found[rule.path, node.word] = Node(line(material.link(rule.path), told, material.tree.sources(rule)))
    return tuple(found.values())


def _open_lists(material: Material) -> tuple[Block, ...]:
    found = []
    for rule in material.rules():
        lists = [node.ref.fact.label for node in material.said(rule) if isinstance(node, n.OneOf) and node.open]
        if lists:
            names = dict.fromkeys(label.text(material.lang) for label in lists)
            told = f"{material.say('：', ': ')}{joined(list(names), material.lang)}"
            found.append(Node(line(material.link(rule.path), told, material.tree.sources(rule))))
    return tuple(found)


def _undated(material: Material, rule: Rule) -> bool:
    if isinstance(rule, Phase):
        return not rule.dated
    if isinstance(rule, Target):
        return any(due.day is None for due in rule.due)
    return rule.path.startswith("duties/") and getattr(rule, "done", None) is not None and getattr(rule, "due", None) is None


def _listed(material: Material, wanted: Callable[[Material, Rule], bool]) -> tuple[Block, ...]:
    """The rules of which something is so."""
    return tuple(material.together(rule for rule in material.rules() if wanted(material, rule)))

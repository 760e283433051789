"""The cover, and the chapter that says on one page what the region offers."""

from __future__ import annotations

from collections.abc import Sequence

from humi.authoring.book.material import Material
from humi.authoring.book.questions import judged, readings, unpublished
from humi.policy.pack import Designation, Incentive
from humi.values.label import Label
from humi.version import __version__
from humi.wording.pages.page import Block, Section
from humi.wording.shape import Line, Node, Row, Span, Table, between, line
from humi.wording.show import joined
from humi.wording.words import DRY_RUN, TEXTS

SUBTITLE = Label("商业秘密保护政策手册", "Policy book: protection of trade secrets")
NOTICE = Label(
    "本册由护密根据规则包生成，写明护密对该文件的理解，供试算和核对之用；不是行政决定，也不代替原文。以原文和主管机关的解释为准。",
    "Made by Humi from its rule pack. It says how Humi understands the document, for dry runs and for checking; it is no "
    "administrative decision and does not stand for the document itself, which the authority interprets.",
)
TITLE = Label("一览", "At a glance")
NOTHING = Label("不设", "none")
SILENT = Label("文件未作规定", "the text is silent")


def about(material: Material) -> tuple[tuple[str, Line], ...]:
    """Which document, which edition of which pack, made by what, for which day."""
    pack, lang, say = material.pack, material.lang, material.say
    text = TEXTS[pack.text].text(lang) if pack.text in TEXTS else pack.text
    rows = [*((name.capitalize(), line(told)) for name, told in material.tree.document())]
    rows.append((say("文本状况", "Standing of the text"), line(text)))
    rows.extend((say("施行", "In force"), line(node.line[0].text)) for node in material.tree.force()[:1] if pack.in_force)
    rows.append((say("规则包", "Rule pack"), line(f"{pack.region} {pack.version}")))
    rows.append((say("内容哈希", "Hash of its content"), line(Span(pack.hash, "quiet"))))
    rows.append((say("护密版本", "Version of Humi"), line(__version__)))
    rows.append((say("查询日", "As of"), line(material.asked.isoformat())))
    return tuple(rows)


def notice(material: Material) -> Line:
    """What nobody may miss."""
    return line(NOTICE.text(material.lang))


def running(material: Material) -> str:
    """The head of every printed page."""
    lang = material.lang
    return f"{material.pack.label.text(lang)} · {SUBTITLE.text(lang)} · {DRY_RUN.text(lang)}"


def foot(material: Material) -> tuple[Line, ...]:
    """What the book was made of."""
    pack, say = material.pack, material.say
    edition = f"{pack.region} {pack.version} · {say('护密', 'Humi')} {__version__} · {material.asked}"
    hashed = f"{say('规则包内容哈希', 'hash of the pack')} {pack.hash}"
    return (line(f"{edition} · {DRY_RUN.text(material.lang)}"), line(hashed))


def at_a_glance(material: Material) -> Section:
    """What somebody may become, what follows for them, and how much else there is."""
    blocks: list[Block] = [*_designations(material), *_incentives(material)]
    blocks.extend(Node(told) for told in _counts(material))
    return Section(TITLE.text(material.lang), "glance", tuple(blocks))


def _designations(material: Material) -> list[Block]:
    say = material.say
    if not material.pack.designations:
        return [line(say("文件没有写明可以认定什么。", "The document names nothing that somebody may become."))]
    headings = (
        say("可以成为", "What one may become"),
        say("对象", "Who"),
        say("条件", "Criteria"),
        say("程序", "Procedure"),
        say("有效期", "Valid until"),
    )
    rows = [_designation(material, same) for same in material.alike]
    return [Table(headings, tuple(rows), grouped=0, spoken=2)]


def _designation(material: Material, same: Sequence[Designation]) -> Row:
    rule, say = same[0], material.say
    open_ = sum(judged(material, one) or unpublished(material, one) for one in rule.criteria)
    criteria = say(f"{len(rule.criteria)}项", f"{len(rule.criteria)}")
    if open_:
        criteria += say(f"，其中{open_}项须由主管部门裁量", f", {open_} of them for the authority to judge")
    steps = [say(f"{len(rule.steps)}步", f"{len(rule.steps)} steps" if len(rule.steps) > 1 else "1 step")] if rule.steps else []
    steps += [say("择优选定", "then a selection")] if rule.selection is not None else []
    until = material.words.value(rule.validity.until) if rule.validity is not None else _of_silence(material, "validity")
    return Row((
        line(Span(joined([one.name().text(material.lang) for one in same], material.lang), "strong", link=rule.path)),
        line(material.pack.vocabulary.labels[rule.this].text(material.lang)),
        line(criteria),
        line(joined(steps, material.lang) or say("未写明", "not stated")),
        line(until),
    ))  # fmt: skip


def _of_silence(material: Material, topic: str) -> str:
    silent = any(silence.id == topic for silence in material.pack.silent)
    return SILENT.text(material.lang) if silent else material.say("未写明", "not stated")


def _incentives(material: Material) -> list[Block]:
    say = material.say
    if not material.pack.incentives:
        return [line(say("文件没有写明任何激励。", "The document grants no incentives."))]
    headings = (say("可以得到", "What one may get"), say("对象", "Who"), say("金额", "Amount"), say("条件", "Criteria"))
    rows = [_incentive(material, rule) for rule in material.pack.incentives]
    return [Table(headings, tuple(rows), grouped=0, spoken=2)]


def _incentive(material: Material, rule: Incentive) -> Row:
    whom = material.tree.kind(rule.holders[0] if rule.holders else rule.this)
    amount = material.words.value(rule.amount) if rule.amount is not None else material.say("无", "none")
    names = joined([one.name().text(material.lang) for one in rule.criteria], material.lang)
    return Row((
        line(Span(rule.name().text(material.lang), "strong", link=rule.path)),
        line(whom),
        line(amount),
        line(names or (material.say("见其前提", "see what it follows") if rule.follows else "")),
    ))  # fmt: skip


def _counts(material: Material) -> list[Line]:
    """How much else the document holds, and how much it leaves open."""
    pack, say = material.pack, material.say
    undated = sum(not phase.dated for phase in pack.phases)
    told = [
        (len(pack.phases), "timeline", "阶段", "phases"),
        (len(pack.targets_by_rule()), "targets", "目标", "targets"),
        (len(pack.duties_by_rule()), "duties", "职责", "duties"),
    ]
    parts = [Span(f"{say(zh, en)} {number}", link=link) for number, link, zh, en in told if number]
    lines = [line(say("另有：", "Also: "), *between(parts, Span(say("、", ", "))))] if parts else []
    if undated:
        lines.append(line(say(f"没有写明日期的阶段：{undated}个", f"Phases without dates: {undated}")))
    open_ = [
        (len(material.ledger.gaps), "gaps", "缺项", "gaps"),
        (len(readings(material)), "readings", "理解不一", "several readings"),
        (sum(judged(material, rule) for rule in material.rules()), "judged", "须裁量", "judgements"),
        (sum(unpublished(material, rule) for rule in material.rules()), "unpublished", "标准未公布", "standards unpublished"),
    ]
    parts = [Span(f"{say(zh, en)} {number}", link=link) for number, link, zh, en in open_ if number]
    return [*lines, line(say("文件留下的问题：", "What the document leaves open: "), *between(parts, Span(say("、", ", "))))]

"""A timeline for people: for every region its dates, its phases, and in order of their days what has to be reached."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from humi.decision import Citation
from humi.timeline import Deadline, Reading, RegionTimeline, Stretch, Timeline
from humi.values.label import Label, Lang
from humi.wording.days import show_due, show_span, show_stretch
from humi.wording.shape import Block, Line, Node, Report, Row, Span, Table, between, line, quiet, remark
from humi.wording.show import joined
from humi.wording.tree import sources
from humi.wording.words import ASKED, DUTY_KINDS, STATES, TEXTS

PHASE = Label("阶段", "Phase")
WHEN = Label("时间", "When")
DUE = Label("期限", "Due")
WHAT = Label("事项", "What")
NEEDED = Label("要求", "Needed")
CLAUSE = Label("出处", "Clause")
REMARKS = Label("说明", "Remarks")
NO_PHASES = Label("没有分阶段安排", "no phases are arranged")
UNTOLD = Label("没有写明日期，不知是否已到：{names}", "undated, so the day tells nothing of: {names}")
OF_PHASE = {
    "before": Label("尚未开始", "to come"),
    "in": Label("进行中", "now"),
    "after": Label("已结束", "ended"),
    "uncertain": Label("不能确定", "uncertain"),
    "undated": Label("不得而知", "cannot be told"),
}
OF_DUE = {
    "before": Label("未到期", "to come"),
    "in": Label("当日到期", "on that day"),
    "after": Label("已到期", "past"),
    "uncertain": Label("不能确定", "uncertain"),
    "undated": Label("不得而知", "cannot be told"),
}
KINDS = {
    "target": Label("目标", "target"),
    "quota": Label("名额", "quota"),
    "milestone": Label("节点", "milestone"),
    **DUTY_KINDS,
}


def report_of(timeline: Timeline, lang: Lang) -> Report:
    """The report of a timeline."""
    asked = timeline.asked
    head = line(f"{ASKED.text(lang)}{_colon(lang)}", Span(asked, "strong"))
    blocks: list[Block] = [head]
    for region in timeline.regions:
        blocks.extend(_region(region, asked, lang))
    blocks.extend(_missing(timeline, lang))
    return tuple(blocks)


def _region(region: RegionTimeline, asked: str, lang: Lang) -> Iterable[Block]:
    yield _head(region, asked, lang)
    if region.phases:
        yield _phases(region.phases, asked, lang)
    if region.deadlines:
        yield deadlines_table(region.deadlines, asked, lang)
    remarks = [*_readings(region, lang), *_remarks(region, lang)]
    if remarks:
        yield Node(line(Span(REMARKS.text(lang), "strong")), remarks)


# --- the document ---


def _head(region: RegionTimeline, asked: str, lang: Lang) -> Node:
    edition = TEXTS.get(region.text, Label(region.text, region.text)).text(lang)
    comma = "，" if lang == "zh" else ", "
    root = Node(line(Span(region.name.text(lang), "title"), quiet(f"  {region.region} {region.version}{comma}{edition}")))
    for stretch in (region.in_force, region.period):
        if stretch is not None:
            told = f"{stretch.name.text(lang)}{_colon(lang)}{show_stretch(stretch, lang)}"
            root.below.append(Node(line(told, sources(stretch.sources, lang))))
    root.below.append(Node(_standing(region, asked, lang)))
    if region.standing.undated_names:
        names = joined([name.text(lang) for name in region.standing.undated_names], lang)
        root.below.append(Node(line(UNTOLD.text(lang).format(names=names))))
    return root


def _standing(region: RegionTimeline, asked: str, lang: Lang) -> Line:
    return line(f"{asked}{_colon(lang)}", Span(standing_of(region, lang), "strong"), sources(region.silent, lang))


def standing_of(region: RegionTimeline, lang: Lang) -> str:
    """Where the plan stands, in words."""
    standing = region.standing
    if standing.state not in STATES:
        return NO_PHASES.text(lang)
    return STATES[standing.state].text(lang).format(names=joined([name.text(lang) for name in standing.names], lang))


# --- phases and due days ---


def _phases(phases: Sequence[Stretch], asked: str, lang: Lang) -> Table:
    rows = [
        Row((
            line(f"{phase.order} {phase.name.text(lang)}"),
            line(show_stretch(phase, lang)),
            _state(OF_PHASE, phase.state, lang),
            clauses_of(phase.sources, lang),
        ))
        for phase in phases
    ]  # fmt: skip
    return Table(_headings((PHASE, WHEN, _on(asked), CLAUSE), lang), tuple(rows), grouped=0, spoken=2)


def deadlines_table(deadlines: Sequence[Deadline], asked: str, lang: Lang) -> Table:
    """What has to be so by when, and where the day asked lies."""
    rows = [
        Row((
            line(show_due(deadline.due, lang)),
            line(titled(deadline, lang)),
            line(_needed(deadline, lang)),
            _state(OF_DUE, deadline.state, lang),
            clauses_of(deadline.sources, lang),
        ))
        for deadline in deadlines
    ]  # fmt: skip
    return Table(_headings((DUE, WHAT, NEEDED, _on(asked), CLAUSE), lang), tuple(rows), grouped=1, spoken=2)


def titled(deadline: Deadline, lang: Lang, bound: str = "") -> str:
    """What it is called, with its bound, its kind and who has to do it."""
    kind = KINDS.get(deadline.kind, Label(deadline.kind, deadline.kind))
    who = deadline.who_name
    told = [kind.text(lang), *([who.text(lang)] if who else [])]
    name, extra = " ".join(filter(None, (deadline.name.text(lang), bound))), joined(told, lang)
    return f"{name}（{extra}）" if lang == "zh" else f"{name} ({extra})"


def _needed(deadline: Deadline, lang: Lang) -> str:
    """The number, or what has to hold in words; what a duty asks for is in its name."""
    if deadline.bound or deadline.is_duty or deadline.needed is None:
        return deadline.bound
    return deadline.needed.text(lang)


def _state(words: dict[str, Label], state: str, lang: Lang) -> Line:
    return line(Span(words[state].text(lang), "strong" if state == "in" else ""))


def clauses_of(cited: Sequence[Citation], lang: Lang) -> Line:
    """The clauses alone; of a rule that rests on a gap, the gap."""
    clauses = dict.fromkeys(one.clause for one in cited if one.clause) or [one.id for one in cited]
    return line(*between([Span(clause, "clause") for clause in clauses], Span("、" if lang == "zh" else ", ")))


# --- remarks ---


def readings_of(stretch: Stretch, lang: Lang) -> list[str]:
    """What each reading makes of an edge that the text leaves open."""
    ends = (("首日", "first day", stretch.first), ("末日", "last day", stretch.last))
    told = ((zh if lang == "zh" else en, _by_reading(edge.readings, lang)) for zh, en, edge in ends)
    return [f"{which}{_colon(lang)}{shown}" for which, shown in told if shown]


def due_readings(deadline: Deadline, lang: Lang) -> str:
    """What each reading makes of a due day."""
    return _by_reading(deadline.due.readings, lang)


def _by_reading(readings: Sequence[Reading], lang: Lang) -> str:
    return joined([f"{reading.name.text(lang)} {show_span(*reading.days, lang)}" for reading in readings], lang)


def _readings(region: RegionTimeline, lang: Lang) -> list[Node]:
    found = []
    for stretch in (region.in_force, region.period, *region.phases):
        if stretch is not None:
            found += [Node(line(f"{stretch.name.text(lang)}{_comma(lang)}{told}")) for told in readings_of(stretch, lang)]
    for deadline in region.deadlines:
        if told := due_readings(deadline, lang):
            found.append(Node(line(f"{deadline.name.text(lang)}{_colon(lang)}{told}")))
    return found


def _remarks(region: RegionTimeline, lang: Lang) -> list[Node]:
    """How the text was understood, each remark once, with what it is about."""
    by_remark: dict[tuple[str, str], list[str]] = {}
    for one in (region.in_force, region.period, *region.phases, *region.deadlines):
        if one is None:
            continue
        for role, label in (("remark", one.interpretation), ("quiet", one.note)):
            if label is not None:
                by_remark.setdefault((role, label.text(lang)), []).append(one.name.text(lang))
    return [
        Node(line(f"{joined(list(dict.fromkeys(names)), lang)}{_colon(lang)}", _said(role, text, lang)))
        for (role, text), names in by_remark.items()
    ]


def _said(role: str, text: str, lang: Lang) -> Span:
    if role == "quiet":
        return quiet(text)
    return remark(f"我们的理解：{text}" if lang == "zh" else f"our reading of the text: {text}")


def _missing(timeline: Timeline, lang: Lang) -> list[Line]:
    told = "地区 {region} 未能作答：{reason}" if lang == "zh" else "region {region} could not answer: {reason}"
    return [line(told.format(region=one.region, reason=one.reason)) for one in timeline.missing]


# --- words ---


def _on(asked: str) -> Label:
    return Label(asked, f"On {asked}")


def _headings(labels: Sequence[Label], lang: Lang) -> tuple[str, ...]:
    return tuple(label.text(lang) for label in labels)


def _colon(lang: Lang) -> str:
    return "：" if lang == "zh" else ": "


def _comma(lang: Lang) -> str:
    return "，" if lang == "zh" else ", "

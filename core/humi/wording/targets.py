"""What a region has to reach, and how far it has come: a table of its targets, and what is uncertain about each."""

from __future__ import annotations

from dataclasses import replace

from humi.decision import Decision, Finding, Outcome, Pace, RegionDecision, TargetDecision
from humi.values.label import Label, Lang
from humi.wording import causes
from humi.wording.report import asked_line, missing_lines
from humi.wording.shape import Line, Node, Report, Row, Span, Table, line, verdict
from humi.wording.tree import finding_node, record_of, remark_nodes
from humi.wording.words import HEADINGS, TARGET_KINDS

COLUMNS = (
    Label("目标", "Target"),
    Label("到期日", "Due"),
    Label("要求", "Needed"),
    Label("计数", "Counted"),
    Label("结果", "Outcome"),
    Label("进度", "Pace"),
)
UNDATED = Label("未写明", "not stated")
NONE = Label("该地区文件没有目标", "the text of this region has no targets")
UNCERTAIN = Label("计数不能确定，因为：", "the count is not certain, because:")
MONTH = 30
"""Days by which a rate is told."""


def targets_report(decision: Decision, whose: str, lang: Lang) -> Report:
    """The targets of every region asked, judged of one registry."""
    colon = "：" if lang == "zh" else ": "
    head = line(HEADINGS["registry"].text(lang), colon, Span(whose, "title"))
    without = [region for region in decision.regions if not region.targets]
    details = [_details(region, lang) for region in decision.regions]
    return (
        head,
        asked_line(decision.asked, lang),
        *target_tables(decision, lang),
        *(line(Span(region.name.text(lang), "title"), colon, NONE.text(lang)) for region in without),
        *(node for node in details if node.below),
        *missing_lines(decision, lang),
    )


def target_tables(decision: Decision, lang: Lang) -> tuple[Table | Line, ...]:
    """A table for each region that has targets, under its name; none where no registry was asked about."""
    return tuple(
        block
        for region in decision.regions
        if region.targets
        for block in (line(Span(region.name.text(lang), "title")), _table(region, lang))
    )


def _table(region: RegionDecision, lang: Lang) -> Table:
    rows = tuple(_row(target, lang) for target in region.targets)
    return Table(tuple(column.text(lang) for column in COLUMNS), rows, grouped=1, spoken=2)


def _row(target: TargetDecision, lang: Lang) -> Row:
    return Row(
        (
            line(name_of(target, lang)),
            line(target.due or UNDATED.text(lang)),
            line(target.needed.text(lang) if target.needed else ""),
            line(target.found.text(lang) if target.found else ""),
            line(verdict(target.outcome, lang)),
            line(pace_of(target.pace, lang) if target.pace else _remark(target, lang)),
        )
    )


def name_of(target: TargetDecision, lang: Lang) -> str:
    """The name, with the kind where it is no plain target."""
    kind = TARGET_KINDS[target.kind].text(lang) if target.kind in TARGET_KINDS and target.kind != "target" else ""
    name = target.finding.name.text(lang)
    return f"{name}（{kind}）" if kind and lang == "zh" else f"{name} ({kind})" if kind else name


def _remark(target: TargetDecision, lang: Lang) -> str:
    if target.outcome is not Outcome.OUT_OF_SCOPE or target.finding.remark is None:
        return ""
    return target.finding.remark.text(lang)


def pace_of(pace: Pace, lang: Lang) -> str:
    """What is still missing, in how many days, and how much a month that makes."""
    low, high = pace.missing
    if not high:
        return "已达到所需数量" if lang == "zh" else "the number is reached"
    missing = str(low) if low == high else f"{low}–{high}"
    # Of less than a month there is no rate by the month.
    rate = _monthly(high, pace.left) if pace.left >= MONTH else ""
    if lang == "zh":
        told = f"还差{missing}，余{pace.left}天" + (f"，每月约{rate}" if rate else "")
        return told + (f"；时间已过{_gone(pace)}%" if pace.gone else "")
    days = "1 day" if pace.left == 1 else f"{pace.left} days"
    told = f"{missing} to go in {days}" + (f", about {rate} a month" if rate else "")
    return told + (f"; {_gone(pace)}% of the time is gone" if pace.gone else "")


def _gone(pace: Pace) -> int:
    """Of the whole stretch, in per cent, rounded down."""
    assert pace.gone is not None
    return 100 * pace.gone // (pace.gone + pace.left)


def _monthly(number: int, days: int) -> str:
    """Rounded up to a tenth, so that keeping to it is enough."""
    tenths = -(-number * MONTH * 10 // days)
    return f"{tenths // 10}.{tenths % 10}"


def series_of(region: RegionDecision) -> list[list[TargetDecision]]:
    """The targets, those of one rule together."""
    series: dict[str, list[TargetDecision]] = {}
    for target in region.targets:
        series.setdefault("/".join(target.finding.path.split("/")[:3]), []).append(target)
    return list(series.values())


def _details(region: RegionDecision, lang: Lang) -> Node:
    """Why each target stands as it does; those of one series below its name."""
    return Node(line(Span(region.name.text(lang), "title")), [_series(same, lang) for same in series_of(region)])


def _series(same: list[TargetDecision], lang: Lang) -> Node:
    """How the text is understood is said once, where it is the same for all."""
    name = name_of(same[0], lang)
    if len(same) == 1:
        return _target(same[0], name, lang)
    told = {(one.finding.interpretation, one.finding.note) for one in same}
    below = [
        _target(replace(one, finding=_without_remarks(one.finding)) if len(told) == 1 else one, record_of(one.finding), lang)
        for one in same
    ]
    return Node(line(Span(name, "strong")), [*below, *(remark_nodes(same[0].finding, lang) if len(told) == 1 else ())])


def _without_remarks(finding: Finding) -> Finding:
    return replace(finding, interpretation=None, note=None)


def _target(target: TargetDecision, name: str, lang: Lang) -> Node:
    told = {causes.key_of(cause) for cause in target.finding.causes}
    node = finding_node(target.finding, lang, name)
    doubts = [cause for cause in target.doubts if causes.key_of(cause) not in told]
    if doubts:
        node.below.append(Node(line(UNCERTAIN.text(lang)), causes.nodes(doubts, lang)))
    return node

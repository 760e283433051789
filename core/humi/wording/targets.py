"""What a region has to reach, and how far it has come: a table of its targets, and what is uncertain about each."""

from __future__ import annotations

from humi.decision import Decision, Outcome, Pace, RegionDecision, TargetDecision
from humi.values.label import Label, Lang
from humi.wording import causes
from humi.wording.report import asked_line, missing_lines
from humi.wording.shape import Line, Node, Report, Row, Span, Table, line, verdict
from humi.wording.tree import finding_node, record_of
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
    tables: list[Table | Line] = []
    for region in decision.regions:
        tables.append(line(Span(region.name.text(lang), "title")))
        tables.append(_table(region, lang) if region.targets else line(NONE.text(lang)))
    details = [_details(region, lang) for region in decision.regions]
    return (
        head,
        asked_line(decision.asked, lang),
        *tables,
        *(node for node in details if node.below),
        *missing_lines(decision, lang),
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
    told = f"还差{missing}，余{pace.left}天" if lang == "zh" else f"{missing} to go in {pace.left} days"
    rate = _monthly(high, pace.left)
    return told + (f"，每月约{rate}" if lang == "zh" else f", about {rate} a month")


def _monthly(number: int, days: int) -> str:
    """Rounded up to a tenth, so that keeping to it is enough."""
    tenths = -(-number * MONTH * 10 // max(days, 1))
    return f"{tenths // 10}.{tenths % 10}"


def _details(region: RegionDecision, lang: Lang) -> Node:
    """Why each target stands as it does."""
    root = Node(line(Span(region.name.text(lang), "title")))
    root.below.extend(_target(target, lang) for target in region.targets)
    return root


def _target(target: TargetDecision, lang: Lang) -> Node:
    told = {causes.key_of(cause) for cause in target.finding.causes}
    comma = "，" if lang == "zh" else ", "
    node = finding_node(target.finding, lang, comma.join(filter(None, (name_of(target, lang), record_of(target.finding)))))
    doubts = [cause for cause in target.doubts if causes.key_of(cause) not in told]
    if doubts:
        node.below.append(Node(line(UNCERTAIN.text(lang)), causes.nodes(doubts, lang)))
    return node

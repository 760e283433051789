"""A selection for people: how many are in, beyond and between, what orders them, and what was written."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from humi.policy.places import Places
from humi.values.label import Label, Lang
from humi.wording.report import asked_line
from humi.wording.requirements import Wording
from humi.wording.screening import aside_blocks, rows_line, written_lines
from humi.wording.shape import Node, Report, Row, Span, Table, line

if TYPE_CHECKING:
    from humi.sheets.selecting import Selection

REFUSED = "refused"
STANDS = {
    "in": Label("名额之内", "in"),
    "open": Label("待定", "open"),
    "out": Label("名额之外", "beyond the places"),
    REFUSED: Label("不在其列", "refused"),
}
MEANS = {
    "in": Label("无论再查明什么、并列者怎样定先后，都在名额之内", "whatever is found out, and however ties are broken"),
    "open": Label("须有人决定，或有情况待查明", "somebody has to decide, or something has to be found out"),
    "out": Label("无论如何都在名额之外", "others come before them, whatever is found out"),
    REFUSED: Label("不符合条件、未通过程序或不在适用范围", "criteria or steps failed, or out of scope"),
}
RESULT, WHY_HEADING = Label("结果", "result"), Label("缘由", "why")
BEST_RANK, WORST_RANK = Label("最前名次", "best rank"), Label("最后名次", "worst rank")
TIE = Label("并列组", "tie group")
NUMBER, MEANING = Label("数量", "number"), Label("含义", "which means")
WHYS = {
    "in": Label("最后也在第{most}名，名额{number}", "at worst at rank {most}, of {number}"),
    "out": Label("至少{ahead}个申请人确定在前，名额{number}", "at least {ahead} surely come before, for {number}"),
    "chosen": Label("已经选定", "chosen by decision"),
    "given": Label("名额已由选定者占满", "all places are given by decision"),
    "discretion": Label("文件规定另行选定，次序本身不定取舍", "who is chosen is a judgement; the order alone decides nothing"),
    "tie": Label("与另外{equals}个并列（第{group}组），先后须由人定", "tied with {equals} more (group {group}): to be decided"),
    "open": Label("本身未定：{open}", "not known of it: {open}"),
    "others": Label("另有{others}个情况未定，可能在前或并列", "{others} of whom not all is known may come first or be equal"),
    "places": Label("视{number}给出几个而定", "depends on how many of {number} are given"),
}
PREFERRED = {(1, 1): Label("是", "yes"), (0, 0): Label("否", "no"), (0, 1): Label("未定", "not known")}
NOT_KNOWN = Label("未定", "not known")
PLACES = Label("{name}：名额{number}", "{name}: {number}")
BY_QUOTA = Label("（{quota}）", " ({quota})")
NO_ORDER = Label(
    "文件没有规定先后：所有候选者并列，由谁、按什么选定须由人决定",
    "the text gives no order: all candidates are tied, and somebody has to decide who is chosen",
)
ORDER = Label("先后依次为", "ordered by, the first first")
FEWER = Label("候选者不多于名额：{pool}个", "no more candidates than places: {pool}")
LEFT = Label("其余名额{left}，在{open}个待定者之间", "left: {left}, among the {open} that are open")
JUDGED = Label(
    "程序中另有选定（{told}）：除已经选定的以外，次序只列先后，不定取舍",
    "who is chosen is a judgement ({told}): but for those chosen already, the order is a list and decides nothing",
)
TOO_MANY = Label("已经选定{chosen}个，多于名额", "{chosen} have been chosen, more than there are places")
BREAKS = Label("并列者按表中顺序列出，不表示先后", "those tied are listed as in the table, which means nothing")


def number_of_places(places: Places, lang: Lang) -> str:
    """How many places there are."""
    least, most = places.least, places.most
    if most is None:
        return Label(f"不少于{least}个", f"{least} places or more").text(lang)
    if least == most:
        return Label(f"{least}个", f"{least} place{'s' * (least != 1)}").text(lang)
    return Label(f"{least}至{most}个", f"{least} to {most} places").text(lang)


def selection_report(selection: Selection, labels: Mapping[str, Label], on: date, lang: Lang) -> Report:
    """How the places stand, and what became of the rows."""
    pack, rule = selection.pack, selection.rule
    name = rule.name().text(lang)
    head = PLACES.text(lang).format(name=name, number=number_of_places(selection.places, lang))
    if selection.quota is not None:
        head += BY_QUOTA.text(lang).format(quota=selection.quota.name().text(lang))
    cells = ((STANDS[one].text(lang), f"{selection.standings[one]:,}", MEANS[one].text(lang)) for one in STANDS)
    rows = tuple(Row(tuple(map(line, row))) for row in cells)
    heads = tuple(heading.text(lang) for heading in (RESULT, NUMBER, MEANING))
    standings: Report = (
        line(Span(f"{pack.label.text(lang)} {head}", "strong")),
        _order(selection, lang),
        Table(heads, rows, grouped=0, spoken=2),
        *(line(one.format(**_facts(selection, lang))) for one in _remarks(selection, lang)),
    )
    return (
        asked_line(on.isoformat(), lang),
        rows_line(selection.run, labels, lang),
        *(standings if selection.run.applicants else ()),
        *aside_blocks(selection.run, lang),
        *written_lines(selection.run, lang),
    )


def _order(selection: Selection, lang: Lang) -> Node:
    words = Wording(selection.pack, lang)
    items = selection.rule.priority
    if not items:
        return Node(line(NO_ORDER.text(lang)))
    colon = "：" if lang == "zh" else ": "
    told = [f"{at}. {item.name().text(lang)}{colon}{words.criterion(item)}" for at, item in enumerate(items, 1)]
    return Node(line(ORDER.text(lang)), [Node(line(one)) for one in told])


def _remarks(selection: Selection, lang: Lang) -> list[str]:
    found = []
    if selection.rule.selection is not None:
        found.append(JUDGED)
    if selection.standings["open"] and selection.left is not None and selection.rule.selection is None:
        found.append(LEFT)
    if selection.pool <= selection.places.least:
        found.append(FEWER)
    if selection.overfull:
        found.append(TOO_MANY)
    if selection.tied:
        found.append(BREAKS)
    return [one.text(lang) for one in found]


def _facts(selection: Selection, lang: Lang) -> dict[str, Any]:
    judged = selection.rule.selection
    told = Wording(selection.pack, lang).condition(judged.condition) if judged is not None else ""
    places = selection.places
    left = number_of_places(selection.left, lang) if selection.left is not None else ""
    return {
        "told": told,
        "left": left,
        "pool": selection.pool,
        "open": selection.standings["open"],
        "chosen": selection.chosen,
        "places": number_of_places(places, lang),
    }


def selection_data(selection: Selection, on: date) -> dict[str, Any]:
    """The same for programs."""
    return {
        "on": on.isoformat(),
        "region": selection.pack.region,
        "designation": selection.rule.path,
        "places": {"least": selection.places.least, "most": selection.places.most},
        "quota": selection.quota.path if selection.quota is not None else None,
        "order": [item.path for item in selection.rule.priority],
        "judgement": selection.rule.selection.path if selection.rule.selection is not None else None,
        "standings": {one: selection.standings[one] for one in STANDS},
        "rows": dict(selection.run.rows),
        "aside": dict(selection.run.aside),
        "problems": dict(selection.run.codes),
        "written": list(map(str, selection.run.written)),
        "put_aside": list(map(str, selection.run.put_aside)),
    }

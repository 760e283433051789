"""Why something is undetermined, in words: short for a table, whole for a tree."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from humi.decision import CAUSES, Cause, Outcome
from humi.dossier.facts import RELATIONS
from humi.values.label import Label, Lang
from humi.wording.shape import Node, Span, line, quiet, verdict
from humi.wording.show import joined

WHOLE = {
    "missing_fact": Label("未记录：{name}", "not recorded: {name}"),
    "imprecise_fact": Label("记录不够确切：{name}", "not recorded exactly enough: {name}"),
    "judgement": Label("须经裁量：{name}", "needs a judgement: {name}"),
    "unpublished_standard": Label("所依标准未公布", "rests on a standard that was never published"),
    "readings": Label("文件有几种理解，结果不同", "the text can be read in several ways, which differ"),
    "open_list": Label("文件所列带“等”字，未列举的也可能算：{name}", "the list in the text is open-ended: {name} may count"),
    "unmeasured": Label("文件没有量化：{name}", "the text does not measure this: {name}"),
    "no_clause": Label("文件没有规定：{name}", "the text does not say: {name}"),
    "undated": Label("文件没有写明日期：{name}", "the text gives no date: {name}"),
    "empty_share": Label("无从计算占比，没有记录：{name}", "no share can be formed, there are no records: {name}"),
    "tie": Label("排名并列：{name}", "a tie in rank: {name}"),
    "calendar": Label("所涉年份的工作日历尚未公布", "the working-day calendar of that year is not published yet"),
}
NOT_LISTED = Label("未列出或未列全：{name}", "not listed, or not all of them: {name}")
"""For a missing list."""
SHORT = {
    "missing_fact": Label("{name}", "{name}"),
    "imprecise_fact": Label("{name}（不够确切）", "{name} (not exact)"),
    "judgement": Label("裁量：{name}", "judgement: {name}"),
    "unpublished_standard": Label("标准未公布", "standard unpublished"),
    "readings": Label("理解不一", "several readings"),
    "open_list": Label("{name}（所列未尽）", "{name} (open list)"),
    "unmeasured": Label("未量化：{name}", "unmeasured: {name}"),
    "no_clause": Label("无规定：{name}", "no clause: {name}"),
    "undated": Label("无日期：{name}", "undated: {name}"),
    "empty_share": Label("无从计算占比", "share of nothing"),
    "tie": Label("排名并列", "a tie"),
    "calendar": Label("工作日历未公布", "calendar unpublished"),
}
APPLIES = {
    Outcome.MET: Label("须办理", "it has to be done"),
    Outcome.NOT_MET: Label("无须办理", "it does not have to be done"),
}
"""What a reading of the trigger of a duty comes to."""
RUNS = 20
"""So many records, or runs of them, are named one by one."""
KEYED = ("missing_fact", "imprecise_fact", "open_list", "judgement", "unpublished_standard")
"""Causes whose `what` is something that a dossier can record: a fact, a list, or a determination."""


def by_importance(causes: Iterable[Cause]) -> list[Cause]:
    """What the applicant can settle comes first."""
    return sorted(causes, key=lambda cause: CAUSES.index(cause.kind))


def key_of(cause: Cause) -> tuple[str, str, str]:
    """What makes two causes the same."""
    return cause.kind, cause.what, cause.record


def one_record(causes: Sequence[Cause]) -> bool:
    """Whether all of them are about the same record, which then need not be named with each."""
    return len({cause.record for cause in causes if cause.record}) == 1


def name_of(cause: Cause, lang: Lang, record: str) -> str:
    """What the cause is about, with the records it is of."""
    name = cause.name.text(lang) if cause.name is not None else cause.what
    if cause.what in RELATIONS and lang == "zh":
        name = name.removeprefix("各")
    if cause.kind == "no_clause" and name == cause.what:
        name = f"缺项 {name}" if lang == "zh" else f"gap {name}"
    if cause.kind == "judgement":
        name = f"「{name}」"
    if not record:
        return name
    return f"{name}（{record}）" if lang == "zh" else f"{name} ({record})"


def short(cause: Cause, lang: Lang, record: bool = True) -> str:
    """A few words for a table."""
    return SHORT[cause.kind].text(lang).format(name=name_of(cause, lang, cause.record if record else ""))


def whole(cause: Cause, lang: Lang) -> str:
    """A phrase that stands by itself."""
    template = NOT_LISTED if cause.kind == "missing_fact" and cause.what in RELATIONS else WHOLE[cause.kind]
    return template.text(lang).format(name=name_of(cause, lang, cause.record))


def nodes(causes: Sequence[Cause], lang: Lang, record: bool = True) -> list[Node]:
    """Each cause with what would settle it and who holds that; the same of many records is one. `record`: name the records
    that each is about."""
    alike: dict[object, list[Cause]] = {}
    for cause in by_importance(causes):
        alike.setdefault((cause.kind, cause.what) if cause.record and not cause.answers else id(cause), []).append(cause)
    return [_node(same[0], lang, _records(same, lang) if record else "") for same in alike.values()]


def _records(same: Sequence[Cause], lang: Lang) -> str:
    """`titles[0, 4–40]`: where the records stand in their lists, as many as fit."""
    places: dict[str, list[int]] = {}
    for cause in same:
        relation, bracket, place = cause.record.removesuffix("]").partition("[")
        if bracket:
            places.setdefault(relation, []).append(int(place))
    return joined([f"{relation}[{_runs(sorted(numbers), lang)}]" for relation, numbers in places.items()], lang)


def _runs(numbers: Sequence[int], lang: Lang) -> str:
    """Numbers in order, those that follow each other as one run."""
    runs: list[tuple[int, int]] = []
    for number in numbers:
        if runs and runs[-1][1] == number - 1:
            runs[-1] = runs[-1][0], number
        else:
            runs.append((number, number))
    shown = ", ".join(str(first) if first == last else f"{first}–{last}" for first, last in runs[:RUNS])
    if len(runs) <= RUNS:
        return shown
    more = sum(last - first + 1 for first, last in runs[RUNS:])
    return f"{shown}，另{more}条" if lang == "zh" else f"{shown}, and {more} more"


def _node(cause: Cause, lang: Lang, record: str) -> Node:
    template = NOT_LISTED if cause.kind == "missing_fact" and cause.what in RELATIONS else WHOLE[cause.kind]
    told = template.text(lang).format(name=name_of(cause, lang, record))
    key = cause.what if cause.kind in KEYED else ""
    if cause.kind == "readings" and not cause.answers and cause.what:
        names = joined([label.text(lang) for label in cause.answer_names] or cause.what.split(","), lang)
        told += f"（{names}）" if lang == "zh" else f" ({names})"
    called = [label.text(lang) for label in cause.answer_names] or [name for name, _ in cause.answers]
    outcomes = [Outcome(outcome) for _, outcome in cause.answers]
    answers = [_answer(name, outcome, cause.of_trigger, lang) for name, outcome in zip(called, outcomes, strict=False)]
    return Node(line(told, _settled(cause, lang), quiet(f" [{key}]" if key else "")), answers)


def _settled(cause: Cause, lang: Lang) -> str:
    """Who has to supply what, or who decides."""
    who = cause.supplier_name.text(lang) if cause.supplier_name is not None else ""
    if cause.kind in ("judgement", "unpublished_standard"):
        if not cause.supplier:
            return f"；{who}" if lang == "zh" else f"; {who}" if who else ""
        return f"；由{who}决定" if lang == "zh" else f"; {who} decides"
    if not who:
        return ""
    evidence = cause.evidence.text(lang) if cause.evidence is not None else ""
    if lang == "zh":
        return f"；由{who}提供" + (f"，凭{evidence}" if evidence else "")
    return f"; from {who}" + (f", shown by: {evidence}" if evidence else "")


def _answer(name: str, outcome: Outcome, of_trigger: bool, lang: Lang) -> Node:
    told = f"按「{name}」理解：" if lang == "zh" else f"read as `{name}`: "
    if of_trigger and outcome in APPLIES:  # met would read as done
        return Node(line(Span(told + APPLIES[outcome].text(lang))))
    return Node(line(Span(told), verdict(outcome, lang)))


def listed(parts: Sequence[str], lang: Lang, most: int = 3) -> str:
    """The first few, and how many more."""
    shown = joined(parts[:most], lang)
    more = len(parts) - most
    return f"{shown} +{more}" if more > 0 else shown

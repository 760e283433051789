"""What another version changes for a population, for people: who gains and loses, by which criterion, and the money."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from humi.authoring.over.files import Over
from humi.authoring.over.tally import Change, Sample, Sum, Tally
from humi.decision import PRECEDENCE, Outcome
from humi.values.label import Label, Lang
from humi.wording.report import asked_line
from humi.wording.screening import aside_blocks, rows_line, screened_data, written_lines
from humi.wording.shape import Line, Node, Report, Row, Span, Table, line, quiet, verdict
from humi.wording.show import joined
from humi.wording.words import HEADINGS, OUTCOMES

GAINED = Label("变为符合", "become met")
LOST = Label("不再符合", "no longer met")
UNSURE = Label("变为不能确定", "become undetermined")
OTHERWISE = Label("其他改变", "otherwise")
AMOUNT = Label("仅金额改变", "amount alone")
MET_SUM, OPEN_SUM = Label("符合者的金额（元）", "yuan, where met"), Label("不能确定者的金额（元）", "yuan, undetermined")
SAME = Label("没有一行的结果改变", "no row is answered otherwise")
WAS = Label("旧版本", "before")
OTHER_AMOUNT = Label("（金额改变）", " (another amount)")
NO_CRITERION = Label("没有哪一项条件的结果改变", "by no criterion of its own")
EXAMPLES = Label("例如：{rows}", "for example: {rows}")
NO_LIMIT = Label("无上限", "no limit")
VERSIONS = ("old", "new")
BEST_FIRST = tuple(reversed(PRECEDENCE))


def over_report(over: Over, names: tuple[str, str], labels: Mapping[str, Label], on: date, lang: Lang) -> Report:
    """The whole comparison; `names` are those of the versions, `labels` those of the tables."""
    title = line(Span(over.packs[1].label.text(lang), "title"), f"  {' → '.join(names)}")
    changed = list(over.changed.values())
    answers = [_summary(changed, lang), _matrices(changed, lang), *(_rule(tally, lang) for tally in changed)]
    same = [line(SAME.text(lang))] if over.run.applicants else []
    return (
        title,
        asked_line(on.isoformat(), lang),
        rows_line(over.run, labels, lang),
        *(answers if changed else same),
        *aside_blocks(over.run, lang),
        *written_lines(over.run, lang),
    )


def _summary(changed: list[Tally], lang: Lang) -> Table:
    """A row for each rule: how many rows gain and lose, and the money."""
    heads = (HEADINGS["what"], GAINED, LOST, UNSURE, OTHERWISE, AMOUNT, MET_SUM, OPEN_SUM)
    rows = []
    for tally in changed:
        counts = (tally.gained(), tally.lost(), tally.unsure(), tally.otherwise(), sum(tally.amounts.values()))
        sums = (sums_of(tally, outcome, lang) for outcome in (Outcome.MET, Outcome.UNDETERMINED))
        rows.append([line(tally.rule.name().text(lang)), *(line(_shown(number)) for number in counts), *map(line, sums)])
    return _table([head.text(lang) for head in heads], rows, spoken=1)


def _matrices(changed: list[Tally], lang: Lang) -> Table:
    """Rows by outcome before and after, rule by rule."""
    heads = [HEADINGS["what"].text(lang), WAS.text(lang), *(f"→ {OUTCOMES[outcome].text(lang)}" for outcome in BEST_FIRST)]
    rows = []
    for tally in changed:
        for before in BEST_FIRST:
            counts = [tally.matrix[before, after] for after in BEST_FIRST]
            if any(counts):
                named = line(tally.rule.name().text(lang)), line(verdict(before, lang))
                rows.append([*named, *(line(_shown(number)) for number in counts)])
    return _table(heads, rows, spoken=2)


def _table(heads: list[str], rows: list[list[Line]], spoken: int) -> Table:
    """A table without the columns in which nothing stands."""
    used = [at for at in range(len(heads)) if any(row[at] for row in rows)]
    told = tuple(Row(tuple(row[at] for at in used)) for row in rows)
    return Table(tuple(heads[at] for at in used), told, grouped=spoken - 1, spoken=spoken)


def _shown(number: int) -> str:
    return f"{number:,}" if number else ""


def sums_of(tally: Tally, outcome: Outcome, lang: Lang) -> str:
    """The money of an outcome before and after; nothing where there is none."""
    sums = [tally.money.get((version, outcome)) for version in (0, 1)]
    if sums == [None, None]:
        return ""
    return " → ".join(_sum(one, lang) if one is not None else "0" for one in sums)


def _sum(one: Sum, lang: Lang) -> str:
    least, most = (None if end is None else _yuan(end) for end in (one.least, one.most))
    return str(least) if least == most and least is not None else f"{least or '…'}–{most or NO_LIMIT.text(lang)}"


def _yuan(amount: Decimal) -> str:
    return f"{amount:,.2f}".removesuffix(".00")


def _count(number: int, lang: Lang) -> str:
    return f"{number:,} 行" if lang == "zh" else f"{number:,} row{'s'[: number != 1]}"


def _rule(tally: Tally, lang: Lang) -> Node:
    name, path = tally.rule.name().text(lang), tally.rule.path
    head = line(Span(name, "strong"), quiet(f"  {path}"))
    return Node(head, [_change(tally, change, number, lang) for change, number in tally.changes.items()])


def _change(tally: Tally, change: Change, number: int, lang: Lang) -> Node:
    colon = "：" if lang == "zh" else ": "
    other_amount = OTHER_AMOUNT.text(lang) if change[0] is change[1] else ""
    head = line(*arrow(*change, lang), other_amount, colon, _count(number, lang))
    return Node(head, [*_by(tally, change, lang), Node(line(EXAMPLES.text(lang).format(rows=_samples(tally, change, lang))))])


def arrow(before: Outcome, after: Outcome, lang: Lang) -> Line:
    """From which outcome to which."""
    return line(verdict(before, lang), " → ", verdict(after, lang))


def _by(tally: Tally, change: Change, lang: Lang) -> Iterator[Node]:
    if change[0] is change[1]:
        return
    colon = "：" if lang == "zh" else ": "
    criteria = tally.criteria(change)
    for (path, before, after), number in criteria.items():
        name, told = tally.names[path].text(lang), _count(number, lang)
        yield Node(line(name, quiet(f"  {path}"), colon, *arrow(before, after, lang), f"  {told}"))
    if not criteria:
        yield Node(line(NO_CRITERION.text(lang)))


def _samples(tally: Tally, change: Change, lang: Lang) -> str:
    return joined([_sample(one) for one in tally.samples.get(change, ())], lang)


def _sample(one: Sample) -> str:
    name = f" {one.name}" if one.name and one.name != one.key else ""
    return f"{one.key}{name}" + (f" #{one.record}" if one.record else "")


# --- for programs ---


def over_data(over: Over, names: tuple[str, str], on: date) -> dict[str, Any]:
    """The same for programs."""
    read = {name: value for name, value in screened_data(over.run, on).items() if name != "outcomes"}
    return {"old": names[0], "new": names[1], **read, "changed": bool(over.changed), "rules": _rules(over)}


def _rules(over: Over) -> list[dict[str, Any]]:
    return [
        {
            "path": tally.rule.path,
            "rows": sheet,
            "matrix": [[before.value, after.value, number] for (before, after), number in tally.matrix.items()],
            "changes": [_change_data(tally, change, number) for change, number in tally.changes.items()],
            "money": [
                {
                    "version": ("old", "new")[version],
                    "outcome": outcome.value,
                    "least": _plain(one.least),
                    "most": _plain(one.most),
                }
                for (version, outcome), one in sorted(tally.money.items())
            ],
        }
        for (sheet, _), tally in over.changed.items()
    ]


def _change_data(tally: Tally, change: Change, number: int) -> dict[str, Any]:
    return {
        "before": change[0].value,
        "after": change[1].value,
        "rows": number,
        "by": [
            {"path": path, "before": before.value, "after": after.value, "rows": count}
            for (path, before, after), count in tally.criteria(change).items()
        ],
        "sample": [{"key": one.key, "name": one.name, "record": one.record} for one in tally.samples.get(change, ())],
    }


def _plain(amount: Decimal | None) -> str | None:
    return None if amount is None else str(amount)

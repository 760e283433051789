"""Codes of what is proven of a pack: `humi check --prove`."""

from __future__ import annotations

from humi.reading.codes.entry import Entry, same
from humi.values.label import Label

PROVEN: dict[str, Entry] = {
    "W870": Entry(
        "warning",
        "「{found}」没有人能符合：{criteria}",
        "nobody can qualify for `{found}`: {criteria}",
        same("title: {holds: {kind: station}}   # and scope: {unit.kind: {in: [park]}}"),
        Label(
            "改正适用范围或条件；原文如此的，写 meant: [W870] 并加说明",
            "mend scope or criteria; `meant: [W870]` with a note if it is so",
        ),
        Label("没有人能符合的认定，多半是有一处抄错", "more likely than not something was copied wrongly"),
    ),
    "W871": Entry(
        "warning",
        "条件「{found}」不起作用：去掉它，任何人的结果都不变",
        "the criterion `{found}` is idle: without it everybody would fare the same",
        same("small: {unit.staff: {less_than: 10}}\nsmaller: {unit.staff: {less_than: 5}}"),
        same("smaller: {unit.staff: {less_than: 5}}"),
        Label(
            "其他条件已包含它，或者它总是满足；多半是数字或比较词写错",
            "the others imply it, or it always holds: more likely a number or a comparator is wrong",
        ),
    ),
    "W872": Entry(
        "warning",
        "「{found}」的条件互相矛盾，人人都不符合：{criteria}",
        "the criteria of `{found}` contradict, everybody is refused: {criteria}",
        same("small: {unit.staff: {less_than: 10}}\nlarge: {unit.staff: {at_least: 100}}"),
        same("size: {any: [{unit.staff: {less_than: 10}}, {unit.staff: {at_least: 100}}]}"),
        Label("多项条件须同时满足", "criteria have to be met all at once"),
    ),
    "W873": Entry(
        "warning",
        "没有人能得到激励「{found}」",
        "nobody can ever get the incentive `{found}`",
        same("most: {this.amount: {at_most: 50000 yuan}}\nleast: {this.amount: {at_least: 80000 yuan}}"),
        same("most: {this.amount: {at_most: 50000 yuan}}"),
        Label("得不到的激励多半是条件或前提写错", "more likely a criterion or what it follows from is wrong"),
    ),
    "W874": Entry(
        "warning",
        "激励「{found}」可以向同一申领人支付两次，例如：{facts}",
        "the incentive `{found}` can be owed to a holder to whom it was already paid, for example: {facts}",
        same("once: {none: claims, where: {title: {same_as: this.title}, paid: true}}"),
        same("once: {none: claims, where: {holder: {same_as: this.holder}, incentive: reward, paid: true}}"),
        Label(
            "原文允许多次支付的，写 meant: [W874] 并加说明；只许一次的，条件要按申领人写",
            "where the text allows it, `meant: [W874]` with a note; if it is paid once, ask about the holder",
        ),
    ),
    "W875": Entry(
        "warning",
        "阶段「{found}」结束后、「{other}」开始前，可能有日子不属于任何阶段，例如 {day}：{taken}",
        "between the end of the phase `{found}` and `{other}` a day may be in no phase, such as {day}: {taken}",
        same("first: {order: 1, period: 2025-01/2025-06, ...}\nsecond: {order: 2, from: 2025-07, to: 2025-12-31, ...}"),
        same("first: {order: 1, period: 2025-01/2025-06, ...}\nsecond: {order: 2, period: 2025-07/2025-12, ...}"),
        Label(
            "某种理解下，或只写到月的日期取某一天时，留下空档；原文如此的，写 meant: [W875] 并加说明",
            "by one reading, or on one day of a month, days are left out; `meant: [W875]` with a note if the text is so",
        ),
    ),
    "W876": Entry(
        "warning",
        "阶段「{found}」可能与「{other}」重叠，例如 {day}：{taken}",
        "the phase `{found}` may overlap with `{other}`, such as on {day}: {taken}",
        same("first: {order: 1, period: 2025-01/2025-06, ...}\nsecond: {order: 2, from: 2025-06, to: 2025-12-31, ...}"),
        same("first: {order: 1, period: 2025-01/2025-06, ...}\nsecond: {order: 2, period: 2025-07/2025-12, ...}"),
        Label(
            "某种理解下，或只写到月的日期取某一天时，一天属于两个阶段；原文如此的，写 meant: [W876] 并加说明",
            "by one reading, or on one day of a month, a day is in two phases; `meant: [W876]` with a note if the text is so",
        ),
    ),
    "W877": Entry(
        "warning",
        "没有情形能认定义务「{found}」产生",
        "nobody can ever be found to have the duty `{found}`",
        same("review: {when: {unit.applied: {before: 2024}, unit.founded: {after: 2025}}, ...}"),
        same("review: {when: {unit.applied: true}, ...}"),
        Label("不会产生的义务多半是 when 或前提写错", "more likely its `when`, or what it follows from, is wrong"),
    ),
    "W878": Entry(
        "warning",
        "义务「{found}」不可能被认定为已按要求履行",
        "the duty `{found}` can never be found done in time",
        same("review: {when: {unit.applied: true}, done: {unit.applied: false}, ...}"),
        same("review: {when: {unit.applied: true}, done: {unit.reviewed: true}, ...}"),
        Label(
            "done 与 when 矛盾，或期限在义务产生之前；原文如此的，写 meant: [W878] 并加说明",
            "`done` contradicts `when`, or it is due before it arises; `meant: [W878]` with a note if the text is so",
        ),
    ),
    "W879": Entry(
        "warning",
        "义务「{found}」产生时，期限可能已过，例如：{facts}",
        "the duty `{found}` can be due before it arises, for example: {facts}",
        same("review: {when: {unit.applied: true, unit.inspected: true}, by: {plus: {days: 10}, from: unit.applied}, ...}"),
        same("review: {when: {unit.applied: true, unit.inspected: true}, by: {plus: {days: 10}, from: unit.inspected}, ...}"),
        Label(
            "多半应从后发生的事起算；原文如此的，写 meant: [W879] 并加说明",
            "it probably runs from what happens last; `meant: [W879]` with a note if the text is so",
        ),
    ),
}

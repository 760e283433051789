"""W850 and up: decision tables that can be read, and yet leave something open, say it twice, or say it for nothing."""

from __future__ import annotations

from humi.reading.codes.entry import Entry, same
from humi.values.label import Label

LINT_TABLES: dict[str, Entry] = {
    "W850": Entry(
        "warning",
        "决策表「{found}」没有一行适用于：{example}",
        "no row of the table `{found}` answers: {example}",
        same('rows:\n  - {staff: "< 10", level: low}\n  - {staff: "> 10", level: high}'),
        same('rows:\n  - {staff: "< 10", level: low}\n  - {staff: ">= 10", level: high}'),
        Label(
            "没有行的情形一律不能确定；文件确未规定的，写 `default: {no_clause: 空白编号}`",
            "such a case stays undetermined; where the text says nothing of it, write `default: {no_clause: gap}`",
        ),
    ),
    "W851": Entry(
        "error",
        "第 {first} 行与第 {second} 行都适用于：{example}，而命中规则为 unique",
        "rows {first} and {second} both answer: {example}, although the hit policy is unique",
        same('- {staff: "<= 10", level: low}\n- {staff: ">= 10", level: high}'),
        same('- {staff: "< 10", level: low}\n- {staff: ">= 10", level: high}'),
        Label("两行都命中时没有答案；有先后的用 first", "two rows at once are no answer; where one goes before, it is `first`"),
    ),
    "W852": Entry(
        "error",
        "第 {first} 行与第 {second} 行都适用于：{example}，答案却不同",
        "rows {first} and {second} both answer: {example}, and differently",
        same('- {staff: "<= 10", level: low}\n- {staff: ">= 10", level: high}'),
        same('- {staff: "<= 10", level: low}\n- {staff: "> 10", level: high}'),
        Label("按 any，同时命中的行须给出同一答案", "under `any`, rows that hit together give the same answer"),
    ),
    "W853": Entry(
        "warning",
        "第 {row} 行从不作答：第 {others} 行总在它之前",
        "row {row} never answers: rows {others} always come before it",
        same('- {staff: ">= 10", level: high}\n- {staff: ">= 20", level: top}'),
        same('- {staff: ">= 20", level: top}\n- {staff: ">= 10", level: high}'),
        Label("这一行多半写错了次序或界限", "its place or one of its bounds is probably wrong"),
    ),
    "W854": Entry(
        "warning",
        "第 {row} 行从不命中：「{column}」列没有符合这一格的值",
        "row {row} never hits: nothing that `{column}` can be meets this cell",
        same('- {stations: "< 0", level: low}'),
        same('- {stations: "< 1", level: low}'),
        Label("数量、比例有上下限，类别只有列出的成员", "counts and shares have limits, categories only their members"),
    ),
    "W855": Entry(
        "warning",
        "决策表「{found}」的各行已覆盖一切情形，默认值从不使用",
        "the rows of the table `{found}` answer every case: the default is never used",
        same('rows: [{staff: "< 10", ...}, {staff: ">= 10", ...}]\noutputs: {level: {..., default: low}}'),
        same('rows: [{staff: "< 10", ...}, {staff: ">= 10", ...}]'),
        Label("读者会以为还有别的情形", "a reader would think that there are other cases"),
    ),
    "W856": Entry(
        "warning",
        "没有规则查用决策表「{found}」",
        "no rule asks the table `{found}`",
        same("tables: {risk: {...}}"),
        same("criteria:\n  safe: {table: risk, equals: low, source: safe_units}"),
        Label("没有规则查用的表不影响任何结果", "a table that nobody asks changes no answer"),
    ),
    "W857": Entry(
        "warning",
        "决策表「{found}」过大，没有逐一检查空缺和重叠",
        "the table `{found}` is too large to look for every gap",
        Label("一张表有十几个互不相关的输入", "one table with a dozen inputs that have nothing to do with one another"),
        Label("拆成几张表", "several tables"),
        Label("算不清的表也没有人能核对", "what cannot be worked out nobody can check either"),
    ),
    "W858": Entry(
        "warning",
        "没有一行看「{found}」列",
        "no row looks at the column `{found}`",
        same("inputs: {staff: unit.staff, kind: unit.kind}  # every cell of kind is -"),
        same("inputs: {staff: unit.staff}"),
        Label("读者会以为它有影响", "a reader would think that it matters"),
    ),
}

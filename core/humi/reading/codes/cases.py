"""T930 and up: cases that were proposed, and choosing one of many."""

from __future__ import annotations

from humi.reading.codes.entry import Entry, same
from humi.values.label import Label

CASES: dict[str, Entry] = {
    "T930": Entry(
        "note",
        "{number} 个案例待确认，未计入：把 confirm 改为应得的结果",
        "{number} to confirm, not counted: put what must come out in place of confirm",
        same("expect: {designations/base: confirm}"),
        same("expect: {designations/base: not_met}"),
        Label(
            "提出的案例只写明事实；应得什么结果由作者按原文确认，不能由规则包自己确认自己",
            "a proposed case gives facts only; its author confirms by the text what must come out: no pack confirms itself",
        ),
    ),
    "T931": Entry(
        "error",
        "没有案例与「{found}」相符",
        "no case is meant by `{found}`",
        same("humi test yinchuan --case 未记录载休"),
        same("humi test yinchuan --case 未记录载体"),
        Label(
            "案例按句子中的一段文字或文件中的行号来选",
            "a case is chosen by a part of its sentence, or by a line of its file",
        ),
    ),
    "T932": Entry(
        "error",
        "「{found}」的 cases 写在一行括号里，无法添加；请改为每个案例一项、以 - 开头",
        "`cases` of {found} stands in brackets, so nothing can be added; write each case as an item that begins with -",
        same("cases: [{case: ..., on: ..., expect: ...}]"),
        same("cases:\n  - case: ..."),
        Label(
            "提出的案例逐行添加，作者写的内容一字不改",
            "proposed cases are added line by line, and what the author wrote is left as it is",
        ),
    ),
    "T933": Entry(
        "error",
        "「{option}」不能与「{other}」同用",
        "`{option}` cannot stand beside `{other}`",
        same("humi test yinchuan --propose --watch"),
        same("humi test yinchuan --propose"),
        Label("提出案例与运行案例是两件事", "to propose cases and to run them are two things"),
    ),
    "T934": Entry(
        "error",
        "「{option}」一次只用于一个规则包，这里有 {number} 个",
        "`{option}` is for one pack at a time; here are {number}",
        same("humi test --propose -o -"),
        same("humi test yinchuan --propose -o -"),
        Label("几个规则包的案例不能写进同一个文件", "cases of several packs cannot stand in one file"),
    ),
    "T935": Entry(
        "error",
        "「{option}」要与「{other}」同用",
        "`{option}` is for `{other}` only",
        same("humi test yinchuan -o cases.yaml"),
        same("humi test yinchuan --propose -o -"),
        Label("运行案例的结果只打印，不写入文件", "results of cases are printed, not written to a file"),
    ),
}

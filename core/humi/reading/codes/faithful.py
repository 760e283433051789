"""F701 and up: rules held to the words of the text that they cite."""

from __future__ import annotations

from humi.reading.codes.entry import Entry, same
from humi.values.label import Label

FAITHFUL: dict[str, Entry] = {
    "F701": Entry(
        "warning",
        "原文写「{words}」，规则用 `{found}`；若是有意这样理解，写明 interpretation 或 readings",
        "the text says 「{words}」, the rule says `{found}`; if it is meant, record it as `interpretation` or `readings`",
        Label("原文“20人以上”，规则 more_than: 20", "the text says 20人以上, the rule more_than: 20"),
        Label("at_least: 20", "at_least: 20"),
        Label(
            "以上、以下、以内含本数，不满、超过、以外不含本数（民法典第一千二百五十九条）",
            "以上, 以下 and 以内 include the number itself, 不满, 超过 and 以外 do not (Civil Code, article 1259)",
        ),
    ),
    "F702": Entry(
        "warning",
        "规则写 {found}，所引条款写的是「{anchor}」",
        "the rule says {found}, the provisions that it cites say 「{anchor}」",
        Label("原文“不少于20个”，规则 at_least: 30", "the text says 不少于20个, the rule at_least: 30"),
        Label("at_least: 20", "at_least: 20"),
        Label("规则中的数字都应在所引条款中找得到", "every number of a rule stands in what it cites"),
    ),
    "F703": Entry(
        "warning",
        "规则写 {found}，所引条款写的是「{anchor}」",
        "the rule says {found}, the provisions that it cites say 「{anchor}」",
        Label("原文“5万元”，规则 amount: 5000 yuan", "the text says 5万元, the rule amount: 5000 yuan"),
        same("amount: 5万元"),
        Label("数额按原文写即可，5万元就是 50000 元", "amounts may be written as in the text: 5万元 is 50,000 yuan"),
    ),
    "F704": Entry(
        "warning",
        "规则写 {found}，所引条款写的是「{anchor}」",
        "the rule says {found}, the provisions that it cites say 「{anchor}」",
        Label("原文“十五日内”，规则 days: 10", "the text says 十五日内, the rule days: 10"),
        same("days: 15"),
        Label("期限的长短和单位都要同原文一致", "a length of time is that of the text, and so is its unit"),
    ),
    "F705": Entry(
        "warning",
        "规则写 {found}，所引条款写的是「{anchor}」",
        "the rule says {found}, the provisions that it cites say 「{anchor}」",
        Label("原文“2025年底”，规则 due: 2026-12-31", "the text says 2025年底, the rule due: 2026-12-31"),
        same("due: 2025-12-31"),
        Label("规则中的日期都应在所引条款中找得到", "every day of a rule stands in what it cites"),
    ),
    "F706": Entry(
        "warning",
        "定位词写「{anchor}」，values 记的是 {found}",
        "the anchor says 「{anchor}」, its `values` say {found}",
        Label("定位词“不少于3个”，values: {value: 4}", "the anchor 不少于3个 beside values: {value: 4}"),
        same("values: {value: 3}"),
        Label("同一条款的两处记录应当一致", "two records of one provision have to agree"),
    ),
    "F707": Entry(
        "warning",
        "所引条款（{anchor}）的列举以“等”结尾，规则却是封闭的：加 open: true",
        "the list of the provision ({anchor}) ends in 等, that of the rule is closed: add `open: true`",
        Label("原文“软件、芯片等”，规则 in: [software, chips]", "the text says 软件、芯片等, the rule in: [software, chips]"),
        same("in: [software, chips], open: true"),
        Label("未列举的不能确定，不等于不符合", "what an open list does not name is undetermined, not refused"),
    ),
    "F708": Entry(
        "warning",
        "规则的列举写了 open: true，所引条款（{anchor}）并没有“等”",
        "the list of the rule is `open: true`, but nothing in the provision ({anchor}) says 等",
        Label("原文“软件、芯片”，规则 open: true", "the text says 软件、芯片, the rule open: true"),
        Label("去掉 open: true，或写明 interpretation", "without `open: true`, or with an `interpretation`"),
        Label("封闭的列举之外就是不符合", "what a closed list does not name is refused"),
    ),
    "F709": Entry(
        "warning",
        "规则写 {found}，所引条款（{anchor}）中没有",
        "the rule says {found}, and nothing that it cites ({anchor}) does",
        Label("规则 at_least: 30，所引条款没有数字", "the rule says at_least: 30, and what it cites gives no number"),
        Label("引用写有该数的条款，或在 interpretation 中写明数从何来", "cite the provision that gives it, or tell in an `interpretation` where it is from"),
        Label("没有出处的数字，谁也无法核对", "a figure without a source is one that nobody can verify"),
    ),
    "F710": Entry(
        "warning",
        "原文写「{words}」，规则用 `{found}`，方向相反",
        "the text says 「{words}」, the rule says `{found}`, which is the other way round",
        Label("原文“2025年5月25日前”，规则 on_or_after: 2025-05-25", "the text says 2025年5月25日前, the rule on_or_after: 2025-05-25"),
        same("on_or_before: 2025-05-25"),
        Label(
            "“前”“止”“底”为到期，“起”“后”为开始；是否含当日写成 readings",
            "前, 止 and 底 end something, 起 and 后 begin it; whether the day itself counts is for `readings`",
        ),
    ),
}

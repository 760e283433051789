"""F701 and up: rules held to the words of the text that they cite."""

from __future__ import annotations

from humi.reading.codes.entry import Entry, same
from humi.values.label import Label

FAITHFUL: dict[str, Entry] = {
    "F701": Entry(
        "warning",
        "原文写「{words}」，规则用 `{found}`；若是有意这样理解，写明 interpretation 或 readings",
        "the text says `{words}`, the rule says `{found}`; if it is meant, record it as `interpretation` or `readings`",
        Label("原文“20人以上”，规则 more_than: 20", "the text says 20人以上, the rule more_than: 20"),
        Label("at_least: 20", "at_least: 20"),
        Label(
            "以上、以下、以内含本数，不满、超过、以外不含本数（民法典第一千二百五十九条）",
            "at least, at most and within include the number itself, over and under do not (Civil Code, article 1259)",
        ),
    ),
    "F702": Entry(
        "warning",
        "规则写 {found}，所引条款写的是「{anchor}」",
        "the rule says {found}, the provisions that it cites say `{anchor}`",
        Label("原文“不少于20个”，规则 at_least: 30", "the text says 不少于20个, the rule at_least: 30"),
        Label("at_least: 20", "at_least: 20"),
        Label("规则中的数字都应在所引条款中找得到", "every number of a rule stands in what it cites"),
    ),
    "F703": Entry(
        "warning",
        "规则写 {found}，所引条款写的是「{anchor}」",
        "the rule says {found}, the provisions that it cites say `{anchor}`",
        Label("原文“5万元”，规则 amount: 5000 yuan", "the text says 5万元, the rule amount: 5000 yuan"),
        same("amount: 5万元"),
        Label("数额按原文写即可，5万元就是 50000 元", "an amount may be written as it stands in the text"),
    ),
    "F704": Entry(
        "warning",
        "规则写 {found}，所引条款写的是「{anchor}」",
        "the rule says {found}, the provisions that it cites say `{anchor}`",
        Label("原文“十五日内”，规则 days: 10", "the text says 十五日内, the rule days: 10"),
        same("days: 15"),
        Label("期限的长短和单位都要同原文一致", "a length of time is that of the text, and so is its unit"),
    ),
    "F705": Entry(
        "warning",
        "规则写 {found}，所引条款写的是「{anchor}」",
        "the rule says {found}, the provisions that it cites say `{anchor}`",
        Label("原文“2025年底”，规则 due: 2026-12-31", "the text says 2025年底, the rule due: 2026-12-31"),
        same("due: 2025-12-31"),
        Label("规则中的日期都应在所引条款中找得到", "every day of a rule stands in what it cites"),
    ),
    "F706": Entry(
        "warning",
        "定位词写「{anchor}」，values 记的是 {found}",
        "the anchor says `{anchor}`, its `values` say {found}",
        Label("定位词“不少于3个”，values: {value: 4}", "the anchor 不少于3个 beside values: {value: 4}"),
        same("values: {value: 3}"),
        Label("同一条款的两处记录应当一致", "two records of one provision have to agree"),
    ),
    "F707": Entry(
        "warning",
        "所引条款（{anchor}）的列举以“等”结尾，规则却是封闭的：加 open: true",
        "the list of the provision ({anchor}) is left open, that of the rule is closed: add `open: true`",
        Label("原文“软件、芯片等”，规则 in: [software, chips]", "the text says 软件、芯片等, the rule in: [software, chips]"),
        same("in: [software, chips], open: true"),
        Label("未列举的不能确定，不等于不符合", "what an open list does not name is undetermined, not refused"),
    ),
    "F708": Entry(
        "warning",
        "规则的列举写了 open: true，所引条款（{anchor}）并没有“等”",
        "the list of the rule is `open: true`, but nothing in the provision ({anchor}) leaves it open",
        Label("原文“软件、芯片”，规则 open: true", "the text says 软件、芯片, the rule open: true"),
        Label("去掉 open: true，或写明 interpretation", "without `open: true`, or with an `interpretation`"),
        Label("封闭的列举之外就是不符合", "what a closed list does not name is refused"),
    ),
    "F709": Entry(
        "warning",
        "规则写 {found}，所引条款（{anchor}）中没有",
        "the rule says {found}, and nothing that it cites ({anchor}) does",
        Label("规则 at_least: 30，所引条款没有数字", "the rule says at_least: 30, and what it cites gives no number"),
        Label(
            "引用写有该数的条款，把原文的数记入 values，或在 interpretation 中写明数从何来",
            "cite the provision that gives it, record it in its `values`, or tell in an `interpretation` where it is from",
        ),
        Label("没有出处的数字，谁也无法核对", "a figure without a source is one that nobody can verify"),
    ),
    "F710": Entry(
        "warning",
        "原文写「{words}」，规则用 `{found}`，方向相反",
        "the text says `{words}`, the rule says `{found}`, which is the other way round",
        Label(
            "原文“2025年5月25日前”，规则 on_or_after: 2025-05-25",
            "the text says 2025年5月25日前, the rule on_or_after: 2025-05-25",
        ),
        same("on_or_before: 2025-05-25"),
        Label(
            "“前”“止”“底”为到期，“起”“后”为开始；是否含当日写成 readings",
            "what is due before a day ends there, what holds from it begins; whether the day itself counts is for `readings`",
        ),
    ),
    "F711": Entry(
        "warning",
        "所引条款（{anchor}）列有「{name}」，规则的列举中没有 `{found}`",
        "the provision ({anchor}) lists `{name}`, and the list of the rule lacks `{found}`",
        Label(
            "原文“企业、行业协会、高校”，规则 in: [enterprise, association]",
            "the text says 企业、行业协会、高校, the rule in: [enterprise, association]",
        ),
        same("in: [enterprise, association, university]"),
        Label("漏掉的一项会被判为不符合", "what is left out is refused"),
    ),
    "F712": Entry(
        "warning",
        "规则列有 `{found}`（{name}），所引条款（{anchor}）没有记这一项",
        "the list of the rule names `{found}` ({name}), and nothing that was recorded of the provision ({anchor}) does",
        Label("values: {in: [a, b]}，规则 in: [a, b, c]", "values: {in: [a, b]}, the rule in: [a, b, c]"),
        Label("in: [a, b]，或在 interpretation 中说明", "in: [a, b], or an `interpretation` that says why"),
        Label("多出的一项没有出处", "what is added has no source"),
    ),
    "F713": Entry(
        "warning",
        "所引条款（{anchor}）记有 {count} 项（{listed}），规则只列了 {found} 项",
        "of the provision ({anchor}) {count} things are recorded ({listed}), and the list of the rule has {found}",
        Label(
            "values: {contents: [a, b, c]}，规则 include_all: [a, b]",
            "values: {contents: [a, b, c]}, the rule include_all: [a, b]",
        ),
        Label(
            "include_all: [a, b, c]，或在 interpretation 中写明取几项",
            "include_all: [a, b, c], or an `interpretation` that says how many are meant",
        ),
        Label("漏掉的一项没有人会再想起", "nobody thinks again of what was left out"),
    ),
    "F722": Entry(
        "warning",
        "所引的「{found}」（{anchor}）记为理解（certainty: interpretation），规则却没有写明怎样理解",
        "`{found}` ({anchor}) is marked as a reading (certainty: interpretation), and the rule that cites it tells none",
        Label(
            "criterion: {unit.kind: enterprise, source: elig_kind}",
            "criterion: {unit.kind: enterprise, source: elig_kind}",
        ),
        Label(
            "加上 `interpretation: {zh: …, en: …}`，或写成 `readings`",
            "with `interpretation: {zh: ..., en: ...}`, or as `readings`",
        ),
        Label("依理解作出的结果，看结果的人应当知道", "whoever reads an answer has to know that it rests on a reading"),
    ),
    "F723": Entry(
        "warning",
        "所引的「{found}」（{anchor}）记为未写明（certainty: silent），规则却据此作出判断",
        "`{found}` ({anchor}), which the rule cites, is marked as silent, and the rule decides by it all the same",
        Label(
            "criterion: {unit.score: {at_least: 60}, source: annex_missing}",
            "criterion: {unit.score: {at_least: 60}, source: annex_missing}",
        ),
        same("criterion: {judgement: {standard: unpublished, by: unstated}, source: [annex_missing, gap_annex]}"),
        Label("原文没有写的，不能判", "what the text does not say cannot be decided"),
    ),
    "F724": Entry(
        "warning",
        "标准写作未公布（unpublished），所引的「{found}」（{anchor}）却没有说缺了什么：引用空白（gap_…）",
        "the standard is called unpublished, and `{found}` ({anchor}) does not say what is missing: cite the gap",
        same("judgement: {standard: unpublished, by: unstated}\nsource: elig_standard"),
        same("judgement: {standard: unpublished, by: unstated}\nsource: [elig_standard, gap_standard]"),
        Label("读者要知道缺的是哪一份文件", "a reader has to know which paper is missing"),
    ),
    "F725": Entry(
        "warning",
        "原文「{anchor}」用的是“{words}”，规则放在 {found} 中，会否定申请人；若是有意，写明 interpretation",
        "the text says `{words}` (`{anchor}`), below `{found}` the rule refuses; if it is meant, record an `interpretation`",
        Label("原文“老字号企业优先”，放在 criteria", "the text says 老字号企业优先, and it stands below criteria"),
        Label("放在 priority", "below priority"),
        Label("“优先”“鼓励”“倡导”不否定任何人", "what is preferred or encouraged refuses nobody"),
    ),
    "F726": Entry(
        "warning",
        "原文「{anchor}」用的是“{words}”，规则放在 {found} 中，不否定任何人；若是有意，写明 interpretation",
        "the text says `{words}` (`{anchor}`), below `{found}` nobody is refused; if it is meant, record an `interpretation`",
        Label("原文“应当有保密制度”，放在 priority", "the text says 应当有保密制度, and it stands below priority"),
        Label("放在 criteria", "below criteria"),
        Label("“应当”“必须”是条件", "what must or shall be is a condition"),
    ),
}

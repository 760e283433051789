"""What to ask next, and the shortest way to yes, as sentences."""

from __future__ import annotations

from collections.abc import Mapping

from humi.values.label import Label

ON = Label("查询日 {on}（试算，不是行政决定）", "as of {on} (a dry run, not an administrative decision)")

NOTHING_OPEN = Label("各项均已有结论，无须再问", "everything is decided: there is nothing to ask")
POSSIBLE = Label("还可能是：{outcomes}", "can still turn out: {outcomes}")
PERHAPS = Label("还可能是：{outcomes}；其余未能证明不可能", "can still turn out: {outcomes}; the rest is not proven impossible")
CAUTIOUS = Label(
    "所缺事实无论如何，结果都是「{outcome}」；评判引擎的结论仍是「不能确定」，以其为准",
    "whatever the missing facts turn out to be, it comes to `{outcome}`; the judge says undetermined, and that stands",
)
STAYS_OPEN = Label(
    "补充任何缺项都不能定论；改变已有的事实会怎样，见 humi how",
    "no missing fact can decide it; `humi how` tells what a change of recorded facts would do",
)
NOT_ASKED: Mapping[str, Label] = {
    "untranslatable": Label(
        "证明引擎不能表达这条规则；下列事实取自试算结果",
        "the prover cannot express the rule; what is asked is what the dry run misses",
    ),
}
RECORDS: Mapping[str, Label] = {"claims[new]": Label("拟提交的申领", "the claim to be filed")}
NEXT = Label("接下来问", "Ask next")
NOTHING_NEXT = Label("没有能改变结果的缺项", "nothing that is missing can change an answer")
FROM = Label("；由{who}提供", "; from {who}")
SHOWN_BY = Label("，凭{evidence}", ", shown by: {evidence}")
DECIDES = Label("；由{who}决定", "; {who} decides")
WHOEVER = Label("；{who}", "; {who}")
KINDS: Mapping[str, Label] = {
    "fact": Label("{name}", "{name}"),
    "list": Label("{name}（列全）", "{name} (the whole list)"),
    "judgement": Label("裁量：{name}", "judgement: {name}"),
}
SETTLES = Label("单凭它就可能定论：{rules}", "can settle by itself: {rules}")
CHANGES = Label("会改变：{rules}", "can change: {rules}")
UNSURE = Label("也许会改变（未证明）：{rules}", "may change (not proven): {rules}")
NEEDLESS = Label("不必再问（已不能改变任何结果）：{names}", "no longer asked (can change no answer): {names}")

# --- the shortest way to yes ---

KEPT = Label("不改动：{names}", "left as it is: {names}")
ALL_MET = Label("各项均已符合", "everything is met")
WAY = Label("办法 {number}（{cost}）", "way {number} ({cost})")
STEPS = Label("{cost} 项", "steps: {cost}")
COST = Label("代价 {cost}", "cost: {cost}")
DAYS = Label("{days} 天", "days: {days}")
NOTHING_TO_DO = Label("申请人无须再做什么", "nothing is left for the applicant to do")
NOT_SHORTEST = Label("未能证明没有更短的", "it is not proven that none is shorter")
NOT_QUICKEST = Label("未能证明没有更快的", "it is not proven that none is quicker")
DO: Mapping[str, Label] = {
    "change": Label("{name}：由「{before}」改为「{after}」", "{name}: from `{before}` to `{after}`"),
    "show": Label("补充 {name}：{after}", "show {name}: {after}"),
    "add": Label("{name}新增 {number} 条（{after}）", "add {number} to {name} ({after})"),
    "all": Label("列全{name}", "list all there are: {name}"),
    "decide": Label("仍须裁量：{name}", "still to be judged: {name}"),
}
REMAINS = Label("此后仍不能确定，因为：{why}", "it stays undetermined even so: {why}")
BLOCKED = Label("没有办法。挡住去路的：", "there is no way. What stands in it:")
NOT_FEWEST = Label("未能证实少了任何一条其余都能满足", "it is not shown that the others can be met without any one of them")
OUT_OF_SCOPE = Label("不在适用范围内，或文件不在施行期内", "the rule does not apply, or the document is not in force")
MAY_NOT_APPLY = Label(
    "是否适用仍不能确定：对适用范围或施行期的各种理解结论不一，或所依事实不改动",
    "whether the rule applies stays undetermined: readings of its scope or force differ, or what would decide it stays as is",
)
FOLLOWS = Label("所依的认定或激励", "what it follows from")
NO_WAY_TOLD: Mapping[str, Label] = {
    "untranslatable": Label("证明引擎不能表达这条规则", "the prover cannot express the rule"),
    "unknown": Label("限时内既没有找到办法，也未能证明没有", "neither a way nor a proof that there is none was found in time"),
}

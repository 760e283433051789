"""Answers of the prover as sentences: what is claimed, whether it holds, for whom, and the example that shows otherwise."""

from __future__ import annotations

from collections.abc import Mapping

from humi.values.label import Label

CLAIMS: Mapping[str, tuple[Label, Label]] = {
    "nobody_qualifies": (
        Label("没有人能被认定为符合", "nobody can be found to qualify"),
        Label("可以有人符合", "somebody can qualify"),
    ),
    "nobody_refused": (
        Label("适用范围内没有人会被认定为不符合", "nobody to whom it applies can be refused"),
        Label("可以有人被认定为不符合", "somebody can be refused"),
    ),
    "contradiction": (
        Label("条件互相矛盾，适用范围内人人都不符合", "the criteria contradict: everybody to whom it applies is refused"),
        Label("条件互不矛盾", "the criteria do not contradict"),
    ),
    "idle": (
        Label("该条件不起作用：去掉它，任何人的结果都不变", "the criterion is idle: without it everybody would fare the same"),
        Label("该条件起作用", "the criterion makes a difference"),
    ),
    "unreachable": (
        Label("没有人能得到", "nobody can ever get it"),
        Label("可以有人得到", "somebody can get it"),
    ),
    "never_twice": (
        Label("同一申领人不会得到两次", "it is never owed twice to one holder"),
        Label("同一申领人可以得到两次", "it can be owed to a holder to whom it was already paid"),
    ),
    "never_arises": (
        Label("没有情形能认定这项义务产生", "nobody can be found to have it"),
        Label("可以认定这项义务产生", "somebody can be found to have it"),
    ),
    "never_done": (
        Label("不会被认定为已按要求履行", "it can never be found done in time"),
        Label("可以被认定为已按要求履行", "it can be found done in time"),
    ),
    "never_breached": (
        Label("不会被认定为未履行", "it can never be found breached"),
        Label("可以被认定为未履行", "it can be found breached"),
    ),
    "never_due_before": (
        Label("义务产生时，期限从不已过", "it is never due before it arises"),
        Label("义务产生时，期限可能已过", "it can be due before it arises"),
    ),
    "readings_agree": (
        Label("各种理解得出的结果总是相同", "its readings never lead to different answers"),
        Label("两种理解会得出不同结果：{beside}", "two readings lead to different answers: {beside}"),
    ),
    "no_hole": (
        Label("它之后、下一阶段开始之前，没有一天不属于任何阶段", "after it, no day is left out before the next phase begins"),
        Label(
            "{day}不属于任何阶段：它已结束，「{beside}」尚未开始",
            "{day} is in no phase: it has ended, and “{beside}” has not begun",
        ),
    ),
    "no_overlap": (
        Label("没有一天同时属于列在它前面的阶段", "no day of it is in a phase before it"),
        Label("{day}同时属于「{beside}」", "{day} is in “{beside}” as well"),
    ),
    "never_matters": (
        Label("该事实不影响任何规则", "the fact can never change what a rule says"),
        Label("该事实会影响：{beside}", "the fact can change what a rule says: {beside}"),
    ),
    "implies": (
        Label("达到它就达到「{beside}」", "whoever reaches it reaches “{beside}”"),
        Label("达到它未必达到「{beside}」", "it can be reached without “{beside}”"),
    ),
    "no_difference": (
        Label("没有案卷能发现这处改动：{beside}", "no dossier can notice the change: {beside}"),
        Label("有案卷能发现这处改动：{beside}", "a dossier notices the change: {beside}"),
    ),
    "implies_elsewhere": (
        Label("在这里符合的，也满足「{beside}」的全部条件", "whoever qualifies here meets every criterion of “{beside}”"),
        Label("在这里符合的，未必满足：{beside}", "who qualifies here may fail: {beside}"),
    ),
    "same": (
        Label("两个版本对任何人的结果都相同", "both versions come to the same for everybody"),
        Label("两个版本会得出不同结果：{beside}", "the versions differ: {beside}"),
    ),
}
"""For each claim, the sentence where it is proven, and where it is refuted."""

UNKNOWN: Mapping[str, Label] = {
    "time": Label("{within} 秒内没有结论", "no answer within {within} s"),
    "example": Label(
        "没有结论：找不到评判引擎认可、关联记录不超过 {records} 条的例子，也未能证明没有",
        "no answer: no example with up to {records} related records that the judge confirms, and no proof that there is none",
    ),
    "untranslatable": Label("不能提问：证明引擎不能表达「{node}」", "cannot be asked: the prover cannot express `{node}`"),
}
HOLDS_FOR: Mapping[str, Label] = {
    "complete": Label("就完整案卷而言", "of complete dossiers"),
    "any": Label("就任何案卷而言", "of any dossier"),
}
TAKEN = Label("「{name}」取：{period}", "“{name}” taken to be {period}")
ASSUMING: Mapping[str, Label] = {
    "dated": Label("没有日期的阶段不论", "phases without a date left aside"),
    "days": Label("规则变化的每一日及其前后一日", "asked on each day on which the rules turn, and on those beside it"),
    "due": Label("期限之后一日也问过", "asked on the day after it is due as well"),
    "kept": Label(
        "假定称号自认定之日起一直持有，且一人一个", "if titles run on from the day they are granted and nobody holds two"
    ),
}
WHY: Mapping[str, Label] = {
    "nobody_qualifies": Label("因为：{beside}", "because of: {beside}"),
    "contradiction": Label("相互矛盾：{beside}", "contradicting: {beside}"),
}
"""What `beside` says of a proven claim."""

HEADINGS: Mapping[str, Label] = {
    "proofs": Label("证明", "Proofs"),
    "notable": Label("值得注意", "Worth a look"),
    "unknown": Label("没有结论", "Without an answer"),
    "as_hoped": Label("符合期望", "As one would hope"),
    "neutral": Label("关系与差别", "How things relate"),
}
ON = Label(
    "查询日 {on}；每个问题最多 {within} 秒；证明不限关联记录的数目",
    "asked on {on}; {within} s for each question; proofs know no bound on related records",
)
EVERYTHING = Label("全部如所期望", "everything is as one would hope")
FOLDED = Label(
    "登记册（案例写法，repeat 为记录条数），查询日 {on}", "a registry as in a case file (repeat: so many records), on {on}"
)
ELSEWHERE = Label(
    "查询日 {on}；就完整案卷而言；后者的适用范围、施行期与方案期间不论，关联记录视为后者的记录",
    "asked on {on}; of complete dossiers; the other's scope, force and plan aside, related records taken for its own",
)
MEETS = Label("必定满足 {met}/{all}", "{met} of {all} surely met")
MAY_FAIL = Label("未必满足：{names}", "may fail: {names}")
NOBODY_HERE = Label("前者没有人能符合", "nobody qualifies in the first")
NOTHING_TO_COMPARE = Label(
    "没有可比较的：前后没有两项不同的认定", "nothing to compare: there are no two different designations"
)
SAME_PACK = Label("两个版本内容相同", "the two versions are the same")
ONLY_OLD = Label("只有旧版本有：{paths}", "only in the old version: {paths}")
ONLY_NEW = Label("只有新版本有：{paths}", "only in the new version: {paths}")
NOT_COMPARED = Label("另有不同，未作比较：{paths}", "differs too, and is not compared: {paths}")
SAME_FACTS = Label("各地共有的事实：{names}", "the same fact in both: {names}")
STANDS = Label("按所给对照，前者的当作后者的：{names}", "as stated, standing for theirs: {names}")
OWN_FACTS = Label("后者自有，前者不能说明：{names}", "theirs alone, of which the first says nothing: {names}")
QUALIFIES = Label("在此符合的，满足第几项的条件", "whoever qualifies here meets of number")
CELLS = Label(
    "3/4：必定满足该列 4 项条件中的 3 项；–：没有人能符合该行；空：同一地区",
    "3/4: surely meets 3 of the column's 4 criteria; –: nobody qualifies in the row; empty: the same region",
)

"""The fixed words of reports: outcomes with their signs, headings, states."""

from __future__ import annotations

from humi.decision import Outcome
from humi.values.label import Label

SIGNS = {
    Outcome.MET: "✔",
    Outcome.NOT_MET: "✘",
    Outcome.UNDETERMINED: "?",
    Outcome.OUT_OF_SCOPE: "–",
    Outcome.NOT_YET_DUE: "…",
}
"""Never shown without the word."""

OUTCOMES = {
    Outcome.MET: Label("符合", "met"),
    Outcome.NOT_MET: Label("不符合", "not met"),
    Outcome.UNDETERMINED: Label("不能确定", "undetermined"),
    Outcome.OUT_OF_SCOPE: Label("不适用", "out of scope"),
    Outcome.NOT_YET_DUE: Label("尚未到时", "not yet due"),
}

HEADINGS = {
    "dossier": Label("案卷", "Dossier"),
    "registry": Label("登记册", "Registry"),
    "region": Label("地区", "Region"),
    "what": Label("事项", "What"),
    "outcome": Label("结果", "Outcome"),
    "missing": Label("所缺或所违", "Missing or failed"),
    "next": Label("下一步", "Next step"),
    "tables": Label("决策表", "Decision tables"),
    "designations": Label("认定", "Designations"),
    "targets": Label("目标", "Targets"),
    "incentives": Label("激励", "Incentives"),
    "duties": Label("职责", "Duties"),
    "silent": Label("文件未作规定", "The text is silent on"),
    "scope": Label("适用范围", "Scope"),
    "standing": Label("文件与阶段", "Document and phase"),
    "criteria": Label("条件（决定结果）", "Criteria (these decide)"),
    "model": Label("模式（仅供参考，不作否决）", "Model (looked at; refuses nobody)"),
    "priority": Label("重点（影响先后，不作否决）", "Priority (orders; refuses nobody)"),
    "factors": Label("考虑因素（供权衡，不作否决）", "Factors (weighed; refuse nobody)"),
    "steps": Label("程序", "Procedure"),
    "selection": Label("选定", "Selection"),
    "titles": Label("已有称号", "Titles held"),
}

DRY_RUN = Label("试算，不是行政决定", "a dry run, not an administrative decision")
ASKED = Label("查询日", "As of")
DUTY_KINDS = {
    "duty": Label("职责", "duty"),
    "case_handling": Label("案件办理", "case handling"),
    "consequence": Label("后果", "consequence"),
    "publicity": Label("公示宣传", "publicity"),
    "funding": Label("经费", "funding"),
}
TARGET_KINDS = {
    "target": Label("目标", "target"),
    "quota": Label("名额", "quota"),
    "milestone": Label("节点", "milestone"),
}
TEXTS = {
    "complete": Label("文本完整", "complete text"),
    "abridged": Label("文本有删减", "abridged text"),
    "without_annexes": Label("文本缺附件", "text without its annexes"),
    "reported": Label("据报道整理", "known from a report"),
}
STATES = {
    "before": Label("方案尚未开始", "the plan has not begun"),
    "in": Label("正处于：{names}", "now in: {names}"),
    "between": Label("前一阶段已结束，后一阶段尚未开始", "one phase has ended and the next has not begun"),
    "after": Label("方案各阶段均已结束", "all phases of the plan have ended"),
    "undated": Label("各阶段没有写明日期：{names}", "the phases carry no dates: {names}"),
    "uncertain": Label("可能处于：{names}", "perhaps in: {names}"),
}
TITLE_STATES = {
    "valid": Label("有效", "valid"),
    "expired": Label("已过期", "expired"),
    "uncertain": Label("是否有效不能确定", "validity undetermined"),
}
CERTAINTY = {
    "interpretation": Label("须作理解", "needs interpretation"),
    "silent": Label("文件未明言", "not said outright"),
}

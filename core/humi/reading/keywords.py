"""Every word of the language with its one Chinese spelling. Both spellings load to the same tree with the same hash.

Names of facts, members, entities and relations have their Chinese spelling in the vocabulary (`dossier/facts.yaml`).
"""

from __future__ import annotations

from collections.abc import Mapping

HEAD = {
    "humi": "护密",
    "region": "地区",
    "id": "编号",
    "name": "名称",
    "edition": "版本",
    "version": "版次",
    "text": "文本",
    "complete": "完整",
    "abridged": "有删减",
    "without_annexes": "缺附件",
    "reported": "报道",
    "in_force": "施行",
    "to": "至",
    "governs": "管辖",
    "scope": "范围",
}

SECTIONS = {
    "kinds": "种类",
    "acts": "工作种类",
    "facts": "事实",
    "terms": "条款",
    "tables": "决策表",
    "designations": "认定",
    "phases": "阶段",
    "targets": "目标",
    "incentives": "激励",
    "duties": "职责",
    "silent": "未作规定",
}

RULE = {
    "source": "出处",
    "interpretation": "理解",
    "note": "说明",
    "answers": "回答",
    "meant": "有意",
    "for": "对象",
    "governed_by": "依据事件",
    "either": "任一种",
    "criteria": "条件",
    "model": "模式",
    "priority": "重点",
    "factors": "因素",
    "steps": "程序",
    "selection": "择优",
    "validity": "有效期",
    "until": "截至",
    "done": "完成",
    "passed": "通过",
    "who": "责任方",
    "period": "期间",
    "order": "次序",
    "amount": "数额",
    "service": "服务",
    "priority_of": "优先事项",
    "follows": "前提",
    "kind": "类型",
    "by": "期限",
    "every": "每一",
    "places_for": "名额用于",
    "year": "年度",
    "lasts": "为期",
    "unstated": "未写明",
    "undated": "无日期",
}

FACT = {
    "type": "值类型",
    "from": "自",
    "evidence": "证明",
    "members": "取值",
    "ordered": "有序",
    "places": "小数位",
    "minimum": "最小值",
    "maximum": "最大值",
    "begins": "起始",
    "lasting": "不变",
}

CONDITIONS = {
    "when": "当",
    "all": "全部",
    "any": "任一",
    "not": "非",
    "at_least_of": "至少几项",
    "of": "之中",
    "term": "引用条款",
    "readings": "不同理解",
    "names": "各称",
    "judgement": "裁量",
    "standard": "标准",
    "unpublished": "未公布",
    "unmeasured": "无量化",
    "no_clause": "无条款",
    "some": "存在",
    "none": "没有",
    "where": "其中",
    "meets": "满足",
}

TABLES = {
    "table": "查表",
    "hit_policy": "命中规则",
    "inputs": "输入",
    "outputs": "输出",
    "output": "输出项",
    "rows": "行",
    "file": "文件",
    "sheet": "工作表",
    "default": "默认",
    "unique": "唯一",
    "first": "首行",
    "collect": "汇集",
    "rule_order": "按行次",
    "output_order": "按输出次序",
    "collect_sum": "汇集求和",
    "collect_count": "汇集计数",
    "collect_min": "汇集取小",
    "collect_max": "汇集取大",
}

COMPARATORS = {
    "equals": "等于",
    "in": "属于",
    "open": "等",
    "include": "包含",
    "include_all": "包含全部",
    "at_least": "不少于",
    "more_than": "超过",
    "at_most": "不超过",
    "less_than": "不满",
    "between": "介于",
    "before": "早于",
    "on_or_before": "不晚于",
    "after": "晚于",
    "on_or_after": "不早于",
    "within": "在期间内",
    "covers": "涵盖",
    "same_as": "同于",
    "result": "结果",
}

VALUES = {
    "value": "值",
    "asked": "查询日",
    "governing": "适用日",
    "due": "到期日",
    "count": "数量",
    "once_per": "去重",
    "sum": "合计",
    "share": "占比",
    "rank": "排名",
    "own": "自身",
    "highest_first": "从高到低",
    "lowest_first": "从低到高",
    "difference": "差",
    "product": "乘积",
    "min": "最小",
    "max": "最大",
    "plus": "加",
    "minus": "减",
    "years": "年",
    "months": "个月",
    "days": "日",
    "working_days": "工作日",
    "not_counting": "不计入",
    "each": "各个",
    "roll": "顺延",
    "next_working_day": "次一工作日",
    "start_of": "起日",
    "end_of": "止日",
    "each_year": "每年",
    "this": "本项",
}

DOSSIER = {
    "counted": "计数",
    "determinations": "裁定",
    "criterion": "条件编号",
    "about": "关于",
    "on": "日期",
    "unknown": "不详",
    "other": "其他",
    "met": "符合",
    "not_met": "不符合",
}

TYPES = {
    "boolean": "是否",
    "integer": "整数",
    "decimal": "小数",
    "money": "金额",
    "date": "日期",
    "period": "期间",
    "event": "事件",
    "category": "类别",
    "categories": "多类别",
    "text": "文字",
}

SUPPLIERS = {
    "applicant": "申请人",
    "authority": "主管部门",
    "park": "园区管理机构",
    "third_party": "第三方机构",
}

DUTY_KINDS = {
    "duty": "职责",
    "case_handling": "案件办理",
    "consequence": "后果",
    "publicity": "公示宣传",
    "funding": "经费",
}

TARGET_KINDS = {
    "target": "目标",
    "quota": "名额",
    "milestone": "节点",
}

TRUTH = {"是": True, "否": False}

TABLE = {**HEAD, **SECTIONS, **RULE, **FACT, **CONDITIONS, **TABLES, **COMPARATORS, **VALUES, **DOSSIER}
"""English to Chinese. A word means the same in every place where it may stand."""

ENGLISH = {chinese: english for english, chinese in TABLE.items()}
ENGLISH["经手"] = "by"
ENGLISH["优先级"] = "priority"
"""`by` is a deadline in a duty (期限) and a body in an event or a judgement (经手), `priority` a role of criteria (重点) and a
hit policy (优先级): one English word, two Chinese."""


ALIKE = {
    **dict.fromkeys(("布尔", "真假", "有无"), "是否"),
    **dict.fromkeys(("数字", "人数", "数值"), "整数"),
    **dict.fromkeys(("文本", "字符", "字符串"), "文字"),
    **dict.fromkeys(("单选", "枚举", "选项"), "类别"),
    **dict.fromkeys(("多选", "类别列表"), "多类别"),
    **dict.fromkeys(("办案",), "案件办理"),
    **dict.fromkeys(("企业", "单位", "申报单位", "申请单位", "申报人"), "申请人"),
    **dict.fromkeys(("主管机关", "管委会", "政府", "市场监管局"), "主管部门"),
}
"""What people write for a word of a closed list: suggested to them, never taken for it."""


def english(word: str) -> str:
    """The English spelling of a word; a word that is in no table stays as it is."""
    return ENGLISH.get(word, word)


def chosen(word: str, choices: Mapping[str, str]) -> str:
    """The English spelling of a word of a closed list, whose Chinese may mean something else elsewhere."""
    return next((name for name, chinese in choices.items() if chinese == word), english(word))


def truth(value: object) -> bool | None:
    """What `true`, `false`, 是 and 否 say; None for anything else."""
    return value if isinstance(value, bool) else TRUTH.get(value) if isinstance(value, str) else None

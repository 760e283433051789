"""An answer as cases write it, in words."""

from __future__ import annotations

from humi.decision import Outcome
from humi.values.label import Label, Lang
from humi.wording.show import joined
from humi.wording.words import OUTCOMES

CAUSES = {
    "missing_fact": Label("事实未记录", "fact not recorded"),
    "imprecise_fact": Label("事实不够确切", "fact not exact enough"),
    "judgement": Label("须经裁量", "needs a judgement"),
    "unpublished_standard": Label("标准未公布", "standard unpublished"),
    "readings": Label("理解不一", "several readings"),
    "open_list": Label("所列未尽", "open list"),
    "unmeasured": Label("未量化", "unmeasured"),
    "no_clause": Label("无规定", "no clause"),
    "undated": Label("无日期", "undated"),
    "empty_share": Label("无从计算占比", "share of nothing"),
    "tie": Label("排名并列", "a tie"),
    "calendar": Label("工作日历未公布", "calendar unpublished"),
}
STATES = {
    "none": Label("没有阶段", "no phases"),
    "before": Label("尚未开始", "not begun"),
    "in": Label("正处于阶段中", "in a phase"),
    "between": Label("两个阶段之间", "between two phases"),
    "after": Label("均已结束", "ended"),
    "undated": Label("没有日期", "undated"),
    "uncertain": Label("不能确定", "uncertain"),
}
PHASE_STATES = {
    "perhaps": Label("可能处于该阶段", "perhaps in it"),
    "out": Label("不在该阶段", "not in it"),
}


OTHERS = {
    "absent": Label("没有这一结论", "no such finding"),
    "no amount": Label("没有金额", "no amount"),
    "none": Label("没有下一步", "none"),
}
NO_PATH = ("no such path", ", did you mean ")


def in_words(answer: str, lang: Lang) -> str:
    """`undetermined: judgement, readings` as a person says it; anything else, such as an amount, as it stands."""
    if answer.startswith(NO_PATH[0]):
        near = answer.partition(NO_PATH[1])[2]
        zh = f"没有这一路径；是否想写「{near}」？" if near else "没有这一路径"
        return zh if lang == "zh" else answer
    word, _, rest = answer.partition(":")
    label = OUTCOMES[Outcome(word)] if word in tuple(Outcome) else {**OTHERS, **STATES, **PHASE_STATES}.get(word)
    if label is None:
        return answer
    parts = [CAUSES[part].text(lang) if part in CAUSES else part for part in rest.strip().split(", ") if part]
    if not parts:
        return label.text(lang)
    shown = joined(parts, lang)
    return f"{label.zh}（{shown}）" if lang == "zh" else f"{label.en} ({shown})"

"""T901 and up: what the cases of a pack do not prove."""

from __future__ import annotations

from humi.reading.codes.entry import Entry
from humi.values.label import Label

TESTED: dict[str, Entry] = {
    "T901": Entry(
        "warning",
        "没有案例显示「{path}」{outcome}",
        "no case shows `{path}` {outcome}",
        Label("只有“符合”的案例", "cases of what is met only"),
        Label("每项条件都有符合、不符合、不能确定的案例", "cases of each criterion met, not met and undetermined"),
        Label("没有见过的结果，改坏了也无人知道", "an outcome that was never seen may be broken unseen"),
    ),
    "T902": Entry(
        "warning",
        "「{path}」{said}，没有案例发现（{mutant}）",
        "`{path}`, {said}: no case notices ({mutant})",
        Label("不少于 20：只有 30 人的案例", "at_least: 20, with a case of 30 only"),
        Label("19 人与 20 人各一个案例", "a case of 19 and one of 20"),
        Label(
            "改动规则而没有案例变红，说明这条规则没有得到验证；确实等同的，在 survivors 中写明理由",
            "a rule that can change and turn no case red is not proven; where it is the same, say why in `survivors`",
        ),
    ),
    "T903": Entry(
        "warning",
        "没有这样的存活改动「{found}」：它不存在，或已有案例发现",
        "no such change survives: `{found}` does not exist, or a case notices it",
        Label("规则改了，旧的理由还在", "a reason left over from an older rule"),
        Label("删去这条理由", "remove the reason"),
        Label("理由只应解释真正没有案例发现的改动", "reasons explain changes that really go unnoticed"),
    ),
    "T904": Entry(
        "note",
        "这个案例会发现（{about}）：{on}，{facts}",
        "this case would notice ({about}): {on}, {facts}",
        Label("自己去想哪些事实能区分", "looking for the facts by oneself"),
        Label("humi test --propose 写出这样的案例", "humi test --propose writes such cases, to be confirmed"),
        Label("结果应由作者按文件确认，不由程序认定", "what must come out is said by the author, from the text"),
    ),
}

"""S501 and up: the source texts of policies."""

from __future__ import annotations

from humi.reading.codes.entry import Entry, same
from humi.values.label import Label

SOURCES: dict[str, Entry] = {
    "S501": Entry(
        "error",
        "条款「{clause}」中没有定位词「{found}」",
        "the anchor `{found}` is not in the clause `{clause}`",
        Label("凭记忆写定位词", "an anchor written from memory"),
        Label("从原文复制定位词", "an anchor copied from the text"),
        Label("定位词必须与原文一字不差", "an anchor has to match the text exactly"),
    ),
    "S502": Entry(
        "error",
        "定位词「{found}」在条款「{clause}」中出现了 {count} 次",
        "the anchor `{found}` occurs {count} times in the clause `{clause}`",
        Label("过短的定位词", "an anchor that is too short"),
        Label("句中独有的几个字", "a few characters found only there"),
        Label("不唯一就无法定位", "an anchor that is not unique locates nothing"),
    ),
    "S503": Entry(
        "error",
        "地区「{found}」没有原文",
        "the region `{found}` has no source text",
        same("sources/yinchuan.text"),
        same("sources/yinchuan.txt"),
        Label("没有原文就无法核对", "without the text nothing can be verified"),
    ),
    "S504": Entry(
        "error",
        "句子没有对应的条款：「{found}」",
        "the sentence `{found}` belongs to no provision",
        Label("漏掉一句", "leave a sentence out"),
        Label("每句都对应一个条款", "a provision for every sentence"),
        Label("原文每一句都要有交代", "every sentence of the text has to be accounted for"),
    ),
    "S505": Entry(
        "error",
        "不认识的条款「{found}」",
        "unknown clause `{found}`",
        same("clause: 三（九）"),
        same("clause: 三(五)"),
        Label("条款号必须在原文中", "a clause number has to be in the text"),
    ),
    "S506": Entry(
        "error",
        "定位词「{found}」在条款「{clause}」中，而「{other}」的定位词在本条：两处可能写反了",
        "the anchor `{found}` stands in clause `{clause}`, and that of `{other}` in this one: they may have been swapped",
        Label("两条的定位词互换了", "the anchors of two provisions, exchanged"),
        Label("各用各的定位词", "each with its own"),
        Label("规则的依据就指错了地方", "rules would point at the wrong words"),
    ),
    "S507": Entry(
        "note",
        "定位词「{found}」在条款「{clause}」中位于「{other}」之前，清单中却排在其后：按原文顺序排列，或核对两处定位词是否写反",
        "in clause `{clause}` the anchor `{found}` stands before that of `{other}`, in the list behind it: "
        "keep to the order of the text, or see whether the two were exchanged",
        Label("同一条款的两条，定位词互换了", "the anchors of two provisions of one clause, exchanged"),
        Label("条款按原文顺序排列，各用各的定位词", "provisions in the order of the text, each with its own anchor"),
        Label(
            "同一条款内写反的定位词，只有顺序能看出来",
            "inside one clause, nothing but the order shows anchors that were exchanged",
        ),
    ),
    "S508": Entry(
        "warning",
        "条款「{clause}」中，「{other}」已用定位词「{found}」",
        "in clause `{clause}`, `{other}` has the anchor `{found}` already",
        Label("复制条款时忘了改定位词", "a provision that was copied with its anchor"),
        Label("每条用自己那几个字", "for each provision its own few characters"),
        Label("一处文字只说一件事；说两件的，各取一段", "where one sentence says two things, each has words of its own"),
    ),
}

"""A document is split into the clauses that its provisions are filed under."""

from __future__ import annotations

import pytest

from humi.authoring.clauses import paragraphs, split
from humi.authoring.sentences import sentences
from tests.authoring.drafts import TEXTS

NOTICE = (TEXTS / "lanting.txt").read_text(encoding="utf-8")

PLAIN = """
# editorial
兰汀县保密维权方案

2031-06-29 转载

所属各单位:

为维护企业权益,制定以下方案。

一、组织

成立领导小组。

分四个阶段进行。

三是巩固阶段。整改。

(一)提高认识,加强领导。各单位要配合

兰汀县市场监管局

二〇三一年九月二十三日

主题词:保密

抄送:各镇。
"""

REPORT = """
兰汀出台方案:激发动力

2031年,兰汀印发方案。

一是制度;二是机制。
"""

ARTICLES = """
兰汀区管理办法

第一条 为规范管理,制定本办法。

第二条 企业应当制定规则。

（一）有制度；

（二）有人员。

第十条 本办法自2031年1月1日起施行。
"""


def held(text: str) -> dict[str, list[str]]:
    return {name: [one.text for one in paragraphs_] for name, paragraphs_ in split(text).items()}


def test_a_notice_with_a_document() -> None:
    clauses = held(NOTICE)
    assert list(clauses) == [
        "元数据", "通知", "序言", "一", "二", "二(一)", "二(一)1", "二(一)2", "二(二)", "二(二).一", "二(二).二", "三", "附件",
    ]  # fmt: skip
    assert clauses["元数据"][-1] == "兰汀区市场监管局印发《兰汀区保密示范办法》的通知"
    assert clauses["通知"][0] == "各镇街、各有关单位："
    assert clauses["通知"][-1] == "(此件公开发布)"
    assert clauses["序言"][0] == "兰汀区保密示范办法"
    assert clauses["二(一)"] == ["（一）建立保密制度"]
    assert clauses["二(一)2"] == ["2.开展培训。每半年培训一次“保密员”。"]
    # 2.评分表 is the second annex, not item 2 of a clause.
    assert clauses["附件"] == ["附件:1.示范点申请表", "2.评分表"]


def test_a_document_without_a_notice_but_with_a_signature() -> None:
    clauses = held(PLAIN)
    assert list(clauses) == ["元数据", "序言", "一", "一.三", "一(一)", "落款"]
    assert clauses["元数据"] == ["兰汀县保密维权方案", "2031-06-29 转载"]
    assert clauses["序言"][0] == "所属各单位:"
    assert clauses["一(一)"] == ["(一)提高认识,加强领导。各单位要配合"]
    assert clauses["落款"] == ["兰汀县市场监管局", "二〇三一年九月二十三日", "主题词:保密", "抄送:各镇。"]


def test_a_report_is_split_into_paragraphs() -> None:
    clauses = held(REPORT)
    assert list(clauses) == ["标题", "段1", "段2"]
    assert clauses["段2"] == ["一是制度;二是机制。"]


def test_articles() -> None:
    clauses = held(ARTICLES)
    assert list(clauses) == ["元数据", "第一条", "第二条", "第二条(一)", "第二条(二)", "第十条"]


@pytest.mark.parametrize(
    ("written", "clause"),
    [
        ("(十一)其他。内容", "一(十一)"),
        ("（二）其他。内容", "一(二)"),
        ("12、其他。内容", "一12"),
        ("12．其他。内容", "一12"),
        ("2.5亿元用于奖励。", "一"),
        ("一年内完成。", "一"),
        ("附件：评分表", "附件"),
        ("附件1", "附件"),
        ("附件中的评分表适用。", "一"),
    ],
)
def test_what_opens_a_clause(written: str, clause: str) -> None:
    clauses = held(f"标题\n说明。\n一、目标\n{written}")
    assert clauses[clause][-1] == written


def test_paragraphs_know_where_they_stand() -> None:
    found = paragraphs("# 编者\n\n　　一、目标\n  二、任务")
    assert [(one.text, one.line, one.column) for one in found] == [("一、目标", 3, 3), ("二、任务", 4, 3)]


def test_line_breaks_of_windows() -> None:
    assert held("标题\r\n说明。\r\n一、目标\r\n内容。")["一"] == ["一、目标", "内容。"]


@pytest.mark.parametrize(
    ("clause", "text", "said"),
    [
        ("一", "一、工作目标", []),
        ("通知", "各镇街、各有关单位：", []),
        ("元数据", "印发《办法》的通知", []),
        ("元数据", "有效期五年。", ["有效期五年。"]),
        ("落款", "抄送:各镇", []),
        ("一(一)", "(一)提高认识。各单位要配合。", ["各单位要配合。"]),
        ("一(一)", "(一)各单位要配合。", ["(一)各单位要配合。"]),
        # Longer than any heading.
        ("一(一)", f"(一){'各单位要配合,' * 7}不得推诿。再做乙。", [f"(一){'各单位要配合,' * 7}不得推诿。", "再做乙。"]),
        ("一(一)", "(一)提高认识。各单位要配合", ["各单位要配合"]),
        ("一", "先做甲。再做乙！", ["先做甲。", "再做乙！"]),
        ("一", "称为“甲。”再做乙。", ["称为“甲。”", "再做乙。"]),
        ("第二条", "第二条 先做甲。再做乙。", ["第二条 先做甲。", "再做乙。"]),
    ],
)
def test_what_is_a_sentence(clause: str, text: str, said: list[str]) -> None:
    (paragraph,) = paragraphs(text)
    found = list(sentences(clause, paragraph))
    assert [one.text for one in found] == said
    assert all(paragraph.text[one.start : one.end] == one.text for one in found)

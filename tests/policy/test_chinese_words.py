"""Every closed list of a pack may be written in Chinese; what is near a word is suggested in the spelling that was tried."""

from __future__ import annotations

import pytest

from humi.authoring.form import TYPES as TYPE_LABELS
from humi.dossier.dossier import Dossier
from humi.dossier.vocabulary import shared_vocabulary
from humi.errors import DossierError
from humi.policy.pack import Pack
from humi.policy.reader import pack_from
from humi.reading import keywords
from humi.reading.problems import Problem, Problems
from humi.reading.strict_yaml import read_yaml_text
from humi.wording.words import DUTY_KINDS, TARGET_KINDS
from tests.policy.test_sections_refused import HEAD, META, read

TRADE = "name: {zh: 行业, en: trade}, members: {x: {zh: 甲, en: x}}"
ENGLISH = f"""
facts:
  unit.trade: {{type: category, from: authority, ordered: true, {TRADE}}}
  unit.leak: {{type: event, from: third_party, name: {{zh: 泄密, en: leak}}}}
terms:
  t: {{{META}, when: {{all: [{{unit.has_rules: true}}, {{unit.leak: false}}, {{unit.trade: {{in: [x], open: true}}}}]}}}}
duties:
  d: {{{META}, for: unit, kind: case_handling, who: authority, done: {{unit.applied: true}}}}
targets:
  g: {{{META}, kind: quota, count: titles, at_least: 1, due: 2027-12-31}}
"""
CHINESE = f"""
facts:
  单位.trade: {{值类型: 类别, 自: 主管部门, 有序: 是, {TRADE}}}
  单位.leak: {{值类型: 事件, 自: 第三方机构, name: {{zh: 泄密, en: leak}}}}
terms:
  t: {{{META}, when: {{all: [{{unit.has_rules: 是}}, {{unit.leak: 否}}, {{unit.trade: {{in: [x], 等: 是}}}}]}}}}
duties:
  d: {{{META}, for: unit, 类型: 案件办理, 责任方: 主管部门, done: {{unit.applied: 是}}}}
targets:
  g: {{{META}, 类型: 名额, count: titles, at_least: 1, due: 2027-12-31}}
"""


def loaded(text: str) -> Pack:
    problems, pack = read(text)
    assert problems == []
    assert pack is not None
    return pack


def test_closed_lists_in_chinese_load_to_the_same_rules() -> None:
    assert loaded(CHINESE).hash == loaded(ENGLISH).hash


def test_the_chinese_that_is_written_is_the_chinese_that_is_shown() -> None:
    assert {name: label.zh for name, label in shared_vocabulary().suppliers.items()} == keywords.SUPPLIERS
    assert {name: label.zh for name, label in DUTY_KINDS.items()} == keywords.DUTY_KINDS
    assert {name: label.zh for name, label in TARGET_KINDS.items()} == keywords.TARGET_KINDS
    assert TYPE_LABELS.keys() == keywords.TYPES.keys()


@pytest.mark.parametrize(
    "table", [keywords.SUPPLIERS, keywords.TYPES, keywords.DUTY_KINDS, keywords.TARGET_KINDS], ids=lambda one: next(iter(one))
)
def test_a_closed_list_has_one_chinese_for_each_word(table: dict[str, str]) -> None:
    assert len(set(table.values())) == len(table)
    assert all(keywords.chosen(word, table) == english for english, zh in table.items() for word in (english, zh))


def test_what_is_suggested_is_a_word_of_the_language() -> None:
    tables = (keywords.TABLE, keywords.SUPPLIERS, keywords.TYPES, keywords.DUTY_KINDS, keywords.TARGET_KINDS)
    known = {word for table in tables for word in table.values()} | set(keywords.ENGLISH)
    assert set(keywords.ALIKE.values()) <= known


def problems_of(text: str) -> list[Problem]:
    problems = Problems()
    located = read_yaml_text(HEAD + text, "policy.yaml", problems)
    assert located is not None
    pack_from(located, shared_vocabulary(), problems, "policy.yaml")
    return list(problems)


@pytest.mark.parametrize(
    ("text", "code", "zh", "en"),
    [
        (f"terms: {{t: {{{META}, when: {{unit.staff: {{至少: 3}}}}}}}}", "L101", "at_least", "at_least"),
        (f"terms: {{t: {{{META}, when: {{unit.staff: {{不少與: 3}}}}}}}}", "L101", "不少于", "不少于"),
        (f"terms: {{t: {{{META}, when: {{unit.staff: {{at_leest: 3}}}}}}}}", "L101", "at_least", "at_least"),
        (f"duties: {{d: {{{META}, for: unit, who: 管委会}}}}", "L105", "主管部门", "主管部门"),
        (f"duties: {{d: {{{META}, for: unit, kind: 办案}}}}", "L105", "案件办理", "案件办理"),
        ("facts: {unit.x: {type: 布尔, name: {zh: 甲, en: x}}}", "L105", "是否", "是否"),
        ("facts: {unit.x: {type: bolean, name: {zh: 甲, en: x}}}", "L105", "boolean", "boolean"),
    ],
)
def test_a_word_is_suggested_in_the_spelling_that_was_tried(text: str, code: str, zh: str, en: str) -> None:
    (problem,) = problems_of(text)
    assert problem.code == code
    assert f"「{zh}」？" in (problem.hint("zh") or "")
    assert f"`{en}`?" in (problem.hint("en") or "")


def test_the_words_allowed_are_told_in_the_language_of_the_message() -> None:
    (problem,) = problems_of(f"duties: {{d: {{{META}, for: unit, who: 某人}}}}")
    assert problem.hint("zh") == "可用：申请人、主管部门、园区管理机构、第三方机构、未写明"
    assert problem.hint("en") == "allowed: applicant, authority, park, third_party, unstated"
    assert "某人" in problem.message("zh")


@pytest.mark.parametrize(("zh", "english"), [("是", True), ("否", False)])
def test_yes_and_no_in_a_dossier_may_be_chinese(zh: str, english: bool) -> None:
    written = Dossier({"unit": {"has_rules": zh, "applied": zh}}, shared_vocabulary())
    plain = Dossier({"unit": {"has_rules": english, "applied": english}}, shared_vocabulary())
    assert written.records == plain.records


@pytest.mark.parametrize("word", ["有", "没有", "yes", "对"])
def test_other_words_for_yes_and_no_are_refused(word: str) -> None:
    with pytest.raises(DossierError, match="has_rules"):
        Dossier({"unit": {"has_rules": word}}, shared_vocabulary())


def test_a_fact_of_a_region_outside_it_is_told_where_it_belongs() -> None:
    with pytest.raises(DossierError) as caught:
        Dossier({"unit": {"行业": "x"}}, loaded(ENGLISH).vocabulary)
    (problem,) = caught.value.problems
    assert problem.code == "D301"
    assert "「testland: {行业: ...}」" in (problem.hint("zh") or "")

"""A new region checks and tests green, whatever was answered, in both spellings alike."""

from __future__ import annotations

from datetime import date
from itertools import product
from pathlib import Path

import pytest

from humi.authoring.check import check_target
from humi.authoring.scaffold import write_region
from humi.authoring.scaffold.wish import NAMES, WHAT, Wish, day_or_none, quoted, region_id
from humi.authoring.suite import run_suite
from humi.authoring.targets import load_target
from humi.errors import UsageError
from humi.plugins import installed
from humi.reading.strict_yaml import read_yaml_text
from humi.values.label import Label

ANSWERS = list(product(WHAT, ("zh", "en"), (False, True), (None, date(2026, 1, 1), date(2027, 3, 1))))


@pytest.mark.parametrize(("what", "keywords", "packaged", "in_force"), ANSWERS)
def test_whatever_is_answered_checks_and_tests_green(
    tmp_path: Path, what: str, keywords: str, packaged: bool, in_force: date | None
) -> None:
    wish = Wish("mypark", what=what, keywords=keywords, packaged=packaged, in_force=in_force)
    target = load_target(write_region(wish, tmp_path / "mypark"))
    checked, suite = check_target(target), run_suite(target)
    assert [problem.render("en") for problem in checked.problems] == []
    assert suite.passed
    assert len(suite.results) == (7 if in_force else 5)
    assert {path.name for path in tmp_path.iterdir()} == {"mypark"}


@pytest.mark.parametrize("what", WHAT)
def test_both_spellings_load_to_the_same_rules(tmp_path: Path, what: str) -> None:
    packs = []
    for keywords in ("zh", "en"):
        wish = Wish("mypark", what=what, keywords=keywords, in_force=date(2026, 1, 1))  # type: ignore[arg-type]
        packs.append(load_target(write_region(wish, tmp_path / keywords / "mypark")).pack)
    assert packs[0] is not None
    assert packs[1] is not None
    assert packs[0].hash == packs[1].hash
    text = (tmp_path / "zh" / "mypark" / "policy.yaml").read_text(encoding="utf-8")
    assert "认定:" in text
    assert "designations" not in text


def test_answers_of_any_characters_are_kept(tmp_path: Path) -> None:
    name = Label('甲"乙: #丙', "O'Brien's [park]: {x} $y # z")
    wish = Wish("mypark", name=name, document="《办法》: 试行", title=Label("- 称号", "yes"))
    target = load_target(write_region(wish, tmp_path / "mypark"))
    assert target.pack is not None
    assert (target.pack.label, target.pack.designations[0].label) == (name, wish.title)
    assert [problem.render("en") for problem in check_target(target).problems] == []


def test_a_title_is_an_anchor_without_its_marks_and_no_longer_than_one_may_be(tmp_path: Path) -> None:
    title = "青禾区商业秘密保护示范单位认定和管理暂行办法（试行）"
    home = write_region(Wish("mypark", document=f"《{title}》", dated=date(2026, 1, 5)), tmp_path / "mypark")
    assert [problem.render("en") for problem in check_target(load_target(home)).problems] == []
    ledger = (home / "provisions.yaml").read_text(encoding="utf-8")
    assert f"anchor: {title[:20]}\n" in ledger
    assert "anchor: 2026年1月5日\n" in ledger
    assert f"依据：《{title}》\n成文日期：2026年1月5日\n" in (home / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("text", ["a", "是", "true", "1.0", "", " ", "a: b", "#", "甲（乙）", "\u3000", "'", '"'])
def test_a_text_is_quoted_where_it_has_to_be(text: str) -> None:
    from humi.reading.located import plain
    from humi.reading.problems import Problems

    read = read_yaml_text(f"key: {quoted(text)}", "text", Problems())
    assert read is not None
    assert plain(read) == {"key": text}


IDS = [
    ("My-Park", "C430", "my_park"),
    ("2park", "C430", "region_2park"),
    ("云溪", "C430", "mypark"),
    ("a b", "C430", "a_b"),
    ("", "C430", "mypark"),
    ("yinchuan", "C432", "yinchuan_draft"),
]


@pytest.mark.parametrize(("text", "code", "suggestion"), IDS)
def test_an_id_that_cannot_be_is_told_with_one_that_can(text: str, code: str, suggestion: str) -> None:
    with pytest.raises(UsageError) as raised:
        region_id(text, frozenset(installed()))
    (problem,) = raised.value.problems
    assert (problem.code, problem.details["suggestion"]) == (code, suggestion)


def test_full_width_is_understood() -> None:
    assert region_id("ｍｙｐａｒｋ２", frozenset()) == "mypark2"
    assert day_or_none("２０２６年３月１日") == date(2026, 3, 1)
    assert day_or_none("　") is None


def test_every_way_to_be_recognised_has_a_name() -> None:
    assert set(NAMES) == set(WHAT)

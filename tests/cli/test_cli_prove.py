"""`humi prove` as a person uses it."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import LANGUAGES, Run

YINCHUAN = Path(__file__).parents[2] / "plugins" / "yinchuan"
ON = ("--on", "2026-06-01")


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of a region, to be changed."""
    return Path(shutil.copytree(YINCHUAN, tmp_path / "yinchuan", ignore=shutil.ignore_patterns("__pycache__")))


def changed(folder: Path, old: str, new: str) -> Path:
    policy = folder / "policy.yaml"
    text = policy.read_text(encoding="utf-8")
    assert old in text
    policy.write_text(text.replace(old, new, 1), encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("lang", "sentences"),
    [
        ("zh", ("两种理解会得出不同结果：至少一站、恰有一站", "达到它就达到「商业秘密保护站、点（累计）」", "可以有人符合  4")),
        ("en", ("two readings lead to different answers: one station or more, exactly one station", "somebody can qualify  4")),
    ],
)
def test_answers_are_sentences_with_clauses_and_dossiers(run: Run, lang: str, sentences: tuple[str, ...]) -> None:
    result = run("prove", "yinchuan", *ON, "--lang", lang, columns=200)
    assert result.exit_code == 0, result.output
    for sentence in sentences:
        assert sentence in result.output
    assert "二(二)4" in result.output
    assert "# humi evaluate" in result.output


def test_a_criterion_that_is_idle_is_told_first(run: Run, copy: Path) -> None:
    idle = "      standard:\n        name: {zh: 符合建设标准"
    changed(copy, idle, "      again:\n        when: {base.carrier: {in: [industrial_park, administrative_division]}}\n"
                        f"        source: elig_base_carrier\n{idle}")  # fmt: skip
    result = run("prove", copy, *ON, "--lang", "en", columns=200)
    assert "Worth a look  2" in result.output
    assert "the criterion is idle: without it everybody would fare the same" in result.output


def test_programs_get_every_answer(run: Run) -> None:
    told: dict[str, Any] = json.loads(run("prove", "qingdao_ftz", *ON, "--format", "json").stdout)
    (region,) = told["regions"]
    assert region["region"] == "qingdao_ftz"
    assert told["asked"] == "2026-06-01"
    twice = [one for one in region["answers"] if one["claim"] == "never_twice"]
    assert [(one["verdict"], one["holds_for"], one["expected"]) for one in twice] == [("proven", "any", True)]
    qualifies = [one for one in region["answers"] if one["claim"] == "nobody_qualifies"]
    assert all(one["example"]["document"]["unit"]["place"] == "qingdao_ftz" for one in qualifies)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_examples_are_saved_as_cases_that_pass(run: Run, copy: Path, lang: str) -> None:
    saved = copy / "cases.yaml"
    assert run("prove", copy, *ON, "--save", saved, "--lang", lang).exit_code == 0
    tested = run("test", saved, "--lang", "en")
    assert tested.exit_code == 0, tested.output
    assert "all passed" in tested.output


def test_examples_of_several_regions_are_not_saved_in_one_file(run: Run, tmp_path: Path) -> None:
    result = run("prove", "jiyuan", "jiangjin", "--save", tmp_path / "cases.yaml", "--lang", "en")
    assert result.exit_code == 1
    assert "C450" in result.stderr


def test_two_versions_that_say_the_same(run: Run, copy: Path) -> None:
    changed(copy, "{in: [administrative_division, industrial_park]}", "{in: [industrial_park, administrative_division]}")
    result = run("prove", "--same", YINCHUAN, copy, *ON, "--lang", "en", columns=200)
    assert result.exit_code == 0, result.output
    assert result.output.count("both versions come to the same for everybody") == 28  # with the duties and the targets
    assert "the versions differ" not in result.output


def test_two_versions_that_differ_are_told_apart_by_a_dossier(run: Run, copy: Path) -> None:
    changed(copy, "{in: [administrative_division, industrial_park]}", "industrial_park")
    result = run("prove", "--same", YINCHUAN, copy, *ON, "--lang", "en", columns=200)
    assert result.exit_code == 2, result.output
    assert "the versions differ" in result.output
    assert "administrative_division" in result.output


def test_the_same_version_twice(run: Run) -> None:
    result = run("prove", "--same", YINCHUAN, YINCHUAN, "--lang", "zh")
    assert result.exit_code == 0
    assert "两个版本内容相同" in result.output


def test_a_pack_that_cannot_be_read(run: Run, copy: Path) -> None:
    changed(copy, "judgement: {", "judgment: {")
    result = run("prove", copy, "--lang", "en")
    assert result.exit_code == 3
    assert "policy.yaml" in result.stderr


@pytest.mark.parametrize("word", ["yinchaun", "no/such/folder"])
def test_a_region_that_there_is_not(run: Run, word: str) -> None:
    assert run("prove", word, "--lang", "en").exit_code == 1


def test_without_z3_it_says_what_to_install(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "z3", None)
    result = run("prove", "yinchuan", "--lang", "en")
    assert result.exit_code == 1
    assert "C449" in result.stderr


def test_a_region_with_one_designation_beside_itself_leaves_nothing_to_compare(run: Run) -> None:
    assert "nothing to compare" in run("prove", "--implies", "sanmen", "sanmen", "--lang", "en").output

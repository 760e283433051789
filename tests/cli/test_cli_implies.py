"""`humi prove --implies` as a person uses it: one pair, the table of all, a file that states which facts stand for others."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run

ON = ("--on", "2026-06-01")
CULTIVATION, STATION = "jiangjin/designations/key_cultivation", "qingdao_ftz/designations/guidance_station"
RULES = f"{STATION}/criteria/rules: {CULTIVATION}/criteria/rules"


@pytest.fixture
def stated(tmp_path: Path) -> Path:
    file = tmp_path / "facts.yaml"
    file.write_text(f"judgements:\n  {RULES}\n", encoding="utf-8")
    return file


@pytest.mark.parametrize(
    ("lang", "before", "after"),
    [("zh", "必定满足 1/7", "按所给对照，前者的当作后者的：保密制度"), ("en", "1 of 7 surely met", "as stated, standing")],
)
def test_the_mapping_is_stated_with_the_answer(run: Run, stated: Path, lang: str, before: str, after: str) -> None:
    told = run("prove", "--implies", CULTIVATION, STATION, *ON, "--lang", lang, columns=400).output
    assert before in told
    assert after not in told
    told = run("prove", "--implies", CULTIVATION, STATION, "--map", stated, *ON, "--lang", lang, columns=400).output
    assert before.replace("1", "2", 1) in told
    assert after in told


def test_programs_get_the_mapping(run: Run, stated: Path) -> None:
    told = json.loads(run("prove", "--implies", "jiangjin", "qingdao_ftz", "--map", stated, *ON, "--format", "json").stdout)
    (pair,) = [one for one in told["pairs"] if (one["qualifies"], one["meets"]) == (CULTIVATION, STATION)]
    assert pair["looked"]["stands"] == {f"{STATION}/criteria/rules": f"{CULTIVATION}/criteria/rules"}
    assert pair["looked"]["same"] == ["unit.kind"]
    assert len(pair["met"]) == 2


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_all_regions_are_a_table_that_fits_a_terminal(run: Run, lang: str) -> None:
    told = run("prove", "--implies", "all", "all", *ON, "--lang", lang, "--format", "text", columns=100).output
    assert all(len(line) <= 100 for line in told.splitlines())
    assert "1/7" in told
    assert told.count("→") == 2


@pytest.mark.parametrize(
    ("text", "where", "code"),
    [
        ("facts: {unit.qingdao_ftz.traned: unit.jiangjin.trained}", "1:9", "C488"),
        ("facts:\n  unit.qingdao_ftz.trained: unit.jiangjin.traned", "2:29", "C488"),
        ("facts: {unit.kind: unit.sanmen.batch}", "1:9", "C486"),
        ("facts: {unit.sanmen.complained: unit.sanmen.batch}", "1:9", "C486"),
        ("facts: {unit.qingdao_ftz.trained: unit.sanmen.batch}", "1:35", "C487"),
        ("facts: {unit.qingdao_ftz.reviewed: unit.jiangjin.trained}", "", ""),
        ("facts: {unit.jiangjin.trained: unit.qingdao_ftz.reviewed}", "1:32", "C482"),
        ("facts: {unit.sanmen.batch: {fact: unit.kind, members: {frist: enterprise}}}", "1:56", "L105"),
        ("facts: {unit.sanmen.batch: {fact: unit.kind, members: {first: enterprize}}}", "1:63", "L105"),
        ("facts: {unit.sanmen.batch: {members: {first: enterprise}}}", "1:28", "L102"),
        ("facts: [unit.kind]", "1:8", "L103"),
        ("facts: {unit.sanmen.batch: {fact: [unit.kind]}}", "1:35", "L103"),
        ("judgements: {jiyuan/merit: jiangjin/rules}", "1:14", "C489"),
        (f"judgements: {{{CULTIVATION}/criteria/rules: {CULTIVATION}/criteria/awareness}}", "1:68", "C486"),
        (f"judgements: {{{RULES.replace(': ', ': [')}]}}", "1:72", "L103"),
        ("fakts: {}", "1:1", "L101"),
        ("facts: {", "", "Y"),
    ],
)
def test_a_file_that_states_something_else_is_told_with_its_place(
    run: Run, tmp_path: Path, text: str, where: str, code: str
) -> None:
    file = tmp_path / "facts.yaml"
    file.write_text(f"{text}\n", encoding="utf-8")
    result = run("prove", "--implies", CULTIVATION, STATION, "--map", file, *ON, "--lang", "en")
    assert result.exit_code == (1 if code else 0), result.output
    assert f"facts.yaml:{where}" in result.stderr if code else not result.stderr
    assert f"[{code}" in result.stderr if code else True
    assert "Traceback" not in result.stderr


def test_a_mapping_is_of_two_regions(run: Run, stated: Path) -> None:
    result = run("prove", "yinchuan", "--map", stated, "--lang", "en")
    assert result.exit_code == 1
    assert "[C483]" in result.stderr


def test_a_designation_that_there_is_not_is_told_with_the_one_that_was_meant(run: Run) -> None:
    result = run("prove", "--implies", "sanmen/designations/key_enterprize", "yinchuan", "--lang", "en")
    assert result.exit_code == 1
    assert "did you mean `sanmen/designations/key_enterprise`" in result.stderr

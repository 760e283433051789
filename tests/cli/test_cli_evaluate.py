"""`humi evaluate`: what it prints, where, and how it exits."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest
from rich.cells import cell_len
from syrupy.assertion import SnapshotAssertion

import humi
from humi.decision import Outcome
from humi.reading.problems import Problem
from humi.wording.words import OUTCOMES, SIGNS
from tests.cli.conftest import DRAFTS, LANGUAGES, Run

FIRM, LAWYERS, ELSEWHERE = DRAFTS / "firm.yaml", DRAFTS / "lawyers.yaml", DRAFTS / "elsewhere.yaml"
DAY = date(2025, 3, 1)


# --- what people read ---


@pytest.mark.parametrize("columns", [80, 120])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_text(ask: Run, snapshot: SnapshotAssertion, lang: str, columns: int) -> None:
    result = ask(FIRM, "--lang", lang, columns=columns)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == snapshot


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("dossier", [FIRM, LAWYERS], ids=["firm", "lawyers"])
def test_plain(ask: Run, snapshot: SnapshotAssertion, dossier: Path, lang: str) -> None:
    result = ask(dossier, "--lang", lang, "--format", "plain")
    assert result.stdout == snapshot


@pytest.mark.parametrize("lang", LANGUAGES)
def test_several_dossiers_are_summed_up_first(
    ask: Run, snapshot: SnapshotAssertion, lang: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(Path(ELSEWHERE).parent)  # a dossier without a name goes by its file
    result = ask(FIRM, LAWYERS, Path(ELSEWHERE).name, "--lang", lang)
    assert result.stdout.split("\n\n")[:2] == snapshot


def test_json(ask: Run, snapshot: SnapshotAssertion) -> None:
    printed = ask(FIRM, "--format", "json").stdout
    assert re.sub(r'"(humi|dossier_hash|pack_hash)": ".*"', r'"\1": "…"', printed) == snapshot


def test_json_is_the_decision(ask: Run) -> None:
    loaded = humi.Humi(["testbed"], DRAFTS)
    one, other = (loaded.evaluate(file, on=DAY, regions=["testbed"]).to_dict() for file in (FIRM, LAWYERS))
    assert json.loads(ask(FIRM, "--format", "json").stdout) == one
    assert json.loads(ask(FIRM, LAWYERS, "--format", "json").stdout) == [one, other]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_explain_is_the_plain_report(ask: Run, lang: str) -> None:
    decision = humi.Humi(["testbed"], DRAFTS).evaluate(FIRM, on=DAY, regions=["testbed"])
    printed = ask(FIRM, "--lang", lang, "--format", "plain").stdout
    explained = decision.explain("zh" if lang == "zh" else "en")
    assert explained.splitlines()[1:] == printed.splitlines()[1:]


@pytest.mark.parametrize("columns", [60, 80, 120, 200])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_line_is_wider_than_the_terminal(ask: Run, lang: str, columns: int) -> None:
    printed = ask(FIRM, LAWYERS, "--lang", lang, columns=columns).stdout
    assert max(map(cell_len, printed.splitlines())) <= min(columns, 140)


def test_a_deep_tree_goes_on_in_a_very_narrow_terminal(ask: Run) -> None:
    assert ask(FIRM, columns=12).exit_code == 0


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_sign_never_stands_without_its_word(ask: Run, lang: str) -> None:
    printed = ask(FIRM, LAWYERS, ELSEWHERE, "--lang", lang, columns=140).stdout
    words = {SIGNS[outcome]: label.text("zh" if lang == "zh" else "en") for outcome, label in OUTCOMES.items()}
    for sign, word in words.items():
        if sign in "✔✘?":
            assert printed.count(f"{sign} {word}") == printed.count(sign)


@pytest.mark.parametrize("output", ["text", "plain"])
def test_a_pipe_gets_no_colour(ask: Run, output: str) -> None:
    assert "\x1b" not in ask(FIRM, "--format", output).stdout


@pytest.mark.parametrize("lang", LANGUAGES)
def test_plain_has_no_boxes_and_no_signs(ask: Run, lang: str) -> None:
    assert not set(ask(FIRM, "--lang", lang, "--format", "plain").stdout) & set("─│├└✔✘?…")


def test_what_a_dossier_says_is_not_taken_for_markup(ask: Run) -> None:
    printed = ask("-", text='unit: {name: "[red]x[/red] :smile:", place: testbed}').stdout
    assert "[red]x[/red] :smile:" in printed


@pytest.mark.parametrize("output", ["text", "plain"])
def test_line_breaks_of_a_dossier_do_not_break_the_report(ask: Run, output: str) -> None:
    printed = ask("-", "--format", output, text='unit: {name: "a\\nb\\tc", place: testbed}').stdout
    assert printed.startswith("Dossier: a b c\n")


def test_a_refusal_by_our_reading_says_so(ask: Run) -> None:
    lines = ask(LAWYERS, "--lang", "en", "--format", "plain").stdout.splitlines()
    row = next(line for line in lines if line.startswith("Testbed: demonstration unit"))
    assert row.endswith("missing or failed: kind of applicant: law firm (by our reading), number of staff: 8")
    assert "          our reading of the text: a law firm is no enterprise" in lines


def test_every_open_criterion_says_who_settles_it(ask: Run) -> None:
    printed = ask(LAWYERS, "--lang", "en", "--format", "plain").stdout
    assert "not recorded: number of secure rooms; from the applicant [unit.testbed.rooms]" in printed
    assert "needs a judgement: 「成效较好」; the authority decides [testbed/designations/unit/criteria/results]" in printed


def test_out_of_scope_is_one_row(ask: Run) -> None:
    lines = ask(ELSEWHERE, "--lang", "en", "--format", "plain").stdout.splitlines()
    why = "outside the region's scope"
    assert f"Testbed: every designation and incentive: out of scope; missing or failed: {why}" in lines


# --- what is asked ---


def test_the_day_asked_is_printed_also_without_on(run: Run) -> None:
    before = date.today()
    printed = run("evaluate", FIRM, "--plugins-dir", DRAFTS, "-r", "testbed", "--lang", "en").stdout
    assert any(f"As of: {day} (a dry run, not an administrative decision)" in printed for day in (before, date.today()))


def test_full_width_digits_in_a_day(run: Run) -> None:
    printed = run("evaluate", FIRM, "--plugins-dir", DRAFTS, "-r", "testbed", "--on", "２０２５-０３-０１").stdout
    assert "2025-03-01" in printed


def test_standard_input(ask: Run) -> None:
    assert ask("-", text=FIRM.read_bytes()).stdout == ask(FIRM).stdout


def test_a_dossier_without_a_name_is_called_by_its_file(ask: Run) -> None:
    assert ask(ELSEWHERE).stdout.startswith(f"Dossier: {ELSEWHERE}")


def test_all_regions_are_asked_where_none_is_named(run: Run) -> None:
    printed = json.loads(run("evaluate", FIRM, "--plugins-dir", DRAFTS, "--format", "json").stdout)
    assert {"testbed", "yinchuan"} <= {region["region"] for region in printed["regions"]}


def test_plugins_dir_from_the_environment(run: Run) -> None:
    assert run("evaluate", FIRM, "-r", "testbed", HUMI_PLUGINS_DIR=str(DRAFTS)).exit_code == 0


@pytest.mark.parametrize(
    ("env", "zh"),
    [
        ({"LC_ALL": "zh_CN.UTF-8", "LANG": "en_GB.UTF-8"}, True),
        ({"LC_MESSAGES": "zh_TW.UTF-8", "LANG": "en_GB.UTF-8"}, True),
        ({"LANG": "zh_CN.UTF-8"}, True),
        ({"LC_ALL": "en_GB.UTF-8", "LANG": "zh_CN.UTF-8"}, False),
        ({"LC_ALL": "", "LANG": "zh_CN.UTF-8"}, True),
        ({"LANG": "C.UTF-8"}, False),
        ({}, False),
    ],
)
def test_language_of_the_locale(ask: Run, env: dict[str, str], zh: bool) -> None:
    assert ask(FIRM, **env).stdout.startswith("案卷：" if zh else "Dossier:")


# --- how it exits ---


def test_exit_code_of_outcomes(ask: Run) -> None:
    assert ask(FIRM, "--exit-code").exit_code == 4
    assert ask(LAWYERS, "--exit-code").exit_code == 6
    assert ask(ELSEWHERE, "--exit-code").exit_code == 0
    assert ask(ELSEWHERE, LAWYERS, "--exit-code").exit_code == 6
    assert ask(LAWYERS).exit_code == 0


def test_exit_code_of_a_refusal_alone(ask: Run, tmp_path: Path) -> None:
    file = tmp_path / "refused.yaml"
    file.write_text("unit: {place: testbed, kind: individual}\nbase: {carrier: administrative_division}\n")
    assert ask(file, "--exit-code").exit_code == 2


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """A drafts folder with a sound region and a broken one."""
    for name in ("testbed", "broken"):
        (tmp_path / name).mkdir()
        for file in ("policy.yaml", "provisions.yaml"):
            text = (DRAFTS / "testbed" / file).read_text("utf-8")
            if name == "broken":
                text = text.replace("id: testbed", "id: broken").replace("unit.staff:", "unit.staf:")
            (tmp_path / name / file).write_text(text, "utf-8")
    return tmp_path


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_region_that_cannot_be_loaded(run: Run, broken: Path, lang: str) -> None:
    asked = run("evaluate", FIRM, "--plugins-dir", broken, "-r", "testbed", "-r", "broken", "--lang", lang)
    assert asked.exit_code == 3
    told = Problem("C407", None, {"name": "broken"}).render("zh" if lang == "zh" else "en")
    assert told in asked.stderr.splitlines()
    assert re.search(r"policy\.yaml:\d+:\d+: .*staf", asked.stderr)
    assert ("试验区" if lang == "zh" else "Testbed") in asked.stdout
    assert ("地区 broken 未能作答" if lang == "zh" else "region broken could not answer") in asked.stdout


def test_a_broken_region_that_nobody_asked_for(run: Run, broken: Path) -> None:
    assert run("evaluate", FIRM, "--plugins-dir", broken, "-r", "testbed").stderr == ""
    everything = run("evaluate", FIRM, "--plugins-dir", broken)
    assert everything.exit_code == 0
    assert "broken" in everything.stderr


# --- warnings ---


@pytest.mark.parametrize(
    ("place", "suggestion"), [("testbd", "testbed"), ("试验区", "testbed"), ("试验", "testbed"), ("atlantis", None)]
)
def test_a_place_that_no_region_has(ask: Run, place: str, suggestion: str | None) -> None:
    result = ask("-", text=f"unit: {{place: {place}}}", columns=200)
    assert result.exit_code == 0
    assert "[D309]" in result.stderr
    assert (f"did you mean `{suggestion}`?" in result.stderr) is (suggestion is not None)
    assert "[D309]" not in result.stdout


def test_facts_of_an_installed_region_that_was_not_asked_are_no_reason_for_a_warning(ask: Run) -> None:
    assert ask("-", text="unit: {place: testbed, yinchuan: {willing: true}}").stderr == ""
    assert "[D310]" in ask("-", text="unit: {place: testbed, atlantis: {willing: true}}").stderr


def test_every_outcome_has_a_sign_and_a_word() -> None:
    assert set(SIGNS) == set(OUTCOMES) == set(Outcome)

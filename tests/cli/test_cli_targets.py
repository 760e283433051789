"""`humi targets`: count, needed, due, outcome, pace and what is uncertain; and what it says of a registry it cannot read."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

import humi
from tests.cli.conftest import LANGUAGES, Run

ROOT = Path(__file__).parents[2]
REGISTRY = Path("examples/registries/yinchuan")
HEAD = "id,region,kind,level,holder,granted,held\n"


@pytest.fixture(autouse=True)
def _at_the_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


def titles(folder: Path, *rows: str) -> Path:
    (folder / "titles.csv").write_text(HEAD + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    return folder


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("output", ["text", "plain"])
def test_what_people_read(run: Run, snapshot: SnapshotAssertion, lang: str, output: str) -> None:
    result = run("targets", "yinchuan", REGISTRY, "--on", "2026-11-27", "--lang", lang, "--format", output, columns=100)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == snapshot


def test_json_is_the_decision(run: Run) -> None:
    printed = json.loads(run("targets", "yinchuan", REGISTRY, "--on", "2026-12-31", "--format", "json").stdout)
    judge = humi.Humi(["yinchuan"])
    assert printed == judge.evaluate(judge.registry(REGISTRY), on=date(2026, 12, 31)).to_dict()
    outcomes = {one["finding"]["path"]: one["finding"]["outcome"] for one in printed["regions"][0]["targets"]}
    assert outcomes["yinchuan/targets/bases/2026-12-31"] == "not_met"
    assert outcomes["yinchuan/targets/sites_each_year/2026"] == "not_met"


def test_twenty_five_and_fifteen_meet_the_cumulative_target_and_fail_the_yearly_one(run: Run, tmp_path: Path) -> None:
    """Each with a holder of its own, so that no reading differs."""
    rows = [f"A{n},yinchuan,station,city,E{n},2025-06-18,2025-06-18/.." for n in range(25)]
    rows += [f"B{n},yinchuan,point,city,F{n},2026-04-09,2026-04-09/.." for n in range(15)]
    result = run("targets", "yinchuan", titles(tmp_path, *rows), "--on", "2026-12-31", "--lang", "en", "--format", "plain")
    lines = result.stdout.splitlines()
    assert "stations and points, cumulative: 2026-12-31; needed: at least 40; counted: 40; outcome: met" in lines
    assert "stations and points built in the year: 2026-12-31; needed: at least 20; counted: 15; outcome: not met" in lines


def test_a_record_of_which_the_kind_is_not_known_is_named(run: Run, tmp_path: Path) -> None:
    rows = [f"A{n},yinchuan,station,city,E{n},2025-06-18,2025-06-18/.." for n in range(25)]
    folder = titles(tmp_path, *rows, "B0,yinchuan,,city,F0,2025-06-18,2025-06-18/..")
    printed = run("targets", "yinchuan", folder, "--on", "2025-12-31", "--lang", "en", "--format", "plain").stdout
    assert "counted: 25–26; outcome: met" in printed
    assert "the count is not certain, because:" in printed
    assert "not recorded: kind (titles[25]); from the authority, shown by: recognition document [title.kind]" in printed


def test_the_same_doubt_about_many_records_is_told_once_with_the_place_of_each(run: Run, tmp_path: Path) -> None:
    kinds = ["station"] * 3 + [""] * 5 + ["station"] * 3 + [""]
    folder = titles(tmp_path, *(f"A{n},yinchuan,{kind},city,E{n},2025-06-18,2025-06-18/.." for n, kind in enumerate(kinds)))
    for lang, told in (("en", "not recorded: kind (titles[3–7, 11]);"), ("zh", "未记录：种类（titles[3–7, 11]）；")):
        printed = run("targets", "yinchuan", folder, "--on", "2025-12-31", "--lang", lang, "--format", "plain").stdout
        assert printed.count("title.kind") == printed.count(told) > 0


def test_of_more_records_than_can_be_named_the_rest_is_counted(run: Run, tmp_path: Path) -> None:
    rows = [f"A{n},yinchuan,{'' if n % 2 else 'station'},city,E{n},2025-06-18,2025-06-18/.." for n in range(60)]
    printed = run("targets", "yinchuan", titles(tmp_path, *rows), "--on", "2025-12-31", "--lang", "en", "--format", "plain")
    assert "37, 39, and 10 more])" in printed.stdout


@pytest.mark.parametrize(
    ("on", "en", "zh"),
    [
        ("2025-12-30", "20 to go in 1 day; 99% of the time is gone", "还差20，余1天；时间已过99%"),
        ("2025-12-02", "20 to go in 29 days; 92% of the time is gone", "还差20，余29天；时间已过92%"),
        ("2025-12-01", "20 to go in 30 days, about 20.0 a month; 91%", "还差20，余30天，每月约20.0；时间已过91%"),
    ],
)
def test_there_is_no_rate_by_the_month_in_less_than_a_month(run: Run, tmp_path: Path, on: str, en: str, zh: str) -> None:
    for lang, told in (("en", en), ("zh", zh)):
        printed = run("targets", "yinchuan", titles(tmp_path), "--on", on, "--lang", lang, "--format", "plain").stdout
        assert told in printed


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_region_that_is_not_known(run: Run, lang: str) -> None:
    result = run("targets", "yinchaun", REGISTRY, "--lang", lang)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "[C403]" in result.stderr
    assert "yinchuan" in result.stderr


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_mistake_of_a_registry_at_once_with_its_row_and_column(run: Run, tmp_path: Path, lang: str) -> None:
    rows = ("A1,yinchuan,station,city,E1,2025-13-01,2025-06-18/..", "A2,yinchuan,station,town,E1,2025-06-18,x")
    folder = titles(tmp_path, *rows)
    result = run("targets", "yinchuan", folder, "--lang", lang)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "Traceback" not in result.stderr
    places = [line.partition(": ")[0].partition("：")[0].rpartition("titles.csv:")[2] for line in result.stderr.splitlines()]
    assert {"2:6", "3:4", "3:7"} <= set(places)


def test_a_region_that_is_installed_but_was_not_asked_is_no_reason_for_a_warning(run: Run) -> None:
    """The registry holds facts of Yinchuan."""
    result = run("targets", "jiangjin", REGISTRY, "--on", "2025-12-31")
    assert (result.exit_code, result.stderr) == (0, "")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_kinds_and_regions_by_their_names_are_told_with_the_id(run: Run, tmp_path: Path, lang: str) -> None:
    rows = ("A1,银川市,station,city,E1,2025-06-18,2025-06-18/..", "A2,yinchuan,保护站,city,E2,2025-06-18,2025-06-18/..")
    result = run("targets", "yinchuan", titles(tmp_path, *rows), "--lang", lang)
    assert result.exit_code == 0
    (region, kind) = result.stderr.splitlines()
    assert all(part in region for part in ("titles.csv:2:2", "银川市", "yinchuan", "[D311]"))
    assert all(part in kind for part in ("titles.csv:3:3", "保护站", "station", "[D312]"))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_dossier_is_no_registry(run: Run, lang: str) -> None:
    result = run("targets", "yinchuan", "examples/dossiers/enterprise.yaml", "--lang", lang)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "[R622]" in result.stderr


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_registry_that_is_not_there(run: Run, tmp_path: Path, lang: str) -> None:
    result = run("targets", "yinchuan", tmp_path / "nothing", "--lang", lang)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "Traceback" not in result.stderr


def test_a_region_without_targets_says_so(run: Run) -> None:
    folder = ROOT / "tests" / "cli" / "drafts"
    printed = run("targets", "testbed", REGISTRY, "--plugins-dir", folder, "--lang", "en", "--format", "plain")
    assert "the text of this region has no targets" in printed.stdout

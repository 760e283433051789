"""`humi duties`: the register of a region, and what is open for a unit, a case and an authority on a day."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from tests.cli.conftest import LANGUAGES, Run

ROOT = Path(__file__).parents[2]
PILOT = """\
humi: 1
unit: {id: E1, place: jiyuan, business_place: jiyuan, kind: enterprise, jiyuan: {pilot: 2023-07-10}}
acts:
  - {region: jiyuan, kind: progress_report, actor: E1, day: 2023-12-20}
"""
COMPLAINTS = """\
humi: 1
cases:
  - {id: k1, region: yinchuan, received: 2026-01-05, accepted: 2026-01-06, investigated: 2026-01-20, disposed: 2026-02-01}
  - {id: k2, region: yinchuan, received: 2026-03-02}
  - {id: k3, region: yinchuan, received: 2026-03-02, accepted: false}
"""


@pytest.fixture(autouse=True)
def _at_the_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_register_of_a_region(run: Run, snapshot: SnapshotAssertion, lang: str) -> None:
    result = run("duties", "-r", "jiyuan", "--lang", lang, "--format", "text", columns=110)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == snapshot


def test_the_register_names_every_duty_of_every_region(run: Run) -> None:
    printed = json.loads(run("duties", "--format", "json").stdout)
    assert [one["region"] for one in printed] == ["jiangjin", "jiyuan", "qingdao_ftz", "sanmen", "yinchuan"]
    kinds = {duty["kind"] for region in printed for duty in region["duties"]}
    assert kinds == {"duty", "case_handling", "consequence", "publicity", "funding"}
    assert all(region["kept"] for region in printed)


def test_whose_each_duty_is_and_of_what_kind(run: Run, snapshot: SnapshotAssertion) -> None:
    """Cases ask for outcomes; who is named, whom or what it is about and by when is a matter of the text just as much."""
    printed = json.loads(run("duties", "--format", "json").stdout)
    duties = [duty for one in printed for duty in one["duties"]]
    assert [" ".join(str(duty[key]) for key in ("path", "kind", "who", "about", "due")) for duty in duties] == snapshot


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_is_open_for_a_unit(run: Run, snapshot: SnapshotAssertion, tmp_path: Path, lang: str) -> None:
    """The report of 2023 is in, that of 2024 is late, and whether one is owed for 2025 is a matter of reading."""
    (tmp_path / "pilot.yaml").write_text(PILOT, encoding="utf-8")
    result = run("duties", tmp_path / "pilot.yaml", "-r", "jiyuan", "--on", "2026-02-01", "--lang", lang, "--format", "plain")
    assert result.exit_code == 0
    assert result.stdout.replace(str(tmp_path), "") == snapshot


def test_a_complaint_without_a_recorded_outcome_is_open_not_late(run: Run, tmp_path: Path) -> None:
    (tmp_path / "cases.yaml").write_text(COMPLAINTS, encoding="utf-8")
    result = run("duties", tmp_path / "cases.yaml", "-r", "yinchuan", "--on", "2030-01-01", "--lang", "en", "--format", "json")
    outcomes = {one["finding"]["path"]: one["finding"]["outcome"] for one in json.loads(result.stdout)["regions"][0]["duties"]}
    assert outcomes["yinchuan/duties/complaint_result/k1"] == "met"
    assert outcomes["yinchuan/duties/complaint_result/k2"] == "undetermined"
    assert outcomes["yinchuan/duties/complaint_accepted/k3"] == "not_met"
    told = run("duties", tmp_path / "cases.yaml", "-r", "yinchuan", "--on", "2030-01-01", "--lang", "en", "--format", "plain")
    assert "nothing is recorded: open; the text sets no time limit" in told.stdout


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_is_open_for_an_authority(run: Run, snapshot: SnapshotAssertion, lang: str) -> None:
    words = ("duties", "examples/registries/yinchuan", "-r", "yinchuan", "--on", "2026-06-01", "--format", "plain")
    assert run(*words, "--lang", lang).stdout == snapshot


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_file_that_is_not_there(run: Run, tmp_path: Path, lang: str) -> None:
    result = run("duties", tmp_path / "nothing.yaml", "--lang", lang)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "Traceback" not in result.stderr


def test_a_region_that_cannot_be_loaded_is_named_and_asked_for_it_the_exit_code_tells(run: Run, tmp_path: Path) -> None:
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "policy.yaml").write_text("humi: 1\n", encoding="utf-8")
    result = run("duties", "-r", "broken", "-r", "yinchuan", "--plugins-dir", tmp_path, "--lang", "en")
    assert result.exit_code == 3
    assert "broken" in result.stderr
    assert "Yinchuan" in result.stdout

"""The commands show, test and check, as they are called from a terminal."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from humi.cli.main import main
from tests.authoring.drafts import CASES, LEDGER, PACK, POLICY, TEXTS, change, copy_of_pack

PLUGINS = Path(__file__).parents[2] / "plugins"


def humi(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(one) for one in arguments])


@pytest.mark.parametrize("output", ["text", "plain", "json"])
@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", ["show", "test", "check"])
def test_a_good_pack_is_done(name: str, lang: str, output: str) -> None:
    result = humi(name, PACK, "--lang", lang, "--format", output)
    assert (result.exit_code, result.stderr) == (0, "")
    if output == "json":
        assert json.loads(result.stdout)["schema"] == 1
    else:
        assert ("兰汀区" if lang == "zh" else "Lanting District") in result.stdout
        assert "\x1b" not in result.stdout


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """A pack with an error."""
    folder = copy_of_pack(tmp_path)
    change(folder / POLICY, "unit.has_rules: true", "unit.has_rulez: true")
    return folder


@pytest.mark.parametrize(("name", "code", "stream"), [("show", 3, "stderr"), ("test", 3, "stdout"), ("check", 2, "stdout")])
def test_an_invalid_pack(broken: Path, name: str, code: int, stream: str) -> None:
    result = humi(name, broken, "--lang", "en")
    assert result.exit_code == code
    assert "unknown fact `unit.has_rulez`; did you mean `unit.has_rules`? [L104]" in getattr(result, stream)


def test_an_invalid_ledger_is_an_invalid_pack_to_show(tmp_path: Path) -> None:
    folder = copy_of_pack(tmp_path)
    change(folder / LEDGER, "    anchor: 为鼓励企业保密\n", "")
    result = humi("show", folder, "--lang", "en")
    assert (result.exit_code, result.stdout) == (3, "")
    assert "missing key `anchor` [L102]" in result.stderr


def test_an_invalid_pack_does_not_stop_the_others(broken: Path) -> None:
    result = humi("test", broken, PACK, "--lang", "en")
    assert result.exit_code == 3
    assert "the pack is invalid, nothing was run" in result.stdout
    assert "2 cases, all passed" in result.stdout


def test_a_failing_case(tmp_path: Path) -> None:
    folder = copy_of_pack(tmp_path)
    change(folder / CASES, "amount/support: 20000 yuan", "amount/support: 30000 yuan")
    assert humi("test", folder).exit_code == 2


def test_a_file_of_cases_alone(tmp_path: Path) -> None:
    folder = copy_of_pack(tmp_path)
    more = folder / "more.yaml"
    more.write_text("humi: 1\ncases:\n  - {case: 一, on: 2031-08-01, expect: {designations/point: met}}\n", encoding="utf-8")
    result = humi("test", more, "--lang", "en")
    assert (result.exit_code, result.stdout.splitlines()[0]) == (2, "lanting Lanting District: 1 case, 1 failed")


def test_a_pack_without_cases_passes_and_says_so(tmp_path: Path) -> None:
    folder = copy_of_pack(tmp_path)
    (folder / CASES).unlink()
    result = humi("test", folder, "--lang", "zh")
    assert (result.exit_code, result.stdout) == (0, "lanting 兰汀区：没有案例\n")


def test_warnings_do_not_fail_a_check(tmp_path: Path) -> None:
    folder = copy_of_pack(tmp_path)
    (folder / CASES).unlink()
    result = humi("check", folder, "--lang", "en")
    assert result.exit_code == 0
    assert result.stdout.splitlines()[-1] == ("lanting Lanting District: 1 warning (21 rules, 16 provisions, 2 gaps, no cases)")


def test_check_against_the_text(tmp_path: Path) -> None:
    assert humi("check", PACK, "--sources", TEXTS).exit_code == 0
    result = humi("check", PACK, "--sources", tmp_path, "--lang", "zh")
    assert (result.exit_code, "地区「lanting」没有原文 [S503]" in result.stdout) == (2, True)
    assert humi("check", PACK, "--sources", tmp_path / "nowhere").exit_code == 1


def test_findings_as_data(tmp_path: Path) -> None:
    folder = copy_of_pack(tmp_path)
    change(folder / LEDGER, "    kind: scope", "    kind: scoop")
    (pack,) = json.loads(humi("check", folder, "--format", "json").stdout)["packs"]
    (problem,) = pack["problems"]
    assert (pack["errors"], pack["region"], problem["code"]) == (1, "lanting", "L105")
    assert problem["place"]["file"] == str(folder / LEDGER)
    assert set(problem["message"]) == {"zh", "en"}


@pytest.mark.parametrize("name", ["show", "test", "check"])
def test_an_unknown_region(name: str) -> None:
    result = humi(name, "yinchan", "--lang", "en")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "did you mean `yinchuan`?" in result.stderr


def test_a_copy_here_is_meant_rather_than_the_installed_region(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copy = tmp_path / "yinchuan"
    shutil.copytree(PLUGINS / "yinchuan", copy, ignore=shutil.ignore_patterns("__*"))
    change(copy / POLICY, "when: {unit.kind: enterprise}", "when: {unit.kin: enterprise}")
    monkeypatch.chdir(tmp_path)
    result = humi("check", "yinchuan", "--lang", "en")
    assert (result.exit_code, "did you mean `unit.kind`?" in result.stdout) == (2, True)
    shutil.rmtree(copy)
    assert humi("check", "yinchuan").exit_code == 0


@pytest.mark.parametrize(("text", "code"), [(None, "Y001"), ("", "Y008")])
def test_without_a_ledger_no_draft_answers(tmp_path: Path, text: str | None, code: str) -> None:
    ledger = copy_of_pack(tmp_path) / LEDGER
    ledger.unlink()
    if text is not None:
        ledger.write_text(text, encoding="utf-8")
    for command in ("test", "book"):
        result = humi(command, str(ledger.parent))
        assert (result.exit_code, code in result.output) == (3, True)


def test_explain() -> None:
    zh, en = humi("check", "--explain", "p213", "--lang", "zh"), humi("check", "--explain", "P213", "--lang", "en")
    assert zh.stdout.startswith("P213（错误） 条款「…」")
    assert en.stdout.startswith("P213 (error) no rule cites the provision `…`")
    assert "原因：" in zh.stdout
    assert "Why: " in en.stdout
    assert json.loads(humi("check", "--explain", "P213", "--format", "json").stdout)["code"] == "P213"
    unknown = humi("check", "--explain", "P2130", "--lang", "en")
    assert (unknown.exit_code, "did you mean `P213`?" in unknown.stderr) == (1, True)


def test_all_regions_are_listed_with_those_that_failed(broken: Path) -> None:
    result = humi("show", "--plugins-dir", broken.parent, "--format", "plain", "--lang", "en")
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines[-1].startswith("lanting is not loaded: ")
    assert lines[-1].endswith("[L104]")
    assert any(line.startswith("Yinchuan: yinchuan; ") for line in lines)
    listed = json.loads(humi("show", "--plugins-dir", broken.parent, "--format", "json").stdout)
    assert [one["region"] for one in listed["quarantined"]] == ["lanting"]
    assert {"yinchuan", "qingdao_ftz"} <= {one["region"] for one in listed["regions"]}


def test_paths_are_short_below_the_current_directory(broken: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(broken.parent)
    result = humi("check", broken.absolute(), "--lang", "en")
    assert result.stdout.startswith("lanting/policy.yaml:")


@pytest.mark.parametrize("name", ["show", "test", "check"])
def test_help_is_bilingual(name: str) -> None:
    zh, en = humi(name, "--help", "--lang", "zh").stdout, humi(name, "--help", "--lang", "en").stdout
    assert "规则" in zh
    assert "Usage: " in en
    assert "规则" not in en


def test_start_up_is_light() -> None:
    script = (
        "import sys, humi.cli.show, humi.cli.test, humi.cli.check, humi.authoring.check;"
        "print(sorted({'pydantic', 'rich', 'jsonschema', 'yaml'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"

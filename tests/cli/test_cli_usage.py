"""The command line itself: help, completion, and what it says of a command line that it does not understand."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.shell_completion import ShellComplete
from syrupy.assertion import SnapshotAssertion

from humi.cli.main import COMMANDS, main
from humi.version import __version__
from tests.cli.conftest import DRAFTS, LANGUAGES, Run

COMMAND_FILES = Path(__file__).parents[2] / "core/humi/cli"
PRESENT = [name for name in COMMANDS if (COMMAND_FILES / f"{name}.py").exists()]

WRONG = {
    "unknown command": (
        ("evalute",),
        "没有命令「evalute」；是否想写「evaluate」？",
        "no such command `evalute`; did you mean `evaluate`?",
    ),
    "strange command": (("xyz",), "没有命令「xyz」", "no such command `xyz`"),
    "unknown option": (
        ("evaluate", "a", "--regin", "x"),
        "没有选项「--regin」；是否想写「--region」？",
        "no such option `--regin`; did you mean `--region`?",
    ),
    "missing argument": (("evaluate",), "缺少参数「DOSSIER...」", "missing argument `DOSSIER...`"),
    "bad choice": (
        ("evaluate", "a", "--format", "xml"),
        "选项「--format」的值「xml」不对；可用：text, plain, json, html",
        "the value `xml` of `--format` is wrong; allowed: text, plain, json, html",
    ),
    "no value": (("evaluate", "a", "--on"), "选项「--on」后面要有值", "the option `--on` needs a value"),
    "needless value": (
        ("evaluate", "a", "--exit-code=3"),
        "选项「--exit-code」不带值",
        "the option `--exit-code` takes no value",
    ),
}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", WRONG)
def test_bad_usage(run: Run, name: str, lang: str) -> None:
    words, zh, en = WRONG[name]
    result = run(*words, LC_ALL="zh_CN.UTF-8" if lang == "zh" else "C")
    assert (result.exit_code, result.stdout) == (1, "")
    assert (f"错误：{zh}" if lang == "zh" else f"error: {en}") in result.stderr.splitlines()


def test_bad_usage_in_the_language_asked_for(run: Run) -> None:
    assert "没有命令" in run("--lang", "zh", "evalute", LC_ALL="en_GB.UTF-8").stderr
    assert "没有选项" in run("evaluate", "x", "--lang=zh", "--nope", LC_ALL="en_GB.UTF-8").stderr
    assert "missing argument" in run("evaluate", "--lang", "en", LC_ALL="zh_CN.UTF-8").stderr


def test_a_wrong_language_is_told_in_that_of_the_locale(run: Run) -> None:
    assert "选项「--lang」的值「fr」不对；可用：zh, en" in run("evaluate", "a", "--lang", "fr", LC_ALL="zh_CN.UTF-8").stderr


def test_no_words_at_all_is_bad_usage_and_helps(run: Run) -> None:
    result = run()
    assert (result.exit_code, result.stdout) == (1, "")
    assert "evaluate" in result.stderr


def test_version(run: Run) -> None:
    result = run("--version")
    assert (result.exit_code, result.stdout) == (0, f"humi {__version__}\n")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_help(run: Run, snapshot: SnapshotAssertion, lang: str) -> None:
    assert run("--help", "--lang", lang).stdout == snapshot


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("command", ["evaluate", "form"])
def test_help_of_a_command(run: Run, snapshot: SnapshotAssertion, command: str, lang: str) -> None:
    assert run(command, "--help", "--lang", lang).stdout == snapshot


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("command", PRESENT)
def test_every_help_has_examples(run: Run, command: str, lang: str) -> None:
    result = run(command, "--help", "--lang", lang)
    assert result.exit_code == 0
    assert ("示例" if lang == "zh" else "Examples:") in result.stdout
    assert f"  humi {command}" in result.stdout


def test_every_command_of_the_table_has_its_file() -> None:
    assert list(COMMANDS) == PRESENT


def test_every_file_with_a_command_is_in_the_table() -> None:
    written = {file.stem for file in COMMAND_FILES.glob("*.py") if "@click.command(" in file.read_text("utf-8")}
    assert written == set(PRESENT)


def completed(*words: str, incomplete: str) -> list[str]:
    shell = ShellComplete(main, {}, "humi", "_HUMI_COMPLETE")
    return [item.value for item in shell.get_completions(list(words), incomplete)]


def test_completion_of_commands() -> None:
    assert completed(incomplete="ev") == ["evaluate"]


def test_completion_of_regions(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "yinchuan" in completed("evaluate", "-r", incomplete="y")
    assert "yinchuan" in completed("form", incomplete="")
    assert completed("form", "--plugins-dir", str(DRAFTS), incomplete="te") == ["testbed"]
    monkeypatch.setenv("HUMI_PLUGINS_DIR", str(DRAFTS))
    assert completed("evaluate", "-r", incomplete="te") == ["testbed"]


def test_completion_goes_on_where_the_drafts_folder_is_missing() -> None:
    assert "yinchuan" in completed("form", "--plugins-dir", "/nowhere", incomplete="y")

"""`humi new` writes regions that check and test green, whatever was answered, and touches nothing that is there."""

from __future__ import annotations

import os
import pty
import sys
import time
from datetime import date
from itertools import product
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from humi.authoring.check import check_target
from humi.authoring.scaffold import write_region
from humi.authoring.scaffold.wish import NAMES, WHAT, Wish, day_or_none, quoted, region_id
from humi.authoring.suite import run_suite
from humi.authoring.targets import load_target
from humi.cli.main import main
from humi.errors import UsageError
from humi.plugins import installed
from humi.reading.strict_yaml import read_yaml_text
from humi.values.label import Label

ANSWERS = list(product(WHAT, ("zh", "en"), (False, True), (None, date(2026, 1, 1), date(2027, 3, 1))))


def new(*words: str | Path) -> Result:
    return CliRunner().invoke(main, ["new", *map(str, words)])


@pytest.mark.parametrize(("what", "keywords", "packaged", "in_force"), ANSWERS)
def test_whatever_is_answered_checks_and_tests_green(
    tmp_path: Path, what: str, keywords: str, packaged: bool, in_force: date | None
) -> None:
    wish = Wish("mypark", what=what, keywords=keywords, packaged=packaged, in_force=in_force)
    target = load_target(write_region(wish, tmp_path / "made"))
    checked, suite = check_target(target), run_suite(target)
    assert [problem.render("en") for problem in checked.problems] == []
    assert suite.passed
    assert len(suite.results) == (7 if in_force else 5)
    assert {path.name for path in tmp_path.iterdir()} == {"made"}


@pytest.mark.parametrize("what", WHAT)
def test_both_spellings_load_to_the_same_rules(tmp_path: Path, what: str) -> None:
    packs = []
    for keywords in ("zh", "en"):
        wish = Wish("mypark", what=what, keywords=keywords, in_force=date(2026, 1, 1))  # type: ignore[arg-type]
        packs.append(load_target(write_region(wish, tmp_path / keywords)).pack)
    assert packs[0] is not None
    assert packs[1] is not None
    assert packs[0].hash == packs[1].hash
    text = (tmp_path / "zh" / "policy.yaml").read_text(encoding="utf-8")
    assert "认定:" in text
    assert "designations" not in text


def test_answers_of_any_characters_are_kept(tmp_path: Path) -> None:
    name = Label('甲"乙: #丙', "O'Brien's [park]: {x} $y # z")
    wish = Wish("mypark", name=name, document="《办法》: 试行", title=Label("- 称号", "yes"))
    target = load_target(write_region(wish, tmp_path / "made"))
    assert target.pack is not None
    assert (target.pack.label, target.pack.designations[0].label) == (name, wish.title)
    assert [problem.render("en") for problem in check_target(target).problems] == []


@pytest.mark.parametrize("text", ["a", "是", "true", "1.0", "", " ", "a: b", "#", "甲（乙）", "\u3000", "'", '"'])
def test_a_text_is_quoted_where_it_has_to_be(text: str) -> None:
    from humi.reading.located import plain
    from humi.reading.problems import Problems

    read = read_yaml_text(f"key: {quoted(text)}", "text", Problems())
    assert read is not None
    assert plain(read) == {"key": text}


def test_nothing_that_exists_is_touched(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")
    for name in ("there", "file", "link"):
        found = new("mypark", "-o", tmp_path / name, "--lang", "en")
        assert found.exit_code == 1
        assert "exists already and was left as it is [C431]" in found.output
    assert list((tmp_path / "there").iterdir()) == []
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "link", "there"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    assert "C421" in new("mypark", "-o", tmp_path / "made").output


def test_a_file_in_the_way_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    found = new("mypark", "-o", tmp_path / "file" / "made", "--lang", "en")
    assert found.exit_code == 1
    assert "[C421]" in found.output


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


@pytest.mark.parametrize("text", ["2026-02-30", "2026", "soon", "2026-03"])
def test_a_day_that_is_none_is_told(text: str) -> None:
    assert "C405" in new("mypark", "--in-force", text).output


def test_every_way_to_be_recognised_has_a_name() -> None:
    assert set(NAMES) == set(WHAT)


def test_with_flags_nothing_is_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    found = new("mypark", "--name-zh", "云溪园区", "--keywords", "en", "--package", "--lang", "en")
    assert found.exit_code == 0, found.output
    assert "mypark/humi_mypark/policy.yaml" in found.output
    assert "pip install mypark" in found.output
    assert "name: {zh: 云溪园区" in (tmp_path / "mypark/humi_mypark/policy.yaml").read_text(encoding="utf-8")


ASKED = ["云溪园区", "Yunxi Park", "", "base", "", "", "someday", "2026-03-01", "en", "", ""]
"""Answers at a terminal; a day that is none is asked again."""


def test_at_a_terminal_it_asks(tmp_path: Path) -> None:
    process, terminal = pty.fork()
    if process == 0:
        os.chdir(tmp_path)
        os.execv(sys.executable, [sys.executable, "-m", "humi", "new", "yunxi", "--lang", "en"])
    shown = ""
    for answer in ASKED:
        shown += _shown(terminal)
        os.write(terminal, f"{answer}\n".encode())
    while part := _shown(terminal):
        shown += part
    os.waitpid(process, 0)
    os.close(terminal)
    assert "`someday` is not a date [C405]" in shown
    assert "humi check yunxi" in shown
    pack = load_target(tmp_path / "yunxi").pack
    assert pack is not None
    assert (pack.label, pack.designations[0].this) == (Label("云溪园区", "Yunxi Park"), "base")
    assert "designations:" in (tmp_path / "yunxi" / "policy.yaml").read_text(encoding="utf-8")


def _shown(terminal: int) -> str:
    """What is printed until it asks or ends."""
    text = ""
    until = time.monotonic() + 30
    while time.monotonic() < until:
        try:
            part = os.read(terminal, 4096).decode()
        except OSError:  # it has ended
            return text
        text += part
        if not part or text.endswith(": "):
            return text
    return text

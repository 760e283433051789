"""`humi new`: flags, questions at a real terminal, what is refused, and next steps that can be copied."""

from __future__ import annotations

import os
import pty
import shlex
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from humi.authoring.targets import load_target
from humi.policy.pack import Pack
from humi.values.label import Label
from tests.cli.conftest import LANGUAGES, Run

FILES = {"README.md", "cases.yaml", "policy.yaml", "provisions.yaml"}


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def pack_of(folder: Path) -> Pack:
    pack = load_target(folder).pack
    assert pack is not None
    return pack


# --- flags ---


def test_with_flags_nothing_is_asked(here: Path, run: Run) -> None:
    found = run("new", "mypark", "--name-zh", "云溪园区", "--keywords", "en", "--lang", "en")
    assert found.exit_code == 0, found.output
    assert "mypark/policy.yaml" in found.stdout
    assert pack_of(here / "mypark").label == Label("云溪园区", "Placeholder Region")
    assert "designations:" in (here / "mypark/policy.yaml").read_text(encoding="utf-8")
    assert {path.name for path in (here / "mypark").iterdir()} == FILES | {".schemas"}


def test_without_a_terminal_nothing_is_asked(here: Path, run: Run) -> None:
    assert run("new", "mypark", "--lang", "zh", text="").exit_code == 0
    assert "认定:" in (here / "mypark/policy.yaml").read_text(encoding="utf-8")


def test_answers_may_be_given_in_chinese(here: Path, run: Run) -> None:
    assert run("new", "mypark", "--for", "基地", "--keywords", "英文", "--lang", "zh").exit_code == 0
    assert pack_of(here / "mypark").designations[0].this == "base"
    assert "designations:" in (here / "mypark/policy.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize("packaged", [False, True])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_next_step_runs_as_it_is_printed(here: Path, run: Run, lang: str, packaged: bool) -> None:
    home = "我的 drafts/mypark"
    printed = run("new", "mypark", "-o", home, "--lang", lang, *(["--package"] if packaged else [])).stdout
    steps = [line.partition("  #")[0].strip() for line in printed.splitlines() if "  #" in line]
    assert len(steps) == (6 if packaged else 5)
    for step in steps:
        program, *words = shlex.split(step.partition(" > ")[0])
        if program == "pip":
            assert words == ["install", f"./{home}"], "a bare name would be looked up in an index"
            steps = steps[:2]
        elif step in steps:
            done = run(*words, "--lang", lang)
            assert done.exit_code == 0, f"{step}: {done.output}"
            if file := step.partition(" > ")[2]:
                Path(file).write_text(done.stdout, encoding="utf-8")


@pytest.mark.parametrize("text", ["2026-02-30", "2026", "soon", "2026-03"])
@pytest.mark.parametrize("flag", ["--in-force", "--dated"])
def test_a_day_that_is_none_is_told(here: Path, run: Run, flag: str, text: str) -> None:
    found = run("new", "mypark", flag, text)
    assert found.exit_code == 1
    assert "C405" in found.output
    assert list(here.iterdir()) == []


def test_an_answer_that_is_none_is_told_with_those_there_are(here: Path, run: Run) -> None:
    found = run("new", "mypark", "--for", "园区", "--lang", "zh")
    assert found.exit_code == 1
    assert "「园区」不对；可用：unit, base, station, point" in found.stderr


def test_without_an_id_there_has_to_be_a_terminal(here: Path, run: Run) -> None:
    found = run("new", "--lang", "en")
    assert found.exit_code == 1
    assert "missing argument" in found.stderr


@pytest.mark.parametrize(
    ("region", "code"), [("My-Park", "C430"), ("云溪", "C430"), ("../x", "C430"), ("yinchuan", "C432")]
)
def test_an_id_that_cannot_be_is_told_and_nothing_written(here: Path, run: Run, region: str, code: str) -> None:
    found = run("new", region, "--lang", "zh")
    assert found.exit_code == 1
    assert f"[{code}]" in found.stderr
    assert "是否想写「" in found.stderr
    assert list(here.iterdir()) == []


# --- where ---


def test_nothing_that_exists_is_touched_and_what_is_there_is_said(here: Path, run: Run) -> None:
    (here / "full").mkdir()
    for name in ("a", "b", "c", "d", "e", "f"):
        (here / "full" / name).write_text("mine", encoding="utf-8")
    (here / "empty").mkdir()
    (here / "file").write_text("mine", encoding="utf-8")
    (here / "link").symlink_to(here / "nowhere")
    there = {"full": "a folder with a, b, c, d, e, …", "empty": "an empty folder", "file": "a file", "link": "a file"}
    for name, told in there.items():
        found = run("new", name, "--lang", "en")
        assert found.exit_code == 1
        assert f"`{name}` exists already ({told}) and was left as it is [C431]" in found.stderr
    assert sorted(path.name for path in here.iterdir()) == ["empty", "file", "full", "link"]
    assert (here / "file").read_text(encoding="utf-8") == "mine"
    assert list((here / "empty").iterdir()) == []


def test_a_draft_where_it_would_not_be_found_is_refused(here: Path, run: Run) -> None:
    found = run("new", "mypark", "-o", "drafts", "--lang", "en")
    assert found.exit_code == 1
    assert "did you mean `drafts/mypark`? [C434]" in found.stderr
    assert list(here.iterdir()) == []


def test_a_package_may_be_called_as_one_likes(here: Path, run: Run) -> None:
    assert run("new", "mypark", "--package", "-o", "humi-mypark").exit_code == 0
    assert pack_of(here / "humi-mypark" / "humi_mypark").region == "mypark"


@pytest.mark.parametrize("home", ["file/mypark", "/proc/mypark", "/dev/null/mypark"])
def test_a_place_that_cannot_be_written_is_told(here: Path, run: Run, home: str) -> None:
    (here / "file").write_text("", encoding="utf-8")
    found = run("new", "mypark", "-o", home, "--lang", "en")
    assert found.exit_code == 1
    assert "[C421]" in found.stderr
    assert "Traceback" not in found.output


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_may_only_be_read_is_told(here: Path, run: Run) -> None:
    here.chmod(0o500)
    found = run("new", "mypark")
    here.chmod(0o700)
    assert found.exit_code == 1
    assert "[C421]" in found.stderr


def test_what_fails_half_way_leaves_nothing(here: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("humi.authoring.scaffold.write_schemas", full)
    assert run("new", "mypark").exit_code == 1
    assert list(here.iterdir()) == []


# --- questions ---


@dataclass(frozen=True)
class Talk:
    """What is typed at a terminal, and what must have been answered to what was wrong."""

    words: str
    typed: tuple[str, ...]
    told: tuple[str, ...]


TALKS = {
    "en": Talk(
        "new --lang en",
        ("My-Park", "yunxi", "云溪园区", "Yunxi Park", "", "", "park", "base", "", "", "someday", "2026-03-01", "2", "", ""),
        ("did you mean `my_park`?", "`park` is not among the answers", "`someday` is not a date", "humi check yunxi"),
    ),
    "zh": Talk(
        "new yunxi --lang zh",
        ("云溪园区", "Yunxi Park", "《办法》", "２０２６年１月１５日", "基地", "", "", "2026年3月1日", "英", "目", "云溪", ""),
        ("「云溪」不行；是否想写「云溪/yunxi」？ [C434]", "humi check yunxi"),
    ),
}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_at_a_terminal_it_asks_and_asks_again(here: Path, lang: str) -> None:
    talk = TALKS[lang]
    shown = talked(here, talk.words, talk.typed)
    for told in talk.told:
        assert told in shown
    pack = pack_of(here / "yunxi")
    assert (pack.label, pack.designations[0].this) == (Label("云溪园区", "Yunxi Park"), "base")
    assert pack.designations[0].label == Label("商业秘密保护示范基地", "trade-secret protection demonstration base")
    assert "designations:" in (here / "yunxi/policy.yaml").read_text(encoding="utf-8")
    assert "from: 2026-03-01" in (here / "yunxi/policy.yaml").read_text(encoding="utf-8")
    if lang == "zh":
        assert "anchor: 2026年1月15日" in (here / "yunxi/provisions.yaml").read_text(encoding="utf-8")


def talked(at: Path, words: str, typed: tuple[str, ...]) -> str:
    """What a real terminal shows of a talk."""
    process, terminal = pty.fork()
    if process == 0:
        os.chdir(at)
        os.execv(sys.executable, [sys.executable, "-m", "humi", *words.split()])
    shown = ""
    for answer in typed:
        shown += until_asked(terminal)
        os.write(terminal, f"{answer}\n".encode())
    while part := until_asked(terminal):
        shown += part
    os.waitpid(process, 0)
    os.close(terminal)
    return shown


def until_asked(terminal: int) -> str:
    """What is printed until it asks or ends."""
    text = b""
    until = time.monotonic() + 30
    while time.monotonic() < until:
        try:
            part = os.read(terminal, 4096)
        except OSError:  # it has ended
            break
        text += part
        if not part or text.endswith(b": "):
            break
    return text.decode()

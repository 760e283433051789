"""Humi as a process: what it imports, and how it takes a closed pipe and an interrupt."""

from __future__ import annotations

import signal
import subprocess
import sys
import time

import pytest

from tests.cli.conftest import DRAFTS, process

FIRM = str(DRAFTS / "firm.yaml")
ASK = ("evaluate", FIRM, "--plugins-dir", str(DRAFTS), "-r", "testbed")
LOADED = "import atexit; atexit.register(lambda: print(' '.join(sorted(sys.modules)), file=sys.stderr)); "


def modules_after(*words: str) -> set[str]:
    running = process(*words, code=f"{LOADED} from humi.cli.main import main; main()")
    _, stderr = running.communicate(timeout=60)
    assert running.returncode == 0, stderr.decode()
    return set(stderr.decode().split())


@pytest.mark.parametrize("words", [("--help",), ("--version",), ("evaluate", "--help"), ("form", "--help")], ids=" ".join)
def test_help_loads_next_to_nothing(words: tuple[str, ...]) -> None:
    loaded = modules_after(*words)
    heavy = {"pydantic", "rich", "yaml", "importlib.metadata", "pluggy"}
    heavy |= {"humi.library", "humi.decision", "humi.reading.problems"}
    assert loaded & heavy == set()
    assert {name for name in loaded if name.startswith("humi.cli.")} <= {
        "humi.cli.main",
        "humi.cli.bilingual",
        "humi.cli.language",
        *(("humi.cli.options", f"humi.cli.{words[0]}") if len(words) > 1 else ()),
    }


def test_rich_is_loaded_for_text_only() -> None:
    assert "rich" in modules_after(*ASK, "--format", "text")
    assert not {"rich", "pydantic"} & modules_after(*ASK)  # not a terminal: plain
    assert not {"rich", "pydantic"} & modules_after(*ASK, "--format", "plain")
    assert not {"rich", "pydantic"} & modules_after(*ASK, "--format", "json")


def test_python_dash_m() -> None:
    done = subprocess.run([sys.executable, "-m", "humi", "evaluate"], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.startswith("Usage: humi evaluate")


@pytest.mark.parametrize("output", ["text", "plain", "json"])
def test_a_reader_that_goes_away_is_no_error(output: str) -> None:
    with process(*ASK, *[FIRM] * 40, "--format", output) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.read(10)
        running.stdout.close()
        stderr = running.stderr.read().decode()
    assert (running.returncode, stderr) == (0, "")


@pytest.mark.parametrize(("sent", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
@pytest.mark.parametrize(("lang", "told"), [("zh", "已停止，没有写出结果"), ("en", "stopped; no result was written")])
def test_who_stops_it_is_told_so_in_one_line(sent: signal.Signals, code: int, lang: str, told: str) -> None:
    running = process("evaluate", "-", "-r", "yinchuan", "--lang", lang, stdin=subprocess.PIPE)
    time.sleep(1.5)
    running.send_signal(sent)
    stdout, stderr = running.communicate(timeout=60)
    assert (running.returncode, stdout, stderr.decode().strip()) == (code, b"", told)


def test_a_terminal_without_chinese_still_gets_an_answer() -> None:
    code = "sys.stdout.reconfigure(encoding='ascii'); from humi.cli.main import main; main()"
    running = process(*ASK, "--lang", "zh", "--format", "text", code=code)
    stdout, stderr = running.communicate(timeout=60)
    assert (running.returncode, stderr) == (0, b"")
    assert b"\\u6848\\u5377" in stdout

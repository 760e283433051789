"""`humi test`: one file, one line, one sentence; again whenever a file changes; and cases proposed."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path
from queue import Empty, Queue
from typing import IO

import pytest

from tests.authoring.drafts import CASES, PACK, POLICY, change
from tests.cli.conftest import Run, process

PROPOSED = "proposed.yaml"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(PACK, tmp_path / "lanting"))


# --- one of many ---


@pytest.mark.parametrize(
    ("which", "cases"),
    [
        ([PACK], 2),
        ([PACK / CASES], 2),
        ([f"{PACK / CASES}:5"], 1),
        ([f"{PACK / CASES}:9"], 1),
        ([f"{PACK / CASES}:12:5"], 1),
        ([PACK, "--case", "内部规则"], 2),
        ([PACK, "--case", "没有 内部规则"], 1),
        ([PACK / CASES, "--case", "不能确定"], 1),
    ],
)
def test_choosing_cases(run: Run, which: list[str | Path], cases: int) -> None:
    result = run("test", *which, "--lang", "en")
    assert result.exit_code == 0
    assert f"{cases} case" in result.stdout


@pytest.mark.parametrize("which", [[f"{PACK / CASES}:1"], [PACK, "--case", "没有这一句"]])
def test_no_such_case(run: Run, which: list[str | Path]) -> None:
    result = run("test", *which, "--lang", "en")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "no case is meant by" in result.stderr
    assert "[T931]" in result.stderr


def test_a_sentence_chooses_among_all_packs(run: Run) -> None:
    result = run("test", PACK, "examples/yunhai", "--case", "有内部规则，培训标准", "--lang", "en")
    assert result.stdout == "lanting Lanting District: 1 case, all passed\n"


def test_a_place_as_it_was_printed_is_a_case_to_run(run: Run, folder: Path) -> None:
    change(folder / CASES, "amount/support: 20000 yuan", "amount/support: 30000 yuan")
    failed = run("test", folder, "--lang", "en")
    place = failed.stdout.splitlines()[1].rpartition("  ")[2]
    again = run("test", place, "--lang", "en")
    assert again.exit_code == 2
    assert "1 case, 1 failed" in again.stdout


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["--propose", "--watch"], "T933"),
        (["--propose", "--case", "x"], "T933"),
        (["-o", "x.yaml"], "T935"),
        (["--propose", "-o", "-", "jiyuan"], "T934"),
    ],
)
def test_options_that_do_not_go_together(run: Run, words: list[str], code: str) -> None:
    result = run("test", PACK, *words, "--lang", "en")
    assert (result.exit_code, result.stdout) == (1, "")
    assert f"[{code}]" in result.stderr


# --- proposing ---


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_proposing(run: Run, folder: Path, lang: str) -> None:
    first = run("test", folder, "--propose", "--lang", lang)
    assert (first.exit_code, first.stderr) == (0, "")
    assert str(folder / PROPOSED) in first.stdout
    assert ("个待确认" if lang == "zh" else "to confirm in all") in first.stdout
    second = run("test", folder, "--propose", "--lang", lang)
    assert ("没有新案例可提" if lang == "zh" else "nothing new to propose") in second.stdout
    tested = run("test", folder, "--lang", lang)
    assert tested.exit_code == 0
    assert "[T930]" in tested.stdout


def test_proposing_to_standard_output_writes_no_file(run: Run, folder: Path) -> None:
    result = run("test", folder, "--propose", "-o", "-", "--lang", "en")
    assert result.exit_code == 0
    assert result.stdout.startswith("# ")
    assert "expect:" in result.stdout
    assert "cases proposed" in result.stderr
    assert not (folder / PROPOSED).exists()


def test_proposing_to_another_file(run: Run, folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "mine.yaml"
    assert run("test", folder, "--propose", "-o", other).exit_code == 0
    assert "confirm" in other.read_text(encoding="utf-8")
    assert not (folder / PROPOSED).exists()


def test_what_was_proposed_for_programs(run: Run, folder: Path) -> None:
    (pack,) = json.loads(run("test", folder, "--propose", "--format", "json").stdout)["packs"]
    assert pack["region"] == "lanting"
    assert len(pack["proposed"]) == pack["to_confirm"]
    assert {"path", "about", "on"} <= set(pack["proposed"][0])


def test_an_invalid_pack_proposes_nothing(run: Run, folder: Path) -> None:
    change(folder / POLICY, "unit.has_rules: true", "unit.has_rulez: true")
    result = run("test", folder, "--propose", "--lang", "en")
    assert result.exit_code == 3
    assert "[L104]" in result.stderr
    assert not (folder / PROPOSED).exists()


def test_a_file_that_cannot_be_written(run: Run, folder: Path) -> None:
    result = run("test", folder, "--propose", "-o", folder / "nowhere" / "x.yaml", "--lang", "en")
    assert result.exit_code == 1
    assert "[C421]" in result.stderr


def test_a_broken_file_of_proposals_is_left_as_it_is(run: Run, folder: Path) -> None:
    (folder / PROPOSED).write_text("cases: [\n", encoding="utf-8")
    result = run("test", folder, "--propose", "--lang", "en")
    assert result.exit_code == 2
    assert PROPOSED in result.stdout
    assert (folder / PROPOSED).read_text(encoding="utf-8") == "cases: [\n"


# --- watching ---

LONGEST = 60.0
"""Seconds after which a line will not come any more."""


class Watched:
    """`humi test --watch` in a process of its own; its lines as they come."""

    def __init__(self, folder: Path) -> None:
        self.process: subprocess.Popen[bytes] = process("test", str(folder), "--watch", "--lang", "en")
        self.lines: Queue[str] = Queue()
        self.readers = [threading.Thread(target=self._read, args=(one,)) for one in (self.process.stdout, self.process.stderr)]
        for reader in self.readers:
            reader.start()

    def _read(self, stream: IO[bytes]) -> None:
        with stream:
            for line in stream:
                self.lines.put(line.decode())

    def end(self) -> None:
        """Whatever it does, it is over."""
        self.process.kill()
        self.process.wait()
        for reader in self.readers:
            reader.join()

    def until(self, words: str) -> list[str]:
        """The lines up to one with these words."""
        seen: list[str] = []
        while not seen or words not in seen[-1]:
            try:
                seen.append(self.lines.get(timeout=LONGEST))
            except Empty:
                raise AssertionError(f"{words!r} never came; {seen}") from None
        return seen


@pytest.fixture
def watched(folder: Path) -> Iterator[Watched]:
    one = Watched(folder)
    yield one
    one.end()


@pytest.mark.skipif(os.name == "nt", reason="signals are sent otherwise there")
def test_watching_runs_again_what_changes_and_ends_quietly(folder: Path, watched: Watched) -> None:
    watched.until("waiting for changes")
    change(folder / POLICY, "amount: 20000 yuan", "amount: 30000 yuan")
    assert "1 failed" in watched.until("1 failed")[-1]
    watched.until("found:    30000 yuan")
    policy = (folder / POLICY).read_text(encoding="utf-8")
    (folder / POLICY).write_text(policy[: len(policy) // 2], encoding="utf-8")
    watched.until("the pack is invalid, nothing was run")
    (folder / POLICY).write_text(policy.replace("30000 yuan", "20000 yuan"), encoding="utf-8")
    watched.until("2 cases, all passed")
    (folder / CASES).unlink()
    watched.until("no cases")
    watched.process.send_signal(signal.SIGINT)
    assert watched.process.wait(LONGEST) == 0
    watched.end()
    left = [watched.lines.get() for _ in range(watched.lines.qsize())]
    assert "".join(left).strip() == ""

"""Running the command as a person would: in one process where that is enough, in its own where it matters."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from humi.cli.main import main

DRAFTS = Path(__file__).parent / "drafts"
LANGUAGES = ("zh", "en")
Run = Callable[..., Result]


@pytest.fixture(autouse=True)
def _own_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HUMI_PLUGINS_DIR", "LC_ALL", "LC_MESSAGES", "LANG", "NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLUMNS", "80")


@pytest.fixture
def run() -> Run:
    """`run("evaluate", file, columns=120)`: output, stderr and exit_code."""

    def invoke(*words: str | Path, columns: int = 80, text: str | bytes | None = None, **env: str) -> Result:
        return CliRunner().invoke(main, [str(word) for word in words], input=text, env={"COLUMNS": str(columns), **env})

    return invoke


@pytest.fixture
def ask(run: Run) -> Run:
    """`evaluate` under the small region of these tests, on a fixed day, as on a terminal."""

    def invoke(*words: str | Path, **how: object) -> Result:
        if "--format" not in words:
            words = (*words, "--format", "text")
        return run("evaluate", *words, "--plugins-dir", DRAFTS, "-r", "testbed", "--on", "2025-03-01", **how)

    return invoke


def process(*words: str, code: str = "from humi.cli.main import main; main()", **how: object) -> subprocess.Popen[bytes]:
    """Humi in a process of its own."""
    command = [sys.executable, "-c", f"import sys; sys.argv = ['humi', *sys.argv[1:]]; {code}", *words]
    env = {**os.environ, "LC_ALL": "C.UTF-8"}
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=env, **how)

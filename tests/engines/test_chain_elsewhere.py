"""Where durable-rules is not: nothing loads it early, and the fixpoint stands in where it cannot be imported."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

import pytest

from tests.house.documents import ROOT

NEWER = ("python3.13", "python3.14", "python3.15")

PAYS = """
from humi.engines.chain import Chain, durable_works
from humi.engines.chain_rules import ChainRule, Fact, Pattern

grant = ChainRule("grant", (Pattern("title", (("kind", "base"),)),), "granted", (("title", (0, "id")),))
pay = ChainRule("pay", (Pattern("granted"), Pattern("claim", (), (("title", (0, "title")),))), "payable")
title, claim = Fact.of("title", {"kind": "base", "id": "证1"}), Fact.of("claim", {"title": "证1"})
found = Chain([pay, grant]).run([claim], [title])
assert [one.kind for one in found] == ["granted", "payable"], found
assert not any(one.certain for one in found.values())
"""

LIGHT = """
import sys
from humi.engines.chain import Chain
from humi.engines.chain_rules import ChainRule, Fact, Pattern

chain = Chain([ChainRule("r", (Pattern("a", (("x", "1"),)), Pattern("b")), "c")])
assert chain.run([], []) == chain.run([Fact.of("a", {"x": "1"})], [Fact.of("a", {"x": "2"})]) == {}
assert not any("durable" in name for name in sys.modules), "before there is anything to do"
assert chain.run([Fact.of("a", {"x": "1"})], [Fact.of("b")])
"""

BLOCKED = """
import sys

class Nowhere:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in ("durable", "durable_rules_engine"):
            raise ImportError(f"{name}: undefined symbol: PyEval_CallObject")

sys.meta_path.insert(0, Nowhere())
"""


def run(code: str, python: str = sys.executable, **environment: str) -> subprocess.CompletedProcess[str]:
    path = {"PYTHONPATH": str(ROOT / "core"), "PYTHONDONTWRITEBYTECODE": "1"}
    words = [python, "-c", code]
    return subprocess.run(words, capture_output=True, text=True, check=False, env={**os.environ, **path, **environment})


def test_durable_rules_is_loaded_when_a_rule_may_fire_and_not_before() -> None:
    done = run(LIGHT)
    assert (done.returncode, done.stderr) == (0, "")


def test_the_fixpoint_steps_in_where_durable_rules_cannot_be_imported() -> None:
    done = run(BLOCKED + PAYS + "assert not durable_works()\nassert type(Chain([pay])._engine).__name__ == 'Fixpoint'")
    assert (done.returncode, done.stderr) == (0, "")


def newer_python() -> tuple[str, str] | str:
    """A newer Python and the version for `PYENV_VERSION`, which other launchers ignore; or why there is none."""
    reasons = []
    for name in NEWER:
        path = shutil.which(name)
        if path is None:
            reasons.append(f"{name}: not on PATH")
            continue
        launchers = ["", *pyenv_versions(name.removeprefix("python"))]
        for version in launchers:
            done = run("import sys; assert sys.version_info >= (3, 13)", path, PYENV_VERSION=version)
            if done.returncode == 0:
                return path, version
        reasons.append(f"{name}: {path} does not run: {done.stderr.strip().splitlines()[0]}")
    return "; ".join(reasons)


def pyenv_versions(prefix: str) -> list[str]:
    pyenv = shutil.which("pyenv")
    if pyenv is None:
        return []
    done = subprocess.run([pyenv, "versions", "--bare"], capture_output=True, text=True, check=False)
    return [version for version in done.stdout.split() if version.startswith(prefix)]


def test_the_chain_runs_on_a_newer_python() -> None:
    """With nothing installed there: the chain needs only the standard library."""
    found = newer_python()
    if isinstance(found, str):
        pytest.skip(found)
    path, version = found
    done = run(PAYS, path, PYENV_VERSION=version)
    assert (done.returncode, done.stderr) == (0, "")

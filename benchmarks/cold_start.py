"""Cold start: whole processes, Humi's commands against a bare click program, taking turns."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from benchmarks.budgets import CLICK, EVALUATE, HELP, HUMI
from benchmarks.dossiers import ASKED
from benchmarks.table import Result

HERE = Path(__file__).parent
BARE = (sys.executable, str(HERE / "bare_click.py"))
DOSSIER = {
    "unit": {
        "id": "U1",
        "kind": "enterprise",
        "place": "yinchuan",
        "founded": "2019-03",
        "has_rules": True,
        "applied": "2025-05-06",
    },
    "titles": [
        {
            "id": "T1",
            "region": "qingdao_ftz",
            "kind": "demonstration_unit",
            "level": "district",
            "granted": "2023-05",
        }
    ],
    "cases": [],
}
"""A dossier that any region can read."""


def humi_command() -> tuple[str, ...] | None:
    """The installed console script, run by this interpreter."""
    script = Path(sys.executable).parent / "humi"
    return (sys.executable, str(script)) if script.exists() else None


def run(command: tuple[str, ...]) -> float:
    """Seconds of one process; a failing one is an error."""
    # Without this variable Python keeps what it compiled, as it does for everybody who does not set it.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    begin = perf_counter()
    done = subprocess.run(command, capture_output=True, check=False, env=environment)
    seconds = perf_counter() - begin
    if done.returncode != 0:
        raise RuntimeError(f"{' '.join(command)}: exit {done.returncode}: {done.stderr.decode()[-500:]}")
    return seconds


def cold_starts(rounds: int) -> list[Result]:
    """Both commands of both programs; the best of each."""
    humi = humi_command()
    if humi is None:
        return [Result(row, HUMI, None, "not installed") for row in (HELP, EVALUATE)]
    with TemporaryDirectory() as folder:
        dossier = Path(folder) / "dossier.yaml"
        dossier.write_text(json.dumps(DOSSIER), encoding="utf-8")
        commands = {
            (HELP, CLICK): (*BARE, "--help"),
            (HELP, HUMI): (*humi, "--help"),
            (EVALUATE, CLICK): (*BARE, "evaluate", str(dossier)),
            (EVALUATE, HUMI): (*humi, "evaluate", str(dossier), "--on", ASKED.isoformat()),
        }
        best: dict[tuple[str, str], float] = {}
        failed: dict[tuple[str, str], str] = {}
        for _ in range(rounds + 1):
            for key, command in commands.items():
                if key in failed:
                    continue
                try:
                    seconds = run(command)
                except RuntimeError as error:
                    failed[key] = str(error).strip().splitlines()[-1]
                else:
                    best[key] = min(best.get(key, seconds), seconds)
    return [Result(*key, None, failed[key]) if key in failed else Result(*key, best[key]) for key in commands]

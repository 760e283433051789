"""A region is a package of its own: built alone, installed beside Humi, and it answers like those that came with it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import sysconfig
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import pytest
from click.testing import CliRunner

import humi
from humi.cli.main import main
from tests.house.documents import ROOT
from tests.plugins.conftest import Install

LANHAI = ROOT / "examples" / "packages" / "lanhai"
SHAHE = Path(__file__).parent / "packages" / "humi_shahe"
PIP = (sys.executable, "-m", "pip", "--disable-pip-version-check")
OFFLINE = ("--no-deps", "--no-index")
ASK = """
import humi, humi_lanhai
print(humi.__file__)
print(humi_lanhai.__file__)
decision = humi.evaluate({"unit": {"place": "lanhai", "kind": "enterprise", "has_rules": True, "staff_trained": 25}})
print([region.region for region in decision.regions], decision.missing)
print(decision.find("lanhai/designations/unit/criteria/trained").sources[0].clause)
"""


def run(*words: str | Path, at: Path) -> str:
    """What a command prints, in an environment that tells Python nothing; it has to succeed."""
    env = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "HUMI", "PIP"))}
    done = subprocess.run([str(word) for word in words], cwd=at, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def wheel_of(source: Path, folder: Path) -> Path:
    """The wheel of a project, built from a copy, so that nothing is left beside its sources."""
    ignored = shutil.ignore_patterns(".*", "*.egg-info", "build", "dist", "__pycache__", "tests")
    copy = shutil.copytree(source, folder / f"source_{source.name}", ignore=ignored)
    run(*PIP, "wheel", *OFFLINE, "--no-build-isolation", "-w", folder / f"wheel_{source.name}", copy, at=folder)
    (wheel,) = (folder / f"wheel_{source.name}").iterdir()
    return wheel


def clean_environment(folder: Path, *wheels: Path) -> Path:
    """A new virtual environment with nothing but these wheels and, shared with the environment of the tests, what those
    need: every other distribution is linked from there, and Humi itself is not."""
    run(sys.executable, "-m", "venv", "--without-pip", folder / "venv", at=folder)
    python = folder / "venv" / "bin" / "python"
    packages = Path(run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", at=folder).strip())
    shared = folder / "shared"
    shared.mkdir()
    for found in Path(sysconfig.get_path("purelib")).iterdir():
        if not found.name.lower().startswith(("humi", "__editable__", "_distutils", "distutils-precedence")):
            (shared / found.name).symlink_to(found)
    (packages / "shared.pth").write_text(f"{shared}\n")
    run(*PIP, "--python", python, "install", *OFFLINE, *wheels, at=folder)
    return python


def test_a_region_built_alone_answers_beside_the_built_in_ones(tmp_path: Path) -> None:
    """Two wheels are built, of Humi and of Lanhai alone, and installed into a new environment. Shared with the environment
    of the tests are the interpreter and the libraries that Humi needs; no source tree and no editable install is in sight."""
    lanhai = wheel_of(LANHAI, tmp_path)
    with ZipFile(lanhai) as archive:
        files = {name for name in archive.namelist() if not name.startswith("humi_lanhai-")}
    assert files == {f"humi_lanhai/{name}" for name in ("__init__.py", "policy.yaml", "provisions.yaml", "cases.yaml")}

    python = clean_environment(tmp_path, wheel_of(ROOT, tmp_path), lanhai)
    core, plugin, answered, clause = run(python, "-c", ASK, at=tmp_path).splitlines()
    assert Path(core).is_relative_to(tmp_path / "venv")
    assert Path(plugin).is_relative_to(tmp_path / "venv")
    assert answered == "['jiangjin', 'jiyuan', 'lanhai', 'qingdao_ftz', 'sanmen', 'yinchuan'] ()"
    assert clause == "三(二)"

    dossier = ROOT / "examples" / "dossiers" / "enterprise.yaml"
    command = python.with_name("humi")
    evaluated = run(command, "evaluate", dossier, "--lang", "en", "--format", "plain", at=tmp_path)
    for region in ("Lanhai", "Qingdao FTZ area", "Yinchuan"):
        assert f"\n{region}: " in evaluated
    assert "no problems (21 rules" in run(command, "check", "lanhai", "--lang", "en", at=tmp_path)
    assert "5 cases, all passed" in run(command, "test", "lanhai", "--lang", "en", at=tmp_path)


# --- a region that needs Python ---


@pytest.fixture
def shahe(install: Install) -> Path:
    """Shahe, installed: its plugin makes facts and duties by a typed function."""
    files = {file.name: file.read_text("utf-8") for file in SHAHE.iterdir() if file.suffix in (".yaml", ".py")}
    return install(region="shahe", package="humi_shahe", files=files)


def test_rules_made_in_python_decide_like_others(shahe: Path) -> None:
    judge = humi.Humi(["shahe"])
    dossier = {"unit": {"place": "shahe", "has_rules": True, "shahe": {"report_2026": "2027-01-15", "report_2027": False}}}
    decided = judge.evaluate(dossier, on=date(2028, 3, 1)).region("shahe")
    duties = {one.finding.path: (one.finding.outcome.value, one.due) for one in decided.duties}
    assert duties["shahe/duties/report_2026"] == ("met", "2027-01-31")
    assert duties["shahe/duties/report_2027"] == ("not_met", "2028-02-15")
    assert duties["shahe/duties/report_2028"] == ("not_yet_due", "2029-01-31")
    assert decided.find("shahe/duties/report_2027").sources[0].clause == "二"
    assert decided.find("shahe/duties/report_2027").reasons[0].found.en


def test_rules_made_in_python_are_shown_with_hook_and_key(shahe: Path) -> None:
    done = CliRunner().invoke(main, ["show", "shahe", "--format", "json"])
    assert done.exit_code == 0, done.output
    (region,) = json.loads(done.stdout)["regions"]
    rules = {rule["path"]: rule for rule in region["rules"]}
    made = f"{shahe / '__init__.py'} (humi_duties: duties.report_2026)"
    assert rules["duties/report_2026"]["place"] == {"file": made, "line": 0, "column": 0}
    assert rules["duties/report_2026"]["source"] == ["report"]
    assert rules["duties/inspection"]["place"] == {"file": str(shahe / "policy.yaml"), "line": 15, "column": 5}
    assert {one["id"]: one["became"] for one in region["provisions"]}["report"] == "cited"


def test_rules_made_in_python_are_checked_and_tested(shahe: Path) -> None:
    for command in ("check", "test"):
        done = CliRunner().invoke(main, [command, "shahe", "--lang", "en"])
        assert done.exit_code == 0, done.output
    assert "no problems" in CliRunner().invoke(main, ["check", "shahe", "--lang", "en"]).output

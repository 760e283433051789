"""A plugin that fails stops nobody: the others answer, and every answer says which region is missing, where and why."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

import humi
from humi.cli.main import main
from humi.policy import reader
from humi.reading.located import Located
from tests.authoring.drafts import change, copy_of_pack
from tests.house.documents import ROOT
from tests.plugins.conftest import REGION, TWO_LINES, Install, problems_of, rules_of, subclass

BUILT_IN = ["jiangjin", "jiyuan", "qingdao_ftz", "sanmen", "yinchuan"]
DAY = date(2026, 6, 1)
DOSSIER = ROOT / "examples" / "dossiers" / "enterprise.yaml"


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(main, [str(word) for word in (*words, "--lang", "en")])


# code of the plugin, code of the problem, line in its __init__.py (None: another place), what the reason says
FAILURES = {
    "import error": ("import nothing_like_this", "C408", 1, "ModuleNotFoundError: No module named 'nothing_like_this'"),
    "name not there": ("\nfrom humi import RegionPlugn", "C408", 2, "ImportError: cannot import name 'RegionPlugn'"),
    "missing attribute": ("plugins = 1", "C408", 0, "has no attribute 'plugin'"),
    "syntax error": ("x = 1\nplugin = RegionPlugin(", "C408", 2, "SyntaxError: '(' was never closed"),
    "exit at import": ("import sys\nsys.exit('enough')", "C408", 2, "SystemExit: enough"),
    "exception at import": ("def deep():\n    return 1 / 0\nplugin = deep()", "C408", 2, "ZeroDivisionError: division by zero"),
    "exception of many lines": ("raise ValueError('a\\nb\\n\\n  c')", "C408", 1, "ValueError: a b c"),
    "exception that cannot speak": (
        "class Mute(Exception):\n    def __str__(self): return 1 / 0\nraise Mute", "C408", 3, "Mute"
    ),
    "exception while registering": (
        "class Odd:\n    def __dir__(self):\n        raise OSError('no')\nplugin = Odd()", "C408", 3, "OSError: no"
    ),
    "the class": ("from humi import RegionPlugin as plugin", "C452", 0, "is the class `RegionPlugin`"),
    "no hooks": ("plugin = object()", "C456", 0, "gives nothing as `humi_region`"),
    "nothing": ("plugin = None", "C456", 0, "gives nothing as `humi_region`"),
    "exception in a hook": (subclass("humi_duties: return {}[1]"), "C451", 5, "of the region `lanting` failed: KeyError: 1"),
    "exit in a hook": (subclass("humi_phases: raise SystemExit"), "C451", 5, "failed: SystemExit"),
    "endless recursion": (subclass("humi_phases: return self.humi_phases()"), "C451", 5, "RecursionError"),
    "nonsense from a hook": (subclass("humi_duties: return 'duties'"), "C457", 3, "returned str, not a dict of sections"),
}  # fmt: skip


@pytest.mark.parametrize(("code", "problem", "line", "reason"), FAILURES.values(), ids=list(FAILURES))
def test_a_plugin_that_fails_is_missing_with_one_readable_line(
    install: Install, code: str, problem: str, line: int, reason: str
) -> None:
    folder = install(code)
    decision = humi.Humi().evaluate(DOSSIER, on=DAY)
    assert [region.region for region in decision.regions] == BUILT_IN
    (missing,) = decision.missing
    assert missing.region == REGION
    for told in missing.reason:
        assert "\n" not in told
        assert "Traceback" not in told
        assert told.endswith(f"[{problem}]")
        place = folder / f"__init__.py:{line}:" if line else folder
        assert told.startswith(str(place)), told
    assert reason in missing.reason.en
    assert missing.reason.en in decision.explain("en")
    assert missing.reason.zh in decision.explain("zh")
    assert decision.to_dict()["missing"] == [{"region": REGION, "reason": dict(zip(("zh", "en"), missing.reason, strict=True))}]


def test_a_package_that_is_not_there(install: Install) -> None:
    install(entry="humi_nowhere:plugin")
    (problem,) = problems_of()
    assert (problem.code, problem.place) == ("C408", None)
    assert problem.details["reason"] == "ModuleNotFoundError: No module named 'humi_nowhere'"


def test_an_exception_from_elsewhere_is_placed_where_the_plugin_called(install: Install) -> None:
    """The last line of the plugin's own files, not the library's that raised."""
    folder = install("import json\n\ndef read():\n    return json.loads('{')\n\nplugin = read()\n")
    (problem,) = problems_of()
    assert str(problem.place) == f"{folder / '__init__.py'}:4:1"


def test_a_mistake_in_another_module_of_the_plugin(install: Install) -> None:
    folder = install("from humi_lanting.rules import plugin", files={"rules.py": "plugin = [\n  1,\n  2)\n"})
    (problem,) = problems_of()
    assert problem.place is not None
    assert (problem.place.file, problem.place.line) == (str(folder / "rules.py"), 3)


def test_every_hook_that_fails_is_told_at_once(install: Install) -> None:
    install(subclass("humi_duties: return {}[1]", "humi_phases: return 1 / 0", "humi_incentives: return 5"))
    assert sorted(problem.details["hook"] for problem in problems_of()) == ["humi_duties", "humi_incentives", "humi_phases"]


def test_a_hook_may_tell_its_own_problems(install: Install) -> None:
    """What it raises as PackError is told as it is."""
    own = "from humi import PackError, Place, Problem; raise PackError([Problem('L102', Place('a', 1, 1), {'key': 'b'})])"
    install(subclass(f"humi_duties: {own}"))
    (problem,) = problems_of()
    assert (problem.code, str(problem.place)) == ("L102", "a:1:1")


@pytest.mark.parametrize("given", ["[]", "['what']"], ids=["none", "no problems"])
def test_an_error_without_problems_is_told_as_any_other(install: Install, given: str) -> None:
    install(subclass(f"humi_duties: from humi import PackError; raise PackError({given})"))
    assert [problem.code for problem in problems_of()] == ["C451"]


@pytest.mark.parametrize("text", ["a: [\n", "humi: 1\nregion: {id: lanting}\n"], ids=["syntax", "rules"])
def test_bad_yaml_of_an_installed_region(install: Install, text: str) -> None:
    folder = install(files={"policy.yaml": text})
    assert {problem.place.file for problem in problems_of() if problem.place} == {str(folder / "policy.yaml")}


def test_no_policy_at_all(install: Install) -> None:
    install(files={"policy.yaml": None})
    assert [problem.code for problem in problems_of()] == ["Y001"]


def test_a_mistake_of_the_reader_stops_no_other_region(install: Install, monkeypatch: pytest.MonkeyPatch) -> None:
    install()
    real = reader.pack_from

    def failing(located: Located, *rest: Any) -> object:
        name = reader.region_of(located)
        return real(located, *rest) if name is None or name.text != REGION else [][0]

    monkeypatch.setattr(reader, "pack_from", failing)
    (problem,) = problems_of()
    assert (problem.code, problem.details["reason"]) == ("C408", "IndexError: list index out of range")
    assert list(humi.Humi().regions) == BUILT_IN
    assert run("check", "lanting").exit_code == 2


def test_another_region_than_the_entry_point_says(install: Install) -> None:
    folder = install(region="lantin")
    (problem,) = problems_of("lantin")
    assert (problem.code, problem.details["found"]) == ("C460", "lanting")
    assert problem.place is not None
    assert (problem.place.file, problem.place.line) == (str(folder / "policy.yaml"), 2)
    assert "lanting" not in humi.Humi().regions


def test_two_plugins_for_one_region(install: Install) -> None:
    """Neither answers: which of them does must not depend on the order of installation."""
    install()
    install(package="humi_other")
    (problem,) = problems_of()
    assert problem.code == "C461"
    for package in ("humi_lanting", "humi_other"):
        assert f"{package}:plugin ({package})" in problem.details["found"]
    assert list(humi.Humi().regions) == BUILT_IN


def test_one_plugin_known_from_two_packages_is_one(install: Install) -> None:
    folder = install()
    again = folder.parent / "humi_again-1.0.dist-info"
    again.mkdir()
    (again / "METADATA").write_text("Metadata-Version: 2.1\nName: humi_again\nVersion: 1.0\n")
    (again / "entry_points.txt").write_text("[humi]\nlanting = humi_lanting:plugin\n")
    assert "designations/point" in rules_of()


def test_a_region_is_asked_again_when_its_plugin_is_mended(install: Install) -> None:
    folder = install(files={"policy.yaml": "a: ["})
    assert problems_of()
    (folder / "policy.yaml").write_text((ROOT / "tests/authoring/lanting/policy.yaml").read_text("utf-8"), "utf-8")
    assert "designations/point" in rules_of()


# --- drafts ---


def test_no_code_of_a_drafts_folder_is_run(tmp_path: Path) -> None:
    folder = copy_of_pack(tmp_path)
    (folder / "__init__.py").write_text("raise SystemExit('never run')\nplugin = 1\n")
    judge = humi.Humi(["lanting"], plugins_dir=tmp_path)
    assert judge.regions == ("lanting",)
    assert run("check", folder).exit_code == 0
    assert "never run" not in run("check", "--plugins-dir", tmp_path).output


def test_a_draft_takes_the_place_of_an_installed_region_even_of_a_broken_one(install: Install, tmp_path: Path) -> None:
    install("1 / 0")
    drafts = tmp_path / "drafts"
    drafts.mkdir()
    copy_of_pack(drafts)
    judge = humi.Humi(plugins_dir=drafts)
    assert set(judge.regions) == {*BUILT_IN, "lanting"}
    assert judge.loaded.quarantined == ()


def test_a_draft_in_a_folder_of_another_name(tmp_path: Path) -> None:
    copy_of_pack(tmp_path).rename(tmp_path / "lantin")
    (one,) = humi.Humi(["lantin"], plugins_dir=tmp_path).loaded.quarantined
    assert [problem.code for problem in one.problems] == ["C460"]


# --- commands ---

BROKEN = subclass("humi_duties: return {'duties': SOON}")


@pytest.fixture
def broken(install: Install) -> str:
    """Where the plugin fails."""
    return f"{install(BROKEN) / '__init__.py'}:5:1: "


def test_evaluate_answers_for_the_others_and_tells_which_is_missing(broken: str) -> None:
    done = run("evaluate", DOSSIER, "--on", DAY.isoformat(), "--format", "plain")
    assert done.exit_code == 0
    assert f"region lanting could not answer: {broken}" in done.stdout
    assert broken in done.stderr
    assert "Yinchuan" in done.stdout
    shown = json.loads(run("evaluate", DOSSIER, "--format", "json").stdout)
    assert [one["region"] for one in shown["missing"]] == ["lanting"]


@pytest.mark.parametrize("command", ["evaluate", "form", "show", "test"])
def test_asked_for_a_region_that_is_missing_a_command_ends_with_3(broken: str, command: str) -> None:
    words = {"evaluate": ("evaluate", DOSSIER, "-r", "lanting", "-r", "yinchuan")}.get(command, (command, "lanting"))
    done = run(*words)
    assert done.exit_code == 3
    assert f"{broken}the hook `humi_duties` of the region `lanting` failed: NameError" in done.output
    assert "Traceback" not in done.output


def test_a_missing_region_that_nobody_asked_for_is_no_error(broken: str) -> None:
    for words in (("evaluate", DOSSIER, "-r", "yinchuan"), ("form", "yinchuan"), ("show", "yinchuan"), ("test", "yinchuan")):
        done = run(*words)
        assert (done.exit_code, broken in done.output) == (0, False), words


def test_check_finds_it_and_goes_on_with_the_other_files(broken: str, install: Install) -> None:
    done = run("check", "lanting")
    assert done.exit_code == 2
    assert done.stdout.startswith(broken)
    assert "16 provisions" in done.stdout
    everything = run("check")
    assert (everything.exit_code, "yinchuan Yinchuan: no problems" in everything.stdout) == (2, True)


def test_all_regions_are_listed_with_the_one_that_is_missing(broken: str) -> None:
    done = run("show", "--format", "plain")
    assert done.exit_code == 0
    assert f"lanting is not loaded: {broken}" in done.stdout
    (listed,) = json.loads(run("show", "--format", "json").stdout)["quarantined"]
    assert (listed["region"], listed["problems"][0]["code"]) == ("lanting", "C451")


def test_test_runs_the_others(broken: str) -> None:
    done = run("test")
    assert done.exit_code == 3
    assert "lanting: the pack is invalid, nothing was run" in done.stdout
    assert "yinchuan Yinchuan" in done.stdout


# --- rules made in Python, checked ---


def test_check_looks_at_the_rules_that_python_makes(install: Install) -> None:
    """Citations too: of a clause that is not in the ledger, and of one that thereby is accounted for."""
    duty = "{'for': 'unit', 'name': {'zh': '甲', 'en': 'a'}, 'when': {'unit.has_rules': True}, 'done': {'unit.applied': True}, "
    folder = install(subclass(f"humi_duties: return {{'duties': {{'a': {duty} 'by': 'unstated', 'source': 'elig_rulez'}}}}}}"))
    done = run("check", "lanting")
    at = f"{folder / '__init__.py'} (humi_duties: duties.a.source)"
    assert done.stdout.startswith(f"{at}: unknown provision `elig_rulez`; did you mean `elig_rules`? [P202]\n")
    assert done.exit_code == 2


def test_the_folder_of_an_installed_region_is_that_region(install: Install) -> None:
    """So rules that Python makes are there; the folder of a package that is not installed is read as YAML."""
    folder = install(subclass("humi_duties: return {'duties': {'a': 1}}"))
    assert "(humi_duties: duties.a)" in run("check", folder).stdout
    assert "(humi_duties: duties.a)" in run("check", folder / "cases.yaml").stdout
    (folder.parent / "humi_lanting-1.0.dist-info" / "entry_points.txt").unlink()
    assert run("check", folder).exit_code == 0


def test_a_sound_plugin_is_checked_and_tested_like_any_region(install: Install) -> None:
    folder = install(TWO_LINES)
    assert run("check", "lanting").stdout.startswith("lanting Lanting District: no problems (")
    assert run("test", "lanting").exit_code == 0
    change(folder / "cases.yaml", "designations/point: not_met", "designations/point: met")
    assert run("test", "lanting").exit_code == 2

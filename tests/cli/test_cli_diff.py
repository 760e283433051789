"""`humi diff`: folders, regions and git revisions; what people read, exit codes, and what is said where it cannot be done."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from syrupy.assertion import SnapshotAssertion

import humi
from humi.authoring.diff.flips import MOST_OF_BOUNDARIES
from humi.authoring.diff.revisions import MOST_FILES, revision_in
from tests.authoring.drafts import CASES, POLICY, change
from tests.cli.conftest import LANGUAGES, Run
from tests.house.documents import ROOT

VERSIONS = ROOT / "examples" / "versions"
YUNHAI = ROOT / "examples" / "yunhai"
OLD, NEW = VERSIONS / "2025", VERSIONS / "2026"
Repository = Path
Copies = Callable[..., None]


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """A repository with the version of 2025, tagged v1, and that of 2026 committed after it; the current directory."""
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    folder = tmp_path / "repository"
    folder.mkdir()
    monkeypatch.chdir(folder)
    git("init", "-q", "-b", "main")
    shutil.copytree(OLD, folder / "packs" / "lanting")
    commit()
    git("tag", "v1")
    shutil.copytree(NEW, folder / "packs" / "lanting", dirs_exist_ok=True)
    commit()
    return folder


@pytest.fixture
def two_copies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Copies:
    """A pack below `./old`, and with some of its text replaced below `./new`; with its cases or without. Under a path of its
    own, since a ledger is read once for each path."""
    monkeypatch.chdir(tmp_path)

    def made(pack: Path, *edits: tuple[str, str, str], cases: bool = True) -> None:
        for name in ("old", "new"):
            folder = Path(shutil.copytree(pack, tmp_path / name / pack.name))
            if not cases:
                (folder / CASES).unlink()
        for file, old, new in edits:
            change(tmp_path / "new" / pack.name / file, old, new)

    return made


def git(*words: str) -> None:
    subprocess.run(["git", *words], check=True, capture_output=True)


def commit() -> None:
    git("add", "-A")
    git("-c", "user.name=Tester", "-c", "user.email=tester@example.org", "commit", "-q", "-m", "A version")


# --- what people read ---


@pytest.mark.parametrize("output", ["text", "plain"])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_two_folders(run: Run, snapshot: SnapshotAssertion, lang: str, output: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(VERSIONS)
    result = run("diff", "./2025", "./2026", "--lang", lang, "--format", output)
    assert (result.exit_code, result.stderr) == (2, "")
    assert result.stdout == snapshot


def test_the_dossier_of_a_flip_is_one_to_evaluate(run: Run, tmp_path: Path) -> None:
    """Copied as it stands, and judged under both versions."""
    text = run("diff", OLD, NEW, "--lang", "en", "--format", "plain", columns=40).stdout
    start = text.index("# humi evaluate dossier.yaml -r lanting --on 2026-06-01")
    (tmp_path / "dossier.yaml").write_text(text[start : text.index("\n\n", start)], encoding="utf-8")
    outcomes = []
    for version in (OLD, NEW):
        shutil.copytree(version, tmp_path / version.name / "lanting")
        judge = humi.Humi(["lanting"], plugins_dir=tmp_path / version.name)
        decision = judge.evaluate(tmp_path / "dossier.yaml", on=humi.library.day_of(None))
        outcomes.append(decision.find("lanting/designations/demo_unit").outcome.value)
    assert outcomes == ["met", "not_met"]


@pytest.mark.parametrize(
    ("lang", "told"), [("zh", "含义没有差别（内容哈希相同）"), ("en", "no difference in meaning (the same hash)")]
)
def test_another_layout_is_no_difference(run: Run, tmp_path: Path, lang: str, told: str) -> None:
    folder = Path(shutil.copytree(OLD, tmp_path / "new"))
    change(folder / POLICY, "designations:\n", "# a comment\n\n认定:\n")
    result = run("diff", OLD, folder, "--lang", lang)
    assert (result.exit_code, result.stdout.splitlines()[1:]) == (0, [told])


def test_another_name_is_a_matter_of_words(run: Run, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(OLD, tmp_path / "new"))
    change(folder / POLICY, "{zh: 示范单位, en: demonstration unit}", "{zh: 示范者, en: model}")
    result = run("diff", OLD, folder, "--lang", "en")
    assert result.exit_code == 0
    assert result.stdout.splitlines()[1] == "no difference in meaning; changes: 1 of wording"
    assert "name: demonstration unit → model" in result.stdout


def test_another_order_is_no_difference(run: Run, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(OLD, tmp_path / "new"))
    rules = "      rules: {unit.has_rules: true, name: {zh: 保密制度, en: protection rules}, source: rules}\n"
    change(folder / POLICY, rules, "")
    change(folder / POLICY, "    criteria:\n      kind:", f"    criteria:\n{rules}      kind:")
    result = run("diff", OLD, folder, "--lang", "en")
    assert result.stdout.splitlines()[1] == "no difference in meaning (only the order is another)"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_change_that_no_case_notices_is_shown_by_a_boundary_case(
    run: Run, two_copies: Copies, lang: str, snapshot: SnapshotAssertion
) -> None:
    two_copies(OLD, (POLICY, "at_least: 10", "at_least: 11"))
    result = run("diff", "./old/2025", "./new/2025", "--lang", lang, "--format", "plain", columns=120)
    assert (result.exit_code, result.stderr) == (2, "")
    assert result.stdout == snapshot


@pytest.mark.parametrize(
    ("lang", "told", "count"),
    [
        ("zh", "两个版本都给出的结果没有改变", "改变的结果"),
        ("en", "no answer that both versions give changes", "no answer changes"),
    ],
)
def test_a_rule_that_is_gone_is_not_said_to_change_nothing(
    run: Run, two_copies: Copies, lang: str, told: str, count: str
) -> None:
    """What the sentence says and what the exit code says agree."""
    target = "targets:\n  own: {count: titles, at_least: 1, due: 2026-12-31, source: demo, name: {zh: 数, en: count}}\nsilent:"
    two_copies(OLD, (POLICY, "silent:", target))
    result = run("diff", "./new/2025", "./old/2025", "--lang", lang)
    assert (result.exit_code, told in result.stdout, count in result.stdout) == (2, True, False)
    assert "targets/own" in result.stdout


STEPS = """    steps:
      apply: {done: {unit.applied: true}, who: applicant, name: {zh: 申报, en: application}, source: demo}
    criteria:
      kind:"""
WITH_STEPS = POLICY, "    criteria:\n      kind:", STEPS


@pytest.mark.parametrize(("lang", "told"), [("zh", "next/demo_unit：无 → 申报"), ("en", "next/demo_unit: none → application")])
def test_a_next_step_is_told_by_its_name(run: Run, two_copies: Copies, lang: str, told: str) -> None:
    two_copies(OLD, WITH_STEPS)
    assert told in run("diff", "./old/2025", "./new/2025", "--lang", lang, "--format", "plain").stdout


def test_a_next_step_that_follows_from_another_outcome_is_not_told_again(run: Run, two_copies: Copies) -> None:
    two_copies(OLD, (POLICY, "at_least: 10", "at_least: 30"))
    for version in ("old", "new"):
        file, *edit = WITH_STEPS
        change(Path(version) / OLD.name / file, *edit)
    paths = [one["path"] for one in json.loads(run("diff", "./old/2025", "./new/2025", "--format", "json").stdout)["flips"]]
    assert ("designations/demo_unit" in paths, "next/demo_unit" in paths) == (True, False)


def test_nothing_to_ask(run: Run, two_copies: Copies) -> None:
    """A topic answered at last moves no boundary, and there are no cases."""
    answered = "protection rules}, source: rules}", "protection rules}, source: rules, answers: [validity]}"
    two_copies(OLD, (POLICY, "  {validity: gap, ", "  {"), (POLICY, *answered), cases=False)
    result = run("diff", "./old/2025", "./new/2025", "--lang", "en")
    assert (result.exit_code, result.stdout.splitlines()[-1]) == (0, "no cases: no answers can be compared")


def test_answers_that_boundary_cases_alone_show_are_bounded_and_the_rest_counted(run: Run, two_copies: Copies) -> None:
    edits = (
        ("staff: {unit.staff: {between: [10, 5000]}", "staff: {unit.staff: {between: [20, 6000]}"),
        ("{unit.patents: {at_least: 5}}", "{unit.patents: {more_than: 5}}"),
        ("at_least_of: 2", "at_least_of: 3"),
        ('- {staff: "[20..300)", size: middle}', '- {staff: "[20..200)", size: middle}'),
    )
    two_copies(YUNHAI, *((POLICY, *edit) for edit in edits), cases=False)
    data = json.loads(run("diff", "./old/yunhai", "./new/yunhai", "--format", "json").stdout)
    assert data["asked"] == data["boundaries"] > 0
    assert (len(data["flips"]), data["more"] > 0) == (MOST_OF_BOUNDARIES, True)
    for lang, told in (("zh", "也没有案例可见"), ("en", "changed answers that no case shows either: ")):
        lines = run("diff", "./old/yunhai", "./new/yunhai", "--lang", lang).stdout.splitlines()
        assert (told in lines[-1], str(data["more"]) in lines[-1]) == (True, True)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_changed_table_is_told_row_by_row(run: Run, two_copies: Copies, lang: str, snapshot: SnapshotAssertion) -> None:
    """Each row at its place, in the file that it stands in."""
    two_copies(
        YUNHAI,
        ("rates.csv", "b,-,10000 yuan", "b,-,12000 yuan"),
        (POLICY, '- {staff: "< 20", size: small}', '- {staff: "< 30", size: small}'),
        (POLICY, '- {staff: "[20..300)", size: middle}', '- {staff: "[30..300)", size: middle}'),
    )
    result = run("diff", "./old/yunhai", "./new/yunhai", "--lang", lang, "--format", "plain", columns=200)
    assert result.stdout.split("\n\n")[1] == snapshot


def test_a_region_beside_a_folder(run: Run, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(ROOT / "plugins" / "yinchuan", tmp_path / "yinchuan"))
    result = run("diff", "yinchuan", folder, "--lang", "en")
    assert (result.exit_code, result.stdout) == (
        0,
        f"Yinchuan  yinchuan → {folder}\nno difference in meaning (the same hash)\n",
    )


def test_two_regions_are_no_two_versions(run: Run) -> None:
    result = run("diff", "yinchuan", "jiyuan", "--lang", "en")
    assert "`yinchuan` and `jiyuan` are two regions, not two versions of one [C448]" in result.stderr
    assert result.exit_code == 2


def test_for_programs(run: Run) -> None:
    data = json.loads(run("diff", OLD, NEW, "--format", "json").stdout)
    assert (data["schema"], data["changed"], data["same_meaning"]) == (1, True, False)
    assert (data["asked"] - data["boundaries"], data["more"]) == (8, 0)
    assert [data[side]["edition"]["version"] for side in ("old", "new")] == ["1.0.0", "2.0.0"]
    staff = next(one for one in data["changes"] if one["paths"] == ["designations/demo_unit/criteria/staff"])
    assert (staff["kind"], staff["weight"], staff["cites"][0]["clause"]) == ("threshold", "meaning", "二(二)")
    assert staff["told"] == {
        "zh": "提高：职工人数不少于10 → 不少于30",
        "en": "raised: number of staff at least 10 → at least 30",
    }
    assert (staff["old"], staff["new"]) == (
        {"file": str(OLD / POLICY), "line": 14, "column": 14},
        {"file": str(NEW / POLICY), "line": 14, "column": 14},
    )
    flip = data["flips"][0]
    assert (flip["path"], flip["before"], flip["after"], flip["on"]) == (
        "designations/demo_unit",
        "met",
        "not_met",
        "2026-06-01",
    )
    assert flip["given"]["unit"]["staff"] == 29
    assert flip["questions"][0]["place"]["file"] == str(NEW / CASES)
    assert [finding["outcome"] for finding in (flip["old"], flip["new"])] == ["met", "not_met"]


# --- git ---


def same_as_folders(result: Result, folders: Result) -> bool:
    """The same changes and answers, whatever the versions are called."""
    told, others = json.loads(result.stdout), json.loads(folders.stdout)
    return [one["told"] for one in told["changes"]] == [one["told"] for one in others["changes"]] and [
        one["path"] for one in told["flips"]
    ] == [one["path"] for one in others["flips"]]


@pytest.mark.parametrize(
    "words",
    [
        ("v1:packs/lanting", "HEAD:packs/lanting"),
        ("v1:packs/lanting", "packs/lanting"),
        ("HEAD~1:packs/lanting/policy.yaml", "packs/lanting/policy.yaml"),
        ("v1:./packs/lanting", "main:packs/../packs/lanting"),
        ("v1:packs/lanting",),
    ],
    ids=["two revisions", "a folder", "files", "from here", "as it is now"],
)
def test_revisions(repository: Repository, run: Run, words: tuple[str, ...]) -> None:
    result = run("diff", *words, "--format", "json")
    assert (result.exit_code, result.stderr) == (2, "")
    assert same_as_folders(result, run("diff", OLD, NEW, "--format", "json"))


def test_revisions_from_a_folder_inside(repository: Repository, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(repository / "packs" / "lanting")
    for old in ("v1:./", "v1:../lanting", "v1:packs/lanting", "v1:./policy.yaml"):
        result = run("diff", old, Path.cwd(), "--format", "json")
        assert (result.exit_code, result.stderr) == (2, ""), old
        assert same_as_folders(result, run("diff", OLD, NEW, "--format", "json"))


def test_one_version_alone_is_compared_with_its_last_commit(repository: Repository, run: Run) -> None:
    result = run("diff", "packs/lanting", "--lang", "en")
    assert result.stdout == "Lanting  HEAD:packs/lanting → packs/lanting\nno difference in meaning (the same hash)\n"
    change(repository / "packs" / "lanting" / POLICY, "at_least: 30", "at_least: 29")
    result = run("diff", "packs/lanting", "--lang", "en")
    assert result.exit_code == 2
    assert "lowered: number of staff at least 30 → at least 29" in result.stdout


def test_places_in_a_revision_are_told_as_git_would(repository: Repository, run: Run) -> None:
    result = run("diff", "v1:packs/lanting", "packs/lanting", "--lang", "en", "--format", "plain")
    assert "    v1:packs/lanting/policy.yaml:14:14 → packs/lanting/policy.yaml:14:14\n" in result.stdout
    assert "(v1:packs/lanting/cases.yaml:5:5)" in result.stdout
    assert "humi-" not in result.stdout


def test_an_invalid_revision_is_told_at_its_place(repository: Repository, run: Run) -> None:
    change(repository / "packs" / "lanting" / POLICY, "unit.has_rules", "unit.has_rulez")
    commit()
    result = run("diff", "HEAD:packs/lanting", "v1:packs/lanting", "--lang", "en")
    assert (result.exit_code, result.stdout) == (3, "")
    assert result.stderr.startswith("HEAD:packs/lanting/policy.yaml:15:15: unknown fact `unit.has_rulez`")


def test_code_of_a_revision_is_not_run(repository: Repository, run: Run) -> None:
    code = repository / "packs" / "lanting" / "__init__.py"
    code.write_text("from humi import hookimpl\nraise SystemExit('run')\n", encoding="utf-8")
    commit()
    result = run("diff", "HEAD:packs/lanting", "v1:packs/lanting", "--lang", "en")
    assert result.exit_code == 2
    assert (
        "the rules that Python makes in `HEAD:packs/lanting` are not read: code of a revision is not run [C447]"
        in result.stderr
    )


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="no links here")
def test_links_in_a_revision_are_not_followed(repository: Repository, run: Run, tmp_path: Path) -> None:
    """A revision could point anywhere."""
    policy = repository / "packs" / "lanting" / POLICY
    shutil.copy(policy, tmp_path / "outside.yaml")
    policy.unlink()
    policy.symlink_to(tmp_path / "outside.yaml")
    commit()
    result = run("diff", "HEAD:packs/lanting", "v1:packs/lanting", "--lang", "en")
    assert result.exit_code == 3
    assert result.stderr == "HEAD:packs/lanting/policy.yaml: file does not exist [Y001]\n"


def test_too_much_in_a_revision(repository: Repository, run: Run) -> None:
    for number in range(MOST_FILES + 1):
        (repository / "packs" / "lanting" / f"{number}.csv").write_text("x\n", encoding="utf-8")
    commit()
    result = run("diff", "HEAD:packs/lanting", "--lang", "en")
    assert (result.exit_code, "[C444]" in result.stderr) == (1, True)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("mian:packs/lanting",), "there is no revision `mian`; did you mean `main:packs/lanting`? [C441]"),
        (("--", "-v1:packs/lanting"), "there is no revision `-v1`; did you mean `v1:packs/lanting`? [C441]"),
        (("v1:lanting",), "there is no `lanting` in the revision `v1`; did you mean `v1:packs/lanting`? [C442]"),
        (("v1:packs/lantin",), "there is no `packs/lantin` in the revision `v1`; did you mean `v1:packs/lanting`? [C442]"),
        (("v1:../../etc",), "there is no `../../etc` in the revision `v1` [C442]"),
        (("HEAD:packs", "packs"), ""),
        (("C:\\packs\\lanting", "packs/lanting"), "there is no file `C:\\packs\\lanting` [C401]"),
        (("C:/packs/lanting", "packs/lanting"), "there is no file `C:/packs/lanting` [C401]"),
        (("lantng", "packs/lanting"), "unknown region `lantng`"),
    ],
)
def test_what_cannot_be_found(repository: Repository, run: Run, words: tuple[str, ...], told: str) -> None:
    result = run("diff", "--lang", "en", *words)
    assert result.exit_code == (0 if not told else 1)
    assert told in result.stderr
    assert "Traceback" not in result.stderr


def test_several_packs_are_not_one(run: Run) -> None:
    result = run("diff", VERSIONS, NEW, "--lang", "en")
    assert result.exit_code == 1
    assert f"there are several packs in `{VERSIONS}`; allowed: {OLD}, {NEW} [C445]" in result.stderr


def test_several_packs_in_a_revision(repository: Repository, run: Run) -> None:
    shutil.copytree(OLD, repository / "packs" / "older")
    commit()
    result = run("diff", "HEAD:packs", "--lang", "en")
    assert result.exit_code == 1
    assert "several packs in `HEAD:packs`; allowed: HEAD:packs/lanting, HEAD:packs/older [C445]" in result.stderr


def test_no_repository(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    monkeypatch.chdir(tmp_path)
    for words in (("HEAD:packs/lanting",), (str(shutil.copytree(OLD, tmp_path / "lanting")),)):
        result = run("diff", *words, "--lang", "en")
        assert result.exit_code == 1
        assert "is in no git repository: there are no revisions of it [C440]" in result.stderr


def test_without_git(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    result = run("diff", "HEAD:plugins/yinchuan", "--lang", "zh")
    assert (result.exit_code, result.stderr) == (1, "git 无法运行（原话：「git: command not found」） [C443]\n")


@pytest.mark.parametrize("text", ["C:\\packs\\yinchuan", "C:/packs/yinchuan", "c:\\", "yinchuan", "plugins/yinchuan", ":packs"])
def test_what_is_no_revision(text: str) -> None:
    assert revision_in(text) is None


@pytest.mark.parametrize("text", ["HEAD:a", "HEAD~1:plugins/yinchuan", "v1.0:./x.yaml", "main@{1}:a", "C:packs", "HEAD:"])
def test_what_is_a_revision(text: str) -> None:
    revision = revision_in(text)
    assert revision is not None
    assert str(revision) == text

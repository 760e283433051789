"""Screen, decide, record, select again: what an authority decided of each applicant makes its list."""

from __future__ import annotations

import csv
import json
import re
import shutil
from pathlib import Path

import openpyxl
import pytest

from tests.authoring.drafts import POLICY, change
from tests.cli.conftest import DRAFTS, LANGUAGES, Run
from tests.house.documents import ROOT

DAY = "2026-06-01"
POINTS = ROOT / "examples" / "applications" / "points"
STANDARD = "yinchuan/designations/point/criteria/standard"


def rows_of(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines()))


def book(path: Path, **sheets: Path) -> Path:
    """A workbook with a sheet for each table."""
    made = openpyxl.Workbook()
    made.remove(made.worksheets[0])
    for name, table in sheets.items():
        sheet = made.create_sheet(name)
        for row in csv.reader(table.read_text(encoding="utf-8").splitlines()):
            sheet.append(row)
    made.save(path)
    return path


def screened(run: Run, source: Path, out: Path) -> tuple[dict[str, str], dict[str, int]]:
    """What each applicant comes to, and what leaves the protection point open, in how many rows."""
    result = run("screen", source, "-r", "yinchuan", "--on", DAY, "-o", out, "--format", "json")
    assert (result.exit_code, result.stderr) == (0, "")
    told = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    open_for = json.loads(result.stdout)["open"].get("yinchuan/designations/point", {})
    return {row["key"]: row["yinchuan/designations/point"] for row in told}, open_for


def selected(run: Run, source: Path, out: Path, lang: str = "en") -> list[tuple[str, str]]:
    result = run("select", source, "point", "-r", "yinchuan", "--places", "2", "--on", DAY, "-o", out, "--lang", lang)
    assert (result.exit_code, result.stderr) == (0, "")
    return [(row["identifier"], row["result"]) for row in rows_of(out)]


@pytest.mark.parametrize("is_book", [False, True], ids=["folder", "workbook"])
def test_screen_decide_record_select(run: Run, tmp_path: Path, is_book: bool) -> None:
    before, after = tmp_path / "before", POINTS
    before.mkdir()
    shutil.copy(POINTS / "applicants.csv", before)
    if is_book:
        applicants = POINTS / "applicants.csv"
        before = book(tmp_path / "before.xlsx", applicants=applicants)
        after = book(tmp_path / "after.xlsx", 申请人=applicants, 裁定=POINTS / "determinations.csv")
    # 1. What is a matter of judgement is open, and its path is told.
    standing, open_for = screened(run, before, tmp_path / "before.jsonl")
    assert set(standing.values()) == {"undetermined"}
    assert open_for == {f"unpublished_standard {STANDARD}": 4}
    assert {result for _, result in selected(run, before, tmp_path / "before.csv")} == {"open"}
    # 2. What the panel decided settles it.
    standing, open_for = screened(run, after, tmp_path / "after.jsonl")
    assert standing == {"P1": "met", "P2": "met", "P3": "met", "P4": "not_met"}
    assert not open_for
    # 3. So the list is final.
    assert selected(run, after, tmp_path / "after.csv") == [
        ("P1", "in"), ("P2", "in"), ("P3", "beyond the places"), ("P4", "refused"),
    ]  # fmt: skip


def test_the_manual_shows_this_list(run: Run, tmp_path: Path) -> None:
    page = (ROOT / "docs" / "selecting.md").read_text(encoding="utf-8")
    shown = page.partition("## Decide, record, select again")[2]
    table, listed = re.findall(r"^```(?:csv|text)\n(.*?)^```", shown, re.DOTALL | re.MULTILINE)[:2]
    assert table == (POINTS / "determinations.csv").read_text(encoding="utf-8")
    selected(run, POINTS, tmp_path / "list.csv")
    assert (tmp_path / "list.csv").read_text(encoding="utf-8-sig") == listed


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_decision_that_cannot_be_read_leaves_it_open_and_is_told(run: Run, tmp_path: Path, lang: str) -> None:
    source, out = tmp_path / "points", tmp_path / "list.csv"
    shutil.copytree(POINTS, source)
    table = source / "determinations.csv"
    spoiled = table.read_text(encoding="utf-8").replace("符合,2026-05-12", "通过,2026-05-12", 1)
    table.write_text(spoiled + f"P2,{STANDARD}x,不符合,2026-05-20,评审组,\n", encoding="utf-8")
    result = run("select", source, "point", "-r", "yinchuan", "--places", "2", "--on", DAY, "-o", out, "--lang", lang)
    assert result.exit_code == 0
    read, path = ("裁定 5", "不认识的认定路径") if lang == "zh" else ("determinations 5", "unknown determination path")
    assert read in result.stdout
    assert f"determinations.csv:2:3: {'不认识的词' if lang == 'zh' else 'unknown word'}" in result.stdout
    assert "L105" in (tmp_path / "list-aside" / "determinations.csv").read_text(encoding="utf-8-sig")
    assert path in result.stderr
    assert f"`{STANDARD}`" in result.stderr or f"「{STANDARD}」" in result.stderr
    who, what = ("编号", "结果") if lang == "zh" else ("identifier", "result")
    standings = {row[who]: row[what] for row in rows_of(out)}
    open_, in_ = ("待定", "名额之内") if lang == "zh" else ("open", "in")
    assert standings["P1"] == open_
    assert standings["P2"] == in_


def test_whom_the_authority_chose_has_the_place(run: Run, tmp_path: Path) -> None:
    """Of a draft with a judgement among its criteria and one after its steps: both are recorded, and the list is final."""
    unit = "testbed/designations/unit"
    head = "id,place,kind,staff,staff_trained,testbed.rooms,traits,applied,testbed.inspected,testbed.inspected.result"
    rows = [f"{who},testbed,enterprise,20,9,1,large,true,true,passed" for who in ("U1", "U2", "U3")]
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "applicants.csv").write_text("\n".join((head, *rows)), encoding="utf-8")
    made = [f"{who},{unit}/criteria/results,met,2025-01-06" for who in ("U1", "U2", "U3")]
    chosen = [f"U1,{unit}/selection,not_met,2025-02-10", f"U2,{unit}/selection,met,2025-02-10"]
    standings = []
    for decided in ([], made, [*made, *chosen]):
        table = "\n".join(("applicant,criterion,result,on", *decided))
        (tmp_path / "in" / "determinations.csv").write_text(table, encoding="utf-8")
        words = ("-r", "testbed", "--plugins-dir", DRAFTS, "--places", "1", "--on", "2025-03-01", "--lang", "en")
        result = run("select", tmp_path / "in", "unit", *words, "-o", tmp_path / "list.csv")
        assert (result.exit_code, result.stderr) == (0, "")
        standings.append({row["identifier"]: row["result"] for row in rows_of(tmp_path / "list.csv")})
    everybody_open = dict.fromkeys(("U1", "U2", "U3"), "open")
    assert standings == [everybody_open, everybody_open, {"U1": "refused", "U2": "in", "U3": "beyond the places"}]


def test_two_versions_are_compared_by_what_was_decided(run: Run, tmp_path: Path) -> None:
    """Where nothing is decided the point is open under both; only whom the panel found good enough has something to lose."""
    new = Path(shutil.copytree(ROOT / "plugins" / "yinchuan", tmp_path / "new" / "yinchuan"))
    head = "    name: {zh: 商业秘密保护点, en: protection point}\n    criteria:\n"
    change(new / POLICY, head, f"{head}      rules: {{when: {{unit.has_rules: true}}, source: elig_construction_standard}}\n")
    moves = []
    for source in (POINTS / "applicants.csv", POINTS):
        result = run("diff", ROOT / "plugins" / "yinchuan", new, "--over", source, "--on", DAY, "--format", "json")
        rules = {one["path"]: one["changes"] for one in json.loads(result.stdout)["rules"]}
        moves.append([(one["before"], one["after"], one["rows"]) for one in rules.get("designations/point", ())])
    assert moves == [[], [("met", "undetermined", 3)]]


def test_a_path_without_its_region_is_recognised(run: Run, tmp_path: Path) -> None:
    source = tmp_path / "points"
    shutil.copytree(POINTS, source)
    table = source / "determinations.csv"
    table.write_text(table.read_text(encoding="utf-8").replace(STANDARD, "point/criteria/standard"), encoding="utf-8")
    result = run("screen", source, "-r", "yinchuan", "--on", DAY, "-o", tmp_path / "out.csv", "--lang", "en")
    assert result.exit_code == 0
    assert f"unknown determination path `point/criteria/standard`; did you mean `{STANDARD}`? [D308] (rows: 4)" in result.stderr

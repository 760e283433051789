"""`humi select`: who gets one of so many places, in words or for programs; ties and gaps are told, never broken."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import openpyxl
import polars as pl
import pytest
from syrupy.assertion import SnapshotAssertion

from tests.cli.conftest import DRAFTS, LANGUAGES, Run
from tests.house.documents import ROOT

DAY = "2026-06-01"
GRADED = ("examples/applications/graded.csv", "graded_unit", "-r", "yunhai", "--places", "3", "--on", "2026-07-15")
YINCHUAN = """编号,名称,所在地,特点
A1,甲公司,yinchuan,技术密集型
A2,乙公司,yinchuan,大型
A3,丙公司,yinchuan,
A4,丁公司,jiyuan,老字号
A5,戊公司,yinchuan,创新型
"""
TESTBED = """id,name,place,kind,staff,staff_trained,testbed.rooms,traits,applied,testbed.inspected,testbed.inspected.result
U1,Jia,testbed,enterprise,20,9,1,innovative,true,true,passed
U2,Yi,testbed,enterprise,20,9,1,large,true,true,failed
U3,Bing,testbed,enterprise,20,9,1,large,true,false,
U4,Ding,testbed,enterprise,,9,1,,true,true,passed
U5,Wu,testbed,individual,20,9,1,innovative,true,true,passed
"""


def rows_of(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines()))


@pytest.fixture
def at_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


@pytest.mark.usefixtures("at_root")
def test_the_manual_shows_what_is_told_and_written(run: Run, tmp_path: Path) -> None:
    page = (ROOT / "docs" / "selecting.md").read_text(encoding="utf-8")
    told, written = re.findall(r"^```text\n(.*?)^```", page, re.DOTALL | re.MULTILINE)[:2]
    out = tmp_path / "list.csv"
    result = run("select", *GRADED, "-o", out, "--plugins-dir", "examples", "--lang", "en", "--format", "text", columns=110)
    assert (result.exit_code, result.stderr) == (0, "")
    lines = (line.rstrip() for line in result.stdout.replace(str(out), "list.csv").splitlines())
    assert "".join(f"{line}\n" for line in lines) == told
    assert out.read_text(encoding="utf-8-sig") == written


@pytest.mark.usefixtures("at_root")
@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_order_by_values(run: Run, tmp_path: Path, snapshot: SnapshotAssertion, lang: str) -> None:
    out = tmp_path / "list.csv"
    result = run("select", *GRADED, "-o", out, "--plugins-dir", "examples", "--lang", lang, "--format", "plain")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.replace(str(tmp_path), "") == snapshot(name="told")
    assert out.read_text(encoding="utf-8-sig") == snapshot(name="table")


@pytest.mark.usefixtures("at_root")
@pytest.mark.parametrize("ending", [".parquet", ".jsonl"])
def test_columns_for_programs(run: Run, tmp_path: Path, ending: str) -> None:
    out = tmp_path / f"list{ending}"
    result = run("select", *GRADED, "-o", out, "--plugins-dir", "examples", "--format", "json")
    assert (result.exit_code, result.stderr) == (0, "")
    data = json.loads(result.stdout)
    assert data["standings"] == {"in": 2, "open": 3, "out": 2, "refused": 1}
    assert (data["places"], data["quota"]) == ({"least": 3, "most": 3}, None)
    rows = (pl.read_parquet if ending == ".parquet" else pl.read_ndjson)(out).to_dicts()
    assert [row["key"] for row in rows] == ["G2", "G1", "G3", "G5", "G4", "G8", "G7", "G6"]
    found = {row["key"]: row for row in rows}
    g4, g6 = found["G4"], found["G6"]
    assert (g4["standing"], g4["rank_least"], g4["rank_most"], g4["tie_group"]) == ("open", 3, 5, None)
    assert g4["causes"] == ["missing_fact unit.yunhai.patents"]
    points = "designations/graded_unit/priority/points"
    assert (int(g4[f"{points}/least"]), int(g4[f"{points}/most"])) == (25, 30)
    assert found["G3"]["causes"] == ["tie", "others 1"]
    assert (g6["standing"], g6["rank_least"]) == ("refused", None)
    assert g6["causes"] == ["not_met designations/graded_unit/criteria/size"]


@pytest.mark.usefixtures("at_root")
def test_the_number_is_that_of_the_quota_of_the_text(run: Run, tmp_path: Path) -> None:
    words = [word for word in GRADED if word not in ("--places", "3")]
    result = run("select", *words, "-o", tmp_path / "a.csv", "--plugins-dir", "examples", "--lang", "en", "--format", "json")
    data = json.loads(result.stdout)
    assert (data["places"], data["quota"]) == ({"least": 10, "most": 10}, "targets/graded_units")
    # There are seven candidates, one of whom may be none.
    assert data["standings"] == {"in": 6, "open": 1, "out": 0, "refused": 1}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_jiyuan_gives_a_number_and_no_order(run: Run, tmp_path: Path, lang: str) -> None:
    table, out = tmp_path / "申报.csv", tmp_path / "名单.csv"
    table.write_text("id,place,business_place\nB1,jiyuan,\nB2,jiyuan,\nB3,jiyuan,\nB4,yinchuan,yinchuan\n", encoding="utf-8")
    result = run("select", table, "pilot_unit", "-r", "jiyuan", "--on", DAY, "-o", out, "--lang", lang)
    assert (result.exit_code, result.stderr) == (0, "")
    assert ("名额1至2个" if lang == "zh" else "1 to 2 places") in result.stdout
    assert ("所有候选者并列" if lang == "zh" else "all candidates are tied") in result.stdout
    told, best, worst, why, group = ("结果", "最前名次", "最后名次", "缘由", "并列组") if lang == "zh" else (
        "result", "best rank", "worst rank", "why", "tie group"
    )  # fmt: skip
    *candidates, refused = rows_of(out)
    assert {row[told] for row in candidates} == {"待定" if lang == "zh" else "open"}
    assert {(row[best], row[worst], row[group]) for row in candidates} == {("1", "3", "1")}
    for row in candidates:
        assert ("与另外2个并列（第1组）" if lang == "zh" else "tied with 2 more (group 1)") in row[why]
        assert "择优" in row[why]
    assert refused[told] == ("不在其列" if lang == "zh" else "refused")


def test_yinchuan_puts_its_four_kinds_first_and_breaks_no_tie(run: Run, tmp_path: Path) -> None:
    """Its standard is not published: nobody is surely a candidate, and nobody surely out."""
    table, out = tmp_path / "申报.csv", tmp_path / "名单.jsonl"
    table.write_text(YINCHUAN, encoding="gb18030")
    result = run("select", table, "商业秘密保护点", "-r", "yinchuan", "--places", "２", "--on", DAY, "-o", out)
    assert (result.exit_code, result.stderr) == (0, "")
    rows = {row["key"]: row for row in pl.read_ndjson(out).to_dicts()}
    assert list(rows) == ["A1", "A5", "A3", "A2", "A4"]
    assert [rows[key]["designations/point/priority/focus"] for key in ("A1", "A5", "A3", "A2")] == [True, True, None, False]
    assert {key: (row["standing"], row["rank_least"], row["rank_most"]) for key, row in rows.items()} == {
        "A1": ("open", 1, 3),
        "A5": ("open", 1, 3),
        "A3": ("open", 1, 4),
        "A2": ("open", 1, 4),
        "A4": ("refused", None, None),
    }
    unpublished = "unpublished_standard yinchuan/designations/point/criteria/standard"
    assert rows["A1"]["causes"] == [unpublished, "others 1"]
    assert rows["A3"]["causes"] == [unpublished, "missing_fact unit.traits", "others 3"]
    assert rows["A4"]["causes"] == ["out_of_scope designations/point"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_where_somebody_chooses_the_order_is_a_list(run: Run, tmp_path: Path, lang: str) -> None:
    """A step that failed refuses, one still to come does not; a criterion that is a judgement leaves everybody open."""
    table, out = tmp_path / "in.csv", tmp_path / "out.xlsx"
    table.write_text(TESTBED, encoding="utf-8")
    words = ("unit", "-r", "testbed", "--plugins-dir", DRAFTS, "--places", "4", "--on", "2025-03-01", "--lang", lang)
    result = run("select", table, *words, "-o", out)
    assert (result.exit_code, result.stderr) == (0, "")
    assert ("次序只列先后，不定取舍" if lang == "zh" else "the order is a list and decides nothing") in result.stdout
    (sheet,) = openpyxl.load_workbook(out).worksheets
    heads, *rows = sheet.iter_rows(values_only=True)
    found = {row[heads.index("名称" if lang == "zh" else "name")]: dict(zip(heads, row, strict=True)) for row in rows}
    told, why = ("结果", "缘由") if lang == "zh" else ("result", "why")
    open_, refused = ("待定", "不在其列") if lang == "zh" else ("open", "refused")
    assert {name: row[told] for name, row in found.items()} == {
        "Jia": open_, "Ding": open_, "Bing": open_, "Yi": refused, "Wu": refused
    }  # fmt: skip
    assert ("另行选定" if lang == "zh" else "is a judgement") in found["Jia"][why]
    assert ("查验" if lang == "zh" else "inspect") in found["Yi"][why]
    assert ("企业或事业单位" if lang == "zh" else "enterprise or public institution") in found["Wu"][why]


def test_rows_that_cannot_be_read_are_set_aside(run: Run, tmp_path: Path) -> None:
    table, out = tmp_path / "in.csv", tmp_path / "out.csv"
    table.write_text(YINCHUAN.replace("创新型", "创新的"), encoding="utf-8")
    result = run("select", table, "point", "-r", "yinchuan", "--places", "2", "--on", DAY, "-o", out, "--lang", "zh")
    assert result.exit_code == 0
    assert "搁置 1 行" in result.stdout
    assert (tmp_path / "out-aside" / "applicants.csv").exists()
    assert "戊公司" not in out.read_text(encoding="utf-8-sig")


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("pont", "-r", "yinchuan", "--places", "2"), "C473", "point"),
        (("省级商业秘密保护创新试点单伟", "-r", "jiyuan"), "C473", "pilot_unit"),
        (("point", "-r", "yinchuan", "--places", "0"), "C474", "0"),
        (("point", "-r", "yinchuan", "--places", "-3"), "C474", "-3"),
        (("point", "-r", "yinchuan", "--places", "5-3"), "C474", "5-3"),
        (("point", "-r", "yinchuan", "--places", "几个"), "C474", "几个"),
        (("point", "-r", "yinchuan"), "C475", "--places"),
        (("key_cultivation", "-r", "jiangjin"), "C476", "--places"),
        (("point", "-r", "yinchaun", "--places", "2"), "C403", "yinchuan"),
    ],
)
def test_what_cannot_be_done_is_told_and_nothing_is_written(
    run: Run, tmp_path: Path, words: tuple[str, ...], code: str, told: str, lang: str
) -> None:
    table, out = tmp_path / "in.csv", tmp_path / "out.csv"
    table.write_text(YINCHUAN, encoding="utf-8")
    result = run("select", table, *words, "-o", out, "--lang", lang)
    assert result.exit_code == 1
    assert code in result.stderr
    assert told in result.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["in.csv"]


def test_another_ending_is_refused_before_anything_is_read(run: Run, tmp_path: Path) -> None:
    result = run("select", tmp_path / "none.csv", "point", "-r", "yinchuan", "--places", "2", "-o", tmp_path / "out.txt")
    assert result.exit_code == 1
    assert "C471" in result.stderr
    assert not list(tmp_path.iterdir())

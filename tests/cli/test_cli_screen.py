"""`humi screen`: the same answers as one by one, in words or for programs; bad rows beside it; nothing half written."""

from __future__ import annotations

import csv
import json
import signal
import sys
import time
from collections import Counter
from datetime import date
from pathlib import Path

import openpyxl
import polars as pl
import pytest
from syrupy.assertion import SnapshotAssertion

import humi
from tests.cli.conftest import LANGUAGES, Run, process

DAY = "2026-06-01"
ROWS = """编号,名称,所在地,类别,成立日期,有保密制度,职工人数
U1,甲公司,yinchuan,企业,2020-01-01,是,30
U2,乙公司,qingdao_ftz,企业,2019年3月,否,12
U3,丙公司,yinchuan,个人,,不详,
U4,丁公司,jiyuan,企业,,是,5
"""
BAD = "U5,戊公司,yinchuan,企业,2021/13/1,是,5\nU5,己公司,yinchuan,公司,,是,\n"
DOSSIERS = [
    {"id": "U1", "name": "甲公司", "place": "yinchuan", "kind": "enterprise", "founded": "2020-01-01", "has_rules": True},
    {"id": "U2", "name": "乙公司", "place": "qingdao_ftz", "kind": "enterprise", "founded": "2019-03", "has_rules": False},
    {"id": "U3", "name": "丙公司", "place": "yinchuan", "kind": "individual"},
    {"id": "U4", "name": "丁公司", "place": "jiyuan", "kind": "enterprise", "has_rules": True},
]
PILOT_CRITERION = "designations/pilot_enterprise/criteria/enterprise"
STAFF = [30, 12, None, 5]


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "企业.csv"
    path.write_text(ROWS, encoding="gb18030")
    return path


def judged(region: str) -> list[humi.Decision]:
    """What the judge says of each row; a table that is not there is a list without records, as in a registry."""
    whole = {relation: [] for relation in ("units", "bases", "stations", "points", "titles", "claims", "cases", "acts")}
    found = []
    for unit, staff in zip(DOSSIERS, STAFF, strict=True):
        facts = unit if staff is None else {**unit, "staff": staff}
        found.append(humi.evaluate({"unit": facts, **whole}, on=date(2026, 6, 1), regions=[region]))
    return found


@pytest.mark.parametrize("region", ["yinchuan", "qingdao_ftz", "jiyuan"])
@pytest.mark.parametrize("ending", [".parquet", ".jsonl"])
def test_every_row_is_answered_as_by_the_judge(run: Run, table: Path, tmp_path: Path, region: str, ending: str) -> None:
    out = tmp_path / f"out{ending}"
    result = run("screen", table, "-r", region, "--on", DAY, "-o", out)
    assert (result.exit_code, result.stderr) == (0, "")
    rows = (pl.read_parquet if ending == ".parquet" else pl.read_ndjson)(out).to_dicts()
    assert [row["unit.name"] for row in rows] == ["甲公司", "乙公司", "丙公司", "丁公司"]
    for row, decision in zip(rows, judged(region), strict=True):
        for one in decision.regions[0].designations:
            for finding in (one.finding, *one.criteria):
                assert row[finding.path] == finding.outcome.value, finding.path
                causes = {f"{cause.kind} {cause.what}".strip() for cause in finding.causes}
                assert set(row.get(f"{finding.path}/causes") or ()) == causes


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_people_read(run: Run, table: Path, tmp_path: Path, snapshot: SnapshotAssertion, lang: str) -> None:
    table.write_text(ROWS + BAD, encoding="utf-8")
    out = tmp_path / "结果.csv"
    result = run("screen", table, "-r", "yinchuan", "--on", DAY, "-o", out, "--lang", lang, "--format", "plain")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.replace(str(tmp_path), "") == snapshot(name="told")
    assert out.read_text(encoding="utf-8-sig") == snapshot(name="table")


def test_a_workbook_can_be_sorted_and_filtered(run: Run, table: Path, tmp_path: Path) -> None:
    out = tmp_path / "结果.xlsx"
    assert run("screen", table, "-r", "qingdao_ftz", "--on", DAY, "-o", out, "--lang", "zh").exit_code == 0
    book = openpyxl.load_workbook(out)
    assert book.sheetnames == ["汇总", "申请人", "青岛自贸片区 一次性5万元支持"]
    sheet = book["申请人"]
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("C2", f"A1:{sheet.cell(1, sheet.max_column).column_letter}5")
    assert [cell.value for cell in sheet[1]][:3] == ["编号", "名称", "原表行号"]
    assert [cell.value for cell in sheet[2]][:4] == ["U1", "甲公司", 2, "不能确定"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_first_sheet_sums_up_what_the_others_hold(run: Run, table: Path, tmp_path: Path, lang: str) -> None:
    """Counts are those of the sheets, and what is missing most often those of the column beside."""
    table.write_text(ROWS + BAD, encoding="utf-8")
    out = tmp_path / "结果.xlsx"
    told = json.loads(run("screen", table, "-r", "yinchuan", "--on", DAY, "-o", out, "--lang", lang, "--format", "json").stdout)
    summary, sheet, *_ = openpyxl.load_workbook(out).worksheets
    lines = [[cell for cell in row if cell is not None] for row in summary.iter_rows(values_only=True)]
    assert DAY in lines[0][0]
    assert any(str(told["problems"]["D302"]) in str(line[0]) and "D302" in str(line[0]) for line in lines if line)
    headings = [cell.value for cell in sheet[1]]
    for region, rule, *cells in (line for line in lines[4:] if len(line) > 6):
        column = headings.index(f"{region} {rule}")
        found = Counter(row[column] for row in sheet.iter_rows(min_row=2, values_only=True))
        assert sorted(found.values()) == sorted(number for number in cells[:5] if number)
    assert told["open"]["yinchuan/designations/base"]["missing_fact base.carrier"] == 2
    assert told["failed"] == {"yinchuan/designations/pilot_enterprise": {PILOT_CRITERION: 1}}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_region_written_otherwise_is_told_once_with_its_rows(run: Run, tmp_path: Path, lang: str) -> None:
    source = tmp_path / "a.csv"
    source.write_text("id,place\nA,银川市\nB,银川市\nC,yinchaun\nD,yinchuan\nE,jiyuan\n", "utf-8")
    result = run("screen", str(source), "-r", "yinchuan", "--on", "2026-06-01", "-o", str(tmp_path / "o.csv"), "--lang", lang)
    first, second = result.stderr.splitlines()
    assert "银川市" in first
    assert "yinchuan" in first
    assert "[D309]" in first
    assert first.endswith({"zh": "（2 行）", "en": "(rows: 2)"}[lang])
    assert "yinchaun" in second


def test_a_text_stays_a_text(run: Run, tmp_path: Path) -> None:
    """Neither a formula nor a link nor a number comes of it."""
    table = tmp_path / "list.csv"
    table.write_text("编号,名称,类别\n007,=1+1,企业\nU2,http://a.example,企业\n", encoding="utf-8")
    assert run("screen", table, "-r", "yinchuan", "-o", tmp_path / "out.xlsx", "--lang", "zh").exit_code == 0
    sheet = openpyxl.load_workbook(tmp_path / "out.xlsx")["申请人"]
    rows = list(sheet.iter_rows(min_row=2, max_col=2))
    assert [[cell.value for cell in row] for row in rows] == [["007", "=1+1"], ["U2", "http://a.example"]]
    assert {(cell.data_type, cell.hyperlink) for row in rows for cell in row} == {("s", None)}


def test_rows_that_cannot_be_read_are_kept_and_can_be_mended(run: Run, table: Path, tmp_path: Path) -> None:
    table.write_text(ROWS + BAD, encoding="utf-8")
    out = tmp_path / "out.csv"
    told = json.loads(run("screen", table, "-r", "yinchuan", "--on", DAY, "-o", out, "--format", "json").stdout)
    assert (told["rows"], told["aside"]) == ({"applicants": 6}, {"applicants": 2})
    aside = tmp_path / "out-aside" / "applicants.csv"
    kept = list(csv.DictReader(aside.read_text(encoding="utf-8-sig").splitlines()))
    assert [(row["#row"], row["编号"]) for row in kept] == [("6", "U5"), ("7", "U5")]
    assert all(row["#reason"] and row["#原因"] for row in kept)
    aside.write_text(aside.read_text(encoding="utf-8-sig").replace("2021/13/1", "2021/12/1"), encoding="utf-8")
    again = json.loads(run("screen", aside, "-r", "yinchuan", "--on", DAY, "-o", tmp_path / "b.csv", "--format", "json").stdout)
    assert again["aside"] == {"applicants": 1}
    assert again["outcomes"]["yinchuan/designations/pilot_enterprise"] == {"met": 1}


@pytest.mark.parametrize(
    ("out", "heading", "told"),
    [
        ("out.xls", "编号,类别", "C471"),
        ("out", "编号,类别", "C471"),
        ("missing/out.csv", "编号,类别", "C421"),
        ("out.csv", "编号,类型", "R603"),
        ("out.csv", "类别", "R6"),
    ],
)
def test_what_cannot_be_done_is_told_and_leaves_nothing(run: Run, tmp_path: Path, out: str, heading: str, told: str) -> None:
    table = tmp_path / "list.csv"
    table.write_text(f"{heading}\nU1,企业\n", encoding="utf-8")
    result = run("screen", table, "-o", tmp_path / out, "--lang", "en")
    assert (result.exit_code, result.stdout) == (1, "")
    assert told in result.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["list.csv"]


def test_without_polars_it_says_what_to_install(run: Run, table: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "polars", None)
    result = run("screen", table, "-o", "out.csv", "--lang", "en")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "humi[screen]" in result.stderr


def test_a_result_that_was_there_stays_until_the_new_one_is_whole(run: Run, table: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    out.write_text("before", encoding="utf-8")
    table.write_text(ROWS.replace("编号", "编好"), encoding="utf-8")
    assert run("screen", table, "-r", "yinchuan", "-o", out).exit_code == 1
    assert out.read_text(encoding="utf-8") == "before"
    table.write_text(ROWS, encoding="utf-8")
    assert run("screen", table, "-r", "yinchuan", "-o", out).exit_code == 0
    assert out.read_text(encoding="utf-8-sig").startswith(("编号,", "identifier,"))


@pytest.mark.parametrize(("sent", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_run_that_is_stopped_leaves_nothing(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch, sent: signal.Signals, code: int
) -> None:
    kept = tmp_path_factory.mktemp("temporary")
    monkeypatch.setenv("TMPDIR", str(kept))
    table = tmp_path / "long.csv"
    lines = (f"U{number},yinchuan,企业,{number % 900}" for number in range(400_000))
    table.write_text("编号,所在地,类别,职工人数\n" + "\n".join(lines) + "\n", encoding="utf-8")
    running = process("screen", str(table), "-o", str(tmp_path / "out.xlsx"))
    deadline = time.monotonic() + 60
    while len(list(tmp_path.iterdir())) == 1 and time.monotonic() < deadline:
        time.sleep(0.05)
    running.send_signal(sent)
    running.communicate(timeout=120)
    assert running.returncode == code
    assert [path.name for path in tmp_path.iterdir()] == ["long.csv"]
    assert not list(kept.iterdir())


# --- as SQL ---


def test_sql_is_printed_with_what_it_reads_and_runs_as_it_is(run: Run) -> None:
    import duckdb

    result = run("screen", "--sql", "duckdb", "-r", "jiyuan", "--on", DAY, "--lang", "en")
    assert (result.exit_code, result.stderr) == (0, "")
    said = result.stdout.splitlines()
    assert [line for line in said if line.startswith("-- jiyuan")] == [
        f"-- jiyuan {name} {DAY}" for name in ("applicants", "cases")
    ]
    reads = [line.removeprefix("-- reads ").partition(": ") for line in said if line.startswith("-- reads")]
    assert "unit.place#0" in next(columns for table, _, columns in reads if table == "applicants")
    connection = duckdb.connect()
    for table, _, columns in reads:
        named = [column.partition(" ") for column in columns.split(", ")]
        typed = [f'"{name}" {kind or "BIGINT"}' for name, _, kind in named]
        connection.execute(f"CREATE TABLE {table} ({', '.join(typed)})")
    connection.execute("INSERT INTO applicants (key) VALUES (7)")
    (applicants, cases) = [connection.execute(one.query).fetchall() for one in connection.extract_statements(result.stdout)]
    assert [row[0] for row in applicants] == [7]
    assert cases == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_goes_wrong_with_sql_is_told(run: Run, table: Path, lang: str, snapshot: SnapshotAssertion) -> None:
    commands = ("--sql", "duckdb", "list.csv"), ("--sql", "oracle"), (), ("list.csv",)
    told = [run("screen", *args, "--lang", lang) for args in commands]
    assert [one.exit_code for one in told] == [1, 1, 1, 1]
    assert "".join(one.stderr for one in told) == snapshot

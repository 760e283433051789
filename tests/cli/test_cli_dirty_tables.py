"""`humi screen` over the tables a clerk really has: merged cells, formulas never calculated, notes beside the table."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import polars as pl
import pytest

from humi.reading.catalogue import CATALOGUE
from tests.cli.conftest import LANGUAGES, Run

HEADINGS = ["编号", "名称", "类别", "职工人数", "yinchuan.willing"]
U1 = ["U1", "甲公司", "企业", 50, "是"]
U2 = ["U2", "乙公司", "企业", 20, "否"]
WILLING = "yinchuan/designations/pilot_enterprise/factors/own_wish"

Screen = Callable[..., Any]


@pytest.fixture
def screen(run: Run, tmp_path: Path) -> Screen:
    """Screen an input for programs; the result of the command, and the rows written."""

    def command(source: Path | str, *more: str, lang: str = "en") -> Any:
        out = tmp_path / "out.parquet"
        result = run("screen", source, "-r", "yinchuan", "--on", "2026-06-01", "-o", out, "--lang", lang, *more)
        return result, pl.read_parquet(out).to_dicts() if out.exists() else []

    return command


def book(path: Path, *rows: list[object], change: Callable[[Any], None] = lambda sheet: None) -> Path:
    made = openpyxl.Workbook()
    sheet = made.active
    assert sheet is not None
    sheet.title = "企业名录"
    for row in rows:
        sheet.append(row)
    change(sheet)
    made.save(path)
    return path


def aside(tmp_path: Path, name: str = "applicants") -> list[dict[str, str]]:
    return pl.read_csv(tmp_path / "out-aside" / f"{name}.csv", infer_schema=False).fill_null("").to_dicts()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_merged_cells_are_told_with_sheet_and_ranges_and_nothing_is_filled_in(
    screen: Screen, tmp_path: Path, lang: str
) -> None:
    def merge(sheet: Any) -> None:
        sheet.merge_cells("C2:C3")
        sheet.merge_cells("E2:E3")

    result, rows = screen(book(tmp_path / "企业.xlsx", HEADINGS, U1, U2, change=merge), lang=lang)
    assert result.exit_code == 0
    details = {"found": "C2:C3, E2:E3", "number": "2"}
    template = CATALOGUE["R615"].zh if lang == "zh" else CATALOGUE["R615"].en
    assert f"企业.xlsx[企业名录]: {template.format_map(details)}" in result.stderr
    assert [row[WILLING] for row in rows] == ["met", "undetermined"]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(("cell", "column"), [("D2", 4), ("B2", 2), ("C2", 3), ("A2", 1), ("E2", 5)])
def test_a_formula_that_was_never_calculated_costs_its_row_only(
    screen: Screen, tmp_path: Path, lang: str, cell: str, column: int
) -> None:
    def formula(sheet: Any) -> None:
        sheet[cell] = "=10+20"

    result, rows = screen(book(tmp_path / "企业.xlsx", HEADINGS, U1, U2, change=formula), lang=lang)
    assert (result.exit_code, [row["unit.name"] for row in rows]) == (0, ["乙公司"])
    (row,) = aside(tmp_path)
    assert (row["#file"][-11:], row["#row"], row["#column"], row["#code"]) == (
        "企业.xlsx[企业名录]"[-11:],
        "2",
        str(column),
        "R620",
    )
    assert "save it" in row["#reason"]
    assert "打开并保存" in row["#原因"]
    assert row[HEADINGS[column - 1]] == "=10+20"


def test_a_note_beside_a_table_is_told_once_and_stops_no_row(screen: Screen, tmp_path: Path) -> None:
    def note(sheet: Any) -> None:
        sheet["H2"], sheet["H3"], sheet["H9"], sheet["J4"] = "已电话联系", "已电话联系", "截至六月", "制表"

    result, rows = screen(book(tmp_path / "企业.xlsx", HEADINGS, U1, U2, change=note))
    assert (result.exit_code, [row[WILLING] for row in rows]) == (0, ["met", "not_met"])
    told = [line for line in result.stderr.splitlines() if "[R669]" in line]
    assert [line.partition(" has no heading: ")[2] for line in told] == [
        "its cells (3, in rows 2, 3, 9) were not read; if they state facts, give it one [R669]",
        "its cells (1, in rows 4) were not read; if they state facts, give it one [R669]",
    ]
    assert [line.partition(" has no heading: ")[0][-8:] for line in told] == ["column H", "column J"]
    assert "read: 2 rows" in result.stdout
    assert not (tmp_path / "out-aside").exists()


NOTED = """编号,名称,类别,职工人数,yinchuan.willing,{}
U1,甲公司,企业,50,是,已电话联系
U2,乙公司,企业,20,否,
U3,丙公司,企业,许多,否,待核
"""


def test_a_note_stays_with_a_row_that_is_set_aside(screen: Screen, tmp_path: Path) -> None:
    source = tmp_path / "企业.csv"
    source.write_text(NOTED.format(""), "utf-8")
    result, rows = screen(source, lang="zh")
    assert "F 列没有列名，其中 2 格没有读取（行 2, 4）：如果写的是事实，请加上列名 [R669]" in result.stderr
    assert [row[WILLING] for row in rows] == ["met", "not_met"]
    last = (tmp_path / "out-aside" / "applicants.csv").read_text("utf-8-sig").splitlines()[-1]
    assert last.endswith("U3,丙公司,企业,许多,否,待核")


@pytest.mark.parametrize("heading", ["", "备注说明"])
def test_a_stray_comma_beside_notes_is_no_note(screen: Screen, tmp_path: Path, heading: str) -> None:
    source = tmp_path / "企业.csv"
    source.write_text(NOTED.format(heading).replace("U1,甲公司", "U1,甲,公司"), "utf-8")
    mapping = tmp_path / "对照.yaml"
    mapping.write_text("applicants: {ignored: others}\n", "utf-8")
    _, rows = screen(source, "--map", str(mapping))
    assert [row["unit.name"] for row in rows] == ["乙公司"]
    assert [row["#code"] for row in aside(tmp_path)] == ["R609", "D302"]


@pytest.mark.parametrize("width", [1000, 1001])
def test_a_sheet_wider_than_any_table_is_refused(screen: Screen, tmp_path: Path, width: int) -> None:
    result, rows = screen(book(tmp_path / "宽.xlsx", HEADINGS, [*U1, *[None] * (width - 6), "注"]))
    assert (result.exit_code, len(rows), "[R608]" in result.stderr) == ((0, 1, False) if width == 1000 else (1, 0, True))


def test_notes_stop_no_count_of_targets_over_tables(run: Run, tmp_path: Path) -> None:
    (tmp_path / "titles.csv").write_text("id,region,kind,holder,granted,\nT1,yinchuan,station,U1,2024-05-01,核对过\n", "utf-8")
    result = run("targets", "yinchuan", tmp_path / "titles.csv", "--on", "2026-06-01", "--lang", "en")
    assert "[R669]" in result.stderr
    assert "set aside" not in result.stdout

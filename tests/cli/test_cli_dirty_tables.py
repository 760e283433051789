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

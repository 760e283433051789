"""`humi screen` over the tables a clerk really has: merged cells, formulas never calculated, notes beside the table."""

from __future__ import annotations

import csv
import shutil
import sqlite3
import subprocess
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import polars as pl
import pytest

from humi.population.aside import HEAD
from humi.reading.catalogue import CATALOGUE
from humi.sheets import aside as sheets_aside
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
        out.unlink(missing_ok=True)
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
    path = tmp_path / "out-aside" / f"{name}.csv"
    return pl.read_csv(path, infer_schema=False, truncate_ragged_lines=True).fill_null("").to_dicts()


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


FACTS = {
    "id": ["U1", "U2", "U3"],
    "name": ["甲公司", "乙；公司", "丙公司"],
    "kind": ["enterprise"] * 3,
    "staff": ["50", "许多", "20"],
    "founded": ["2020-01-01", "2020/1/2", "2013"],
    "has_rules": [True, False, None],
    "traits": [["key"], ["key", "time_honoured"], []],
    "yinchuan.willing": [True, True, False],
}


def of_facts(folder: Path, ending: str) -> Path:
    """One invented table in every format, the second row of which has a bad cell."""
    frame = pl.DataFrame(FACTS)
    path = folder / f"企业{ending}"
    if ending == ".parquet":
        frame.write_parquet(path)
    elif ending == ".jsonl":
        frame.write_ndjson(path)
    else:
        listed = pl.when(pl.col("traits").list.len() > 0).then(pl.col("traits").list.join("、")).otherwise(pl.lit("无"))
        flat = frame.with_columns(listed.alias("traits"))
        if ending == ".xlsx":
            book(path, flat.columns, *map(list, flat.iter_rows()))
        else:
            flat.write_csv(path)
    return path


@pytest.mark.parametrize("ending", [".csv", ".xlsx", ".parquet", ".jsonl"])
def test_a_row_set_aside_is_mended_there_and_read_as_it_stands(screen: Screen, tmp_path: Path, ending: str) -> None:
    source = of_facts(tmp_path, ending)
    (tmp_path / "whole").mkdir()
    result, rows = screen(source)
    assert [row["unit.id"] for row in rows] == ["U1", "U3"]
    kept = tmp_path / "out-aside" / "applicants.csv"
    assert f"give {kept.parent} to the same command" in " ".join(result.stdout.split())
    (row,) = aside(tmp_path)
    assert (row["#row"], row["staff"], row["name"]) == ("3" if ending in (".csv", ".xlsx") else "2", "许多", "乙；公司")
    mended = tmp_path / "mended"
    kept.parent.rename(mended)
    kept = mended / kept.name
    kept.write_text(kept.read_text("utf-8-sig").replace(",许多,", ",30,"), "utf-8-sig")
    result, again = screen(mended)
    assert (result.stderr, [row["unit.id"] for row in again]) == ("", ["U2"])
    whole = of_facts(tmp_path / "whole", ".parquet")
    pl.read_parquet(whole).with_columns(pl.col("staff").replace("许多", "30")).write_parquet(whole)
    assert again == [row for row in screen(whole)[1] if row["unit.id"] == "U2"]


def test_a_row_with_too_many_cells_is_kept_under_its_headings(screen: Screen, tmp_path: Path) -> None:
    source = tmp_path / "企业.csv"
    source.write_text("编号,名称,类别,yinchuan.willing\nU1,甲,公司,企业,是\nU2,乙公司\nU3,丙公司,企业,否\n", "utf-8")
    screen(source)
    _, first, second = (tmp_path / "out-aside" / "applicants.csv").read_text("utf-8-sig").splitlines()
    assert first.endswith(",U1,甲,公司,企业,是")
    assert second.endswith(",U2,乙公司")


def test_rows_mended_in_vain_tell_the_newer_reason_only(screen: Screen, tmp_path: Path) -> None:
    source = tmp_path / "企业.csv"
    source.write_text("编号,职工人数,成立日期\nU1,20,2020\nU2,许多,2020\n", "utf-8")
    screen(source)
    mended = tmp_path / "mended.csv"
    text = (tmp_path / "out-aside" / "applicants.csv").read_text("utf-8-sig")
    mended.write_text(text.replace("U2,许多,2020", "U2,20,哪年") + "x,9,,,,,U3,20,2020\n", "utf-8")
    _, rows = screen(mended)
    assert [row["unit.id"] for row in rows] == ["U3"]
    (row,) = aside(tmp_path)
    assert list(row) == ["#file", "#row", "#column", "#code", "#reason", "#原因", "编号", "职工人数", "成立日期"]
    assert (row["#row"], row["职工人数"], row["成立日期"]) == ("2", "20", "哪年")


def test_rows_of_foreign_tables_are_mended_with_the_same_mapping(screen: Screen, tmp_path: Path) -> None:
    mapping = tmp_path / "对照.yaml"
    mapping.write_text("applicants: {table: 企业名录, columns: {员工: staff}}\ntitles: {table: t_honour}\n", "utf-8")
    folder = tmp_path / "in"
    (folder / "企业名录").mkdir(parents=True)
    (folder / "企业名录" / "a.csv").write_text("编号,员工\nU1,20\nU2,许多\n", "utf-8")
    (folder / "企业名录" / "b.csv").write_text("员工,编号\n许多,U3\n", "utf-8")
    (folder / "t_honour.csv").write_text("id,holder\nT1,U2\n", "utf-8")
    screen(folder, "--map", str(mapping))
    kept = (tmp_path / "out-aside").rename(tmp_path / "mended")
    files = sorted(str(path.relative_to(kept)) for path in kept.rglob("*.csv"))
    assert files == ["t_honour.csv", "企业名录/1.csv", "企业名录/2.csv"]
    for path in kept.rglob("*.csv"):
        path.write_text(path.read_text("utf-8-sig").replace("许多", "30"), "utf-8-sig")
    result, rows = screen(kept, "--map", str(mapping))
    assert (result.stderr, [row["unit.id"] for row in rows]) == ("", ["U2", "U3"])
    assert not (tmp_path / "out-aside").exists()


# --- beside a workbook ---


@pytest.fixture
def screened(run: Run, tmp_path: Path) -> Callable[..., Any]:
    """Screen an input into a workbook; the result of the command, and the tables of rows set aside, by their paths."""

    def command(source: Path, *more: str, lang: str = "en") -> Any:
        out = tmp_path / "out.xlsx"
        result = run("screen", source, "-r", "yinchuan", "--on", "2026-06-01", "-o", out, "--lang", lang, *more)
        return result, kept_in(tmp_path / "out-aside")

    return command


def kept_in(folder: Path) -> dict[str, list[list[str]]]:
    """The tables of a folder, row by row."""
    found = {}
    for path in sorted(one for one in folder.rglob("*") if one.is_file()):
        if path.suffix == ".xlsx":
            (sheet,) = openpyxl.load_workbook(path).worksheets
            rows = [["" if cell is None else cell for cell in row] for row in sheet.iter_rows(values_only=True)]
        else:
            rows = list(csv.reader(path.read_text("utf-8-sig").splitlines()))
        found[str(path.relative_to(folder))] = rows
    return found


def typed(path: Path, **words: str) -> None:
    """Replace cells of a workbook as one does at a keyboard, where they stay what the cells are: texts."""
    made = openpyxl.load_workbook(path)
    for row in made.worksheets[0].iter_rows():
        for cell in row:
            if str(cell.value) in words:
                cell.value = words[str(cell.value)]
    made.save(path)


CODE = "911100001000013477"
LONG_CODES = f"编号,名称,类别,职工人数,成立日期,yinchuan.willing\n{CODE},甲公司,企业,许多,2020/1/2,是\nU2,0012,企业,7,2020,否\n"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_beside_a_workbook_rows_are_set_aside_in_one_of_texts(screened: Any, tmp_path: Path, lang: str) -> None:
    source = tmp_path / "企业.csv"
    source.write_text(LONG_CODES, "utf-8")
    result, kept = screened(source, lang=lang)
    assert list(kept) == ["applicants.xlsx"]
    path = tmp_path / "out-aside" / "applicants.xlsx"
    told = "".join(result.stdout.split())
    assert {"en": f"rowssetaside:{path}", "zh": f"搁置的行：{path}"}[lang] in told
    assert {"en": f"thengive{path.parent}to", "zh": f"读取{path.parent}；"}[lang] in told
    sheet = openpyxl.load_workbook(path)["applicants"]
    headings, cells = (list(row) for row in sheet.iter_rows())
    assert [cell.value for cell in headings] == [*HEAD, *LONG_CODES.partition("\n")[0].split(",")]
    assert [cell.value for cell in cells[6:]] == [CODE, "甲公司", "企业", "许多", "2020/1/2", "是"]
    assert {(cell.data_type, cell.number_format) for cell in cells} == {("s", "@")}
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:L2")
    assert all(cells[at].alignment.wrap_text for at in (0, 4, 5))
    widths = {name: column.width for name, column in sheet.column_dimensions.items()}
    assert (widths["E"] > 50, widths["G"] > len(CODE), widths["A"] < 40) == (True, True, True)
    assert sheet.row_dimensions[2].height > 30  # the reason has two lines


def saved_again(path: Path, by: str) -> None:
    """As another program writes it when it is saved there."""
    if by == "openpyxl":
        openpyxl.load_workbook(path).save(path)
    else:
        folder = path.parent.parent / "saved"
        profile = f"-env:UserInstallation=file://{folder}/profile"
        words = (profile, "--headless", "--convert-to", "xlsx", "--outdir", folder, path)
        subprocess.run(("soffice", *words), check=True, capture_output=True, timeout=120)
        (folder / path.name).replace(path)


@pytest.mark.parametrize("by", ["openpyxl", "soffice"])
def test_a_workbook_of_rows_set_aside_is_mended_saved_and_read_like_a_csv(
    screened: Any, screen: Screen, tmp_path: Path, by: str
) -> None:
    """Identifiers, numbers, dates, yes and no, lists: all of them texts in the sheet."""
    if by == "soffice" and shutil.which(by) is None:
        pytest.skip("LibreOffice is not here")
    facts = {**FACTS, "id": [CODE, "0012", "U3"], "staff": ["许多", "30", "很多"]}
    source = tmp_path / "企业.parquet"
    pl.DataFrame(facts).write_parquet(source)
    screen(source)
    asides = {}
    for ending in (".csv", ".xlsx"):
        if ending == ".xlsx":
            screened(source)
        asides[ending] = (tmp_path / "out-aside").rename(tmp_path / f"mended{ending}") / f"applicants{ending}"
    text = asides[".csv"].read_text("utf-8-sig")
    asides[".csv"].write_text(text.replace("许多", "50").replace("很多", "7"), "utf-8-sig")
    typed(asides[".xlsx"], 许多="50", 很多="7")
    saved_again(asides[".xlsx"], by)
    for given in (lambda path: path, lambda path: path.parent):
        results = [screen(given(path)) for path in asides.values()]
        assert [result.stderr for result, _ in results] == ["", ""]
        assert results[0][1] == results[1][1]
        assert [row["unit.id"] for row in results[1][1]] == [CODE, "U3"]
        assert [row[WILLING] for row in results[1][1]] == ["met", "not_met"]


@pytest.mark.parametrize("ending", [".csv", ".xlsx", ".parquet", ".jsonl"])
def test_rows_of_every_format_are_the_same_in_a_workbook_as_in_csv(
    screened: Any, screen: Screen, tmp_path: Path, ending: str
) -> None:
    source = of_facts(tmp_path, ending)
    screen(source)
    (written,) = kept_in(tmp_path / "out-aside").values()
    assert screened(source)[1] == {"applicants.xlsx": written}
    kept = (tmp_path / "out-aside").rename(tmp_path / "mended")
    typed(kept / "applicants.xlsx", 许多="30")
    result, rows = screen(kept)
    assert (result.stderr, [row["unit.id"] for row in rows]) == ("", ["U2"])


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_no_sheet_can_hold_as_it_is_stands_in_csv_beside_it(screened: Any, tmp_path: Path, lang: str) -> None:
    """A sheet fills rows up with blanks, cuts long cells off, and knows other control characters."""
    source, long = tmp_path / "企业.csv", "长" * 32_768
    lines = ["U1,甲,公司,许多", "U2,乙公司", f"U3,{long},许多", "U4,_x0041_,许多", "U5,丙公司,许多"]
    source.write_text("\n".join(["编号,名称,职工人数", *lines]), "utf-8")
    result, kept = screened(source, lang=lang)
    assert [[row[6:] for row in rows[1:]] for rows in kept.values()] == [
        [line.split(",") for line in lines[:4]],
        [lines[4].split(",")],
    ]
    assert list(kept) == ["applicants/1.csv", "applicants/1.xlsx"]
    text = tmp_path / "out-aside" / "applicants" / "1.csv"
    told = "".join(result.stdout.split())
    assert {"en": f"{text}:rowsthatnosheetcanhold", "zh": f"{text}里的行放不进工作表"}[lang] in told
    mended = (tmp_path / "out-aside").rename(tmp_path / "mended")
    assert {"en": f"give{mended.with_name('out-aside')}to", "zh": f"读取{mended.with_name('out-aside')}；"}[lang] in told
    typed(mended / "applicants" / "1.xlsx", 许多="9")
    (mended / "applicants" / "~$1.xlsx").write_bytes(b"open elsewhere")
    _, again = screened(mended, lang=lang)
    assert {row[6] for rows in again.values() for row in rows[1:]} == {"U1", "U2", "U3", "U4"}


@pytest.mark.parametrize("limit", ["ROOM", "MOST_ROWS"])
def test_more_rows_than_a_sheet_can_hold_lose_none(
    screened: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str
) -> None:
    place = "humi.sheets.aside.ROOM" if limit == "ROOM" else "humi.sheets.workbook.MOST_ROWS"
    source = tmp_path / "企业.csv"
    source.write_text("编号,职工人数\nU0,1\n" + "".join(f"U{n},许多\n" for n in range(1, 50)), "utf-8")
    monkeypatch.setattr(place, 10_000 if limit == "ROOM" else 20)
    _, kept = screened(source)
    numbers = {name: [int(row[6][1:]) for row in rows[1:]] for name, rows in kept.items()}
    assert all(len(rows) > 5 for rows in numbers.values())
    assert [*numbers["applicants/1.xlsx"], *numbers["applicants/1.csv"]] == list(range(1, 50))


def test_a_table_that_no_sheet_can_hold_at_all_stays_csv(screened: Any, tmp_path: Path) -> None:
    source = tmp_path / "企业.csv"
    wide = ",".join(["编号,职工人数", *[""] * 995])
    source.write_text(f"{wide}\nU1,许多{',' * 995}\nU2,1{',' * 995}\n", "utf-8")
    assert list(screened(source)[1]) == ["applicants.csv"]
    longest = {"id": ["U1", "U2", "U3"], "name": ["甲", "长" * 200_000, "丙"], "staff": ["许多", "许多", "1"]}
    pl.DataFrame(longest).write_parquet(tmp_path / "企业.parquet")
    with pytest.raises(csv.Error):
        screened(tmp_path / "企业.parquet")
    (kept,) = (tmp_path / "out-aside").iterdir()
    assert kept.name == "applicants.csv"
    assert ["U1" in line or "U2" in line for line in kept.read_text("utf-8-sig").splitlines()] == [False, True, True]


def test_parts_of_foreign_tables_are_workbooks_that_are_mended_with_the_same_mapping(
    screened: Any, screen: Screen, tmp_path: Path
) -> None:
    mapping = tmp_path / "对照.yaml"
    mapping.write_text("applicants: {table: 企业.名录, columns: {员工: staff}}\ntitles: {table: t_honour}\n", "utf-8")
    folder = tmp_path / "in"
    (folder / "企业.名录").mkdir(parents=True)
    (folder / "企业.名录" / "a.csv").write_text("编号,员工\nU0,1\nU1,许多,,x\nU2,许多\n", "utf-8")
    (folder / "企业.名录" / "b.csv").write_text("员工,编号\n许多,U3\n", "utf-8")
    (folder / "t_honour.csv").write_text("id,holder\nT1,U2\n", "utf-8")
    _, kept = screened(folder, "--map", str(mapping))
    assert list(kept) == ["t_honour.xlsx", "企业.名录/1.csv", "企业.名录/1.xlsx", "企业.名录/2.xlsx"]
    mended = (tmp_path / "out-aside").rename(tmp_path / "mended")
    for path in mended.rglob("*.xlsx"):
        typed(path, 许多="30")
    text = mended / "企业.名录" / "1.csv"
    text.write_text(text.read_text("utf-8-sig").replace("许多,,x", "30"), "utf-8-sig")
    result, rows = screen(mended, "--map", str(mapping))
    assert (result.stderr, [row["unit.id"] for row in rows]) == ("", ["U1", "U2", "U3"])


def test_a_run_stopped_while_rows_are_set_aside_leaves_nothing(
    screened: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*given: object) -> bool:
        raise KeyboardInterrupt

    source = tmp_path / "企业.csv"
    source.write_text(LONG_CODES, "utf-8")
    monkeypatch.setattr(sheets_aside, "_fits", stop)
    assert screened(source)[0].exit_code == 130
    assert [path.name for path in tmp_path.iterdir()] == ["企业.csv"]


# --- databases ---


def database(path: Path, kind: str, *willing: object) -> Path:
    """A database with a column of these values."""
    create = 'CREATE TABLE applicants (id TEXT, kind TEXT, applied INTEGER, "yinchuan.willing" INTEGER)'
    rows = [(f"U{number}", "企业", 1, value) for number, value in enumerate(willing, 1)]
    if kind == "sqlite":
        with closing(sqlite3.connect(path)) as connection, connection:
            connection.execute(create)
            connection.executemany("INSERT INTO applicants VALUES (?, ?, ?, ?)", rows)
    else:
        with duckdb.connect(str(path)) as duck:
            duck.execute(create)
            duck.executemany("INSERT INTO applicants VALUES (?, ?, ?, ?)", rows)
    return path


@pytest.mark.parametrize("kind", ["sqlite", "duckdb"])
def test_zeros_and_ones_of_a_database_are_truth_values(screen: Screen, tmp_path: Path, kind: str) -> None:
    result, rows = screen(database(tmp_path / f"企业.{kind}", kind, 1, 0, None))
    assert (result.stderr, [row[WILLING] for row in rows]) == ("", ["met", "not_met", "undetermined"])


@pytest.mark.parametrize("kind", ["sqlite", "duckdb"])
def test_a_code_of_a_database_is_no_truth_value(screen: Screen, tmp_path: Path, kind: str) -> None:
    _, rows = screen(database(tmp_path / f"企业.{kind}", kind, 1, 2, None))
    assert [row["unit.id"] for row in rows] == ["U3"]
    assert [row["#code"] for row in aside(tmp_path)] == ["D302", "D302"]


def test_a_row_of_truth_values_set_aside_can_be_read_again(screen: Screen, tmp_path: Path) -> None:
    source = database(tmp_path / "企业.sqlite", "sqlite", 1, 0)
    with closing(sqlite3.connect(source)) as connection, connection:
        connection.execute("UPDATE applicants SET kind = '公司' WHERE id = 'U1'")
    screen(source)
    kept = (tmp_path / "out-aside").rename(tmp_path / "mended") / "applicants.csv"
    kept.write_text(kept.read_text("utf-8-sig").replace(",公司,", ",企业,"), "utf-8-sig")
    assert [row[WILLING] for row in screen(kept)[1]] == ["met"]


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
def test_zeros_and_ones_that_were_typed_are_no_truth_values(screen: Screen, tmp_path: Path, ending: str) -> None:
    rows = [HEADINGS, [*U1[:4], 1], U2]
    source = tmp_path / f"企业{ending}"
    if ending == ".xlsx":
        book(source, *rows)
    else:
        source.write_text("\n".join(",".join(map(str, row)) for row in rows), "utf-8")
    assert [row["unit.id"] for row in screen(source)[1]] == ["U2"]

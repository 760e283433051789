"""Folders and workbooks as people keep them, and as they should not."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from itertools import repeat
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

import humi
from humi.dossier.facts import BOUND, RELATIONS
from humi.dossier.registry import Registry
from humi.dossier.tables import Grid, Placed, Table, Tables
from humi.dossier.workbook import take_workbook
from humi.reading.limits import TableLimits
from humi.reading.problems import Problems
from tests.dossier.registries import WITH_OWN, csv_text, folder, found_in, problems_of, workbook

ROOT = Path(__file__).parents[2]
TITLES = "id,holder\nT1,U1\n"


# --- what is read -----------------------------------------------------------------------------------------------------


def test_the_example_has_no_problems() -> None:
    registry = humi.Humi(regions=["yinchuan"]).registry(ROOT / "examples/registries/yinchuan")
    assert registry.warnings == ()
    assert {relation: len(records) for relation, records in registry.lists.items() if records} == {"units": 41, "titles": 43}
    assert registry.subject == ""


def test_relations_without_a_table_are_not_recorded_and_a_heading_alone_is_an_empty_list(tmp_path: Path) -> None:
    registry = Registry.read(folder(tmp_path / "r", {"titles.csv": TITLES, "claims.csv": "id\n", "cases.yaml": "[]"}))
    recorded = {"titles", "claims", "cases"}
    assert registry.unlisted == {name: (0, 0) if name in recorded else (0, BOUND) for name in RELATIONS}
    assert registry.document["claims"] == []


@pytest.mark.parametrize("relation", RELATIONS)
def test_every_relation_is_a_table_in_either_language(tmp_path: Path, relation: str) -> None:
    spelled = WITH_OWN.labels[relation].zh
    for name in (relation, spelled):
        registry = Registry.read(folder(tmp_path / name, {f"{name}.csv": "编号\nX\n"}))
        assert registry.lists[relation][0][2] == "X"
        assert Registry.read(workbook(tmp_path / f"{name}.xlsx", {name: [["id"], ["X"]]})).lists[relation][0][2] == "X"


@pytest.mark.parametrize(
    "content",
    [
        "id,name\nU1,银川".encode(),
        "\ufeffid,name\r\nU1,银川\r\n".encode(),
        "id,name\nU1,银川\n".encode("gb18030"),
        "编号;名称\nU1;银川\n".encode(),
        "编号\t名称\nU1\t银川\n".encode("gb18030"),
        'id,name\n"U1","银川"\n'.encode(),
        "\n\nid,name,,\n,,,\nU1,银川,,\n\n".encode(),
        "ｉｄ,name\rU1,银川".encode(),
    ],
)
def test_a_csv_file_however_a_spreadsheet_wrote_it(tmp_path: Path, content: bytes) -> None:
    record = Registry.read(folder(tmp_path / "r", {"units.csv": content})).lists["units"][0]
    assert record[2:4] == ["U1", "银川"]


def test_other_files_are_passed_over(tmp_path: Path) -> None:
    others = ("README.md", "~$titles.xlsx", ".~lock.titles.csv#", ".hidden.csv", "titles.pdf")
    path = folder(tmp_path / "r", {"titles.csv": TITLES, **dict.fromkeys(others, "")})
    (path / "older").mkdir()
    assert Registry.read(path).warnings == ()


def test_what_is_said_of_the_whole(tmp_path: Path) -> None:
    controls = "complete: [titles]\ncounted: {units: 18}\ndeterminations:\n  - {criterion: a/b, result: met, on: 2026-01-02}\n"
    plain = Registry.read(folder(tmp_path / "a", {"titles.csv": TITLES, "登记册.yaml": controls}))
    tables = Registry.read(
        folder(
            tmp_path / "b",
            {
                "titles.csv": TITLES,
                "registry.csv": "事实,值\ncomplete,titles\n计数.各单位,18\n",
                "裁定.csv": "criterion,result,on\na/b,met,2026/1/2\n",
            },
        )
    )
    assert plain.unlisted == tables.unlisted
    assert plain.unlisted["units"] == (18, 18)
    assert plain.unlisted["cases"] == (0, BOUND)
    assert plain.determinations == tables.determinations


@pytest.mark.parametrize(
    ("rows", "row", "column"),
    [
        ([["fact", "value"], ["id", "P"], ["testland.reported", "2025/3/4"], ["testland.budget", "many"]], 4, 2),
        ([["编号", "testland.reported", "testland.budget"], ["P", "2025/3/4", "many"]], 2, 3),
    ],
)
def test_the_authority_stands_in_rows_of_facts_or_in_a_single_row(
    tmp_path: Path, rows: list[list[str]], row: int, column: int
) -> None:
    path = workbook(tmp_path / "r.xlsx", {"主管部门工作": rows})
    assert found_in(path) == [("D302", "r.xlsx[主管部门工作]", row, column)]
    rows[row - 1][column - 1] = "5万元"
    read = Registry.read(workbook(path, {"主管部门工作": rows}), WITH_OWN)
    assert read.records["programme"][2] == "P"
    assert read.document["主管部门工作"]["testland"] == {"reported": "2025-03-04", "budget": "5万元"}


def test_sheets_with_other_names_are_told(tmp_path: Path) -> None:
    path = workbook(tmp_path / "r.xlsx", {"titles": [["id"], ["T1"]], "titels": [["id"]], "Sheet1": []})
    registry = Registry.read(path)
    assert [(problem.code, problem.details["suggestion"]) for problem in registry.warnings] == [
        ("R618", ""),
        ("R618", "titles"),
    ]
    assert registry.under(WITH_OWN).warnings == registry.warnings


def test_merged_cells_are_told(tmp_path: Path) -> None:
    book = Workbook()
    book.active.title = "titles"
    for row in (["id", "holder"], ["T1", "U1"], ["T2", None]):
        book.active.append(row)
    book.active.merge_cells("B2:B3")
    book.save(tmp_path / "r.xlsx")
    registry = Registry.read(tmp_path / "r.xlsx")
    assert [(problem.code, problem.details["found"]) for problem in registry.warnings] == [("R615", "B2:B3")]


def test_a_formula_counts_as_the_value_stored_for_it(tmp_path: Path) -> None:
    """openpyxl stores no values of formulas, so they are put into the sheet by hand, as Excel does."""
    path = workbook(tmp_path / "r.xlsx", {"units": [["id", "staff", "name"], ["U1", "=1+1", '=""']]})
    edit(path, lambda xml: xml.replace("<v></v>", "<v>2</v>", 1).replace("<v />", "<v>2</v>", 1))
    edit(path, lambda xml: xml.replace('<c r="C2">', '<c r="C2" t="str">'))
    assert Registry.read(path).document["units"] == [{"id": "U1", "staff": 2}]


def edit(path: Path, change: object) -> None:
    """Rewrite the first sheet of a workbook."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    changed = change(parts[sheet].decode())  # type: ignore[operator]
    assert changed != parts[sheet].decode()
    parts[sheet] = changed.encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


# --- what is refused --------------------------------------------------------------------------------------------------


def test_all_problems_are_told_at_once_each_at_its_place(tmp_path: Path) -> None:
    path = folder(
        tmp_path / "r",
        {
            "titles.csv": "id,grantd,level,级别,held\nT1,2025,city,,2025/..\nT1,,,,soon\n\nT3\nT4,,,,,extra\n",
            "units.csv": 'id,name,staff\nU1,"two\nlines",3\nU2,,many\n',
            "cases.yaml": "- {id: C1, accepted: never}\n- {id: C1}\n",
            "programme.yaml": "{nonsense: 1}",
            "registry.yaml": "complet: true\n",
            "stations.csv": "",
            "staions.csv": "id\n",
        },
    )
    assert found_in(path) == [
        ("D302", "cases.yaml", 1, 12),
        ("D305", "cases.yaml", 2, 3),
        ("D301", "programme.yaml", 1, 2),
        ("L101", "registry.yaml", 1, 1),
        ("R601", "staions.csv", 0, 0),
        ("Y008", "stations.csv", 0, 0),
        ("R603", "titles.csv", 1, 2),
        ("R604", "titles.csv", 1, 4),
        ("D305", "titles.csv", 3, 1),
        ("D302", "titles.csv", 3, 5),
        ("R605", "titles.csv", 5, 1),
        ("R609", "titles.csv", 6, 6),
        ("D302", "units.csv", 4, 3),
    ]
    hints = {problem.code: problem.hint("en") or "" for problem in problems_of(path)}
    assert "did you mean `granted`?" in hints["R603"]
    assert "allowed: id, region, kind, level" in hints["R603"]
    assert "did you mean `stations.csv`?" in hints["R601"]


@pytest.mark.parametrize(
    ("heading", "suggestion"),
    [
        ("认定日", "认定日期"),
        ("titel.granted", "granted"),
        ("held.form", "held.from"),
        ("granted.on", "granted"),
        ("testland.scroe", "testland.score"),
        ("granted (yuan)", ""),
        ("level.from", "level"),
    ],
)
def test_an_unknown_column_comes_with_the_nearest(tmp_path: Path, heading: str, suggestion: str) -> None:
    (problem,) = problems_of(folder(tmp_path / "r", {"titles.csv": csv_text([["id", heading], ["T1", "x"]])}))
    assert (problem.code, problem.place and problem.place.column) == ("R603", 2)
    if suggestion:
        assert problem.details["suggestion"] == suggestion


@pytest.mark.parametrize(
    ("files", "code", "name"),
    [
        ({"titles.csv": TITLES, "titles.yaml": "[]"}, "R602", "titles.yaml"),
        ({"titles.csv": TITLES, "各称号.csv": TITLES}, "R602", "各称号.csv"),
        ({"titles.csv": TITLES, "title.yaml": "[]"}, "R601", "title.yaml"),
        ({"titles.csv": TITLES, "称号.csv": TITLES}, "R601", "称号.csv"),
        ({"titles.csv": TITLES, "unit.csv": TITLES}, "R601", "unit.csv"),
        ({"titles.csv": TITLES, "notes.xlsx": ""}, "R601", "notes.xlsx"),
        ({"titles.csv": TITLES, "units.xls": ""}, "R601", "units.xls"),
        ({"titles.csv": TITLES, "units.yml": ""}, "R601", "units.yml"),
        ({"titles.yaml": "{id: T1}"}, "L103", "titles.yaml"),
        ({"titles.yaml": "- {id: [}"}, "Y017", "titles.yaml"),
        ({"titles.csv": ""}, "Y008", "titles.csv"),
        ({"titles.csv": b"\xef\xbb\xbf\r\n"}, "Y008", "titles.csv"),
        ({"titles.csv": ",,\n,,\n"}, "R606", "titles.csv"),
        ({"titles.csv": "id,holder\nT1,\x00\n"}, "Y006", "titles.csv"),
        ({"titles.csv": "id,holder\nT1,\u202eU1\n"}, "Y009", "titles.csv"),
        ({"titles.csv": "id,holder\nT1,U1\n".encode("utf-16")}, "R611", "titles.csv"),
        ({"titles.csv": b"\xef\xbb\xbfid,holder\nT1,\xd2\xf8\n"}, "R611", "titles.csv"),
        ({"titles.csv": b"id,holder\nT1,\xff\xfe\n"}, "R611", "titles.csv"),
        ({"titles.csv": 'id,holder\n"T1,U1\n'}, "R612", "titles.csv"),
        ({"titles.csv": "id,holder\nT1," + "x" * 200_000}, "R612", "titles.csv"),
        ({"titles.csv": ",".join(f"h{index}" for index in range(1001))}, "R608", "titles.csv"),
        ({"programme.csv": "id\nP\nQ\n"}, "R607", "programme.csv"),
        ({"titles.csv": TITLES, "registry.csv": "fact,value\ncounted.titels,3\n"}, "R603", "registry.csv"),
        ({"titles.csv": TITLES, "registry.csv": "fact,value\ncounted.titles,0\n"}, "D303", "registry.csv"),
        ({"titles.csv": TITLES, "registry.yaml": "[]"}, "L103", "registry.yaml"),
        ({"determinations.csv": "criterion,result\na,perhaps\n"}, "L105", "determinations.csv"),
        ({}, "R619", "r"),
        ({"README.md": "#"}, "R619", "r"),
    ],
)
def test_a_folder_that_is_refused(tmp_path: Path, files: dict[str, str | bytes], code: str, name: str) -> None:
    assert [found[:2] for found in found_in(folder(tmp_path / "r", files))] == [(code, name)]


@pytest.mark.parametrize("name", ["titles.csv", "titles.yaml", "nonsense.csv"])
def test_a_folder_named_like_a_table_is_refused(tmp_path: Path, name: str) -> None:
    path = folder(tmp_path / "r", {"units.csv": "id\n"})
    (path / name).mkdir()
    assert [found[:2] for found in found_in(path)] == [("R601" if name[0] == "n" else "Y002", name)]


def test_links_that_leave_the_folder_are_refused(tmp_path: Path) -> None:
    path = folder(tmp_path / "r", {"real.txt": TITLES, "units.csv": "id\n"})
    (tmp_path / "secret.csv").write_text(TITLES)
    (path / "claims.csv").symlink_to(path / "units.csv")
    assert Registry.read(path).document["claims"] == []
    (path / "titles.csv").symlink_to(tmp_path / "secret.csv")
    assert found_in(path) == [("R621", "titles.csv", 0, 0)]
    (path / "titles.csv").unlink()
    (path / "titles.csv").symlink_to("nowhere.csv")
    assert found_in(path) == [("Y001", "titles.csv", 0, 0)]
    (path / "titles.csv").unlink()
    (path / "titles.csv").symlink_to("titles.csv")
    assert found_in(path) == [("Y003", "titles.csv", 0, 0)]


def test_a_huge_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = folder(tmp_path / "r", {"titles.csv": TITLES})
    os.truncate(path / "titles.csv", 201 * 1024 * 1024)
    assert found_in(path) == [("Y005", "titles.csv", 0, 0)]
    (path / "titles.csv").rename(tmp_path / "r.xlsx")
    assert found_in(tmp_path / "r.xlsx") == [("Y005", "r.xlsx", 0, 0)]


def test_rows_are_bounded() -> None:
    problems = Problems()
    table = Table(Tables(WITH_OWN, problems).headings("titles"), problems, TableLimits(rows=3))
    rows = iter([(1, ["id"]), (2, ["T1"]), (3, ["T2"]), *zip(range(4, 10), repeat(["T"]))])
    assert len(table.records(Grid("t", rows), Placed("t"))) == 2
    assert [(problem.code, problem.place and problem.place.line) for problem in problems] == [("R607", 4)]


# --- workbooks --------------------------------------------------------------------------------------------------------


def test_problems_of_a_workbook_name_sheet_row_and_column(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "登记册.xlsx",
        {
            "titles": [["id", "grantd", None, "level"], ["T1", "x", None, "vilage"], [], ["T2", None, "stray"], ["T1"]],
            "各称号": [["id"]],
            "claims": [],
            "registry": [["fact", "value"], ["counted.titles", "many"], ["complete", "maybe"]],
        },
    )
    assert found_in(path) == [
        ("R606", "登记册.xlsx[claims]", 0, 0),
        ("L103", "登记册.xlsx[registry]", 2, 2),
        ("D304", "登记册.xlsx[registry]", 3, 2),
        ("R603", "登记册.xlsx[titles]", 1, 2),
        ("R669", "登记册.xlsx[titles]", 1, 3),
        ("D302", "登记册.xlsx[titles]", 2, 4),
        ("D305", "登记册.xlsx[titles]", 5, 1),
        ("R602", "登记册.xlsx[各称号]", 0, 0),
    ]


def test_notes_beside_a_table_are_told_and_are_no_records(tmp_path: Path) -> None:
    rows = [["id", "kind", None, None], ["T1", "station", None, "checked"], [None, None, "as of June"], ["T2", "station"]]
    path = workbook(tmp_path / "登记册.xlsx", {"titles": rows})
    (tmp_path / "r").mkdir()
    lines = (",".join(cell or "" for cell in [*row, None, None][:4]) for row in rows)
    (tmp_path / "r" / "titles.csv").write_text("\n".join(lines), "utf-8")
    for source in (path, tmp_path / "r"):
        registry = Registry.read(source)
        assert [record["id"] for record in registry.document["titles"]] == ["T1", "T2"]
        told = [(one.details["found"], one.details["rows"]) for one in registry.warnings if one.code == "R669"]
        assert told == [("C", "3"), ("D", "2")]


def test_a_formula_without_a_stored_value_is_refused(tmp_path: Path) -> None:
    path = workbook(tmp_path / "r.xlsx", {"units": [["id", "staff"], ["U1", 3], ["U2", "=1+1"]], "notes": [["=2"]]})
    assert [found for found in found_in(path) if found[0] != "R618"] == [("R620", "r.xlsx[units]", 3, 2)]


@pytest.mark.parametrize(
    "content", [b"", b"PK\x03\x04", b"id,holder", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), b"\0" * 100]
)
def test_what_is_no_workbook(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "r.xlsx").write_bytes(content)
    assert found_in(tmp_path / "r.xlsx") == [("R613", "r.xlsx", 0, 0)]


def test_a_truncated_workbook(tmp_path: Path) -> None:
    path = workbook(tmp_path / "r.xlsx", {"titles": [["id"], ["T1"]]})
    whole = path.read_bytes()
    for size in range(0, len(whole), 97):
        path.write_bytes(whole[:size])
        assert found_in(path) == [("R613", "r.xlsx", 0, 0)]


@pytest.mark.parametrize(
    "change",
    [
        lambda xml: xml.replace("</row>", "", 1),
        lambda xml: xml.replace('r="A2"', 'r="??2"'),
        lambda xml: xml.replace("<sheetData>", "<sheetData><row r='2'><c r='A2' t='s'><v>999</v></c></row>"),
        lambda xml: '<!DOCTYPE x [<!ENTITY a "aa">]>' + xml,
    ],
)
def test_a_damaged_sheet(tmp_path: Path, change: object) -> None:
    path = workbook(tmp_path / "r.xlsx", {"titles": [["id"], ["T1"]]})
    edit(path, change)
    assert "R613" in [found[0] for found in found_in(path)]


def test_a_zip_without_a_workbook(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "r.xlsx", "w") as archive:
        archive.writestr("titles.csv", TITLES)
    assert found_in(tmp_path / "r.xlsx") == [("R613", "r.xlsx", 0, 0)]


def test_a_workbook_is_measured_unpacked_before_it_is_opened(tmp_path: Path) -> None:
    path = workbook(tmp_path / "r.xlsx", {"titles": [["id"], ["T1"]]})
    edit(path, lambda xml: xml.replace("T1", "T" * 10_000_000).replace("</worksheet>", " " * 10_000_000 + "</worksheet>"))
    assert path.stat().st_size < 100_000
    problems = Problems()
    take_workbook(path, Tables(WITH_OWN, problems, TableLimits(unpacked=1_000_000)))
    assert [problem.code for problem in problems] == ["R614"]
    problems = Problems()
    take_workbook(path, Tables(WITH_OWN, problems, TableLimits(parts=3)))
    assert [problem.code for problem in problems] == ["R614"]


@pytest.mark.parametrize("reference", ["A999999999", "XFD3"])
def test_a_cell_far_away_takes_no_time(tmp_path: Path, reference: str) -> None:
    path = workbook(tmp_path / "r.xlsx", {"titles": [["id"], ["T1"]]})
    row = reference.lstrip("AXFD")
    edit(path, lambda xml: xml.replace("</sheetData>", f'<row r="{row}"><c r="{reference}"><v>1</v></c></row></sheetData>'))
    problems = Problems()
    take_workbook(path, Tables(WITH_OWN, problems, TableLimits(rows=1000)))
    assert [problem.code for problem in problems] == ["R607" if row != "3" else "R608"]


def test_dates_of_the_other_calendar_of_workbooks(tmp_path: Path) -> None:
    from datetime import date

    path = workbook(tmp_path / "r.xlsx", {"titles": [["id", "granted"], ["T1", date(2025, 5, 20)]]})
    book = load_workbook(path)
    book.epoch = __import__("openpyxl.utils.datetime", fromlist=["MAC_EPOCH"]).MAC_EPOCH
    book.save(path)
    assert Registry.read(path).document["titles"] == [{"id": "T1", "granted": "2025-05-20"}]


# --- one registry -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["titles.csv", "titles.xls", "titles", "titles.ods"])
def test_what_no_registry_is_read_from(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(TITLES)
    assert found_in(tmp_path / name) == [("R623", name, 0, 0)]


@pytest.mark.parametrize("name", ["nowhere", "nowhere.xlsx", "nowhere.yaml", "\0"])
def test_what_does_not_exist(tmp_path: Path, name: str) -> None:
    assert [found[0] for found in found_in(tmp_path / name)] in (["Y001"], ["Y003"])


@pytest.mark.parametrize(("key", "relation"), [("unit", "units"), ("base", "bases"), ("站", "stations"), ("point", "points")])
def test_a_registry_has_no_applicant(tmp_path: Path, key: str, relation: str) -> None:
    with pytest.raises(humi.DossierError) as raised:
        Registry.from_dict({key: {"id": "X"}, "nonsense": 1})
    suggestions = {problem.code: problem.details["suggestion"] for problem in raised.value.problems}
    assert suggestions == {"D304": "", "R622": relation}
    (tmp_path / "r.yaml").write_text(f"{key}: {{}}\n", "utf-8")
    assert found_in(tmp_path / "r.yaml") == [("R622", "r.yaml", 1, 1)]


def test_a_registry_keeps_the_promises_of_a_dossier(tmp_path: Path) -> None:
    document = {"titles": [{"id": "T1", "testland": {"score": 5}}], "programme": {"id": "P"}, "complete": ["titles"]}
    registry = Registry.from_dict(document)
    assert [problem.code for problem in registry.warnings] == ["D310"]
    larger = registry.under(WITH_OWN)
    assert type(larger) is Registry
    assert larger.warnings == ()
    assert larger.hash == registry.hash
    registry.save(tmp_path / "r.yaml")
    again = Registry.read(tmp_path / "r.yaml")
    assert again.hash == registry.hash
    assert again.to_dict() == document
    assert type(Registry.read_text("titles: []")) is Registry


def test_openpyxl_is_loaded_for_workbooks_only(tmp_path: Path) -> None:
    path = folder(tmp_path / "r", {"titles.csv": TITLES})
    code = f"import sys, humi; humi.Registry.read({str(path)!r}); print('openpyxl' in sys.modules, 'yaml' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split()[0] == "False"

"""Rows in a CSV or a workbook: as if they stood in the pack, from its folder only, and nothing is lost silently."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from humi.reading.problems import Problem
from tests.tables.packs import Plain, pack_of, policy, read, rows_in, table_of

TABLE: Plain = {
    "inputs": {"staff": "unit.staff", "rules": "unit.has_rules"},
    "outputs": {"amount": {"type": "money"}},
}
ROWS = [
    {"staff": "< 10", "rules": "-", "amount": "2万元"},
    {"staff": ">= 10", "rules": True, "amount": "5万元"},
    {"staff": ">= 10", "rules": False, "amount": "0元"},
]
WRITTEN = "staff,rules,amount\n< 10,-,2万元\n>= 10,是,5万元\n≥10,否,0元\n"


def book(*sheets: tuple[str, list[list[Any]]], merge: str = "") -> bytes:
    made = Workbook()
    made.remove(made.active)
    for name, rows in sheets:
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
        if merge:
            sheet.merge_cells(merge)
    held = BytesIO()
    made.save(held)
    return held.getvalue()


GRID: list[list[Any]] = [
    ["staff", "rules", "amount"],
    ["< 10", None, "2万元"],
    [">= 10", True, "5万元"],
    [">= 10", False, "0元"],
]


def problems_of(folder: Path, name: str, data: bytes, **more: Any) -> list[Problem]:
    pack, problems = read(policy({**TABLE, "file": name, **more}), rows_in(folder, name, data))
    assert pack is None
    return problems


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("utf8.csv", WRITTEN.encode()),
        ("excel.csv", b"\xef\xbb\xbf" + WRITTEN.encode()),
        ("wps.csv", WRITTEN.replace("≥", "不少于").encode("gb18030")),
        ("semicolons.csv", WRITTEN.replace(",", ";").encode()),
        ("blank.csv", ("\n\n" + WRITTEN + "\n,,\n").encode()),
        ("named.csv", WRITTEN.replace("staff,rules,amount", "职工人数,有保密制度,表").encode()),
        ("numbered.csv", WRITTEN.replace("\n", "\n1,").replace("staff", "序号,staff").rstrip("1,").encode()),
        ("book.xlsx", book(("rates", GRID))),
    ],
    ids=["utf8", "excel", "wps", "semicolons", "blank", "named", "numbered", "workbook"],  # a workbook is never twice the same
)
def test_every_way_to_write_the_rows_is_the_same_table(name: str, data: bytes, tmp_path: Path) -> None:
    file = rows_in(tmp_path, name, data)
    assert table_of({**TABLE, "file": name}, file) == table_of({**TABLE, "rows": ROWS})


def test_the_content_hash_does_not_tell_where_the_rows_stand(tmp_path: Path) -> None:
    file = rows_in(tmp_path, "rates.csv", WRITTEN.encode())
    written = policy({**TABLE, "rows": ROWS}, amount={"table": "t"})
    beside = policy({**TABLE, "file": "rates.csv"}, amount={"table": "t"})
    assert pack_of(written).hash == pack_of(beside, file).hash
    other = policy({**TABLE, "rows": ROWS[::-1]}, amount={"table": "t"})
    assert pack_of(written).hash != pack_of(other).hash


def test_the_only_sheet_needs_no_name_and_one_of_several_does(tmp_path: Path) -> None:
    data = book(("notes", [["anything"]]), ("rates", GRID))
    file = rows_in(tmp_path, "book.xlsx", data)
    assert table_of({**TABLE, "file": "book.xlsx", "sheet": "rates"}, file) == table_of({**TABLE, "rows": ROWS})
    for more in ({}, {"sheet": "rate"}):
        (problem,) = problems_of(tmp_path, "book.xlsx", data, **more)
        assert problem.code == "L132"
        assert "allowed: notes, rates" in problem.render("en")


def test_a_problem_in_a_workbook_names_sheet_row_and_column(tmp_path: Path) -> None:
    data = book(("rates", [GRID[0], ["< 10", None, "2万元"], [">= 10", "perhaps", "5万元"]]))
    (problem,) = problems_of(tmp_path, "book.xlsx", data)
    place = problem.place
    assert place is not None
    assert (problem.code, Path(place.file).name, place.line, place.column) == ("L124", "book.xlsx[rates]", 3, 2)


def test_every_problem_of_a_file_is_told_at_once(tmp_path: Path) -> None:
    data = "staff,ruels,amount\n< ten,是,2万元\n>= 10,否,50000\n>= 10,否,\n".encode()
    found = [(one.code, one.place.line, one.place.column) for one in problems_of(tmp_path, "r.csv", data) if one.place]
    assert found == [("L142", 1, 1), ("L101", 1, 2), ("L110", 2, 1), ("L123", 3, 3), ("L125", 4, 1)]


REFUSED: list[tuple[str, str, bytes, str]] = [
    ("a column without heading", "r.csv", b"staff,rules,amount\n< 10,-,0 yuan,more\n", "L131"),
    ("a heading that is missing", "r.csv", b"staff,amount\n< 10,0 yuan\n", "L142"),
    ("the same heading twice", "r.csv", b"staff,staff,rules,amount\n< 10,< 5,-,0 yuan\n", "Y109"),
    ("nothing at all", "r.csv", b" \n", "Y008"),
    ("headings only", "r.csv", b"staff,rules,amount\n", "L103"),
    ("an open quote", "r.csv", b'staff,rules,amount\n"< 10,-,0 yuan\n', "R612"),
    ("another encoding", "r.csv", b"staff\xff\xfe\n", "R611"),
    ("no workbook", "r.xlsx", b"PK no", "R613"),
    ("merged cells", "r.xlsx", book(("rates", GRID), merge="A3:A4"), "L133"),
    ("an uncalculated formula", "r.xlsx", book(("rates", [GRID[0], ["< 10", None, "=A1"]])), "R620"),
    ("a kind that is not read", "r.xls", b"", "L127"),
    ("too many rows", "r.csv", b"staff,rules,amount\n" + b"< 10,-,0 yuan\n" * 1001, "L130"),
    ("too many columns", "r.csv", b"staff,rules,amount" + b",x" * 70 + b"\n< 10,-,0 yuan\n", "L130"),
]


@pytest.mark.parametrize(("name", "data", "code"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED])
def test_a_file_that_cannot_be_taken_whole_is_refused(name: str, data: bytes, code: str, tmp_path: Path) -> None:
    assert code in [problem.code for problem in problems_of(tmp_path, name, data)]


@pytest.mark.parametrize("name", ["../outside.csv", "/etc/outside.csv", "sub/../../outside.csv"])
def test_a_file_outside_of_the_packs_folder_is_not_opened(name: str, tmp_path: Path) -> None:
    home = tmp_path / "pack"
    (home / "sub").mkdir(parents=True)
    (tmp_path / "outside.csv").write_text(WRITTEN)
    pack, problems = read(policy({**TABLE, "file": name}), str(home / "policy.yaml"))
    assert pack is None
    assert [problem.code for problem in problems] == ["L128"]


def test_a_link_is_not_followed_not_even_within_the_folder(tmp_path: Path) -> None:
    (tmp_path / "rates.csv").write_text(WRITTEN)
    (tmp_path / "link.csv").symlink_to(tmp_path / "rates.csv")
    (tmp_path / "inner").symlink_to(tmp_path, target_is_directory=True)
    for name in ("link.csv", "inner/rates.csv"):
        _, problems = read(policy({**TABLE, "file": name}), str(tmp_path / "policy.yaml"))
        assert [problem.code for problem in problems] == ["L128"]


def test_a_file_that_is_not_there_is_told_where_it_is_named(tmp_path: Path) -> None:
    _, problems = read(policy({**TABLE, "file": "rates.csv"}), str(tmp_path / "policy.yaml"))
    assert [problem.code for problem in problems] == ["L129"]


def test_a_file_in_a_folder_below_is_read(tmp_path: Path) -> None:
    (tmp_path / "tables").mkdir()
    (tmp_path / "tables" / "rates.csv").write_text(WRITTEN)
    assert table_of({**TABLE, "file": "tables/rates.csv"}, str(tmp_path / "policy.yaml")).rows

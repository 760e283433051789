"""What a cell holds becomes the value that a dossier would write."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

import humi
from humi.dossier.registry import Registry
from tests.dossier.registries import WITH_OWN, csv_text, folder, found_in, workbook

NOT_RECORDED = object()

CELLS = [
    # relation, heading, cell, value
    ("units", "name", " 银川（中国）公司 ", "银川（中国）公司"),
    ("units", "id", "007", "007"),
    ("units", "name", "unknown", "unknown"),
    ("units", "name", "一行\n又一行", "一行\n又一行"),
    ("units", "name", "a,b;c", "a,b;c"),
    ("units", "name", "", NOT_RECORDED),
    ("units", "name", "　 ", NOT_RECORDED),
    ("units", "has_rules", "true", True),
    ("units", "has_rules", "TRUE", True),
    ("units", "has_rules", "yes", True),
    ("units", "has_rules", "是", True),
    ("units", "has_rules", "false", False),
    ("units", "has_rules", "No", False),
    ("units", "has_rules", "否", False),
    ("units", "has_rules", "不详", "不详"),
    ("units", "有保密制度", "是", True),
    ("units", "staff", "20", 20),
    ("units", "staff", "２０", 20),
    ("units", "staff", "1,200", "1,200"),
    ("units", "staff", "unknown", "unknown"),
    ("units", "staff.from", "20", {"from": 20}),
    ("units", "职工人数.至", "30", {"to": 30}),
    ("units", "kind", "enterprise", "enterprise"),
    ("units", "kind", "企业", "企业"),
    ("units", "kind", "其他：银行", {"other": "银行"}),
    ("units", "kind", "other: 银行", {"other": "银行"}),
    ("units", "traits", "innovative", ["innovative"]),
    ("units", "traits", "innovative; large", ["innovative", "large"]),
    ("units", "traits", "创新型、大型", ["创新型", "大型"]),
    ("units", "traits", "创新型；大型，重点", ["创新型", "大型", "重点"]),
    ("units", "traits", "innovative,large,", ["innovative", "large"]),
    ("units", "traits", "innovative、其他：专精特新", ["innovative", {"other": "专精特新"}]),
    ("units", "traits", "无", []),
    ("units", "traits", "none", []),
    ("units", "traits", "unknown", "unknown"),
    ("units", "founded", "2020-05-06", "2020-05-06"),
    ("units", "founded", "2020/5/6", "2020-05-06"),
    ("units", "founded", "2020.05.06", "2020-05-06"),
    ("units", "founded", "2020-05-06 00:00:00", "2020-05-06"),
    ("units", "founded", "2020年5月6日", "2020年5月6日"),
    ("units", "founded", "2020-05-XX", "2020-05-XX"),
    ("units", "founded", "2020", 2020),
    ("units", "applied", "是", True),
    ("units", "applied", "false", False),
    ("units", "applied", "2026/3/1", "2026-03-01"),
    ("units", "applied.on", "2026/3/1", {"on": "2026-03-01"}),
    ("units", "applied.日期", "unknown", NOT_RECORDED),
    ("units", "unit.staff", "3", 3),
    ("units", "单位.职工人数", "3", 3),
    ("titles", "held", "2022-06-15/..", "2022-06-15/.."),
    ("titles", "held", "2022", 2022),
    ("titles", "held.from", "2022/6/15", "2022-06-15/"),
    ("titles", "held.to", "..", "/.."),
    ("titles", "持有期间.自", "2022-06", "2022-06/"),
    ("titles", "级别", "市级", "市级"),
    ("claims", "amount", "5万元", "5万元"),
    ("claims", "amount", "50,000 yuan", "50,000 yuan"),
    ("claims", "金额（元）", "50000", "50000 元"),
    ("claims", "amount (yuan)", "50000.50", "50000.50 yuan"),
    ("claims", "paid.经手", "bureau", {"by": "bureau"}),
    ("titles", "testland.score", "90", {"score": 90}),
    ("titles", "title.testland.score", "90", {"score": 90}),
    ("claims", "testland.weight", "2.50", {"weight": Decimal("2.50")}),
    ("claims", "testland.weight", "90%", {"weight": "90%"}),
    ("units", "testland.inspected.result", "passed", {"inspected": {"result": "passed"}}),
    ("units", "testland.closed.from", "2020", {"closed": "2020/"}),
    ("titles", "atlantis.score", "90", {"score": 90}),
    ("titles", "atlantis.done", "true", {"done": True}),
]


def said(path: Path, relation: str, heading: str) -> object:
    """What the only record says beside `X`."""
    (record,) = Registry.read(path, WITH_OWN).document[relation]
    del record[beside(heading)]
    assert len(record) < 2
    return next(iter(record.values()), NOT_RECORDED)


def beside(heading: str) -> str:
    """Another column, so that no row is blank."""
    return "name" if heading == "id" else "id"


@pytest.mark.parametrize(("relation", "heading", "cell", "value"), CELLS)
def test_a_cell_of_a_csv_file(tmp_path: Path, relation: str, heading: str, cell: str, value: object) -> None:
    path = folder(tmp_path / "r", {f"{relation}.csv": csv_text([[beside(heading), heading], ["X", cell]])})
    found = said(path, relation, heading)
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(
    ("relation", "heading", "cell", "value"),
    [
        *(case for case in CELLS if "\n" not in case[2]),
        ("units", "has_rules", True, True),
        ("units", "staff", 20, 20),
        ("units", "staff", 20.0, 20),
        ("units", "id", 7, "7"),
        ("units", "id", 7.0, "7"),
        ("units", "id", 7.5, "7.5"),
        ("units", "founded", date(2020, 5, 6), "2020-05-06"),
        ("units", "founded", datetime(2020, 5, 6), "2020-05-06"),
        ("units", "applied", date(2020, 5, 6), "2020-05-06"),
        ("units", "applied.on", date(2020, 5, 6), {"on": "2020-05-06"}),
        ("units", "founded", 2020, 2020),
        ("titles", "held.from", date(2020, 5, 6), "2020-05-06/"),
        ("claims", "testland.weight", 0.1, {"weight": Decimal("0.1")}),
        ("claims", "testland.weight", 0.1 + 0.2, {"weight": Decimal("0.3")}),
        ("claims", "testland.weight", 4.35, {"weight": Decimal("4.35")}),
        ("claims", "金额（万元）", 5, "5 万元"),
        ("claims", "amount (yuan)", 1234.5, "1234.5 yuan"),
        ("units", "name", None, NOT_RECORDED),
    ],
)
def test_a_cell_of_a_workbook(tmp_path: Path, relation: str, heading: str, cell: object, value: object) -> None:
    path = workbook(tmp_path / "registry.xlsx", {relation: [[beside(heading), heading], ["X", cell]]})
    found = said(path, relation, heading)
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(
    ("relation", "heading", "cell", "code"),
    [
        ("units", "has_rules", "maybe", "D302"),
        ("units", "has_rules", 1, "D302"),
        ("units", "staff", "many", "D302"),
        ("units", "staff", -1, "D303"),
        ("units", "staff", "9" * 5000, "D302"),
        ("units", "staff", 2.5, "D302"),
        ("units", "staff.from", "few", "D302"),
        ("units", "kind", "entreprise", "D302"),
        ("units", "kind", "其他：企业", "D302"),
        ("units", "traits", "innovative;inovative", "D302"),
        ("units", "founded", "2020-02-30", "D302"),
        ("units", "founded", datetime(2020, 5, 6, 14, 30), "D302"),
        ("units", "founded", "06/05/2020", "D302"),
        ("units", "applied.on", "soon", "D302"),
        ("units", "testland.inspected.result", "perhaps", "D302"),
        ("titles", "held", "2022-06-15/2021", "D302"),
        ("titles", "held.from", "2022-13", "D302"),
        ("claims", "amount", 50000, "D302"),
        ("units", "name", "#N/A", "R617"),
        ("units", "staff", "#DIV/0!", "R617"),
        ("units", "name", "9.16401E+17", "R616"),
        ("units", "name", 916401000000000000, "R616"),
        ("units", "name", 9.16401e17, "R616"),
    ],
)
def test_a_cell_that_is_refused_is_refused_at_its_place(
    tmp_path: Path, relation: str, heading: str, cell: object, code: str
) -> None:
    path = workbook(tmp_path / "registry.xlsx", {relation: [["id", heading], [], ["A", None], ["B", cell]]})
    assert found_in(path) == [(code, f"registry.xlsx[{relation}]", 4, 2)]
    if isinstance(cell, str):
        tables = folder(tmp_path / "tables", {f"{relation}.csv": csv_text([["id", heading], [], ["A", ""], ["B", cell]])})
        assert found_in(tables) == [(code, f"{relation}.csv", 4, 2)]


PARTS = [
    # columns of one fact, and what they say together
    ({"paid": "true", "paid.by": "bureau"}, {"by": "bureau"}),
    ({"paid": "2025/5/6", "paid.by": "bureau"}, {"on": "2025-05-06", "by": "bureau"}),
    ({"paid": "false", "paid.by": ""}, False),
    ({"paid": "", "paid.by": ""}, NOT_RECORDED),
    ({"支付": "true", "paid.on": "2025", "支付.至": "U1"}, {"on": 2025, "to": "U1"}),
    ({"paid.on": "2025", "支付": "true"}, {"on": 2025}),
]


@pytest.mark.parametrize(("columns", "value"), PARTS)
def test_parts_of_a_fact_are_joined(tmp_path: Path, columns: dict[str, str], value: object) -> None:
    path = folder(tmp_path / "r", {"claims.csv": csv_text([["id", *columns], ["C1", *columns.values()]])})
    (record,) = Registry.read(path).document["claims"]
    record.pop("id")
    assert next(iter(record.values()), NOT_RECORDED) == value


@pytest.mark.parametrize(
    ("heads", "cells", "value"),
    [
        (["held.from", "held.to"], ["2022-06-15", "2024"], "2022-06-15/2024"),
        (["held.from", "held.to"], ["2022-06-15", ".."], "2022-06-15/.."),
        (["held.from", "held.to"], ["2022-06-15", ""], "2022-06-15/"),
        (["held.from", "held.to"], ["2022-06-15", "unknown"], "2022-06-15/"),
        (["held.from", "held.to"], ["", "2024/1/2"], "/2024-01-02"),
    ],
)
def test_the_two_ends_of_a_period(tmp_path: Path, heads: list[str], cells: list[str], value: str) -> None:
    path = folder(tmp_path / "r", {"titles.csv": csv_text([["id", *heads], ["T1", *cells]])})
    assert Registry.read(path).document["titles"] == [{"id": "T1", "held": value}]


@pytest.mark.parametrize(
    ("columns", "code", "column"),
    [
        ({"paid": "false", "paid.by": "bureau"}, "R610", 2),
        ({"paid": "unknown", "paid.by": "bureau"}, "R610", 2),
        ({"paid": "2025", "paid.on": "2025"}, "R610", 2),
        ({"held": "2025/..", "held.from": "2025"}, "R610", 2),
        ({"held.from": "2025", "held.to": "2024"}, "D302", 2),
        ({"paid.by": "bureau", "paid.on": "soon"}, "D302", 3),
    ],
)
def test_parts_that_do_not_agree(tmp_path: Path, columns: dict[str, str], code: str, column: int) -> None:
    name = "titles.csv" if "held.from" in columns else "claims.csv"
    path = folder(tmp_path / "r", {name: csv_text([["id", *columns], ["C1", *columns.values()]])})
    assert found_in(path) == [(code, name, 2, column)]


def test_a_member_may_hold_what_separates_others(tmp_path: Path) -> None:
    rows = [["fact", "value"], ["yinchuan.guidance", "基地（站、点）建设标准、商业秘密保护工作指南"]]
    path = folder(tmp_path / "r", {"programme.csv": csv_text(rows)})
    registry = humi.Humi(regions=["yinchuan"]).registry(path)
    assert registry.document["programme"]["yinchuan"]["guidance"] == ["基地（站、点）建设标准", "商业秘密保护工作指南"]

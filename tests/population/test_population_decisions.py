"""What an authority decided, in a table beside the applicants: what is read of it, and what one bad row leaves open.

That the answers are those of the judge is shown in tests/engines/test_screen_decisions_in_tables.py.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from humi.dossier.registry import Registry
from humi.population.decisions import LOST, MANY, of_nobody, standing
from humi.population.population import PopulationReader
from humi.population.whole import WholeRegistry
from tests.population.test_population_tables import UNITS, VOCABULARY, folder, read, refused, sheets

RULES = "jiangjin/designations/key_cultivation/criteria/rules"
AWARENESS = "jiangjin/designations/key_cultivation/criteria/awareness"
MARCH = date(2024, 3, 1).toordinal()


def decided(tmp_path: Path, *rows: str, headings: str = "applicant,criterion,result,on,about") -> tuple[Any, dict[str, int]]:
    """The decisions that stand, as (applicant, path, mask), and how many rows were set aside for what."""
    text = "\n".join((headings, *rows, ""))
    found, aside, _ = read(folder(tmp_path / "r", units=UNITS, determinations=text), tmp_path)
    return [(row["key"], row["path"], row["mask"]) for row in found.get("determinations", ())], aside


def test_a_row_is_a_decision(tmp_path: Path) -> None:
    row = f"U-1,{RULES},不符合,2024年3月1日,C-1,局,纪要"
    source = folder(tmp_path / "r", units=UNITS, 裁定=f"申请人,条件编号,结果,日期,关于,经手,证明\n{row}\n")
    found, aside, warnings = read(source, tmp_path)
    (row,) = found["determinations"]
    assert row == {"key": "U-1", "path": RULES, "about": "C-1", "mask": 1, "first": MARCH, "last": MARCH}
    assert not aside
    assert not warnings


@pytest.mark.parametrize(
    ("result", "mask"), [("met", 2), ("符合", 2), (" not_met ", 1), ("unknown", 3), ("不详", 3), ("", 3)]
)
def test_a_result_in_either_language(tmp_path: Path, result: str, mask: int) -> None:
    assert decided(tmp_path, f"U-1,{RULES},{result},,")[0] == [("U-1", RULES, mask)]


def test_a_table_without_results_or_days_says_no_more_than_it_does(tmp_path: Path) -> None:
    text = f"applicant,criterion\nU-1,{RULES}\n"
    found, _, _ = read(folder(tmp_path / "r", units=UNITS, determinations=text), tmp_path)
    (row,) = found["determinations"]
    assert row == {"key": "U-1", "path": RULES, "about": None, "mask": 3, "first": None, "last": None}


def test_what_is_not_told_is_a_name_like_any_other(tmp_path: Path) -> None:
    """As in a dossier: a decision about 不详 is on no record, and not on the applicant."""
    rows = f"U-1,{RULES},met,,不详\nU-2,unknown,met,,\n"
    tables = {"units": UNITS, "determinations": f"applicant,criterion,result,on,about\n{rows}"}
    found, aside, _ = read(folder(tmp_path / "r", **tables), tmp_path)
    assert [(row["path"], row["about"]) for row in found["determinations"]] == [(RULES, "不详"), ("unknown", None)]
    assert not aside


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (f"U-1,{RULES},通过,2024-03-01,", "L105"),
        (f"U-1,{RULES},met,2024-02-30,", "L110"),
        (f"U-1,{RULES},met,#N/A,", "R617"),
        (f"U-1,{RULES},#N/A,2024-03-01,", "R617"),
        (f"U-1,{RULES},met", "R605"),
    ],
)
def test_a_decision_that_cannot_be_read_opens_what_it_is_about(tmp_path: Path, row: str, code: str) -> None:
    good = (f"U-1,{RULES},met,2023-01-01,", f"U-1,{AWARENESS},met,,", f"U-2,{RULES},met,,")
    stand, aside = decided(tmp_path, *good, row)
    assert aside == {code: 1}
    rest = [("U-1", AWARENESS, 2), ("U-2", RULES, 2)]
    # Of a row that could not be cut into cells nobody knows whose it is.
    assert stand == (rest if code != "R605" else [])


def test_a_decision_on_one_record_opens_no_other(tmp_path: Path) -> None:
    stand, _ = decided(tmp_path, *(f"U-1,{RULES},met,,{one}" for one in ("C-1", "C-2", "")), f"U-1,{RULES},通过,,C-1")
    assert len(stand) == 2
    stand, _ = decided(tmp_path, *(f"U-1,{RULES},met,,{one}" for one in ("C-1", "C-2", "")), f"U-1,{RULES},通过,,")
    assert len(stand) == 2
    stand, aside = decided(tmp_path, *(f"U-1,{RULES},met,,{one}" for one in ("C-1", "C-2", "")), f"U-1,{RULES},met,,1.20E+17")
    assert not stand
    assert aside == {"R616": 1}


def test_a_decision_on_nothing_that_is_named_may_be_on_anything(tmp_path: Path) -> None:
    stand, aside = decided(tmp_path, f"U-1,{RULES},met,,", f"U-1,{AWARENESS},met,,C-1", f"U-2,{RULES},met,,", "U-1,,not_met,,")
    assert stand == [("U-2", RULES, 2)]
    assert aside == {"L102": 1}


def test_a_decision_on_nobody_who_is_named_may_be_on_anybody(tmp_path: Path) -> None:
    stand, aside = decided(tmp_path, f"U-1,{RULES},met,,", f"U-1,{AWARENESS},met,,", f"U-2,{RULES},met,,", f",{RULES},met,,")
    assert stand == [("U-1", AWARENESS, 2)]
    assert aside == {"R653": 1}


def test_of_too_many_on_nobody_any_may_be_on_anything() -> None:
    rows = [(None, f"path-{at}", None, "path") for at in range(MANY + 1)]
    made = pl.DataFrame({"key": ["U-1"], "path": [RULES], "about": [None]}, schema_overrides={"about": pl.String})
    few = pl.DataFrame(rows[:2], schema=LOST, orient="row")
    assert standing(made, of_nobody(few)).height == 1
    assert standing(made, of_nobody(pl.DataFrame(rows, schema=LOST, orient="row"))).height == 0


def test_a_decision_on_somebody_else_opens_nothing(tmp_path: Path) -> None:
    stand, aside = decided(tmp_path, f"U-1,{RULES},met,,", f"U-9,{RULES},not_met,,")
    assert stand == [("U-1", RULES, 2)]
    assert aside == {"R655": 1}


def test_decisions_on_who_is_set_aside_are_set_aside(tmp_path: Path) -> None:
    tables = {"units": "id,staff\nU-1,20\nU-2,许多\n", "determinations": f"applicant,criterion,result\nU-2,{RULES},met\n"}
    found, aside, _ = read(folder(tmp_path / "r", **tables), tmp_path)
    assert "determinations" not in found
    assert aside == {"D302": 1, "R656": 1}


def test_rows_set_aside_can_be_mended_where_they_stand(tmp_path: Path) -> None:
    decided(tmp_path, f"U-1,{RULES},通过,2024-03-01,")
    aside = tmp_path / "aside" / "determinations.csv"
    mended = folder(tmp_path / "mended", units=UNITS, determinations=aside.read_text("utf-8-sig").replace("通过,", "符合,"))
    found, left, _ = read(mended, tmp_path)
    assert [row["mask"] for row in found["determinations"]] == [2]
    assert not left


def test_columns_of_a_table_of_decisions(tmp_path: Path) -> None:
    (told,) = refused(folder(tmp_path / "a", units=UNITS, determinations="applicant,criteria,result\nU-1,x,met\n"))
    assert "did you mean `criterion`?" in told
    (told,) = refused(folder(tmp_path / "b", units=UNITS, determinations="applicant,result\nU-1,met\n"))
    assert "missing key `criterion`" in told
    (told,) = refused(folder(tmp_path / "c", units=UNITS, determinations=f"criterion,result\n{RULES},met\n"))
    assert "R652" in told


def test_a_mapping_names_a_foreign_table_of_decisions(tmp_path: Path) -> None:
    source = folder(tmp_path / "r", units=UNITS, 评审结论=f"企业,事项,结论,备注\nU-1,{RULES},符合,好\n")
    mapping = tmp_path / "map.yaml"
    columns = "{企业: applicant, 事项: criterion, 结论: result}"
    mapping.write_text(f"裁定:\n  table: 评审结论\n  columns: {columns}\n  ignored: [备注]\n", "utf-8")
    found, _, _ = read(source, tmp_path, mapping)
    assert [(row["key"], row["path"], row["mask"]) for row in found["determinations"]] == [("U-1", RULES, 2)]


def test_paths_are_counted_so_that_strange_ones_can_be_told(tmp_path: Path) -> None:
    text = f"applicant,criterion\nU-1,{RULES}\nU-2,{RULES}\nU-2,择优\n"
    with PopulationReader(str(folder(tmp_path / "r", units=UNITS, determinations=text)), VOCABULARY) as reader:
        named = {document["determinations"][0]["criterion"]: rows for section, document, rows in reader.named.documents()}
    assert named == {RULES: 2, "择优": 1}


@pytest.mark.parametrize("is_book", [False, True])
def test_the_only_other_table_is_that_of_the_applicants(tmp_path: Path, is_book: bool) -> None:
    """Who keeps a list under a name of its own adds what was decided, and no more."""
    tables = {"企业名录": UNITS, "裁定": f"applicant,criterion,result\nU-1,{RULES},met\n"}
    programme = "fact,value\njiangjin.awareness_rate,92%\n"
    if is_book:
        source = tmp_path / "a.xlsx"
        sheets(source, **{name: [row.split(",") for row in text.splitlines()] for name, text in tables.items()})
    else:
        source = folder(tmp_path / "r", **tables, programme=programme)
    found, aside, warnings = read(source, tmp_path)
    assert [row["key"] for row in found["applicants"]] == ["U-1", "U-2"]
    assert [(row["key"], row["mask"]) for row in found["determinations"]] == [("U-1", 2)]
    if not is_book:
        assert {row["programme.jiangjin.awareness_rate#0"] for row in found["applicants"]} == {920_000}
    assert not aside
    assert not warnings


# --- where there are no applicants ---


def test_decisions_on_applicants_are_none_of_a_registry(tmp_path: Path) -> None:
    rows = f"applicant,criterion,result\nU-1,{RULES},met\n,{AWARENESS},met\nU-2,{RULES},met\n,{RULES},通过\n"
    source = folder(tmp_path / "r", units=UNITS, determinations=rows.replace("通过", "not_met"))
    registry = Registry.read(source)
    assert [one.key[0] for one in registry.determinations] == [AWARENESS, RULES]


def test_targets_over_tables_do_not_use_decisions_and_say_so(tmp_path: Path) -> None:
    source = folder(tmp_path / "r", units=UNITS, determinations=f"applicant,criterion,result\nU-1,{RULES},met\n")
    with WholeRegistry(str(source), VOCABULARY) as registry:
        assert [problem.code for problem in registry.warnings] == ["R664"]
        assert sorted(registry.tables) == ["applicants", "units"]

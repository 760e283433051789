"""Decisions in a table settle what they settle in the dossiers of the same applicants; what cannot be read stays open. What the
authority did itself is told once, and of each applicant."""

from __future__ import annotations

import csv
import json
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import ibis
import polars as pl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from humi.dossier.dossier import Dossier
from humi.engines.screen.population import Population
from humi.population.population import PopulationReader
from humi.screening.screen import Screen
from tests.engines.agreement import pack_of
from tests.engines.screened import Answers, answered, differences, judged
from tests.engines.test_screen_decisions import DAYS, NAME, POLICY

ASKED = date(2025, 7, 1).toordinal()
GRAVE = {
    "for": "case",
    "kind": "publicity",
    "who": "authority",
    "name": NAME,
    "when": {"judgement": {"standard": "情节严重", "by": "authority"}},
    "done": {"case.published": True},
    "by": "unstated",
    "source": "p1",
}
BUDGETED = {"when": {"programme.budgeted": True}, "source": "p1"}
BASE = POLICY["designations"]["base"]
PACK = pack_of(
    {
        **POLICY,
        "facts": {"programme.budgeted": {"type": "boolean", "name": NAME}},
        "designations": {"base": {**BASE, "criteria": {**BASE["criteria"], "budgeted": BUDGETED}}},
        "duties": {"grave": GRAVE},
    }
)
CHOSEN, STANDARD = (f"testland/designations/base/criteria/{one}" for one in ("chosen", "standard"))
PATHS = (CHOSEN, STANDARD, "testland/duties/grave")
CASES = ("C-1", "C-2")
APPLICANTS = ("A-0", "A-1", "A-2")
HEADINGS = ("applicant", "条件编号", "结果", "on", "关于", "by")
SPELLED = {"符合": "met", "met": "met", "不符合": "not_met", "not_met": "not_met", "不详": "unknown", "": None}
BAD_RESULTS, BAD_DAYS = ("通过", "met!"), ("2025-02-30", "某日")
OF_SOMEBODY_ELSE = ("A-9", CHOSEN, "不符合", "2025-06-01", "C-1", "局")
"""It opens nothing, and fills every column: what the first lines of JSON do not name is no column."""
Row = Sequence[str]


@st.composite
def tables(draw: st.DrawFn) -> list[Row]:
    """The rows of the table, some of them spoiled: an applicant, criterion, result or day that is none."""
    rarely = st.integers(0, 5).map(lambda number: number == 0)
    rows = []
    for _ in range(draw(st.integers(1, 7))):
        path = "" if draw(rarely) else draw(st.sampled_from(PATHS))
        about = draw(st.sampled_from(CASES)) if path == PATHS[2] or draw(rarely) else ""
        result = draw(st.sampled_from(BAD_RESULTS if draw(rarely) else list(SPELLED)))
        day = draw(st.sampled_from(BAD_DAYS if draw(rarely) else [day or "" for day in DAYS]))
        who = "" if draw(rarely) and draw(rarely) else draw(st.sampled_from(APPLICANTS))
        rows.append((who, path, result, day, about, draw(st.sampled_from(("局", "")))))
    return rows


def dossier(applicant: str, rows: Sequence[Row], budgeted: str) -> Dossier:
    """The same in a dossier; what cannot be read decides everything that it may be about to be unknown."""
    determinations = []
    for who, path, result, day, about, by in rows:
        if who not in ("", applicant):
            continue
        if who and path and result in SPELLED and day not in BAD_DAYS:
            told = {"criterion": path, "result": SPELLED[result], "on": day, "about": about, "by": by}
            determinations.append({key: value for key, value in told.items() if value})
            continue
        abouts = (about or None,) if path else (None, *CASES)
        for each in [path] if path else PATHS:
            determinations += [{"criterion": each, **({"about": one} if one else {})} for one in abouts]
    cases = [{"id": one, "published": False} for one in CASES]
    programme = {"testland": {"budgeted": budgeted}}
    document = {"unit": {"id": applicant}, "cases": cases, "programme": programme, "determinations": determinations}
    return Dossier.from_dict(document, PACK.vocabulary)


def screened(source: Path | str, batch_rows: int) -> Answers:
    """What the screen says of a population in files."""
    answers: Answers = {}
    with PopulationReader(str(source), PACK.vocabulary, batch_rows=batch_rows) as reader:
        for batch in reader.batches():
            held = Population({name: ibis.memtable(table) for name, table in batch.tables.items()}, PACK.vocabulary)
            found = answered(Screen(PACK, held, ASKED), ibis.polars.connect())
            answers |= {(path, (APPLICANTS.index(str(key)), place)): one for (path, (key, place)), one in found.items()}
    return answers


# --- the same tables in every format ---


def of_csv(folder: Path, tables: dict[str, list[Row]]) -> str:
    for name, rows in tables.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream).writerows(rows)
    return str(folder)


def of_jsonl(folder: Path, tables: dict[str, list[Row]]) -> str:
    for name, (headings, *rows) in tables.items():
        # The first line has every name: a later one that names more would be set aside.
        lines = [dict(zip(headings, row, strict=True)) for row in rows]
        (folder / f"{name}.jsonl").write_text("\n".join(json.dumps(line, ensure_ascii=False) for line in lines), "utf-8")
    return str(folder)


def of_parquet(folder: Path, tables: dict[str, list[Row]]) -> str:
    for name, (headings, *rows) in tables.items():
        pl.DataFrame(rows, schema=list(headings), orient="row").write_parquet(folder / f"{name}.parquet")
    return str(folder)


def of_xlsx(folder: Path, tables: dict[str, list[Row]]) -> str:
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in tables.items():
        sheet = book.create_sheet({"determinations": "裁定"}.get(name, name))
        for row in rows:
            sheet.append([cell or None for cell in row])
    book.save(folder / "登记.xlsx")
    return str(folder / "登记.xlsx")


def of_sqlite(folder: Path, tables: dict[str, list[Row]]) -> str:
    with closing(sqlite3.connect(folder / "held.sqlite")) as connection:
        for name, (headings, *rows) in tables.items():
            columns = ", ".join(f'"{heading}" TEXT' for heading in headings)
            connection.execute(f"CREATE TABLE {name} ({columns})")
            connection.executemany(f"INSERT INTO {name} VALUES ({', '.join('?' * len(headings))})", rows)
        connection.commit()
    return f"sqlite:{folder / 'held.sqlite'}"


FORMATS = (of_csv, of_jsonl, of_parquet, of_xlsx, of_sqlite)


def compared(
    rows: list[Row], write: Callable[[Path, dict[str, list[Row]]], str], batch_rows: int = 100, budgeted: str = "是"
) -> None:
    cases = [(who, one, "否") for who in APPLICANTS for one in CASES]
    tables: dict[str, list[Row]] = {
        "applicants": [("id", "name"), *((who, who) for who in APPLICANTS)],
        "cases": [("applicant", "id", "published"), *cases],
        "programme": [("fact", "value"), ("testland.budgeted", budgeted)],
        "determinations": [HEADINGS, OF_SOMEBODY_ELSE, *rows],
    }
    with TemporaryDirectory() as folder:
        found = screened(write(Path(folder), tables), batch_rows)
    expected = judged(PACK, [dossier(who, rows, budgeted) for who in APPLICANTS], ASKED)
    assert not differences(found, expected)


@pytest.mark.parametrize("write", FORMATS)
def test_each_applicant_is_answered_as_its_dossier_is(write: Callable[[Path, dict[str, list[Row]]], str]) -> None:
    compared(
        [
            ("A-0", CHOSEN, "符合", "2025-03-01", "", "局"),
            ("A-0", STANDARD, "met", "2025-03", "", ""),
            ("A-0", PATHS[2], "met", "", "C-2", ""),
            ("A-1", CHOSEN, "met", "2025-03-01", "", ""),
            ("A-1", CHOSEN, "不符合", "2025-05-20", "", ""),
            ("A-1", PATHS[2], "not_met", "", "C-1", ""),
            ("A-2", CHOSEN, "met", "", "", ""),
            ("A-2", CHOSEN, "通过", "2025-05-20", "", ""),
            ("A-2", STANDARD, "met", "2025-03-01", "", ""),
        ],
        write,
    )


@given(tables(), st.sampled_from(FORMATS), st.sampled_from((1, 100)), st.sampled_from(("是", "否", "不详")))
@example([(who, one, "met", "", "", "") for who in ("", *APPLICANTS) for one in (CHOSEN, STANDARD)][1:], of_csv, 1, "不详")
@settings(max_examples=40, deadline=None)
def test_any_decisions_say_what_they_say_in_dossiers(
    rows: list[Row], write: Callable[[Path, dict[str, list[Row]]], str], batch_rows: int, budgeted: str
) -> None:
    compared(rows, write, batch_rows, budgeted)

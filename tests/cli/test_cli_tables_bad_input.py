"""Commands over tables, given what they cannot read or no room to write: a clear message, and what was there stays."""

from __future__ import annotations

import resource
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import copy2, copytree
from typing import Any

import openpyxl
import polars as pl
import pytest

from tests.cli.conftest import LANGUAGES, Run
from tests.house.packs import ROOT

UNITS = {"id": [f"U{n}" for n in range(4000)], "kind": ["enterprise"] * 4000, "place": ["yinchuan"] * 4000}
TITLES = {
    "id": [f"T{n}" for n in range(2000)],
    "region": ["yinchuan"] * 2000,
    "kind": ["station"] * 2000,
    "holder": [f"U{n}" for n in range(2000)],
}
BEFORE = "what was there"
ENDINGS = {"screen": ".csv", "targets": ".svg", "diff": ".csv"}
CODES = {"no column": "R603", "no encoding": "R611", "truncated": "R657", "damaged": "R657", "empty": "R657"}


@pytest.fixture
def over(run: Run, tmp_path: Path) -> Callable[..., Any]:
    """Each command over tables, by its name, with a result in its way."""
    changed = copytree(ROOT / "plugins" / "yinchuan", tmp_path / "changed")
    policy = changed / "policy.yaml"
    policy.write_text(policy.read_text("utf-8").replace("{unit.kind: enterprise}", "{unit.kind: individual}"), "utf-8")

    def command(name: str, source: str | Path, lang: str = "en", ending: str = "") -> Any:
        out = tmp_path / f"out{ending or ENDINGS.get(name, '.csv')}"
        out.write_text(BEFORE, encoding="utf-8")
        words = {
            "screen": ("screen", source, "-r", "yinchuan", "-o", out),
            "targets": ("targets", "yinchuan", source, "-o", out),
            "select": ("select", source, "point", "-r", "yinchuan", "--places", 3, "-o", out),
            "diff": ("diff", "yinchuan", changed, "--over", source, "-o", out),
        }
        return run(*words[name], "--lang", lang), out

    return command


def tables(folder: Path) -> Path:
    folder.mkdir()
    pl.DataFrame(UNITS).write_parquet(folder / "applicants.parquet")
    pl.DataFrame(TITLES).write_parquet(folder / "titles.parquet")
    return folder


def spoilt(folder: Path, how: str) -> Path:
    """The tables, the titles of which cannot be read."""
    titles = tables(folder) / "titles.parquet"
    whole = titles.read_bytes()
    match how:
        case "no column":
            pl.DataFrame(TITLES).rename({"kind": "kimd"}).write_parquet(titles)
        case "no encoding":
            titles.unlink()
            (folder / "titles.csv").write_bytes("编号,地区\nT1,".encode("utf-16"))
        case "truncated":
            titles.write_bytes(whole[: len(whole) // 2])
        case "damaged":
            titles.write_bytes(whole[:60] + bytes(255 - byte for byte in whole[60:400]) + whole[400:])
        case "empty":
            titles.write_bytes(b"")
    return folder


def refused(result: Any, out: Path, code: str) -> None:
    assert result.exit_code == 1
    assert f"[{code}]" in result.stderr
    assert "Traceback" not in result.stderr
    assert out.read_text("utf-8") == BEFORE
    assert not [path for path in out.parent.iterdir() if path.name.startswith(".")]


@pytest.mark.parametrize("command", ENDINGS)
@pytest.mark.parametrize("how", CODES)
def test_a_table_that_cannot_be_read_is_named_and_nothing_is_written(
    over: Callable[..., Any], tmp_path: Path, command: str, how: str
) -> None:
    result, out = over(command, spoilt(tmp_path / "tables", how))
    assert result.stdout == ""
    assert "titles" in result.stderr
    refused(result, out, CODES[how])


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("command", ENDINGS)
def test_an_unknown_column_is_told_with_the_one_that_was_meant(
    over: Callable[..., Any], tmp_path: Path, command: str, lang: str
) -> None:
    result, _ = over(command, spoilt(tmp_path / "tables", "no column"), lang)
    assert all(part in result.stderr for part in {"en": ("`kimd`", "`kind`"), "zh": ("「kimd」", "「kind」")}[lang])


# --- a database ---


@pytest.mark.parametrize("command", ENDINGS)
def test_a_database_that_goes_away_in_the_middle_leaves_what_was_there(
    over: Callable[..., Any], postgres: str, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    """What was read until then is not taken for all. The server ends the connection after the first piece of titles."""
    from adbc_driver_postgresql import dbapi

    from humi.population.database import Database

    with dbapi.connect(postgres) as connection, connection.cursor() as cursor:
        for table in ("applicants", "titles"):
            cursor.execute(f"DROP TABLE IF EXISTS {table}")
        cursor.execute("CREATE TABLE applicants AS SELECT 'U-' || n AS id FROM generate_series(1, 10) n")
        cursor.execute(
            "CREATE TABLE titles AS SELECT 'T-' || n AS id, 'U-1' AS holder, 'station' AS kind, repeat('x', 200) AS region"
            " FROM generate_series(1, 200000) n"
        )
        connection.commit()
        whole = Database._batches

        def until_it_goes(database: Database, table: str) -> Any:
            for number, batch in enumerate(whole(database, table)):
                yield batch
                if table == "titles" and number == 1:
                    cursor.execute(
                        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                        " WHERE pid <> pg_backend_pid() AND query LIKE '%titles%'"
                    )
                    cursor.fetchall()

        monkeypatch.setattr(Database, "_batches", until_it_goes)
        result, out = over(command, postgres)
        refused(result, out, "R658")
        monkeypatch.undo()
        for table in ("applicants", "titles"):
            cursor.execute(f"DROP TABLE {table}")
        connection.commit()


# --- rows of which none is any good ---


@pytest.mark.parametrize("command", ["screen", "select", "diff"])
@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
def test_where_every_row_is_set_aside_there_is_no_result(
    over: Callable[..., Any], tmp_path: Path, command: str, ending: str
) -> None:
    """An empty one would be taken for nobody that qualifies."""
    path = tmp_path / "mixed.csv"
    path.write_text("编号,职工人数\nU1,许多\nU2,2.5\n", encoding="utf-8")
    result, out = over(command, path, ending=ending)
    refused(result, out, "C477")
    assert "2" in result.stderr
    assert [path.name for path in (tmp_path / "out-aside").iterdir()] == [f"applicants{ending}"]
    assert rows_in(tmp_path / "out-aside" / f"applicants{ending}") == 3


def rows_in(path: Path) -> int:
    """Of a table, with its headings."""
    if path.suffix == ".csv":
        return len(path.read_text("utf-8-sig").splitlines())
    return int(openpyxl.load_workbook(path).worksheets[0].max_row)


@pytest.mark.parametrize("command", ["screen", "select", "diff"])
@pytest.mark.parametrize("endings", [(".csv", ".xlsx"), (".xlsx", ".csv")])
def test_rows_set_aside_take_the_place_of_those_that_an_earlier_run_set_aside_in_another_format(
    over: Callable[..., Any], tmp_path: Path, command: str, endings: tuple[str, str]
) -> None:
    """Also where no applicant is left: two tables of one name could not be read again."""
    path, aside = tmp_path / "mixed.csv", tmp_path / "out-aside"
    for text in ("编号,职工人数\nU1,许多\nU2,2\n", "编号,职工人数\nU1,许多\n"):
        path.write_text(text, encoding="utf-8")
        for ending in endings:
            over(command, path, ending=ending)
            assert [one.name for one in aside.iterdir()] == [f"applicants{ending}"]


def test_numbers_and_texts_in_one_column_are_told_apart_row_by_row(over: Callable[..., Any], tmp_path: Path) -> None:
    path = tmp_path / "mixed.csv"
    path.write_text("编号,职工人数\nU1,12\nU2,许多\nU3,2.5\nU4,三十\n", encoding="gb18030")
    result, out = over("screen", path)
    assert result.exit_code == 0
    rows = (tmp_path / "out-aside" / "applicants.csv").read_text("utf-8-sig").splitlines()
    assert [row.split(",")[1] for row in rows[1:]] == ["3", "4", "5"]
    assert len(out.read_text("utf-8-sig").splitlines()) == 2


# --- no room ---


@contextmanager
def files_of_at_most(number: int) -> Iterator[None]:
    """As on a full disk, from so many bytes of a file on."""
    before, ignored = resource.getrlimit(resource.RLIMIT_FSIZE), signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (number, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, ignored)


@pytest.mark.parametrize(
    ("command", "ending"),
    [("screen", ".csv"), ("screen", ".jsonl"), ("screen", ".xlsx"), ("diff", ".csv"), ("targets", ".svg")],
)
def test_no_room_for_the_result_leaves_what_was_there(
    over: Callable[..., Any], tmp_path: Path, command: str, ending: str
) -> None:
    source = tables(tmp_path / "tables")
    if command == "targets":  # what it keeps on the way is larger than what it draws
        source = source.rename(tmp_path / "small")
        pl.DataFrame(TITLES).head(20).write_parquet(source / "titles.parquet")
        (source / "applicants.parquet").unlink()
    with files_of_at_most(8_000 if command == "targets" else 100_000):
        result, out = over(command, source, ending=ending)
    refused(result, out, "C421")


@pytest.mark.parametrize("command", ENDINGS)
def test_no_room_for_what_is_kept_on_the_way_is_told_too(over: Callable[..., Any], tmp_path: Path, command: str) -> None:
    source = tables(tmp_path / "tables")
    with files_of_at_most(2_000):
        result, out = over(command, source)
    refused(result, out, "R661")


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
def test_no_room_for_the_rows_set_aside_is_told_too(over: Callable[..., Any], tmp_path: Path, ending: str) -> None:
    path = tmp_path / "bad.csv"
    path.write_text("编号,职工人数\n" + "".join(f"U{n},许多\n" for n in range(2000)), encoding="utf-8")
    with files_of_at_most(50_000):
        result, out = over("screen", path, ending=ending)
    refused(result, out, "R661")


def test_no_room_for_a_workbook_of_the_rows_set_aside_leaves_nothing_of_it(over: Callable[..., Any], tmp_path: Path) -> None:
    path = tmp_path / "bad.csv"
    path.write_text("编号,职工人数\n" + "".join(f"U{n},许多\n" for n in range(2000)), encoding="utf-8")
    with files_of_at_most(700_000):  # enough for them in CSV
        result, out = over("screen", path, ending=".xlsx")
    refused(result, out, "R661")
    assert sorted(one.name for one in tmp_path.iterdir()) == ["bad.csv", "changed", "out.xlsx"]


# --- no rows ---


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("command", ["screen", "select", "diff"])
@pytest.mark.parametrize("kind", [".csv", ".parquet", ".xlsx"])
def test_a_table_without_rows_gives_no_result_and_says_that_the_old_one_is_left(
    over: Callable[..., Any], tmp_path: Path, command: str, kind: str, lang: str
) -> None:
    path, frame = tmp_path / f"none{kind}", pl.DataFrame(schema={"id": pl.String, "kind": pl.String})
    match kind:
        case ".csv":
            frame.write_csv(path)
        case ".parquet":
            frame.write_parquet(path)
        case ".xlsx":
            frame.write_excel(path)
    result, out = over(command, path, lang, ".csv")
    refused(result, out, "C477")
    assert "[C479]" in result.stderr
    assert {"en": "answered otherwise", "zh": "没有一行的结果改变"}[lang] not in result.stdout
    assert {"en": "however ties are broken", "zh": "名额之内"}[lang] not in result.stdout
    assert not (tmp_path / "out-aside").exists()


@pytest.mark.parametrize("command", ["screen", "select", "diff"])
@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
def test_rows_set_aside_by_an_earlier_run_do_not_stay_beside_one_that_is_whole(
    over: Callable[..., Any], tmp_path: Path, command: str, ending: str
) -> None:
    bad, good, aside = tmp_path / "bad.csv", tmp_path / "good.csv", tmp_path / "out-aside"
    bad.write_text("编号,职工人数\nU1,许多\nU2,2\n", encoding="utf-8")
    good.write_text("编号,职工人数\nU1,3\nU2,2\n", encoding="utf-8")
    assert over(command, bad, ending=ending)[0].exit_code in (0, 2)
    assert [path.name for path in aside.iterdir()] == [f"applicants{ending}"]
    (aside / "notes.csv").write_text("ours\n", encoding="utf-8")
    (aside / "broken.xlsx").write_bytes(b"PK\3\4 no workbook")
    openpyxl.Workbook().save(aside / "empty.xlsx")
    copy2(bad, aside / "企业.xlsx")
    pl.DataFrame({"#file": ["a"], "#row": [1], "编号": ["U1"]}).write_excel(aside / "notes.xlsx")
    others = ["broken.xlsx", "empty.xlsx", "notes.csv", "notes.xlsx", "企业.xlsx"]
    assert over(command, good, ending=ending)[0].exit_code in (0, 2)
    assert sorted(path.name for path in aside.iterdir()) == others
    for name in others:
        (aside / name).unlink()
    over(command, bad, ending=ending)
    for path in aside.glob("*.xlsx"):
        openpyxl.load_workbook(path).save(path)  # as somebody does who looks at it
    over(command, good, ending=ending)
    assert not aside.exists()

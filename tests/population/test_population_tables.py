"""Which tables an input holds, how they belong together, and what is said where they do not."""

from __future__ import annotations

import sqlite3
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest
from openpyxl import Workbook

from humi import Humi
from humi.dossier.facts import BOUND
from humi.errors import InputError
from humi.population.population import PopulationReader

VOCABULARY = Humi().loaded.vocabulary
Rows = dict[str, list[dict[str, Any]]]


def read(source: Path | str, tmp_path: Path, mapping: Path | None = None) -> tuple[Rows, dict[str, int], list[str]]:
    """The rows of all tables, how many were set aside by code, and the codes of warnings."""
    found: Rows = {}
    with PopulationReader(str(source), VOCABULARY, mapping) as reader:
        for batch in reader.batches():
            for name, table in batch.tables.items():
                found.setdefault(name, []).extend(table.to_dicts())
        reader.save_aside(tmp_path / "aside")
        return found, dict(+reader.aside.codes), [problem.code for problem in reader.warnings]


def refused(source: Path | str, mapping: Path | None = None) -> list[str]:
    """What is said of an input that is not read."""
    with pytest.raises(InputError) as error, PopulationReader(str(source), VOCABULARY, mapping):
        pass
    return [problem.render("en") for problem in error.value.problems]


def folder(path: Path, **tables: str) -> Path:
    path.mkdir(exist_ok=True)
    for name, text in tables.items():
        (path / f"{name}.csv").write_text(text, "utf-8")
    return path


UNITS = "id,staff\nU-1,20\nU-2,30\n"
TITLES = "id,holder,level\nT-1,U-1,city\nT-2,U-1,district\nT-3,U-2,city\n"


# --- what an input is ---


def test_a_registry_is_a_population_of_its_units(tmp_path: Path) -> None:
    found, aside, _ = read(folder(tmp_path / "r", units=UNITS, titles=TITLES), tmp_path)
    assert [row["key"] for row in found["applicants"]] == ["U-1", "U-2"]
    assert [(row["key"], row["place"], row["title.id#0"]) for row in found["titles"]] == [
        ("U-1", 0, "T-1"), ("U-1", 1, "T-2"), ("U-2", 0, "T-3"),
    ]  # fmt: skip
    assert not aside


def test_units_beside_applicants_are_records_of_theirs(tmp_path: Path) -> None:
    source = folder(
        tmp_path / "r", applicants="申请人,base.carrier,staff\nA,产业园区,5\n", units="applicant,id,staff\nA,U-1,20\n"
    )
    found, _, _ = read(source, tmp_path)
    assert found["applicants"][0]["base.carrier#0"] == 2
    assert [(row["key"], row["unit.id#0"]) for row in found["units"]] == [("A", "U-1")]


def test_a_folder_of_parts_is_one_table(tmp_path: Path) -> None:
    (tmp_path / "firms").mkdir()
    for part in range(3):
        (tmp_path / "firms" / f"part-{part}.jsonl").write_text(f'{{"id": "U-{part}", "staff": {part}}}\n', "utf-8")
    assert [row["unit.staff#0"] for row in read(tmp_path / "firms", tmp_path)[0]["applicants"]] == [0, 1, 2]


def test_json_lines_may_be_nested(tmp_path: Path) -> None:
    line = '{"id": "U-1", "traits": ["创新型", "large"], "yinchuan": {"willing": true}, "applied": {"on": "2025"}}\n'
    path = tmp_path / "a.jsonl"
    path.write_text(line + '{"id": "U-2", "kind": {"other": "银行"}}\n["no"]\n{"id": 1, "id": 2}\n{"id": "U-3"\n', "utf-8")
    found, aside, _ = read(path, tmp_path)
    first = found["applicants"][0]
    assert (first["unit.traits#0"], first["unit.yinchuan.willing#0"], first["unit.applied#0"]) == (20, 2, 2)
    assert aside == {"R662": 3}


def test_typed_columns_are_read_exactly(tmp_path: Path) -> None:
    columns = {
        "id": ["C-1", "C-2", "C-3"],
        "holder": ["U-1", "U-1", "U-1"],
        "amount (万元)": [0.29, 0.1 + 0.2, float("nan")],
        "filed": pl.Series(["2025-01-02", None, None]).str.to_date(),
    }
    (tmp_path / "p").mkdir()
    pl.DataFrame(columns).write_parquet(tmp_path / "p" / "claims.parquet")
    units = {"id": ["U-1"], "staff": pl.Series([Decimal("20.00")]), "traits": [["large"]], "applied": [True]}
    pl.DataFrame(units).write_parquet(tmp_path / "p" / "units.parquet")
    found, aside, _ = read(tmp_path / "p", tmp_path)
    # 0.1 + 0.2 is no amount of fen: it is not rounded to one.
    assert [(row["claim.id#0"], row["claim.amount#0"]) for row in found["claims"]] == [("C-1", 290_000)]
    assert aside == {"D302": 2}
    unit = found["applicants"][0]
    assert (unit["unit.staff#0"], unit["unit.traits#0"], unit["unit.applied#0"], unit["claims#most"]) == (20, 16, 2, 2)


@pytest.mark.parametrize(
    "ids",
    [
        pl.Series(["1", "2"]),
        pl.Series([1, 2]),
        pl.Series([1.0, 2.0]),
        pl.Series([Decimal("1.00"), Decimal("2.00")]),
        pl.Series([b"1", b"2"]),
    ],
    ids=lambda ids: str(ids.dtype),
)
def test_a_number_names_an_applicant_as_its_digits_do(tmp_path: Path, ids: pl.Series) -> None:
    source = tmp_path / "r"
    source.mkdir()
    pl.DataFrame({"id": ids, "staff": [5, 6]}).write_parquet(source / "units.parquet")
    (source / "titles.jsonl").write_text('{"id": 7, "holder": 1}\n{"id": "8", "holder": "2"}\n', "utf-8")
    found, aside, _ = read(source, tmp_path)
    assert [(row["key"], row["unit.id#0"]) for row in found["applicants"]] == [("1", "1"), ("2", "2")]
    assert [(row["key"], row["title.id#0"]) for row in found["titles"]] == [("1", "7"), ("2", "8")]
    assert not aside


@pytest.mark.parametrize("name", ["a.csv", "a.xlsx"])
def test_a_title_above_the_headings_is_told_as_such(tmp_path: Path, name: str) -> None:
    rows = [["2026年企业登记表"], ["编号", "职工人数"], ["A", 5]]
    if name == "a.csv":
        (tmp_path / name).write_text("\n".join(",".join(map(str, row)) for row in rows), "utf-8")
    else:
        sheets(tmp_path / name, Sheet1=rows)
    (told,) = refused(tmp_path / name)
    assert "row 2" in told
    assert "R668" in told


def test_empty_sheets_are_no_tables(tmp_path: Path) -> None:
    sheets(tmp_path / "a.xlsx", Sheet1=[["id", "staff"], ["A", 5]], Sheet2=[], Sheet3=[])
    found, _, warnings = read(tmp_path / "a.xlsx", tmp_path)
    assert [row["key"] for row in found["applicants"]] == ["A"]
    assert not warnings


def sheets(path: Path, **rows: list[list[Any]]) -> None:
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, lines in rows.items():
        sheet = book.create_sheet(name)
        for line in lines:
            sheet.append(line)
    book.save(path)


def test_a_fraction_names_nobody(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"id": 2.5, "staff": 1}\n{"id": "", "staff": 2}\n{"id": true, "staff": 3}\n', "utf-8")
    assert read(tmp_path / "a.jsonl", tmp_path)[1] == {"R667": 2, "R653": 1, "D302": 1}


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    pl.DataFrame({"id": [b"1", b"\xff\xfe"]}).write_parquet(tmp_path / "a.parquet")
    assert "R657" in refused(tmp_path / "a.parquet")[0]


@pytest.mark.parametrize("kind", ["sqlite", "duckdb", "postgresql"])
def test_tables_of_a_database(tmp_path: Path, kind: str, request: pytest.FixtureRequest) -> None:
    statements = [
        "CREATE TABLE units (id TEXT, staff INTEGER, founded TEXT)",
        "INSERT INTO units VALUES ('U-1', 20, '2025年8月'), ('U-2', -1, NULL)",
        'CREATE TABLE 各申领 (id TEXT, holder TEXT, "金额（元）" NUMERIC)',
        "INSERT INTO 各申领 VALUES ('C-1', 'U-1', 1000.5)",
        "CREATE TABLE notes (text TEXT)",
    ]
    if kind == "sqlite":
        path = f"{tmp_path / 'd.sqlite'}"
        with sqlite3.connect(path) as connection:
            for statement in statements:
                connection.execute(statement)
        connection.close()
    elif kind == "duckdb":
        path = f"duckdb:{tmp_path / 'd.db'}"
        with duckdb.connect(str(tmp_path / "d.db")) as duck:
            for statement in statements:
                duck.execute(statement)
    else:
        path = request.getfixturevalue("postgres")
        from adbc_driver_postgresql import dbapi

        with dbapi.connect(path) as post, post.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
            post.commit()
    found, aside, _ = read(path, tmp_path)
    assert [(row["key"], row["unit.staff#0"]) for row in found["applicants"]] == [("U-1", 20)]
    assert [row["claim.amount#0"] for row in found["claims"]] == [100_050]
    assert aside == {"D303": 1}
    separator = "&" if "?" in path else "?"
    one, _, _ = read(f"{path if ':' in path else 'sqlite:' + path}{separator}table=units", tmp_path)
    assert list(one) == ["applicants"]
    assert "no_such" in refused(f"{path if ':' in path else 'sqlite:' + path}{separator}table=no_such")[0]


# --- what is set aside opens a list ---


def test_the_list_of_an_applicant_with_a_bad_record_is_not_whole(tmp_path: Path) -> None:
    bad = TITLES + "T-4,U-2,镇级\nT-5,U-2,镇级\n"
    found, _, _ = read(folder(tmp_path / "r", units=UNITS, titles=bad), tmp_path)
    assert [(row["titles#least"], row["titles#most"]) for row in found["applicants"]] == [(0, 0), (0, 2)]


def test_a_record_of_nobody_named_may_be_anybodys(tmp_path: Path) -> None:
    found, aside, _ = read(folder(tmp_path / "r", units=UNITS, titles=TITLES + "T-4,,city\n"), tmp_path)
    assert [row["titles#most"] for row in found["applicants"]] == [1, 1]
    assert aside == {"R653": 1}


def test_a_record_of_somebody_else_opens_nothing(tmp_path: Path) -> None:
    found, aside, _ = read(folder(tmp_path / "r", units=UNITS, titles=TITLES + "T-4,U-9,city\n"), tmp_path)
    assert [row["titles#most"] for row in found["applicants"]] == [0, 0]
    assert aside == {"R655": 1}


def test_of_repeated_identifiers_none_counts(tmp_path: Path) -> None:
    source = folder(tmp_path / "r", units=UNITS + "U-1,40\n", titles=TITLES + "T-3,U-2,district\n")
    found, aside, _ = read(source, tmp_path)
    assert [(row["key"], row["titles#most"]) for row in found["applicants"]] == [("U-2", 2)]
    assert aside == {"R654": 2, "R656": 2, "D305": 2}
    assert found.get("titles", []) == []


def test_what_a_registry_says_of_its_lists_holds(tmp_path: Path) -> None:
    source = folder(tmp_path / "r", units=UNITS, titles=TITLES, cases="id,respondent\n")
    (source / "registry.yaml").write_text("complete: [cases]\n", "utf-8")
    found, _, _ = read(source, tmp_path)
    assert [(row["titles#most"], row["cases#most"]) for row in found["applicants"]] == [(BOUND, 0)] * 2
    assert "claims#most" not in found["applicants"][0]


# --- foreign columns ---


def test_a_mapping_names_foreign_tables_and_columns(tmp_path: Path) -> None:
    source = folder(
        tmp_path / "r", 企业名录="信用代码,员工数,备注\nU-1,20,x\n", t_honour="企业代码,授予日,x,y\nU-1,2025-01-01,,\n"
    )
    mapping = tmp_path / "mapping.yaml"
    mapping.write_text(
        "applicants: {table: 企业名录, columns: {信用代码: id, 员工数: staff}, ignored: [备注]}\n"
        "titles: {table: t_honour, columns: {企业代码: applicant, 授予日: 认定日期}, ignored: others}\n",
        "utf-8",
    )
    found, _, warnings = read(source, tmp_path, mapping)
    assert found["applicants"][0]["unit.staff#0"] == 20
    assert found["titles"][0]["title.granted#0"] == 739252
    assert not warnings


@pytest.mark.parametrize(
    ("mapping", "said"),
    [
        ("applicants: {columns: {员工数: staf}}", ["mapping.yaml:1:24: unknown column `staf`; did you mean `staff`?"]),
        (
            "applicants: {columns: {员工人数: staff}}",
            ["a.csv:1:2: unknown column", "names `员工人数`", "did you mean `员工数`?"],
        ),
        ("applicants: {column: {员工数: staff}}", ["mapping.yaml:1:14", "`columns`"]),
        ("applicants: {ignored: [员工数], table: firms}", ["names `firms`"]),
        ("applicnts: {}", ["did you mean `applicants`?"]),
        ("[]", ["mapping"]),
    ],
)
def test_a_mistake_in_a_mapping_is_shown(tmp_path: Path, mapping: str, said: list[str]) -> None:
    source, path = tmp_path / "a.csv", tmp_path / "mapping.yaml"
    source.write_text("id,员工数\nU-1,20\n", "utf-8")
    path.write_text(mapping, "utf-8")
    found = "\n".join(refused(source, path))
    assert all(one in found for one in said), found


# --- what cannot be read at all ---


def damaged(tmp_path: Path, name: str, data: bytes) -> Path:
    path = tmp_path / name
    path.write_bytes(data)
    return path


def parquet(tmp_path: Path) -> bytes:
    pl.DataFrame({"id": [f"U-{number}" for number in range(5000)]}).write_parquet(tmp_path / "whole.parquet")
    return (tmp_path / "whole.parquet").read_bytes()


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.csv", b"id,staf\nU-1,1\n", "R603"),
        ("a.csv", b"id,staff,\xe8\x81\x8c\xe5\xb7\xa5\xe4\xba\xba\xe6\x95\xb0\nU-1,1,1\n", "R604"),
        ("a.csv", b"name,staff\nA,1\n", "R652"),
        ("a.csv", b"", "R606"),
        ("a.csv", b"\n ,,\n", "R606"),
        ("a.csv", "id,name\nU-1,甲\n".encode("utf-16"), "R611"),
        ("a.csv", b"id,name\nU-1,\xff\xff\xfe\xff\n", "R611"),
        ("a.csv", b'id,"name\nU-1,1\n', "R612"),
        ("a.xlsx", b"no workbook", "R613"),
        ("a.xls", b"", "R659"),
        ("a.parquet", b"PAR1 no more", "R657"),
        ("a.sqlite", b"no database at all, just text", "R658"),
        ("a.duckdb", b"no database at all, just text", "R658"),
        ("a.jsonl", b"\n\n", "R606"),
    ],
)
def test_an_input_that_cannot_be_read_says_why(tmp_path: Path, name: str, data: bytes, code: str) -> None:
    (said,) = refused(damaged(tmp_path, name, data))
    assert f"[{code}]" in said
    assert name in said


@pytest.mark.parametrize("share", [0.3, 0.9, 0.999])
def test_a_cut_parquet_is_refused(tmp_path: Path, share: float) -> None:
    data = parquet(tmp_path)
    (said,) = refused(damaged(tmp_path, "cut.parquet", data[: int(len(data) * share)]))
    assert "[R657]" in said


def test_a_parquet_damaged_inside_is_refused(tmp_path: Path) -> None:
    data = bytearray(parquet(tmp_path))
    data[10 : len(data) // 2] = b"\xff" * (len(data) // 2 - 10)
    (said,) = refused(damaged(tmp_path, "bad.parquet", bytes(data)))
    assert "[R657]" in said


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("nowhere.csv", "Y001"),
        ("nowhere", "Y001"),
        ("sqlite:nowhere.db?table=t", "R658"),
        ("postgresql://user:secret@127.0.0.1:1/db?table=t", "R658"),
    ],
)
def test_an_input_that_is_not_there(source: str, code: str) -> None:
    (said,) = refused(source)
    assert f"[{code}]" in said
    assert "secret" not in said


def test_tables_that_are_none_are_told(tmp_path: Path) -> None:
    source = folder(tmp_path / "r", units=UNITS, titels=TITLES)
    _, _, warnings = read(source, tmp_path)
    assert warnings == ["R665"]
    assert any("[R651]" in said for said in refused(folder(tmp_path / "s", titles=TITLES)))


def test_a_full_disk_is_told_and_nothing_is_left(tmp_path: Path) -> None:
    import resource

    source = folder(tmp_path / "r", units="id,name\n" + "".join(f"U-{number},{number * 7919}\n" for number in range(50_000)))
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    import signal

    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, before[1]))
    try:
        with pytest.raises(InputError) as error, PopulationReader(str(source), VOCABULARY, folder=tmp_path):
            pass
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, ignored)
    assert [problem.code for problem in error.value.problems] == ["R661"]
    assert [one.name for one in tmp_path.iterdir()] == ["r"]


def test_a_database_that_goes_away_in_the_middle_is_told_and_nothing_is_left(
    postgres: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from adbc_driver_postgresql import dbapi

    from humi.population.database import Database

    with dbapi.connect(postgres) as connection, connection.cursor() as cursor:
        cursor.execute(
            "CREATE TABLE many AS SELECT 'U-' || n AS id, repeat('x', 200) AS name FROM generate_series(1, 400000) n"
        )
        connection.commit()

        whole = Database._batches

        def until_it_goes(database: Database, table: str) -> Any:
            for number, batch in enumerate(whole(database, table)):
                yield batch
                if number == 1:
                    cursor.execute(
                        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                        " WHERE pid <> pg_backend_pid() AND query LIKE '%many%'"
                    )
                    cursor.fetchall()

        monkeypatch.setattr(Database, "_batches", until_it_goes)
        separator = "&" if "?" in postgres else "?"
        with (
            pytest.raises(InputError) as error,
            PopulationReader(f"{postgres}{separator}table=many", VOCABULARY, folder=tmp_path),
        ):
            pass
    assert [problem.code for problem in error.value.problems] == ["R658"]
    assert not list(tmp_path.iterdir())

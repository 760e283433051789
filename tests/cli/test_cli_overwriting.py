"""Commands over tables never write over what they read: refused before anything is read or written."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.cli.conftest import LANGUAGES, Run

ROWS = "编号,类别\nU1,企业\n"


def commands(source: str | Path, out: str | Path) -> dict[str, tuple[str | Path, ...]]:
    return {
        "screen": ("screen", source, "-r", "yinchuan", "-o", out),
        "select": ("select", source, "point", "-r", "yinchuan", "--places", "3", "-o", out),
        "diff": ("diff", "yinchuan", "yinchuan", "--over", source, "-o", out),
        "targets": ("targets", "yinchuan", source, "--format", "json", "-o", out),
    }


COMMANDS = tuple(commands("", ""))


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.csv").write_text(ROWS, encoding="utf-8")
    return tmp_path


def state(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def refused(result: Any, folder: Path, before: dict[str, bytes]) -> None:
    assert result.exit_code == 1
    assert "[C478]" in result.stderr
    assert result.stdout == ""
    assert state(folder) == before


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("command", COMMANDS)
def test_the_table_itself_is_kept(run: Run, here: Path, command: str, lang: str) -> None:
    before = state(here)
    result = run(*commands("a.csv", "./a.csv")[command], "--lang", lang)
    refused(result, here, before)
    assert {"en": "a.csv` would take the place", "zh": "a.csv」会占去"}[lang] in result.stderr


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("link", [os.symlink, os.link])
def test_links_are_followed(run: Run, here: Path, command: str, link: Any) -> None:
    link(here / "a.csv", here / "same.csv")
    before = state(here)
    refused(run(*commands("a.csv", "same.csv")[command]), here, before)
    refused(run(*commands("same.csv", here / "a.csv")[command]), here, before)


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("out", ["reg/titles.csv", "reg/new.csv", "reg/claims/new.csv", "outside.csv"])
def test_nothing_is_written_into_a_folder_that_is_read(run: Run, here: Path, command: str, out: str) -> None:
    (here / "reg" / "claims").mkdir(parents=True)
    (here / "reg" / "applicants.csv").write_text(ROWS, encoding="utf-8")
    (here / "outside.csv").write_text("编号,持有人\n", encoding="utf-8")
    (here / "reg" / "titles.csv").symlink_to(here / "outside.csv")
    before = state(here)
    refused(run(*commands("reg", out)[command]), here, before)


@pytest.mark.parametrize("command", COMMANDS)
def test_the_mapping_and_a_database_are_kept(run: Run, here: Path, command: str) -> None:
    (here / "map.csv").write_text("applicants: {}\n", encoding="utf-8")
    (here / "db.csv").write_bytes(b"SQLite format 3\0")
    before = state(here)
    refused(run(*commands("a.csv", "map.csv")[command], "--map", "map.csv"), here, before)
    refused(run(*commands("sqlite:db.csv?table=a", "db.csv")[command]), here, before)


def test_a_workbook_is_kept(run: Run, here: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["编号", "类别"])
    book.active.append(["U1", "企业"])
    book.save(here / "plain.xlsx")
    before = state(here)
    refused(run("screen", "plain.xlsx", "-r", "yinchuan", "-o", "plain.xlsx"), here, before)


def test_tables_beside_the_result_are_no_input_either(run: Run, here: Path) -> None:
    """An input may be called like one of them; one that only looks like it is no matter."""
    source = here / "out-qingdao_ftz-incentives-cash.csv"
    source.write_text(ROWS, encoding="utf-8")
    before = state(here)
    refused(run("screen", source, "-r", "qingdao_ftz", "-o", "out.csv"), here, before)
    source = source.rename(here / "out-2026.csv")
    assert run("screen", source, "-r", "qingdao_ftz", "-o", "out.csv").exit_code == 0
    assert source.read_text("utf-8") == ROWS


@pytest.mark.parametrize("command", ["screen", "select", "diff"])
@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
@pytest.mark.parametrize("source", ["out-aside", "out-aside/applicants{}"])
def test_rows_that_were_set_aside_and_mended_are_kept(run: Run, here: Path, command: str, source: str, ending: str) -> None:
    """What is set aside of them would be written over them."""
    (here / "a.csv").write_text(ROWS + "U2,谁\n", encoding="utf-8")
    run("screen", "a.csv", "-r", "yinchuan", "-o", f"out{ending}")
    kept = here / "out-aside" / f"applicants{ending}"
    if ending == ".xlsx":
        book = openpyxl.load_workbook(kept)
        book.worksheets[0]["H2"] = "企业"
        book.save(kept)
    else:
        kept.write_text(kept.read_text("utf-8-sig").replace(",谁", ",企业"), "utf-8-sig")
    before, given = state(here), source.format(ending)
    for out in ("out.csv", "out.xlsx"):
        refused(run(*commands(given, out)[command]), here, before)
        assert run(*commands(given, f"again-{out}")[command]).exit_code == 0
        (here / f"again-{out}").unlink()

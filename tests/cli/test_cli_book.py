"""`humi book` and the pre-review sheet, as a person calls them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.house.documents import ROOT
from tests.pages.reading import parsed, words

DOSSIERS = ROOT / "examples/dossiers"


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


# --- the book ---


def test_the_book_is_a_file_named_after_the_region(run: Run) -> None:
    done = run("book", "yinchuan", "--lang", "en", "--on", "2026-06-01")
    assert (done.exit_code, done.stdout, done.stderr) == (0, "", "written: yinchuan.html\n")
    assert [file.name for file in Path.cwd().iterdir()] == ["yinchuan.html"]
    assert "Policy book" in words(parsed(Path("yinchuan.html").read_text(encoding="utf-8")))


def test_the_format_follows_the_ending_or_is_given(run: Run) -> None:
    assert run("book", "yinchuan", "--lang", "zh", "-o", "手册.md").exit_code == 0
    assert Path("手册.md").read_text(encoding="utf-8").startswith("# 银川市\n")
    assert run("book", "yinchuan", "--lang", "zh", "--format", "md").stderr == "已写入 yinchuan.md\n"
    assert Path("yinchuan.md").read_text(encoding="utf-8") == Path("手册.md").read_text(encoding="utf-8")
    refused = run("book", "yinchuan", "--lang", "en", "-o", "book.pdf")
    assert refused.exit_code == 1
    assert "[C422]" in refused.stderr
    assert not Path("book.pdf").exists()


def test_a_hyphen_is_standard_output(run: Run) -> None:
    done = run("book", "yinchuan", "--lang", "en", "--format", "md", "-o", "-")
    assert done.stdout.startswith("# Yinchuan\n")
    assert done.stderr == ""
    assert not list(Path.cwd().iterdir())


def test_the_folder_of_a_pack_will_do(run: Run) -> None:
    assert run("book", ROOT / "plugins/jiyuan", "--lang", "en").exit_code == 0
    assert Path("jiyuan.html").exists()


def test_several_packs_are_not_one_book(run: Run) -> None:
    done = run("book", ROOT / "plugins", "--lang", "en")
    assert done.exit_code == 1
    assert "a book is of one region" in done.stderr
    assert "[C435]" in done.stderr


def test_an_unknown_region_is_refused_with_the_nearest(run: Run) -> None:
    done = run("book", "yinchan", "--lang", "en")
    assert (done.exit_code, "did you mean `yinchuan`?" in done.stderr) == (1, True)


def test_of_an_invalid_pack_there_is_no_book_but_its_problems(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "broken"
    folder.mkdir()
    (folder / "policy.yaml").write_text("humi: 1\nregion: {id: broken, name: {zh: 坏, en: Broken}}\n", encoding="utf-8")
    done = run("book", folder, "--lang", "en")
    assert done.exit_code == 3
    assert "broken/policy.yaml" in done.stderr
    assert not (tmp_path / "broken.html").exists()


def test_a_ledger_that_cannot_be_read_is_told_with_its_place(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "half"
    folder.mkdir()
    policy = (ROOT / "examples/packages/lanhai/humi_lanhai/policy.yaml").read_text(encoding="utf-8")
    (folder / "policy.yaml").write_text(policy, encoding="utf-8")
    (folder / "provisions.yaml").write_text("items:\n  - {id: a}\n", encoding="utf-8")
    done = run("book", folder, "--lang", "en")
    assert done.exit_code in (1, 3)
    assert "provisions.yaml:2" in done.stderr
    assert done.exception is None or isinstance(done.exception, SystemExit)


# --- the sheet ---


def sheet(run: Run, *dossiers: str, lang: str = "en") -> str:
    files = [DOSSIERS / f"{name}.yaml" for name in dossiers]
    done = run("evaluate", *files, "-r", "qingdao_ftz", "--on", "2026-06-01", "--lang", lang, "-o", "sheet.html")
    assert (done.exit_code, done.stdout) == (0, "")
    return Path("sheet.html").read_text(encoding="utf-8")


def rows_of(text: str, heading: str) -> list[list[str]]:
    """The cells of each row of the tables below a heading."""
    root = parsed(text)
    found = [one for one in root.iter("section") if words(one[0]) == heading]
    assert found, heading
    return [[" ".join(words(cell).split()) for cell in row] for one in found for row in one.iter("tr")][1:]


def test_the_sheet_tells_each_rule_with_requirement_record_and_clause(run: Run) -> None:
    rows = rows_of(sheet(run, "enterprise"), "demonstration guidance station, demonstration point")
    (kind,) = [row for row in rows if row[0] == "enterprise or other organisation"]
    assert kind[1] == "✔ met"
    assert kind[2].startswith("kind of applicant is not individual")
    assert kind[3:] == ["enterprise", "三(四)"]


def test_what_is_missing_is_a_list_to_tick_off_with_supplier_and_evidence(run: Run) -> None:
    text = sheet(run, "empty")
    rows = rows_of(text, "What is missing")
    assert rows
    assert all(row[0].startswith("☐") and row[1] for row in rows)
    (kind,) = [row for row in rows if row[0] == "☐kind of applicant"]
    assert kind[1:3] == ["the applicant", "business licence or registration certificate"]
    assert len({row[0] for row in rows}) == len(rows)


def test_what_has_to_be_judged_has_room_for_the_answer(run: Run) -> None:
    rows = rows_of(sheet(run, "enterprise"), "What an authority has to judge")
    assert any("成效较好" in row[1] for row in rows)
    assert all(row[3] == "☐met ☐not met" for row in rows)


def test_the_sheet_is_to_be_signed_and_decides_nothing(run: Run) -> None:
    chinese, english = ("审查意见", "审查人、日期", "盖章", "不是行政决定"), ("Opinion", "Reviewer, date", "Seal", "dry run")
    for lang, told in (("zh", chinese), ("en", english)):
        text = words(parsed(sheet(run, "enterprise", lang=lang)))
        assert [one for one in told if one not in text] == []


def test_several_dossiers_are_sheets_of_their_own(run: Run) -> None:
    root = parsed(sheet(run, "enterprise", "park"))
    assert [words(one.find("header/h1")) for one in root.iter("article")] == ["Pre-review", "Pre-review"]
    ids = [one.get("id") for one in root.iter() if one.get("id")]
    assert len(ids) == len(set(ids))


def test_what_a_dossier_holds_is_never_markup(run: Run, tmp_path: Path) -> None:
    evil = "<script>alert(1)</script>'\"`</style>"
    dossier = tmp_path / "evil.yaml"
    dossier.write_text(f"unit: {{place: qingdao_ftz, name: {json.dumps(evil)}}}\n", encoding="utf-8")
    done = run("evaluate", dossier, "-r", "qingdao_ftz", "--lang", "en", "--format", "html")
    assert done.exit_code == 0, done.stderr
    root = parsed(done.stdout)
    assert not list(root.iter("script"))
    assert evil in words(root)
    assert done.stdout.lower().count("</style") == 1


@pytest.mark.parametrize("name", ["enterprise", "park", "holder", "yunhai", "empty"])
def test_sheets_of_all_regions_are_well_formed(run: Run, name: str) -> None:
    for lang in ("zh", "en"):
        done = run("evaluate", DOSSIERS / f"{name}.yaml", "--on", "2026-06-01", "--lang", lang, "--format", "html")
        assert done.exit_code == 0
        assert parsed(done.stdout).find("body") is not None


def test_evaluate_writes_files_of_other_kinds_too(run: Run) -> None:
    words_ = ("evaluate", DOSSIERS / "park.yaml", "-r", "yinchuan", "--on", "2026-06-01", "--lang", "en")
    assert run(*words_, "-o", "a.json").exit_code == 0
    assert Path("a.json").read_text(encoding="utf-8") == run(*words_, "--format", "json").stdout
    assert run(*words_, "-o", "a.txt").exit_code == 0
    assert Path("a.txt").read_text(encoding="utf-8") == run(*words_, "--format", "plain").stdout
    assert "[C422]" in run(*words_, "-o", "a.pdf").stderr

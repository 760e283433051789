"""`humi timeline`: formats, files, what is told on stderr, and bad input."""

from __future__ import annotations

import json
import os
import stat
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
from icalendar import Calendar
from syrupy.assertion import SnapshotAssertion

from tests.cli.conftest import LANGUAGES, Run
from tests.cli.test_cli_bad_input import check_messages
from tests.house.documents import ROOT

ON = ("--on", "2026-06-01")
EXAMPLES = ROOT / "examples"


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("form", ["text", "plain"])
def test_a_timeline_as_people_read_it(run: Run, snapshot: SnapshotAssertion, form: str, lang: str) -> None:
    result = run("timeline", "yunhai", "--plugins-dir", EXAMPLES, *ON, "--lang", lang, "--format", form)
    assert (result.exit_code, result.stderr) == (0, "")
    assert "\n".join(line.rstrip() for line in result.stdout.splitlines()) == snapshot


def test_without_a_region_every_region_answers(run: Run) -> None:
    found = json.loads(run("timeline", *ON, "--format", "json").stdout)
    assert {"qingdao_ftz", "yinchuan"} <= {region["region"] for region in found["regions"]}
    assert (found["asked"], found["missing"]) == ("2026-06-01", [])


def test_regions_are_shown_in_one_picture_and_one_calendar(run: Run) -> None:
    words = ("timeline", "qingdao_ftz", "yinchuan", *ON, "--format")
    root = ElementTree.fromstring(run(*words, "svg").stdout.encode())
    assert [one.get("id") for one in root.iter() if one.get("class") == "region"] == ["qingdao_ftz", "yinchuan"]
    result = run(*words, "ics", "--lang", "en")
    assert len(Calendar.from_ical(result.stdout_bytes).walk("VEVENT")) == 9
    assert result.stderr.splitlines()[0] == (
        "not in the calendar, without a certain day: visits and survey (qingdao_ftz/phases/survey)"
    )
    assert len(result.stderr.splitlines()) == 7


def test_lines_of_a_calendar_end_as_they_must_on_standard_output_and_in_a_file(run: Run, tmp_path: Path) -> None:
    result = run("timeline", "yinchuan", *ON, "--format", "ics")
    file = tmp_path / "plan.ics"
    run("timeline", "yinchuan", *ON, "-o", file)
    assert result.stdout_bytes == file.read_bytes()
    assert file.read_bytes().count(b"\r\n") == file.read_bytes().count(b"\n") > 100


# --- files ---


@pytest.mark.parametrize(
    ("name", "start"),
    [("a.svg", "<?xml"), ("a.SVG", "<?xml"), ("a.ics", "BEGIN:VCALENDAR"), ("a.json", "{"), ("时间线.txt", "As of: 20")],
)
def test_the_ending_of_a_file_tells_the_format(run: Run, tmp_path: Path, name: str, start: str) -> None:
    result = run("timeline", "yinchuan", *ON, "-o", tmp_path / name)
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")
    assert (tmp_path / name).read_text(encoding="utf-8").startswith(start)
    assert [file.name for file in tmp_path.iterdir()] == [name]


def test_a_format_that_is_given_counts_whatever_the_ending(run: Run, tmp_path: Path) -> None:
    for name in ("plan", "plan.jpg"):
        assert run("timeline", "yinchuan", *ON, "--format", "svg", "-o", tmp_path / name).exit_code == 0
        assert (tmp_path / name).read_text(encoding="utf-8").startswith("<?xml")


def test_a_hyphen_is_standard_output(run: Run, tmp_path: Path) -> None:
    words = ("timeline", "yinchuan", *ON)
    assert run(*words, "-o", "-").stdout == run(*words).stdout
    assert run(*words, "-o", "-").stdout.startswith("As of")


def test_text_in_a_file_has_no_colour(run: Run, tmp_path: Path) -> None:
    run("timeline", "yinchuan", *ON, "--format", "text", "-o", tmp_path / "a")
    assert "\x1b" not in (tmp_path / "a").read_text(encoding="utf-8")


@pytest.mark.skipif(sys.platform == "win32", reason="modes of files are those of Unix")
def test_a_file_is_replaced_as_a_whole_and_others_may_read_it(run: Run, tmp_path: Path) -> None:
    file, link = tmp_path / "plan.svg", tmp_path / "link.svg"
    file.write_text("before")
    link.symlink_to(file)
    assert run("timeline", "yinchuan", *ON, "-o", link).exit_code == 0
    assert link.is_symlink()
    assert file.read_text(encoding="utf-8").startswith("<?xml")
    assert stat.S_IMODE(file.stat().st_mode) == 0o644


# --- bad input ---


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_unknown_region(run: Run, lang: str) -> None:
    result = run("timeline", "yinchaun", "--lang", lang)
    assert (result.exit_code, result.stdout) == (1, "")
    check_messages(result.stderr, ["C403"], lang)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", ["plan", "plan.jpg", "plan.svg.bak", ".svg"])
def test_an_ending_that_names_no_format_is_not_guessed(run: Run, tmp_path: Path, name: str, lang: str) -> None:
    result = run("timeline", "yinchuan", "-o", tmp_path / name, "--lang", lang)
    assert (result.exit_code, result.stdout, list(tmp_path.iterdir())) == (1, "", [])
    check_messages(result.stderr, ["C422"], lang)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_file_that_cannot_be_written(run: Run, tmp_path: Path, lang: str) -> None:
    (tmp_path / "folder.svg").mkdir()
    for path, code in ((tmp_path / "no" / "a.svg", "C421"), (tmp_path / "folder.svg", "Y002")):
        result = run("timeline", "yinchuan", "-o", path, "--lang", lang)
        assert (result.exit_code, result.stdout) == (1, "")
        assert f"[{code}]" in result.stderr
        assert "Traceback" not in result.stderr
    assert not (tmp_path / "no").exists()


def test_a_link_that_leads_to_itself_gives_way_to_the_file(run: Run, tmp_path: Path) -> None:
    link = tmp_path / "itself.svg"
    link.symlink_to(link.name)
    assert run("timeline", "yinchuan", "-o", link).exit_code == 0
    assert (link.is_symlink(), link.read_text(encoding="utf-8")[:5]) == (False, "<?xml")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names")
def test_what_is_no_file_is_not_replaced_by_one(run: Run, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.svg"
    os.mkfifo(pipe)
    result = run("timeline", "yinchuan", "-o", pipe)
    assert (result.exit_code, pipe.is_fifo()) == (1, True)
    assert "[Y004]" in result.stderr


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_calendar_without_a_day_is_not_written(run: Run, tmp_path: Path, lang: str) -> None:
    file = tmp_path / "a.ics"
    result = run("timeline", "qingdao_ftz", "-o", file, "--lang", lang)
    assert (result.exit_code, file.exists()) == (1, False)
    assert len(result.stderr.splitlines()) == 8
    check_messages(result.stderr.splitlines()[-1], ["C423"], lang)


def test_a_region_that_cannot_be_loaded_is_named_and_the_others_answer(run: Run, tmp_path: Path) -> None:
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "policy.yaml").write_text("humi: 1\n", encoding="utf-8")
    words = ("--plugins-dir", tmp_path, *ON, "--format", "json")
    result = run("timeline", *words)
    assert result.exit_code == 0
    assert "broken" in result.stderr
    assert [one["region"] for one in json.loads(result.stdout)["missing"]] == ["broken"]
    alone = run("timeline", "broken", *words)
    assert (alone.exit_code, alone.stdout) == (3, "")


def test_reading_text_needs_neither_icalendar_nor_the_drawing(run: Run) -> None:
    import subprocess

    code = (
        "import sys; from humi.cli.main import main; sys.argv = ['humi', 'timeline', 'yinchuan', '--format', 'plain']\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "print([name for name in sys.modules if name in ('icalendar', 'rich', 'xml.etree', 'pydantic')], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[]"

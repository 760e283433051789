"""Bad input: one clear message a problem, in the language asked for, on stderr, exit code 1, never a traceback."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import LANGUAGES, Run

BOMB = "a: &a [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{after}: &{after} [{', '.join([f'*{before}'] * 10)}]\n" for before, after in zip("abcdefgh", "bcdefghi", strict=True)
)
FILES: dict[str, tuple[bytes, list[str]]] = {
    "not yaml": (b"unit: {place: yinchuan\n", ["Y014"]),
    "wrong type": (b"unit: {staff: many}\n", ["D302"]),
    "section of the wrong type": (b"unit: [1]\n", ["L103"]),
    "unknown fact": (b"unit: {foundd: 2020}\n", ["D301"]),
    "unknown section": (b"untis: []\n", ["D304"]),
    "two problems": (b"unit: {foundd: 2020, staff: -1}\n", ["D301", "D303"]),
    "impossible date": (b"unit: {founded: 2023-02-30}\n", ["D302"]),
    "contradiction": (b"unit: {staff: 3, staff_trained: 5}\n", ["D306"]),
    "repeated key": (b"unit: {}\nunit: {}\n", ["Y033"]),
    "50 MB": (b"a" * 50_000_000, ["Y005"]),
    "bomb": (BOMB.encode(), ["Y028"]),
    "binary": (bytes(range(256)) * 20, ["Y006"]),
    "gb18030": ("unit: {name: 银川市的一家公司}".encode("gb18030"), ["Y007"]),
    "empty": (b"", ["Y008"]),
    "comments only": (b"# later\n", ["Y008"]),
    "a list": (b"- unit\n", ["D307"]),
    "a word": (b"unit\n", ["D307"]),
}


def check_messages(stderr: str, codes: list[str], lang: str) -> None:
    lines = stderr.splitlines()
    assert [line.rpartition(" [")[2] for line in lines] == [f"{code}]" for code in codes]
    assert "Traceback" not in stderr
    chinese = [any("\u4e00" <= char <= "\u9fff" for char in line) for line in lines]
    assert all(chinese) if lang == "zh" else not any(chinese)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", FILES)
def test_a_bad_file(run: Run, tmp_path: Path, name: str, lang: str) -> None:
    content, codes = FILES[name]
    file = tmp_path / "dossier.yaml"
    file.write_bytes(content)
    result = run("evaluate", file, "-r", "yinchuan", "--lang", lang)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith(str(file))
    check_messages(result.stderr, codes, lang)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", FILES)
def test_bad_standard_input(run: Run, name: str, lang: str) -> None:
    content, codes = FILES[name]
    result = run("evaluate", "-", "-r", "yinchuan", "--lang", lang, text=content)
    assert (result.exit_code, result.stdout) == (1, "")
    check_messages(result.stderr, codes, lang)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_missing_file_a_folder_and_a_device(run: Run, tmp_path: Path, lang: str) -> None:
    for path, code in ((tmp_path / "no.yaml", "Y001"), (tmp_path, "Y002"), (Path("/dev/zero"), "Y004")):
        result = run("evaluate", path, "-r", "yinchuan", "--lang", lang)
        assert (result.exit_code, result.stdout) == (1, "")
        check_messages(result.stderr, [code], lang)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_all_files_are_looked_at_before_anything_is_printed(run: Run, tmp_path: Path, lang: str) -> None:
    good = tmp_path / "good.yaml"
    good.write_text("unit: {place: yinchuan}")
    result = run("evaluate", tmp_path / "one.yaml", good, tmp_path / "two.yaml", "-r", "yinchuan", "--lang", lang)
    assert (result.exit_code, result.stdout) == (1, "")
    check_messages(result.stderr, ["Y001", "Y001"], lang)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("day", ["2026-02-30", "2026-02", "2026", "soon", "", "2026-1-1", "2026-02-01/2026-02-03"])
def test_a_day_that_is_none(run: Run, day: str, lang: str) -> None:
    result = run("evaluate", "-", "--on", day, "--lang", lang, text="unit: {}")
    assert (result.exit_code, result.stdout) == (1, "")
    check_messages(result.stderr, ["C405"], lang)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("command", [("evaluate", "-", "-r"), ("form",)])
def test_an_unknown_region(run: Run, command: tuple[str, ...], lang: str) -> None:
    result = run(*command, "yinchaun", "--lang", lang, text="unit: {}")
    assert (result.exit_code, result.stdout) == (1, "")
    check_messages(result.stderr, ["C403"], lang)
    assert "yinchuan" in result.stderr


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_folder_of_drafts_that_does_not_exist(run: Run, lang: str) -> None:
    result = run("evaluate", "-", "--plugins-dir", "/nowhere", "--lang", lang, text="unit: {}")
    assert (result.exit_code, result.stdout) == (1, "")
    check_messages(result.stderr, ["C401"], lang)


def test_full_width_digits_are_digits(run: Run) -> None:
    result = run("evaluate", "-", "-r", "yinchuan", text="unit: {staff: １２, founded: ２０２０-０１-０５, place: yinchuan}")
    assert (result.exit_code, result.stderr) == (0, "")


def test_a_mistake_of_ours_keeps_its_traceback(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("humi.library.Humi.__init__", broken)
    assert isinstance(run("evaluate", "-", text="unit: {}").exception, ZeroDivisionError)


def test_a_draft_beside_is_told_of(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mulan").mkdir()
    (tmp_path / "mulan" / "policy.yaml").write_text("humi: 1\n", "utf-8")
    result = run("timeline", "mulan", "--lang", "zh")
    check_messages(result.stderr, ["C403"], "zh")
    assert "「mulan --plugins-dir .」" in result.stderr

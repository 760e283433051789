"""`humi targets -o FILE`: the chart as SVG and PNG, of a registry and of tables; and what it says of what it cannot write."""

from __future__ import annotations

import json
import os
import struct
import subprocess
import sys
import zlib
from pathlib import Path
from xml.etree import ElementTree

import pytest

from humi.wording.raster import NoFont, to_png
from tests.cli.conftest import LANGUAGES, Run
from tests.cli.test_cli_targets import HEAD, REGISTRY, ROOT, titles


def _has_font() -> bool:
    try:
        to_png("<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><title>字</title></svg>")
    except NoFont:
        return False
    return True


with_font = pytest.mark.skipif(not _has_font(), reason="no font with Chinese characters is installed")
SIGNATURE = b"\x89PNG\r\n\x1a\n"
FONTS_OF_NO_CHINESE = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>{}</dir></fontconfig>"""


@pytest.fixture(autouse=True)
def _at_the_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


def size_of(image: bytes) -> tuple[int, int]:
    assert image.startswith(SIGNATURE)
    wide, high = struct.unpack(">II", image[16:24])
    return wide, high


def pixels_of(image: bytes) -> bytes:
    """What the parts of the image hold, unpacked."""
    data, at = b"", len(SIGNATURE)
    while at < len(image):
        (length,) = struct.unpack(">I", image[at : at + 4])
        if image[at + 4 : at + 8] == b"IDAT":
            data += image[at + 8 : at + 8 + length]
        at += 12 + length
    return zlib.decompress(data)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_chart_as_svg_names_region_day_and_registry(run: Run, tmp_path: Path, lang: str) -> None:
    file = tmp_path / "targets.svg"
    result = run("targets", "yinchuan", REGISTRY, "--on", "2026-12-31", "--lang", lang, "-o", file)
    assert (result.exit_code, result.output) == (0, "")
    text = file.read_text("utf-8")
    for part in ("2026-12-31", str(REGISTRY), {"zh": "银川市：目标", "en": "Yinchuan: targets"}[lang]):
        assert part in text


@with_font
@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_chart_as_png_is_as_large_as_it_says_and_not_blank(run: Run, tmp_path: Path, lang: str) -> None:
    file = tmp_path / "targets.png"
    assert run("targets", "yinchuan", REGISTRY, "--on", "2026-12-31", "--lang", lang, "-o", file).exit_code == 0
    drawn = run("targets", "yinchuan", REGISTRY, "--on", "2026-12-31", "--lang", lang, "--format", "svg").stdout
    high = float(drawn.partition(' height="')[2].partition('"')[0])
    wide, tall = size_of(file.read_bytes())
    assert (wide, tall) == (3 * 560, pytest.approx(3 * high, abs=3))
    pixels = pixels_of(file.read_bytes())
    assert len(set(pixels)) > 50
    assert sorted(path.name for path in tmp_path.iterdir()) == ["targets.png"]


@with_font
def test_an_image_goes_to_standard_output_too(run: Run) -> None:
    result = run("targets", "yinchuan", REGISTRY, "--format", "png")
    assert size_of(result.stdout_bytes)[0] == 3 * 560


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_ending_that_is_no_format_is_refused_before_anything_is_read(run: Run, tmp_path: Path, lang: str) -> None:
    result = run("targets", "yinchuan", tmp_path / "nothing", "-o", "targets.jpg", "--lang", lang)
    assert (result.exit_code, result.stdout) == (1, "")
    assert all(part in result.stderr for part in ("targets.jpg", ".svg", ".png", "[C422]"))
    assert not Path("targets.jpg").exists()


@with_font
def test_a_chart_that_cannot_be_written_leaves_what_was_there(run: Run, tmp_path: Path) -> None:
    result = run("targets", "yinchuan", REGISTRY, "-o", tmp_path / "nowhere" / "targets.png")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "[C421]" in result.stderr


def test_without_a_font_for_its_words_no_image_is_written(tmp_path: Path) -> None:
    """A picture of boxes would be taken for a result. The fonts of a process are read once, so it is one of its own."""
    if not sys.platform.startswith("linux"):
        pytest.skip("only on Linux can fonts be taken away")
    (tmp_path / "none").mkdir()
    fonts = tmp_path / "fonts.conf"
    fonts.write_text(FONTS_OF_NO_CHINESE.format(tmp_path / "none"), encoding="utf-8")
    file = tmp_path / "targets.png"
    command = [sys.executable, "-m", "humi", "targets", "yinchuan", str(REGISTRY), "-o", str(file), "--lang", "en"]
    env = {**os.environ, "FONTCONFIG_FILE": str(fonts)}
    ran = subprocess.run(command, env=env, capture_output=True, text=True, timeout=60, check=False)
    assert (ran.returncode, ran.stdout) == (1, "")
    assert "[C424]" in ran.stderr
    assert not file.exists()


# --- over tables ---


def as_lines(folder: Path, *rows: str) -> Path:
    """The same titles as JSON lines, which are counted over tables."""
    names = HEAD.strip().split(",")
    path = folder / "titles.jsonl"
    path.write_text("".join(json.dumps(dict(zip(names, row.split(","), strict=True))) + "\n" for row in rows), encoding="utf-8")
    return folder


def test_tables_are_drawn_as_a_registry_is(run: Run, tmp_path: Path) -> None:
    rows = [f"A{n},yinchuan,station,city,E{n},2025-06-18,2025-06-18/.." for n in range(25)]
    (tmp_path / "one").mkdir()
    (tmp_path / "other").mkdir()
    drawn = []
    for source in (titles(tmp_path / "one", *rows), as_lines(tmp_path / "other", *rows)):
        result = run("targets", "yinchuan", source, "--on", "2026-12-31", "--format", "svg", "--lang", "en")
        drawn.append(ElementTree.fromstring(result.stdout))
    assert ["read: 25 rows" in "".join(root.itertext()) for root in drawn] == [False, True]
    bars = [[(one.get("x"), one.get("width")) for one in root.iter() if one.get("class") == "counted"] for root in drawn]
    assert bars[0] == bars[1] != []


def test_rows_set_aside_are_told_in_the_picture_and_beside_json(run: Run, tmp_path: Path) -> None:
    folder = as_lines(tmp_path, "A1,yinchuan,station,city,E1,2025-13-01,2025-06-18/..")
    arguments = ("targets", "yinchuan", folder, "--on", "2026-12-31", "--lang", "en")
    assert "rows set aside and not used: 1" in run(*arguments, "--format", "svg").stdout
    result = run(*arguments, "--format", "json")
    assert json.loads(result.stdout)["regions"]
    assert "rows set aside and not used: 1" in result.stderr

"""Pages in a real browser: nothing runs over the side of a telephone, and print gives pages with text.

Without Chromium these are skipped; `.ci/run` installs it where it can.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from datetime import date
from functools import cache
from html import escape
from pathlib import Path

import pytest

import humi
from humi.authoring.book import book_of
from humi.values.label import Lang
from humi.wording.pages.html import to_html
from humi.wording.sheet import sheet_of
from tests.house.documents import ROOT
from tests.house.packs import FOLDERS, pack_in

BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
QUIET = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage", "--virtual-time-budget=20000",
)  # fmt: skip
TELEPHONE = 390
TODAY = date(2026, 6, 1)
MEASURE = """
<script>onload = () => {
  const inner = document.querySelector("iframe").contentDocument, wide = inner.documentElement.scrollWidth;
  const over = [...inner.querySelectorAll("body *")].filter(one => !one.closest("svg, figure.wide, .skip, thead")
    && one.getBoundingClientRect().right > innerWidth + 1).map(one => one.tagName + " " + one.textContent.slice(0, 40));
  document.title = JSON.stringify([wide, over.slice(0, 5), inner.body.innerText.length]);
}</script>"""

pytestmark = pytest.mark.skipif(BROWSER is None, reason="no Chromium on this machine: apt-get install chromium")


def browse(tmp_path: Path, *words: str) -> str:
    assert BROWSER is not None
    command = [BROWSER, *QUIET, f"--user-data-dir={tmp_path / 'profile'}", *words]
    env = {**os.environ, "LC_ALL": "C.UTF-8"}
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=False, env=env).stdout


BOOKS = ("sanmen", "yunhai", "qingdao_ftz")
NAMES = [f"{what} {lang}" for lang in ("zh", "en") for what in (*BOOKS, "sheet") if (what, lang) != ("yunhai", "zh")]


@cache
def page_of(name: str) -> str:
    """A book or the sheet, by what it is and its language."""
    what, _, word = name.partition(" ")
    lang: Lang = "zh" if word == "zh" else "en"
    if what == "sheet":
        return to_html([sheet_of(humi.evaluate(ROOT / "examples/dossiers/enterprise.yaml", on=TODAY), lang)])
    folder = next(folder for folder in FOLDERS if folder.name == what)
    return to_html([book_of(pack_in(folder), TODAY, lang)])


@pytest.mark.parametrize("name", NAMES)
def test_nothing_runs_over_the_side_of_a_telephone(tmp_path: Path, name: str) -> None:
    """In a frame as wide as a telephone, since a window cannot be made so narrow."""
    frame = f'<iframe style="width:{TELEPHONE}px;height:2000px;border:0" srcdoc="{escape(page_of(name))}"></iframe>'
    page = tmp_path / "frame.html"
    style = f"<meta charset=utf-8><style>body {{ margin: 0; width: {TELEPHONE}px }}</style>"
    page.write_text(f"<!DOCTYPE html>{style}{frame}{MEASURE.replace('innerWidth', str(TELEPHONE))}", encoding="utf-8")
    (told,) = re.findall(r"<title>(.*?)</title>", browse(tmp_path, "--dump-dom", page.as_uri()), re.DOTALL)[:1]
    wide, over, length = re.fullmatch(r"\[(\d+),(\[.*\]),(\d+)\]", told.replace("&amp;", "&"), re.DOTALL).groups()  # type: ignore[union-attr]
    assert int(length) > 500
    assert over == "[]"
    assert int(wide) <= TELEPHONE


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="no pdftotext on this machine: apt-get install poppler-utils")
@pytest.mark.parametrize("name", ["qingdao_ftz zh", "yunhai en", "sheet zh"])
def test_print_gives_pages_with_text(tmp_path: Path, name: str) -> None:
    page, pdf = tmp_path / "page.html", tmp_path / "page.pdf"
    page.write_text(page_of(name), encoding="utf-8")
    browse(tmp_path, "--no-pdf-header-footer", f"--print-to-pdf={pdf}", page.as_uri())
    text = subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, text=True, check=True).stdout
    sheets = text.rstrip("\f").split("\f")
    assert len(sheets) > 2
    assert min(len(sheet.split()) for sheet in sheets) > 10, "a page with next to nothing on it"
    told = {"qingdao_ftz zh": "商业秘密保护示范指导站", "yunhai en": "Policy book", "sheet zh": "审查意见"}[name]
    assert told in text
    assert re.search(rf"2\s*/\s*{len(sheets)}\b", sheets[1]), "pages are numbered"

"""The examples in the documents run, page by page, and print what they show."""

from __future__ import annotations

import doctest
import importlib
from pathlib import Path

import pytest

from tests.house.documents import PAGES, ROOT, blocks

RUNNING = [page for page in PAGES if any(">>>" in block.text for block in blocks(page))]
DOCSTRINGS = ("humi", "humi.library", "humi.decision", "humi.dossier.dossier", "humi.hooks", "humi.errors")
FLAGS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE


@pytest.mark.parametrize("page", RUNNING, ids=lambda page: str(page.relative_to(ROOT)))
def test_examples_of_a_page(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The examples of a page share their names. They run in an empty folder with the files that the page shows."""
    monkeypatch.delenv("HUMI_PLUGINS_DIR", raising=False)
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {"__name__": "__main__"}
    parser, runner = doctest.DocTestParser(), doctest.DocTestRunner(optionflags=FLAGS, verbose=False)
    said: list[str] = []
    for block in blocks(page):
        if block.mark == "file":
            file = tmp_path / block.what
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(block.text, encoding="utf-8")
        elif block.language == "python" and ">>>" in block.text:
            example = parser.get_doctest(block.text, names, f"{page.name}:{block.line}", str(page), block.line - 1)
            runner.run(example, out=said.append, clear_globs=False)
            names = example.globs
    assert runner.failures == 0, "".join(said)
    assert runner.tries > 0


@pytest.mark.parametrize("name", DOCSTRINGS)
def test_examples_in_docstrings(name: str) -> None:
    failed, _ = doctest.testmod(importlib.import_module(name), optionflags=FLAGS)
    assert failed == 0


def test_quoted_parts_stand_in_their_files() -> None:
    quoted = [block for page in PAGES for block in blocks(page) if block.mark == "part"]
    assert quoted
    for block in quoted:
        assert block.text in (ROOT / block.what).read_text(encoding="utf-8"), f"{block.page.name}:{block.line}"

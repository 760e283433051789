"""The generated pages are fresh, and say something about every code and every word."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from humi.authoring.docs import GROUPS, all_pages, explained, main
from humi.authoring.meanings import MEANINGS
from humi.reading.catalogue import CATALOGUE
from humi.reading.keywords import TABLE

DOCS = Path(__file__).parents[2] / "docs"


@pytest.mark.parametrize("name", ["errors.md", "keywords.md"])
def test_pages_are_fresh(name: str) -> None:
    assert (DOCS / name).read_text(encoding="utf-8") == all_pages()[name], "run: python -m humi.authoring.docs"


def test_codes_in_code_and_docs_are_equal() -> None:
    page = (DOCS / "errors.md").read_text(encoding="utf-8")
    assert re.findall(r"^### ([A-Z]\d{3})$", page, re.MULTILINE) == list(CATALOGUE)


def test_every_word_is_on_the_page_in_both_spellings() -> None:
    page = (DOCS / "keywords.md").read_text(encoding="utf-8")
    assert [word for word, zh in TABLE.items() if f"| `{word}` | `{zh}` |" not in page] == []
    assert {word for _, table in GROUPS for word in table} == set(TABLE)


def test_every_word_has_a_meaning_in_both_languages() -> None:
    assert set(MEANINGS) == set(TABLE)
    chinese = re.compile("[\u4e00-\u9fff]")
    for word, meaning in MEANINGS.items():
        assert chinese.search(meaning.zh), word
        # 等 is quoted where the English explains an open list.
        assert not chinese.search(meaning.en.replace("等", "")), word


@pytest.mark.parametrize("code", CATALOGUE)
def test_a_code_is_explained_in_both_languages(code: str) -> None:
    zh, en = explained(code, "zh"), explained(code, "en")
    entry = CATALOGUE[code]
    assert entry.why.zh in zh
    assert entry.why.en in en
    assert "{" not in zh.split("\n")[0]
    for lines, lang in ((zh, "zh"), (en, "en")):
        shown = [line.removeprefix("    ") for line in lines.splitlines()]
        for label in (entry.avoid, entry.prefer):
            text = label.zh if lang == "zh" else label.en
            assert all(line in shown for line in text.splitlines())


def test_pages_are_written_whole(tmp_path: Path) -> None:
    main(tmp_path)
    written = {path.name: path.read_text(encoding="utf-8") for path in tmp_path.iterdir()}
    assert written == all_pages()


def test_nothing_is_written_where_nothing_changed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(tmp_path)
    assert capsys.readouterr().out
    main(tmp_path)
    assert not capsys.readouterr().out

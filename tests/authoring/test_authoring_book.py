"""A region's book holds everything that its pack says, once, in both languages and both forms."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from humi.authoring.book import book_of
from humi.authoring.normalised import ledger_of
from humi.authoring.targets import load_target
from humi.policy.pack import Pack
from humi.values.label import Label, Lang
from humi.wording.pages.html import to_html
from humi.wording.pages.markdown import to_markdown
from humi.wording.pages.page import Page, fragment
from tests.authoring.drafts import PACK
from tests.house.documents import ROOT
from tests.house.packs import FOLDERS, pack_in
from tests.pages.reading import ids, links, parsed, tokens, words

LANGUAGES: tuple[Lang, ...] = ("zh", "en")
LANHAI = ROOT / "examples/packages/lanhai/humi_lanhai"
SAME = "yunhai_zh"
"""Another spelling of the same pack."""
EVERY = [*(folder for folder in FOLDERS if folder.name != SAME), LANHAI, PACK]
TODAY = date(2026, 6, 1)
ANCHOR = re.compile(r'<a id="([^"]+)"></a>')
both = pytest.mark.parametrize("lang", LANGUAGES)
PAGES = [(folder, lang) for folder in EVERY for lang in LANGUAGES if (folder.name, lang) != ("yunhai", "en")]
"""Its cases take ten seconds to be measured, and the Chinese book has all that the English one has."""
every_page = pytest.mark.parametrize(("folder", "lang"), PAGES, ids=[f"{folder.name}-{lang}" for folder, lang in PAGES])


def pack_of(folder: Path) -> Pack:
    if folder in FOLDERS:
        return pack_in(folder)
    pack = load_target(folder).pack
    assert pack is not None
    return pack


@cache
def page_of(folder: Path, lang: Lang) -> Page:
    return book_of(pack_of(folder), TODAY, lang)


@cache
def html_of(folder: Path, lang: Lang) -> str:
    return to_html([page_of(folder, lang)])


@cache
def markdown_of(folder: Path, lang: Lang) -> str:
    return to_markdown(page_of(folder, lang))


# --- nothing is missing ---


@every_page
def test_every_rule_stands_in_the_book_once(folder: Path, lang: Lang) -> None:
    paths = [fragment(rule.path) for rule in pack_of(folder).rules()]
    in_html, in_markdown = Counter(ids(parsed(html_of(folder, lang)))), Counter(ANCHOR.findall(markdown_of(folder, lang)))
    assert {path: in_html[path] for path in paths} == dict.fromkeys(paths, 1)
    assert {path: in_markdown[path] for path in paths} == dict.fromkeys(paths, 1)


@every_page
def test_every_provision_and_every_gap_is_accounted_for(folder: Path, lang: Lang) -> None:
    ledger = ledger_of(pack_of(folder))
    wanted = [*(f"provisions/{name}" for name in ledger.provisions), *(f"gaps/{name}" for name in ledger.gaps)]
    found = Counter(ids(parsed(html_of(folder, lang))))
    assert {name: found[fragment(name)] for name in wanted} == dict.fromkeys(wanted, 1)
    text = words(parsed(html_of(folder, lang)))
    for one in ledger.provisions.values():
        assert one.clause in text
        assert one.anchor in text
        assert lang == "zh" or " ".join(one.statement.split()) in text


@every_page
def test_how_the_text_was_understood_is_told(folder: Path, lang: Lang) -> None:
    text = words(parsed(html_of(folder, lang)))
    for rule in pack_of(folder).rules():
        for told in (rule.label, rule.interpretation, rule.note):
            assert told is None or told.text(lang) in text, rule.path


@pytest.mark.parametrize("folder", [folder for folder, lang in PAGES if lang == "en"], ids=lambda folder: folder.name)
def test_both_languages_have_the_same_chapters(folder: Path) -> None:
    chapters = [[one.anchor for one in page_of(folder, lang).sections] for lang in LANGUAGES]
    assert chapters[0] == chapters[1]


def test_the_cover_says_which_text_which_pack_and_that_it_decides_nothing() -> None:
    pack, text = pack_of(LANHAI), words(parsed(html_of(LANHAI, "en")))
    for told in ("Lanhai", pack.hash, "lanhai 1.0.0", "complete text", "from 2026-01-01 to 2028-12-31", "2026-06-01"):
        assert told in text
    assert "no administrative decision" in text


def test_designations_that_differ_in_nothing_but_their_names_are_told_together() -> None:
    page = page_of(ROOT / "plugins/qingdao_ftz", "en")
    chapter = next(one for one in page.sections if one.anchor == "designations")
    assert [one.title for one in chapter.sections] == ["demonstration guidance station, demonstration point"]
    chapter = next(one for one in page_of(ROOT / "plugins/yinchuan", "en").sections if one.anchor == "designations")
    assert len(chapter.sections) == 4


def test_a_chapter_that_has_nothing_to_say_is_left_out() -> None:
    anchors = {one.anchor for one in page_of(ROOT / "plugins/jiangjin", "en").sections}
    assert "incentives" not in anchors
    assert {"glance", "questions", "coverage", "clauses"} <= anchors


# --- it can be read ---


@every_page
def test_the_html_is_well_formed_and_its_links_lead_somewhere(folder: Path, lang: Lang) -> None:
    root = parsed(html_of(folder, lang))
    here = ids(root)
    assert len(here) == len(set(here))
    assert {link.removeprefix("#") for link in links(root)} <= set(here)
    assert root.find("head/title").text
    assert root.get("lang") == {"zh": "zh-CN", "en": "en"}[lang]


@every_page
def test_headings_follow_each_other_without_a_step_left_out(folder: Path, lang: Lang) -> None:
    levels = [int(one.tag[1]) for one in parsed(html_of(folder, lang)).iter() if re.fullmatch("h[1-6]", str(one.tag))]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


@every_page
def test_every_picture_says_what_it_shows(folder: Path, lang: Lang) -> None:
    root = parsed(html_of(folder, lang))
    for picture in (one for one in root.iter() if str(one.tag).endswith("svg")):
        named = str(picture.get("aria-labelledby")).split()
        texts = {one.get("id"): one.text for one in picture.iter() if one.get("id") in named}
        assert len(named) == 2
        assert all(texts[name] for name in named)


@every_page
def test_the_book_needs_nothing_but_itself(folder: Path, lang: Lang) -> None:
    root = parsed(html_of(folder, lang))
    assert not [one.tag for one in root.iter() if one.tag in ("script", "link", "img", "iframe", "object")]
    assert not re.search(r"https?://(?!www\.w3\.org/2000/svg)", html_of(folder, lang))
    assert "@import" not in html_of(folder, lang)


@every_page
def test_links_in_markdown_lead_somewhere(folder: Path, lang: Lang) -> None:
    text = markdown_of(folder, lang)
    hrefs = {str(token.attrGet("href")) for token in tokens(text) if token.type == "link_open"}
    assert {href.removeprefix("#") for href in hrefs} <= set(map(_quoted, ANCHOR.findall(text)))


def _quoted(name: str) -> str:
    from urllib.parse import quote

    return quote(name, safe="-_.~")


@every_page
def test_every_row_of_a_table_in_markdown_has_all_its_cells(folder: Path, lang: Lang) -> None:
    before = 0
    for row in markdown_of(folder, lang).splitlines():
        cells = len(re.findall(r"(?<!\\)\|", row)) if row.startswith("|") else 0
        assert not (cells and before) or cells == before, row
        before = cells


def test_the_same_day_gives_the_same_book() -> None:
    assert to_html([book_of(pack_of(LANHAI), TODAY, "zh")]) == html_of(LANHAI, "zh")
    assert to_html([book_of(pack_of(LANHAI), date(2027, 6, 1), "zh")]) != html_of(LANHAI, "zh")


@both
def test_a_small_book_in_html(lang: Lang, snapshot: SnapshotAssertion) -> None:
    assert re.sub(r"<style>.*</style>", "", html_of(LANHAI, lang), flags=re.DOTALL) == snapshot


@both
def test_a_small_book_in_markdown(lang: Lang, snapshot: SnapshotAssertion) -> None:
    assert markdown_of(LANHAI, lang) == snapshot


# --- a pack is untrusted ---

EVIL = '<script>alert(1)</script> "\'><img src=x onerror=alert(1)> [x](javascript:alert(1)) `</style>` | ``` ${x}'


def renamed(pack: Pack, name: str) -> Pack:
    """The pack with a name on everything that has one."""
    label = Label(name, name)
    (rule,) = pack.designations
    criteria = tuple(replace(one, label=label, interpretation=label, note=label) for one in rule.criteria)
    named = replace(rule, label=label, note=label, criteria=criteria)
    phases = tuple(replace(one, label=label) for one in pack.phases)
    incentives = tuple(replace(one, label=label) for one in pack.incentives)
    return replace(pack, label=label, designations=(named,), phases=phases, incentives=incentives)


@both
def test_names_are_never_markup(lang: Lang) -> None:
    page = book_of(renamed(pack_of(LANHAI), EVIL), TODAY, lang)
    text = to_html([page])
    root = parsed(text)
    plain = Counter(one.tag for one in parsed(html_of(LANHAI, lang)).iter())
    assert Counter(one.tag for one in root.iter() if one.tag != "tspan")["script"] == 0
    assert {one.tag for one in root.iter()} <= set(plain)
    assert not [one for one in root.iter() if any(str(key).startswith("on") for key in one.attrib)]
    assert EVIL in words(root)
    assert text.lower().count("</style") == 1
    raw = [token.content for token in tokens(to_markdown(page)) if token.type in ("html_inline", "html_block")]
    assert not [one for one in raw if not re.fullmatch(r'(<a id="[^"<>]+">|</a>|</?strong>|\n)+', one)]
    hrefs = [str(token.attrGet("href")) for token in tokens(to_markdown(page)) if token.type == "link_open"]
    assert all(href.startswith("#") for href in hrefs)
    fences = [token for token in tokens(to_markdown(page)) if token.type == "fence"]
    assert len(fences) == len([token for token in tokens(markdown_of(LANHAI, lang)) if token.type == "fence"])
    assert not [token for token in fences if "<script" in token.content or "javascript:" in token.content]

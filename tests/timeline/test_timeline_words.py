"""Dates as people write them, and a timeline in words."""

from __future__ import annotations

from datetime import date
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from syrupy.assertion import SnapshotAssertion

from humi.timeline import Edge, Reading, Stretch
from humi.values.label import Label
from humi.wording.days import show_due, show_edge, show_span, show_stretch
from humi.wording.terminal import show
from humi.wording.timeline import report_of
from tests.house.packs import FOLDERS, pack_in
from tests.timeline.packs import SHAPES, TODAY, shape, timeline, whole

LANGUAGES = ("zh", "en")


def day(text: str) -> Edge:
    return Edge("day", text, text)


def one_of(*days: str) -> Edge:
    readings = tuple(Reading(text, Label(text, text), text, text) for text in days)
    return Edge("between", min(days), max(days), readings)


@pytest.mark.parametrize(
    ("first", "last", "zh", "en"),
    [
        ("2009-09-01", "2009-10-31", "2009年9月—10月", "Sep–Oct 2009"),
        ("2009-11-01", "2010-09-30", "2009年11月—2010年9月", "Nov 2009 – Sep 2010"),
        ("2025-01-01", "2027-12-31", "2025—2027年", "2025–2027"),
        ("2025-01-01", "2025-12-31", "2025年", "2025"),
        ("2025-02-01", "2025-02-28", "2025年2月", "Feb 2025"),
        ("2024-02-01", "2024-02-28", "2024年2月1日—28日", "1–28 Feb 2024"),
        ("2009-09-01", "2009-09-22", "2009年9月1日—22日", "1–22 Sep 2009"),
        ("2009-09-02", "2009-10-05", "2009年9月2日—10月5日", "2 Sep – 5 Oct 2009"),
        ("2009-09-02", "2010-09-02", "2009年9月2日—2010年9月2日", "2 Sep 2009 – 2 Sep 2010"),
        ("2009-09-02", "2009-09-02", "2009年9月2日", "2 Sep 2009"),
    ],
)
def test_a_span_says_once_what_its_ends_share(first: str, last: str, zh: str, en: str) -> None:
    days = date.fromisoformat(first).toordinal(), date.fromisoformat(last).toordinal()
    assert (show_span(*days, "zh"), show_span(*days, "en")) == (zh, en)


@pytest.mark.parametrize(
    ("edge", "zh", "en"),
    [
        (day("2025-12-31"), "2025年12月31日", "31 Dec 2025"),
        (Edge("between", "2023-07-01", "2023-07-31"), "2023年7月某日", "some day of Jul 2023"),
        (Edge("between", "2023-01-01", "2023-12-31"), "2023年某日", "some day of 2023"),
        (Edge("between", "2025-06-30", "2025-07-30"), "2025年6月30日至7月30日间某日", "some day within 30 Jun – 30 Jul 2025"),
        (Edge("between", "2025-06-30", ""), "不早于2025年6月30日", "at the earliest 30 Jun 2025"),
        (Edge("between", "", "2025-06-30"), "不晚于2025年6月30日", "at the latest 30 Jun 2025"),
        (one_of("2026-12-31", "2026-12-30"), "2026年12月30日或31日", "30 or 31 Dec 2026"),
        (one_of("2025-02-21", "2025-02-28", "2025-03-03"), "2025年2月21日、28日或3月3日", "21, 28 Feb or 3 Mar 2025"),
        (one_of("2025-12-31", "2026-01-01"), "2025年12月31日或2026年1月1日", "31 Dec 2025 or 1 Jan 2026"),
        (Edge("unstated"), "首日未写明", "first day not stated"),
        (Edge("depends"), "首日视情况而定", "first day depends"),
    ],
)
def test_an_edge_says_what_is_known_of_it(edge: Edge, zh: str, en: str) -> None:
    assert (show_edge(edge, "zh"), show_edge(edge, "en")) == (zh, en)


@pytest.mark.parametrize(
    ("first", "last", "zh", "en"),
    [
        (day("2011-07-01"), Edge("unlimited"), "2011年7月1日起，之后一直", "from 1 Jul 2011, open-ended"),
        (day("2024-03-01"), Edge("unstated"), "2024年3月1日 — 末日未写明", "1 Mar 2024 – last day not stated"),
        (Edge("unstated"), day("2025-06-30"), "首日未写明 — 2025年6月30日", "first day not stated – 30 Jun 2025"),
        (Edge("unlimited"), day("2025-06-30"), "一直以来 — 2025年6月30日", "always – 30 Jun 2025"),
        (day("2023-01-01"), one_of("2023-05-24", "2023-05-25"), "2023年1月1日 — 2023年5月24日或25日",
         "1 Jan 2023 – 24 or 25 May 2023"),
    ],
)  # fmt: skip
def test_a_stretch_says_what_is_known_of_its_ends(first: Edge, last: Edge, zh: str, en: str) -> None:
    stretch = Stretch("a/phases/b", Label("", ""), first, last, "in")
    assert (show_stretch(stretch, "zh"), show_stretch(stretch, "en")) == (zh, en)


def test_what_has_no_date_is_undated() -> None:
    assert show_due(Edge("unstated"), "zh") == "未写明日期"
    assert [show_stretch(phase, "en") for phase in shape("undated").phases] == ["undated"] * 4


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(0, 2000), st.sampled_from(LANGUAGES))
def test_a_span_names_the_years_of_both_ends(first: date, days: int, lang: str) -> None:
    last = date.fromordinal(first.toordinal() + days)
    shown = show_span(first.toordinal(), last.toordinal(), lang)
    assert str(first.year) in shown
    assert str(last.year) in shown


# --- whole reports ---


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", [name for name in SHAPES if name not in ("forty", "long names")])
def test_a_shape_as_plain_text(name: str, lang: str, snapshot: SnapshotAssertion) -> None:
    assert whole(shape(name)).explain(lang) == snapshot


def in_columns(lang: str, width: int) -> str:
    shown = StringIO()
    regions = [timeline(pack_in(folder), TODAY.toordinal()) for folder in FOLDERS]
    show(report_of(whole(*regions, *(shape(name) for name in SHAPES)), lang), shown, width)
    return shown.getvalue()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_timeline_stays_within_80_columns(lang: str) -> None:
    assert max(map(cell_len, in_columns(lang, 80).splitlines())) <= 80


@pytest.mark.parametrize("lang", LANGUAGES)
def test_packs_of_the_repository_on_a_terminal(lang: str, snapshot: SnapshotAssertion) -> None:
    shown = StringIO()
    for folder in FOLDERS:
        if folder.name in ("yinchuan", "yunhai"):
            show(report_of(whole(timeline(pack_in(folder), TODAY.toordinal())), lang), shown, 80)
    assert "\n".join(line.rstrip() for line in shown.getvalue().splitlines()) == snapshot


def test_the_phase_of_the_day_is_marked() -> None:
    lines = whole(shape("dated", date(2010, 6, 30)), on=date(2010, 6, 30)).explain("en").splitlines()
    told = [line.split("; ")[1] for line in lines if line[:1].isdigit()]
    assert told == [f"on 2010-06-30: {state}" for state in ("ended", "now", "to come", "to come")]

"""The picture: what is certain lies where its days are, what is not looks otherwise, and nobody reads a date out of a lane."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from itertools import pairwise
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest
from hypothesis import given
from hypothesis import strategies as st

from humi.road.timeline import timeline
from humi.timeline import RegionTimeline, Timeline
from humi.values.label import Label
from humi.wording import gantt, svg
from humi.wording.axis import Axis, domain
from tests.house.packs import FOLDERS, pack_in
from tests.timeline.packs import LONG, SHAPES, TODAY, region, shape, target, whole

LANGUAGES = ("zh", "en")
SVG = "{http://www.w3.org/2000/svg}"
REAL = [timeline(pack_in(folder), TODAY.toordinal()) for folder in FOLDERS if folder.name != "yunhai_zh"]
EVERY = [whole(shape(name)) for name in SHAPES] + [whole(*REAL)]
NAMES = [*SHAPES, "packs of the repository"]


WIDTHS = (gantt.WIDTH, 720.0)
"""Of a picture by itself, and of one on a printed page."""


def drawn(made: Timeline, lang: str = "zh", width: float = gantt.WIDTH) -> Element:
    return ElementTree.fromstring(svg.to_text(gantt.drawn(made, lang, width)).encode())


def of_class(root: Element, name: str) -> list[Element]:
    return [one for one in root.iter() if name in one.get("class", "").split()]


def by_id(root: Element, path: str) -> Element:
    (found,) = [one for one in root.iter() if one.get("id") == path]
    return found


def axis_of(root: Element) -> Axis:
    """The scale, as the picture itself tells it."""
    (plot,) = of_class(root, "plot")
    days = (date.fromisoformat(plot.get(f"data-{end}", "")).toordinal() for end in ("first", "last"))
    return Axis(*days, *(float(plot.get(f"data-{side}", "")) for side in ("left", "right")))


def spread(element: Element) -> tuple[float, float]:
    left = float(element.get("x", ""))
    return left, left + float(element.get("width", ""))


def dated_paths(made: RegionTimeline) -> list[str]:
    phases = [one.path for one in made.phases if one.state != "undated"]
    return [*phases, *(one.path for one in made.deadlines if one.due.dated)]


def undated_paths(made: RegionTimeline) -> list[str]:
    phases = [one.path for one in made.phases if one.state == "undated"]
    return [*phases, *(one.path for one in made.deadlines if not one.due.dated)]


# --- everything is there, inside, and named ---


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("made", EVERY, ids=NAMES)
def test_every_phase_and_due_day_has_an_element_of_its_own(made: Timeline, lang: str) -> None:
    root = drawn(made, lang)
    ids = [one.get("id") for one in root.iter() if one.get("id")]
    assert len(ids) == len(set(ids))
    for one in made.regions:
        assert {*dated_paths(one), *undated_paths(one)} <= set(ids)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("made", EVERY, ids=NAMES)
@pytest.mark.parametrize("width", WIDTHS)
def test_no_text_runs_out_of_the_picture(made: Timeline, lang: str, width: float) -> None:
    root = drawn(made, lang, width)
    _, _, width, height = map(float, root.get("viewBox", "").split())
    assert (float(root.get("width", "")), float(root.get("height", ""))) == (width, height)
    for text in root.iter(f"{SVG}text"):
        x, y, wide = float(text.get("x", "")), float(text.get("y", "")), _wide(text)
        left = x - {"middle": wide / 2, "end": wide}.get(text.get("text-anchor", "start"), 0)
        assert left >= 0, text.text
        assert left + wide <= width, text.text
        assert 0 < y < height, text.text


def _wide(text: Element) -> float:
    return svg.width_of(text.text or "", float(text.get("font-size", "")))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("made", EVERY, ids=NAMES)
@pytest.mark.parametrize("width", WIDTHS)
def test_no_text_lies_on_another(made: Timeline, lang: str, width: float) -> None:
    boxes = []
    for text in drawn(made, lang, width).iter(f"{SVG}text"):
        wide, size = _wide(text), float(text.get("font-size", ""))
        left = float(text.get("x", "")) - {"middle": wide / 2, "end": wide}.get(text.get("text-anchor", "start"), 0)
        bottom = float(text.get("y", ""))
        boxes.append((left, bottom - 0.7 * size, left + wide, bottom, text.text))
    for index, one in enumerate(boxes):
        for other in boxes[index + 1 :]:
            apart = one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
            assert apart, (one[4], other[4])


@pytest.mark.parametrize("made", EVERY, ids=NAMES)
def test_nothing_drawn_on_the_axis_leaves_it(made: Timeline) -> None:
    for plot in of_class(drawn(made), "plot"):
        left, right = float(plot.get("data-left", "")), float(plot.get("data-right", ""))
        for one in plot.iter(f"{SVG}rect"):
            low, high = spread(one)
            assert left <= low <= high <= right + 2


def test_the_picture_says_what_it_is_to_those_who_cannot_see_it() -> None:
    root = drawn(whole(shape("dated")), "en")
    assert root.get("role") == "img"
    assert root.findtext(f"{SVG}title") == "Timeline: Testland"
    assert "As of: 2026-06-01" in str(root.findtext(f"{SVG}desc"))
    assert by_id(root, "testland/phases/b").findtext(f"{SVG}title") == "phase b: Nov 2009 – Sep 2010\n〔p1〕"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_marks_of_xml_in_names_are_only_text(lang: str) -> None:
    text = whole(shape("marks")).to_svg(lang)
    assert "<b>" not in text
    name = shape("marks").phases[0].name.text(lang)
    shown = "".join(str(one.text) for one in ElementTree.fromstring(text.encode()).iter(f"{SVG}text"))
    assert name in shown


def test_control_characters_do_not_break_the_file() -> None:
    """A file and plain data may hold none; a timeline is built by whoever likes."""
    made = replace(region(zh="甲", en="a"), name=Label("甲\u0001乙\ufffe", "a\x0bb"))
    for lang in LANGUAGES:
        assert ElementTree.fromstring(whole(made).to_svg(lang).encode()) is not None


def test_the_same_timeline_gives_the_same_picture() -> None:
    assert whole(*REAL).to_svg("zh") == whole(*REAL).to_svg("zh")


# --- where things lie ---


@pytest.mark.parametrize("name", [name for name in SHAPES if shape(name).phases])
def test_the_solid_part_of_a_bar_is_its_certain_days(name: str) -> None:
    root = drawn(whole(shape(name)))
    for phase in shape(name).phases:
        if phase.state == "undated":
            continue
        axis, cores = axis_of(root), of_class(by_id(root, phase.path), "core")
        unlimited = [edge.kind == "unlimited" for edge in (phase.first, phase.last)]
        if phase.core is None and not any(unlimited):
            assert cores == []
            continue
        (core,) = cores
        low, high = spread(core)
        if not unlimited[0]:
            assert low == pytest.approx(axis.x(phase.first.high if phase.first.dated else phase.last.low), abs=0.02)
        if not unlimited[1]:
            end = phase.last.low if phase.last.dated else phase.first.high
            assert high == pytest.approx(max(axis.x(end + 1), low + 2), abs=0.02)


def test_days_that_perhaps_belong_to_a_phase_are_hatched() -> None:
    root = drawn(whole(shape("month and length")))
    axis, phase = axis_of(root), shape("month and length").phases[0]
    parts = of_class(by_id(root, phase.path), "maybe")
    assert [part.get("fill") for part in parts] == ["url(#hatch-phase)"] * 2
    (begin, begun), (over, ended) = map(spread, parts)
    assert (begin, begun) == pytest.approx((axis.x(phase.first.low), axis.x(phase.first.high)), abs=0.02)
    assert (over, ended) == pytest.approx((axis.x(phase.last.low + 1), axis.x(phase.last.high + 1)), abs=0.02)


def test_a_stretch_of_no_certain_day_has_no_solid_part() -> None:
    drawing = by_id(drawn(whole(shape("never certain"))), "testland/phases/a")
    assert of_class(drawing, "core") == []
    assert len(of_class(drawing, "maybe")) == 1


def test_an_end_that_the_text_leaves_out_fades_into_a_question_mark() -> None:
    root = drawn(whole(shape("unknown ends")))
    for name, side in (("begins", "right"), ("ends", "left"), ("month", "right")):
        fade, mark = of_class(by_id(root, f"testland/phases/{name}"), "unknown")
        assert (fade.get("fill"), mark.text) == (f"url(#fade-{side}-phase)", "?")


def test_a_phase_without_an_end_runs_to_the_edge_as_an_arrow() -> None:
    root = drawn(whole(shape("dated")))
    (arrow,) = of_class(by_id(root, "testland/phases/d"), "open")
    points = [tuple(map(float, point.split(","))) for point in arrow.get("points", "").split()]
    assert max(x for x, _ in points) == axis_of(root).right
    assert axis_of(root).last > date(2011, 7, 31).toordinal()


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", ["undated", "undated beside dated", "undated targets"])
def test_what_is_not_dated_is_not_on_the_axis(name: str, lang: str) -> None:
    root, made = drawn(whole(shape(name)), lang), shape(name)
    on_axis = {one.get("id") for plot in of_class(root, "plot") for one in plot.iter()}
    assert not on_axis & set(undated_paths(made))
    bottom = max((float(one.get("y2", "0")) for one in of_class(root, "asked") for one in one), default=0)
    for path in undated_paths(made):
        (box,) = by_id(root, path).iter(f"{SVG}rect")
        assert box.get("stroke-dasharray")
        assert float(box.get("y", "")) > bottom


def test_undated_phases_keep_their_order_and_there_is_no_axis_for_them_alone() -> None:
    root = drawn(whole(shape("undated")))
    boxes = [next(by_id(root, f"testland/phases/{name}").iter(f"{SVG}rect")) for name in "abcd"]
    places = [(float(box.get("y", "")), float(box.get("x", ""))) for box in boxes]
    assert places == sorted(places)
    assert of_class(root, "plot") == []
    assert of_class(root, "axis") == []


def test_a_due_day_is_marked_in_the_middle_of_its_day() -> None:
    root = drawn(whole(shape("month and length")))
    (mark,) = of_class(by_id(root, "testland/targets/first"), "mark")
    xs = [float(point.split(",")[0]) for point in mark.get("points", "").split()]
    assert (min(xs) + max(xs)) / 2 == pytest.approx(axis_of(root).middle(date(2023, 12, 31).toordinal()), abs=0.02)


def test_readings_of_a_due_day_are_both_marked_and_neither_is_solid() -> None:
    marks = of_class(by_id(drawn(whole(shape("month and length"))), "testland/targets/sent_up"), "mark")
    assert len(marks) == 2
    assert all(mark.get("stroke-dasharray") for mark in marks)


def test_a_due_day_says_its_bound_and_its_day_beside_the_mark() -> None:
    made = region(targets={"t": target("t", at_least=3, due="2025-12-31")})
    (label,) = by_id(drawn(whole(made), "en"), "testland/targets/t").iter(f"{SVG}text")
    assert label.text == "≥ 3 · 31 Dec 2025"


@pytest.mark.parametrize(
    ("on", "expected"), [("2010-06-30", "line"), ("2009-08-30", "line"), ("1999-01-01", "←"), ("2026-06-01", "→")]
)
def test_the_day_asked_is_a_line_or_an_arrow_to_where_it_lies(on: str, expected: str) -> None:
    day = date.fromisoformat(on)
    root = drawn(whole(shape("dated", day), on=day), "zh")
    (asked,) = of_class(root, "asked")
    lines = list(asked.iter(f"{SVG}line"))
    if expected == "line":
        assert float(lines[0].get("x1", "")) == pytest.approx(axis_of(root).middle(day.toordinal()), abs=0.02)
    else:
        assert lines == []
        assert expected in str(asked.findtext(f"{SVG}text"))


# --- the axis ---

SPANS = st.tuples(st.dates(date(1, 1, 1), date(9999, 12, 1)), st.integers(28, 4_000_000))


@given(SPANS, st.floats(200, 1000), st.sampled_from(LANGUAGES))
def test_marks_of_an_axis_follow_each_other_and_have_room(span: tuple[date, int], wide: float, lang: str) -> None:
    first = span[0].toordinal()
    last = min(first + span[1], date.max.toordinal())
    axis = Axis(first, last, 100, 100 + wide)
    for ticks in (axis.years(lang), axis.months(lang)):
        assert len(ticks) <= 90
        assert all(one.after == other.first for one, other in pairwise(ticks))
        if ticks:
            assert (ticks[0].first, ticks[-1].after) == (first, last + 1)


@given(st.sampled_from(sorted(SHAPES)), st.dates(date(1990, 1, 1), date(2040, 1, 1)))
def test_an_axis_holds_every_known_day(name: str, asked: date) -> None:
    made = shape(name, asked)
    found = domain(made, asked.toordinal())
    stretches = [one for one in (made.in_force, made.period, *made.phases) if one is not None]
    edges = [edge for one in stretches for edge in (one.first, one.last)] + [one.due for one in made.deadlines]
    days = [day for edge in edges if edge.dated for day in (edge.low, edge.high)]
    assert (found is None) == (not days)
    if found is not None:
        assert found[0] <= min(days) <= max(days) <= found[1]


# --- text ---


@given(st.text(st.characters(codec="utf-8"), max_size=200), st.floats(60, 400), st.integers(1, 4))
def test_wrapped_text_keeps_to_its_width_and_lines(text: str, width: float, most: int) -> None:
    lines = svg.wrapped(text, width, 12, most)
    assert len(lines) <= most
    assert all(svg.width_of(line, 12) <= width + 0.1 for line in lines)
    if not lines[-1].endswith(svg.CUT):
        assert re.sub(r"\s", "", "".join(lines)) == re.sub(r"\s", "", svg.clean(text))


def test_chinese_is_twice_as_wide() -> None:
    assert svg.width_of(LONG, 13) == len(LONG) * 13
    assert svg.width_of("abc", 13) < 3 * 13 * 0.6

"""What a timeline holds: every date as far as the text gives it, and where the day asked falls."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

import humi
from humi.road.timeline import bound_of, state, timeline
from humi.timeline import EDGES, STATES, Edge, Stretch
from humi.values.label import Label
from tests.house.packs import FOLDERS, pack_in
from tests.schemas.validating import errors
from tests.timeline.packs import SENT_BY, SHAPES, TODAY, named, pack, phases, region, shape, target, whole


def edges(name: str) -> list[tuple[str, ...]]:
    """`first` and `last` of each phase: kind, or the days."""
    return [tuple(_told(edge) for edge in (phase.first, phase.last)) for phase in shape(name).phases]


def _told(edge: Edge) -> str:
    if not edge.dated:
        return edge.kind
    return edge.earliest if edge.kind == "day" else f"{edge.earliest}..{edge.latest}"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("dated", [("2009-09-01", "2009-10-31"), ("2009-11-01", "2010-09-30"),
                   ("2010-10-01", "2011-06-30"), ("2011-07-01", "unlimited")]),
        ("month and length", [("2023-07-01..2023-07-31", "2025-06-30..2025-07-30"), ("2024-01-01", "2024-12-31")]),
        ("undated", [("unstated", "unstated")] * 4),
        ("undated beside dated", [("2025-03-01", "2025-06-30"), ("unstated", "unstated")]),
        ("unknown ends", [("2024-03-01", "unstated"), ("unstated", "2025-06-30"), ("2024-05-01..2024-05-31", "unstated")]),
        ("readings of an end", [("2023-01-01", "2023-05-24..2023-05-25")]),
        ("overlapping", [("2024-01-01", "2024-08-31"), ("2024-05-01", "2025-02-28"), ("2024-05-01", "2024-05-31")]),
        ("one day", [("2024-05-25", "2024-05-25")]),
        ("no limits", [("unlimited", "unlimited"), ("unlimited", "2023-06-30")]),
        ("no phases", []),
        ("nothing", []),
    ],
)  # fmt: skip
def test_phases_keep_what_the_text_says_of_their_ends(name: str, expected: list[tuple[str, str]]) -> None:
    assert edges(name) == expected


def test_readings_of_an_end_are_named_each_with_its_day() -> None:
    (phase,) = shape("readings of an end").phases
    assert [(one.id, one.name.en, one.earliest) for one in phase.last.readings] == [
        ("in", "day included", "2023-05-25"),
        ("out", "day excluded", "2023-05-24"),
    ]


def test_a_length_is_counted_from_each_reading_of_the_first_day() -> None:
    (phase,) = region(phases=phases(a={"from": SENT_BY, "lasts": {"months": 1}})).phases
    assert [(one.id, one.latest) for one in phase.last.readings] == [("in", "2023-06-24"), ("out", "2023-06-23")]


def test_a_day_that_depends_on_a_fact_is_told_as_that() -> None:
    facts = {"programme.begun": {"type": "event", "name": {"zh": "启动", "en": "start"}}}
    (phase,) = region(facts=facts, phases=phases(a={"from": "programme.begun", "to": "2025-12-31"})).phases
    assert (phase.first.kind, phase.last.earliest) == ("depends", "2025-12-31")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("month and length", [("2023-07-31", "2025-06-30"), ("2024-01-01", "2024-12-31")]),
        ("unknown ends", [("2024-03-01", "2024-03-01"), ("2025-06-30", "2025-06-30"), None]),
        ("never certain", [None]),
        ("readings of an end", [("2023-01-01", "2023-05-24")]),
        ("undated beside dated", [("2025-03-01", "2025-06-30"), None]),
        ("no limits", [None, ("2023-06-30", "2023-06-30")]),
    ],
)
def test_only_days_that_belong_to_a_phase_for_certain_are_its_core(
    name: str, expected: list[tuple[str, str] | None]
) -> None:
    cores = [phase.core and tuple(date.fromordinal(day).isoformat() for day in phase.core) for phase in shape(name).phases]
    assert cores == expected


# --- where the day asked falls ---


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2023-06-30", "before"),
        ("2023-07-01", "uncertain"),
        ("2023-07-30", "uncertain"),
        ("2023-07-31", "in"),
        ("2025-06-30", "in"),
        ("2025-07-01", "uncertain"),
        ("2025-07-30", "uncertain"),
        ("2025-07-31", "after"),
    ],
)
def test_a_phase_from_some_day_of_a_month_runs_for_certain_only_between(day: str, expected: str) -> None:
    assert shape("month and length", date.fromisoformat(day)).phases[0].state == expected


PACKS = {**{folder.name: pack_in(folder) for folder in FOLDERS}, **{name: pack(**parts) for name, parts in SHAPES.items()}}


@given(st.sampled_from(sorted(PACKS)), st.dates(date(1999, 1, 1), date(2035, 1, 1)))
def test_states_of_phases_agree_with_the_standing_of_the_plan(name: str, day: date) -> None:
    made = timeline(PACKS[name], day.toordinal())
    standing = made.standing
    if standing.state not in ("undated", "none"):
        assert standing.phases == tuple(one.path for one in made.phases if one.state in ("in", "uncertain"))
    undated = tuple(one.path for one in made.phases if one.state == "undated")
    assert standing.undated == (() if standing.state == "undated" else undated)


DAYS = st.dates(date(2020, 1, 1), date(2021, 1, 1))


@st.composite
def some_edges(draw: st.DrawFn) -> Edge:
    kind = draw(st.sampled_from(EDGES))
    if kind == "day":
        day = draw(DAYS).isoformat()
        return Edge("day", day, day)
    if kind == "between":
        low = draw(DAYS)
        return Edge("between", low.isoformat(), (low + timedelta(draw(st.integers(1, 90)))).isoformat())
    return Edge(kind)


@given(some_edges(), some_edges(), DAYS)
def test_only_the_days_of_the_core_are_surely_in_a_stretch(first: Edge, last: Edge, asked: date) -> None:
    stretch = Stretch("a/phases/b", Label("", ""), first, last, "")
    found = state(first, last, asked.toordinal())
    assert found in STATES
    if stretch.core and first.dated and last.dated:
        assert (found == "in") == (stretch.core[0] <= asked.toordinal() <= stretch.core[1])
    if stretch.core is None and first.dated and last.dated:
        assert found != "in"


@pytest.mark.parametrize(("on", "expected"), [("2023-12-31", "before"), ("2024-01-01", "in"), ("2060-01-01", "in")])
def test_a_document_stays_in_force_until_something_ends_it(on: str, expected: str) -> None:
    in_force = shape("no phases", date.fromisoformat(on)).in_force
    assert in_force is not None
    assert (in_force.state, in_force.last.kind) == (expected, "unstated")


def test_a_document_of_which_no_date_is_stated_is_undated() -> None:
    in_force = region(in_force={"from": "unstated", "to": "unstated", "source": "p1"}).in_force
    assert in_force is not None
    assert in_force.state == "undated"


# --- due days ---


def test_due_days_come_in_order_and_the_undated_ones_last() -> None:
    made = region(
        targets={
            "late": target("late", at_least=1, due="2026-12-31"),
            "never": target("never", at_least=1, due="unstated"),
            "early": target("early", at_least=1, due="2025-12-31"),
        }
    )
    told = [(one.path, one.due.earliest, one.state) for one in made.deadlines]
    assert told == [
        ("testland/targets/early", "2025-12-31", "after"),
        ("testland/targets/late", "2026-12-31", "before"),
        ("testland/targets/never", "", "undated"),
    ]


@pytest.mark.parametrize(("on", "expected"), [("2025-12-30", "before"), ("2025-12-31", "in"), ("2026-01-01", "after")])
def test_a_due_day_is_to_come_then_there_then_past(on: str, expected: str) -> None:
    made = region(date.fromisoformat(on), targets={"t": target("t", at_least=1, due="2025-12-31")})
    assert made.deadlines[0].state == expected


def test_readings_of_a_due_day_leave_it_open_between_them() -> None:
    (sent_up, _) = shape("month and length", date(2023, 5, 24)).deadlines
    assert (sent_up.due.kind, sent_up.state, sent_up.kind) == ("between", "uncertain", "quota")
    told = [(one.name.zh, one.earliest) for one in sent_up.due.readings]
    assert told == [("含当日", "2023-05-25"), ("不含当日", "2023-05-24")]


FIXED = {"plus": {"months": 6}, "from": "2024-01-31"}


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        ("2024-12-15", "2024-12-15"),
        (SENT_BY, "2023-05-24..2023-05-25"),
        (FIXED, "2024-07-31"),
        ("unstated", None),
        ({"plus": {"days": 60}, "from": "case.received"}, None),
        ({"plus": {"days": 60}, "from": "asked"}, None),
        ({"plus": {"days": 60}, "from": "2024-01-01", "not_counting": "case.suspended"}, None),
        ({"2024-01-01": "2024-12-15", "2025-01-01": "2025-12-15"}, None),
    ],
)
def test_only_duties_with_a_day_of_their_own_are_due_days(by: object, expected: str | None) -> None:
    rule = {"for": "case", "when": {"case.received": True}, "done": {"case.disposed": True}, "by": by}
    duty = named("d", "职责", "duty", **rule)
    found = region(duties={"d": duty}).deadlines
    assert [_told(one.due) for one in found] == ([expected] if expected else [])


def test_a_yearly_duty_is_due_each_year_and_says_who_does_it() -> None:
    found = [one for one in shape("yearly").deadlines if one.is_duty]
    assert [(one.path, one.due.earliest) for one in found] == [
        (f"testland/duties/report/{year}", f"{year}-12-15") for year in (2024, 2025, 2026)
    ]
    assert {one.series for one in found} == {"testland/duties/report"}
    assert found[0].who_name == Label("主管部门", "the authority")
    assert found[0].needed is not None


@pytest.mark.parametrize(
    ("needs", "expected"),
    [
        ({"count": "titles", "at_least": 20}, "≥ 20"),
        ({"count": "titles", "more_than": 20}, "> 20"),
        ({"count": "titles", "between": [1, 2]}, "≥ 1, ≤ 2"),
        ({"share": "units", "meets": {"willing": True}, "at_least": "90%"}, "≥ 90%"),
        ({"when": {"unmeasured": "一批"}}, ""),
        ({"when": {"all": [{"count": "titles", "at_least": 2}, {"count": "units", "at_least": 3}]}}, ""),
    ],
)
def test_a_bound_is_the_number_where_that_is_all_that_is_needed(needs: dict[str, object], expected: str) -> None:
    facts = {"unit.willing": {"type": "boolean", "name": {"zh": "愿", "en": "willing"}}}
    made = pack(facts=facts, targets={"t": named("t", "目标", "target", due="2025-12-31", **needs)})
    assert bound_of(made.targets[0].due[0].condition) == expected


# --- everything ---


def test_everything_dated_cites() -> None:
    for folder in FOLDERS:
        made = timeline(pack_in(folder), TODAY.toordinal())
        for one in (made.in_force, made.period, *made.phases, *made.deadlines):
            assert one is None or any(citation.clause for citation in one.sources), one


def test_where_the_text_arranges_no_phases_the_gap_is_cited() -> None:
    assert [citation.id for citation in shape("nothing").silent] == ["g1"]
    assert shape("dated").silent == ()


def test_the_plan_of_yinchuan() -> None:
    made = humi.Humi(["yinchuan"]).timeline(on=TODAY).region("yinchuan")
    assert made.period is not None
    assert (made.period.first.earliest, made.period.last.latest) == ("2025-01-01", "2027-12-31")
    assert [(one.due.earliest, one.bound) for one in made.deadlines if one.series.endswith("bases")] == [
        ("2025-12-31", "≥ 3"),
        ("2026-12-31", "≥ 5"),
        ("2027-12-31", "≥ 6"),
    ]
    assert made.in_force is not None
    assert [one.earliest for one in made.in_force.first.readings] == ["2025-02-21", "2025-02-28", "2025-03-03"]


def test_json_is_the_whole_timeline_and_as_published() -> None:
    made = whole(*(shape(name) for name in SHAPES))
    assert json.loads(made.to_json()) == made.to_dict()
    assert errors("timeline", made.to_dict()) == []


def test_the_library_names_regions_that_cannot_answer(tmp_path: object) -> None:
    from pathlib import Path

    folder = Path(str(tmp_path)) / "broken"
    folder.mkdir()
    (folder / "policy.yaml").write_text("humi: 1\n", encoding="utf-8")
    made = humi.Humi(plugins_dir=folder.parent).timeline(on=TODAY, regions=["yinchuan", "broken"])
    assert ([one.region for one in made.regions], [one.region for one in made.missing]) == (["yinchuan"], ["broken"])
    assert errors("timeline", made.to_dict()) == []
    with pytest.raises(KeyError):
        made.region("broken")
    with pytest.raises(humi.UnknownRegion):
        humi.Humi(["yinchuan"]).timeline(regions=["yinchaun"])


def test_today_is_the_default() -> None:
    before = date.today()
    assert before.isoformat() <= humi.Humi(["yinchuan"]).timeline().asked <= date.today().isoformat()

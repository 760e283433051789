"""The calendar file: RFC 5545 to the letter, certain days only, and what is left out is told."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from icalendar import Calendar

from humi.road.timeline import timeline
from humi.timeline import Timeline
from humi.wording.ics import CalendarFile, calendar
from tests.house.packs import FOLDERS, pack_in
from tests.timeline.packs import SHAPES, TODAY, named, region, shape, target, whole

LANGUAGES = ("zh", "en")
REAL = [timeline(pack_in(folder), TODAY.toordinal()) for folder in FOLDERS if folder.name != "yunhai_zh"]
EVERY = [whole(shape(name)) for name in SHAPES] + [whole(*REAL)]
NAMES = [*SHAPES, "packs of the repository"]


def events(made: CalendarFile | Timeline) -> dict[str, tuple[str, str]]:
    """First and last day of each event, by the path it is about, as another program reads them."""
    text = made.text if isinstance(made, CalendarFile) else made.to_ics("en")
    found = {}
    for event in Calendar.from_ical(text).walk("VEVENT"):
        first, after = event.decoded("dtstart"), event.decoded("dtend")
        assert type(first) is type(after) is date
        found[str(event["uid"]).removesuffix("@humi")] = (first.isoformat(), (after - timedelta(1)).isoformat())
    return found


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (
            "dated",
            {
                "phases/a": ("2009-09-01", "2009-10-31"),
                "phases/b": ("2009-11-01", "2010-09-30"),
                "phases/c": ("2010-10-01", "2011-06-30"),
                "phases/d": ("2011-07-01", "2011-07-01"),
            },
        ),
        (
            "month and length",
            {
                "phases/pilot": ("2023-07-31", "2025-06-30"),
                "phases/report": ("2024-01-01", "2024-12-31"),
                "targets/first": ("2023-12-31", "2023-12-31"),
                "targets/sent_up/in": ("2023-05-25", "2023-05-25"),
                "targets/sent_up/out": ("2023-05-24", "2023-05-24"),
            },
        ),
        ("unknown ends", {"phases/begins": ("2024-03-01", "2024-03-01"), "phases/ends": ("2025-06-30", "2025-06-30")}),
        ("readings of an end", {"phases/a": ("2023-01-01", "2023-05-24")}),
        ("undated beside dated", {"phases/a": ("2025-03-01", "2025-06-30")}),
        ("one day", {"phases/a": ("2024-05-25", "2024-05-25")}),
        ("never certain", {}),
        ("undated", {}),
        ("nothing", {}),
    ],
)
def test_events_are_the_certain_days(name: str, expected: dict[str, tuple[str, str]]) -> None:
    assert events(whole(shape(name))) == {f"testland/{path}": days for path, days in expected.items()}


@pytest.mark.parametrize(
    ("name", "expected"),
    [("dated", []), ("undated", ["a", "b", "c", "d"]), ("unknown ends", ["month"]), ("never certain", ["a"]),
     ("undated beside dated", ["b"]), ("undated targets", ["u"])],
)  # fmt: skip
def test_what_has_no_certain_day_is_left_out_and_told(name: str, expected: list[str]) -> None:
    made = calendar(whole(shape(name)), "en")
    assert [one.path.rpartition("/")[2] for one in made.left_out] == expected
    described = str(Calendar.from_ical(made.text)["x-wr-caldesc"])
    assert all(one.name.en in described for one in made.left_out)
    assert ("without a certain day" in described) == bool(expected)


def test_every_phase_and_due_day_is_in_the_calendar_or_left_out() -> None:
    for made in EVERY:
        told = calendar(made, "zh")
        known = {one.path for one in told.left_out}
        for one in (one for part in made.regions for one in (*part.phases, *part.deadlines)):
            inside = any(uid == one.path or uid.startswith(f"{one.path}/") for uid in events(told))
            assert inside != (one.path in known), one.path


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("made", EVERY, ids=NAMES)
def test_a_calendar_is_as_the_standard_has_it(made: Timeline, lang: str) -> None:
    """RFC 5545 3.1, 3.4, 3.6, 3.7.2, 3.8: lines, fields, and identifiers."""
    content = calendar(made, lang).text.encode("utf-8")
    assert content.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in content.replace(b"\r\n", b"")
    for line in content.split(b"\r\n"):
        assert len(line) <= 75
        line.decode("utf-8")  # a fold never cuts a character
    read = Calendar.from_ical(content)
    assert (read["version"], read["method"], read["calscale"]) == ("2.0", "PUBLISH", "GREGORIAN")
    assert str(read["prodid"]).startswith("-//Humi//")
    uids = [str(event["uid"]) for event in read.walk("VEVENT")]
    assert len(uids) == len(set(uids))
    for event in read.walk("VEVENT"):
        assert event["dtstart"].params["VALUE"] == event["dtend"].params["VALUE"] == "DATE"
        assert event.decoded("dtend") > event.decoded("dtstart")
        assert event.decoded("dtstamp") == datetime(2026, 6, 1, tzinfo=UTC)
        assert event["transp"] == "TRANSPARENT"
        assert event["summary"]


def test_events_say_region_what_by_when_and_clause() -> None:
    made = whole(region(targets={"t": target("t", at_least=3, due="2025-12-31")}))
    (event,) = Calendar.from_ical(made.to_ics("en")).walk("VEVENT")
    assert str(event["summary"]) == "Testland: target t ≥ 3 (target)"
    assert event["categories"].cats == ["Testland"]
    assert str(event["description"]).split("\n") == [
        "due: 31 Dec 2025",
        "needed: number of titles at least 3",
        "clause: p1",
    ]
    (event,) = Calendar.from_ical(made.to_ics("zh")).walk("VEVENT")
    assert str(event["summary"]) == "试验区：t目标 ≥ 3（目标）"


def test_an_event_of_one_certain_day_says_that_there_is_more_to_it() -> None:
    said = {
        str(event["uid"]).split("/")[-1].removesuffix("@humi"): str(event["summary"])
        for name in ("dated", "unknown ends", "month and length")
        for event in Calendar.from_ical(whole(shape(name)).to_ics("en")).walk("VEVENT")
    }
    assert said["d"] == "Testland: phase d (begins; open-ended)"
    assert said["begins"] == "Testland: phase begins (begins; no last day is stated)"
    assert said["ends"] == "Testland: phase ends (ends; no first day is stated)"
    assert said["in"] == "Testland: target sent ≥ 1, ≤ 2 (quota) (day included)"


def test_an_uncertain_end_is_told_in_the_description() -> None:
    read = Calendar.from_ical(whole(shape("month and length")).to_ics("en"))
    (pilot,) = [event for event in read.walk("VEVENT") if "pilot" in event["uid"]]
    assert "some day of Jul 2023 – some day within 30 Jun – 30 Jul 2025" in pilot["description"]


def test_commas_semicolons_and_breaks_in_names_stay_in_their_field() -> None:
    phase = {**named("", "甲，乙;丙,丁\n戊", "one; two, three\\four\nUID:x"), "order": 1, "period": "2026"}
    (event,) = Calendar.from_ical(whole(region(phases={"a": phase})).to_ics("en")).walk("VEVENT")
    assert str(event["summary"]).rstrip() == "Testland: one; two, three\\four UID:x"
    assert str(event["uid"]) == "testland/phases/a@humi"


def test_the_same_question_gives_the_same_file() -> None:
    assert whole(*REAL).to_ics("zh") == whole(*REAL).to_ics("zh")
    again = whole(*REAL).to_ics("en"), whole(*REAL, on=date(2026, 6, 2)).to_ics("en")
    uids = [re.findall("UID:.*", text) for text in again]
    assert uids[0] == uids[1]

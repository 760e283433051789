"""Working days, pauses, and what lies beyond the published calendar."""

from __future__ import annotations

import time
from datetime import date

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from humi.values.calendar import (
    add_counted_days,
    add_working_days,
    known,
    reach,
    roll_forward,
    working_day,
)
from humi.values.dates import FIRST_DAY, LAST_DAY, Days

Pauses = list[tuple[int, int]]
FIRST, LAST = reach()


def day(text: str) -> int:
    return date.fromisoformat(text).toordinal()


def on(text: str) -> Days:
    return day(text), day(text)


def test_reach_is_whole_years() -> None:
    assert date.fromordinal(FIRST) == date(2004, 1, 1)
    last = date.fromordinal(LAST)
    assert (last.month, last.day) == (12, 31)
    assert last.year >= 2026
    assert last.year == max(chinese_calendar.constants.holidays).year


def test_every_published_day_agrees() -> None:
    for ordinal in range(FIRST, LAST + 1):
        assert working_day(ordinal) is chinese_calendar.is_workday(date.fromordinal(ordinal))


def test_beyond_the_reach_nothing_is_known() -> None:
    for ordinal in (FIRST - 1, LAST + 1, FIRST_DAY, LAST_DAY):
        assert working_day(ordinal) is None
    assert known((FIRST, LAST))
    assert known((LAST, LAST))
    assert not known((FIRST - 1, LAST))
    assert not known((FIRST, LAST + 1))


@pytest.mark.parametrize(
    ("start", "n", "end"),
    [
        ("2023-09-28", 1, "2023-10-07"),  # National Day, then a Saturday that is worked
        ("2023-09-28", 2, "2023-10-08"),
        ("2023-09-28", 3, "2023-10-09"),
        ("2023-10-07", -1, "2023-09-28"),
        ("2023-10-01", 1, "2023-10-07"),
        ("2023-10-01", -1, "2023-09-28"),
        ("2023-10-01", 0, "2023-10-01"),
        ("2023-07-14", 1, "2023-07-17"),
        ("2023-07-14", 10, "2023-07-28"),
        ("2023-07-17", -10, "2023-07-03"),
    ],
)
def test_add_working_days(start: str, n: int, end: str) -> None:
    assert add_working_days(on(start), n) == on(end)


def test_imprecise_days_step_at_both_ends() -> None:
    assert add_working_days((day("2023-09-28"), day("2023-10-31")), 1) == (day("2023-10-07"), day("2023-11-01"))


def test_pauses_do_not_count() -> None:
    pause = [(day("2023-07-17"), day("2023-07-21"))]
    assert add_working_days(on("2023-07-14"), 1, pause) == on("2023-07-24")
    assert add_working_days(on("2023-07-14"), 1, (), pause) == (day("2023-07-17"), day("2023-07-24"))
    assert add_working_days(on("2023-07-24"), -1, pause) == on("2023-07-14")
    assert add_working_days(on("2023-07-24"), -1, (), pause) == (day("2023-07-14"), day("2023-07-21"))
    assert add_counted_days(on("2023-07-14"), 3, pause) == on("2023-07-22")
    assert add_counted_days(on("2023-07-14"), 3, (), pause) == (day("2023-07-17"), day("2023-07-22"))
    assert add_counted_days(on("2023-07-19"), 1, pause) == on("2023-07-22")
    assert add_counted_days(on("2023-07-19"), -1, pause) == on("2023-07-16")
    assert add_counted_days(on("2023-07-19"), 0, pause) == on("2023-07-19")


def test_pauses_may_overlap_touch_and_be_unsorted() -> None:
    start = day("2023-07-14")
    messy = [(start + 5, start + 6), (start + 1, start + 3), (start + 2, start + 4), (start + 9, start + 8)]
    assert add_counted_days((start, start), 2, messy) == (start + 8, start + 8)


def test_a_pause_without_end_leaves_no_day() -> None:
    start = day("2023-07-14")
    endless = [(start + 3, LAST_DAY)]
    for step in (add_working_days, add_counted_days):
        assert step((start, start), 30, endless) == (LAST_DAY, LAST_DAY)
        assert step((start, start), 30, (), endless)[1] == LAST_DAY
        assert step((start, start), -30, [(FIRST_DAY, start)]) == (FIRST_DAY, FIRST_DAY)
    assert add_counted_days((start, start), 2, endless) == (start + 2, start + 2)


def test_beyond_the_reach_any_day_may_count() -> None:
    assert add_working_days((LAST, LAST), 5) == (LAST + 5, LAST_DAY)
    assert add_working_days((FIRST, FIRST), -5) == (FIRST_DAY, FIRST - 5)
    assert add_working_days((LAST + 9, LAST + 9), 3) == (LAST + 12, LAST_DAY)
    first_working = next(ordinal for ordinal in range(FIRST, LAST) if working_day(ordinal))
    assert add_working_days((FIRST - 9, FIRST - 9), 3)[0] == FIRST - 6
    assert add_working_days((FIRST - 1, FIRST - 1), 1) == (first_working, first_working)
    assert not known(add_working_days((LAST, LAST), 5))


def test_the_whole_of_time_stays_inside() -> None:
    for n in (1, -1, 5000, -5000):
        for step in (add_working_days, add_counted_days):
            low, high = step((FIRST_DAY, LAST_DAY), n)
            assert FIRST_DAY <= low < high <= LAST_DAY
    assert add_counted_days((FIRST_DAY, LAST_DAY), 10**30) == (LAST_DAY, LAST_DAY)
    assert add_working_days((FIRST_DAY, LAST_DAY), -(10**30)) == (FIRST_DAY, FIRST_DAY)


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("2023-10-01", "2023-10-07"),
        ("2023-10-07", "2023-10-07"),
        ("2023-07-15", "2023-07-17"),
        ("2023-07-14", "2023-07-14"),
    ],
)
def test_roll_forward(start: str, end: str) -> None:
    assert roll_forward(on(start)) == on(end)


def test_roll_forward_beyond_the_reach() -> None:
    assert roll_forward((LAST + 3, LAST + 3)) == (LAST + 3, LAST_DAY)
    assert roll_forward((LAST_DAY, LAST_DAY)) == (LAST_DAY, LAST_DAY)
    assert roll_forward((FIRST_DAY, LAST_DAY)) == (FIRST_DAY, LAST_DAY)
    low, high = roll_forward((FIRST - 3, FIRST - 3))
    assert low == FIRST - 3
    assert high >= FIRST
    assert working_day(high)


def walk(start: int, n: int, counts: set[int]) -> int:
    """Day by day, within a few days that all matter."""
    one, left = (1 if n > 0 else -1), abs(n)
    while left:
        start += one
        left -= start in counts
    return start


NEAR = st.integers(day("2022-12-01"), day("2023-03-01"))
PAUSES = st.lists(st.tuples(NEAR, st.integers(-2, 20)).map(lambda pair: (pair[0], pair[0] + pair[1])), max_size=4)
AROUND = range(day("2020-01-01"), day("2026-12-31"))
WORKING = {ordinal for ordinal in AROUND if working_day(ordinal)}


@given(NEAR, st.integers(0, 40), st.integers(-60, 60), PAUSES, PAUSES)
def test_steps_agree_with_walking(start: int, width: int, n: int, sure: Pauses, possible: Pauses) -> None:
    days = start, start + width
    for step, countable in ((add_working_days, WORKING), (add_counted_days, set(AROUND))):
        least = countable - {paused for first, last in sure for paused in range(first, last + 1)}
        surest = least - {paused for first, last in possible for paused in range(first, last + 1)}
        early, late = (least, surest) if n > 0 else (surest, least)
        assert step(days, n, sure, possible) == (walk(days[0], n, early), walk(days[1], n, late))


ANY = st.one_of(
    st.integers(FIRST_DAY, LAST_DAY),
    st.integers(FIRST - 60, FIRST + 60),
    st.integers(LAST - 60, LAST + 60),
    st.integers(FIRST_DAY, FIRST_DAY + 30),
    st.integers(LAST_DAY - 30, LAST_DAY),
)
ANY_PAUSES = st.lists(st.tuples(ANY, ANY), max_size=3)


@given(ANY, ANY, ANY, st.integers(-100, 100), ANY_PAUSES, ANY_PAUSES)
def test_steps_are_ordered_monotone_and_inside(
    one: int, other: int, third: int, n: int, sure: Pauses, possible: Pauses
) -> None:
    first, second, last = sorted((one, other, third))
    for step in (add_working_days, add_counted_days):
        inner, outer = step((second, second), n, sure, possible), step((first, last), n, sure, possible)
        assert FIRST_DAY <= outer[0] <= inner[0] <= inner[1] <= outer[1] <= LAST_DAY
        later = step((second, second), n + 1, sure, possible)
        assert inner[0] <= later[0]
        assert inner[1] <= later[1]
        certain = step((second, second), n, sure)
        assert inner[0] <= certain[0] <= certain[1] <= inner[1]
    inner, outer = roll_forward((second, second)), roll_forward((first, last))
    assert outer[0] <= inner[0] <= inner[1] <= outer[1]
    assert second <= inner[0]


def test_many_long_steps_are_quick() -> None:
    start, pauses = on("2010-01-01"), [(day("2012-01-01"), day("2012-03-01"))]
    begin = time.perf_counter()
    for n in range(2000):
        add_working_days(start, n, pauses, pauses)
    assert time.perf_counter() - begin < 0.5

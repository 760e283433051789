"""Periods, and windows that return every year."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from humi.values.dates import (
    FIRST_DAY,
    LAST_DAY,
    Days,
    MonthDay,
    NotADate,
    Period,
    format_period,
    in_yearly_window,
    parse_month_day,
    parse_period,
    parse_yearly_window,
)


def day(text: str) -> int:
    return date.fromisoformat(text).toordinal()


def exact(first: str, last: str) -> Period:
    return Period((day(first), day(first)), (day(last), day(last)))


OPEN_START, OPEN_END = (FIRST_DAY, FIRST_DAY), (LAST_DAY, LAST_DAY)


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2009-09/2009-10", exact("2009-09-01", "2009-10-31")),
        ("2025/2027", exact("2025-01-01", "2027-12-31")),
        ("2023-07", exact("2023-07-01", "2023-07-31")),
        ("2023", exact("2023-01-01", "2023-12-31")),
        ("2023-07-15", exact("2023-07-15", "2023-07-15")),
        ("2022-06-15/2025-06-14", exact("2022-06-15", "2025-06-14")),
        ("2023年7月/2023年9月15日", exact("2023-07-01", "2023-09-15")),
        ("２０２３－０７／２０２３－０８", exact("2023-07-01", "2023-08-31")),
        ("2023-07 / 2023-08", exact("2023-07-01", "2023-08-31")),
        ("2022-06-15/..", Period((day("2022-06-15"),) * 2, OPEN_END)),
        ("2022-06/..", Period((day("2022-06-01"),) * 2, OPEN_END)),
        ("2022-06-15/", Period((day("2022-06-15"),) * 2, (day("2022-06-15"), LAST_DAY))),
        ("../2023-06", Period(OPEN_START, (day("2023-06-30"),) * 2)),
        ("/2023-06-30", Period((FIRST_DAY, day("2023-06-30")), (day("2023-06-30"),) * 2)),
        ("../..", Period(OPEN_START, OPEN_END)),
        ("/", Period((FIRST_DAY, LAST_DAY), (FIRST_DAY, LAST_DAY))),
        ("../", Period(OPEN_START, (FIRST_DAY, LAST_DAY))),
        ("2023-07-XX/2023-09-15", Period((day("2023-07-01"), day("2023-07-31")), (day("2023-09-15"),) * 2)),
        ("2023-XX/", Period((day("2023-01-01"), day("2023-12-31")), (day("2023-01-01"), LAST_DAY))),
    ],
)
def test_parse_period(text: str, period: Period) -> None:
    assert parse_period(text) == period
    assert parse_period(format_period(period)) == period


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "shape"),
        ("..", "shape"),
        ("2023/2024/2025", "shape"),
        ("2023-7/2023-8", "shape"),
        ("2023-07-15 - 2023-07-20", "shape"),
        ("soon/..", "shape"),
        (".../2023", "shape"),
        ("2023-02-30/..", "impossible"),
        ("2023/2023-13", "impossible"),
        ("2023-07-15/2023-07-14", "backwards"),
        ("2024/2023", "backwards"),
        ("2023-08-XX/2023-07-XX", "backwards"),
        ("２０２４年／２０２３年", "backwards"),
    ],
)
def test_not_a_period(text: str, reason: str) -> None:
    with pytest.raises(NotADate) as caught:
        parse_period(text)
    assert caught.value.reason == reason


@pytest.mark.parametrize(
    "text",
    [
        "2009-09/2009-10",
        "2025/2027",
        "2023",
        "2023-07",
        "2023-07-15",
        "2022-06-15/2025-06-14",
        "2022-06-15/..",
        "2022-06-15/",
        "../2023-06-30",
        "/2023-06-30",
        "../..",
        "/",
        "2023-07-XX/2023-09-15",
        "2023-XX/..",
    ],
)
def test_the_shortest_spelling_comes_back(text: str) -> None:
    assert format_period(parse_period(text)) == text


def test_an_edge_that_no_date_spells_is_shown() -> None:
    period = Period((day("2023-07-03"), day("2023-07-20")), (day("2023-09-15"),) * 2)
    assert format_period(period) == "[2023-07-03..2023-07-20]/2023-09-15"


_DAY = st.dates().map(date.isoformat) | st.sampled_from(["0001-01-01", "0001-12-31", "9999-01-01", "9999-12-31"])
_EDGE = st.one_of(
    _DAY,
    _DAY.map(lambda text: text[:7]),
    _DAY.map(lambda text: text[:4]),
    _DAY.map(lambda text: text[:7] + "-XX"),
    _DAY.map(lambda text: text[:4] + "-XX"),
    st.sampled_from(["", ".."]),
)


@given(_EDGE, _EDGE)
def test_periods_round_trip(start: str, end: str) -> None:
    try:
        period = parse_period(f"{start}/{end}")
    except NotADate:
        # Both sides are dates, so only their order can be wrong.
        assert parse_period(f"{start}/").start[0] > parse_period(f"/{end}").end[1]
        return
    assert period.start[0] <= period.start[1]
    assert period.end[0] <= period.end[1]
    assert parse_period(format_period(period)) == period


@pytest.mark.parametrize(
    ("text", "expected"),
    [("06-01", (6, 1)), ("02-29", (2, 29)), ("12-31", (12, 31)), ("6月1日", (6, 1)), ("１２－３１", (12, 31))],
)
def test_parse_month_day(text: str, expected: MonthDay) -> None:
    assert parse_month_day(text) == expected


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "shape"),
        ("6-1", "shape"),
        ("--06-01", "shape"),
        ("2023-06-01", "shape"),
        ("6月", "shape"),
        ("02-30", "impossible"),
        ("13-01", "impossible"),
        ("00-01", "impossible"),
        ("06-00", "impossible"),
        ("06-31", "impossible"),
    ],
)
def test_not_a_month_day(text: str, reason: str) -> None:
    with pytest.raises(NotADate) as caught:
        parse_month_day(text)
    assert caught.value.reason == reason


def test_parse_yearly_window() -> None:
    assert parse_yearly_window("06-01/06-30") == ((6, 1), (6, 30))
    assert parse_yearly_window("6月1日／6月30日") == ((6, 1), (6, 30))
    assert parse_yearly_window("12-01/01-31") == ((12, 1), (1, 31))
    bad = {"06-01": "shape", "06-01/06-30/07-01": "shape", "06-01/": "shape", "06-01/06-31": "impossible"}
    for text, reason in bad.items():
        with pytest.raises(NotADate) as caught:
            parse_yearly_window(text)
        assert caught.value.reason == reason


JUNE, WINTER = ((6, 1), (6, 30)), ((12, 1), (1, 31))
TO_LEAP_DAY, MARCH_ON, SECOND_HALF_ON = ((2, 1), (2, 29)), ((3, 1), (2, 28)), ((7, 1), (6, 30))


@pytest.mark.parametrize(
    ("first", "last", "window", "expected"),
    [
        ("2023-06-01", "2023-06-30", JUNE, (True, True)),
        ("2023-05-31", "2023-06-30", JUNE, (False, True)),
        ("2023-06-30", "2023-07-01", JUNE, (False, True)),
        ("2023-07-01", "2024-05-31", JUNE, (False, False)),
        ("2023-07-01", "2024-06-01", JUNE, (False, True)),
        ("2023-06-15", "2024-06-15", JUNE, (False, True)),
        ("2023-12-15", "2024-01-15", WINTER, (True, True)),
        ("2023-02-01", "2023-11-30", WINTER, (False, False)),
        ("2024-01-31", "2024-02-01", WINTER, (False, True)),
        ("0001-01-01", "0001-01-31", WINTER, (True, True)),
        ("9999-12-01", "9999-12-31", WINTER, (True, True)),
        ("9999-12-31", "9999-12-31", JUNE, (False, False)),
        ("0001-01-01", "9999-12-31", JUNE, (False, True)),
        ("0001-01-01", "9999-12-31", ((1, 1), (12, 31)), (True, True)),
        ("0001-01-01", "9999-12-31", SECOND_HALF_ON, (True, True)),
        ("0001-01-01", "9999-12-31", MARCH_ON, (False, True)),
        ("1897-01-01", "1903-12-31", MARCH_ON, (True, True)),
        ("1897-01-01", "1904-12-31", MARCH_ON, (False, True)),
        ("2024-02-29", "2024-02-29", MARCH_ON, (False, False)),
        ("2023-02-28", "2023-02-28", TO_LEAP_DAY, (True, True)),
        ("2024-02-29", "2024-02-29", TO_LEAP_DAY, (True, True)),
        ("2023-02-28", "2023-02-28", ((2, 29), (3, 15)), (True, True)),
        ("2024-02-28", "2024-02-28", ((2, 29), (3, 15)), (False, False)),
        ("2023-06-01", "2023-06-01", ((6, 1), (6, 1)), (True, True)),
    ],
)
def test_in_yearly_window(first: str, last: str, window: tuple[MonthDay, MonthDay], expected: tuple[bool, bool]) -> None:
    assert in_yearly_window((day(first), day(last)), *window) == expected


def day_by_day(days: Days, first: MonthDay, last: MonthDay) -> tuple[bool, bool]:
    def clip(at: MonthDay, leap: bool) -> MonthDay:
        return (2, 28) if at == (2, 29) and not leap else at

    found = []
    for ordinal in range(days[0], days[1] + 1):
        on = date.fromordinal(ordinal)
        leap = on.year % 4 == 0 and (on.year % 100 != 0 or on.year % 400 == 0)
        at, start, end = (on.month, on.day), clip(first, leap), clip(last, leap)
        found.append(start <= at <= end if first <= last else at >= start or at <= end)
    return all(found), any(found)


MONTH_DAYS = st.one_of(
    st.dates(date(2000, 1, 1), date(2000, 12, 31)).map(lambda on: (on.month, on.day)),
    st.sampled_from([(2, 28), (2, 29), (3, 1), (1, 1), (12, 31)]),
)
STARTS = st.one_of(
    st.integers(FIRST_DAY, FIRST_DAY + 400),
    st.integers(LAST_DAY - 400, LAST_DAY),
    st.dates(date(1898, 1, 1), date(1905, 1, 1)).map(date.toordinal),
)


@given(STARTS, st.integers(0, 3) | st.integers(0, 800), MONTH_DAYS, MONTH_DAYS)
def test_windows_agree_with_looking_at_every_day(start: int, length: int, first: MonthDay, last: MonthDay) -> None:
    days = start, min(start + length, LAST_DAY)
    assert in_yearly_window(days, first, last) == day_by_day(days, first, last)

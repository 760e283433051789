"""Days as written, as integers, and steps between them."""

from __future__ import annotations

import pickle
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from humi.values.dates import (
    FIRST_DAY,
    LAST_DAY,
    Days,
    NotADate,
    add_days,
    add_months,
    add_years,
    format_days,
    parse_days,
)

DAYS = st.one_of(
    st.integers(FIRST_DAY, LAST_DAY),
    st.integers(FIRST_DAY, FIRST_DAY + 800),
    st.integers(LAST_DAY - 800, LAST_DAY),
    st.dates(date(1999, 12, 1), date(2004, 3, 31)).map(date.toordinal),
)


def days(first: str, last: str) -> Days:
    return date.fromisoformat(first).toordinal(), date.fromisoformat(last).toordinal()


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2023-07-15", "2023-07-15", "2023-07-15"),
        ("2023-07", "2023-07-01", "2023-07-31"),
        ("2023", "2023-01-01", "2023-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("1900-02", "1900-02-01", "1900-02-28"),
        ("2000-02", "2000-02-01", "2000-02-29"),
        ("2023年7月15日", "2023-07-15", "2023-07-15"),
        ("2023年07月05日", "2023-07-05", "2023-07-05"),
        ("2023年12月", "2023-12-01", "2023-12-31"),
        ("2023年", "2023-01-01", "2023-12-31"),
        ("2023 年 7 月 15 日", "2023-07-15", "2023-07-15"),
        ("２０２３年７月１５日", "2023-07-15", "2023-07-15"),
        ("２０２３－０７－１５", "2023-07-15", "2023-07-15"),
        ("　2023-07 ", "2023-07-01", "2023-07-31"),
        ("2023-07-XX", "2023-07-01", "2023-07-31"),
        ("2023-XX", "2023-01-01", "2023-12-31"),
        ("2023-XX-XX", "2023-01-01", "2023-12-31"),
        ("2023-XX-31", "2023-01-31", "2023-12-31"),
        ("0001", "0001-01-01", "0001-12-31"),
        ("9999-12-31", "9999-12-31", "9999-12-31"),
    ],
)
def test_parse_days(text: str, first: str, last: str) -> None:
    assert parse_days(text) == days(first, last)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "shape"),
        ("soon", "shape"),
        ("20230715", "shape"),
        ("2023-7-15", "shape"),
        ("2023-7", "shape"),
        ("23-07-15", "shape"),
        ("2023/07/15", "shape"),
        ("2023-07-15T00:00", "shape"),
        ("2023-07-03/2023-07-20", "shape"),
        ("2023-W05-3", "shape"),
        ("2023-07-15\n2023", "shape"),
        ("-2023", "shape"),
        ("2023年7月15", "shape"),
        ("2023年7", "shape"),
        ("7月15日", "shape"),
        ("二〇二三年", "shape"),
        ("٢٠٢٣", "shape"),
        ("XXXX", "shape"),
        ("2023-xx", "shape"),
        ("2023-1X", "shape"),
        ("..", "shape"),
        ("2023-02-30", "impossible"),
        ("2023-02-29", "impossible"),
        ("2100-02-29", "impossible"),
        ("2023-13", "impossible"),
        ("2023-00", "impossible"),
        ("2023-13-XX", "impossible"),
        ("2023-07-00", "impossible"),
        ("2023-XX-32", "impossible"),
        ("0000", "impossible"),
        ("2023年2月30日", "impossible"),
        ("２０２３年１３月", "impossible"),
    ],
)
def test_not_a_date(text: str, reason: str) -> None:
    with pytest.raises(NotADate) as caught:
        parse_days(text)
    assert caught.value.reason == reason
    assert reason in str(caught.value)


def test_not_a_date_can_be_pickled_and_stays_short() -> None:
    error = pickle.loads(pickle.dumps(NotADate("x" * 1000, "shape")))
    assert (error.text, error.reason) == ("x" * 1000, "shape")
    assert len(str(error)) < 120


@given(st.text(st.sampled_from("0123456789-/X.年月日 ０９－")))
def test_any_text_is_a_date_or_refused(text: str) -> None:
    try:
        first, last = parse_days(text)
    except NotADate:
        return
    assert FIRST_DAY <= first <= last <= LAST_DAY


@pytest.mark.parametrize(
    ("found", "text"),
    [
        (days("2023-07-15", "2023-07-15"), "2023-07-15"),
        (days("2023-07-01", "2023-07-31"), "2023-07"),
        (days("2024-02-01", "2024-02-28"), "2024-02-01/2024-02-28"),
        (days("2024-02-01", "2024-02-29"), "2024-02"),
        (days("2023-01-01", "2023-12-31"), "2023"),
        (days("2023-07-03", "2023-07-20"), "2023-07-03/2023-07-20"),
        (days("2023-01-01", "2023-02-28"), "2023-01-01/2023-02-28"),
        (days("2022-07-01", "2023-07-31"), "2022-07-01/2023-07-31"),
        ((FIRST_DAY, days("2023-07-20", "2023-07-20")[0]), "../2023-07-20"),
        ((days("2023-07-20", "2023-07-20")[0], LAST_DAY), "2023-07-20/.."),
        ((FIRST_DAY, LAST_DAY), ".."),
        ((LAST_DAY, LAST_DAY), "9999-12-31"),
    ],
)
def test_format_days(found: Days, text: str) -> None:
    assert format_days(found) == text


@given(DAYS)
def test_days_months_and_years_round_trip(day: int) -> None:
    iso = date.fromordinal(day).isoformat()
    for text in (iso, iso[:7], iso[:4]):
        assert format_days(parse_days(text)) == text
        assert parse_days(text)[0] <= day <= parse_days(text)[1]


@pytest.mark.parametrize(
    ("start", "n", "end"),
    [
        ("2023-01-31", 1, "2023-02-28"),
        ("2024-01-31", 1, "2024-02-29"),
        ("2023-03-31", -1, "2023-02-28"),
        ("2023-12-15", 1, "2024-01-15"),
        ("2024-01-15", -1, "2023-12-15"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2024-02-29", 48, "2028-02-29"),
        ("2023-07-15", 0, "2023-07-15"),
        ("9999-12-01", 1, "9999-12-31"),
        ("0001-01-20", -1, "0001-01-01"),
        ("2023-07-15", 10**30, "9999-12-31"),
        ("2023-07-15", -(10**30), "0001-01-01"),
    ],
)
def test_add_months(start: str, n: int, end: str) -> None:
    assert add_months(days(start, start)[0], n) == days(end, end)[0]


def test_add_years_and_days() -> None:
    leap = days("2024-02-29", "2024-02-29")[0]
    assert format_days((add_years(leap, 1),) * 2) == "2025-02-28"
    assert format_days((add_years(leap, -4),) * 2) == "2020-02-29"
    assert format_days((add_days(leap, 1),) * 2) == "2024-03-01"
    assert add_days(leap, 10**30) == LAST_DAY
    assert add_days(leap, -(10**30)) == FIRST_DAY


@given(DAYS, DAYS, st.integers(-200_000, 200_000) | st.integers(-30, 30))
def test_steps_are_monotone_and_stay_inside(one: int, other: int, n: int) -> None:
    low, high = sorted((one, other))
    for step in (add_days, add_months, add_years):
        assert FIRST_DAY <= step(low, n) <= step(high, n) <= LAST_DAY
        assert step(low, n) <= step(low, n + 1)
        assert step(low, 0) == low
    assert add_months(low, n) <= add_months(low + (low < LAST_DAY), n)

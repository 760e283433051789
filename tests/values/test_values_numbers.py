"""Exact numbers and money."""

from __future__ import annotations

import pickle
import time
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from humi.values.numbers import (
    NotANumber,
    format_decimal,
    format_money,
    format_percent,
    parse_decimal,
    parse_integer,
    parse_money,
)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (12, 12),
        (-3, -3),
        ("12", 12),
        ("-12", -12),
        ("+12", 12),
        ("1,000", 1000),
        ("１，０００", 1000),
        ("5万", 50_000),
        ("5.5 万", 55_000),
        ("1.2亿", 120_000_000),
        ("3百万", 3_000_000),
        ("2千万", 20_000_000),
        ("1万亿", 10**12),
        ("12.0", 12),
        ("0", 0),
        ("-0", 0),
        (10**12, 10**12),
        (-(10**12), -(10**12)),
        (Decimal("12.00"), 12),
        (Decimal("1E+3"), 1000),
    ],
)
def test_parse_integer(value: Any, expected: int) -> None:
    found = parse_integer(value)
    assert found == expected
    assert type(found) is int


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ("", "shape"),
        ("abc", "shape"),
        ("1 000", "shape"),
        ("1,00", "shape"),
        ("1,0000", "shape"),
        (",100", "shape"),
        ("1e5", "shape"),
        ("0x10", "shape"),
        ("1_000", "shape"),
        ("--1", "shape"),
        ("五", "shape"),
        ("万", "shape"),
        ("٣", "shape"),
        ("90%", "shape"),
        ("5 yuan", "shape"),
        ("NaN", "shape"),
        (True, "shape"),
        (None, "shape"),
        ([1], "shape"),
        (Decimal("NaN"), "shape"),
        (Decimal("-Infinity"), "shape"),
        ("0.5", "places"),
        ("5.55555万", "places"),
        (Decimal("3.5"), "places"),
        (1.0, "float"),
        (float("nan"), "float"),
        (10**12 + 1, "size"),
        (-(10**12) - 1, "size"),
        pytest.param(10**10_000, "size", id="huge"),
        ("1000000000001", "size"),
        ("10001亿", "size"),
        ("9" * 10_000, "size"),
        (Decimal("1E+1000000"), "size"),
        (Decimal("1E-1000000"), "places"),
    ],
)
def test_not_an_integer(value: Any, reason: str) -> None:
    with pytest.raises(NotANumber) as caught:
        parse_integer(value)
    assert caught.value.reason == reason
    assert reason in str(caught.value)
    assert len(str(caught.value)) < 120


@pytest.mark.parametrize(
    ("value", "places", "expected"),
    [
        ("0.9", 2, 90),
        ("90%", 2, 90),
        ("９０％", 2, 90),
        ("90 %", 2, 90),
        ("66.67%", 4, 6667),
        ("0.1%", 12, 10**9),
        ("-0.5", 1, -5),
        ("1,000.5", 1, 10005),
        ("5万", 2, 5_000_000),
        ("1.2亿", 0, 120_000_000),
        ("0.900000", 1, 9),
        ("0.00001万", 1, 1),
        (3, 2, 300),
        (Decimal("0.9"), 2, 90),
        (Decimal("-0.90"), 1, -9),
        ("1000000000000", 3, 10**15),
        (0, 6, 0),
        ("0." + "0" * 10_000, 2, 0),
    ],
)
def test_parse_decimal(value: Any, places: int, expected: int) -> None:
    assert parse_decimal(value, places) == expected


@pytest.mark.parametrize(
    ("value", "places", "reason"),
    [
        ("0.123", 2, "places"),
        ("90%", 1, None),
        ("95%", 1, "places"),
        (Decimal("0.123"), 2, "places"),
        ("0." + "1" * 10_000, 2, "places"),
        (0.9, 2, "float"),
        ("1e-2", 2, "shape"),
        (".5", 2, "shape"),
        ("5.", 2, "shape"),
        ("%", 2, "shape"),
        ("90%%", 2, "shape"),
        ("1.000,5", 2, "shape"),
        ("百分之九十", 2, "shape"),
        (False, 2, "shape"),
        ("1000000000000.01", 2, "size"),
    ],
)
def test_not_a_decimal(value: Any, places: int, reason: str | None) -> None:
    if reason is None:
        parse_decimal(value, places)
        return
    with pytest.raises(NotANumber) as caught:
        parse_decimal(value, places)
    assert caught.value.reason == reason


@pytest.mark.parametrize(
    ("value", "yuan"),
    [
        ("50000 yuan", "50000"),
        ("50000yuan", "50000"),
        ("50,000 元", "50000"),
        ("5万元", "50000"),
        ("5 万元", "50000"),
        ("5  万  元", "50000"),
        ("５万元", "50000"),
        ("1.5亿元", "150000000"),
        ("0.5元", "0.5"),
        ("0.05 元", "0.05"),
        ("50000 CNY", "50000"),
        ("CNY 50,000", "50000"),
        ("cny 50,000", "50000"),
        ("人民币5万元", "50000"),
        ("￥50000", "50000"),
        ("¥50,000.50", "50000.5"),
        ("-5万元", "-50000"),
        ("1万亿元", "1000000000000"),
    ],
)
def test_parse_money(value: str, yuan: str) -> None:
    assert parse_money(value) == Decimal(yuan) * 100


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ("50000", "unit"),
        ("5万", "unit"),
        (50000, "unit"),
        (Decimal("0.5"), "unit"),
        ("50000美元", "unit"),
        ("$500", "unit"),
        ("50000 USD", "unit"),
        ("", "shape"),
        ("元", "shape"),
        ("五万元", "shape"),
        ("1e5 yuan", "shape"),
        ("5.元", "shape"),
        ("5,00元", "shape"),
        ("5元6角", "shape"),
        ("5元-6元", "shape"),
        (True, "shape"),
        (None, "shape"),
        ("0.005元", "places"),
        ("0.0000001万元", "places"),
        (50000.0, "float"),
        ("10001亿元", "size"),
        ("1000000000000.01元", "size"),
        pytest.param(10**5000, "size", id="huge"),
    ],
)
def test_not_money(value: Any, reason: str) -> None:
    with pytest.raises(NotANumber) as caught:
        parse_money(value)
    assert caught.value.reason == reason


def test_long_nonsense_is_refused_quickly() -> None:
    begin = time.perf_counter()
    for text in ("5" + " " * 20_000 + "x", "1" + ",000" * 50_000 + "x", "9" * 200_000, " 5" * 100_000, "元" * 200_000):
        for parse in (parse_integer, parse_money):
            with pytest.raises(NotANumber):
                parse(text)
    assert time.perf_counter() - begin < 1


def test_the_error_can_be_pickled() -> None:
    error = pickle.loads(pickle.dumps(NotANumber("x", "unit")))
    assert (error.text, error.reason) == ("x", "unit")


@pytest.mark.parametrize(
    ("fen", "zh", "en"),
    [
        (5_000_000, "5万元", "CNY 50,000"),
        (1_500_000, "1.5万元", "CNY 15,000"),
        (1_234_500, "12345元", "CNY 12,345"),
        (1_230_000, "1.23万元", "CNY 12,300"),
        (999_900, "9999元", "CNY 9,999"),
        (15_000_000_000, "1.5亿元", "CNY 150,000,000"),
        (12_345_000_000, "12345万元", "CNY 123,450,000"),
        (50, "0.5元", "CNY 0.50"),
        (1_000_005, "10000.05元", "CNY 10,000.05"),
        (0, "0元", "CNY 0"),
        (-5_000_000, "-5万元", "CNY -50,000"),
    ],
)
def test_format_money(fen: int, zh: str, en: str) -> None:
    assert (format_money(fen, "zh"), format_money(fen, "en")) == (zh, en)


AMOUNTS = st.integers(-(10**14), 10**14) | st.integers(-(10**8), 10**8).map(lambda yuan: yuan * 10**6)


@given(AMOUNTS)
def test_money_round_trips(fen: int) -> None:
    assert parse_money(format_money(fen, "zh")) == fen
    assert parse_money(format_money(fen, "en")) == fen
    assert parse_money(format_decimal(fen, 2) + " yuan") == fen


@given(st.integers(0, 12), st.integers(-(10**12), 10**12))
def test_decimals_round_trip(places: int, scaled: int) -> None:
    text = format_decimal(scaled, places)
    assert parse_decimal(text, places) == scaled
    assert Fraction(text) == Fraction(scaled, 10**places)
    assert "." not in text or not text.endswith(("0", "."))


@given(st.decimals(-(10**9), 10**9, places=4), st.integers(4, 8))
def test_texts_and_decimals_agree(value: Decimal, places: int) -> None:
    assert parse_decimal(f"{value:f}", places) == parse_decimal(value, places) == value.scaleb(places)


@given(st.text(st.sampled_from("0123456789.,+-% 万亿百千元¥CNYyuane")))
def test_any_text_is_a_number_or_refused(text: str) -> None:
    for parse in (parse_integer, parse_money):
        try:
            found = parse(text)
        except NotANumber:
            continue
        assert abs(found) <= 10**14


@pytest.mark.parametrize(
    ("numerator", "denominator", "text"),
    [
        (9, 10, "90%"),
        (2, 3, "66.67%"),
        (1, 3, "33.33%"),
        (1, 8, "12.5%"),
        (1, 20_000, "0.01%"),
        (1, 20_001, "0%"),
        (0, 5, "0%"),
        (5, 5, "100%"),
        (7, 5, "140%"),
        (-1, 4, "-25%"),
        (1, -4, "-25%"),
    ],
)
def test_format_percent(numerator: int, denominator: int, text: str) -> None:
    assert format_percent(numerator, denominator) == text


def test_no_percentage_of_nothing() -> None:
    with pytest.raises(ZeroDivisionError):
        format_percent(0, 0)

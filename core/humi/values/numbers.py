"""Exact numbers as people write them: `90%`, `5万元`, `50,000 yuan`. Results are integers scaled by `10 ** places`."""

from __future__ import annotations

import re
from decimal import Decimal

from humi.values.label import Lang
from humi.values.text import normalise

LIMIT = 10**12
MONEY_PLACES = 2

_NUMBER = re.compile(r"([+-]?)(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d+))?(万|亿)?(%)?", re.ASCII)
_UNITS = re.compile(r"(?:人民币|¥|￥|CNY|RMB)?\s*(.*?)\s*(元|yuan|CNY|RMB)?", re.IGNORECASE)
_SCALE = {"万": 10**4, "亿": 10**8, None: 1}


class NotANumber(ValueError):
    """A text that is no number. `reason` is `shape`, `places` (too many decimals), `float`, `unit` (money without one) or
    `size`."""

    def __init__(self, found: object, reason: str) -> None:
        super().__init__(f"{found!r}: {reason}")
        self.reason = reason


def parse_integer(value: int | str | Decimal) -> int:
    """A whole number. Raises NotANumber."""
    return parse_decimal(value, 0)


def parse_decimal(value: int | str | Decimal, places: int) -> int:
    """An exact number, scaled by `10 ** places`. Raises NotANumber; a binary float is refused."""
    if isinstance(value, bool | float):
        raise NotANumber(value, "float" if isinstance(value, float) else "shape")
    text = (
        normalise(value) if isinstance(value, str) else format(value, "f") if isinstance(value, Decimal) else str(value)
    )
    if len(text) > 64:
        raise NotANumber(text[:20], "size")
    match = _NUMBER.fullmatch(text)
    if match is None:
        raise NotANumber(value, "shape")
    sign, whole, fraction, scale, percent = match.groups()
    digits = (fraction or "").rstrip("0")
    unit, divisor = int(10**places), int(10 ** (len(digits) + (2 if percent else 0)))
    number = int(whole.replace(",", "") + digits) * _SCALE[scale] * unit
    if number % divisor:
        raise NotANumber(value, "places")
    result = number // divisor
    if result > LIMIT * unit:
        raise NotANumber(value, "size")
    return -result if sign == "-" else result


def parse_money(value: int | str | Decimal) -> int:
    """An amount in fen; a unit is required. Raises NotANumber."""
    if not isinstance(value, str):
        raise NotANumber(value, "unit")
    text = normalise(value)
    match = _UNITS.fullmatch(text)
    assert match is not None
    if match[1] == text:
        raise NotANumber(value, "unit" if _NUMBER.fullmatch(text) else "shape")
    return parse_decimal(match[1].replace(" ", ""), MONEY_PLACES)


def format_money(fen: int, lang: Lang) -> str:
    """`5万元` or `CNY 50,000`."""
    if lang == "en":
        return f"CNY {format_decimal(fen, MONEY_PLACES, grouped=True)}"
    if fen and fen % (10**4) == 0 and abs(fen) >= 10**6:
        return f"{format_decimal(fen, MONEY_PLACES + 4)}万元"
    return f"{format_decimal(fen, MONEY_PLACES)}元"


def format_decimal(scaled: int, places: int, grouped: bool = False) -> str:
    """The number with as few digits as it needs."""
    sign, whole = "-" if scaled < 0 else "", abs(scaled)
    head, tail = divmod(whole, 10**places)
    digits = str(tail).rjust(places, "0").rstrip("0") if places else ""
    return f"{sign}{head:{',' if grouped else ''}}{'.' + digits if digits else ''}"


def format_percent(numerator: int, denominator: int) -> str:
    """`90%`; at most two decimals, half up."""
    scaled = (numerator * 10**4 * 2 + denominator) // (2 * denominator)
    return f"{format_decimal(scaled, 2)}%"

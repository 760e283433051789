"""Exact numbers and amounts of money, as written and as integers.

A decimal with `places` places is its value times 10**places; money is fen (two places of a yuan).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from humi.values.text import normalise

if TYPE_CHECKING:
    from decimal import Decimal

Reason = Literal["shape", "places", "float", "unit", "size"]

LARGEST_DIGITS = 12
"""No number is beyond 10**12 (money: yuan)."""

_MULTIPLES = {"": 0, "万": 4, "百万": 6, "千万": 7, "亿": 8, "万亿": 12}
_NUMBER = r"([+-]?)([0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.([0-9]+))? ?(百万|千万|万亿|万|亿|)"
_PLAIN = re.compile(_NUMBER + " ?(%?)")
_MONEY = re.compile(rf"(人民币|CNY|RMB|¥|) ?{_NUMBER} ?(元|yuan|CNY|RMB|)", re.IGNORECASE)
_OTHER_UNIT = re.compile(rf"[^0-9.,+-]*{_NUMBER}[^0-9.,+-]*")


class NotANumber(ValueError):
    """A value that is no number of the kind asked for.

    `reason` is 'shape' (not written like one), 'places' (more decimal places than are kept), 'float' (a binary
    fraction, which is not exact), 'unit' (money without yuan) or 'size' (beyond 10**12).
    """

    def __init__(self, text: str, reason: Reason) -> None:
        super().__init__(text, reason)
        self.text = text
        self.reason: Reason = reason

    def __str__(self) -> str:
        shown = self.text if len(self.text) <= 60 else self.text[:57] + "..."
        return f"{shown!r} is not a number ({self.reason})"


def parse_integer(value: int | str | Decimal) -> int:
    """A whole number, as `12`, `1,000` or 5万. Raises NotANumber."""
    if isinstance(value, str) and "%" in normalise(value):
        raise NotANumber(value, "shape")
    return parse_decimal(value, 0)


def parse_decimal(value: int | str | Decimal, places: int) -> int:
    """A number times 10**places, as `0.9`, `90%`, `1,000.5` or 1.2亿. Raises NotANumber."""
    if not isinstance(value, str):
        return _from_number(value, places)
    match = _PLAIN.fullmatch(_tidy(value))
    if match is None:
        raise NotANumber(value, "shape")
    sign, whole, fraction, multiple, percent = match.groups(default="")
    exponent = _MULTIPLES[multiple] - (2 if percent else 0)
    return _scaled(value, sign, whole, fraction, exponent, places)


def parse_money(value: int | str | Decimal) -> int:
    """An amount in fen, as `50000 yuan`, `CNY 50,000`, 5万元 or ￥50000. Raises NotANumber."""
    if not isinstance(value, str):
        _from_number(value, 2)
        raise NotANumber(_shown(value), "unit")
    text = _tidy(value)
    match = _MONEY.fullmatch(text)
    if match is None:
        raise NotANumber(value, "unit" if _OTHER_UNIT.fullmatch(text) else "shape")
    before, sign, whole, fraction, multiple, after = match.groups(default="")
    if not before and not after:
        raise NotANumber(value, "unit")
    return _scaled(value, sign, whole, fraction, _MULTIPLES[multiple], 2)


def _tidy(text: str) -> str:
    """The text with single spaces, so that patterns never search through long runs of them."""
    return " ".join(normalise(text).split())


def _from_number(value: object, places: int) -> int:
    """A number that is not a text, times 10**places."""
    from decimal import Decimal

    if isinstance(value, float):
        raise NotANumber(_shown(value), "float")
    if isinstance(value, int) and not isinstance(value, bool):
        if abs(value) > _power(LARGEST_DIGITS):
            raise NotANumber(_shown(value), "size")
        return int(value) * _power(places)
    if isinstance(value, Decimal):
        negative, digits, exponent = value.as_tuple()
        if isinstance(exponent, int):
            return _scaled(_shown(value), "-" if negative else "", "".join(map(str, digits)), "", exponent, places)
    raise NotANumber(_shown(value), "shape")


def _shown(value: object) -> str:
    # Python refuses to print whole numbers of some thousand digits.
    return f"an integer of {value.bit_length()} bits" if type(value) is int and value.bit_length() > 200 else str(value)


def _scaled(text: str, sign: str, whole: str, fraction: str, exponent: int, places: int) -> int:
    """`whole.fraction` times 10**(exponent + places), without ever building a huge number."""
    digits = (whole.replace(",", "") + fraction).lstrip("0")
    significant = digits.rstrip("0")
    if not significant:
        return 0
    exponent += len(digits) - len(significant) - len(fraction)
    if len(significant) + exponent > LARGEST_DIGITS + 1:
        raise NotANumber(text, "size")
    if exponent + places < 0:
        raise NotANumber(text, "places")
    scaled = int(significant) * _power(exponent + places)
    if scaled > _power(LARGEST_DIGITS + places):
        raise NotANumber(text, "size")
    return -scaled if sign == "-" else scaled


def _power(exponent: int) -> int:
    """10**exponent, which is whole because no exponent here is negative."""
    return int(10**exponent)


def format_decimal(scaled: int, places: int) -> str:
    """The shortest spelling of a scaled number, as `0.9`."""
    whole, fraction = divmod(abs(scaled), _power(places))
    digits = f"{fraction:0{places}d}".rstrip("0") if fraction else ""
    return f"{'-' if scaled < 0 else ''}{whole}{'.' if digits else ''}{digits}"


def format_money(fen: int, lang: str) -> str:
    """An amount as a reader expects it: 5万元, 1.5亿元 or 9999.5元 in `zh`, `CNY 50,000` or `CNY 0.50` otherwise."""
    if lang != "zh":
        whole, cents = divmod(abs(fen), 100)
        return f"CNY {'-' if fen < 0 else ''}{whole:,}{f'.{cents:02d}' if cents else ''}"
    for multiple in ("亿", "万"):
        zeros = _MULTIPLES[multiple]
        # Two decimals of 万 or 亿 are as many as a reader takes in at a glance.
        if abs(fen) >= _power(zeros + 2) and fen % _power(zeros) == 0:
            return f"{format_decimal(fen, zeros + 2)}{multiple}元"
    return f"{format_decimal(fen, 2)}元"


def format_percent(numerator: int, denominator: int) -> str:
    """A share as `90%` or `66.67%`, rounded half up to two places. Raises ZeroDivisionError."""
    if denominator < 0:
        numerator, denominator = -numerator, -denominator
    return f"{format_decimal((numerator * 20_000 + denominator) // (2 * denominator), 2)}%"

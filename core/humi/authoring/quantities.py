"""What a few Chinese words state: numbers, amounts, shares, days and lengths of time, each with the words that bound it.

Article 1259 of the Civil Code: 以上, 以下, 以内 and 届满 include the number itself; 不满, 超过 and 以外 do not. Of 前 and 后
it says nothing: whether the day itself counts is a reading.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from humi.values.frozen import Frozen
from humi.values.text import normalise

NUMBER, MONEY, SHARE, LENGTH = "number", "money", "share", "length"

BEFORE = {
    ">=": ("不得少于", "不得低于", "不少于", "不低于", "不小于", "至少", "最少", "达到"),
    "<=": ("不得超过", "不得高于", "不得多于", "不超过", "不高于", "不多于", "不大于", "至多", "最多"),
    ">": ("超过", "高于", "多于", "大于"),
    "<": ("不满", "不足", "低于", "少于", "小于", "未达到", "未达"),
}
AFTER = {">=": ("以上", "及以上"), "<=": ("以下", "以内", "之内")}
DAYS = {
    "<": ("前", "之前", "以前"),
    ">": ("后", "之后", "以后"),
    ">=": ("起", "开始"),
    "<=": ("底前", "止", "底", "末", "底之前"),
}
UNITS = {"年": "years", "个月": "months", "工作日": "working_days", "个工作日": "working_days", "日": "days", "天": "days"}

_DIGIT = {word: value for value, word in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2}
_TENS = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10**4, "亿": 10**8}
_CHINESE = "[零〇○一二三四五六七八九十百千两]+"
_WORDS = r"[0-9][0-9,]*(?:\.[0-9]+)?|" + _CHINESE
_BOUND = "|".join(sorted((word for words in BEFORE.values() for word in words), key=len, reverse=True))
_QUANTITY = re.compile(
    rf"(?P<before>{_BOUND})?(?P<percent>百分之)?(?P<number>{_WORDS})(?P<large>[万亿]*)(?P<sign>%|元)?"
    r"(?P<unit>个工作日|工作日|个月|年|日|天|[个家人名件次项种分批所处篇期场]?)(?P<after>及?以上|以下|以内|之内)?"
)
_YEAR = r"(?P<year>[0-9]{4}|[零〇○一二三四五六七八九]{4})"
_DATE = re.compile(
    rf"{_YEAR}(?:[-/](?P<m>[0-9]{{1,2}})(?:[-/](?P<d>[0-9]{{1,2}}))?|年(?:(?P<month>[0-9]{{1,2}}|[一二三四五六七八九十]{{1,2}})月"
    r"(?:(?P<day>[0-9]{1,2}|[一二三四五六七八九十]{1,3})日)?)?)"
    r"(?P<edge>底之前|底前|年底|之前|以前|之后|以后|开始|前|后|起|止|底|末)?"
)
_ANY = f"(?:[0-9]+|{_CHINESE})"
_NO_NUMBER = re.compile(f"第{_ANY}|[(（]{_ANY}[)）]|{_ANY}月(?:{_ANY}日)?")
"""Numbering, and a month or a day of it, whose year stands elsewhere."""


class Quantity(Frozen):
    """A number that a text states. `operator` is what its words say of what is compared with it, "" where they say nothing.

    A share is a fraction (0.9), money is in yuan, a length counts `unit` (days, months, years, working_days).
    """

    kind: str
    value: Decimal
    operator: str
    words: str
    unit: str = ""


class Stated(Frozen):
    """A day, month or year that a text states, `first` to `last` (ordinals), with the word that bounds it."""

    first: int
    last: int
    edge: str
    words: str

    def days(self) -> set[int]:
        """The days that a rule may name for it."""
        found = {self.first, self.last}
        if self.edge in DAYS["<"]:
            found.add(self.first - 1)
        if self.edge in DAYS[">"]:
            found.add(self.last + 1)
        return found


def quantities(text: str) -> Iterator[Quantity]:
    """The numbers of a text that are no dates and no numbering."""
    text = _NO_NUMBER.sub("", _DATE.sub("，", normalise(text)))
    for found in _QUANTITY.finditer(text):
        value = number_of(found["number"])
        if value is None:
            continue
        for large in found["large"]:
            value *= _LARGE[large]
        kind, unit = NUMBER, ""
        if found["percent"] or found["sign"] == "%":
            kind, value = SHARE, value / 100
        elif found["sign"] == "元":
            kind = MONEY
        elif found["unit"] in UNITS:
            kind, unit = LENGTH, UNITS[found["unit"]]
        elif not found["unit"] and re.fullmatch(_CHINESE, found["number"]) and not found["before"] and not found["after"]:
            continue  # 一 in 统一, 千 in 千方百计: no number
        yield Quantity(kind, value, _operator(found["before"], found["after"]), found[0], unit)


def _operator(before: str | None, after: str | None) -> str:
    for operator, words in BEFORE.items():
        if before in words and not (before == "达到" and after):
            return operator
    return next((operator for operator, words in AFTER.items() if after in words), "")


def stated_days(text: str) -> Iterator[Stated]:
    """The days, months and years of a text."""
    for found in _DATE.finditer(normalise(text)):
        year = _whole(found["year"]) if found["year"].isdigit() else int("".join(str(_DIGIT[char]) for char in found["year"]))
        month = _whole(found["month"] or found["m"])
        day = _whole(found["day"] or found["d"])
        try:
            first = date(year or 0, month or 1, day or 1)
            last = date(first.year, month or 12, day or monthrange(first.year, month or 12)[1])
        except ValueError:
            continue
        yield Stated(first.toordinal(), last.toordinal(), found["edge"] or "", found[0])


def _whole(word: str | None) -> int | None:
    value = number_of(word) if word else None
    return None if value is None else int(value)


def number_of(word: str) -> Decimal | None:
    """A number in digits or in Chinese numerals; None where it is none."""
    if word[0].isdigit():
        return Decimal(word.replace(",", "").rstrip("."))
    total, digit = 0, 0
    for char in word:
        if char in _TENS:
            total, digit = total + (digit or 1) * _TENS[char], 0
        elif digit and char not in "零〇○":
            return None  # 一二三: digits one by one, no number
        else:
            digit = _DIGIT[char]
    return Decimal(total + digit)

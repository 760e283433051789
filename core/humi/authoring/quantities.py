"""What a few Chinese words state: numbers, amounts, shares and lengths of time, each with the words that bound it.

Article 1259 of the Civil Code: 以上, 以下, 以内 and 届满 include the number itself; 不满, 超过 and 以外 do not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from humi.authoring.dated import without_days
from humi.values.frozen import Frozen

NUMBER, MONEY, SHARE, LENGTH = "number", "money", "share", "length"

BEFORE = {
    ">=": (
        *("不得少于", "不得低于", "不能少于", "不能低于", "不应少于", "不应低于", "不少于", "不低于", "不小于"),
        *("至少", "最少", "最低", "达到", "满"),
    ),
    "<=": (
        *("不得超过", "不得高于", "不得多于", "不能超过", "不应超过", "不超过", "不高于", "不多于", "不大于"),
        *("至多", "最多", "最高"),
    ),
    ">": ("超过", "高于", "多于", "大于"),
    "==": ("恰有", "恰好", "正好"),
    "<": ("不满", "未满", "不足", "低于", "少于", "小于", "未达到", "未达", "不到"),
}
AFTER = {">=": ("以上", "及以上"), "<=": ("以下", "及以下", "以内", "之内", "内"), ">": ("以外",)}
UNITS = {
    **dict.fromkeys(("年", "周年"), ("years", 1)),
    **dict.fromkeys(("个月", "月"), ("months", 1)),
    "季度": ("months", 3),
    "个季度": ("months", 3),
    **dict.fromkeys(("工作日", "个工作日"), ("working_days", 1)),
    **dict.fromkeys(("日", "天"), ("days", 1)),
    **dict.fromkeys(("周", "星期", "个星期"), ("days", 7)),
}
"""Units of time, and how many of the rule language's each is."""

_DIGITS = {word: value for value, word in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2}
_TENS = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10**4, "亿": 10**8}
_CAPITALS = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟", "一二三四五六七八九十百千")
_CHINESE = "[零〇○一二三四五六七八九十百千两万亿]+"
_HALF = "半数|一半|(?<![未不])过半数?"
_WORDS = rf"(?:[0-9]{{1,3}}(?:,[0-9]{{3}})+|[0-9]+)(?:\.[0-9]+)?[百千]?[万亿]*|{_CHINESE}|半(?=年)"
_PLAIN_UNITS = ("周岁", "岁", *"个家人名件次项种所处篇期场分户倍例宗起站")


def _any(words: Iterator[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


_QUANTITY = re.compile(
    rf"(?P<before>{_any(word for words in BEFORE.values() for word in words)})?"
    rf"(?<![数几](?=[十百千万亿]))(?P<parts>[百千万{''.join(_DIGITS)}十]+分之)?"
    rf"(?:(?P<low>{_WORDS})(?:%|元|{_any(iter(_PLAIN_UNITS))})?[-—–~～至到])?(?P<number>{_HALF}|{_WORDS})(?P<about>[余多来])?(?P<sign>%|元)?"
    rf"(?P<unit>{_any(iter((*UNITS, *_PLAIN_UNITS)))})?(?P<about_after>左右|上下)?"
    rf"(?P<after>{_any(word for words in AFTER.values() for word in words)})?"
)
_ANY = f"(?:[0-9]+|{_CHINESE})"
_NO_NUMBER = re.compile(f"第{_ANY}|[(（]{_ANY}[)）]|一次性|一批|一定|唯一|统一|三个代表")
"""Numbering, and words of which a numeral is a part."""


class Quantity(Frozen):
    """A number that a text states. `operator` is what its words say of what is compared with it, "" where they say nothing.

    A share is a fraction (0.9), money is in yuan, a length counts `unit` (days, months, years, working_days).
    """

    kind: str
    value: Decimal
    operator: str
    words: str
    unit: str = ""

    def equals(self, value: Decimal) -> bool:
        """Whether it is this number; a share may be recorded as a percentage, and two thirds as 66.67%."""
        if self.value == value or self.value == value * 100 or self.value * 100 == value:
            return True
        return self.kind == SHARE and round(self.value, 4) == round(value, 4)


@lru_cache(maxsize=4096)
def quantities(text: str) -> tuple[Quantity, ...]:
    """The numbers of a text that are no dates and no numbering."""
    return tuple(_quantities(_NO_NUMBER.sub("，", without_days(text).translate(_CAPITALS))))


def _quantities(text: str) -> Iterator[Quantity]:
    for found in _QUANTITY.finditer(text):
        value = number_of(found["number"])
        if value is None or found["about"] or found["about_after"]:
            continue
        kind, unit = NUMBER, ""
        if "半" in found["number"] and not found["unit"]:
            kind = SHARE
        elif found["parts"]:
            parts = number_of(found["parts"].removesuffix("分之"))
            if not parts:
                continue
            kind, value = SHARE, value / parts
        elif found["sign"] == "%":
            kind, value = SHARE, value / 100
        elif found["sign"] == "元":
            kind = MONEY
        elif found["unit"] in UNITS:
            unit, times = UNITS[found["unit"]]
            kind, value = LENGTH, value * times
        elif not (found["unit"] or found["before"] or found["after"] or found["low"]) and not found["number"][0].isdigit():
            continue  # 千 in 千方百计: no number
        if found["after"] == "内" and kind != LENGTH:
            continue
        low = number_of(found["low"]) if found["low"] else None
        if low is not None and kind == SHARE:
            low /= 100
        if low is not None and low < value:
            yield Quantity(kind, low, ">=", found[0], unit)
            yield Quantity(kind, value, "<=", found[0], unit)
        else:
            operator = ">" if found["number"].startswith("过") else _operator(found["before"], found["after"])
            yield Quantity(kind, value, operator, found[0], unit)


def _operator(before: str | None, after: str | None) -> str:
    for operator, words in BEFORE.items():
        if before in words and not (before in ("达到", "满") and after):
            return operator
    return next((operator for operator, words in AFTER.items() if after in words), "")


@lru_cache(maxsize=4096)
def number_of(word: str) -> Decimal | None:
    """A number in digits or in Chinese numerals; None where it is none."""
    if "半" in word:
        return Decimal("0.5")
    if word[0].isdigit():
        digits = word.rstrip("百千万亿")
        value = Decimal(digits.replace(",", ""))
        for large in word[len(digits) :]:
            value *= (_TENS | _LARGE)[large]
        return value
    total, section, digit = 0, 0, 0
    for char in word:
        if char in _LARGE:
            # 一亿二千万: what stands before 亿 counts whole, also 一万亿.
            section += digit
            total = (total + section) * _LARGE[char] if char == "亿" else total + (section or 1) * _LARGE[char]
            section, digit = 0, 0
        elif char in _TENS:
            section, digit = section + (digit or 1) * _TENS[char], 0
        elif digit and char not in "零〇○":
            return None  # 一二三: digits one by one, no number
        else:
            digit = _DIGITS[char]
    return Decimal(total + section + digit)

"""What a few Chinese words state: numbers, amounts, shares and lengths of time, each with the words that bound it.

Article 1259 of the Civil Code: 以上, 以下, 以内 and 届满 include the number itself; 不满, 超过 and 以外 do not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise

from humi.authoring.dated import without_days
from humi.values.frozen import Frozen

NUMBER, MONEY, SHARE, LENGTH = "number", "money", "share", "length"

BEFORE = {
    ">=": (
        *("不得少于", "不得低于", "不能少于", "不能低于", "不应少于", "不应低于", "不少于", "不低于", "不小于"),
        *("至少", "最少", "最低", "达到", "满", "≥", ">=", "大于等于", "大于或等于"),
        *(f"至少{verb}" for verb in ("有", "具有", "具备", "拥有", "配备", "设有", "建有")),
    ),
    "<=": (
        *("不得超过", "不得高于", "不得多于", "不能超过", "不应超过", "不超过", "不高于", "不多于", "不大于"),
        *("至多", "最多", "最高", "≤", "<=", "小于等于", "小于或等于"),
    ),
    ">": ("超过", "高于", "多于", "大于", ">"),
    "==": ("恰有", "恰好", "正好"),
    "<": ("不满", "未满", "不足", "低于", "少于", "小于", "未达到", "未达", "不到", "<"),
}
AFTER = {">=": ("以上", "及以上"), "<=": ("以下", "及以下", "以内", "之内", "内"), ">": ("以外",)}
TURNED = {">=": "<", "<": ">=", ">": "<=", "<=": ">"}
STRICT = {">=": ">", "<=": "<"}
"""Each operator turned round, as an exclusion does; and without the number itself."""
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
_FALLING = "(?:(?<=亿)[0-9]+[百千]?万)?(?:(?<=[万亿])[0-9]+千)?(?:(?<=[千万])[0-9]+百)?[万亿]*"
"""What may follow within a number: 2万5千, not 5万10万."""
_DIGITAL = rf"(?:[0-9]{{1,3}}(?:,[0-9]{{3}})+|[0-9]+)(?:\.[0-9]+)?[百千]?[万亿]*{_FALLING}"
_WORDS = rf"{_DIGITAL}|{_CHINESE}|半(?=年)"
_TOKEN = re.compile("[0-9.,]+|.")
_SIGNS = {"%": (SHARE, 100), "‰": (SHARE, 1000), "成": (SHARE, 10), "元": (MONEY, 1)}
"""What stands behind a number and says its kind, and what it is divided by."""
_SIGN = "[%‰元]|成(?![员立果为长效本品功分就])"
_ITSELF = "[(（](?P<{}>不)?(?:包?含|包括)[^()（）]{{0,6}}[)）]"
"""Whether the number itself counts: 20人（含）以上, 20人以上（不含20人）."""
_PLAIN_UNITS = ("周岁", "岁", *"个家人名件次项种所处篇期场分户倍例宗起站")


def _any(words: Iterator[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


_QUANTITY = re.compile(
    rf"(?P<before>{_any(word for words in BEFORE.values() for word in words)})?"
    rf"(?<![数几](?=[十百千万亿]))(?P<parts>[百千万{''.join(_DIGITS)}十]+分之)?"
    rf"(?:(?P<low>{_WORDS})(?P<low_unit>[%‰元]|{_any(iter(_PLAIN_UNITS))})?[-—–~～至到])?"
    rf"(?P<number>{_HALF}|{_WORDS})(?P<about>[余多来])?(?P<sign>{_SIGN})?"
    rf"(?P<unit>{_any(iter((*UNITS, *_PLAIN_UNITS)))})?(?P<half>(?<=年)半(?!数))?(?P<about_after>左右|上下)?"
    rf"(?:{_ITSELF.format('without')})?(?P<after>{_any(word for words in AFTER.values() for word in words)})?"
    rf"(?:{_ITSELF.format('without_it')})?"
)
_REFUSED = re.compile("(?:的|者)?(?:企业|单位|主体)?[，,]?(?:除外|一律不|不予|不得|不能|不受理|不适用|不纳入|不享受|排除)")
_NOT_HAVING = re.compile("(?:不得有|不得存在|不存在|没有|未有|未发生|无(?![形论偿]))[^，。；：,;:]*$")
"""Words behind and before a number that turn its bound round: 300人以上的除外, 不得有20人以上."""
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
        kind, unit, times = NUMBER, "", Decimal(1)
        if "半" in found["number"] and not found["unit"]:
            kind = SHARE
        elif found["parts"]:
            parts = number_of(found["parts"].removesuffix("分之"))
            if not parts:
                continue
            kind, value = SHARE, value / parts
            times /= parts
        elif found["sign"]:
            kind, divided = _SIGNS[found["sign"]]
            times /= divided
            value *= times
        elif found["unit"] in UNITS:
            kind, (unit, many) = LENGTH, UNITS[found["unit"]]
            times *= many
            value = value * times + (Decimal("0.5") if found["half"] else 0)
        elif not (found["unit"] or found["before"] or found["after"] or found["low"]) and not found["number"][0].isdigit():
            continue  # 千 in 千方百计: no number
        if found["after"] == "内" and kind != LENGTH:
            continue
        low = _low(found, times)
        if low is not None and low < value:
            yield Quantity(kind, low, ">=", found[0], unit)
            yield Quantity(kind, value, "<=", found[0], unit)
            continue
        operator = ">" if found["number"].startswith("过") else _operator(found["before"], found["after"])
        if found["without"] or found["without_it"]:
            operator = STRICT.get(operator, operator)
        yield Quantity(kind, value, operator, found[0], unit)
        if operator in TURNED and (_REFUSED.match(text, found.end()) or _NOT_HAVING.search(text[: found.start()])):
            # A rule may say who is refused, or who is not: the text bears out both.
            yield Quantity(kind, value, TURNED[operator], found[0], unit)


def _low(found: re.Match[str], times: Decimal) -> Decimal | None:
    """The lower end of a range. Its unit may stand at the upper end alone: 3至5万元 are 30000 to 50000."""
    low = number_of(found["low"]) if found["low"] else None
    if low is None:
        return None
    small = found["number"].rstrip("百千万亿" if found["number"][0].isdigit() else "万亿")
    if small and small != found["number"] and not found["low_unit"] and found["low"][-1] not in _LARGE:
        upper = number_of(small)
        if upper is not None and low < upper:
            low *= Decimal(number_of(found["number"]) or 0) / upper
    return low * times


def extensions(text: str) -> Iterator[Quantity]:
    """The lengths to which a text lets another be extended: 二十日，可延长十日 are thirty days."""
    for before, after in pairwise(text.split("延长")):
        first = [one for one in quantities(before) if one.kind == LENGTH][-1:]
        then = [one for one in quantities(after) if one.kind == LENGTH][:1]
        if first and then and first[0].unit == then[0].unit:
            yield Quantity(LENGTH, first[0].value + then[0].value, then[0].operator, then[0].words, then[0].unit)


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
    total, section, digit = Decimal(0), Decimal(0), Decimal(0)
    for char in _TOKEN.findall(word):
        if char in _LARGE:
            # 一亿二千万: what stands before 亿 counts whole, also 一万亿.
            section += digit
            total = (total + section) * _LARGE[char] if char == "亿" else total + (section or 1) * _LARGE[char]
            section, digit = Decimal(0), Decimal(0)
        elif char in _TENS:
            section, digit = section + (digit or 1) * _TENS[char], Decimal(0)
        elif digit and char not in "零〇○":
            return None  # 一二三: digits one by one, no number
        else:
            digit = Decimal(_DIGITS[char]) if char in _DIGITS else Decimal(char.replace(",", ""))
    return total + section + digit

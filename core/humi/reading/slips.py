"""What was most likely meant by something that cannot be read: slips that people make when they type rules, not programs.

A reader that knows the names that may stand somewhere suggests the nearest (`values/text.py`). This is for the rest: `>=` for
`at_least`, 2023/7/1 for a date, 三十 for a number.
"""

from __future__ import annotations

import re

from humi.values.text import Near, normalise

COMPARED = {
    "at_least": (">=", "=>", "≥", "以上", "不低于", "不小于", "至少", "大于等于", "大于或等于", "min"),
    "more_than": (">", "大于", "高于", "多于", "above", "over"),
    "at_most": ("<=", "=<", "≤", "以下", "以内", "不高于", "不大于", "不多于", "至多", "小于等于", "小于或等于", "max"),
    "less_than": ("<", "小于", "低于", "少于", "不足", "below", "under"),
    "equals": ("=", "==", "是", "为", "is"),
}
"""How a comparator is said elsewhere."""

_SAID = {said: word for word, others in COMPARED.items() for said in others}
_SIGNS = frozenset(said for said in _SAID if not said.isalnum())

_YES = frozenset("True TRUE yes Yes YES y Y 是 真 对 有".split())
_NO = frozenset("False FALSE no No NO n N 否 假 不是 没有 无".split())
_CERTAIN = frozenset("True TRUE yes Yes YES 是 False FALSE no No NO 否".split())
_DAY = re.compile(r"([0-9]{4})[-./]([0-9]{1,2})[-./]([0-9]{1,2})[日号]?|([0-9]{4})([0-9]{2})([0-9]{2})")
_MONTH = re.compile(r"([0-9]{4})[-./]([0-9]{1,2})月?")
_BETWEEN = re.compile(r"(.+?)(?: +- +|至|到|~|—+|–|－)(.+)")
_YEARS = re.compile(r"([0-9]{4})-([0-9]{4})年?")
_COUNTED = re.compile(r"([0-9.,]+%?) ?(?:人|名|个|家|项|件|分|岁|次|天|日|年|月|户|people|persons)")
_YUAN = re.compile(r"([0-9.,]+) ?(万|亿|千万|百万|)圆?")
_DIGITS = {"零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_TENS = {"十": 10, "百": 100, "千": 1000}


def meant(code: str, details: dict[str, str]) -> Near | None:
    """What was meant, where the code is one for which the text alone tells; None where it does not."""
    found = details.get("found", "")
    match code:
        case "L110" if details.get("reason") == "unit":
            amount = _YUAN.fullmatch(normalise(found))
            return Near(f"{amount[1]}{amount[2]}元" if amount[2] else f"{amount[1]} yuan") if amount else None
        case "L110" if "shape" in details.get("reason", ""):
            return _date_or_number(normalise(found))
        case "L103" if details.get("expected") in ("true / false", "boolean"):
            return truth(found)
        case "L103" if details.get("expected") == "integer":
            return _number(normalise(found))
        case "L103" if details.get("expected") == "text in quotes":
            return Near(f"'{found}'", only="'" not in found)
    return None


def truth(text: str) -> Near | None:
    """`true` or `false`, where a word for yes or no was written."""
    word = "true" if text in _YES | {"true"} else "false" if text in _NO | {"false"} else None
    return Near(word, only=text in _CERTAIN) if word else None


def comparator(word: str) -> Near | None:
    """The comparator that is said otherwise elsewhere; sure where it is a sign."""
    plain = normalise(word)
    return Near(_SAID[plain], only=plain in _SIGNS) if plain in _SAID else None


def nearest_list(text: str) -> Near | None:
    """Two values with a comma between them that YAML does not know."""
    parts = re.split("[，、;；] *", text)
    return Near(", ".join(parts), only=True) if len(parts) == 2 and all(parts) else None


def _date_or_number(text: str) -> Near | None:
    return _date(text) or _period(text) or _number(text) or _mapped(text)


def _mapped(text: str) -> Near | None:
    """`at_least 30` without its colon, and a day without a year."""
    word, space, value = text.partition(" ")
    if space and (word in COMPARED or word in _SAID):
        return Near(f"{{{_SAID.get(word, word)}: {value}}}")
    return Near(f"{{each_year: {text}}}") if re.fullmatch("[0-9]{2}-[0-9]{2}", text) else None


def _date(text: str) -> Near | None:
    if day := _DAY.fullmatch(text):
        year, month, number = (part for part in day.groups() if part is not None)
        return _existing(f"{year}-{int(month):02}-{int(number):02}")
    if month_ := _MONTH.fullmatch(text):
        return _existing(f"{month_[1]}-{int(month_[2]):02}")
    return None


def _existing(text: str) -> Near | None:
    from humi.values.dates import NotADate, parse_days

    try:
        parse_days(text)
    except NotADate:
        return None
    return Near(text, only=True)


def _period(text: str) -> Near | None:
    from humi.values.dates import NotADate, parse_period

    if years := _YEARS.fullmatch(text):
        return Near(f"{years[1]}/{years[2]}", only=years[1] <= years[2])
    if ends := _BETWEEN.fullmatch(text):
        first, last = ends[1].strip(), ends[2].strip()
        written = f"{_date(first) or first}/{_date(last) or last}"
        try:
            parse_period(written)
        except NotADate:
            return None
        return Near(written, only=True)
    return None


def _number(text: str) -> Near | None:
    if counted := _COUNTED.fullmatch(text):
        return Near(counted[1])
    spoken = _spoken(text)
    return Near(str(spoken)) if spoken is not None else None


def _spoken(text: str) -> int | None:
    """A number below 10,000 in Chinese numerals; None for anything else."""
    if not text or len(text) > len("九千九百九十九") or not all(digit in _DIGITS or digit in _TENS for digit in text):
        return None
    total, digit = 0, 0
    for index, character in enumerate(text):
        if character in _DIGITS:
            digit = _DIGITS[character]
        else:
            total += (digit or (1 if index == 0 else 0)) * _TENS[character]
            digit = 0
    return total + digit

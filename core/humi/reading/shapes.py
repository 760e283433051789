"""What values are called in messages: the words for types and for what is wrong with a value, in both languages."""

from __future__ import annotations

import re

from humi.values.label import Lang

WORDS = {
    "mapping of two or more readings": ("两种以上理解（键和值）", "a mapping of two or more readings"),
    "list of conditions": ("条件列表", "a list of conditions"),
    "list of two": ("两项的列表", "a list of two"),
    "one outcome": ("一个结果", "one outcome"),
    "one kind": ("同一类的值", "values of one kind"),
    "mapping": ("映射（键和值）", "a mapping (key: value)"),
    "sequence": ("列表", "a list"),
    "list": ("列表", "a list"),
    "boolean": ("是非值（true 或 false）", "true or false"),
    "integer": ("整数", "a whole number"),
    "decimal": ("小数", "a decimal"),
    "money": ("带单位的金额", "an amount with its unit"),
    "number": ("数字", "a number"),
    "date": ("日期", "a date"),
    "period": ("期间", "a period"),
    "event": ("事件", "an event"),
    "category": ("类别", "a category"),
    "categories": ("类别列表", "a list of categories"),
    "text": ("文字", "text"),
    "value": ("值", "a value"),
    "id": ("编号（字母、数字、下划线）", "an id (letters, digits, _)"),
    "date (shape)": ("日期（写法不对）", "a date (not in a form that is read)"),
    "shape": ("写法不对", "not in a form that is read"),
    "impossible": ("没有这一天", "no such day"),
    "inexact": ("没有写明是哪一日", "it does not say which day"),
    "partial": ("应为整年", "it is not made of whole years"),
    "open": ("起止都要写明，没有终点的写 ..", "both ends have to be written, `..` where there is none"),
    "backwards": ("止早于起", "it ends before it begins"),
    "places": ("小数位太多", "too many decimal places"),
    "bounds": ("不在写明的 minimum 至 maximum 之间", "not between the `minimum` and `maximum` that are declared"),
    "float": ("二进制浮点数不精确", "binary floats are not exact"),
    "unit": ("单位应为元、万元或亿元", "its unit has to be yuan, 万元 or 亿元"),
    "share": ("占比", "a share"),
    "true / false": ("是非值（true 或 false）", "true or false"),
    "text in quotes": ("带引号的文字", "text in quotes"),
    "size": ("太大", "too large"),
    "null": ("空", "nothing"),
}
_KNOWN = "\\b(?:" + "|".join(map(re.escape, sorted(WORDS, key=len, reverse=True))) + ")\\b"
TYPES = ("expected", "type")
REASON = "reason"


def in_words(details: dict[str, str], lang: Lang) -> dict[str, str]:
    """Details of a problem with the words for types and reasons in one language.

    A detail that is said otherwise in Chinese is given in both: `said` in English, `said_zh` in Chinese.
    """
    spoken = {name: details.get(f"{name}_zh", value) if lang == "zh" else value for name, value in details.items()}
    return {name: _said(name, value, 0 if lang == "zh" else 1) for name, value in spoken.items()}


def _said(name: str, value: str, column: int) -> str:
    """A reason is one of ours as a whole, or what another program says, in which no word is touched."""
    if name == REASON:
        return WORDS[value][column] if value in WORDS else value
    if name not in TYPES:
        return value
    said = re.sub(_KNOWN, lambda match: WORDS[match[0]][column], value)
    return said if column else re.sub(r" \(([^()]*)\)$", r"（\1）", said)

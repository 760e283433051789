"""What a cell of a table means, by the type of its fact: 是 is true, a list is split, a date is one however it is separated.

A cell that means nothing of the kind stays as it was written, so that it is refused where every value is: by the reader of
dossiers, at its place.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache, partial
from typing import Any

from humi.dossier.encode import BadValue, days_of, is_unknown, shown, writer
from humi.dossier.facts import OTHER, Fact
from humi.reading.keywords import english
from humi.values.dates import NotADate
from humi.values.text import normalise

Convert = Callable[[object], Any]
"""From a cell (text, integer, Decimal, boolean or None) to what a document holds; None for a blank. Raises BadValue."""

PARTS = {
    "event": ("on", "by", "to", "result"),
    "period": ("from", "to"),
    "integer": ("from", "to"),
    "decimal": ("from", "to"),
    "money": ("from", "to"),
}
"""What a fact may be given by instead of as a whole, each in a column of its own."""

_WORDS = {"true": True, "yes": True, "是": True, "false": False, "no": False, "否": False}
_NOTHING = frozenset(("none", "无"))
ERRORS = frozenset(("#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#GETTING_DATA", "#SPILL!", "#CALC!"))
_INTEGER = re.compile("-?(?:0|[1-9][0-9]{0,30})")
_DECIMAL = re.compile("-?(?:0|[1-9][0-9]{0,30})\\.[0-9]{1,30}")
_DAY = re.compile("([0-9]{4})([-/.])([0-9]{1,2})\\2([0-9]{1,2})(?:[ T]00:00(?::00(?:\\.0+)?)?)?")
_YEAR = re.compile("[0-9]{4}")
_LOST = re.compile("[0-9](?:\\.[0-9]+)?E\\+[0-9]+")
_DIGITS_KEPT = 15
"""Spreadsheets keep no more digits of a number: the rest of a longer identifier is zeros."""


class Formula(str):
    """A formula of which no value is stored, by its text. No fact can be read from it; an ordinary text may look the same."""

    __slots__ = ()


def converter(fact: Fact, part: str = "", unit: str = "") -> Convert:
    """What the cells of a column mean. A part is checked by itself, since the whole would not tell which part is wrong."""
    if part:
        return _remembered(partial(_checked, fact, part, _part(fact, part, unit)))
    if fact.type == "text":
        return as_text
    return _remembered(_by_type(fact, unit))


def _remembered(convert: Convert) -> Convert:
    """Cells repeat: days, kinds, levels."""
    return lru_cache(maxsize=4096, typed=True)(convert)


def _by_type(fact: Fact, unit: str) -> Convert:
    match fact.type:
        case "boolean":
            return _words
        case "event":
            return _happened
        case "date":
            return as_day
        case "period":
            return as_day
        case "category":
            return partial(_category, _names(fact))
        case "categories":
            return partial(_categories, _names(fact), _members(fact))
        case _:
            return partial(as_number, unit=unit)


def _part(fact: Fact, part: str, unit: str) -> Convert:
    if fact.type == "event":
        if part == "on":
            return as_day
        return partial(_category, _names(fact)) if part == "result" else as_text
    return as_day if fact.type == "period" else partial(as_number, unit=unit)


def _checked(fact: Fact, part: str, convert: Convert, cell: object) -> Any:
    value = convert(cell)
    if value is None or is_unknown(value):
        return None
    if fact.type == "period":
        if value == "..":
            return value
        try:
            days_of(value)
        except NotADate as error:
            raise BadValue("D302", fact=fact.path, found=shown(value), expected=f"date ({error.reason})") from None
    else:
        writer(fact)([None] * (fact.slot + 6), {part: value})
    return value


# --- cells ---


def tidy(cell: object) -> Any:
    """A cell without what full-width typing and spaces add; None for a blank. Raises BadValue where a spreadsheet has none."""
    if type(cell) is not str:
        _refuse_uncalculated(cell)
        return cell
    text = normalise(cell)
    if text in ERRORS:
        raise BadValue("R617", found=text)
    return text or None


def _refuse_uncalculated(cell: object) -> None:
    if isinstance(cell, Formula):
        raise BadValue("R620", found=str(cell))


def as_text(cell: object) -> Any:
    """Text as written. Raises BadValue for a number of which a spreadsheet has lost digits, and where it has none."""
    if type(cell) is str:
        text = cell.strip()
        if text in ERRORS:
            raise BadValue("R617", found=text)
        if "E+" in text and _LOST.fullmatch(text):
            raise BadValue("R616", found=text)
        return text or None
    _refuse_uncalculated(cell)
    if isinstance(cell, bool) or not isinstance(cell, int | Decimal):
        return cell
    if abs(cell) >= 10**_DIGITS_KEPT:
        raise BadValue("R616", found=str(cell))
    return str(cell)


def as_number(cell: object, unit: str = "") -> Any:
    """A number as written; with the unit that the heading names."""
    value = tidy(cell)
    if type(value) is str:
        if _INTEGER.fullmatch(value):
            value = int(value)
        elif _DECIMAL.fullmatch(value):
            value = Decimal(value)
    return f"{value} {unit}" if unit and type(value) in (int, Decimal) else value


def as_found(cell: object) -> Any:
    """A value of which nobody knows the type: what YAML would make of it."""
    value = as_number(cell)
    return {"true": True, "false": False}.get(value, value) if type(value) is str else value


def as_day(cell: object) -> Any:
    """A day as spreadsheets print it, `2025/5/20` or `2025-05-20 00:00:00`, in its ordinary spelling."""
    value = tidy(cell)
    if type(value) is not str:
        return value
    if found := _DAY.fullmatch(value):
        return f"{found[1]}-{int(found[3]):02}-{int(found[4]):02}"
    return int(value) if _YEAR.fullmatch(value) else value


def as_names(cell: object) -> Any:
    """Names one after another; `none` or 无 are no names."""
    value = tidy(cell)
    if type(value) is not str:
        return value
    return [] if value.casefold() in _NOTHING else [name for name in re.split(" *[;,、] *", value) if name]


def _words(cell: object) -> Any:
    value = tidy(cell)
    return _WORDS.get(value.casefold(), value) if type(value) is str else value


def _happened(cell: object) -> Any:
    value = _words(cell)
    return as_day(value) if type(value) is str else value


def _names(fact: Fact) -> dict[str, str]:
    """Every spelling of a member, as a cell has it and as the vocabulary has it."""
    names = (*fact.members, *(label.zh for label in fact.member_labels))
    return {normalise(name): name for name in names}


def _members(fact: Fact) -> re.Pattern[str]:
    """One member of a list. A member's own name may hold what separates others."""
    known = "|".join(re.escape(name) for name in sorted(_names(fact), key=len, reverse=True))
    return re.compile(f" *({known}|[^;,、]*?) *(?:[;,、]|$)")


def _category(names: dict[str, str], cell: object) -> Any:
    value = tidy(cell)
    if type(value) is not str or value in names:
        return names.get(value) if type(value) is str else value
    word, colon, text = value.partition(":")
    return {OTHER: text.strip()} if colon and english(word.strip()) == OTHER else value


def _categories(names: dict[str, str], member: re.Pattern[str], cell: object) -> Any:
    value = tidy(cell)
    if type(value) is not str or is_unknown(value):
        return value
    if value.casefold() in _NOTHING and value not in names:
        return []
    return [_category(names, name) for name in member.findall(value) if name]

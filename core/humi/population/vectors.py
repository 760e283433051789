"""Cells in their ordinary spelling, whole columns at a time. What is written otherwise is left to the strict reader."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import polars as pl

from humi.dossier.cells import ERRORS
from humi.dossier.facts import Fact
from humi.population.chunks import MARK
from humi.reading.keywords import TABLE
from humi.values.dates import FIRST_DAY, LAST_DAY
from humi.values.numbers import NotANumber, parse_money
from humi.values.text import normalise

Fast: TypeAlias = "tuple[list[pl.Expr], pl.Expr]"
"""The slots of a fact, and whether they are what the cells say; otherwise the strict reader is asked."""

_EPOCH = 719_163
"""The ordinal of 1970-01-01."""
_ISO = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
_WHOLE = "^-?(?:0|[1-9][0-9]{0,14})$"
_DECIMAL = "^([0-9]{1,12})(?:\\.([0-9]{1,%d}))?$"
_MONEY = "^([0-9]{1,12})(?:\\.([0-9]{1,6}))? ?(万元|元|yuan)$"
_PERIOD = "^([0-9]{4}-[0-9]{2}-[0-9]{2})/([0-9]{4}-[0-9]{2}-[0-9]{2}|\\.\\.|)$"
_TEXT_LEFT = "^\\s*[0-9](?:\\.[0-9]+)?E\\+[0-9]+\\s*$|^\\x00"
_LEAST_LOST = 10**15
_A_WHOLE_NUMBER = f"^{MARK}[id](-?[0-9]{{1,15}})(?:\\.0+)?$"


def fast(fact: Fact, parts: tuple[str, ...], headings: tuple[str, ...], cells: dict[str, pl.DataType]) -> Fast | None:
    """How the columns of a fact are read at once; None where each different cell is read by itself."""
    ((name, kind), *others) = cells.items()
    if fact.type == "period":
        return _period(fact, parts, cells)
    if others or parts != ("",):
        return None
    makers: dict[str, Callable[[Fact, str, str, pl.DataType], Fast | None]] = {
        "text": _text,
        "integer": _integer,
        "decimal": _decimal,
        "money": _money,
        "date": _date,
    }
    maker = makers.get(fact.type)
    return maker(fact, headings[0], name, kind) if maker else None


def _text(fact: Fact, heading: str, name: str, kind: pl.DataType) -> Fast | None:
    cell = pl.col(name)
    if kind == pl.Int64:
        return [cell.cast(pl.String)], cell.abs() < _LEAST_LOST
    if kind != pl.String:
        return None
    cell = as_written(cell)
    text = cell.str.strip_chars()
    known = pl.when(~text.is_in(["", "unknown", TABLE["unknown"]])).then(text)
    return [known], ~(text.is_in(sorted(ERRORS)) | cell.str.contains(_TEXT_LEFT))


def as_written(cell: pl.Expr) -> pl.Expr:
    """A text cell; a whole number among texts, also one that a program keeps as a fraction, is what a person reads there."""
    return cell.str.replace(_A_WHOLE_NUMBER, "$1")


def _integer(fact: Fact, heading: str, name: str, kind: pl.DataType) -> Fast | None:
    cell = pl.col(name)
    if kind == pl.String:
        cell = pl.when(cell.str.contains(_WHOLE)).then(cell).cast(pl.Int64, strict=False)
    elif kind != pl.Int64:
        return None
    return [cell, cell], cell.is_between(fact.minimum, fact.maximum)


def _date(fact: Fact, heading: str, name: str, kind: pl.DataType) -> Fast | None:
    cell = pl.col(name)
    if kind == pl.String:
        cell = _day(cell)
    elif kind == pl.Date:
        cell = cell.cast(pl.Int64) + _EPOCH
    else:
        return None
    return [cell, cell], cell.is_between(FIRST_DAY, LAST_DAY)


def _day(text: pl.Expr) -> pl.Expr:
    """The ordinal of an ISO date; null where it is none."""
    day = pl.when(text.str.contains(_ISO)).then(text).str.to_date("%Y-%m-%d", strict=False)
    return day.cast(pl.Int64) + _EPOCH


def _decimal(fact: Fact, heading: str, name: str, kind: pl.DataType) -> Fast | None:
    if kind != pl.String:
        return None
    value = _scaled(pl.col(name).str.extract_groups(_DECIMAL % max(fact.places, 1)), fact.places)
    return [value, value], value.is_between(fact.minimum, fact.maximum)


def _scaled(found: pl.Expr, places: int) -> pl.Expr:
    """A number times 10**places; null where it has more places."""
    whole, fraction = found.struct.field("1"), found.struct.field("2").fill_null("")
    digits = whole + fraction.str.pad_end(places, "0")
    return pl.when(fraction.str.len_bytes() <= places).then(digits).cast(pl.Int64, strict=False)


def _money(fact: Fact, heading: str, name: str, kind: pl.DataType) -> Fast | None:
    cell, factor = pl.col(name), _factor(heading)
    if kind == pl.Int64 and factor:
        value = pl.when(cell.is_between(0, 10**12 * 100 // factor)).then(cell) * factor
        return [value, value], value.is_between(fact.minimum, fact.maximum)
    if kind != pl.String:
        return None
    if factor:
        places = len(str(factor)) - 1
        value = _scaled(cell.str.extract_groups(_DECIMAL % places), places)
        return [value, value], value.is_between(fact.minimum, fact.maximum)
    found = cell.str.extract_groups(_MONEY)
    in_ten_thousands = found.struct.field("3") == "万元"
    value = pl.when(in_ten_thousands).then(_scaled(found, 6)).otherwise(_scaled(found, 2))
    return [value, value], value.is_between(fact.minimum, fact.maximum)


def _factor(heading: str) -> int:
    """Fen in one of the unit that a heading names, a power of ten; 0 where it names none."""
    _, opened, unit = normalise(heading).rstrip(")").rpartition("(")
    try:
        return parse_money(f"1 {unit}") if opened else 0
    except NotANumber:
        return 0


def _period(fact: Fact, parts: tuple[str, ...], cells: dict[str, pl.DataType]) -> Fast | None:
    if any(kind not in (pl.String, pl.Date) for kind in cells.values()):
        return None
    named = {
        part: pl.col(name).cast(pl.String) if kind == pl.Date else pl.col(name)
        for part, (name, kind) in zip(parts, cells.items(), strict=True)
    }
    if sorted(named) == ["from", "to"]:
        text = named["from"] + "/" + named["to"].fill_null("")
    elif parts == ("",) and next(iter(cells.values())) == pl.String:
        text = named[""]
    else:
        return None
    found = text.str.extract_groups(_PERIOD)
    first, right = _day(found.struct.field("1")), found.struct.field("2")
    last = _day(right)
    least = pl.when(right == "..").then(LAST_DAY).when(right == "").then(first).otherwise(last)
    most = pl.when(right.is_in(["..", ""])).then(LAST_DAY).otherwise(last)
    return [first, first, least, most], (first >= FIRST_DAY) & (least >= first) & (most <= LAST_DAY)

"""From what a dossier writes to the slots of a record: one writer per fact, made once, fast on ordinary values."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

from humi.dossier.facts import NO, OTHER, YES, Fact
from humi.reading.keywords import TABLE, english, truth
from humi.values.dates import NotADate, parse_days, parse_period
from humi.values.numbers import NotANumber, parse_decimal, parse_money

Write = Callable[[list[Any], object], None]
"""Writes one recorded value into a record (or into the list of a region's own facts)."""


_UNKNOWNS = frozenset(("unknown", TABLE["unknown"]))


class BadValue(ValueError):
    """A value that does not fit its fact. `code` and `details` are those of the problem to report."""

    def __init__(self, code: str, **details: str) -> None:
        super().__init__(code)
        self.code = code
        self.details = details


def is_unknown(value: object) -> bool:
    """Recorded as unknown: `unknown` or 不详."""
    return isinstance(value, str) and value in _UNKNOWNS


def writer(fact: Fact) -> Write:
    """The writer of a fact."""
    makers: dict[str, Callable[[Fact], Write]] = {
        "boolean": _boolean,
        "category": _category,
        "categories": _categories,
        "date": _date,
        "period": _period,
        "event": _event,
        "text": _text,
    }
    return makers.get(fact.type, _number)(fact)


def _refused(fact: Fact, value: object, expected: str = "", **details: str) -> BadValue:
    return BadValue(
        "D302", fact=fact.path, found=shown(value), expected=expected or fact.type, allowed="", suggestion="", **details
    )


def shown(value: object) -> str:
    """A short rendering of a value for messages."""
    text = {True: "true", False: "false"}.get(value, str(value)) if isinstance(value, bool) else str(value)
    text = " ".join(text.split())
    return text if len(text) <= 60 else text[:57] + "..."


def _boolean(fact: Fact) -> Write:
    slot = fact.slot

    def write(record: list[Any], value: object) -> None:
        if value is True:
            record[slot] = YES
        elif value is False:
            record[slot] = NO
        elif (said := truth(value)) is not None:
            record[slot] = YES if said else NO
        else:
            raise _refused(fact, value, "true / false")

    return write


def _spelled(fact: Fact) -> dict[str, int]:
    masks = {member: 1 << index for index, member in enumerate(fact.members)}
    for member, label in zip(fact.members, fact.member_labels, strict=False):
        masks.setdefault(label.zh, masks[member])
    return masks


def _category(fact: Fact) -> Write:
    slot, masks, other = fact.slot, _spelled(fact), 1 << len(fact.members)

    def write(record: list[Any], value: object) -> None:
        mask = masks.get(value) if isinstance(value, str) else None
        if mask is None:
            if not (fact.has_other and _is_other(value, masks)):
                raise _unlisted(fact, value)
            mask = other
        record[slot] = mask

    return write


def _is_other(value: object, listed: dict[str, int]) -> bool:
    """`other: 银行`; what is listed is no other."""
    if not isinstance(value, Mapping) or len(value) != 1:
        return False
    ((word, text),) = value.items()
    return english(str(word)) == OTHER and text not in listed


def _unlisted(fact: Fact, value: object) -> BadValue:
    from humi.values.text import nearest

    allowed = [*fact.members, *(["other: ..."] if fact.has_other else [])]
    names = [*fact.members, *(label.zh for label in fact.member_labels)]
    suggestion = nearest(value, names) if isinstance(value, str) else None
    return BadValue(
        "D302",
        fact=fact.path,
        found=shown(value),
        expected=fact.type,
        allowed=", ".join(allowed),
        suggestion=suggestion or "",
    )


def _categories(fact: Fact) -> Write:
    slot, masks, other = fact.slot, _spelled(fact), 1 << len(fact.members)

    def write(record: list[Any], value: object) -> None:
        if not isinstance(value, list | tuple):
            raise _refused(fact, value, "list")
        mask = 0
        for member in value:
            found = masks.get(member) if isinstance(member, str) else None
            if found is None:
                if not _is_other(member, masks):
                    raise _unlisted(fact, member)
                found = other
            mask |= found
        record[slot] = record[slot + 1] = mask

    return write


def days_of(value: object) -> tuple[int, int]:
    """First and last possible day of a written date. Raises NotADate."""
    if isinstance(value, str):
        if len(value) == 10 and value[4] == value[7] == "-":
            try:
                day = date.fromisoformat(value).toordinal()
            except ValueError:
                return parse_days(value)
            return day, day
        return parse_days(value)
    if isinstance(value, date) and not isinstance(value, datetime):
        return value.toordinal(), value.toordinal()
    if isinstance(value, int) and not isinstance(value, bool):
        return parse_days(str(value))
    raise NotADate(shown(value), "shape")


def _date(fact: Fact) -> Write:
    slot = fact.slot

    def write(record: list[Any], value: object) -> None:
        try:
            record[slot], record[slot + 1] = days_of(value)
        except NotADate as error:
            raise _refused(fact, value, f"date ({error.reason})") from None

    return write


def _period(fact: Fact) -> Write:
    slot = fact.slot

    def write(record: list[Any], value: object) -> None:
        try:
            period = parse_period(str(value)) if isinstance(value, str | int) and not isinstance(value, bool) else None
        except NotADate as error:
            raise _refused(fact, value, f"period ({error.reason})") from None
        if period is None:
            raise _refused(fact, value)
        record[slot : slot + 4] = [*period.start, *period.end]

    return write


def _event(fact: Fact) -> Write:
    slot = fact.slot
    results = _spelled(fact)
    parts = {"on", "by", "to", "result"}

    def write(record: list[Any], value: object) -> None:
        if value is False:
            record[slot] = NO
            return
        if value is True:
            record[slot] = YES
            return
        if is_unknown(value):
            return
        if (said := truth(value)) is not None:
            record[slot] = YES if said else NO
            return
        if not isinstance(value, Mapping):
            value = {"on": value}
        found = {key if key in parts else english(str(key)): part for key, part in value.items()}
        unknown = found.keys() - parts
        if unknown:
            raise _refused(fact, ", ".join(sorted(unknown)), "on, by, to, result")
        record[slot] = YES
        day = found.get("on")
        if day is not None and not is_unknown(day):
            try:
                record[slot + 1], record[slot + 2] = days_of(day)
            except NotADate as error:
                raise _refused(fact, day, f"date ({error.reason})") from None
        result = found.get("result")
        if result is not None and not is_unknown(result):
            if not isinstance(result, str) or result not in results:
                raise _unlisted(fact, result)
            record[slot + 3] = results[result]
        for offset, part in ((4, "by"), (5, "to")):
            body = found.get(part)
            if body is not None and not is_unknown(body):
                if not isinstance(body, str):
                    raise _refused(fact, body, "text")
                record[slot + offset] = body

    return write


def _text(fact: Fact) -> Write:
    slot = fact.slot

    def write(record: list[Any], value: object) -> None:
        if isinstance(value, str):
            if value not in _UNKNOWNS:
                record[slot] = value
        elif isinstance(value, int) and not isinstance(value, bool):
            record[slot] = str(value)
        else:
            raise _refused(fact, value)

    return write


def _number(fact: Fact) -> Write:
    slot, low, high, whole = fact.slot, fact.minimum, fact.maximum, fact.type == "integer"

    def write(record: list[Any], value: object) -> None:
        if type(value) is int and whole:
            least = most = value
        elif isinstance(value, Mapping):
            least, most = _ends(fact, value)
        else:
            least = most = _parsed(fact, value)
        if not low <= least <= most <= high:
            raise BadValue("D303", fact=fact.path, found=shown(value), minimum=limit(fact, low), maximum=limit(fact, high))
        record[slot], record[slot + 1] = least, most

    return write


def limit(fact: Fact, bound: int) -> str:
    """A declared bound as the dossier would write it."""
    from humi.values.numbers import format_decimal

    return format_decimal(bound, fact.places) + (" yuan" if fact.type == "money" else "")


def _ends(fact: Fact, value: Mapping[Any, Any]) -> tuple[int, int]:
    ends = {english(str(key)): end for key, end in value.items()}
    if not ends or ends.keys() - {"from", "to"}:
        raise _refused(fact, value, f"{fact.type}, {{from, to}}")
    least = _parsed(fact, ends["from"]) if ends.get("from") is not None else fact.minimum
    most = _parsed(fact, ends["to"]) if ends.get("to") is not None else fact.maximum
    return least, most


@lru_cache(maxsize=4096)
def _read_number(text: str, kind: str, places: int) -> int:
    """Texts repeat in registries: 90%, 5万元."""
    return parse_money(text) if kind == "money" else parse_decimal(text, places)


def _parsed(fact: Fact, value: object) -> int:
    if isinstance(value, float):
        value = Decimal(repr(value))
    if isinstance(value, bool) or not isinstance(value, int | str | Decimal):
        raise _refused(fact, value)
    try:
        if isinstance(value, str):
            return _read_number(value, fact.type, fact.places)
        return parse_money(value) if fact.type == "money" else parse_decimal(value, fact.places)
    except NotANumber as error:
        raise _refused(fact, value, f"{fact.type} ({error.reason})") from None

"""How recorded values and ranges read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from humi.dossier.facts import BOUND, NO, OTHER, UNKNOWN, YES, Fact
from humi.language.nodes import DATE, MONEY
from humi.values.dates import FIRST_DAY, LAST_DAY, Period, format_days, format_period
from humi.values.label import Label, Lang
from humi.values.numbers import format_decimal, format_money

UNRECORDED = Label("未记录", "not recorded")
YES_NO = {YES: Label("是", "yes"), NO: Label("否", "no"), UNKNOWN: UNRECORDED}
HAPPENED = {YES: Label("已发生", "happened"), NO: Label("未发生", "did not happen"), UNKNOWN: UNRECORDED}
JUDGED = {YES: Label("已裁定符合", "determined: met"), NO: Label("已裁定不符合", "determined: not met")}
OTHERS = Label("其他", "other")


def both(make: Any) -> Label:
    """A label from a function of the language."""
    return Label(make("zh"), make("en"))


def joined(parts: Sequence[str], lang: Lang) -> str:
    """An enumeration."""
    return ("、" if lang == "zh" else ", ").join(parts)


def member_name(fact: Fact, member: str, lang: Lang) -> str:
    """A member of a category as people call it."""
    if member in ("yes", "no") and fact.type == "boolean":
        return YES_NO[YES if member == "yes" else NO].text(lang)
    if member == OTHER:
        return OTHERS.text(lang)
    if member in fact.members and fact.member_labels:
        return fact.member_labels[fact.members.index(member)].text(lang)
    return member


def show_days(low: int, high: int, lang: Lang) -> str:
    """A date as far as it is known."""
    return UNRECORDED.text(lang) if (low, high) == (FIRST_DAY, LAST_DAY) else format_days((low, high))


def show_number(low: int, high: int, kind: str, places: int, lang: Lang) -> str:
    """A number, amount or date as far as it is known."""
    if kind == DATE:
        return show_days(low, high, lang)
    if low <= -BOUND * 10**places and high >= BOUND * 10**places:
        return UNRECORDED.text(lang)

    def one(value: int) -> str:
        if kind == MONEY:
            return format_money(-(-value // 10 ** max(places - 2, 0)), lang)
        return format_decimal(value, places)

    if low == high:
        return one(low)
    if high >= BOUND * 10**places:
        return f"≥ {one(low)}"
    return f"{one(low)}–{one(high)}"


def show_fact(fact: Fact, slots: Sequence[Any], lang: Lang) -> str:
    """What a record holds of a fact."""
    own = list(slots[fact.slot : fact.slot + len(fact.unknown())])
    if own == fact.unknown():
        return UNRECORDED.text(lang)
    match fact.type:
        case "boolean":
            return YES_NO[own[0]].text(lang)
        case "category":
            return joined([member_name(fact, member, lang) for member in _members(fact, own[0])], lang)
        case "categories":
            names = [member_name(fact, member, lang) for member in _members(fact, own[0])]
            return joined(names, lang) if names else ("无" if lang == "zh" else "none")
        case "date":
            return show_days(own[0], own[1], lang)
        case "period":
            return format_period(Period((own[0], own[1]), (own[2], own[3])))
        case "event":
            return _event(fact, own, lang)
        case "text":
            return str(own[0])
        case _:
            kind = MONEY if fact.type == "money" else "number"
            return show_number(own[0], own[1], kind, fact.places, lang)


def _members(fact: Fact, mask: int) -> list[str]:
    names = [*fact.members, OTHER]
    return [name for index, name in enumerate(names) if mask >> index & 1]


def _event(fact: Fact, own: Sequence[Any], lang: Lang) -> str:
    happened, low, high, results, by, to = own
    if happened != YES:
        return HAPPENED[happened].text(lang)
    parts = [format_days((low, high)) if low > FIRST_DAY else HAPPENED[YES].text(lang)]
    if fact.members and results != fact.all_members:
        parts.append(joined([member_name(fact, member, lang) for member in _members(fact, results)], lang))
    parts.extend(str(body) for body in (by, to) if body is not None)
    return joined(parts, lang)

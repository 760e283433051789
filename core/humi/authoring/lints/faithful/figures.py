"""Figures against the text: a number, amount, share or length that nothing bears out of what the rule cites."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

from humi.authoring.dated import stated_days
from humi.authoring.lints.draft import Draft
from humi.authoring.lints.faithful.cited import Cited, Library, Words
from humi.authoring.lints.faithful.said import Length, Number, Said
from humi.authoring.quantities import LENGTH, MONEY, NUMBER, SHARE, STRICT, Quantity, quantities
from humi.reading.problems import Problems

MONTHS = {"years": 12, "months": 1}
REFUSED = re.compile("[^，。；]*[都均也]不(?:合|符|算)")


def numbers(said: Said, cited: Cited, library: Library, problems: Problems) -> None:
    """F702: a number of the rule stands nowhere in what it cites, where other numbers do. F703: an amount likewise.
    F709: no such number stands there at all."""
    stated = [*cited.quantities, *cited.measured]
    explained = _explained(said)
    used = [number.value for number in said.numbers]
    left = [one for one in stated if (one.value > 1 or one.kind == SHARE) and not any(one.equals(value) for value in used)]
    for number in said.numbers:
        if (named := _by_name(number)) and not _is_among(number, named):
            place = number.place or said.rule.place
            problems.add("F702", place, found=number.shown, anchor=_words(named), suggestion=_nearest(number, named))
            continue
        if number.value == 0 or _is_among(number, (*stated, *explained)):
            continue
        if any(number.value in (one, one / 100) for one in cited.restated):
            continue
        place = number.place or said.rule.place
        others = [one for one in left if _comparable(one.kind, number.kind)]
        if others:
            code = "F703" if number.kind == MONEY else "F702"
            problems.add(code, place, found=number.shown, anchor=_words(others), suggestion=_nearest(number, others))
        elif cited.is_whole and not number.is_plain:
            elsewhere = library.stating(number.kind, number.value)
            problems.add("F709", place, found=number.shown, anchor=cited.said(), suggestion=_source(elsewhere))


def _explained(said: Said) -> list[Quantity]:
    """The numbers that the interpretation gives, without those of which it says that they are none: 三家都不合."""
    refused = [one for words in REFUSED.findall(said.explained) for one in quantities(words) if not one.operator]
    return [one for one in quantities(said.explained) if one not in refused]


def _is_among(number: Number, stated: Iterable[Quantity]) -> bool:
    """Whether a text says the number. Three or more are also said by more than two, where it does not say more than three."""
    stated = list(stated)
    if any(one.equals(number.value) or _is_part(number, one) for one in stated):
        return True
    beside = [one for one in stated if any(one.equals(value) for value in number.values)]
    return bool(beside) and not any(one.operator in STRICT.values() for one in beside)


def _is_part(number: Number, stated: Quantity) -> bool:
    """Whether a number is one of the two of a share: two thirds are at least twice of three times as many."""
    if stated.kind != SHARE or number.operator:
        return False
    share = Fraction(stated.value).limit_denominator(1000)
    return number.value in (share.numerator, share.denominator)


def _by_name(number: Number) -> list[Quantity]:
    """The numbers that the name of the reading states in which the number stands."""
    return [one for one in quantities(number.reading.zh) if _comparable(one.kind, number.kind)] if number.reading else []


def _comparable(stated: str, kind: str) -> bool:
    """A share may be compared as a number, an amount only with an amount, a length of days with days."""
    return stated == kind or (stated == SHARE and kind == NUMBER)


def lengths(said: Said, cited: Cited, library: Library, problems: Problems) -> None:
    """F704: the provisions cited state a length of time, and this one is not it. F709: they state none."""
    stated = [one for one in (*cited.quantities, *cited.measured) if one.kind == LENGTH]
    explained = [one for one in quantities(said.explained) if one.kind == LENGTH]
    for length in said.lengths:
        if any(same_length(length, one) for one in (*stated, *explained)):
            continue
        place = length.place or said.rule.place
        others = [one for one in stated if not any(same_length(other, one) for other in said.lengths)]
        if others:
            problems.add("F704", place, found=length.shown, anchor=_words(others), suggestion=_length(others))
        elif cited.is_whole and length.amount > 1 and length.amount not in cited.restated:
            elsewhere = [name for name, words in library.words.items() if _states(words, length)]
            problems.add("F709", place, found=length.shown, anchor=cited.said(), suggestion=_source(elsewhere))


def same_length(length: Length, stated: Quantity) -> bool:
    """Whether a text says the length, in years or in months."""
    amount = Decimal(length.amount)
    if length.unit in MONTHS and stated.unit in MONTHS:
        return amount * MONTHS[length.unit] == stated.value * MONTHS[stated.unit]
    return (length.unit, amount) == (stated.unit, stated.value)


def _states(words: Words, length: Length) -> bool:
    return any(one.kind == LENGTH and same_length(length, one) for one in words.quantities)


def ledger(draft: Draft, problems: Problems) -> None:
    """F706: the anchor of a provision states a number or a day, and its recorded values hold others, but not this one."""
    assert draft.ledger is not None
    for item in draft.ledger.items.values():
        if item.anchor is None or item.values is None:
            continue
        words = Words(item, None)
        recorded, anchored = words.measured, [one for one in quantities(words.anchor) if one.value > 1 or one.operator]
        for one in anchored:
            if recorded and not any(other.equals(one.value) for other in recorded):
                shown = ", ".join(f"{other.value.normalize():f}" for other in recorded)
                problems.add("F706", item.anchor.place, found=shown, anchor=one.words, suggestion="")
        days = [one for one in words.days if one not in stated_days(words.anchor)]
        for day in stated_days(words.anchor):
            if days and not any(other.days() & day.days() for other in days):
                shown = ", ".join(dict.fromkeys(other.words for other in days))
                problems.add("F706", item.anchor.place, found=shown, anchor=day.words, suggestion="")


def _words(stated: Iterable[Quantity]) -> str:
    return "、".join(dict.fromkeys(one.words for one in stated))


def _nearest(number: Number, stated: list[Quantity]) -> str:
    """The stated number that was probably meant, as an author writes it."""
    nearest = min(stated, key=lambda one: abs(one.value - number.value))
    shown = f"{nearest.value.normalize():f}"
    if nearest.kind == SHARE:
        return f"{round(nearest.value * 100, 4).normalize():f}%"
    return f"{shown} yuan" if nearest.kind == MONEY else shown


def _length(stated: list[Quantity]) -> str:
    """The one length that the text states, where it is one."""
    whole = (("months", one.value * 12) if one.unit == "years" and one.value % 1 else (one.unit, one.value) for one in stated)
    lengths = {f"{{{unit}: {value.normalize():f}}}" for unit, value in whole}
    return lengths.pop() if len(lengths) == 1 else ""


def _source(names: list[str]) -> str:
    """The one provision that says it, as a source to write."""
    return f"source: {names[0]}" if len(names) == 1 else ""

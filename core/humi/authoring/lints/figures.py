"""Figures against the text: a number, amount, share, length or day that nothing the rule cites bears out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from humi.authoring.lints.cited import Cited, nodes_of, scalars
from humi.authoring.lints.draft import Draft
from humi.authoring.quantities import LENGTH, MONEY, SHARE, Quantity, quantities
from humi.language import nodes as n
from humi.policy.pack import Duty, Governs, Incentive, Phase, Rule, Target
from humi.reading.problems import Place, Problems
from humi.values.dates import FIRST_DAY, LAST_DAY, format_days
from humi.values.numbers import format_decimal, format_money, format_percent

MONTHS = 12


def numbers(draft: Draft, problems: Problems) -> None:
    """F702: a number of the rule stands nowhere in what it cites, and a number that stands there is not in the rule.

    F703: an amount likewise. An anchor is no whole sentence, so a number that is only missing from it is no finding.
    """
    if draft.ledger is None:
        return
    for rule in draft.pack.rules():
        cited = Cited(rule, draft)
        stated = [one for one in (*cited.quantities, *cited.measured) if one.kind != LENGTH]
        said = list(_numbers(rule))
        used = [value for _, value, _, _ in said]
        used += [Decimal(node.number) for node, _ in nodes_of(rule) if isinstance(node, n.AtLeastOf)]
        left = [one for one in stated if not any(_equal(one.value, value) for value in used)]
        for kind, value, shown, place in said:
            of_kind = [one for one in left if _same_kind(one.kind, kind)]
            borne_out = any(_equal(one.value, value) for one in stated) or _recorded(value, cited)
            if of_kind and not borne_out and not _is_interpreted(rule, value):
                code = "F703" if kind == MONEY else "F702"
                problems.add(code, place or rule.place, found=shown, anchor=_words(of_kind), suggestion=_only(of_kind))


def _same_kind(stated: str, kind: str) -> bool:
    """A share may be compared as a number, an amount only with an amount."""
    return (stated == MONEY) == (kind == MONEY) and (stated == SHARE or kind != SHARE)


def lengths(draft: Draft, problems: Problems) -> None:
    """F704: the provisions cited state a length of time, and this one is not it."""
    if draft.ledger is None:
        return
    for rule in draft.pack.rules():
        cited = Cited(rule, draft)
        stated = [one for one in cited.quantities if one.kind == LENGTH]
        for node, _ in nodes_of(rule):
            if not isinstance(node, n.Step) or not stated or abs(node.amount) <= 1:
                continue
            value = Decimal(abs(node.amount))
            if not any(_same_length(node.unit, value, one) for one in stated) :
                shown = f"{abs(node.amount)} {node.unit}"
                problems.add("F704", node.place or rule.place, found=shown, anchor=_words(stated), suggestion="")


def days(draft: Draft, problems: Problems) -> None:
    """F705: a day of the rule is none of those that the provisions cited state, and one that they state is not in the rule.

    The days by which the document is in force and governs are known without being cited.
    """
    if draft.ledger is None:
        return
    known = {day for rule in (draft.pack.in_force, draft.pack.governs) if rule is not None for day, _ in _days(rule)}
    for rule in draft.pack.rules():
        if isinstance(rule, Target | Duty) and rule.year is not None:
            continue
        cited = Cited(rule, draft)
        allowed = {day for one in cited.days for day in one.days()}
        named = {day for day, _ in _days(rule)}
        left = [one for one in cited.days if not one.days() & named]
        for day, place in _days(rule):
            if left and day not in allowed and (day not in known or rule in (draft.pack.in_force, draft.pack.governs)):
                stated = "、".join(dict.fromkeys(one.words for one in left))
                shown = format_days((day, day))
                problems.add("F705", place or rule.place, found=shown, anchor=stated, suggestion="")


def ledger(draft: Draft, problems: Problems) -> None:
    """F706: the anchor of a provision states a number, and its recorded values hold numbers, but not this one."""
    if draft.ledger is None:
        return
    for item in draft.ledger.items.values():
        if item.anchor is None or item.values is None:
            continue
        recorded = [Decimal(value) for value in scalars(item.values) if not isinstance(value, str)]
        stated = [one for one in quantities(item.anchor.text) if one.operator or one.kind in (MONEY, SHARE, LENGTH)]
        for one in stated:
            if recorded and not any(_equal(one.value, value) for value in recorded):
                shown = ", ".join(f"{value.normalize():f}" for value in recorded)
                problems.add("F706", item.values.place, found=shown, anchor=one.words, suggestion="")


# --- what a rule says ---


def _numbers(rule: Rule) -> Iterator[tuple[str, Decimal, str, Place | None]]:
    """Kind, value, how it is shown, and place of every number that a rule compares with or gives."""
    for node, _ in nodes_of(rule):
        match node:
            case n.Compare(right=n.Constant() as right) if right.kind != n.DATE:
                yield _told(right, node.place)
            case n.ShareCompare(numerator=numerator, denominator=denominator):
                shown = format_percent(numerator, denominator)
                yield SHARE, Decimal(numerator) / Decimal(denominator), shown, node.place
    if isinstance(rule, Incentive) and isinstance(rule.amount, n.Constant):
        yield _told(rule.amount, rule.amount.place)


def _told(constant: n.Constant, place: Place | None) -> tuple[str, Decimal, str, Place | None]:
    value = Decimal(constant.value).scaleb(-constant.places)
    if constant.kind == n.MONEY:
        return MONEY, value, format_money(constant.value, "zh"), constant.place or place
    return n.NUMBER, value, format_decimal(constant.value, constant.places), constant.place or place


def _days(rule: Rule) -> Iterator[tuple[int, Place | None]]:
    """Every day that a rule names."""
    if isinstance(rule, Governs):
        yield from ((day, rule.place) for day in rule.span)
    if isinstance(rule, Target):
        yield from ((due.day, rule.place) for due in rule.due if due.day is not None)
    for node, _ in nodes_of(rule):
        match node:
            case n.Constant(kind=n.DATE, value=value) if FIRST_DAY < value < LAST_DAY:
                if node.place is not None or isinstance(rule, Phase):
                    yield value, node.place
            case n.SomeDay(first=first, last=last):
                yield from ((first, node.place), (last, node.place))
            case n.Within(spans=spans):
                yield from ((day, node.place) for span in spans for day in span if FIRST_DAY < day < LAST_DAY)


# --- what the text says ---


def _recorded(value: Decimal, cited: Cited) -> bool:
    return any(_equal(value, Decimal(found)) for found in cited.recorded if not isinstance(found, str))


def _equal(one: Decimal, other: Decimal) -> bool:
    """A share may be recorded as a percentage."""
    return one == other or one * 100 == other


def _is_interpreted(rule: Rule, value: Decimal) -> bool:
    """Whether an interpretation speaks of the number, so that the reading is recorded."""
    said = quantities(rule.interpretation.zh) if rule.interpretation is not None else ()
    return any(_equal(one.value, value) for one in said)


def _same_length(unit: str, value: Decimal, stated: Quantity) -> bool:
    months = {"years": MONTHS, "months": 1}
    if unit in months and stated.unit in months:
        return value * months[unit] == stated.value * months[stated.unit]
    return (unit, value) == (stated.unit, stated.value)


def _words(stated: Iterable[Quantity]) -> str:
    return "、".join(dict.fromkeys(one.words for one in stated))


def _only(stated: list[Quantity]) -> str:
    """The one number that the text states, where it is one."""
    values = {one.value for one in stated}
    return f"{values.pop().normalize():f}" if len(values) == 1 else ""

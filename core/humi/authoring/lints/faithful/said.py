"""What a rule says, with the place of each: the numbers, lengths and days that its author wrote."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields
from decimal import Decimal

from humi.authoring.dated import END, START, stated_days
from humi.authoring.lints.faithful.places import Written
from humi.authoring.quantities import LENGTH, MONEY, NUMBER, SHARE
from humi.language import nodes as n
from humi.policy.pack import DueDay, Governs, Rule, Target
from humi.reading.problems import Place
from humi.values.dates import FIRST_DAY, LAST_DAY, MonthDay, NotADate, format_days, parse_days, parse_month_day
from humi.values.label import Label
from humi.values.numbers import format_decimal, format_money, format_percent

ROLES = {">=": START, ">": START, "<=": END, "<": END}
YEARS = re.compile(r"[0-9]{4}(?:/[0-9]{4})?")


@dataclass(frozen=True, slots=True)
class Number:
    """A number, amount, share or length in days; `operator` where something is compared with it; `reading` is the name of the
    reading in which it stands."""

    kind: str
    value: Decimal
    shown: str
    place: Place | None
    operator: str = ""
    reading: Label | None = None

    @property
    def values(self) -> tuple[Decimal, ...]:
        """The numbers by which a text may say it: more than two are three or more."""
        step = {">": 1, "<": -1}.get(self.operator, 0) if self.kind == NUMBER else 0
        return (self.value, self.value + step) if step else (self.value,)

    @property
    def is_plain(self) -> bool:
        """None, one and all are said without a number."""
        return self.value in (0, 1)


@dataclass(frozen=True, slots=True)
class Length:
    """So many units of time."""

    amount: int
    unit: str
    place: Place | None

    @property
    def shown(self) -> str:
        """As an author writes it."""
        return f"{{{self.unit}: {self.amount}}}"


@dataclass(frozen=True, slots=True)
class Day:
    """`first` to `last` (ordinals), as the first day of something (`role` start), as its last (end), or as any."""

    first: int
    last: int
    role: str
    place: Place | None
    operator: str = ""

    @property
    def shown(self) -> str:
        """As an author writes it."""
        return format_days((self.first, self.last))


@dataclass(frozen=True, slots=True)
class Years:
    """The years in which a rule returns."""

    first: int
    last: int
    place: Place | None


class Said:
    """What one rule says."""

    def __init__(self, rule: Rule, written: Written, term: n.Node | None = None, years: tuple[int, int] | None = None) -> None:
        """`term` is what a rule of the section `terms` stands for, `years` the first and last year of one that returns."""
        self.rule = rule
        self.written = written
        self.nodes = tuple(nodes_of(rule) if term is None else _nodes_in(term, None))
        self.explained = "；".join(label.zh for label in _explained(rule, self.nodes))
        self.numbers = tuple(_numbers(self.nodes, written))
        self.lengths = tuple(_lengths(self.nodes))
        self.days = tuple(_placed(_days(rule, self.nodes, written)))
        self.yearly = tuple(_yearly(rule, self.nodes, written))
        place = written.find(rule.place, lambda text: YEARS.fullmatch(text) is not None) if years is not None else None
        self.years = Years(*years, place) if years is not None else None


Nodes = tuple[tuple[n.Node, Label | None], ...]
"""Nodes, each with the name of the reading in which it stands."""

UNNAMED = Label("", "")


def nodes_of(rule: Rule) -> Iterator[tuple[n.Node, Label | None]]:
    """Every node of a rule itself, not of terms and tables that it uses."""
    for item in fields(rule):
        yield from _nodes_in(getattr(rule, item.name), None)


def _nodes_in(value: object, reading: Label | None) -> Iterator[tuple[n.Node, Label | None]]:
    if isinstance(value, n.Readings | n.ValueReadings):
        yield value, reading
        labels = value.labels or (UNNAMED,) * len(value.options)
        for label, (_, option) in zip(labels, value.options, strict=True):
            yield from _nodes_in(option, label)
    elif isinstance(value, n.Node):
        yield value, reading
        if not isinstance(value, n.Term | n.ValueTerm | n.Lookup | n.ValueLookup):
            for child in n.children(value):
                yield from _nodes_in(child, reading)
    elif isinstance(value, DueDay):
        yield from _nodes_in(value.condition, reading)
    elif isinstance(value, tuple):
        for part in value:
            yield from _nodes_in(part, reading)


def _explained(rule: Rule, nodes: Nodes) -> Iterator[Label]:
    """The reading that is recorded of a rule: its interpretation, and the names of its readings."""
    if rule.interpretation is not None:
        yield rule.interpretation
    if isinstance(rule, Target):
        yield from (due.label for due in rule.due if due.label is not None)
    for node, _ in nodes:
        if isinstance(node, n.Readings | n.ValueReadings):
            yield from node.labels


# --- numbers ---


def _numbers(nodes: Nodes, written: Written) -> Iterator[Number]:
    compared: set[int] = set()
    for node, reading in nodes:
        match node:
            case n.Compare(operator=operator, left=left, right=n.Constant() as right) if right.kind != n.DATE:
                compared.add(id(right))
                in_days = isinstance(left, n.Difference) and n.kind_of(left.left) == n.DATE
                yield _number(right, node.place, operator, reading, in_days)
            case n.Constant(kind=kind) if kind != n.DATE and id(node) not in compared:
                yield _number(node, None, "", reading, False)
            case n.ShareCompare(operator=operator, numerator=numerator, denominator=denominator):
                shown = format_percent(numerator, denominator)
                yield Number(SHARE, Decimal(numerator) / Decimal(denominator), shown, node.place, operator, reading)
            case n.AtLeastOf(number=number):
                place = written.find(node.place, str(number).__eq__)
                yield Number(NUMBER, Decimal(number), str(number), place, ">=", reading)


def _number(constant: n.Constant, place: Place | None, operator: str, reading: Label | None, in_days: bool) -> Number:
    value = Decimal(constant.value).scaleb(-constant.places)
    place = constant.place or place
    if constant.kind == n.MONEY:
        return Number(MONEY, value, format_money(constant.value, "zh"), place, operator, reading)
    shown = format_decimal(constant.value, constant.places)
    return Number(LENGTH if in_days else NUMBER, value, shown, place, operator, reading)


def _lengths(nodes: Nodes) -> Iterator[Length]:
    for node, _ in nodes:
        # The day before stands for the end of a length, and nobody wrote it.
        if isinstance(node, n.Step) and (node.unit, node.amount) != ("days", -1):
            yield Length(abs(node.amount), node.unit, node.place)


# --- days ---


def _days(rule: Rule, nodes: Nodes, written: Written) -> Iterator[Day]:
    yield from _due_days(rule, written)
    if isinstance(rule, Governs):
        place = written.find(rule.place, lambda text: YEARS.fullmatch(text) is not None)
        yield Day(rule.span[0], rule.span[0], START, place)
        yield Day(rule.span[1], rule.span[1], END, place)
    compared: set[int] = set()
    for node, _ in nodes:
        match node:
            case n.Compare(operator=operator, right=n.Constant(kind=n.DATE) as right):
                compared.add(id(right))
                if written.says(right.place, _is_day):
                    yield Day(right.value, right.value, ROLES.get(operator, ""), right.place, operator)
            case n.SomeDay(first=first, last=last):
                yield Day(first, last, "", node.place)
            case n.Within(spans=spans) if written.says(node.place, _is_day):
                for first, last in spans:
                    yield from _span(first, last, node.place)
            case n.Constant(kind=n.DATE, value=value) if id(node) not in compared and written.says(node.place, _is_day):
                role = _role(rule, node)
                if FIRST_DAY < value < LAST_DAY and not getattr(rule, "year", None):
                    yield Day(value, value, role, node.place)


def _placed(days: Iterator[Day]) -> Iterator[Day]:
    """Each day where it is written: `due`, for one, stands for a day that is written elsewhere in the rule."""
    all_days = list(days)
    written = {(day.first, day.last) for day in all_days if day.place is not None}
    yield from (day for day in all_days if day.place is not None or (day.first, day.last) not in written)


def _span(first: int, last: int, place: Place | None) -> Iterator[Day]:
    if first > FIRST_DAY:
        yield Day(first, first, START, place)
    if last < LAST_DAY:
        yield Day(last, last, END, place)


def _due_days(rule: Rule, written: Written) -> Iterator[Day]:
    if isinstance(rule, Target) and rule.year is None:
        for due in rule.due:
            if due.day is not None:
                day = due.day
                place = written.find(rule.place, lambda text, day=day: _days_of(text) == (day, day))  # type: ignore[misc]
                yield Day(day, day, END, place)


def _role(rule: Rule, node: n.Constant) -> str:
    """Whether a day is the first or the last of a rule that has both."""
    for name, role in (("first", START), ("last", END), ("due", END)):
        value = getattr(rule, name, None)
        if isinstance(value, n.Node) and any(one is node for one in n.walk(value)):
            return role
    return ""


def _days_of(text: str) -> tuple[int, int] | None:
    try:
        return parse_days(text)
    except NotADate:
        return None


def _is_day(text: str) -> bool:
    """Whether an author wrote a day or a period, rather than `due` or `year`."""
    return _days_of(text) is not None or bool(stated_days(text)) or YEARS.fullmatch(text) is not None


def _yearly(rule: Rule, nodes: Nodes, written: Written) -> Iterator[tuple[MonthDay, Place | None]]:
    """The days of every year."""
    for node, _ in nodes:
        if isinstance(node, n.WithinYearly):
            yield node.first, node.place
            yield node.last, node.place
    if getattr(rule, "year", None):
        place = written.find(rule.place, _is_month_day)
        if place is not None and (scalar := written.scalars.get(place)) is not None and _is_month_day(scalar.text):
            yield parse_month_day(scalar.text), place


def _is_month_day(text: str) -> bool:
    try:
        parse_month_day(text)
    except NotADate:
        return False
    return True

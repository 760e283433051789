"""Decision tables, looked at in every way in which the columns can turn out: no diagram, no masks, no lowering.

A column is a list of points that its cells tell apart. A table is asked at every point that the dossier leaves possible; where
all give one answer, that is the answer.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from itertools import product
from typing import Any

from . import evaluator, values
from .facts import NUMBERS, Fact
from .frame import Frame, Value, cause_of, value_of
from .ranges import FIRST, LAST, Event, OneOf, Text, day_of, known, looks_like_a_date, looks_like_a_number, number
from .truth import NOTHING, Causes, Told

ABSENT = "absent"
ONE_HIT = ("unique", "any", "first", "priority")
TESTS = {"<": "lt", "<=": "le", ">": "gt", ">=": "ge"}
Passed = tuple[bool, ...]
"""Which rows a point of a column passes."""


@dataclass(frozen=True)
class NoAnswer:
    """No answer, and why."""

    cause: str
    what: str


@dataclass(frozen=True)
class Column:
    """What a column may be here, what it may be at all (told apart by the rows they pass), and why it is open."""

    here: tuple[Passed, ...]
    anywhere: tuple[Passed, ...]
    causes: Causes


# --- cells ----------------------------------------------------------------------------------------------------------


def test_of(cell: Any) -> Callable[[Any], bool]:
    """The test of a cell: `-`, literal, comparison, interval, list, `not(...)`."""
    text = str(cell).strip() if not isinstance(cell, bool) else ("true" if cell else "false")
    if text in ("-", "", "None"):
        return lambda point: True
    if text.startswith("not("):
        inner = test_of(text[4:-1])
        return lambda point: not inner(point)
    parts = re.findall(r"[\[(\]][^\[\]()]*\.\.[^\[\]()]*[\])\[]|[^,]+", text)
    tests = [one_test(part.strip()) for part in parts if part.strip()]
    return lambda point: any(test(point) for test in tests)


def one_test(text: str) -> Callable[[Any], bool]:
    """One test of a list."""
    interval = re.fullmatch(r"([\[(\]])\s*(.+?)\s*\.\.\s*(.+?)\s*([\])\[])", text)
    if interval:
        low, high = literal(interval[2]), literal(interval[3])
        above: Callable[[Any], bool] = (lambda at: at >= low) if interval[1] == "[" else (lambda at: at > low)
        below: Callable[[Any], bool] = (lambda at: at <= high) if interval[4] == "]" else (lambda at: at < high)
        return lambda point: point != ABSENT and above(point) and below(point)
    compared = re.fullmatch(r"(<=|>=|<|>)\s*(.+)", text)
    if compared:
        bound = literal(compared[2])
        how: Callable[[Any], bool] = {
            "<": lambda at: at < bound,
            "<=": lambda at: at <= bound,
            ">": lambda at: at > bound,
            ">=": lambda at: at >= bound,
        }[compared[1]]
        return lambda point: point != ABSENT and how(point)
    wanted = literal(text)
    if isinstance(wanted, bool):
        return lambda point: point is wanted or (isinstance(point, date) and wanted) or (point == ABSENT and not wanted)
    return lambda point: bool(point == wanted)


def literal(text: str) -> Any:
    """A literal as it looks; in quotes it is a text."""
    if text in ("true", "false"):
        return text == "true"
    if looks_like_a_date(text):
        return day_of(text).lo
    return number(text) if looks_like_a_number(text) else text.strip('"')


def constants(rows: list[dict[str, Any]], name: str) -> Iterator[Any]:
    """Every number, amount, date or word that the cells of a column name."""
    for row in rows:
        cell = row.get(name, "-")
        if isinstance(cell, bool):
            continue
        for part in re.split(r"\.\.|,|not\(|[\[\]()<>=]", str(cell)):
            if part.strip() not in ("", "-"):
                yield literal(part.strip())


# --- columns --------------------------------------------------------------------------------------------------------


def column_of(written: Any, name: str, rows: list[dict[str, Any]], frame: Frame) -> Column:
    """A column with the cells of the rows."""
    here, anywhere, causes = points_of(written, list(constants(rows, name)), frame)
    tests = [test_of(row.get(name, "-")) for row in rows]

    def apart(points: list[Any]) -> tuple[Passed, ...]:
        return tuple(dict.fromkeys(tuple(test(point) for test in tests) for point in points))

    return Column(apart(here), apart(anywhere), causes)


def points_of(written: Any, named: list[Any], frame: Frame) -> tuple[list[Any], list[Any], Causes]:
    """Points that the column may be here, points that it may be at all, and the causes of what is open."""
    if isinstance(written, dict) and set(written) == {"when"}:
        told: Told = evaluator.holds(written["when"], frame)
        here = [True, False] if told.answer is None else [told.answer]
        return here, [True, False], told.causes
    fact = None
    if isinstance(written, str):
        fact, record = frame.find(written)
        range_ = frame.known(fact, record)
        causes = cause_of(fact, range_, record)
        if isinstance(range_, OneOf):
            every = known(fact, None, frame.asked, frame.asked)
            assert isinstance(every, OneOf)
            return sorted(range_.members, key=str), sorted(every.members, key=str), causes
        if isinstance(range_, Text):
            every_text = [*map(str, named), "any other text"]
            return [range_.text] if range_.text is not None else every_text, every_text, causes
        if isinstance(range_, Event):
            value = value_of(fact, frame, record)
            happened = [] if range_.happened == {False} else days(value, named)
            absent = [ABSENT] if False in range_.happened else []
            return [*happened, *absent], [*days(Value(FIRST, LAST), named), ABSENT], causes
    value = values.value(written, frame)
    least, greatest, step = bounds(fact, value)
    return near(value.lo, value.hi, named, step), near(least, greatest, named, step), value.causes


def bounds(fact: Fact | None, value: Value) -> tuple[Any, Any, Any]:
    """The least and greatest that a column can be, and what lies next to a number."""
    if isinstance(value.lo, date):
        return FIRST, LAST, timedelta(days=1)
    if fact is None:
        return Fraction(0), float("inf"), Fraction(1)  # counts are the only other values that tables are made with
    assert fact.type in NUMBERS
    places = {"integer": 0, "money": 2}.get(fact.type, fact.places)
    return fact.minimum, fact.maximum, Fraction(1, 10**places)


def days(value: Value, named: list[Any]) -> list[Any]:
    return near(value.lo, value.hi, [day for day in named if isinstance(day, date)], timedelta(days=1))


def near(lo: Any, hi: Any, named: list[Any], step: Any) -> list[Any]:
    """The ends, and each constant between them with its neighbours."""
    found = [lo, hi]
    for constant in named:
        if isinstance(constant, date) != isinstance(lo, date):
            continue
        if isinstance(step, Fraction):
            below = Fraction((constant / step).__floor__()) * step
            candidates = [below - step, below, below + step]
        else:
            candidates = [constant - step, constant, constant + step]
        found += [point for point in candidates if lo <= point <= hi]
    return found


# --- rows -----------------------------------------------------------------------------------------------------------


class Table:
    """A table of the pack, as one rule asks it."""

    def __init__(self, written: Any, frame: Frame) -> None:
        name = written["name"] if isinstance(written, dict) else written
        self.name = name
        self.says = frame.policy["tables"][name]
        self.rows: list[dict[str, Any]] = self.says["rows"]
        self.policy = self.says.get("hit_policy", "unique")
        self.outputs: dict[str, Any] = self.says["outputs"]
        self.output = written["output"] if isinstance(written, dict) and "output" in written else next(iter(self.outputs))
        inside = frame.at(path=f"{frame.region}/tables/{name}", record=None)
        self.columns = [column_of(each, key, self.rows, inside) for key, each in self.says["inputs"].items()]

    def hits(self, point: tuple[Passed, ...]) -> list[int]:
        """The rows that hit at a point: every column lets them pass."""
        return [index for index in range(len(self.rows)) if all(passed[index] for passed in point)]

    def said(self, row: int, output: str = "") -> Any:
        """What a row answers."""
        written = self.rows[row][output or self.output]
        return written if isinstance(written, bool) else literal(str(written))

    def rank(self, row: int) -> tuple[Any, ...]:
        """What comes first has the smallest rank."""
        if self.policy in ("collect_min", "collect_max"):
            sign = 1 if self.policy == "collect_min" else -1
            return (sign * self.said(row), row)
        if self.policy != "priority":
            return (row,)
        ranks = []
        for name, output in self.outputs.items():
            listed = output.get("order", output.get("members", ()))
            order = [item if isinstance(item, bool) else literal(str(item)) for item in listed]
            ranks.append(order.index(self.said(row, name)) if order else 0)
        return (*ranks, row)

    def none(self) -> Any:
        """What is answered where no row hits."""
        default = self.outputs[self.output].get("default")
        if isinstance(default, dict):
            return NoAnswer("no_clause", default["no_clause"])
        if default is None:
            return NoAnswer("no_clause", f"tables/{self.name}")
        return default if isinstance(default, bool) else literal(str(default))

    def answer(self, point: tuple[Passed, ...]) -> Any:
        """The one answer at a point, or the figure."""
        hits = self.hits(point)
        if self.policy == "collect_count":
            return Fraction(len(hits))
        if self.policy == "collect_sum":
            return sum((self.said(row) for row in hits), Fraction(0))
        if not hits:
            return self.none()
        everything = {tuple(self.said(row, name) for name in self.outputs) for row in hits}
        if (self.policy == "unique" and len(hits) > 1) or (self.policy == "any" and len(everything) > 1):
            return NoAnswer("readings", f"tables/{self.name}")
        return self.said(min(hits, key=self.rank))

    def listed(self, wanted: list[Any], point: tuple[Passed, ...]) -> bool:
        """Whether the list of answers has one of some."""
        hits = self.hits(point)
        if not hits and "default" in self.outputs[self.output]:
            return self.none() in wanted
        return any(self.said(row) in wanted for row in hits)

    # --- what is open ---

    def possible(self, ask: Callable[[tuple[Passed, ...]], Any], before: tuple[Passed, ...] = ()) -> list[Any]:
        """Every answer that may come out, after some columns are settled."""
        rest = product(*(column.here for column in self.columns[len(before) :]))
        return list(dict.fromkeys(ask((*before, *after)) for after in rest))

    def causes(
        self, ask: Callable[[tuple[Passed, ...]], Any], definite: bool, before: tuple[Passed, ...] = ()
    ) -> Causes:
        """The columns are asked in order. One on which nothing depends any more is not asked; one that may turn out in ways
        after which the rest may answer differently is a cause. `definite`: what is settled after some ways is not looked at."""
        open_ = self.possible(ask, before)
        if definite and len(open_) == 1 and not isinstance(open_[0], NoAnswer):
            return NOTHING
        if len(before) == len(self.columns):
            return frozenset({(one.cause, one.what, "") for one in open_ if isinstance(one, NoAnswer)})
        column, rest = self.columns[len(before)], [each.anywhere for each in self.columns[len(before) + 1 :]]
        ways: dict[Any, Passed] = {}
        for passed in column.here:
            ways.setdefault(tuple(ask((*before, passed, *after)) for after in product(*rest)), passed)
        found = column.causes if len(ways) > 1 else NOTHING
        return found.union(*(self.causes(ask, definite, (*before, passed)) for passed in ways.values()))


# --- asked by rules -------------------------------------------------------------------------------------------------


def of_condition(written: Any, comparators: dict[str, Any], frame: Frame) -> Told | None:
    """A table as a condition; None where it gives a figure, which is compared as every value is."""
    table = Table(written, frame)
    kind = table.outputs[table.output]["type"]
    if table.policy == "collect_count" or (kind not in ("boolean", "category") and table.policy in (*ONE_HIT, *FIGURES)):
        return None
    if not comparators:
        return met(table, lambda point: table.answer(point), lambda one: one is True)
    told = []
    for word, says in comparators.items():
        wanted = [item if isinstance(item, bool) else str(item) for item in (says if isinstance(says, list) else [says])]
        if word in ("include", "include_all"):
            for some in [wanted] if word == "include" else [[item] for item in wanted]:
                told.append(met(table, lambda point, some=some: table.listed(some, point), lambda one: one))  # type: ignore[misc]
            continue
        members = list(table.outputs[table.output].get("members", ()))
        fits = chosen(word, wanted, members)
        told.append(met(table, table.answer, fits))
    from .truth import all_of

    return all_of(told)


FIGURES = ("collect_sum", "collect_min", "collect_max")


def chosen(word: str, wanted: list[Any], members: list[str]) -> Callable[[Any], bool]:
    """Whether an answer is one of some, or comes before or after one in order."""
    if word in ("equals", "in"):
        return lambda one: one in wanted
    at = members.index(wanted[0])
    holds: dict[str, Callable[[int], bool]] = {
        "at_least": lambda index: index >= at,
        "more_than": lambda index: index > at,
        "at_most": lambda index: index <= at,
        "less_than": lambda index: index < at,
    }
    return lambda one: holds[word](members.index(one))


def met(table: Table, ask: Callable[[tuple[Passed, ...]], Any], fits: Callable[[Any], bool]) -> Told:
    """Met where every way in which it can turn out fits, not met where none does."""

    def fitting(point: tuple[Passed, ...]) -> Any:
        one = ask(point)
        return one if isinstance(one, NoAnswer) else fits(one)

    answers = table.possible(fitting)
    if len(answers) == 1 and not isinstance(answers[0], NoAnswer):
        return Told(answers[0])
    return Told(None, table.causes(fitting, definite=True))


def of_value(written: dict[str, Any], frame: Frame) -> Value:
    """A table as a value: from the least to the greatest of what may come out."""
    table = Table(written["table"], frame)
    answers = table.possible(table.answer)
    ends = [end for one in answers for end in (widest(table) if isinstance(one, NoAnswer) else (one, one))]
    return Value(min(ends), max(ends), table.causes(table.answer, definite=False))


def widest(table: Table) -> tuple[Any, Any]:
    """Anything that the output may be."""
    says = table.outputs[table.output]
    if says["type"] == "date":
        return FIRST, LAST
    return number(says.get("minimum", -(10**12))), number(says.get("maximum", 10**12))

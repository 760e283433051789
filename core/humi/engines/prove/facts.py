"""What a fact may hold, as solver variables: the slots of a record (`dossier.facts`) of which nothing is decided yet.

Of a *complete* dossier each fact is one point: a boolean is yes or no, a date one day. Of *any* dossier it is a range, as the
slots are: whatever a dossier can write is among them, and for some types a little more (`spelled` narrows it down to what can
be written).
"""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from typing import Any, NamedTuple

import z3

from humi.dossier.facts import Fact
from humi.engines.prove.logic import Term, both, choose, either, equal, implies, negate
from humi.values.dates import FIRST_DAY, LAST_DAY

Mask = tuple[Term, ...]
"""Of each member, whether it is still possible (of `categories`: whether it surely, or possibly, is one)."""


class Text(NamedTuple):
    """A text: whether it is recorded, a number that stands for it, and the path of its fact."""

    known: Term
    code: Term
    fact: str


class Held:
    """One fact of one record. `slots` are laid out as in a record; `rules` is what is so of all of them."""

    def __init__(self, fact: Fact, name: str, complete: bool) -> None:
        self.fact = fact
        self.name = name
        self.complete = complete
        self.variables: list[Term] = []
        self.rules: list[Term] = []
        self.spelled: list[Term] = []
        """What is so of whatever a dossier can write, beyond the rules."""
        self.days: list[Term] = []
        """Its days, which examples keep near the day asked about."""
        self.texts: list[Text] = []
        self.happens: Term = False
        self.asked: set[int] = set()
        """The slots that were asked for."""
        makers: dict[str, Callable[[], list[Any]]] = {
            "boolean": self._boolean,
            "category": lambda: [self._one_member(self.fact, "")],
            "categories": self._categories,
            "date": self._date,
            "period": self._period,
            "event": self._event,
            "text": lambda: [self._text("")],
        }
        self.slots: list[Any] = makers.get(fact.type, self._number)()

    def shared(self, fact: Fact) -> Held:
        """Another fact that holds the same text."""
        other = copy(self)
        other.fact, other.variables, other.rules, other.asked = fact, [], [], set()
        other.texts = [text._replace(fact=fact.path) for text in self.texts]
        other.slots = list(other.texts)
        return other

    # --- variables ---

    def _bool(self, part: str) -> Term:
        self.variables.append(z3.Bool(f"{self.name}{part}"))
        return self.variables[-1]

    def _int(self, part: str, least: int, most: int) -> Term:
        variable = z3.Int(f"{self.name}{part}")
        self.variables.append(variable)
        self.rules += [variable >= least, variable <= most]
        return variable

    def _range(self, part: str, least: int, most: int) -> tuple[Term, Term]:
        low = self._int(f"{part}.low", least, most)
        if self.complete:
            return low, low
        high = self._int(f"{part}.high", least, most)
        self.rules.append(low <= high)
        return low, high

    def _text(self, part: str, recorded: Term = True) -> Text:
        code = self._int(f"{part}.code", 0, 10**9)
        known = recorded if self.complete else self._bool(f"{part}.known")
        if not self.complete:
            self.rules.append(implies(known, recorded))
        self.texts.append(Text(known, code, self.fact.path))
        return self.texts[-1]

    # --- types ---

    def _boolean(self) -> list[Any]:
        yes = self._bool(".yes")
        if self.complete:
            return [(negate(yes), yes)]
        no = self._bool(".no")
        self.rules.append(either((no, yes)))
        return [(no, yes)]

    def _one_member(self, fact: Fact, part: str) -> Mask:
        """Exactly one member, or (of any dossier) all of them."""
        count = fact.all_members.bit_length()
        bits = tuple(self._bool(f"{part}.{index}") for index in range(count))
        if not bits:
            return bits
        one = z3.PbEq([(bit, 1) for bit in bits], 1)
        self.rules.append(one if self.complete else either((one, both(bits))))
        return bits

    def _categories(self) -> list[Any]:
        count = self.fact.all_members.bit_length()
        may = tuple(self._bool(f".{index}") for index in range(count))
        if self.complete:
            return [may, may]
        known = self._bool(".known")
        self.rules.append(implies(negate(known), both(may)))
        return [tuple(both((known, bit)) for bit in may), may]

    def _number(self) -> list[Any]:
        return [*self._range("", self.fact.minimum, self.fact.maximum)]

    def _date(self) -> list[Any]:
        low, high = self._range("", FIRST_DAY, LAST_DAY)
        self.spelled.append(_day_or_nothing(low, high))
        self.days.append((low, high))
        return [low, high]

    def _period(self) -> list[Any]:
        start, end = self._range(".start", FIRST_DAY, LAST_DAY), self._range(".end", FIRST_DAY, LAST_DAY)
        self.rules.append(start[0] <= end[1])
        if not self.complete:
            no_start = both((equal(start[0], FIRST_DAY), equal(start[1], end[1])))
            no_end = both((equal(end[1], LAST_DAY), equal(end[0], start[0])))
            self.spelled += [either((equal(*start), no_start)), either((equal(*end), no_end))]
        self.days += [start, end]
        return [*start, *end]

    def _event(self) -> list[Any]:
        """As written, before it is known whether its day has come (`settled`)."""
        yes = self._bool(".yes")
        no = negate(yes) if self.complete else self._bool(".no")
        day = self._range(".day", FIRST_DAY, LAST_DAY)
        sure = both((yes, negate(no)))
        if not self.complete:
            self.rules.append(either((no, yes)))
            self.spelled.append(_day_or_nothing(*day))
        self.days.append(day)
        self.happens = sure
        low, high = choose(sure, day[0], FIRST_DAY), choose(sure, day[1], LAST_DAY)
        members = self._one_member(self.fact, ".result")
        result = tuple(either((negate(sure), bit)) for bit in members)
        return [(no, yes), low, high, result, self._text(".by", sure), self._text(".to", sure)]


def _day_or_nothing(low: Term, high: Term) -> Term:
    return True if low is high else either((equal(low, high), both((equal(low, FIRST_DAY), equal(high, LAST_DAY)))))


def open_slots(fact: Fact) -> list[Any]:
    """The slots of a fact of which nothing is recorded."""

    def bits(members: int) -> Mask:
        return tuple(bool(members >> index & 1) for index in range(fact.all_members.bit_length()))

    slots: list[Any] = fact.unknown()
    match fact.type:
        case "boolean":
            return [(True, True)]
        case "category" | "categories":
            return [bits(mask) for mask in slots]
        case "text":
            return [Text(False, 0, fact.path)]
        case "event":
            return [(True, True), *slots[1:3], bits(slots[3]), Text(False, 0, fact.path), Text(False, 0, fact.path)]
    return slots


def settled(slots: list[Any], asked: int, now: int) -> list[Any]:
    """The slots of an event as of the day asked: what comes later has not happened yet (`dossier.asof`)."""
    (no, yes), low, high = slots[:3]
    sure, open_ = negate(no), both((yes, high > asked))
    future, spans = both((open_, low > asked)), both((open_, low <= asked))
    first = equal(low, FIRST_DAY)
    since = both((spans, first, sure)) if asked < now else False
    mask = (either((no, future, both((spans, negate(first))), since)), both((yes, negate(future))))
    return [mask, choose(since, FIRST_DAY + 1, low), choose(spans, asked, high), *slots[3:]]

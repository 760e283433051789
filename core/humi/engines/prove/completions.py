"""Days of which each reading, and each completion of a day given to the month, is a solution of its own.

The judge asks whether something holds by every reading, and so takes a day as a range; a question about days asks for one that
makes a difference. Choices that are written alike are read alike; a day that is written twice may be two.
"""

from __future__ import annotations

from typing import Any

import z3

from humi.engines.prove.dates import moved
from humi.engines.prove.logic import Term, choose
from humi.engines.prove.terms import SolverTerms
from humi.language import nodes as n
from humi.language.pairs import Pairs, Range
from humi.values.dates import FIRST_DAY, LAST_DAY

MOST_DAYS = 1000
"""A step of a day that is one of so many is said exactly."""


class Completions(Pairs[Any]):
    """Lowers values to the terms of the prover, days that may be several to unknowns of their own."""

    def __init__(self, terms: SolverTerms) -> None:
        super().__init__(terms)
        self.unknowns = terms.unknowns
        self.days: dict[int, Term] = {}
        """The unknown of each day given to the month or year, by the identity of its node."""
        self.readings: dict[n.ValueReadings, Term] = {}
        """For each choice between readings, the unknown place of the one taken."""

    def between(self, first: Term, last: Term) -> Term:
        """A day between two others."""
        day = z3.FreshInt("day")
        self.unknowns.rules += [day >= first, day <= last]
        return day

    def value(self, node: n.Value) -> Range:
        match node:
            case n.SomeDay(first=first, last=last):
                if id(node) not in self.days:
                    self.days[id(node)] = self.between(first, last)
                day = self.days[id(node)]
                return Range(day, day, first, last)
            case n.ValueReadings(options=options):
                return self._read(node, [self.value(item) for _, item in options])
            case n.Step(base=base, pauses=(), roll=False):
                day = self.value(base)
                if isinstance(day.low, int) or day.low is not day.high or day.ceiling - day.floor > MOST_DAYS:
                    return super().value(node)
                ends = [moved(node, end, end, end) for end in (day.floor, day.ceiling)]
                result = moved(node, day.low, day.floor, day.ceiling)
                return Range(result, result, *ends)
        return super().value(node)

    def _read(self, node: n.ValueReadings, options: list[Range]) -> Range:
        """By one of the readings."""
        if node not in self.readings:
            self.readings[node] = self.between(0, len(options) - 1)
        taken = self.readings[node]
        low, high = options[0].low, options[0].high
        for place, one in enumerate(options[1:], start=1):
            sharp = low is high and one.low is one.high
            low = choose(taken == place, one.low, low)
            high = low if sharp else choose(taken == place, one.high, high)
        floor, ceiling = min(one.floor for one in options), max(one.ceiling for one in options)
        return Range(low, high, max(floor, FIRST_DAY), min(ceiling, LAST_DAY))

"""Looking for a dossier: there is none, here is one that was tried, or nobody can tell within the time given."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from time import monotonic
from typing import Any, TypeAlias

import z3

from humi.engines.prove.dossier import Closed, Unknowns
from humi.engines.prove.example import Document, Writer
from humi.engines.prove.logic import Term, both, total
from humi.values.frozen import Frozen

MOST_RECORDS = (6, 80, 500)
"""Examples hold so many related records that are not named at most; first few are tried. Proofs have no such bound."""

NEAR = (4 * 366, 15 * 366)
"""Examples keep their days within so many days before the day asked about, if they can."""


Accept = Callable[..., bool]
"""Whether the dossier (and the other, where there is one) is what is looked for."""


class Impossible(Frozen):
    """There is no such dossier, of any size."""


class Found(Frozen):
    """A dossier that was accepted; `other` is the one with a fact changed, where the question is about that."""

    document: Document
    other: Document | None = None


class Undecided(Frozen):
    """Nobody can tell: `reason` is `time` or `example` (solutions were found, but none that could be written and was
    accepted); `rejected` is a dossier that was not accepted, where there was one."""

    reason: str
    seconds: float
    rejected: Document | None = None


Result: TypeAlias = Impossible | Found | Undecided


class Search:
    """Looks for dossiers in which one thing or another is so, in one solver: what is so of all of them is told it once.

    `unknowns` is closed by this: goals may only speak of what was asked before.
    """

    def __init__(self, unknowns: Unknowns, asked: int) -> None:
        self.unknowns = unknowns
        closed = unknowns.close()
        self._rules = closed.rules
        self._solver = z3.Solver()
        self._flags: dict[int, Term] = {}
        self._model: z3.ModelRef | None = None
        self._narrower = [[self._flagged(term) for term in terms] for terms in narrower(closed, asked)]
        if self._rules is not True:
            self._solver.add(self._rules)

    def find(self, goal: Term, seconds: float, accept: Accept) -> Result:
        """A dossier for which the goal holds and which `accept` accepts, if there is one."""
        if both((self._rules, goal)) is False:
            return Impossible()
        flag = z3.FreshBool("goal")
        self._solver.add(z3.Implies(flag, goal))
        try:
            return self._find(flag, seconds, accept)
        finally:
            self._solver.add(z3.Not(flag))

    def value(self, term: Term) -> int:
        """What a number comes to in the solution that is being tried."""
        if isinstance(term, int):
            return term
        assert self._model is not None
        return int(self._model.eval(term, model_completion=True).as_long())

    def _find(self, goal: Term, seconds: float, accept: Accept) -> Result:
        started = monotonic()
        rejected: Document | None = None
        possible = False
        for narrower in self._narrower:
            left = seconds - (monotonic() - started)
            if left <= 0:
                return Undecided("time", seconds, rejected)
            documents, answer = self._try(left, goal, *(make() for make in narrower))
            if documents:
                if accept(*documents):
                    return Found(*documents)
                rejected = rejected or documents[0]
            elif answer == z3.unsat and not narrower:
                return Impossible()
            elif answer == z3.unknown and not narrower:
                return Undecided("time", seconds, rejected)
            elif answer == z3.unsat and rejected is None and not possible:
                if self._none_at_all(left, goal):
                    return Impossible()
                possible = True
        return Undecided("example", seconds, rejected)

    def _flagged(self, term: Term) -> Callable[[], Term]:
        """A name for what examples may be asked to be like, told to the solver when it is first needed."""

        def made() -> Term:
            key = id(term)
            if key not in self._flags:
                self._flags[key] = z3.FreshBool("like")
                self._solver.add(z3.Implies(self._flags[key], term))
            return self._flags[key]

        return made

    def _try(self, seconds: float, *so: Term) -> tuple[list[Document], Any]:
        self._solver.set("timeout", max(1, int(seconds * 1000)))
        answer = self._solver.check(*so)
        self._model = self._solver.model() if answer == z3.sat else None
        return (Writer(self.unknowns, self._model).documents() if self._model is not None else []), answer

    def _none_at_all(self, seconds: float, goal: Term) -> bool:
        """Whether there is no solution, however many records and however odd its days."""
        self._solver.set("timeout", max(1, int(seconds * 1000)))
        return bool(self._solver.check(goal) == z3.unsat)


def narrower(closed: Closed, asked: int) -> Iterator[list[Term]]:
    """What examples are asked to be like, the most readable first; at last nothing at all."""
    exact, likely = closed.exact(), closed.likely()
    nearer, near = (closed.near(asked - days, asked + days // 3, asked) for days in NEAR)
    few = [total(closed.numbers) <= most for most in MOST_RECORDS] if closed.numbers else [True]
    different = closed.different()
    for window in (nearer, near):
        for number in few:
            yield [exact, likely, window, different, number]
    if different is not True:
        yield [exact, likely, near, few[-1]]
    yield [exact, few[-1]]
    yield []

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


def search(unknowns: Unknowns, goal: Term, asked: int, seconds: float, accept: Accept) -> Result:
    """A dossier for which the goal holds and which `accept` accepts, if there is one. `unknowns` is closed by this."""
    started = monotonic()
    closed = unknowns.close()
    if both((closed.rules, goal)) is False:
        return Impossible()
    solver = z3.Solver()
    solver.add(*(term for term in (closed.rules, goal) if term is not True))
    rejected: Document | None = None
    possible = False
    for narrow in narrower(closed, asked):
        left = seconds - (monotonic() - started)
        if left <= 0:
            return Undecided("time", seconds, rejected)
        solver.push()
        solver.add(*(term for term in narrow if term is not True))
        documents, answer = _try(solver, unknowns, left)
        solver.pop()
        if documents:
            if accept(*documents):
                return Found(*documents)
            rejected = rejected or documents[0]
        elif answer == z3.unsat and not narrow:
            return Impossible()
        elif answer == z3.unknown and not narrow:
            return Undecided("time", seconds, rejected)
        elif answer == z3.unsat and rejected is None and not possible:
            if _none_at_all(solver, left):
                return Impossible()
            possible = True
    return Undecided("example", seconds, rejected)


def _try(solver: z3.Solver, unknowns: Unknowns, seconds: float) -> tuple[list[Document], Any]:
    solver.set("timeout", max(1, int(seconds * 1000)))
    answer = solver.check()
    return (Writer(unknowns, solver.model()).documents() if answer == z3.sat else []), answer


def _none_at_all(solver: z3.Solver, seconds: float) -> bool:
    """Whether there is no solution, however many records and however odd its days."""
    solver.set("timeout", max(1, int(seconds * 1000)))
    return bool(solver.check() == z3.unsat)


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

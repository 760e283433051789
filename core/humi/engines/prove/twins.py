"""Two completions of one dossier that differ in one thing only: does that change what rules say, and what do they come to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from time import monotonic
from typing import Any, TypeAlias

import z3

from humi.engines.prove.example import Document, Writer
from humi.engines.prove.given import Given, Open, population_terms
from humi.engines.prove.logic import Term, both, either, lifted
from humi.engines.prove.search import Found, Impossible, Result, Undecided, narrower

Accept: TypeAlias = Callable[..., bool]
"""Whether one dossier, or both, are what is looked for."""


class Twins:
    """The completions of a dossier. Everything that is to be asked of them has been asked of the unknowns."""

    def __init__(self, given: Given, asked: int, terms: Sequence[Term]) -> None:
        """`terms` is everything that is asked about later on."""
        unknowns = self.unknowns = given.unknowns
        closed = unknowns.close()
        self.open = list(given.open())
        known = both((closed.rules, *given.rules()))
        counted = list(given.narrower())
        self._narrower = [both((*narrow, *counted)) for narrow in narrower(closed, asked) if narrow]
        variables = _variables([known, *self._narrower, *terms])
        self._pairs = [(one, z3.Const(f"{one.decl().name()}'", one.sort())) for one in variables]
        primed = dict(zip([one.get_id() for one in variables], self._pairs, strict=True))
        self._one = _solver(known)
        self._two = _solver(known, self.primed(known))
        self._same: dict[tuple[str, str, str], Term] = {}
        fixed = [term for term in self._decided() if term.get_id() in primed]
        opened = {term.get_id() for one in self.open for term in one.terms}
        self._two.add(*(one == two for one, two in self._equal(fixed, primed) if one.get_id() not in opened))
        for number, one in enumerate(self.open):
            same = z3.Bool(f"same!{number}")
            self._same[one.key] = same
            self._two.add(*(z3.Implies(same, mine == other) for mine, other in self._equal(one.terms, primed)))

    def primed(self, term: Term) -> Term:
        """What is said of one, said of the other."""
        return term if isinstance(term, int) else z3.substitute(term, *self._pairs)

    def some(self, goal: Term, seconds: float, accept: Accept) -> Result:
        """A completion for which the goal holds."""
        return self._search(self._one, [], goal, [lambda model: model], seconds, accept)

    def differing(self, open_: Open, differ: Term, seconds: float, accept: Accept) -> Result:
        """Two completions that differ in one thing that is open, of which `differ` is so."""
        same = [term for key, term in self._same.items() if key != open_.key]
        return self._search(self._two, same, differ, [lambda model: model, lambda model: _Other(model, self)], seconds, accept)

    def _search(
        self, solver: z3.Solver, same: list[Term], goal: Term, views: list[Callable[[Any], Any]], seconds: float, accept: Accept
    ) -> Result:
        started, rejected, asked = monotonic(), None, lifted(goal)
        for number, narrow in enumerate((True, *self._narrower)):
            left = seconds - (monotonic() - started)
            if left <= 0:
                return Undecided("time", seconds, rejected)
            solver.set("timeout", max(1, int(left * 1000)))
            more = [lifted(narrow), *([lifted(self.primed(narrow))] if len(views) > 1 else [])]
            solver.push()
            solver.add(asked, *more)
            answer = solver.check(*same)
            documents = self._written(solver.model(), views) if answer == z3.sat and number else []
            solver.pop()
            if not number and answer != z3.sat:
                return Impossible() if answer == z3.unsat else Undecided("time", seconds)
            if documents and accept(*documents):
                return Found(*documents)
            rejected = rejected or (documents[0] if documents else None)
        return Undecided("example", seconds, rejected)

    def _written(self, model: Any, views: list[Callable[[Any], Any]]) -> list[Document]:
        return [Writer(self.unknowns, view(model)).document() for view in views]

    def _decided(self) -> Iterator[Term]:
        """Every unknown of a record, a list or a judgement."""
        for record in self.unknowns.single_records():
            yield from (term for held in record.held.values() for term in held.variables)
        for population in self.unknowns.populations.values():
            yield from population_terms(population)
        yield from (yes for _, yes in self.unknowns.judged.values())

    def _equal(self, terms: Iterable[Term], primed: dict[int, tuple[Term, Term]]) -> list[tuple[Term, Term]]:
        return [primed[term.get_id()] for term in terms if not isinstance(term, int) and term.get_id() in primed]


class _Other:
    """A model of two, read as one of the other."""

    def __init__(self, model: z3.ModelRef, twins: Twins) -> None:
        self._model = model
        self._twins = twins

    def eval(self, term: Term, model_completion: bool) -> Any:
        return self._model.eval(self._twins.primed(term), model_completion=model_completion)


def differ(pairs: Iterable[tuple[Term, Term]]) -> Term:
    """Whether any two truths are not the same."""
    return either(z3.Xor(lifted(one), lifted(other)) for one, other in pairs)


def _solver(*terms: Term) -> z3.Solver:
    solver = z3.Solver()
    solver.add(*map(lifted, terms))
    return solver


def _variables(terms: Iterable[Term]) -> list[Term]:
    found: dict[int, Term] = {}
    seen: set[int] = set()
    left = [term for term in terms if not isinstance(term, int)]
    while left:
        term = left.pop()
        if term.get_id() in seen:
            continue
        seen.add(term.get_id())
        if z3.is_const(term) and term.decl().kind() == z3.Z3_OP_UNINTERPRETED:
            found[term.get_id()] = term
        left.extend(term.children())
    return list(found.values())

"""Targets, counted over the tables of a registry: as `road.targets` has them, on the state of each due day."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any

from humi.decision import PRECEDENCE, Outcome
from humi.engines.screen.columns import Columns
from humi.engines.screen.frames import Term, Whole
from humi.engines.screen.population import Population
from humi.engines.screen.sight import Sight
from humi.language import nodes as n
from humi.policy.pack import DueDay, Pack, Target
from humi.road import measures
from humi.screening.found import CauseKey, Found, everywhere, found, join, outcome_code, where
from humi.screening.matter import Matter
from humi.values.frozen import Frozen

if TYPE_CHECKING:
    import ibis.expr.types as ir

Fetch = Callable[["ir.Table"], dict[str, Any]]
"""Computes a table of one row."""


class Counted(Frozen):
    """A target by the state of its due day: outcome, causes as (kind, what), the number counted, of a share the part and the
    whole, None where it is no whole number, and the number measured where it is none, in parts of one (`road.measures`)."""

    path: str
    outcome: Outcome
    causes: frozenset[CauseKey] = frozenset()
    count: tuple[int, int] | None = None
    of: tuple[int, int] | None = None
    value: tuple[int, int] | None = None


def count_targets(pack: Pack, population: Population, asked: int, fetch: Fetch) -> list[Counted]:
    """Every target of a region, counted over a registry.

    The registry is a population with one row of `applicants`, which holds what the authority does itself, and all records
    under its key (`Population.of([registry], vocabulary)`). `fetch` computes a table of one row. Raises Untranslatable for a
    target that tables cannot express.
    """
    days = sorted({_state(due, asked) for target in pack.targets for due in target.due})
    counted: dict[tuple[str, str], Counted] = {}
    for day in days:
        sight = population.sight(pack.region, day, asked)
        due_then = [(target, due) for target in pack.targets for due in target.due if _state(due, asked) == day]
        asked_of = {(target.path, due.name): _Asked(pack, sight, due, asked) for target, due in due_then}
        terms = [term for one in asked_of.values() for term in one.terms()]
        row = fetch(Columns(population, sight).table(sight.applicants, terms))
        counted.update({key: one.read(key[0], row) for key, one in asked_of.items()})
    return [_together(target, [counted[target.path, due.name] for due in target.due]) for target in pack.targets]


def _state(due: DueDay, asked: int) -> int:
    """The day whose state counts."""
    return asked if due.day is None else min(due.day, asked)


class _Asked:
    """What is asked of the tables for a target by one reading of its due day."""

    def __init__(self, pack: Pack, sight: Sight, due: DueDay, asked: int) -> None:
        day = asked if due.day is None else due.day
        matter = Matter(pack, sight, sight.applicants, "programme", None).on(day, due.day is not None)
        self.found = _found(matter, due, asked)
        self.count = _range(matter, measures.counted(due.condition))
        self.of = _range(matter, measures.whole(due.condition))
        self.value = _range(matter, measures.valued(due.condition))
        self.condition = due.condition

    def terms(self) -> Iterator[Term]:
        numbers = (end for ends in (self.count, self.of, self.value) for end in ends or ())
        values: Iterable[Any] = (outcome_code(self.found), *self.found.causes.values(), *numbers)
        return (value for value in values if isinstance(value, Term))

    def read(self, path: str, row: dict[str, Any]) -> Counted:
        def value(term: Any) -> Any:
            return row[term.name] if isinstance(term, Term) else term

        causes = frozenset(cause for cause, rows in self.found.causes.items() if value(rows))
        numbers = (self.count, self.of, self.value)
        count, of, measured = (None if ends is None else (value(ends[0]), value(ends[1])) for ends in numbers)
        in_parts = None if measured is None else measures.in_parts(measured, self.condition)
        return Counted(path, PRECEDENCE[value(outcome_code(self.found))], causes, count, of, in_parts)


def _found(matter: Matter, due: DueDay, asked: int) -> Found:
    applies = matter.applicability()
    out = (applies[Outcome.OUT_OF_SCOPE], everywhere(Outcome.OUT_OF_SCOPE))
    if due.day is not None and asked < due.day:
        return where([out], everywhere(Outcome.NOT_YET_DUE))
    raw = matter.judge(due.condition)
    unsure = join([applies, found({Outcome.UNDETERMINED: True}, raw.causes)])
    return where([out, (applies[Outcome.UNDETERMINED], unsure)], raw)


def _range(matter: Matter, value: n.Value | None) -> tuple[Whole, Whole] | None:
    return None if value is None else matter.range_of(value)


def _together(target: Target, judged: list[Counted]) -> Counted:
    """The outcome where every reading of the due day has the same, else undetermined."""
    causes = frozenset(cause for one in judged if one.outcome is Outcome.UNDETERMINED for cause in one.causes)
    outcomes = {one.outcome for one in judged}
    if len(outcomes) > 1:
        causes |= {("readings", ",".join(due.name for due in target.due))}
    outcome = outcomes.pop() if len(outcomes) == 1 else Outcome.UNDETERMINED
    numbers = (_hull([getattr(one, name) for one in judged]) for name in ("count", "of", "value"))
    return Counted(target.path, outcome, causes, *numbers)


def _hull(ranges: list[tuple[int, int] | None]) -> tuple[int, int] | None:
    known = [one for one in ranges if one is not None]
    return (min(low for low, _ in known), max(high for _, high in known)) if known else None

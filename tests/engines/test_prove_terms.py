"""The terms of the prover, one by one, against the functions of the judge."""

from __future__ import annotations

from datetime import date

import pytest
import z3
from hypothesis import given, settings
from hypothesis import strategies as st

from humi.dossier.vocabulary import shared_vocabulary
from humi.engines import runtime
from humi.engines.prove import Unknowns
from humi.engines.prove.dates import Stepped, in_window, stepped
from humi.engines.prove.logic import lifted
from humi.language.nodes import Asked, Step
from humi.values.dates import FIRST_DAY, LAST_DAY, in_yearly_window

DAYS = st.integers(date(2001, 1, 1).toordinal(), date(2031, 12, 31).toordinal())
STEPS = st.builds(
    Step,
    st.just(Asked()),
    st.sampled_from(("days", "working_days", "months", "years")),
    st.integers(-30, 30),
    st.just(()),
    st.booleans(),
)
DAY = z3.Int("day")


def holds(term: object, *facts: object) -> bool:
    """Whether a term is so of every solution of some facts."""
    solver = z3.Solver()
    solver.add(*map(lifted, facts), z3.Not(lifted(term)))
    return bool(solver.check() == z3.unsat)


@settings(deadline=None)
@given(STEPS, DAYS, DAYS)
def test_a_step_beside_a_constant_is_a_threshold(step: Step, base: int, bound: int) -> None:
    for end, which in zip(stepped(step, DAY, DAY), (0, 1), strict=True):
        assert isinstance(end, Stepped)
        judged = runtime.step(step.unit, step.amount, step.roll, base, base, ())[which] >= bound
        solver = z3.Solver()
        solver.add(base == DAY, lifted(end.at_least(bound)))
        assert (solver.check() == z3.sat) is judged


@settings(deadline=None)
@given(STEPS, st.one_of(DAYS, st.sampled_from([FIRST_DAY, FIRST_DAY + 1, LAST_DAY - 1, LAST_DAY])))
def test_what_a_step_comes_to_is_never_excluded(step: Step, base: int) -> None:
    for end, which in zip(stepped(step, DAY, DAY), (0, 1), strict=True):
        assert isinstance(end, Stepped)
        result = z3.Int("result")
        solver = z3.Solver()
        judged = runtime.step(step.unit, step.amount, step.roll, base, base, ())[which]
        solver.add(base == DAY, result == judged, *end.bounds(result))
        assert solver.check() == z3.sat


@settings(deadline=None)
@given(DAYS, st.sampled_from([((6, 1), (6, 30)), ((12, 1), (1, 31)), ((2, 29), (2, 29)), ((1, 1), (12, 31))]))
def test_a_yearly_window_is_exact_for_one_day_nearby(day: int, window: tuple[tuple[int, int], tuple[int, int]]) -> None:
    surely, possibly, rules, _ = in_window(DAY, DAY, *window, date(2020, 1, 1).toordinal())
    inside, _ = in_yearly_window((day, day), *window)
    assert holds(surely if inside else z3.Not(surely), day == DAY, *rules)
    assert holds(possibly if inside else z3.Not(possibly), day == DAY, *rules)


@pytest.mark.parametrize(("name", "code"), [("testland", 0), ("A", 1000), ("A1", 1026)])
def test_texts_that_no_rule_names_have_names_of_their_own(name: str, code: int) -> None:
    unknowns = Unknowns(shared_vocabulary(), "testland", complete=True)
    assert unknowns.code("testland") == 0
    assert unknowns.text(code) == name
    unknowns.code("A")
    assert unknowns.text(1000) == "A'"

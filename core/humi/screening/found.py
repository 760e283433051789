"""What is found of a rule, for every row: which outcome, and where it is undetermined which causes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from humi.decision import PRECEDENCE, Outcome
from humi.engines.screen import frames as f
from humi.engines.screen.frames import Frame, Truth, Whole
from humi.values.frozen import Frozen

CauseKey = tuple[str, str]
"""The kind of a cause, and what it is about."""
NEVER: Mapping[CauseKey, Truth] = {}


class Found(Frozen):
    """Rows by outcome, each in exactly one of them; and rows by cause, undetermined ones only."""

    outcomes: Mapping[Outcome, Truth]
    causes: Mapping[CauseKey, Truth] = NEVER

    def __getitem__(self, outcome: Outcome) -> Truth:
        return self.outcomes.get(outcome, False)

    def is_any(self, *outcomes: Outcome) -> Truth:
        """The rows with one of the outcomes."""
        return f.either([self[outcome] for outcome in outcomes])

    def lifted(self, frame: Frame) -> Found:
        """The same for the rows of a frame below."""
        return Found(
            {outcome: frame.lifted(rows) for outcome, rows in self.outcomes.items()},
            {cause: frame.lifted(rows) for cause, rows in self.causes.items()},
        )


def everywhere(outcome: Outcome) -> Found:
    """The same outcome in every row."""
    return Found({outcome: True})


def of_pair(surely: Truth, possibly: Truth, causes: Mapping[CauseKey, Truth] = NEVER) -> Found:
    """Met where surely so, not met where not possibly so, else undetermined."""
    open_ = f.both([possibly, f.negate(surely)])
    return found({Outcome.MET: surely, Outcome.NOT_MET: f.negate(possibly), Outcome.UNDETERMINED: open_}, causes)


def found(outcomes: Mapping[Outcome, Truth], causes: Mapping[CauseKey, Truth] = NEVER) -> Found:
    """What is found, with causes only where it is undetermined."""
    open_ = outcomes.get(Outcome.UNDETERMINED, False)
    kept = {cause: f.both([open_, rows]) for cause, rows in causes.items()}
    return Found(
        {outcome: rows for outcome, rows in outcomes.items() if rows is not False},
        {cause: rows for cause, rows in kept.items() if rows is not False},
    )


def outcome_code(found: Found) -> Whole:
    """The place of each row's outcome in `decision.PRECEDENCE`."""
    cases = [(found[outcome], PRECEDENCE.index(outcome)) for outcome in reversed(PRECEDENCE[:-1])]
    return f.first_of(cases, PRECEDENCE.index(Outcome.MET))


def together(parts: Iterable[Mapping[CauseKey, Truth]]) -> dict[CauseKey, Truth]:
    """The causes of several."""
    joined: dict[CauseKey, Truth] = {}
    for part in parts:
        for cause, rows in part.items():
            joined[cause] = f.either([joined.get(cause, False), rows])
    return joined


def join(parts: Sequence[Found]) -> Found:
    """The outcome of several that must all be met, as `decision.join` says."""
    outcomes: dict[Outcome, Truth] = {}
    left: Truth = True
    for outcome in PRECEDENCE[:-1]:
        here = f.either([part[outcome] for part in parts])
        outcomes[outcome] = f.both([left, here])
        left = f.both([left, f.negate(here)])
    outcomes[Outcome.MET] = left
    return found(outcomes, together(part.causes for part in parts))


def where(cases: Sequence[tuple[Truth, Found]], otherwise: Found) -> Found:
    """What is found by the first of the cases that a row is in."""
    outcomes: dict[Outcome, Truth] = {}
    causes: dict[CauseKey, Truth] = {}
    left: Truth = True
    for rows, one in (*cases, (True, otherwise)):
        here = f.both([left, rows])
        left = f.both([left, f.negate(rows)])
        for outcome, these in one.outcomes.items():
            outcomes[outcome] = f.either([outcomes.get(outcome, False), f.both([here, these])])
        causes = together([causes, {cause: f.both([here, these]) for cause, these in one.causes.items()}])
    return found(outcomes, causes)

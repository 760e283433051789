"""Questions about designations: can anybody qualify, can anybody be refused, which criteria contradict, which are idle."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from humi.decision import Outcome
from humi.engines.prove.logic import Term, both, negate
from humi.policy.pack import Criterion, Designation
from humi.questions.answers import Answered, Proven
from humi.questions.outcomes import Outcomes, Said
from humi.questions.proving import Prover, Shows
from humi.road import decided
from humi.road.hearing import Hearing


def about_designation(prover: Prover, designation: Designation) -> Iterator[Answered]:
    """Everything that is asked of one designation."""
    qualifies = nobody_qualifies(prover, designation)
    yield qualifies
    yield nobody_refused(prover, designation)
    if isinstance(qualifies.answer, Proven):
        yield contradiction(prover, designation)
    for criterion in designation.criteria:
        yield idle(prover, designation, criterion)


def nobody_qualifies(prover: Prover, designation: Designation) -> Answered:
    """The claim that nobody is ever found to qualify; where that is so, `beside` is why: criteria that cannot all be met."""
    answer = prover.never(lambda outcomes: outcomes.designation(designation).met, _comes_to(designation, Outcome.MET))
    blocking: tuple[str, ...] = ()
    if isinstance(answer, Proven):
        blocking = _fewest(prover, designation, Outcome.MET)
    return Answered("nobody_qualifies", designation.path, answer, blocking)


def nobody_refused(prover: Prover, designation: Designation) -> Answered:
    """The claim that nobody to whom it applies is ever found not to qualify."""
    answer = prover.never(lambda outcomes: outcomes.designation(designation).not_met, _comes_to(designation, Outcome.NOT_MET))
    return Answered("nobody_refused", designation.path, answer)


def contradiction(prover: Prover, designation: Designation) -> Answered:
    """The claim that whoever it applies to is refused; where that is so, `beside` names criteria that contradict."""
    answer = prover.never(
        lambda outcomes: _open(outcomes.designation(designation)),
        lambda hearing: _outcome(hearing, designation) not in (Outcome.NOT_MET, Outcome.OUT_OF_SCOPE),
    )
    contradicting = _fewest(prover, designation, Outcome.UNDETERMINED) if isinstance(answer, Proven) else ()
    return Answered("contradiction", designation.path, answer, contradicting)


def idle(prover: Prover, designation: Designation, criterion: Criterion) -> Answered:
    """The claim that a criterion is idle: without it everybody would fare the same."""
    others = tuple(one for one in designation.criteria if one is not criterion)
    without = replace(designation, criteria=others)
    answer = prover.never(
        lambda outcomes: outcomes.designation(designation).differs(outcomes.designation(designation, others)),
        lambda hearing: _outcome(hearing, designation) is not _outcome(hearing, without),
    )
    return Answered("idle", criterion.path, answer)


# --- what the judge says ---


def _comes_to(designation: Designation, outcome: Outcome) -> Shows:
    return lambda hearing: _outcome(hearing, designation) is outcome


def _outcome(hearing: Hearing, designation: Designation) -> Outcome:
    """The outcome of a designation, which may be another than the pack has."""
    asked = replace(hearing.pack, designations=(designation,), targets=(), incentives=(), duties=())
    (judged,) = decided(Hearing(asked, hearing.dossier, hearing.asked)).designations
    return judged.finding.outcome


# --- why nobody qualifies ---


def _fewest(prover: Prover, designation: Designation, wanted: Outcome) -> tuple[str, ...]:
    """Criteria that suffice for nobody to qualify (or: for everybody to be refused), as few as can be: without any one of
    them somebody might. Empty where the scope or the dates of the document already are."""
    left: Sequence[Criterion] = designation.criteria
    for criterion in designation.criteria:
        fewer = tuple(one for one in left if one is not criterion)
        if _blocks(prover, designation, fewer, wanted):
            left = fewer
    return tuple(one.path for one in left)


def _blocks(prover: Prover, designation: Designation, criteria: Sequence[Criterion], wanted: Outcome) -> bool:
    def exists(outcomes: Outcomes) -> Term:
        said = outcomes.designation(designation, criteria)
        return said.met if wanted is Outcome.MET else _open(said)

    return isinstance(prover.never(exists, lambda hearing: True, "complete"), Proven)


def _open(said: Said) -> Term:
    """Neither refused nor out of scope."""
    return both((negate(said.not_met), negate(said.out)))

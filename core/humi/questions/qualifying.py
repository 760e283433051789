"""Questions about designations: can anybody qualify, can anybody be refused, which criteria contradict, which are idle."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from humi.decision import DesignationDecision, Outcome, join
from humi.engines.prove.logic import Term, both, negate
from humi.policy.pack import Criterion, Designation
from humi.questions.answers import Answered, Proven
from humi.questions.proving import Ground, Prover, Shows
from humi.questions.said import Parts, Said
from humi.road.applicability import applicability
from humi.road.designations import judge_designation
from humi.road.hearing import Hearing


def about_designation(prover: Prover, designation: Designation) -> Iterator[Answered]:
    """Everything that is asked of one designation."""
    ground = prover.about(lambda outcomes: outcomes.parts(designation))
    qualifies = nobody_qualifies(ground, designation)
    yield qualifies
    yield nobody_refused(ground, designation)
    if isinstance(qualifies.answer, Proven):
        yield contradiction(ground, designation)
    for place, criterion in enumerate(designation.criteria):
        yield idle(ground, designation, place, criterion)


def nobody_qualifies(ground: Ground[Parts], designation: Designation) -> Answered:
    """The claim that nobody is ever found to qualify; where that is so, `beside` is why: criteria that cannot all be met."""
    answer = ground.never(lambda parts: parts.whole.met, _comes_to(designation, Outcome.MET))
    blocking: tuple[str, ...] = ()
    if isinstance(answer, Proven):
        blocking = _fewest(ground, designation, lambda said: said.met)
    return Answered("nobody_qualifies", designation.path, answer, blocking)


def nobody_refused(ground: Ground[Parts], designation: Designation) -> Answered:
    """The claim that nobody to whom it applies is ever found not to qualify."""
    answer = ground.never(lambda parts: parts.whole.not_met, _comes_to(designation, Outcome.NOT_MET))
    return Answered("nobody_refused", designation.path, answer)


def contradiction(ground: Ground[Parts], designation: Designation) -> Answered:
    """The claim that whoever it applies to is refused; where that is so, `beside` names criteria that contradict."""
    answer = ground.never(
        lambda parts: _open(parts.whole),
        lambda hearing: _outcome(hearing, designation) not in (Outcome.NOT_MET, Outcome.OUT_OF_SCOPE),
    )
    contradicting = _fewest(ground, designation, _open) if isinstance(answer, Proven) else ()
    return Answered("contradiction", designation.path, answer, contradicting)


def idle(ground: Ground[Parts], designation: Designation, place: int, criterion: Criterion) -> Answered:
    """The claim that a criterion, which stands at a place among the others, is idle: without it everybody would fare the
    same."""

    def shows(hearing: Hearing) -> bool:
        decision = judge_designation(hearing, designation)
        return decision.finding.outcome is not _without(hearing, designation, decision, place)

    return Answered("idle", criterion.path, ground.never(lambda parts: parts.changes(place), shows))


# --- what the judge says ---


def _comes_to(designation: Designation, outcome: Outcome) -> Shows:
    return lambda hearing: _outcome(hearing, designation) is outcome


def _outcome(hearing: Hearing, designation: Designation) -> Outcome:
    return judge_designation(hearing, designation).finding.outcome


def _without(hearing: Hearing, designation: Designation, decision: DesignationDecision, place: int) -> Outcome:
    """The outcome without one of the criteria."""
    matter = hearing.matter(designation.this, designation.governed_by)
    others = (*decision.criteria[:place], *decision.criteria[place + 1 :])
    return join([applicability(hearing, designation.path, matter).outcome, *(finding.outcome for finding in others)])


# --- why nobody qualifies ---


def _fewest(ground: Ground[Parts], designation: Designation, wanted: Callable[[Said], Term]) -> tuple[str, ...]:
    """Criteria that suffice for nobody to come to what is wanted, as few as can be: without any one of them somebody might.
    Empty where the scope or the dates of the document already are."""
    left = list(range(len(designation.criteria)))
    for place in range(len(designation.criteria)):
        fewer = [one for one in left if one != place]
        if _blocks(ground, fewer, wanted):
            left = fewer
    return tuple(designation.criteria[place].path for place in left)


def _blocks(ground: Ground[Parts], places: list[int], wanted: Callable[[Said], Term]) -> bool:
    answer = ground.never(lambda parts: wanted(parts.only(places)), lambda hearing: True, kinds=("complete",))
    return isinstance(answer, Proven)


def _open(said: Said) -> Term:
    """Neither refused nor out of scope."""
    return both((negate(said.not_met), negate(said.out)))

"""Questions about duties: can one ever arise, be done, be breached, and can it be due before it arises."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from humi.decision import DutyDecision, Outcome
from humi.dossier.facts import RELATION_OF, SINGLE
from humi.dossier.world import Record as Encoded
from humi.engines.judge import MET
from humi.engines.prove import Record
from humi.engines.prove.logic import Term, both, either
from humi.language import nodes as n
from humi.policy.pack import Duty
from humi.questions.answers import Answer, Answered, Proven, Refuted, Unknown
from humi.questions.outcomes import Outcomes
from humi.questions.proving import Ground, Prover, Shows
from humi.questions.said import Owed
from humi.road import decided
from humi.road.applicability import applicability
from humi.road.duties import TRIGGER, rules_of
from humi.road.hearing import Hearing
from humi.values.frozen import Frozen


class _Told(Frozen):
    """A duty piece by piece, and whether it is due before something that gives rise to it has happened."""

    owed: Owed
    early: Term


Grounds = list[Ground[_Told]]
"""The duty on one day, or on several."""


def about_duty(prover: Prover, duty: Duty) -> Iterator[Answered]:
    """Everything that is asked of one duty that is judged. Of one that never arises nothing else is asked. A yearly duty is
    asked about on the day after it is due, too."""
    if duty.done is None:
        return
    days = [Prover(prover.pack, day, prover.seconds) for day in _days(prover, duty)]
    grounds = [one.about(lambda outcomes: _told(outcomes, duty)) for one in days]
    arises = never_arises(grounds, duty)
    yield arises
    if isinstance(arises.answer, Proven):
        return
    if not _undecidable(duty):
        yield never_done(grounds, duty)
        yield never_breached(grounds, duty)
    if duty.due is not None and _begins(duty):
        yield never_due_before(grounds, duty)


def never_arises(grounds: Grounds, duty: Duty) -> Answered:
    """The claim that nobody is ever found to have it: it never surely applies, or is never surely triggered."""

    def shows(hearing: Hearing) -> bool:
        return any(_arises(hearing, duty, record) for record in _concerned(hearing, duty))

    return Answered("never_arises", duty.path, _never(grounds, lambda told: told.owed.arises, shows))


def never_done(grounds: Grounds, duty: Duty) -> Answered:
    """The claim that it is never found done, and in time where it has a due day."""
    return Answered("never_done", duty.path, _never(grounds, lambda told: told.owed.said.met, _comes_to(duty, Outcome.MET)))


def never_breached(grounds: Grounds, duty: Duty) -> Answered:
    """The claim that it is never found not done, or not in time."""
    answer = _never(grounds, lambda told: told.owed.said.not_met, _comes_to(duty, Outcome.NOT_MET))
    return Answered("never_breached", duty.path, answer)


def never_due_before(grounds: Grounds, duty: Duty) -> Answered:
    """The claim that whenever it arises, its due day is not before the days on which what gives rise to it happened."""

    def shows(hearing: Hearing) -> bool:
        return any(_early(hearing, duty, record) for record in _concerned(hearing, duty))

    return Answered("never_due_before", duty.path, _never(grounds, lambda told: both((told.owed.arises, told.early)), shows))


def _never(grounds: Grounds, exists: Callable[[_Told], Term], shows: Shows) -> Answer:
    """A claim on each of some days: refuted where it is on one."""
    answer: Answer | None = None
    for ground in grounds:
        found = ground.never(exists, shows, "due" if len(grounds) > 1 else "")
        if isinstance(found, Refuted):
            return found
        answer = found if answer is None or isinstance(found, Unknown) else answer
    assert answer is not None
    return answer


def _days(prover: Prover, duty: Duty) -> list[int]:
    """The day asked about; of a yearly duty, the day after it is due as well."""
    if duty.year is None:
        return [prover.asked]
    nodes = n.walk(duty.due) if duty.due is not None else ()
    named = [node.value for node in nodes if isinstance(node, n.Constant) and node.kind == n.DATE]
    return list(dict.fromkeys((prover.asked, max([*named, date(duty.year, 12, 31).toordinal()]) + 1)))


def _told(outcomes: Outcomes, duty: Duty) -> _Told:
    record: Record | None = outcomes.record_of(duty)
    outcomes.premises.name(duty)
    owed, early = outcomes.owed(duty, record), False
    if duty.due is not None and _begins(duty):
        pairs = outcomes.pairs(outcomes.matter(duty.this, duty.governed_by, record))
        early = either(pairs.condition(_before(duty.due, ref))[0] for ref in _begins(duty))
    return _Told(owed, early)


def _before(due: n.Value, ref: n.Ref) -> n.Condition:
    return n.Compare("<", due, n.FactValue(ref))


def _begins(duty: Duty) -> list[n.Ref]:
    """The events which all have to happen for a duty to arise."""
    trigger = duty.trigger
    parts = trigger.items if isinstance(trigger, n.All) else (trigger,)
    return [part.ref for part in parts if isinstance(part, n.Happened)]


def _undecidable(duty: Duty) -> bool:
    """Whether the text does not say when it is done: the pack says so already."""
    return any(isinstance(node, n.Undecidable) for condition in rules_of(duty) for node in n.walk(condition))


# --- what the judge says ---


def _concerned(hearing: Hearing, duty: Duty) -> tuple[Encoded | None, ...]:
    return (None,) if duty.this in SINGLE else tuple(getattr(hearing.world, RELATION_OF[duty.this]))


def _found(hearing: Hearing, duty: Duty) -> list[DutyDecision]:
    """What is said of it, of each record where it binds those of a list."""
    path = f"{hearing.pack.region}/{duty.path}"
    return [one for one in decided(hearing).duties if is_of_duty(one.finding.path, path, duty)]


def is_of_duty(found: str, path: str, duty: Duty) -> bool:
    """Whether a finding is of a duty, or of it for one record."""
    if duty.this in SINGLE:
        return found == path
    head, _, year = path.partition(f"/{duty.year}") if duty.year is not None else (path, "", "")
    return found.startswith(f"{head}/") and (duty.year is None or found.endswith(f"/{duty.year}{year}"))


def _comes_to(duty: Duty, outcome: Outcome) -> Shows:
    return lambda hearing: any(one.finding.outcome is outcome for one in _found(hearing, duty))


def _arises(hearing: Hearing, duty: Duty, record: Encoded | None) -> bool:
    matter = hearing.matter(duty.this, duty.governed_by, record)
    triggered = hearing.judge_once(rules_of(duty)[TRIGGER], matter) == MET
    applies = applicability(hearing, duty.path, matter, duty.holders).outcome is Outcome.MET
    found = [one.finding.outcome for one in _found(hearing, duty)]
    return triggered and applies and any(one is not Outcome.OUT_OF_SCOPE for one in found)


def _early(hearing: Hearing, duty: Duty, record: Encoded | None) -> bool:
    assert duty.due is not None
    matter = hearing.matter(duty.this, duty.governed_by, record)
    early = any(hearing.judge_once(_before(duty.due, ref), matter) == MET for ref in _begins(duty))
    return early and _arises(hearing, duty, record)

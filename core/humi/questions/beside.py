"""What is told beside an outcome, in terms of the prover: the amount of an incentive, the due day of a duty."""

from __future__ import annotations

from humi.engines.prove import Record
from humi.engines.prove.logic import Term, at_least, both, choose, divided, either, equal, negate
from humi.language import nodes as n
from humi.policy.pack import Designation, Duty, Incentive
from humi.questions.outcomes import Outcomes
from humi.questions.said import Pair, Said
from humi.road.duties import LONG_AGO
from humi.values.dates import FIRST_DAY

Judged = Designation | Incentive | Duty


class Told(Said):
    """What a rule comes to, and the least and the greatest that is told beside, None where nothing is."""

    beside: Pair | None = None

    def told_otherwise(self, other: Told) -> Term:
        """Whether two are told otherwise: by outcome, or by what stands beside it, which is left out outside the scope."""
        one, two = self.beside, other.beside
        if one is None or two is None:
            beside: Term = one is not two
        else:
            beside = either(negate(equal(*ends)) for ends in zip(one, two, strict=True))
        return either((self.differs(other), both((negate(self.out), beside))))


def told(outcomes: Outcomes, rule: Judged, record: Record | None) -> Told:
    """What a rule comes to for one record, where it is judged of those of a list."""
    match rule:
        case Designation():
            said, value = outcomes.designation(rule), None
        case Incentive():
            said, value = outcomes.incentive(rule, record), rule.amount
        case Duty():
            said, value = outcomes.duty(rule, record), rule.due
    if value is None:
        return Told(said.met, said.not_met, said.out, said.not_yet)
    ends = outcomes.value(value, outcomes.matter(rule.this, rule.governed_by, record))
    beside = _days(ends) if isinstance(rule, Duty) else _fen(ends, n.places_of(value))
    return Told(said.met, said.not_met, said.out, said.not_yet, beside)


def _fen(ends: Pair, places: int) -> Pair:
    """The amount as it is told (`road.incentives`): down and up to whole fen."""
    unit = 10 ** (places - 2)
    low, high = ends
    return ends if unit == 1 else (divided(low, unit), -divided(-high, unit))


def _days(ends: Pair) -> Pair:
    """The due days as they are told (`road.duties`)."""
    low, high = ends
    return choose(at_least(low, LONG_AGO + 1), low, FIRST_DAY), high

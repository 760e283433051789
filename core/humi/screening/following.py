"""What follows from what, for every row at once: what a rule follows from is written out where the rule stands."""

from __future__ import annotations

from humi.decision import Outcome
from humi.dossier.facts import RELATION_OF, SINGLE
from humi.engines.screen import frames as f
from humi.engines.screen.frames import Frame, Truth
from humi.engines.screen.sight import Sight
from humi.language import nodes as n
from humi.policy.pack import Designation, Duty, FollowedRecord, FollowedRule, Incentive, Pack
from humi.road.chaining import base
from humi.road.following import BEST_FIRST
from humi.screening.designations import designation_whole
from humi.screening.duties import duty
from humi.screening.found import Found, everywhere, found, join, where
from humi.screening.incentives import incentive_whole
from humi.screening.matter import Matter

Judged = Designation | Incentive | Duty
MET = everywhere(Outcome.MET)


class Following:
    """The rules of a pack about a population, as others follow from them."""

    def __init__(self, pack: Pack, sight: Sight) -> None:
        self.pack = pack
        self.sight = sight
        rules: list[Judged] = [*pack.designations, *pack.incentives, *pack.duties]
        self._rules: dict[str, list[Judged]] = {}
        for rule in rules:
            if not isinstance(rule, Duty) or rule.done is not None:
                self._rules.setdefault(base(rule), []).append(rule)
        self._wholes: dict[str, Found] = {}

    def frame(self, rule: Judged) -> Frame | None:
        """The rows that a rule judges; None where there are none."""
        if rule.this in SINGLE:
            return self.sight.applicants
        if isinstance(rule, Incentive) and rule.this == "claim":
            return self.sight.claims(rule.id)
        return self.sight.records(self.sight.applicants, RELATION_OF[rule.this])

    def matter(self, rule: Judged, frame: Frame) -> Matter:
        """What a rule is asked about."""
        return Matter(self.pack, self.sight, frame, rule.this, rule.governed_by)

    def of(self, rule: Judged, frame: Frame) -> Found:
        """Whether a rule follows from what it has to follow from, in the rows that it judges."""
        premises = () if isinstance(rule, Designation) else rule.follows
        return join([self._premise(premise, rule, frame) for premise in premises])

    def _premise(self, premise: object, rule: Judged, frame: Frame) -> Found:
        if isinstance(premise, FollowedRecord):
            some = n.Quantified("some", premise.related, n.Always(True), place=premise.place)
            return self.matter(rule, frame).judge(some)
        assert isinstance(premise, FollowedRule)
        return self._best(premise.rule, rule, frame)

    def _best(self, path: str, rule: Judged, frame: Frame) -> Found:
        """The best that another rule came to; about the same record, where both judge records of one list."""
        others = self._rules.get(path, [])
        parts = [part for other in others if (part := self._seen_from(other, rule, frame)) is not None]
        outcomes: dict[Outcome, Truth] = {}
        left: Truth = True
        for outcome in BEST_FIRST[:-1]:
            here = f.either([part[outcome] for part in parts])
            outcomes[outcome] = f.both([left, here])
            left = f.both([left, f.negate(here)])
        outcomes[Outcome.OUT_OF_SCOPE] = left
        causes = {cause: f.either([part.causes.get(cause, False) for part in parts]) for part in parts for cause in part.causes}
        best = found(outcomes, causes)
        for relation, more in self._unlisted(others, rule):
            unsure = found({Outcome.UNDETERMINED: True}, {**best.causes, ("missing_fact", relation): True})
            best = where([(f.both([more, f.negate(best[Outcome.MET])]), unsure)], best)
        return best

    def _unlisted(self, others: list[Judged], rule: Judged) -> list[tuple[str, Truth]]:
        """The list whose records another rule judges, where there may be more than are listed: one of those may meet it."""
        for other in others:
            possible_claim = isinstance(other, Incentive) and other.this == "claim"
            if other.this in SINGLE or isinstance(other, Designation) or other.this == "claim" or possible_claim:
                continue
            if _list_of(other) != _list_of(rule):
                relation = RELATION_OF[other.this]
                return [(relation, f.at_least(self.sight.unlisted(relation)[1], 1))]
        return []

    def _seen_from(self, other: Judged, rule: Judged, frame: Frame) -> Found | None:
        """What another rule came to, as a row sees it: of records that are not its own, whether some came to an outcome."""
        rows = self.frame(other)
        if rows is None:
            return None
        whole = self.whole(other, rows)
        if rows.parent is None or (_list_of(other) and _list_of(other) == _list_of(rule)):
            return whole.lifted(frame)
        above = self.sight.applicants
        some = {outcome: above.any(rows, these) for outcome, these in whole.outcomes.items()}
        causes = {cause: above.any(rows, these) for cause, these in whole.causes.items()}
        return Found(some, causes).lifted(frame)

    def whole(self, rule: Judged, frame: Frame) -> Found:
        """The outcome of a rule as a whole: its own, and that of what it follows from, without which a duty is none."""
        if rule.path not in self._wholes:
            matter, followed = self.matter(rule, frame), self.of(rule, frame)
            if isinstance(rule, Designation):
                self._wholes[rule.path] = designation_whole(rule, matter)
            elif isinstance(rule, Incentive):
                self._wholes[rule.path] = join([incentive_whole(rule, matter), followed])
            else:
                none = f.negate(followed.is_any(Outcome.MET, Outcome.UNDETERMINED))
                self._wholes[rule.path] = where(
                    [(none, everywhere(Outcome.OUT_OF_SCOPE))], join([duty(rule, matter), followed])
                )
        return self._wholes[rule.path]


def _list_of(rule: Judged) -> str:
    """The list whose records are judged one by one, so that what follows is about the same; claims are on one incentive."""
    return "" if rule.this in SINGLE or rule.this == "claim" else RELATION_OF[rule.this]

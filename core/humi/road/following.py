"""What follows from what: the findings of rules that follow others, joined with what the chain concludes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import chain

from humi.decision import Cause, Finding, Later, Outcome, Reason, join
from humi.dossier.world import Record
from humi.engines.chain import Chain
from humi.engines.chain_rules import Concluded
from humi.engines.chain_rules import Fact as ChainFact
from humi.language import nodes as n
from humi.policy.pack import Criterion, FollowedRecord, FollowedRule, Premise, Rule
from humi.road.chaining import ABOUT, FOLLOWS, MET, ONE, OWN, RULE, Follower, Premises, base, chain_rules, followers
from humi.road.hearing import Hearing, Matter, unique
from humi.values.frozen import Frozen

BEST_FIRST = (Outcome.MET, Outcome.UNDETERMINED, Outcome.NOT_MET, Outcome.NOT_YET_DUE, Outcome.OUT_OF_SCOPE)


class Judged(Frozen):
    """A rule judged by itself, for one matter: what it follows from is still to be asked."""

    rule: Rule
    record: Record | None
    matter: Matter
    finding: Finding
    about: str = ONE


class Followed(Frozen):
    """Whether something follows: the outcome, why that is open or not so."""

    outcome: Outcome
    causes: Sequence[Cause] = ()
    reasons: Sequence[Reason] = ()
    before: Finding | None = None
    """The finding from which it does not follow."""


ALWAYS = Followed(Outcome.MET)


class Following:
    """Everything judged of a pack in one hearing, and what follows from it."""

    def __init__(self, hearing: Hearing, judged: Iterable[Judged]) -> None:
        self.hearing = hearing
        self.judged: dict[str, list[Judged]] = {}
        for one in judged:
            self.judged.setdefault(base(one.rule), []).append(one)
        self._followers = hearing.kept(("followers", ""), lambda: {rule.path: rule for rule in followers(hearing.pack)})
        self._concluded = self._run() if self._followers else {}

    def of(self, one: Judged) -> Followed:
        """Whether what is judged follows from what it has to follow from."""
        rule = self._followers.get(one.rule.path)
        if rule is None:
            return ALWAYS
        found = self._concluded.get(_fact(FOLLOWS, rule.path, one.about))
        if found is None:
            return self._failed(rule, one)
        if found.certain:
            return ALWAYS
        return Followed(Outcome.UNDETERMINED, Later(lambda: unique(self._doubts(rule, one))))

    # --- running the chain ---

    def _run(self) -> Concluded:
        everything = list(chain.from_iterable(self.judged.values()))
        judged: dict[str, list[Record]] = {path: [] for path in self._followers}
        for one in everything:
            if one.record is not None and one.rule.path in judged:
                judged[one.rule.path].append(one.record)
        premises = Premises(self.hearing, judged)
        facts = premises.records()
        for one in everything:
            follower = self._followers.get(one.rule.path)
            if follower is not None:
                matter = premises.matter(follower, one.about, one.record)
                facts.certain.extend(matter.certain)
                facts.possible.extend(matter.possible)
            own = _fact(OWN, one.rule.path, one.about) if follower else _fact(MET, base(one.rule), one.about)
            if one.finding.outcome is Outcome.MET:
                facts.certain.append(own)
            elif one.finding.outcome is Outcome.UNDETERMINED:
                facts.possible.append(own)
        run = self.hearing.kept(("chain", ""), lambda: Chain(chain_rules(self.hearing.pack)))
        return run.run(facts.certain, facts.possible)

    def _outcome(self, one: Judged) -> Outcome:
        """The outcome of a rule as a whole: its own, and that of what it follows from."""
        return join((one.finding.outcome, self.of(one).outcome))

    # --- why ---

    def _premises_of(self, rule: Follower, one: Judged) -> Iterable[tuple[Premise, Followed]]:
        """Each premise by itself."""
        for premise in rule.follows:
            if isinstance(premise, FollowedRule):
                yield premise, self._rule(premise, one)
            elif isinstance(premise, FollowedRecord):
                yield premise, self._records(rule, premise, one)

    def _rule(self, premise: FollowedRule, one: Judged) -> Followed:
        """The best that the rule came to; about the same record, where both judge records of one list."""
        found = [other for other in self.judged.get(premise.rule, ()) if _same_matter(one, other)]
        outcomes = {id(other): self._outcome(other) for other in found}
        if not found:
            return Followed(Outcome.OUT_OF_SCOPE)
        best = min(outcomes.values(), key=BEST_FIRST.index)
        others = [other for other in found if outcomes[id(other)] is best]
        causes = Later(
            lambda: unique(chain.from_iterable((*other.finding.causes, *self.of(other).causes) for other in others))
        )
        first = next((other.finding for other in others if other.finding.remark), others[0].finding)
        return Followed(best, causes, (), replace(first, outcome=best))

    def _records(self, rule: Follower, premise: FollowedRecord, one: Judged) -> Followed:
        """By the judge, who can say why."""
        some = n.Quantified("some", premise.related, n.Always(True), place=premise.place)
        criterion = Criterion(f"{rule.path}/follows", premise.place, rule.sources, rule.label, condition=some)
        finding = self.hearing.finding(criterion, self.hearing.judge_once(some, one.matter), one.matter)
        return Followed(finding.outcome, finding.causes, finding.reasons)

    def _doubts(self, rule: Follower, one: Judged) -> Iterable[Cause]:
        for _, followed in self._premises_of(rule, one):
            if followed.outcome is Outcome.UNDETERMINED:
                yield from followed.causes

    def _failed(self, rule: Follower, one: Judged) -> Followed:
        """What does not hold decides: with what is required and found, or the finding it does not follow from."""
        found = [followed for _, followed in self._premises_of(rule, one)]
        failed = [followed for followed in found if followed.outcome not in (Outcome.MET, Outcome.UNDETERMINED)]
        worst = join(followed.outcome for followed in failed) if failed else Outcome.NOT_MET
        before = next((followed.before for followed in failed if followed.before is not None), None)
        return Followed(worst, (), Later(lambda: chain.from_iterable(followed.reasons for followed in failed)), before)


def _same_matter(one: Judged, other: Judged) -> bool:
    listed = one.record is not None and other.matter.entity == one.matter.entity and one.matter.entity != "claim"
    return not listed or other.about == one.about


def _fact(kind: str, rule: str, about: str) -> ChainFact:
    return ChainFact.of(kind, {RULE: rule, ABOUT: about})



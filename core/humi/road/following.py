"""What follows from what: the findings of rules that follow others, joined with what the chain concludes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from humi.decision import Cause, Finding, Later, Outcome, Reason, join
from humi.dossier.facts import RELATION_OF, SINGLE
from humi.dossier.world import Record
from humi.engines.cause import Cause as RawKind
from humi.engines.chain import Chain
from humi.engines.chain_rules import Concluded
from humi.engines.chain_rules import Fact as ChainFact
from humi.language import nodes as n
from humi.policy.pack import Criterion, Duty, FollowedRecord, FollowedRule, Rule
from humi.road.causes import explained
from humi.road.chaining import ABOUT, FOLLOWS, MET, ONE, OWN, RULE, Follower, Premises, base, chain_rules, followers
from humi.road.hearing import Hearing, Matter, unique
from humi.values.frozen import Frozen
from humi.values.label import Label

WITHOUT = Label("所依前提不成立", "what it follows from does not hold")
BEST_FIRST = (Outcome.MET, Outcome.UNDETERMINED, Outcome.NOT_MET, Outcome.NOT_YET_DUE, Outcome.OUT_OF_SCOPE)


class Judged(Frozen):
    """A rule judged by itself, for one matter: what it follows from is still to be asked."""

    rule: Rule
    record: Record | None
    matter: Matter
    finding: Finding
    about: str = ONE


class Followed(Frozen):
    """Whether something follows: the outcome, why that is open or not so, and what is said beside it."""

    outcome: Outcome
    causes: Sequence[Cause] = ()
    reasons: Sequence[Reason] = ()
    remark: Label | None = None


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
        if found is not None and found.certain:
            return ALWAYS
        premises = [self._premise(premise, rule, one) for premise in rule.follows]
        worst = join(premise.outcome for premise in premises)
        if found is not None or worst is Outcome.UNDETERMINED:
            return Followed(Outcome.UNDETERMINED, Later(lambda: unique(_doubts(premises))))
        decisive = [premise for premise in premises if premise.outcome is worst]
        reasons = Later(lambda: chain.from_iterable(premise.reasons for premise in decisive))
        remark = next((premise.remark for premise in decisive if premise.remark is not None), None)
        return Followed(worst, (), reasons, remark)

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
        facts.possible.extend(_fact(MET, path, relation) for path, relation in self._unlisted())
        run = self.hearing.kept(("chain", ""), lambda: Chain(chain_rules(self.hearing.pack)))
        return run.run(facts.certain, facts.possible)

    def _unlisted(self) -> Iterator[tuple[str, str]]:
        """Rules that judge the records of a list, where there may be more than are listed: one of those may meet it."""
        of_applicant, unlisted = self.hearing.dossier.of_applicant, self.hearing.world.unlisted
        rules: list[Follower] = [*self.hearing.pack.incentives, *self.hearing.pack.duties]
        for rule in rules:
            # Where an applicant has no claim, the one that could be filed is judged.
            judged = rule.this not in SINGLE and not (rule.this == "claim" and of_applicant)
            if judged and unlisted[RELATION_OF[rule.this]][1]:
                yield base(rule), RELATION_OF[rule.this]

    # --- why ---

    def _premise(self, premise: object, rule: Follower, one: Judged) -> Followed:
        """A premise by itself."""
        if isinstance(premise, FollowedRecord):
            return self._records(rule, premise, one)
        assert isinstance(premise, FollowedRule)
        return self._rule(premise, one)

    def _rule(self, premise: FollowedRule, one: Judged) -> Followed:
        """The best that the rule came to; about the same record, where both judge records of one list."""
        found = [other for other in self.judged.get(premise.rule, ()) if _same_matter(one, other)]
        more = next((relation for path, relation in self._unlisted() if path == premise.rule and relation != _list_of(one)), "")
        outcomes = {id(other): self._outcome(other) for other in found}
        best = min(outcomes.values(), key=BEST_FIRST.index, default=Outcome.OUT_OF_SCOPE)
        if more and best is not Outcome.MET:
            best = Outcome.UNDETERMINED
        others = [(other.finding, self.of(other)) for other in found if outcomes[id(other)] is best]
        unrecorded = [explained(self.hearing, (RawKind("missing_fact", more), None), one.matter)] if more else []
        return Followed(
            best,
            Later(lambda: chain(*((*own.causes, *followed.causes) for own, followed in others), unrecorded)),
            Later(lambda: chain(*((*_refusing(own), *followed.reasons) for own, followed in others))),
            next((remark for own, followed in others if (remark := own.remark or followed.remark)), None),
        )

    def _outcome(self, one: Judged) -> Outcome:
        """The outcome of a rule as a whole: its own, and that of what it follows from, without which a duty is none."""
        followed = self.of(one).outcome
        if isinstance(one.rule, Duty) and followed not in (Outcome.MET, Outcome.UNDETERMINED):
            return Outcome.OUT_OF_SCOPE
        return join((one.finding.outcome, followed))

    def _records(self, rule: Follower, premise: FollowedRecord, one: Judged) -> Followed:
        """By the judge, who can say why."""
        some = n.Quantified("some", premise.related, n.Always(True), place=premise.place)
        criterion = Criterion(f"{rule.path}/follows", premise.place, rule.sources, rule.label, condition=some)
        finding = self.hearing.finding(criterion, self.hearing.judge_once(some, one.matter), one.matter)
        return Followed(finding.outcome, finding.causes, finding.reasons)


def _doubts(premises: Iterable[Followed]) -> Iterator[Cause]:
    return chain.from_iterable(premise.causes for premise in premises if premise.outcome is Outcome.UNDETERMINED)


def _refusing(finding: Finding) -> Sequence[Reason]:
    return finding.reasons if finding.outcome is Outcome.NOT_MET else ()


def _list_of(one: Judged) -> str:
    """The list whose records are judged one by one, so that what follows is about the same; claims are on one incentive."""
    return "" if one.record is None or one.matter.entity == "claim" else RELATION_OF[one.matter.entity]


def _same_matter(one: Judged, other: Judged) -> bool:
    return not _list_of(one) or _list_of(one) != _list_of(other) or other.about == one.about


def _fact(kind: str, rule: str, about: str) -> ChainFact:
    return ChainFact.of(kind, {RULE: rule, ABOUT: about})

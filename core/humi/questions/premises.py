"""What rules follow from, in terms of the prover: other rules of the pack, and related records (`road.following`).

A rule about the records of a list is met if it is met of one of them. That one is named: of any dossier in which some record
meets it, one that does is. Of those that are neither named nor meet it nothing is said, which allows a little more than there
is where it is asked what is not met. A claim that could be filed is judged where none is recorded.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from humi.dossier.facts import RELATION_OF, SINGLE
from humi.engines.prove import Record
from humi.engines.prove.logic import Term, at_least, both, choose, either, negate, total
from humi.language import nodes as n
from humi.policy.pack import Designation, Duty, FollowedRecord, FollowedRule, Incentive, Premise
from humi.questions.said import Said, joined
from humi.road.chaining import Follower, base

if TYPE_CHECKING:
    from humi.questions.outcomes import Outcomes

Judged = tuple[Term, Said]
"""Whether there is such a matter, and what a rule comes to of it."""


class Premises:
    """What the rules of a pack follow from, of one dossier of which nothing is decided yet."""

    def __init__(self, outcomes: Outcomes) -> None:
        self.outcomes = outcomes
        self._known: dict[str, Said] = {}
        """What rules come to that are not about the record at hand."""

    # --- naming ---

    def name(self, rule: Follower) -> None:
        """Name the records that may meet what a rule follows, before anything is asked of their lists."""
        for premise in rule.follows:
            for followed in self._rules(premise):
                if isinstance(followed, Designation):
                    continue
                if followed.this not in SINGLE and not _of_the_same(rule, followed):
                    self._witness(followed)
                self.name(followed)

    def _witness(self, rule: Follower) -> Record:
        unknowns = self.outcomes.unknowns
        key = id(self.outcomes.pack), rule.path
        if key not in unknowns.witnesses:
            unknowns.witnesses[key] = unknowns.name_record(RELATION_OF[rule.this], may_lack=True)
        return unknowns.witnesses[key]

    def _rules(self, premise: Premise) -> list[Designation | Follower]:
        """The rules that a premise names; a yearly duty is several. Duties that nobody judges are none."""
        if not isinstance(premise, FollowedRule):
            return []
        pack = self.outcomes.pack
        rules: list[Designation | Follower] = [*pack.designations, *pack.incentives, *pack.duties]
        found = [one for one in rules if base(one) == premise.rule]
        return [one for one in found if not isinstance(one, Duty) or one.done is not None]

    # --- what follows ---

    def followed(self, rule: Follower, record: Record | None) -> Said:
        """What everything that a rule follows comes to together."""
        return joined((True, True), [self._premise(premise, rule, record) for premise in rule.follows])

    def _premise(self, premise: Premise, rule: Follower, record: Record | None) -> Said:
        if isinstance(premise, FollowedRecord):
            some = n.Quantified("some", premise.related, n.Always(True), place=premise.place)
            matter = self.outcomes.matter(rule.this, rule.governed_by, record)
            surely, possibly = self.outcomes.condition(some, matter)
            return Said(surely, negate(possibly))
        assert isinstance(premise, FollowedRule)
        rules = self._rules(premise)
        if premise.rule in self._known:
            return self._known[premise.rule]
        best = _best([one for followed in rules for one in self._judged(followed, rule, record)])
        if not any(not isinstance(one, Designation) and _of_the_same(rule, one) for one in rules):
            self._known[premise.rule] = best
        return best

    def _judged(self, followed: Designation | Follower, rule: Follower, record: Record | None) -> Iterator[Judged]:
        """A rule of everything that it is judged of."""
        if isinstance(followed, Designation):
            yield True, self.outcomes.designation(followed)
        elif followed.this in SINGLE:
            yield True, self._whole(followed, None)
        elif _of_the_same(rule, followed):
            yield True, self._whole(followed, record)
        elif followed.this == "claim":
            yield from self._claims(followed)
        else:
            yield from self._listed(followed, rule)

    def _whole(self, rule: Follower, record: Record | None) -> Said:
        """A rule with what it follows, without which a duty is none."""
        said = self.followed(rule, record)
        if isinstance(rule, Incentive):
            return joined((True, True), [self.outcomes.own(rule, record), said])
        own = self.outcomes.owed(rule, record, followed=False).said
        none = Said(False, False, either((said.not_met, said.out, said.not_yet)))
        return joined((True, True), [own, Said(said.met, False, none.out)])

    # --- records of a list ---

    def _listed(self, followed: Follower, rule: Follower) -> Iterator[Judged]:
        relation, view = RELATION_OF[followed.this], self.outcomes.view
        self._witness(followed)
        for record in self.outcomes.unknowns.records(relation):
            yield record.seen(view)[1], self._whole(followed, record)
        yield self._others(relation, lambda record: record.seen(view)[1])
        if rule.this != followed.this:
            _, high = self.outcomes.unknowns.unlisted(relation)
            yield at_least(high, 1), Said(False, False)

    def _claims(self, followed: Follower) -> Iterator[Judged]:
        """Claims to an incentive; where there are none, the one that could be filed."""
        named = self.outcomes.pack.vocabulary.facts_of("claim")["incentive"]
        unknowns, view = self.outcomes.unknowns, self.outcomes.view
        self._witness(followed)

        def claims(record: Record) -> Term:
            text = record.slot(named, 0, view)
            return both((record.seen(view)[1], text.known, text.code == unknowns.named_of(text, followed.id)))

        records = [one for one in unknowns.records("claims") if unknowns.claims.get(one, followed.id) == followed.id]
        for record in records:
            yield claims(record), self._whole(followed, record)
        yield self._others("claims", claims)
        count = unknowns.population("claims").count(lambda record: (claims(record), claims(record)))[1]
        number = total([count, *(choose(claims(record), 1, 0) for record in records)])
        filed = unknowns.filed(followed.id, self.outcomes.view.asked)
        yield negate(at_least(number, 1)), self._whole(followed, filed)

    def _others(self, relation: str, counts: Callable[[Record], Term]) -> Judged:
        """Records that are not named: none of them need meet the rule, and nothing more is known."""
        count = self.outcomes.unknowns.population(relation).count(lambda record: (counts(record), counts(record)))[1]
        not_met, out, not_yet = self.outcomes.unknowns.one_at_most(3)
        return at_least(count, 1), Said(False, not_met, out, not_yet)


def _of_the_same(rule: Follower, followed: Follower) -> bool:
    """Whether both judge the records of one list, so that what follows is about the same."""
    return rule.this == followed.this and rule.this not in (*SINGLE, "claim")


def _best(judged: list[Judged]) -> Said:
    """The best that a rule comes to of several."""
    met = either(both((there, said.met)) for there, said in judged)
    undetermined = both((negate(met), either(both((there, said.undetermined)) for there, said in judged)))
    open_ = negate(either((met, undetermined)))
    not_met = both((open_, either(both((there, said.not_met)) for there, said in judged)))
    not_yet = both((open_, negate(not_met), either(both((there, said.not_yet)) for there, said in judged)))
    return Said(met, not_met, both((open_, negate(not_met), negate(not_yet))), not_yet)

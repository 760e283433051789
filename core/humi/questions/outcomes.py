"""The road in terms of the prover: what has to be so of a dossier for a rule to be met, not met or out of scope.

It says what `humi.road` does, step by step, of a dossier of which nothing is decided yet. Examples are tried on the road
itself, and a test holds the two together.
"""

from __future__ import annotations

from functools import cached_property
from typing import Any

from humi.dossier.facts import RELATION_OF, SINGLE, Fact
from humi.engines.judge import Setting
from humi.engines.prove import Record, SolverTerms, Unknowns, View
from humi.engines.prove.logic import Term, both, choose, either, negate
from humi.language import nodes as n
from humi.language.pairs import Pairs
from humi.policy.pack import Criterion, Designation, DueDay, Duty, Incentive, Pack, Rule
from humi.questions.premises import Premises
from humi.questions.said import Owed, Pair, Parts, Said, joined
from humi.road.applicability import holds_title, in_force_condition
from humi.road.duties import rules_of
from humi.road.hearing import first_version
from humi.values.frozen import Frozen


class Matter(Frozen):
    """What rules are asked about (`road.hearing`): `event` and `undated` say whether it is about something that happened,
    and whether that is not recorded."""

    entity: str
    record: Record | None
    governed_by: n.Ref | None
    governed: tuple[Term, Term]
    event: Term
    undated: Term


class Outcomes:
    """The rules of a pack about one dossier of which nothing is decided yet, on the day `asked`."""

    def __init__(
        self, pack: Pack, asked: int, complete: bool, now: int | None = None, unknowns: Unknowns | None = None
    ) -> None:
        self.pack = pack
        self.view = View(asked, asked if now is None else now)
        self.unknowns = unknowns or Unknowns(pack.vocabulary, pack.region, complete)

    def on(self, day: int) -> Outcomes:
        """The same dossier as of an earlier day."""
        return Outcomes(self.pack, min(day, self.view.asked), self.unknowns.complete, self.view.now, self.unknowns)

    def otherwise(self, record: Record, fact: Fact) -> tuple[Outcomes, Record]:
        """The same dossier but for one fact of one record, and that record as it is there."""
        unknowns, changed = self.unknowns.otherwise(record, fact)
        return Outcomes(self.pack, self.view.asked, unknowns.complete, self.view.now, unknowns), changed

    def under(self, pack: Pack) -> Outcomes:
        """The same dossier by the rules of another pack."""
        return Outcomes(pack, self.view.asked, self.unknowns.complete, self.view.now, self.unknowns)

    # --- matters ---

    def matter(self, entity: str = "unit", governed_by: n.Ref | None = None, record: Record | None = None) -> Matter:
        """What a rule for `entity` is about."""
        asked = self.view.asked
        if governed_by is None:
            return Matter(entity, record, None, (asked, asked), False, False)
        held = record if governed_by.owner == n.THIS and record is not None else None
        held = held or self.unknowns.single(entity if governed_by.owner == n.THIS else governed_by.owner)
        slots = [held.slot(governed_by.fact, offset, self.view) for offset in range(2 + (governed_by.fact.type == "event"))]
        if governed_by.fact.type == "date":
            return Matter(entity, record, governed_by, (slots[0], slots[1]), True, False)
        (no, yes), low, high = slots
        surely = both((yes, negate(no)))
        governed = choose(surely, low, choose(yes, low, asked)), choose(surely, high, asked)
        return Matter(entity, record, governed_by, governed, surely, both((no, yes)))

    def due(self, due: DueDay) -> Matter:
        """What a target is about on its due day."""
        day = self.view.asked if due.day is None else due.day
        return Matter("programme", None, None, (day, day), due.day is not None, False)

    def pairs(self, matter: Matter) -> Pairs[Any]:
        """Where conditions about a matter are said."""
        pack = self.pack
        setting = Setting(pack.vocabulary, pack.region, pack.file, matter.entity, matter.governed_by)
        return Pairs(SolverTerms(self.unknowns, setting, self.view, matter.record, matter.governed))

    def condition(self, node: n.Condition, matter: Matter) -> Pair:
        """Whether a condition surely, and possibly, holds."""
        return self.pairs(matter).condition(node)

    def value(self, node: n.Value, matter: Matter) -> Pair:
        """The least and the greatest that a value comes to."""
        pairs = self.pairs(matter)
        found = pairs.value(node)
        low, high = (pairs.algebra.choose(True, end, end) for end in (found.low, found.high))
        return low, high

    # --- does a rule apply (`road.applicability`) ---

    def applies(self, matter: Matter, holders: tuple[str, ...] = ()) -> Pair:
        """Whether a rule surely, and possibly, applies."""
        pack = self.pack
        parts = [self._scope(matter), self.condition(in_force_condition(pack), matter)]
        if pack.governs is not None:
            surely, possibly = self.condition(n.Within(n.Governing(), (pack.governs.span,)), matter)
            no_event = negate(either((matter.event, matter.undated)))
            parts.append((either((no_event, surely)), either((no_event, matter.undated, possibly))))
        parts.append(self.condition(holds_title(holders, pack), matter))
        return both(surely for surely, _ in parts), both(possibly for _, possibly in parts)

    def _scope(self, matter: Matter) -> Pair:
        if matter.entity == "programme":
            return True, True
        if matter.record is not None and matter.record.recorded and matter.entity not in SINGLE:
            return matter.record.seen(self.view)[0], True
        return self.condition(self.pack.scope.condition, matter)

    # --- rules ---

    def criterion(self, rule: Criterion, matter: Matter) -> Said:
        """What a criterion comes to."""
        surely, possibly = self.condition(rule.condition, matter)
        first = first_version(rule.condition)
        low, high = matter.governed
        began, never = low >= first, high < first
        return Said(both((surely, began)), both((negate(possibly), negate(never))), never)

    def designation(self, rule: Designation) -> Said:
        """What a designation comes to."""
        return self.parts(rule).whole

    def parts(self, rule: Designation) -> Parts:
        """What a designation comes to, criterion by criterion."""
        matter = self.matter(rule.this, rule.governed_by)
        return Parts(self.applies(matter), tuple(self.criterion(one, matter) for one in rule.criteria))

    def incentive(self, rule: Incentive, record: Record | None = None) -> Said:
        """What an incentive comes to, for one record where it is for those of a list. Raises Untranslatable."""
        self.premises.name(rule)
        if record is not None and rule.this == "claim" and record.recorded:
            self._is_claim_to(rule, record)
        own = self.own(rule, record)
        return joined((True, True), [own, self.premises.followed(rule, record)]) if rule.follows else own

    def own(self, rule: Incentive, record: Record | None) -> Said:
        """What an incentive comes to by itself, whatever it follows."""
        matter = self.matter(rule.this, rule.governed_by, record)
        applies = self.applies(matter, rule.holders)
        return joined(applies, [self.criterion(one, matter) for one in rule.criteria])

    def duty(self, rule: Duty, record: Record | None = None) -> Said:
        """What a duty comes to, for one record where it binds those of a list (`road.duties`)."""
        self.premises.name(rule)
        return self.owed(rule, record).said

    def owed(self, rule: Duty, record: Record | None = None, followed: bool = True) -> Owed:
        """A duty piece by piece; by itself where it is not asked what it follows."""
        matter = self.matter(rule.this, rule.governed_by, record)
        said = self.premises.followed(rule, record) if followed and rule.follows else Said(True, False)
        trigger, done, ended = (self.condition(condition, matter) for condition in rules_of(rule))
        return Owed(self.applies(matter, rule.holders), trigger, done, ended, said)

    @cached_property
    def premises(self) -> Premises:
        """What rules follow from."""
        return Premises(self)

    def record_of(self, rule: Rule, may_lack: bool = False) -> Record | None:
        """A record that a rule is about, recorded and seen unless it may lack; None where the dossier holds what it is about
        once."""
        this = getattr(rule, "this", "programme")
        if this in SINGLE:
            return None
        record = self.unknowns.name_record(RELATION_OF[this], may_lack)
        if not may_lack:
            self.unknowns.rules.append(record.seen(self.view)[1])
        if isinstance(rule, Incentive) and this == "claim":
            self._is_claim_to(rule, record)
        return record

    def to_file(self, rule: Incentive, record: Record) -> None:
        """A record is the claim to an incentive that the unit could file."""
        facts = self.pack.vocabulary.facts_of("claim")
        unit = self.unknowns.single("unit").fact(self.pack.vocabulary.facts_of("unit")["id"])
        record.share(facts["holder"], unit)
        record.recorded = False
        self.unknowns.rules.append(record.seen(self.view)[1])
        self._is_claim_to(rule, record)

    def _is_claim_to(self, rule: Incentive, record: Record) -> None:
        """A record is a claim to an incentive."""
        if self.unknowns.claims.setdefault(record, rule.id) == rule.id:
            named = record.slot(self.pack.vocabulary.facts_of("claim")["incentive"], 0, self.view)
            self.unknowns.rules += [named.known, named.code == self.unknowns.named_of(named, rule.id)]

    def target(self, due: DueDay) -> Said:
        """What a target comes to by one reading of its due day, which has come. Its day has to be the one asked about."""
        matter = self.due(due)
        surely, possibly = self.condition(due.condition, matter)
        return joined(self.applies(matter), [Said(surely, negate(possibly))])

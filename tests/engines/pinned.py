"""Holding the unknowns of the prover to one dossier: whatever the judge says of it must then be a solution."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cached_property
from typing import Any

import z3

from humi.dossier.dossier import Dossier
from humi.dossier.facts import IDENTITY, REGIONS, RELATION_OF, RELATIONS, SINGLE, UNKNOWN
from humi.engines.prove import Record, Unknowns
from humi.engines.prove.facts import Text
from humi.engines.prove.logic import both, equal, lifted, negate
from humi.policy.pack import Duty, Incentive, Pack
from humi.questions.outcomes import Outcomes
from humi.questions.said import Said
from humi.road import decide

OUTCOMES = ("met", "not_met", "out_of_scope", "not_yet_due", "undetermined")


class Pinned:
    """A pack and a dossier; every record of the dossier is named."""

    def __init__(self, pack: Pack, document: dict[str, Any], asked: date) -> None:
        self.pack = pack
        self.asked = asked.toordinal()
        self.dossier = Dossier.from_dict(document, pack.vocabulary)
        self.outcomes = Outcomes(pack, self.asked, complete=False)
        self.unknowns: Unknowns = self.outcomes.unknowns
        for relation, records in self.dossier.lists.items():
            for _ in records:
                self.unknowns.name_record(relation)
        for rule in (*pack.incentives, *pack.duties):
            self.outcomes.premises.name(rule)

    def wrong(self) -> Iterator[str]:
        """Rules of which the prover excludes what the judge says."""
        for path, judged, said in list(self._said()):
            if not self.possible(said, judged):
                yield f"{path}: {judged}"

    def inexact(self) -> Iterator[str]:
        """Rules of which the prover allows something else."""
        for path, judged, said in list(self._said()):
            if any(self.possible(said, outcome) for outcome in OUTCOMES if outcome != judged):
                yield path

    def _said(self) -> Iterator[tuple[str, str, Said]]:
        """Every rule of everything that it is judged of: what the judge says, and what the prover does."""
        decision = decide(self.pack, self.dossier, self.asked)
        for designation, decided in zip(self.pack.designations, decision.designations, strict=True):
            yield designation.path, decided.finding.outcome.value, self.outcomes.designation(designation)
        incentives = [(rule, self._of(rule)) for rule in self.pack.incentives]
        duties = [(rule, self._of(rule)) for rule in self.pack.duties if rule.done is not None]
        told = [*(one.finding for one in decision.incentives), *(one.finding for one in decision.duties)]
        about = [(rule, record) for rule, records in (*incentives, *duties) for record in records]
        for finding, (rule, record) in zip(told, about, strict=True):
            of = self.outcomes
            said = of.duty(rule, record) if isinstance(rule, Duty) else of.incentive(rule, record)
            yield finding.path, finding.outcome.value, said

    def _of(self, rule: Incentive | Duty) -> list[Record | None]:
        """Whom a rule is judged of."""
        if rule.this in SINGLE:
            return [None]
        relation = RELATION_OF[rule.this]
        world = self.dossier.world(self.pack.region, self.asked)
        seen = zip(world.places.get(relation, ()), getattr(world, relation), strict=True)
        claims = isinstance(rule, Incentive) and rule.this == "claim"
        named = self.pack.vocabulary.facts_of("claim")["incentive"].slot
        places = [place for place, record in seen if not claims or record[named] == rule.id]
        records: list[Record | None] = [self.unknowns.named[relation][place] for place in places]
        return records or ([self.unknowns.filed(rule.id, self.asked)] if claims else [])

    def possible(self, said: Said, outcome: str) -> bool:
        """Whether an outcome is a solution for this dossier."""
        term = {"out_of_scope": said.out, "not_yet_due": said.not_yet}.get(outcome, getattr(said, outcome, None))
        return term is True or (term is not False and bool(self._solver.check(term) == z3.sat))

    @cached_property
    def _solver(self) -> z3.Solver:
        """Of everything that was asked."""
        solver = z3.Solver()
        rules = [rule for record in self._records() for rule in record.rules]
        solver.add(*map(lifted, (*rules, *self.unknowns.rules, *self._pins())))
        for population in self.unknowns.populations.values():
            asked = population.questions
            solver.add(*(lifted(both((equal(one.low, 0), equal(one.high, 0)))) for one in asked))
            solver.add(*map(lifted, (*population.rules, *(result == 0 for _, result in population.sums))))
        return solver

    def _records(self) -> list[Record]:
        return [*self.unknowns.singles.values(), *(one for named in self.unknowns.named.values() for one in named)]

    def _pins(self) -> Iterator[Any]:
        for entity, record in self.unknowns.singles.items():
            yield from self._held(record, self.dossier.records[entity])
        for relation in RELATIONS:
            named, listed = self.unknowns.named.get(relation, []), self.dossier.lists[relation]
            for record, known in zip(named, listed, strict=False):
                yield from self._held(record, known)
            yield both(negate(record.exists) for record in named[len(listed) :])
        for relation, more in self.unknowns.more.items():
            yield both(equal(term, number) for term, number in zip(more, self.dossier.unlisted[relation], strict=True))
        world = self.dossier.world(self.pack.region, self.asked)
        for (path, about), mask in self.unknowns.judged.items():
            yield _mask(mask, world.determinations.get((path, self._identity(about)), UNKNOWN))

    def _identity(self, about: Record | None) -> str | None:
        if about is None:
            return None
        relation = RELATION_OF[about.entity]
        listed = self.dossier.lists[relation]
        known = dict(zip(self.unknowns.named[relation], listed, strict=False)).get(about)
        return None if known is None else known[IDENTITY]

    def _held(self, record: Record, known: list[Any]) -> Iterator[Any]:
        for held in record.held.values():
            slots, fact = known, held.fact
            if fact.region:
                slots = known[REGIONS].get(fact.region) or self.pack.vocabulary.template(fact.entity, fact.region)
            for offset, term in enumerate(held.slots):
                yield self._slot(term, slots[fact.slot + offset])

    def _slot(self, term: Any, value: Any) -> Any:
        if isinstance(term, Text):
            return negate(term.known) if value is None else both((term.known, equal(term.code, self.unknowns.code(value))))
        return _mask(term, value) if isinstance(term, tuple) else equal(term, value)


def _mask(bits: Any, mask: int) -> Any:
    return both(equal(bit, bool(mask >> index & 1)) for index, bit in enumerate(bits))

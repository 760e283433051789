"""Holding the unknowns of the prover to one dossier: whatever the judge says of it must then be a solution."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import z3

from humi.dossier.dossier import Dossier
from humi.dossier.facts import REGIONS, RELATIONS, SINGLE, UNKNOWN
from humi.engines.prove import Record, Unknowns
from humi.engines.prove.facts import Text
from humi.engines.prove.logic import both, equal, lifted, negate
from humi.errors import Untranslatable
from humi.policy.pack import Pack
from humi.questions.outcomes import Outcomes, Said
from humi.road import decide

OUTCOMES = ("met", "not_met", "out_of_scope", "undetermined")


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

    def wrong(self) -> Iterator[str]:
        """Rules of which the prover excludes what the judge says."""
        decision = decide(self.pack, self.dossier, self.asked)
        found = {one.finding.path: one.finding.outcome.value for one in (*decision.designations, *decision.incentives)}
        for path, said in self._said():
            judged = found[f"{self.pack.region}/{path}"]
            if not self.possible(said, judged):
                yield f"{path}: {judged}"

    def inexact(self) -> Iterator[str]:
        """Rules of which the prover allows something else."""
        decision = decide(self.pack, self.dossier, self.asked)
        found = {one.finding.path: one.finding.outcome.value for one in decision.designations}
        for path, said in self._said():
            judged = found.get(f"{self.pack.region}/{path}")
            others = [outcome for outcome in OUTCOMES if outcome != judged]
            if judged and any(self.possible(said, outcome) for outcome in others):
                yield path

    def _said(self) -> Iterator[tuple[str, Said]]:
        for designation in self.pack.designations:
            yield designation.path, self.outcomes.designation(designation)
        for incentive in self.pack.incentives:
            if incentive.this in SINGLE:
                try:
                    yield incentive.path, self.outcomes.incentive(incentive)
                except Untranslatable:
                    continue

    def possible(self, said: Said, outcome: str) -> bool:
        """Whether an outcome is a solution for this dossier."""
        term = {"out_of_scope": said.out}.get(outcome, getattr(said, outcome, None))
        solver = z3.Solver()
        rules = [rule for record in self._records() for rule in record.rules]
        solver.add(*map(lifted, (*rules, *self.unknowns.rules, *self._pins(), term)))
        for population in self.unknowns.populations.values():
            asked = population.questions
            solver.add(*(lifted(both((equal(one.low, 0), equal(one.high, 0)))) for one in asked))
            solver.add(*map(lifted, (*population.rules, *(result == 0 for _, result in population.sums))))
        return bool(solver.check() == z3.sat)

    def _records(self) -> list[Record]:
        return [*self.unknowns.singles.values(), *(one for named in self.unknowns.named.values() for one in named)]

    def _pins(self) -> Iterator[Any]:
        for entity, record in self.unknowns.singles.items():
            yield from self._held(record, self.dossier.records[entity])
        for relation in RELATIONS:
            for record, known in zip(self.unknowns.named.get(relation, ()), self.dossier.lists[relation], strict=True):
                yield from self._held(record, known)
        for relation, more in self.unknowns.more.items():
            yield both(equal(term, number) for term, number in zip(more, self.dossier.unlisted[relation], strict=True))
        world = self.dossier.world(self.pack.region, self.asked)
        for (path, about), mask in self.unknowns.judged.items():
            assert about is None
            yield _mask(mask, world.determinations.get((path, None), UNKNOWN))

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

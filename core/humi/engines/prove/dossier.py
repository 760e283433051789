"""A dossier of which nothing is decided yet: whoever can be written is a solution of its `rules`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import z3

from humi.dossier.facts import BOUND, RELATIONS, SINGLE
from humi.dossier.vocabulary import Vocabulary
from humi.engines.prove.facts import Mask
from humi.engines.prove.logic import Term, both, either, negate
from humi.engines.prove.population import Population
from humi.engines.prove.records import Record
from humi.values.frozen import Frozen


class Unknowns:
    """The unknowns of one question. `complete`: every fact is one point, every list is whole, every judgement decided."""

    def __init__(self, vocabulary: Vocabulary, region: str, complete: bool) -> None:
        self.vocabulary = vocabulary
        self.region = region
        self.complete = complete
        self.rules: list[Term] = []
        self._codes: dict[str, int] = {}
        self.named: dict[str, list[Record]] = {}
        """Records of lists that a question speaks of one by one; they stand beside those that are only counted."""
        self.judged: dict[tuple[str, Record | None], Mask] = {}
        self.singles: dict[str, Record] = {}
        self.populations: dict[str, Population] = {}
        self.more: dict[str, tuple[Term, Term]] = {}
        self.made: dict[object, tuple[Any, object]] = {}
        """What date steps and windows come to, each once, with the terms that it was made of."""
        self.small: list[Term] = []
        """What narrows down to examples of which everything is exact: beyond the rules, which may allow a little more."""

    # --- texts ---

    def code(self, text: str) -> int:
        """The number that stands for a text."""
        return self._codes.setdefault(text, len(self._codes))

    def text(self, code: int) -> str:
        """The text that a number stands for; one that no rule names is made up."""
        for text, known in self._codes.items():
            if known == code:
                return text
        name = f"x{code}"
        while name in self._codes:
            name += "x"
        return name

    def names(self, text: str) -> bool:
        """Whether a rule names a text."""
        return text in self._codes

    # --- records ---

    def record(self, entity: str, name: str) -> Record:
        """A record with a name of its own."""
        return Record(self.vocabulary, entity, name, self.complete, (self.region, self.code(self.region)))

    def single(self, entity: str) -> Record:
        """What the dossier holds once."""
        assert entity in SINGLE
        if entity not in self.singles:
            self.singles[entity] = self.record(entity, entity)
        return self.singles[entity]

    def name_record(self, relation: str) -> Record:
        """One more record of a list that a question speaks of."""
        named = self.named.setdefault(relation, [])
        record = self.record(RELATIONS[relation], f"{relation}!{len(named)}")
        named.append(record)
        identity = self.vocabulary.facts_of(record.entity)["id"]
        for other in named[:-1]:
            one, two = (each.fact(identity).slots[0] for each in (record, other))
            self.rules.append(either((negate(one.known), negate(two.known), one.code != two.code)))
        return record

    def population(self, relation: str) -> Population:
        """The records of a list that are only counted."""
        if relation not in self.populations:
            entity = RELATIONS[relation]
            self.populations[relation] = Population(relation, lambda name: self.record(entity, name))
        return self.populations[relation]

    def unlisted(self, relation: str) -> tuple[Term, Term]:
        """The least and greatest number of records that are not listed."""
        if self.complete:
            return 0, 0
        if relation not in self.more:
            low, high = z3.Int(f"{relation}.unlisted.low"), z3.Int(f"{relation}.unlisted.high")
            self.more[relation] = low, high
            self.rules += [low >= 0, low <= high, high <= BOUND]
        return self.more[relation]

    def judgement(self, path: str, about: Record | None) -> Mask:
        """What was decided: no, yes, or either."""
        key = path, about
        if key not in self.judged:
            number = len(self.judged)
            yes = z3.Bool(f"judged{number}.yes")
            no = negate(yes) if self.complete else z3.Bool(f"judged{number}.no")
            self.judged[key] = no, yes
            if not self.complete:
                self.rules.append(either((no, yes)))
        return self.judged[key]

    # --- what is so of all dossiers ---

    def close(self) -> Closed:
        """Everything that was asked, made ready for the solver."""
        for population in self.populations.values():
            population.close()
        records = list(self._records())
        rules = [*self.rules]
        for record in (*self.singles.values(), *(one for named in self.named.values() for one in named)):
            rules += record.rules
        for population in self.populations.values():
            rules += population.rules
        held = [held for record in records for held in record.held.values()]
        return Closed(
            both(rules),
            both(rule for one in held for rule in one.spelled),
            both((*self.small, *(rule for population in self.populations.values() for rule in population.small))),
            tuple(pair for one in held for pair in one.days),
            tuple(cell.number for population in self.populations.values() for cell in population.cells),
        )

    def _records(self) -> Iterable[Record]:
        yield from self.singles.values()
        for named in self.named.values():
            yield from named
        for population in self.populations.values():
            for cell in population.cells:
                yield cell.witness


class Closed(Frozen):
    """What is so of every dossier; what narrows it down to those that can be written and are easy to read."""

    rules: Term
    spelled: Term
    small: Term
    days: tuple[tuple[Term, Term], ...]
    numbers: tuple[Any, ...]

    def near(self, first: int, last: int) -> Iterator[Term]:
        """Every day that is recorded lies between two days, or has no limit."""
        from humi.values.dates import FIRST_DAY, LAST_DAY

        for low, high in self.days:
            yield z3.Or(low == FIRST_DAY, z3.And(low >= first, low <= last), low == LAST_DAY)
            if high is not low:
                yield z3.Or(high == LAST_DAY, z3.And(high >= first, high <= last), high == FIRST_DAY)

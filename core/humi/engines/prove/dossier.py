"""A dossier of which nothing is decided yet: whoever can be written is a solution of its `rules`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from copy import copy
from typing import Any

import z3

from humi.dossier.facts import BOUND, RELATIONS, SINGLE, Fact
from humi.dossier.vocabulary import Vocabulary
from humi.engines.prove.facts import Held, Mask, Text, open_slots
from humi.engines.prove.logic import Term, both, choose, either, equal, negate
from humi.engines.prove.population import Population
from humi.engines.prove.records import Changed, Record, Unrecorded
from humi.engines.prove.stands import Stands
from humi.values.dates import FIRST_DAY, LAST_DAY

MADE_UP = 1000
"""Texts from this number on are named by no rule."""


class Unknowns:
    """The unknowns of one question. `complete`: every fact is one point, every list is whole, every judgement decided."""

    def __init__(self, vocabulary: Vocabulary, region: str, complete: bool) -> None:
        self.vocabulary = vocabulary
        self.region = region
        self.complete = complete
        self.rules: list[Term] = []
        self._codes: dict[str, int] = {}
        self._said: dict[str, set[int]] = {}
        """For each text fact, what rules compare it with."""
        self._instead: dict[Record, Record] = {}
        self.named: dict[str, list[Record]] = {}
        """Records of lists that a question speaks of one by one; they stand beside those that are only counted."""
        self.witnesses: dict[tuple[int, str], Record] = {}
        """For a rule of a pack that others follow, the record that meets it, if one does."""
        self.claims: dict[Record, str] = {}
        """The incentive that a claim is to, where a question says so."""
        self.judged: dict[tuple[str, Record | None], Mask] = {}
        self.singles: dict[str, Record] = {}
        self.populations: dict[str, Population] = {}
        self.changed: list[Changed] = []
        self.more: dict[str, tuple[Term, Term]] = {}
        self.made: dict[object, tuple[Any, object]] = {}
        """What date steps and windows come to, each once, with the terms that it was made of."""
        self.small: list[Term] = []
        """What narrows down to examples of which everything is exact: beyond the rules, which may allow a little more."""
        self.stands: dict[str, Stands] = {}
        self._judged_as: dict[str, str] = {}

    # --- what stands for something else ---

    def stand_for(self, facts: Mapping[str, Stands], judgements: Mapping[str, str]) -> None:
        """Read facts and judgements of another region off those of this one, by their paths there."""
        self.stands.update(facts)
        self._judged_as.update(judgements)

    def meant(self, fact: Fact) -> Fact:
        """The fact that one is read off: itself, where nothing stands for it."""
        instead = self.stands.get(fact.path)
        return fact if instead is None else instead.fact

    # --- texts ---

    def code(self, text: str) -> int:
        """The number that stands for a text."""
        return self._codes.setdefault(text, len(self._codes))

    def text(self, code: int) -> str:
        """The text that a number stands for; one that no rule names is made up."""
        for text, known in self._codes.items():
            if known == code:
                return text
        place = max(0, code - MADE_UP)
        name = chr(ord("A") + place % 26) + (str(place // 26) if place >= 26 else "")
        while name in self._codes:
            name += "'"
        return name

    def named_of(self, text: Text, member: str) -> int:
        """The number of a text that a rule compares a fact with."""
        code = self.code(member)
        self._said.setdefault(text.fact, set()).add(code)
        return code

    def likely(self, text: Text) -> Term:
        """A text is one that rules compare it with, or one that is made up: no name of something else."""
        said = self._said.get(text.fact, set()) | ({self.code(self.region)} if text.fact.endswith(".region") else set())
        named = either(text.code == code for code in sorted(said))
        return either((negate(text.known), named, text.code >= MADE_UP))

    def names(self, text: str) -> bool:
        """Whether a rule names a text."""
        return text in self._codes

    def one_at_most(self, number: int) -> list[Term]:
        """Truths of which nothing is known but that they exclude one another."""
        truths = [z3.FreshBool("one") for _ in range(number)]
        self.rules.append(z3.AtMost(*truths, 1))
        return truths

    # --- records ---

    def record(self, entity: str, name: str) -> Record:
        """A record with a name of its own."""
        record = Record(self.vocabulary, entity, name, self.complete, (self.region, self.code(self.region)))
        record.stands = self.stands
        return record

    def single(self, entity: str) -> Record:
        """What the dossier holds once."""
        assert entity in SINGLE
        if entity not in self.singles:
            self.singles[entity] = self.record(entity, entity)
        return self._instead.get(self.singles[entity], self.singles[entity])

    def records(self, relation: str) -> list[Record]:
        """The records of a list that a question speaks of."""
        return [self._instead.get(record, record) for record in self.named.get(relation, ())]

    def otherwise(self, record: Record, fact: Fact) -> tuple[Unknowns, Record]:
        """The same dossier, but for one fact of one record; and that record as it is there."""
        changed = Changed(record, fact)
        self.changed.append(changed)
        other = copy(self)
        other._instead = {record: changed}
        return other, changed

    def name_record(self, relation: str, may_lack: bool = False) -> Record:
        """One more record of a list that a question speaks of; it `may_lack` where the answer does not need it. Records are
        named before anything is asked of their list, which counts them."""
        assert relation not in self.populations or not self.populations[relation].questions, "it has been counted already"
        named = self.named.setdefault(relation, [])
        record = self.record(RELATIONS[relation], f"{relation}!{len(named)}")
        if may_lack:
            record.exists = z3.Bool(f"{record.name}.exists")
            self.population(relation)
        named.append(record)
        identity = self.vocabulary.facts_of(record.entity)["id"]
        for other in named[:-1]:
            one, two = (each.fact(identity).slots[0] for each in (record, other))
            self.rules.append(either((negate(one.known), negate(two.known), one.code != two.code)))
        return record

    def numbers(self, relation: str) -> list[Term]:
        """How many records there are of each cell, and of each that may lack."""
        own = [choose(record.exists, 1, 0) for record in self.named.get(relation, ()) if record.exists is not True]
        population = self.populations.get(relation)
        return [*own, *(cell.number for cell in (population.cells if population is not None else ()))]

    def filed(self, incentive: str, asked: int) -> Unrecorded:
        """The claim to an incentive that the unit could file."""
        facts = self.vocabulary.facts_of("claim")
        unit = self.single("unit").fact(self.vocabulary.facts_of("unit")["id"]).slots[0]
        known: dict[str, list[Any]] = {
            "incentive": [Text(True, self.code(incentive), facts["incentive"].path)],
            "region": [Text(True, self.code(self.region), facts["region"].path)],
            "holder": [unit._replace(fact=facts["holder"].path)],
            "filed": [asked, asked],
            "paid": [(True, False), *open_slots(facts["paid"])[1:]],
        }
        return Unrecorded(self.record("claim", "claim to be filed"), {facts[name].path: slots for name, slots in known.items()})

    def population(self, relation: str) -> Population:
        """The records of a list that are only counted."""
        if relation not in self.populations:
            entity = RELATIONS[relation]
            self.populations[relation] = Population(relation, self.record(entity, f"{relation}?"))
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
        key = self._judged_as.get(path, path), about.record if isinstance(about, Changed) else about
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
        return Closed(self)

    def single_records(self) -> Iterator[Record]:
        """The records that stand for themselves."""
        yield from self.singles.values()
        for named in self.named.values():
            yield from named
        yield from self.changed


class Closed:
    """What is so of every dossier (`rules`), and what narrows it down to those that can be written and are easy to read."""

    def __init__(self, unknowns: Unknowns) -> None:
        self._unknowns = unknowns
        self._populations = list(unknowns.populations.values())
        records = (rule for record in unknowns.single_records() for rule in record.rules)
        self.rules = both((*unknowns.rules, *records, *(rule for one in self._populations for rule in one.rules)))
        self.numbers = [number for one in self._populations for number in unknowns.numbers(one.relation)]

    def _of_all(self, say: Callable[[Record], Iterable[Term]]) -> Term:
        """Something of each record, counted or not."""
        own = (rule for record in self._unknowns.single_records() for rule in say(record))
        return both((*own, *(one.everywhere(both(say(one.probe))) for one in self._populations)))

    def exact(self) -> Term:
        """It can be written, and what the rules are loose about is exact."""
        small = (*self._unknowns.small, *(rule for one in self._populations for rule in one.small))
        spelled = self._of_all(
            lambda record: (*record.small, *(rule for held in record.held.values() for rule in held.spelled))
        )
        return both((*small, spelled))

    def different(self) -> Term:
        """Where texts are counted, each record has a text of its own."""
        distinct = ((one.questions[each.question], each) for one in self._populations for each in one.distinct)
        return both(both((equal(each.least, asked.low), equal(each.most, asked.high))) for asked, each in distinct)

    def likely(self) -> Term:
        """No text is the name of something else."""
        unknowns = self._unknowns
        return self._of_all(lambda record: (unknowns.likely(text) for held in record.held.values() for text in held.texts))

    def near(self, first: int, last: int, asked: int) -> Term:
        """Every day that is recorded lies between two days, or has no limit; what happens has happened on the day asked."""
        return self._of_all(lambda record: (rule for held in record.held.values() for rule in _near(held, first, last, asked)))


def _near(held: Held, first: int, last: int, asked: int) -> Iterator[Term]:
    """Days between two days, or not recorded; a period may have no limit. Nothing happens after the day asked."""
    period = held.fact.type == "period"
    for place, (low, high) in enumerate(held.days):
        within = z3.And(low >= first, high <= last)
        unlimited = low == FIRST_DAY if place == 0 else high == LAST_DAY
        unrecorded = z3.And(low == FIRST_DAY, high == LAST_DAY)
        yield z3.Or(within, unlimited if period else unrecorded, unrecorded)
        if held.happens is not False:
            yield z3.Implies(held.happens, high <= asked)

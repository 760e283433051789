"""What is known of one dossier, said of the unknowns: each fact lies in its recorded range, each list holds what is listed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from humi.dossier.dossier import Dossier
from humi.dossier.facts import IDENTITY, NO, REGIONS, UNKNOWN, YES, Fact
from humi.engines.prove.dossier import Unknowns
from humi.engines.prove.facts import Held, Mask, Text
from humi.engines.prove.logic import Term, both, equal, implies, negate, total
from humi.engines.prove.records import Record
from humi.values.dates import FIRST_DAY, LAST_DAY
from humi.values.frozen import Frozen


class Open(Frozen):
    """Something that a dossier leaves open and rules look at: a `fact`, a `list` that may hold more, or a `judgement`.

    `what` is the path of the fact or the judgement, or the list; `record` is `titles[0]` where it is one of a list, and
    `terms` are its unknowns.
    """

    kind: str
    what: str
    record: str
    terms: tuple[Term, ...]

    @property
    def key(self) -> tuple[str, str, str]:
        """The same for all rules."""
        return self.kind, self.what, self.record


class Given:
    """A dossier beside the unknowns of a question, which has to be about complete dossiers. Made before anything is asked of
    them: each listed record gets a name."""

    def __init__(self, dossier: Dossier, unknowns: Unknowns, asked: int) -> None:
        self.dossier = dossier
        self.unknowns = unknowns
        self.asked = asked
        self.determinations = dossier.world(unknowns.region, asked).determinations
        self.places: dict[Record, tuple[str, int]] = {}
        for relation, records in dossier.lists.items():
            for place in range(len(records)):
                self.places[unknowns.name_record(relation)] = relation, place

    def rules(self) -> Iterator[Term]:
        """What is so of every completion of the dossier, of all that was asked. The unknowns are closed."""
        for record in self._records():
            begins = self.unknowns.vocabulary.begins(record.entity) if record in self.places else None
            for held in record.held.values():
                slots = self.slots(record, held.fact)
                if held.fact == begins and slots == [FIRST_DAY, LAST_DAY]:
                    slots = [FIRST_DAY, self.asked]  # what is listed without a day exists
                yield within(self.unknowns, held, slots, self.asked)
        for (path, about), (no, yes) in self.unknowns.judged.items():
            mask = self.decided(path, about)
            yield {NO: no, YES: yes}.get(mask, True)
        for relation, population in self.unknowns.populations.items():
            most = self.dossier.unlisted[relation][1]
            if not most:
                yield both(equal(number, 0) for number in self.unknowns.numbers(relation))
            for question in population.questions:
                yield question.high <= most

    def narrower(self) -> Iterator[Term]:
        """What examples are narrowed down to: they hold as many records as are counted, no more and no fewer."""
        for relation in self.unknowns.populations:
            least, most = self.dossier.unlisted[relation]
            number = total(self.unknowns.numbers(relation))
            yield both((number >= least, number <= most))

    def open(self) -> Iterator[Open]:
        """What is left open of all that was asked."""
        for record in self._records():
            name = "{}[{}]".format(*self.places[record]) if record in self.places else ""
            for held in record.held.values():
                if held.variables and is_open(held, self.slots(record, held.fact)):
                    yield Open("fact", held.fact.path, name, tuple(held.variables))
        for (path, about), mask in self.unknowns.judged.items():
            if self.decided(path, about) == UNKNOWN:
                name = "{}[{}]".format(*self.places[about]) if about is not None else ""
                yield Open("judgement", path, name, (mask[1],))
        for relation, population in self.unknowns.populations.items():
            if self.dossier.unlisted[relation][1]:
                more = (term for record in self.witnesses(relation) for term in record.variables)
                yield Open("list", relation, "", (*population_terms(population), *more))

    def witnesses(self, relation: str) -> list[Record]:
        """The records of a list that a question speaks of, beyond those that are listed."""
        return [record for record in self.unknowns.named.get(relation, ()) if record not in self.places]

    def slots(self, record: Record, fact: Fact) -> list[Any]:
        """What the dossier holds of a fact."""
        if record in self.places:
            relation, place = self.places[record]
            encoded = self.dossier.lists[relation][place]
        else:
            encoded = self.dossier.records[record.entity]
        return recorded(encoded, fact)

    def decided(self, path: str, about: Record | None) -> int:
        """What is decided of a judgement: the mask of a boolean."""
        identity = None
        if about is not None:
            relation, place = self.places[about]
            identity = self.dossier.lists[relation][place][IDENTITY]
        return self.determinations.get((path, identity), UNKNOWN)

    def _records(self) -> Iterator[Record]:
        yield from self.unknowns.singles.values()
        yield from self.places


def recorded(encoded: list[Any], fact: Fact) -> list[Any]:
    """The slots of a fact in an encoded record."""
    unknown = fact.unknown()
    if fact.region:
        encoded = encoded[REGIONS].get(fact.region)
        if not encoded:
            return unknown
    return encoded[fact.slot : fact.slot + len(unknown)]


def population_terms(population: Any) -> Iterator[Term]:
    """Everything that is not decided of the records that are not listed."""
    for cell in population.cells:
        yield cell.number
        yield from (own for _, own in cell.names)
    for question in population.questions:
        yield from (question.low, question.high)
    for distinct in population.distinct:
        yield from (distinct.least, distinct.most)
    yield from (result for _, result in population.sums)


# --- one fact ---


def is_open(held: Held, slots: list[Any]) -> bool:
    """Whether what is recorded of a fact is more than one point, as far as rules ask."""
    match held.fact.type:
        case "boolean" | "category":
            return bool(slots[0].bit_count() != 1)
        case "text":
            return slots[0] is None
        case "period":
            return bool(slots[0] != slots[1] or slots[2] != slots[3])
        case "event":
            if slots[0] == NO:
                return False
            parts = [slots[3].bit_count() > 1, slots[4] is None, slots[5] is None]
            asked = any(is_part for offset, is_part in zip((3, 4, 5), parts, strict=True) if offset in held.asked)
            return bool(slots[0] == UNKNOWN or slots[1] != slots[2] or asked)
    return bool(slots[0] != slots[1])


def within(unknowns: Unknowns, held: Held, slots: list[Any], asked: int) -> Term:
    """A fact of a complete dossier is a point of what is recorded."""
    own = held.slots
    match held.fact.type:
        case "boolean":
            return {NO: own[0][0], YES: own[0][1]}.get(slots[0], True)
        case "category":
            return _members(own[0], slots[0])
        case "categories":
            sure = both(bit for index, bit in enumerate(own[0]) if slots[0] >> index & 1)
            return both((sure, _members(own[1], slots[1])))
        case "text":
            return _text(unknowns, own[0], slots[0])
        case "period":
            return both((_between(own[0], slots[0], slots[1]), _between(own[2], slots[2], slots[3])))
        case "event":
            return _event(unknowns, held, slots, asked)
    return _between(own[0], slots[0], slots[1])


def _event(unknowns: Unknowns, held: Held, slots: list[Any], asked: int) -> Term:
    _, yes = held.slots[0]
    result, by, to = held.slots[3:]
    mask, low, high = slots[:3]
    if mask == NO:
        return negate(yes)
    if mask == YES and low == FIRST_DAY and high > asked:
        high = asked  # what is recorded without a day has happened (`dossier.asof`)
    happened = both((_between(held.days[0][0], low, high), _members(result, slots[3])))
    told = both((_text(unknowns, by, slots[4]), _text(unknowns, to, slots[5])))
    return both((yes if mask == YES else True, implies(yes, both((happened, told)))))


def _between(term: Term, low: int, high: int) -> Term:
    return term == low if low == high else both((term >= low, term <= high))


def _members(mask: Mask, members: int) -> Term:
    return both(negate(bit) for index, bit in enumerate(mask) if not members >> index & 1)


def _text(unknowns: Unknowns, text: Text, said: str | None) -> Term:
    return True if said is None else text.code == unknowns.code(said)

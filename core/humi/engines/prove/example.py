"""From a solution to a dossier that our own reader reads: plain data, as somebody would write it."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from datetime import date
from typing import Any

import z3

from humi.dossier.facts import BOUND, OTHER, RELATIONS, SINGLE, Fact
from humi.engines.prove.dossier import Unknowns
from humi.engines.prove.facts import Held, Text
from humi.engines.prove.logic import Term, names_in
from humi.engines.prove.population import Cell, Population
from humi.engines.prove.records import Changed, Record
from humi.values.dates import FIRST_DAY, LAST_DAY, Period, format_days, format_period
from humi.values.numbers import format_decimal

Document = dict[str, Any]


class Writer:
    """Writes the dossier of one solution."""

    def __init__(self, unknowns: Unknowns, model: z3.ModelRef) -> None:
        self.unknowns = unknowns
        self.model = model
        self.cell: Cell | None = None
        """The cell of which the probe is read, where one is."""

    # --- reading the solution ---

    def truth(self, term: Term) -> bool:
        """Whether a term is true in the solution."""
        return term if isinstance(term, bool) else z3.is_true(self._read(term))

    def number(self, term: Term) -> int:
        """What a term comes to in the solution."""
        return term if isinstance(term, int) else int(self._read(term).as_string())

    def _read(self, term: Term) -> Any:
        return self.model.eval(self.cell.said(term) if self.cell is not None else term, model_completion=True)

    # --- the whole ---

    def documents(self) -> list[Document]:
        """The dossier, and the one with a fact changed, where the question is about that."""
        document = self.document()
        return [document, *(self._otherwise(document, changed) for changed in self.unknowns.changed)]

    def _otherwise(self, document: Document, changed: Changed) -> Document:
        other = deepcopy(document)
        relation, _, named = changed.record.name.partition("!")
        record = other[relation][self._there(relation).index(changed.record)] if named else other.setdefault(relation, {})
        fact, value = changed.changed, self.value(changed.fact(changed.changed))
        if value is not None:
            put(record, fact, value)
        else:
            (record.get(fact.region, {}) if fact.region else record).pop(fact.name, None)
        return other

    def document(self) -> Document:
        """The dossier."""
        written: Document = {"humi": 1}
        for entity in SINGLE:
            if entity in self.unknowns.singles:
                record = self.record(self.unknowns.singles[entity])
                if record:
                    written[entity] = record
        counted: dict[str, Any] = {}
        for relation in RELATIONS:
            records = self._listed(relation)
            if records is None:
                continue
            low, high = map(self.number, self.unknowns.unlisted(relation))
            if records or (low, high) != (0, BOUND):
                written[relation] = records
                if high:
                    counted[relation] = {"from": low + len(records), "to": high + len(records)}
        if counted:
            written["counted"] = counted
        decided = list(self._determinations(written))
        if decided:
            written["determinations"] = decided
        return written

    def _listed(self, relation: str) -> list[Document] | None:
        """The records of a list; None where nothing is asked of it."""
        named, population = self.unknowns.named.get(relation, []), self.unknowns.populations.get(relation)
        if not named and population is None:
            return None
        records = [self.record(record) for record in self._there(relation)]
        if population is not None:
            records += self._counted(population)
        own = [record["id"] for record in records if "id" in record]
        taken: set[Any] = set()
        for record in records:
            if record.get("id") in taken or ("id" not in record and self.unknowns.complete):
                record["id"] = self._fresh(RELATIONS[relation], {*taken, *own})
            taken |= {record["id"]} if "id" in record else set()
        return [dict(sorted(record.items(), key=lambda item: item[0] != "id")) for record in records]

    def _there(self, relation: str) -> list[Record]:
        """The records that a question speaks of and that the dossier holds."""
        return [record for record in self.unknowns.named.get(relation, ()) if self.truth(record.exists)]

    def _fresh(self, entity: str, taken: set[Any]) -> str:
        number = len(taken) + 1
        while (name := f"{entity}{number}") in taken or self.unknowns.names(name):
            number += 1
        return name

    def _counted(self, population: Population) -> list[Document]:
        records: list[tuple[Cell, Document]] = []
        for cell in population.cells:
            number = self.number(cell.number)
            if number:
                self.cell = cell
                one = self.record(population.probe)
                self.cell = None
                records += [(cell, deepcopy(one)) for _ in range(number)]
        for fact in dict.fromkeys(distinct.fact for distinct in population.distinct):
            self._spread(population, records, fact)
        return [record for _, record in records]

    def _spread(self, population: Population, records: list[tuple[Cell, Document]], fact: Fact) -> None:
        """Give the records as many different texts as are counted, unless a rule asks for one: each record one of its own,
        where every count allows that."""
        asked = (term for one in population.questions for term in (one.surely, one.possibly))
        if f"{population.probe.name}.{fact.path}.code" in names_in(asked):
            return
        counted = [one for one in population.distinct if one.fact == fact]
        numbers = [(self.number(one.most), self.number(population.questions[one.question].high)) for one in counted]
        if all(most == high for most, high in numbers):
            for place, (_, record) in enumerate(records):
                put(record, fact, f"{fact.name}{place + 1}")
            return
        for one, (most, _) in zip(counted, numbers, strict=True):
            of_one = [record for cell, record in records if cell.possibly[one.question]]
            for place, record in enumerate(of_one):
                put(record, fact, f"{fact.name}{place % most + 1}")

    def _determinations(self, written: Document) -> Iterator[Document]:
        for (path, about), mask in self.unknowns.judged.items():
            no, yes = map(self.truth, mask)
            if no and yes:
                continue
            decided = {"criterion": path, "result": "met" if yes else "not_met"}
            if about is not None:
                relation = about.name.partition("!")[0]
                if not self.truth(about.exists):
                    continue
                place = self._there(relation).index(about)
                decided["about"] = written[relation][place].get("id", "")
            yield decided

    # --- one record ---

    def record(self, record: Record) -> Document:
        """A record with the facts that were asked for."""
        written: Document = {}
        for held in record.held.values():
            value = self.value(held)
            if value is not None:
                put(written, held.fact, value)
        return written

    def value(self, held: Held) -> Any:
        """What a dossier writes of a fact; None where nothing is recorded."""
        fact, slots = held.fact, held.slots
        match fact.type:
            case "boolean":
                no, yes = map(self.truth, slots[0])
                return None if no and yes else yes
            case "category":
                members = self._members(fact, slots[0])
                return members[0] if len(members) == 1 else None
            case "categories":
                sure, may = (self._members(fact, mask) for mask in slots)
                return may if sure == may else None
            case "date":
                return self._days(slots[0], slots[1])
            case "period":
                return self._period(slots)
            case "event":
                return self._event(held)
            case "text":
                return self._text(slots[0])
        return self._number(fact, slots)

    def _members(self, fact: Fact, mask: Any) -> list[Any]:
        names: list[Any] = [*fact.members, *([{OTHER: "其他"}] if fact.has_other else [])]
        return [name for name, bit in zip(names, mask, strict=False) if self.truth(bit)]

    def _text(self, text: Text) -> str | None:
        return self.unknowns.text(self.number(text.code)) if self.truth(text.known) else None

    def _number(self, fact: Fact, slots: list[Any]) -> Any:
        low = self.number(slots[0])
        high = low if slots[1] is slots[0] else self.number(slots[1])
        if (low, high) == (fact.minimum, fact.maximum):
            return None
        least, most = spelled(fact, low), spelled(fact, high)
        return least if low == high else {"from": least, "to": most}

    def _days(self, low: Term, high: Term) -> str | None:
        days = self.number(low), self.number(high)
        return None if days == (FIRST_DAY, LAST_DAY) else format_days(days)

    def _period(self, slots: list[Any]) -> str | None:
        start_low, start_high, end_low, end_high = map(self.number, slots)
        if (start_low, start_high, end_low, end_high) == (FIRST_DAY, LAST_DAY, FIRST_DAY, LAST_DAY):
            return None
        if start_low == start_high and end_low == end_high:
            start = ".." if start_low == FIRST_DAY else _iso(start_low)
            return f"{start}/{'..' if end_low == LAST_DAY else _iso(end_low)}"
        return format_period(Period((start_low, start_high), (end_low, end_high)))

    def _event(self, held: Held) -> Any:
        fact, slots = held.fact, held.slots
        no, yes = map(self.truth, slots[0])
        if no:
            return None if yes else False
        day = self._days(slots[1], slots[2])
        members = self._members(fact, slots[3])
        parts = {
            "on": day,
            "result": members[0] if len(members) == 1 else None,
            "by": self._text(slots[4]),
            "to": self._text(slots[5]),
        }
        needless = {part for offset, part in ((3, "result"), (4, "by"), (5, "to")) if offset not in held.asked}
        told = {part: value for part, value in parts.items() if value is not None and part not in needless}
        if set(told) <= {"on"}:
            return day or True
        return told


def put(record: Document, fact: Fact, value: Any) -> None:
    """Write a fact; a region's own under its region."""
    if fact.region:
        record.setdefault(fact.region, {})[fact.name] = value
    else:
        record[fact.name] = value


def spelled(fact: Fact, number: int) -> Any:
    """A number as a dossier writes it."""
    text = format_decimal(number, fact.places)
    if fact.type == "money":
        return f"{text} yuan"
    return int(text) if fact.type == "integer" else text


def _iso(day: int) -> str:
    return date.fromordinal(day).isoformat()

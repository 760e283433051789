"""A record of which nothing is decided yet: its facts become variables when they are first asked for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from humi.dossier.facts import OF_A_REGION, Fact
from humi.dossier.vocabulary import Vocabulary
from humi.engines.prove.facts import Held, Text, open_slots, settled
from humi.engines.prove.logic import Term, both, either, equal, implies, negate
from humi.engines.prove.stands import Stands
from humi.values.dates import FIRST_DAY, LAST_DAY
from humi.values.frozen import Frozen


class View(Frozen):
    """The day asked about, and the day on which that is asked, which is the same or a later one (`dossier.world`)."""

    asked: int
    now: int


class Record:
    """A symbolic record of an entity. `rules` grow with the facts asked for."""

    recorded = True
    """Whether it is recorded; a claim that could be filed is not."""

    def __init__(self, vocabulary: Vocabulary, entity: str, name: str, complete: bool, region: tuple[str, int]) -> None:
        """`region` is the region that looks, and the code of its name."""
        self.vocabulary = vocabulary
        self.entity = entity
        self.name = name
        self.complete = complete
        self.exists: Term = True
        """Whether the dossier holds it at all."""
        self.region, self._region_code = region
        self.held: dict[str, Held] = {}
        self.rules: list[Term] = []
        self.small: list[Term] = []
        """What examples are narrowed down to (`dossier.Unknowns.small`)."""
        self.made: list[Term] = []
        """Variables that were made for it beside those of its facts."""
        self._settled: dict[object, list[Any]] = {}
        self.stands: Mapping[str, Stands] = {}
        """What other facts are read off, by their paths."""

    def fact(self, fact: Fact) -> Held:
        """The variables of a fact."""
        found = self.held.get(fact.path)
        if found is None:
            found = self.held[fact.path] = Held(fact, f"{self.name}.{fact.path}", self.complete)
            self.rules += found.rules
            self._consistent(fact)
        return found

    def share(self, fact: Fact, other: Held) -> None:
        """A text is that of another record."""
        self.held[fact.path] = other.shared(fact)

    def slot(self, fact: Fact, offset: int, view: View) -> Any:
        """A slot as of a day."""
        instead = self.stands.get(fact.path)
        if instead is not None:
            found = self.slot(instead.fact, offset, view)
            return instead.translated(found) if instead.translates(offset) else found
        held = self.fact(fact)
        held.asked.add(offset)
        slots = held.slots
        if fact.type == "event" and offset < 3:
            key = fact.path, view.asked, view.now
            if key not in self._settled:
                self._settled[key] = settled(slots, view.asked, view.now)
            slots = self._settled[key]
        return slots[offset]

    @property
    def variables(self) -> list[Term]:
        """Everything about it that is not decided yet."""
        own = [] if self.exists is True else [self.exists]
        return [*own, *(one for held in self.held.values() for one in held.variables), *self.made]

    def _consistent(self, fact: Fact) -> None:
        """What cannot be true together (`dossier.consistency`), as soon as both facts are asked for."""
        for first, _, second in self.vocabulary.consistent:
            if fact.path in (first, second) and first in self.held and second in self.held:
                one, other = self.held[first], self.held[second]
                least, most = one.slots[0], other.slots[3 if other.fact.type == "period" else 1]
                happened: list[Term] = []
                if one.fact.type == "event":
                    happened.append(negate(one.slots[0][0]))
                    least = one.slots[1]
                if other.fact.type == "event":
                    happened.append(negate(other.slots[0][0]))
                    most = other.slots[2]
                self.rules.append(implies(both(happened), least <= most))

    # --- whether a listed record is seen (`dossier.asof`) ---

    def seen(self, view: View) -> tuple[Term, Term]:
        """Whether it surely exists on a day and belongs to the region, and whether it possibly does."""
        sure, may = self._belongs()
        begins = self.vocabulary.begins(self.entity)
        if begins is None:
            return sure, may
        low, high = self.fact(begins).slots[:2]
        if self.complete:
            begun = both((may, low <= view.asked))
            return begun, begun
        begun, begins_later = high <= view.asked, low > view.asked
        undated = both((equal(low, FIRST_DAY), equal(high, LAST_DAY))) if view.asked == view.now else False
        may = both((may, negate(begins_later)))
        return both((sure, may, either((begun, undated)))), may

    def _belongs(self) -> tuple[Term, Term]:
        region = self.vocabulary.find(self.entity, "region")
        if region is None or self.entity not in OF_A_REGION:
            return self.exists, self.exists
        text = self.fact(region).slots[0]
        assert isinstance(text, Text)
        own = equal(text.code, self._region_code)
        if self.complete:
            own = both((self.exists, own))
            return own, own
        return both((self.exists, text.known, own)), both((self.exists, either((negate(text.known), own))))


class Unrecorded(Record):
    """A record that no dossier holds: some facts are `known` by their path, all others are open."""

    recorded = False

    def __init__(self, like: Record, known: dict[str, list[Any]]) -> None:
        super().__init__(like.vocabulary, like.entity, like.name, False, (like.region, like._region_code))
        self._known = known

    def slot(self, fact: Fact, offset: int, view: View) -> Any:
        slots = self._known.get(fact.path) or open_slots(fact)
        return (settled(slots, view.asked, view.now) if fact.type == "event" and offset < 3 else slots)[offset]


class Changed(Record):
    """A record that is another in one fact only."""

    def __init__(self, record: Record, fact: Fact) -> None:
        region = record.region, record._region_code
        super().__init__(record.vocabulary, record.entity, f"{record.name}'", record.complete, region)
        self.stands = record.stands
        self.exists = record.exists
        self.record = record
        self.changed = fact
        self.fact(fact)
        for pair in record.vocabulary.consistent:
            for path in (pair[0], pair[2]) if fact.path in (pair[0], pair[2]) else ():
                other = record.vocabulary.by_path(path)
                if other is not None:
                    self.fact(other)

    def fact(self, fact: Fact) -> Held:
        """Its own variables of the fact that is changed, those of the other record of all others."""
        if fact.path == self.changed.path:
            return super().fact(fact)
        if fact.path not in self.held:
            self.held[fact.path] = self.record.fact(fact)
            self._consistent(fact)
        return self.held[fact.path]

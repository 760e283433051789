"""Where a rule is looked at: the pack, the dossier, the day of asking, what is judged, the related record at hand."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from .facts import ENTITIES, Fact, Vocabulary
from .ranges import Event, Known, Span, known
from .truth import NOTHING, YES, Causes, Told, told


@dataclass(frozen=True)
class Record:
    """Facts about one entity. `label` is `titles[2]` for a record of a list. `listed`: also the hypothetical claim."""

    entity: str
    facts: dict[str, Any]
    label: str = ""
    listed: bool = False


@dataclass(frozen=True)
class Value:
    """A value: its range, why it is not one point, and whether the events whose days it uses have happened."""

    lo: Any
    hi: Any
    causes: Causes = NOTHING
    happened: Told = YES

    @property
    def span(self) -> tuple[Any, Any]:
        return self.lo, self.hi


def point(value: Any) -> Value:
    """A value that is known."""
    return Value(value, value)


@dataclass(frozen=True)
class Frame:
    """What a condition or value may speak of."""

    policy: dict[str, Any]
    dossier: dict[str, Any]
    asked: date
    now: date
    """The day of asking; `asked` is it or an earlier day, the state of which is looked at."""
    vocabulary: Vocabulary
    this: Record
    path: str
    """The rule, `testland/designations/x/criteria/y`."""
    governing: Value
    record: Record | None = None
    """The related record inside a `where`."""
    due: Value | None = None
    year: int | None = None

    @property
    def region(self) -> str:
        return self.vocabulary.region

    def at(self, **changes: Any) -> Frame:
        """The same with something else in it."""
        return replace(self, **changes)

    def find(self, word: str) -> tuple[Fact, Record]:
        """The fact that a word names, and whose it is."""
        head, _, rest = word.partition(".")
        if rest and head == "this":
            return self.vocabulary.find(self.this.entity, rest), self.this
        if rest and head in ENTITIES:
            return self.vocabulary.find(head, rest), self.part(head)
        assert self.record is not None, f"{word} stands outside of a where"
        return self.vocabulary.find(self.record.entity, word), self.record

    def part(self, entity: str) -> Record:
        """`unit` and the like: what is judged, where it is of this entity, else that part of the dossier."""
        return self.this if self.this.entity == entity else Record(entity, self.dossier.get(entity) or {})

    def known(self, fact: Fact, record: Record) -> Known:
        """What is known of a fact; a region's own facts stand under the region."""
        facts = record.facts.get(fact.region) or {} if fact.region else record.facts
        return known(fact, facts.get(fact.name), self.asked, self.now)


def cause_of(fact: Fact, range_: Known, record: Record) -> Causes:
    """`missing_fact` where nothing is recorded, else `imprecise_fact`."""
    return frozenset({("imprecise_fact" if range_.recorded else "missing_fact", fact.path, record.label)})


def happened(fact: Fact, event: Event, record: Record) -> Told:
    """Whether an event happened."""
    return told(False not in event.happened, True in event.happened, cause_of(fact, event, record))


def value_of(fact: Fact, frame: Frame, record: Record) -> Value:
    """The number, amount or date of a fact; of an event its day."""
    range_ = frame.known(fact, record)
    day = range_.day if isinstance(range_, Event) else range_
    assert isinstance(day, Span), f"{fact.path} has no number, amount or date"
    return Value(
        day.lo,
        day.hi,
        NOTHING if day.is_point else cause_of(fact, range_, record),
        happened(fact, range_, record) if isinstance(range_, Event) else YES,
    )

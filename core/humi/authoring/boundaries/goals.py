"""Goals: conditions that are to hold, or to fail, in a situation; and what they come to there."""

from __future__ import annotations

from functools import cached_property

from humi.authoring.boundaries.situation import Situation, Spot
from humi.dossier.facts import RELATION_OF, SINGLE
from humi.dossier.world import Record
from humi.engines.eager import EagerTerms
from humi.engines.judge import Setting
from humi.language import nodes as n
from humi.language.pairs import Pairs, Range
from humi.road.hearing import GoverningDate, Hearing, Matter
from humi.values.frozen import Frozen


class Asker(Frozen):
    """Whom conditions are about: an entity (of a list, its record with that identifier), and what governs; `day` where a
    day does."""

    entity: str
    governed_by: n.Ref | None = None
    identity: str | None = None
    day: int | None = None

    @property
    def spot(self) -> Spot:
        """Where the record judged stands."""
        return (self.entity, None) if self.entity in SINGLE else (RELATION_OF[self.entity], self.identity)


def terms_of(hearing: Hearing, asker: Asker, this: Record | None) -> EagerTerms:
    """What conditions are decided on, asked of `this`, or of what the dossier holds once."""
    matter = hearing.matter(asker.entity, asker.governed_by, this)
    if asker.day is not None:
        matter = Matter(asker.entity, this, None, GoverningDate(asker.day, asker.day, True))
    pack = hearing.pack
    setting = Setting(pack.vocabulary, pack.region, pack.file, matter.entity, matter.governed_by)
    return EagerTerms(setting, hearing.world, this, matter.governing.low, matter.governing.high)


class Goal(Frozen):
    """A condition that is to be met (or surely not met), asked by somebody, inside a list of one of its records."""

    node: n.Condition
    wanted: bool
    asker: Asker
    record: Spot | None = None
    firm: bool = False
    """What a case is about: once reached it is never given up again."""

    def of(self, node: n.Condition, wanted: bool | None = None, record: Spot | None = None) -> Goal:
        """Another condition asked by the same, about the same."""
        return Goal(node, self.wanted if wanted is None else wanted, self.asker, record or self.record, self.firm)


class View:
    """A situation seen by one asker, inside a list by one record."""

    def __init__(self, situation: Situation, asker: Asker, record: Spot | None) -> None:
        self.situation = situation
        self.asker = asker
        self.record = record

    @property
    def hearing(self) -> Hearing | None:
        """The facts as they are heard; None where they cannot be read."""
        return self.situation.heard(self.asker.day)

    @cached_property
    def terms(self) -> EagerTerms | None:
        """What conditions are decided on; None where whom they are about is not there."""
        hearing = self.hearing
        if hearing is None:
            return None
        this = None if self.asker.entity in SINGLE else self._seen(self.asker.spot)
        if this is None and self.asker.entity not in SINGLE:
            return None
        terms = terms_of(hearing, self.asker, this)
        if self.record is not None:
            record = self._seen(self.record)
            if record is None or record is this:
                return None
            terms.records.append(record)
        return terms

    def _seen(self, spot: Spot) -> Record | None:
        """A record as it is seen on that day."""
        assert self.hearing is not None
        index = self.situation.index(spot)
        world = self.hearing.world
        places = world.places.get(spot[0], ())
        if index not in places:
            return None
        found: Record = getattr(world, spot[0])[places.index(index)]
        return found

    def truth(self, node: n.Condition) -> bool | None:
        """Met, not met, or None: undetermined."""
        if self.terms is None:
            return None
        surely, possibly = Pairs(self.terms).condition(node)
        return True if surely else None if possibly else False

    def range(self, *values: n.Value) -> list[Range]:
        """The ranges of values, all scaled alike."""
        assert self.terms is not None
        return Pairs(self.terms).aligned(values)

    @property
    def governing(self) -> tuple[int, int]:
        """First and last day that may govern."""
        assert self.terms is not None
        return self.terms.range


def view(situation: Situation, goal: Goal) -> View:
    """The situation as the goal sees it."""
    return View(situation, goal.asker, goal.record)


def holds(situation: Situation, goal: Goal) -> bool:
    """Whether the goal is reached."""
    return view(situation, goal).truth(goal.node) is goal.wanted

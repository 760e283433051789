"""What is known on a day, as one region sees it, in terms: the same as `dossier.asof` says of one dossier.

Later events have not happened, later records do not exist, other regions' records are not seen. A table that lacks a column has
nothing recorded of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from humi.dossier.facts import BOUND, IDENTITY, NO, OF_A_REGION, RELATION_OF, RELATIONS, UNKNOWN, YES, Fact
from humi.dossier.vocabulary import Vocabulary
from humi.engines.screen import frames as f
from humi.engines.screen.frames import Frame, Text, Truth, Whole
from humi.population.slots import APPLICANTS, DETERMINATIONS, column, unlisted
from humi.values.dates import FIRST_DAY, LAST_DAY


class Sight:
    """How a region sees a population on the day `asked`, as far as is told on the day `now`.

    `columns` are those that each table of the population has.
    """

    def __init__(
        self, columns: Mapping[str, frozenset[str]], vocabulary: Vocabulary, region: str, asked: int, now: int | None = None
    ) -> None:
        self.columns = columns
        self.vocabulary = vocabulary
        self.region = region
        self.asked = asked
        self.now = asked if now is None else now
        self.applicants = Frame("unit", columns[APPLICANTS])

    # --- frames ---

    def records(self, parent: Frame, relation: str, not_itself: bool = False) -> Frame | None:
        """The records of a relation that are seen; None where there is no table of them."""
        if relation not in self.columns:
            return None
        return self._child(parent, relation, self.columns[relation], "", not_itself)

    def claims(self, incentive: str) -> Frame:
        """The claims to an incentive, and for each applicant that has none the one that could be filed."""
        always = ("incentive", "region", "holder", "filed", "paid")
        facts = self.vocabulary.facts_of("claim")
        filled = {column(facts[name], offset) for name in always for offset in range(len(facts[name].unknown()))}
        known = self.columns.get("claims", frozenset()) | filled
        return self._child(self.applicants, "claims", known, incentive, False)

    def _child(self, parent: Frame, relation: str, columns: frozenset[str], source: str, not_itself: bool) -> Frame:
        key = relation, source, not_itself
        if key not in parent.children:
            frame = Frame(RELATIONS[relation], columns, relation, parent, source, not_itself)
            frame.seen = self._seen(frame)
            parent.children[key] = frame
        return parent.children[key]

    def _seen(self, frame: Frame) -> Truth:
        region, begins = self._region(frame), self._begins(frame)
        seen: list[Truth] = []
        if region is not None:
            seen.append(f.either([f.text_in(region[0], (self.region,)), f.negate(f.recorded(region[0]))]))
        if begins is not None:
            seen.append(f.at_least(self.asked, begins[0]))
        return f.both(seen)

    def _region(self, frame: Frame) -> tuple[Text] | None:
        fact = self.vocabulary.facts_of(frame.entity).get("region")
        if fact is None or frame.entity not in OF_A_REGION:
            return None
        return (self.raw(frame, fact, 0),)

    def _begins(self, frame: Frame) -> tuple[Whole, Whole] | None:
        fact = self.vocabulary.begins(frame.entity)
        return None if fact is None else (self.raw(frame, fact, 0), self.raw(frame, fact, 1))

    # --- records ---

    def exists(self, frame: Frame) -> Truth:
        """Whether a record that is seen surely exists."""
        return f.negate(f.either([self.elsewhere(frame), self.to_come(frame)]))

    def elsewhere(self, frame: Frame) -> Truth:
        """A record may belong to another region."""
        region = self._region(frame)
        return False if region is None else f.negate(f.recorded(region[0]))

    def to_come(self, frame: Frame) -> Truth:
        """A record may begin after the day asked about."""
        begins = self._begins(frame)
        if begins is None:
            return False
        later = f.negate(f.at_least(self.asked, begins[1]))
        return f.both([later, f.negate(self.undated(frame))]) if self.asked == self.now else later

    def undated(self, frame: Frame) -> Truth:
        """Nothing is recorded of when a record begins."""
        begins = self._begins(frame)
        return False if begins is None else f.both([f.equal(begins[0], FIRST_DAY), f.equal(begins[1], LAST_DAY)])

    def unlisted(self, relation: str) -> tuple[Whole, Whole]:
        """The least and greatest number of records beyond those listed."""
        most: Whole = self.applicants.column(unlisted(relation, "most"), BOUND, "int", 0, BOUND)
        if self.asked < self.now and self.vocabulary.begins(RELATIONS[relation]) is not None:
            return 0, most
        return self.applicants.column(unlisted(relation, "least"), 0, "int", 0, BOUND), most

    # --- facts ---

    def raw(self, frame: Frame, fact: Fact, offset: int) -> Any:
        """A slot as it is recorded."""
        unknown = fact.unknown()[offset]
        if unknown is None:
            return frame.column(column(fact, offset), None, "text")
        low, high = self._bounds(fact, offset)
        return frame.column(column(fact, offset), unknown, "int", low, high)

    def _bounds(self, fact: Fact, offset: int) -> tuple[int, int]:
        match fact.type:
            case "boolean":
                return NO, UNKNOWN
            case "category" | "categories":
                return 0, fact.all_members
            case "date" | "period":
                return FIRST_DAY, LAST_DAY
            case "event":
                return [(NO, UNKNOWN), (FIRST_DAY, LAST_DAY), (FIRST_DAY, LAST_DAY), (0, fact.all_members)][offset]
            case _:
                return fact.minimum, fact.maximum

    def slot(self, frame: Frame, fact: Fact, offset: int) -> Any:
        """A slot as of the day asked."""
        if fact.type == "event" and offset < 3:
            return self._settled(frame, fact)[offset]
        return self.raw(frame, fact, offset)

    def _settled(self, frame: Frame, fact: Fact) -> tuple[Whole, Whole, Whole]:
        """Whether an event happened, and its first and last possible day, as of the day asked."""
        happened, first, last = (self.raw(frame, fact, offset) for offset in range(3))
        reached = f.both([f.negate(f.equal(happened, NO)), f.negate(f.at_least(self.asked, last))])
        ahead = f.both([reached, f.negate(f.at_least(self.asked, first))])
        clipped = f.both([reached, f.negate(ahead)])
        undated = f.equal(first, FIRST_DAY)
        happened_by: Whole = f.choose(f.both([clipped, f.negate(undated)]), UNKNOWN, f.choose(ahead, NO, happened))
        first_by: Whole = first
        if self.asked < self.now:
            # It may have come since; from the very first day on it would be one of which nothing is recorded.
            since = f.both([clipped, undated, f.equal(happened, YES)])
            happened_by, first_by = f.choose(since, UNKNOWN, happened_by), f.choose(since, FIRST_DAY + 1, first)
        return happened_by, first_by, f.choose(clipped, self.asked, last)

    def identity(self, frame: Frame) -> Text:
        """The identifier of a record."""
        facts = self.vocabulary.facts_of(frame.entity).values()
        return self.raw(frame, next(fact for fact in facts if fact.slot == IDENTITY), 0)  # type: ignore[no-any-return]

    # --- what an authority decided ---

    def judged(self, frame: Frame, path: str) -> Whole:
        """The determination for a path, about the record that a row is or the applicant: the mask of a boolean."""
        if DETERMINATIONS not in self.columns:
            return UNKNOWN
        about = None if frame.parent is None else self.identity(frame)
        return frame.make("judged", path, about, kind="int", low=NO, high=UNKNOWN)

    def lists(self, frame: Frame, relation: str) -> bool:
        """Whether the rows of a frame are themselves records of a relation."""
        return frame.parent is not None and RELATION_OF[frame.entity] == relation

"""What the provisions say that a rule cites.

They say it in their anchors, in the sentences around them where the text is at hand, and in what was recorded of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import cached_property
from re import compile as pattern

from humi.authoring.anchors import clause_of
from humi.authoring.clauses import Clauses
from humi.authoring.dated import FESTIVALS, Stated, Yearly, stated_days, stated_yearly
from humi.authoring.ledger import ItemText, LedgerText
from humi.authoring.lints.faithful.recorded import recorded_days, recorded_quantities, recorded_yearly
from humi.authoring.quantities import Quantity, extensions, quantities
from humi.authoring.sentences import sentences
from humi.policy.pack import Rule

COMMAS = "，。；：,;:"
FIGURE = pattern(r"[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+(?:\.[0-9]+)?")
SPELLED = "zero one two three four five six seven eight nine ten eleven twelve".split()
WORD = pattern("[a-z]+")


class Words:
    """What one provision says."""

    def __init__(self, item: ItemText, clauses: Clauses | None) -> None:
        self.item = item
        self.anchor = item.anchor.text if item.anchor is not None else ""
        self.sentence = "".join(_sentences(item, clauses)) if clauses is not None else ""

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """The anchor, and the sentence in which it stands."""
        return tuple(text for text in (self.anchor, self.sentence) if text)

    @cached_property
    def segment(self) -> str:
        """The part of the sentence, between commas, in which the anchor stands; the anchor where the text is not at hand."""
        start = self.sentence.find(self.anchor)
        if start < 0:
            return self.anchor
        end = start + len(self.anchor)
        before = max(self.sentence.rfind(mark, 0, start) for mark in COMMAS) + 1
        after = min((found for mark in COMMAS if (found := self.sentence.find(mark, end)) >= 0), default=len(self.sentence))
        return self.sentence[before:after]

    @cached_property
    def quantities(self) -> tuple[Quantity, ...]:
        """The numbers that the texts state."""
        return tuple(one for text in self.texts for one in (*quantities(text), *extensions(text)))

    @cached_property
    def measured(self) -> tuple[Quantity, ...]:
        """The numbers that the recorded values give: with their operator where `op` or `op_reading` stands beside them."""
        return tuple(recorded_quantities(self.item.values)) if self.item.values is not None else ()

    @cached_property
    def restated(self) -> tuple[Decimal, ...]:
        """The figures of the statement in our words: they bear out what they say, and are held against nobody."""
        figures = (Decimal(found[0].replace(",", "")) for found in FIGURE.finditer(self.item.statement))
        words = WORD.findall(self.item.statement.lower())
        return (*figures, *(Decimal(SPELLED.index(word)) for word in words if word in SPELLED))

    @cached_property
    def is_whole(self) -> bool:
        """Whether all that the provision says is at hand: its sentence, or what was recorded of it."""
        return bool(self.sentence) or (self.item.values is not None and bool(self.item.values.entries))

    @cached_property
    def days(self) -> tuple[Stated, ...]:
        """The days that texts and recorded values state."""
        stated = [one for text in self.texts for one in stated_days(text)]
        return (*stated, *recorded_days(self.item.values)) if self.item.values is not None else tuple(stated)

    @cached_property
    def yearly(self) -> tuple[Yearly, ...]:
        """The days of every year that texts and recorded values state."""
        stated = [one for text in self.texts for one in stated_yearly(text)]
        return (*stated, *recorded_yearly(self.item.values)) if self.item.values is not None else tuple(stated)


class Library:
    """The words of every provision of a ledger, read once."""

    def __init__(self, ledger: LedgerText, clauses: Clauses | None) -> None:
        self.words = {name: Words(item, clauses) for name, item in ledger.items.items()}
        self.governed: set[int] = set()
        self.known: set[int] = set()

    def stating(self, kind: str, value: Decimal) -> list[str]:
        """The provisions that state a number."""
        return [
            name
            for name, words in self.words.items()
            if any(one.kind == kind and one.equals(value) for one in (*words.quantities, *words.measured))
        ]

    def dating(self, day: int) -> list[str]:
        """The provisions that state a day."""
        return [name for name, words in self.words.items() if any(day in one.days() for one in words.days)]


class Cited:
    """What the provisions say that a rule cites."""

    def __init__(self, rule: Rule, library: Library) -> None:
        self.words = [library.words[source] for source in rule.sources if source in library.words]

    @cached_property
    def quantities(self) -> tuple[Quantity, ...]:
        """The numbers that the texts state."""
        return tuple(one for words in self.words for one in words.quantities)

    @cached_property
    def measured(self) -> tuple[Quantity, ...]:
        """The numbers that the recorded values give."""
        return tuple(one for words in self.words for one in words.measured)

    @cached_property
    def days(self) -> tuple[Stated, ...]:
        """The days that are stated."""
        return tuple(one for words in self.words for one in words.days)

    @cached_property
    def yearly(self) -> tuple[Yearly, ...]:
        """The days of every year that are stated."""
        return tuple(one for words in self.words for one in words.yearly)

    @property
    def names_festival(self) -> bool:
        """Whether a day is told by a festival, which no calendar of ours dates."""
        return any(FESTIVALS.search(text) for words in self.words for text in words.texts)

    @property
    def restated(self) -> tuple[Decimal, ...]:
        """The figures of the statements in our words."""
        return tuple(one for words in self.words for one in words.restated)

    @property
    def is_whole(self) -> bool:
        """Whether all that the provisions say is at hand."""
        return all(words.is_whole for words in self.words)

    def said(self) -> str:
        """The anchors, for a message."""
        return "、".join(dict.fromkeys(words.anchor for words in self.words if words.anchor))


def _sentences(item: ItemText, clauses: Clauses) -> Iterator[str]:
    if item.anchor is None:
        return
    clause = clause_of(item)
    for paragraph in clauses.get(clause, ()):
        start = paragraph.text.find(item.anchor.text)
        if start < 0:
            continue
        for sentence in sentences(clause, paragraph):
            if sentence.start < start + len(item.anchor.text) and start < sentence.end:
                yield sentence.text

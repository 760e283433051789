"""What the heading of a column names: a fact, of a region where one is named, or a part of a fact."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from humi.dossier.cells import PARTS, Convert, as_found, as_names, as_number, as_text, converter
from humi.dossier.determinations import KEYS
from humi.dossier.facts import RELATIONS, Fact
from humi.dossier.vocabulary import Vocabulary
from humi.reading.keywords import TABLE, english
from humi.values.label import Label
from humi.values.numbers import NotANumber, parse_money
from humi.values.text import nearest, normalise

_UNIT = re.compile("(.+?) ?\\(([^()]+)\\)")
_REGION = re.compile("[a-z][a-z0-9_]*")


@dataclass(frozen=True, slots=True)
class Heading:
    """`keys` lead to the value in a record, as they are written; `type` tells how the parts of a fact are joined."""

    keys: tuple[str, ...]
    convert: Convert
    fact: str
    part: str = ""
    type: str = ""


class Headings:
    """The headings that a table of one entity may have."""

    def __init__(self, vocabulary: Vocabulary, entity: str) -> None:
        self.vocabulary = vocabulary
        self.entity = entity
        self.regions = vocabulary.regions_of(entity)

    def find(self, text: str) -> Heading | None:
        """The heading written as `granted`, 认定日期, `title.granted`, `yinchuan.score`, `paid.on` or 金额（元）."""
        heading = self._find(normalise(text), "")
        if heading is None and (found := _UNIT.fullmatch(normalise(text))):
            heading = self._find(found[1], found[2])
        return heading

    def _find(self, text: str, unit: str) -> Heading | None:
        words = [word.strip() for word in text.split(".")]
        if len(words) > 1 and self.vocabulary.entity(words[0]) == self.entity:
            words = words[1:]
        region = words[0] if len(words) > 1 and words[0] in self.regions else ""
        name, *rest = words[1:] if region else words
        fact = self._fact(name, region)
        if fact is None:
            return None if region or unit else self._of_an_absent_region(words)
        part = english(rest[0]) if rest else ""
        if len(rest) > 1 or (rest and part not in PARTS.get(fact.type, ())) or (unit and not _is_unit(fact, unit)):
            return None
        key = name if name == fact.name else fact.label.zh
        keys = (region, key) if region else (key,)
        return Heading(keys, converter(fact, part, unit), fact.path, part, fact.type)

    def _fact(self, word: str, region: str) -> Fact | None:
        facts = self.vocabulary.facts_of(self.entity, region)
        return facts.get(word) or next((fact for fact in facts.values() if normalise(fact.label.zh) == word), None)

    def _of_an_absent_region(self, words: list[str]) -> Heading | None:
        """A region that is not loaded keeps its columns, unless the word before the dot is rather a slip."""
        if len(words) != 2 or not all(words) or not _REGION.fullmatch(words[0]) or words[0] in self.vocabulary.regions:
            return None
        known = any(english(words[1]) in parts for parts in PARTS.values()) or self._fact(words[1], "") is not None
        return None if known or self._fact(words[0], "") else Heading((words[0], words[1]), as_found, ".".join(words))

    def allowed(self) -> list[str]:
        """Every heading but the parts, in English."""
        own = (f"{region}.{name}" for region in self.regions for name in self.vocabulary.facts_of(self.entity, region))
        return [*self.vocabulary.facts_of(self.entity), *own]

    def nearest(self, text: str) -> str:
        """The heading that was probably meant."""
        first, dot, rest = text.partition(".")
        spellings = list(self._spellings())
        if dot and first in spellings:
            return nearest(text, (name for name in spellings if name.startswith(f"{first}."))) or first
        return nearest(text, spellings) or (nearest(rest, spellings) if dot else "") or ""

    def _spellings(self) -> Iterable[str]:
        yield from self.allowed()
        for fact in self.vocabulary.facts_of(self.entity).values():
            yield fact.label.zh
            yield from (f"{fact.name}.{part}" for part in PARTS.get(fact.type, ()))


def _is_unit(fact: Fact, unit: str) -> bool:
    try:
        return fact.type == "money" and parse_money(f"1 {unit}") > 0
    except NotANumber:
        return False


class FixedHeadings(Headings):
    """Headings that are words of the language rather than facts."""

    def __init__(self, kinds: dict[str, str], entity: str) -> None:
        self.kinds = kinds
        self.entity = entity

    def find(self, text: str) -> Heading | None:
        """The heading in either spelling."""
        word = normalise(text)
        name = english(word)
        if name not in self.kinds:
            return None
        label = Label(TABLE.get(name, name), name)
        return Heading((word,), converter(Fact(self.entity, name, self.kinds[name], label)), name)

    def allowed(self) -> list[str]:
        """The words in English."""
        return list(self.kinds)

    def _spellings(self) -> Iterable[str]:
        for name in self.kinds:
            yield from (name, TABLE.get(name, name))


APPLICANT = ("applicant", "申请人")
"""A column that tells whose record it is, or who the applicant is."""


class DeterminationHeadings(FixedHeadings):
    """What a row of the table `determinations` says of a decision; and whom it is on, where there are many applicants."""

    def __init__(self) -> None:
        super().__init__({name: "date" if name == "on" else "text" for name in KEYS}, "determination")

    def find(self, text: str) -> Heading | None:
        """The heading in either spelling."""
        if normalise(text) in APPLICANT:
            return Heading((APPLICANT[0],), as_text, APPLICANT[0])
        return super().find(text)


class ControlHeadings(Headings):
    """What the sheet `registry` says of the whole: `complete`, and `counted` for each relation."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.entity = "registry"

    def find(self, text: str) -> Heading | None:
        """`complete`, `counted.titles`, or `counted.titles.from` and `.to`."""
        word, *rest = (word.strip() for word in normalise(text).split("."))
        if english(word) == "complete" and not rest:
            return Heading((word,), _complete, "complete")
        if english(word) != "counted" or not rest or self.vocabulary.entity(rest[0]) not in RELATIONS:
            return None
        part = english(rest[1]) if rest[1:] else ""
        if len(rest) > 2 or part not in ("", "from", "to"):
            return None
        return Heading((word, rest[0]), as_number, f"counted.{rest[0]}", part)

    def allowed(self) -> list[str]:
        """The words in English."""
        return ["complete", *(f"counted.{relation}" for relation in RELATIONS)]

    def _spellings(self) -> Iterable[str]:
        return self.allowed()


def _complete(cell: object) -> object:
    names = as_names(cell)
    if isinstance(names, list) and len(names) == 1:
        return {"true": True, "是": True, "false": False, "否": False}.get(names[0].casefold(), names)
    return names

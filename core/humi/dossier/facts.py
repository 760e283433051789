"""A fact: its type, what it may hold, who supplies it, and where its range stands in an encoded record.

An encoded record is a list. Slot 0 says whether the record exists for certain, slot 1 maps a region to the list of that
region's own facts, the shared facts follow. Every fact is a range there, so that "not recorded" is the whole range:

| type | slots |
| --- | --- |
| boolean, category | one bit mask of the members still possible |
| categories | two bit masks: members it surely has, members it may have |
| integer, decimal, money, date | least and greatest value |
| period | least and greatest first day, least and greatest last day |
| event | mask of (did not happen, happened); least and greatest day; mask of results; by; to |
| text | the text, or None |
"""

from __future__ import annotations

from dataclasses import dataclass

from humi.reading import keywords
from humi.values.dates import FIRST_DAY, LAST_DAY
from humi.values.label import Label

SINGLE = ("unit", "base", "station", "point", "programme")
RELATIONS = {
    "units": "unit",
    "bases": "base",
    "stations": "station",
    "points": "point",
    "titles": "title",
    "claims": "claim",
    "cases": "case",
    "acts": "act",
}
RELATION_OF = {entity: relation for relation, entity in RELATIONS.items()}
ENTITIES = (*SINGLE, "title", "claim", "case", "act")
OF_A_REGION = frozenset({"title", "claim", "case", "act"})
"""Records that belong to one region's authorities; a pack sees only its own."""

TYPES = tuple(keywords.TYPES)

SLOTS = {"categories": 2, "integer": 2, "decimal": 2, "money": 2, "date": 2, "period": 4, "event": 6}

EXISTS, REGIONS, FIRST_SLOT = 0, 1, 2
"""Positions in an encoded record."""

IDENTITY = FIRST_SLOT
"""Every entity declares `id` first."""

NO, YES, UNKNOWN = 1, 2, 3
"""Masks of a boolean, and of whether an event happened."""

BOUND = 10**12
"""Numbers stay within ±10^12 units unless a fact says otherwise, so that every engine fits them in 64 bits."""

OTHER = "other"


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact of the vocabulary. `minimum` and `maximum` are scaled by `10 ** places`; `region` is empty if shared."""

    entity: str
    name: str
    type: str
    label: Label
    region: str = ""
    members: tuple[str, ...] = ()
    member_labels: tuple[Label, ...] = ()
    ordered: bool = False
    places: int = 0
    minimum: int = -BOUND
    maximum: int = BOUND
    supplier: str = "applicant"
    evidence: Label | None = None
    note: Label | None = None
    begins: bool = False
    lasting: bool = False
    slot: int = -1

    @property
    def path(self) -> str:
        """`unit.founded`, or `unit.yinchuan.willing` for a region's own fact."""
        return ".".join(filter(None, (self.entity, self.region, self.name)))

    @property
    def all_members(self) -> int:
        """The mask with every member possible; an unordered category also has `other`."""
        return (1 << (len(self.members) + self.has_other)) - 1

    @property
    def has_other(self) -> bool:
        """Whether a dossier may write `other: ...`: unlisted values exist wherever members have no order."""
        return self.type in ("category", "categories") and not self.ordered

    def mask(self, members: tuple[str, ...]) -> int:
        """The bit mask of some members; KeyError style ValueError where one is not declared."""
        names = (*self.members, OTHER) if self.has_other else self.members
        return sum(1 << names.index(member) for member in set(members))

    def unknown(self) -> list[object]:
        """The slots of a fact that is not recorded: its whole range."""
        match self.type:
            case "boolean":
                return [UNKNOWN]
            case "category":
                return [self.all_members]
            case "categories":
                return [0, self.all_members]
            case "date":
                return [FIRST_DAY, LAST_DAY]
            case "period":
                return [FIRST_DAY, LAST_DAY, FIRST_DAY, LAST_DAY]
            case "event":
                return [UNKNOWN, FIRST_DAY, LAST_DAY, self.all_members, None, None]
            case "text":
                return [None]
            case _:
                return [self.minimum, self.maximum]

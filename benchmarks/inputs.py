"""Ready-made inputs for the peers, taken from Humi's encoded ranges.

No peer reads dossiers, knows partial dates or says "not recorded", so each gets lists of plain values made for it outside the
clock: least and greatest for numbers and dates (`staff_low`, `staff_high`), `None` for a category or boolean that is not
recorded, both sets for categories. What no peer can compute is precomputed too: month steps (`seasoned_low`), and which
records surely exist on the day of asking. All of this favours the peers.
"""

from __future__ import annotations

from typing import Any

from benchmarks.handwritten import add_months
from benchmarks.slots import Slots

Inputs = dict[str, Any]

NUMBERS = {
    "staff": "unit.staff",
    "trained": "unit.staff_trained",
    "founded": "unit.founded",
    "secrets": "unit.bench.secrets",
    "officers": "unit.bench.officers",
    "coverage": "unit.bench.coverage",
    "budget": "unit.bench.budget",
    "revenue": "unit.bench.revenue",
    "revised": "unit.bench.rules_revised",
    "audit": "unit.bench.last_audit",
}
FLAGS = {
    "has_rules": "unit.has_rules",
    "has_organisation": "unit.has_organisation",
    "has_measures": "unit.has_measures",
    "independent": "unit.bench.independent",
    "willing": "unit.bench.willing",
    "insured": "unit.bench.insured",
}
CATEGORIES = {"kind": "unit.kind", "sector": "unit.bench.sector"}
LEVELS = {"risk": "unit.bench.risk", "grade": "unit.bench.grade"}
SETS = {"traits": "unit.traits", "systems": "unit.bench.systems"}


class InputMaker:
    """Makes inputs out of a world."""

    def __init__(self, slots: Slots, judgement_paths: dict[str, str]) -> None:
        self.slots = slots
        self.judgement_paths = judgement_paths

    def inputs(self, world: Any) -> Inputs:
        """One flat dict, with a list of dicts for each relation."""
        made: Inputs = {"asked": world.asked}
        unit = world.unit
        for name, path in NUMBERS.items():
            made[f"{name}_low"], made[f"{name}_high"] = self._slots(unit, path, 2)
        for name, path in FLAGS.items():
            made[name] = _flag(self._slots(unit, path, 1)[0])
        for name, path in CATEGORIES.items():
            made[name] = self._member(unit, path)
        for name, path in LEVELS.items():
            made[f"{name}_low"], made[f"{name}_high"] = _ends(self._slots(unit, path, 1)[0])
        for name, path in SETS.items():
            surely, maybe = self._slots(unit, path, 2)
            made[name], made[f"{name}_may"] = self._members(path, surely), self._members(path, maybe)
        happened, made["applied_low"], made["applied_high"] = self._slots(unit, "unit.applied", 3)
        made["applied"] = _flag(happened)
        made["seasoned_low"] = add_months(made["founded_low"], 18)
        made["seasoned_high"] = add_months(made["founded_high"], 18)
        happened, _, _, result = self._slots(unit, "unit.bench.inspected", 4)
        passed = self.slots.mask("unit.bench.inspected", "passed")
        made["inspected"] = _flag(happened)
        made["passed"] = True if result == passed else None if result & passed else False
        for name, path in self.judgement_paths.items():
            made[name] = _flag(world.determinations.get((path, None), 3))
        made["titles"] = [self._title(record) for record in world.titles]
        made["cases"] = [self._case(record) for record in world.cases]
        # "Any number more" is cut to 9: no rule here counts further than 2, and small numbers suit every peer.
        made["more_titles"], made["more_cases"] = (min(9, world.unlisted[name][1]) for name in ("titles", "cases"))
        return made

    def _slots(self, record: list[Any], path: str, count: int) -> list[Any]:
        _, *middle, _ = path.split(".")
        if middle:
            record = record[1].get(middle[0], self.slots.nothing_recorded)
        slot = self.slots[path]
        return record[slot : slot + count]

    def _member(self, record: list[Any], path: str) -> str | None:
        (mask,) = self._slots(record, path, 1)
        return self._members(path, mask)[0] if mask.bit_count() == 1 else None

    def _members(self, path: str, mask: int) -> list[str]:
        names = (*self.slots.members(path), "other")
        return [name for index, name in enumerate(names) if mask >> index & 1]

    def _title(self, record: list[Any]) -> Inputs:
        made: Inputs = {"exists": record[0], "kind": record[self.slots["title.kind"]]}
        made["level_low"], made["level_high"] = _ends(record[self.slots["title.level"]])
        made["granted_low"], made["granted_high"] = self._slots(record, "title.granted", 2)
        held = self._slots(record, "title.held", 4)
        made["start_low"], made["start_high"], made["end_low"], made["end_high"] = held
        return made

    def _case(self, record: list[Any]) -> Inputs:
        made: Inputs = {"exists": record[0], "infringement": _flag(record[self.slots["case.infringement"]])}
        for name in ("received", "disposed"):
            made[name] = _flag(record[self.slots[f"case.{name}"]])
        happened, made["penalised_low"], made["penalised_high"] = self._slots(record, "case.penalised", 3)
        made["penalised"] = _flag(happened)
        return made


def _flag(mask: int) -> bool | None:
    return None if mask == 3 else mask == 2


def _ends(mask: int) -> tuple[int, int]:
    """Lowest and highest member of an ordered category."""
    return (mask & -mask).bit_length() - 1, mask.bit_length() - 1

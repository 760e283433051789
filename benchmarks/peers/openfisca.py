"""OpenFisca-Core: vectorised variables over a population of one; `x_surely` and `x_possibly` for each criterion.

OpenFisca has one population of persons and groups of them, no second and third table beside it, and its integers
have 32 bits. So the counts over titles and cases come ready-made, least and greatest, and the dtype of numbers is
widened by hand: both make it faster than a full translation would be. No trace is recorded. One simulation is built
once and its arrays are replaced for each dossier, which is faster than a new simulation each time.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import numpy
from openfisca_core.entities import build_entity
from openfisca_core.periods import DateUnit, period
from openfisca_core.simulations import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

from benchmarks.inputs import CATEGORIES, FLAGS, LEVELS, NUMBERS, SETS, Inputs
from benchmarks.peers import outcome
from benchmarks.peers.counts import counts
from benchmarks.peers.expressions import INTENSIVE, KINDS, SECTORS

YEAR = period("2025")
UNIT = build_entity(key="unit", plural="units", label="applicant", is_person=True)
RANGES = (*NUMBERS, *LEVELS, "applied", "seasoned")
MASKS = (*FLAGS, "applied", "inspected", "passed", "chosen", "standard")
COUNTS = ("held", "cities", "recent", "punished", "pending")
MEMBERS = {
    "kind": KINDS,
    "sector": SECTORS,
    "traits": INTENSIVE,
    "systems": ("access_control", "encryption", "watermark", "backup"),
}
"""Members that a criterion names: a bit each; every other member shares the next bit."""

NO, YES, UNKNOWN = 1, 2, 3
Terms = tuple[Any, Any]


def _bit(name: str, member: str) -> int:
    known = MEMBERS[name]
    return 1 << (known.index(member) if member in known else len(known))


def _bits(name: str, *members: str) -> int:
    return sum(_bit(name, member) for member in members)


def _day(text: str) -> int:
    return date.fromisoformat(text).toordinal()


# --- conditions as pairs of (surely, possibly), each a function of the population -------------------------------------

Term = Callable[[Any, Any], Any]
Pair = tuple[Term, Term]


def flag(name: str) -> Pair:
    return lambda unit, year: unit(name, year) == YES, lambda unit, year: unit(name, year) != NO


def at_least(name: str, bound: int) -> Pair:
    low, high = f"{name}_low", f"{name}_high"
    return lambda unit, year: unit(low, year) >= bound, lambda unit, year: unit(high, year) >= bound


def at_most(name: str, bound: int) -> Pair:
    low, high = f"{name}_low", f"{name}_high"
    return lambda unit, year: unit(high, year) <= bound, lambda unit, year: unit(low, year) <= bound


def no_greater(one: str, factor: int, other: str, other_factor: int) -> Pair:
    return (
        lambda unit, year: unit(f"{one}_high", year) * factor <= unit(f"{other}_low", year) * other_factor,
        lambda unit, year: unit(f"{one}_low", year) * factor <= unit(f"{other}_high", year) * other_factor,
    )


def one_of(name: str, members: int) -> Pair:
    return lambda unit, year: unit(name, year) & ~members == 0, lambda unit, year: unit(name, year) & members != 0


def includes(name: str, members: int) -> Pair:
    may = f"{name}_may"
    return lambda unit, year: unit(name, year) & members != 0, lambda unit, year: unit(may, year) & members != 0


def includes_all(name: str, members: int) -> Pair:
    may = f"{name}_may"
    return (
        lambda unit, year: unit(name, year) & members == members,
        lambda unit, year: unit(may, year) & members == members,
    )


def both(*pairs: Pair) -> Pair:
    def joined(side: int) -> Term:
        first, *rest = (pair[side] for pair in pairs)

        def term(unit: Any, year: Any) -> Any:
            result = first(unit, year)
            for other in rest:
                result = result & other(unit, year)
            return result

        return term

    return joined(0), joined(1)


def either(*pairs: Pair) -> Pair:
    return denied(both(*(denied(pair) for pair in pairs)))


def denied(pair: Pair) -> Pair:
    return lambda unit, year: ~pair[1](unit, year), lambda unit, year: ~pair[0](unit, year)


def readings(*pairs: Pair) -> Pair:
    return both(*pairs)[0], either(*pairs)[1]


def enough(number: int, *pairs: Pair) -> Pair:
    def counted(side: int) -> Term:
        return lambda unit, year: sum(pair[side](unit, year).astype(int) for pair in pairs) >= number

    return counted(0), counted(1)


def always(pair: Pair) -> Pair:
    """An open list: never surely missed."""
    return pair[0], lambda unit, year: numpy.ones(unit.count, dtype=bool)


CRITERIA: dict[str, Pair] = {
    "kind": one_of("kind", _bits("kind", *KINDS)),
    "sector": always(one_of("sector", _bits("sector", *SECTORS))),
    "independent": flag("independent"),
    "willing": flag("willing"),
    "rules": both(flag("has_rules"), flag("has_organisation")),
    "measures": either(flag("has_measures"), includes_all("systems", _bits("systems", "access_control", "encryption"))),
    "founded": at_most("founded", _day("2023-12-31")),
    "staff": both(at_least("staff", 10), at_most("staff", 2999)),
    "trained": no_greater("staff", 3, "trained", 10),
    "officers": either(at_least("officers", 2), both(at_least("officers", 1), at_most("staff", 49))),
    "coverage": at_least("coverage", 80),
    "budget": either(at_least("budget", 200_000_00), no_greater("revenue", 1, "budget", 1000)),
    "revised": at_least("revised", _day("2022-07-01")),
    "audited": both(at_least("audit", _day("2023-07-01")), at_most("audit", _day("2025-06-30"))),
    "risk": at_most("risk", 2),
    "grade": readings(at_least("grade", 3), at_least("grade", 2)),
    "systems": includes("systems", _bits("systems", "access_control", "backup")),
    "traits": (includes("traits", _bits("traits", *INTENSIVE))[0], lambda unit, year: unit("traits_may", year) != 0),
    "safeguards": enough(
        2,
        flag("insured"),
        flag("has_measures"),
        includes("systems", _bits("systems", "encryption", "watermark")),
        at_least("secrets", 20),
    ),
    "size": readings(at_most("staff", 2000), at_most("revenue", 400_000_000_00)),
    "applied": both(flag("applied"), at_least("applied", _day("2025-01-01")), at_most("applied", _day("2025-12-31"))),
    "seasoned": both(flag("applied"), no_greater("seasoned", 1, "applied", 1)),
    "inspected": both(flag("inspected"), flag("passed")),
    "prudent": denied(either(at_least("risk", 3), both(denied(flag("insured")), at_least("secrets", 50)))),
    "untitled": at_most("held", 0),
    "experience": readings(at_least("cities", 2), at_least("recent", 1)),
    "clean": at_most("punished", 0),
    "handled": at_most("pending", 1),
    "chosen": flag("chosen"),
    "standard": flag("standard"),
}


def system_of(unit: Any, others: tuple[Any, ...] = (), counted: dict[str, Term] | None = None) -> TaxBenefitSystem:
    """The thirty criteria about `unit`; `counted` are the formulas of what is counted, which is an input without them."""
    system, counted = TaxBenefitSystem([unit, *others]), counted or {}

    def add(name: str, kind: type, **more: Any) -> None:
        members = {"value_type": kind, "entity": unit, "definition_period": DateUnit.YEAR, "label": name, **more}
        system.add_variable(type(name, (Variable,), members))

    for name in RANGES:
        add(f"{name}_low", int)
        add(f"{name}_high", int)
    for name in (f"{name}_{end}" for name in COUNTS for end in ("low", "high")):
        add(name, int, **({"formula": counted[name]} if name in counted else {}))
    for name in (*MASKS, *CATEGORIES, *SETS, *(f"{name}_may" for name in SETS)):
        add(name, int)
    for variable in system.variables.values():
        variable.dtype = numpy.int64
    for name, (surely, possibly) in CRITERIA.items():
        add(f"{name}_surely", bool, formula=surely)
        add(f"{name}_possibly", bool, formula=possibly)
    return system


class Contestant:
    """Each call sets the inputs, forgets what was computed before, and calculates.

    The verdict asks criterion by criterion and stops at the first that is surely not met, which is faster than a
    formula over all of them.
    """

    name = "OpenFisca"

    def __init__(self) -> None:
        simulation = SimulationBuilder().build_default_simulation(system_of(UNIT), count=1)
        self._calculate = simulation.calculate
        self._holder = simulation.get_holder
        self._asked = [f"{name}_{side}" for name in CRITERIA for side in ("surely", "possibly")]
        self._computed = [simulation.get_holder(name) for name in self._asked]

    def prepare(self, inputs: Inputs) -> tuple[Any, ...]:
        made: dict[str, int] = {}
        for name in RANGES:
            made[f"{name}_low"], made[f"{name}_high"] = inputs[f"{name}_low"], inputs[f"{name}_high"]
        for name in MASKS:
            made[name] = {True: YES, False: NO, None: UNKNOWN}[inputs[name]]
        for name in CATEGORIES:
            made[name] = -1 if inputs[name] is None else _bit(name, inputs[name])
        for name in SETS:
            for key in (name, f"{name}_may"):
                made[key] = 0
                for member in inputs[key]:
                    made[key] |= _bit(name, member)
        for name, (low, high) in counts(inputs).items():
            made[f"{name}_low"], made[f"{name}_high"] = low, high
        return ([(self._holder(name), numpy.array([value], dtype=numpy.int64)) for name, value in made.items()],)

    def _set(self, arrays: list[tuple[Any, Any]]) -> None:
        for holder, array in arrays:
            holder.set_input(YEAR, array)
        for holder in self._computed:
            holder.delete_arrays()

    def verdict(self, arrays: list[tuple[Any, Any]]) -> int:
        self._set(arrays)
        calculate, unsure = self._calculate, False
        for name in CRITERIA:
            if not calculate(f"{name}_possibly", YEAR)[0]:
                return 0
            unsure = unsure or not calculate(f"{name}_surely", YEAR)[0]
        return 2 if unsure else 1

    def findings(self, arrays: list[tuple[Any, Any]]) -> list[Any]:
        self._set(arrays)
        calculate = self._calculate
        return [calculate(name, YEAR) for name in self._asked]

    def read_verdict(self, raw: int) -> int:
        return raw

    def read_findings(self, raw: list[Any]) -> list[int]:
        return [outcome(surely[0], possibly[0]) for surely, possibly in zip(raw[::2], raw[1::2], strict=True)]

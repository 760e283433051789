"""The leaves of the thirty criteria, decided one by one, and how they join: for an engine that joins symbols only."""

from __future__ import annotations

from datetime import date
from itertools import combinations

from benchmarks.inputs import Inputs
from benchmarks.peers.counts import counts
from benchmarks.peers.expressions import INTENSIVE, KINDS, SECTORS

Pair = tuple[bool, bool]
Branches = tuple[tuple[str, ...], ...]
"""Alternatives; in each, every leaf must hold."""


def _same(*branches: tuple[str, ...]) -> tuple[Branches, Branches]:
    return branches, branches


def _readings(*leaves: str) -> tuple[Branches, Branches]:
    """Surely where all readings are, possibly where one is."""
    return (leaves,), tuple((leaf,) for leaf in leaves)


BRANCHES: dict[str, tuple[Branches, Branches]] = {
    "kind": _same(("kind",)),
    "sector": _same(("sector",)),
    "independent": _same(("independent",)),
    "willing": _same(("willing",)),
    "rules": _same(("has_rules", "has_organisation")),
    "measures": _same(("has_measures",), ("strong_systems",)),
    "founded": _same(("founded",)),
    "staff": _same(("staff_10", "staff_2999")),
    "trained": _same(("trained",)),
    "officers": _same(("officers_2",), ("officers_1", "staff_49")),
    "coverage": _same(("coverage",)),
    "budget": _same(("budget_absolute",), ("budget_relative",)),
    "revised": _same(("revised",)),
    "audited": _same(("audited_from", "audited_to")),
    "risk": _same(("risk_medium",)),
    "grade": _readings("grade_a", "grade_b"),
    "systems": _same(("basic_systems",)),
    "traits": _same(("traits",)),
    "safeguards": _same(*combinations(("insured", "has_measures", "encoded_systems", "secrets_20"), 2)),
    "size": _readings("staff_2000", "revenue"),
    "applied": _same(("applied", "applied_from", "applied_to")),
    "seasoned": _same(("applied", "seasoned")),
    "inspected": _same(("inspected", "passed")),
    "prudent": _same(("risk_medium", "insured"), ("risk_medium", "secrets_49")),
    "untitled": _same(("untitled",)),
    "experience": _readings("cities", "recent"),
    "clean": _same(("clean",)),
    "handled": _same(("handled",)),
    "chosen": _same(("chosen",)),
    "standard": _same(("standard",)),
}
"""For each criterion, what makes it surely and possibly met."""


def _day(text: str) -> int:
    return date.fromisoformat(text).toordinal()


def leaves(inputs: Inputs) -> dict[str, Pair]:
    """Surely and possibly, of each leaf."""

    def flag(name: str) -> Pair:
        return inputs[name] is True, inputs[name] is not False

    def at_least(name: str, bound: int) -> Pair:
        return inputs[f"{name}_low"] >= bound, inputs[f"{name}_high"] >= bound

    def at_most(name: str, bound: int) -> Pair:
        return inputs[f"{name}_high"] <= bound, inputs[f"{name}_low"] <= bound

    def no_greater(one: str, factor: int, other: str, other_factor: int) -> Pair:
        return (
            inputs[f"{one}_high"] * factor <= inputs[f"{other}_low"] * other_factor,
            inputs[f"{one}_low"] * factor <= inputs[f"{other}_high"] * other_factor,
        )

    def one_of(name: str, members: tuple[str, ...]) -> Pair:
        return inputs[name] in members, inputs[name] is None or inputs[name] in members

    def includes(name: str, *members: str) -> Pair:
        return not set(members).isdisjoint(inputs[name]), not set(members).isdisjoint(inputs[f"{name}_may"])

    def includes_all(name: str, *members: str) -> Pair:
        return set(members) <= set(inputs[name]), set(members) <= set(inputs[f"{name}_may"])

    return {
        "kind": one_of("kind", KINDS),
        "sector": (one_of("sector", SECTORS)[0], True),
        **{name: flag(name) for name in ("independent", "willing", "has_rules", "has_organisation", "has_measures")},
        **{name: flag(name) for name in ("insured", "applied", "inspected", "passed", "chosen", "standard")},
        "strong_systems": includes_all("systems", "access_control", "encryption"),
        "basic_systems": includes("systems", "access_control", "backup"),
        "encoded_systems": includes("systems", "encryption", "watermark"),
        "founded": at_most("founded", _day("2023-12-31")),
        "staff_10": at_least("staff", 10),
        "staff_49": at_most("staff", 49),
        "staff_2000": at_most("staff", 2000),
        "staff_2999": at_most("staff", 2999),
        "trained": no_greater("staff", 3, "trained", 10),
        "officers_1": at_least("officers", 1),
        "officers_2": at_least("officers", 2),
        "coverage": at_least("coverage", 80),
        "budget_absolute": at_least("budget", 200_000_00),
        "budget_relative": no_greater("revenue", 1, "budget", 1000),
        "revenue": at_most("revenue", 400_000_000_00),
        "revised": at_least("revised", _day("2022-07-01")),
        "audited_from": at_least("audit", _day("2023-07-01")),
        "audited_to": at_most("audit", _day("2025-06-30")),
        "risk_medium": at_most("risk", 2),
        "grade_a": at_least("grade", 3),
        "grade_b": at_least("grade", 2),
        "traits": (includes("traits", *INTENSIVE)[0], bool(inputs["traits_may"])),
        "secrets_20": at_least("secrets", 20),
        "secrets_49": at_most("secrets", 49),
        "applied_from": at_least("applied", _day("2025-01-01")),
        "applied_to": at_most("applied", _day("2025-12-31")),
        "seasoned": no_greater("seasoned", 1, "applied", 1),
        **_related(inputs),
    }


def _related(inputs: Inputs) -> dict[str, Pair]:
    found = counts(inputs)
    none = {"untitled": "held", "clean": "punished"}
    return {
        **{leaf: (found[name][1] == 0, found[name][0] == 0) for leaf, name in none.items()},
        "handled": (found["pending"][1] <= 1, found["pending"][0] <= 1),
        "cities": (found["cities"][0] >= 2, found["cities"][1] >= 2),
        "recent": (found["recent"][0] >= 1, found["recent"][1] >= 1),
    }

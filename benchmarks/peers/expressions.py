"""The thirty criteria as pairs of infix expressions (surely, possibly), for engines that take expressions.

Engines differ in how they look at lists and counts; a dialect says how. Everything else is written once.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

Pair = tuple[str, str]

KINDS = ("enterprise", "public_institution", "association", "university")
SECTORS = ("manufacturing", "software", "biomedicine", "energy")
INTENSIVE = ("knowledge_intensive", "technology_intensive", "innovative")


@dataclass(frozen=True, slots=True)
class Dialect:
    """`count(relation, condition)`: condition uses `@.` for the record at hand. `overlap(list, members)`: one in
    common."""

    count: Callable[[str, str], str]
    overlap: Callable[[str, tuple[str, ...]], str]
    holds: Callable[[str, tuple[str, ...]], str]
    literal: Callable[[tuple[str, ...]], str]
    filled: Callable[[str], str]


def _day(text: str) -> int:
    return date.fromisoformat(text).toordinal()


def _flag(name: str) -> Pair:
    return f"{name} == true", f"{name} != false"


def _both(*pairs: Pair) -> Pair:
    return " and ".join(f"({pair[0]})" for pair in pairs), " and ".join(f"({pair[1]})" for pair in pairs)


def _either(*pairs: Pair) -> Pair:
    return " or ".join(f"({pair[0]})" for pair in pairs), " or ".join(f"({pair[1]})" for pair in pairs)


def _readings(*pairs: Pair) -> Pair:
    return _both(*pairs)[0], _either(*pairs)[1]


def _denied(pair: Pair) -> Pair:
    return f"not ({pair[1]})", f"not ({pair[0]})"


def _at_least(name: str, bound: int) -> Pair:
    return f"{name}_low >= {bound}", f"{name}_high >= {bound}"


def _at_most(name: str, bound: int) -> Pair:
    return f"{name}_high <= {bound}", f"{name}_low <= {bound}"


def criteria(dialect: Dialect) -> dict[str, Pair]:
    """Surely and possibly, by criterion, in the order of the pack."""

    def one_of(name: str, members: tuple[str, ...]) -> Pair:
        listed = f"{name} in {dialect.literal(members)}"
        return listed, f"{name} == null or {listed}"

    def includes(name: str, members: tuple[str, ...]) -> Pair:
        return dialect.overlap(name, members), dialect.overlap(f"{name}_may", members)

    def includes_all(name: str, members: tuple[str, ...]) -> Pair:
        return dialect.holds(name, members), dialect.holds(f"{name}_may", members)

    def enough(number: int, *pairs: Pair) -> Pair:
        surely, possibly = (" + ".join(f"({pair[side]} ? 1 : 0)" for pair in pairs) + f" >= {number}" for side in (0, 1))
        return surely, possibly

    def counted(relation: str, where: Pair, at_least: int) -> Pair:
        surely = dialect.count(relation, f"@.exists and ({where[0]})")
        possibly = dialect.count(relation, where[1])
        return f"{surely} >= {at_least}", f"{possibly} + more_{relation} >= {at_least}"

    held_now = (
        "(@.kind == 'demo') and @.start_high <= asked and asked <= @.end_low",
        "(@.kind == null or @.kind == 'demo') and @.start_low <= asked and asked <= @.end_high",
    )
    of_city = _at_least("@.level", 1)
    site = "@.kind == 'site' or @.kind == 'station' or @.kind == 'point'"
    recent = _both((site, f"@.kind == null or {site}"), _at_least("@.granted", _day("2021-01-01")))
    punished = _both(_flag("@.infringement"), _flag("@.penalised"), _at_least("@.penalised", _day("2022-07-01")))
    pending = _both(_flag("@.received"), _denied(_flag("@.disposed")))
    few_staff = ("staff_high < 50", "staff_low < 50")
    secrets_20, secrets_50 = _at_least("secrets", 20), _at_least("secrets", 50)
    high_risk = _at_least("risk", 3)
    return {
        "kind": one_of("kind", KINDS),
        "sector": (one_of("sector", SECTORS)[0], "true"),
        "independent": _flag("independent"),
        "willing": _flag("willing"),
        "rules": _both(_flag("has_rules"), _flag("has_organisation")),
        "measures": _either(_flag("has_measures"), includes_all("systems", ("access_control", "encryption"))),
        "founded": _at_most("founded", _day("2023-12-31")),
        "staff": _both(_at_least("staff", 10), _at_most("staff", 2999)),
        "trained": ("staff_high * 3 <= trained_low * 10", "staff_low * 3 <= trained_high * 10"),
        "officers": _either(_at_least("officers", 2), _both(_at_least("officers", 1), few_staff)),
        "coverage": _at_least("coverage", 80),
        "budget": _either(
            _at_least("budget", 200_000_00),
            ("revenue_high <= budget_low * 1000", "revenue_low <= budget_high * 1000"),
        ),
        "revised": _at_least("revised", _day("2022-07-01")),
        "audited": _both(_at_least("audit", _day("2023-07-01")), _at_most("audit", _day("2025-06-30"))),
        "risk": _at_most("risk", 2),
        "grade": _readings(_at_least("grade", 3), _at_least("grade", 2)),
        "systems": includes("systems", ("access_control", "backup")),
        "traits": (includes("traits", INTENSIVE)[0], dialect.filled("traits_may")),
        "safeguards": enough(
            2, _flag("insured"), _flag("has_measures"), includes("systems", ("encryption", "watermark")), secrets_20
        ),
        "size": _readings(_at_most("staff", 2000), _at_most("revenue", 400_000_000_00)),
        "applied": _both(_flag("applied"), _at_least("applied", _day("2025-01-01")), _at_most("applied", _day("2025-12-31"))),
        "seasoned": _both(_flag("applied"), ("applied_low >= seasoned_high", "applied_high >= seasoned_low")),
        "inspected": _both(_flag("inspected"), _flag("passed")),
        "prudent": _denied(_either(high_risk, _both(_denied(_flag("insured")), secrets_50))),
        "untitled": _denied(counted("titles", held_now, 1)),
        "experience": _readings(counted("titles", of_city, 2), counted("titles", recent, 1)),
        "clean": _denied(counted("cases", punished, 1)),
        "handled": _denied(counted("cases", pending, 2)),
        "chosen": _flag("chosen"),
        "standard": _flag("standard"),
    }


def verdict(pairs: dict[str, Pair]) -> str:
    """0, 1 or 2 in one expression that stops at the first criterion that is surely not met."""
    possibly = " and ".join(f"({pair[1]})" for pair in pairs.values())
    surely = " and ".join(f"({pair[0]})" for pair in pairs.values())
    return f"({possibly}) ? (({surely}) ? 1 : 2) : 0"

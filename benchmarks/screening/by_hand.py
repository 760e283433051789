"""The thirty criteria by hand, for tables: what a careful engineer would ask of encoded columns, as SQL expressions.

`by_hand_duckdb` and `by_hand_polars` put them together, each in the way of its engine. Tuned like `handwritten.py`: they know
what the tables hold (no null in a number, at most one decision for each path), and look at related rows once.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from benchmarks.dossiers import ASKED, JUDGED, REGION
from humi.values.dates import FIRST_DAY, LAST_DAY

FIRST, LAST, NOW = FIRST_DAY, LAST_DAY, ASKED.toordinal()
BOUND = 10**12
OWN = f"unit.{REGION}."
Columns = Mapping[str, tuple[str, int, int]]
"""Short names of columns, and the least and greatest that each can hold."""
PATH = "designations/demo"


def day(text: str) -> int:
    return date.fromisoformat(text).toordinal()


def _pair(name: str, path: str, low: int = FIRST, high: int = LAST) -> Columns:
    return {f"{name}_low": (f"{path}#0", low, high), f"{name}_high": (f"{path}#1", low, high)}


def _event(name: str, path: str) -> Columns:
    days = {f"{name}_{end}": (f"{path}#{offset}", FIRST, LAST) for offset, end in ((1, "low"), (2, "last"))}
    return {f"{name}_raw": (f"{path}#0", 1, 3), **days}


APPLICANT: Columns = {
    **_pair("founded", "unit.founded"),
    **_pair("staff", "unit.staff", 0, 10**7),
    **_pair("trained", "unit.staff_trained", 0, 10**7),
    **_pair("secrets", f"{OWN}secrets", 0, 10**6),
    **_pair("officers", f"{OWN}officers", 0, 10**5),
    **_pair("coverage", f"{OWN}coverage", 0, 100),
    **_pair("budget", f"{OWN}budget", 0, 10**11),
    **_pair("revenue", f"{OWN}revenue", 0, 10**13),
    **_pair("revised", f"{OWN}rules_revised"),
    **_pair("audit", f"{OWN}last_audit"),
    **{name: (f"unit.{name}#0", 1, 3) for name in ("has_rules", "has_organisation", "has_measures")},
    **{name: (f"{OWN}{name}#0", 1, 3) for name in ("independent", "willing", "insured")},
    **{name: (f"{OWN}{name}#0", 0, 15) for name in ("risk", "grade")},
    "sector": (f"{OWN}sector#0", 0, 127),
    "kind": ("unit.kind#0", 0, 511),
    "traits": ("unit.traits#0", 0, 127),
    "traits_may": ("unit.traits#1", 0, 127),
    "systems": (f"{OWN}systems#0", 0, 31),
    "systems_may": (f"{OWN}systems#1", 0, 31),
    **_event("applied", "unit.applied"),
    **_event("inspected", f"{OWN}inspected"),
    "result": (f"{OWN}inspected#3", 0, 3),
    "more_titles": ("titles#most", 0, BOUND),
    "more_cases": ("cases#most", 0, BOUND),
}
TITLE: Columns = {
    "level": ("title.level#0", 0, 15),
    **_pair("granted", "title.granted"),
    **{name: (f"title.held#{at}", FIRST, LAST) for at, name in enumerate(("start_low", "start_high", "end_low", "end_high"))},
}
CASE: Columns = {
    "infringement": ("case.infringement#0", 1, 3),
    **{name: slot for event in ("received", "disposed", "penalised") for name, slot in _event(event, f"case.{event}").items()},
}


def beyond(columns: Columns) -> str:
    """Whether a number is none that its fact can have."""
    return " OR ".join(f"{name} < {low} OR {name} > {high}" for name, (_, low, high) in columns.items())


def settled(*names: str) -> dict[str, str]:
    """Events as of the day asked: what lies ahead has not happened, what may lie ahead is open."""
    made = {}
    for name in names:
        raw, low, last = (f"{name}_{part}" for part in ("raw", "low", "last"))
        clipped = f"{raw} <> 1 AND {last} > {NOW} AND {low} <= {NOW}"
        made[name] = f"CASE WHEN {raw} <> 1 AND {low} > {NOW} THEN 1 WHEN {clipped} AND {low} <> {FIRST} THEN 3 ELSE {raw} END"
        made[f"{name}_high"] = f"CASE WHEN {clipped} THEN {NOW} ELSE {last} END"
    return made


# --- related rows ---

TITLE_SEEN = f"(region IS NULL OR region = '{REGION}') AND granted_low <= {NOW}"
UNDATED = f"(granted_low = {FIRST} AND granted_high = {LAST})"
TITLE_EXISTS = f"region IS NOT NULL AND (granted_high <= {NOW} OR {UNDATED})"
NO_REGION, LATER = "region IS NULL", f"granted_high > {NOW} AND NOT {UNDATED}"
GRANTED_FROM, PENALISED_AFTER = day("2021-01-01"), day("2022-06-30")
SITE, CITY, NOT_CITY = "kind IN ('site', 'station', 'point')", 2 | 4 | 8, 1
OF_NOW = f"(kind IS NULL OR kind = 'demo') AND start_low <= {NOW} AND end_high >= {NOW}"
OF_CITY = f"level & {CITY} <> 0"
OF_TIME = f"(kind IS NULL OR {SITE}) AND granted_high >= {GRANTED_FROM}"
NOT_SURELY_NOW = f"NOT (start_high <= {NOW} AND end_low >= {NOW})"
UNKNOWN_HELD = f"(start_low = {FIRST} AND start_high = {LAST} AND end_low = {FIRST} AND end_high = {LAST})"
TITLE_COUNTS = {
    "cities": f"{TITLE_EXISTS} AND level & {NOT_CITY} = 0",
    "cities_may": OF_CITY,
    "recent": f"{TITLE_EXISTS} AND {SITE} AND granted_low >= {GRANTED_FROM}",
    "recent_may": OF_TIME,
}
TITLE_ANY = {
    "held": f"{TITLE_EXISTS} AND kind = 'demo' AND start_high <= {NOW} AND end_low >= {NOW}",
    "held_may": OF_NOW,
    "held_region": f"{OF_NOW} AND {NO_REGION}",
    "held_later": f"{OF_NOW} AND {LATER}",
    "held_kind": f"{OF_NOW} AND kind IS NULL",
    "held_missing": f"{OF_NOW} AND {NOT_SURELY_NOW} AND {UNKNOWN_HELD}",
    "held_vague": f"{OF_NOW} AND {NOT_SURELY_NOW} AND NOT {UNKNOWN_HELD}",
    "city_region": f"{OF_CITY} AND {NO_REGION}",
    "city_later": f"{OF_CITY} AND {LATER}",
    "city_missing": f"{OF_CITY} AND level = 15",
    "city_vague": f"{OF_CITY} AND level & {NOT_CITY} <> 0 AND level <> 15",
    "time_region": f"{OF_TIME} AND {NO_REGION}",
    "time_later": f"{OF_TIME} AND {LATER}",
    "time_kind": f"{OF_TIME} AND kind IS NULL",
    "time_missing": f"{OF_TIME} AND granted_low < {GRANTED_FROM} AND {UNDATED}",
    "time_vague": f"{OF_TIME} AND granted_low < {GRANTED_FROM} AND NOT {UNDATED}",
}
CASE_SEEN = f"region IS NULL OR region = '{REGION}'"
PUNISHED = f"infringement <> 1 AND penalised <> 1 AND penalised_high > {PENALISED_AFTER}"
OPEN_PENALTY = f"(penalised = 3 OR penalised_low <= {PENALISED_AFTER})"
PENDING = "received <> 1 AND disposed <> 2"


def _unrecorded(event: str) -> str:
    return f"({event} = 3 AND {event}_low = {FIRST})"


CASE_COUNTS = {"pending": "region IS NOT NULL AND received = 2 AND disposed = 1", "pending_may": PENDING}
CASE_ANY = {
    "punished": f"region IS NOT NULL AND infringement = 2 AND penalised = 2 AND penalised_low > {PENALISED_AFTER}",
    "punished_may": PUNISHED,
    "punished_region": f"{PUNISHED} AND {NO_REGION}",
    "punished_infringement": f"{PUNISHED} AND infringement = 3",
    "punished_missing": f"{PUNISHED} AND {OPEN_PENALTY} AND {_unrecorded('penalised')}",
    "punished_vague": f"{PUNISHED} AND {OPEN_PENALTY} AND NOT {_unrecorded('penalised')}",
    "pending_region": f"{PENDING} AND {NO_REGION}",
    **{f"{event}_missing": f"{PENDING} AND {event} = 3 AND {_unrecorded(event)}" for event in ("received", "disposed")},
    **{f"{event}_vague": f"{PENDING} AND {event} = 3 AND NOT {_unrecorded(event)}" for event in ("received", "disposed")},
}

# --- criteria ---


@dataclass(frozen=True, slots=True)
class Asked:
    """When it is surely and when possibly met; and of each cause, when it is one if the criterion is undetermined."""

    surely: str
    possibly: str
    causes: Mapping[str, str]


def missing(path: str) -> str:
    return f"missing_fact {path}"


def imprecise(path: str) -> str:
    return f"imprecise_fact {path}"


def _and(when: str, what: str) -> str:
    return f"{when} AND {what}" if when else what


def _of_range(name: str, when: str = "") -> dict[str, str]:
    """Both causes of a fact with a least and a greatest value."""
    slot, low, high = APPLICANT[f"{name}_low"]
    path, unknown = slot.partition("#")[0], f"({name}_low = {low} AND {name}_high = {high})"
    return {missing(path): _and(when, unknown), imprecise(path): _and(when, f"NOT {unknown}")}


def _of_mask(name: str, when: str = "") -> dict[str, str]:
    slot, _, everything = APPLICANT[name]
    path = slot.partition("#")[0]
    return {missing(path): _and(when, f"{name} = {everything}"), imprecise(path): _and(when, f"{name} <> {everything}")}


def _of_set(name: str, when: str = "") -> dict[str, str]:
    slot, _, everything = APPLICANT[name]
    path, unknown = slot.partition("#")[0], f"({name} = 0 AND {name}_may = {everything})"
    return {missing(path): _and(when, unknown), imprecise(path): _and(when, f"NOT {unknown}")}


def _of_flag(name: str) -> dict[str, str]:
    return {missing(APPLICANT[name][0].partition("#")[0]): f"{name} = 3"}


def _of_event(name: str, when: str = "") -> dict[str, str]:
    path = APPLICANT[f"{name}_raw"][0].partition("#")[0]
    unknown = _unrecorded(name)
    return {missing(path): _and(when, unknown), imprecise(path): _and(when, f"NOT {unknown}")}


def _flag(name: str) -> Asked:
    return Asked(f"{name} = 2", f"{name} <> 1", _of_flag(name))


def _at_least(name: str, least: int) -> Asked:
    return Asked(f"{name}_low >= {least}", f"{name}_high >= {least}", _of_range(name))


KINDS, SECTORS, HIGH, GRADE_A, GRADE_AB = 1 | 2 | 4 | 8, 1 | 2 | 4 | 8, 8, 8, 4 | 8
STRONG, BASIC, ENCODED, INTENSIVE, PASSED = 1 | 2, 1 | 8, 2 | 4, 1 | 2 | 4, 1
NOT_KINDS, NOT_SECTORS, NOT_HIGH, NOT_GRADE_A, NOT_GRADE_AB = 511 - KINDS, 127 - SECTORS, 7, 7, 3
BUDGET, REVENUE = 200_000_00, 400_000_000_00
SAFE = f"(insured = 2)::INT8 + (has_measures = 2)::INT8 + (systems & {ENCODED} <> 0)::INT8 + (secrets_low >= 20)::INT8"
SAFE_MAY = (
    f"(insured <> 1)::INT8 + (has_measures <> 1)::INT8 + (systems_may & {ENCODED} <> 0)::INT8 + (secrets_high >= 20)::INT8"
)
FEW, RICH = "(staff_low <= 2000 AND staff_high > 2000)", f"(revenue_low <= {REVENUE} AND revenue_high > {REVENUE})"
BY_LEVEL, BY_TIME = "(cities < 2 AND cities_may + more_titles >= 2)", "(recent < 1 AND recent_may + more_titles >= 1)"
RISKY, UNINSURED = f"risk & {HIGH} <> 0", "(insured <> 2 AND secrets_high >= 50)"
CRITERIA: dict[str, Asked] = {
    "kind": Asked(f"kind & {NOT_KINDS} = 0", f"kind & {KINDS} <> 0", _of_mask("kind")),
    "sector": Asked(
        f"sector & {NOT_SECTORS} = 0",
        "TRUE",
        {f"open_list {OWN}sector": f"sector & {SECTORS} = 0", **_of_mask("sector", f"sector & {SECTORS} <> 0")},
    ),
    "independent": _flag("independent"),
    "willing": _flag("willing"),
    "rules": Asked(
        "has_rules = 2 AND has_organisation = 2",
        "has_rules <> 1 AND has_organisation <> 1",
        {**_of_flag("has_rules"), **_of_flag("has_organisation")},
    ),
    "measures": Asked(
        f"has_measures = 2 OR systems & {STRONG} = {STRONG}",
        f"has_measures <> 1 OR systems_may & {STRONG} = {STRONG}",
        {**_of_flag("has_measures"), **_of_set("systems", f"systems_may & {STRONG} = {STRONG}")},
    ),
    "founded": Asked(f"founded_high <= {day('2023-12-31')}", f"founded_low <= {day('2023-12-31')}", _of_range("founded")),
    "staff": Asked("staff_low >= 10 AND staff_high < 3000", "staff_high >= 10 AND staff_low < 3000", _of_range("staff")),
    "trained": Asked(
        "staff_high * 3 <= trained_low * 10",
        "staff_low * 3 <= trained_high * 10",
        {**_of_range("staff", "staff_low <> staff_high"), **_of_range("trained", "trained_low <> trained_high")},
    ),
    "officers": Asked(
        "officers_low >= 2 OR (officers_low >= 1 AND staff_high < 50)",
        "officers_high >= 2 OR (officers_high >= 1 AND staff_low < 50)",
        {
            **_of_range("officers", "(officers_high >= 2 OR (officers_low < 1 AND officers_high >= 1 AND staff_low < 50))"),
            **_of_range("staff", "officers_high >= 1 AND staff_low < 50 AND staff_high >= 50"),
        },
    ),
    "coverage": _at_least("coverage", 80),
    "budget": Asked(
        f"budget_low >= {BUDGET} OR revenue_high <= budget_low * 1000",
        f"budget_high >= {BUDGET} OR revenue_low <= budget_high * 1000",
        {
            **_of_range(
                "budget",
                f"(budget_high >= {BUDGET} OR (revenue_low <= budget_high * 1000 AND budget_low <> budget_high))",
            ),
            **_of_range("revenue", "revenue_low <= budget_high * 1000 AND revenue_low <> revenue_high"),
        },
    ),
    "revised": _at_least("revised", day("2022-07-01")),
    "audited": Asked(
        f"audit_low >= {day('2023-07-01')} AND audit_high <= {day('2025-06-30')}",
        f"audit_high >= {day('2023-07-01')} AND audit_low <= {day('2025-06-30')}",
        _of_range("audit"),
    ),
    "risk": Asked(f"risk & {HIGH} = 0", f"risk & {NOT_HIGH} <> 0", _of_mask("risk")),
    "grade": Asked(
        f"grade & {NOT_GRADE_A} = 0",
        f"grade & {GRADE_AB} <> 0",
        {
            "readings best_only,good_too": f"grade & {GRADE_A} = 0 OR grade & {NOT_GRADE_AB} = 0",
            **_of_mask("grade", f"(grade & {GRADE_A} <> 0 OR grade & {NOT_GRADE_AB} <> 0)"),
        },
    ),
    "systems": Asked(f"systems & {BASIC} <> 0", f"systems_may & {BASIC} <> 0", _of_set("systems")),
    "traits": Asked(
        f"traits & {INTENSIVE} <> 0",
        "traits_may <> 0",
        {
            "open_list unit.traits": f"traits_may & {INTENSIVE} = 0",
            **_of_set("traits", f"traits_may & {INTENSIVE} <> 0"),
        },
    ),
    "safeguards": Asked(
        f"{SAFE} >= 2",
        f"{SAFE_MAY} >= 2",
        {
            **_of_flag("insured"),
            **_of_flag("has_measures"),
            **_of_set("systems", f"systems & {ENCODED} = 0 AND systems_may & {ENCODED} <> 0"),
            **_of_range("secrets", "secrets_low < 20 AND secrets_high >= 20"),
        },
    ),
    "size": Asked(
        f"staff_high <= 2000 AND revenue_high <= {REVENUE}",
        f"staff_low <= 2000 OR revenue_low <= {REVENUE}",
        {
            "readings by_staff,by_revenue": f"NOT ({FEW} AND {RICH})",
            **_of_range("staff", FEW),
            **_of_range("revenue", RICH),
        },
    ),
    "applied": Asked(
        f"applied = 2 AND applied_low >= {day('2025-01-01')} AND applied_high <= {day('2025-12-31')}",
        f"applied <> 1 AND applied_high >= {day('2025-01-01')} AND applied_low <= {day('2025-12-31')}",
        _of_event("applied"),
    ),
    "seasoned": Asked(
        "applied = 2 AND applied_low >= seasoned_high",
        "applied <> 1 AND applied_high >= seasoned_low",
        {
            **_of_event("applied", "(applied = 3 OR (applied_low < seasoned_high AND applied_low <> applied_high))"),
            **_of_range("founded", "applied_low < seasoned_high AND founded_low <> founded_high"),
        },
    ),
    "inspected": Asked(
        f"inspected = 2 AND result = {PASSED}", f"inspected <> 1 AND result & {PASSED} <> 0", _of_event("inspected")
    ),
    "prudent": Asked(
        f"NOT ({RISKY}) AND (insured = 2 OR secrets_high < 50)",
        f"risk & {NOT_HIGH} <> 0 AND (insured <> 1 OR secrets_low < 50)",
        {
            **_of_mask("risk", RISKY),
            missing(f"{OWN}insured"): f"{UNINSURED} AND insured = 3",
            **_of_range("secrets", f"{UNINSURED} AND secrets_low < 50"),
        },
    ),
    "untitled": Asked(
        "NOT held_may AND more_titles = 0",
        "NOT held",
        {
            missing("titles"): "more_titles > 0",
            missing("title.region"): "held_region",
            imprecise("title.granted"): "held_later",
            missing("title.kind"): "held_kind",
            missing("title.held"): "held_missing",
            imprecise("title.held"): "held_vague",
        },
    ),
    "experience": Asked(
        "cities >= 2 AND recent >= 1",
        "cities_may + more_titles >= 2 OR recent_may + more_titles >= 1",
        {
            "readings by_level,by_time": f"NOT ({BY_LEVEL} AND {BY_TIME})",
            missing("titles"): f"more_titles > 0 AND ({BY_LEVEL} OR {BY_TIME})",
            missing("title.region"): f"({BY_LEVEL} AND city_region) OR ({BY_TIME} AND time_region)",
            imprecise("title.granted"): f"({BY_LEVEL} AND city_later) OR ({BY_TIME} AND (time_later OR time_vague))",
            missing("title.granted"): f"{BY_TIME} AND time_missing",
            missing("title.kind"): f"{BY_TIME} AND time_kind",
            missing("title.level"): f"{BY_LEVEL} AND city_missing",
            imprecise("title.level"): f"{BY_LEVEL} AND city_vague",
        },
    ),
    "clean": Asked(
        "NOT punished_may AND more_cases = 0",
        "NOT punished",
        {
            missing("cases"): "more_cases > 0",
            missing("case.region"): "punished_region",
            missing("case.infringement"): "punished_infringement",
            missing("case.penalised"): "punished_missing",
            imprecise("case.penalised"): "punished_vague",
        },
    ),
    "handled": Asked(
        "pending_may + more_cases <= 1",
        "pending <= 1",
        {
            missing("cases"): "more_cases > 0",
            missing("case.region"): "pending_region",
            missing("case.received"): "received_missing",
            imprecise("case.received"): "received_vague",
            missing("case.disposed"): "disposed_missing",
            imprecise("case.disposed"): "disposed_vague",
        },
    ),
    "chosen": Asked("chosen = 2", "chosen <> 1", {f"judgement {JUDGED['chosen']}": "TRUE"}),
    "standard": Asked("standard = 2", "standard <> 1", {f"unpublished_standard {JUDGED['standard']}": "TRUE"}),
}
MET, UNDETERMINED, NOT_MET = 4, 3, 2
BITS = 60
"""So many causes stand in one column."""
CAUSES = {name: sorted(asked.causes) for name, asked in CRITERIA.items()}
"""The causes of each criterion, in the order of their bits."""
ALL_CAUSES = sorted({cause for causes in CAUSES.values() for cause in causes})

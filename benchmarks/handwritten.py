"""The benchmark designation by hand: what a careful engineer would write in plain Python over the same encoded ranges.

It is the yardstick, so it is tuned: slots and masks are bound once as closure locals, each criterion tests the
common case first, the verdict stops at the first criterion that is surely not met, related records are walked once,
and causes that depend on nothing are built beforehand. Three-valued throughout: 0 not met, 1 met, 2 undetermined.
"""

from __future__ import annotations

from calendar import isleap
from collections.abc import Callable
from datetime import date
from typing import Any

from benchmarks.slots import Slots

World = Any
Cause = tuple[str, str, int | None]
"""Kind, fact path (or relation, judgement path, names of readings), index of the related record."""
Finding = int | tuple[Cause, ...]
"""0, 1, or the causes of undetermined."""

CRITERIA = (
    "kind", "sector", "independent", "willing", "rules", "measures", "founded", "staff", "trained", "officers",
    "coverage", "budget", "revised", "audited", "risk", "grade", "systems", "traits", "safeguards", "size",
    "applied", "seasoned", "inspected", "prudent", "untitled", "experience", "clean", "handled", "chosen", "standard",
)  # fmt: skip

LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
LAST_DAY = date.max.toordinal()


def add_months(ordinal: int, months: int) -> int:
    """A month step on ordinals; the day clips to the end of the month."""
    start = date.fromordinal(ordinal)
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    if year > 9999:
        return LAST_DAY
    day = start.day
    if day > 28 and day > LENGTHS[month]:
        day = 29 if month == 1 and isleap(year) else LENGTHS[month]
    return date(year, month + 1, day).toordinal()


Verdict = Callable[[World], int]
Findings = Callable[[World], list[Finding]]


def build(slots: Slots, judgement_path: Callable[[str], str]) -> tuple[Verdict, Findings]:
    """`verdict(world)` and `findings(world)`, bound to where Humi keeps each fact."""
    region, nothing = slots.region, slots.nothing_recorded
    own = f"unit.{region}."

    def day(text: str) -> int:
        return date.fromisoformat(text).toordinal()

    def of_unit(names: str) -> list[int]:
        return [slots[f"unit.{name}"] for name in names.split()]

    def of_region(names: str) -> list[int]:
        return [slots[own + name] for name in names.split()]

    KIND, FOUNDED, STAFF, TRAINED, TRAITS, APPLIED = of_unit("kind founded staff staff_trained traits applied")
    HAS_RULES, HAS_ORGANISATION, HAS_MEASURES = of_unit("has_rules has_organisation has_measures")
    INDEPENDENT, WILLING, INSURED, SECRETS, OFFICERS = of_region("independent willing insured secrets officers")
    COVERAGE, BUDGET, REVENUE, REVISED, AUDIT = of_region("coverage budget revenue rules_revised last_audit")
    RISK, GRADE, SECTOR, SYSTEMS, INSPECTED = of_region("risk grade sector systems inspected")
    FOUNDED_HIGH, STAFF_HIGH, TRAINED_HIGH, TRAITS_MAY = FOUNDED + 1, STAFF + 1, TRAINED + 1, TRAITS + 1
    APPLIED_LOW, APPLIED_HIGH = APPLIED + 1, APPLIED + 2
    SECRETS_HIGH, OFFICERS_HIGH, COVERAGE_HIGH, BUDGET_HIGH = SECRETS + 1, OFFICERS + 1, COVERAGE + 1, BUDGET + 1
    REVENUE_HIGH, REVISED_HIGH, AUDIT_HIGH, SYSTEMS_MAY = REVENUE + 1, REVISED + 1, AUDIT + 1, SYSTEMS + 1
    INSPECTED_LOW, INSPECTED_RESULT = INSPECTED + 1, INSPECTED + 3

    T_REGION, T_KIND, T_LEVEL, T_GRANTED, T_HELD = (
        slots[f"title.{name}"] for name in ("region", "kind", "level", "granted", "held")
    )
    T_GRANTED_HIGH, T_START_HIGH, T_END_LOW, T_END_HIGH = T_GRANTED + 1, T_HELD + 1, T_HELD + 2, T_HELD + 3
    C_RECEIVED, C_DISPOSED, C_PENALISED, C_INFRINGEMENT = (
        slots[f"case.{name}"] for name in ("received", "disposed", "penalised", "infringement")
    )
    C_PENALISED_LOW, C_PENALISED_HIGH = C_PENALISED + 1, C_PENALISED + 2

    KINDS = slots.mask("unit.kind", "enterprise", "public_institution", "association", "university")
    SECTORS = slots.mask(own + "sector", "manufacturing", "software", "biomedicine", "energy")
    STRONG = slots.mask(own + "systems", "access_control", "encryption")
    BASIC = slots.mask(own + "systems", "access_control", "backup")
    ENCODED = slots.mask(own + "systems", "encryption", "watermark")
    INTENSIVE = slots.mask("unit.traits", "knowledge_intensive", "technology_intensive", "innovative")
    HIGH_RISK = slots.mask(own + "risk", "high")
    GRADE_A = slots.mask(own + "grade", "a")
    GRADE_AB = slots.mask(own + "grade", "a", "b")
    PASSED = slots.mask(own + "inspected", "passed")
    CITY = slots.mask("title.level", "city", "province", "nation")
    NOT_KINDS, NOT_SECTORS, NOT_HIGH_RISK, NOT_GRADE_A, NOT_GRADE_AB, NOT_PASSED, NOT_CITY = (
        ~mask for mask in (KINDS, SECTORS, HIGH_RISK, GRADE_A, GRADE_AB, PASSED, CITY)
    )
    SITES = ("site", "station", "point")

    FOUNDED_BY, REVISED_AFTER = day("2023-12-31"), day("2022-06-30")
    AUDITED_FROM, AUDITED_TO = day("2023-07-01"), day("2025-06-30")
    APPLIED_FROM, APPLIED_TO = day("2025-01-01"), day("2025-12-31")
    GRANTED_FROM, PENALISED_AFTER = day("2021-01-01"), day("2022-06-30")
    COVERAGE_LEAST, BUDGET_LEAST, REVENUE_MOST = 80, 200_000_00, 400_000_000_00
    CHOSEN, STANDARD = (judgement_path("chosen"), None), (judgement_path("standard"), None)

    def verdict(world: World) -> int:
        unit = world.unit
        own = unit[1].get(region, nothing)
        unsure = False
        # kind
        mask = unit[KIND]
        if mask & NOT_KINDS:
            if not mask & KINDS:
                return 0
            unsure = True
        # sector
        if own[SECTOR] & NOT_SECTORS:
            unsure = True
        # independent
        mask = own[INDEPENDENT]
        if mask != 2:
            if mask == 1:
                return 0
            unsure = True
        # willing
        mask = own[WILLING]
        if mask != 2:
            if mask == 1:
                return 0
            unsure = True
        # rules
        has_rules, has_organisation = unit[HAS_RULES], unit[HAS_ORGANISATION]
        if has_rules != 2 or has_organisation != 2:
            if has_rules == 1 or has_organisation == 1:
                return 0
            unsure = True
        # measures
        measures = unit[HAS_MEASURES]
        if measures != 2 and own[SYSTEMS] & STRONG != STRONG:
            if measures == 1 and own[SYSTEMS_MAY] & STRONG != STRONG:
                return 0
            unsure = True
        # founded
        if unit[FOUNDED_HIGH] > FOUNDED_BY:
            if unit[FOUNDED] > FOUNDED_BY:
                return 0
            unsure = True
        # staff
        staff, staff_high = unit[STAFF], unit[STAFF_HIGH]
        if staff < 10 or staff_high >= 3000:
            if staff_high < 10 or staff >= 3000:
                return 0
            unsure = True
        # trained
        if staff_high * 3 > unit[TRAINED] * 10:
            if staff * 3 > unit[TRAINED_HIGH] * 10:
                return 0
            unsure = True
        # officers
        officers = own[OFFICERS]
        if officers < 2 and (officers < 1 or staff_high >= 50):
            officers = own[OFFICERS_HIGH]
            if officers < 2 and (officers < 1 or staff >= 50):
                return 0
            unsure = True
        # coverage
        if own[COVERAGE] < COVERAGE_LEAST:
            if own[COVERAGE_HIGH] < COVERAGE_LEAST:
                return 0
            unsure = True
        # budget
        budget = own[BUDGET]
        if budget < BUDGET_LEAST and own[REVENUE_HIGH] > budget * 1000:
            budget = own[BUDGET_HIGH]
            if budget < BUDGET_LEAST and own[REVENUE] > budget * 1000:
                return 0
            unsure = True
        # revised
        if own[REVISED] <= REVISED_AFTER:
            if own[REVISED_HIGH] <= REVISED_AFTER:
                return 0
            unsure = True
        # audited
        low, high = own[AUDIT], own[AUDIT_HIGH]
        if low < AUDITED_FROM or high > AUDITED_TO:
            if high < AUDITED_FROM or low > AUDITED_TO:
                return 0
            unsure = True
        # risk
        risk = own[RISK]
        if risk & HIGH_RISK:
            if not risk & NOT_HIGH_RISK:
                return 0
            unsure = True
        # grade
        mask = own[GRADE]
        if mask & NOT_GRADE_A:
            if not mask & GRADE_AB:
                return 0
            unsure = True
        # systems
        if not own[SYSTEMS] & BASIC:
            if not own[SYSTEMS_MAY] & BASIC:
                return 0
            unsure = True
        # traits
        if not unit[TRAITS] & INTENSIVE:
            if not unit[TRAITS_MAY]:
                return 0
            unsure = True
        # safeguards
        insured, secrets = own[INSURED], own[SECRETS]
        if (insured == 2) + (measures == 2) + (own[SYSTEMS] & ENCODED > 0) + (secrets >= 20) < 2:
            if (insured != 1) + (measures != 1) + (own[SYSTEMS_MAY] & ENCODED > 0) + (own[SECRETS_HIGH] >= 20) < 2:
                return 0
            unsure = True
        # size
        if staff_high > 2000 or own[REVENUE_HIGH] > REVENUE_MOST:
            if staff > 2000 and own[REVENUE] > REVENUE_MOST:
                return 0
            unsure = True
        # applied
        applied, low, high = unit[APPLIED], unit[APPLIED_LOW], unit[APPLIED_HIGH]
        if applied != 2 or low < APPLIED_FROM or high > APPLIED_TO:
            if applied == 1 or high < APPLIED_FROM or low > APPLIED_TO:
                return 0
            unsure = True
        # seasoned
        if low < add_months(unit[FOUNDED_HIGH], 18):
            if high < add_months(unit[FOUNDED], 18):
                return 0
            unsure = True
        # inspected
        mask = own[INSPECTED_RESULT]
        if own[INSPECTED] != 2 or mask & NOT_PASSED:
            if own[INSPECTED] == 1 or not mask & PASSED:
                return 0
            unsure = True
        # prudent
        if risk & HIGH_RISK or (insured != 2 and own[SECRETS_HIGH] >= 50):
            if not risk & NOT_HIGH_RISK or (insured == 1 and secrets >= 50):
                return 0
            unsure = True
        # chosen, standard
        determinations = world.determinations
        mask = determinations.get(CHOSEN, 3)
        if mask != 2:
            if mask == 1:
                return 0
            unsure = True
        mask = determinations.get(STANDARD, 3)
        if mask != 2:
            if mask == 1:
                return 0
            unsure = True
        # untitled, experience
        asked = world.asked
        cities = cities_may = recent = recent_may = 0
        for record in world.titles:
            exists, kind = record[0], record[T_KIND]
            if (kind == "demo" or kind is None) and record[T_HELD] <= asked <= record[T_END_HIGH]:
                if exists and kind and record[T_START_HIGH] <= asked <= record[T_END_LOW]:
                    return 0
                unsure = True
            level = record[T_LEVEL]
            if level & CITY:
                cities_may += 1
                if exists and not level & NOT_CITY:
                    cities += 1
            if (kind is None or kind in SITES) and record[T_GRANTED_HIGH] >= GRANTED_FROM:
                recent_may += 1
                if exists and kind and record[T_GRANTED] >= GRANTED_FROM:
                    recent += 1
        more = world.unlisted["titles"][1]
        if more:
            unsure = True
        if cities < 2 or not recent:
            if cities_may + more < 2 and not recent_may + more:
                return 0
            unsure = True
        # clean, handled
        pending = pending_may = 0
        for record in world.cases:
            exists, mask, penalised = record[0], record[C_INFRINGEMENT], record[C_PENALISED]
            if mask != 1 and penalised != 1 and record[C_PENALISED_HIGH] > PENALISED_AFTER:
                if exists and mask == 2 and penalised == 2 and record[C_PENALISED_LOW] > PENALISED_AFTER:
                    return 0
                unsure = True
            received, disposed = record[C_RECEIVED], record[C_DISPOSED]
            if received != 1 and disposed != 2:
                pending_may += 1
                if exists and received == 2 and disposed == 1:
                    pending += 1
        more = world.unlisted["cases"][1]
        if more:
            unsure = True
        if pending_may + more > 1:
            if pending > 1:
                return 0
            unsure = True
        return 2 if unsure else 1

    # --- findings with causes ---

    def missing(path: str, index: int | None = None) -> Cause:
        return "missing_fact", path, index

    def imprecise(path: str, index: int | None = None) -> Cause:
        return "imprecise_fact", path, index

    M_KIND, M_SECTOR = (missing("unit.kind"),), (missing(own + "sector"),)
    OPEN_SECTOR, OPEN_TRAITS = (("open_list", own + "sector", None),), (("open_list", "unit.traits", None),)
    M_INDEPENDENT, M_WILLING = (missing(own + "independent"),), (missing(own + "willing"),)
    M_RULES, M_ORGANISATION = missing("unit.has_rules"), missing("unit.has_organisation")
    M_MEASURES, M_SYSTEMS, M_TRAITS = missing("unit.has_measures"), missing(own + "systems"), (missing("unit.traits"),)
    M_INSURED, M_RISK, M_GRADE = missing(own + "insured"), missing(own + "risk"), missing(own + "grade")
    GRADE_READINGS: Cause = ("readings", "best_only,good_too", None)
    SIZE_READINGS: Cause = ("readings", "by_staff,by_revenue", None)
    EXPERIENCE_READINGS: Cause = ("readings", "by_level,by_time", None)
    J_CHOSEN, J_STANDARD = (("judgement", CHOSEN[0], None),), (("unpublished_standard", STANDARD[0], None),)
    MORE_TITLES, MORE_CASES = missing("titles"), missing("cases")

    def ranged(path: str) -> tuple[int, int, Cause, Cause]:
        """Whole range and both causes of a fact that holds a least and a greatest value."""
        least, greatest = slots.unknown(path)
        return least, greatest, missing(path), imprecise(path)

    FOUNDED_0, FOUNDED_9, M_FOUNDED, I_FOUNDED = ranged("unit.founded")
    STAFF_0, STAFF_9, M_STAFF, I_STAFF = ranged("unit.staff")
    TRAINED_0, TRAINED_9, M_TRAINED, I_TRAINED = ranged("unit.staff_trained")
    SECRETS_0, SECRETS_9, M_SECRETS, I_SECRETS = ranged(own + "secrets")
    OFFICERS_0, OFFICERS_9, M_OFFICERS, I_OFFICERS = ranged(own + "officers")
    COVERAGE_0, COVERAGE_9, M_COVERAGE, I_COVERAGE = ranged(own + "coverage")
    BUDGET_0, BUDGET_9, M_BUDGET, I_BUDGET = ranged(own + "budget")
    REVENUE_0, REVENUE_9, M_REVENUE, I_REVENUE = ranged(own + "revenue")
    REVISED_0, REVISED_9, M_REVISED, I_REVISED = ranged(own + "rules_revised")
    AUDIT_0, AUDIT_9, M_AUDIT, I_AUDIT = ranged(own + "last_audit")
    FIRST, LAST = FOUNDED_0, FOUNDED_9
    M_APPLIED, I_APPLIED = missing("unit.applied"), imprecise("unit.applied")
    M_INSPECTED, I_INSPECTED = missing(own + "inspected"), imprecise(own + "inspected")
    LEVELS = slots.unknown("title.level")[0]

    def event_cause(record: list[Any], slot: int, path: str, index: int) -> Cause:
        recorded = record[slot] != 3 or record[slot + 1] != FIRST
        return ("imprecise_fact" if recorded else "missing_fact"), path, index

    def doubts_of_title(record: list[Any], asked: int, index: int, found: list[Cause]) -> None:
        """Why a listed title may not exist; a case can only be another region's."""
        if record[T_REGION] is None:
            found.append(("missing_fact", "title.region", index))
        if record[T_GRANTED_HIGH] > asked and record[T_GRANTED] > FIRST:
            found.append(("imprecise_fact", "title.granted", index))

    def findings(world: World) -> list[Finding]:
        unit = world.unit
        own = unit[1].get(region, nothing)
        found: list[Cause]
        rules: Finding
        measures: Finding
        founded: Finding
        staff: Finding
        trained: Finding
        officers: Finding
        coverage: Finding
        budget: Finding
        revised: Finding
        audited: Finding
        grade: Finding
        traits: Finding
        safeguards: Finding
        size: Finding
        applied: Finding
        seasoned: Finding
        inspected: Finding
        prudent: Finding
        untitled: Finding
        experience: Finding
        clean: Finding
        handled: Finding

        mask = unit[KIND]
        kind = 1 if not mask & NOT_KINDS else M_KIND if mask & KINDS else 0

        mask = own[SECTOR]
        sector = 1 if not mask & NOT_SECTORS else M_SECTOR if mask & SECTORS else OPEN_SECTOR

        mask = own[INDEPENDENT]
        independent = 1 if mask == 2 else 0 if mask == 1 else M_INDEPENDENT
        mask = own[WILLING]
        willing = 1 if mask == 2 else 0 if mask == 1 else M_WILLING

        first, second = unit[HAS_RULES], unit[HAS_ORGANISATION]
        if first == 2 == second:
            rules = 1
        elif first == 1 or second == 1:
            rules = 0
        elif first == 2:
            rules = (M_ORGANISATION,)
        elif second == 2:
            rules = (M_RULES,)
        else:
            rules = (M_RULES, M_ORGANISATION)

        measures_mask, systems_sure, systems_may = unit[HAS_MEASURES], own[SYSTEMS], own[SYSTEMS_MAY]
        if measures_mask == 2 or systems_sure & STRONG == STRONG:
            measures = 1
        elif measures_mask == 1:
            measures = (M_SYSTEMS,) if systems_may & STRONG == STRONG else 0
        else:
            measures = (M_MEASURES, M_SYSTEMS) if systems_may & STRONG == STRONG else (M_MEASURES,)

        founded_low, founded_high = unit[FOUNDED], unit[FOUNDED_HIGH]
        if founded_high <= FOUNDED_BY:
            founded = 1
        elif founded_low > FOUNDED_BY:
            founded = 0
        else:
            founded = (M_FOUNDED if founded_low == FOUNDED_0 and founded_high == FOUNDED_9 else I_FOUNDED,)

        staff_low, staff_high = unit[STAFF], unit[STAFF_HIGH]
        if staff_low >= 10 and staff_high < 3000:
            staff = 1
        elif staff_high < 10 or staff_low >= 3000:
            staff = 0
        else:
            staff = (M_STAFF if staff_low == STAFF_0 and staff_high == STAFF_9 else I_STAFF,)

        trained_low, trained_high = unit[TRAINED], unit[TRAINED_HIGH]
        if staff_high * 3 <= trained_low * 10:
            trained = 1
        elif staff_low * 3 > trained_high * 10:
            trained = 0
        else:
            found = []
            if staff_low != staff_high:
                found.append(M_STAFF if staff_low == STAFF_0 and staff_high == STAFF_9 else I_STAFF)
            if trained_low != trained_high:
                found.append(M_TRAINED if trained_low == TRAINED_0 and trained_high == TRAINED_9 else I_TRAINED)
            trained = tuple(found)

        low, high = own[OFFICERS], own[OFFICERS_HIGH]
        if low >= 2 or (low >= 1 and staff_high < 50):
            officers = 1
        elif high < 2 and (high < 1 or staff_low >= 50):
            officers = 0
        else:
            # Two officers: open where `high` reaches 2.
            # One officer of few staff: open where `high` reaches 1 and the staff may be few.
            found = []
            if high >= 2 or (low < 1 <= high and staff_low < 50):
                found.append(M_OFFICERS if low == OFFICERS_0 and high == OFFICERS_9 else I_OFFICERS)
            if high >= 1 and staff_low < 50 <= staff_high:
                found.append(M_STAFF if staff_low == STAFF_0 and staff_high == STAFF_9 else I_STAFF)
            officers = tuple(found)

        low, high = own[COVERAGE], own[COVERAGE_HIGH]
        if low >= COVERAGE_LEAST:
            coverage = 1
        elif high < COVERAGE_LEAST:
            coverage = 0
        else:
            coverage = (M_COVERAGE if low == COVERAGE_0 and high == COVERAGE_9 else I_COVERAGE,)

        low, high, revenue_low, revenue_high = own[BUDGET], own[BUDGET_HIGH], own[REVENUE], own[REVENUE_HIGH]
        if low >= BUDGET_LEAST or revenue_high <= low * 1000:
            budget = 1
        elif high < BUDGET_LEAST and revenue_low > high * 1000:
            budget = 0
        else:
            found = []
            relative = revenue_low <= high * 1000
            if high >= BUDGET_LEAST or (relative and low != high):
                found.append(M_BUDGET if low == BUDGET_0 and high == BUDGET_9 else I_BUDGET)
            if relative and revenue_low != revenue_high:
                found.append(M_REVENUE if revenue_low == REVENUE_0 and revenue_high == REVENUE_9 else I_REVENUE)
            budget = tuple(found)

        low, high = own[REVISED], own[REVISED_HIGH]
        if low > REVISED_AFTER:
            revised = 1
        elif high <= REVISED_AFTER:
            revised = 0
        else:
            revised = (M_REVISED if low == REVISED_0 and high == REVISED_9 else I_REVISED,)

        low, high = own[AUDIT], own[AUDIT_HIGH]
        if low >= AUDITED_FROM and high <= AUDITED_TO:
            audited = 1
        elif high < AUDITED_FROM or low > AUDITED_TO:
            audited = 0
        else:
            audited = (M_AUDIT if low == AUDIT_0 and high == AUDIT_9 else I_AUDIT,)

        risk_mask = own[RISK]
        risk = 1 if not risk_mask & HIGH_RISK else (M_RISK,) if risk_mask & NOT_HIGH_RISK else 0

        mask = own[GRADE]
        if not mask & NOT_GRADE_A:
            grade = 1
        elif not mask & GRADE_AB:
            grade = 0
        else:
            found = []
            if not mask & GRADE_A or not mask & NOT_GRADE_AB:
                found.append(GRADE_READINGS)
            if mask & GRADE_A or mask & NOT_GRADE_AB:
                found.append(M_GRADE)
            grade = tuple(found)

        systems = 1 if systems_sure & BASIC else (M_SYSTEMS,) if systems_may & BASIC else 0
        if unit[TRAITS] & INTENSIVE:
            traits = 1
        else:
            mask = unit[TRAITS_MAY]
            traits = M_TRAITS if mask & INTENSIVE else OPEN_TRAITS if mask else 0

        insured_mask, secrets_low, secrets_high = own[INSURED], own[SECRETS], own[SECRETS_HIGH]
        encoded, encoded_may = systems_sure & ENCODED > 0, systems_may & ENCODED > 0
        if (insured_mask == 2) + (measures_mask == 2) + encoded + (secrets_low >= 20) >= 2:
            safeguards = 1
        elif (insured_mask != 1) + (measures_mask != 1) + encoded_may + (secrets_high >= 20) < 2:
            safeguards = 0
        else:
            found = []
            if insured_mask == 3:
                found.append(M_INSURED)
            if measures_mask == 3:
                found.append(M_MEASURES)
            if encoded != encoded_may:
                found.append(M_SYSTEMS)
            if secrets_low < 20 <= secrets_high:
                found.append(M_SECRETS if secrets_low == SECRETS_0 and secrets_high == SECRETS_9 else I_SECRETS)
            safeguards = tuple(found)

        if staff_high <= 2000 and revenue_high <= REVENUE_MOST:
            size = 1
        elif staff_low > 2000 and revenue_low > REVENUE_MOST:
            size = 0
        else:
            few, poor = staff_low <= 2000 < staff_high, revenue_low <= REVENUE_MOST < revenue_high
            found = [] if few and poor else [SIZE_READINGS]
            if few:
                found.append(M_STAFF if staff_low == STAFF_0 and staff_high == STAFF_9 else I_STAFF)
            if poor:
                found.append(M_REVENUE if revenue_low == REVENUE_0 and revenue_high == REVENUE_9 else I_REVENUE)
            size = tuple(found)

        applied_mask, low, high = unit[APPLIED], unit[APPLIED_LOW], unit[APPLIED_HIGH]
        if applied_mask == 2 and low >= APPLIED_FROM and high <= APPLIED_TO:
            applied = 1
        elif applied_mask == 1 or high < APPLIED_FROM or low > APPLIED_TO:
            applied = 0
        else:
            applied = (M_APPLIED if applied_mask == 3 and low == FIRST else I_APPLIED,)

        seasoned_high = add_months(founded_high, 18)
        if applied_mask == 2 and low >= seasoned_high:
            seasoned = 1
        elif applied_mask == 1 or high < (add_months(founded_low, 18) if founded_low != founded_high else seasoned_high):
            seasoned = 0
        else:
            found = []
            if applied_mask == 3 or (low < seasoned_high and low != high):
                found.append(M_APPLIED if applied_mask == 3 and low == FIRST else I_APPLIED)
            if low < seasoned_high and founded_low != founded_high:
                found.append(M_FOUNDED if founded_low == FOUNDED_0 and founded_high == FOUNDED_9 else I_FOUNDED)
            seasoned = tuple(found)

        inspected_mask, mask = own[INSPECTED], own[INSPECTED_RESULT]
        if inspected_mask == 2 and not mask & NOT_PASSED:
            inspected = 1
        elif inspected_mask == 1 or not mask & PASSED:
            inspected = 0
        else:
            missed = inspected_mask == 3 and own[INSPECTED_LOW] == FIRST
            inspected = (M_INSPECTED if missed else I_INSPECTED,)

        if not risk_mask & HIGH_RISK and (insured_mask == 2 or secrets_high < 50):
            prudent = 1
        elif not risk_mask & NOT_HIGH_RISK or (insured_mask == 1 and secrets_low >= 50):
            prudent = 0
        else:
            found = []
            if risk_mask & HIGH_RISK:
                found.append(M_RISK)
            if insured_mask != 2 and secrets_high >= 50:
                if insured_mask == 3:
                    found.append(M_INSURED)
                if secrets_low < 50:
                    found.append(M_SECRETS if secrets_low == SECRETS_0 and secrets_high == SECRETS_9 else I_SECRETS)
            prudent = tuple(found)

        asked, records = world.asked, world.titles
        untitled_no = untitled_open = False
        cities = cities_may = recent = recent_may = 0
        for record in records:
            exists, title_kind, level = record[0], record[T_KIND], record[T_LEVEL]
            if (title_kind == "demo" or title_kind is None) and record[T_HELD] <= asked <= record[T_END_HIGH]:
                if exists and title_kind and record[T_START_HIGH] <= asked <= record[T_END_LOW]:
                    untitled_no = True
                else:
                    untitled_open = True
            if level & CITY:
                cities_may += 1
                if exists and not level & NOT_CITY:
                    cities += 1
            if (title_kind is None or title_kind in SITES) and record[T_GRANTED_HIGH] >= GRANTED_FROM:
                recent_may += 1
                if exists and title_kind and record[T_GRANTED] >= GRANTED_FROM:
                    recent += 1
        more = world.unlisted["titles"][1]
        if untitled_no:
            untitled = 0
        elif not untitled_open and not more:
            untitled = 1
        else:
            untitled = why_untitled(records, asked, more)
        if cities >= 2 and recent:
            experience = 1
        elif cities_may + more < 2 and not recent_may + more:
            experience = 0
        else:
            experience = why_experience(records, asked, more, cities, cities_may, recent, recent_may)

        records = world.cases
        clean_no = clean_open = False
        pending = pending_may = 0
        for record in records:
            exists, mask, penalised = record[0], record[C_INFRINGEMENT], record[C_PENALISED]
            if mask != 1 and penalised != 1 and record[C_PENALISED_HIGH] > PENALISED_AFTER:
                if exists and mask == 2 and penalised == 2 and record[C_PENALISED_LOW] > PENALISED_AFTER:
                    clean_no = True
                else:
                    clean_open = True
            received, disposed = record[C_RECEIVED], record[C_DISPOSED]
            if received != 1 and disposed != 2:
                pending_may += 1
                if exists and received == 2 and disposed == 1:
                    pending += 1
        more = world.unlisted["cases"][1]
        if clean_no:
            clean = 0
        elif not clean_open and not more:
            clean = 1
        else:
            clean = why_clean(records, more)
        if pending_may + more <= 1:
            handled = 1
        elif pending > 1:
            handled = 0
        else:
            handled = why_handled(records, more)

        determinations = world.determinations
        mask = determinations.get(CHOSEN, 3)
        chosen = 1 if mask == 2 else 0 if mask == 1 else J_CHOSEN
        mask = determinations.get(STANDARD, 3)
        standard = 1 if mask == 2 else 0 if mask == 1 else J_STANDARD

        return [
            kind, sector, independent, willing, rules, measures, founded, staff, trained, officers,
            coverage, budget, revised, audited, risk, grade, systems, traits, safeguards, size,
            applied, seasoned, inspected, prudent, untitled, experience, clean, handled, chosen, standard,
        ]  # fmt: skip

    def why_untitled(records: list[list[Any]], asked: int, more: int) -> Finding:
        found = [MORE_TITLES] if more else []
        for index, record in enumerate(records):
            kind = record[T_KIND]
            if (kind is not None and kind != "demo") or not record[T_HELD] <= asked <= record[T_END_HIGH]:
                continue
            if not record[0]:
                doubts_of_title(record, asked, index, found)
            if kind is None:
                found.append(("missing_fact", "title.kind", index))
            if not record[T_START_HIGH] <= asked <= record[T_END_LOW]:
                recorded = record[T_HELD : T_END_HIGH + 1] != [FIRST, LAST, FIRST, LAST]
                found.append(("imprecise_fact" if recorded else "missing_fact", "title.held", index))
        return tuple(found)

    def why_experience(
        records: list[list[Any]], asked: int, more: int, cities: int, cities_may: int, recent: int, recent_may: int
    ) -> Finding:
        by_level = 1 if cities >= 2 else 0 if cities_may + more < 2 else 2
        by_time = 1 if recent else 0 if not recent_may + more else 2
        found = [EXPERIENCE_READINGS] if by_level != 2 or by_time != 2 else []
        if more and (by_level == 2 or by_time == 2):
            found.append(MORE_TITLES)
        for index, record in enumerate(records):
            exists, kind, level = record[0], record[T_KIND], record[T_LEVEL]
            of_level = by_level == 2 and level & CITY
            of_time = by_time == 2 and (kind is None or kind in SITES) and record[T_GRANTED_HIGH] >= GRANTED_FROM
            if not exists and (of_level or of_time):
                doubts_of_title(record, asked, index, found)
            if of_level and level & NOT_CITY:
                found.append(("missing_fact" if level == LEVELS else "imprecise_fact", "title.level", index))
            if of_time:
                if kind is None:
                    found.append(("missing_fact", "title.kind", index))
                granted = record[T_GRANTED]
                if granted < GRANTED_FROM:
                    recorded = granted != FIRST or record[T_GRANTED_HIGH] != LAST
                    cause = ("imprecise_fact" if recorded else "missing_fact", "title.granted", index)
                    if cause not in found:
                        found.append(cause)
        return tuple(found)

    def why_clean(records: list[list[Any]], more: int) -> Finding:
        found = [MORE_CASES] if more else []
        for index, record in enumerate(records):
            mask, penalised, low = record[C_INFRINGEMENT], record[C_PENALISED], record[C_PENALISED_LOW]
            if mask == 1 or penalised == 1 or record[C_PENALISED_HIGH] <= PENALISED_AFTER:
                continue
            if not record[0]:
                found.append(("missing_fact", "case.region", index))
            if mask == 3:
                found.append(("missing_fact", "case.infringement", index))
            if penalised == 3 or low <= PENALISED_AFTER:
                found.append(event_cause(record, C_PENALISED, "case.penalised", index))
        return tuple(found)

    def why_handled(records: list[list[Any]], more: int) -> Finding:
        found = [MORE_CASES] if more else []
        for index, record in enumerate(records):
            received, disposed = record[C_RECEIVED], record[C_DISPOSED]
            if received == 1 or disposed == 2:
                continue
            if not record[0]:
                found.append(("missing_fact", "case.region", index))
            if received == 3:
                found.append(event_cause(record, C_RECEIVED, "case.received", index))
            if disposed == 3:
                found.append(event_cause(record, C_DISPOSED, "case.disposed", index))
        return tuple(found)

    return verdict, findings

"""What compiled rules call: date steps with pauses, yearly windows, distinct texts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from humi.dossier.facts import EXISTS, RELATIONS
from humi.dossier.vocabulary import Vocabulary
from humi.dossier.world import Record, World
from humi.engines.cause import Cause
from humi.language.nodes import RECORD, Ref
from humi.values.calendar import add_counted_days, add_working_days, known, reach, roll_forward
from humi.values.dates import FIRST_DAY, LAST_DAY, Days, add_months

Paused = tuple[int, int, int, int, bool]
"""First and last possible first day, first and last possible last day, and whether the pause surely exists."""


def month_step(low: int, high: int, months: int) -> Days:
    """`months` months after a day between `low` and `high`."""
    first = add_months(low, months)
    return first, first if high == low else add_months(high, months)


def step(unit: str, amount: int, roll: bool, low: int, high: int, pauses: Sequence[Sequence[Paused]]) -> Days:
    """`amount` units after a day between `low` and `high`."""
    if unit in ("months", "years"):
        months = amount * 12 if unit == "years" else amount
        days = month_step(low, high, months)
    else:
        sure, possible = spans(pauses)
        move = add_working_days if unit == "working_days" else add_counted_days
        days = move((low, high), amount, sure, possible)
    return roll_forward(days) if roll else days


def spans(pauses: Iterable[Sequence[Paused]]) -> tuple[list[Days], list[Days]]:
    """Days that are surely, and possibly, paused."""
    sure, possible = [], []
    for group in pauses:
        for start_low, start_high, end_low, end_high, certain in group:
            if certain and start_high <= end_low:
                sure.append((start_high, end_low))
            if (start_low, end_high) != (start_high, end_low) or not certain:
                possible.append((start_low, end_high))
    return sure, possible


def pause(record: list[int], slot: int, certain: bool = True) -> Paused:
    """The pause that a period fact of a record holds."""
    return record[slot], record[slot + 1], record[slot + 2], record[slot + 3], certain


ANY_TIME: Paused = (FIRST_DAY, LAST_DAY, FIRST_DAY, LAST_DAY, False)
"""What an unlisted record may pause."""


def unpublished(unit: str, roll: bool, base: Days, result: Days, pauses: Sequence[Sequence[Paused]]) -> bool:
    """Whether a day of which no calendar is published, and which no pause takes out, had a say in a step."""
    if unit != "working_days":
        return roll and not all(known((end, end)) or end == LAST_DAY for end in result)
    sure, possible = spans(pauses)
    early, late = sure, [*sure, *possible]
    if result[0] < base[0]:
        early, late = late, early
    return _crosses(base[0], result[0], roll, early) or _crosses(base[1], result[1], roll, late)


def _crosses(start: int, end: int, roll: bool, paused: Sequence[Days]) -> bool:
    first, last = (start + 1, end) if end >= start else (end, start - 1)
    if roll and end >= start:
        last = max(last, end)
    begin, finish = reach()
    stretches = [(first, min(last, begin - 1)), (max(first, finish + 1), last)]
    return any(not _covered(stretch, paused) for stretch in stretches)


def _covered(stretch: Days, spans_: Sequence[Days]) -> bool:
    """Whether every day of a stretch lies in one of the spans; of an empty stretch, so it is."""
    at, last = stretch
    for first, end in sorted(spans_):
        if first <= at <= end:
            at = end + 1
    return at > last


def distinct(sure: set[str | None], possible: set[str | None], unknown: int) -> tuple[int, int]:
    """Least and greatest number of different texts; `unknown` records may each add one."""
    return len(sure - {None}) or int(None in sure), len(possible - {None}) + unknown


def doubts(vocabulary: Vocabulary, world: World, record: Record, relation: str) -> list[tuple[Cause, Record]]:
    """Why a listed record may not exist: its region is not recorded, or it may begin after the day asked about."""
    if record[EXISTS]:
        return []
    entity = RELATIONS[relation]
    found: list[tuple[Cause, Record]] = []
    region, begins = vocabulary.find(entity, "region"), vocabulary.begins(entity)
    if region is not None and record[region.slot] is None:
        found.append((Cause("missing_fact", region.path, Ref(RECORD, region)), record))
    if begins is not None and record[begins.slot + 1] > world.asked:
        recorded = record[begins.slot : begins.slot + 2] != [FIRST_DAY, LAST_DAY]
        if recorded or world.asked < world.now:
            kind = "imprecise_fact" if recorded else "missing_fact"
            found.append((Cause(kind, begins.path, Ref(RECORD, begins)), record))
    return found

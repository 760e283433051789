"""Days against the text: a day of the rule that nothing bears out of what it cites."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from humi.authoring.dated import END, START, Stated, stated_days, stated_yearly
from humi.authoring.lints.faithful.cited import Cited, Library
from humi.authoring.lints.faithful.said import Day, Said
from humi.authoring.quantities import LENGTH
from humi.policy.pack import Governs, InForce
from humi.reading.problems import Problems
from humi.values.dates import add_days, add_months, format_days

YEAR_END = (12, 31)
MONTHS = {"years": 12, "months": 1}


def days(said: Said, cited: Cited, library: Library, problems: Problems) -> None:
    """F705: the provisions cited state other days. F709: they state none.

    The days by which the document is in force and governs are known without being cited.
    """
    explained = stated_days(said.explained)
    if cited.names_festival:
        return
    allowed = {role: _allowed(said, cited, explained, role) for role in ("", START, END)}
    if not isinstance(said.rule, InForce | Governs):
        allowed = {role: borne_out | library.known for role, borne_out in allowed.items()}
    named = {day for one in said.days for day in (one.first, one.last)}
    for day in said.days:
        if _is_borne_out(day, allowed[day.role], (*cited.days, *explained)) or _is_restated(day, cited):
            continue
        place = day.place or said.rule.place
        left = [one for one in cited.days if not one.days() & named] or (cited.days if cited.is_whole else ())
        if left:
            stated = "、".join(dict.fromkeys(one.words for one in left))
            problems.add("F705", place, found=day.shown, anchor=stated, suggestion=_nearest(day, left))
        elif cited.is_whole:
            elsewhere = library.dating(day.last)
            suggestion = f"source: {elsewhere[0]}" if len(elsewhere) == 1 else ""
            problems.add("F709", place, found=day.shown, anchor=cited.said(), suggestion=suggestion)


def _allowed(said: Said, cited: Cited, explained: tuple[Stated, ...], role: str) -> set[int]:
    stated = (*cited.days, *explained)
    found = {day for one in stated for day in one.days(role)}
    return found | set(_after_lengths(said, cited, found)) if role == END else found


def _after_lengths(said: Said, cited: Cited, found: set[int]) -> Iterator[int]:
    """The days on which a stated length ends that begins on a stated day."""
    lengths = [one for one in (*cited.quantities, *cited.measured) if one.kind == LENGTH]
    for length in lengths:
        for day in (day for one in cited.days for day in (one.first, one.last)):
            amount = int(length.value)
            end = add_months(day, amount * MONTHS[length.unit]) if length.unit in MONTHS else add_days(day, amount)
            yield end - 1


def _is_borne_out(day: Day, allowed: set[int], stated: tuple[Stated, ...]) -> bool:
    if day.first == day.last:
        return day.first in allowed
    return any((one.first, one.last) == (day.first, day.last) for one in stated)


def _is_restated(day: Day, cited: Cited) -> bool:
    """Whether the statement in our words names the year of a first or last day of it."""
    first, last = date.fromordinal(day.first), date.fromordinal(day.last)
    ends = (first.month, first.day) == (1, 1) or (last.month, last.day) == YEAR_END
    return ends and (first.year in cited.restated or last.year in cited.restated)


def yearly(said: Said, cited: Cited, library: Library, problems: Problems) -> None:
    """F705, F709: of a day of every year. The last day of the year is borne out by every year."""
    if cited.names_festival:
        return
    stated = (*cited.yearly, *stated_yearly(said.explained))
    allowed = {day for one in stated for day in one.days()}
    for day, place in said.yearly:
        if day in allowed or (day == YEAR_END and not cited.yearly):
            continue
        shown = f"{day[0]:02d}-{day[1]:02d}"
        if cited.yearly:
            words = "、".join(dict.fromkeys(one.words for one in cited.yearly))
            last = {one.last for one in cited.yearly}
            suggestion = "{:02d}-{:02d}".format(*last.pop()) if len(last) == 1 else ""
            problems.add("F705", place or said.rule.place, found=shown, anchor=words, suggestion=suggestion)
        elif cited.is_whole:
            problems.add("F709", place or said.rule.place, found=shown, anchor=cited.said(), suggestion="")


def years(said: Said, cited: Cited, library: Library, problems: Problems) -> None:
    """F705: a rule that returns every year begins or ends with a year that the provisions cited do not name, and they name
    others. F709: they name none, and neither the interpretation nor what the plan governs names this one.

    Where nothing names a year, the author chose the years to look at.
    """
    stated = (*cited.days, *stated_days(said.explained))
    named = _years_of({day for one in stated for day in (one.first, one.last)}) or _years_of(library.governed)
    if said.years is None or not named:
        return
    for year in dict.fromkeys((said.years.first, said.years.last)):
        if year in (*named, *_years_of(library.known), *cited.restated):
            continue
        code, words = (
            ("F705", "、".join(dict.fromkeys(one.words for one in cited.days))) if cited.days else ("F709", cited.said())
        )
        suggestion = str(min(named, key=lambda one: abs(one - year)))
        problems.add(code, said.years.place or said.rule.place, found=str(year), anchor=words, suggestion=suggestion)


def _years_of(days: set[int]) -> set[int]:
    return {date.fromordinal(day).year for day in days}


def _nearest(day: Day, stated: Sequence[Stated]) -> str:
    """The stated day that was probably meant: of a first day the first, of any other the last."""
    nearest = min(stated, key=lambda one: min(abs(one.first - day.first), abs(one.last - day.last)))
    if day.first != day.last:
        return format_days((nearest.first, nearest.last))
    meant = nearest.first if day.role == START else nearest.last
    return date.fromordinal(meant).isoformat()

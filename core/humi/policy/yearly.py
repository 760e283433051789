"""What returns every year: the years of `every`, and the day of `each_year` in each of them."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from humi.reading.fields import Fields, text_of, wrong_type
from humi.reading.keywords import english
from humi.reading.located import Located, Mapping, Scalar
from humi.reading.problems import Problems
from humi.values.dates import MonthDay, NotADate, parse_month_day, parse_period

MOST_YEARS = 200
FIRST, LAST = (1, 1), (12, 31)


def years_of(located: Located, problems: Problems) -> list[int]:
    """The years of `{year: 2023/2025}`; none after a reported problem."""
    year = Fields(located, problems, ("year",), english).require("year")
    if year is None:
        return []
    if not isinstance(year, Scalar):
        wrong_type(problems, year, "period")
        return []
    try:
        span = parse_period(text_of(year, problems))
    except NotADate as error:
        problems.add("L110", year.place, found=year.text, reason=error.reason)
        return []
    first, last = (date.fromordinal(day) for day in (span.start[0], span.end[1]))
    whole = span.start == (span.start[0],) * 2 and span.end == (span.end[1],) * 2
    if last.year - first.year > MOST_YEARS:
        problems.add("L110", year.place, found=year.text, reason="size")
    elif not whole or (first.month, first.day) != FIRST or (last.month, last.day) != LAST:
        problems.add("L110", year.place, found=year.text, reason="partial")
    else:
        return list(range(first.year, last.year + 1))
    return []


def returns(located: Located | None) -> bool:
    """Whether a day is written as one that returns every year."""
    return isinstance(located, Mapping) and any(english(key.text) == "each_year" for key, _ in located.entries)


def day_of_year(located: Located, problems: Problems) -> MonthDay | None:
    """The day of `{each_year: 06-30}`; None after a reported problem."""
    each = Fields(located, problems, ("each_year",), english).require("each_year")
    if each is None:
        return None
    if not isinstance(each, Scalar):
        wrong_type(problems, each, "date")
        return None
    try:
        return parse_month_day(each.text)
    except NotADate as error:
        problems.add("L110", each.place, found=each.text, reason=error.reason)
        return None


def in_year(day: MonthDay, year: int) -> int:
    """The day in one year, as an ordinal; 29 February is the last day of February in a common year."""
    month, number = day
    return date(year, month, min(number, monthrange(year, month)[1])).toordinal()

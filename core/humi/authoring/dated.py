"""What a few Chinese words date: days, months and years, days that return every year, and the words that bound them.

Of 前 and 后 the Civil Code says nothing: whether the day itself counts is a reading, so both are borne out.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from humi.values.dates import MonthDay
from humi.values.frozen import Frozen
from humi.values.text import normalise

START, END = "start", "end"

EDGES = {
    "<": ("前", "之前", "以前"),
    ">": ("后", "之后", "以后"),
    ">=": ("起", "开始", "以来"),
    "<=": ("底前", "底之前", "底以前", "止", "底", "末"),
}
LAST_BUT_ONE = ("底前", "底之前", "底以前")
HALVES = {"上": (1, 6), "下": (7, 12)}
"""The months of half a year."""
THIRDS = {"": (1, 0), "上": (1, 10), "中": (11, 20), "下": (21, 0)}
"""The days of a third of a month; 0 is its last day."""
LEAP_YEAR = 2000
YEAR_END = date(LEAP_YEAR, 12, 31)
LEAP_DAY = (2, 29)

_DIGITS = {word: str(value) for value, word in enumerate("零一二三四五六七八九")} | {"〇": "0", "○": "0"}
_SMALL = "(?:[0-9]{1,2}|[一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九])"
_YEAR = f"(?<![0-9])(?:[0-9]{{4}}|[{''.join(_DIGITS)}]{{4}})"
_EDGE = f"(?P<edge>{'|'.join(sorted((word for words in EDGES.values() for word in words), key=len, reverse=True))})?"
_TO = "[-—–~～至到/]"
_YEARS = re.compile(
    rf"(?P<first>{_YEAR})年?{_TO}(?P<last>{_YEAR})(?![0-9-])(?:年(?!{_SMALL}月)|(?![年百千万亿元人家个名户项%]))"
)
_PART = "第?(?P<quarter>[一二三四1-4])季度|(?P<half>[上下])半年"
_DATE = re.compile(
    rf"(?P<year>{_YEAR})(?:[-/](?P<m>[0-9]{{1,2}})(?:[-/](?P<d>[0-9]{{1,2}}))?(?![0-9])"
    rf"|年(?:(?P<month>{_SMALL})(?:月|(?={_TO}{_SMALL}月))(?:(?P<day>{_SMALL})日|(?P<third>[上中下])旬)?|{_PART})?){_EDGE}"
)
_IN_MONTH = f"(?:(?P<day>{_SMALL})日|(?P<third>[上中下])旬)?"
_SAME_YEAR = re.compile(rf"{_TO}(?P<month>{_SMALL})月{_IN_MONTH}{_EDGE}")
_SAME_YEAR_WHOLE = re.compile(rf"{_YEAR}年{_SMALL}(?:月(?:{_SMALL}日|[上中下]旬)?)?{_TO}{_SMALL}月(?:{_SMALL}日|[上中下]旬)?")
_DOTTED = re.compile(r"(?<![0-9.])([0-9]{4})\.([0-9]{1,2})\.([0-9]{1,2})(?![0-9.])")
_BETWEEN = re.compile(f"{_TO}$")
_MONTH_DAY = re.compile(rf"(?:(?<![0-9])(?P<month>{_SMALL})月{_IN_MONTH}|(?P<end>年底|年末|岁末)|{_PART}){_EDGE}")
_LONE = re.compile(rf"{_SMALL}月(?:{_SMALL}日|[上中下]旬)?")
FESTIVALS = re.compile("春节|元宵|清明|五一|端午|中秋|国庆|除夕|(?<![环季细])节[前后]")
"""Days that fall otherwise every year, or that no calendar of ours has."""


class Stated(Frozen):
    """Days that a text states: `first` to `last` (ordinals; one day, a month, a year), with the word that bounds them.

    `role` is `start` or `end` of a period, "" where it is neither.
    """

    first: int
    last: int
    edge: str
    words: str
    role: str = ""

    def days(self, role: str = "") -> set[int]:
        """The days that a rule may name for it, as a first day (`start`), as a last day (`end`), or as any."""
        found: set[int] = set()
        if role != END and self.role != END:
            found |= {self.last + 1} if self.edge in EDGES[">"] else {self.first}
            if self.first == self.last:
                found.add(self.first)
        if role != START and self.role != START:
            found.add(self.last)
            if self.edge in EDGES["<"]:
                found.add(self.first - 1)
            if self.edge in LAST_BUT_ONE:
                found.add(self.last - 1)
        return found

    @property
    def operator(self) -> str:
        """What its words say of a day that is compared with it: `<` and `>` leave open whether the day itself counts."""
        return next((operator for operator, words in EDGES.items() if self.edge in words), "")


class Yearly(Frozen):
    """A day or month of every year, with the word that bounds it."""

    first: MonthDay
    last: MonthDay
    edge: str
    words: str

    def days(self) -> set[MonthDay]:
        """The days of a year that a rule may name for it."""
        found = {self.first, self.last}
        if self.edge in EDGES["<"]:
            found.add(_day_before(self.first))
        if self.edge in LAST_BUT_ONE or self.last == LEAP_DAY:
            found.add(_day_before(self.last))
        return found


@lru_cache(maxsize=4096)
def stated_days(text: str) -> tuple[Stated, ...]:
    """The days, months and years of a text."""
    return tuple(_stated(_plain(text)))


def _stated(text: str) -> Iterator[Stated]:
    for years in _YEARS.finditer(text):
        for name, role in (("first", START), ("last", END)):
            if (one := _of(years[name], {}, years[0], role)) is not None:
                yield one
    text = _YEARS.sub(lambda found: "，" * len(found[0]), text)
    role, end = "", 0
    found = list(_DATE.finditer(text))
    following = [one.start() for one in found[1:]] + [len(text)] * bool(found)
    for date_, until in zip(found, following, strict=True):
        same_year = _SAME_YEAR.match(text, date_.end())
        runs_on = until < len(text) and _BETWEEN.match(text[date_.end() : until])
        role = END if role == START and end == date_.start() - 1 else ""
        role = START if runs_on or same_year else role
        for held, role_held in ((date_, role), (same_year, END)):
            if held and (stated := _of(date_["year"], held.groupdict(), held[0], role_held)) is not None:
                yield stated
        end = date_.end()


def _of(year: str, told: dict[str, str | None], words: str, role: str) -> Stated | None:
    """The days of a date in words; None where there is no such day."""
    span = _span(_small(year), told)
    return Stated(span[0].toordinal(), span[1].toordinal(), told.get("edge") or "", words, role) if span is not None else None


def _span(year: int, told: dict[str, str | None]) -> tuple[date, date] | None:
    """What is told of a year: a day, a third of a month, a month, a quarter, a half; all of it where nothing is."""
    months, day = (1, 12), told.get("day") or told.get("d")
    if month := told.get("month") or told.get("m"):
        months = (_small(month), _small(month))
    elif quarter := told.get("quarter"):
        months = (_small(quarter) * 3 - 2, _small(quarter) * 3)
    elif half := told.get("half"):
        months = HALVES[half]
    try:
        first, last = date(year, months[0], 1), date(year, months[1], monthrange(year, months[1])[1])
        if day:
            return first.replace(day=_small(day)), first.replace(day=_small(day))
    except ValueError:
        return None
    begins, ends = THIRDS[told.get("third") or ""]
    return first.replace(day=begins), last.replace(day=ends or last.day)


@lru_cache(maxsize=4096)
def stated_yearly(text: str) -> tuple[Yearly, ...]:
    """The days and months of every year that a text states, without those of one year."""
    return tuple(_yearly(_without(_plain(text))))


def _yearly(text: str) -> Iterator[Yearly]:
    for found in _MONTH_DAY.finditer(text):
        span = (YEAR_END, YEAR_END) if found["end"] else _span(LEAP_YEAR, found.groupdict())
        if span is not None:
            first, last = ((day.month, day.day) for day in span)
            yield Yearly(first, last, found["edge"] or "", found[0])


def without_days(text: str) -> str:
    """A text without its dates, so that what is left of digits are numbers."""
    return _LONE.sub("，", _without(_plain(text)))


def _without(text: str) -> str:
    """A text without the dates of one year."""
    return _DATE.sub("，", _SAME_YEAR_WHOLE.sub("，", _YEARS.sub("，", text)))


def _plain(text: str) -> str:
    """Without full-width digits and spaces; 2025.6.30 as 2025-6-30."""
    return _DOTTED.sub(r"\1-\2-\3", re.sub(r"\s+", "", normalise(text)))


def _small(word: str) -> int:
    """A year, month or day in digits or in Chinese numerals."""
    if word.isdigit() and word.isascii():
        return int(word)
    if "十" in word:
        tens, _, ones = word.partition("十")
        return int(_DIGITS.get(tens, "1")) * 10 + int(_DIGITS.get(ones, "0"))
    return int("".join(_DIGITS[char] for char in word))


def _day_before(day: MonthDay) -> MonthDay:
    before = date.fromordinal(date(2001, *day).toordinal() - 1) if day != (2, 29) else date(2000, 2, 28)
    return before.month, before.day

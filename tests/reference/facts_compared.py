"""A fact and its comparators, type by type."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from . import values
from .comparing import COMPARATORS, compare, compared, lies_within
from .facts import NUMBERS, Fact
from .frame import Frame, Record, Value, cause_of, happened, value_of
from .ranges import Event, OneOf, Period, SetOf, Text, looks_like_a_date, member, period_of
from .truth import Causes, Told, all_of, told

OF_FACTS = (*COMPARATORS, "in", "include", "include_all", "covers", "same_as", "result", "by", "to", "open")


def fact_holds(word: str, says: Any, frame: Frame) -> Told:
    """`unit.kind: enterprise` means equals; in a mapping each comparator holds."""
    fact, record = frame.find(word)
    if not (isinstance(says, dict) and any(name in OF_FACTS for name in says)):
        says = {"equals": says}
    is_open = says.get("open", False)
    return all_of(one(fact, record, name, item, is_open, frame) for name, item in says.items() if name != "open")


def one(fact: Fact, record: Record, name: str, says: Any, is_open: bool, frame: Frame) -> Told:
    """One comparator of one fact."""
    if fact.type in (*NUMBERS, "date"):
        return comparison(value_of(fact, frame, record), name, says, frame)
    range_ = frame.known(fact, record)
    causes = cause_of(fact, range_, record)
    if isinstance(range_, Event):
        return event_holds(fact, record, range_, name, says, frame)
    if isinstance(range_, Text):
        return text_holds(fact, range_, name, says, is_open, causes, frame)
    if isinstance(range_, OneOf):
        return category_holds(fact, range_, name, says, is_open, causes)
    if isinstance(range_, SetOf):
        return categories_hold(fact, range_, name, says, is_open, causes)
    assert isinstance(range_, Period)
    assert name == "covers"
    return covers(range_, values.value(says, frame), causes)


def listed(says: Any) -> list[Any]:
    """A list, or one item alone."""
    return says if isinstance(says, list) else [says]


def opened(part: Told, is_open: bool, fact: Fact, record_causes: Causes) -> Told:
    """A miss of a list that ends in 等 is undetermined."""
    if is_open and part.answer is False:
        record = next(iter(record_causes))[2]
        return Told(None, frozenset({("open_list", fact.path, record)}))
    return part


def category_holds(fact: Fact, range_: OneOf, name: str, says: Any, is_open: bool, causes: Causes) -> Told:
    """A boolean or a category: every member that it may be, or one of them."""
    if name in ("equals", "in"):
        wanted = {item if isinstance(item, bool) else member(item) for item in listed(says)}
        fits: Callable[[Any], bool] = wanted.__contains__
    else:

        def fits(item: Any) -> bool:
            return compared(fact.members.index(item), name, fact.members.index(says))

    return opened(some_or_all(range_.members, fits, causes), is_open, fact, causes)


def some_or_all(possible: Iterable[Any], fits: Callable[[Any], bool], causes: Causes) -> Told:
    """Whether all that it may be fits, or some."""
    answers = [fits(item) for item in possible]
    return told(all(answers), any(answers), causes)


def categories_hold(fact: Fact, range_: SetOf, name: str, says: Any, is_open: bool, causes: Causes) -> Told:
    """Has one of some members, or all of them. Of an empty list nothing can be among what 等 leaves out."""
    choose = {"include": any, "include_all": all}[name]
    surely = choose(item in range_.sure for item in listed(says))
    possibly = choose(item in range_.possible for item in listed(says))
    return opened(told(surely, possibly, causes), is_open and bool(range_.possible), fact, causes)


def text_holds(fact: Fact, range_: Text, name: str, says: Any, is_open: bool, causes: Causes, frame: Frame) -> Told:
    """The same text as another fact, or one of some texts. A title's kind is also each part of that kind."""
    if name == "same_as":
        other, owner = frame.find(says)
        text = frame.known(other, owner)
        assert isinstance(text, Text)
        if range_.text is not None and text.text is not None:
            return Told(range_.text == text.text)
        unknown = [causes] if range_.text is None else []
        unknown += [cause_of(other, text, owner)] if text.text is None else []
        return Told(None, frozenset().union(*unknown))
    assert name in ("equals", "in")
    wanted = {str(item) for item in listed(says)}
    if fact.path == "title.kind":
        wanted = {part for item in wanted for part in kinds_of(item, frame.policy)}
    if range_.text is None:
        return Told(None, causes)
    return opened(Told(range_.text in wanted), is_open, fact, causes)


def kinds_of(kind: str, policy: dict[str, Any]) -> set[str]:
    """A kind and, where it has `either`, its parts."""
    found = {kind}
    for part in policy.get("kinds", {}).get(kind, {}).get("either", ()):
        found |= kinds_of(part, policy)
    return found


def event_holds(fact: Fact, record: Record, event: Event, name: str, says: Any, frame: Frame) -> Told:
    """Whether it happened; when, with which result, by and to whom, it happened."""
    did = happened(fact, event, record)
    causes = cause_of(fact, event, record)
    if name == "equals" and isinstance(says, bool):
        return told(event.happened == {says}, says in event.happened, causes)
    match name:
        case "result":
            part = some_or_all(event.results, listed(says).__contains__, causes)
        case "by" | "to":
            text = event.by if name == "by" else event.to
            part = Told(None, causes) if text.text is None else Told(text.text in map(str, listed(says)))
        case _:
            part = comparison(value_of(fact, frame, record), name, says, frame)
    return all_of([did, part])


def covers(period: Period, day: Value, causes: Causes) -> Told:
    """Whether a day lies in a period, ends included."""
    surely = period.first.hi <= day.lo and day.hi <= period.last.lo
    possibly = period.first.lo <= day.hi and day.lo <= period.last.hi
    why = day.causes | (frozenset() if period.is_point else causes)
    return all_of([day.happened, told(surely, possibly, why)])


def comparison(left: Value, name: str, says: Any, frame: Frame) -> Told:
    """A value beside a comparator."""
    if name == "within":
        return within(left, says, frame)
    if name == "between":
        low, high = (values.value(item, frame) for item in says)
        return all_of([compare(left, "at_least", low), compare(left, "at_most", high)])
    return compare(left, name, values.value(says, frame))


def within(day: Value, says: Any, frame: Frame) -> Told:
    """A day within a period, a window of every year, the year of a duty, or a period fact."""
    if isinstance(says, dict):
        return within_each_year(day, says["each_year"])
    if says == "year":
        assert frame.year is not None
        says = str(frame.year)
    text = str(says)
    if "/" in text or text.isdigit() or looks_like_a_date(text):
        period = period_of(text)
        return lies_within(day, [(period.first.lo, period.last.hi)])
    fact, record = frame.find(text)
    range_ = frame.known(fact, record)
    assert isinstance(range_, Period)
    return covers(range_, day, cause_of(fact, range_, record))


def within_each_year(day: Value, window: str) -> Told:
    """A window that returns every year. Beyond two years a range holds days inside and outside of it."""
    first, last = (tuple(map(int, edge.split("-"))) for edge in window.split("/"))
    latest = min(day.hi, date(min(day.lo.year + 2, 9999), 12, 31))
    answers = set()
    for ordinal in range(day.lo.toordinal(), latest.toordinal() + 1):
        at = date.fromordinal(ordinal)
        here = (at.month, at.day)
        answers.add(first <= here <= last if first <= last else here >= first or here <= last)
        if len(answers) == 2:
            break
    return all_of([day.happened, told(False not in answers, True in answers, day.causes)])

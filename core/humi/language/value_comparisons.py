"""Reading comparisons of values: numbers, amounts and dates against one another, dates against periods, shares."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from humi.language.context import Context
from humi.language.nodes import (
    DATE,
    NUMBER,
    All,
    Always,
    Compare,
    Condition,
    Constant,
    Count,
    Covers,
    FactValue,
    Happened,
    Node,
    Rank,
    Ref,
    Related,
    ShareCompare,
    SumOf,
    Value,
    ValueLookup,
    ValueVersions,
    Versions,
    Within,
    WithinYearly,
    Worth,
    children,
    kind_of,
)
from humi.language.values import WORDS as VALUE_WORDS
from humi.language.values import read_literal, read_related, read_value, read_word, value_word
from humi.reading.fields import Fields, items_of, shown, text_of
from humi.reading.keywords import english
from humi.reading.located import Located, Mapping, Scalar
from humi.reading.slips import nearest_list
from humi.values.dates import NotADate, parse_period, parse_yearly_window

OPERATORS = {"equals": "==", "at_least": ">=", "more_than": ">", "at_most": "<=", "less_than": "<"}
DATED = {"before": "<", "on_or_before": "<=", "after": ">", "on_or_after": ">="}
COMPARATORS = (*OPERATORS, "between", *DATED, "within")
NEVER = Always(False)


def compare_values(left: Value, word: str, located: Located, context: Context) -> Condition:
    """`left` against what stands under a comparator."""
    kind, place = kind_of(left), located.place
    if word == "between":
        ends = items_of(located)
        if len(ends) != 2:
            near = nearest_list(shown(ends[0])) if len(ends) == 1 else None
            wrong = ends[0] if near else located
            context.problems.add("L103", wrong.place, found=shown(wrong), expected="list of two", suggestion=near or "")
            return NEVER
        low, high = (read_value(end, context, kind) for end in ends)
        if low is None or high is None:
            return NEVER
        return All((Compare(">=", left, low, place=place), Compare("<=", left, high, place=place)), place=place)
    operator = (DATED if kind == DATE else OPERATORS).get(word, "==" if word == "equals" else "")
    if not operator:
        context.problems.add("L106", place, key=word, type=kind, allowed=", ".join((*OPERATORS, *DATED)), suggestion="")
        return NEVER
    right = read_value(located, context, kind)
    if right is None:
        return NEVER
    return by_version(right, lambda value: after_events(Compare(operator, left, value, place=place), left, value))


def by_version(value: Value, compare: Callable[[Value], Condition]) -> Condition:
    """A comparison with dated versions that use events is the dated versions of the comparison: only the version chosen
    asks whether its event happened."""
    if isinstance(value, ValueVersions) and any(events_of(value)):
        return Versions(value.starts, tuple(by_version(item, compare) for item in value.items), place=value.place)
    return compare(value)


def after_events(condition: Condition, *values: Value) -> Condition:
    """A condition that uses the day of an event also says that the event happened."""
    events = [ref for value in values for ref in events_of(value)]
    if not events:
        return condition
    place = condition.place
    return All((*(Happened(ref, implied=True, place=place) for ref in dict.fromkeys(events)), condition), place=place)


def events_of(node: Node) -> Iterator[Ref]:
    """Events whose day a value uses; those in a condition, in a table or inside a relation speak for themselves."""
    if isinstance(node, FactValue) and node.ref.fact.type == "event":
        yield node.ref
    if isinstance(node, Worth):
        yield from events_of(node.item)
    elif not isinstance(node, Related | Count | SumOf | Rank | ValueLookup):
        for part in children(node):
            yield from events_of(part)


def within(date: Value, located: Located, context: Context) -> Condition:
    """A date in a period, in a window of every year, in the year of a duty, or in the period that a fact holds."""
    return after_events(_within(date, located, context), date)


def _within(date: Value, located: Located, context: Context) -> Condition:
    place = located.place
    if isinstance(located, Mapping):
        fields = Fields(located, context.problems, ("each_year",), english)
        try:
            first, last = parse_yearly_window(fields.text("each_year"))
        except NotADate as error:
            context.problems.add("L110", place, found=fields.text("each_year"), reason=error.reason)
            return NEVER
        return WithinYearly(date, first, last, place=place)
    word = text_of(located, context.problems)
    if english(word) in context.spans:
        return Within(date, (context.spans[english(word)],), place=place)
    period = context.resolve(word, place, report=False) if "." in word or context.record else None
    if period is not None and period.fact.type == "period":
        return Covers(period, date, place=place)
    try:
        span = parse_period(word)
    except NotADate as error:
        context.problems.add("L110", place, found=word, reason=error.reason)
        return NEVER
    if span.start[0] != span.start[1] or span.end[0] != span.end[1]:
        context.problems.add("L110", place, found=word, reason="shape")
        return NEVER
    return Within(date, ((span.start[0], span.end[1]),), place=place)


def read_value_comparison(located: Mapping, context: Context) -> Condition:
    """`{count: stations, at_least: 1}`: a value mapping with its comparators."""
    share = next((True for key, _ in located.entries if english(key.text) == "share"), False)
    word = "share" if share else (value_word(located) or "")
    own = ("share", "where", "meets") if share else VALUE_WORDS[word]
    found = len(context.problems)
    fields = Fields(located, context.problems, (*own, *COMPARATORS), english)
    asked = [key for key in fields if key in COMPARATORS]
    if not asked and len(context.problems) > found:
        return NEVER
    if not asked:
        context.problems.add("L108", located.place, found=word, allowed=", ".join(COMPARATORS))
        return NEVER
    items: list[Condition] = []
    value = None if share else read_word(fields, word, context)
    for key in asked:
        against = fields.get(key)
        assert against is not None
        if share:
            items.extend(_share(fields, key, against, context))
        elif value is not None and key == "within" and kind_of(value) == DATE:
            items.append(within(value, against, context))
        elif value is not None:
            items.append(compare_values(value, key, against, context))
    return (items[0] if len(items) == 1 else All(tuple(items), place=located.place)) if items else NEVER


def _percent(share: Constant) -> str:
    return f"{share.value * 100 / 10**share.places:g}%"


def _share(fields: Fields, word: str, located: Located, context: Context) -> list[Condition]:
    from humi.language.conditions import read_condition

    related, meets = read_related(fields, "share", context), fields.require("meets")
    ends = items_of(located) if word == "between" else (located,)
    operators = (">=", "<=") if word == "between" else (OPERATORS.get(word, ""),)
    bounds = [read_literal(end, context, NUMBER) for end in ends if isinstance(end, Scalar)]
    if "" in operators or len(bounds) != len(operators):
        allowed = ", ".join((*OPERATORS, "between"))
        context.problems.add("L106", located.place, key=word, type="share", allowed=allowed, suggestion="")
        return []
    if related is None or meets is None:
        return []
    for bound in bounds:
        if bound is not None and not 0 <= bound.value <= 10**bound.places:
            near = f"{bound.value}%" if not bound.places and bound.value <= 100 else ""
            place = bound.place or located.place
            context.problems.add("L115", place, found=_percent(bound), low="0%", high="100%", suggestion=near)
    meeting = read_condition(meets, context.among(related.relation))
    return [
        ShareCompare(operator, related, meeting, bound.value, int(10**bound.places), place=located.place)
        for operator, bound in zip(operators, bounds, strict=True)
        if bound is not None
    ]

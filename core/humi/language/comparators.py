"""Reading comparisons: a fact with its comparators, and a value with a comparator."""

from __future__ import annotations

from humi.language.context import Context
from humi.language.members import ORDERED, known_members, read_members
from humi.language.nodes import (
    DATE,
    All,
    Condition,
    Covers,
    FactValue,
    Happened,
    Includes,
    Not,
    OneOf,
    Ref,
    SameAs,
)
from humi.language.value_comparisons import (
    DATED,
    NEVER,
    OPERATORS,
    after_events,
    by_version,
    compare_values,
    within,
)
from humi.language.values import read_value
from humi.reading.fields import Fields, items_of, text_of, wrong_type
from humi.reading.keywords import english, truth
from humi.reading.located import Located, Mapping, Scalar
from humi.reading.problems import Place

NUMBERS = (*OPERATORS, "between")
ALLOWED = {
    "boolean": ("equals", "in"),
    "integer": NUMBERS,
    "decimal": NUMBERS,
    "money": NUMBERS,
    "date": ("equals", *DATED, "within"),
    "event": ("equals", *DATED, "within", "result", "by", "to"),
    "period": ("covers",),
    "category": ("equals", "in", "open"),
    "categories": ("include", "include_all", "open"),
    "text": ("equals", "in", "open", "same_as"),
}


def read_comparison(key: Scalar, located: Located, context: Context) -> Condition:
    """`unit.staff: {at_least: 10}`; a bare value means equals."""
    ref = context.resolve(key.text, key.place)
    if ref is None:
        return NEVER
    fact = ref.fact
    allowed = (*ALLOWED[fact.type], *ORDERED) if fact.ordered else ALLOWED[fact.type]
    if not isinstance(located, Mapping):
        if "equals" not in allowed:
            context.problems.add("L106", located.place, key="equals", type=fact.type, allowed=", ".join(allowed), suggestion="")
            return NEVER
        return _compare(ref, "equals", located, False, context)
    known = tuple(dict.fromkeys(word for words in (*ALLOWED.values(), ORDERED) for word in words))
    fields = Fields(located, context.problems, known, english)
    items = []
    for word in fields:
        value = fields.get(word)
        assert value is not None
        if word not in allowed:
            context.problems.add(
                "L106",
                fields.place_of(word),
                key=word,
                type=fact.type,
                allowed=", ".join(allowed),
                suggestion="",
            )
        elif word != "open":
            items.append(_compare(ref, word, value, _open(fields, context), context))
    if not items:
        if not len(context.problems):
            context.problems.add("L114", located.place)
        return NEVER
    return items[0] if len(items) == 1 else All(tuple(items), place=located.place)


def _open(fields: Fields, context: Context) -> bool:
    located = fields.get("open")
    if located is None:
        return False
    said = truth(located.value) if isinstance(located, Scalar) else None
    if said is None:
        wrong_type(context.problems, located, "true / false")
    return bool(said)


def _compare(ref: Ref, word: str, located: Located, is_open: bool, context: Context) -> Condition:
    fact, place = ref.fact, located.place
    if word == "same_as":
        other = context.resolve(text_of(located, context.problems), located.place)
        if other is not None and other.fact.type != "text":
            wrong_type(context.problems, located, "text")
        return SameAs(ref, other, place=place) if other else NEVER
    if word == "covers":
        date = read_value(located, context, DATE)
        if date is None:
            return NEVER
        return by_version(date, lambda value: after_events(Covers(ref, value, place=place), value))
    if word == "within":
        return within(FactValue(ref, place=place), located, context)
    if fact.type == "event":
        return _event(ref, word, located, context)
    if fact.type in ("boolean", "category", "text"):
        return OneOf(ref, read_members(fact, word, located, context), is_open, place=place)
    if fact.type == "categories":
        return Includes(ref, read_members(fact, word, located, context), word == "include_all", is_open, place=place)
    return compare_values(FactValue(ref, place=place), word, located, context)


def _happened(ref: Ref, condition: Condition, place: Place) -> Condition:
    if ref.fact.type != "event":
        return condition
    return All((Happened(ref, implied=True, place=place), condition), place=place)


def _event(ref: Ref, word: str, located: Located, context: Context) -> Condition:
    place = located.place
    said = truth(located.value) if isinstance(located, Scalar) else None
    if word == "equals" and said is not None:
        happened = Happened(ref, place=place)
        return happened if said else Not(happened, place=place)
    if word == "equals" and isinstance(located, Scalar) and located.text in ref.fact.members:
        suggestion = f"{{result: {located.text}}}"
        context.problems.add("L103", place, found=located.text, expected="event", suggestion=suggestion)
        return NEVER
    if word in ("result", "by", "to"):
        texts = (text_of(item, context.problems) for item in items_of(located))
        members = known_members(ref.fact, located, context) if word == "result" else tuple(texts)
        return _happened(ref, OneOf(ref, members, part=word, place=place), place)
    return compare_values(FactValue(ref, place=place), word, located, context)

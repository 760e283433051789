"""Reading comparisons: a fact with its comparators, and a value with a comparator."""

from __future__ import annotations

from humi.dossier.facts import Fact
from humi.language.context import Context
from humi.language.nodes import (
    DATE,
    MONEY,
    NUMBER,
    All,
    Always,
    Compare,
    Condition,
    Constant,
    Covers,
    FactValue,
    Happened,
    Includes,
    Not,
    OneOf,
    Ref,
    SameAs,
    ShareCompare,
    Value,
    Within,
    WithinYearly,
    kind_of,
)
from humi.language.values import WORDS as VALUE_WORDS
from humi.language.values import read_literal, read_related, read_value, read_word, value_word
from humi.reading.fields import Fields, items_of, text_of, wrong_type
from humi.reading.keywords import english
from humi.reading.located import Located, Mapping, Scalar
from humi.reading.problems import Place
from humi.values.dates import NotADate, parse_period, parse_yearly_window
from humi.values.text import nearest

OPERATORS = {"equals": "==", "at_least": ">=", "more_than": ">", "at_most": "<=", "less_than": "<"}
DATED = {"before": "<", "on_or_before": "<=", "after": ">", "on_or_after": ">="}
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
ORDERED = ("at_least", "more_than", "at_most", "less_than")
KIND = {"money": MONEY, "date": DATE, "event": DATE}
NEVER = Always(False)


def read_comparison(key: Scalar, located: Located, context: Context) -> Condition:
    """`unit.staff: {at_least: 10}`; a bare value means equals."""
    ref = context.resolve(key.text, key.place)
    if ref is None:
        return NEVER
    fact = ref.fact
    allowed = (*ALLOWED[fact.type], *ORDERED) if fact.ordered else ALLOWED[fact.type]
    if not isinstance(located, Mapping):
        if "equals" not in allowed:
            context.problems.add(
                "L106", located.place, key="equals", type=fact.type, allowed=", ".join(allowed), suggestion=""
            )
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
    if isinstance(located, Scalar) and isinstance(located.value, bool):
        return located.value
    wrong_type(context.problems, located, "true / false")
    return False


def _compare(ref: Ref, word: str, located: Located, is_open: bool, context: Context) -> Condition:
    fact, place = ref.fact, located.place
    if word == "same_as":
        other = context.resolve(text_of(located, context.problems), located.place)
        if other is not None and other.fact.type != "text":
            wrong_type(context.problems, located, "text")
        return SameAs(ref, other, place=place) if other else NEVER
    if word == "covers":
        date = read_value(located, context, DATE)
        return Covers(ref, date, place=place) if date else NEVER
    if word == "within":
        return _happened(ref, _within(ref, located, context), place)
    if fact.type == "event":
        return _event(ref, word, located, context)
    if fact.type in ("boolean", "category", "text"):
        return OneOf(ref, _members(fact, word, located, context), is_open, place=place)
    if fact.type == "categories":
        return Includes(ref, _members(fact, word, located, context), word == "include_all", is_open, place=place)
    return compare_values(FactValue(ref, place=place), word, located, context)


def _happened(ref: Ref, condition: Condition, place: Place) -> Condition:
    if ref.fact.type != "event":
        return condition
    return All((Happened(ref, place=place), condition), place=place)


def _event(ref: Ref, word: str, located: Located, context: Context) -> Condition:
    place = located.place
    if word == "equals" and isinstance(located, Scalar) and isinstance(located.value, bool):
        happened = Happened(ref, place=place)
        return happened if located.value else Not(happened, place=place)
    if word in ("result", "by", "to"):
        found = [text_of(item, context.problems) for item in items_of(located)]
        members = _known(ref.fact, found, located, context) if word == "result" else tuple(found)
        return _happened(ref, OneOf(ref, members, part=word, place=place), place)
    return _happened(ref, compare_values(FactValue(ref, place=place), word, located, context), place)


def compare_values(left: Value, word: str, located: Located, context: Context) -> Condition:
    """`left` against what stands under a comparator."""
    kind, place = kind_of(left), located.place
    if word == "between":
        ends = items_of(located)
        if len(ends) != 2:
            wrong_type(context.problems, located, "list of two")
            return NEVER
        low, high = (read_value(end, context, kind) for end in ends)
        if low is None or high is None:
            return NEVER
        return All((Compare(">=", left, low, place=place), Compare("<=", left, high, place=place)), place=place)
    operator = (DATED if kind == DATE else OPERATORS).get(word, "==" if word == "equals" else "")
    if not operator:
        context.problems.add("L106", place, key=word, type=kind, allowed=", ".join((*OPERATORS, *DATED)), suggestion="")
        return NEVER
    if kind == DATE and word == "equals":
        return _same_period(left, located, context)
    right = read_value(located, context, kind)
    return Compare(operator, left, right, place=place) if right else NEVER


def _same_period(left: Value, located: Located, context: Context) -> Condition:
    right = read_value(located, context, DATE)
    return Compare("==", left, right, place=located.place) if right else NEVER


def _within(ref: Ref, located: Located, context: Context) -> Condition:
    date, place = FactValue(ref, place=located.place), located.place
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


def _members(fact: Fact, word: str, located: Located, context: Context) -> tuple[str, ...]:
    if fact.type == "boolean":
        values = [item.value if isinstance(item, Scalar) else None for item in items_of(located)]
        if not all(isinstance(value, bool) for value in values):
            wrong_type(context.problems, located, "true / false")
        return tuple("yes" if value else "no" for value in values)
    found = [text_of(item, context.problems) for item in items_of(located)]
    if fact.type == "text":
        return _texts(fact, found, located, context)
    members = _known(fact, found, located, context)
    if word in ORDERED and members:
        at = fact.members.index(members[0])
        ranges = {"at_least": (at, None), "more_than": (at + 1, None), "at_most": (0, at + 1), "less_than": (0, at)}
        first, last = ranges[word]
        return fact.members[first:last]
    return members


def _known(fact: Fact, found: list[str], located: Located, context: Context) -> tuple[str, ...]:
    """Members by id or Chinese name; an unknown one is reported."""
    spelled = {label.zh: member for member, label in zip(fact.members, fact.member_labels, strict=False)}
    members = []
    for word in found:
        member = spelled.get(word, word)
        if member in fact.members or (english(member) == "other" and fact.has_other):
            members.append(member if member in fact.members else "other")
        else:
            context.problems.add(
                "L105",
                located.place,
                found=word,
                allowed=", ".join(fact.members),
                suggestion=nearest(word, [*fact.members, *spelled]) or "",
            )
    return tuple(members)


def _texts(fact: Fact, found: list[str], located: Located, context: Context) -> tuple[str, ...]:
    """Texts as they stand; kinds of titles and ids of incentives must be declared by the pack."""
    names = context.names
    known: tuple[str, ...] = ()
    if fact.path == "title.kind":
        known = tuple(names.kinds)
    elif fact.path == "claim.incentive":
        known = names.incentives
    else:
        return tuple(found)
    texts: list[str] = []
    for word in found:
        kind = names.vocabulary.entity(word) if fact.path == "title.kind" else word
        if kind in known:
            texts.extend(names.kinds.get(kind, (kind,)) if fact.path == "title.kind" else (kind,))
        else:
            context.problems.add(
                "L105", located.place, found=word, allowed=", ".join(known), suggestion=nearest(word, known) or ""
            )
    return tuple(dict.fromkeys(texts))


def read_value_comparison(located: Mapping, context: Context) -> Condition:
    """`{count: stations, at_least: 1}`: a value mapping with its comparators."""
    share = next((True for key, _ in located.entries if english(key.text) == "share"), False)
    word = "share" if share else (value_word(located) or "")
    own = ("share", "where", "meets") if share else VALUE_WORDS[word]
    comparators = (*OPERATORS, "between", *DATED)
    fields = Fields(located, context.problems, (*own, *comparators), english)
    asked = [key for key in fields if key in comparators]
    if not asked:
        context.problems.add("L108", located.place, found=word, allowed=", ".join(comparators))
        return NEVER
    items: list[Condition] = []
    value = None if share else read_word(fields, word, context)
    for key in asked:
        against = fields.get(key)
        assert against is not None
        if share:
            items.append(_share(fields, key, against, context))
        elif value is not None:
            items.append(compare_values(value, key, against, context))
    return (items[0] if len(items) == 1 else All(tuple(items), place=located.place)) if items else NEVER


def _share(fields: Fields, word: str, located: Located, context: Context) -> Condition:
    from humi.language.conditions import read_condition

    related, meets = read_related(fields, "share", context), fields.require("meets")
    bound = read_literal(located, context, NUMBER) if isinstance(located, Scalar) else None
    if word not in OPERATORS or bound is None:
        context.problems.add("L106", located.place, key=word, type="share", allowed=", ".join(OPERATORS), suggestion="")
        return NEVER
    if related is None or meets is None:
        return NEVER
    assert isinstance(bound, Constant)
    meeting = read_condition(meets, context.among(related.relation))
    return ShareCompare(OPERATORS[word], related, meeting, bound.value, 10**bound.places, place=located.place)

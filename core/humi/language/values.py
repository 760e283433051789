"""Reading values: literals, facts, counts and sums, arithmetic, date steps, readings and dated versions."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

from humi.dossier.facts import IDENTITY, RELATIONS
from humi.language.context import Context, is_reference
from humi.language.nodes import (
    DATE,
    MONEY,
    NUMBER,
    Always,
    Asked,
    Constant,
    Count,
    Difference,
    EdgeOf,
    FactValue,
    Governing,
    Largest,
    Pause,
    Product,
    Rank,
    Related,
    Smallest,
    Step,
    SumOf,
    Total,
    Value,
    ValueReadings,
    ValueTerm,
    ValueVersions,
    Worth,
    kind_of,
)
from humi.reading.fields import Fields, items_of, shown, text_of, wrong_type
from humi.reading.keywords import english
from humi.reading.located import Located, Mapping, Scalar, Sequence
from humi.reading.problems import Place, Problems
from humi.values.dates import NotADate, parse_days
from humi.values.label import Label
from humi.values.numbers import NotANumber, parse_decimal, parse_money
from humi.values.text import nearest, normalise

NUMERIC = ("integer", "decimal", "money", "date", "event")
WORDS = {
    "count": ("count", "where", "once_per"),
    "sum": ("sum", "of", "where"),
    "rank": ("rank", "where", "of", "own", "order"),
    "difference": ("difference",),
    "product": ("product",),
    "min": ("min",),
    "max": ("max",),
    "value": ("value", "when"),
    "plus": ("plus", "from", "not_counting", "roll"),
    "minus": ("minus", "from", "not_counting", "roll"),
    "start_of": ("start_of",),
    "end_of": ("end_of",),
    "term": ("term",),
    "table": ("table",),
    "readings": ("readings", "names"),
}
"""Each value word with the keys that may stand beside it."""

UNITS = ("years", "months", "days", "working_days")
LITERAL_PLACES = 12


def read_value(located: Located, context: Context, expected: str | None = None) -> Value | None:
    """A value; None after a reported problem. `expected` (`number`, `money`, `date`) tells how to take a literal."""
    if context.too_deep(located.place):
        return None
    value = _scalar(located, context, expected) if isinstance(located, Scalar) else _mapping(located, context, expected)
    if value is not None and expected is not None and kind_of(value) != expected:
        context.problems.add("L103", located.place, found=f"{shown(located)} ({kind_of(value)})", expected=expected)
        return None
    return value


def value_word(located: Mapping) -> str | None:
    """The value word of a mapping, if it has one."""
    keys = {english(key.text) for key, _ in located.entries}
    return next((word for word in WORDS if word in keys), None)


def version_starts(located: Mapping) -> tuple[int, ...] | None:
    """First days, in order, where every key is a date: dated versions."""
    days = [_first_day(key) for key, _ in located.entries]
    starts = sorted(day for day in days if day is not None)
    return tuple(starts) if starts and len(starts) == len(days) else None


def dated_entries(located: Mapping, problems: Problems) -> list[tuple[Scalar, Located]]:
    """The entries whose keys are dates, the earlier first; one day that is written in two ways is reported."""
    dated = sorted(located.entries, key=lambda entry: parse_days(entry[0].text)[0])
    for (first, _), (second, _) in pairwise(dated):
        if parse_days(first.text)[0] == parse_days(second.text)[0]:
            problems.add("Y033", second.place, key=second.text, first=str(first.place.line))
    return dated


def bad_versions(located: Mapping, problems: Problems) -> bool:
    """Whether some keys are dates and others are not; those others are reported as dates that cannot be read."""
    wrong = [key for key, _ in located.entries if _first_day(key) is None]
    if len(wrong) == len(located.entries):
        wrong = [key for key in wrong if key.text[:4].isdigit()]
        if len(wrong) < len(located.entries):
            return False
    for key in wrong:
        problems.add("L110", key.place, found=key.text, reason=_why_no_date(key.text))
    return bool(wrong)


def _why_no_date(text: str) -> str:
    try:
        parse_days(text)
    except NotADate as error:
        return "date (shape)" if error.reason == "shape" else error.reason
    raise AssertionError(text)


def _first_day(key: Scalar) -> int | None:
    try:
        return parse_days(key.text)[0]
    except NotADate:
        return None


def _scalar(located: Scalar, context: Context, expected: str | None) -> Value | None:
    word = english(located.text)
    if word in context.constants:
        return context.constants[word]
    if word == "asked":
        return Asked(place=located.place)
    if word == "governing":
        return Governing(place=located.place)
    if isinstance(located.value, str) and (is_reference(located.text, context) or context.names_field(located.text)):
        return _fact(located, context)
    return read_literal(located, context, expected)


def _fact(located: Scalar, context: Context) -> Value | None:
    ref = context.resolve(located.text, located.place)
    if ref is None:
        return None
    if ref.fact.type not in NUMERIC:
        context.problems.add("L103", located.place, found=f"{located.text} ({ref.fact.type})", expected="/".join(NUMERIC))
        return None
    return FactValue(ref, place=located.place)


def read_literal(located: Scalar, context: Context, expected: str | None) -> Constant | None:
    """A number, an amount or a date, as expected, or as it looks."""
    value = located.value
    if isinstance(value, bool) or value is None:
        wrong_type(context.problems, located, expected or "value")
        return None
    try:
        return _parse(value, _kind_of_literal(value) if expected is None else expected, located.place)
    except (NotADate, NotANumber) as error:
        context.problems.add("L110", located.place, found=located.text, reason=error.reason)
        return None


def _kind_of_literal(value: str | int | Decimal) -> str:
    if not isinstance(value, str):
        return NUMBER
    text = normalise(value)
    if any(unit in text for unit in ("yuan", "元", "CNY", "¥")):
        return MONEY
    try:
        parse_days(text)
    except NotADate:
        return NUMBER if text[:1].isdigit() or text[:1] in ("+", "-") else DATE
    return DATE


def _parse(value: str | int | Decimal, kind: str, place: Place) -> Constant:
    if kind == MONEY:
        return Constant(MONEY, parse_money(value), 2, place=place)
    if kind == DATE:
        first, last = parse_days(str(value))
        if first != last:
            raise NotADate(str(value), "inexact")
        return Constant(DATE, first, place=place)
    scaled, places = parse_decimal(value, LITERAL_PLACES), LITERAL_PLACES
    while places and scaled % 10 == 0:
        scaled, places = scaled // 10, places - 1
    return Constant(NUMBER, scaled, places, place=place)


def _mapping(located: Located, context: Context, expected: str | None) -> Value | None:
    if isinstance(located, Sequence):
        wrong_type(context.problems, located, expected or "value")
        return None
    assert isinstance(located, Mapping)
    if not located.entries:
        wrong_type(context.problems, located, expected or "value")
        return None
    if version_starts(located):
        return _versions(located, context, expected)
    if bad_versions(located, context.problems):
        return None
    word = value_word(located)
    if word is None:
        context.problems.add(
            "L101", located.place, found=", ".join(k.text for k, _ in located.entries), allowed=", ".join(WORDS)
        )
        return None
    return read_word(Fields(located, context.problems, WORDS[word], english), word, context, expected)


def read_word(fields: Fields, word: str, context: Context, expected: str | None = None) -> Value | None:
    """The value of a mapping that has the value word `word`."""
    located = fields.get(word)
    assert located is not None
    place = fields.place_of(word)
    inner = context.deeper()
    match word:
        case "count":
            related = read_related(fields, word, context)
            if related is None:
                return None
            per = fields.get("once_per")
            if isinstance(per, Mapping):
                return _counts(related, per, context, place)
            return _count(related, per, context, place)
        case "sum" if not isinstance(located, Sequence):
            related, of = read_related(fields, word, context), fields.require("of")
            item = read_value(of, context.among(related.relation)) if related and of else None
            return SumOf(related, item, place=place) if related and item else None
        case "rank":
            return _rank(fields, context, place)
        case "sum" | "product" | "min" | "max" | "difference":
            return _arithmetic(word, located, inner, expected)
        case "value":
            return _worth(fields, located, inner, expected)
        case "plus" | "minus":
            return _step(fields, word, located, inner)
        case "start_of" | "end_of":
            ref = context.resolve(text_of(located, context.problems), located.place)
            if ref is not None and ref.fact.type != "period":
                context.problems.add("L103", located.place, found=f"{shown(located)} ({ref.fact.type})", expected="period")
                return None
            return EdgeOf(ref, word.removesuffix("_of"), place=place) if ref else None
        case "term":
            return _term(located, context, place)
        case "table":
            from humi.language.tables.lookups import read_lookup_value

            return read_lookup_value(located, place, context)
        case _:
            return _readings(located, read_names(fields, located), inner, expected)


def _count(related: Related, per: Located | None, context: Context, place: Place) -> Count:
    """Each text of `per` once. Counting each record once per its own id is counting the records."""
    if per is None:
        return Count(related, place=place)
    ref = context.among(related.relation).resolve(text_of(per, context.problems), per.place)
    if ref is not None and ref.fact.type != "text":
        wrong_type(context.problems, per, "text")
    own_id = ref is not None and ref.fact.slot == IDENTITY and not ref.fact.region
    return Count(related, None if own_id else ref, place=place)


def _counts(related: Related, per: Mapping, context: Context, place: Place) -> Value | None:
    """`once_per: {readings: {each_title: id, each_holder: holder}}`: the count by each reading."""
    fields = Fields(per, context.problems, ("readings", "names"), english)
    readings = fields.require("readings")
    if readings is None:
        return None
    if not isinstance(readings, Mapping) or len(readings.entries) < 2:
        wrong_type(context.problems, readings, "mapping of two or more readings")
        return None
    options = tuple((key.text, _count(related, value, context, place)) for key, value in readings.entries)
    return ValueReadings(options, read_names(fields, readings), place=place)


def read_related(fields: Fields, word: str, context: Context) -> Related | None:
    """The relation named under `word`, with its `where`."""
    from humi.language.conditions import read_condition

    located = fields.get(word)
    assert located is not None
    relation = context.names.vocabulary.entity(text_of(located, context.problems))
    if relation not in RELATIONS:
        context.problems.add(
            "L112",
            located.place,
            found=shown(located),
            allowed=", ".join(RELATIONS),
            suggestion=nearest(relation, RELATIONS) or "",
        )
        return None
    where = fields.get("where")
    if where is None:
        return Related(relation, Always(True), place=located.place)
    return Related(relation, read_condition(where, context.among(relation)), place=located.place)


def _rank(fields: Fields, context: Context, place: Place) -> Value | None:
    related, of = read_related(fields, "rank", context), fields.require("of")
    if related is None or of is None:
        return None
    item = read_value(of, context.among(related.relation))
    own = fields.get("own")
    if own is not None:
        mine = read_value(own, context)
    else:
        mine = _fact(Scalar(f"this.{shown(of)}", f"this.{shown(of)}", of.place, False), context)
    highest_first = read_order(fields, context.problems)
    if item is None or mine is None:
        return None
    return Rank(related, item, mine, highest_first, place=place)


def read_order(fields: Fields, problems: Problems) -> bool:
    """Whether what is highest comes first, as it does where `order` is not written."""
    order = english(fields.text("order", "highest_first"))
    if order not in ("highest_first", "lowest_first"):
        problems.add("L105", fields.place_of("order"), found=order, allowed="highest_first, lowest_first", suggestion="")
    return order == "highest_first"


def _arithmetic(word: str, located: Located, context: Context, expected: str | None) -> Value | None:
    if not isinstance(located, Sequence) or not located.items:
        wrong_type(context.problems, located, "list")
        return None
    inner = None if word in ("product", "difference") else expected
    read = [read_value(item, context, inner) for item in located.items]
    items = tuple(item for item in read if item is not None)
    if len(items) < len(read):
        return None
    kinds = {kind_of(item) for item in items}
    money = sum(kind_of(item) == MONEY for item in items)
    if (word == "product" and (DATE in kinds or money > 1)) or (word != "product" and len(kinds) > 1):
        context.problems.add("L103", located.place, found=", ".join(sorted(kinds)), expected="one kind")
        return None
    if word == "sum" and DATE in kinds:
        context.problems.add("L103", located.place, found="date", expected="number")
        return None
    if word == "difference":
        if len(items) != 2:
            context.problems.add("L103", located.place, found=str(len(items)), expected="2")
            return None
        return Difference(items[0], items[1], place=located.place)
    if word == "sum":
        return Total(items, place=located.place)
    if word == "product":
        return Product(items, place=located.place)
    return (Smallest if word == "min" else Largest)(items, place=located.place)


def _worth(fields: Fields, located: Located, context: Context, expected: str | None) -> Value | None:
    from humi.language.conditions import read_condition

    item = read_value(located, context, expected)
    when = fields.get("when")
    if when is None or item is None:
        return item
    return Worth(item, read_condition(when, context), place=located.place)


def _step(fields: Fields, word: str, located: Located, context: Context) -> Value | None:
    units = Fields(located, context.problems, UNITS, english)
    base = fields.require("from")
    start = read_value(base, context, DATE) if base is not None else None
    roll = fields.text("roll")
    if roll and english(roll) not in ("next_working_day", "none"):
        context.problems.add("L105", fields.place_of("roll"), found=roll, allowed="next_working_day", suggestion="")
    pauses = fields.get("not_counting")
    skipped = tuple(pause for item in (items_of(pauses) if pauses else ()) if (pause := _pause(item, context)) is not None)
    for unit in units:
        amount = units.get(unit)
        if not isinstance(amount, Scalar) or not isinstance(amount.value, int) or isinstance(amount.value, bool):
            wrong_type(context.problems, amount or located, "integer")
            return None
        if skipped and unit in ("years", "months"):
            context.problems.add("L106", fields.place_of("not_counting"), key="not_counting", type=unit)
        if start is not None:
            signed = amount.value if word == "plus" else -amount.value
            last = unit == list(units)[-1]
            start = Step(start, unit, signed, skipped, bool(roll) and english(roll) != "none" and last, place=located.place)
    if isinstance(located, Mapping) and not located.entries:
        context.problems.add("L114", located.place)
    return start


def _pause(located: Located, context: Context) -> Pause | None:
    if isinstance(located, Scalar):
        ref = context.resolve(located.text, located.place)
        related = None
    else:
        fields = Fields(located, context.problems, ("each", "where", "period"), english)
        if fields.require("each") is None or fields.require("period") is None:
            return None
        related = read_related(fields, "each", context)
        period = fields.get("period")
        assert period is not None
        ref = context.among(related.relation).resolve(text_of(period, context.problems), period.place) if related else None
    if ref is not None and ref.fact.type != "period":
        context.problems.add("L103", located.place, found=ref.fact.type, expected="period")
        return None
    return Pause(ref, related, place=located.place) if ref else None


def _term(located: Located, context: Context, place: Place) -> Value | None:
    name = text_of(located, context.problems)
    term = context.names.terms.get(name)
    if term is None and name in context.names.declared:
        context.problems.add("L116", located.place, found=name)
        return None
    if term is None or term.value is None:
        known = [word for word, text in context.names.terms.items() if text.value is not None]
        context.problems.add("L105", located.place, found=name, allowed=", ".join(known), suggestion=nearest(name, known) or "")
        return None
    return ValueTerm(name, term.value, place=place)


def read_names(fields: Fields, readings: Located) -> tuple[Label, ...]:
    """What readings are called; one without a name by its id."""
    options = [key.text for key, _ in readings.entries] if isinstance(readings, Mapping) else []
    located = fields.get("names")
    names = Fields(located, fields.problems, options) if located is not None else None
    labels = [names.label(option) if names is not None else None for option in options]
    return tuple(label or Label(option, option) for label, option in zip(labels, options, strict=True))


def _readings(located: Located, labels: tuple[Label, ...], context: Context, expected: str | None) -> Value | None:
    if not isinstance(located, Mapping) or len(located.entries) < 2:
        wrong_type(context.problems, located, "mapping of two or more readings")
        return None
    read = [(key.text, read_value(value, context, expected)) for key, value in located.entries]
    options = tuple((name, value) for name, value in read if value is not None)
    return ValueReadings(options, labels, place=located.place) if len(options) == len(read) else None


def _versions(located: Mapping, context: Context, expected: str | None) -> Value | None:
    dated = dated_entries(located, context.problems)
    read = [read_value(value, context.deeper(), expected) for _, value in dated]
    items = tuple(item for item in read if item is not None)
    starts = tuple(parse_days(key.text)[0] for key, _ in dated)
    return ValueVersions(starts, items, place=located.place) if len(items) == len(read) else None

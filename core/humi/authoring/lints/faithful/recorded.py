"""What was recorded of a provision (its `values`): numbers with the operator and unit beside them, and days."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from re import compile as pattern

from humi.authoring.dated import END, START, Stated, Yearly, stated_days
from humi.authoring.quantities import LENGTH, MONEY, NUMBER, SHARE, Quantity, quantities
from humi.reading.located import Located, Mapping, Scalar, Sequence
from humi.values.dates import NotADate, parse_days, parse_yearly_window

ROLES = {
    **dict.fromkeys(("start", "from", "since", "start_candidates"), START),
    **dict.fromkeys(("end", "to", "until", "by", "deadline", "due", "end_candidates"), END),
}
"""Keys of recorded values below which a day is the first or the last of something."""

EDGES = {"before": "前", "after": "后", "end": "底"}
"""How recorded values tell the word that bounds a day."""

NO_MEASURES = ("order", "of", "annex", "batch", "number", "index_number", "precision")
"""Keys of recorded values that number something."""

BOUNDS = {"min": ">=", "minimum": ">=", "at_least": ">=", "max": "<=", "maximum": "<=", "at_most": "<="}
"""Keys of recorded values that bound a number."""

OPERATORS = ("==", ">=", ">", "<=", "<")
YEAR = pattern("[1-9][0-9]{3}")
MONTH_DAYS = pattern("([0-9]{2}-[0-9]{2})(?:/([0-9]{2}-[0-9]{2}))?")


def recorded_quantities(located: Located, name: str = "") -> Iterator[Quantity]:
    """Numbers, with the operator, unit or currency beside them."""
    if isinstance(located, Sequence):
        for item in located.items:
            yield from recorded_quantities(item, name)
    elif isinstance(located, Mapping):
        told: dict[str, object] = {key.text: value.value for key, value in located.entries if isinstance(value, Scalar)}
        for key, value in located.entries:
            if key.text in NO_MEASURES:
                continue
            if isinstance(value, Scalar):
                yield from _number(key.text, value, told)
            else:
                yield from recorded_quantities(value, key.text)
    else:
        yield from _number(name, located, {})


def _number(name: str, scalar: Scalar, told: dict[str, object]) -> Iterator[Quantity]:
    value, words = scalar.value, f"{name}: {scalar.text}"
    if isinstance(value, str):
        if YEAR.fullmatch(value):
            return
        # A text that holds a number and more is of another kind than a number.
        yield from (one for one in quantities(value) if len(value) <= len(one.words) + 2)
    elif isinstance(value, int | Decimal) and not isinstance(value, bool):
        operator = BOUNDS.get(name) or _operator(told)
        number = Decimal(value)
        if told.get("unit") == "percent":
            yield Quantity(SHARE, number / 100, operator, words)
        elif "currency" in told:
            yield Quantity(MONEY, number, operator, words)
        elif unit := _unit(name, told):
            yield Quantity(LENGTH, number, operator, words, unit)
        else:
            yield Quantity(NUMBER, number, operator, words)


def _operator(told: dict[str, object]) -> str:
    """What `op` says beside a number, or `op_reading`, which is how unclear words were read."""
    said = told.get("op") or told.get("op_reading")
    return str(said) if said in OPERATORS else ""


def _unit(name: str, told: dict[str, object]) -> str:
    """The unit of time that a recorded number counts: `look_back_years: 2`, or `unit: year` beside it."""
    unit = str(told.get("unit") or "") or name
    for word in ("working_day", "day", "month", "year"):
        if unit.endswith((word, f"{word}s")):
            return f"{word}s"
    return ""


def recorded_days(located: Located, role: str = "", edge: str = "") -> Iterator[Stated]:
    if isinstance(located, Mapping):
        told = {key.text: value.text for key, value in located.entries if isinstance(value, Scalar)}
        for key, value in located.entries:
            yield from recorded_days(value, ROLES.get(key.text, role), EDGES.get(told.get("edge", ""), ""))
    elif isinstance(located, Sequence):
        for item in located.items:
            yield from recorded_days(item, role, edge)
    elif YEAR.fullmatch(located.text) and located.quoted:
        yield Stated(*parse_days(located.text), edge, located.text, role)
    else:
        for one in stated_days(located.text):
            yield Stated(one.first, one.last, one.edge or edge, one.words, one.role or role)


def recorded_yearly(located: Located) -> Iterator[Yearly]:
    if isinstance(located, Mapping):
        for _, value in located.entries:
            yield from recorded_yearly(value)
    elif isinstance(located, Sequence):
        for item in located.items:
            yield from recorded_yearly(item)
    elif found := MONTH_DAYS.fullmatch(located.text):
        try:
            first, last = parse_yearly_window(f"{found[1]}/{found[2] or found[1]}")
        except NotADate:
            return
        yield from (Yearly(day, day, "", located.text) for day in (first, last))

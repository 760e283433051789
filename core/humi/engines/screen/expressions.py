"""Terms as expressions of Ibis over a table that has the columns they rest on."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from humi.engines.screen.frames import Term
from humi.engines.screen.plan import BELOW

if TYPE_CHECKING:
    import ibis.expr.types as ir

LIMIT = 2**61
"""Beyond this numbers stay at it, so that none leaves 64 bits; no rule compares with so large a constant."""


@lru_cache(maxsize=1 << 12)
def whole(value: int) -> Any:
    """A number as a literal, of which a plan holds many alike."""
    import ibis

    return ibis.literal(min(max(value, -2 * LIMIT), 2 * LIMIT), "int64")


def nothing(term: Term) -> ir.Value:
    """What an unrecorded column holds."""
    import ibis

    return ibis.literal(None, "string") if term.kind == "text" else whole(term.args[1])


def summary(term: Term, rows: ir.Table) -> Any:
    """What is said of all rows of a group."""
    import ibis

    first = term.args[1]
    if term.op == "any":
        return (rows[first.name].any() if isinstance(first, Term) else rows.count() > 0).fill_null(False)
    if term.op == "sum":
        if isinstance(first, Term):
            return rows[first.name].sum().cast("int64")
        return rows.count().cast("int64") * whole(first)
    text = term.args[2]
    known = rows[text.name].notnull() if isinstance(text, Term) else ibis.literal(True)
    counts = known & rows[first.name] if isinstance(first, Term) else known
    shown = ibis.literal("=") + (rows[text.name] if isinstance(text, Term) else ibis.literal(text))
    different = ibis.ifelse(counts, shown, ibis.literal("")).fill_null("").nunique().cast("int64")
    return different - ibis.ifelse(counts, whole(0), whole(1)).max()


def expression(value: Any, table: ir.Table, named: frozenset[Term], top: bool = False) -> Any:
    """A term as an Ibis expression over a table that has the columns of what is named."""
    import ibis

    if not isinstance(value, Term):
        return ibis.literal(value) if isinstance(value, bool | str) else whole(value)
    if not top and (value in named or value.op in BELOW or value.op == "judged"):
        return table[value.name]

    def part(arg: Any) -> Any:
        return expression(arg, table, named)

    args = value.args
    match value.op:
        case "column" | "stretch":
            return table[args[0]]
        case "outer":
            return table[args[0].name]
        case "any" | "sum" | "texts" | "judged":
            return table[value.name]
        case "and" | "or":
            first, *rest = map(part, args)
            for one in rest:
                first = first & one if value.op == "and" else first | one
            return first
        case "not":
            return ~part(args[0])
        case "ge":
            return part(args[0]) >= part(args[1])
        case "eq":
            return part(args[0]) == part(args[1])
        case "choose":
            return ibis.ifelse(*map(part, args))
        case "first_of":
            return _first_of([(part(one), code) for one, code in zip(args[:-1:2], args[1::2], strict=True)], args[-1])
        case "bits":
            return _bits(list(map(part, args)))
        case "add":
            return _added(list(map(part, args)), value)
        case "times":
            return _multiplied(args[0], args[1], value, part)
        case "min":
            return ibis.least(*map(part, args))
        case "max":
            return ibis.greatest(*map(part, args))
        case "beyond":
            column = part(args[0])
            return (column < whole(args[0].low)) | (column > whole(args[0].high))
        case "divided":
            return _divided(part(args[0]), args[1])
        case "place":
            return table[value.frame.identity[-1]]
        case "touches":
            return (part(args[0]) & whole(args[1])) != whole(0)
        case "holds":
            return (part(args[0]) & whole(args[1])) == whole(args[1])
        case "known":
            return part(args[0]).notnull()
        case "among":
            return part(args[0]).isin(args[1]).fill_null(False)
        case "same":
            return (part(args[0]) == part(args[1])).fill_null(False)
    raise AssertionError(value.op)


def _first_of(cases: list[tuple[Any, int]], otherwise: int) -> Any:
    import ibis

    value = ibis.literal(otherwise, "int8")
    for condition, code in reversed(cases):
        value = ibis.ifelse(condition, ibis.literal(code, "int8"), value)
    return value


def _bits(conditions: list[Any]) -> Any:
    """In numbers no wider than needed, of which engines add more at a time."""
    import ibis

    width = next(width for width in (8, 16, 32, 64) if len(conditions) < width)
    none, *bits = (ibis.literal(value, f"int{width}") for value in (0, *(1 << at for at in range(len(conditions)))))
    first, *rest = (ibis.ifelse(condition, bit, none) for condition, bit in zip(conditions, bits, strict=True))
    for one in rest:
        first = first + one
    return first.cast("int64")


def _added(parts: list[Any], term: Term) -> Any:
    total = parts[0]
    for one in parts[1:]:
        total = total + one
        if term.low < -LIMIT or term.high > LIMIT:
            total = _limited(total)
    return total


def _limited(value: Any, most: int = LIMIT) -> Any:
    import ibis

    return ibis.greatest(ibis.least(value, whole(most)), whole(-most))


def _divided(one: Any, by: int) -> Any:
    """Rounded down; where an engine divides in floating point, put right afterwards."""
    import ibis

    quotient = one // whole(by)
    over, under = quotient * whole(by) > one, (quotient + whole(1)) * whole(by) <= one
    return quotient - ibis.ifelse(over, whole(1), whole(0)) + ibis.ifelse(under, whole(1), whole(0))


def _multiplied(left: Any, right: Any, term: Term, part: Any) -> Any:
    import ibis

    one, other = part(left), part(right)
    if term.low >= -LIMIT and term.high <= LIMIT:
        return one * other
    if isinstance(right, int):
        return _limited(one, LIMIT // abs(right)) * other
    # Beyond the limit the sign alone tells.
    size = ibis.greatest(other, -other, whole(1))
    fits = ibis.greatest(one, -one) <= whole(LIMIT) // size
    sign = ibis.ifelse((one >= whole(0)) == (other >= whole(0)), whole(LIMIT), whole(-LIMIT))
    return ibis.ifelse(fits, ibis.ifelse(fits, one, whole(0)) * ibis.ifelse(fits, other, whole(0)), sign)

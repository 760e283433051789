"""Rows that terms stand for, and the terms themselves.

A frame is a table of rows: the applicants, or the records of a relation under another frame. A term is a column of one frame:
two-valued, a whole number, or a text (null where it is not known). A term of a frame may look at one of the frame above it
(`outer`), and one above at all rows below it (`sum`, `any`, `texts`). Equal terms are one object, so what several rules ask is
computed once. Every number carries the least and the greatest that it can be; what these decide is folded here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import count
from typing import Any, Literal, TypeAlias

from humi.dossier.facts import BOUND

Kind = Literal["bool", "int", "text"]
MOST_ROWS = BOUND
"""No relation has more records than this."""
NO_PLACE = -1
"""The place of a claim that could be filed."""


class Term:
    """A column of a frame; `args` are terms, plain values, or texts. Two are equal only where they are one."""

    __slots__ = ("args", "frame", "high", "kind", "low", "number", "op")

    def __init__(self, frame: Frame, op: str, args: tuple[Any, ...], kind: Kind, low: int, high: int, number: int) -> None:
        self.frame = frame
        self.op = op
        self.args = args
        self.kind = kind
        self.low = low
        self.high = high
        self.number = number

    @property
    def name(self) -> str:
        """The name of its column, where it has one."""
        return f"t{self.number}"

    def __repr__(self) -> str:
        return f"{self.op}({', '.join(map(repr, self.args))})"


Whole: TypeAlias = Term | int
Truth: TypeAlias = Term | bool
Text: TypeAlias = Term | str | None


class Frame:
    """Rows. `entity` is what a row is; `relation` is empty for the applicants, which are the rows of the frame at the root.

    `columns` are the names of the columns that its table has, beside those that tell rows apart.
    """

    def __init__(
        self,
        entity: str,
        columns: frozenset[str],
        relation: str = "",
        parent: Frame | None = None,
        source: str = "",
        not_itself: bool = False,
    ) -> None:
        self.entity = entity
        self.columns = columns
        self.relation = relation
        self.parent = parent
        self.source = source
        self.not_itself = not_itself
        """Whether the row of the frame above, itself a record of the relation, is left out."""
        self.seen: Truth = True
        """Which rows there are."""
        self.children: dict[object, Frame] = {}
        self._terms: dict[tuple[Any, ...], Term] = {}
        self._numbers: count[int] = count() if parent is None else parent._numbers
        self.number = next(self._numbers)
        self.depth: int = 0 if parent is None else parent.depth + 1

    @property
    def identity(self) -> tuple[str, ...]:
        """The columns that tell rows apart."""
        return ("key",) if self.parent is None else ("key", f"place{self.number}")

    def rests_on(self) -> list[object]:
        """The terms that decide which rows there are."""
        return [self.seen]

    def make(self, op: str, *args: Any, kind: Kind = "bool", low: int = 0, high: int = 1) -> Term:
        """The term of an operation; the same one for the same operands."""
        key = (op, kind, args, *map(type, args))
        term = self._terms.get(key)
        if term is None:
            term = self._terms[key] = Term(self, op, args, kind, low, high, next(self._numbers))
        return term

    def column(self, name: str, unknown: Any, kind: Kind, low: int = 0, high: int = 0) -> Any:
        """A column of the table; what an unrecorded one holds, where the table has none of that name."""
        if name not in self.columns:
            return unknown
        return self.make("column", name, unknown, kind=kind, low=low, high=high)

    def place(self) -> Term:
        """The place of a row in its list."""
        return self.make("place", kind="int", low=NO_PLACE, high=MOST_ROWS)

    def lifted(self, value: Any) -> Any:
        """A term of a frame above, as a column of this one."""
        if not isinstance(value, Term) or value.frame is self:
            return value
        assert self.parent is not None, "a term looks at rows of another frame"
        above = self.parent.lifted(value)
        return self.make("outer", above, kind=above.kind, low=above.low, high=above.high)

    # --- what is said of all the rows below ---

    def any(self, below: Frame, term: Truth) -> Truth:
        """Some row of the frame below is true."""
        if term is False:
            return False
        return self.make("any", below, below.lifted(term))

    def sum(self, below: Frame, term: Whole) -> Whole:
        """The sum over the rows of the frame below."""
        if isinstance(term, int) and term == 0:
            return 0
        low, high = bounds(term)
        low, high = MOST_ROWS * min(low, 0), MOST_ROWS * max(high, 0)
        return self.make("sum", below, below.lifted(term), kind="int", low=low, high=high)

    def texts(self, below: Frame, counts: Truth, text: Text) -> Whole:
        """How many different known texts the rows that count have."""
        if counts is False or text is None:
            return 0
        return self.make("texts", below, below.lifted(counts), below.lifted(text), kind="int", high=MOST_ROWS)


def bounds(value: Whole) -> tuple[int, int]:
    """The least and greatest that a number can be."""
    return (value.low, value.high) if isinstance(value, Term) else (value, value)


def deepest(args: Iterable[Any]) -> Frame:
    """The frame that an operation on these stands in."""
    return max((arg.frame for arg in args if isinstance(arg, Term)), key=lambda frame: frame.depth)


def operation(op: str, args: Sequence[Any], kind: Kind = "bool", low: int = 0, high: int = 1) -> Term:
    """An operation on terms of one frame and of those above it."""
    frame = deepest(args)
    return frame.make(op, *map(frame.lifted, args), kind=kind, low=low, high=high)


# --- logic ---


def both(terms: Iterable[Truth]) -> Truth:
    """Every term is true."""
    found: dict[Term, None] = {}
    for term in terms:
        if term is False:
            return False
        if isinstance(term, Term):
            found.update(dict.fromkeys(term.args if term.op == "and" else (term,)))
    return _joined("and", list(found), True)


def either(terms: Iterable[Truth]) -> Truth:
    """At least one term is true."""
    found: dict[Term, None] = {}
    for term in terms:
        if term is True:
            return True
        if isinstance(term, Term):
            found.update(dict.fromkeys(term.args if term.op == "or" else (term,)))
    return _joined("or", list(found), False)


def _joined(op: str, terms: list[Term], empty: bool) -> Truth:
    if not terms:
        return empty
    if len(terms) == 1:
        return terms[0]
    if any(negate(term) in terms for term in terms if term.op == "not"):
        return not empty
    return operation(op, sorted(terms, key=lambda term: term.number))


def negate(term: Truth) -> Truth:
    """The term is false."""
    if isinstance(term, bool):
        return not term
    return term.args[0] if term.op == "not" else term.frame.make("not", term)


def choose(condition: Truth, yes: Any, no: Any, kind: Kind = "int") -> Any:
    """One of two numbers, or of two truths."""
    if isinstance(condition, bool):
        return yes if condition else no
    if yes is no or (type(yes) is type(no) is int and yes == no):
        return yes
    if isinstance(yes, bool) or isinstance(no, bool) or "bool" in (getattr(yes, "kind", ""), getattr(no, "kind", "")):
        return either([both([condition, yes]), both([negate(condition), no])])
    if kind == "text":
        return operation("choose", (condition, yes, no), "text")
    (one, two), (three, four) = bounds(yes), bounds(no)
    return operation("choose", (condition, yes, no), "int", min(one, three), max(two, four))


# --- numbers ---


def at_least(left: Whole, right: Whole) -> Truth:
    """`left >= right`, folded where the bounds decide, and told of the plainest term where one side is a constant."""
    (low, high), (least, most) = bounds(left), bounds(right)
    if low >= most:
        return True
    if high < least:
        return False
    if isinstance(right, int):
        assert isinstance(left, Term)
        return _above(left, right)
    if isinstance(left, int):
        return negate(_above(right, left + 1))
    return operation("ge", (left, right))


def _above(term: Term, constant: int) -> Truth:
    """`term >= constant`."""
    low, high = term.low, term.high
    if low >= constant:
        return True
    if high < constant:
        return False
    match term.op, term.args:
        case "add", (*rest, int(fixed)) if len(rest) == 1:
            return at_least(rest[0], constant - fixed)
        case "times", (inner, int(factor)) if factor > 0:
            return at_least(inner, -(-constant // factor))
        case "times", (inner, int(factor)):  # factor < 0: inner <= constant / factor, rounded down
            return negate(at_least(inner, constant // factor + 1))
        case "choose", (condition, yes, no) if isinstance(yes, int) or isinstance(no, int):
            return choose(condition, at_least(yes, constant), at_least(no, constant))  # type: ignore[no-any-return]
        case "min", items:
            return both([at_least(item, constant) for item in items])
        case "max", items:
            return either([at_least(item, constant) for item in items])
        case "moved", (inner, move):
            return at_least(inner, move.reaches(constant))
        case "outer", (inner,):
            return term.frame.lifted(_above(inner, constant))  # type: ignore[no-any-return]
    return operation("ge", (term, constant))


def equal(left: Whole, right: Whole) -> Truth:
    """Two numbers are equal."""
    if left is right:
        return True
    (low, high), (least, most) = bounds(left), bounds(right)
    if low > most or high < least:
        return False
    if low == high == least == most:
        return True
    if isinstance(left, int):
        left, right = right, left
    return operation("eq", (left, right))


def add(terms: Sequence[Whole]) -> Whole:
    """The sum."""
    fixed = sum(term for term in terms if isinstance(term, int))
    rest = [term for term in terms if isinstance(term, Term)]
    if not rest:
        return fixed
    if len(rest) == 1 and not fixed:
        return rest[0]
    low, high = sum(term.low for term in rest) + fixed, sum(term.high for term in rest) + fixed
    return operation("add", (*rest, fixed) if fixed else rest, "int", low, high)


def times(left: Whole, right: Whole) -> Whole:
    """The product."""
    if isinstance(left, int):
        left, right = right, left
    if isinstance(left, int):
        return left * right  # type: ignore[operator]
    if isinstance(right, int):
        if right in (0, 1):
            return left if right else 0
        if left.op == "choose" and isinstance(left.args[1], int) and isinstance(left.args[2], int):
            return choose(left.args[0], left.args[1] * right, left.args[2] * right)  # type: ignore[no-any-return]
    corners = [one * other for one in bounds(left) for other in bounds(right)]
    return operation("times", (left, right), "int", min(corners), max(corners))


def extreme(terms: Sequence[Whole], least: bool) -> Whole:
    """The least, or the greatest, of the terms."""
    pick = min if least else max
    fixed = [term for term in terms if isinstance(term, int)]
    rest: list[Whole] = list(dict.fromkeys(term for term in terms if isinstance(term, Term)))
    kept = [*rest, pick(fixed)] if fixed else rest
    # One that is never beyond another says nothing.
    if least:
        first = min(kept, key=lambda one: bounds(one)[1])
        kept = [one for one in kept if one is first or bounds(one)[0] < bounds(first)[1]]
    else:
        first = max(kept, key=lambda one: bounds(one)[0])
        kept = [one for one in kept if one is first or bounds(one)[1] > bounds(first)[0]]
    low, high = pick(bounds(one)[0] for one in kept), pick(bounds(one)[1] for one in kept)
    if len(kept) == 1:
        return kept[0]
    return operation("min" if least else "max", kept, "int", low, high)


def divided(left: Whole, by: int) -> Whole:
    """The quotient, rounded down."""
    if by == 1 or isinstance(left, int):
        return left if by == 1 else left // by  # type: ignore[operator]
    return operation("divided", (left, by), "int", left.low // by, left.high // by)


def first_of(cases: Sequence[tuple[Truth, int]], otherwise: int) -> Whole:
    """A small number: that of the first case that is true."""
    left: list[Any] = []
    for condition, code in cases:
        if condition is True:
            otherwise = code
            break
        if condition is not False:
            left += (condition, code)
    if not left:
        return otherwise
    codes = [*left[1::2], otherwise]
    return operation("first_of", (*left, otherwise), "int", min(codes), max(codes))


def bits(terms: Sequence[Truth]) -> Whole:
    """A bit for each term, the first the lowest."""
    if not any(isinstance(term, Term) for term in terms):
        return sum(1 << at for at, term in enumerate(terms) if term)
    return operation("bits", terms, "int", 0, (1 << len(terms)) - 1)


def number(term: Truth) -> Whole:
    """1 where it is true, else 0."""
    return choose(term, 1, 0)  # type: ignore[no-any-return]


def beyond(column: Term) -> Term:
    """A column of the table holds a number that its fact can never have; nothing is folded, since bounds are what is asked."""
    return column.frame.make("beyond", column)


# --- masks and texts ---


def touches(mask: Whole, members: int) -> Truth:
    """The mask has one of the members."""
    if isinstance(mask, int):
        return bool(mask & members)
    return operation("touches", (mask, members)) if _all(mask) & members else False


def holds(mask: Whole, members: int) -> Truth:
    """The mask has all the members."""
    if not members:
        return True
    return mask & members == members if isinstance(mask, int) else operation("holds", (mask, members))


def inside(mask: Whole, members: int) -> Truth:
    """The mask has nothing but members."""
    if isinstance(mask, int):
        return not mask & ~members
    return negate(touches(mask, _all(mask) & ~members))


def _all(mask: Term) -> int:
    """Every member that a mask may have."""
    return (1 << mask.high.bit_length()) - 1


def recorded(text: Text) -> Truth:
    """The text is known."""
    return operation("known", (text,)) if isinstance(text, Term) else text is not None


def text_in(text: Text, members: tuple[str, ...]) -> Truth:
    """The text is known and one of the members."""
    if not isinstance(text, Term):
        return text in members
    return operation("among", (text, tuple(sorted(members)))) if members else False


def text_same(left: Text, right: Text) -> Truth:
    """Both texts are known, and they are equal."""
    if left is None or right is None:
        return False
    if not isinstance(left, Term):
        left, right = right, left
    if not isinstance(left, Term):
        return left == right
    return operation("same", (left, right)) if isinstance(right, Term) else text_in(left, (right,))

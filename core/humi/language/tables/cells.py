"""What is written in a cell: `-`, a literal, a comparison, an interval, a list of these, or `not(...)`, as in DMN.

```text
cell       = "-" | tests | "not" "(" tests ")"
tests      = test ("," test)*
test       = [ comparator ] literal | interval
interval   = ("[" | "(" | "]") literal ".." literal ("]" | ")" | "[")
comparator = "<" | "<=" | ">" | ">=" | "="
```

Full-width characters mean the same as ordinary ones, 、 and ; separate like a comma, and a comparator may be one of the words
of the language in either spelling. An empty cell is `-`. A literal is of the kind of its column.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from humi.dossier.cells import as_day
from humi.dossier.facts import Fact
from humi.language import nodes as n
from humi.language.context import Context
from humi.language.members import known_members, read_members
from humi.language.tables.table import Answer, Cell, Column, Span
from humi.language.values import read_literal
from humi.reading.keywords import english
from humi.reading.located import Scalar
from humi.reading.problems import Problems
from humi.values.text import nearest, normalise

LONGEST = 1_000
"""No cell has more characters."""
SYMBOLS = {"≥": ">=", "≤": "<=", "==": "=", "≧": ">=", "≦": "<="}
COMPARATORS = {
    "at_least": ">=", "more_than": ">", "at_most": "<=", "less_than": "<", "equals": "=",
    "before": "<", "on_or_before": "<=", "after": ">", "on_or_after": ">=",
}  # fmt: skip
AFTERWARDS = {"以上": ">=", "以下": "<=", "以内": "<="}
"""Comparators that Chinese writes behind the number; each includes it (civil code, article 1259)."""
ANYTHING = ("", "-", "—", "–", "——")
YES = ("true", "yes", "是")
NO = ("false", "no", "否")

_OPERATOR = re.compile(r"(<=|>=|==|=|<|>|≥|≤|≧|≦)\s*(.*)", re.DOTALL)
_WORD = re.compile(r"([a-z_]+|不少于|超过|不超过|不满|等于|早于|不晚于|晚于|不早于)\s*(?![a-z_])(.+)", re.DOTALL)
_NOT = re.compile(r"(?:not|非)\s*\((.*)\)", re.DOTALL)
_INTERVAL = re.compile(r"([\[(\]])\s*(.*?)\s*\.\.\s*(.*?)\s*([\])\[])", re.DOTALL)
_ITEM = re.compile(
    r"""\s*(?:
      (?P<quoted>"(?:[^"\\]|\\.)*"|“[^”]*”|「[^」]*」)
    | (?P<interval>[\[(\]][^\[\]()]*?\.\.[^\[\]()]*?[\])\[])
    | (?P<plain>[^,、;]*)
    )\s*(?P<end>[,、;]|$)""",
    re.VERBOSE | re.DOTALL,
)
_DATE = re.compile(r"""date\(\s*["']?([^"'()]*)["']?\s*\)""")
"""How DMN writes a day; in an interval, where brackets mean something, only the day is left."""
_BARE = re.compile(r"[-+]?[0-9]+(?:\.[0-9]+)?(?:万|百万|千万|亿)?")
_THOUSANDS = re.compile(r"(?<![0-9])[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])")
_FROM_TO = re.compile(r"([0-9][0-9.]*\S{0,3}?)\s*(?:-|~|～|至|到|—|–|－)\s*([0-9][0-9.]*\S{0,3})")
"""How people write from one number to another: whether the ends are meant is not said."""
_ELLIPSIS = re.compile("…+|‥|。。|\\.{3,}")
_WIDE = {"【": "[", "】": "]", "〔": "[", "〕": "]"}


class BadCell(Exception):
    """A cell that cannot be read: the code of a problem and its details."""

    def __init__(self, code: str, **details: str) -> None:
        super().__init__(code)
        self.code = code
        self.details = details


def read_cell(located: Scalar, column: Column, context: Context) -> Cell | None:
    """The test of a cell; None after a reported problem at its place."""
    before = len(context.problems)
    try:
        cell = _cell(located, column, context)
    except BadCell as error:
        context.problems.add(error.code, located.place, **{"suggestion": "", **error.details})
        return None
    return cell if len(context.problems) == before else None


def _cell(located: Scalar, column: Column, context: Context) -> Cell:
    if len(located.text) > LONGEST:
        raise BadCell("L120", found=located.text, column=column.id)
    text = tidy(located.text)
    if text in ANYTHING:
        return Cell(place=located.place)
    if n.is_value(column.looks_at) and n.kind_of(column.looks_at) == n.DATE:
        text = _DATE.sub(r"\1", text)
    inner = _NOT.fullmatch(text)
    tests = inner[1] if inner else text
    if _THOUSANDS.search(tests) and n.is_value(column.looks_at):
        raise BadCell("L121", found=_THOUSANDS.search(tests)[0], suggestion=_THOUSANDS.sub(_ungrouped, text))  # type: ignore[index]
    parts = [_test(part, quoted, located, column, context) for part, quoted in _items(tests, text, column)]
    members = tuple(dict.fromkeys(member for part in parts for member in part.members))
    spans = tuple(span for part in parts for span in part.spans)
    return Cell(members, spans, inner is not None, place=located.place)


def tidy(text: str) -> str:
    """A cell in ordinary characters."""
    return _ELLIPSIS.sub("..", normalise(text).translate(str.maketrans(_WIDE)))  # type: ignore[arg-type]


def _ungrouped(found: re.Match[str]) -> str:
    return found[0].replace(",", "")


def _items(text: str, whole: str, column: Column) -> Iterator[tuple[str, bool]]:
    """The tests of a cell, and whether each was in quotes."""
    at = 0
    while True:
        found = _ITEM.match(text, at)
        part = None if found is None else found["quoted"] or found["interval"] or found["plain"].strip()
        if found is None or not part or (found["plain"] and part[0] in "\"“「"):
            raise BadCell("L120", found=whole, column=column.id)
        yield (_unquoted(part), True) if found["quoted"] else (part, False)
        at = found.end()
        if not found["end"]:
            return


def _unquoted(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text[1:-1]) if text[0] == '"' else text[1:-1]


def _test(text: str, quoted: bool, located: Scalar, column: Column, context: Context) -> Cell:
    if quoted:
        return _literal(_like(located, text), column, context)
    interval = _INTERVAL.fullmatch(text)
    if interval:
        return _interval(interval, text, located, column, context)
    between = _FROM_TO.fullmatch(text) if n.is_value(column.looks_at) and n.kind_of(column.looks_at) != n.DATE else None
    if between:
        raise BadCell("L120", found=text, column=column.id, suggestion=f"[{between[1]}..{between[2]}]")
    operator, rest = _operator(text)
    if not operator or operator == "=":
        return _literal(_like(located, rest), column, context)
    if not n.is_value(column.looks_at):
        return _ordered(operator, rest, text, located, column, context)
    end = _end(rest, text, located, column, context)
    is_open = operator in ("<", ">")
    return Cell(spans=(Span(low=end, low_open=is_open) if operator[0] == ">" else Span(high=end, high_open=is_open),))


def _operator(text: str) -> tuple[str, str]:
    """The comparator of a test, and what it is compared with."""
    found = _OPERATOR.fullmatch(text)
    if found:
        return SYMBOLS.get(found[1], found[1]), found[2].strip()
    word = _WORD.fullmatch(text)
    if word and english(word[1]) in COMPARATORS:
        return COMPARATORS[english(word[1])], word[2].strip()
    for behind, operator in AFTERWARDS.items():
        if text.endswith(behind) and len(text) > len(behind):
            return operator, text.removesuffix(behind).strip()
    return "", text


def _interval(found: re.Match[str], text: str, located: Scalar, column: Column, context: Context) -> Cell:
    if not n.is_value(column.looks_at):
        raise BadCell("L120", found=text, column=column.id)
    opens, first, last, closes = found.groups()
    low, high = (_end(end, text, located, column, context) for end in (first, last))
    span = Span(low, high, opens != "[", closes != "]")
    if low is not None and high is not None and _is_empty(span):
        raise BadCell("L122", found=text)
    return Cell(spans=(span,))


def _is_empty(span: Span) -> bool:
    assert span.low is not None
    assert span.high is not None
    low, high = (end.value * int(10 ** (12 - end.places)) for end in (span.low, span.high))
    return low > high or (low == high and (span.low_open or span.high_open))


def _end(text: str, whole: str, located: Scalar, column: Column, context: Context) -> n.Constant | None:
    if not text:
        raise BadCell("L120", found=whole, column=column.id)
    assert n.is_value(column.looks_at)
    return _constant(_like(located, text), n.kind_of(column.looks_at), context)


def _constant(located: Scalar, kind: str, context: Context) -> n.Constant | None:
    """A literal of a kind; None after a reported problem."""
    if kind == n.MONEY and _BARE.fullmatch(located.text):
        raise BadCell("L123", found=located.text, suggestion=f"{located.text} yuan")
    if kind == n.DATE:
        located = _like(located, str(as_day(located.text)))  # spreadsheets print days as 2025/5/20
    return read_literal(located, context, kind)


def _like(located: Scalar, text: str) -> Scalar:
    """A part of a cell, at the place of the cell."""
    return Scalar(text, text, located.place, True)


def _literal(located: Scalar, column: Column, context: Context) -> Cell:
    """A literal stands for itself."""
    looks_at = column.looks_at
    if isinstance(looks_at, n.Ref) and looks_at.fact.type != "boolean":
        fact = looks_at.fact
        text = located if fact.type != "text" else located._replace(value=located.text)
        return Cell(read_members(fact, "equals", text, context))
    answer = _yes_no(located.text)
    if not n.is_value(looks_at):
        if not answer:
            raise BadCell("L124", found=located.text, suggestion=nearest(located.text, (*YES, *NO)) or "")
        return Cell((answer,))
    if answer and isinstance(looks_at, n.FactValue) and looks_at.ref.fact.type == "event":
        return Cell((answer,))
    constant = _constant(located, n.kind_of(looks_at), context)
    return Cell(spans=(Span(constant, constant),)) if constant is not None else Cell()


def _yes_no(text: str) -> str:
    word = text.casefold()
    return "yes" if word in YES else "no" if word in NO else ""


def _ordered(operator: str, text: str, whole: str, located: Scalar, column: Column, context: Context) -> Cell:
    """A comparison of members that have an order."""
    looks_at = column.looks_at
    if not isinstance(looks_at, n.Ref) or not looks_at.fact.ordered:
        raise BadCell("L120", found=whole, column=column.id)
    word = {">=": "at_least", ">": "more_than", "<=": "at_most", "<": "less_than"}[operator]
    before = len(context.problems)
    members = read_members(looks_at.fact, word, _like(located, text), context)
    if not members and len(context.problems) == before:
        raise BadCell("L122", found=whole)
    return Cell(members)


def read_answer(located: Scalar, fact: Fact, context: Context) -> Answer | None:
    """What stands in a cell of an output that is a literal; None after a reported problem."""
    problems: Problems = context.problems
    text = _DATE.sub(r"\1", tidy(located.text)) if fact.type == "date" else tidy(located.text)
    if isinstance(located.value, str) and text in ANYTHING:
        problems.add("L125", located.place, column=fact.name)
        return None
    quoted = re.fullmatch(r'"(?:[^"\\]|\\.)*"|“[^”]*”|「[^」]*」', text)
    part = _like(located, _unquoted(text)) if quoted else _like(located, text)
    try:
        match fact.type:
            case "boolean":
                answer = _yes_no(part.text)
                if not answer:
                    raise BadCell("L124", found=part.text, suggestion=nearest(part.text, (*YES, *NO)) or "")
                return answer
            case "category":
                members = known_members(fact, part, context)
                return members[0] if members else None
            case "text":
                return part.text if quoted else located.text.strip()
            case kind:
                return _constant(part, {"money": n.MONEY, "date": n.DATE}.get(kind, n.NUMBER), context)
    except BadCell as error:
        problems.add(error.code, located.place, **{"suggestion": "", **error.details})
        return None

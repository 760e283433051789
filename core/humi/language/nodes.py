"""What a rule can say: conditions, which are met, not met or undetermined, and values, which are ranges.

A node says nothing about how it is evaluated: `pairs` lowers every node once to two-valued terms, and an engine is an
algebra over those. Numbers are integers scaled by `10 ** places` (money in fen), dates are ordinals, so no engine meets a
decimal. `docs/language.md` gives the meaning of every node in words.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field
from typing import TYPE_CHECKING, TypeAlias, TypeGuard, get_args

from humi.dossier.facts import Fact
from humi.reading.problems import Place
from humi.values.frozen import Frozen
from humi.values.label import Label

if TYPE_CHECKING:
    from humi.language.tables.table import Table


class Node(Frozen):
    """Common to all nodes: where the author wrote it. The place takes no part in equality or in the content hash."""

    place: Place | None = field(default=None, compare=False, repr=False, kw_only=True)


# --- where a fact is read -------------------------------------------------------------------------------------------

THIS = "this"
RECORD = "record"


class Ref(Node):
    """A fact of somebody: `owner` is `this` (what is judged), `record` (a related record in a `where`), or the name of
    an entity that a dossier holds once (`unit`, `base`, `station`, `point`, `programme`)."""

    owner: str
    fact: Fact


class Related(Node):
    """Related records: a list of the dossier (`titles`), those for which `where` holds."""

    relation: str
    where: Condition


# --- conditions -----------------------------------------------------------------------------------------------------


class Always(Node):
    """True or false whatever the facts; an empty `where` is `Always(True)`."""

    value: bool


class All(Node):
    """Every item holds."""

    items: tuple[Condition, ...]


class AnyOf(Node):
    """At least one item holds."""

    items: tuple[Condition, ...]


class Not(Node):
    """The item does not hold; undetermined stays undetermined."""

    item: Condition


class AtLeastOf(Node):
    """At least `number` of the items hold."""

    number: int
    items: tuple[Condition, ...]


class OneOf(Node):
    """A boolean, category or text fact, or the result of an event (`part='result'`), is one of `members`.

    Booleans have the members `no` and `yes`. Where `open`, a miss is undetermined (cause `open_list`): the text ends its
    list in 等.
    """

    ref: Ref
    members: tuple[str, ...]
    open: bool = False
    part: str = ""


class Includes(Node):
    """A set of categories holds one of `members` (`every`: all of them). `open` as in `OneOf`."""

    ref: Ref
    members: tuple[str, ...]
    every: bool = False
    open: bool = False


class Happened(Node):
    """An event happened. `implied`: the author compares its day, which says that it happened."""

    ref: Ref
    implied: bool = False


class Compare(Node):
    """`left operator right`, operator one of `==`, `>=`, `>`, `<=`, `<`, on numbers or on dates.

    An event compared by date must also have happened: the reader puts a `Happened` beside it.
    """

    operator: str
    left: Value
    right: Value


class Within(Node):
    """A date lies in one of `spans` (first and last ordinal, inclusive, in order, not touching one another)."""

    date: Value
    spans: tuple[tuple[int, int], ...]


class WithinYearly(Node):
    """A date lies in a window that returns every year, `first` to `last` as (month, day), inclusive."""

    date: Value
    first: tuple[int, int]
    last: tuple[int, int]


class Covers(Node):
    """A date lies in the period that a fact holds, ends included."""

    ref: Ref
    date: Value


class SameAs(Node):
    """Two text facts (identifiers) hold the same text. A fact that is not recorded may be anything."""

    left: Ref
    right: Ref


class Judgement(Node):
    """What an authority has to decide. Met or not met only where the dossier holds a determination for `path` (and, for
    a record, about its id). `published` is false where the standard itself lies in a text that was never published."""

    path: str
    standard: str
    published: bool
    by: str | None


class Undecidable(Node):
    """Nobody can decide this from the text: `cause` is `unmeasured` (一批、普遍), `no_clause` or `undated`. Where a decision
    table gives no answer, `word` is its path: no row is for this case (`no_clause`), or two that contradict one another
    (`readings`)."""

    cause: str
    word: str


class Readings(Node):
    """The clause can be read in several ways; met or not met only where all readings agree. `labels` name the options."""

    options: tuple[tuple[str, Condition], ...]
    labels: tuple[Label, ...] = ()


class Versions(Node):
    """Dated versions; `starts[i]` is the first day (ordinal) of `items[i]`. The governing date of the rule chooses."""

    starts: tuple[int, ...]
    items: tuple[Condition, ...]


class Quantified(Node):
    """`some`, `every` or `none` of the related records meet `meets`."""

    word: str
    related: Related
    meets: Condition


class ShareCompare(Node):
    """Of the related records, the share meeting `meets` compares to `numerator / denominator`. 0 of 0 is undetermined."""

    operator: str
    related: Related
    meets: Condition
    numerator: int
    denominator: int


class Term(Node):
    """A clause declared once in `terms` and used by name."""

    name: str
    item: Condition


class Lookup(Node):
    """What a decision table answers: `asked` (a word and its members) holds of its `output`. `item` says so in the words
    below, and is made from the table."""

    name: str
    output: str
    asked: tuple[str, tuple[str, ...]]
    table: Table = field(compare=False, repr=False)
    item: Condition = field(repr=False)


class Choice(Node):
    """Exactly one of the conditions `when` holds, and chooses the item beside it: dated versions are chosen so by a date."""

    when: tuple[Condition, ...]
    items: tuple[Condition, ...]


Condition: TypeAlias = (
    Always | All | AnyOf | Not | AtLeastOf | OneOf | Includes | Happened | Compare | Within | WithinYearly | Covers
    | SameAs | Judgement | Undecidable | Readings | Versions | Quantified | ShareCompare | Term | Lookup | Choice
)  # fmt: skip

# --- values ---------------------------------------------------------------------------------------------------------

NUMBER, MONEY, DATE = "number", "money", "date"


class Constant(Node):
    """A number scaled by `10 ** places`, an amount in fen (`places` 2), or the ordinal of a day."""

    kind: str
    value: int
    places: int = 0


class SomeDay(Node):
    """A day that the text gives only to the month or year: one day from `first` to `last` (ordinals)."""

    first: int
    last: int


class FactValue(Node):
    """The number, amount or date that a fact holds; of an event, its day."""

    ref: Ref


class Asked(Node):
    """The day of asking."""


class Governing(Node):
    """The date of what the rule is about: the application, the award, the act; the day of asking where there is none."""


class Count(Node):
    """How many related records there are. `once_per` counts each text of that field once."""

    related: Related
    once_per: Ref | None = None


class SumOf(Node):
    """The sum of `of` over the related records."""

    related: Related
    of: Value


class Rank(Node):
    """The place of `own` among the related records' `of`: one more than the number of better ones. A tie widens it."""

    related: Related
    of: Value
    own: Value
    highest_first: bool = True


class Total(Node):
    """The sum of the items."""

    items: tuple[Value, ...]


class Difference(Node):
    """`left` minus `right`; of two dates, the days between them."""

    left: Value
    right: Value


class Product(Node):
    """The product of the items; at most one of them an amount of money."""

    items: tuple[Value, ...]


class Smallest(Node):
    """The smallest of the items."""

    items: tuple[Value, ...]


class Largest(Node):
    """The largest of the items."""

    items: tuple[Value, ...]


class Worth(Node):
    """`item` where the condition holds, else 0: a line of a score sheet."""

    item: Value
    when: Condition


class Pause(Node):
    """Days that a step does not count: the period `ref` of this, or of each of the `related` records."""

    ref: Ref
    related: Related | None = None


class Step(Node):
    """`amount` units (`days`, `months`, `years`, `working_days`) after `base`, before it where negative.

    Months and years clip to the end of the month. `roll` moves a result that is no working day to the next one.
    """

    base: Value
    unit: str
    amount: int
    pauses: tuple[Pause, ...] = ()
    roll: bool = False


class EdgeOf(Node):
    """The first (`start`) or last (`end`) day of a period fact."""

    ref: Ref
    edge: str


class ValueReadings(Node):
    """A value that the text leaves between several: anything from the least to the greatest of them. `labels` name them."""

    options: tuple[tuple[str, Value], ...]
    labels: tuple[Label, ...] = ()


class ValueVersions(Node):
    """Dated versions of a value, as `Versions`."""

    starts: tuple[int, ...]
    items: tuple[Value, ...]


class ValueTerm(Node):
    """A value declared once in `terms` and used by name."""

    name: str
    item: Value


class ValueLookup(Node):
    """The number, amount or date that a decision table gives as its `output`. `item` as in `Lookup`."""

    name: str
    output: str
    table: Table = field(compare=False, repr=False)
    item: Value = field(repr=False)


class ValueChoice(Node):
    """Exactly one of the conditions `when` holds, and chooses the value beside it."""

    when: tuple[Condition, ...]
    items: tuple[Value, ...]


class NoValue(Node):
    """Nobody can tell this value from the text, as `Undecidable`: it is anything from `least` to `greatest`."""

    cause: str
    word: str
    kind: str
    places: int
    least: int
    greatest: int


Value: TypeAlias = (
    Constant | SomeDay | FactValue | Asked | Governing | Count | SumOf | Rank | Total | Difference | Product | Smallest
    | Largest | Worth | Step | EdgeOf | ValueReadings | ValueVersions | ValueTerm | ValueLookup | ValueChoice | NoValue
)  # fmt: skip


def is_value(node: Node) -> TypeGuard[Value]:
    """Whether a node is a value, rather than a condition or what belongs to one."""
    return isinstance(node, get_args(Value))


def kind_of(value: Value) -> str:
    """`number`, `money` or `date`."""
    match value:
        case Constant(kind=kind) | NoValue(kind=kind):
            return kind
        case FactValue(ref=ref):
            return {"money": MONEY, "date": DATE, "event": DATE}.get(ref.fact.type, NUMBER)
        case SomeDay() | Asked() | Governing() | Step() | EdgeOf():
            return DATE
        case Count() | Rank():
            return NUMBER
        case Difference(left=left):
            return NUMBER if kind_of(left) == DATE else kind_of(left)
        case SumOf(of=item) | Worth(item=item) | ValueTerm(item=item) | ValueLookup(item=item):
            return kind_of(item)
        case Product(items=items):
            return MONEY if any(kind_of(item) == MONEY for item in items) else NUMBER
        case Total(items=items) | Smallest(items=items) | Largest(items=items):
            return kind_of(items[0])
        case ValueVersions(items=items) | ValueChoice(items=items):
            return kind_of(items[0])
        case ValueReadings(options=options):
            return kind_of(options[0][1])


def places_of(value: Value) -> int:
    """Decimal places by which the integers of this value are scaled; 0 for dates and counts."""
    match value:
        case Constant(places=places) | NoValue(places=places):
            return places
        case FactValue(ref=ref):
            return ref.fact.places
        case SomeDay() | Asked() | Governing() | Step() | EdgeOf() | Count() | Rank():
            return 0
        case Difference(left=left, right=right):
            return max(places_of(left), places_of(right))
        case SumOf(of=item) | Worth(item=item) | ValueTerm(item=item) | ValueLookup(item=item):
            return places_of(item)
        case Product(items=items):
            return sum(places_of(item) for item in items)
        case Total(items=items) | Smallest(items=items) | Largest(items=items):
            return max(places_of(item) for item in items)
        case ValueVersions(items=items) | ValueChoice(items=items):
            return max(places_of(item) for item in items)
        case ValueReadings(options=options):
            return max(places_of(item) for _, item in options)


def children(node: Node) -> Iterator[Node]:
    """The nodes directly below `node`, in the order written. Of a table that is asked, what it comes to, not its rows."""
    for name in node.__dataclass_fields__:
        if name not in ("place", "table"):
            yield from _nodes_in(getattr(node, name))


def _nodes_in(value: object) -> Iterator[Node]:
    if isinstance(value, Node):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _nodes_in(item)


def walk(node: Node) -> Iterator[Node]:
    """`node` and everything below it."""
    yield node
    for child in children(node):
        yield from walk(child)


def reached(node: Node) -> Iterator[Node]:
    """`node` and everything below it, with the tables that are asked: all that they look at and answer, needed or not."""
    left, tables = [node], set[int]()
    while left:
        part = left.pop()
        yield part
        left.extend(children(part))
        if isinstance(part, Lookup | ValueLookup) and id(part.table) not in tables:
            tables.add(id(part.table))
            left.append(part.table)


def lookups(node: Node) -> Iterator[Lookup | ValueLookup]:
    """The tables that a condition or value asks, outside of related records."""
    if isinstance(node, Lookup | ValueLookup):
        yield node
    elif not isinstance(node, Related | Quantified | ShareCompare | Count | SumOf | Rank):
        for part in children(node):
            yield from lookups(part)

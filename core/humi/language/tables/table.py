"""What a decision table is: columns that are looked at, rows of cells, and what each row answers.

A table is content only. `domain` says what its columns can be, `diagram` which answer comes out where, and `lowering` puts
that into the words that engines know.
"""

from __future__ import annotations

from dataclasses import field
from typing import TypeAlias

from humi.dossier.facts import Fact
from humi.language.nodes import Condition, Constant, Node, Ref, Undecidable, Value
from humi.values.label import Label

ENTITY = "table"
"""What the facts of outputs are of: nothing that a dossier holds."""

UNIQUE, ANY, FIRST, PRIORITY = "unique", "any", "first", "priority"
COLLECT, RULE_ORDER, OUTPUT_ORDER = "collect", "rule_order", "output_order"
SUM, COUNT, MIN, MAX = "collect_sum", "collect_count", "collect_min", "collect_max"
ONE_HIT = (UNIQUE, ANY, FIRST, PRIORITY)
"""Policies by which one row answers."""
LISTS = (COLLECT, RULE_ORDER, OUTPUT_ORDER)
"""Policies by which every row that hits answers."""
FIGURES = (SUM, MIN, MAX, COUNT)
"""Policies by which the rows that hit answer with one figure."""
POLICIES = (*ONE_HIT, *LISTS, *FIGURES)
KEYS = ("for", "hit_policy", "inputs", "outputs", "rows", "file", "sheet")
"""What a table is written with, beside what every rule has."""
INCLUDED = ("include", "include_all")
"""How a list of answers is compared; any other answer as facts are."""
RANKED = (PRIORITY, OUTPUT_ORDER)
"""Policies that ask which answer comes first."""
IN_ORDER = (FIRST, *RANKED, RULE_ORDER)
"""Policies for which it matters where a row stands."""

Answer: TypeAlias = Value | str
"""What stands in a cell of an output: a value; of a boolean `yes` or `no`, of a category its member, of a text the text."""
Default: TypeAlias = Answer | Undecidable
"""What answers where no row does: an answer, or the gap of a text that says nothing of such a case."""


class Span(Node):
    """From `low` to `high`; an end that is None is without limit, one that is open is not included."""

    low: Constant | None = None
    high: Constant | None = None
    low_open: bool = False
    high_open: bool = False


class Cell(Node):
    """A test: one of the members, or within one of the spans; `negated`: neither. One without either is always met."""

    members: tuple[str, ...] = ()
    spans: tuple[Span, ...] = ()
    negated: bool = False

    @property
    def any(self) -> bool:
        """Whether whatever the column is meets it: `-`."""
        return not self.members and not self.spans


class Column(Node):
    """What is looked at: a boolean, category or text (a `Ref`), a value, or a condition that holds or not."""

    id: str
    label: Label
    looks_at: Ref | Value | Condition


class Output(Node):
    """What rows answer. `order` are the answers from the first to the last; `default` answers where no row does."""

    id: str
    fact: Fact
    order: tuple[Answer, ...] = ()
    default: Default | None = None


class Row(Node):
    """A cell for each column, an answer for each output; rows are counted from 1."""

    number: int
    cells: tuple[Cell, ...]
    answers: tuple[Answer, ...]
    note: str = ""


class Table(Node):
    """A decision table. Its rows are its content; how they are lowered is no part of it."""

    id: str
    label: Label
    policy: str
    columns: tuple[Column, ...]
    outputs: tuple[Output, ...]
    rows: tuple[Row, ...]
    this: str = field(default="unit", kw_only=True)

    def output(self, name: str) -> int:
        """The position of an output. Raises StopIteration."""
        return next(index for index, output in enumerate(self.outputs) if output.id == name)

    @property
    def path(self) -> str:
        """Its path in the pack."""
        return f"tables/{self.id}"

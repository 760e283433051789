"""A decision table by itself, without a pack: read, and asked by anybody who imports Humi.

It is read by the reader of packs and answered by the same diagram; only its inputs are declared in it, as facts are, instead of
being facts of a dossier.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from humi.errors import InputError
from humi.values.frozen import Frozen

if TYPE_CHECKING:
    from humi.dossier.facts import Fact
    from humi.dossier.vocabulary import Vocabulary
    from humi.language.tables.diagram import Masks
    from humi.language.tables.policies import Rows
    from humi.language.tables.table import Answer, Default, Output, Table
    from humi.reading.located import Located
    from humi.reading.problems import Problems

State = Literal["decided", "no_row", "clash", "undetermined"]
TYPES = ("boolean", "integer", "decimal", "money", "date", "category", "text")
"""Of inputs and of outputs."""


class TableDecision(Frozen):
    """What a decision table answers.

    `state` is `decided`; `no_row` where no row hits and there is no default; `clash` where rows hit that must not hit together
    (`unique`), or not with different answers (`any`); `undetermined` where what is missing has a say. `answer` is the answer
    where there is one, else None: a value, or a dict by output where there are several; a list of these for `collect`,
    `rule_order` and `output_order`. `rows` are the rows that answer, counted from 1, those that clash, or those that may
    answer. `possible` are the answers that may come out, `missing` the inputs that have a say and are not known.
    """

    state: State
    answer: Any
    rows: tuple[int, ...] = ()
    possible: tuple[Any, ...] = ()
    missing: tuple[str, ...] = ()


class DecisionTable:
    """A decision table with DMN's hit policies. Made by `read`."""

    def __init__(self, table: Table, vocabulary: Vocabulary) -> None:
        self._table = table
        self._vocabulary = vocabulary

    @classmethod
    def read(cls, source: Path | str | Mapping[str, Any]) -> DecisionTable:
        """The table in a YAML file, or in plain data of the same shape. Its rows may stand in a CSV or .xlsx beside the file.

        Raises InputError with every problem, each at its place.
        """
        from humi.reading.located import from_plain
        from humi.reading.problems import Problems
        from humi.reading.strict_yaml import read_yaml

        problems = Problems()
        given = isinstance(source, Mapping)
        located = from_plain(dict(source), problems) if isinstance(source, Mapping) else read_yaml(Path(source), problems)
        read = None if located is None else _read(located, None if given else Path(str(source)).parent, problems)
        problems.raise_if_errors(InputError)
        assert read is not None
        table, vocabulary = read
        assert table is not None
        return cls(table, vocabulary)

    @property
    def hit_policy(self) -> str:
        """Which row answers where several hit."""
        return self._table.policy

    @property
    def inputs(self) -> tuple[str, ...]:
        """The names of what it looks at."""
        return tuple(column.id for column in self._table.columns)

    @property
    def outputs(self) -> tuple[str, ...]:
        """The names of what it answers."""
        return tuple(output.id for output in self._table.outputs)

    @property
    def rows(self) -> int:
        """How many rows it has."""
        return len(self._table.rows)

    def decide(self, inputs: Mapping[str, Any]) -> TableDecision:
        """What the table answers for some inputs. One that is not given, or None, is missing: it may be anything.

        A number is an int, a Decimal or a float, an amount a text with its unit (`50000 yuan`, 5万元), a date a date or a
        text; a number may also be a range, `{"from": 10, "to": 20}`. Amounts are answered in yuan, as Decimal.
        Raises InputError for an input that the table does not have, or a value that does not fit.
        """
        from humi.language.tables.diagram import TooLarge

        try:
            return self._decided(self._possible(inputs))
        except TooLarge:
            return TableDecision("undetermined", None, tuple(range(1, self.rows + 1)), (), self.inputs)

    # --- what is possible ---

    @cached_property
    def _facts(self) -> dict[str, Fact]:
        """What each input is."""
        from humi.language.nodes import Ref, walk

        refs = ((column.id, part) for column in self._table.columns for part in walk(column) if isinstance(part, Ref))
        return {name: ref.fact for name, ref in refs}

    def _possible(self, inputs: Mapping[str, Any]) -> list[list[int]]:
        """For each column, the parts of its domain that it may be."""
        from humi.engines.eager import EagerTerms
        from humi.engines.judge import Setting
        from humi.language.pairs import Pairs
        from humi.language.tables.lowering import domains

        world: Any = _World(self._record(inputs))
        pairs: Pairs[Any] = Pairs(EagerTerms(Setting(self._vocabulary, "", ""), world, None, 0, 0))
        return [
            [part for part in range(domain.size) if pairs.condition(domain.condition(1 << part))[1]]
            for domain in domains(self._table)
        ]

    def _record(self, inputs: Mapping[str, Any]) -> list[Any]:
        from humi.dossier.encode import BadValue, is_unknown, writer
        from humi.reading.problems import Problems
        from humi.values.text import nearest

        problems = Problems()
        record: list[Any] = [*self._vocabulary.template("unit")]
        for name, value in inputs.items():
            fact = self._facts.get(name)
            if fact is None:
                near = nearest(str(name), self._facts) or ""
                problems.add("L101", None, found=str(name), allowed=", ".join(self._facts), suggestion=near)
            elif value is not None and not is_unknown(value):
                try:
                    writer(fact)(record, Decimal(repr(value)) if isinstance(value, float) else value)
                except BadValue as error:
                    problems.add(error.code, None, **{**error.details, "fact": name})
        problems.raise_if_errors(InputError)
        return record

    # --- what is answered ---

    def _decided(self, possible: list[list[int]]) -> TableDecision:
        from humi.language.tables.diagram import Grid, diagram, ends
        from humi.language.tables.policies import CLASH, NOTHING, Asked

        grid = Grid(self._masks(possible), tuple(map(len, possible)))
        root = diagram(grid, Asked(self._table, lambda decided: decided))
        found, asked = ends(root)
        rows = tuple(sorted({row + 1 for decided in found if not isinstance(decided, str) for row in decided}))
        if found == [CLASH]:
            return TableDecision("clash", None, tuple(row + 1 for row in grid.possible()))
        if found == [NOTHING]:
            return TableDecision("no_row" if self._default is None else "decided", self._answer(NOTHING))
        if len(found) == 1:
            rows = tuple(row + 1 for row in found[0])  # in the order of the answers
        answers = [self._answer(decided) for decided in found]
        different = [one for at, one in enumerate(answers) if one not in answers[:at]]
        if len(different) == 1 and CLASH not in found and (NOTHING not in found or self._default is not None):
            return TableDecision("decided", different[0], rows)
        return TableDecision("undetermined", None, rows, tuple(different), tuple(self.inputs[at] for at in sorted(asked)))

    def _masks(self, possible: list[list[int]]) -> Masks:
        """The masks of the rows, with only those parts of each column that it may be."""
        from humi.language.tables.lowering import grid_of

        def kept(mask: int, parts: list[int]) -> int:
            return sum((mask >> part & 1) << at for at, part in enumerate(parts))

        return tuple(tuple(map(kept, row, possible)) for row in grid_of(self._table).masks)

    @property
    def _default(self) -> list[Default | None] | None:
        found = [output.default for output in self._table.outputs]
        return None if all(one is None for one in found) else found

    def _answer(self, decided: Rows | str) -> Any:
        """Rows that decide, in Python values."""
        from humi.language.tables import table as t
        from humi.language.tables.policies import exact, figure_places

        table = self._table
        if isinstance(decided, str):
            return None if decided == "clash" or self._default is None else self._values(self._default)
        if table.policy == t.COUNT:
            return len(decided)
        if table.policy == t.SUM:
            total = sum(exact(table.rows[row].answers[0], table) for row in decided)
            return _number(total, figure_places(table))
        said = [self._values(table.rows[row].answers) for row in decided]
        return said if table.policy in t.LISTS else said[0]

    def _values(self, answers: Any) -> Any:
        values = [None if answer is None else _plain(answer, output.fact.type) for answer, output in self._with(answers)]
        return values[0] if len(values) == 1 else dict(zip(self.outputs, values, strict=True))

    def _with(self, answers: Any) -> Iterator[tuple[Answer | None, Output]]:
        return zip(answers, self._table.outputs, strict=True)


class _World:
    """What an engine looks at: the inputs stand where the facts of a unit do."""

    def __init__(self, unit: list[Any]) -> None:
        self.unit = unit
        self.asked = 0


def _plain(answer: Answer, kind: str) -> Any:
    """An answer as a Python value."""
    from humi.language.nodes import DATE, Constant

    if isinstance(answer, str):
        return answer == "yes" if kind == "boolean" else answer
    assert isinstance(answer, Constant)
    return date.fromordinal(answer.value) if answer.kind == DATE else _number(answer.value, answer.places)


def _number(scaled: int, places: int) -> int | Decimal:
    whole, rest = divmod(scaled, int(10**places))
    return whole if not rest else Decimal(scaled).scaleb(-places)


# --- reading ---


def _read(located: Located, folder: Path | None, problems: Problems) -> tuple[Table | None, Vocabulary]:
    from humi.dossier.vocabulary import Vocabulary
    from humi.language.context import Context, Names
    from humi.language.nodes import Constant
    from humi.language.tables.reader import read_table
    from humi.language.tables.table import KEYS
    from humi.reading.fields import Fields
    from humi.reading.keywords import english
    from humi.reading.located import Mapping as LocatedMapping
    from humi.values.label import Label

    facts: list[Fact] = []
    if isinstance(located, LocatedMapping):
        entries = ((key, _declared(value, facts, problems) if english(key.text) == "inputs" else value)
                   for key, value in located.entries)  # fmt: skip
        located = LocatedMapping(tuple(entries), located.place)
    vocabulary = Vocabulary(facts, {}, {})
    fields = Fields(located, problems, ("name", "note", *(key for key in KEYS if key != "for")), english)
    label = fields.label() or Label("决策表", "decision table")
    context = Context(Names("", vocabulary, problems), "table")
    table = read_table("table", label, fields, context, folder, TYPES)
    if table is not None:
        for row in table.rows:
            if any(not isinstance(answer, str | Constant) for answer in row.answers):
                problems.add("L149", row.place)
    return table, vocabulary


def _declared(located: Located, facts: list[Fact], problems: Problems) -> Located:
    """Inputs declared as facts are, each now a fact that the reader of tables can look at."""
    from humi.dossier.fact_reader import read_fact
    from humi.language.tables.reader import named
    from humi.reading.located import Mapping as LocatedMapping
    from humi.reading.located import Scalar
    from humi.values.label import Label
    from humi.values.text import nearest

    if not isinstance(located, LocatedMapping):
        return located
    entries = []
    for key, value in located.entries:
        name = f"input{len(facts)}"
        declaration = value
        if isinstance(value, LocatedMapping) and "name" not in value and "名称" not in value:
            declaration = LocatedMapping((*value.entries, named(Label(key.text, key.text), key.place)), value.place)
        fact = read_fact("unit", name, declaration, "", problems)
        if fact.type not in TYPES:
            allowed, near = ", ".join(TYPES), nearest(fact.type, TYPES) or ""
            problems.add("L105", value.place, found=fact.type, allowed=allowed, suggestion=near)
        facts.append(fact)
        word = f"unit.{name}"
        entries.append((key, Scalar(word, word, value.place, True)))
    return LocatedMapping(tuple(entries), located.place)

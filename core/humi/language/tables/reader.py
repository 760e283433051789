"""Reading a decision table: what it looks at, what it answers, its rows. All problems at once, each at its cell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from pathlib import Path

from humi.dossier.fact_reader import KEYS as FACT_KEYS
from humi.dossier.fact_reader import read_fact
from humi.dossier.facts import Fact
from humi.language import nodes as n
from humi.language.conditions import NEVER, read_condition
from humi.language.context import Context
from humi.language.tables import table as t
from humi.language.tables.cells import read_answer, read_cell
from humi.language.tables.table import Answer, Cell, Column, Default, Output, Row, Table
from humi.language.value_comparisons import events_of
from humi.language.values import read_value
from humi.reading.fields import Fields, text_of, wrong_type
from humi.reading.keywords import TABLE, english
from humi.reading.located import Located, Mapping, Scalar
from humi.reading.located import Sequence as LocatedSequence
from humi.reading.problems import Place
from humi.values.label import Label
from humi.values.text import nearest

OUTPUT_KEYS = ("type", "name", "members", "ordered", "places", "minimum", "maximum", "order", "default")
LOOKED_AT = ("boolean", "category", "text")
"""Facts whose members a cell names; numbers, amounts, dates and events are looked at as values."""
TYPES = ("boolean", "integer", "decimal", "money", "date", "category")
FIGURES = ("integer", "decimal", "money")
REMARKS = ("note",)
MOST_ROWS = 1_000
MOST_COLUMNS = 64


def read_table(
    name: str, label: Label, fields: Fields, context: Context, folder: Path | None, types: Sequence[str] = TYPES
) -> Table | None:
    """The table of a mapping with the keys of tables; None after a reported problem. `folder` is where its file may lie."""
    before = len(context.problems)
    policy = _policy(fields)
    columns = tuple(_columns(fields, context))
    outputs = tuple(_outputs(fields, label, policy, context, types))
    rows = _rows(fields, columns, outputs, context, folder)
    if len(context.problems) > before and context.problems.has_errors:
        return None
    table = Table(name, label, policy, columns, outputs, rows, this=context.this, place=fields.place)
    _check_order(table, context)
    return None if context.problems.has_errors and len(context.problems) > before else table


def _policy(fields: Fields) -> str:
    located = fields.get("hit_policy")
    if located is None:
        return t.UNIQUE
    found = english(text_of(located, fields.problems))
    if found not in t.POLICIES:
        near = nearest(found, t.POLICIES) or ""
        fields.problems.add("L105", located.place, found=found, allowed=", ".join(t.POLICIES), suggestion=near)
        return t.UNIQUE
    return found


def _named_parts(key: str, located: Located, context: Context) -> bool:
    """Whether inputs or outputs are a mapping by their ids, with one at least."""
    if not isinstance(located, Mapping):
        wrong_type(context.problems, located, "mapping")
    elif not located.entries:
        context.problems.add("L148", located.place, key=key)
    return isinstance(located, Mapping) and bool(located.entries)


# --- columns ---


def _columns(fields: Fields, context: Context) -> Iterator[Column]:
    inputs = fields.require("inputs")
    if inputs is None:
        return
    if not _named_parts("inputs", inputs, context):
        return
    assert isinstance(inputs, Mapping)
    seen: dict[n.Ref | n.Value | n.Condition, str] = {}
    for key, value in inputs.entries:
        column = _column(key, value, context)
        if column is None:
            continue
        if column.looks_at in seen:
            context.problems.add("L134", value.place, found=column.id, other=seen[column.looks_at])
        seen[column.looks_at] = column.id
        yield column


def _column(key: Scalar, located: Located, context: Context) -> Column | None:
    """A fact or a value; a condition stands under `when`."""
    if isinstance(located, Mapping) and [english(word.text) for word, _ in located.entries] == ["when"]:
        condition = read_condition(located, context)
        return None if condition == NEVER else Column(key.text, Label(key.text, key.text), condition, place=key.place)
    ref = _fact(located, context)
    if ref is not None and ref.fact.type in LOOKED_AT:
        return Column(key.text, ref.fact.label, ref, place=key.place)
    if ref is not None and ref.fact.type in ("categories", "period"):
        context.problems.add("L135", located.place, found=getattr(located, "text", ""), type=ref.fact.type)
        return None
    value = read_value(located, context)
    if value is None:
        return None
    label = ref.fact.label if ref is not None else Label(key.text, key.text)
    return Column(key.text, label, value, place=key.place)


def _fact(located: Located, context: Context) -> n.Ref | None:
    from humi.language.context import is_reference

    if not isinstance(located, Scalar) or not isinstance(located.value, str) or not is_reference(located.text, context):
        return None
    return context.resolve(located.text, located.place, report=False)


# --- outputs ---


def _outputs(fields: Fields, label: Label, policy: str, context: Context, types: Sequence[str]) -> Iterator[Output]:
    outputs = fields.require("outputs")
    if outputs is None:
        return
    if not _named_parts("outputs", outputs, context):
        return
    assert isinstance(outputs, Mapping)
    if policy in t.FIGURES and len(outputs.entries) > 1:
        context.problems.add("L136", outputs.entries[1][0].place, policy=policy)
    for key, value in outputs.entries:
        yield _output(key, value, label, policy, context, types)


def _output(key: Scalar, located: Located, label: Label, policy: str, context: Context, types: Sequence[str]) -> Output:
    problems = context.problems
    own = Fields(located, problems, OUTPUT_KEYS, english)
    entries = located.entries if isinstance(located, Mapping) else ()
    declared = [(word, value) for word, value in entries if english(word.text) in FACT_KEYS]
    if "name" not in own:
        declared.append(named(label, key.place))
    fact = read_fact(t.ENTITY, key.text, Mapping(tuple(declared), located.place), t.ENTITY, problems)
    allowed = FIGURES if policy in (t.SUM, t.MIN, t.MAX) else types
    if "type" in own and fact.type not in allowed:
        near = nearest(fact.type, allowed) or ""
        problems.add("L105", own.place_of("type"), found=fact.type, allowed=", ".join(allowed), suggestion=near)
    default = own.get("default")
    if default is not None and policy in (t.SUM, t.COUNT):
        problems.add("L137", own.place_of("default"), policy=policy)
        default = None
    order = tuple(_order(own, fact, context))
    answer = None if default is None else _default(default, fact, policy, context)
    return Output(key.text, fact, order, answer, place=key.place)


def _default(located: Located, fact: Fact, policy: str, context: Context) -> Default | None:
    """An answer, or `{no_clause: gap}`: the text says nothing of such a case."""
    if not isinstance(located, Mapping) or [english(key.text) for key, _ in located.entries] != ["no_clause"]:
        return _answer(located, fact, context)
    if policy in t.LISTS:
        context.problems.add("L137", located.place, policy=policy)
        return None
    return n.Undecidable("no_clause", text_of(located.entries[0][1], context.problems), place=located.place)


def named(label: Label, place: Place) -> tuple[Scalar, Mapping]:
    """The name of the table is that of an output without one."""
    parts = (("zh", label.zh), ("en", label.en))
    named = Mapping(tuple((Scalar(lang, lang, place, True), Scalar(text, text, place, True)) for lang, text in parts), place)
    return Scalar("name", "name", place, True), named


def _order(own: Fields, fact: Fact, context: Context) -> Iterator[Answer]:
    """Answers from the first to the last: as listed, else the members as declared."""
    located = own.get("order")
    if located is None:
        yield from fact.members if fact.type == "category" else ()
        return
    if not isinstance(located, LocatedSequence) or not located.items:
        wrong_type(context.problems, located, "list")
        return
    for item in located.items:
        answer = _answer(item, fact, context)
        if answer is not None:
            yield answer


def _answer(located: Located, fact: Fact, context: Context) -> Answer | None:
    """A literal, or of a figure or date a value; nothing of a type that no answer has, which is told where it is declared."""
    if fact.type not in (*TYPES, "text"):
        return None
    if isinstance(located, Scalar):
        answer = read_answer(located, fact, context)
        if isinstance(answer, n.Constant) and answer.places > fact.places:
            context.problems.add("L110", located.place, found=located.text, reason="places")
        elif isinstance(answer, n.Constant) and not _within_bounds(answer, fact):
            context.problems.add("L110", located.place, found=located.text, reason="bounds")
        return answer
    kind = {"money": n.MONEY, "date": n.DATE, "integer": n.NUMBER, "decimal": n.NUMBER}.get(fact.type)
    if kind is None:
        wrong_type(context.problems, located, fact.type)
        return None
    value = read_value(located, context, kind)
    if value is not None and any(events_of(value)):
        # Whether it happened is for a column to say.
        context.problems.add("L103", located.place, found="event", expected="date")
        return None
    return value


def _within_bounds(answer: n.Constant, fact: Fact) -> bool:
    """Whether a figure is one that its output says it can give."""
    if answer.kind == n.DATE:
        return True
    figure = answer.value * int(10 ** (fact.places - answer.places))
    return fact.minimum <= figure <= fact.maximum


# --- rows ---


def _rows(
    fields: Fields, columns: tuple[Column, ...], outputs: tuple[Output, ...], context: Context, folder: Path | None
) -> tuple[Row, ...]:
    headings = _headings(columns, outputs)
    for part in ("inputs", "outputs"):
        declared = fields.get(part)
        # What could not be read is told where it is declared, not again in every row.
        headings |= {key: key for key in (declared.keys() if isinstance(declared, Mapping) else ())}
    located = _written_rows(fields, headings, (*columns, *outputs), context, folder)
    if located is None:
        return ()
    if not isinstance(located, LocatedSequence) or not located.items:
        wrong_type(context.problems, located, "list of rows")
        return ()
    if len(located.items) > MOST_ROWS:
        context.problems.add("L130", located.items[MOST_ROWS].place, limit=str(MOST_ROWS))
        return ()
    if len(columns) + len(outputs) > MOST_COLUMNS:
        context.problems.add("L130", fields.place, limit=str(MOST_COLUMNS))
        return ()
    found = [_row(number, item, columns, outputs, headings, context) for number, item in enumerate(located.items, 1)]
    return tuple(row for row in found if row is not None)


def _written_rows(
    fields: Fields, headings: dict[str, str], parts: tuple[Column | Output, ...], context: Context, folder: Path | None
) -> Located | None:
    """The rows in the mapping, or in a file beside it; never both."""
    from humi.language.tables.files import read_rows

    file, sheet = fields.get("file"), fields.get("sheet")
    if file is None:
        if sheet is not None:
            context.problems.add("L126", sheet.place, found=getattr(sheet, "text", ""))
        return fields.require("rows")
    if "rows" in fields:
        context.problems.add("L138", fields.place_of("rows"))
        return None
    if folder is None or not isinstance(file, Scalar) or (sheet is not None and not isinstance(sheet, Scalar)):
        wrong_type(context.problems, file, "file")
        return None
    read = read_rows(file, sheet, folder, context.problems)
    if read is None:
        return None
    written, rows = read
    named = {headings.get(heading.text) for heading in written}
    for part in parts:
        if part.id not in named:
            context.problems.add("L142", rows.place, found=part.id, allowed=", ".join(one.text for one in written))
    return rows


def _headings(columns: tuple[Column, ...], outputs: tuple[Output, ...]) -> dict[str, str]:
    """Every name of a column with its id: the id, and the name of its fact where no other has that."""
    ids = [*(column.id for column in columns), *(output.id for output in outputs)]
    found = {name: name for name in (*ids, *REMARKS)}
    found |= {TABLE[word]: word for word in REMARKS if TABLE[word] not in found}
    for label, name in (*((one.label, one.id) for one in columns), *((one.fact.label, one.id) for one in outputs)):
        for spelling in label:
            found.setdefault(spelling, name)
    return found


def _row(
    number: int,
    located: Located,
    columns: tuple[Column, ...],
    outputs: tuple[Output, ...],
    headings: dict[str, str],
    context: Context,
) -> Row | None:
    problems = context.problems
    if not isinstance(located, Mapping):
        wrong_type(problems, located, "mapping")
        return None
    written: dict[str, Located] = {}
    for key, value in located.entries:
        name = headings.get(key.text)
        if name is None:
            shown = list(dict.fromkeys([*headings.values()]))
            near = nearest(key.text, headings) or ""
            problems.add("L101", key.place, found=key.text, allowed=", ".join(shown), suggestion=near)
        elif name in written:
            problems.add("Y109", key.place, key=key.text)
        else:
            written[name] = value
    cells = [_cell(written.get(column.id), column, context) for column in columns]
    answers = [_row_answer(written.get(output.id), output, located.place, context) for output in outputs]
    note = text_of(written["note"], problems) if "note" in written else ""
    if None in cells or None in answers:
        return None
    told = tuple(cell for cell in cells if cell is not None), tuple(answer for answer in answers if answer is not None)
    return Row(number, *told, note, place=located.place)


def _cell(located: Located | None, column: Column, context: Context) -> Cell | None:
    if located is None:
        return Cell()
    if not isinstance(located, Scalar):
        wrong_type(context.problems, located, "cell")
        return None
    return read_cell(located, column, context)


def _row_answer(located: Located | None, output: Output, place: Place, context: Context) -> Answer | None:
    if located is None or (isinstance(located, Scalar) and located.value is None):
        context.problems.add("L125", place if located is None else located.place, column=output.id)
        return None
    return _answer(located, output.fact, context)


# --- what a policy asks of answers ---


def _check_order(table: Table, context: Context) -> None:
    """What has to be compared or added has to be written out; what is to come first has to be listed."""
    given = [(row, *said) for row in table.rows for said in zip(table.outputs, row.answers, strict=True)]
    for row, output, answer in given:
        if table.policy in (t.SUM, t.MIN, t.MAX) and not isinstance(answer, n.Constant):
            context.problems.add("L139", row.place, policy=table.policy)
        if table.policy in t.RANKED and output.order and answer not in output.order:
            context.problems.add("L140", row.place, found=shown_answer(answer), column=output.id)
    if table.policy in t.RANKED and not any(output.order for output in table.outputs):
        context.problems.add("L141", table.place, policy=table.policy)
    for output in table.outputs:
        if table.policy in t.RANKED and any(one == other for one, other in combinations(output.order, 2)):
            context.problems.add("L107", output.place, key=output.id)


def shown_answer(answer: Answer) -> str:
    """An answer for messages."""
    from humi.values.numbers import format_decimal, format_money

    if isinstance(answer, str):
        return answer
    if not isinstance(answer, n.Constant):
        return type(answer).__name__
    if answer.kind == n.DATE:
        from datetime import date

        return date.fromordinal(answer.value).isoformat()
    return format_money(answer.value, "en") if answer.kind == n.MONEY else format_decimal(answer.value, answer.places)

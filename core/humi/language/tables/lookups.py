"""Reading `{table: risk, equals: high}` and `{table: support}`: what a table answers, as a condition or as a value."""

from __future__ import annotations

from dataclasses import replace

from humi.dossier.facts import SINGLE, Fact
from humi.language import nodes as n
from humi.language.context import Context
from humi.language.members import ORDERED, read_members
from humi.language.tables import lowering
from humi.language.tables import table as t
from humi.language.tables.diagram import TooLarge
from humi.language.tables.table import Output, Table
from humi.reading.fields import Fields, text_of
from humi.reading.keywords import english
from humi.reading.located import Located, Mapping
from humi.reading.problems import Place, Problems
from humi.values.text import nearest

CHOOSES = ("equals", "in", *ORDERED)
"""Comparators of the one answer of a table that is a category."""
FIGURES = ("integer", "decimal", "money", "date")


def find(located: Located, context: Context) -> tuple[Table, Output] | None:
    """The table and output that stand under `table`; None after a reported problem."""
    name, output = located, None
    if isinstance(located, Mapping):
        fields = Fields(located, context.problems, ("name", "output"), english)
        output = fields.get("output")
        asked = fields.require("name")
        if asked is None:
            return None
        name = asked
    word = text_of(name, context.problems)
    table = context.names.tables.get(word)
    if table is None:
        known = list(context.names.tables)
        allowed, near = ", ".join(known), nearest(word, known) or ""
        if word not in context.names.refused:
            context.problems.add("L105", name.place, found=word, allowed=allowed, suggestion=near)
        return None
    chosen = _output(table, output, name.place, context)
    if chosen is None or not _fits(table, name.place, context):
        return None
    return table, chosen


def _output(table: Table, located: Located | None, place: Place, context: Context) -> Output | None:
    known = [output.id for output in table.outputs]
    if located is None:
        if len(known) == 1:
            return table.outputs[0]
        context.problems.add("L143", place, found=table.id, allowed=", ".join(known))
        return None
    word = text_of(located, context.problems)
    if word in known:
        return table.outputs[table.output(word)]
    near = nearest(word, known) or ""
    context.problems.add("L105", located.place, found=word, allowed=", ".join(known), suggestion=near)
    return None


def _fits(table: Table, place: Place, context: Context) -> bool:
    """A table that looks at records of one kind can be asked about these only."""
    looks_at_this = any(isinstance(node, n.Ref) and node.owner == n.THIS for column in table.columns for node in n.walk(column))
    fits = not looks_at_this or table.this == context.this or table.this in SINGLE
    if not fits:
        context.problems.add("L144", place, found=table.id, expected=table.this, this=context.this)
    return fits


def holds_figures(located: Mapping, context: Context) -> bool:
    """Whether the table that a mapping asks gives a figure or a date. What is wrong is reported by whoever reads it."""
    quiet = replace(context, names=replace(context.names, problems=Problems()))
    asked = next(value for key, value in located.entries if english(key.text) == "table")
    found = find(asked, quiet)
    return found is not None and _is_figure(*found)


def _is_figure(table: Table, output: Output) -> bool:
    return table.policy == t.COUNT or (output.fact.type in FIGURES and table.policy not in t.LISTS)


def read_lookup_value(located: Located, place: Place, context: Context) -> n.Value | None:
    """The value that a table gives; None after a reported problem."""
    found = find(located, context)
    if found is None:
        return None
    table, output = found
    if not _is_figure(table, output):
        context.problems.add("L145", place, found=_named(table, output), type=_gives(table, output))
        return None
    try:
        item = lowering.value_of(table, table.output(output.id))
    except TooLarge:
        context.problems.add("L146", table.place, found=table.id)
        return None
    return n.ValueLookup(table.id, output.id, table, item, place=place)


def read_lookup(located: Located, place: Place, context: Context) -> n.Condition | None:
    """That the one answer of a table is yes; None after a reported problem."""
    found = find(located, context)
    if found is None:
        return None
    table, output = found
    if table.policy not in t.ONE_HIT or output.fact.type != "boolean":
        allowed = ", ".join(_words(table, output))
        context.problems.add("L147", place, found=_named(table, output), type=_gives(table, output), allowed=allowed)
        return None
    return _lookup(table, output, "equals", ("yes",), place, context)


def read_lookup_comparison(fields: Fields, place: Place, context: Context) -> n.Condition | None:
    """`{table: risk, equals: high}`; None after a reported problem."""
    located = fields.get("table")
    assert located is not None
    found = find(located, context)
    if found is None:
        return None
    table, output = found
    words = [word for word in fields if word != "table"]
    allowed = _words(table, output)
    items: list[n.Condition] = []
    for word in words:
        against = fields.get(word)
        assert against is not None
        if word not in allowed:
            details = {"key": word, "type": _gives(table, output), "allowed": ", ".join(allowed), "suggestion": ""}
            context.problems.add("L106", fields.place_of(word), **details)
            continue
        members = _members(output.fact, word, against, context)
        if not members:
            continue
        each = [(member,) for member in members] if word == "include_all" else [members]
        made = [_lookup(table, output, "include" if word in t.INCLUDED else "equals", part, place, context) for part in each]
        items.extend(one for one in made if one is not None)
    if not items:
        return None
    return items[0] if len(items) == 1 else n.All(tuple(items), place=place)


def _members(fact: Fact, word: str, located: Located, context: Context) -> tuple[str, ...]:
    if fact.type == "text":
        from humi.reading.fields import items_of

        return tuple(text_of(item, context.problems) for item in items_of(located))
    return read_members(fact, word, located, context)


def _words(table: Table, output: Output) -> tuple[str, ...]:
    if output.fact.type in FIGURES or table.policy in t.FIGURES:
        return ()  # a list of figures can only be counted or added up, by another policy
    if table.policy in t.LISTS:
        return t.INCLUDED
    return CHOOSES if output.fact.ordered else ("equals", "in")


def _lookup(
    table: Table, output: Output, word: str, members: tuple[str, ...], place: Place, context: Context
) -> n.Condition | None:
    asked = word, members
    try:
        lowered = lowering.condition_of(table, table.output(output.id), asked)
    except TooLarge:
        context.problems.add("L146", table.place, found=table.id)
        return None
    return n.Lookup(table.id, output.id, asked, table, lowered, place=place)


def _named(table: Table, output: Output) -> str:
    return table.id if len(table.outputs) == 1 else f"{table.id}.{output.id}"


def _gives(table: Table, output: Output) -> str:
    """What kind of answer a table gives, for messages."""
    return f"list of {output.fact.type}" if table.policy in t.LISTS else output.fact.type

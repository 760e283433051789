"""Reading the section `tables`: decision tables, which other rules ask by their id."""

from __future__ import annotations

from pathlib import Path

from humi.dossier.facts import ENTITIES
from humi.language.context import Context
from humi.language.tables.table import KEYS
from humi.policy.pack import TableRule
from humi.policy.rules import META, RuleReader, identifier
from humi.policy.sections import entries
from humi.reading.fields import Fields, text_of
from humi.reading.keywords import english
from humi.reading.located import Located
from humi.values.label import Label
from humi.values.text import nearest

TABLE = (*KEYS, *META)


def tables(fields: Fields, reader: RuleReader, folder: Path) -> dict[str, TableRule]:
    """Tables in the order written; a table may ask those before it. `folder` is where their files lie."""
    return {
        identifier(key): _table(identifier(key), value, reader, folder)
        for key, value in entries(fields, "tables", reader.problems)
    }


def _table(name: str, located: Located, reader: RuleReader, folder: Path) -> TableRule:
    from humi.language.tables.reader import read_table

    fields, path = Fields(located, reader.problems, TABLE, english), f"tables/{name}"
    meta = reader.meta(fields, path, named=True)
    context = Context(reader.names, f"{reader.names.region}/{path}", _whom(fields, reader))
    for part in ("inputs", "outputs"):
        for key, _ in entries(fields, part, reader.problems):
            if not key.text.replace("_", "a").isalnum():
                reader.problems.add("L103", key.place, found=key.text, expected="id")
    table = read_table(name, meta["label"] or Label(name, name), fields, context, folder)
    if table is None:
        reader.names.refused.add(name)
    else:
        reader.names.tables[name] = table
    return TableRule(**meta, table=table)


def _whom(fields: Fields, reader: RuleReader) -> str:
    """Whose facts a table looks at as `this`."""
    located = fields.get("for")
    if located is None:
        return "unit"
    word = reader.names.vocabulary.entity(text_of(located, reader.problems))
    if word not in ENTITIES:
        near = nearest(word, ENTITIES) or ""
        reader.problems.add("P203", located.place, found=word, allowed=", ".join(ENTITIES), suggestion=near)
        return "unit"
    return word

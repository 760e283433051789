"""Pieces that the JSON Schemas share: words in both spellings, with what they mean on hover."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from humi.authoring.meanings import MEANINGS
from humi.reading.keywords import TABLE, TRUTH
from humi.values.label import Label

Schema = dict[str, Any]
DRAFT = "https://json-schema.org/draft/2020-12/schema"
DATE = {
    "anyOf": [
        {"type": "string", "pattern": r"^\d{4}(-(\d{2}|XX)(-(\d{2}|XX))?)?$|^\d{4} ?年"},
        {"type": "integer", "minimum": 1, "maximum": 9999},
    ]
}
DATED_KEY = r"^\d{4}(-\d{2}(-\d{2})?)?$|^\d{4} ?年"
DAY = r"^\d{4}-\d{2}-\d{2}$|^\d{4} ?年.*日$"
FACT_KEY = r"^[^.]+\.."
TRUTHS: Schema = {"enum": [True, False, *TRUTH]}
TEXT: Schema = {"type": ["string", "integer"]}
LABEL: Schema = {
    "type": "object",
    "description": "中英文各一 / in Chinese and in English",
    "properties": {"zh": {"type": "string"}, "en": {"type": "string"}},
    "required": ["zh", "en"],
    "additionalProperties": False,
}


def document(name: str, version: int, title: str, schema: Schema) -> Schema:
    """A whole schema with its identity. `version` changes when valid documents may become invalid."""
    return {"$schema": DRAFT, "$id": name, "title": title, "$comment": f"schema version {version}", **schema}


AGAIN = {"by": ("经手",), "priority": ("优先级",)}
"""Words with a second Chinese spelling."""


def spellings(word: str) -> list[str]:
    """A word in English and in Chinese. `by` and `priority` have two Chinese spellings."""
    found = [word, *([TABLE[word]] if word in TABLE else [])]
    return [*found, *AGAIN.get(word, ())]


def has(*words: str) -> Schema:
    """One of the words is written, in either spelling."""
    return {"anyOf": [{"required": [spelling]} for word in words for spelling in spellings(word)]}


def word_schema(word: str, schema: Schema) -> Schema:
    """The schema of a word's value, with the meaning of the word."""
    if word not in MEANINGS:
        return schema
    meaning = MEANINGS[word]
    told = {"title": TABLE.get(word, word), "description": f"{meaning.zh} / {meaning.en}"}
    # What a word of a choice means is told of the choice, not of the word above it.
    return {**told, "allOf": [schema]} if schema.keys() & {"$ref", "anyOf"} else {**told, **schema}


def words(properties: Mapping[str, Schema]) -> dict[str, Schema]:
    """Properties in both spellings."""
    return {spelling: word_schema(word, schema) for word, schema in properties.items() for spelling in spellings(word)}


def mapping(properties: Mapping[str, Schema], required: Iterable[str] = (), **more: Any) -> Schema:
    """A mapping of known words in either spelling; nothing else may stand in it."""
    schema: Schema = {"type": "object", "properties": words(properties), "additionalProperties": False, **more}
    demanded = [has(word) for word in required]
    if demanded:
        schema["allOf"] = [*demanded, *more.get("allOf", ())]
    return schema


def one_of(members: Iterable[str]) -> Schema:
    """A word of a closed list, in either spelling."""
    return {"enum": list(dict.fromkeys(spelling for member in members for spelling in spellings(member)))}


def choice(choices: Mapping[str, str], others: Iterable[str] = (), only: Iterable[str] = ()) -> Schema:
    """A word of a closed list that has its own table of spellings; `others` have theirs in the common table."""
    words = tuple(only) or tuple(choices)
    told = dict.fromkeys(spelling for word in words for spelling in (word, choices[word]))
    return {"enum": [*told, *(spelling for word in others for spelling in spellings(word))]}


def told_enum(members: Iterable[str], labels: Iterable[Label], others: Iterable[str] = ()) -> Schema:
    """Members in both spellings, each with what it means; `others` may be written too."""
    told: dict[str, str] = {}
    named = [(member, label) for member, label in zip(members, labels, strict=True)]
    for member, label in named:
        told[member] = f"{label.zh} / {label.en}"
    for _, label in named:
        told.setdefault(label.zh, f"{label.zh} / {label.en}")
    for other in others:
        told.setdefault(other, "所列之外 / none of these")
    return {"enum": list(told), "enumDescriptions": list(told.values())}


def one_or_many(schema: Schema) -> Schema:
    """A value or a list of such."""
    return {"anyOf": [schema, {"type": "array", "items": schema, "minItems": 1}]}


def ref(name: str) -> Schema:
    """A definition of the same document."""
    return {"$ref": f"#/$defs/{name}"}


def by_id(schema: Schema) -> Schema:
    """A section: rules by their ids."""
    return {"type": "object", "propertyNames": {"pattern": r"^[\w]+$"}, "additionalProperties": schema}

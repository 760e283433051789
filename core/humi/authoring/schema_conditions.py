"""The JSON Schema of conditions and values, made from the tables by which they are read."""

from __future__ import annotations

from collections.abc import Mapping

from humi.authoring.schema_names import Names
from humi.authoring.schema_parts import (
    DATED_KEY,
    FACT_KEY,
    TEXT,
    TRUTHS,
    Schema,
    has,
    mapping,
    one_of,
    one_or_many,
    ref,
    spellings,
    told_enum,
    word_schema,
    words,
)
from humi.dossier.facts import RELATIONS, Fact
from humi.language.comparators import ALLOWED
from humi.language.conditions import WORDS as CONDITION_WORDS
from humi.language.members import ORDERED
from humi.language.tables.table import INCLUDED
from humi.language.value_comparisons import COMPARATORS
from humi.language.values import UNITS
from humi.language.values import WORDS as VALUE_WORDS

SHARE = ("share", "where", "meets")
TABLE = ("table", *INCLUDED, "in")
"""What a table is compared by beside the comparators of values."""
ALONE_AS_CONDITION = ("term", "table", "readings")
"""Value words that are conditions too; any other needs a comparator to be one."""


def definitions(names: Names) -> dict[str, Schema]:
    """`condition`, `where`, `value`, `comparison` and what they rest on. Every word and fact is defined once."""
    labels = names.vocabulary.labels
    every = tuple(dict.fromkeys(word for group in ALLOWED.values() for word in (*group, *ORDERED)))
    return {
        "relation": {"enum": [word for name in RELATIONS for word in (name, labels[name].zh)]},
        "condition": _or_versions(condition_mapping({}, names), "condition", ["boolean"]),
        "where": _or_versions(condition_mapping({}, names, among=True), "where", ["boolean"]),
        "value": _or_versions(_value_mapping(names), "value", ["string", "number"]),
        "comparison": _comparison(every),
        "has_comparator": has(*COMPARATORS),
        "has_value": has(*VALUE_WORDS, "share"),
        "beside": {"dependentSchemas": _dependents()},
        **{f"word_{word}": word_schema(word, _word(word, names)) for word in _own_words()},
        **{f"among_{word}": word_schema(word, _nested("where")[word]) for word in _nested("where")},
        **{f"compare_{kind}": _comparison(allowed) for kind, allowed in ALLOWED.items()},
        **{f"fact_{fact.path}": _fact_comparison(fact, names) for fact in names.facts()},
    }


def _or_versions(mapping_: Schema, name: str, others: list[str]) -> Schema:
    """A mapping of words, or dated versions of such, or a plain value.

    One schema rather than a choice of several: of a choice, editors offer what fits best, and half a word fits none.
    """
    dated = {"propertyNames": {"pattern": DATED_KEY}}
    patterns = {**mapping_.get("patternProperties", {}), DATED_KEY: ref(name)}
    needs = {"anyOf": [{"not": {"type": "object"}}, dated, {"allOf": mapping_.get("allOf", [True])}]}
    unmixed = {"anyOf": [dated, {"propertyNames": {"not": {"pattern": DATED_KEY}}}]}
    return {**mapping_, "type": ["object", *others], "patternProperties": patterns, "allOf": [needs, unmixed]}


# --- conditions ---


def condition_mapping(extra: Mapping[str, Schema], names: Names, among: bool = False, required: tuple[str, ...] = ()) -> Schema:
    """A mapping of facts and words; `extra` are words of the rule that stand beside them, `among` is inside a `where`."""
    nested = _nested("where") if among else {}
    own = {
        spelling: ref(f"among_{word}" if word in nested else f"word_{word}")
        for word in _own_words()
        for spelling in spellings(word)
    }
    facts = {key: ref(f"fact_{fact.path}") for key, fact in names.fact_keys().items()}
    # Inside a `where`, a bare name is a field of the related record.
    fields = {name: _field(facts) for name, facts in names.fields().items()} if among else {}
    schema: Schema = {
        "type": "object",
        "minProperties": 1 + len(required),
        "properties": {**words(extra), **fields, **own, **facts},
        "patternProperties": {names.fact_pattern() if names.region else FACT_KEY: ref("comparison")},
        "additionalProperties": ref("comparison") if among and not names.region else False,
    }
    demanded = [*(has(word) for word in required), *([] if among else [ref("beside")])]
    return {**schema, "allOf": demanded} if demanded else schema


def comparison_words() -> dict[str, Schema]:
    """The words of a value with its comparators."""
    tables = (*VALUE_WORDS.values(), SHARE, COMPARATORS)
    return {word: ref(f"word_{word}") for word in dict.fromkeys(word for group in tables for word in group)}


def _own_words() -> list[str]:
    tables = (*CONDITION_WORDS.values(), *VALUE_WORDS.values(), SHARE, TABLE, COMPARATORS)
    return list(dict.fromkeys(word for group in tables for word in group))


def _owners() -> dict[str, list[str]]:
    """For each key that only stands beside another word: those words."""
    owners: dict[str, list[str]] = {}
    leading = {*CONDITION_WORDS, *VALUE_WORDS, "share"}
    for word, keys in (*CONDITION_WORDS.items(), *VALUE_WORDS.items(), ("share", SHARE), ("table", TABLE)):
        for key in keys:
            if key not in leading:
                owners.setdefault(key, []).append(word)
    return owners


def _dependents() -> dict[str, Schema]:
    """What a word needs beside it: its own word, what it must meet, a comparator."""
    needs: dict[str, list[Schema]] = {key: [has(*words_)] for key, words_ in _owners().items()}
    needs["at_least_of"] = [has("of")]
    for word in ("every", "share"):
        needs.setdefault(word, []).append(has("meets"))
    for word in (*VALUE_WORDS, "share"):
        if word not in ALONE_AS_CONDITION:
            needs.setdefault(word, []).append(ref("has_comparator"))
    for word in COMPARATORS:
        needs.setdefault(word, []).append(ref("has_value"))
    return {
        spelling: schemas[0] if len(schemas) == 1 else {"allOf": schemas}
        for word, schemas in needs.items()
        for spelling in spellings(word)
    }


def _word(word: str, names: Names) -> Schema:
    """What stands under a word of a condition."""
    if word in (*COMPARATORS, *TABLE[1:]):
        return _against(word)
    known: dict[str, Schema] = {
        **_nested("condition"),
        "at_least_of": {"type": "integer", "minimum": 1},
        "judgement": mapping({"standard": TEXT, "by": TEXT, "name": TEXT}, ["standard"]),
        "unmeasured": TEXT,
        "no_clause": names.gaps(),
        "some": ref("relation"),
        "none": ref("relation"),
        "every": ref("relation"),
        "share": ref("relation"),
        "where": ref("where"),
        "meets": ref("where"),
    }
    return known[word] if word in known else _value_word(word, names)


def _nested(name: str) -> dict[str, Schema]:
    """Words that hold conditions: plain ones, or those of related records where bare names are facts."""
    item = ref(name)
    many = {"type": "array", "items": item, "minItems": 1}
    return {
        "all": many,
        "any": many,
        "not": item,
        "when": item,
        "of": {"anyOf": [many, ref("value")]},
        "readings": {"type": "object", "minProperties": 2, "additionalProperties": item},
        "names": {"type": "object", "additionalProperties": ref("label")},
    }


def _field(facts: list[Fact]) -> Schema:
    """A bare name, which may be that of facts of several kinds of records."""
    return ref(f"fact_{facts[0].path}") if len(facts) == 1 else {"title": facts[0].label.zh, **ref("comparison")}


def _fact_comparison(fact: Fact, names: Names) -> Schema:
    """What a fact may be compared with."""
    members = _members(fact, names)
    told = {"title": fact.label.zh, "description": f"{fact.label.zh} / {fact.label.en}"}
    if members is None:
        return {**told, **ref(f"compare_{fact.type}")}
    return {**told, **_comparison((*ALLOWED[fact.type], *ORDERED) if fact.ordered else ALLOWED[fact.type], members)}


def _members(fact: Fact, names: Names) -> Schema | None:
    if fact.type not in ("category", "categories"):
        return names.called(fact)
    return told_enum(fact.members, fact.member_labels, spellings("other") if fact.has_other else ())


def _comparison(allowed: tuple[str, ...], member: Schema | None = None) -> Schema:
    comparators = mapping({word: _against(word, member) for word in allowed}, minProperties=1)
    if "equals" not in allowed:
        return comparators
    bare: Schema = member if member is not None else {"type": ["string", "number", "boolean"]}
    return {"anyOf": [bare, comparators]}


def _against(word: str, member: Schema | None = None) -> Schema:
    """What stands under a comparator."""
    item: Schema = member if member is not None else {"type": ["string", "number", "boolean"]}
    match word:
        case "open":
            return TRUTHS
        case "in" | "include" | "include_all" | "result" | "by" | "to":
            return one_or_many(item)
        case "between":
            return {"type": "array", "items": ref("value"), "minItems": 2, "maxItems": 2}
        case "within":
            return {"anyOf": [TEXT, mapping({"each_year": {"type": "string"}}, ["each_year"])]}
        case "same_as":
            return {"type": "string"}
        case _:
            return member if member is not None else {"anyOf": [{"type": "boolean"}, ref("value")]}


# --- values ---


def _value_mapping(names: Names) -> Schema:
    properties = {key: _value_word(key, names) for keys in VALUE_WORDS.values() for key in keys}
    return {**mapping(properties, minProperties=1), "allOf": [has(*VALUE_WORDS)]}


def readings(item: Schema) -> Schema:
    """Two or more readings of something, with their names."""
    options = {"type": "object", "minProperties": 2, "additionalProperties": item}
    return mapping({"readings": options, "names": {"type": "object", "additionalProperties": ref("label")}}, ["readings"])


def _value_word(word: str, names: Names) -> Schema:
    """What stands under a word of a value."""
    values = {"type": "array", "items": ref("value"), "minItems": 1}
    step = mapping({unit: {"type": "integer"} for unit in UNITS}, minProperties=1)
    pause = mapping({"each": ref("relation"), "where": ref("where"), "period": TEXT}, ["each", "period"])
    known: dict[str, Schema] = {
        "count": ref("relation"),
        "rank": ref("relation"),
        "sum": {"anyOf": [ref("relation"), values]},
        "of": ref("value"),
        "own": ref("value"),
        "once_per": {"anyOf": [{"type": "string"}, readings({"type": "string"})]},
        "order": one_of(("highest_first", "lowest_first")),
        "difference": {**values, "minItems": 2, "maxItems": 2},
        "product": values,
        "min": values,
        "max": values,
        "value": ref("value"),
        # A value may stand inside a `where` as well, and a `where` takes everything that a condition does.
        "when": ref("where"),
        "where": ref("where"),
        "plus": step,
        "minus": step,
        "from": ref("value"),
        "not_counting": one_or_many({"anyOf": [{"type": "string"}, pause]}),
        "roll": one_of(("none", "next_working_day")),
        "start_of": {"type": "string"},
        "end_of": {"type": "string"},
        "term": names.terms(),
        "table": {"anyOf": [names.tables(), mapping({"name": names.tables(), "output": TEXT}, ["name"])]},
        "readings": {"type": "object", "minProperties": 2, "additionalProperties": ref("value")},
        "names": {"type": "object", "additionalProperties": ref("label")},
    }
    return known[word]

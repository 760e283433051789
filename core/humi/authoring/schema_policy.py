"""The JSON Schema of `policy.yaml`."""

from __future__ import annotations

from humi.authoring.schema_conditions import comparison_words, condition_mapping, definitions, readings
from humi.authoring.schema_names import Names
from humi.authoring.schema_parts import (
    DAY,
    LABEL,
    TEXT,
    TRUTHS,
    Schema,
    by_id,
    choice,
    document,
    has,
    mapping,
    one_of,
    one_or_many,
    ref,
    spellings,
)
from humi.dossier.fact_reader import KEYS as FACT_KEYS
from humi.dossier.facts import ENTITIES
from humi.dossier.vocabulary import shared_vocabulary
from humi.language.tables.reader import OUTPUT_KEYS
from humi.language.tables.reader import TYPES as OUTPUT_TYPES
from humi.language.tables.table import POLICIES
from humi.policy.duties import DUTY
from humi.policy.incentives import INCENTIVE
from humi.policy.pack import LANGUAGE_VERSION, TOPICS
from humi.policy.phases import LENGTHS, PHASE
from humi.policy.reader import SECTIONS, TEXTS
from humi.policy.rules import META
from humi.policy.sections import DESIGNATION, STEP
from humi.policy.tables import TABLE
from humi.policy.targets import TARGET
from humi.reading.catalogue import EXCUSABLE
from humi.reading.keywords import DUTY_KINDS, SUPPLIERS, TARGET_KINDS, TYPES

VERSION = 1
NUMBER: Schema = {"type": ["number", "string"]}


def policy_schema(names: Names) -> Schema:
    """The schema, with a definition for every kind of rule; of one region it knows what that region has."""
    sections = {name: ref(f"section_{name}") for name in SECTIONS if name not in ("humi", "scope")}
    properties = {"humi": {"const": LANGUAGE_VERSION}, **sections, "scope": ref("criterion")}
    return document(
        "policy.json",
        VERSION,
        "护密规则包 policy.yaml / a pack of rules",
        {
            **mapping({name: properties[name] for name in SECTIONS}, ["humi", "region", "edition", "scope"]),
            "$defs": {**_shared(names), **_sections(names), **definitions(names)},
        },
    )


def _shared(names: Names) -> dict[str, Schema]:
    return {
        "label": LABEL,
        "source": one_or_many(names.sources()),
        "gap": one_or_many(names.gaps()),
        "topics": one_or_many(_topic()),
        "codes": one_or_many({"type": "string", "pattern": rf"^[{EXCUSABLE}]\d{{3}}$"}),
        "date_value": {"anyOf": [one_of(("unstated",)), ref("value")]},
        "criterion": condition_mapping({key: _meta(key) for key in META}, names, required=("source",)),
        "criteria": by_id(ref("criterion")),
    }


def _topic() -> Schema:
    return {
        "anyOf": [
            {"const": word, "title": label.zh, "description": f"{label.zh} / {label.en}"}
            for topic, label in TOPICS.items()
            for word in (topic, label.zh)
        ]
    }


def _meta(key: str) -> Schema:
    return {"source": ref("source"), "answers": ref("topics"), "meant": ref("codes")}.get(key, ref("label"))


def _rule(keys: tuple[str, ...], known: dict[str, Schema], required: tuple[str, ...]) -> Schema:
    """A rule with the keys by which it is read; a key of the table without a schema here is a KeyError."""
    return mapping({key: _meta(key) if key in META else known[key] for key in keys}, required)


def _sections(names: Names) -> dict[str, Schema]:
    person = choice(SUPPLIERS, ("unstated",))
    whom = names.whom()
    condition, value, criteria = ref("condition"), ref("value"), ref("criteria")
    parts = ("criteria", "model", "factors")
    step = _rule(STEP, {"done": condition, "passed": condition, "who": person}, ("done", "name", "source"))
    yearly = mapping({"each_year": {"type": "string", "pattern": r"^\d{2}-\d{2}$|月"}}, ["each_year"])
    designation = {
        "for": whom,
        "governed_by": TEXT,
        **dict.fromkeys(parts, criteria),
        "priority": by_id(_preference()),
        "steps": by_id(step),
        "selection": ref("criterion"),
        "validity": mapping({"until": value, **_metas()}, ["until", "source"]),
    }
    length = mapping({unit: {"type": "integer", "minimum": 1} for unit in LENGTHS}, minProperties=1)
    ends = dict.fromkeys(("from", "to"), ref("date_value"))
    phase = {"order": {"type": "integer"}, "period": TEXT, **ends, "lasts": length}
    incentive = {
        "for": whom,
        "amount": value,
        "service": TEXT,
        "priority_of": TEXT,
        "follows": _follows(names),
        "criteria": criteria,
        "governed_by": TEXT,
    }
    duty = {
        "for": whom,
        "kind": choice(DUTY_KINDS),
        "who": person,
        "when": condition,
        "done": condition,
        "by": {"anyOf": [ref("date_value"), yearly]},
        "every": mapping({"year": TEXT}, ["year"]),
        "follows": _follows(names),
        "governed_by": TEXT,
    }
    dated = {
        "oneOf": [
            {"allOf": [has("period"), {"not": has("from", "to", "lasts")}]},
            {"allOf": [has("from", "to"), {"not": has("period", "lasts")}]},
            {"allOf": [has("from"), has("lasts"), {"not": has("period", "to")}]},
        ]
    }
    return {
        "section_region": mapping({"id": {"type": "string", "pattern": r"^[^\W\d]\w*$"}, "name": ref("label")}, ["id", "name"]),
        "section_edition": mapping({"version": {"type": ["string", "number"]}, "text": one_of(TEXTS)}, ["version"]),
        "section_in_force": mapping({"from": ref("date_value"), "to": ref("date_value"), **_metas()}, ["source"]),
        "section_governs": mapping({"period": TEXT, **_metas()}, ["period", "source"]),
        "section_acts": by_id(mapping(_metas(), ["name"])),
        "section_kinds": by_id(mapping({"either": one_or_many(TEXT), **_metas()}, ["either", "name"])),
        "section_facts": _facts(),
        "section_terms": by_id(
            {
                **mapping({"when": condition, "value": value, **_metas()}, ["name", "source"]),
                "anyOf": [has("when"), has("value")],
            }
        ),
        "section_tables": by_id(_table(whom)),
        "section_designations": by_id(_rule(DESIGNATION, designation, ("for", "name"))),
        "section_phases": by_id({**_rule(PHASE, phase, ("order", "name", "source")), **dated}),
        "section_targets": by_id(_target(yearly, names.designations())),
        "section_incentives": by_id(_rule(INCENTIVE, incentive, ("for", "name", "source"))),
        "section_duties": by_id(_rule(DUTY, duty, ("for", "name", "source"))),
        "section_silent": {
            "type": "object",
            "properties": {
                word: {"title": label.zh, "description": f"{label.zh} / {label.en}", "allOf": [ref("gap")]}
                for topic, label in TOPICS.items()
                for word in (topic, label.zh)
            },
            "additionalProperties": False,
        },
    }


def _preference() -> Schema:
    """A condition, or a value by which applicants are put in order: `of` it alone. No choice of two, for which see
    `schema_conditions`."""
    order = one_of(("highest_first", "lowest_first"))
    by_value = {"allOf": [{"type": "object"}, has("of"), {"not": has("at_least_of", "sum", "rank")}]}
    ordering = mapping({"of": ref("value"), "order": order, **_metas()}, ["of", "source"])
    return {"if": by_value, "then": ordering, "else": ref("criterion")}


def _table(whom: Schema) -> Schema:
    """A decision table: what it looks at, what it answers, and rows of cells by the names of those; or a file with them."""
    cell: Schema = {"type": ["string", "number", "boolean", "null"]}
    answer: Schema = {"anyOf": [cell, ref("value")]}
    output: dict[str, Schema] = {
        "type": choice(TYPES, only=OUTPUT_TYPES),
        "name": ref("label"),
        "members": {"type": "object", "minProperties": 1, "additionalProperties": ref("label")},
        "ordered": TRUTHS,
        "places": {"type": "integer", "minimum": 0, "maximum": 6},
        "minimum": NUMBER,
        "maximum": NUMBER,
        "order": {"type": "array", "items": cell, "minItems": 1},
        "default": {"anyOf": [answer, mapping({"no_clause": ref("gap")}, ["no_clause"])]},
    }
    looks_at = {"anyOf": [ref("value"), mapping({"when": ref("condition")}, ["when"])]}
    known: dict[str, Schema] = {
        "for": whom,
        "hit_policy": one_of(POLICIES),
        "inputs": {**by_id(looks_at), "minProperties": 1},
        "outputs": {**by_id(mapping({key: output[key] for key in OUTPUT_KEYS}, ["type"])), "minProperties": 1},
        "rows": {"type": "array", "items": {"type": "object", "additionalProperties": answer}, "minItems": 1},
        "file": {"type": "string", "pattern": r"\.(csv|xlsx|CSV|XLSX)$"},
        "sheet": TEXT,
    }
    return {**_rule(TABLE, known, ("inputs", "outputs", "name", "source")), "anyOf": [has("rows"), has("file")]}


def _follows(names: Names) -> Schema:
    """A rule of the pack by its id, or a related record; a list means all of them."""
    where = {"allOf": [{"type": "object"}, ref("where")]}
    return one_or_many({"anyOf": [names.followed(), mapping({"some": ref("relation"), "where": where}, ["some"])]})


def _target(yearly: Schema, designations: Schema) -> Schema:
    """A value with its comparator, or `when`; for one day, for several days with a bound each, or for every year."""
    day: Schema = {"type": "string", "pattern": DAY}
    bound = mapping({**comparison_words(), **_metas()})
    series: Schema = {"type": "object", "minProperties": 1, "propertyNames": {"pattern": DAY}, "additionalProperties": bound}
    own: dict[str, Schema] = {
        "kind": choice(TARGET_KINDS),
        "places_for": designations,
        "when": ref("condition"),
        "due": {"anyOf": [one_of(("unstated",)), day, readings(day), yearly, series]},
        "every": mapping({"year": TEXT}, ["year"]),
    }
    value, compared, condition = ref("has_value"), ref("has_comparator"), has("when")
    by_day = {"allOf": [has("due"), _where_written("due", {"type": "object", "propertyNames": {"pattern": DAY}})]}
    said = {
        "anyOf": [
            {"allOf": [condition, {"not": value}, {"not": compared}]},
            {"allOf": [{"not": condition}, value, {"anyOf": [compared, by_day]}]},
        ]
    }
    each_year = {"allOf": [{"type": "object"}, has("each_year")]}
    days = {"if": has("every"), "then": _where_written("due", yearly), "else": _where_written("due", {"not": each_year})}
    known = {**comparison_words(), **{key: _meta(key) if key in META else own[key] for key in TARGET}}
    return mapping(known, ["name"], allOf=[said, days])


def _where_written(word: str, schema: Schema) -> Schema:
    """What a word has to hold, where it is written."""
    return {"properties": dict.fromkeys(spellings(word), schema)}


def _metas() -> dict[str, Schema]:
    return {key: _meta(key) for key in META}


def _entities() -> list[str]:
    labels = shared_vocabulary().labels
    return [spelling for entity in ENTITIES for spelling in (entity, labels[entity].zh)]


def _facts() -> Schema:
    known: dict[str, Schema] = {
        "type": choice(TYPES),
        "name": ref("label"),
        "from": choice(SUPPLIERS),
        "evidence": ref("label"),
        "note": ref("label"),
        "members": {"type": "object", "minProperties": 1, "additionalProperties": ref("label")},
        "ordered": TRUTHS,
        "places": {"type": "integer", "minimum": 0, "maximum": 6},
        "minimum": NUMBER,
        "maximum": NUMBER,
        "begins": TRUTHS,
    }
    fact = mapping({key: known[key] for key in FACT_KEYS}, ["type", "name"])
    many = choice(TYPES, only=("category", "categories"))
    categories = {"anyOf": [{"properties": {key: many}, "required": [key]} for key in spellings("type")]}
    fact["if"], fact["then"] = categories, has("members")
    return {
        "type": "object",
        "propertyNames": {"pattern": rf"^({'|'.join(_entities())})\.\w+$"},
        "additionalProperties": fact,
    }

"""The JSON Schema of a dossier: the shared facts, and those of every region loaded in a section of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from humi.authoring.schema_parts import DATE, TEXT, TRUTHS, Schema, document, mapping, ref, spellings, words
from humi.dossier.determinations import KEYS, RESULTS
from humi.dossier.dossier import SCHEMA_VERSION
from humi.dossier.facts import RELATIONS, SINGLE, Fact
from humi.dossier.reading import CONTROL
from humi.dossier.vocabulary import Vocabulary, shared_vocabulary
from humi.values.label import Label
from humi.values.numbers import format_decimal

UNKNOWN = ["unknown", "不详"]
STRING: Schema = {"type": "string"}
DIGITS: Schema = {"type": "string", "pattern": "[0-9０-９]"}
MONEY: Schema = {"type": "string", "pattern": "[0-9０-９].*(元|[Yy]uan|CNY|RMB)|(CNY|RMB|人民币|¥|￥).*[0-9０-９]"}
PERIOD: Schema = {"anyOf": [{"type": "string", "pattern": r"^[^/]*\d{4}|^/|^\.\./"}, {"type": "integer"}]}
OTHER_VALUE: Schema = {
    "type": "object",
    "description": "所列之外的值 / a value that is not listed",
    "properties": dict.fromkeys(spellings("other"), TEXT),
    "minProperties": 1,
    "maxProperties": 1,
    "additionalProperties": False,
}


def dossier_schema(vocabulary: Vocabulary, names: dict[str, Label], judgements: Schema = STRING) -> Schema:
    """The schema under a vocabulary; `names` are those of the regions, `judgements` what an authority may decide on."""
    properties = {spelling: _control(name) for name in CONTROL for spelling in spellings(name)}
    for entity in SINGLE:
        held = {**_told(vocabulary.labels[entity]), "anyOf": [ref(entity), {"type": "null"}]}
        properties.update(_spelled(entity, vocabulary.labels[entity], held))
    for relation, entity in RELATIONS.items():
        records = {"type": "array", "items": {"anyOf": [ref(entity), {"type": "null"}]}}
        held = {**_told(vocabulary.labels[relation]), "anyOf": [records, {"type": "null"}]}
        properties.update(_spelled(relation, vocabulary.labels[relation], held))
    entities = dict.fromkeys((*SINGLE, *RELATIONS.values()))
    return document(
        "dossier.json",
        SCHEMA_VERSION,
        "护密案卷 / a dossier: one applicant with related records",
        {
            "type": "object",
            "properties": properties,
            "additionalProperties": False,
            "$defs": {
                **_types(judgements),
                **{entity: _record(entity, vocabulary, names) for entity in entities},
                **{f"fact_{fact.path}": _fact(fact) for entity in entities for fact in _all_facts(entity, vocabulary)},
            },
        },
    )


def _told(label: Label) -> Schema:
    return {"title": label.zh, "description": f"{label.zh} / {label.en}"}


def _control(name: str) -> Schema:
    known: dict[str, Schema] = {
        "humi": {"const": SCHEMA_VERSION, "description": "格式版次 / version of the format"},
        "complete": {
            "description": "所列即全部；或写明哪些列表完整 / lists are whole, or which of them are",
            "anyOf": [{"type": ["boolean", "null"]}, {"type": "array", "items": {"enum": list(_relations())}}],
        },
        "counted": {
            "description": "各列表共有几条 / how many records there are, listed or not",
            "type": ["object", "null"],
            "properties": {
                name: {"anyOf": [{"type": "integer", "minimum": 0}, _ends({"type": "integer"})]} for name in _relations()
            },
            "additionalProperties": False,
        },
        "determinations": {
            "description": "主管机关已作的裁定 / what an authority decided",
            "anyOf": [{"type": "null"}, {"type": "array", "items": ref("determination")}],
        },
    }
    return known[name]


def _relations() -> Iterator[str]:
    """The lists of a dossier by name, in both spellings."""
    labels = shared_vocabulary().labels
    return (spelling for name in RELATIONS for spelling in (name, labels[name].zh))


def _ends(end: Schema) -> Schema:
    open_end = {"anyOf": [end, {"type": "null"}]}
    return {
        "type": "object",
        "properties": {spelling: open_end for word in ("from", "to") for spelling in spellings(word)},
        "minProperties": 1,
        "additionalProperties": False,
    }


def _types(judgements: Schema) -> dict[str, Schema]:
    determination: dict[str, Schema] = {
        "criterion": judgements,
        "about": TEXT,
        "result": {"enum": [*(spelling for result in RESULTS for spelling in spellings(result)), None]},
        "by": TEXT,
        "on": {"anyOf": [ref("date"), {"enum": UNKNOWN}]},
        "evidence": TEXT,
    }
    return {
        "date": DATE,
        "period": PERIOD,
        "determination": {
            "type": "object",
            **mapping({key: determination[key] for key in KEYS}, ["criterion"]),
        },
    }


def _record(entity: str, vocabulary: Vocabulary, names: dict[str, Label]) -> Schema:
    regions = {}
    for region in sorted(vocabulary.regions_of(entity)):
        regions[region] = {
            **_told(names.get(region, Label(region, region))),
            **_facts(vocabulary.facts_of(entity, region).values()),
            "additionalProperties": False,
        }
    record = _facts(vocabulary.facts_of(entity).values())
    record["properties"] = {**record["properties"], **regions}
    # The section of a region that is not loaded is kept, and never makes a dossier invalid.
    return {**record, "additionalProperties": {"type": "object"}}


def _facts(facts: Iterable[Fact]) -> Schema:
    properties: dict[str, Schema] = {}
    for fact in facts:
        properties.update(_spelled(fact.name, fact.label, ref(f"fact_{fact.path}")))
    return {"type": "object", "properties": properties}


def _all_facts(entity: str, vocabulary: Vocabulary) -> Iterator[Fact]:
    for region in ("", *vocabulary.regions_of(entity)):
        yield from vocabulary.facts_of(entity, region).values()


def _spelled(name: str, label: Label, schema: Schema) -> dict[str, Schema]:
    """The same under the English name and under the Chinese one."""
    return {label.zh: schema, name: schema}


def _fact(fact: Fact) -> Schema:
    told = [f"{fact.label.zh} / {fact.label.en}"]
    told.extend(f"{label.zh} / {label.en}" for label in (fact.evidence, fact.note) if label)
    return {
        "title": fact.label.zh,
        "description": "\n".join(told),
        "anyOf": [*_values(fact), {"enum": [*UNKNOWN, None]}],
    }


def _values(fact: Fact) -> list[Schema]:
    match fact.type:
        case "boolean":
            return [TRUTHS]
        case "category":
            return _members(fact)
        case "categories":
            return [{"type": "array", "items": {"anyOf": _members(fact)}}]
        case "date" | "period":
            return [ref(fact.type)]
        case "event":
            return [TRUTHS, ref("date"), _event(fact)]
        case "text":
            return [TEXT]
        case "money":
            return [MONEY, _ends(MONEY)]
    number = {"type": "integer" if fact.type == "integer" else "number", **_bounds(fact)}
    return [number, DIGITS, _ends({"anyOf": [number, DIGITS]})]


def _bounds(fact: Fact) -> Schema:
    def plain(bound: int) -> int | float:
        text = format_decimal(bound, fact.places)
        return float(text) if "." in text else int(text)

    return {"minimum": plain(fact.minimum), "maximum": plain(fact.maximum)}


def _members(fact: Fact) -> list[Schema]:
    schemas: list[Schema] = [
        {"enum": [member, *([label.zh] if label.zh != member else [])], "description": f"{label.zh} / {label.en}"}
        for member, label in zip(fact.members, fact.member_labels, strict=True)
    ]
    if fact.has_other:
        schemas.append(OTHER_VALUE)
    return schemas


def _event(fact: Fact) -> Schema:
    open_text = {"type": ["string", "null"]}
    result = {"anyOf": [*_members(fact), {"enum": [*UNKNOWN, None]}]} if fact.members else {"enum": [*UNKNOWN, None]}
    day = {"anyOf": [ref("date"), {"enum": [*UNKNOWN, None]}]}
    return {
        "type": "object",
        "properties": words({"on": day, "by": open_text, "to": open_text, "result": result}),
        "additionalProperties": False,
    }

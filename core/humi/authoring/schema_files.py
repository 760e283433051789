"""The JSON Schemas of `provisions.yaml` and `cases.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from humi.authoring.cases import CASE, CONFIRM, HEAD, STATES
from humi.authoring.found import ABSENT, PHASE_STATES, SPECIAL
from humi.authoring.ledger import CLOSED, GAP, GAP_REQUIRED, ITEM, ITEM_REQUIRED
from humi.authoring.ledger import HEAD as LEDGER_HEAD
from humi.authoring.schema_parts import DATE, LABEL, Schema, document, one_or_many, ref
from humi.decision import CAUSES, Outcome
from humi.policy.pack import LANGUAGE_VERSION
from humi.policy.provisions import ANCHOR_LIMIT
from humi.values.label import Label

VERSION = 1
STRING: Schema = {"type": "string"}
ID: Schema = {"type": "string", "minLength": 1}
TOLD = {
    "clause": "条款位置：元数据、通知、序言、一、三(五)、二(二)4、落款、附件 / where it stands",
    "anchor": "原文中恰好出现一次的几个字，不超过 20 个 / a few characters that occur once in the clause, at most 20",
    "statement_en": "用自己的话（英文）说明 / what it says, in our own words",
    "values": "可计算的部分 / the machine-readable part",
    "certainty": "文件明言、须作理解或未明言 / said outright, needs interpretation, or not said",
    "register": "仅登记，不计算 / kept in the duty register",
    "reason": "为何没有规则 / why no rule comes of it",
    "related": "相关条款的编号 / ids of provisions",
}


def provisions_schema() -> Schema:
    """A ledger."""
    special: dict[str, Schema] = {
        "id": ID,
        "anchor": {"type": "string", "minLength": 1, "maxLength": ANCHOR_LIMIT},
        "values": {"type": ["object", "null"]},
        "register": {"type": "boolean"},
        "related": {"type": "array", "items": STRING},
        **{key: {"enum": list(allowed)} for key, allowed in CLOSED.items()},
    }
    head: dict[str, Schema] = {
        "humi": {"const": LANGUAGE_VERSION},
        "items": {"type": "array", "items": _entry(ITEM, ITEM_REQUIRED, special)},
        "gaps": {"type": "array", "items": _entry(GAP, GAP_REQUIRED, special)},
    }
    schema = {
        "type": "object",
        "properties": {key: head.get(key, STRING) for key in LEDGER_HEAD},
        "required": ["items"],
        "additionalProperties": False,
    }
    return document("provisions.json", VERSION, "护密条款清单 provisions.yaml / what a document says", schema)


def _entry(keys: tuple[str, ...], required: tuple[str, ...], special: dict[str, Schema]) -> Schema:
    properties = {key: {**({"description": TOLD[key]} if key in TOLD else {}), **special.get(key, STRING)} for key in keys}
    return {"type": "object", "properties": properties, "required": list(required), "additionalProperties": False}


def cases_schema(paths: Mapping[str, Label] = MappingProxyType({})) -> Schema:
    """Cases of a pack. Facts are those of a dossier; `paths` are what may be expected, with names."""
    known: dict[str, Schema] = {
        "case": {"type": "string", "minLength": 1, "description": "一句话 / a sentence"},
        "on": {"description": "查询日 / the day of asking", **DATE},
        "from": {"type": "string", "description": "从 shared 中哪一份开始 / the shared dossier it starts from"},
        "given": {"$ref": "dossier.json", "description": "事实，写法同案卷 / facts, as in a dossier"},
        "registry": {"type": "object", "description": "主管部门所存的记录，用于目标与职责 / what an authority holds"},
        "expect": _expectations(paths),
    }
    case = {
        "type": "object",
        "properties": {key: known[key] for key in CASE},
        "required": ["case", "on", "expect"],
        "additionalProperties": False,
    }
    head: dict[str, Schema] = {
        "humi": {"const": LANGUAGE_VERSION},
        # What is shared may be a part of a dossier that only an alias uses.
        "shared": {
            "type": "object",
            "additionalProperties": {"anyOf": [{"$ref": "dossier.json"}, {"type": ["object", "array"]}]},
        },
        "cases": {"type": "array", "items": case},
        "survivors": {"type": "array", "items": _reason()},
    }
    schema = {
        "type": "object",
        "properties": {key: head[key] for key in HEAD},
        "required": ["cases"],
        "additionalProperties": False,
    }
    outcomes = [*(outcome.value for outcome in Outcome), ABSENT, CONFIRM]
    schema["$defs"] = {"answer": _answer(outcomes, one_or_many({"enum": list(CAUSES)}))}
    return document("cases.json", VERSION, "护密案例 cases.yaml / what must come out", schema)


def _reason() -> Schema:
    """Why no case notices a change."""
    return {
        "type": "object",
        "properties": {
            "mutant": {"type": "string", "description": "humi test 所示改动的编号，* 代表任意字符 / the id that is told"},
            "because": LABEL,
        },
        "required": ["mutant", "because"],
        "additionalProperties": False,
    }


def _expectations(paths: Mapping[str, Label]) -> Schema:
    answers: dict[str, Schema] = {"phase": {"enum": list(PHASE_STATES)}, "count": {"type": ["integer", "string"]}}
    return {
        "type": "object",
        "description": "路径与应得结果 / paths and what must come out of them",
        "properties": {
            "standing": _answer(list(STATES), one_or_many(STRING)),
            **{path: {**_told(label), **ref("answer")} for path, label in paths.items()},
        },
        "patternProperties": {f"^{first}/.": answers.get(first, STRING) for first in SPECIAL[1:]},
        "additionalProperties": ref("answer"),
    }


def _told(label: Label) -> Schema:
    return {"title": label.zh, "description": f"{label.zh} / {label.en}"}


def _answer(words: list[str], details: Schema) -> Schema:
    detailed = {
        "type": "object",
        "properties": dict.fromkeys(words, details),
        "minProperties": 1,
        "maxProperties": 1,
        "additionalProperties": False,
    }
    return {"anyOf": [{"enum": words}, detailed]}

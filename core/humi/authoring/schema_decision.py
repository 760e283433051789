"""The JSON Schemas of what comes out, a decision and a timeline, made by pydantic from the dataclasses."""

from __future__ import annotations

from typing import Any

from humi import timeline
from humi.authoring.schema_parts import LABEL, Schema, document
from humi.decision import CAUSES, SCHEMA_VERSION, Decision


def decision_schema() -> Schema:
    """The schema of `Decision.to_dict()`. Keys may be added within a version, so unknown ones are allowed."""
    title = "护密试算结果 / a decision (a dry run, not an administrative decision)"
    return answer_schema(Decision, "decision.json", SCHEMA_VERSION, title)


def timeline_schema() -> Schema:
    """The schema of `Timeline.to_dict()`, as open as that of a decision."""
    schema = answer_schema(timeline.Timeline, "timeline.json", timeline.SCHEMA_VERSION, "护密时间线 / a timeline of documents")
    definitions = schema["$defs"]
    definitions["Edge"]["properties"]["kind"]["enum"] = list(timeline.EDGES)
    for part in ("Stretch", "Deadline"):
        definitions[part]["properties"]["state"]["enum"] = list(timeline.STATES)
    return schema


def answer_schema(answer: type, name: str, version: int, title: str) -> Schema:
    """The schema of an answer as data."""
    from pydantic import TypeAdapter

    made = TypeAdapter(answer).json_schema(mode="serialization")
    schema = _labels(made)
    definitions = schema.pop("$defs")
    for part in (schema, *definitions.values()):
        if "properties" in part:
            # Every key is written, also where its value is the default.
            part["required"] = list(part["properties"])
    definitions["Label"] = {key: value for key, value in LABEL.items() if key != "additionalProperties"}
    if "Cause" in definitions:
        definitions["Cause"]["properties"]["kind"]["enum"] = list(CAUSES)
    schema["properties"]["schema"]["const"] = version
    content = {**{key: value for key, value in schema.items() if key != "title"}, "$defs": dict(sorted(definitions.items()))}
    return document(name, version, title, content)


def _labels(value: Any) -> Any:
    """pydantic sees a label as a pair; it is written as `{zh, en}`."""
    if isinstance(value, list):
        return [_labels(part) for part in value]
    if not isinstance(value, dict):
        return value
    if [part.get("title") for part in value.get("prefixItems", ())] == ["Zh", "En"]:
        return {"$ref": "#/$defs/Label"}
    return {key: _labels(part) for key, part in value.items() if key != "default"}

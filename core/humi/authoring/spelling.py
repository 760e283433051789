"""Facts written in Chinese: every key and member by its Chinese name, as a dossier may spell them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from humi.dossier.facts import RELATIONS, SINGLE, Fact
from humi.dossier.vocabulary import Vocabulary
from humi.reading.keywords import TABLE

PARTS = {**TABLE, "by": "经手", "on": TABLE["on"]}
"""Words inside an event, a range or a determination: there `by` is a body."""


def in_chinese(document: Mapping[str, Any], vocabulary: Vocabulary) -> dict[str, Any]:
    """The document with Chinese keys; it reads to the same."""
    spelled: dict[str, Any] = {}
    for key, value in document.items():
        if key in SINGLE:
            spelled[vocabulary.labels[key].zh] = _record(key, "", value, vocabulary)
        elif key in RELATIONS:
            spelled[vocabulary.labels[key].zh] = [_record(RELATIONS[key], "", one, vocabulary) for one in value]
        else:
            spelled[TABLE.get(key, key)] = _words(value)
    return spelled


def _record(entity: str, region: str, record: Mapping[str, Any], vocabulary: Vocabulary) -> dict[str, Any]:
    facts = vocabulary.facts_of(entity, region)
    spelled: dict[str, Any] = {}
    for key, value in record.items():
        fact = facts.get(key)
        if fact is not None:
            spelled[fact.label.zh] = _value(fact, value)
        elif isinstance(value, Mapping) and not region:
            spelled[key] = _record(entity, key, value, vocabulary)
        else:
            spelled[key] = value
    return spelled


def _value(fact: Fact, value: Any) -> Any:
    members = dict(zip(fact.members, (label.zh for label in fact.member_labels), strict=False))
    if isinstance(value, Mapping):
        return {PARTS.get(key, key): members.get(part, part) if isinstance(part, str) else part for key, part in value.items()}
    if isinstance(value, list):
        return [_value(fact, item) for item in value]
    if fact.type == "money" and isinstance(value, str):
        return value.replace(" yuan", "元")
    return members.get(value, value) if isinstance(value, str) else value


def _words(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {PARTS.get(key, key): TABLE.get(part, part) if key == "result" else part for key, part in value.items()}
    return [_words(item) for item in value] if isinstance(value, list) else value

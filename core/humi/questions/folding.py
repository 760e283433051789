"""Many records that differ in their number only, written as one with `repeat`, as case files have it (`authoring.cases`)."""

from __future__ import annotations

import re
from itertools import groupby
from typing import Any

from humi.dossier.facts import RELATIONS

FEW = 3
"""So many records alike are written out."""

_NUMBERED = re.compile(r"^(\D+?)\d+$")


def folded(document: dict[str, Any]) -> dict[str, Any]:
    """A dossier with records that are alike, but for numbers in their texts, written as one."""
    return {
        section: _folded(written) if section in RELATIONS and isinstance(written, list) else written
        for section, written in document.items()
    }


def _folded(records: list[dict[str, Any]]) -> list[dict[str, Any]]:
    shortened: list[dict[str, Any]] = []
    for place, (_, alike) in enumerate(groupby(records, key=lambda record: repr(_unnumbered(record)))):
        group = list(alike)
        if len(group) <= FEW or not _all_different(group):
            shortened += group
        else:
            shortened.append({"repeat": len(group), **_numbered(group[0], chr(ord("a") + place % 26))})
    return shortened


def _unnumbered(record: dict[str, Any]) -> dict[str, Any]:
    return {name: _NUMBERED.sub(r"\1", value) if isinstance(value, str) else value for name, value in record.items()}


def _all_different(records: list[dict[str, Any]]) -> bool:
    """Whether each text that has a number has another in every record."""
    numbered = [name for name, value in records[0].items() if isinstance(value, str) and _NUMBERED.match(value)]
    return all(len({record[name] for record in records}) == len(records) for name in numbered)


def _numbered(record: dict[str, Any], letter: str) -> dict[str, Any]:
    """With `{n}` for the number, and a letter of its own, so that no two groups share a text."""
    return {
        name: _NUMBERED.sub(rf"\1-{letter}{{n}}", value) if isinstance(value, str) else value for name, value in record.items()
    }

"""Validating plain data against the published schemas."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from humi.reading.located import plain
from humi.reading.problems import Problems
from humi.reading.strict_yaml import read_yaml, read_yaml_text

ROOT = Path(__file__).parents[2]
SCHEMAS = ROOT / "schemas"
NAMES = ("cases", "decision", "dossier", "policy", "provisions", "timeline")


@cache
def schema(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((SCHEMAS / f"{name}.json").read_text(encoding="utf-8"))
    return found


@cache
def validator(name: str) -> Draft202012Validator:
    registry: Registry[Any] = Registry().with_resources(
        [(f"{other}.json", Resource.from_contents(schema(other))) for other in NAMES]
    )
    return Draft202012Validator(schema(name), registry=registry)


def errors(name: str, document: object) -> list[str]:
    """What is wrong with a document, deepest first."""
    found = []
    for error in validator(name).iter_errors(document):
        leaves = [error]
        while any(leaf.context for leaf in leaves):
            leaves = [deeper for leaf in leaves for deeper in (leaf.context or [leaf])]
        deepest = max(leaves, key=lambda leaf: len(leaf.absolute_path))
        found.append(f"{'/'.join(map(str, deepest.absolute_path))}: {deepest.message[:200]}")
    return found


def read(path: Path) -> object:
    """A YAML file as plain data, as an editor's schema sees it."""
    problems = Problems()
    located = read_yaml(path, problems)
    assert located is not None, [problem.render("en") for problem in problems]
    return plain(located)


def read_text(text: str) -> Any:
    """YAML text as plain data."""
    problems = Problems()
    located = read_yaml_text(text, "text", problems)
    assert located is not None, [problem.render("en") for problem in problems]
    return plain(located)

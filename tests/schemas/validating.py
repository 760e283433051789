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
NAMES = ("ask", "cases", "decision", "dossier", "how", "implies", "policy", "prove", "provisions", "timeline")


@cache
def schema(name: str, region: str = "") -> dict[str, Any]:
    found: dict[str, Any] = json.loads((SCHEMAS / region / f"{name}.json").read_text(encoding="utf-8"))
    return found


@cache
def validator(name: str, region: str = "") -> Draft202012Validator:
    registry: Registry[Any] = Registry().with_resource("dossier.json", Resource.from_contents(schema("dossier", region)))
    return Draft202012Validator(schema(name, region), registry=registry)


def errors(name: str, document: object, region: str = "") -> list[str]:
    """What is wrong with a document, deepest first; by the schemas of one region, or by those of all."""
    found = []
    for error in validator(name, region).iter_errors(document):
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

"""The published schemas are fresh, are schemas, and accept what Humi accepts."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

import humi
from humi.authoring.schemas import all_schemas, as_text, main
from humi.plugins import load_regions
from tests.schemas.validating import NAMES, ROOT, SCHEMAS, errors, read, schema

PACKS = sorted(
    path.parent
    for pattern in ("plugins/*/policy.yaml", "examples/*/policy.yaml", "tests/authoring/*/policy.yaml")
    for path in ROOT.glob(pattern)
)
FILES = [path for folder in PACKS for path in sorted(folder.glob("*.yaml")) if path.stem in NAMES]


MADE = all_schemas()
PUBLISHED = sorted(MADE)


@pytest.mark.parametrize("name", PUBLISHED)
def test_schemas_are_fresh(name: str) -> None:
    made = as_text(MADE[name])
    assert json.loads(made) == MADE[name]
    assert (SCHEMAS / name).read_text(encoding="utf-8") == made, "run: python -m humi.authoring.schemas"


def test_nothing_else_is_published() -> None:
    assert sorted(path.relative_to(SCHEMAS).as_posix() for path in SCHEMAS.rglob("*.json")) == PUBLISHED
    assert {f"{name}.json" for name in NAMES} == {name for name in PUBLISHED if "/" not in name}


@pytest.mark.parametrize("name", PUBLISHED)
def test_a_schema_is_one(name: str) -> None:
    found = json.loads((SCHEMAS / name).read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(found)
    assert found["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert found["$id"] == name.rpartition("/")[2]
    assert found["$comment"] == "schema version 1"


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_files_in_the_repository_are_valid(path: Path) -> None:
    assert errors(path.stem, read(path)) == []
    if path.parent.parent.name == "plugins":
        assert errors(path.stem, read(path), path.parent.name) == []


@pytest.mark.parametrize("path", sorted(ROOT.glob("examples/dossiers/*.yaml")), ids=lambda path: str(path.name))
def test_example_dossiers_are_valid(path: Path) -> None:
    assert errors("dossier", read(path)) == []


def test_there_are_files_to_validate() -> None:
    assert {path.stem for path in FILES} == {"policy", "provisions", "cases"}
    assert len(PACKS) >= 3


DOSSIERS = [
    {"unit": {"place": "yinchuan"}},
    {
        "unit": {"id": "A1", "place": "yinchuan", "kind": "enterprise", "staff": 10, "founded": date(2020, 1, 1)},
        "base": {"carrier": "industrial_park", "applied": "2026-01-15"},
        "titles": [{"id": "T1", "region": "yinchuan", "kind": "base", "held": "2025-06-01/.."}],
        "cases": [{"id": "C1", "region": "yinchuan", "received": True, "disposed": {"on": "2026-02", "by": "x"}}],
    },
    {"unit": {"place": "qingdao_ftz", "business_place": "qingdao_ftz", "kind": {"other": "银行"}}},
]


@pytest.mark.parametrize("dossier", DOSSIERS)
def test_a_real_decision_is_valid(dossier: dict[str, object]) -> None:
    decision = humi.evaluate(dossier, on=date(2026, 6, 1))
    assert errors("decision", json.loads(decision.to_json())) == []
    assert decision.regions


def test_a_decision_with_a_missing_region_is_valid(tmp_path: Path) -> None:
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "policy.yaml").write_text("humi: 1\n", encoding="utf-8")
    decision = humi.Humi(plugins_dir=tmp_path).evaluate({"unit": {"place": "yinchuan"}}, on=date(2026, 6, 1))
    assert decision.missing
    assert errors("decision", json.loads(decision.to_json())) == []


def test_every_fact_of_the_loaded_regions_is_in_the_schema() -> None:
    vocabulary = load_regions().vocabulary
    definitions = schema("dossier")["$defs"]
    for entity, names in ((entity, vocabulary.facts_of(entity)) for entity in ("unit", "base", "claim", "case", "programme")):
        assert set(names) <= set(definitions[entity]["properties"])
        for region in vocabulary.regions_of(entity):
            own = definitions[entity]["properties"][region]["properties"]
            facts = vocabulary.facts_of(entity, region).values()
            assert set(own) == {name for fact in facts for name in (fact.name, fact.label.zh)}


def test_schemas_are_written_whole(tmp_path: Path) -> None:
    main(tmp_path)
    assert {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.json")} == set(PUBLISHED)

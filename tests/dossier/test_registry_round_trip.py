"""The same records as one YAML document, as a folder of tables and as a workbook are the same registry."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from humi.dossier.facts import RELATIONS
from humi.dossier.registry import Registry
from tests.dossier.registries import WITH_OWN, csv_text, folder, workbook
from tests.strategies import FACTS_OF, REGION, a_dossier, a_policy

DAYS = [date(year, month, 1).toordinal() for year in (2019, 2025, 2026) for month in (1, 7)]
Rows = list[list[str]]


def a_registry(seed: int) -> dict[str, Any]:
    """The lists and the programme of a random dossier, with every record told from a blank row."""
    random = Random(seed)
    drawn = a_dossier(random, a_policy(random))
    document = {key: value for key, value in drawn.items() if key in (*RELATIONS, "programme", "complete", "counted")}
    for relation in RELATIONS:
        for index, record in enumerate(document.get(relation) or []):
            record.setdefault("id", f"{relation}-{index}")
    return readable({key: value for key, value in document.items() if value is not None})


def readable(value: Any) -> Any:
    """Values as files hold them: a year alone is a number there, and a fraction no binary float."""
    if isinstance(value, dict):
        return {key: readable(item) for key, item in value.items()}
    if isinstance(value, list):
        return [readable(item) for item in value]
    if isinstance(value, float):
        return Decimal(repr(value))
    return int(value) if isinstance(value, str) and value.isdigit() else value


def cells_of(record: dict[str, Any], entity: str) -> dict[str, str]:
    """The cells of a record by heading: parts in columns of their own, a region's facts under its id."""
    types = {(fact.region, fact.name): fact.type for fact in FACTS_OF[entity]}
    cells: dict[str, str] = {}
    for key, value in record.items():
        own = value.items() if key == REGION else [(key, value)]
        for name, item in own:
            heading = f"{REGION}.{name}" if key == REGION else name
            kind = types[REGION if key == REGION else "", name]
            if isinstance(item, dict) and kind not in ("category", "categories"):
                cells.update({f"{heading}.{part}": cell(inner) for part, inner in item.items()})
            else:
                cells[heading] = cell(item)
    return cells


def cell(value: Any) -> str:
    """A value as somebody types it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return ";".join(map(cell, value)) or "none"
    if isinstance(value, dict):
        return f"other: {value['other']}"
    return str(value)


def table(records: list[dict[str, Any]], entity: str) -> Rows:
    """Records as rows under headings."""
    written = [cells_of(record, entity) for record in records]
    headings = list(dict.fromkeys(["id", *(heading for cells in written for heading in cells)]))
    return [headings, *([cells.get(heading, "") for heading in headings] for cells in written)]


def controls(document: dict[str, Any]) -> Rows:
    """What is said of the whole, as facts and values."""
    rows = [["fact", "value"]]
    if "complete" in document:
        rows.append(["complete", cell(document["complete"])])
    for relation, total in document.get("counted", {}).items():
        if isinstance(total, dict):
            rows.extend([f"counted.{relation}.{end}", str(count)] for end, count in total.items())
        else:
            rows.append([f"counted.{relation}", str(total)])
    return rows


@settings(max_examples=60, deadline=None, database=None, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 2**32))
def test_one_registry_in_three_forms(seed: int) -> None:
    document = a_registry(seed)
    sheets = {relation: table(document[relation], entity) for relation, entity in RELATIONS.items() if relation in document}
    if "programme" in document:
        sheets["programme"] = [["fact", "value"], *map(list, cells_of(document["programme"], "programme").items())]
    if "complete" in document or "counted" in document:
        sheets["registry"] = controls(document)
    if not sheets:
        return
    plain = Registry.from_dict(document, WITH_OWN)
    with TemporaryDirectory() as name:
        plain.save(Path(name) / "r.yaml")
        forms = [
            Registry.read(Path(name) / "r.yaml", WITH_OWN),
            Registry.read(folder(Path(name) / "r", {f"{key}.csv": csv_text(rows) for key, rows in sheets.items()}), WITH_OWN),
            Registry.read(workbook(Path(name) / "r.xlsx", sheets), WITH_OWN),
        ]
    for form in forms:
        assert comparable(form.document) == comparable(plain.document)
        assert form.unlisted == plain.unlisted
        for day in DAYS:
            assert form.world(REGION, day) == plain.world(REGION, day)
    assert forms[1].hash == forms[2].hash
    if comparable(plain.document) == plain.document:
        assert {form.hash for form in forms} == {plain.hash}


def comparable(value: Any) -> Any:
    """A document without what tables cannot tell apart: an empty part, and a fact under no value at all."""
    if isinstance(value, dict):
        return {key: comparable(item) for key, item in value.items() if item is not None and item != {}}
    return [comparable(item) for item in value] if isinstance(value, list) else value

"""The JSON Schemas in `schemas/`, for editors and for other systems: `python -m humi.authoring.schemas [FOLDER]` writes them.

`dossier.json` depends on the regions that are loaded; the one published here is that of the regions in this repository.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from humi.authoring.schema_parts import Schema

FOLDER = Path("schemas")


def all_schemas() -> dict[str, Schema]:
    """Every schema by its file name."""
    from humi.authoring.schema_decision import decision_schema, timeline_schema
    from humi.authoring.schema_dossier import dossier_schema
    from humi.authoring.schema_files import cases_schema, provisions_schema
    from humi.authoring.schema_policy import policy_schema
    from humi.plugins import load_regions

    regions = load_regions()
    names = {region: pack.label for region, pack in regions.packs.items()}
    made = (
        policy_schema(),
        provisions_schema(),
        cases_schema(),
        dossier_schema(regions.vocabulary, names),
        decision_schema(),
        timeline_schema(),
    )
    return {schema["$id"]: schema for schema in made}


def as_text(schema: Schema) -> str:
    """A schema as its file holds it."""
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def main(folder: Path = FOLDER) -> None:
    """Write the schemas that changed, and name them."""
    from humi.authoring.files import write_text

    for name, schema in all_schemas().items():
        if write_text(folder / name, as_text(schema)):
            print(folder / name)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)

"""The JSON Schemas in `schemas/`, for editors and for other systems: `python -m humi.authoring.schemas [FOLDER]` writes them.

Those that stand there themselves know what every region has; `dossier.json` knows the facts of the regions in this repository.
A folder for each region holds those of its files, which know its facts, provisions and rules too: an editor offers them, and
marks what is none of them. `humi schema` writes such a folder for a draft.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from humi.authoring.schema_parts import Schema

if TYPE_CHECKING:
    from humi.policy.pack import Pack

FOLDER = Path("schemas")


def all_schemas() -> dict[str, Schema]:
    """Every schema by its file, those of regions too."""
    from humi.authoring.schema_answers import answer_schemas
    from humi.authoring.schema_decision import decision_schema, timeline_schema
    from humi.authoring.schema_dossier import dossier_schema
    from humi.authoring.schema_files import cases_schema, provisions_schema
    from humi.authoring.schema_names import Names
    from humi.authoring.schema_policy import policy_schema
    from humi.dossier.vocabulary import shared_vocabulary
    from humi.plugins import load_regions

    regions = load_regions()
    names = {region: pack.label for region, pack in regions.packs.items()}
    shared = (
        policy_schema(Names(shared_vocabulary())),
        provisions_schema(),
        cases_schema(),
        dossier_schema(regions.vocabulary, names),
        decision_schema(),
        timeline_schema(),
        *answer_schemas(),
    )
    found = {schema["$id"]: schema for schema in shared}
    for region, pack in regions.packs.items():
        found.update({f"{region}/{schema['$id']}": schema for schema in region_schemas(pack)})
    return found


def region_schemas(pack: Pack) -> tuple[Schema, ...]:
    """The schemas of one region's policy, ledger, cases and dossiers."""
    from humi.authoring.schema_dossier import dossier_schema
    from humi.authoring.schema_files import cases_schema, provisions_schema
    from humi.authoring.schema_names import names_of
    from humi.authoring.schema_policy import policy_schema

    names = names_of(pack)
    dossier = dossier_schema(pack.vocabulary, {pack.region: pack.label}, names.judgements())
    return policy_schema(names), provisions_schema(), cases_schema(names.paths()), dossier


def write_schemas(pack: Pack, folder: Path) -> list[Path]:
    """Write the schemas of one region into a folder; gives the files that changed."""
    from humi.authoring.files import write_text

    return [path for schema in region_schemas(pack) if write_text(path := folder / schema["$id"], as_text(schema))]


def as_text(schema: Schema) -> str:
    """A schema as its file holds it: a line for each part and each definition, so that a change shows where it is."""
    parts = ((key, _lines(part) if key in ("$defs", "properties") else _line(part)) for key, part in schema.items())
    return _braced((f"{_line(key)}: {part}" for key, part in parts), "")


def _lines(parts: Schema) -> str:
    return _braced((f"{_line(key)}: {_line(part)}" for key, part in parts.items()), " ").rstrip()


def _braced(lines: Iterable[str], indent: str) -> str:
    return "{\n" + ",\n".join(f"{indent} {line}" for line in lines) + f"\n{indent}}}\n"


def _line(part: object) -> str:
    return json.dumps(part, ensure_ascii=False, separators=(",", ":"))


def main(folder: Path = FOLDER) -> None:
    """Write the schemas that changed, and name them."""
    from humi.authoring.files import write_text

    for name, schema in all_schemas().items():
        if write_text(folder / name, as_text(schema)):
            print(folder / name)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)

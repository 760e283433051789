"""A folder of tables: one CSV or YAML file for each relation, and what else a registry says."""

from __future__ import annotations

from functools import partial
from os.path import realpath
from pathlib import Path

from humi.dossier.csv_table import read_csv
from humi.dossier.dossier import place_in
from humi.dossier.tables import CONTROLS, Tables, nearest_section, section_of, sections
from humi.reading.fields import unknown_key, wrong_type
from humi.reading.keywords import english
from humi.reading.limits import REGISTRY_LIMITS
from humi.reading.located import Located, Mapping, plain
from humi.reading.problems import Place

READ = (".csv", ".yaml")
_TABLE_LIKE = (*READ, ".xlsx")
_NOT_READ = (".xls", ".xlsm", ".xlsb", ".et", ".ods", ".yml", ".tsv", ".txt", ".json")
"""A table in one of these would be missed by whoever put it there."""


def take_folder(path: Path, tables: Tables) -> None:
    """Add every table of a folder; what is wrong is added to the problems of `tables`."""
    inside = Path(realpath(path))
    try:
        files = sorted(one for one in path.iterdir() if not one.name.startswith((".", "~$")))
    except OSError as error:
        tables.problems.add("Y003", Place(str(path), 0, 0), reason=error.strerror or str(error))
        return
    found = False
    for file in files:
        section, suffix, whole = section_of(file.stem, tables.vocabulary), file.suffix.lower(), Place(str(file), 0, 0)
        if suffix in READ and section:
            found = True
            if not Path(realpath(file)).is_relative_to(inside):
                tables.problems.add("R621", whole)
            elif tables.is_first(section, str(file)):
                take_table(file, suffix, section, tables)
        elif suffix in _TABLE_LIKE or (section and suffix in _NOT_READ):
            found = True
            stem = file.stem if section else nearest_section(file.stem, tables.vocabulary)
            suggestion = f"{stem}{suffix if suffix in READ else '.csv'}" if stem else ""
            tables.problems.add("R601", whole, found=file.name, allowed=", ".join(sections()), suggestion=suggestion)
    if not found:
        tables.problems.add("R619", Place(str(path), 0, 0), allowed=", ".join(sections()))


def take_table(file: Path, suffix: str, section: str, tables: Tables) -> None:
    if suffix == ".csv":
        grid = read_csv(file, tables.problems)
        if grid is not None:
            tables.take(file.stem, section, grid)
        return
    from humi.reading.strict_yaml import read_yaml

    located = read_yaml(file, tables.problems, REGISTRY_LIMITS)
    if located is None:
        return
    if section == "registry":
        _take_controls(located, tables)
    else:
        tables.put(file.stem, plain(located), partial(place_in, located))


def _take_controls(located: Located, tables: Tables) -> None:
    """What `registry.yaml` says of the whole."""
    if not isinstance(located, Mapping):
        wrong_type(tables.problems, located, "mapping")
        return
    for key, value in located.entries:
        name = english(key.text)
        if name not in ("humi", *CONTROLS):
            unknown_key(tables.problems, key, CONTROLS)
        elif name != "determinations" or tables.is_first(name, key.place.file):
            tables.put(key.text, plain(value), partial(place_in, value))

"""A generated district in two forms, so that each engine reads it as it is used: dossiers for the judge, tables of slots for
the screen. And what each of them says, in one form: a frame for each sheet."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import polars as pl

from humi.decision import PRECEDENCE
from humi.dossier.dossier import Dossier
from humi.dossier.vocabulary import Vocabulary
from humi.population.population import PopulationReader
from humi.population.slots import KEY, PLACE
from humi.screening.screen import BITS, Screen
from tests.engines.screened import Answer, answers_of

CODES = {outcome.value: code for code, outcome in enumerate(PRECEDENCE)}
HELD_BY = {"titles": "holder", "claims": "holder", "cases": "respondent"}


def dossiers(folder: Path, vocabulary: Vocabulary) -> Iterator[tuple[str, Dossier]]:
    """The enterprises of a district, each with its records, as one would write them by hand."""
    related = {name: _held(folder / name, holder) for name, holder in HELD_BY.items()}
    for row in pl.read_parquet(folder / "units").iter_rows(named=True):
        lists = {name: of.get(row["id"], []) for name, of in related.items()}
        # Of what the district has no table, nothing is known.
        yield row["id"], Dossier.from_dict({"unit": _unit(row), **lists, "complete": list(related)}, vocabulary)


def _held(folder: Path, holder: str) -> dict[str, list[dict[str, Any]]]:
    """The records of a table by their enterprise."""
    found: dict[str, list[dict[str, Any]]] = {}
    for row in pl.read_parquet(folder).iter_rows(named=True):
        found.setdefault(row[holder], []).append(_record(row))
    return found


def _unit(row: Mapping[str, Any]) -> dict[str, Any]:
    found = _known(row)
    if "traits" in found:
        found["traits"] = [] if found["traits"] == "none" else found["traits"].split(";")
    if "yinchuan.willing" in found:
        found["yinchuan"] = {"willing": found.pop("yinchuan.willing")}
    return found


def _record(row: Mapping[str, Any]) -> dict[str, Any]:
    found = _known(row)
    if "amount (yuan)" in found:
        found["amount"] = f"{found.pop('amount (yuan)')} yuan"
    if "held.from" in found:
        found["held"] = f"{found.pop('held.from')}/{found.pop('held.to')}"
    return found


def _known(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if value is not None}


def tables(folder: Path, vocabulary: Vocabulary) -> dict[str, pl.DataFrame]:
    """The slots of a district, as `humi screen` reads them."""
    with PopulationReader(str(folder), vocabulary, batch_rows=10**9) as reader:
        (batch,) = reader.batches()
        assert not reader.aside.counts
    # What tells where a row was read is no slot.
    return {name: table.select(pl.exclude("#row")) for name, table in batch.tables.items()}


def judged(screen: Screen, district: Iterator[tuple[str, Dossier]], asked: int) -> dict[str, pl.DataFrame]:
    """What the judge says, one by one, in the columns of the screen's sheets."""
    columns = {path: _written(screen, name, path) for name, sheet in screen.sheets.items() for path in sheet.findings}
    rows: dict[str, dict[tuple[str, int | None], dict[str, Any]]] = {name: {} for name in screen.sheets}
    for key, dossier in district:
        for path, place, answer in answers_of(screen.pack, dossier, asked):
            name, write = columns[path]
            row = rows[name].setdefault((key, place), {KEY: key, PLACE: place})
            write(row, answer)
    return {name: pl.DataFrame(list(found.values()), infer_schema_length=None) for name, found in rows.items()}


def _written(screen: Screen, name: str, path: str) -> tuple[str, Callable[[dict[str, Any], Answer], None]]:
    """The sheet of a finding, and what writes an answer into a row of it."""
    sheet = screen.sheets[name]
    bits = {cause: divmod(place, BITS) for place, cause in enumerate(sheet.legend(path))}
    masks = [f"{path}?{part or ''}" for part in range(-(-len(bits) // BITS))]

    def write(row: dict[str, Any], answer: Answer) -> None:
        outcome, causes, amount = answer
        row[path] = CODES[outcome]
        row.update(dict.fromkeys(masks, 0))
        for cause in causes:
            part, bit = bits[cause]
            row[masks[part]] += 1 << bit
        if path in sheet.amounts:
            row[f"{path}>least"], row[f"{path}>most"] = (None, None) if amount is None else amount

    return name, write


def comparable(screen: Screen, name: str, sheet: pl.DataFrame) -> pl.DataFrame:
    """A sheet in an order of its own, without what is said of nothing: amounts of what is out of scope."""
    frame = sheet.drop("invalid", strict=False)
    for path in screen.sheets[name].amounts:
        ends = [f"{path}>least", f"{path}>most"]
        frame = frame.with_columns(pl.when(pl.col(path) != CODES["out_of_scope"]).then(pl.col(ends)))
    place = [PLACE] if screen.sheets[name].frame.parent is not None else []
    rest = sorted(set(frame.columns) - {KEY, PLACE})
    return frame.select(KEY, *place, pl.col(rest).cast(pl.Int64)).sort(KEY, *place)

"""A generated district in two forms, so that each engine reads it as it is used: dossiers for the judge, tables of slots for
the screen. And what each of them says, in one form: a frame for each sheet."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import polars as pl

from humi import Humi
from humi.decision import PRECEDENCE
from humi.dossier.dossier import Dossier
from humi.dossier.vocabulary import Vocabulary
from humi.population.population import PopulationReader
from humi.population.slots import KEY, PLACE
from humi.screening.found import CauseKey
from humi.screening.screen import BITS, INVALID, Screen
from tests.engines.screened import Answer, answers_of

CODES = {outcome.value: code for code, outcome in enumerate(PRECEDENCE)}
PART = "part-{:05}.parquet"
HELD_BY = {"titles": "holder", "claims": "holder", "cases": "respondent"}


def dossiers(folder: Path, part: int, vocabulary: Vocabulary) -> Iterator[tuple[str, Dossier]]:
    """The enterprises of a part of a district, each with its records, as one would write them by hand."""
    related = {name: _held(folder / name / PART.format(part), holder) for name, holder in HELD_BY.items()}
    for row in pl.read_parquet(folder / "units" / PART.format(part)).iter_rows(named=True):
        lists = {name: of.get(row["id"], []) for name, of in related.items()}
        # Of what the district has no table, nothing is known.
        yield row["id"], Dossier.from_dict({"unit": _unit(row), **lists, "complete": list(related)}, vocabulary)


def _held(table: Path, holder: str) -> dict[str, list[dict[str, Any]]]:
    """The records of a table by their enterprise."""
    found: dict[str, list[dict[str, Any]]] = {}
    for row in pl.read_parquet(table).iter_rows(named=True):
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


# --- what is said of it ---

Legends = Mapping[str, Mapping[str, Sequence[CauseKey]]]
"""The causes of each finding of each sheet, in the order of their bits."""


def legends(screen: Screen) -> Legends:
    return {name: {path: sheet.legend(path) for path in sheet.findings} for name, sheet in screen.sheets.items()}


def judged(folder: Path, part: int, region: str, asked: int, columns: Legends) -> dict[str, pl.DataFrame]:
    """What the judge says of a part of a district, one by one, in the columns of the screen's sheets."""
    (pack,) = Humi().loaded.chosen((region,))
    writers = {path: (name, _writer(path, causes)) for name, found in columns.items() for path, causes in found.items()}
    rows: dict[str, dict[tuple[str, int | None], dict[str, Any]]] = {name: {} for name in columns}
    for key, dossier in dossiers(folder, part, pack.vocabulary):
        for path, place, answer in answers_of(pack, dossier, asked):
            name, write = writers[path]
            write(rows[name].setdefault((key, place), {KEY: key, PLACE: place}), answer)
    return {name: pl.DataFrame(list(found.values()), infer_schema_length=None) for name, found in rows.items()}


def _writer(path: str, causes: Sequence[CauseKey]) -> Callable[[dict[str, Any], Answer], None]:
    """Writes an answer into a row of a sheet."""
    bits = {cause: divmod(place, BITS) for place, cause in enumerate(causes)}
    masks = [f"{path}?{part or ''}" for part in range(-(-len(causes) // BITS))]

    def write(row: dict[str, Any], answer: Answer) -> None:
        outcome, found, amount = answer
        row[path] = CODES[outcome]
        row.update(dict.fromkeys(masks, 0))
        for cause in found:
            part, bit = bits[cause]
            row[masks[part]] += 1 << bit
        if amount is not None:
            row[f"{path}>least"], row[f"{path}>most"] = amount

    return write


def comparable(sheet: pl.DataFrame) -> pl.DataFrame:
    """A sheet in an order of its own, without what says nothing: amounts of what is out of scope."""
    for name in [name.removesuffix(">least") for name in sheet.columns if name.endswith(">least")]:
        ends = pl.col(f"{name}>least", f"{name}>most")
        sheet = sheet.with_columns(pl.when(pl.col(name) != CODES["out_of_scope"]).then(ends))
    place = [PLACE] if PLACE in sheet.columns and sheet[PLACE].null_count() == 0 else []
    said = sorted(set(sheet.columns) - {KEY, PLACE, INVALID})
    return sheet.select(KEY, *place, pl.col(said).cast(pl.Int64)).sort(KEY, *place)

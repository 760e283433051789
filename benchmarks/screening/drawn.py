"""Populations of any size: encoded tables in Parquet, sorted by key.

Some thousands of applicants are validated and encoded once, and drawn again and again, each under a key of its own with all its
related records. So every size has the same shares of verdicts, gaps and vague values, and a hundred million take minutes.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import polars as pl

from benchmarks.dossiers import dossiers
from benchmarks.peers.humi_judge import HumiJudge
from benchmarks.registries import write_district
from humi import Humi
from humi.engines.screen.population import encoded
from humi.population.population import PopulationReader
from humi.population.slots import APPLICANTS, KEY

DIFFERENT = 10_000
PART_ROWS = 500_000
BUSY = 1.7
"""So busy a district has three records for each enterprise."""
Tables = Mapping[str, pl.DataFrame]


def encoded_dossiers(humi: HumiJudge, count: int = DIFFERENT, seed: int = 3) -> Tables:
    """So many different applicants of the benchmark's own region."""
    tables = encoded([humi.dossier(document) for document in dossiers(count, seed)], humi.vocabulary)
    return {name: _without_texts(pl.DataFrame(pl.from_arrow(table))) for name, table in tables.items()}


def encoded_district(humi: Humi, count: int = DIFFERENT, seed: int = 3) -> Tables:
    """So many different enterprises of the invented district, which the real regions screen."""
    with TemporaryDirectory() as name:
        write_district(Path(name) / "district", count, seed, busy=BUSY)
        with PopulationReader(str(Path(name) / "district"), humi.loaded.vocabulary) as reader:
            (batch,) = reader.batches()
    numbers = {key: number for number, key in enumerate(batch.tables[APPLICANTS][KEY])}
    tables = {
        name: frame.with_columns(pl.col(KEY).replace_strict(numbers, return_dtype=pl.Int64)).sort(KEY, maintain_order=True)
        for name, frame in batch.tables.items()
    }
    return {name: _without_texts(frame.drop("#row")) for name, frame in tables.items()}


def _without_texts(frame: pl.DataFrame) -> pl.DataFrame:
    """Without names and identifiers, which no rule looks at."""
    texts = [name for name in frame.columns if name.endswith((".id#0", ".name#0", ".holder#0", ".respondent#0", "#4", "#5"))]
    return frame.drop(name for name in texts if frame.schema[name] == pl.String)


def write_population(tables: Tables, folder: Path, rows: int, seed: int = 1) -> int:
    """`folder/applicants/*.parquet` of so many rows drawn from the tables, and every related record of each: so many."""
    related = 0
    for number, start in enumerate(range(0, rows, PART_ROWS)):
        drawn = np.random.default_rng([seed, number]).integers(0, tables[APPLICANTS].height, min(PART_ROWS, rows - start))
        for name, frame in tables.items():
            (folder / name).mkdir(parents=True, exist_ok=True)
            part = _drawn(frame, drawn, start)
            part.write_parquet(folder / name / f"{number:05d}.parquet")
            related += part.height if name != APPLICANTS else 0
    return related


def _drawn(frame: pl.DataFrame, drawn: np.ndarray[Any, Any], start: int) -> pl.DataFrame:
    """The rows of the applicants drawn, in turn; those of one stand together in a table that is sorted by key."""
    keys = frame[KEY].to_numpy()
    first, last = np.searchsorted(keys, drawn), np.searchsorted(keys, drawn, side="right")
    counts = last - first
    within = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    rows = np.repeat(first, counts) + within
    return frame[rows].with_columns(pl.Series(KEY, np.repeat(np.arange(start, start + len(drawn)), counts)))

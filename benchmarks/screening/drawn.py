"""A population of any size for the benchmark's own region: encoded tables in Parquet, sorted by key.

Some thousands of dossiers are validated and encoded once, and drawn again and again, each under a key of its own with all its
related records. So every size has the same shares of verdicts, gaps and vague values, and a hundred million take minutes.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from benchmarks.dossiers import dossiers
from benchmarks.peers.humi_judge import HumiJudge
from humi.engines.screen.population import encoded
from humi.population.slots import APPLICANTS, KEY

DIFFERENT = 10_000
PART_ROWS = 500_000
TEXTS = ("unit.id#0", "unit.name#0", "title.id#0", "title.holder#0", "case.id#0", "case.respondent#0")
"""What no rule looks at."""


def encoded_dossiers(humi: HumiJudge, count: int = DIFFERENT, seed: int = 3) -> dict[str, pl.DataFrame]:
    """The tables of so many different dossiers."""
    tables = encoded([humi.dossier(document) for document in dossiers(count, seed)], humi.vocabulary)
    frames = {name: pl.DataFrame(pl.from_arrow(table)) for name, table in tables.items()}
    return {name: frame.drop(text for text in TEXTS if text in frame.columns) for name, frame in frames.items()}


def write_population(tables: dict[str, pl.DataFrame], folder: Path, rows: int, seed: int = 1) -> None:
    """`folder/applicants/*.parquet` of so many rows drawn from the tables, and every related record of each."""
    for number, start in enumerate(range(0, rows, PART_ROWS)):
        drawn = np.random.default_rng([seed, number]).integers(0, tables[APPLICANTS].height, min(PART_ROWS, rows - start))
        for name, frame in tables.items():
            (folder / name).mkdir(parents=True, exist_ok=True)
            _drawn(frame, drawn, start).write_parquet(folder / name / f"{number:05d}.parquet")


def _drawn(frame: pl.DataFrame, drawn: np.ndarray[Any, Any], start: int) -> pl.DataFrame:
    """The rows of the dossiers drawn, in turn: a dossier's rows stand together in a table that is sorted by key."""
    keys = frame[KEY].to_numpy()
    first, last = np.searchsorted(keys, drawn), np.searchsorted(keys, drawn, side="right")
    counts = last - first
    within = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    rows = np.repeat(first, counts) + within
    return frame[rows].with_columns(pl.Series(KEY, np.repeat(np.arange(start, start + len(drawn)), counts)))

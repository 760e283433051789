"""Screening files larger than memory: Parquet to Parquet, a range of keys at a time.

The files of every table are sorted by key, so that a range is a few row groups of each, and all that is known of an applicant
lies in one range. Each range is written as one part, which gets its name when it is whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from humi.engines.screen.lazy import lazy_frame
from humi.engines.screen.population import Population
from humi.errors import DossierError
from humi.policy.pack import Pack
from humi.population.slots import APPLICANTS, KEY
from humi.screening.screen import Screen
from humi.values.frozen import Frozen

if TYPE_CHECKING:
    import polars as pl

ROWS = 2_000_000
"""Applicants in a range, unless told otherwise: about 1.3 GiB for a few related records each."""


class Written(Frozen):
    """A range that is written: which part of how many, and how many applicants so far."""

    part: int
    parts: int
    applicants: int


def screen_ranges(
    packs: Sequence[Pack], folder: Path, asked: int, out: Path, rows: int = ROWS, causes: bool = True
) -> Iterator[Written]:
    """Screen the encoded tables in `folder` (`applicants/*.parquet`, `titles/*.parquet`, ...) for each region, and write the
    sheets to `out/REGION/SHEET/PART.parquet` on Polars; says when a range is done. `causes` as for `Screen.tables`. Raises
    Untranslatable before anything is written, and DossierError where the applicants are not sorted by key."""
    import ibis
    import polars as pl

    scans = {path.name: pl.scan_parquet(path / "*.parquet") for path in sorted(folder.iterdir()) if path.is_dir()}
    connection = ibis.polars.connect()
    tables = {name: connection.create_table(name, scan) for name, scan in scans.items()}
    sheets: dict[Path, Any] = {}
    for pack in packs:
        screen = Screen(pack, Population(tables, pack.vocabulary), asked)
        sheets.update({out / pack.region / name: table for name, table in screen.tables(causes).items()})
    ends, done = _ends(scans[APPLICANTS], rows), 0
    for part, (first, last, count) in enumerate(ends):
        for name, scan in scans.items():
            connection.create_table(name, scan.filter(pl.col(KEY).is_between(first, last)), overwrite=True)
        for sheet, table in sheets.items():
            _write(lazy_frame(connection, table), sheet / f"{part:05d}.parquet")
        done += count
        yield Written(part + 1, len(ends), done)


def _ends(applicants: pl.LazyFrame, rows: int) -> list[tuple[int, int, int]]:
    """First and last key of each range, and how many applicants it has."""
    import polars as pl

    ranges = (
        applicants.select(KEY, part=pl.int_range(pl.len()) // rows)
        .group_by("part")
        .agg(first=pl.col(KEY).min(), last=pl.col(KEY).max(), count=pl.len())
        .sort("part")
        .collect(engine="streaming")
    )
    found = [(first, last, count) for _, first, last, count in ranges.iter_rows()]
    if any(one[1] >= other[0] for one, other in pairwise(found)):
        raise DossierError.of("R631", None, found=APPLICANTS)
    return found


def _write(rows: pl.LazyFrame, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(".part")
    try:
        rows.sink_parquet(unfinished)
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)

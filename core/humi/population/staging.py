"""Encoded rows on disk, sorted into ranges of applicants: each range is a batch, whatever the order of the files."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from humi.population.slots import KEY
from humi.population.storing import store

BUFFERED = 500_000
"""So many rows wait in memory at most."""
_SAMPLED = 50


class Staging:
    """Rows by table and by range of keys. The applicants are put first, then `divide` tells the ranges, then all others."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.starts: pl.Series | None = None
        """The first keys of all ranges but the first."""
        self._waiting: dict[str, list[pl.DataFrame]] = {}
        self._rows = 0
        self._files = 0
        self._total = 0
        self._sample: list[pl.Series] = []

    def put(self, section: str, frame: pl.DataFrame) -> None:
        """Take rows of a table. Raises InputError where the disk is full."""
        if not frame.height:
            return
        if self.starts is None:
            self._total += frame.height
            self._sample.append(frame[KEY].drop_nulls().gather_every(_SAMPLED))
        self._waiting.setdefault(section, []).append(frame)
        self._rows += frame.height
        if self._rows >= BUFFERED:
            self.flush()

    def divide(self, rows: int) -> None:
        """Make ranges of about so many applicants."""
        self.flush()
        count = -(-self._total // rows)
        keys = pl.concat(self._sample).sort() if self._sample else pl.Series(KEY, [], dtype=pl.String)
        at = [index * len(keys) // count for index in range(1, count)]
        self.starts = keys.gather(at).unique().sort() if count > 1 else keys.head(0)
        if count > 1:
            for path in sorted(self.folder.glob("*/all/*.parquet")):
                frame = pl.read_parquet(path, memory_map=False)
                path.unlink()
                self.put(path.parent.parent.name, frame)
            self.flush()

    @property
    def ranges(self) -> int:
        """How many ranges there are."""
        return 0 if self.starts is None else len(self.starts) + 1

    def get(self, section: str, number: int) -> pl.DataFrame | None:
        """The rows of a table in a range, in the order they were put; None if there are none."""
        folder = "all" if self.ranges == 1 else str(number)
        frames = [pl.read_parquet(path, memory_map=False) for path in self._paths(section, folder)]
        return pl.concat(frames, how="diagonal_relaxed") if frames else None

    def flush(self) -> None:
        """Write what waits."""
        waiting, self._waiting, self._rows = self._waiting, {}, 0
        for section, frames in waiting.items():
            frame = pl.concat(frames, how="diagonal_relaxed")
            if self.starts is None or not len(self.starts):
                self._write(section, "all", frame)
                continue
            numbers = self.starts.search_sorted(frame[KEY].fill_null(""), side="right").alias("#range")
            if numbers.n_unique() == 1:
                self._write(section, str(numbers[0]), frame)
                continue
            parts = frame.with_columns(numbers).partition_by("#range", as_dict=True, include_key=False, maintain_order=True)
            for (number, *_), part in parts.items():
                self._write(section, str(number), part)

    def _write(self, section: str, folder: str, frame: pl.DataFrame) -> None:
        path = self.folder / section / folder / f"{self._files:08}.parquet"
        self._files += 1
        store(frame, path)

    def _paths(self, section: str, folder: str) -> list[Path]:
        return sorted((self.folder / section / folder).glob("*.parquet"))

"""Writing what is kept on disk while a population is read: a full disk is told, and not with a traceback."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import polars as pl

from humi.errors import InputError
from humi.reading.problems import Place


@contextmanager
def telling_full(folder: Path) -> Iterator[None]:
    """Turns what goes wrong in writing into an InputError. `folder` is where it was to be."""
    try:
        yield
    except (OSError, pl.exceptions.ComputeError) as error:
        raise InputError.of("R661", Place(str(folder), 0, 0), reason=str(error).partition("\n")[0]) from None


def store(frame: pl.DataFrame, path: Path) -> None:
    """Write rows into a Parquet file of their own. Raises InputError where the disk is full."""
    with telling_full(path.parent):
        path.parent.mkdir(parents=True, exist_ok=True)
        frame.write_parquet(path, compression="lz4", statistics=False)

"""Rows that an earlier run set aside are no part of a later one that is whole."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from contextlib import suppress
from pathlib import Path

from humi.dossier.workbook import sheets_of
from humi.errors import UsageError
from humi.population.aside import HEAD

FIRST = ",".join(HEAD).encode("utf-8-sig")


def drop_stale(folder: Path, kept: Collection[Path]) -> None:
    """Remove the tables of rows set aside from a folder, but those `kept`; and the folder, if nothing else is in it. What
    others put there stays. Raises UsageError where that cannot be done."""
    stale = [path for path in sorted(folder.rglob("*")) if path not in kept and _of_rows_aside(path)]
    try:
        for path in stale:
            path.unlink()
    except OSError as error:
        raise UsageError.of("C421", None, found=str(folder), reason=error.strerror or str(error)) from error
    for emptied in (*dict.fromkeys(path.parent for path in stale if path.parent != folder), *([folder] if stale else ())):
        with suppress(OSError):
            emptied.rmdir()


def _of_rows_aside(path: Path) -> bool:
    if not path.is_file():
        return False
    match path.suffix.lower():
        case ".csv":
            with path.open("rb") as stream:
                return stream.read(len(FIRST)) == FIRST
        case ".xlsx":
            return tuple(_headings(path)[: len(HEAD)]) == HEAD
    return False


def _headings(path: Path) -> Sequence[object]:
    """The first row of a workbook; nothing where it cannot be read."""
    try:
        return next((cells for sheet in sheets_of(path) for _, cells in sheet.rows), ())
    except Exception:  # noqa: BLE001 (openpyxl raises nearly anything on a broken file)
        return ()

"""A result takes the place of nothing that is read: refused before anything is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from os.path import realpath
from pathlib import Path

from humi.errors import UsageError

FILES_OF_DATABASES = ("duckdb:", "sqlite:")


def refuse_overwriting(
    source: str, mapping: Path | None, targets: Iterable[Path], asides: Iterable[Path] = ()
) -> None:
    """Raises UsageError where a result would stand in place of an input, or in the folder that is read: links are followed.
    `asides`: folders for rows set aside, in which no input may be."""
    given = [_path_of(source), *([mapping] if mapping is not None else [])]
    for target in targets:
        for one in given:
            if _real(target) == _real(one) or (one.is_dir() and _real(target).is_relative_to(_real(one))):
                raise _refused(target, one)
        for file in chain.from_iterable(map(_files, given)):
            if _same(target, file):
                raise _refused(target, file)
    for aside in asides:
        for file in chain(given, *map(_files, given)):
            if _real(file).is_relative_to(_real(aside)) or _real(aside).is_relative_to(_real(file)):
                raise _refused(aside, file)


def _path_of(source: str) -> Path:
    """The file or folder of an input; of a database that is no file, one that is not there."""
    if source.startswith(FILES_OF_DATABASES):
        source = source.partition(":")[2].partition("?")[0].removeprefix("//")
    return Path(source)


def _files(one: Path) -> Iterator[Path]:
    """A file, or the tables of a folder and the parts in its folders."""
    if one.is_dir():
        for pattern in ("*", "*/*"):
            yield from (file for file in sorted(one.glob(pattern)) if file.is_file())
    elif one.is_file():
        yield one


def _real(path: Path) -> Path:
    return Path(realpath(path))


def _same(target: Path, file: Path) -> bool:
    return target.is_file() and target.samefile(file)


def _refused(target: Path, source: Path) -> UsageError:
    return UsageError.of("C478", None, found=str(target), source=str(source))

"""Where a command's result goes: to standard output, or into a file that is there whole or not at all."""

from __future__ import annotations

from collections.abc import Mapping
from os.path import realpath
from pathlib import Path

import click

STANDARD_OUTPUT = "-"
READABLE = 0o644


def deliver(result: str | bytes, file: str | None) -> None:
    """A text as UTF-8, with its ends of lines as they are. Raises UsageError where the file cannot be written."""
    data = result.encode("utf-8") if isinstance(result, str) else result
    if file is None or file == STANDARD_OUTPUT:
        click.echo(data, nl=False)
    else:
        _write(data, Path(file))


def deliver_picture(drawing: str, form: str, file: str | None) -> None:
    """A drawing as `svg`, or as an image in `png`. Raises UsageError where it cannot be written, or its words not drawn."""
    deliver(drawing if form == "svg" else _image(drawing), file)


def _image(drawing: str) -> bytes:
    from humi.cli.extras import need
    from humi.errors import UsageError
    from humi.wording.raster import NoFont, to_png

    need("png")
    try:
        return to_png(drawing)
    except NoFont as error:
        raise UsageError.of("C424", None) from error


def form_of(file: str | None, endings: Mapping[str, str], default: str) -> str:
    """The format that the ending of a file names; the default for standard output. Raises UsageError for any other ending."""
    from humi.errors import UsageError

    if file is None or file == STANDARD_OUTPUT:
        return default
    ending = Path(file).suffix.lower()
    if ending not in endings:
        raise UsageError.of("C422", None, found=file, allowed=", ".join(endings))
    return endings[ending]


def _write(data: bytes, path: Path) -> None:
    from humi.dossier.saving import write_bytes
    from humi.errors import UsageError
    from humi.reading.problems import Place

    # What is renamed takes the place of what is there: a device must stay one.
    if path.is_dir():
        raise UsageError.of("Y002", Place(str(path), 0, 0))
    if path.exists() and not path.is_file():
        raise UsageError.of("Y004", Place(str(path), 0, 0))
    try:
        target = Path(realpath(path))
        write_bytes(data, target)
        # A temporary file may be read by its owner only; a result is for others too.
        target.chmod(READABLE)
    except OSError as error:
        raise UsageError.of("C421", None, found=str(path), reason=error.strerror or str(error)) from error

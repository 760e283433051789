"""From a path to text: only regular files of a bounded size, only UTF-8, only visible characters."""

from __future__ import annotations

import re
import stat
from pathlib import Path

from humi.reading.limits import LIMITS, Limits
from humi.reading.problems import Place, Problems

# YAML 1.1 breaks lines at U+0085, U+2028 and U+2029, where no editor does: places would be wrong. Controls of the
# writing direction show a reviewer other text than the program reads.
# A set, because a pattern over so many ranges takes longer to compile than a pack to read.
_RANGES = ((0x00, 0x08), (0x0B, 0x0C), (0x0E, 0x1F), (0x7F, 0x9F), (0x2028, 0x202E), (0x2066, 0x2069), (0xD800, 0xDFFF),
           (0xFEFF, 0xFEFF), (0xFFFE, 0xFFFF))  # fmt: skip
_FORBIDDEN = frozenset(chr(code) for first, last in _RANGES for code in range(first, last + 1))

_CONTROL = "[^\\t\\n\\r\\x20-\\x7e\\xa0-\\ud7ff\\uf900-\\ufffd\\U00010000-\\U0010ffff]"
_BREAK = re.compile("\\r\\n|\\r|\\n")


def first_forbidden(text: str) -> int | None:
    """Where the first invisible character stands that no file may hold."""
    if _FORBIDDEN.isdisjoint(text):
        return None
    return next(index for index, character in enumerate(text) if character in _FORBIDDEN)


def read_bytes(path: Path, problems: Problems, limits: Limits = LIMITS) -> bytes | None:
    """The content of a file, or None and a problem."""
    whole = Place(str(path), 0, 0)
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            problems.add("Y002", whole)
            return None
        if not stat.S_ISREG(status.st_mode):
            problems.add("Y004", whole)
            return None
        if status.st_size > limits.bytes:
            problems.add("Y005", whole, found=status.st_size, limit=limits.bytes)
            return None
        with path.open("rb") as stream:
            # One byte more shows whether the file grew meanwhile or hid its size, as files in /proc do.
            data = stream.read(limits.bytes + 1)
    except (FileNotFoundError, NotADirectoryError):
        problems.add("Y001", whole)
        return None
    except (OSError, ValueError) as error:
        problems.add("Y003", whole, reason=getattr(error, "strerror", None) or str(error))
        return None
    return data if _fits(len(data), whole, problems, limits) else None


def to_text(data: str | bytes, file: str, problems: Problems, limits: Limits = LIMITS) -> str | None:
    """The text without its byte order mark, or None and a problem."""
    if not _fits(len(data), Place(file, 0, 0), problems, limits):
        return None
    if isinstance(data, bytes):
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError as error:
            readable = data[: error.start].decode("utf-8-sig")
            place = place_at(readable, len(readable), file)
            if encoding := _guess_encoding(data):
                problems.add("Y007", place, found=encoding)
            else:
                problems.add("Y006", place)
            return None
    else:
        text = data
    text = text.removeprefix("\ufeff")
    bad = first_forbidden(text)
    if bad is not None:
        place = place_at(text, bad, file)
        if "\0" in text:
            problems.add("Y006", place)
        else:
            problems.add("Y009", place, found=f"U+{ord(text[bad]):04X}")
        return None
    return text


def place_at(text: str, index: int, file: str) -> Place:
    """The place of a character of a text."""
    line, start = 1, 0
    for found in _BREAK.finditer(text, 0, index):
        line, start = line + 1, found.end()
    return Place(file, line, index - start + 1)


def lines_of(text: str) -> list[str]:
    """The lines as an editor numbers them, without their breaks."""
    return _BREAK.split(text)


def breaks_of(text: str) -> list[int]:
    """Where each line begins."""
    return [0, *(found.end() for found in _BREAK.finditer(text))]


def _fits(size: int, whole: Place, problems: Problems, limits: Limits) -> bool:
    if size > limits.bytes:
        problems.add("Y005", whole, found=size, limit=limits.bytes)
    return size <= limits.bytes


def from_gb18030(data: bytes) -> str | None:
    """The text of bytes that look like GB18030, or None."""
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        return None
    # Nearly any bytes decode as GB18030, but not to a text without control and private-use characters.
    return None if re.search(_CONTROL, text) else text


def _guess_encoding(data: bytes) -> str | None:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "UTF-16"
    return None if from_gb18030(data) is None else "GB18030"

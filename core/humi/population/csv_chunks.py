"""A CSV file piece by piece: UTF-8 or GB18030, comma, semicolon or tab. A line that is broken costs itself, not the rest."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import BinaryIO

import polars as pl

from humi.dossier.csv_table import DELIMITERS
from humi.errors import InputError
from humi.population.chunks import Chunk, Ragged, to_frame
from humi.reading.files import first_forbidden, from_gb18030
from humi.reading.problems import Place, Problem

BLOCK = 16 << 20
_BOM = b"\xef\xbb\xbf"
_WIDE = (b"\xff\xfe", b"\xfe\xff")
_QUOTE = '"'


@dataclass(frozen=True)
class CsvPart:
    """A CSV file. Rows are numbered as an editor numbers lines; one that runs over several has the number of its first."""

    path: Path

    @property
    def file(self) -> str:
        return str(self.path)

    def headings(self) -> list[str]:
        lines = next(self._blocks(), None)
        if lines is None:
            raise InputError.of("R606", Place(self.file, 0, 0))
        first, text, _ = _first_row(lines)
        if text is None:
            raise InputError.of("R612", Place(self.file, lines.first + first, 1), reason="unexpected end of data")
        if not text:
            raise InputError.of("R606", Place(self.file, 0, 0))
        return text

    def chunks(self) -> Iterator[Chunk]:
        headings, delimiter = None, ","
        for lines in self._blocks():
            start = 0
            if headings is None:
                index, headings, delimiter = _first_row(lines)
                assert headings is not None
                start = index
            yield _Cutter(self.file, len(headings), _headed(headings), delimiter).cut(lines, start)

    def _blocks(self) -> Iterator[_Lines]:
        try:
            with self.path.open("rb") as stream:
                yield from _read_lines(stream, self.file)
        except FileNotFoundError:
            raise InputError.of("Y001", Place(self.file, 0, 0)) from None
        except OSError as error:
            raise InputError.of("Y003", Place(self.file, 0, 0), reason=error.strerror or str(error)) from None


@dataclass(slots=True)
class _Lines:
    """Whole lines; `first` is the number of the first, `damaged` are the numbers of those not in the file's encoding."""

    first: int
    lines: list[str]
    damaged: set[int]


def _read_lines(stream: BinaryIO, file: str) -> Iterator[_Lines]:
    """The lines of a file in blocks, none of which ends inside a quoted cell unless that is longer than a block."""
    encoding, rest, number = "", b"", 1
    head = stream.read(3)
    if head[:2] in _WIDE:
        raise InputError.of("R611", Place(file, 0, 0))
    if head == _BOM:
        encoding, head = "utf-8", b""
    while True:
        data = stream.read(BLOCK)
        block = rest + head + data
        head = b""
        cut = _whole(block) if data else len(block)
        block, rest = block[:cut], block[cut:]
        if block:
            if not encoding and not block.isascii():
                encoding = _encoding(block, file)
            lines = _decoded(block, encoding or "utf-8", number)
            number += len(lines.lines)
            yield lines
        if not data:
            return


def _whole(block: bytes) -> int:
    """Where the last whole line ends that closes its quotes; 0 where more must be read to see that."""
    end = cut = block.rfind(b"\n") + 1
    is_open = block.count(b'"', 0, cut) % 2 == 1
    while is_open and cut > 0:
        before = block.rfind(b"\n", 0, cut - 1) + 1
        is_open = block.count(b'"', before, cut) % 2 == 0
        cut = before
    # A quote never closed must not keep all that follows waiting.
    return cut or (end if len(block) > LONGEST_WAIT * BLOCK else 0)


def _encoding(block: bytes, file: str) -> str:
    """The encoding of the first block with anything but ASCII: that of most of its lines. What is UTF-8 is hardly by chance."""
    try:
        block.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        return "utf-8"
    told = [line for line in block.splitlines()[:10_000] if not line.isascii()]
    if 2 * sum(map(_is_utf8, told)) > len(told):
        return "utf-8"
    if 2 * sum(from_gb18030(line) is not None for line in told) > len(told):
        return "gb18030"
    raise InputError.of("R611", Place(file, 0, 0))


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _decoded(block: bytes, encoding: str, first: int) -> _Lines:
    try:
        text = block.decode(encoding)
    except UnicodeDecodeError:
        return _line_by_line(block, encoding, first)
    return _Lines(first, _split(text), set())


def _line_by_line(block: bytes, encoding: str, first: int) -> _Lines:
    lines, damaged = [], set()
    pieces = block.split(b"\n")
    for index, piece in enumerate(pieces[:-1] if not pieces[-1] else pieces):
        try:
            lines.append(piece.decode(encoding).removesuffix("\r"))
        except UnicodeDecodeError:
            damaged.add(first + index)
            lines.append(piece.decode(encoding, "replace").removesuffix("\r"))
    return _Lines(first, lines, damaged)


def _split(text: str) -> list[str]:
    lines = text.replace("\r\n", "\n").split("\n")
    return lines[:-1] if not lines[-1] else lines


def _first_row(lines: _Lines) -> tuple[int, list[str] | None, str]:
    """How many lines the headings take with what is blank before them, the headings, and what separates them."""
    index = next((index for index, line in enumerate(lines.lines) if line.strip(" \t,;")), None)
    if index is None:
        return len(lines.lines), [], ","
    delimiter = max(DELIMITERS, key=lines.lines[index].count)
    try:
        reader = csv.reader(iter(f"{line}\n" for line in lines.lines[index:]), delimiter=delimiter, strict=True)
        cells = next(reader)
    except csv.Error:
        return index, None, delimiter
    return index + reader.line_num, cells, delimiter


def _headed(headings: Sequence[str]) -> int:
    """How many columns there are up to the last that has a heading."""
    return max(index for index, text in enumerate(headings, 1) if text.strip())


@dataclass(slots=True)
class _Cutter:
    """Cuts lines into cells: `width` as the headings are cut, those beyond the first `headed` without a heading."""

    file: str
    width: int
    headed: int
    delimiter: str

    def cut(self, lines: _Lines, start: int) -> Chunk:
        """The rows of a block, the headings left out."""
        numbers = pl.int_range(lines.first + start, lines.first + len(lines.lines), eager=True)
        table = pl.DataFrame({"row": numbers, "line": pl.Series(lines.lines[start:], dtype=pl.String)})
        quotes = table["line"].str.count_matches(_QUOTE, literal=True)
        if (quotes % 2 == 1).any():
            frame, ragged = self._slowly(lines.lines[start:], lines.first + start, lines.damaged)
            return Chunk(frame, ragged)
        plain = (
            (quotes == 0)
            & (table["line"].str.count_matches(self.delimiter, literal=True) == self.width - 1)
            & ~table["line"].str.contains(_UNUSUAL)
            & ~table["row"].is_in(list(lines.damaged))
        )
        fast = self._fast(table.filter(plain))
        others, ragged = self._each(table.filter(~plain), lines.damaged)
        frame = pl.concat([fast, others]).sort("row") if others.height else fast
        return Chunk(frame, ragged)

    def _fast(self, table: pl.DataFrame) -> pl.DataFrame:
        cells = table["line"].str.split_exact(self.delimiter, self.width - 1).struct.unnest()
        named = [cells[name].alias(f"c{index}") for index, name in enumerate(cells.columns)]
        frame = pl.DataFrame([table["row"], *named])
        return _without_blank(frame)

    def _each(self, table: pl.DataFrame, damaged: set[int]) -> tuple[pl.DataFrame, list[Ragged]]:
        """Lines one by one."""
        rows, cells, ragged = list[int](), list[list[str]](), list[Ragged]()
        for row, line in table.iter_rows():
            found = self._row(row, line, damaged)
            if isinstance(found, Ragged):
                ragged.append(found)
            elif found:
                rows.append(row)
                cells.append(found)
        return self._frame(rows, cells), ragged

    def _slowly(self, lines: Sequence[str], first: int, damaged: set[int]) -> tuple[pl.DataFrame, list[Ragged]]:
        """Lines of which some belong together. After a quote that closes nowhere the next line begins a row again."""
        rows, cells, ragged = list[int](), list[list[str]](), list[Ragged]()
        at = 0
        while at < len(lines):
            end = at + 1
            text = lines[at]
            while text.count(_QUOTE) % 2 and end < len(lines) and end - at < LONGEST_CELL:
                text = f"{text}\n{lines[end]}"
                end += 1
            found = self._row(first + at, text, damaged)
            if isinstance(found, Ragged) and end > at + 1:
                found, end = self._row(first + at, lines[at], damaged), at + 1
            if isinstance(found, Ragged):
                ragged.append(found)
            elif found:
                rows.append(first + at)
                cells.append(found)
            at = end
        return self._frame(rows, cells), ragged

    def _row(self, row: int, text: str, damaged: set[int]) -> list[str] | Ragged | None:
        """The cells of a row, None where it is blank, or why it is none."""
        if row in damaged:
            return self._ragged(row, text, "R663", tuple(next(csv.reader([text], delimiter=self.delimiter), ())))
        bad = first_forbidden(text)
        if bad is not None:
            return self._ragged(row, text, "Y009", found=f"U+{ord(text[bad]):04X}")
        try:
            found = list(csv.reader(StringIO(text, newline=""), delimiter=self.delimiter, strict=True))
        except csv.Error as error:
            return self._ragged(row, text, "R612", reason=str(error))
        cells = found[0] if found else []
        if not any(cell.strip() for cell in cells):
            return None
        if len(found) > 1:
            return self._ragged(row, text, "Y009", found="U+000D")
        if len(cells) < self.headed:
            return self._ragged(row, text, "R605", tuple(cells), found=str(len(cells)), expected=str(self.headed))
        # With more cells than headings a stray separator may have moved any of them.
        beyond = next((cell for cell in cells[self.headed :] if cell.strip()), None)
        if beyond is not None and len(cells) > self.width:
            return self._ragged(row, text, "R609", tuple(cells), found=beyond)
        return [*cells, *[""] * (self.width - len(cells))][: self.width]

    def _ragged(self, row: int, text: str, code: str, cells: tuple[str, ...] = (), **details: str) -> Ragged:
        return Ragged(row, text, Problem(code, Place(self.file, row, 1), details), cells)

    def _frame(self, rows: list[int], cells: list[list[str]]) -> pl.DataFrame:
        return _without_blank(to_frame(rows, cells, self.width))


LONGEST_WAIT = 4
"""So many blocks at most are held at once."""
LONGEST_CELL = 1000
"""Lines that one row may have."""
_UNUSUAL = "[\\x00-\\x08\\x0B-\\x1F\\x7F-\\x{9F}\\x{2028}-\\x{202E}\\x{2066}-\\x{2069}\\x{FEFF}\\x{FFFE}\\x{FFFF}]"
"""What no row may hold, see `reading.files`; also a line break of old."""


def _without_blank(frame: pl.DataFrame) -> pl.DataFrame:
    """Empty cells as nulls, blank rows left out."""
    cells = pl.exclude("row")
    frame = frame.with_columns(pl.when(cells.str.strip_chars() != "").then(cells))
    return frame.filter(~pl.all_horizontal(cells.is_null()))

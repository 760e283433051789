"""JSON lines piece by piece: each line an object, what is nested in it under a heading with dots."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Any

from humi.dossier.facts import OTHER
from humi.errors import InputError
from humi.population.chunks import CHUNK_ROWS, Chunk, Ragged, to_frame
from humi.reading.keywords import english
from humi.reading.problems import Place, Problem

_BOM = b"\xef\xbb\xbf"
LONGEST_LINE = 1 << 20


@dataclass(frozen=True)
class JsonPart:
    """A file of JSON lines. Its headings are the names that its first rows have; a later row with another is set aside."""

    path: Path

    @property
    def file(self) -> str:
        return str(self.path)

    def headings(self) -> list[str]:
        names: dict[str, None] = {}
        for row in islice(self._rows(), CHUNK_ROWS):
            if not isinstance(row, Ragged):
                names.update(dict.fromkeys(row[1]))
        if not names:
            raise InputError.of("R606", Place(self.file, 0, 0))
        return list(names)

    def chunks(self) -> Iterator[Chunk]:
        headings = self.headings()
        rows = self._rows()
        while found := list(islice(rows, CHUNK_ROWS)):
            yield self._chunk(found, headings)

    def _chunk(self, found: list[Ragged | tuple[int, dict[str, object], str]], headings: list[str]) -> Chunk:
        known = frozenset(headings)
        ragged, numbers, cells = [], [], []
        for row in found:
            if isinstance(row, Ragged):
                ragged.append(row)
                continue
            number, values, text = row
            if values.keys() - known:
                name = next(name for name in values if name not in known)
                ragged.append(self._ragged(number, text, "R603", found=name))
                continue
            numbers.append(number)
            cells.append([values.get(name) for name in headings])
        return Chunk(to_frame(numbers, cells, len(headings)), ragged)

    def _rows(self) -> Iterator[Ragged | tuple[int, dict[str, object], str]]:
        try:
            with self.path.open("rb") as stream:
                number = 0
                while line := stream.readline(LONGEST_LINE + 1):
                    number += 1
                    if len(line) > LONGEST_LINE:
                        raise InputError.of("Y005", Place(self.file, number, 1), found=str(len(line)), limit=str(LONGEST_LINE))
                    row = self._row(number, line.removeprefix(_BOM) if number == 1 else line)
                    if row is not None:
                        yield row
        except FileNotFoundError:
            raise InputError.of("Y001", Place(self.file, 0, 0)) from None
        except OSError as error:
            raise InputError.of("Y003", Place(self.file, 0, 0), reason=error.strerror or str(error)) from None

    def _row(self, number: int, line: bytes) -> Ragged | tuple[int, dict[str, object], str] | None:
        if not line.strip():
            return None
        try:
            text = line.decode("utf-8").rstrip("\r\n")
        except UnicodeDecodeError:
            return self._ragged(number, line.decode("utf-8", "replace").rstrip("\r\n"), "R663")
        try:
            value = _DECODER.decode(text)
            if not isinstance(value, dict):
                raise ValueError("not an object")
            flat: dict[str, object] = {}
            _flatten(value, "", flat)
        except (ValueError, RecursionError) as error:
            return self._ragged(number, text, "R662", reason=str(error))
        return number, {name: cell for name, cell in flat.items() if cell is not None and cell != ""}, text

    def _ragged(self, row: int, text: str, code: str, **details: str) -> Ragged:
        more = {"allowed": "", "suggestion": ""} if code == "R603" else {}
        return Ragged(row, text, Problem(code, Place(self.file, row, 1), {**more, **details}))


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name stands twice")
    return found


def _flatten(value: Mapping[str, Any], within: str, flat: dict[str, object]) -> None:
    for name, item in value.items():
        path = f"{within}{name}"
        if isinstance(item, dict) and not (len(item) == 1 and english(next(iter(item))) == OTHER):
            _flatten(item, f"{path}.", flat)
        elif path in flat:
            raise ValueError("a name stands twice")
        else:
            flat[path] = item


_DECODER = json.JSONDecoder(parse_float=Decimal, object_pairs_hook=_once)

"""The rows of a CSV file, whatever a spreadsheet made of it: UTF-8 or GB18030, comma, semicolon or tab."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

from humi.dossier.tables import Grid, Row
from humi.reading.files import from_gb18030, read_bytes, to_text
from humi.reading.limits import REGISTRY_LIMITS, Limits
from humi.reading.problems import Place, Problems

DELIMITERS = ",;\t"
_BOM = b"\xef\xbb\xbf"


def read_csv(path: Path, problems: Problems, limits: Limits = REGISTRY_LIMITS) -> Grid | None:
    """The table of a file, or None and a problem. Problems with its rows are added as they are read."""
    data = read_bytes(path, problems, limits)
    text = None if data is None else _text(data, str(path), problems, limits)
    return None if text is None else Grid(str(path), _rows(text, str(path), problems), cut=True)


def _text(data: bytes, file: str, problems: Problems, limits: Limits) -> str | None:
    if not data.removeprefix(_BOM).strip():
        problems.add("Y008", Place(file, 0, 0))
        return None
    try:
        text: str | None = data.decode("utf-8")
    except UnicodeDecodeError:
        # A file that says it is UTF-8 is a damaged one, and would read as nonsense in GB18030.
        text = None if data.startswith(_BOM) else from_gb18030(data)
    if text is None:
        problems.add("R611", Place(file, 0, 0))
        return None
    return to_text(text, file, problems, limits)


def _rows(text: str, file: str, problems: Problems) -> Iterator[Row]:
    reader = csv.reader(StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    row = 1
    try:
        for cells in reader:
            yield row, cells
            # A cell may run over several lines.
            row = reader.line_num + 1
    except csv.Error as error:
        problems.add("R612", Place(file, row, 1), reason=str(error))


def _delimiter(text: str) -> str:
    """What the headings are separated by: no heading holds any of these itself."""
    line = next((line for line in StringIO(text) if line.strip()), "")
    return max(DELIMITERS, key=line.count)

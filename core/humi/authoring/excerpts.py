"""The lines of the files that findings are about, and the characters in them that a finding is about."""

from __future__ import annotations

import unicodedata
from pathlib import Path

from humi.reading.files import lines_of
from humi.reading.problems import Problem

WIDEST = 100
MARK, DOTS = "^", "…"


class Excerpts:
    """Reads each file once, when it is first asked for."""

    def __init__(self) -> None:
        self._files: dict[str, list[str]] = {}

    def lines(self, file: str) -> list[str]:
        """The lines of a file without their ends; none where it cannot be read."""
        if file not in self._files:
            self._files[file] = _lines(Path(file))
        return self._files[file]

    def excerpt(self, problem: Problem) -> tuple[str, str] | None:
        """The line of a finding, cut to what fits, and marks below what it is about; None where there is no such line."""
        place = problem.place
        lines = self.lines(place.file) if place is not None else []
        if place is None or not 1 <= place.line <= len(lines) or not lines[place.line - 1].strip():
            return None
        line = lines[place.line - 1].replace("\t", " ")
        start, width = place.column - 1, width_of(problem, line)
        cut = max(0, start - WIDEST // 2) if len(line) > WIDEST else 0
        shown = f"{DOTS if cut else ''}{line[cut : cut + WIDEST]}{DOTS if len(line) > cut + WIDEST else ''}"
        indent = columns(line[cut:start]) + bool(cut)
        return shown, " " * indent + MARK * max(1, columns(line[start : start + width]))


def width_of(problem: Problem, line: str) -> int:
    """How many characters of the line are what the finding is about."""
    start = problem.place.column - 1 if problem.place is not None else 0
    for name in ("found", "key"):
        found = problem.details.get(name, "")
        for text in (found, f"'{found}'", f'"{found}"', found.rpartition(".")[2]):
            if found and text and line.startswith(text, start):
                return len(text)
    return 1


def columns(text: str) -> int:
    """How many columns of a terminal a text takes: Chinese characters take two."""
    return sum(2 if unicodedata.east_asian_width(character) in ("W", "F") else 1 for character in text)


def _lines(path: Path) -> list[str]:
    try:
        return lines_of(path.read_bytes().decode("utf-8", "replace").removeprefix("\ufeff"))
    except (OSError, ValueError):
        return []

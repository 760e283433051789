"""What is mechanical to mend: for a problem of which nothing but one thing can have been meant, the characters to replace.

Editors, SARIF and `humi check --fix` take it from here. Text is replaced where it stands, rather than a tree written out again
(as ruamel.yaml does): a mend is a word or a character at a known place, and all else has to stay as it is, byte for byte.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from humi.reading.problems import Place, Problem
from humi.values.frozen import Frozen

_KEY = re.compile(r"\s*[\w.]+\s*[:：]")
_LIST = re.compile(r"[\[,]\s*$")
_ENTRY = re.compile(r":\s+$")


class Mend(Frozen):
    """A replacement: `found` stands at `place`, on one line, and `written` takes its place."""

    place: Place
    found: str
    written: str

    @property
    def whole_line(self) -> bool:
        """Whether a line goes, with its end."""
        return bool(self.found) and not self.written and self.place.column == 1


def mend_of(problem: Problem, lines: Sequence[str]) -> Mend | None:
    """How a problem of a file with these lines is mended; None where that is for the author to say."""
    place = problem.place
    if place is None or not 1 <= place.line <= len(lines):
        return None
    line = lines[place.line - 1]
    before, rest = line[: place.column - 1], line[place.column - 1 :]
    match problem.code:
        case "L102" if problem.details.get("key") == "humi":
            return Mend(Place(place.file, place.line, 1), "", "humi: 1\n") if not before and rest else None
        case "W809":
            name = problem.details["found"]
            return Mend(place, line, "") if not before and re.fullmatch(rf"{re.escape(name)}: *\{{ *\}} *", rest) else None
        case "Y016" | "Y034" if rest[:1] in ("：", ":"):
            return Mend(place, rest[:1], ":" if rest[1:2] in ("", " ") else ": ")
        case "Y031" if rest[:1] in ("\u3000", "\xa0"):
            return Mend(place, rest[:1], " ")
        case "Y035" if rest[:1] in ("，", "、") and _KEY.match(rest[1:]):
            return Mend(place, rest[:1], "," if rest[1:2] == " " else ", ")
    return _suggested(problem, place, before, rest) if problem.certain else None


def _suggested(problem: Problem, place: Place, before: str, rest: str) -> Mend | None:
    """What was found, replaced by what can only have been meant."""
    found, written = problem.details.get("found", ""), problem.details["suggestion"]
    if problem.code == "D301":  # a fact of a dossier, which stands there by its last part
        found = found.rpartition(".")[2]
    quote = rest[:1] if rest[:1] in ("'", '"') and not found.startswith(rest[:1]) else ""
    if not found or not rest.startswith(f"{quote}{found}{quote}"):
        return None
    if problem.code == "L103":  # a word for true or false, which no quotes may hold
        return Mend(place, f"{quote}{found}{quote}", written)
    if ", " in written:
        # Several words: as items of a list that is there, or as a list.
        if quote or not (_LIST.search(before) or _ENTRY.search(before)):
            return None
        written = written if _LIST.search(before) else f"[{written}]"
    return Mend(place, f"{quote}{found}{quote}", f"{quote}{written}{quote}")

"""Why a text is not YAML, in the author's terms rather than the parser's."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from humi.reading.problems import Place, Problems

if TYPE_CHECKING:
    import yaml

# A key with a full-width colon, or an ordinary colon before a space that YAML does not take for one.
_WIDE = re.compile("\\s*(?:-\\s+)*([^\\s\"'#:：]+)(?:(?P<colon>：)|:(?P<space>[\\u3000\\xa0]))")
# A key whose colon is followed by its value at once.
_GLUED = re.compile(r"\s*(?:-\s+)*(?P<glued>([\w.]+):(?!/)(\S.*))")
# A quote that opens a value.
_OPENING = re.compile("(?:[:,]\\s+|[\\[{]\\s*|^\\s*(?:-\\s+)*)([\"'])")
_KEY = re.compile("[^\\s].*?:(?:\\s|$)")
_MISALIGNED = ("expected key", "'-' indicator", "<block end>", "<document start>")


def wide_separator(line: str) -> tuple[str, int, str] | None:
    """If a line begins with a key whose separator is full-width: the code, the index of the separator and the key."""
    found = _WIDE.match(line)
    if not found:
        return None
    if found["colon"]:
        return "Y016", found.start("colon"), found[1]
    return "Y031", found.start("space"), found[1]


def add_syntax_problem(
    error: yaml.YAMLError, lines: list[str], opened: Place | None, file: str, problems: Problems
) -> None:
    """Add the problem behind a parser's error; `opened` is where the innermost open collection starts."""
    reason = str(getattr(error, "problem", None) or error)
    context = str(getattr(error, "context", None) or "")
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    row, column = (mark.line, mark.column) if mark else (0, 0)
    begin = getattr(error, "context_mark", None) or mark
    here = Place(file, row + 1, column + 1)
    start = Place(file, begin.line + 1, begin.column + 1) if begin else here
    line = _line(lines, row)
    char = line[column : column + 1]
    bracket = _char(lines, opened) if opened else ""

    if char == "\t" or "tab character" in reason:
        problems.add("Y011", here)
    elif (quote := _open_quote(lines, start.line - 1, row)) is not None:
        problems.add("Y013", Place(file, *quote), found=_char(lines, Place(file, *quote)))
    elif wide := _wide_above(lines, row, start.line - 1, reason):
        code, wide_row, index, key = wide
        problems.add(code, Place(file, wide_row + 1, index + 1), found=f"{key}：", suggestion=f"{key}:")
    elif glued := _glued(line if "mapping values" in reason else _line(lines, start.line - 1), reason):
        row_ = here.line if "mapping values" in reason else start.line
        problems.add("Y034", Place(file, row_, glued.end(2) + 1), found=glued["glued"], suggestion=f"{glued[2]}: {glued[3]}")
    elif "mapping values are not allowed" in reason:
        if (odd := _shallow_above(lines, row)) is not None:
            problems.add("Y018", Place(file, odd + 1, _indent(_line(lines, odd)) + 1))
        else:
            problems.add("Y012", here)
    elif "flow" in context and "expected ','" in reason and (comma := _wide_comma(lines, start, here)):
        problems.add("Y035", comma, suggestion=", ")
    elif "flow" in context and "expected ','" in reason and char == ":" and here.line == start.line:
        problems.add("Y012", here)
    elif "sequence entries are not allowed" in reason:
        problems.add("Y021", here)
    elif "scalar" in context and ("end of stream" in reason or "unexpected document" in reason):
        problems.add("Y013", start, found=_char(lines, start))
    elif "flow" in context and "expected ','" in reason:
        problems.add("Y014", start, found=_char(lines, start), line=here.line)
    elif "node content" in reason and not char and opened and bracket in ("[", "{"):
        problems.add("Y014", opened, found=bracket, line=here.line)
    elif "start any token" in reason or "node content" in reason:
        problems.add("Y017", here, found=char or " ")
    elif "expected ':'" in reason:
        problems.add("Y015", start)
    elif "escape" in reason or "hexdecimal" in reason:
        problems.add("Y019", here)
    elif any(words in reason for words in _MISALIGNED):
        if line[:column].strip():
            problems.add("Y020", here, found=line[column:])
        else:
            problems.add("Y018", here)
    else:
        problems.add("Y010", here, reason=reason)


def _wide_above(lines: list[str], row: int, start: int, reason: str) -> tuple[str, int, int, str] | None:
    """A full-width separator on the line of the error, or on a line it may have been glued to."""
    if "expected ':'" in reason:
        rows = range(start, start + 1)
    elif "mapping values" in reason:
        rows = range(row, -1, -1)
    elif any(words in reason for words in _MISALIGNED):
        rows = range(row, row + 1)
    else:
        return None
    for number in rows:
        line = _line(lines, number)
        if wide := wide_separator(line):
            return wide[0], number, wide[1], wide[2]
        if number < row and _KEY.search(line):
            return None
    return None


def _glued(line: str, reason: str) -> re.Match[str] | None:
    return _GLUED.match(line) if "mapping values" in reason or "expected ':'" in reason else None


def _open_quote(lines: list[str], first: int, last: int) -> tuple[int, int] | None:
    """A quote that opens a value and closes only where another one was to open, so that text follows upon it."""
    row, column = first, 0
    while row <= last:
        opening = _OPENING.search(_line(lines, row), column)
        if opening is None:
            row, column = row + 1, 0
            continue
        begun, quote = (row, opening.start(1)), opening[1]
        row, column = _closing(lines, row, opening.end(), quote)
        rest = _line(lines, row)[column:].lstrip()
        if row > begun[0] and rest and rest[0] not in ",]}:#":
            return begun[0] + 1, begun[1] + 1
    return None


def _closing(lines: list[str], row: int, column: int, quote: str) -> tuple[int, int]:
    """Just behind the next quote of a kind."""
    while row < len(lines):
        found = _line(lines, row).find(quote, column)
        if found >= 0:
            return row, found + 1
        row, column = row + 1, 0
    return row, 0


def _wide_comma(lines: list[str], start: Place, here: Place) -> Place | None:
    """The last full-width comma between the bracket and where the parser stopped."""
    for row in range(here.line, start.line - 1, -1):
        line = _line(lines, row - 1)
        first = start.column if row == start.line else 0
        last = here.column if row == here.line else len(line)
        found = max(line.rfind(comma, first, last) for comma in "，、")
        if found >= 0:
            return Place(start.file, row, found + 1)
    return None


def _shallow_above(lines: list[str], row: int) -> int | None:
    """The line above, where it alone is further left than the lines around it: that one is out of line, not this one."""
    above = [number for number in range(row - 1, -1, -1) if _line(lines, number).strip()][:2]
    if len(above) < 2:
        return None
    one, before = above
    shallow, depth = _indent(_line(lines, one)), _indent(_line(lines, row))
    return one if shallow < depth == _indent(_line(lines, before)) else None


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _line(lines: list[str], row: int) -> str:
    return lines[row] if row < len(lines) else ""


def _char(lines: list[str], place: Place) -> str:
    return _line(lines, place.line - 1)[place.column - 1 : place.column]

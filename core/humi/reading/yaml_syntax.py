"""Why a text is not YAML, in the author's terms rather than the parser's."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from humi.reading.problems import Place, Problems

if TYPE_CHECKING:
    import yaml

# A key with a full-width colon, or an ordinary colon before a space that YAML does not take for one.
_WIDE = re.compile("\\s*(?:-\\s+)*([^\\s\"'#:：]+)(?:(?P<colon>：)|:(?P<space>[\\u3000\\xa0]))")
_GLUED = re.compile("\\s*(?:-\\s+)*([^\\s\"'#:]+):([^\\s/:].*)")
"""A key whose colon has no space after it; an address such as `http://` is none."""
_QUOTED = re.compile("\"[^\"]*\"|'[^']*'")
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
    elif wide := _wide_above(lines, row, start.line - 1, reason):
        code, wide_row, index, key = wide
        problems.add(code, Place(file, wide_row + 1, index + 1), found=f"{key}：", suggestion=f"{key}:")
    elif "mapping values are not allowed" in reason:
        problems.add("Y012", here)
    elif "sequence entries are not allowed" in reason:
        problems.add("Y021", here)
    elif "scalar" in context and ("end of stream" in reason or "unexpected document" in reason):
        problems.add("Y013", start, found=_char(lines, start))
    elif "flow" in context and "expected ','" in reason and (comma := _wide_comma(line[:column])) is not None:
        problems.add("Y035", Place(file, row + 1, comma + 1))
    elif "flow" in context and "expected ','" in reason:
        problems.add("Y014", start, found=_char(lines, start), line=here.line)
    elif "node content" in reason and not char and opened and bracket in ("[", "{"):
        problems.add("Y014", opened, found=bracket, line=here.line)
    elif "start any token" in reason or "node content" in reason:
        problems.add("Y017", here, found=char or " ")
    elif "expected ':'" in reason and (glued := _GLUED.match(_line(lines, start.line - 1))):
        key, value = glued[1], glued[2].strip()
        problems.add("Y034", start, found=f"{key}:{value}", suggestion=f"{key}: {value}")
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


def _wide_comma(text: str) -> int | None:
    """Where the last full-width comma outside quotes stands, if there is one."""
    index = _QUOTED.sub(lambda quoted: " " * len(quoted[0]), text).rfind("，")
    return index if index >= 0 else None


def _line(lines: list[str], row: int) -> str:
    return lines[row] if row < len(lines) else ""


def _char(lines: list[str], place: Place) -> str:
    return _line(lines, place.line - 1)[place.column - 1 : place.column]

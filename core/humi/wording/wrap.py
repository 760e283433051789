"""Where a line of Chinese and Latin words may break: between any two Chinese characters, but never before a closing mark."""

from __future__ import annotations

import re
from collections.abc import Callable

CLOSING = "，。；：、！？）〕】》”’」…%)\\],.;:!?"
OPENING = "（〔【《“‘「(\\["
_TOKEN = re.compile(rf"\s+|[{OPENING}]*(?:[A-Za-z0-9_'`+=<>–\-]+(?:[.:][A-Za-z0-9_\-]+|\[[0-9]+\])*/?|[^\s])[{CLOSING}]*")
"""Blanks, or a Latin word or one other character with the marks that must stay beside it."""


def breaks(text: str, width: int, cells: Callable[[str], int]) -> list[tuple[int, int]]:
    """First and last index of each line, spaces at the breaks left out. `cells` measures how wide a text is."""
    if cells(text) <= width:
        return [(0, len(text))]
    lines: list[tuple[int, int]] = []
    start, end, used = 0, 0, 0
    for token in _tokens(text, width, cells):
        first, last = token
        wide = cells(text[first:last])
        blank = text[first:last].isspace()
        if used + wide > width and used and not blank:
            lines.append((start, end))
            start, end, used = first, first, 0
        if blank and used == 0 and lines:
            start = end = last
            continue
        used += wide
        if not blank:
            end = last
    lines.append((start, end))
    return lines


def longest(text: str, cells: Callable[[str], int]) -> int:
    """The width of the widest part that should not be broken."""
    return max((cells(found[0].strip()) for found in _TOKEN.finditer(text)), default=0)


def _tokens(text: str, width: int, cells: Callable[[str], int]) -> list[tuple[int, int]]:
    found = []
    for match in _TOKEN.finditer(text):
        first, last = match.span()
        if cells(text[first:last]) <= width:
            found.append((first, last))
        else:
            found.extend((index, index + 1) for index in range(first, last))
    return found

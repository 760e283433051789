"""The fenced blocks of Markdown pages.

A comment on the line above a block says what the block is:

    <!-- run: humi show --lang en -->      what the command prints
    <!-- file: policy.yaml -->             a file that later examples of the page read
    <!-- part: plugins/a/policy.yaml -->   lines that stand in that file of the repository
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGES = tuple(sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("plugins/*/README.md")]))
BLOCK = re.compile(
    r"^(?:<!-- (?P<mark>\w+): (?P<what>.+?) -->\n)?```(?P<language>\w*)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Block:
    """One fenced block. `line` is where its text begins, `start` and `end` are its offsets in the page."""

    page: Path
    line: int
    language: str
    mark: str
    what: str
    text: str
    start: int
    end: int


def blocks(page: Path) -> Iterator[Block]:
    """The blocks of a page, in order."""
    whole = page.read_text(encoding="utf-8")
    for found in BLOCK.finditer(whole):
        start, end = found.span("text")
        line = whole.count("\n", 0, start) + 1
        yield Block(page, line, found["language"], found["mark"] or "", found["what"] or "", found["text"], start, end)

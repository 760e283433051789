"""The sentences of a clause that say something: all but headings, titles, addressees and signatures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from humi.authoring.clauses import UNSPOKEN, Paragraph, has_marker

PIECE = re.compile("[^。！？!?]+(?:[。！？!?]+[”’」』)）]*)?")
ENDED = re.compile("[。！？!?][”’」』)）]*$")
LONGEST_HEADING = 40
LONGEST_TITLE = 60


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with the columns it spans in its paragraph, counted from 0, end excluded."""

    text: str
    paragraph: Paragraph
    start: int
    end: int


def sentences(clause: str, paragraph: Paragraph) -> Iterator[Sentence]:
    """What a paragraph of a clause says."""
    pieces = [piece for piece in PIECE.finditer(paragraph.text) if piece[0].strip()]
    for index, piece in enumerate(pieces):
        ended = bool(ENDED.search(piece[0]))
        if clause in UNSPOKEN and not ended:
            continue
        if len(pieces) == 1 and not ended and len(piece[0]) <= LONGEST_TITLE:
            continue
        if index == 0 and len(pieces) > 1 and has_marker(paragraph.text) and len(piece[0]) <= LONGEST_HEADING:
            continue
        yield Sentence(piece[0], paragraph, piece.start(), piece.end())

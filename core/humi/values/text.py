"""Words as people type them: full-width characters and small mistakes."""

from __future__ import annotations

import re
from collections.abc import Iterable

_TO_HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20, 0xFFE5: 0xA5}
_LONGEST_WORD = 100
_BETWEEN = re.compile(r"[,，、;；\s]+")


def normalise(text: str) -> str:
    """The text with full-width ASCII, ￥ and the ideographic space in their ordinary form, and no space around it.

    Nothing else changes: dashes, 〇, Chinese punctuation without a full-width ASCII twin and upper case stay.
    """
    return text.strip() if text.isascii() else text.translate(_TO_HALF_WIDTH).strip()


class Near(str):
    """What was probably meant. `only`: nothing else can have been, so that a program may write it instead."""

    only: bool

    def __new__(cls, text: str, only: bool = False) -> Near:
        near = super().__new__(cls, text)
        near.only = only
        return near


def nearest(word: str, candidates: Iterable[str]) -> Near | None:
    """The candidate that was probably meant: in another case, slightly misspelt or cut short; None if there is none.

    Several candidates with a comma of another kind between them, or none, are several candidates.
    """
    folded = normalise(word).casefold()
    # Comparing takes time quadratic in the length, and nobody misspells a whole paragraph.
    if not folded or len(folded) > _LONGEST_WORD:
        return None
    names: dict[str, str] = {}
    for candidate in candidates:
        names.setdefault(normalise(candidate).casefold(), candidate)
    if folded in names:
        return Near(names[folded], only=True)
    parts = [part for part in _BETWEEN.split(folded) if part]
    if len(parts) > 1 and all(part in names for part in parts):
        return Near(", ".join(names[part] for part in parts), only=len(parts) == len(set(parts)))

    from difflib import get_close_matches

    # Half of a two-character Chinese word already says much, so one wrong character must still be near.
    cutoff = 0.6 if folded.isascii() else 0.5
    close = get_close_matches(folded, names, n=1, cutoff=cutoff)
    if close:
        slips = [name for name in names if _one_slip(folded, name)]
        return Near(names[close[0]], only=slips == close)
    longer = [name for name in names if name.startswith(folded)] if len(folded) > 1 or not folded.isascii() else []
    return Near(names[min(longer, key=lambda name: (len(name), name))]) if longer else None


def _one_slip(word: str, name: str) -> bool:
    """Whether one letter was left out, added, changed, or changed places with the next. Of digits, either may be meant."""
    if abs(len(word) - len(name)) > 1:
        return False
    start = 0
    while start < min(len(word), len(name)) and word[start] == name[start]:
        start += 1
    rest, meant = word[start:], name[start:]
    changed = rest[:1] + meant[:1]
    if any(character.isdigit() for character in changed):
        return False
    swapped = rest[:2] == meant[1::-1] and rest[2:] == meant[2:] and len(meant) > 1
    return rest[1:] == meant or rest == meant[1:] or rest[1:] == meant[1:] or swapped

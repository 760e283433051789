"""Words as people type them: full-width characters and small mistakes."""

from __future__ import annotations

from collections.abc import Iterable

_TO_HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20, 0xFFE5: 0xA5}
_LONGEST_WORD = 100


def normalise(text: str) -> str:
    """The text with full-width ASCII, ￥ and the ideographic space in their ordinary form, and no space around it.

    Nothing else changes: dashes, 〇, Chinese punctuation without a full-width ASCII twin and upper case stay.
    """
    return text.strip() if text.isascii() else text.translate(_TO_HALF_WIDTH).strip()


def nearest(word: str, candidates: Iterable[str]) -> str | None:
    """The candidate that was probably meant: in another case, slightly misspelt or cut short; None if there is none."""
    folded = normalise(word).casefold()
    # Comparing takes time quadratic in the length, and nobody misspells a whole paragraph.
    if not folded or len(folded) > _LONGEST_WORD:
        return None
    names: dict[str, str] = {}
    for candidate in candidates:
        names.setdefault(normalise(candidate).casefold(), candidate)
    if folded in names:
        return names[folded]

    from difflib import get_close_matches

    # Half of a two-character Chinese word already says much, so one wrong character must still be near.
    cutoff = 0.6 if folded.isascii() else 0.5
    close = get_close_matches(folded, names, n=1, cutoff=cutoff)
    if close:
        return names[close[0]]
    longer = [name for name in names if name.startswith(folded)] if len(folded) > 1 or not folded.isascii() else []
    return names[min(longer, key=lambda name: (len(name), name))] if longer else None

"""Text as people type it: full-width forms, and the nearest known word."""

from __future__ import annotations

from collections.abc import Iterable

_HALF = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}


def normalise(text: str) -> str:
    """Full-width letters, digits, punctuation and spaces as half-width ones, without space at the ends."""
    return text.translate(_HALF).strip()


def nearest(word: str, candidates: Iterable[str]) -> str | None:
    """The candidate that was most likely meant, or None."""
    from difflib import get_close_matches

    names = list(candidates)
    lowered = {name.lower(): name for name in reversed(names)}
    asked = normalise(word).lower()
    if asked in lowered:
        return lowered[asked]
    close = get_close_matches(asked, lowered, n=1, cutoff=0.6)
    if close:
        return lowered[close[0]]
    if len(asked) < 2:
        return None
    return next((name for key, name in lowered.items() if key.startswith(asked) or key.endswith(asked)), None)

"""How much input a reader accepts before it refuses."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Upper bounds, all inclusive. `nodes` counts what aliases expand to, `depth` counts collections inside each other,
    `digits` counts the characters of one number."""

    bytes: int = 4 * 1024 * 1024
    nodes: int = 200_000
    depth: int = 64
    aliases: int = 100
    digits: int = 40


LIMITS = Limits()

"""How much input a reader accepts before it refuses."""

from __future__ import annotations

from humi.values.frozen import Frozen


class Limits(Frozen):
    """Upper bounds, all inclusive. `nodes` counts what aliases expand to, `depth` counts collections inside each other,
    `digits` counts the characters of one number."""

    bytes: int = 4 * 1024 * 1024
    nodes: int = 200_000
    depth: int = 64
    aliases: int = 100
    digits: int = 40


LIMITS = Limits()

REGISTRY_LIMITS = Limits(bytes=200 * 1024 * 1024, nodes=20_000_000)
"""A registry holds what a whole city recorded in years."""


class TableLimits(Frozen):
    """Upper bounds of one table, all inclusive. `unpacked` are the bytes that a workbook's parts may have together."""

    rows: int = 2_000_000
    columns: int = 1_000
    unpacked: int = 2 * 1024 * 1024 * 1024
    parts: int = 10_000


TABLE_LIMITS = TableLimits()

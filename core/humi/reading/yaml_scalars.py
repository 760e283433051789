"""What an unquoted scalar means: a strict subset of the YAML 1.2 core schema.

Only `true` and `false` are booleans, so `yes`, `no` and `NO` (Norway) stay text; so do dates, `0x1f`, `007`, `1_000`,
`1e3` and `.inf`.
"""

from __future__ import annotations

import re
from decimal import Decimal

_WORDS: dict[str, bool | None] = {"": None, "~": None, "null": None, "true": True, "false": False}
_NUMBER = re.compile(r"[-+]?(?:0|[1-9][0-9]*)(\.[0-9]+)?")


def value_of(text: str, digits: int) -> str | int | bool | Decimal | None:
    """The value of unquoted text. Raises OverflowError for a number of more than `digits` characters."""
    if text in _WORDS:
        return _WORDS[text]
    number = _NUMBER.fullmatch(text)
    if number is None:
        return text
    if len(text) > digits:
        raise OverflowError(text)
    return Decimal(text) if number.group(1) else int(text)

"""What the catalogue says about one problem code."""

from __future__ import annotations

from typing import Literal

from humi.values.frozen import Frozen
from humi.values.label import Label

Severity = Literal["error", "warning", "note"]


class Entry(Frozen):
    """A message in both languages, as `str.format_map` templates over the details, and its documentation.

    `avoid` and `prefer` show the mistake and its repair, `why` gives the reason for the rule.
    """

    severity: Severity
    zh: str
    en: str
    avoid: Label
    prefer: Label
    why: Label


def same(text: str) -> Label:
    """An example that reads the same in both languages, such as code."""
    return Label(text, text)

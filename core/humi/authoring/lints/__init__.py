"""What `check` says of a pack that can be read: a topic a file, each a function that looks at a draft and reports."""

from __future__ import annotations

from collections.abc import Callable

from humi.authoring.lints import figures, lists, wording
from humi.authoring.lints.draft import Draft
from humi.reading.problems import Problems

Lint = Callable[[Draft, Problems], None]

LINTS: tuple[Lint, ...] = (
    wording.operators,
    figures.numbers,
    figures.lengths,
    figures.days,
    figures.ledger,
    lists.open_lists,
)
"""Every lint. They do not know each other, and their order does not matter: problems are told in the order of places."""


def lint(draft: Draft, problems: Problems) -> None:
    """Look at a draft with every lint."""
    for look in LINTS:
        look(draft, problems)

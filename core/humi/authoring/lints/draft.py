"""What is looked at when a pack is checked: the pack, the tree it was read from, its ledger, its cases."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from humi.authoring.cases import Case
from humi.authoring.clauses import Clauses
from humi.authoring.ledger import LedgerText
from humi.reading.located import Located

if TYPE_CHECKING:
    from humi.policy.pack import Pack


@dataclass(frozen=True, slots=True)
class Draft:
    """A pack that can be read, with all that stands beside it.

    `ledger` is None where there is none that can be read, `clauses` where the text of the document is not at hand.
    """

    folder: Path
    pack: Pack
    located: Located
    ledger: LedgerText | None
    cases: tuple[Case, ...]
    clauses: Clauses | None = None

"""One change from one version of a pack to another."""

from __future__ import annotations

from humi.decision import Citation
from humi.reading.problems import Place
from humi.values.frozen import Frozen
from humi.values.label import Label

MEANING, BASIS, WORDING = "meaning", "basis", "wording"
WEIGHTS = (MEANING, BASIS, WORDING)
"""What a change may touch: what is answered; what the answer rests on, sources and readings of ours; only how it is told."""

KINDS = (
    "added", "removed", "renamed", "role",
    "condition", "junction", "threshold", "operator", "members", "amount", "date", "value", "readings", "versions",
    "row", "policy",
    "judgement", "for_whom", "actor", "follows", "order", "kind", "topic", "fact", "region",
    "sources", "clause", "account", "ledger", "interpretation", "text", "supplier",
    "version", "name", "note", "words",
)  # fmt: skip
"""The closed list of kinds, weighty ones first."""


class Change(Frozen):
    """What changed at one rule, fact or provision.

    `paths` are as in the new version (in the old one, of what is gone), several where a series or each year changed alike;
    `was` is the old path of what moved. `cites` are its sources now, `cited` those it had. A place is None on the side on
    which there is nothing.
    """

    kind: str
    weight: str
    paths: tuple[str, ...]
    about: Label
    told: Label
    old: Place | None = None
    new: Place | None = None
    was: str = ""
    cites: tuple[Citation, ...] = ()
    cited: tuple[Citation, ...] = ()

    @property
    def path(self) -> str:
        """The first path."""
        return self.paths[0]

    @property
    def section(self) -> str:
        """The first part of the path."""
        return self.path.partition("/")[0]

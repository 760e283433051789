"""Asking the prover about a pack: first of complete dossiers, then of any; every example is tried on the judge."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from humi.dossier.dossier import Dossier
from humi.dossier.registry import Registry
from humi.engines.prove import Found, Impossible, Undecided, search
from humi.engines.prove.logic import Term
from humi.engines.prove.search import MOST_RECORDS
from humi.errors import DossierError, Untranslatable
from humi.policy.pack import Pack
from humi.questions.answers import SETTLED, Answer, Dossiers, Example, Proven, Refuted, Unknown
from humi.questions.outcomes import Outcomes
from humi.road.hearing import Hearing

SECONDS = 10.0
"""The time for one question, where nobody says otherwise."""

Exists = Callable[[Outcomes], Term]
"""What has to be so of a dossier that would refute a claim."""
Shows = Callable[..., bool]
"""Whether the judge says the same of one, given its hearing (of two: both)."""


class Prover:
    """Answers claims about one pack on one day (an ordinal), each within some seconds."""

    def __init__(self, pack: Pack, asked: int, seconds: float = SECONDS, registry: bool = False) -> None:
        self.pack = pack
        self.asked = asked
        self.seconds = seconds
        self.registry = registry

    def never(self, exists: Exists, shows: Shows, only: Dossiers | None = None, assuming: str = "") -> Answer:
        """The claim that there is no dossier of which `exists` is so.

        `shows` asks the judge whether a solution is one. `only` leaves the other kind of dossiers out.
        """
        proven: Answer | None = None
        for kind in SETTLED if only is None else (only,):
            answer = self._of(kind, exists, shows, assuming)
            if isinstance(answer, Unknown) and proven is not None:
                return proven
            if isinstance(answer, Refuted) and proven is not None:
                return proven  # of complete dossiers it holds: who leaves facts open leaves answers open
            if not isinstance(answer, Proven):
                return answer
            proven = answer
        assert proven is not None
        return proven

    def _of(self, kind: Dossiers, exists: Exists, shows: Shows, assuming: str) -> Answer:
        outcomes = Outcomes(self.pack, self.asked, kind == "complete")
        try:
            goal = exists(outcomes)
            found = search(outcomes.unknowns, goal, self.asked, self.seconds, lambda *documents: self.tried(documents, shows))
        except Untranslatable as error:
            return Unknown("untranslatable", self.seconds, 0, type(error.node).__name__, error.place)
        match found:
            case Impossible():
                return Proven(kind, assuming)
            case Found(document=document, other=other):
                return Refuted(Example(document, self.asked, self.registry, other), kind, assuming)
            case Undecided(reason="time"):
                return Unknown("time", self.seconds, rejected=found.rejected)
        return Unknown("example", self.seconds, MOST_RECORDS[-1], rejected=found.rejected)

    def tried(self, documents: Sequence[dict[str, Any]], shows: Shows) -> bool:
        """Whether the judge says of written dossiers what is claimed of them."""
        try:
            reader = Registry if self.registry else Dossier
            read = [reader.from_dict(document, self.pack.vocabulary) for document in documents]
            return shows(*(Hearing(self.pack, dossier, self.asked) for dossier in read))
        except DossierError:  # it cannot be written so
            return False

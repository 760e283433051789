"""Asking the prover about a pack: first of complete dossiers, then of any; every example is tried on the judge."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

from humi.dossier.dossier import Dossier
from humi.dossier.registry import Registry
from humi.engines.prove import Found, Impossible, Search, Undecided
from humi.engines.prove.logic import Term
from humi.engines.prove.search import MOST_RECORDS
from humi.errors import DossierError, Untranslatable
from humi.policy.pack import Pack
from humi.questions.answers import SECONDS, SETTLED, Answer, Dossiers, Example, Proven, Refuted, Unknown
from humi.questions.outcomes import Outcomes
from humi.road.hearing import Hearing

T = TypeVar("T")

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
        return self.about(exists, only).never(lambda goal: goal, shows, assuming)

    def about(self, says: Callable[[Outcomes], T], only: Dossiers | None = None) -> Ground[T]:
        """One dossier of which `says` tells what rules come to, for many claims about it."""
        return Ground(self, says, only)

    def tried(self, documents: Sequence[dict[str, Any]], shows: Shows) -> bool:
        """Whether the judge says of written dossiers what is claimed of them."""
        try:
            reader = Registry if self.registry else Dossier
            read = [reader.from_dict(document, self.pack.vocabulary) for document in documents]
            return shows(*(Hearing(self.pack, dossier, self.asked) for dossier in read))
        except DossierError:  # it cannot be written so
            return False


class Ground(Generic[T]):
    """What rules say of one dossier of which nothing is decided yet, told to the solver once, with all claims about it."""

    def __init__(self, prover: Prover, says: Callable[[Outcomes], T], only: Dossiers | None = None) -> None:
        self._prover = prover
        self._says = says
        self._kinds = SETTLED if only is None else (only,)
        self._made: dict[Dossiers, tuple[T, Search]] = {}

    def never(
        self, exists: Callable[[T], Term], shows: Shows, assuming: str = "", kinds: Sequence[Dossiers] | None = None
    ) -> Answer:
        """The claim that there is no dossier of which `exists` is so, said of what the rules come to; it asks for nothing
        that they did not ask for."""
        proven: Answer | None = None
        for kind in self._kinds if kinds is None else kinds:
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

    def _of(self, kind: Dossiers, exists: Callable[[T], Term], shows: Shows, assuming: str) -> Answer:
        asker = self._prover
        try:
            said, dossiers = self._told(kind)
        except Untranslatable as error:
            return Unknown("untranslatable", asker.seconds, 0, type(error.node).__name__, error.place)
        found = dossiers.find(exists(said), asker.seconds, lambda *documents: asker.tried(documents, shows))
        match found:
            case Impossible():
                return Proven(kind, assuming)
            case Found(document=document, other=other):
                return Refuted(Example(document, asker.asked, asker.registry, other), kind, assuming)
            case Undecided(reason="time"):
                return Unknown("time", asker.seconds, rejected=found.rejected)
        return Unknown("example", asker.seconds, MOST_RECORDS[-1], rejected=found.rejected)

    def _told(self, kind: Dossiers) -> tuple[T, Search]:
        """What the rules say, and the dossiers of which they say it. Raises Untranslatable."""
        if kind not in self._made:
            outcomes = Outcomes(self._prover.pack, self._prover.asked, kind == "complete")
            said = self._says(outcomes)
            self._made[kind] = said, Search(outcomes.unknowns, outcomes.view.asked)
        return self._made[kind]

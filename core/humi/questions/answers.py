"""What an answer is: a claim about rules is proven, refuted with an example, or unknown within the time given.

A claim is that there is *no* dossier of some kind. `holds_for` says of which dossiers an answer speaks: `complete` ones, in
which every fact is known and every judgement decided, or `any`, in which each fact may be open.
"""

from __future__ import annotations

from typing import Any, Literal, TypeAlias

from humi.reading.problems import Place
from humi.values.frozen import Frozen
from humi.values.label import Label

SECONDS = 10.0
"""The time for one question, where nobody says otherwise."""
Dossiers = Literal["complete", "any"]
SETTLED: tuple[Dossiers, ...] = ("complete", "any")


class Taken(Frozen):
    """The days that a phase is taken to last, where the text leaves them open: first and last (ordinals), and by which
    readings."""

    path: str
    first: int
    last: int
    readings: tuple[Label, ...] = ()


class Example(Frozen):
    """A dossier that refutes a claim, on the day it is asked about (an ordinal); `registry`: what an authority holds.

    `other` is a second one, where two are set side by side. The judge has said of both what is claimed of them. `taken` are
    the days of phases that it holds for, where these are not all written out.
    """

    document: dict[str, Any]
    asked: int
    registry: bool = False
    other: dict[str, Any] | None = None
    taken: tuple[Taken, ...] = ()


class Proven(Frozen):
    """There is no such dossier, however many related records it has. `assuming` names what was taken for granted."""

    holds_for: Dossiers
    assuming: str = ""


class Refuted(Frozen):
    """There is one, and here it is; `holds_for` says of which kind it is."""

    example: Example
    holds_for: Dossiers
    assuming: str = ""


class Unknown(Frozen):
    """Neither was found. `reason` is `time`, `example` (the solver found solutions, but none that the judge confirms, with at
    most `records` related records) or `untranslatable` (`node` at `place` cannot be said to the solver)."""

    reason: Literal["time", "example", "untranslatable"]
    within: float
    records: int = 0
    node: str = ""
    place: Place | None = None
    rejected: dict[str, Any] | None = None
    """A solution that the judge did not confirm."""


Answer: TypeAlias = Proven | Refuted | Unknown


class Answered(Frozen):
    """A question with its answer. `kind` names the claim, `path` the rule it is about, `beside` other rules that it names."""

    kind: str
    path: str
    answer: Answer
    beside: tuple[str, ...] = ()
    names: tuple[Label, ...] = ()

    @property
    def expected(self) -> bool | None:
        """Whether the answer is what an author hopes for: nobody wants a designation that nobody can reach, or money that is
        paid twice. None where it is neither good nor bad, or not known."""
        if isinstance(self.answer, Unknown):
            return None
        hoped = HOPED[self.kind]
        if self.kind == "readings_agree" and isinstance(self.answer, Proven):
            return False  # then they are no readings
        return None if hoped is None else isinstance(self.answer, hoped)


HOPED: dict[str, type[Proven] | type[Refuted] | None] = {
    "nobody_qualifies": Refuted,
    "nobody_refused": Refuted,
    "contradiction": Refuted,
    "idle": Refuted,
    "unreachable": Refuted,
    "never_twice": Proven,
    "never_arises": Refuted,
    "never_done": Refuted,
    "never_breached": Refuted,
    "never_due_before": Proven,
    "readings_agree": None,
    "no_hole": Proven,
    "no_overlap": Proven,
    "never_matters": Refuted,
    "implies": None,
    "no_difference": Proven,
    "implies_elsewhere": None,
    "same": None,
}
"""For each claim, the answer that an author hopes for."""

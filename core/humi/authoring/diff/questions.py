"""What two versions of a pack are asked: the cases of both, and boundary cases of the rules that decide otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from humi.authoring.cases import Case
from humi.authoring.diff.asking import bounds_moved
from humi.authoring.diff.pairing import Pairing
from humi.authoring.diff.smallest import Document
from humi.reading.problems import Place
from humi.values.frozen import Frozen
from humi.values.label import Label


class Question(Frozen):
    """A dossier, or a registry where `of_authority`, asked about on a day. `proposed`: a boundary case, none of the pack's."""

    about: Label
    on: date
    given: Document
    of_authority: bool = False
    place: Place | None = None
    proposed: bool = False


def of_cases(cases: Iterable[Case]) -> Iterator[Question]:
    """The cases of a pack as questions."""
    for case in cases:
        yield Question(Label(case.sentence, case.sentence), case.on, case.given, case.of_authority, case.place)


def of_boundaries(pairing: Pairing) -> Iterator[Question]:
    """Boundary cases of both versions, those of the newer first, as questions. Only rules that decide otherwise have some,
    and those that follow from them: without a change of meaning none is made."""
    moved = bounds_moved(pairing)
    if not moved:
        return
    from humi.authoring.boundaries import boundary_cases

    for pack in reversed(pairing.packs):
        for one in boundary_cases(pack, moved):
            yield Question(one.about, one.on, one.given, one.of_authority, proposed=True)

"""What cases already show: of each condition, the signatures of the facts that a case expects something of."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator

from humi.authoring.boundaries.goals import terms_of
from humi.authoring.boundaries.proposals import Proposed, answer_of
from humi.authoring.boundaries.signatures import signature
from humi.authoring.boundaries.subjects import Subject
from humi.authoring.cases import CONFIRM, Case, dossier_of
from humi.dossier.facts import IDENTITY, RELATION_OF, SINGLE
from humi.dossier.world import Record
from humi.errors import InputError
from humi.policy.pack import Pack
from humi.road.hearing import Hearing

ANY = ""
"""What came out, where it is still to be confirmed."""


class Covered:
    """What some cases show of a pack."""

    def __init__(self, pack: Pack, cases: Iterable[Case]) -> None:
        self.pack = pack
        self._expected = list(_expected(pack, cases))
        self._shown: dict[Subject, set[tuple[Hashable, str]]] = {}

    def take(self, proposed: Proposed) -> bool:
        """Whether no case shows what is proposed; from then on one does."""
        subject = proposed.subject
        assert subject is not None
        if subject not in self._shown:
            self._shown[subject] = set(self._of(subject))
        shown = self._shown[subject]
        hearing = Hearing(self.pack, proposed.dossier(self.pack), proposed.on.toordinal())
        key = _shows(hearing, subject, subject.asker.identity)
        if (key, proposed.answer) in shown or (key, ANY) in shown:
            return False
        shown.add((key, proposed.answer))
        return True

    def _of(self, subject: Subject) -> Iterator[tuple[Hashable, str]]:
        for path, wanted, hearing in self._expected:
            if hearing.dossier.of_applicant == subject.start.of_authority:
                continue
            plain, identity = _parted(path, subject)
            if path == subject.path:
                identity = subject.asker.identity  # which may be that of a rule it follows
            if plain == _parted(subject.path, subject)[0]:
                yield _shows(hearing, subject, identity), ANY if wanted == CONFIRM else answer_of(subject, wanted)


def _expected(pack: Pack, cases: Iterable[Case]) -> Iterator[tuple[str, str, Hearing]]:
    """Path and outcome of each expectation, with the facts of its case as they are heard."""
    for case in cases:
        try:
            hearing = Hearing(pack, dossier_of(case, pack), case.on.toordinal())
        except InputError:
            continue  # told where the cases are run
        for one in case.expected:
            yield one.path, one.wanted, hearing


def _parted(path: str, subject: Subject) -> tuple[str, str | None]:
    """A path without the record that its finding is about, and that record's identifier."""
    if subject.asker.identity is None:
        return path, None
    parts = path.split("/")
    at = 1 if parts[0] == "title" else 2
    return "/".join(parts[:at] + parts[at + 1 :]), parts[at] if at < len(parts) else None


def _shows(hearing: Hearing, subject: Subject, identity: str | None) -> Hashable:
    """The signature; without the record that it is about, only that there is none."""
    asker = subject.asker
    if subject.path.startswith("phase/"):
        return hearing.asked
    if asker.day is not None and asker.day < hearing.asked:
        hearing = Hearing(hearing.pack, hearing.dossier, asker.day)
    this: Record | None = None
    if asker.entity not in SINGLE:
        records: tuple[Record, ...] = getattr(hearing.world, RELATION_OF[asker.entity])
        this = next((record for record in records if record[IDENTITY] == identity), None)
        if this is None:
            return None
    return signature(subject.condition, terms_of(hearing, asker, this))

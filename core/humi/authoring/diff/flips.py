"""Which answers two versions of a pack give otherwise, and for each the smallest dossier that shows it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from humi.authoring.cases import Case
from humi.authoring.diff.answered import Answered, answered
from humi.authoring.diff.asking import decided, narrowed, narrowed_alike, wholes
from humi.authoring.diff.pairing import Pairing
from humi.authoring.diff.smallest import Document, parts_of, shape_of, smallest, with_parts
from humi.authoring.found import ABSENT, answers
from humi.decision import Finding, Outcome, RegionDecision
from humi.errors import DossierError
from humi.policy.pack import Pack, Silence
from humi.reading.problems import Place, Problem
from humi.values.frozen import Frozen
from humi.values.label import Label

TITLE = "title/"
"""How the answers begin that tell until when a title is valid; they name the title, and no rule."""


class Question(Frozen):
    """A dossier, or a registry where `of_authority`, asked about on a day. `proposed`: a boundary case, none of the pack's."""

    about: Label
    on: date
    given: Document
    of_authority: bool = False
    place: Place | None = None
    proposed: bool = False


class Flip(Frozen):
    """An answer that is another one in the new version.

    `path` is that of the new version, `rule` that of the rule behind it; `before` and `after` are written as cases write
    them. `given` shows the change, and nothing can be taken from it; `old` and `new` are what is found of it. `questions`
    show the same with the same facts; of the first of them `given` was made.
    """

    path: str
    rule: str
    before: str
    after: str
    on: date
    given: Document
    of_authority: bool
    old: Finding | None
    new: Finding | None
    questions: tuple[Question, ...]

    @property
    def definite(self) -> bool:
        """From met to not met or back."""
        return {self.before, self.after} == {Outcome.MET, Outcome.NOT_MET}

    @property
    def of_outcome(self) -> bool:
        """The outcome itself is another one, not only why it is undetermined."""
        return self.before.partition(":")[0] != self.after.partition(":")[0]


class Unread(Frozen):
    """A question that the new version cannot read any more, and why."""

    question: Question
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class Flips:
    """What became of the answers to some questions. `gone` and `come` are the rules that only one version has to answer."""

    asked: int
    flips: tuple[Flip, ...]
    unread: tuple[Unread, ...] = ()
    gone: tuple[str, ...] = ()
    come: tuple[str, ...] = ()

    @property
    def changed(self) -> bool:
        """Whether any answer is another one."""
        return bool(self.flips or self.unread or self.gone or self.come)


def of_cases(cases: Iterable[Case]) -> Iterator[Question]:
    """The cases of a pack as questions."""
    for case in cases:
        yield Question(Label(case.sentence, case.sentence), case.on, case.given, case.of_authority, case.place)


def flips(old: Pack, new: Pack, questions: Iterable[Question]) -> Flips:
    """The answers that two versions give otherwise. Facts that a version does not know are left out for it."""
    return flips_in(Pairing(old, new), questions)


def flips_in(pairing: Pairing, questions: Iterable[Question]) -> Flips:
    """As `flips`, of rules that are in pairs already."""
    return _Comparison(pairing).of(questions)


class _Difference(Frozen):
    """One answer to one question that differs, under its path in either version."""

    question: Question
    answers: tuple[Answered, Answered]
    before: str
    after: str


class _Comparison:
    """Only rules that decide otherwise are asked, and what they follow: all others answer alike."""

    def __init__(self, pairing: Pairing) -> None:
        self.pairing = pairing
        self.rules = tuple({rule.path for rule in pack.rules()} for pack in pairing.packs)
        self.packs = narrowed_alike(pairing)
        self.alone = {rule.path for pair in pairing.pairs if None in pair for rule in pair if rule is not None}
        self.enough: dict[str, tuple[Pack, ...]] = {}

    def of(self, questions: Iterable[Question]) -> Flips:
        """What became of the answers to all questions."""
        once = list(_once(questions))
        alike: dict[object, list[_Difference]] = {}
        unread: list[Unread] = []
        for question in once:
            for one in self._differences(question, unread):
                alike.setdefault((one.answers[1].kind, one.before, one.after), []).append(one)
        found = [flip for same in alike.values() for flip in self._folded(same)]
        order = {rule.path: index for index, rule in enumerate(self.pairing.packs[1].rules())}
        found.sort(key=lambda one: (not one.definite, not one.of_outcome, order.get(one.rule, len(order))))
        gone, come = (tuple(path for path in wholes(pack) if path in self.alone) for pack in self.pairing.packs)
        return Flips(len(once), tuple(found), tuple(unread), gone, come)

    # --- comparing answers ---

    def _differences(self, question: Question, unread: list[Unread]) -> Iterator[_Difference]:
        try:
            before = self._answers(0, question)
        except DossierError:
            return  # there was no answer that could have changed
        try:
            after = self._answers(1, question)
        except DossierError as error:
            unread.append(Unread(question, error.problems))
            return
        was = {self._now(one).path: one for one in before}
        now = {one.path: one for one in after}
        for path in {**was, **now}:
            pair = was.get(path) or now[path], now.get(path) or self._now(was[path])
            told = before.get(pair[0], ABSENT), after.get(pair[1], ABSENT)
            if told[0] != told[1] and self.alone.isdisjoint(one.rule for one in pair):
                yield _Difference(question, pair, *told)

    def _answers(self, version: int, question: Question) -> dict[Answered, str]:
        said = decided(self.packs[version], question.given, question.on, question.of_authority)
        return {answered(path, self.rules[version]): told for path, told in answers(said).items()}

    def _now(self, one: Answered) -> Answered:
        """The answer as the new version calls it."""
        return Answered(one.word, self.pairing.now(one.rule), one.record)

    # --- making them small ---

    def _folded(self, same: list[_Difference]) -> Iterator[Flip]:
        """One flip for each smallest choice of facts, whatever their values are."""
        found: list[tuple[_Difference, Document, list[Question]]] = []
        for one in sorted(same, key=lambda one: sum(1 for _ in parts_of(one.question.given))):
            shown = next((questions for _, given, questions in found if self._shown_with(one, given)), None)
            if shown is None:
                given = smallest(one.question.given, partial(self._shows, one))
                shape = shape_of(given)
                shown = next((questions for _, other, questions in found if shape_of(other) == shape), None)
            if shown is None:
                found.append((one, given, [one.question]))
            else:
                shown.append(one.question)
        for one, given, questions in found:
            yield self._flip(one, given, tuple(questions))

    def _shown_with(self, one: _Difference, given: Document) -> bool:
        """Whether the facts of a smaller dossier are enough here too, with the values that they have here."""
        whole, parts = one.question.given, list(parts_of(given))
        return set(parts) <= set(parts_of(whole)) and self._shows(one, with_parts(whole, parts))

    def _shows(self, one: _Difference, document: Document) -> bool:
        """Whether a document gets the same two answers."""
        question, wanted = one.question, (one.before, one.after)
        try:
            return all(
                answers(decided(pack, document, question.on, question.of_authority)).get(answer.path, ABSENT) == told
                for pack, answer, told in zip(self._enough_for(one), one.answers, wanted, strict=True)
            )
        except DossierError:
            return False

    def _enough_for(self, one: _Difference) -> tuple[Pack, ...]:
        """As little of both packs as gives the answer."""
        rule = one.answers[1].rule
        if rule not in self.enough:
            pairs = zip(self.pairing.packs, one.answers, strict=True)
            self.enough[rule] = tuple(
                replace(narrowed(pack, _behind(answer, pack)), silent=_silence(answer, pack)) for pack, answer in pairs
            )
        return self.enough[rule]

    def _flip(self, one: _Difference, given: Document, questions: tuple[Question, ...]) -> Flip:
        """With the findings of the whole packs on the small dossier."""
        question = one.question
        said = [decided(pack, given, question.on, question.of_authority) for pack in self.pairing.packs]
        old, new = (_finding(part, answer) for part, answer in zip(said, one.answers, strict=True))
        return Flip(
            path=one.answers[1].path,
            rule=one.answers[1].rule,
            before=one.before,
            after=one.after,
            on=question.on,
            given=given,
            of_authority=question.of_authority,
            old=old,
            new=new,
            questions=questions,
        )


def _behind(answer: Answered, pack: Pack) -> list[str]:
    """The whole rules that an answer may come from."""
    if answer.rule.startswith(TITLE):
        return [rule.path for rule in pack.designations if rule.validity is not None]
    return [path for path in wholes(pack) if f"{answer.rule}/".startswith(f"{path}/")]


def _silence(answer: Answered, pack: Pack) -> tuple[Silence, ...]:
    return tuple(one for one in pack.silent if one.path == answer.rule)


def _finding(decision: RegionDecision, answer: Answered) -> Finding | None:
    """The finding behind an answer."""
    try:
        return decision.find(Answered("", answer.rule, answer.record).path)
    except KeyError:
        return None


def _once(questions: Iterable[Question]) -> Iterator[Question]:
    """The same dossier on the same day is asked once."""
    seen: set[str] = set()
    for question in questions:
        key = json.dumps([question.given, question.on, question.of_authority], sort_keys=True, default=str)
        if key not in seen:
            seen.add(key)
            yield question

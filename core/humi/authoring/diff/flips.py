"""Which answers two versions of a pack give otherwise, and for each the smallest dossier that shows it."""

from __future__ import annotations

import json
import re
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from humi.authoring.diff.answered import Answered, answered
from humi.authoring.diff.asking import decided, narrowed, narrowed_alike, wholes
from humi.authoring.diff.pairing import Pairing
from humi.authoring.diff.questions import Question
from humi.authoring.diff.smallest import Document, parts_of, shape_of, shown_alike, smallest
from humi.authoring.found import ABSENT, answers
from humi.decision import Finding, Outcome, RegionDecision
from humi.errors import DossierError
from humi.policy.pack import Pack, Silence
from humi.reading.problems import Problem
from humi.values.frozen import Frozen

WORSE_TO_BETTER = (Outcome.NOT_MET, Outcome.UNDETERMINED, Outcome.MET)
FIGURES = r"\d+"
TITLE = "title/"
"""How the answers begin that tell until when a title is valid; they name the title, and no rule."""
NEXT = "next"
"""The word of an answer that is the next step of a designation."""
MOST_OF_BOUNDARIES = 6
"""So many changed answers that no case shows are told, each by a boundary case, and the rest counted."""


class Changed(Frozen):
    """An answer that is another one in the new version, both as cases write them."""

    before: str
    after: str

    @property
    def definite(self) -> bool:
        """From met to not met or back."""
        return {self.before, self.after} == {Outcome.MET, Outcome.NOT_MET}

    @property
    def of_outcome(self) -> bool:
        """The outcome itself is another one, not only why it is undetermined."""
        return _outcome(self.before) != _outcome(self.after)


class Flip(Changed):
    """A changed answer with a dossier that shows it.

    `path` is that of the new version, `rule` that of the rule behind it. `given` shows the change, and nothing can be taken
    from it; `old` and `new` are what is found of it. `questions` show the same with the same facts; of the first of them
    `given` was made.
    """

    path: str
    rule: str
    on: date
    given: Document
    of_authority: bool
    old: Finding | None
    new: Finding | None
    questions: tuple[Question, ...]

    @property
    def proposed(self) -> bool:
        """No case shows it, only a boundary case."""
        return all(one.proposed for one in self.questions)


class Unread(Frozen):
    """A question that the new version cannot read any more, and why."""

    question: Question
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class Flips:
    """What became of the answers to some questions, `proposed` of which are boundary cases. `gone` and `come` are the rules
    that only one version has to answer; `more` answers change of which no case shows that, beside those told."""

    asked: int
    flips: tuple[Flip, ...]
    unread: tuple[Unread, ...] = ()
    gone: tuple[str, ...] = ()
    come: tuple[str, ...] = ()
    proposed: int = 0
    more: int = 0

    @property
    def changed(self) -> bool:
        """Whether any answer is another one."""
        return bool(self.flips or self.unread or self.gone or self.come)


def flips(old: Pack, new: Pack, questions: Iterable[Question]) -> Flips:
    """The answers that two versions give otherwise. Facts that a version does not know are left out for it."""
    return flips_in(Pairing(old, new), questions)


def flips_in(pairing: Pairing, questions: Iterable[Question]) -> Flips:
    """As `flips`, of rules that are in pairs already."""
    return _Comparison(pairing).of(questions)


class _Difference(Changed):
    """A changed answer to one question, under its path in either version."""

    question: Question
    answers: tuple[Answered, Answered]

    @property
    def rule(self) -> str:
        """The rule behind it, in the new version."""
        return self.answers[1].rule

    @property
    def direction(self) -> Hashable:
        """Which answer changes, and which way: for the better or the worse, to more or to less."""
        states = [re.sub(FIGURES, "", _outcome(told)) for told in (self.before, self.after)]
        if set(states) <= set(WORSE_TO_BETTER):
            was, now = ([WORSE_TO_BETTER.index(state)] for state in states)
            states = []
        else:
            was, now = ([int(figure) for figure in re.findall(FIGURES, told)] for told in (self.before, self.after))
        return self.answers[1].kind, *states, (was < now) - (was > now)


class _Comparison:
    """Only rules that decide otherwise are asked, and what they follow: all others answer alike."""

    def __init__(self, pairing: Pairing) -> None:
        self.pairing = pairing
        self.rules = tuple({rule.path for rule in pack.rules()} for pack in pairing.packs)
        self.packs = narrowed_alike(pairing)
        self.alone = {rule.path for pair in pairing.pairs if None in pair for rule in pair if rule is not None}
        self.order = {rule.path: index for index, rule in enumerate(pairing.packs[1].rules())}
        self.enough: dict[str, tuple[Pack, ...]] = {}

    def of(self, questions: Iterable[Question]) -> Flips:
        """What became of the answers to all questions."""
        once = sorted(_once(questions), key=lambda one: one.proposed)
        unread: list[Unread] = []
        differences = [one for question in once for one in self._differences(question, unread)]
        beside = sorted(_beside_cases(differences), key=self._rank)
        found = [*self._of_cases(differences), *(self._smallest(one) for one in beside[:MOST_OF_BOUNDARIES])]
        found.sort(key=self._rank)
        gone, come = (tuple(path for path in wholes(pack) if path in self.alone) for pack in self.pairing.packs)
        proposed, more = sum(one.proposed for one in once), len(beside[MOST_OF_BOUNDARIES:])
        return Flips(len(once), tuple(found), tuple(unread), gone, come, proposed, more)

    def _rank(self, one: Flip | _Difference) -> tuple[bool, bool, int]:
        """From met to not met and back comes first, other causes last, else in the order of the new version."""
        return not one.definite, not one.of_outcome, self.order.get(one.rule, len(self.order))

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
        found: dict[str, _Difference] = {}
        for path in {**was, **now}:
            pair = was.get(path) or now[path], now.get(path) or self._now(was[path])
            told = before.get(pair[0], ABSENT), after.get(pair[1], ABSENT)
            if told[0] != told[1] and self.alone.isdisjoint(one.rule for one in pair):
                found[path] = _Difference(*told, question, pair)
        yield from (one for one in found.values() if not _follows(one, found))

    def _answers(self, version: int, question: Question) -> dict[Answered, str]:
        said = decided(self.packs[version], question.given, question.on, question.of_authority)
        return {answered(path, self.rules[version]): told for path, told in answers(said).items()}

    def _now(self, one: Answered) -> Answered:
        """The answer as the new version calls it."""
        return Answered(one.word, self.pairing.now(one.rule), one.record)

    # --- making them small ---

    def _of_cases(self, differences: Iterable[_Difference]) -> Iterator[Flip]:
        alike: dict[object, list[_Difference]] = {}
        for one in differences:
            if not one.question.proposed:
                alike.setdefault((one.answers[1].kind, one.before, one.after), []).append(one)
        for same in alike.values():
            yield from self._folded(same)

    def _smallest(self, one: _Difference) -> Flip:
        return self._flip(one, smallest(one.question.given, partial(self._shows, one)), (one.question,))

    def _folded(self, same: list[_Difference]) -> Iterator[Flip]:
        """One flip for each smallest choice of facts, whatever their values are."""
        found: list[tuple[_Difference, Document, list[Question]]] = []
        for one in sorted(same, key=lambda one: sum(1 for _ in parts_of(one.question.given))):
            shows = partial(self._shows, one)
            shown = next((told for _, given, told in found if shown_alike(one.question.given, shows, given)), None)
            if shown is None:
                given = smallest(one.question.given, shows)
                shape = shape_of(given)
                shown = next((questions for _, other, questions in found if shape_of(other) == shape), None)
            if shown is None:
                found.append((one, given, [one.question]))
            elif one.question not in shown:  # where it shows it of several records, it is named once
                shown.append(one.question)
        for one, given, questions in found:
            yield self._flip(one, given, tuple(questions))

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


def _beside_cases(differences: Iterable[_Difference]) -> list[_Difference]:
    """Of each changed answer that boundary cases alone show, and each direction of its change, the plainest one with the
    fewest facts."""
    of_cases = [one for one in differences if not one.question.proposed]
    shown = {(one.direction, definite) for one in of_cases for definite in (one.definite, False)}
    fewest: dict[Hashable, _Difference] = {}
    for one in sorted(differences, key=lambda one: (not one.definite, sum(1 for _ in parts_of(one.question.given)))):
        if one.question.proposed and (one.direction, one.definite) not in shown:
            fewest.setdefault(one.direction, one)
    return list(fewest.values())


def _follows(one: _Difference, others: Mapping[str, _Difference]) -> bool:
    """Whether the next step is another one because the outcome of the designation is: that is told of the designation."""
    answer = one.answers[1]
    whole = others.get(answer.rule)
    return answer.word == NEXT and whole is not None and whole.of_outcome


def _outcome(told: str) -> str:
    """An answer without the causes of an undetermined one."""
    return told.partition(":")[0]


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

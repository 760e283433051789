"""Laws of comparing two versions, on generated packs of which one thing was edited."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from itertools import islice
from random import Random
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from humi.authoring.diff.answered import answered
from humi.authoring.diff.asking import decided
from humi.authoring.diff.changes import compare
from humi.authoring.diff.flips import MOST_OF_BOUNDARIES, Flip, flips
from humi.authoring.diff.pairing import Pairing
from humi.authoring.diff.questions import Question, of_boundaries
from humi.authoring.found import answers
from humi.errors import DossierError
from humi.policy.pack import Pack
from humi.values.label import Label
from tests.engines.agreement import pack_of
from tests.strategies import a_registry, cases

LAW = settings(max_examples=25, deadline=None, database=None, suppress_health_check=list(HealthCheck))
SEEDS = st.integers(0, 2**32 - 1)
WORDS = {"at_least": "more_than", "at_most": "less_than", "all": "any", "any": "all", "some": "none", "include": "include_all"}
EDITED = ("designations", "incentives", "duties", "terms", "tables", "targets", "scope")
MOST_ASKED = 20


def leaves(tree: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The way to every key and item."""
    entries = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    for key, value in entries:
        yield (*path, key)
        yield from leaves(value, (*path, key))


def edited(policy: dict[str, Any], random: Random) -> dict[str, Any]:
    """The policy with one thing edited: a word, a number, an answer, or something taken out."""
    changed = copy.deepcopy(policy)
    paths = [path for path in leaves(changed) if path[0] in EDITED]
    *way, key = random.choice([path for path in paths if len(path) > 2] or paths)
    at = changed
    for step in way:
        at = at[step]
    value = at[key]
    if isinstance(value, bool):
        at[key] = not value
    elif isinstance(value, int):
        at[key] = value + 1
    elif key in WORDS:
        at[WORDS[key]] = at.pop(key)
    elif isinstance(at, list | dict) and len(at) > 1:
        del at[key]
    return changed


def pairs(seed: int) -> Iterator[tuple[Pack, Pack, list[Question]]]:
    """Two versions and questions to both; edits that cannot be read are left out."""
    asked: dict[str, tuple[Any, list[Question]]] = {}
    for policy, dossier, day, _ in cases(seed, 2, 4):
        asked.setdefault(repr(policy), (policy, []))[1].append(Question(Label("", ""), day, dossier))
    for policy, questions in asked.values():
        random = Random(seed)
        questions.append(Question(Label("", ""), questions[0].on, a_registry(random, policy), of_authority=True))
        for _ in range(4):
            try:
                yield pack_of(policy), pack_of(edited(policy, random)), questions
            except AssertionError:
                continue


def said(pack: Pack, question: Question) -> dict[str, str] | None:
    """Everything that a pack answers; None where it cannot read the question."""
    try:
        return answers(decided(pack, question.given, question.on, question.of_authority))
    except DossierError:
        return None


def differing(old: Pack, new: Pack, question: Question) -> set[str]:
    """The answers of rules that both versions have, which differ."""
    before, after = said(old, question), said(new, question)
    if before is None or after is None:
        return set()
    return {path for path in before.keys() & after.keys() if before[path] != after[path]}


@LAW
@given(SEEDS)
def test_without_a_change_of_meaning_every_answer_stays(seed: int) -> None:
    for old, new, questions in pairs(seed):
        if all(one.weight != "meaning" for one in compare(old, new)):
            for question in questions:
                assert said(old, question) == said(new, question)


@LAW
@given(SEEDS)
def test_asking_only_what_was_touched_finds_every_answer_that_changed(seed: int) -> None:
    """The next step apart, where the outcome of its designation changes as well."""
    for old, new, questions in pairs(seed):
        rules = {rule.path for rule in new.rules()}
        found = {answered(flip.path, rules).kind for flip in flips(old, new, questions).flips}
        for question in questions:
            differ = [answered(path, rules) for path in differing(old, new, question)]
            outcomes = {one.rule for one in differ if not one.word}
            assert {one.kind for one in differ if one.word != "next" or one.rule not in outcomes} <= found


@LAW
@given(SEEDS)
def test_a_flip_shows_what_it_says(seed: int) -> None:
    for old, new, questions in pairs(seed):
        for flip in flips(old, new, questions).flips:
            assert shows(flip, old, new, flip.given)
            assert flip.questions


@LAW
@given(SEEDS)
def test_nothing_can_be_taken_from_the_dossier_of_a_flip(seed: int) -> None:
    for old, new, questions in pairs(seed):
        for flip in flips(old, new, questions).flips:
            for path in leaves({key: value for key, value in flip.given.items() if key != "humi"}):
                less = without(flip.given, path)
                assert less is None or not shows(flip, old, new, less), (path, flip.given)


@LAW
@given(SEEDS)
def test_boundary_cases_add_to_what_cases_show(seed: int) -> None:
    """What cases show is shown as without them; what they alone show is so, and nothing can be taken from its dossier."""
    for old, new, questions in pairs(seed):
        whole = flips(old, new, [*questions, *islice(of_boundaries(Pairing(old, new)), MOST_ASKED)]).flips
        assert [flip for flip in whole if not flip.proposed] == list(flips(old, new, questions).flips)
        beside = [flip for flip in whole if flip.proposed]
        assert len(beside) <= MOST_OF_BOUNDARIES
        shown = {(flip.path, flip.before, flip.after) for flip in whole if not flip.proposed}
        assert shown.isdisjoint((flip.path, flip.before, flip.after) for flip in beside)
        for flip in beside:
            assert shows(flip, old, new, flip.given)
            for path in leaves({key: value for key, value in flip.given.items() if key != "humi"}):
                less = without(flip.given, path)
                assert less is None or not shows(flip, old, new, less), (path, flip.given)


def without(document: dict[str, Any], path: tuple[Any, ...]) -> dict[str, Any] | None:
    """The document without one fact, record or determination; None where the path is a member of a set, which is no fact."""
    less = copy.deepcopy(document)
    at: Any = less
    for step in path[:-1]:
        at = at[step]
    if isinstance(at, list) and not isinstance(at[path[-1]], dict):
        return None
    del at[path[-1]]
    return less


def shows(flip: Flip, old: Pack, new: Pack, document: dict[str, Any]) -> bool:
    """Whether a document gets the two answers of a flip, of the whole packs."""
    question = Question(Label("", ""), flip.on, document, flip.of_authority)
    before, after = said(old, question), said(new, question)
    if before is None or after is None:
        return False
    return (before.get(flip.path, "absent"), after.get(flip.path, "absent")) == (flip.before, flip.after)

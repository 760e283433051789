"""What to ask next, against every completion of small dossiers."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest

from humi.decision import Outcome
from humi.dossier.dossier import Dossier
from humi.policy.pack import Pack
from humi.questions.ask import Asking, ask
from humi.road import decide
from tests.questions.packs import ASKED, pack
from tests.questions.small import a_small_dossier, a_small_pack, completions, key_of, places

DAY = ASKED.toordinal()
SEEDS = 60


def outcome(which: Pack, document: dict[str, Any]) -> Outcome:
    (designation,) = decide(which, Dossier.from_dict(document, which.vocabulary), DAY).designations
    return designation.finding.outcome


def asked(which: Pack, document: dict[str, Any]) -> Asking:
    return ask(which, Dossier.from_dict(document, which.vocabulary), DAY, 20)


@pytest.mark.parametrize("seed", range(SEEDS))
def test_what_is_asked_is_what_can_change_the_answer_and_nothing_else(seed: int) -> None:
    random = Random(seed)
    which, document = a_small_pack(random), a_small_dossier(random, 0.25)
    found = {values: outcome(which, completed) for values, completed in completions(document)}
    matters = set()
    for index, place in enumerate(places()):
        by_others: dict[Any, set[Outcome]] = {}
        for values, said in found.items():
            by_others.setdefault((*values[:index], *values[index + 1 :]), set()).add(said)
        if any(len(said) > 1 for said in by_others.values()):
            matters.add(key_of(place))
    told = asked(which, document)
    assert not any(one.unsure for one in told.questions)
    assert {(one.kind, one.what, one.record) for one in told.questions} == matters
    for rule in told.rules:
        assert set(rule.possible) == set(found.values())
        assert rule.sure
        if rule.cautious is not None:
            assert set(found.values()) == {rule.cautious}


def test_where_every_completion_comes_to_the_same_that_is_told_beside_the_judge() -> None:
    either = {"any": [{"unit.has_rules": True}, {"unit.has_rules": False}]}
    told = asked(pack({"x": either}), {"humi": 1})
    (rule,) = told.rules
    assert (rule.outcome, rule.cautious, told.questions) == (Outcome.UNDETERMINED, Outcome.MET, ())
    assert [one.what for one in told.needless] == ["unit.has_rules"]


def test_what_a_text_leaves_open_no_fact_decides() -> None:
    told = asked(pack({"x": {"no_clause": "g1"}}), {"humi": 1})
    assert told.rules[0].stays_open
    assert not told.questions


def test_what_settles_an_answer_by_itself_comes_first() -> None:
    criteria = {"one": {"any": [{"unit.has_rules": True}, {"unit.has_measures": True}]}, "two": {"unit.staff": {"at_least": 5}}}
    told = asked(pack(criteria), {"humi": 1})
    assert [one.what for one in told.questions] == ["unit.staff", "unit.has_rules", "unit.has_measures"]
    assert [len(one.settles) for one in told.questions] == [1, 0, 0]


def test_a_range_that_cannot_cross_the_line_is_not_asked() -> None:
    large = {"unit.staff": {"at_least": 100}}
    criteria = {"x": {"any": [large, {"unit.has_rules": True}]}}
    assert {one.what for one in asked(pack(criteria), {"humi": 1, "unit": {"staff": {"from": 5, "to": 50}}}).questions} == {
        "unit.has_rules"
    }
    assert {one.what for one in asked(pack(criteria), {"humi": 1, "unit": {"staff": {"from": 5, "to": 500}}}).questions} == {
        "unit.has_rules",
        "unit.staff",
    }


def test_a_list_that_may_hold_more_is_asked_for_as_a_whole() -> None:
    two = {"count": "titles", "where": {"kind": "station"}, "at_least": 2}
    title = {"id": "t1", "region": "testland", "kind": "station", "granted": "2025-01-01"}
    (question,) = asked(pack({"x": two}), {"humi": 1, "titles": [title], "complete": False}).questions
    assert (question.kind, question.what, question.supplier) == ("list", "titles", "authority")
    assert not asked(pack({"x": two}), {"humi": 1, "titles": [title]}).rules

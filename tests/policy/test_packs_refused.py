"""Packs that must not load, each with the one problem it has."""

from __future__ import annotations

import copy
from datetime import date
from typing import Any

import pytest

from humi.dossier.dossier import Dossier
from humi.dossier.vocabulary import shared_vocabulary
from humi.policy.reader import pack_from
from humi.reading.located import from_plain
from humi.reading.problems import Problems
from humi.road import decide
from tests.engines.agreement import complete, pack_of

NAME = {"zh": "名称", "en": "name"}
POLICY: dict[str, Any] = {
    "humi": 1,
    "region": {"id": "testland", "name": NAME},
    "edition": {"version": "1.0.0"},
    "designations": {"d": {"for": "unit", "name": NAME, "criteria": {"c": {"unit.staff": 1, "source": "p1"}}}},
}


def criterion(condition: dict[str, Any]) -> dict[str, Any]:
    policy = copy.deepcopy(POLICY)
    policy["designations"]["d"]["criteria"]["c"] = {**condition, "source": "p1"}
    return policy


def problems_of(policy: dict[str, Any]) -> list[str]:
    problems = Problems()
    located = from_plain(complete(policy), problems)
    assert located is not None
    pack_from(located, shared_vocabulary(), problems, "policy.yaml")
    return [problem.code for problem in problems]


@pytest.mark.parametrize(
    ("condition", "code"),
    [
        ({"unit.stuff": 1}, "L104"),
        ({"unit.staff": {"before": "2025-01-01"}}, "L106"),
        ({"unit.kind": "company"}, "L105"),
        ({"unit.has_rules": "yes"}, "L103"),
        ({"unit.founded": {"before": "2025-02-30"}}, "L110"),
        ({"count": "titels", "at_least": 1}, "L112"),
        ({"count": "titles"}, "L108"),
        ({"readings": {"one": {"unit.staff": 1}}}, "L103"),
        ({"term": "nothing"}, "L105"),
        ({"when": {"2024-01-01": {"unit.staff": 1}, "2024-13-01": {"unit.staff": 2}}}, "L110"),
        ({"unit.staff": {"at_least": {"2024-01-01": 1, "2024-1-1": 2}}}, "L110"),
        ({"some": "titles", "where": {"kind": "champion"}}, "L105"),
        ({"when": {"2024": {"unit.staff": 1}, "2024-01-01": {"unit.staff": 2}}}, "Y033"),
        ({"unit.staff": {"at_least": {"2024": 1, "2024年1月1日": 2}}}, "Y033"),
    ],
)
def test_conditions_refused(condition: dict[str, Any], code: str) -> None:
    assert problems_of(criterion(condition)) == [code]


@pytest.mark.parametrize(("beside", "code"), [({"atleast": 60}, "L101"), ({"≥": 60}, "L101"), ({}, "L108")])
def test_beside_a_value_of_its_own_stands_a_comparator(beside: dict[str, Any], code: str) -> None:
    terms = {"score": {"value": {"product": ["unit.staff", 2]}, "name": NAME, "source": "p1"}}
    assert problems_of({**criterion({"term": "score", **beside}), "terms": terms}) == [code]


def test_the_policy_as_it_stands_loads() -> None:
    assert problems_of(POLICY) == []


@pytest.mark.parametrize(("written", "meant"), [("基地", "基地"), ("站", "station")])
def test_a_kind_that_the_pack_declares_comes_before_the_chinese_name_of_an_entity(written: str, meant: str) -> None:
    policy = criterion({"some": "titles", "where": {"kind": written}})
    policy["designations"]["基地"] = {"for": "unit", "name": NAME, "criteria": {"c": {"unit.staff": 1, "source": "p1"}}}
    pack = pack_of(policy)
    for kind in ("基地", "base", "station"):
        dossier = Dossier.from_dict({"titles": [{"region": "testland", "kind": kind}]}, pack.vocabulary)
        found = decide(pack, dossier, date(2025, 6, 1).toordinal()).find("designations/d/criteria/c").outcome
        assert (found.value == "met") == (kind == meant)


def test_an_id_with_a_slash_is_refused() -> None:
    policy = copy.deepcopy(POLICY)
    policy["designations"]["d"]["criteria"]["a/b"] = {"unit.staff": 2, "source": "p1"}
    assert problems_of(policy) == ["L103"]


@pytest.mark.parametrize("either", [[], ["k"], ["statoin"]])
def test_kinds_stand_for_something_else(either: list[str]) -> None:
    assert problems_of({**POLICY, "kinds": {"k": {"either": either, "name": NAME}}}) in (["P208"], ["P203"])


def test_terms_that_double_at_every_step_are_refused() -> None:
    terms: dict[str, Any] = {"t0": {"when": {"unit.has_rules": True}, "name": NAME, "source": "p1"}}
    for index in range(1, 20):
        before = {"term": f"t{index - 1}"}
        terms[f"t{index}"] = {"when": {"all": [before, {"not": before}]}, "name": NAME, "source": "p1"}
    assert "L109" in problems_of({**POLICY, "terms": terms})


def test_a_refusal_cites_the_version_that_governed() -> None:
    versions = {"2025-01-01": {"unit.staff": {"at_least": 10}}, "2026-01-01": {"unit.staff": {"at_least": 20}}}
    pack = pack_of(criterion({"when": versions}))
    decided = decide(pack, Dossier.from_dict({"unit": {"staff": 5}}, pack.vocabulary), date(2025, 6, 1).toordinal())
    (reason,) = decided.find("designations/d/criteria/c").reasons
    assert "at least 10" in reason.required.en

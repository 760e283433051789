"""The judge and the naive reference give the same outcomes and the same causes on generated packs and dossiers."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import humi.engines.judge as judging
from tests.engines.agreement import answers, pack_of
from tests.reference import Answer, judge
from tests.strategies import cases, smallest

CHUNKS = 8
DOSSIERS_EACH = 20


def settled(answer: Answer, other: Answer) -> Answer:
    """Two things are left open between the two: whether a range as wide as the declared one counts as recorded, and whether
    a pause that ends where the published calendar ends hides the calendar."""
    causes = {
        ("missing_fact", what, record)
        if kind == "imprecise_fact" and ("missing_fact", what, record) in other.causes
        else (kind, what, record)
        for kind, what, record in answer.causes
    }
    return Answer(answer.outcome, frozenset(cause for cause in causes if cause[0] != "calendar"))


def differences(policy: dict[str, Any], dossier: dict[str, Any], asked: date) -> dict[str, tuple[Answer, Answer]]:
    """Answers of judge and reference where they differ."""
    mine, theirs = answers(pack_of(policy), dossier, asked), judge(policy, dossier, asked)
    paths = {path for path in mine | theirs if "scope" in policy or path != "scope"}
    paths = {path for path in paths if not path.startswith("silent/") or path in theirs}
    absent = Answer("absent")
    pairs = {path: (mine.get(path, absent), theirs.get(path, absent)) for path in paths}
    return {path: (one, two) for path, (one, two) in pairs.items() if settled(one, two) != settled(two, one)}


@pytest.mark.parametrize("chunk", range(CHUNKS))
@pytest.mark.parametrize("hot", [0, 10**9], ids=["compiled", "on values at hand"])
def test_judge_agrees_with_reference(
    hot: int, chunk: int, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(judging, "HOT", hot)
    pairs = request.config.getoption("--pairs") // 2

    @settings(
        max_examples=-(-pairs // (CHUNKS * DOSSIERS_EACH)),
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(st.integers(0, 2**32 - 1), st.integers(1, 4))
    def agree(seed: int, size: int) -> None:
        for policy, dossier, asked, _ in cases(seed * CHUNKS + chunk, size, DOSSIERS_EACH):
            if differences(policy, dossier, asked):
                least, held = smallest(policy, dossier, lambda p, d: bool(differences(p, d, asked)))
                shown = json.dumps({"policy": least, "dossier": held}, ensure_ascii=False, default=str)
                pytest.fail(f"on {asked}: {differences(least, held, asked)}\n{shown}")

    agree()


@pytest.mark.parametrize(
    ("reported", "outcome"),
    [("2024-06-01", "met"), (False, "not_met"), ("2023-01-01", "not_met")],
)
def test_only_the_version_chosen_asks_whether_its_event_happened(reported: object, outcome: str) -> None:
    name = {"zh": "名称", "en": "name"}
    founded_before = {"2024-02-29": "programme.testland.reported", "2026-02-21": "unit.applied"}
    criterion = {"unit.founded": {"before": founded_before}, "source": "p1"}
    policy = {
        "humi": 1,
        "region": {"id": "testland", "name": name},
        "edition": {"version": "1.0.0"},
        "facts": {"programme.reported": {"type": "event", "name": name}},
        "designations": {"d": {"for": "unit", "name": name, "criteria": {"c": criterion}}},
    }
    dossier = {"unit": {"founded": "2024-01-01", "applied": False}, "programme": {"testland": {"reported": reported}}}
    assert answers(pack_of(policy), dossier, date(2025, 1, 1))["designations/d/criteria/c"].outcome == outcome


@pytest.mark.parametrize("within", [{"each_year": "06-01/06-30"}, "unit.open", "2025/2026"], ids=["yearly", "fact", "period"])
def test_an_event_that_a_trigger_wants_within_some_time_governs(within: object) -> None:
    name = {"zh": "名称", "en": "name"}
    policy = {
        "humi": 1,
        "region": {"id": "testland", "name": name},
        "edition": {"version": "1.0.0"},
        "in_force": {"from": "2025-02-21", "source": "p1"},
        "facts": {"unit.approved": {"type": "event", "name": name}, "unit.open": {"type": "period", "name": name}},
        "duties": {
            "o": {
                "for": "unit",
                "name": name,
                "source": "p1",
                "when": {"unit.approved": {"within": within}},
                "done": {"unit.applied": True},
            }
        },
    }
    dossier = {"unit": {"applied": True}}
    assert differences(policy, dossier, date(2025, 3, 24)) == {}
    assert answers(pack_of(policy), dossier, date(2025, 3, 24))["duties/o"].outcome == "undetermined"

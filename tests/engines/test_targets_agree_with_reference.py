"""Targets: the road and the naive reference give the same outcomes and causes on generated packs and registries."""

from __future__ import annotations

import json
from datetime import date
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import humi.engines.judge as judging
from tests.engines.agreement import pack_of, target_answers
from tests.engines.test_judge_agrees_with_reference import settled
from tests.reference import Answer, judge_targets
from tests.strategies import Filler, a_policy, a_registry, an_asked_date, smallest

REGISTRIES_EACH = 20


def differences(policy: dict[str, Any], registry: dict[str, Any], asked: date) -> dict[str, tuple[Answer, Answer]]:
    """Answers of road and reference where they differ."""
    mine, theirs = target_answers(pack_of(policy), registry, asked), judge_targets(policy, registry, asked)
    absent = Answer("absent")
    pairs = {path: (mine.get(path, absent), theirs.get(path, absent)) for path in mine | theirs}
    return {path: (one, two) for path, (one, two) in pairs.items() if settled(one, two) != settled(two, one)}


@pytest.mark.parametrize("hot", [0, 10**9], ids=["compiled", "on values at hand"])
def test_targets_agree_with_reference(hot: int, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(judging, "HOT", hot)
    pairs = request.config.getoption("--pairs") // 4

    @settings(
        max_examples=-(-pairs // REGISTRIES_EACH), deadline=None, database=None, suppress_health_check=list(HealthCheck)
    )
    @given(st.integers(0, 2**32 - 1), st.integers(1, 4))
    def agree(seed: int, size: int) -> None:
        random = Random(seed)
        policy = a_policy(random, size)
        if "targets" not in policy:
            return
        fill = Filler(random, policy)
        for _ in range(REGISTRIES_EACH):
            registry, asked = a_registry(random, policy, fill), an_asked_date(random)
            if differences(policy, registry, asked):
                least, held = smallest(policy, registry, lambda p, d: bool(differences(p, d, asked)))
                shown = json.dumps({"policy": least, "registry": held}, ensure_ascii=False, default=str)
                pytest.fail(f"on {asked}: {differences(least, held, asked)}\n{shown}")

    agree()

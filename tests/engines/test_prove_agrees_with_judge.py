"""Whatever the judge says of a dossier is a solution of the prover, when its unknowns are held to that dossier."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.engines.agreement import pack_of
from tests.engines.pinned import Pinned
from tests.strategies import cases

CHUNKS = 4
DOSSIERS_EACH = 3


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_what_the_judge_says_is_never_excluded(chunk: int, request: pytest.FixtureRequest) -> None:
    pairs = request.config.getoption("--pairs") // 20

    @settings(
        max_examples=max(3, pairs // (CHUNKS * DOSSIERS_EACH)),
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(st.integers(0, 2**32 - 1), st.integers(1, 3))
    def included(seed: int, size: int) -> None:
        for policy, dossier, asked, _ in cases(seed * CHUNKS + chunk, size, DOSSIERS_EACH):
            assert list(Pinned(pack_of(policy), dossier, asked).wrong()) == [], (seed, size, asked)

    included()


def test_little_else_is_allowed() -> None:
    pinned = [
        Pinned(pack_of(policy), dossier, asked)
        for seed in range(60)
        for policy, dossier, asked, _ in cases(seed, 1 + seed % 3, 2)
    ]
    inexact = [path for one in pinned for path in one.inexact()]
    assert len(inexact) * 20 < sum(len(one.pack.designations) + len(one.pack.incentives) for one in pinned), inexact

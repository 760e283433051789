"""The screen and the judge give the same outcomes, causes and amounts on generated packs and dossiers, row by row."""

from __future__ import annotations

from typing import Any

import pytest

from tests.engines.generated_pairs import DOSSIERS_EACH, agrees_with_judge
from tests.engines.screened import engines


@pytest.mark.parametrize("engine", engines())
def test_screen_agrees_with_judge(engine: Any, request: pytest.FixtureRequest) -> None:
    connection = engine()
    share = 40 if connection.name == "polars" else 160  # which plans fast
    agrees_with_judge(-(-request.config.getoption("--pairs") // (share * DOSSIERS_EACH)), connection)

"""Inside a real PostgreSQL server the screen says of every row what the judge says."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.engines.generated_pairs import DOSSIERS_EACH, agrees_with_judge
from tests.engines.regions import REGIONS, by_day
from tests.engines.screened import differences, judged, screened, stored
from tests.house.packs import pack_in


@pytest.fixture
def connection(postgres: str) -> Iterator[Any]:
    import ibis

    connected = ibis.connect(postgres)
    yield connected
    connected.disconnect()


def test_screen_in_postgres_agrees_with_judge(connection: Any, request: pytest.FixtureRequest) -> None:
    packs = -(-request.config.getoption("--pairs") // (20 * DOSSIERS_EACH))
    agrees_with_judge(packs, connection, stored(connection))


@pytest.mark.parametrize("folder", REGIONS, ids=lambda one: one.name)
def test_every_case_of_a_region_is_answered_alike_in_postgres(folder: Path, connection: Any) -> None:
    pack = pack_in(folder)
    for asked, dossiers in by_day(folder).items():
        mine, theirs = screened(pack, dossiers, asked, connection, stored(connection)), judged(pack, dossiers, asked)
        assert not differences(mine, theirs), f"on {asked}"

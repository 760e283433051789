"""Inside a real PostgreSQL server the screen says of every row what the judge says; of the regions' cases `test_screen_sql`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.engines.generated_pairs import DOSSIERS_EACH, agrees_with_judge
from tests.engines.screened import stored


@pytest.fixture
def connection(postgres: str) -> Iterator[Any]:
    import ibis

    connected = ibis.connect(postgres)
    yield connected
    connected.disconnect()


def test_screen_in_postgres_agrees_with_judge(connection: Any, request: pytest.FixtureRequest) -> None:
    packs = -(-request.config.getoption("--pairs") // (200 * DOSSIERS_EACH))
    agrees_with_judge(packs, connection, stored(connection))

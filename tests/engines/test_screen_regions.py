"""Every case of every region is answered alike by the judge, one by one, and by the screen, all of a day in one table."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.engines.regions import REGIONS, by_day
from tests.engines.screened import differences, engines, judged, screened
from tests.house.packs import pack_in


@pytest.mark.parametrize("engine", engines())
@pytest.mark.parametrize("folder", REGIONS, ids=lambda one: one.name)
def test_every_case_of_a_region_is_answered_alike(folder: Path, engine: Any) -> None:
    pack = pack_in(folder)
    connection = engine()
    days = list(by_day(folder).items())
    if connection.name == "duckdb":  # it takes seconds to plan each; the day with most cases has to do
        days = [max(days, key=lambda one: len(one[1]))]
    for asked, dossiers in days:
        mine, theirs = screened(pack, dossiers, asked, connection), judged(pack, dossiers, asked)
        assert theirs
        assert not differences(mine, theirs), f"on {asked}"

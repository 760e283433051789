"""Every case of every region is answered alike by the judge, one by one, and by the screen, all of a day in one table."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

from humi.authoring.cases import dossier_of
from humi.dossier.dossier import Dossier
from tests.engines.screened import differences, engines, judged, screened
from tests.house.packs import FOLDERS, cases_in, pack_in


def by_day(folder: Path) -> dict[int, list[Dossier]]:
    """The dossiers of all cases about an applicant, by the day that is asked about."""
    days: dict[int, list[Dossier]] = defaultdict(list)
    for case in cases_in(folder):
        dossier = dossier_of(case, pack_in(folder))
        if dossier.of_applicant:
            days[case.on.toordinal()].append(dossier)
    return days


@pytest.mark.parametrize("engine", engines())
@pytest.mark.parametrize("folder", [folder for folder in FOLDERS if folder.parent.name == "plugins"], ids=lambda one: one.name)
def test_every_case_of_a_region_is_answered_alike(folder: Path, engine: Any) -> None:
    pack = pack_in(folder)
    for asked, dossiers in by_day(folder).items():
        mine, theirs = screened(pack, dossiers, asked, engine()), judged(pack, dossiers, asked)
        assert theirs
        assert not differences(mine, theirs), f"on {asked}"

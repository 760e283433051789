"""The dossiers of every region's cases, by the day that is asked about."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from humi.authoring.cases import dossier_of
from humi.dossier.dossier import Dossier
from tests.house.packs import FOLDERS, cases_in, pack_in

REGIONS = [folder for folder in FOLDERS if folder.parent.name == "plugins"]
YUNHAI = next(folder for folder in FOLDERS if folder.name == "yunhai")
"""Invented, and the only one that uses all of the language."""


def by_day(folder: Path) -> dict[int, list[Dossier]]:
    """The dossiers of all cases about an applicant, by the day that is asked about."""
    days: dict[int, list[Dossier]] = defaultdict(list)
    for case in cases_in(folder):
        dossier = dossier_of(case, pack_in(folder))
        if dossier.of_applicant:
            days[case.on.toordinal()].append(dossier)
    return days

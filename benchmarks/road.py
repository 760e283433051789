"""The whole road, from a validated dossier to a decision: one region, and all installed regions at once.

Outcomes are decided, as they always are; causes, reasons and citations are made when somebody reads them, and nobody does.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from benchmarks.budgets import ALONE, HUMI, REGIONS, ROAD
from benchmarks.contest import Contestant
from benchmarks.peers.humi_judge import HumiJudge
from humi import Dossier, Humi
from humi.road import decide

EXAMPLES = Path(__file__).parent.parent / "examples" / "dossiers"
DOSSIERS = ("enterprise.yaml", "holder.yaml", "park.yaml")
DAY = date(2026, 6, 1)


def one_region(humi: HumiJudge, dossiers: list[Dossier], asked: date) -> Contestant:
    """The benchmark's pack of one designation, to a `RegionDecision`."""
    day = asked.toordinal()
    return Contestant(ROAD, HUMI, lambda dossier: decide(humi.pack, dossier, day), [(dossier,) for dossier in dossiers])


def all_regions() -> list[Contestant]:
    """Dossiers of the examples, in all installed regions at once and in one region after another.

    Both make the same decisions in a call, and so the same garbage, which nobody collects during a turn.
    """
    humi = Humi()
    dossiers = [(humi.dossier(EXAMPLES / name),) for name in DOSSIERS]

    def each_alone(dossier: Dossier) -> None:
        for region in humi.regions:
            humi.evaluate(dossier, on=DAY, regions=(region,))

    return [
        Contestant(REGIONS, HUMI, lambda dossier: humi.evaluate(dossier, on=DAY), dossiers),
        Contestant(REGIONS, ALONE, each_alone, dossiers),
    ]

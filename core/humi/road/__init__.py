"""From dossier to decision, one step a file. This list is the road."""

from __future__ import annotations

from humi.decision import RegionDecision
from humi.dossier.dossier import Dossier
from humi.policy.pack import Pack
from humi.road.designations import judge_designations
from humi.road.duties import judge_duties
from humi.road.hearing import Hearing
from humi.road.incentives import judge_incentives
from humi.road.scope import judge_scope
from humi.road.silence import answer_silent
from humi.road.standing import judge_standing
from humi.road.targets import judge_targets

__all__ = ["decide"]


def decide(pack: Pack, dossier: Dossier, asked: int) -> RegionDecision:
    """What one region's document says of a dossier or a registry on the day `asked` (an ordinal)."""
    hearing = Hearing(pack, dossier.under(pack.vocabulary), asked)
    return RegionDecision(
        region=pack.region,
        name=pack.label,
        version=pack.version,
        text=pack.text,
        pack_hash=pack.hash,
        scope=judge_scope(hearing),
        standing=judge_standing(hearing),
        designations=judge_designations(hearing),
        targets=judge_targets(hearing),
        incentives=judge_incentives(hearing),
        duties=judge_duties(hearing),
        silent=answer_silent(hearing),
    )

"""From dossier to decision, one step a file. This list is the road."""

from __future__ import annotations

from humi.decision import RegionDecision
from humi.dossier.dossier import Dossier
from humi.policy.pack import Pack
from humi.road import duties, incentives
from humi.road.designations import judge_designations, judged_designations
from humi.road.duties import judge_duties
from humi.road.following import Following
from humi.road.hearing import Hearing
from humi.road.incentives import judge_incentives
from humi.road.scope import judge_scope
from humi.road.silence import answer_silent
from humi.road.standing import judge_standing
from humi.road.targets import judge_targets

__all__ = ["decide", "decided"]


def decide(pack: Pack, dossier: Dossier, asked: int) -> RegionDecision:
    """What one region's document says of a dossier or a registry on the day `asked` (an ordinal)."""
    return decided(Hearing(pack, dossier.under(pack.vocabulary), asked))


def decided(hearing: Hearing) -> RegionDecision:
    """What the document of a hearing says in it."""
    pack = hearing.pack
    designations = judge_designations(hearing)
    own_incentives, own_duties = judge_incentives(hearing), judge_duties(hearing)
    judged = (one for _, one in (*own_incentives, *own_duties))
    chained = Following(hearing, (*judged_designations(hearing, designations), *judged))
    return RegionDecision(
        region=pack.region,
        name=pack.label,
        version=pack.version,
        text=pack.text,
        pack_hash=pack.hash,
        scope=judge_scope(hearing),
        standing=judge_standing(hearing),
        designations=designations,
        targets=judge_targets(hearing),
        incentives=tuple(incentives.following(hearing, own, one, chained.of(one)) for own, one in own_incentives),
        duties=tuple(duties.following(hearing, own, one, chained.of(one)) for own, one in own_duties),
        silent=answer_silent(hearing),
    )

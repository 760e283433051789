"""Is this applicant governed by the region's document at all?"""

from __future__ import annotations

from dataclasses import replace

from humi.decision import Finding, Outcome
from humi.road.applicability import OUTSIDE
from humi.road.hearing import Hearing


def judge_scope(hearing: Hearing) -> Finding:
    """The finding of the scope: met, undetermined, or out_of_scope."""
    scope = hearing.pack.scope
    matter = hearing.matter()
    (raw,) = hearing.judge("scope", lambda: [scope.condition], matter)
    finding = hearing.finding(scope, raw, matter)
    if finding.outcome is Outcome.NOT_MET:
        return replace(finding, outcome=Outcome.OUT_OF_SCOPE, remark=OUTSIDE["scope"])
    return finding

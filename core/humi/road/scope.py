"""Is this applicant governed by the region's document at all?"""

from __future__ import annotations

from dataclasses import replace

from humi.decision import Finding, Outcome
from humi.road.applicability import OUTSIDE
from humi.road.hearing import GoverningDate, Hearing


def judge_scope(hearing: Hearing) -> Finding:
    """The finding of the scope: met, undetermined, or out_of_scope."""
    scope = hearing.pack.scope
    asked = GoverningDate(hearing.asked, hearing.asked, False, hearing.asked)
    (raw,) = hearing.findings("scope", lambda: [scope.condition])(hearing.world, None, hearing.asked, hearing.asked)
    finding = hearing.finding(scope, raw, None, asked, "unit")
    if finding.outcome is Outcome.NOT_MET:
        return replace(finding, outcome=Outcome.OUT_OF_SCOPE, remark=OUTSIDE["scope"])
    return finding

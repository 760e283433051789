"""Is this applicant governed by the region's document at all?"""

from __future__ import annotations

from dataclasses import replace

from humi.decision import Finding, Outcome
from humi.road.applicability import OUTSIDE
from humi.road.hearing import Hearing
from humi.values.label import Label

OWN = Label("登记册属于本地区主管部门", "the registry is the region's own")


def judge_scope(hearing: Hearing) -> Finding:
    """The finding of the scope: met, undetermined, or out_of_scope."""
    scope = hearing.pack.scope
    if not hearing.dossier.of_applicant:
        return hearing.made(scope, Outcome.MET, remark=OWN)
    matter = hearing.matter()
    (raw,) = hearing.judge("scope", lambda: [scope.condition], matter)
    finding = hearing.finding(scope, raw, matter)
    if finding.outcome is Outcome.NOT_MET:
        return replace(finding, outcome=Outcome.OUT_OF_SCOPE, remark=OUTSIDE["scope"])
    return finding

"""The verdict, which stops at the first refusal, says what the findings together say."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from humi.dossier.dossier import Dossier
from humi.engines.compiled import compile_findings, compile_verdict
from humi.engines.judge import MET, NOT_MET, UNDETERMINED, Setting
from tests.engines.agreement import pack_of
from tests.strategies import cases


@settings(max_examples=120, deadline=None, database=None, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 2**32 - 1))
def test_verdict_and_findings_agree(seed: int) -> None:
    for policy, document, asked, _ in cases(seed, 3, 3):
        pack = pack_of(policy)
        world = Dossier.from_dict(document, pack.vocabulary).world(pack.region, asked.toordinal())
        for designation in pack.designations:
            rules = [criterion.condition for criterion in designation.criteria]
            setting = Setting(pack.vocabulary, pack.region, pack.file, designation.this)
            arguments = world, None, world.asked, world.asked
            found = compile_findings(rules, setting)(*arguments)
            expected = NOT_MET if NOT_MET in found else MET if all(one == MET for one in found) else UNDETERMINED
            assert compile_verdict(rules, setting)(*arguments) == expected

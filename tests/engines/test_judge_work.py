"""When rules are compiled: as soon as it has paid, which many records make sooner than many dossiers."""

from __future__ import annotations

from datetime import date

import pytest

import humi
import humi.engines.judge as judging
from humi.dossier.registry import Registry
from humi.engines.eager import EagerTerms
from humi.engines.judge import Judge, Ranger
from humi.language import nodes as n
from tests.engines.agreement import pack_of

ASKED = date(2026, 6, 1).toordinal()
POLICY = {
    "humi": 1,
    "region": {"id": "testland", "name": {"zh": "名称", "en": "name"}},
    "edition": {"version": "1.0.0", "text": "complete"},
}


@pytest.fixture
def looked_at(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The relations that were gone through on values at hand."""
    seen: list[str] = []
    over = EagerTerms.over

    def noted(self: EagerTerms, relation: str, write: object) -> None:
        seen.append(relation)
        over(self, relation, write)  # type: ignore[arg-type]

    monkeypatch.setattr(EagerTerms, "over", noted)
    return seen


@pytest.mark.parametrize(("records", "compiled"), [(3, False), (judging.HOT, True), (500, True)])
def test_many_records_are_not_gone_through_on_values_at_hand(records: int, compiled: bool, looked_at: list[str]) -> None:
    pack = pack_of(POLICY)
    world = Registry.from_dict({"units": [{"id": f"U{index}"} for index in range(records)]}).world("testland", ASKED)
    setting = judging.Setting(pack.vocabulary, pack.region, pack.file, "programme")
    count = n.Count(n.Related("units", n.Always(True)))
    assert Judge([n.Compare(">=", count, n.Constant(n.NUMBER, 2))], setting)(world, None, ASKED, ASKED) == (judging.MET,)
    assert Ranger(count, setting)(world, None, ASKED, ASKED) == (records, records)
    assert looked_at == ([] if compiled else ["units", "units"])


def test_every_record_of_a_registry_is_named_by_its_place() -> None:
    cases = [{"region": "yinchuan", "received": "2026-01-05"} for _ in range(40)]
    decision = humi.Humi(["yinchuan"]).evaluate(humi.Registry.from_dict({"cases": cases}), on=date(2026, 6, 1))
    paths = [one.finding.path for one in decision.region("yinchuan").duties if one.entity == "case"]
    assert {path for path in paths if "complaint_accepted" in path} == {
        f"yinchuan/duties/complaint_accepted/cases[{index}]" for index in range(40)
    }

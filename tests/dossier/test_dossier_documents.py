"""Documents as users write them, and as they should not."""

from __future__ import annotations

import copy
import pickle
from datetime import date
from typing import Any

import pytest

import humi
from humi.dossier.dossier import Dossier

DAY = date(2026, 6, 1)


def codes(document: dict[str, Any]) -> list[str]:
    with pytest.raises(humi.DossierError) as raised:
        Dossier.from_dict(document)
    return [problem.code for problem in raised.value.problems]


@pytest.mark.parametrize(
    ("document", "code"),
    [
        ({"unit": {"staff": 20, "职工人数": 3}}, "Y109"),
        ({"单位": {}, "unit": {}}, "Y109"),
        ({"unit": {"kind": {"other": "enterprise"}}}, "D302"),
        ({"unit": {"kind": {"other": "企业"}}}, "D302"),
        ({"unit": {"staff": -1}}, "D303"),
        ({"unit": {"staff": 20, "staff_trained": 30}}, "D306"),
        ({"unit": {"founded": "2023-02-30"}}, "D302"),
        ({"titles": [{"id": "a"}, {"id": "a"}]}, "D305"),
        ({"counted": {"stations": 1}, "stations": [{}, {}]}, "D303"),
        ({"nonsense": {}}, "D304"),
        ({"unit": {"nonsense": 1}}, "D301"),
    ],
)
def test_what_is_refused(document: dict[str, Any], code: str) -> None:
    assert code in codes(document)


def test_a_fact_may_be_written_in_either_spelling() -> None:
    one = Dossier.from_dict({"unit": {"staff": 20, "traits": ["innovative"], "applied": "2026-01-02"}})
    other = Dossier.from_dict({"单位": {"职工人数": 20, "特点": ["创新型"], "提出申请": "2026年1月2日"}})
    assert one.records == other.records


def test_recorded_no_unknown_and_not_recorded_stay_three_things(tmp_path: Any) -> None:
    written = {"unit": {"has_rules": False, "has_measures": "unknown", "has_organisation": None}}
    Dossier.from_dict(written).save(tmp_path / "dossier.yaml")
    read = Dossier.read(tmp_path / "dossier.yaml")
    assert read.document == written
    assert "has_rules" in (tmp_path / "dossier.yaml").read_text("utf-8")


def test_what_contains_itself_is_no_dossier() -> None:
    document: dict[str, Any] = {}
    document["unit"] = document
    assert codes(document) == ["D307"]


def test_a_dossier_and_its_data_do_not_change_each_other() -> None:
    written = {"unit": {"place": "yinchuan"}}
    dossier = Dossier.from_dict(written)
    before = copy.deepcopy(written)
    dossier.to_dict()["unit"]["place"] = "elsewhere"
    written["unit"]["place"] = "nowhere"
    assert dossier.to_dict() == before


def test_a_decision_can_be_stored() -> None:
    decision = humi.evaluate({"unit": {"kind": "individual"}}, on=DAY)
    assert pickle.loads(pickle.dumps(decision)).to_json() == decision.to_json()


def test_a_determination_on_nothing_is_said() -> None:
    path = "yinchuan/designations/bsae/criteria/standard"
    decision = humi.evaluate({"determinations": [{"criterion": path, "result": "met"}]}, on=DAY)
    assert len(decision.warnings) == 1
    assert "yinchuan/designations/base/criteria/standard" in decision.warnings[0]


def test_texts_that_no_encoding_holds_do_no_harm() -> None:
    assert humi.evaluate({"unit": {"name": "\ud800"}}, on=DAY).dossier_hash

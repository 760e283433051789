"""Names that people read are in their language, tell rules apart, and are not forgotten where the neighbours have names."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from humi.authoring.check import check_target
from humi.authoring.targets import load_target
from humi.reading.problems import Problem
from tests.authoring.drafts import POLICY, change, copy_of_pack, place_of
from tests.house.documents import ROOT

INTERNAL = "name: {zh: 内部规则, en: internal rules}"
TRAINING = "name: {zh: 培训, en: training}"


def findings(pack: Path, code: str) -> list[Problem]:
    return [one for one in check_target(load_target(pack)).problems if one.code == code]


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("name: {zh: 培训, en: 培训}", "培训"),
        ("name: {zh: training, en: 培训}", "training"),
        ("name: {zh: staff training, en: staff training}", "staff training"),
        ("name: {zh: NFC 技术, en: technology}", ""),
        ("name: {zh: WAPI, en: WAPI}", ""),
    ],
)
def test_a_name_left_untranslated_is_found(tmp_path: Path, name: str, found: str) -> None:
    pack = copy_of_pack(tmp_path)
    change(pack / POLICY, TRAINING, name)
    told = findings(pack, "W807")
    assert {one.details["found"] for one in told} >= ({found} if found else set())
    assert bool(told) == bool(found)


def test_two_rules_side_by_side_under_one_name_are_found(tmp_path: Path) -> None:
    pack = copy_of_pack(tmp_path)
    change(pack / POLICY, TRAINING, "name: {zh: 内部规则, en: training}")
    (found,) = findings(pack, "W835")
    assert found.details == {"found": "内部规则", "other": "rules"}
    assert found.place is not None
    assert found.place.line == place_of(pack / POLICY, "      training:")[0]


def test_a_name_forgotten_beside_others_is_found_and_a_pack_without_names_is_left_alone(tmp_path: Path) -> None:
    pack = copy_of_pack(tmp_path)
    change(pack / POLICY, f", {TRAINING}", "")
    assert [one.details["found"] for one in findings(pack, "W836")] == ["training"]
    change(pack / POLICY, f", {INTERNAL}", "")
    assert findings(pack, "W836") == []


def test_readings_without_names_beside_named_ones_are_found(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(ROOT / "examples" / "yunhai", tmp_path / "yunhai"))
    names = "    names: {written: {zh: 成文之日, en: the day written}, published: {zh: 发布之日, en: the day published}}\n"
    change(folder / POLICY, names, "")
    assert [one.details["found"] for one in findings(folder, "W837")] == ["written, published"]

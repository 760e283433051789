"""What is proven of the five regions: each finding is a property of its text, and is known."""

from __future__ import annotations

from datetime import date

import pytest

from humi.dossier.registry import Registry
from humi.library import Humi
from humi.questions.answers import Answered, Proven, Refuted, Unknown
from humi.questions.asking import prove
from humi.road import decide

ASKED = date(2026, 6, 1).toordinal()
UNEXPECTED = {
    # A news report gives no rules of recognition, and no conditions of a liaison point.
    "jiangjin": {
        ("nobody_qualifies", "designations/demonstration_base"),
        ("nobody_refused", "designations/demonstration_base"),
        ("nobody_qualifies", "designations/demonstration_unit"),
        ("nobody_refused", "designations/demonstration_unit"),
        ("nobody_qualifies", "designations/liaison_point"),
    },
    # Until the launch in July 2023, the text puts nothing.
    # Readings differ about whether a report is due for 2025, whoever it is asked of.
    "jiyuan": {("no_hole", "phases/application"), ("never_arises", "duties/yearly_report/2025")},
    "qingdao_ftz": set(),
    "sanmen": set(),
    "yinchuan": set(),
}


@pytest.fixture(scope="module")
def answers() -> dict[str, list[Answered]]:
    packs = Humi().loaded.packs
    return {region: list(prove(packs[region], ASKED, 20)) for region in UNEXPECTED}


@pytest.mark.parametrize("region", UNEXPECTED)
def test_what_is_found_is_known(region: str, answers: dict[str, list[Answered]]) -> None:
    assert {(one.kind, one.path) for one in answers[region] if one.expected is False} == UNEXPECTED[region]
    assert [one for one in answers[region] if isinstance(one.answer, Unknown)] == []


def test_no_money_is_paid_twice_in_qingdao(answers: dict[str, list[Answered]]) -> None:
    (found,) = [one for one in answers["qingdao_ftz"] if one.kind == "never_twice"]
    assert found.answer == Proven("any")


def test_twenty_sites_a_year_are_sixty_in_all_and_not_the_other_way_round(answers: dict[str, list[Answered]]) -> None:
    yearly, cumulative = "targets/sites_each_year", "targets/sites"
    implied = [one for one in answers["yinchuan"] if one.kind == "implies"]
    found = {(one.path, getattr(one.answer, "assuming", "")): one.answer for one in implied}
    assert found[yearly, "kept"] == Proven("complete", "kept")
    assert isinstance(found[yearly, ""], Refuted)
    for assuming in ("", "kept"):
        assert isinstance(found[cumulative, assuming], Refuted)


def test_twenty_five_and_fifteen_reach_the_sum_and_not_the_year() -> None:
    granted = [("2025-05-01", 25), ("2026-05-01", 15), ("2027-05-01", 20)]
    site = {"region": "yinchuan", "kind": "station"}
    titles = [
        {**site, "id": f"{day}/{n}", "holder": f"{day}/{n}", "granted": day, "held": f"{day}/.."}
        for day, number in granted
        for n in range(number)
    ]
    pack = Humi(["yinchuan"]).loaded.packs["yinchuan"]
    decided = decide(pack, Registry.from_dict({"titles": titles}, pack.vocabulary), date(2027, 12, 31).toordinal())
    outcomes = {one.finding.path.removeprefix("yinchuan/targets/"): one.finding.outcome.value for one in decided.targets}
    reached = {path: outcome for path, outcome in outcomes.items() if path.startswith("sites")}
    assert reached.pop("sites_each_year/2026") == "not_met"
    assert set(reached.values()) == {"met"}

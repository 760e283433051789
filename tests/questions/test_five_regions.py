"""What is proven of the five regions: each finding is a property of its text, and is known."""

from __future__ import annotations

import re
from datetime import date

import pytest

from humi.dossier.registry import Registry
from humi.library import Humi
from humi.questions.answers import Answered, Proven, Refuted
from humi.questions.asking import prove
from humi.road import decide
from tests.house.documents import ROOT

ASKED = date(2026, 6, 1).toordinal()
REGIONS = ("jiangjin", "jiyuan", "qingdao_ftz", "sanmen", "yinchuan")
RECORDED = re.compile(r"^\| `(\w+)`(?:, (\w+))? \| `([^`]+)`(?: → `([^`]+)`)? \| (\w+) \| \S.* \|$", re.MULTILINE)
"""A row of the table in a region's README: claim, what is assumed, rule, the other rule, answer, why the text is so."""


@pytest.fixture(scope="module")
def answers() -> dict[str, list[Answered]]:
    packs = Humi().loaded.packs
    return {region: list(prove(packs[region], ASKED, 20)) for region in REGIONS}


@pytest.mark.parametrize("region", REGIONS)
def test_what_is_found_is_recorded_in_the_region_with_its_reason(region: str, answers: dict[str, list[Answered]]) -> None:
    text = (ROOT / "plugins" / region / "README.md").read_text(encoding="utf-8").partition("## What is proven")[2]
    found = {_row(one) for one in answers[region] if one.expected is not True}
    assert found == set(RECORDED.findall(text))


def _row(one: Answered) -> tuple[str, str, str, str, str]:
    other = one.beside[0] if one.kind == "implies" else ""
    return one.kind, getattr(one.answer, "assuming", ""), one.path, other, type(one.answer).__name__.lower()


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

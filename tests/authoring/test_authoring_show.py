"""`show` gives a pack whole: every rule with its tree, every provision with what became of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from humi.authoring.normalised import ledger_of, normalised
from humi.authoring.targets import load_target
from humi.errors import PackError
from humi.policy.pack import Criterion, Pack
from humi.values.label import Lang
from humi.wording.pack import pack_tree
from humi.wording.plain import plain
from humi.wording.requirements import Wording
from humi.wording.shape import Node, text_of
from humi.wording.spelled import spelled
from tests.authoring.drafts import LEDGER, PACK, POLICY, change, copy_of_pack

EXAMPLES = Path(__file__).parents[2] / "examples"


def pack_in(folder: Path) -> Pack:
    pack = load_target(folder).pack
    assert pack is not None
    return pack


@pytest.fixture(scope="module")
def shown() -> dict[str, Any]:
    return normalised(pack_in(PACK))


def test_every_rule_is_there_once_with_its_source(shown: dict[str, Any]) -> None:
    pack = pack_in(PACK)
    assert [rule["path"] for rule in shown["rules"]] == [rule.path for rule in pack.rules()]
    rules = {rule["path"]: rule for rule in shown["rules"]}
    criterion = rules["designations/point/criteria/rules"]
    assert criterion["source"] == ["elig_rules"]
    assert criterion["name"] == {"zh": "内部规则", "en": "internal rules"}
    assert criterion["condition"] == {
        "is": "OneOf",
        "ref": {"is": "Ref", "owner": "unit", "fact": "unit.has_rules"},
        "members": ["yes"],
        "open": False,
        "part": "",
    }
    assert criterion["requires"]["en"].startswith("has written protection rules")
    # The parts of a designation are rules of their own.
    assert "criteria" not in rules["designations/point"]


def test_what_became_of_every_provision(shown: dict[str, Any]) -> None:
    became = {one["id"]: one for one in shown["provisions"]}
    assert became["elig_rules"]["became"] == "cited"
    assert became["elig_rules"]["by"] == ["designations/point/criteria/rules"]
    assert became["incentive_support"]["by"] == ["incentives/support", "incentives/support/criteria/recognised"]
    assert became["doc_adopted"]["became"] == "register"
    assert (became["annex_form"]["became"], became["annex_form"]["reason"]) == ("reason", "a form holds no rule")
    assert {one["became"] for one in shown["provisions"]} == {"cited", "register", "reason"}
    assert became["elig_rules"]["clause"] == "二(一)1"
    assert became["elig_rules"]["anchor"] == "制定内部规则"
    assert became["annex_form"]["certainty"] == "silent"


def test_what_became_of_every_gap(shown: dict[str, Any]) -> None:
    gaps = {one["id"]: one for one in shown["gaps"]}
    assert gaps["gap_procedure"]["became"] == "cited"
    assert "silent/fees" in gaps["gap_procedure"]["by"]


def test_nothing_and_related(tmp_path: Path) -> None:
    folder = copy_of_pack(tmp_path)
    change(folder / LEDGER, "    reason: a form holds no rule\n", "")
    change(
        folder / LEDGER,
        "gaps:\n",
        "gaps:\n"
        "  - {id: gap_a, expected: x, document_says: y, related: [annex_form]}\n"
        "  - {id: gap_b, expected: x, document_says: y, related: [nobody]}\n",
    )
    data = normalised(pack_in(folder))
    assert {one["id"]: one["became"] for one in data["provisions"]}["annex_form"] == "nothing"
    assert [one["became"] for one in data["gaps"]] == ["related", "nothing", "cited", "cited"]


def test_no_clause_counts_as_a_citation(tmp_path: Path) -> None:
    folder = copy_of_pack(tmp_path)
    change(
        folder / POLICY, "rules: {unit.has_rules: true,", "rules: {any: [{unit.has_rules: true}, {no_clause: gap_procedure}],"
    )
    gaps = {one["id"]: one for one in normalised(pack_in(folder))["gaps"]}
    assert "designations/point/criteria/rules" in gaps["gap_procedure"]["by"]


def test_identity(shown: dict[str, Any]) -> None:
    pack = pack_in(PACK)
    assert (shown["region"], shown["hash"], shown["language"]) == ("lanting", pack.hash, 1)
    assert shown["edition"] == {"version": "0.1.0", "text": "complete"}
    assert set(shown["silent"]) == {silence.id for silence in pack.silent}


def test_both_spellings_show_the_same(tmp_path: Path) -> None:
    folder = copy_of_pack(tmp_path)
    change(folder / POLICY, "    criteria:\n      rules:", "    条件:\n      rules:")
    there, here = normalised(pack_in(folder)), normalised(pack_in(PACK))
    for data in (there, here):
        data["file"] = ""
        for rule in data["rules"]:
            assert {"file", "line", "column"} == set(rule.pop("place"))
    assert there == here


def test_a_ledger_that_cannot_be_read_is_told_as_problems(tmp_path: Path) -> None:
    folder = copy_of_pack(tmp_path)
    change(folder / LEDGER, "    anchor: 为鼓励企业保密\n", "")
    with pytest.raises(PackError, match="missing key `anchor`"):
        ledger_of(pack_in(folder))


TEXT: dict[Lang, list[str]] = {
    "en": [
        "Lanting District  lanting 0.1.0, complete text",
        "    number: 兰市监〔2031〕7号",
        "        internal rules: has written protection rules  〔二(一)1「制定内部规则」〕",
        "        training: meets a standard that was never published  〔二(一)2「每半年培训一次」; gap gap_procedure〕",
        "    preparation: 2031-04-01 – 2031-06-30  〔二(二).一「2031年4月至6月」〕",
        "    roll-out: 2031-07-01 – not stated  〔二(二).二「2031年7月起」〕",
        "    support (for: incentive claim; CNY 20,000)  〔三「给予2万元支持」〕",
        "      the text says: Nothing.",
        "    One meeting a year. (nobody is named; every year)  〔一「每年召开一次座谈会」〕",
        "    Towns guide them. (towns, streets)  〔二(一)1「镇街给予指导」〕",
    ],
    "zh": [
        "兰汀区  lanting 0.1.0，文本完整",
        "    文号：兰市监〔2031〕7号",
        "        内部规则：有保密制度  〔二(一)1「制定内部规则」〕",
        "    准备阶段：2031-04-01 – 2031-06-30  〔二(二).一「2031年4月至6月」〕",
        "    实施阶段：2031-07-01 – 未写明  〔二(二).二「2031年7月起」〕",
        "    未写明由谁负责；每年  〔一「每年召开一次座谈会」〕",
        "    责任方 towns、streets  〔二(一)1「镇街给予指导」〕",
    ],
}


@pytest.mark.parametrize("lang", TEXT)
def test_what_a_person_reads(lang: Lang) -> None:
    pack = pack_in(PACK)
    lines = plain((pack_tree(pack, ledger_of(pack), lang),), lang).splitlines()
    assert [line for line in TEXT[lang] if line not in lines] == []


@pytest.mark.parametrize(("lang", "told"), [("en", "(each holder once) at least 2"), ("zh", "（每个持有人计一次）不少于2")])
def test_a_count_that_takes_each_holder_once_says_so(lang: Lang, told: str) -> None:
    pack = pack_in(EXAMPLES / "yunhai")
    line = next(one for one in plain((pack_tree(pack, ledger_of(pack), lang),), lang).splitlines() if "city_sites" in one)
    assert told in line
@pytest.mark.parametrize(("lang", "told"), [("en", "2031-07-01 – without end"), ("zh", "2031-07-01 – 无截止")])
def test_a_phase_that_runs_on_is_not_one_whose_end_is_not_stated(lang: Lang, told: str, tmp_path: Path) -> None:
    folder = copy_of_pack(tmp_path)
    change(folder / POLICY, "from: 2031-07-01,", "period: 2031-07/..,")
    pack = pack_in(folder)
    assert told in plain((pack_tree(pack, ledger_of(pack), lang),), lang)


# --- long conditions ---


def told(node: Node) -> list[str]:
    return [text_of(node.line), *(f"  {line}" for below in node.below for line in told(below))]


def criterion(folder: Path, path: str) -> list[str]:
    pack = pack_in(folder)
    rule = next(rule for rule in pack.rules() if rule.path == path)
    assert isinstance(rule, Criterion)
    head, below = spelled(Wording(pack, "en"), rule.condition)
    return [head, *(line for node in below for line in told(node))]


def test_a_short_condition_stands_on_its_line() -> None:
    assert criterion(PACK, "designations/point/criteria/rules") == ["has written protection rules"]


def test_readings_and_dated_versions_are_always_told_one_by_one() -> None:
    assert criterion(EXAMPLES / "yunhai", "designations/star_unit/criteria/several_points") == [
        "several readings, which must agree",
        "two or more: number of points at least 2",
        "three or more: number of points more than 2",
    ]
    credit = criterion(EXAMPLES / "yunhai", "designations/demo_unit/criteria/credit")
    assert [credit[0], credit[1], credit[2]] == [
        "by date",
        "from 2024-02-20: no case with all of these",
        "  respondent is the same as identifier (unit)",
    ]


def test_parts_of_parts_that_must_all_hold_are_one_list() -> None:
    credit = criterion(EXAMPLES / "yunhai", "designations/demo_unit/criteria/credit")
    assert "  administrative penalty (day) on or after 2 years before the governing date" in credit
    assert "all of these" not in [line.strip() for line in credit]


def test_a_term_says_what_it_holds() -> None:
    pack = pack_in(EXAMPLES / "yunhai")
    shown = plain((pack_tree(pack, ledger_of(pack), "en"),), "en")
    assert "points for technology: the least of (number of related patents × 2, 30)" in shown


def test_what_is_noted_of_one_day_of_a_target_is_told_with_that_day() -> None:
    pack = pack_in(EXAMPLES / "yunhai")
    shown = plain((pack_tree(pack, ledger_of(pack), "en"),), "en").splitlines()
    day = next(index for index, line in enumerate(shown) if line.strip().startswith("2027-12-31: at least 60"))
    assert "striving for a number is read as having to reach it" in shown[day + 1]

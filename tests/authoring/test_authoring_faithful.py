"""Rules are held to the words they cite: what differs is found where it stands, what agrees or is recorded is left alone."""

from __future__ import annotations

import shutil
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from humi.authoring.check import check_target
from humi.authoring.dated import stated_days
from humi.authoring.quantities import number_of, quantities
from humi.authoring.targets import load_target
from tests.authoring.drafts import LEDGER, POLICY, change, place_of
from tests.house.documents import ROOT

REGIONS = ("jiangjin", "jiyuan", "qingdao_ftz", "sanmen", "yinchuan")

STATED = [
    ("受训职工不少于20人", [("number", "20", ">=", "")]),
    ("受训二十人以上", [("number", "20", ">=", "")]),
    ("达到90%以上", [("share", "0.9", ">=", "")]),
    ("百分之九十以上", [("share", "0.9", ">=", "")]),
    ("给予５万元", [("money", "50000", "", "")]),
    ("一百二十万元", [("money", "1200000", "", "")]),
    ("1.2亿元", [("money", "120000000", "", "")]),
    ("十五日内答复", [("length", "15", "", "days")]),
    ("有效期三年", [("length", "3", "", "years")]),
    ("五个工作日", [("length", "5", "", "working_days")]),
    ("超过三百人", [("number", "300", ">", "")]),
    ("不满十八周岁", [("number", "18", "<", "")]),
    ("均不得低于二十分", [("number", "20", ">=", "")]),
    ("不超过1,200家", [("number", "1200", "<=", "")]),
    ("1-2家申报单位", [("number", "1", "", ""), ("number", "2", "", "")]),
    ("两个", [("number", "2", "", "")]),
    ("一千零五人", [("number", "1005", "", "")]),
    ("（一）试点申报", []),
    ("第三条", []),
    ("统一思想，千方百计", []),
    ("2023年5月25日前", []),
    ("12月15日前", []),
]


@pytest.mark.parametrize(("text", "told"), STATED, ids=[row[0] for row in STATED])
def test_a_text_states_numbers(text: str, told: list[tuple[str, str, str, str]]) -> None:
    found = [(one.kind, one.value, one.operator, one.unit) for one in quantities(text)]
    assert found == [(kind, Decimal(value), operator, unit) for kind, value, operator, unit in told]


DAYS = [
    ("2023年5月25日前", ["2023-05-24", "2023-05-25"]),
    ("到2025年底", ["2025-01-01", "2025-12-31"]),
    ("二〇〇九年九月二十三日", ["2009-09-23"]),
    ("2009年9月至2009年10月", ["2009-09-01", "2009-09-30", "2009-10-01", "2009-10-31"]),
    ("2011年6月后", ["2011-06-01", "2011-06-30", "2011-07-01"]),
    ("成文日期:2025-02-28", ["2025-02-28"]),
    ("自２０２６年1月1日起", ["2026-01-01"]),
    ("2023年2月30日", []),
    ("20人", []),
]


@pytest.mark.parametrize(("text", "days"), DAYS, ids=[row[0] for row in DAYS])
def test_a_text_states_days(text: str, days: list[str]) -> None:
    found = {day for one in stated_days(text) for day in one.days()}
    assert sorted(date.fromordinal(day).isoformat() for day in found) == days


@pytest.mark.parametrize("word", ["一二三", "二〇", "十一二"])
def test_digits_one_by_one_are_no_number(word: str) -> None:
    assert number_of(word) is None or word == "二〇"


YUNHAI = ROOT / "examples" / "yunhai"
REGIONAL = [
    ("yinchuan", "2025-12-31: {at_least: 20", "2025-12-31: {more_than: 20", "F701", "at_least"),
    ("yinchuan", "2025-12-31: {at_least: 20", "2025-12-31: {at_least: 30", "F702", "20"),
    ("yinchuan", "2026-12-31: {at_least: 5,", "2026-12-30: {at_least: 5,", "F705", "2026年底"),
    ("qingdao_ftz", "amount: 50000 yuan", "amount: 5000 yuan", "F703", "50000"),
    ("jiangjin", "at_least: 90%", "at_least: 80%", "F702", "90%"),
    ("sanmen", "period: 2009-11/2010-09", "period: 2009-11/2010-08", "F705", "2010年9月"),
    ("qingdao_ftz", "  from: 2021-12-02", "  from: 2021-12-03", "F705", "2021-12-02"),
]


@pytest.mark.parametrize(("region", "old", "new", "code", "told"), REGIONAL, ids=[f"{row[0]}: {row[2]}" for row in REGIONAL])
def test_a_figure_that_differs_from_the_text_is_found(
    tmp_path: Path, region: str, old: str, new: str, code: str, told: str
) -> None:
    folder = Path(shutil.copytree(ROOT / "plugins" / region, tmp_path / region))
    change(folder / POLICY, old, new)
    found = [one for one in check_target(load_target(folder)).problems if one.code == code]
    assert found, [one.render("en") for one in check_target(load_target(folder)).problems]
    line, _ = place_of(folder / POLICY, new)
    assert found[0].place is not None
    assert abs(found[0].place.line - line) <= 1
    assert told in found[0].render("zh")
    assert told in found[0].render("en")


def test_a_reading_that_is_recorded_is_left_alone(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(ROOT / "plugins" / "yinchuan", tmp_path / "yinchuan"))
    change(folder / POLICY, "2025-12-31: {at_least: 20,", "2025-12-31: {more_than: 20,")
    assert "F701" in {one.code for one in check_target(load_target(folder)).problems}
    reading = "interpretation: {zh: “不少于20个”按多于20个理解, en: more than 20 are meant}"
    change(folder / POLICY, "2025-12-31: {more_than: 20,", f"2025-12-31: {{more_than: 20, {reading},")
    assert "F701" not in {one.code for one in check_target(load_target(folder)).problems}


def test_an_anchor_and_its_values_have_to_agree(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(ROOT / "plugins" / "yinchuan", tmp_path / "yinchuan"))
    change(folder / LEDGER, "anchor: '不少于3个区域性市级'", "anchor: '不少于4个区域性市级'")
    found = [one for one in check_target(load_target(folder)).problems if one.code == "F706"]
    assert [one.details["anchor"] for one in found] == ["不少于4个"]


def test_anchors_that_were_swapped_are_both_told(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(YUNHAI, tmp_path / "yunhai"))
    shutil.copy(YUNHAI / "document.txt", tmp_path / "yunhai.txt")
    path = folder / LEDGER
    text = path.read_text(encoding="utf-8")
    one, two = "每年12月15日前的三十日内", "每年安排专项经费"
    path.write_text(text.replace(one, "\0").replace(two, one).replace("\0", two), encoding="utf-8")
    found = [problem for problem in check_target(load_target(folder), tmp_path).problems if problem.code == "S506"]
    assert {problem.details["found"] for problem in found} == {one, two}


@pytest.mark.parametrize(("anchor_open", "rule_open", "code"), [(True, False, "F707"), (False, True, "F708")])
def test_an_open_list_and_a_closed_one_are_told_apart(tmp_path: Path, anchor_open: bool, rule_open: bool, code: str) -> None:
    folder = Path(shutil.copytree(ROOT / "tests" / "authoring" / "lanting", tmp_path / "lanting"))
    ledger = (folder / LEDGER).read_text(encoding="utf-8")
    rule = f"listed: {{unit.kind: {{in: [enterprise, university], open: {str(rule_open).lower()}}}, "
    rule += "name: {zh: 类别, en: kind}, source: elig_rules}"
    policy = (folder / POLICY).read_text(encoding="utf-8")
    at = policy.index("      rules: {unit.has_rules: true,")
    (folder / POLICY).write_text(f"{policy[:at]}      {rule}\n{policy[at:]}", encoding="utf-8")
    if anchor_open:
        at = ledger.index("id: elig_rules")
        at = ledger.index("certainty", at)
        sign = "\n    " if "\n" in ledger[ledger.index("id: elig_rules") : at] else ""
        values = f"values: {{open_list: true}}{sign or ', '}"
        (folder / LEDGER).write_text(f"{ledger[:at]}{values}{ledger[at:]}", encoding="utf-8")
    codes = {one.code for one in check_target(load_target(folder)).problems}
    assert code in codes


@pytest.mark.parametrize("folder", [*(ROOT / "plugins" / region for region in REGIONS), YUNHAI], ids=lambda path: path.name)
def test_regions_are_faithful(folder: Path) -> None:
    problems = check_target(load_target(folder)).problems
    assert [one.render("en") for one in problems if one.code.startswith("F")] == []

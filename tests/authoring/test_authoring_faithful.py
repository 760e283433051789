"""Rules are held to the words they cite: what differs is found where it stands, what agrees or is recorded is left alone."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import NamedTuple

import pytest

from humi.authoring.check import check_target
from humi.authoring.targets import load_target
from humi.reading.codes.faithful import FAITHFUL
from humi.reading.problems import Problem
from tests.authoring.drafts import LEDGER, POLICY, TEXTS, change, copy_of_pack, place_of
from tests.authoring.recall import try_all
from tests.house.documents import ROOT

REGIONS = ("jiangjin", "jiyuan", "qingdao_ftz", "sanmen", "yinchuan")
YUNHAI = ROOT / "examples" / "yunhai"
LAST_SENTENCE = "每年召开一次座谈会。"


class Case(NamedTuple):
    """A rule beside the provision that it cites. § is where the finding stands; `code` is "" where nothing is to be found."""

    code: str
    anchor: str
    rule: str
    values: str = ""
    sentence: str = ""
    kind: str = "eligibility"
    entity: str = "unit"
    certainty: str = "explicit"
    section: str = "criteria"
    source: str = "probe"


def seeded(folder: Path, case: Case) -> tuple[Path, str]:
    """A pack with the rule and the provision in it; and the rule as it stands there."""
    pack = copy_of_pack(folder)
    name = "" if "name:" in case.rule else "name: {zh: 试, en: a try}, "
    written = f"probe: {{{case.rule}, {name}source: {case.source}}}"
    policy = (pack / POLICY).read_text(encoding="utf-8")
    if case.section in ("criteria", "priority", "steps"):
        below = f"    {case.section}:\n" if case.section != "criteria" else ""
        policy = policy.replace("phases:\n", f"{below}      {written}\nphases:\n", 1)
    elif f"{case.section}:\n" in policy:
        policy = policy.replace(f"{case.section}:\n", f"{case.section}:\n  {written}\n", 1)
    else:
        policy += f"{case.section}:\n  {written}\n"
    (pack / POLICY).write_text(policy.replace("§", ""), encoding="utf-8")
    values = f", values: {{{case.values}}}" if case.values else ""
    item = f"kind: {case.kind}, entity: {case.entity}, statement_en: A try., anchor: '{case.anchor}'"
    item += f", certainty: {case.certainty}"
    ledger = (pack / LEDGER).read_text(encoding="utf-8")
    ledger = ledger.replace("gaps:\n", f"  - {{id: probe, clause: 一, {item}{values}}}\ngaps:\n", 1)
    (pack / LEDGER).write_text(ledger, encoding="utf-8")
    text = (TEXTS / "lanting.txt").read_text(encoding="utf-8")
    (folder / "lanting.txt").write_text(text.replace(LAST_SENTENCE, LAST_SENTENCE + case.sentence, 1), encoding="utf-8")
    return pack, written


def findings(pack: Path, sources: Path | None = None) -> list[Problem]:
    target = load_target(pack)
    assert target.pack is not None, [problem.render("en") for problem in target.problems]
    return [one for one in check_target(target, sources).problems if one.code.startswith("F")]


STRENGTHS = "[{unit.has_rules: true}, {unit.has_measures: true}, {unit.kind: enterprise}]"
ACCEPTED = "for: case, done: {case.accepted: true}"
EVERY = "for: programme, every: {year: 2031/2032}"
GRANT = {"kind": "incentive", "entity": "incentive", "section": "incentives"}
DUTY = {"kind": "duty", "section": "duties"}
PHASE = {"kind": "phase", "entity": "region", "section": "phases"}
OPEN, LIST = "traits: {include: [knowledge_intensive, innovative]}", "knowledge_intensive, innovative"
CASES = [
    # --- F701: the words that bound a number ---
    Case("F701", "职工二十人以上", "unit.staff: {more_than: §20}"),
    Case("F701", "职工二十人以上", "unit.staff: {at_most: §20}"),
    Case("F701", "职工不满二十人", "unit.staff: {at_most: §20}"),
    Case("F701", "受训比例超过80%", "share: units, where: {kind: enterprise}, meets: {has_rules: true}, at_least: §80%"),
    Case("F701", "职工20人", "unit.staff: {at_most: §20}", values="op: '>=', value: 20"),
    Case("F701", "职工20人", "unit.staff: {more_than: §20}, interpretation: {zh: 不少于20人, en: at least 20}"),
    Case("F701", "二十人以上", "unit.staff: {more_than: §20}, interpretation: {zh: “以上”含本数, en: 20 itself}"),
    Case("F701", "二十人以上", "unit.staff: {less_than: §20}, interpretation: {zh: “以上”不含本数, en: not 20 itself}"),
    Case(
        "F701",
        "多个",
        "readings: {two: {unit.staff: {at_most: §2}}, one: {unit.staff: {at_least: 1}}}, "
        "names: {two: {zh: 两个以上, en: two or more}, one: {zh: 有即可, en: any}}",
    ),
    Case("F701", "职工20人（含）以上", "unit.staff: {more_than: §20}"),
    Case("F701", "职工20人以上（不含）", "unit.staff: {at_least: §20}"),
    Case("F701", "职工＞20人", "unit.staff: {at_least: §20}"),
    Case("F701", "二十人以上的除外", "unit.staff: {at_most: §20}"),
    Case("", "二十人以上的除外", "unit.staff: {less_than: 20}"),
    Case("", "低于二十人的不予受理", "unit.staff: {at_least: 20}"),
    Case("", "不得有外资股东二十人以上", "unit.staff: {less_than: 20}"),
    Case("", "职工二十人以上", "unit.staff: {at_least: 20}"),
    Case("", "职工超过二十人", "unit.staff: {more_than: 20}"),
    Case("", "职工20人", "unit.staff: {at_least: 20}"),
    Case("", "二十人以上五十人以下", "unit.staff: {between: [20, 50]}"),
    Case("", "二十人以上", "unit.staff: {more_than: 20}, interpretation: {zh: “以上”不含本数, en: not 20 itself}"),
    Case("", "受训率达到100%", "share: units, where: {kind: enterprise}, meets: {has_rules: true}, at_least: 100%"),
    Case("F701", "成立两年以上", "unit.founded: {on_or_after: {minus: §{years: 2}, from: governing}}"),
    Case("F701", "成立未满24个月", "unit.founded: {before: {minus: §{years: 2}, from: governing}}"),
    Case("", "成立两年以上", "unit.founded: {before: {minus: {years: 2}, from: governing}}"),
    Case("", "两年内成立", "unit.founded: {on_or_after: {minus: {years: 2}, from: governing}}"),
    Case("", "成立两年以上", "not: {unit.founded: {after: {minus: {years: 2}, from: governing}}}"),
    # --- F702, F703: numbers and amounts ---
    Case("F702", "职工二十人以上", "unit.staff: {at_least: §30}"),
    Case("F702", "职工二十人以上", "unit.staff: {between: [20, §60]}", values="min: 20, max: 50"),
    Case("F702", "占比90%以上", "share: units, where: {kind: enterprise}, meets: {has_rules: true}, at_least: §95%"),
    Case("F702", "应当具备两项", "at_least_of: §3, of: " + STRENGTHS),
    Case("F703", "给予5万元", "for: claim, amount: §5000 yuan", **GRANT),
    Case("", "给予5万元", "for: claim, amount: 50000 yuan", **GRANT),
    Case("", "职工二十人以上", "unit.staff: {at_least: 30}, interpretation: {zh: 折合全日制30人, en: 30 in all}"),
    Case("", "占比百分之九十以上", "share: units, where: {kind: enterprise}, meets: {has_rules: true}, at_least: 90%"),
    Case("F703", "给予3至5万元", "for: claim, amount: §4万元", **GRANT),
    Case("F702", "二十人以上的除外", "unit.staff: {less_than: §30}"),
    Case("F702", "职工不满30人", "unit.staff: {less_than: §31}"),
    Case("F702", "1-2家", "unit.staff: {between: [1, §3]}"),
    Case("F702", "1-2家", "unit.staff: {between: [1, §3]}, interpretation: {zh: 零家、三家都不合, en: neither none nor three}"),
    Case("F702", "受训人数达三分之二", "unit.staff: {at_least: {product: [unit.staff, §4]}}"),
    Case("", "给予3至5万元", "for: claim, amount: 3万元", **GRANT),
    Case("", "给予2000—4000万元", "for: claim, amount: 2000万元", **GRANT),
    Case("", "受训人数达三分之二", "value: {product: [unit.staff, 3]}, at_least: {product: [unit.staff, 2]}"),
    Case("", "占比达到3‰", "share: units, where: {kind: enterprise}, meets: {has_rules: true}, at_least: 0.3%"),
    # --- F704: lengths of time ---
    Case("F704", "成立满三年", "unit.founded: {on_or_before: {minus: §{years: 2}, from: governing}}"),
    Case("F704", "七个工作日内", ACCEPTED + ", by: {plus: §{days: 7}, from: case.received}", **DUTY),
    Case("", "成立满三年", "unit.founded: {on_or_before: {minus: {months: 36}, from: governing}}"),
    Case("F704", "成立满一年半", "unit.founded: {on_or_before: {minus: §{months: 15}, from: governing}}"),
    Case("", "成立满一年半", "unit.founded: {on_or_before: {minus: {months: 18}, from: governing}}"),
    Case("", "二十日内，可延长十日", ACCEPTED + ", by: {plus: {days: 30}, from: case.received}", **DUTY),
    Case("", "七个工作日内", ACCEPTED + ", by: {plus: {working_days: 7}, from: case.received}", **DUTY),
    # --- F705: days ---
    Case("F705", "2030年3月1日前", "unit.founded: {before: §2030-03-02}"),
    Case("F705", "到2032年底", "when: {unmeasured: 一批}, due: §2033-12-31", kind="milestone", section="targets"),
    Case("F705", "每年6月底前", EVERY + ", by: {each_year: §07-31}", **DUTY),
    Case("F705", "2031年至2032年每年", "for: programme, every: {year: §2031/2033}", **DUTY),
    Case("F705", "2031年4月至6月", "order: 3, period: §2031-04/2031-07", **PHASE),
    Case("", "2030年3月1日前", "unit.founded: {before: 2030-03-01}"),
    Case("", "2031年4月起", "order: 3, period: 2031-04/2031-07", **PHASE),
    Case("F705", "2031年4月起", "order: 3, period: §2031-04/2031-07", sentence="2031年4月起布置。", **PHASE),
    Case("", "2031年上半年", "order: 3, period: 2031-01/2031-06", **PHASE),
    Case("", "2030年3月1日前", "unit.founded: {on_or_before: 2030-02-28}"),
    Case("", "每年6月底前", EVERY + ", by: {each_year: 06-30}", **DUTY),
    Case("", "2031年4月至6月", "order: 3, period: 2031-04/2031-06", **PHASE),
    Case(
        "",
        "2031年4月起两年",
        "order: 3, from: 2031-04-01, to: 2033-03-31",
        **PHASE,
    ),
    Case(
        "F705",
        "到2032年底",
        "count: titles, where: {kind: point, held: {covers: due}}, at_least: 5, due: §2033-12-31",
        kind="target",
        section="targets",
    ),
    Case("", "2031年春节前", "unit.founded: {before: 2031-01-23}"),
    Case("", "每年5月上旬", EVERY + ", by: {each_year: 05-10}", **DUTY),
    # --- F709: nothing says it ---
    Case("F709", "职工达到规模", "unit.staff: {at_least: §30}", values="scale: null"),
    Case("F709", "成立较久", "unit.founded: {before: §2030-03-01}", sentence="成立较久的企业。"),
    Case("", "职工达到规模", "unit.staff: {at_least: 30}"),
    Case("", "职工达到规模", "unit.staff: {at_least: 30}", sentence="职工达到规模即三十人的企业。"),
    Case("", "职工达到规模", "unit.staff: {more_than: 0}", values="scale: null"),
    # --- F710: the other way round ---
    Case("F710", "2030年3月1日起", "unit.founded: {before: §2030-03-01}"),
    Case("F710", "2030年以来", "unit.founded: {on_or_before: §2030-12-31}"),
    Case("F710", "2030年3月1日前", "unit.founded: {on_or_after: §2030-03-01}"),
    Case("", "2030年3月1日起", "unit.founded: {on_or_after: 2030-03-01}"),
    # --- F707, F708, F711 to F713: lists ---
    Case("F707", "知识密集型、创新型等", f"unit.{OPEN}", values="open_list: true"),
    Case("F707", "知识密集型", f"unit.{OPEN}", sentence="优先知识密集型、创新型等企业。", section="priority"),
    Case("F707", "知识密集型", f"unit.{OPEN}, interpretation: {{zh: 有“等”字, en: an open list}}"),
    Case("F708", "知识密集型、创新型", f"unit.traits: {{include: §[{LIST}], open: true}}"),
    Case("", "知识密集型、创新型等", f"unit.traits: {{include: [{LIST}], open: true}}", values="open_list: true"),
    Case("", "知识密集型、创新型", f"unit.{OPEN}"),
    Case("F711", "知识密集型、创新型、老字号", f"unit.traits: {{include: §[{LIST}]}}"),
    Case("F711", "企业、高等院校和行业协会", "unit.kind: {in: §[enterprise, university]}"),
    Case("F711", "所列类别", "unit.kind: {in: §[enterprise, university]}", values="in: [enterprise, university, association]"),
    Case("F712", "所列类别", "unit.kind: {in: §[enterprise, university, association]}", values="in: [enterprise, university]"),
    Case("F713", "所列特点", f"unit.traits: {{include_all: §[{LIST}]}}", values="traits_zh: [知识密集, 创新, 老牌]"),
    Case("", "企业和高等院校", "unit.kind: {in: [enterprise, university]}"),
    Case(
        "",
        "所列特点",
        f"unit.traits: {{include_all: [{LIST}]}}, interpretation: {{zh: 只取前两项, en: the first two}}",
        values="traits_zh: [知识密集, 创新, 老牌]",
    ),
    Case("", "所列特点", f"unit.traits: {{include_all: [{LIST}]}}", values="actors_zh: [公安, 法院, 检察院]"),
    # --- F722 to F724: grounds ---
    Case("F722", "有关企业", "unit.kind: enterprise", certainty="interpretation"),
    Case("", "有关企业", "unit.kind: enterprise, note: {zh: 即企业, en: enterprises}", certainty="interpretation"),
    Case("F723", "达到规定分数", "unit.has_rules: true", certainty="silent"),
    Case("", "达到规定分数", "judgement: {standard: unpublished, by: unstated}", certainty="silent"),
    Case("", "达到规定分数", "unit.has_rules: true", certainty="silent", source="[probe, gap_procedure]"),
    Case("F724", "符合建设标准", "judgement: {standard: §unpublished, by: unstated}"),
    Case("", "符合建设标准", "judgement: {standard: unpublished, by: unstated}", source="[probe, gap_procedure]"),
    # --- F725, F726: what binds ---
    Case("F725", "老字号企业优先", "unit.traits: {include: time_honoured}"),
    Case("F726", "应当有保密制度", "unit.has_rules: true", section="priority"),
    Case("F725", "老字号", "unit.traits: {include: time_honoured}", sentence="鼓励老字号申报,有制度的应当申报。"),
    Case("", "老字号企业优先", "unit.traits: {include: time_honoured}", section="priority"),
    Case("", "老字号企业优先", "unit.traits: {include: time_honoured}, interpretation: {zh: 只限老字号, en: only they}"),
    Case("", "企业可以申请", "unit.kind: enterprise"),
    Case("", "应当有保密制度", "unit.has_rules: true"),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.code or 'nothing'}: {case.anchor}: {case.rule[:60]}")
def test_a_rule_is_held_to_its_provision(tmp_path: Path, case: Case) -> None:
    pack, written = seeded(tmp_path, case)
    found = findings(pack, tmp_path if case.sentence else None)
    assert {one.code for one in found} == ({case.code} if case.code else set()), [one.render("en") for one in found]
    if "§" in written:
        line, column = place_of(pack / POLICY, written.replace("§", ""))
        assert [one.place and one.place[1:] for one in found] == [(line, column + written.index("§"))]
    for lang in ("zh", "en"):
        assert all("\n" not in one.render(lang) for one in found)  # type: ignore[arg-type]


def test_every_code_has_a_case() -> None:
    assert {case.code for case in CASES if case.code} | {"F706"} == set(FAITHFUL)


def test_a_message_says_what_the_text_and_the_rule_say_and_what_to_write(tmp_path: Path) -> None:
    pack, _ = seeded(tmp_path, Case("F702", "职工二十人以上", "unit.staff: {at_least: §30}"))
    (found,) = findings(pack)
    assert found.message("zh") == "规则写 30，所引条款写的是「二十人以上」"
    assert found.message("en") == "the rule says 30, the provisions that it cites say `二十人以上`"
    assert found.details["suggestion"] == "20"


IN_FORCE = "in_force: {from: 2031-01-01, to: unstated, source: [probe, gap_procedure]}\n"


@pytest.mark.parametrize(
    ("begins", "code"),
    [(IN_FORCE, []), (IN_FORCE + "governs: {period: 2031/2032, source: probe}\n", ["F709"])],
    ids=["in force from a day on", "a plan of two years"],
)
def test_where_the_text_says_every_year_only_a_plan_bounds_the_years(tmp_path: Path, begins: str, code: list[str]) -> None:
    rule = f"{ACCEPTED}, every: {{year: 2031/2034}}"
    pack, _ = seeded(tmp_path, Case("", "每年开展培训", rule, values="months: null", **DUTY))
    change(pack / POLICY, "edition:", begins + "edition:")
    assert [one.code for one in findings(pack) if one.details["found"] == "2034"] == code


def test_a_day_that_two_rules_share_is_told_once(tmp_path: Path) -> None:
    shared = "unit.founded: {before: &day 2030-03-02}, name: {zh: 甲, en: one}, source: [probe, phase_survey]}\n"
    shared += "      other: {unit.founded: {before: *day}, name: {zh: 乙, en: two}"
    pack, _ = seeded(tmp_path, Case("F705", "2030年3月1日前", shared, source="[phase_survey, probe]"))
    assert [one.code for one in findings(pack)] == ["F705"]


def test_the_provision_that_says_it_is_suggested(tmp_path: Path) -> None:
    pack, _ = seeded(tmp_path, Case("F709", "职工达到规模", "unit.staff: {at_least: §77}", values="scale: null"))
    change(pack / LEDGER, "values: {metric: points, value: 5}", "values: {metric: points, value: 77}")
    assert [one.details["suggestion"] for one in findings(pack) if one.code == "F709"] == ["source: target_points"]


def test_an_anchor_and_its_values_have_to_agree(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(ROOT / "plugins" / "yinchuan", tmp_path / "yinchuan"))
    change(folder / LEDGER, "anchor: '不少于3个区域性市级'", "anchor: '不少于4个区域性市级'")
    assert [one.details["anchor"] for one in findings(folder) if one.code == "F706"] == ["不少于4个"]


def swapped(folder: Path, one: str, two: str) -> set[tuple[str, str]]:
    """What is found where two anchors of Yunhai were exchanged: codes and anchors."""
    pack = Path(shutil.copytree(YUNHAI, folder / "yunhai"))
    shutil.copy(YUNHAI / "document.txt", folder / "yunhai.txt")
    text = (pack / LEDGER).read_text(encoding="utf-8")
    assert text.count(f"'{one}'") == text.count(f"'{two}'") == 1
    (pack / LEDGER).write_text(text.replace(one, "\0").replace(two, one).replace("\0", two), encoding="utf-8")
    found = check_target(load_target(pack), folder).problems
    return {(problem.code, problem.details["found"]) for problem in found if problem.code.startswith("S")}


def test_anchors_swapped_between_clauses_are_both_told(tmp_path: Path) -> None:
    one, two = "每年12月15日前的三十日内", "每年安排专项经费"
    assert swapped(tmp_path, one, two) >= {("S506", one), ("S506", two)}


def test_anchors_swapped_within_a_clause_stand_against_its_order(tmp_path: Path) -> None:
    one, two = "签订保密协议并标注密级", "采取加密、门禁等"
    assert swapped(tmp_path, one, two) == {("S507", one)}


def test_an_anchor_that_was_copied_is_told(tmp_path: Path) -> None:
    pack = copy_of_pack(tmp_path)
    change(pack / LEDGER, "    clause: 一\n    kind: target\n", "    clause: 序言\n    kind: target\n")
    change(pack / LEDGER, "    anchor: 不少于5个示范点\n", "    anchor: 为鼓励企业保密\n")
    found = [one for one in check_target(load_target(pack)).problems if one.code == "S508"]
    assert [(one.details["found"], one.details["other"]) for one in found] == [("为鼓励企业保密", "doc_purpose")]


@pytest.mark.parametrize("folder", [*(ROOT / "plugins" / region for region in REGIONS), YUNHAI], ids=lambda path: path.name)
def test_regions_are_faithful(folder: Path) -> None:
    assert [one.render("en") for one in findings(folder)] == []


def test_yunhai_is_faithful_to_its_text(tmp_path: Path) -> None:
    shutil.copy(YUNHAI / "document.txt", tmp_path / "yunhai.txt")
    assert [one.render("en") for one in check_target(load_target(YUNHAI), tmp_path).problems] == []


def test_nine_of_ten_figures_changed_by_one_are_found_in_their_line() -> None:
    figures = ("day", "month", "year", "day of a year", "number", "comparator of a number")
    tried = [one for one in try_all(ROOT / "plugins" / "jiangjin") if one.seed.kind in figures]
    assert len(tried) > 30
    assert sum(bool(one.here) for one in tried) / len(tried) >= 0.9

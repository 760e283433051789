"""How failures read: what was expected, what was found, and why, so that an author sees what to change."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from humi.authoring.suite import run_suite
from humi.authoring.targets import load_target
from humi.cli.tested import suite_lines, suites_data
from humi.values.label import Lang

LANGUAGES: tuple[Lang, ...] = ("zh", "en")
POLICY = """\
humi: 1
region: {id: lanting, name: {zh: 兰汀区, en: Lanting District}}
edition: {version: 1.0.0, text: complete}
scope: {when: {unit.place: lanting}, source: p1}
designations:
  point:
    for: unit
    name: {zh: 示范点, en: demonstration point}
    criteria:
      staff: {unit.staff: {at_least: 30}, name: {zh: 职工规模, en: size of staff}, source: p1}
      kind: {unit.kind: {in: [enterprise, association]}, name: {zh: 主体, en: kind of body}, source: p1}
    steps:
      apply: {done: {unit.applied: true}, who: applicant, name: {zh: 申报, en: application}, source: p1}
targets:
  points:
    name: {zh: 示范点数量, en: number of points}
    count: titles
    where: {kind: point, held: {covers: due}}
    at_least: 3
    due: 2031-12-31
    source: p1
incentives:
  support:
    {for: unit, amount: 20000 yuan, follows: point, name: {zh: 资金支持, en: support}, source: p1, answers: [incentive, amount]}
silent: {validity: g1, renewal: g1, withdrawal: g1, repayment: g1, appeal: g1, decider: g1, application_window: g1,
  review_time_limits: g1, fees: g1, case_time_limits: g1, double_claim: g1, phases: g1, credit_repair: g1}
"""
HEAD = "humi: 1\nshared:\n  small: {unit: {place: lanting, staff: 29, kind: law_firm}}\ncases:\n"


def run(tmp_path: Path, cases: str, lang: Lang = "en", colour: bool = False) -> str:
    """What is printed of some cases, each a sentence and the rest of its mapping."""
    (tmp_path / "policy.yaml").write_text(POLICY, encoding="utf-8")
    (tmp_path / "provisions.yaml").write_text("provisions: []\ngaps: []\n", encoding="utf-8")
    (tmp_path / "cases.yaml").write_text(HEAD + cases, encoding="utf-8")
    lines = suite_lines(run_suite(load_target(tmp_path)), lang, colour)
    return "\n".join(lines).replace(str(tmp_path), "…")


def case(sentence: str, expect: str, given: str = "", start: str = "small", on: str = "2031-06-01") -> str:
    facts = f", given: {given}" if given else ""
    begun = f", from: {start}" if start else ""
    return f"  - {{case: {sentence}, on: {on}{begun}{facts}, expect: {{{expect}}}}}\n"


STAFF, KIND = "designations/point/criteria/staff", "designations/point/criteria/kind"
GOOD = "{unit: {staff: 30, kind: enterprise}}"
REGISTERED = "{titles: [{repeat: 2, kind: point, region: lanting, held: 2031-01-01/..}]}"
KINDS = {
    "one_criterion": case("二十九人也可以", f"{STAFF}: met"),
    "a_whole_told_by_its_parts": case("小所也可以", "designations/point: met"),
    "met_against_expectation": case("三十人不可以", f"{STAFF}: not_met", "{unit: {staff: 30}}"),
    "what_is_missing": case("没有记录类别也可以", "designations/point: met", "{unit: {place: lanting, staff: 30}}", ""),
    "another_cause": case("须经裁量", f"{STAFF}: {{undetermined: [judgement]}}", "{unit: {place: lanting}}", ""),
    "outside_the_scope": case("外地的也可以", "designations/point: met", "{unit: {place: elsewhere, staff: 30}}"),
    "what_it_follows": case("资金支持跟着示范点", "incentives/support: met"),
    "an_amount": case("五万", "amount/support: 50000 yuan", GOOD),
    "no_amount": case("外地也有", "amount/support: 20000 yuan", "{unit: {place: elsewhere}}"),
    "the_next_step": case("已可选定", "next/point: selection", GOOD),
    "a_standing": case("已经开始", "standing: in"),
    "a_path_that_is_none": case("写错", "designations/pont: met"),
    "several_of_one_case": case("都符合", f"{STAFF}: met, {KIND}: met, scope: out_of_scope"),
    "facts_that_cannot_be_read": case("写错事实", "scope: met", "{unit: {staff: many}}"),
    "a_target": f"  - case: 三个\n    on: 2031-12-31\n    registry: {REGISTERED}\n"
    "    expect: {targets/points: met, count/points: 3}\n",
}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_a_failure(tmp_path: Path, snapshot: SnapshotAssertion, kind: str, lang: Lang) -> None:
    assert run(tmp_path, KINDS[kind], lang) == snapshot


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_same_difference_is_told_once(tmp_path: Path, snapshot: SnapshotAssertion, lang: Lang) -> None:
    many = "".join(case(f"第{number}个", "designations/point: met") for number in range(1, 10))
    assert run(tmp_path, many + case("另一个", "designations/point/criteria/kind: met"), lang) == snapshot


def test_a_long_reason_is_told_once(tmp_path: Path) -> None:
    """Where it is told again, the place is named where it was."""
    other = case("另一个也可以", "designations/point: met, scope: out_of_scope")
    shown = run(tmp_path, case("小所也可以", "designations/point: met") + other)
    assert shown.count("required: number of staff at least 30") == 1
    assert "why:      as at …/cases.yaml:5" in shown


def test_long_lists_of_one_difference_are_cut(tmp_path: Path) -> None:
    shown = run(tmp_path, "".join(case(f"第{number}个", "designations/point: met") for number in range(1, 31)))
    assert "the same in 29 more cases:" in shown
    assert "... and 24 more" in shown
    assert len(shown.splitlines()) < 20


def test_colour_is_for_terminals(tmp_path: Path) -> None:
    shown = run(tmp_path, KINDS["a_whole_told_by_its_parts"], colour=True)
    assert "\x1b[31m✗" in shown
    plain = re.sub(r"\x1b\[[0-9;]*m", "", shown)
    assert plain == run(tmp_path, KINDS["a_whole_told_by_its_parts"])


def test_programs_read_why(tmp_path: Path) -> None:
    run(tmp_path, KINDS["one_criterion"])
    (pack,) = suites_data([run_suite(load_target(tmp_path))])["packs"]
    (difference,) = pack["failures"][0]["differences"]
    (reason,) = difference["why"]["finding"]["reasons"]
    assert (reason["required"]["en"], reason["found"]["en"]) == ("number of staff at least 30", "29")

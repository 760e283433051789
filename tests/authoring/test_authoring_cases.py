"""Cases prove packs: what comes out otherwise than expected is shown as a person reads a difference."""

from __future__ import annotations

from pathlib import Path

import pytest

from humi.authoring.cases import money_in_yuan, repeated
from humi.authoring.suite import Suite, run_suite
from humi.authoring.targets import load_target
from humi.cli.tested import suite_lines, suites_data
from humi.decision import CAUSES, Outcome
from humi.reading.located import plain
from humi.reading.problems import Problems
from humi.reading.strict_yaml import read_yaml_text
from humi.values.label import Lang
from humi.wording import answers
from tests.authoring.drafts import CASES, PACK, POLICY, change, copy_of_pack, place_of


def run(folder: Path) -> Suite:
    return run_suite(load_target(folder))


def test_the_small_pack_passes() -> None:
    suite = run(PACK)
    assert (suite.passed, len(suite.results), suite.problems) == (True, 2, ())


DIFFERENT = [
    ("designations/point: not_met", "designations/point: met", "designations/point: met", "met", "not_met"),
    (
        "{undetermined: [unpublished_standard]}",
        "{undetermined: [unpublished_standard, missing_fact]}",
        "designations/point: {",
        "undetermined: missing_fact, unpublished_standard",
        "undetermined: unpublished_standard",
    ),
    (
        "{undetermined: [unpublished_standard]}",
        "{met: []}",
        "designations/point: {",
        "met: ",
        "undetermined: unpublished_standard",
    ),
    ("standing: {in: [survey]}", "standing: after", "standing: after", "after", "in"),
    ("standing: {in: [survey]}", "standing: {in: [roll_out]}", "standing: {", "in: roll_out", "in: survey"),
    ("amount/support: 20000 yuan", "amount/support: 30000 yuan", "amount/support", "30000 yuan", "20000 yuan"),
    ("amount/support: 20000 yuan", "next/point: apply", "next/point", "apply", "none"),
    ("criteria/rules: not_met", "criteria/rulez: not_met", "designations/point/criteria/rulez", "not_met", None),
]


@pytest.mark.parametrize(("old", "new", "at", "wanted", "found"), DIFFERENT)
def test_a_difference(tmp_path: Path, old: str, new: str, at: str, wanted: str, found: str | None) -> None:
    folder = copy_of_pack(tmp_path)
    change(folder / CASES, old, new)
    suite = run(folder)
    assert not suite.passed
    (failed,) = suite.failed
    (difference,) = failed.differences
    assert (difference.place.line, difference.place.column) == place_of(folder / CASES, at)
    assert difference.wanted == wanted
    assert difference.found == (found or "no such path, did you mean designations/point/criteria/rules")


def test_a_changed_rule_turns_a_case_red(tmp_path: Path) -> None:
    folder = copy_of_pack(tmp_path)
    change(folder / POLICY, "unit.has_rules: true", "unit.has_rules: false")
    assert [len(failed.differences) for failed in run(folder).failed] == [2, 1]


def test_cases_that_cannot_be_read_fail_and_the_others_run(tmp_path: Path) -> None:
    folder = copy_of_pack(tmp_path)
    change(folder / CASES, "on: 2031-08-01", "on: 2031-13-01")
    suite = run(folder)
    assert [problem.code for problem in suite.problems] == ["L110"]
    assert (len(suite.results), len(suite.failed), suite.passed) == (1, 0, False)


def test_facts_that_cannot_be_read_fail_their_case(tmp_path: Path) -> None:
    folder = copy_of_pack(tmp_path)
    change(folder / CASES, "has_rules: false", "has_rules: maybe")
    (failed,) = run(folder).failed
    (problem,) = failed.problems
    assert problem.place is not None
    assert (problem.code, problem.place.line, problem.place.column) == (
        "D302",
        *place_of(folder / CASES, "has_rules: maybe"),
    )


LINES: dict[Lang, list[str]] = {
    "en": [
        "lanting Lanting District: 2 cases, 1 failed",
        "  ✗ 有内部规则，培训标准未公布，不能确定 (2031-05-01)  {case}",
        "    designations/point (demonstration point)  {place}",
        "      expected: undetermined (fact not recorded)",
        "      found:    undetermined (standard unpublished)",
        "      why:",
        "        undetermined: training",
        "          rests on a standard that was never published; the text does not say who decides "
        "[lanting/designations/point/criteria/training]",
    ],
    "zh": [
        "lanting 兰汀区：2 个案例，1 个未通过",
        "  ✗ 有内部规则，培训标准未公布，不能确定（2031-05-01）  {case}",
        "    designations/point（保密示范点）  {place}",
        "      应为：不能确定（事实未记录）",
        "      实为：不能确定（标准未公布）",
        "      因为：",
        "        不能确定：培训",
        "          所依标准未公布；文件未写明由谁裁量 [lanting/designations/point/criteria/training]",
    ],
}


@pytest.mark.parametrize("lang", LINES)
def test_what_a_person_reads(tmp_path: Path, lang: Lang) -> None:
    folder = copy_of_pack(tmp_path)
    change(folder / CASES, "[unpublished_standard]", "[missing_fact]")
    line, column = place_of(folder / CASES, "designations/point: {")
    places = {"place": f"{folder / CASES}:{line}:{column}", "case": f"{folder / CASES}:12:5"}
    assert suite_lines(run(folder), lang, colour=False) == [text.format(**places) for text in LINES[lang]]


def test_what_a_program_reads(tmp_path: Path) -> None:
    folder = copy_of_pack(tmp_path)
    change(folder / CASES, "amount/support: 20000 yuan", "amount/support: 30000 yuan")
    (pack,) = suites_data([run(folder)])["packs"]
    assert (pack["region"], pack["valid"], pack["cases"], pack["failed"]) == ("lanting", True, 2, 1)
    (failure,) = pack["failures"]
    (difference,) = failure["differences"]
    assert (difference["wanted"], difference["found"]) == ("30000 yuan", "20000 yuan")
    assert difference["place"]["line"] == place_of(folder / CASES, "amount/support")[0]


def test_every_answer_has_words() -> None:
    assert set(answers.CAUSES) == set(CAUSES)
    assert answers.in_words("50000 yuan", "zh") == "50000 yuan"
    for outcome in Outcome:
        assert answers.in_words(outcome.value, "zh") != outcome.value


def test_every_standing_has_words() -> None:
    from humi.authoring.cases import STATES

    assert set(answers.STATES) == set(STATES)


@pytest.mark.parametrize("identity", ["编号: 'T{n}', ", "id: 'T{n}', ", ""])
def test_repeated_records_may_have_an_id_in_either_spelling(identity: str) -> None:
    written = f"{{titles: [{{repeat: 3, {identity}kind: a}}]}}"
    located = read_yaml_text(written, "cases.yaml", Problems())
    assert located is not None
    whole, _ = repeated(plain(located))
    assert [len({"id", "编号"} & record.keys()) for record in whole["titles"]] == [1, 1, 1]


@pytest.mark.parametrize("written", ["3.5万元", "35000 yuan", "¥35,000", "35000.00元"])
def test_an_amount_is_expected_however_it_is_written(written: str) -> None:
    assert money_in_yuan(written) == "35000 yuan"


@pytest.mark.parametrize("written", ["no amount", "30000..50000 yuan", "35000"])
def test_what_is_no_amount_is_compared_as_written(written: str) -> None:
    assert money_in_yuan(written) == written

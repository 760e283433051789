"""Proposed cases are for their author to confirm: they say what comes out now, count for nothing, and lose nothing of his."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from humi.authoring.cases import read_cases
from humi.authoring.proposing import NOW, Proposals, propose
from humi.authoring.suite import PROPOSED, Suite, run_suite
from humi.authoring.targets import find_targets, load_target
from humi.dossier.dossier import Dossier
from humi.reading.problems import Problems
from tests.authoring.drafts import CASES, POLICY, change, copy_of_pack
from tests.house.packs import ROOT


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return copy_of_pack(tmp_path)


def proposed(folder: Path) -> Proposals:
    """As the command does: proposed, and written where there is anything to write."""
    pack = load_target(folder).pack
    assert pack is not None
    found = propose(pack, folder)
    if found.text is not None and found.changed:
        found.path.write_text(found.text, encoding="utf-8")
    return found


def run(folder: Path) -> Suite:
    return run_suite(load_target(folder))


def confirmed(text: str) -> str:
    """Each case confirmed as it comes out now, as an author might who looked at each."""
    return re.sub(rf"confirm  {NOW} (.*)", r"\1", text)


def test_what_is_proposed_is_written_as_cases_are(folder: Path) -> None:
    found = proposed(folder)
    assert found.added
    problems = Problems()
    cases = read_cases(folder / PROPOSED, problems)
    assert (len(cases), list(problems)) == (len(found.added), [])
    assert all(case.to_confirm for case in cases)


def test_what_is_not_confirmed_neither_passes_nor_fails(folder: Path) -> None:
    before = run(folder)
    found = proposed(folder)
    after = run(folder)
    assert (after.results, after.failed, after.passed) == (before.results, (), True)
    assert len(after.waiting) == len(found.added)
    (note,) = after.problems
    assert (note.code, note.severity, note.details["number"]) == ("T930", "note", str(len(found.added)))


def test_a_case_counts_once_its_outcome_stands_there(folder: Path) -> None:
    found = proposed(folder)
    path = folder / PROPOSED
    path.write_text(path.read_text(encoding="utf-8").replace(f"confirm  {NOW} met", "not_met", 1), encoding="utf-8")
    suite = run(folder)
    assert len(suite.waiting) == len(found.added) - 1
    assert [difference.wanted for failed in suite.failed for difference in failed.differences] == ["not_met"]


def test_proposing_again_proposes_nothing_and_changes_nothing(folder: Path) -> None:
    first = proposed(folder)
    written = (folder / PROPOSED).read_bytes()
    again = proposed(folder)
    assert (again.added, again.changed, again.waiting) == ((), False, len(first.added))
    assert (folder / PROPOSED).read_bytes() == written


def test_what_the_author_has_written_stays_as_it_is(folder: Path) -> None:
    proposed(folder)
    path = folder / PROPOSED
    text = path.read_text(encoding="utf-8")
    end = "\n# 下周再看\nshared:  {x: {unit: {place: lanting}}}\n"
    mine = text.replace(f"confirm  {NOW} met", "met   # 我看过原文第二条", 1) + end
    path.write_text(mine, encoding="utf-8")
    change(folder / POLICY, "unit.has_rules: true", "unit.has_measures: true")
    assert proposed(folder).added
    now = path.read_text(encoding="utf-8")
    kept = [line for line in mine.splitlines() if NOW not in line]
    left = iter(now.splitlines())
    assert all(line in left for line in kept), "lines of the author are missing or out of order"
    assert now.endswith(end)
    problems = Problems()
    read_cases(path, problems)
    assert list(problems) == []


def test_the_comment_on_what_comes_out_now_follows_the_rules(folder: Path) -> None:
    proposed(folder)
    change(folder / POLICY, "unit.has_rules: true", "unit.has_rules: false")
    before = (folder / PROPOSED).read_text(encoding="utf-8")
    again = proposed(folder)
    assert again.changed
    shared = [(old, new) for old, new in zip(before.splitlines(), (again.text or "").splitlines(), strict=False) if old != new]
    assert shared
    assert all(NOW in old and NOW in new for old, new in shared if old)


def test_what_a_case_shows_already_is_not_proposed(folder: Path) -> None:
    proposed(folder)
    path = folder / PROPOSED
    text = confirmed(path.read_text(encoding="utf-8"))
    path.unlink()
    cases = (folder / CASES).read_text(encoding="utf-8")
    (folder / CASES).write_text(cases + text.partition("cases:\n")[2], encoding="utf-8")
    assert proposed(folder).added == ()


def test_a_file_that_cannot_be_read_is_left_alone(folder: Path) -> None:
    (folder / PROPOSED).write_text("cases: [\n", encoding="utf-8")
    found = proposed(folder)
    assert found.text is None
    assert found.problems
    assert (folder / PROPOSED).read_text(encoding="utf-8") == "cases: [\n"


def test_cases_in_brackets_cannot_be_added_to(folder: Path) -> None:
    text = "humi: 1\ncases: [{case: x, on: 2031-05-01, expect: {scope: met}, given: {unit: {place: lanting}}}]\n"
    (folder / PROPOSED).write_text(text, encoding="utf-8")
    found = proposed(folder)
    assert (found.text, [problem.code for problem in found.problems]) == (None, ["T932"])


@pytest.mark.parametrize("start", ["humi: 1\ncases: []\n", "cases:   [ ]  # 待写\n"])
def test_an_empty_list_is_filled(folder: Path, start: str) -> None:
    (folder / PROPOSED).write_text(start, encoding="utf-8")
    found = proposed(folder)
    assert len(read_cases(folder / PROPOSED, Problems())) == len(found.added)


def test_each_case_tells_its_place_and_its_clause(folder: Path) -> None:
    text = proposed(folder).text or ""
    assert "# policy.yaml:10  二(一)1\n  - case: " in text.replace("'", "")
    assert "内部规则：" in text
    assert "internal rules: " in text


def test_the_editor_knows_the_file_as_it_knows_the_cases(folder: Path) -> None:
    line = "# yaml-language-server: $schema=.schemas/cases.json\n"
    cases = folder / CASES
    cases.write_text(line + cases.read_text(encoding="utf-8"), encoding="utf-8")
    assert (proposed(folder).text or "").startswith(line)


REGIONS = ("jiangjin", "jiyuan", "qingdao_ftz", "sanmen", "yinchuan")


@pytest.mark.parametrize("name", REGIONS)
def test_confirmed_as_they_come_out_all_pass_and_nothing_is_left_to_propose(tmp_path: Path, name: str) -> None:
    """What is written down, with runs of records written once, is what was found."""
    folder = Path(shutil.copytree(ROOT / "plugins" / name, tmp_path / name, ignore=shutil.ignore_patterns("*.py")))
    assert proposed(folder).added
    path = folder / PROPOSED
    path.write_text(confirmed(path.read_text(encoding="utf-8")), encoding="utf-8")
    suite = run(folder)
    assert (suite.failed, suite.waiting, suite.passed) == ((), (), True)
    assert proposed(folder).added == ()


def test_facts_in_chinese_read_to_the_same(tmp_path: Path) -> None:
    """The spelling is that of the author's own cases."""
    (target,) = find_targets(["examples/yunhai"])
    assert target.pack is not None
    from humi.authoring.boundaries import boundary_cases
    from humi.authoring.spelling import in_chinese

    for one in [*boundary_cases(target.pack)][::4]:
        if not one.of_authority:
            spelled = in_chinese(one.given, target.pack.vocabulary)
            assert "unit" not in spelled
            read = [Dossier.from_dict(facts, target.pack.vocabulary) for facts in (one.given, spelled)]
            plain, chinese = ((one.records, one.lists, one.determinations) for one in read)
            assert plain == chinese


def test_an_author_who_writes_chinese_reads_chinese(folder: Path) -> None:
    chinese = "{单位: {编号: A1, 所在地: lanting, 类别: 企业}}"
    change(folder / CASES, "{unit: {id: A1, place: lanting, kind: enterprise}}", chinese)
    text = proposed(folder).text or ""
    assert "单位: {" in text
    assert "有保密制度: true" in text

"""`check` finds every problem of a pack, each with its code and its exact place."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from humi.authoring.check import check_target
from humi.authoring.citations import written_citations
from humi.authoring.targets import load_target
from humi.errors import UnknownRegion, UsageError
from humi.reading.problems import Problems
from humi.reading.strict_yaml import read_yaml_text
from tests.authoring.drafts import CASES, LEDGER, PACK, POLICY, TEXTS, change, copy_of_pack, place_of

Found = list[tuple[str, str, int, int]]


def found_in(folder: Path, sources: Path | None = None) -> Found:
    """Code, file, line and column of every problem."""
    problems = check_target(load_target(folder), sources).problems
    return [(one.code, Path(one.place.file).name, one.place.line, one.place.column) for one in problems if one.place]


def test_the_small_pack_has_no_problems() -> None:
    checked = check_target(load_target(PACK), TEXTS)
    assert [problem.render("en") for problem in checked.problems] == []
    assert (checked.region, checked.provisions, checked.gaps, checked.cases) == ("lanting", 16, 2, 2)
    assert checked.rules > 15


def test_the_example_region_agrees_with_its_text(tmp_path: Path) -> None:
    example = Path(__file__).parents[2] / "examples" / "yunhai"
    shutil.copy(example / "document.txt", tmp_path / "yunhai.txt")
    assert found_in(example, tmp_path) == []


TOO_LONG = "一二三四五六七八九十一二三四五六七八九十长"

# file, what is changed, into what, then each problem: code, file, and the text that stands at its place.
BAD = [
    # --- citations ---
    (POLICY, "source: elig_rules,", "source: elig_rulez,", [("P213", LEDGER, "elig_rules"), ("P202", POLICY, "elig_rulez")]),
    (POLICY, "fees: gap_procedure", "fees: gap_procedures", [("P206", POLICY, "gap_procedures")]),
    # A provision is no gap, and one that is cited is accounted for.
    (POLICY, "fees: gap_procedure", "fees: elig_rules", [("P206", POLICY, "elig_rules\n  case")]),
    (POLICY, "source: doc_purpose", "source: [doc_purpose, gap_nothing]", [("P206", POLICY, "gap_nothing")]),
    (POLICY, "rules: {unit.has_rules: true,", "rules: {no_clause: gap_nil,", [("P206", POLICY, "gap_nil")]),
    # --- coverage ---
    (LEDGER, "    reason: targets come in a later release\n", "", [("P213", LEDGER, "target_points")]),
    (LEDGER, "    reason: targets come in a later release", "    reason: ''", [("P213", LEDGER, "target_points")]),
    (
        LEDGER,
        "    anchor: 制定内部规则\n    certainty: explicit\n",
        "    anchor: 制定内部规则\n    certainty: explicit\n    reason: none\n",
        [("P214", LEDGER, "reason: none")],
    ),
    (
        LEDGER,
        "    anchor: 每半年培训一次\n    certainty: explicit\n",
        "    anchor: 每半年培训一次\n    certainty: explicit\n    register: true\n",
        [("P214", LEDGER, "register: true\n  - id: duty_graded")],
    ),
    (LEDGER, "related: [annex_form]", "related: [annex_from]", [("P202", LEDGER, "annex_from")]),
    (
        LEDGER,
        "gaps:\n",
        "gaps:\n  - {id: gap_lost, expected: x, document_says: y, related: []}\n",
        [("P215", LEDGER, "gap_lost")],
    ),
    # --- the form of the ledger ---
    (LEDGER, "    anchor: 摸清底数", f"    anchor: {TOO_LONG}", [("P212", LEDGER, TOO_LONG)]),
    (LEDGER, "  - id: phase_survey_task", "  - id: doc_adopted", [("L107", LEDGER, "doc_adopted\n    clause: 二")]),
    (LEDGER, "    notes: Read as", "    remarks: Read as", [("L101", LEDGER, "remarks")]),
    (LEDGER, "document_type: measures", "kind: measures", [("L101", LEDGER, "kind: measures")]),
    (LEDGER, "    kind: scope", "    kind: scoop", [("L105", LEDGER, "scoop")]),
    (LEDGER, "    certainty: silent", "    certainty: quiet", [("L105", LEDGER, "quiet")]),
    (LEDGER, "    entity: incentive", "    entity: money", [("L105", LEDGER, "money")]),
    (LEDGER, "    anchor: 为鼓励企业保密\n", "", [("L102", LEDGER, "id: doc_purpose")]),
    (LEDGER, "    expected: How to apply.\n", "", [("L102", LEDGER, "id: gap_procedure")]),
    (LEDGER, "    anchor: 为鼓励企业保密", "    anchor: 2031-03-01", [("L103", LEDGER, "2031-03-01")]),
    (LEDGER, "    anchor: 为鼓励企业保密", "    anchor: 2031", [("L103", LEDGER, "2031\n    certainty: interp")]),
    (LEDGER, "    anchor: 为鼓励企业保密", "    anchor: no", [("L103", LEDGER, "no\n    certainty: interp")]),
    (LEDGER, "    values: {actor: market_regulator}", "    values: [actor]", [("L103", LEDGER, "[actor]")]),
    (LEDGER, "region: lanting", "region: lantin", [("P217", LEDGER, "lantin\n")]),
    # --- the pack and the cases ---
    (POLICY, "unit.has_rules: true", "unit.has_rulez: true", [("L104", POLICY, "unit.has_rulez")]),
    (POLICY, "  phases: gap_procedure\n", "", [("P204", POLICY, "silent:")]),
    (POLICY, "    amount: 20000 yuan", "    amount: 20000 yuan\n    amount: 1 yuan", [("Y033", POLICY, "amount: 1 yuan")]),
    (CASES, "has_rules: false", "has_rulez: false", [("D301", CASES, "has_rulez")]),
    (CASES, "kind: enterprise", "kind: enterprize", [("D302", CASES, "kind: enterprize")]),
    (CASES, "point: not_met", "point: notmet", [("L105", CASES, "notmet")]),
    (CASES, "{in: [survey]}", "{inside: [survey]}", [("L105", CASES, "inside")]),
    (CASES, "[unpublished_standard]", "[unpublished]", [("L105", CASES, "[unpublished]")]),
    (CASES, "on: 2031-08-01", "on: 2031-08", [("L110", CASES, "2031-08\n")]),
    (CASES, "on: 2031-08-01", "on: 2031-02-30", [("L110", CASES, "2031-02-30")]),
    (CASES, "    on: 2031-08-01\n", "", [("L102", CASES, "case: 没有")]),
    (CASES, "given: {unit: {has_rules: true}}", "given: [unit]", [("L103", CASES, "[unit]")]),
]  # fmt: skip


@pytest.mark.parametrize(("file", "old", "new", "expected"), BAD)
def test_a_mistake_is_found_at_its_place(
    tmp_path: Path, file: str, old: str, new: str, expected: list[tuple[str, str, str]]
) -> None:
    folder = copy_of_pack(tmp_path)
    change(folder / file, old, new)
    places = [(code, name, *place_of(folder / name, at)) for code, name, at in expected]
    assert sorted(found_in(folder)) == sorted(places)


def test_all_files_are_checked_at_once(tmp_path: Path) -> None:
    folder = copy_of_pack(tmp_path)
    change(folder / POLICY, "unit.has_rules: true", "unit.has_rulez: true")
    change(folder / LEDGER, "    kind: scope", "    kind: scoop")
    change(folder / CASES, "point: not_met", "point: notmet")
    assert sorted((code, file) for code, file, *_ in found_in(folder)) == [
        ("L104", POLICY),
        ("L105", CASES),
        ("L105", LEDGER),
    ]


def test_an_id_may_not_be_a_provision_and_a_gap(tmp_path: Path) -> None:
    folder = copy_of_pack(tmp_path)
    change(folder / LEDGER, "  - id: gap_recognition", "  - id: elig_rules")
    found = found_in(folder)
    assert ("L107", LEDGER, *place_of(folder / LEDGER, "elig_rules\n    expected")) in found
    assert {code for code, *_ in found} == {"L107", "P206"}


@pytest.mark.parametrize(
    ("file", "code"),
    [(POLICY, "Y001"), (LEDGER, "Y001")],
)
def test_a_missing_file(tmp_path: Path, file: str, code: str) -> None:
    folder = copy_of_pack(tmp_path)
    (folder / file).unlink()
    assert found_in(folder) == [(code, file, 0, 0)]


def test_a_pack_without_cases_is_warned_about(tmp_path: Path) -> None:
    folder = copy_of_pack(tmp_path)
    (folder / CASES).unlink()
    checked = check_target(load_target(folder))
    assert [(problem.code, problem.severity) for problem in checked.problems] == [("P216", "warning")]


def test_broken_yaml_is_one_problem_and_the_other_files_are_read(tmp_path: Path) -> None:
    folder = copy_of_pack(tmp_path)
    (folder / POLICY).write_text("humi: 1\nregion: [", encoding="utf-8")
    change(folder / LEDGER, "    kind: scope", "    kind: scoop")
    # What the rules cite is unknown, so nothing is said about coverage.
    assert [code for code, *_ in found_in(folder)] == ["Y014", "L105"]


def test_citations_are_found_in_chinese_spelling(tmp_path: Path) -> None:
    folder = copy_of_pack(tmp_path)
    change(folder / POLICY, "source: elig_rules,", "出处: elig_rulez,")
    assert ("P202", POLICY, *place_of(folder / POLICY, "elig_rulez")) in found_in(folder)


def test_a_fact_called_source_is_no_citation() -> None:
    located = read_yaml_text("a: {some: titles, where: {source: x}, source: [b, c]}\nsilent: {fees: d}", "f", Problems())
    assert located is not None
    assert [(one.id.text, one.gap) for one in written_citations(located)] == [("b", False), ("c", False), ("d", True)]


# --- against the text ---

MISPLACED = [
    ("anchor: 为鼓励企业保密", "anchor: 为鼓励企业护密", [("S501", "为鼓励企业护密"), ("S504", None)]),
    ("anchor: 每半年培训一次", "anchor: 培训", [("S502", "培训\n")]),
    ("clause: 二（二）", "clause: 二(九)", [("S505", "二(九)"), ("S504", None)]),
    ("anchor: 请照此办理", "anchor: 局务会", []),
]


@pytest.mark.parametrize(("old", "new", "expected"), MISPLACED)
def test_anchors_are_held_against_the_text(tmp_path: Path, old: str, new: str, expected: list[tuple[str, str | None]]) -> None:
    folder = copy_of_pack(tmp_path)
    change(folder / LEDGER, old, new)
    found = found_in(folder, TEXTS)
    assert sorted(code for code, *_ in found) == sorted(code for code, _ in expected)
    for code, at in expected:
        if at is not None:
            assert (code, LEDGER, *place_of(folder / LEDGER, at)) in found


def test_an_anchor_found_elsewhere_is_suggested(tmp_path: Path) -> None:
    folder = copy_of_pack(tmp_path)
    change(folder / LEDGER, "    clause: 三\n", "    clause: 一\n")
    problems = {one.code: one for one in check_target(load_target(folder), TEXTS).problems}
    assert set(problems) == {"S501", "S504"}
    assert problems["S501"].details["suggestion"] == "三"


def test_a_sentence_without_an_anchor_is_shown_where_it_stands(tmp_path: Path) -> None:
    folder, texts = copy_of_pack(tmp_path), tmp_path / "texts"
    texts.mkdir()
    text = (TEXTS / "lanting.txt").read_text(encoding="utf-8").replace("摸清底数。", "摸清底数。登记造册。")
    (texts / "lanting.txt").write_text(text, encoding="utf-8")
    assert found_in(folder, texts) == [("S504", "lanting.txt", *place_of(texts / "lanting.txt", "登记造册。"))]


def test_a_text_that_is_not_there_or_not_utf8(tmp_path: Path) -> None:
    assert found_in(PACK, tmp_path) == [("S503", "lanting.txt", 0, 0)]
    (tmp_path / "lanting.txt").write_bytes((TEXTS / "lanting.txt").read_bytes().decode().encode("gb18030"))
    assert [code for code, *_ in found_in(PACK, tmp_path)] == ["Y007"]


# --- what was asked for ---


def test_names_that_are_neither_region_nor_path() -> None:
    from humi.authoring.targets import find_targets

    with pytest.raises(UnknownRegion) as unknown:
        find_targets(["yinchan"])
    assert unknown.value.problems[0].details["suggestion"] == "yinchuan"
    with pytest.raises(UsageError, match="C401"):
        find_targets(["no/such/folder"])


def test_a_folder_of_packs_a_folder_and_a_file_mean_the_same(tmp_path: Path) -> None:
    from humi.authoring.targets import find_targets

    folder = copy_of_pack(tmp_path)
    for name in (tmp_path, folder, folder / POLICY, folder / LEDGER):
        (target,) = find_targets([str(name)])
        assert target.pack is not None
        assert (target.name, target.folder, target.cases) == ("lanting", folder, None)
    (target,) = find_targets([str(folder / CASES)])
    assert target.cases == folder / CASES


def test_drafts_are_found_by_their_region(tmp_path: Path) -> None:
    from humi.authoring.targets import find_targets

    folder = copy_of_pack(tmp_path)
    (target,) = find_targets(["lanting"], tmp_path)
    assert target.folder == folder


def test_a_quarantined_draft_keeps_its_problems(tmp_path: Path) -> None:
    from humi.authoring.targets import find_targets

    folder = copy_of_pack(tmp_path)
    change(folder / POLICY, "unit.has_rules: true", "unit.has_rulez: true")
    (target,) = find_targets(["lanting"], tmp_path)
    assert target.pack is None
    assert [problem.code for problem in target.problems] == ["L104"]
    assert found_in(folder) == [("L104", POLICY, *place_of(folder / POLICY, "unit.has_rulez"))]

"""What changed between two versions is told by meaning: each of these edits of Yunhai, and the sentences on it."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from humi.authoring.diff.change import KINDS, WEIGHTS, Change
from humi.authoring.diff.changes import compare
from humi.authoring.targets import load_target
from humi.policy.pack import Pack
from tests.authoring.drafts import LEDGER, POLICY, change, place_of

EXAMPLES = Path(__file__).parents[2] / "examples"
YUNHAI = EXAMPLES / "yunhai"
RATES = "rates.csv"
VERSION = EXAMPLES / "versions" / "2025"
RULE = "designations/demo_unit/criteria"


def pack_in(folder: Path) -> Pack:
    target = load_target(folder)
    assert target.pack is not None, [problem.render("en") for problem in target.problems]
    return target.pack


@pytest.fixture(scope="module")
def yunhai() -> Pack:
    return pack_in(YUNHAI)


def copy_of(tmp_path: Path) -> Path:
    return Path(shutil.copytree(YUNHAI, tmp_path / "yunhai"))


def told(changes: tuple[Change, ...]) -> list[str]:
    """Each change on two lines: what and where it is, and the sentence in both languages."""
    return [
        f"{one.weight} {one.kind} {', '.join(one.paths)}{was}\n  {one.told.zh}\n  {one.told.en}"
        for one in changes
        for was in (f" (was {one.was})" if one.was else "",)
    ]


@dataclass(frozen=True)
class Edit:
    """One edit of a file of Yunhai."""

    what: str
    old: str
    new: str
    file: str = POLICY


POINTS = "points: {of: {table: maturity}, order: highest_first, name: {zh: 分级得分, en: points}, source: grading_order}"
STAFF = "staff: {of: unit.staff, order: lowest_first, name: {zh: 职工人数, en: staff}, source: grading_order}"
EDITS = (
    # --- bounds ---
    Edit("a bound raised", "staff: {unit.staff: {between: [10, 5000]}", "staff: {unit.staff: {between: [20, 5000]}"),
    Edit(
        "a bound lowered",
        "{unit.staff: {less_than: 300}, source: factor_small}",
        "{unit.staff: {less_than: 200}, source: factor_small}",
    ),
    Edit("an operator", "{unit.patents: {at_least: 5}}", "{unit.patents: {more_than: 5}}"),
    Edit("how many of several", "at_least_of: 2", "at_least_of: 3"),
    Edit("a share", "meets: {trained: true}\n        at_least: 90%", "meets: {trained: true}\n        at_least: 80%"),
    Edit("a dated bound", "at_least: {2024-02-20: 60, 2025-07-01: 70}", "at_least: {2024-02-20: 60, 2025-09-01: 70}"),
    Edit("a factor in a value", "at_least: {product: [unit.staff, 80%]}", "at_least: {product: [unit.staff, 90%]}"),
    Edit("an ordered bound", "grade: {unit.credit_grade: {at_least: b}", "grade: {unit.credit_grade: {at_least: a}"),
    Edit("a rank", "        order: highest_first\n        at_most: 3", "        order: lowest_first\n        at_most: 3"),
    # --- lists and junctions ---
    Edit(
        "a member more", "{in: [enterprise, association, university]}", "{in: [enterprise, association, university, law_firm]}"
    ),
    Edit("a member less", "{include_all: [agreement, marking]}", "{include_all: [agreement]}"),
    Edit("a list closed", "[encryption, access_control], open: true}", "[encryption, access_control]}"),
    Edit("all become any", "{include_all: [agreement, marking]}", "{include: [agreement, marking]}"),
    Edit("a junction", "here: {any: [", "here: {all: ["),
    Edit("one more is asked", "pledge: {unit.pledged: true,", "pledge: {unit.pledged: true, unit.has_rules: true,"),
    Edit(
        "one way more",
        "{any: [{station.place: yunhai}, {point.place: yunhai}]",
        "{any: [{station.place: yunhai}, {point.place: yunhai}, {base.place: yunhai}]",
    ),
    Edit("inside a negation", "{all: [{unit.moved_out: true},", "{all: [{unit.moved_out: true}, {unit.pledged: true},"),
    Edit(
        "which records count",
        "where: {kind: site, level: {at_least: city}, held",
        "where: {kind: site, level: {at_least: district}, held",
    ),
    # --- readings, judgements ---
    Edit(
        "a reading less",
        "to:\n      readings: {day_included: 2026-12-31, day_excluded: 2026-12-30}\n      names: {day_included: {zh: 含当日, "
        "en: the day included}, day_excluded: {zh: 不含当日, en: the day excluded}}",
        "to: 2026-12-31",
    ),
    Edit("a reading changed", "three_or_more: {count: points, more_than: 2}", "three_or_more: {count: points, more_than: 3}"),
    Edit(
        "who judges",
        "effect: {judgement: {standard: 保密工作成效, by: authority}",
        "effect: {judgement: {standard: 保密工作成效, by: unstated}",
    ),
    Edit("what is judged", "standard: 择优, by: authority", "standard: 好中选优, by: authority"),
    Edit(
        "a standard published",
        "standard: {judgement: {standard: unpublished, by: authority}",
        "standard: {judgement: {standard: 建设标准, by: authority}",
    ),
    Edit("what cannot be measured", "influence: {unmeasured: 行业影响力", "influence: {unmeasured: 影响力"),
    # --- roles, names, places ---
    Edit("a criterion becomes a priority", "      pledge: {unit.pledged: true, source: elig_pledge}\n", ""),
    Edit("an id", "      trial_now: {", "      in_trial: {"),
    Edit("a name", "name: {zh: 商业秘密保护标杆单位, en: star unit}", "name: {zh: 商业秘密保护标杆, en: star}"),
    Edit("a name in Chinese", "name: {zh: 商业秘密保护标杆单位, en: star unit}", "name: {zh: 标杆单位, en: star unit}"),
    Edit(
        "a reading of ours",
        "{zh: 满一年的当日不算一年内, en: a plan exactly one year old is too old}",
        "{zh: 满一年的不算, en: one year is too old}",
    ),
    Edit("names of readings", "two_or_more: {zh: 两个以上, en: two or more}", "two_or_more: {zh: 两个或更多, en: two or more}"),
    Edit(
        "a source",
        "source: [elig_credit, amend_credit], answers: [credit_repair]",
        "source: [elig_credit, step_apply], answers: [credit_repair]",
    ),
    Edit("for whom", "  protection_site:\n    for: site", "  protection_site:\n    for: point"),
    # --- the order of applicants ---
    Edit(
        "an order is turned",
        "{of: unit.staff, order: lowest_first, name: {zh: 职工人数, en: staff}, source: grading_order}",
        "{of: unit.staff, order: highest_first, name: {zh: 职工人数, en: staff}, source: grading_order}",
    ),
    Edit("another value orders", "{of: unit.staff, order: lowest_first", "{of: unit.patents, order: lowest_first"),
    Edit(
        "a condition where a value was",
        "{of: unit.staff, order: lowest_first, name: {zh: 职工人数",
        "{unit.pledged: true, name: {zh: 职工人数",
    ),
    Edit("another item orders first", f"      {POINTS}\n      {STAFF}\n", f"      {STAFF}\n      {POINTS}\n"),
    Edit("places for another designation", "places_for: graded_unit", "places_for: star_unit"),
    # --- days, steps, phases, targets ---
    Edit("when valid", "- {plus: {years: 3}, from: title.granted}", "- {plus: {years: 5}, from: title.granted}"),
    Edit("a step", "passed: {unit.reviewed: {result: passed}}", "passed: {unit.reviewed: {result: [passed, failed]}}"),
    Edit("who acts", "who: third_party", "who: authority"),
    Edit("a phase ends otherwise", "period: 2027-01/..", "period: 2027-01/2028-12"),
    Edit("a phase loses its days", "period: 2024-03/2024-06", "period: undated"),
    Edit("a target", "2026-12-31: {at_least: 40, source", "2026-12-31: {at_least: 45, source"),
    Edit("a due day", "2026-12-31: {at_least: 40, source", "2027-01-31: {at_least: 40, source"),
    Edit("alike at each year", "    at_least: 8\n", "    at_least: 10\n"),
    Edit("a year more", "    every: {year: 2025/2027}\n    at_least: 8", "    every: {year: 2025/2028}\n    at_least: 8"),
    Edit("the kind of a target", "  platform:\n    kind: milestone", "  platform:\n    kind: target"),
    Edit(
        "a day unstated",
        "when: {programme.platform: true}\n    due: 2024-12-31",
        "when: {programme.platform: true}\n    due: unstated",
    ),
    Edit("an amount", "2025-07-01: 6万元", "2025-07-01: 8万元"),
    # --- facts and terms ---
    Edit("a term", "value: {min: [{product: [unit.patents, 2]}, 30]}", "value: {min: [{product: [unit.patents, 3]}, 30]}"),
    Edit(
        "a fact's bound",
        "{type: decimal, minimum: 0, maximum: 100, from: park",
        "{type: decimal, minimum: 0, maximum: 50, from: park",
    ),
    Edit(
        "who supplies a fact", "maximum: 100, from: park, name: {zh: 投诉率", "maximum: 100, from: authority, name: {zh: 投诉率"
    ),
    Edit(
        "what a fact may be",
        "      marking: {zh: 标注密级, en: marking of secrets}\n",
        "      marking: {zh: 标注密级, en: marking of secrets}\n      vault: {zh: 保险柜, en: vault}\n",
    ),
    # --- tables ---
    Edit("a cell of a table", '- {staff: "[20..300)", size: middle}', '- {staff: "[30..300)", size: middle}'),
    Edit("a cell that was any", "- {staff: \"< 300\", cap: 3万元}", "- {staff: \"< 300\", sector: software, cap: 3万元}"),
    Edit("a list in a cell", '{sector: "software, chips", level', '{sector: "software", level'),
    Edit("an answer of a table", "{encrypted: false, level: high, visits: 4}", "{encrypted: false, level: high, visits: 6}"),
    Edit("an answer in a file", "b,-,10000 yuan", "b,-,12000 yuan", RATES),
    Edit("a row more", "      - {service: courses}", "      - {staff: \"< 20\", service: on_site}\n      - {service: courses}"),
    Edit("a row less in a file", "b,-,10000 yuan,\n", "", RATES),
    Edit(
        "rows change places in a file",
        "a,yes,50000 yuan,\na,-,30000 yuan,other units of grade A\n",
        "a,-,30000 yuan,other units of grade A\na,yes,50000 yuan,\n",
        RATES,
    ),
    Edit("a note of a row", "other units of grade A", "all others of grade A", RATES),
    Edit("a hit policy", "hit_policy: first\n    inputs:\n      grade", "hit_policy: unique\n    inputs:\n      grade"),
    Edit("a default", "default: {no_clause: gap_grading_rates}}}", "default: 5000 yuan}}"),
    Edit("an order of answers", "order: [people, devices, papers]", "order: [devices, people, papers]"),
    Edit("an input less", "inputs: {staff: unit.staff, patents: unit.patents}", "inputs: {patents: unit.patents}"),
    Edit("another input", "large: {when: {table: scale, equals: large}}", "large: {when: {table: scale, at_least: middle}}"),
    Edit("a member of an answer", "{write: {zh: 建立制度, en: write rules}", "{write: {zh: 订立制度, en: write the rules}"),
    Edit(
        "what is asked of a table",
        "risk: {table: {name: risk, output: level}, in: [middle, low]",
        "risk: {table: {name: risk, output: level}, in: [low]",
    ),
    # --- the ledger ---
    Edit("a clause", "  - id: elig_pledge\n    clause: '二(一)1'", "  - id: elig_pledge\n    clause: '二(一)2'", LEDGER),
)


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.what)
def test_an_edit_is_told(edit: Edit, yunhai: Pack, tmp_path: Path, snapshot: SnapshotAssertion) -> None:
    folder = copy_of(tmp_path)
    change(folder / edit.file, edit.old, edit.new)
    if edit.what == "a criterion becomes a priority":
        change(
            folder / POLICY,
            "    priority:\n      sector:",
            "    priority:\n      pledge: {unit.pledged: true, source: elig_pledge}\n      sector:",
        )
    if edit.what == "an input less":
        change(folder / POLICY, '- {staff: ">= 300", service: on_site}', "- {service: on_site}")
    changes = compare(yunhai, pack_in(folder))
    assert {one.kind for one in changes} <= set(KINDS)
    assert {one.weight for one in changes} <= set(WEIGHTS)
    assert told(changes) == snapshot


def test_both_spellings_mean_the_same() -> None:
    changes = compare(pack_in(YUNHAI), pack_in(EXAMPLES / "yunhai_zh"))
    assert changes == ()


def test_a_version_means_what_it_means(yunhai: Pack) -> None:
    assert compare(yunhai, yunhai) == ()


def test_a_change_has_both_places_and_clauses(yunhai: Pack, tmp_path: Path) -> None:
    folder = copy_of(tmp_path)
    old, new = "staff: {unit.staff: {between: [10, 5000]}", "# moved\n      staff: {unit.staff: {between: [20, 5000]}"
    change(folder / POLICY, old, new)
    (one,) = compare(yunhai, pack_in(folder))
    line, column = place_of(YUNHAI / POLICY, "{unit.staff: {between: [10, 5000]}")
    assert one.old is not None
    assert one.new is not None
    assert (one.old.file, one.old.line, one.old.column) == (str(YUNHAI / POLICY), line, column)
    assert (one.new.file, one.new.line, one.new.column) == (str(folder / POLICY), line + 1, column)
    assert [cite.id for cite in one.cites] == [cite.id for cite in one.cited] == ["elig_staff"]


SECOND = """
  second:
    for: unit
    name: {zh: 另一称号, en: another title}
    source: demo
    criteria:
      kind: {unit.kind: enterprise, name: {zh: 企业, en: enterprise}, source: kind}
incentives:"""


def test_what_came_and_went_is_told_as_a_whole(tmp_path: Path) -> None:
    """Not criterion by criterion."""
    folder = Path(shutil.copytree(VERSION, tmp_path / "new"))
    change(folder / POLICY, "\nincentives:", SECOND)
    came, went = compare(pack_in(VERSION), pack_in(folder)), compare(pack_in(folder), pack_in(VERSION))
    assert told(came) == ["meaning added designations/second\n  新增：企业\n  added: enterprise"]
    assert told(went) == ["meaning removed designations/second\n  删去：企业\n  removed: enterprise"]


def test_a_renamed_designation_is_recognised_with_its_parts(tmp_path: Path) -> None:
    """What names its id asks for the new one; both are called alike, so the ids are told."""
    folder = Path(shutil.copytree(VERSION, tmp_path / "new"))
    text = (folder / POLICY).read_text(encoding="utf-8").replace("demo_unit", "model_unit")
    (folder / POLICY).write_text(text, encoding="utf-8")
    assert [(one.kind, one.was, one.path, one.told.en) for one in compare(pack_in(VERSION), pack_in(folder))] == [
        (
            "renamed",
            "designations/demo_unit",
            "designations/model_unit",
            "renamed: designations/demo_unit → designations/model_unit",
        ),
        ("for_whom", "", "incentives/support", "for: demo_unit → model_unit"),
        ("members", "", "incentives/support/criteria/held", "which titles count: kind: now also model_unit"),
        ("members", "", "incentives/support/criteria/held", "which titles count: kind: no longer demo_unit"),
    ]


def test_steps_in_another_order_mean_something_else(tmp_path: Path) -> None:
    folder = copy_of(tmp_path)
    announce = (
        "      announce:\n        done: {unit.publicised: true}\n        who: authority\n"
        "        name: {zh: 公示, en: announcement}\n        source: step_announce\n"
    )
    change(folder / POLICY, announce, "")
    change(folder / POLICY, "      inspect:\n        done:", f"{announce}      inspect:\n        done:")
    assert told(compare(pack_in(YUNHAI), pack_in(folder))) == [
        "meaning order designations/demo_unit\n"
        "  环节次序：申报、书面审查、现场验收、公示 → 申报、书面审查、公示、现场验收\n"
        "  order of the steps: application, review on paper, inspection on site, announcement → "
        "application, review on paper, announcement, inspection on site"
    ]


def test_topics_answered_and_left_open(tmp_path: Path) -> None:
    old, new = VERSION, Path(shutil.copytree(VERSION, tmp_path / "new"))
    change(new / POLICY, "  {validity: gap, ", "  {")
    change(new / POLICY, "protection rules}, source: rules}", "protection rules}, source: rules, answers: [validity]}")
    (one,) = [one for one in compare(pack_in(old), pack_in(new)) if one.section == "silent"]
    assert (one.kind, one.weight, one.path) == ("topic", "meaning", "silent/validity")
    assert one.told.en == "the text was silent → now answered by: protection rules"
    (back,) = [one for one in compare(pack_in(new), pack_in(old)) if one.section == "silent"]
    assert back.told.zh == "由规则回答 → 现为原文未作规定；原由此回答：保密制度"


def test_another_region(yunhai: Pack, tmp_path: Path) -> None:
    """A copy under another name: its own facts are the same facts."""
    folder = copy_of(tmp_path)
    text = (folder / POLICY).read_text(encoding="utf-8").replace("yunhai", "wanhai")
    (folder / POLICY).write_text(text, encoding="utf-8")
    changes = compare(yunhai, pack_in(folder))
    assert changes[0].kind == "region"
    assert [one for one in changes if one.section == "facts"] == []

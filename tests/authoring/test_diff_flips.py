"""Which answers change between two versions, and the smallest dossier that shows each."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from humi.authoring.cases import read_cases
from humi.authoring.diff.asking import bounds_moved
from humi.authoring.diff.flips import Flip, flips, flips_in
from humi.authoring.diff.pairing import Pairing
from humi.authoring.diff.questions import Question, of_boundaries, of_cases
from humi.authoring.diff.smallest import parts_of, shape_of, smallest, with_parts
from humi.policy.pack import Pack
from humi.reading.problems import Problems
from humi.values.label import Label
from tests.authoring.drafts import POLICY, change
from tests.authoring.test_diff_changes import VERSION, YUNHAI, pack_in

DAY = date(2026, 6, 1)
FIRM = {"unit": {"place": "lanting", "kind": "enterprise", "staff": 12, "has_rules": True, "founded": "2019-05"}}
STAFF = "designations/demo_unit/criteria/staff"
Edited = Callable[..., Pack]


@pytest.fixture
def edited(tmp_path: Path) -> Edited:
    """The version of 2025 with some of its text replaced."""

    def made(*edits: tuple[str, str], of: Path = VERSION) -> Pack:
        folder = Path(shutil.copytree(of, tmp_path / f"{len(list(tmp_path.iterdir()))}" / of.name))
        for old, new in edits:
            change(folder / POLICY, old, new)
        return pack_in(folder)

    return made


def asked(given: dict[str, Any], of_authority: bool = False, on: date = DAY) -> Question:
    return Question(Label("案卷", "dossier"), on, given, of_authority)


def of(path: str, found: tuple[Flip, ...]) -> list[Flip]:
    return [one for one in found if one.path == path]


def outcomes(found: list[Flip] | tuple[Flip, ...]) -> list[tuple[str, str, str]]:
    return [(one.path, one.before, one.after) for one in found]


# --- what flips ---


def test_a_raised_bound_flips_whoever_is_between(edited: Edited) -> None:
    found = flips(pack_in(VERSION), edited(("at_least: 10", "at_least: 30")), [asked(FIRM)])
    assert outcomes(found.flips) == [
        ("designations/demo_unit", "met", "not_met"),
        ("designations/demo_unit/criteria/staff", "met", "not_met"),
    ]
    whole, part = found.flips
    assert whole.given == {"unit": {"place": "lanting", "kind": "enterprise", "staff": 12, "has_rules": True}}
    assert part.given == {"unit": {"staff": 12}}
    assert part.old is not None
    assert part.new is not None
    assert [finding.reasons[0].required.en for finding in (part.old, part.new)] == [
        "number of staff at least 10",
        "number of staff at least 30",
    ]
    assert found.changed


def test_a_dossier_beside_the_bound_does_not_flip(edited: Edited) -> None:
    found = flips(pack_in(VERSION), edited(("at_least: 10", "at_least: 12")), [asked(FIRM)])
    assert (found.asked, found.flips, found.changed) == (1, (), False)


def test_names_change_no_answer(edited: Edited) -> None:
    found = flips(pack_in(VERSION), edited(("{zh: 示范单位, en: demonstration unit}", "{zh: 单位, en: unit}")), [asked(FIRM)])
    assert not found.changed


def test_the_empty_dossier_may_show_a_flip(edited: Edited) -> None:
    new = edited(("staff: {unit.staff: {at_least: 10}", "staff: {judgement: {standard: 规模, by: authority}"))
    found = flips(pack_in(VERSION), new, [asked(FIRM), asked({})])
    by_path = {(one.path, one.before): one for one in found.flips}
    one = by_path["designations/demo_unit/criteria/staff", "undetermined: missing_fact"]
    assert (one.after, one.given) == ("undetermined: judgement", {})
    assert not one.of_outcome
    assert [flip.of_outcome for flip in found.flips] == sorted((flip.of_outcome for flip in found.flips), reverse=True)


def test_amounts_are_answers(edited: Edited) -> None:
    found = flips(pack_in(VERSION), edited(("amount: 20000 yuan", "amount: 50000 yuan")), [asked({})])
    assert outcomes(found.flips) == [("amount/support", "20000 yuan", "50000 yuan")]


def test_the_same_with_the_same_facts_is_one_flip(edited: Edited) -> None:
    """However many dossiers show it, and whatever the values are."""
    new = edited(("at_least: 10", "at_least: 30"))
    many = [asked({"unit": {"staff": number, "founded": "2019"}}) for number in (9, 10, 20, 29, 30)]
    (found,) = of(STAFF, flips(pack_in(VERSION), new, many).flips)
    assert [one.given["unit"]["staff"] for one in found.questions] == [10, 20, 29]


def test_other_facts_with_the_same_answers_are_another_flip(edited: Edited) -> None:
    old = edited(("rules: {unit.has_rules: true,", "rules: {any: [{unit.has_rules: true}, {unit.has_measures: true}],"))
    new = edited(("rules: {unit.has_rules: true,", "rules: {all: [{unit.has_rules: false}, {unit.has_measures: false}],"))
    found = flips(old, new, [asked({"unit": {"has_rules": True}}), asked({"unit": {"has_measures": True}})])
    rules = of("designations/demo_unit/criteria/rules", found.flips)
    assert [one.given for one in rules] == [{"unit": {"has_rules": True}}, {"unit": {"has_measures": True}}]


def test_a_case_that_shows_it_of_two_records_is_named_once(edited: Edited) -> None:
    held = "held: {some: titles, where: {kind: demo_unit, held: {covers: asked}}"
    old, new = (
        edited(("for: demo_unit", "for: claim"), (held, f"held: {{claim.filed: {{on_or_after: {year}-01-01}}"))
        for year in (2025, 2026)
    )
    claims = [{"id": one, "region": "lanting", "incentive": "support", "filed": "2025-06-01"} for one in ("a", "b")]
    case = asked({"claims": claims})
    found = [one for one in flips(old, new, [case]).flips if one.path.endswith("/criteria/held")]
    assert [(one.before, one.after, one.questions) for one in found] == [("met", "not_met", (case,))]


def test_one_dossier_on_one_day_is_asked_once() -> None:
    found = flips(pack_in(VERSION), pack_in(VERSION), [asked(FIRM), asked(FIRM), asked(FIRM, on=date(2027, 1, 1))])
    assert found.asked == 2


# --- boundary cases ---


BOUND = "at_least: 10", "at_least: 11"


def test_a_changed_bound_is_shown_by_a_boundary_case(edited: Edited) -> None:
    pairing = Pairing(pack_in(VERSION), edited(BOUND))
    found = flips_in(pairing, of_boundaries(pairing))
    assert outcomes(found.flips) == [("designations/demo_unit", "met", "not_met"), (STAFF, "met", "not_met")]
    assert [(one.given["unit"]["staff"], one.proposed) for one in found.flips] == [(10, True), (10, True)]
    assert found.flips[1].given == {"unit": {"staff": 10}}
    assert (found.proposed, found.more) == (found.asked, 0)


def test_what_a_case_shows_is_not_shown_again_by_a_boundary_case(edited: Edited) -> None:
    pairing = Pairing(pack_in(VERSION), edited(BOUND))
    case = asked({"unit": {**FIRM["unit"], "staff": 10}})
    found = flips_in(pairing, [*of_boundaries(pairing), case])
    assert found.flips == flips_in(pairing, [case]).flips
    assert [one.questions for one in found.flips] == [(case,), (case,)]


def test_a_definite_answer_is_shown_though_a_case_shows_that_it_becomes_open(edited: Edited) -> None:
    """Whoever has not recorded what a criterion more asks cannot tell; whoever has it on record and falls short is refused."""
    more = "      rules: {", "      large: {unit.staff_trained: {more_than: 10}, source: rules}\n      rules: {"
    pairing = Pairing(pack_in(VERSION), edited(more))
    found = flips_in(pairing, [asked(FIRM), *of_boundaries(pairing)])
    whole = of("designations/demo_unit", found.flips)
    assert [(one.after, one.proposed) for one in whole] == [("not_met", True), ("undetermined: missing_fact", False)]
    assert {one.before for one in whole} == {"met"}
    assert found.flips[0] is whole[0]


RATES = """tables:
  rates:
    name: {zh: 标准, en: rates}
    inputs: {staff: unit.staff}
    outputs: {amount: {type: money}}
    rows:
      - {staff: "<= 100", amount: 30000 yuan}
      - {staff: "(100..300)", amount: 60000 yuan}
      - {staff: ">= 300", amount: 90000 yuan}
    source: money
incentives:"""


@pytest.mark.parametrize(
    ("edits", "shown"),
    [
        ([("60000 yuan", "80000 yuan")], {(101, "60000 yuan", "80000 yuan")}),
        ([('"<= 100"', '"<= 120"'), ('"(100..300)"', '"(120..300)"')], {(120, "60000 yuan", "30000 yuan")}),
    ],
    ids=["what a row gives", "where a row ends"],
)
def test_an_amount_of_a_table_is_shown_by_a_row_of_it(
    edited: Edited, edits: list[tuple[str, str]], shown: set[tuple[int, str, str]]
) -> None:
    given = ("incentives:", RATES), ("amount: 20000 yuan", "amount: {table: rates}")
    pairing = Pairing(edited(*given), edited(*given, *edits))
    found = of("amount/support", flips_in(pairing, of_boundaries(pairing)).flips)
    assert {(one.given["unit"]["staff"], one.before, one.after) for one in found} == shown


@pytest.mark.parametrize(("was", "now", "way"), [(20, 30, ("not_met", "met")), (30, 20, ("met", "not_met"))])
def test_a_row_that_is_only_a_part_of_what_is_compared_is_asked_at_the_bound(
    edited: Edited, was: int, now: int, way: tuple[str, str]
) -> None:
    """Points for the staff and for those trained: another row reaches the bound just as well, but did not change."""

    def pack(points: int) -> Pack:
        rows = ["{staff: '<= 100', points: 10}", f"{{staff: '(100..500)', points: {points}}}", "{staff: '>= 500', points: 40}"]
        table = (
            "tables:\n  t:\n    name: {zh: 分, en: points}\n    inputs: {staff: unit.staff}\n"
            "    outputs: {points: {type: integer, minimum: 0, maximum: 100}}\n"
            f"    rows: [{', '.join(rows)}]\n    source: staff\ndesignations:"
        )
        criterion = "staff: {sum: [{table: t}, unit.staff_trained], at_least: 60"
        return edited(("designations:", table), ("staff: {unit.staff: {at_least: 10}", criterion))

    pairing = Pairing(pack(was), pack(now))
    (whole,) = of("designations/demo_unit", flips_in(pairing, of_boundaries(pairing)).flips)
    assert (whole.before, whole.after) == way
    assert 100 < whole.given["unit"]["staff"] < 500


def test_a_bound_that_moved_both_ways_is_shown_both_ways(edited: Edited) -> None:
    pairing = Pairing(edited(("at_least: 10", "between: [10, 20]")), edited(("at_least: 10", "between: [9, 19]")))
    found = of(STAFF, flips_in(pairing, of_boundaries(pairing)).flips)
    assert sorted(outcomes(found)) == [(STAFF, "met", "not_met"), (STAFF, "not_met", "met")]


def test_without_a_change_of_meaning_no_boundary_case_is_made(edited: Edited) -> None:
    pack = pack_in(VERSION)
    for same in (pack, edited(("{zh: 示范单位, en: demonstration unit}", "{zh: 单位, en: unit}"))):
        assert list(of_boundaries(Pairing(pack, same))) == []


def test_boundary_cases_are_of_what_changed_and_what_follows(edited: Edited) -> None:
    """Of a criterion, and of the incentive that follows from its designation; of a table, of the criterion that asks it."""
    assert bounds_moved(Pairing(pack_in(VERSION), edited(BOUND))) == {STAFF}
    yunhai, graded = pack_in(YUNHAI), "designations/graded_unit/criteria"
    points = edited(("{table: maturity, at_least: 20", "{table: maturity, at_least: 21"), of=YUNHAI)
    assert bounds_moved(Pairing(yunhai, points)) == {f"{graded}/points", "incentives/graded_support"}
    small = edited(('- {staff: "< 20", size: small}', '- {staff: "< 21", size: small}'), of=YUNHAI)
    moved = bounds_moved(Pairing(yunhai, small))
    assert (f"{graded}/size" in moved, f"{graded}/risk" in moved) == (True, False)


# --- rules and facts that one version alone has ---


def test_a_renamed_rule_answers_under_its_new_name(edited: Edited) -> None:
    found = flips(pack_in(VERSION), edited(("      staff: {", "      size: {")), [asked(FIRM)])
    assert found.flips == ()


def test_a_renamed_and_raised_bound_flips_under_its_new_name(edited: Edited) -> None:
    new = edited(("      staff: {", "      size: {"), ("at_least: 10", "at_least: 30"))
    found = flips(pack_in(VERSION), new, [asked(FIRM)])
    assert [one.path for one in found.flips] == ["designations/demo_unit", "designations/demo_unit/criteria/size"]


def test_a_criterion_more_flips_the_whole_only(edited: Edited) -> None:
    """Its own answer is none that changed: there was none."""
    more = "      rules: {", "      measures: {unit.has_measures: true, source: rules}\n      rules: {"
    found = flips(pack_in(VERSION), edited(more), [asked(FIRM)])
    assert outcomes(found.flips) == [("designations/demo_unit", "met", "undetermined: missing_fact")]
    assert (found.gone, found.come) == ((), ())


def test_a_whole_rule_more_is_told_once(edited: Edited) -> None:
    more = "incentives:", "  other:\n    for: unit\n    name: {zh: 别的, en: other}\n    source: demo\nincentives:"
    found = flips(pack_in(VERSION), edited(more), [asked(FIRM)])
    assert (found.flips, found.come, found.changed) == ((), ("designations/other",), True)
    back = flips(edited(more), pack_in(VERSION), [asked(FIRM)])
    assert (back.flips, back.gone) == ((), ("designations/other",))


OWN = "designations:", "facts:\n  unit.grade: {type: integer, name: {zh: 等级, en: grade}}\ndesignations:"
ASKS = "staff: {unit.staff: {at_least: 10}", "staff: {unit.staff: {at_least: 10}, unit.grade: {at_least: 3}"


def test_facts_that_a_version_does_not_know_are_left_out_for_it(edited: Edited) -> None:
    """It asks nothing about them."""
    given = {"unit": {**FIRM["unit"], "lanting": {"grade": 1}}}
    (whole, part) = flips(pack_in(VERSION), edited(OWN, ASKS), [asked(given)]).flips
    assert (part.before, part.after, part.given) == ("met", "not_met", {"unit": {"staff": 12, "lanting": {"grade": 1}}})
    assert whole.path == "designations/demo_unit"


def test_what_the_new_version_cannot_read_is_told(edited: Edited) -> None:
    members = "{a: {zh: 甲, en: A}, b: {zh: 乙, en: B}}"
    many = OWN[0], OWN[1].replace("type: integer", f"type: category, members: {members}")
    few = (many[0], many[1].replace(", b: {zh: 乙, en: B}", ""))
    found = flips(edited(many), edited(few), [asked({"unit": {"lanting": {"grade": "b"}}})])
    (unread,) = found.unread
    assert [problem.code for problem in unread.problems] == ["D302"]
    assert found.changed
    assert flips(edited(few), edited(many), [asked({"unit": {"lanting": {"grade": "b"}}})]).unread == ()


def test_two_versions_of_yunhai_with_all_its_cases() -> None:
    """The road has no step whose answers could not be compared."""
    pack = pack_in(YUNHAI)
    cases = read_cases(YUNHAI / "cases.yaml", Problems())
    found = flips(pack, pack_in(YUNHAI), of_cases(cases))
    assert not found.changed
    assert found.asked > 100


# --- making small ---


DOCUMENT: dict[str, Any] = {
    "humi": 1,
    "unit": {"staff": 3, "inspected": {"on": "2025-01-01", "result": "passed"}, "yinchuan": {"willing": True}},
    "titles": [{"id": "a", "kind": "base"}, {"id": "b"}],
    "claims": [],
    "determinations": [{"criterion": "x", "result": "met"}],
}


def test_parts_are_facts_and_their_parts_records_lists_and_determinations() -> None:
    parts = list(parts_of(DOCUMENT))
    assert ("humi",) not in parts
    for part in (
        ("unit", "inspected", "on"),
        ("titles", 1),
        ("titles", 0, "kind"),
        ("claims",),
        ("determinations", 0, "result"),
    ):
        assert part in parts
    assert with_parts(DOCUMENT, parts) == DOCUMENT
    assert with_parts(DOCUMENT, []) == {"humi": 1}


@pytest.mark.parametrize(
    ("needs", "left"),
    [
        (lambda one: True, {"humi": 1}),
        (lambda one: "staff" in one.get("unit", {}), {"humi": 1, "unit": {"staff": 3}}),
        (lambda one: len(one.get("titles", ())) == 2, {"humi": 1, "titles": [{}, {}]}),
        (lambda one: "titles" in one and "claims" in one, {"humi": 1, "titles": [], "claims": []}),
        (lambda one: "met" in str(one.get("determinations")), {"humi": 1, "determinations": [{"result": "met"}]}),
        (lambda one: "2025" in str(one.get("unit")), {"humi": 1, "unit": {"inspected": {"on": "2025-01-01"}}}),
    ],
    ids=["nothing", "a fact", "two records", "two lists", "a determination", "part of an event"],
)  # fmt: skip
def test_a_document_is_as_small_as_it_can_be(needs: Callable[[Any], bool], left: dict[str, Any]) -> None:
    assert smallest(DOCUMENT, needs) == left


def test_documents_with_the_same_facts_have_one_shape() -> None:
    """Whatever the values are, and wherever the records stand."""
    one = {"unit": {"staff": 3}, "titles": [{"id": "a", "kind": "base"}, {"id": "b"}]}
    other = {"titles": [{"id": "c"}, {"kind": "point", "id": "d"}], "unit": {"staff": 4}}
    assert shape_of(one) == shape_of(other)
    assert shape_of(one) != shape_of({**one, "titles": [{"id": "a", "kind": "base"}]})

"""What lints say is so, and they say nothing where it need not be."""

from __future__ import annotations

import shutil
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from humi.authoring.check import check_target
from humi.authoring.lints import LINTS
from humi.authoring.lints.domains import demands
from humi.authoring.lints.draft import Draft
from humi.authoring.lints.folded import decided
from humi.authoring.lints.joined import _covered
from humi.authoring.targets import load_target
from humi.dossier.dossier import Dossier
from humi.policy.pack import Criterion, Pack
from humi.reading.located import from_plain
from humi.reading.problems import Problems
from humi.road import decide
from tests.authoring.drafts import CASES, POLICY, change, place_of
from tests.engines.agreement import complete, pack_of
from tests.strategies import cases

BASE = Path(__file__).parent / "qingxi"
ROOT = Path(__file__).parents[2]
NAME = {"zh": "甲", "en": "a"}


def codes_in(folder: Path) -> list[str]:
    return [problem.code for problem in check_target(load_target(folder)).problems]


def changed(tmp_path: Path, *changes: tuple[str, str], file: str = POLICY) -> Path:
    folder = Path(shutil.copytree(BASE, tmp_path / "qingxi"))
    for old, new in changes:
        change(folder / file, old, new)
    return folder


# --- no noise ---

REGIONS = [*sorted((ROOT / "plugins").glob("*/policy.yaml")), *sorted((ROOT / "examples").rglob("policy.yaml"))]


@pytest.mark.parametrize("policy", REGIONS, ids=lambda path: path.parent.name)
def test_the_regions_have_no_findings(policy: Path) -> None:
    assert [problem.render("en") for problem in check_target(load_target(policy.parent)).problems] == []


FINE = [
    # A weaker bound on something else, in another role, in another branch.
    ("unit.score: {more_than: 60}", "unit.score: {more_than: 60, at_most: 99}"),
    ("unit.score: {more_than: 60}", "unit.score: {more_than: 60}, any: [{unit.staff: {at_least: 50}}, {unit.has_rules: true}]"),
    ("brand: {unit.traits: {include: [time_honoured, innovative]}", "brand: {unit.staff: {at_least: 10}"),
    ("unit.pledged: true,", "any: [{unit.pledged: true}, {unit.has_rules: true}],"),
    ("unit.pledged: true,", "not: {unit.pledged: false},"),
    # An event whose day is compared has happened: saying so as well repeats what the reader put there, not what was written.
    ("unit.pledged: true,", "unit.applied: {on_or_after: 2025-03-01}, unit.pledged: true,"),
    # A reading that asks nothing, a list that is open, a member that is none of those listed.
    ("unit.pledged: true,", "readings: {asked: {unit.pledged: true}, not_asked: true},"),
    ("{include: [time_honoured, innovative]}", "{include_all: [time_honoured, innovative]}"),
    ("unit.kind: {in: [enterprise, association]}", "not: {unit.kind: individual}"),
    # Phases that touch, one without dates, one that goes on.
    ("  close: {order: 3, period: 2027-01/2027-12", "  close: {order: 3, period: 2027-01/.."),
    ("  close: {order: 3, period: 2027-01/2027-12", "  close: {order: 3, period: undated"),
    # A phase that begins on some day of a month may leave no day between.
    ("  build: {order: 2, period: 2025-07/2026-12,", "  build: {order: 2, from: 2025-07, to: 2026-12-31,"),
    # Other things that are counted may be fewer; what is done within a year may go down.
    ("sites_each_year:\n    name: {zh: 每年新建站、点, en: new sites in the year}\n    count: titles\n    where: {kind: site,",
     "sites_each_year:\n    name: {zh: 每年新建站、点, en: new sites in the year}\n    count: titles\n    where: {kind: demo,"),
    # An amendment, with what held before.
    ("    amount: 50000 yuan", "    amount: {2025-01-01: 50000 yuan, 2026-07-01: 60000 yuan}"),
    # A bound by another fact.
    ("unit.staff: {at_least: 30}", "value: unit.staff, at_least: unit.staff_trained"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new"), FINE)
def test_what_is_alike_and_no_mistake_is_left_alone(old: str, new: str, tmp_path: Path) -> None:
    assert codes_in(changed(tmp_path, (old, new))) == []


def test_a_term_and_the_condition_it_stands_for_are_the_same(tmp_path: Path) -> None:
    staff = "    name: {zh: 有规模, en: of size}\n    when: {unit.staff: {at_least: 30}}\n    source: elig_staff\n"
    folder = changed(
        tmp_path,
        ("\n  recognised:\n", f"\n  size:\n{staff}  recognised:\n"),
        ("      score: {unit.score: {more_than: 60}, source: elig_score}",
         "      score: {unit.score: {more_than: 60}, source: elig_score}\n      size: {term: size, source: elig_staff}"),
    )  # fmt: skip
    assert codes_in(folder) == ["W814"]


# --- what is meant ---


def test_a_finding_that_is_meant_is_not_told_and_only_that_one(tmp_path: Path) -> None:
    overlapping = ("  start: {order: 1, period: 2025-03/2025-06,", "  start: {order: 2, period: 2025-03/2025-07,")
    assert sorted(codes_in(changed(tmp_path / "a", overlapping))) == ["F705", "W820", "W823"]
    build = "  build: {order: 2,"
    meant = (build, f"{build} meant: W820, note: {{zh: 七月交接, en: a month of both}},")
    assert sorted(codes_in(changed(tmp_path / "b", overlapping, meant))) == ["F705", "W823"]


def test_what_is_meant_says_why(tmp_path: Path) -> None:
    folder = changed(tmp_path, ("source: phase_build}", "source: phase_build, meant: [W820]}"))
    assert codes_in(folder) == ["L102"]


def test_only_findings_about_rules_can_be_meant(tmp_path: Path) -> None:
    note = "note: {zh: 甲, en: a}"
    folder = changed(tmp_path, ("source: phase_build}", f"source: phase_build, meant: [P213, W82O], {note}}}"))
    problems = [problem for problem in check_target(load_target(folder)).problems if problem.code == "L105"]
    assert [problem.details["found"] for problem in problems] == ["P213", "W82O"]
    assert [(problem.place.line, problem.place.column) for problem in problems if problem.place] == [
        place_of(folder / POLICY, "P213"),
        place_of(folder / POLICY, "W82O"),
    ]


def test_what_is_meant_is_no_part_of_what_a_pack_says(tmp_path: Path) -> None:
    meant = {"name": NAME, "source": "p1", "note": NAME, "order": 1, "period": "2025"}
    plain, excused = (
        pack_of({"humi": 1, "region": {"id": "t", "name": NAME}, "edition": {"version": "1"}, "phases": {"p": phase}})
        for phase in (meant, {**meant, "meant": "W820"})
    )
    assert plain.hash == excused.hash


def test_paths_of_cases_may_go_on_to_a_record(tmp_path: Path) -> None:
    records = "      duties/accept/c1: absent\n      incentives/cash/k1: absent\n      next/demo: apply\n"
    assert codes_in(changed(tmp_path, ("      designations/demo: not_met\n", records), file=CASES)) == []


# --- what is said holds of every dossier ---

DAYS = ["2020-01-01", "2021-01-01", "2022-01-01"]
STAFF = st.builds(
    lambda word, bound: {"unit.staff": {word: bound}},
    st.sampled_from(["at_least", "more_than", "at_most", "less_than", "equals"]),
    st.integers(0, 3),
)
ATOMS = st.one_of(
    STAFF,
    STAFF,
    st.builds(lambda low, high: {"unit.staff": {"between": [low, high]}}, st.integers(0, 4), st.integers(0, 4)),
    st.builds(
        lambda word, day: {"unit.founded": {word: day}},
        st.sampled_from(["before", "on_or_before", "after", "on_or_after"]),
        st.sampled_from(DAYS),
    ),
    st.builds(lambda period: {"unit.founded": {"within": period}}, st.sampled_from(["2020", "2020/2021", "2021"])),
    st.builds(
        lambda kinds: {"unit.kind": {"in": kinds}},
        st.lists(st.sampled_from(["enterprise", "university", "law_firm"]), min_size=1, max_size=3, unique=True),
    ),
    st.builds(lambda place: {"unit.place": {"in": place}}, st.lists(st.sampled_from("ab"), min_size=1, unique=True)),
    st.builds(lambda yes: {"unit.has_rules": yes}, st.booleans()),
    st.builds(lambda number: {"count": "titles", "at_least": number}, st.integers(0, 2)),
    st.builds(lambda word: {word: "titles"}, st.sampled_from(["some", "none"])),
    st.just({"value": "unit.staff", "at_least": "unit.staff_trained"}),
    st.just({"value": "unit.staff", "less_than": "unit.staff_trained"}),
)
CONDITIONS = st.recursive(
    ATOMS,
    lambda inner: st.one_of(
        st.builds(lambda items: {"all": items}, st.lists(inner, min_size=1, max_size=3)),
        st.builds(lambda items: {"any": items}, st.lists(inner, min_size=1, max_size=3)),
        st.builds(lambda item: {"not": item}, inner),
    ),
    max_leaves=4,
)
UNITS = st.fixed_dictionaries(
    {},
    optional={
        "staff_trained": st.integers(0, 4),
        "founded": st.sampled_from([*DAYS, "2019-12-31", "2021-06-01", "2021"]),
        "kind": st.sampled_from(["enterprise", "university", "individual", {"other": "x"}]),
        "place": st.sampled_from("abc"),
        "has_rules": st.booleans(),
    },
)


def pack_with(conditions: list[dict[str, Any]]) -> Pack:
    criteria = {f"c{number}": {**condition, "source": "p1"} for number, condition in enumerate(conditions)}
    return pack_of(
        {
            "humi": 1,
            "region": {"id": "t", "name": NAME},
            "edition": {"version": "1"},
            "designations": {"d": {"for": "unit", "name": NAME, "criteria": criteria}},
        }
    )


@settings(max_examples=300, deadline=None, database=None, suppress_health_check=list(HealthCheck))
@given(st.lists(CONDITIONS, min_size=2, max_size=4), UNITS, st.integers(0, 2))
def test_what_is_said_of_conditions_holds_of_every_dossier(
    conditions: list[dict[str, Any]], rest: dict[str, Any], titles: int
) -> None:
    pack = pack_with(conditions)
    criteria = pack.designations[0].criteria
    held = [{"id": f"t{number}", "region": "t"} for number in range(titles)]
    for unit in (rest, *({**rest, "staff": staff} for staff in range(rest.get("staff_trained", 0), 5))):
        dossier = Dossier.from_dict({"unit": unit, "titles": held}, pack.vocabulary)
        decision = decide(pack, dossier, date(2025, 1, 1).toordinal())
        outcome = {one: decision.find(one.path).outcome.value for one in criteria}
        for one in criteria:
            assert outcome[one] not in {True: ("not_met",), False: ("met",), None: ()}[decided(one.condition)]
        for one, other in combinations(criteria, 2):
            _hold(one, other, outcome)
            _hold(other, one, outcome)


def _hold(one: Criterion, other: Criterion, outcome: dict[Criterion, str]) -> None:
    mine, others = tuple(demands(one.condition)), tuple(demands(other.condition))
    if _covered(mine, others):
        assert not (outcome[one] == "met" and outcome[other] == "not_met")
    if any(a.thing == b.thing and not a.both(b).possible for a in mine for b in others):
        assert not (outcome[one] == "met" and outcome[other] == "met")


@settings(max_examples=60, deadline=None, database=None, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 2**32 - 1), st.integers(1, 4))
def test_lints_raise_nothing_of_any_pack(seed: int, size: int) -> None:
    for policy, *_ in cases(seed, size, 1):
        located = from_plain(complete(policy), Problems())
        assert located is not None
        draft, problems = Draft(Path("."), pack_of(policy), located, None, ()), Problems()
        for lint in LINTS:
            lint(draft, problems)
        for problem in problems:
            assert problem.render("zh")
            assert problem.render("en")

"""Mutation: every change of a pack is made once, is told in a sentence, and is noticed exactly where some case turns red."""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path
from random import Random

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from humi.authoring.measuring import measure, read_reasons
from humi.authoring.mutation.mutants import mutants
from humi.authoring.mutation.trial import Bench
from humi.authoring.suite import measured, run_suite
from humi.authoring.targets import load_target
from humi.policy.pack import Pack
from humi.reading.problems import Problem, Problems
from humi.values.label import Lang
from humi.wording.mutants import SAID, told
from tests.authoring.drafts import CASES, POLICY, change, copy_of_pack, place_of
from tests.authoring.mutated import (
    REGIONS,
    ROOT,
    YUNHAI,
    bench_of,
    heard_by,
    judged_otherwise,
    mutants_by_id,
    mutants_of,
    pack_in,
    suite_of,
)
from tests.engines.agreement import pack_of
from tests.strategies import SEEDS, a_policy, cases
from tests.tables.packs import NAME, policy
from tests.tables.packs import pack_of as pack_of_tables

# --- what is noticed ---


@settings(max_examples=6, deadline=None)
@given(seed=SEEDS, size=st.integers(1, 4))
def test_the_quick_way_agrees_with_running_every_case_on_the_whole_mutant(seed: int, size: int) -> None:
    pairs = list(cases(seed, size, 3))
    said = pairs[0][0]
    pack = pack_of(said)
    bench = Bench(pack, heard_by(pack, said, [(dossier, asked) for _, dossier, asked, _ in pairs], Random(seed)))
    assert judged_otherwise(list(mutants(pack)), bench) == []


@pytest.mark.parametrize(("seed", "size"), [(150, 3), (51, 4), (141, 2), (14, 3)])
def test_packs_that_were_judged_otherwise_once(seed: int, size: int) -> None:
    """A first version that is left out, and a period without end."""
    pairs = list(cases(seed, size, 4))
    said = pairs[0][0]
    pack = pack_of(said)
    bench = Bench(pack, heard_by(pack, said, [(dossier, asked) for _, dossier, asked, _ in pairs], Random(seed)))
    assert judged_otherwise(list(mutants(pack)), bench) == []


@pytest.mark.parametrize("region", REGIONS)
def test_the_quick_way_agrees_on_a_sample_of_each_region(region: str) -> None:
    sample = Random(4).sample(mutants_of(region), 12)
    assert judged_otherwise(sample, bench_of(region)) == []


def test_the_quick_way_agrees_on_the_tables_of_yunhai() -> None:
    bench = bench_of(YUNHAI)
    of_tables = [mutant for mutant in mutants_of(YUNHAI) if mutant.rule.startswith("tables/")]
    graded = [one for one in bench.heard if any("graded" in part for part in one.expected)]
    assert len(of_tables) > 150
    assert judged_otherwise(Random(4).sample(of_tables, 50), Bench(bench.pack, Random(4).sample(graded, 2))) == []


@pytest.mark.parametrize("region", [*REGIONS, YUNHAI])
def test_each_region_is_covered_and_every_survivor_has_a_reason(region: str) -> None:
    suite = suite_of(region)
    assert suite.passed
    reasons = [reason for file in suite.files for reason in read_reasons(file, Problems())]
    found = measure(pack_in(region), [result.case for result in suite.results], reasons)
    assert [problem.render("en") for problem in found.problems] == []
    assert (found.covered, found.noticed + found.explained) == (found.criteria, found.mutants)
    assert found.mutants == len(mutants_of(region)) > 80


# --- what is told ---


@cache
def kinds_made() -> frozenset[str]:
    """The kinds of all changes that are made in the packs of the repository, and in generated ones."""
    packs = [*map(pack_in, (*REGIONS, YUNHAI)), *(pack_of(a_policy(Random(seed), 3)) for seed in range(40)), in_order()]
    return frozenset(mutant.change.kind for pack in packs for mutant in mutants(pack))


def in_order() -> Pack:
    """A pack with a table whose rows may not be exchanged."""
    rows = [{"staff": ">= 300", "fit": False}, {"rules": True, "fit": True}]
    inputs = {"staff": "unit.staff", "rules": "unit.has_rules"}
    table = {"hit_policy": "first", "inputs": inputs, "outputs": {"fit": {"type": "boolean"}}, "rows": rows}
    return pack_of_tables(policy(table, {"table": "t"}))


def test_every_kind_of_change_has_a_sentence() -> None:
    assert kinds_made() - set(SAID) == set()


def test_no_sentence_is_without_a_change() -> None:
    assert set(SAID) - kinds_made() == set()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_sentences_say_what_was_changed(lang: Lang) -> None:
    for mutant in mutants_of(YUNHAI):
        said = told(mutant.change).text(lang)
        assert said
        assert "{" not in said


# --- what mutants are called ---


@pytest.mark.parametrize("name", [*REGIONS, YUNHAI])
def test_ids_are_unique(name: str) -> None:
    often = Counter(mutant.id for mutant in mutants_of(name))
    assert [mutant for mutant, count in often.items() if count > 1] == []


@settings(max_examples=20, deadline=None)
@given(seed=SEEDS, size=st.integers(1, 4))
@example(seed=11, size=4)  # a length of time after another of the same length
@example(seed=91, size=4)  # a value and its comparison, both with a reading of that name
def test_ids_are_unique_in_any_pack(seed: int, size: int) -> None:
    often = Counter(mutant.id for mutant in mutants(pack_of(next(cases(seed, size, 1))[0])))
    assert [mutant for mutant, count in often.items() if count > 1] == []


@pytest.mark.parametrize("name", [*REGIONS, YUNHAI])
def test_ids_stay_when_lines_move_and_places_move_with_them(name: str, tmp_path: Path) -> None:
    folder = tmp_path / "moved"
    folder.mkdir()
    for file in (ROOT / name).iterdir():
        if file.is_file() and not file.name.startswith("_"):
            (folder / file.name).write_bytes(file.read_bytes())
    text = (folder / POLICY).read_text(encoding="utf-8")
    (folder / POLICY).write_text("# one line\n# and another\n" + text, encoding="utf-8")
    pack = load_target(folder).pack
    assert pack is not None
    before, after = mutants_of(name), list(mutants(pack))
    assert [mutant.id for mutant in after] == [mutant.id for mutant in before]
    lines = [(old.place, new.place) for old, new in zip(before, after, strict=True)]
    in_pack = [(old, new) for old, new in lines if old is not None and new is not None and old.file.endswith(POLICY)]
    assert in_pack
    assert all(new.line == old.line + 2 and new.column == old.column for old, new in in_pack)


@pytest.mark.parametrize("name", [*REGIONS, YUNHAI])
def test_every_mutant_has_a_place(name: str) -> None:
    assert [mutant.id for mutant in mutants_of(name) if mutant.place is None] == []


# --- what the author reads ---


def problems_of(folder: Path) -> list[Problem]:
    (suite,) = measured([run_suite(load_target(folder))])
    assert suite.measure is not None, [problem.render("en") for problem in suite.problems]
    return list(suite.measure.problems)


def told_of(problems: list[Problem], code: str) -> list[tuple[int, int, str]]:
    """Line, column and what is said, of the problems with a code."""
    return [(one.place.line, one.place.column, one.render("en")) for one in problems if one.code == code and one.place]


def test_a_criterion_that_no_case_has_seen_in_every_way(tmp_path: Path) -> None:
    folder = copy_of_pack(tmp_path)
    found = told_of(problems_of(folder), "T901")
    assert any("designations/point/criteria/rules" in said and "undetermined" in said for _, _, said in found)
    assert not any("criteria/rules" in said and "not_met" in said for _, _, said in found)
    text = (folder / CASES).read_text(encoding="utf-8")
    unknown = "  - {case: 未知, on: 2031-05-01, from: enterprise, expect: {designations/point/criteria/rules: undetermined}}\n"
    (folder / CASES).write_text(text + unknown, encoding="utf-8")
    assert not any("designations/point/criteria/rules" in said for _, _, said in told_of(problems_of(folder), "T901"))


def test_a_survivor_is_told_at_its_place_with_a_case_that_catches_it(tmp_path: Path) -> None:
    folder = copy_of_pack(tmp_path)
    change(folder / POLICY, "unit.has_rules: true", "unit.staff: {at_least: 10}")
    change(folder / CASES, "has_rules: false", "staff: 3")
    change(folder / CASES, "has_rules: true", "staff: 30")
    problems = problems_of(folder)
    at = place_of(folder / POLICY, "at_least: 10")
    survivors = {said.rpartition("(")[2].partition(")")[0]: line for line, _, said in told_of(problems, "T902")}
    for what in ("10->9", "at_least->more_than"):
        assert survivors[f"designations/point#criteria.rules.{what}"] == at[0]
    assert "designations/point#criteria.rules.negated" not in survivors
    caught = [said for line, _, said in told_of(problems, "T904") if line == at[0]]
    assert any('"staff": 9' in said for said in caught)
    assert any('"staff": 10' in said for said in caught)


SURVIVES = "incentives/support#criteria.recognised.titles.negated"


def test_a_reason_explains_a_survivor_and_one_that_explains_none_is_told(tmp_path: Path) -> None:
    folder = copy_of_pack(tmp_path)
    before = [said for _, _, said in told_of(problems_of(folder), "T902")]
    assert sum(SURVIVES.rpartition(".")[0] in said for said in before) > 1
    text = (folder / CASES).read_text(encoding="utf-8")
    because = "because: {zh: 无称号, en: no titles}"
    reasons = (
        f"survivors:\n  - {{mutant: '{SURVIVES.rpartition('.')[0]}.*', {because}}}\n"
        f"  - {{mutant: designations/point#criteria.rules.negated, {because}}}\n"
    )
    (folder / CASES).write_text(text + reasons, encoding="utf-8")
    problems = problems_of(folder)
    after = [said for _, _, said in told_of(problems, "T902")]
    assert not any(SURVIVES.rpartition(".")[0] in said for said in after)
    assert len(after) < len(before)
    line, _ = place_of(folder / CASES, "designations/point#criteria.rules.negated")
    assert [one[0] for one in told_of(problems, "T903")] == [line]


# --- what crashed once ---


@pytest.mark.parametrize("word", ["more_than: a", "at_least: a", "less_than: b", "at_most: c"])
def test_a_threshold_at_the_end_of_an_order_can_be_mutated(word: str) -> None:
    """`more_than` the highest member holds for none; there is no member to move the threshold to."""
    comparator, member = word.split(": ")
    said = policy({"inputs": {"staff": "unit.staff"}, "outputs": {"fit": {"type": "boolean"}}, "rows": [{"fit": True}]})
    said["designations"] = {
        "d": {"for": "unit", "name": NAME, "criteria": {"x": {"unit.grade": {comparator: member}, "source": "p1"}}}
    }
    made = mutants_by_id(pack_of_tables(said))
    assert "designations/d#criteria.x.negated" in made

"""`check --fix` mends what can only have been meant one way, and leaves every other byte as it was."""

from __future__ import annotations

import os
import shutil
import stat
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from humi.authoring.check import check_target
from humi.authoring.mending import FILES, mend_files, replaced
from humi.authoring.mends import Mend
from humi.authoring.targets import load_target
from humi.reading.problems import Place
from tests.authoring.drafts import CASES, LEDGER, POLICY, change

BASE = Path(__file__).parent / "qingxi"
MISTAKES: list[dict[str, Any]] = yaml.safe_load(BASE.with_name("seeded_mistakes.yaml").read_text(encoding="utf-8"))
Change = tuple[str, str, str]


def drafted(folder: Path, *changes: Change) -> Path:
    copy = Path(shutil.copytree(BASE, folder / "qingxi"))
    for file, old, new in changes:
        change(copy / file, old, new)
    return copy


def files(folder: Path) -> dict[str, bytes]:
    return {name: (folder / name).read_bytes() for name in FILES}


def mended(folder: Path) -> list[tuple[str, int, str, str]]:
    return [(Path(one.place.file).name, one.place.line, one.found, one.written) for one in mend_files(load_target(folder))]


STAFF = "unit.staff: {at_least: 30}"
KIND = "[enterprise, association]"

# What is written, what is mended in it; afterwards the pack is what it was.
MENDED = [
    ((POLICY, "    criteria:\n      kind:", "    criterea:\n      kind:"), [("criterea", "criteria")]),
    ((POLICY, STAFF, "unit.staf: {atleast:30}"), [(":", ": "), ("unit.staf", "unit.staff"), ("atleast", "at_least")]),
    ((POLICY, STAFF, "unit.staff: {at_least： 30}"), [("：", ":")]),
    ((POLICY, STAFF, "unit.staff: {at_least: ３０}"), [("３０", "30")]),
    ((POLICY, STAFF, "unit.staff: {at_least:\u300030}"), [("\u3000", " ")]),
    ((POLICY, KIND, "[enterprise，association]"), [("enterprise，association", "enterprise, association")]),
    ((POLICY, KIND, "[enterprize, association]"), [("enterprize", "enterprise")]),
    ((POLICY, "unit.pledged: true", "unit.pledged: True"), [("True", "true")]),
    ((POLICY, "unit.pledged: true", "unit.pledged: 'yes'"), [("'yes'", "true")]),
    ((POLICY, "{before: 2023-01-01}", "{before: 2023/1/1}"), [("2023/1/1", "2023-01-01")]),
    ((POLICY, "period: 2025-03/2025-06", "period: 2025-03至2025-06"), [("2025-03至2025-06", "2025-03/2025-06")]),
    ((POLICY, "humi: 1\n", ""), [("", "humi: 1\n")]),
    ((POLICY, "source: elig_staff", "source: elig_staf"), [("elig_staf", "elig_staff")]),
    ((POLICY, "source: elig_staff", "source: elig＿staff"), [("elig＿staff", "elig_staff")]),
    ((POLICY, "fees: gap_procedure", "fees: gap_procedur"), [("gap_procedur", "gap_procedure")]),
    ((POLICY, "name: {zh: 一次性奖励, en: one-time award}", "name：{zh： 一次性奖励，en: one-time award}"),
     [("：", ": "), ("：", ":"), ("，", ", ")]),
    ((LEDGER, "related: [validity]", "related: [validty]"), [("validty", "validity")]),
    ((LEDGER, "certainty: interpretation", "certainty: interpretaion"), [("interpretaion", "interpretation")]),
    ((CASES, "{staff: 29}", "{staf: 29}"), [("staf", "staff")]),
    ((CASES, "criteria/staff: not_met", "criteria/staff: not_mett"), [("not_mett", "not_met")]),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "expected"), MENDED)
def test_what_can_only_be_meant_one_way_is_mended(changes: Change, expected: list[tuple[str, str]], tmp_path: Path) -> None:
    folder = drafted(tmp_path, changes)
    assert sorted(mend[2:] for mend in mended(folder)) == sorted(expected)
    assert check_target(load_target(folder)).problems == ()
    assert files(folder) == files(BASE)
    assert mended(folder) == []


LEFT = [
    # More than one name is near; a digit may be either; it is a word of another meaning.
    (POLICY, "source: target_sites_2026}", "source: target_sites_202}"),
    (POLICY, "source: target_sites_2026}", "source: target_sites_2028}"),
    (POLICY, "\nsilent:\n", "\nsilence:\n"),
    (POLICY, "unit.pledged: true", "unit.pledged: 有"),
    (POLICY, "    amount: 50000 yuan", "    amount: 50000"),
    (POLICY, STAFF, "unit.staff: {at_least: 30人}"),
    # Layout is the author's.
    (POLICY, "    amount: 50000 yuan", "\tamount: 50000 yuan"),
    # What it would change is what the pack says.
    (POLICY, "source: elig_staff", "source: [elig_staff, elig_staff]"),
    # A comma that belongs to a text.
    (POLICY, "name: {zh: 一次性奖励, en: one-time award}", "name: {zh: 甲，乙 en: one-time award}"),
]


@pytest.mark.parametrize("changes", LEFT)
def test_what_may_be_meant_otherwise_is_left(changes: Change, tmp_path: Path) -> None:
    folder = drafted(tmp_path, changes)
    before = files(folder)
    assert mended(folder) == []
    assert files(folder) == before


def test_an_empty_section_goes_with_its_line(tmp_path: Path) -> None:
    folder = drafted(tmp_path, (POLICY, "silent:\n", "silent:\n"))
    text = (folder / POLICY).read_text(encoding="utf-8")
    terms = text[text.index("terms:\n") : text.index("designations:\n")]
    change(folder / POLICY, terms, "terms: {}\n\n")
    change(folder / POLICY, "{term: recognised, source", "{unit.has_rules: true, source")
    assert mended(folder) == [(POLICY, text[: text.index("terms:")].count("\n") + 1, "terms: {}", "")]
    assert "terms" not in (folder / POLICY).read_text(encoding="utf-8")


@pytest.mark.parametrize("mistake", [one for one in MISTAKES if "pack" not in one], ids=lambda mistake: mistake["name"])
def test_mending_changes_what_it_tells_and_nothing_else(mistake: dict[str, Any], tmp_path: Path) -> None:
    folder = Path(shutil.copytree(BASE, tmp_path / "qingxi"))
    change(folder / mistake["file"], mistake["old"], mistake["new"].replace("§", ""))
    before, told = files(folder), check_target(load_target(folder))
    mends = mend_files(load_target(folder))
    after, left = files(folder), check_target(load_target(folder))
    for name in FILES:
        mine = [mend for mend in mends if Path(mend.place.file).name == name]
        old, new = before[name].decode(), after[name].decode()
        assert len(new) - len(old) == sum(len(mend.written) - len(mend.found) for mend in mine)
        if all("\n" not in mend.written for mend in mine):
            pairs = enumerate(zip(old.split("\n"), new.split("\n"), strict=True), start=1)
            assert {number for number, (one, other) in pairs if one != other} == {mend.place.line for mend in mine}
    assert mend_files(load_target(folder)) == []
    if told.pack is not None and told.count("error") == 0:
        assert left.pack is not None
        assert left.pack.hash == told.pack.hash
    if told.pack is not None:
        assert {problem.code for problem in left.problems} <= {problem.code for problem in told.problems}


@pytest.mark.parametrize("end", ["\r\n", "\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_and_byte_order_mark_stay(end: str, mark: str, tmp_path: Path) -> None:
    folder = drafted(tmp_path, (POLICY, STAFF, "unit.staf: {at_least: ３０}"), (POLICY, "humi: 1\n", ""))
    for name, content in files(folder).items():
        (folder / name).write_bytes((mark + content.decode()).replace("\n", end).encode())
    assert len(mended(folder)) == 3
    assert {name: content.decode() for name, content in files(folder).items()} == {
        name: (mark + content.decode()).replace("\n", end) for name, content in files(BASE).items()
    }


def test_comments_and_layout_stay(tmp_path: Path) -> None:
    odd = "      # 三十人\n      staff:   {{ unit.{}: {{at_least:   30}}   ,  # here\n"
    folder = drafted(tmp_path, (POLICY, f"      staff: {{{STAFF},", odd.format("staf")))
    assert [mend[2:] for mend in mended(folder)] == [("unit.staf", "unit.staff")]
    assert odd.format("staff") in (folder / POLICY).read_text(encoding="utf-8")


def test_a_file_keeps_its_mode_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    folder = drafted(tmp_path, (POLICY, STAFF, "unit.staf: {at_least: 30}"))
    os.chmod(folder / POLICY, 0o640)
    assert mended(folder)
    assert stat.S_IMODE((folder / POLICY).stat().st_mode) == 0o640
    assert sorted(path.name for path in folder.iterdir()) == sorted(FILES)


def test_a_file_that_cannot_be_read_is_left(tmp_path: Path) -> None:
    folder = drafted(tmp_path)
    (folder / POLICY).write_bytes((folder / POLICY).read_bytes().decode().encode("gb18030"))
    before = files(folder)
    assert mended(folder) == []
    assert files(folder) == before


@settings(max_examples=200, deadline=None, database=None, suppress_health_check=list(HealthCheck))
@given(st.text(st.sampled_from("ab：，\r\n {}")), st.data())
def test_a_replacement_touches_only_its_characters(text: str, data: st.DataObject) -> None:
    from humi.reading.files import lines_of

    lines = lines_of(text)
    line = data.draw(st.integers(0, len(lines) - 1))
    first = data.draw(st.integers(0, len(lines[line])))
    last = data.draw(st.integers(first, len(lines[line])))
    mend = Mend(Place("f", line + 1, first + 1), lines[line][first:last], "x")
    told = replaced(text, [mend])
    expected = [*lines[:line], f"{lines[line][:first]}x{lines[line][last:]}", *lines[line + 1 :]]
    assert lines_of(told) == expected
    assert replaced(told, [Mend(mend.place, "x", mend.found)]) == text or not mend.found

"""`humi form`: the blank dossier is valid as printed, and every example line is valid when uncommented."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

import humi
from humi.authoring.form import used_by
from humi.dossier.dossier import Dossier
from humi.dossier.facts import ENTITIES
from humi.library import Humi
from tests.cli.conftest import DRAFTS, LANGUAGES, Run

EXAMPLE = re.compile(r"( *)#(\S.*)")


@pytest.fixture(scope="module")
def loaded() -> Humi:
    return humi.Humi(None, DRAFTS)


def uncommented(form: str, chosen: set[int] | None = None) -> str:
    """The form with some example lines, or all of them, made real."""
    lines = form.splitlines()
    for index in range(len(lines)):
        if (found := EXAMPLE.fullmatch(lines[index])) and (chosen is None or index in chosen):
            lines[index] = found[1] + found[2]
    return "\n".join(lines)


def facts_in(form: str) -> list[set[int]]:
    """For each example line of a fact, itself and the lines above that it stands in: the record's `-`, the region."""
    found: list[set[int]] = []
    section, above = "", list[tuple[int, int]]()
    for index, line in enumerate(form.splitlines()):
        if line and not line.startswith(" "):
            section, above = line.lstrip("#").partition(":")[0], []
        if (match := EXAMPLE.fullmatch(line)) and section != "determinations":
            above = [(indent, at) for indent, at in above if indent < len(match[1])]
            if match[2] == "-" or match[2].endswith(":"):
                above.append((len(match[1]), index))
            else:
                found.append({index, *(at for _, at in above)})
    return found


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("regions", [("testbed",), ("yinchuan",), ()], ids=["testbed", "yinchuan", "all"])
def test_the_form_as_printed_is_the_empty_dossier(run: Run, loaded: Humi, regions: tuple[str, ...], lang: str) -> None:
    result = run("form", *regions, "--lang", lang, "--plugins-dir", DRAFTS)
    assert (result.exit_code, result.stderr) == (0, "")
    vocabulary = loaded.loaded.vocabulary
    printed, empty = Dossier.read_text(result.stdout, vocabulary=vocabulary), Dossier.from_dict({}, vocabulary)
    for part in ("records", "lists", "unlisted", "determinations", "warnings"):
        assert getattr(printed, part) == getattr(empty, part)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("regions", [("testbed",), ()], ids=["testbed", "all"])
def test_all_examples_together_are_valid(run: Run, loaded: Humi, regions: tuple[str, ...], lang: str) -> None:
    form = run("form", *regions, "--lang", lang, "--plugins-dir", DRAFTS).stdout
    dossier = Dossier.read_text(uncommented(form), vocabulary=loaded.loaded.vocabulary)
    assert dossier.warnings == ()
    assert len(dossier.lists["titles"]) == 1


def test_every_example_alone_is_valid(run: Run, loaded: Humi) -> None:
    form = run("form", "--plugins-dir", DRAFTS).stdout
    found = facts_in(form)
    assert len(found) > 100
    for chosen in found:
        dossier = Dossier.read_text(uncommented(form, chosen), vocabulary=loaded.loaded.vocabulary)
        assert dossier.warnings == ()


def test_the_form_holds_every_fact(run: Run, loaded: Humi) -> None:
    form = run("form", "--plugins-dir", DRAFTS).stdout
    for entity in ENTITIES:
        for region in ("", "testbed", "yinchuan"):
            for name, fact in loaded.loaded.vocabulary.facts_of(entity, region).items():
                assert f"#{name}: " in form
                assert f"# {fact.label.en} / {fact.label.zh}: " in form


def test_what_the_rules_ask_for_comes_first(run: Run, loaded: Humi) -> None:
    unit = run("form", "testbed", "--plugins-dir", DRAFTS).stdout.partition("\nunit:")[2].partition("\nbase:")[0]
    asked, _, rest = unit.partition("the rest (no rule of these regions asks for it)")
    for name in ("kind", "place", "staff", "staff_trained", "has_rules", "traits", "applied", "rooms"):
        assert f"#{name}:" in asked
    for name in ("founded", "business_place", "has_measures"):
        assert f"#{name}:" in rest


def test_what_the_rules_use(loaded: Humi) -> None:
    used = used_by([loaded.loaded.packs["testbed"]])
    assert {"unit.staff", "unit.testbed.rooms", "case.received", "title.held", "claim.filed"} <= used.facts
    assert used.relations == {"titles"}
    assert "testbed/designations/unit/criteria/results" in used.judgements


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_language_asked_for_comes_first(run: Run, lang: str) -> None:
    form = run("form", "testbed", "--lang", lang, "--plugins-dir", DRAFTS).stdout
    first, second = ("职工人数", "number of staff") if lang == "zh" else ("number of staff", "职工人数")
    assert f"# {first} / {second}" in form
    assert "\n  #staff: 1\n" in form


@pytest.mark.parametrize("lang", LANGUAGES)
def test_form(run: Run, snapshot: SnapshotAssertion, lang: str) -> None:
    assert run("form", "testbed", "--lang", lang, "--plugins-dir", DRAFTS).stdout == snapshot


def test_a_filled_form_can_be_evaluated(run: Run, tmp_path: Path) -> None:
    form = run("form", "testbed", "--plugins-dir", DRAFTS).stdout
    file = tmp_path / "dossier.yaml"
    file.write_text(uncommented(form), "utf-8")
    result = run("evaluate", file, "-r", "testbed", "--plugins-dir", DRAFTS, "--on", "2025-03-01")
    assert (result.exit_code, result.stderr) == (0, "")


def test_the_form_of_a_broken_region(run: Run, tmp_path: Path) -> None:
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "policy.yaml").write_text("humi: 1\n")
    result = run("form", "broken", "--plugins-dir", tmp_path)
    assert (result.exit_code, result.stdout) == (3, "")
    assert "broken" in result.stderr

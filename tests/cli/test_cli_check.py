"""`humi check` as people and programs see it: lines, marks below them, JSON, SARIF, mends, explanations."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import click
import jsonschema
import pytest
from syrupy.assertion import SnapshotAssertion

from humi.authoring.mends import Mend
from humi.reading.catalogue import CATALOGUE
from tests.authoring.drafts import CASES, LEDGER, POLICY, change
from tests.cli.conftest import LANGUAGES, Run

BASE = Path(__file__).parents[1] / "authoring" / "qingxi"


@pytest.fixture
def draft(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A draft with mistakes, in the current folder."""
    folder = Path(shutil.copytree(BASE, tmp_path / "清溪"))
    change(folder / POLICY, "unit.staff: {at_least: 30}", "unit.staf: {atleast: ３０}")
    change(folder / POLICY, "period: 2025-03/2025-06", "period: 2025-03/2025-13")
    change(folder / LEDGER, "related: [validity]", "related: [validty]")
    monkeypatch.chdir(tmp_path)
    return Path("清溪")


def warned(folder: Path) -> None:
    """Only a warning and a note are left."""
    shutil.copytree(BASE, folder, dirs_exist_ok=True)
    change(folder / POLICY, "order: 2, period", "order: 1, period")
    change(folder / POLICY, "{at_least: 30}", "{at_least: ３０}")


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("form", ["text", "plain"])
def test_findings_as_people_read_them(run: Run, draft: Path, snapshot: SnapshotAssertion, form: str, lang: str) -> None:
    result = run("check", draft, "--lang", lang, "--format", form)
    assert (result.exit_code, result.stderr) == (2, "")
    assert click.unstyle(result.stdout) == snapshot


@pytest.mark.parametrize("lang", LANGUAGES)
def test_warnings_and_notes_are_no_failure(run: Run, draft: Path, snapshot: SnapshotAssertion, lang: str) -> None:
    warned(draft)
    result = run("check", draft, "--lang", lang)
    assert result.exit_code == 0
    assert result.stdout == snapshot


def test_the_mark_stands_below_what_is_meant(run: Run, draft: Path) -> None:
    result = run("check", draft, "--lang", "en", "--format", "text")
    lines = click.unstyle(result.stdout).splitlines()
    at = next(index for index, line in enumerate(lines) if "unknown fact" in line)
    shown, marks = lines[at + 1], lines[at + 2]
    assert shown[marks.index("^") : marks.rindex("^") + 1] == "unit.staf"


def test_many_findings_are_counted_by_code(run: Run, draft: Path) -> None:
    text = (draft / LEDGER).read_text(encoding="utf-8")
    (draft / LEDGER).write_text(text.replace("certainty: explicit", "certainty: sure"), encoding="utf-8")
    assert "of these: L105 26, " in run("check", draft, "--lang", "en").stdout


# --- mending ---


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_is_mended_is_told(run: Run, draft: Path, snapshot: SnapshotAssertion, lang: str) -> None:
    result = run("check", draft, "--fix", "--lang", lang)
    assert (result.exit_code, result.stderr) == (2, "")
    assert result.stdout == snapshot
    assert (draft / LEDGER).read_bytes() == (BASE / LEDGER).read_bytes()


def test_a_file_that_cannot_be_written_is_told_and_left(run: Run, draft: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = (draft / POLICY).read_bytes()

    def refused(*_: object) -> None:
        raise PermissionError(13, "Permission denied", "policy.yaml")

    monkeypatch.setattr("os.replace", refused)
    result = run("check", draft, "--fix", "--lang", "en")
    assert result.exit_code == 1
    assert "`policy.yaml` cannot be written (the system says `Permission denied`)" in result.stderr
    assert (draft / POLICY).read_bytes() == before
    assert sorted(path.name for path in draft.iterdir()) == sorted((POLICY, LEDGER, CASES))


def test_json_tells_mends(run: Run, draft: Path) -> None:
    (pack,) = json.loads(run("check", draft, "--format", "json").stdout)["packs"]
    fixes = {problem["code"]: problem["fix"] for problem in pack["problems"] if problem["fix"]}
    place = {"file": str(draft / POLICY), "line": 47, "column": 15}
    assert fixes["L104"] == {"place": place, "found": "unit.staf", "written": "unit.staff"}
    assert pack["notes"] == 0
    done = json.loads(run("check", draft, "--fix", "--format", "json").stdout)
    assert [mend["written"] for mend in done["fixed"]] == ["unit.staff", "validity", "at_least"]


# --- SARIF ---

TEXT = {
    "type": "object",
    "properties": {"text": {"type": "string", "minLength": 1}},
    "required": ["text"],
    "additionalProperties": False,
}
ARTIFACT = {
    "type": "object",
    "properties": {"uri": {"type": "string", "pattern": r"^[A-Za-z0-9._~:/%-]+$"}, "uriBaseId": {"const": "%SRCROOT%"}},
    "required": ["uri"],
    "additionalProperties": False,
}
POSITIVE = {"type": "integer", "minimum": 1}
REGION = {
    "type": "object",
    "properties": dict.fromkeys(("startLine", "startColumn", "endLine", "endColumn"), POSITIVE),
    "required": ["startLine"],
    "additionalProperties": False,
}
LEVEL = {"enum": ["none", "note", "warning", "error"]}


def _object(required: list[str], **properties: Any) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


def _list(items: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items}


SARIF = _object(
    ["$schema", "version", "runs"],
    **{
        "$schema": {"type": "string"},
        "version": {"const": "2.1.0"},
        "runs": _list(
            _object(
                ["tool", "results", "columnKind"],
                language={"type": "string", "pattern": "^[a-z]{2}-[A-Z]{2}$"},
                columnKind={"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
                originalUriBaseIds={"type": "object", "additionalProperties": _object([], description=TEXT)},
                tool=_object(
                    ["driver"],
                    driver=_object(
                        ["name", "rules"],
                        name={"type": "string"},
                        fullName={"type": "string"},
                        version={"type": "string"},
                        semanticVersion={"type": "string", "pattern": r"^\d+\.\d+\.\d+"},
                        rules=_list(
                            _object(
                                ["id"],
                                id={"type": "string"},
                                shortDescription=TEXT,
                                fullDescription=TEXT,
                                help=TEXT,
                                defaultConfiguration=_object([], level=LEVEL),
                                properties={"type": "object"},
                            )
                        ),
                    ),
                ),
                results=_list(
                    _object(
                        ["ruleId", "ruleIndex", "level", "message"],
                        ruleId={"type": "string"},
                        ruleIndex={"type": "integer", "minimum": 0},
                        level=LEVEL,
                        message=TEXT,
                        locations=_list(
                            _object(
                                ["physicalLocation"],
                                physicalLocation=_object(["artifactLocation"], artifactLocation=ARTIFACT, region=REGION),
                            )
                        ),
                        fixes=_list(
                            _object(
                                ["artifactChanges"],
                                description=TEXT,
                                artifactChanges=_list(
                                    _object(
                                        ["artifactLocation", "replacements"],
                                        artifactLocation=ARTIFACT,
                                        replacements=_list(
                                            _object(
                                                ["deletedRegion"],
                                                deletedRegion=REGION,
                                                insertedContent=_object([], text={"type": "string"}),
                                            )
                                        ),
                                    )
                                ),
                            )
                        ),
                    )
                ),
            )
        ),
    },
)
"""What Humi writes of the SARIF schema, spelled as there."""


def log_of(run: Run, *words: str | Path) -> dict[str, Any]:
    log = json.loads(run("check", *words, "--format", "sarif").stdout)
    jsonschema.Draft202012Validator(SARIF).validate(log)
    return log["runs"][0]  # type: ignore[no-any-return]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_sarif_tells_every_finding_with_its_rule_and_place(run: Run, draft: Path, lang: str) -> None:
    told = log_of(run, draft, "--lang", lang)
    (pack,) = json.loads(run("check", draft, "--format", "json").stdout)["packs"]
    rules = told["tool"]["driver"]["rules"]
    assert [result["ruleId"] for result in told["results"]] == [problem["code"] for problem in pack["problems"]]
    for result, problem in zip(told["results"], pack["problems"], strict=True):
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] == problem["severity"]
        assert problem["message"][lang] in result["message"]["text"]
        location = result["locations"][0]["physicalLocation"]
        uri = f"%E6%B8%85%E6%BA%AA/{Path(problem['place']['file']).name}"
        assert location["artifactLocation"] == {"uri": uri, "uriBaseId": "%SRCROOT%"}
        assert location["region"]["startLine"] == problem["place"]["line"]
        assert location["region"]["startColumn"] == problem["place"]["column"]
        assert ("fixes" in result) == (problem["fix"] is not None)
    assert {rule["id"]: rule["defaultConfiguration"]["level"] for rule in rules} == {
        rule["id"]: CATALOGUE[rule["id"]].severity for rule in rules
    }


def test_a_fix_of_sarif_is_the_mend(run: Run, draft: Path) -> None:
    result = next(one for one in log_of(run, draft)["results"] if one["ruleId"] == "L104")
    (replacement,) = result["fixes"][0]["artifactChanges"][0]["replacements"]
    assert replacement == {
        "deletedRegion": {"startLine": 47, "startColumn": 15, "endLine": 47, "endColumn": 24},
        "insertedContent": {"text": "unit.staff"},
    }


def test_a_line_that_goes_is_deleted_with_its_end() -> None:
    from humi.authoring.sarif import _deleted
    from humi.reading.problems import Place

    assert _deleted(Mend(Place("f", 3, 1), "terms: {}", "")) == {"startLine": 3, "startColumn": 1, "endLine": 4, "endColumn": 1}


def test_a_file_elsewhere_is_named_in_full(run: Run, draft: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = draft.resolve()
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    location = log_of(run, folder)["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]
    assert location == {"uri": (folder / POLICY).as_uri()}


def test_what_has_no_line_has_no_region(run: Run, draft: Path) -> None:
    (draft / CASES).unlink()
    (result,) = (one for one in log_of(run, draft)["results"] if one["ruleId"] == "P216")
    assert "region" not in result["locations"][0]["physicalLocation"]


def test_no_findings_are_a_log_too(run: Run) -> None:
    assert log_of(run, BASE)["results"] == []


# --- explanations ---


def test_a_family_lists_its_codes(run: Run) -> None:
    lines = run("check", "--explain", "w", "--lang", "en").stdout.splitlines()
    assert [line.partition(" ")[0] for line in lines] == [code for code in CATALOGUE if code.startswith("W")]
    assert [entry["code"] for entry in json.loads(run("check", "--explain", "S", "--format", "json").stdout)] == [
        code for code in CATALOGUE if code.startswith("S")
    ]


def test_an_unknown_code_suggests_one(run: Run) -> None:
    result = run("check", "--explain", "W8200", "--lang", "en")
    assert result.exit_code == 1
    assert "did you mean `W820`?" in result.stderr

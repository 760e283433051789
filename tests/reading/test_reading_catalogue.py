"""Every code is well formed, speaks both languages and is known wherever it is used."""

from __future__ import annotations

import ast
import re
import string
import subprocess
import sys
from pathlib import Path

import pytest

import humi.reading
from humi.reading.catalogue import CATALOGUE, FAMILIES
from humi.reading.problems import Problem

SOURCE = Path(humi.reading.__file__).parents[1]
CHINESE = re.compile("[\u4e00-\u9fff]")
FULL_WIDTH = re.compile("[\u3000-\u303f\uff00-\uffef]")


def placeholders(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


@pytest.mark.parametrize("code", CATALOGUE)
def test_both_languages_format(code: str) -> None:
    entry = CATALOGUE[code]
    assert placeholders(entry.zh) == placeholders(entry.en)
    problem = Problem(code, None, {name: f"<{name}>" for name in placeholders(entry.en)})
    zh, en = problem.message("zh"), problem.message("en")
    assert CHINESE.search(zh)
    assert not CHINESE.search(en)
    assert not FULL_WIDTH.search(en)
    for text in (zh, en):
        assert text.isprintable()
        assert text == text.strip()
        assert not text.endswith((".", "。"))
        assert all(f"<{name}>" in text for name in placeholders(entry.en))
    assert not en[0].isupper() or en.startswith("YAML")


@pytest.mark.parametrize("code", CATALOGUE)
def test_every_code_is_documented(code: str) -> None:
    entry = CATALOGUE[code]
    assert entry.severity in ("error", "warning", "note")
    for label in (entry.avoid, entry.prefer, entry.why):
        assert label.zh.strip()
        assert label.en.strip()
    assert CHINESE.search(entry.why.zh)
    assert not CHINESE.search(entry.why.en)
    assert entry.avoid != entry.prefer


def test_codes_are_ordered_and_in_their_family() -> None:
    for family, tables in FAMILIES.items():
        codes = [code for table in tables for code in table]
        assert codes == sorted(set(codes))
        assert all(re.fullmatch(family + r"\d{3}", code) for code in codes)


def test_every_code_used_is_known() -> None:
    used = {
        (code, str(path.relative_to(SOURCE)))
        for path in SOURCE.rglob("*.py")
        for code in re.findall(r"""["']([YLPDCS]\d{3})["']""", path.read_text(encoding="utf-8"))
    }
    assert used
    assert not sorted((code, path) for code, path in used if code not in CATALOGUE)


def test_every_problem_added_gives_the_details_of_its_message() -> None:
    missing = []
    for path in SOURCE.rglob("*.py"):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(call, ast.Call) or not call.args or not isinstance(call.args[0], ast.Constant):
                continue
            entry = CATALOGUE.get(str(call.args[0].value))
            given: set[str | None] = {keyword.arg for keyword in call.keywords}
            for argument in call.args:
                if isinstance(argument, ast.Dict):
                    given |= {key.value for key in argument.keys if isinstance(key, ast.Constant)}
            if any(isinstance(argument, ast.Name) for argument in call.args[2:]):
                continue
            if entry and None not in given and not placeholders(entry.en) <= given:
                missing.append((str(path), call.lineno, placeholders(entry.en) - given))
    assert not missing


def test_importing_is_cheap() -> None:
    modules = "humi.errors, humi.reading.problems, humi.reading.located, humi.reading.files"
    heavy = {"yaml", "difflib", "pydantic", "rich"}
    script = f"import sys, {modules}; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-S", "-c", script],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": str(SOURCE.parent)},
    )
    assert done.stdout.strip() == "[]"

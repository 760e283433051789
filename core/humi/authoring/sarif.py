"""Findings as SARIF 2.1.0, the form in which editors and code scanning read them."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from urllib.parse import quote

from humi.authoring.check import Checked
from humi.authoring.docs import explained, template
from humi.authoring.excerpts import Excerpts, width_of
from humi.authoring.mends import Mend, mend_of
from humi.reading.catalogue import CATALOGUE, FAMILIES
from humi.reading.problems import Problem
from humi.values.label import Lang
from humi.version import __version__

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
ROOT = "%SRCROOT%"
"""Where paths begin: the folder in which the command ran, which is the root of the sources for whoever reads the log."""
LANGUAGES = {"zh": "zh-CN", "en": "en-US"}

Log = dict[str, Any]


def sarif(checked: Iterable[Checked], lang: Lang) -> Log:
    """One run with the findings of all packs. Columns count characters, as the places of problems do."""
    problems = [problem for one in checked for problem in one.problems]
    codes = sorted({problem.code for problem in problems}, key=list(CATALOGUE).index)
    excerpts = Excerpts()
    return {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": _driver(codes, lang)},
                "language": LANGUAGES[lang],
                "columnKind": "unicodeCodePoints",
                "originalUriBaseIds": {ROOT: {"description": {"text": _BASE[lang]}}},
                "results": [_result(problem, codes, excerpts, lang) for problem in problems],
            }
        ],
    }


_BASE = {"zh": "运行命令时的目录", "en": "the folder in which the command ran"}


def _driver(codes: list[str], lang: Lang) -> Log:
    return {
        "name": "humi",
        "fullName": "护密 Humi",
        "semanticVersion": __version__,
        "version": __version__,
        "rules": [_rule(code, lang) for code in codes],
    }


def _rule(code: str, lang: Lang) -> Log:
    entry = CATALOGUE[code]
    return {
        "id": code,
        "shortDescription": {"text": _sentence(template(entry.zh if lang == "zh" else entry.en), lang)},
        "fullDescription": {"text": _sentence(entry.why.text(lang), lang)},
        "help": {"text": explained(code, lang)},
        "defaultConfiguration": {"level": entry.severity},
        "properties": {"tags": [_family(code)]},
    }


def _family(code: str) -> str:
    return next(family for family, tables in FAMILIES.items() if any(code in table for table in tables))


def _sentence(text: str, lang: Lang) -> str:
    return f"{text[:1].upper()}{text[1:]}{'。' if lang == 'zh' else '.'}"


def _result(problem: Problem, codes: list[str], excerpts: Excerpts, lang: Lang) -> Log:
    result: Log = {
        "ruleId": problem.code,
        "ruleIndex": codes.index(problem.code),
        "level": problem.severity,
        "message": {"text": problem.told(lang)},
    }
    place = problem.place
    if place is None:
        return result
    lines = excerpts.lines(place.file)
    location: Log = {"artifactLocation": _artifact(place.file)}
    if place.line:
        region: Log = {"startLine": place.line, "startColumn": place.column}
        if place.line <= len(lines):
            region["endColumn"] = place.column + max(1, width_of(problem, lines[place.line - 1]))
        location["region"] = region
    result["locations"] = [{"physicalLocation": location}]
    mend = mend_of(problem, lines)
    if mend is not None:
        result["fixes"] = [_fix(mend, lang)]
    return result


def _fix(mend: Mend, lang: Lang) -> Log:
    place = mend.place
    told = f"「{mend.found}」改为「{mend.written}」" if lang == "zh" else f"write `{mend.written}` for `{mend.found}`"
    replacement = {"deletedRegion": _deleted(mend), "insertedContent": {"text": mend.written}}
    change = {"artifactLocation": _artifact(place.file), "replacements": [replacement]}
    return {"description": {"text": " ".join(told.split())}, "artifactChanges": [change]}


def _deleted(mend: Mend) -> Log:
    line, column = mend.place.line, mend.place.column
    if mend.whole_line:
        return {"startLine": line, "startColumn": 1, "endLine": line + 1, "endColumn": 1}
    return {"startLine": line, "startColumn": column, "endLine": line, "endColumn": column + len(mend.found)}


def _artifact(file: str) -> Log:
    """Relative to the current folder where the file lies in it, else absolute."""
    path = Path(os.path.abspath(file))
    try:
        below = path.relative_to(Path.cwd())
    except ValueError:
        return {"uri": path.as_uri()}
    return {"uri": quote(below.as_posix()), "uriBaseId": ROOT}

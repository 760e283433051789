"""Chinese is punctuated as Chinese: full width beside its characters, wherever a human reads it; code is left as it is."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest

from humi.reading.catalogue import CATALOGUE
from humi.reading.problems import Place, Problem
from humi.reading.shapes import WORDS
from tests.house.documents import ROOT

CORE = ROOT / "core" / "humi"
CODE = re.compile("`[^`]*`|[a-z_]+: [^\\s，。；（]+|{[^{}]*}|\x1b?--?[a-z-]+|[a-z]+:(?:、|//)|[\"“][^\"“”]*[\"”]")
HAN = "[\u4e00-\u9fff]"
HALF_WIDTH = re.compile(f"(?<=[\u4e00-\u9fff」）])[ ]*[;:,!?(]|[;:,!?)][ ]*(?=[\u4e00-\u9fff「（])|{HAN}\\.(?=\\s|$)")


def half_width(text: str) -> str:
    """The first sign that is half-width beside a Chinese character; what stands for something counts as one."""
    prose = CODE.sub("甲", text)
    found = HALF_WIDTH.search(prose)
    return prose[max(found.start() - 10, 0) : found.end() + 10] if found else ""


def labels() -> Iterator[tuple[str, int, str]]:
    """The Chinese of every `Label("...", "...")` and of every `say("...", "...")` written in the core."""
    for path in sorted(CORE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            name = getattr(getattr(node, "func", None), "id", "") or getattr(getattr(node, "func", None), "attr", "")
            if isinstance(node, ast.Call) and name in ("Label", "say") and len(node.args) == 2:
                chinese, english = node.args
                for part in ast.walk(chinese):
                    if isinstance(part, ast.Constant) and isinstance(part.value, str) and not _same(part, english):
                        yield str(path.relative_to(CORE)), node.lineno, part.value


def _same(part: ast.Constant, english: ast.expr) -> bool:
    """Code that reads the same in both languages."""
    return isinstance(english, ast.Constant) and english.value == part.value


@pytest.mark.parametrize("code", CATALOGUE)
def test_messages_of_the_catalogue(code: str) -> None:
    entry = CATALOGUE[code]
    shown = [label.zh for label in (entry.avoid, entry.prefer) if label.zh != label.en and "\n" not in label.zh]
    assert [half_width(text) for text in (entry.zh, entry.why.zh, *shown) if half_width(text)] == []


def test_words_and_labels() -> None:
    assert [text for text, _ in WORDS.values() if half_width(text)] == []
    assert [(path, line, half_width(text)) for path, line, text in labels() if half_width(text)] == []


def test_what_a_problem_puts_together() -> None:
    details = {"found": "员工数", "allowed": "staff, kind", "suggestion": "职工人数"}
    told = Problem("R603", Place("企业.csv", 1, 2), details).render("zh")
    assert told == "企业.csv:1:2: 不认识的列「员工数」；是否想写「职工人数」？可用：staff、kind [R603]"
    details = {"fact": "unit.founded", "found": "哪年", "expected": "date (shape)"}
    assert Problem("D302", None, details).render("zh") == "「unit.founded」的值「哪年」不对，应为日期（写法不对） [D302]"
    assert Problem("D302", None, details).render("en").endswith("expected a date (not in a form that is read) [D302]")


FOUND = ["不对, 应为日期", "不对; 可用", "日期 (写法不对)", "可用: 日期", "「甲」:「乙」", "没有.", "{found}, 另有"]


@pytest.mark.parametrize("text", FOUND)
def test_half_width_signs_are_found(text: str) -> None:
    assert half_width(text)

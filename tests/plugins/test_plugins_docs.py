"""The manual of hooks has every hook with its arguments, in the order of calls, and every hook has a test that names it."""

from __future__ import annotations

import inspect
import re
from pathlib import Path

import pytest

from humi.hooks import REQUIRED, SECTIONS, HookSpecs
from humi.reading.codes.plugins import PLUGINS
from tests.house.documents import ROOT

MANUAL = (ROOT / "docs" / "plugins.md").read_text("utf-8")
CHAPTERS = dict(re.findall(r"^## (humi_.+?)\n(.+?)(?=^## )", MANUAL, re.MULTILINE | re.DOTALL))


def heading(hook: str) -> str:
    arguments = [name for name in inspect.signature(getattr(HookSpecs, hook)).parameters if name != "self"]
    return f"{hook}({', '.join(arguments)})"


def test_every_hook_has_a_chapter_headed_by_its_signature_in_the_order_of_calls() -> None:
    assert list(CHAPTERS) == [heading(hook) for hook in SECTIONS]


@pytest.mark.parametrize("hook", SECTIONS)
def test_a_chapter_tells_what_the_hook_gives_and_shows_it(hook: str) -> None:
    chapter = CHAPTERS[heading(hook)]
    gives = chapter.partition("- **Gives:**")[2].partition("- **None:**")[0]
    assert re.findall(r"`(\w+)`", gives) == list(SECTIONS[hook])
    assert ("- **None:** an error, C456." in chapter) == (hook in REQUIRED)
    assert "- **Arguments:** none.\n- **Called:**" in chapter
    assert f"...     def {hook}(self)" in chapter


@pytest.mark.parametrize("hook", SECTIONS)
def test_a_hook_has_a_test_that_names_it(hook: str) -> None:
    tests = [file for file in Path(__file__).parent.glob("test_*.py") if file != Path(__file__)]
    assert any(hook in file.read_text("utf-8") for file in tests)


def test_the_manual_names_every_code_of_plugins() -> None:
    assert set(PLUGINS) <= set(re.findall(r"\bC4\d\d\b", MANUAL.partition("## When a plugin fails")[2]))

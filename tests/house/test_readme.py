"""The output shown in README and other documents is what the commands print today."""

from __future__ import annotations

import re

import pytest

from humi.cli.main import COMMANDS
from tests.house.documents import ROOT, Block
from tests.house.shown import PICTURES, fresh, printed, shown_blocks

SHOWN = list(shown_blocks())


@pytest.mark.parametrize("block", SHOWN, ids=lambda block: f"{block.page.name}:{block.line} {block.what}")
def test_shown_output_is_fresh(block: Block) -> None:
    assert block.text == fresh(block), "run `make docs`"


@pytest.mark.parametrize(("name", "command"), PICTURES.items())
def test_pictures_are_fresh(name: str, command: str) -> None:
    assert (ROOT / name).read_text(encoding="utf-8") == printed(command), "run `make docs`"


def test_readme_shows_output_in_both_languages() -> None:
    commands = " ".join(block.what for block in SHOWN if block.page.name == "README.md")
    assert "--lang en" in commands
    assert "--lang zh" in commands


def test_readme_names_every_command() -> None:
    rows = re.findall(r"^\| `humi (\w+)", (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert set(rows) == set(COMMANDS)


def test_links_between_documents_lead_somewhere() -> None:
    for page in [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")]:
        for link in re.findall(r"\]\(([^)#\s]+)[^)]*\)", page.read_text(encoding="utf-8")):
            assert "://" in link or (page.parent / link).exists(), f"{page.name}: {link}"

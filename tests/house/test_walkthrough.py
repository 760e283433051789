"""The walk-throughs, done as written, print what they show; what they end with is whole, green and covered."""

from __future__ import annotations

from pathlib import Path

import pytest

from humi.authoring.check import check_target
from humi.authoring.suite import run_suite
from humi.authoring.targets import load_target
from tests.house.documents import ROOT
from tests.house.walkthrough import PAGES, elsewhere, steps

NAMES = [page.name for page in PAGES]


@pytest.mark.parametrize("page", PAGES, ids=NAMES)
def test_done_as_written_it_prints_what_it_shows(page: Path) -> None:
    with elsewhere():
        for block, output in steps(page):
            assert output == block.text, f"{page.name}:{block.line}: run: python -m tests.house.walkthrough"


@pytest.mark.parametrize("page", PAGES, ids=NAMES)
def test_what_it_ends_with_is_whole_and_green(page: Path) -> None:
    with elsewhere():
        list(steps(page))
        target = load_target(Path("yunxi"))
        assert [problem.render("en") for problem in check_target(target).problems] == []
        assert run_suite(target).passed
        pack = target.pack
        assert pack is not None
        assert any(criterion.id == "score" for criterion in pack.designations[0].criteria)
        assert [rule.id for rule in pack.incentives] == ["award"]
        assert len(pack.targets) == 1


def test_both_languages_grow_the_same_rules() -> None:
    hashes = set()
    for page in PAGES:
        with elsewhere():
            list(steps(page))
            pack = load_target(Path("yunxi")).pack
            assert pack is not None
            hashes.add(pack.hash)
    assert len(PAGES) == 2
    assert len(hashes) == 1


def test_they_are_linked() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert all(f"docs/{name}" in readme for name in NAMES)

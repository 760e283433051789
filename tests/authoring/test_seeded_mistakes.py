"""What goes wrong when people write rules: each mistake is found at its place, with a message that helps to mend it.

`seeded_mistakes.yaml` is the table. Other problems may be found beside the one that is looked for.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from humi.authoring.check import check_target
from humi.authoring.targets import load_target
from humi.reading.problems import Problem
from tests.authoring.drafts import CASES, LEDGER, POLICY, TEXTS, place_of

HERE = Path(__file__).parent
BASE = HERE / "qingxi"
REGIONS = HERE.parents[1] / "plugins"
FILES = (POLICY, LEDGER, CASES)
MISTAKES: list[dict[str, Any]] = yaml.safe_load((HERE / "seeded_mistakes.yaml").read_text(encoding="utf-8"))
MARK = "§"


def copied(mistake: dict[str, Any], folder: Path) -> Path:
    """A copy of the small pack, or of the region that the mistake is made in."""
    source = REGIONS / mistake["pack"] if "pack" in mistake else BASE
    copy = folder / source.name
    copy.mkdir()
    for name in FILES:
        shutil.copyfile(source / name, copy / name)
    return copy


def found_in(folder: Path) -> tuple[Problem, ...]:
    """What is found, against the text where it is in the repository."""
    texts = TEXTS if (TEXTS / f"{folder.name}.txt").exists() else None
    return tuple(check_target(load_target(folder), texts).problems)


def made(mistake: dict[str, Any], folder: Path) -> tuple[str, int, int]:
    """Make a mistake in a copy of the pack; the answer is the place at which it has to be found."""
    path = folder / mistake["file"]
    text, old = path.read_text(encoding="utf-8"), mistake["old"]
    assert text.count(old) == 1, f"{old!r} occurs {text.count(old)} times"
    marked = text.replace(old, mistake["new"])
    path.write_text(marked.replace(MARK, ""), encoding="utf-8")
    if "at" in mistake:
        file, at = mistake["at"]
        return (file, *place_of(folder / file, at))
    before = marked[: marked.index(MARK)]
    return mistake["file"], before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1


def test_the_pack_itself_has_no_problems() -> None:
    assert [problem.render("en") for problem in found_in(BASE)] == []


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake["name"])
def test_a_mistake_is_found_where_it_stands_with_what_helps(mistake: dict[str, Any], tmp_path: Path) -> None:
    folder = copied(mistake, tmp_path)
    place = made(mistake, folder)
    problems = found_in(folder)
    found = {
        (Path(one.place.file).name, one.place.line, one.place.column): one
        for one in problems
        if one.code == mistake["code"] and one.place is not None
    }
    assert place in found, [problem.render("en") for problem in problems]
    assert mistake["zh"] in found[place].render("zh")
    assert mistake["en"] in found[place].render("en")


def test_there_are_many_and_each_has_its_name() -> None:
    assert len({mistake["name"] for mistake in MISTAKES}) == len(MISTAKES) >= 60

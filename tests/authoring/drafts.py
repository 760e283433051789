"""A small invented pack with its text, and copies of it with one thing changed."""

from __future__ import annotations

import shutil
from pathlib import Path

HERE = Path(__file__).parent
PACK = HERE / "lanting"
TEXTS = HERE / "texts"
POLICY, LEDGER, CASES = "policy.yaml", "provisions.yaml", "cases.yaml"


def copy_of_pack(folder: Path) -> Path:
    """A copy of the pack below `folder`."""
    return Path(shutil.copytree(PACK, folder / "lanting"))


def change(path: Path, old: str, new: str) -> None:
    """Replace the only occurrence of `old`; an assertion fails where there is not exactly one."""
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} occurs {text.count(old)} times in {path.name}"
    path.write_text(text.replace(old, new), encoding="utf-8")


def place_of(path: Path, at: str) -> tuple[int, int]:
    """Line and column, counted from 1, of the only occurrence of `at`."""
    text = path.read_text(encoding="utf-8")
    assert text.count(at) == 1, f"{at!r} occurs {text.count(at)} times in {path.name}"
    before = text[: text.index(at)]
    return before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1

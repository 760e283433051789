"""What is kept in the repository: nothing of one machine, nothing unfinished, nothing big."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.house.documents import ROOT

MEGABYTE = 2**20
MACHINE = re.compile(r"(?<![\w.*-])/(?:work|root|home|opt|Users)/\w")
REGISTRY = re.compile(r"pypi\.|pythonhosted|index-url|find-links|https?://(?:mirrors?|[\w.]*registry)\.", re.IGNORECASE)
UNFINISHED = re.compile(r"\b(?:TO" + r"DO|FIX" + r"ME|XX" + r"X)\b")
HERE = Path(__file__).relative_to(ROOT)


def kept() -> list[Path]:
    """Every file that git keeps, and those that it would."""
    if shutil.which("git") is None or not (ROOT / ".git").exists():
        pytest.skip("not a clone")
    words = ["git", "-C", str(ROOT), "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(words, capture_output=True, check=True).stdout.decode().split("\0")
    return [file for name in names if name and (file := ROOT / name).is_file()]


def found(pattern: re.Pattern[str]) -> list[str]:
    """Where a pattern occurs: file, line, text."""
    places = []
    for file in kept():
        if file.relative_to(ROOT) == HERE:
            continue
        lines = file.read_text(encoding="utf-8", errors="replace").splitlines()
        places += [
            f"{file.relative_to(ROOT)}:{n}: {hit[0]}" for n, line in enumerate(lines, 1) if (hit := pattern.search(line))
        ]
    return places


def test_no_path_of_one_machine() -> None:
    assert found(MACHINE) == []


def test_no_address_of_a_registry() -> None:
    assert found(REGISTRY) == []


def test_nothing_unfinished() -> None:
    assert found(UNFINISHED) == []


def test_nothing_big() -> None:
    assert [file for file in kept() if file.stat().st_size > MEGABYTE] == []


def test_links_stay_inside() -> None:
    """A symbolic link leads to a file of the repository."""
    for file in kept():
        if file.is_symlink():
            assert file.resolve().is_relative_to(ROOT), file


def test_texts_end_with_a_line_and_have_no_byte_order_mark() -> None:
    for file in kept():
        content = file.read_bytes()
        if file.suffix in (".py", ".md", ".yaml", ".toml") and content:
            assert content.endswith(b"\n"), file
            assert not content.startswith(b"\xef\xbb\xbf"), file

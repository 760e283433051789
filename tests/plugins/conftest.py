"""Plugins as an installed package would be found: a module on the path, and metadata with an entry point."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import humi
from humi.reading.problems import Problem
from tests.authoring.drafts import PACK

REGION = "lanting"
PACKAGE = "humi_lanting"
TWO_LINES = "from humi import RegionPlugin\nplugin = RegionPlugin(__name__)\n"
SUBCLASS = """from humi import RegionPlugin, hookimpl
class Lanting(RegionPlugin):
{methods}
plugin = Lanting(__name__)
"""
Install = Callable[..., Path]


@pytest.fixture(autouse=True)
def _own_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HUMI_PLUGINS_DIR", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Install]:
    """`install(code)` gives the folder of a package with that `__init__.py` beside the files of an invented pack.

    `files` change or take away (None) some; `entry` is what the entry point of the region `region` names.
    """
    monkeypatch.syspath_prepend(tmp_path)
    before = set(sys.modules)

    def installed(
        code: str = TWO_LINES,
        region: str = REGION,
        package: str = PACKAGE,
        entry: str = "{package}:plugin",
        files: dict[str, str | None] | None = None,
    ) -> Path:
        folder = tmp_path / package
        folder.mkdir()
        content: dict[str, str | None] = {file.name: file.read_text("utf-8") for file in PACK.iterdir()}
        for name, text in (content | {"__init__.py": code} | (files or {})).items():
            if text is not None:
                (folder / name).write_text(text, "utf-8")
        metadata = tmp_path / f"{package}-1.0.dist-info"
        metadata.mkdir()
        (metadata / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {package}\nVersion: 1.0\n")
        (metadata / "entry_points.txt").write_text(f"[humi]\n{region} = {entry.format(package=package)}\n")
        return folder

    yield installed
    for name in set(sys.modules) - before:
        if name.startswith("humi_") and not name.startswith("humi_plugins"):
            del sys.modules[name]


def subclass(*methods: str) -> str:
    """A plugin that implements some hooks of its own over a `policy.yaml`; each method is a hook and its body."""
    written = []
    for method in methods:
        hook, _, body = method.partition(": ")
        written.append(f"    @hookimpl\n    def {hook}(self):\n        {body}\n")
    return SUBCLASS.format(methods="".join(written))


def problems_of(region: str = REGION) -> tuple[Problem, ...]:
    """Why a region is quarantined; it has to be."""
    (one,) = (one for one in humi.Humi().loaded.quarantined if one.region == region)
    return one.problems


def rules_of(region: str = REGION) -> dict[str, Any]:
    """The rules of a region by path; it has to be loaded."""
    loaded = humi.Humi([region]).loaded
    assert not loaded.quarantined, [problem.render("en") for problem in loaded.quarantined[0].problems]
    return {rule.path: rule for rule in loaded.packs[region].rules()}

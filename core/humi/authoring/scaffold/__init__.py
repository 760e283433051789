"""A new region, from a few answers: files that check and test green, for their author to replace line by line."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from string import Template

from humi.authoring.scaffold.spelling import in_chinese
from humi.authoring.scaffold.wish import LEFT_OUT, Wish
from humi.authoring.schemas import write_schemas
from humi.authoring.targets import load_target
from humi.errors import UsageError
from humi.values.label import Label

TEMPLATES = Path(__file__).parent / "templates"
POLICY = "policy.yaml"
FILES = (POLICY, "provisions.yaml", "cases.yaml")
SCHEMAS = ".schemas"
READABLE = 0o755
MOST_NAMED = 5
"""How many files are named of a folder that is in the way."""


def write_region(wish: Wish, home: Path) -> Path:
    """Write the files of a region into a new folder, whole or not at all; gives the folder of the pack.

    Raises UsageError where something is there already (C431), where a draft would not be found there (C434) or where nothing
    can be written (C421).
    """
    home_of(wish, home)
    try:
        home.parent.mkdir(parents=True, exist_ok=True)
        made = Path(tempfile.mkdtemp(dir=home.parent, prefix=f".{home.name}."))
    except OSError as error:
        raise UsageError.of("C421", None, found=str(home), reason=error.strerror or str(error)) from error
    try:
        _fill(wish, made, home.name)
        # mkdtemp makes folders that only their owner may enter.
        made.chmod(READABLE)
        os.rename(made, home)
    except BaseException:
        shutil.rmtree(made, ignore_errors=True)
        raise
    return home / wish.package if wish.packaged else home


def home_of(wish: Wish, home: Path) -> Path:
    """The folder, where the files of a region may be written into it. Raises UsageError (C431, C434)."""
    if home.exists() or home.is_symlink():
        there = _what_is(home)
        raise UsageError.of("C431", None, found=str(home), there=there.en, there_zh=there.zh)
    if not wish.packaged and home.name != wish.id:
        raise UsageError.of("C434", None, found=str(home), region=wish.id, suggestion=str(home / wish.id))
    return home


def _what_is(path: Path) -> Label:
    """What is in the way."""
    if not path.is_dir():
        return Label("是文件", "a file")
    names = sorted(entry.name for entry in path.iterdir())
    if not names:
        return Label("空目录", "an empty folder")
    listed = ", ".join([*names[:MOST_NAMED], *(["…"] if len(names) > MOST_NAMED else [])])
    return Label(f"目录中有 {listed}", f"a folder with {listed}")


def _fill(wish: Wish, made: Path, name: str) -> None:
    pack = made / wish.package if wish.packaged else made
    words = wish.words(f"{name}/{wish.package}" if wish.packaged else name)
    pack.mkdir(exist_ok=True)
    for file in FILES:
        _write(pack / file, _spelled(_filled(file, words), file, wish.keywords))
    _write(made / "README.md", _filled(f"README.{wish.keywords}.md", words))
    if wish.packaged:
        _write(pack / "__init__.py", _filled("plugin.template", words))
        _write(made / "pyproject.toml", _filled("pyproject.template", words))
    target = load_target(pack)
    assert target.pack is not None, [problem.render("en") for problem in target.problems]
    write_schemas(target.pack, pack / SCHEMAS)


def _filled(name: str, words: dict[str, str]) -> str:
    """A template with the answers in their places, without the lines that are not for this region."""
    text = Template((TEMPLATES / name).read_text(encoding="utf-8")).substitute(words)
    return "".join(f"{line}\n" for line in text.splitlines() if not line.startswith(LEFT_OUT))


def _spelled(text: str, file: str, keywords: str) -> str:
    return in_chinese(text) if keywords == "zh" and file == POLICY else text


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")

"""Generated regions: the real ones under other names and in other years, so that each is a whole document of real size."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from random import Random

HERE = Path(__file__).parent
REAL = HERE.parent / "plugins"
FILES = ("policy.yaml", "provisions.yaml")
TEMPLATES = tuple(sorted(file.parent.name for file in REAL.glob("*/policy.yaml")))
"""Taken in turn, so that every so many generated regions are as large as all real ones."""
YEAR = re.compile(r"(?<!\d)20[0-4]\d(?!\d)")


def names_of(count: int) -> list[str]:
    """The ids of so many generated regions."""
    return [f"grown_{number:05}" for number in range(count)]


def generate(folder: Path, count: int, seed: int = 5) -> None:
    """Folders of so many regions; the same seed gives the same ones, however many."""
    random = Random(seed)
    texts = {name: [(REAL / name / file).read_text(encoding="utf-8") for file in FILES] for name in TEMPLATES}
    for number, name in enumerate(names_of(count)):
        template, years = TEMPLATES[number % len(TEMPLATES)], random.randint(-9, 9)
        (folder / name).mkdir()
        for file, text in zip(FILES, texts[template], strict=True):
            (folder / name / file).write_text(_moved(text.replace(template, name), years), encoding="utf-8")


def _moved(text: str, years: int) -> str:
    """The text with every year moved by as many years."""
    return YEAR.sub(lambda found: str(int(found[0]) + years), text)


def copy_of_pack(folder: Path, region: str) -> None:
    """The benchmark's own pack in a folder of the name of its region, as a draft."""
    shutil.copytree(HERE / "pack", folder / region)

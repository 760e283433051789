"""Generated regions: the real ones under other names, in other years, so that each is a whole document of realistic size."""

from __future__ import annotations

import re
from pathlib import Path
from random import Random

REAL = Path(__file__).parent.parent / "plugins"
FILES = ("policy.yaml", "provisions.yaml")
FIRST_YEARS, YEAR = 20, re.compile(r"(?<!\d)20([0-4]\d)(?!\d)")
TEMPLATES = tuple(sorted(file.parent.name for file in REAL.glob("*/policy.yaml")))


def name_of(number: int) -> str:
    """The id of a generated region. They sort in the order generated."""
    return f"grown_{number:05}"


def generate(folder: Path, count: int, seed: int = 5) -> list[str]:
    """Folders of `count` regions, which are their ids; the same seed gives the same ones, and more begin with the fewer."""
    random = Random(seed)
    texts = {name: [(REAL / name / file).read_text(encoding="utf-8") for file in FILES] for name in TEMPLATES}
    names = [name_of(number) for number in range(count)]
    for number, name in enumerate(names):
        template, years = TEMPLATES[number % len(TEMPLATES)], random.randint(-9, 9)
        (folder / name).mkdir()
        for file, text in zip(FILES, texts[template], strict=True):
            (folder / name / file).write_text(_moved(text.replace(template, name), years), encoding="utf-8")
    return names


def _moved(text: str, years: int) -> str:
    """Every year of the text moved by as many years."""
    return YEAR.sub(lambda found: str(int(found[0]) + years), text)

"""The output and the pictures shown in documents: `python -m tests.house.shown` writes them again.

A block marked `<!-- run: humi ... -->` holds what the command prints. It may end with a line `…`: then it is the beginning,
and as many lines are shown as before.
"""

from __future__ import annotations

import os
import shlex
from collections.abc import Iterator
from pathlib import Path

from tests.house.documents import PAGES, ROOT, Block, blocks

WIDTH = "110"
MORE = "…"
PICTURES = {
    "docs/targets.svg": "humi targets yinchuan examples/registries/yinchuan --on 2026-12-31 --lang en --format svg",
    "docs/timeline.svg": "humi timeline jiyuan yinchuan --on 2026-06-01 --lang en --format svg",
    "examples/packages/lanhai/BOOK.md": (
        "humi book examples/packages/lanhai/humi_lanhai --on 2026-06-01 --lang en --format md -o -"
    ),
}
"""Pictures and pages that documents show or lead to, and the commands that make them."""
CODES = {"diff": 2}
"""Documents show comparisons in which an answer changes."""


def shown_blocks() -> Iterator[Block]:
    """Every block that shows what a command prints."""
    for page in PAGES:
        yield from (block for block in blocks(page) if block.mark == "run")


def printed(command: str) -> str:
    """What a command of Humi prints from the root of the repository, without spaces at ends of lines."""
    from click.testing import CliRunner

    from humi.cli.main import main

    program, *words = shlex.split(command)
    assert program == "humi", command
    before = Path.cwd()
    os.chdir(ROOT)
    try:
        result = CliRunner().invoke(main, words, env={"COLUMNS": WIDTH, "LC_ALL": "C.UTF-8", "HUMI_PLUGINS_DIR": None})
    finally:
        os.chdir(before)
    assert result.exit_code == CODES.get(words[0], 0), result.output
    return "".join(f"{line.rstrip()}\n" for line in result.stdout.splitlines())


def fresh(block: Block) -> str:
    """What the block must hold."""
    lines = printed(block.what).splitlines()
    shown = block.text.splitlines()
    if shown and shown[-1] == MORE:
        lines = [*lines[: len(shown) - 1], MORE]
    return "".join(f"{line}\n" for line in lines)


def main() -> None:
    """Write the pages and pictures that changed, and name them."""
    for name, command in PICTURES.items():
        picture = ROOT / name
        if not picture.exists() or picture.read_text(encoding="utf-8") != printed(command):
            picture.write_text(printed(command), encoding="utf-8")
            print(name)
    for page in PAGES:
        text = whole = page.read_text(encoding="utf-8")
        for block in reversed([block for block in blocks(page) if block.mark == "run"]):
            text = text[: block.start] + fresh(block) + text[block.end :]
        if text != whole:
            page.write_text(text, encoding="utf-8")
            print(page.relative_to(ROOT))


if __name__ == "__main__":
    main()

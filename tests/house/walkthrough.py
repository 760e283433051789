"""The walk-throughs are done as they are written: `python -m tests.house.walkthrough` writes what the commands print.

    <!-- do: humi check yunxi -->      a command, and what it prints; `fails:` where it ends with exit code 2
    <!-- write: yunxi/cases.yaml -->   a file, whole
    <!-- change: yunxi/cases.yaml -->  lines of a file: taken out (-), put in (+), left (two spaces)
"""

from __future__ import annotations

import os
import shlex
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.house.documents import ROOT, Block, blocks

PAGES = tuple(sorted(ROOT.glob("docs/walkthrough*.md")))
WIDTH = "100"
EXITS = {"do": 0, "fails": 2}


def printed(words: str, exit_code: int) -> str:
    """What a command of Humi prints in the current folder, without spaces at ends of lines."""
    from click.testing import CliRunner

    from humi.cli.main import main

    program, *arguments = shlex.split(words)
    assert program == "humi", words
    result = CliRunner().invoke(main, arguments, env={"COLUMNS": WIDTH, "LC_ALL": "C.UTF-8", "HUMI_PLUGINS_DIR": None})
    assert result.exit_code == exit_code, f"{words}: exit code {result.exit_code}\n{result.output}"
    return "".join(f"{line.rstrip()}\n" for line in result.stdout.splitlines())


def change(text: str, block: Block) -> str:
    """The text with a change made: what is left and taken out has to stand in it once."""
    lines = block.text.splitlines()
    before = "".join(f"{line[2:]}\n" for line in lines if not line.startswith("+"))
    after = "".join(f"{line[2:]}\n" for line in lines if not line.startswith("-"))
    found = f"\n{text}".count(f"\n{before}")
    assert found == 1, f"{block.page.name}:{block.line}: stands {found} times in {block.what}"
    return f"\n{text}".replace(f"\n{before}", f"\n{after}")[1:]


def steps(page: Path) -> Iterator[tuple[Block, str]]:
    """Do what a page says in the current folder; gives each block that shows output, with the true one."""
    for block in blocks(page):
        match block.mark:
            case "do" | "fails":
                yield block, printed(block.what, EXITS[block.mark])
            case "write":
                file = Path(block.what)
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(block.text, encoding="utf-8")
            case "change":
                file = Path(block.what)
                file.write_text(change(file.read_text(encoding="utf-8"), block), encoding="utf-8")


@contextmanager
def elsewhere() -> Iterator[None]:
    """In an empty folder."""
    before = Path.cwd()
    with TemporaryDirectory() as folder:
        os.chdir(folder)
        try:
            yield
        finally:
            os.chdir(before)


def main() -> None:
    """Write the pages of which the output changed, and name them."""
    for page in PAGES:
        with elsewhere():
            shown = list(steps(page))
        text = whole = page.read_text(encoding="utf-8")
        for block, output in reversed(shown):
            text = text[: block.start] + output + text[block.end :]
        if text != whole:
            page.write_text(text, encoding="utf-8")
            print(page.relative_to(ROOT))


if __name__ == "__main__":
    main()

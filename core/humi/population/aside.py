"""Rows that cannot be read, kept as they were with place and reason, in tables that can be mended and read again."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, closing
from functools import lru_cache
from itertools import compress
from pathlib import Path
from shutil import copyfileobj
from types import TracebackType
from typing import Any

from humi.population.slots import FILE, ROW
from humi.population.storing import telling_full
from humi.reading.problems import Problem
from humi.values.label import Lang

HEAD = (FILE, ROW, "#column", "#code", "#reason", "#原因")


class Aside:
    """The rows set aside, written to a folder of their own until `save`. `counts` tells how many there are of each table;
    `names` what a mapping calls the tables, since the folder is to be read like what they came from."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.counts: Counter[str] = Counter()
        self.codes: Counter[str] = Counter()
        self.examples: dict[str, Problem] = {}
        self.names: Mapping[str, str] = {}
        self._files: dict[tuple[str, tuple[str, ...]], tuple[Path, Any, Any]] = {}
        folder.mkdir(parents=True, exist_ok=True)

    def put(self, section: str, headings: Sequence[str], cells: Sequence[str], problems: Sequence[Problem]) -> None:
        """Keep one row: its cells, or the whole of a row that could not be cut into cells."""
        first = min(problems, key=lambda problem: problem.place.column if problem.place else 0)
        self.counts[section] += 1
        for problem in problems:
            self.codes[problem.code] += 1
            self.examples.setdefault(problem.code, problem)
        place = first.place
        said = [_said(problem.code, tuple(problem.details.items())) for problem in problems]
        codes = " ".join(dict.fromkeys(problem.code for problem in problems))
        # Rows that were mended and set aside again tell the newer reason.
        kept = [index >= len(headings) or headings[index] not in HEAD for index in range(len(cells))]
        told = [codes, "; ".join(en for en, _ in said), "；".join(zh for _, zh in said)]
        where = [place.file, place.line, place.column or ""] if place else ["", "", ""]
        with telling_full(self.folder):
            self._writer(section, headings).writerow([*where, *told, *compress(cells, kept)])

    def _writer(self, section: str, headings: Sequence[str]) -> Any:
        key = section, tuple(headings)
        if key not in self._files:
            path = self.folder / f"{len(self._files)}.csv"
            stream = path.open("w", encoding="utf-8-sig", newline="")
            writer = csv.writer(stream)
            writer.writerow([*HEAD, *(text for text in headings if text not in HEAD)])
            self._files[key] = path, stream, writer
        return self._files[key][2]

    def close(self) -> None:
        """Write out what is still in memory."""
        with telling_full(self.folder), ExitStack() as streams:
            for _, stream, _ in self._files.values():
                streams.push(closing(stream))

    def save(self, folder: Path) -> list[Path]:
        """Write the tables to a folder, through temporary files; the paths of those that have rows. Raises InputError where
        that cannot be done."""
        self.close()
        with telling_full(folder):
            return self._copy(folder)

    def _copy(self, folder: Path) -> list[Path]:
        saved = []
        for target, (path, _, _) in zip(self._targets(folder), self._files.values(), strict=True):
            target.parent.mkdir(parents=True, exist_ok=True)
            half = target.with_name(f".{target.name}.part")
            try:
                with path.open("rb") as source, half.open("wb") as stream:
                    copyfileobj(source, stream)
                half.replace(target)
            finally:
                half.unlink(missing_ok=True)
            saved.append(target)
        return saved

    def _targets(self, folder: Path) -> Iterator[Path]:
        """Where the tables are saved: those of one section with different headings as parts of it, in a folder of its name."""
        parts = Counter(section for section, _ in self._files)
        taken: Counter[str] = Counter()
        for section, _ in self._files:
            given = self.names.get(section, section)
            name = given if Path(given).name == given and not given.startswith(".") else section
            taken[section] += 1
            yield folder / (f"{name}.csv" if parts[section] == 1 else f"{name}/{taken[section]}.csv")

    def __enter__(self) -> Aside:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()


@lru_cache(maxsize=1_000)
def _said(code: str, details: tuple[tuple[str, str], ...]) -> tuple[str, str]:
    """The reason in English and in Chinese. Mistakes repeat."""
    problem = Problem(code, None, dict(details))
    langs: tuple[Lang, ...] = ("en", "zh")
    en, zh = map(problem.told, langs)
    return en, zh

"""How many seeded mistakes `humi check` finds: each number, comparator, day, list and citation of a pack, changed alone.

    python -m tests.authoring.recall [--sources DIR] [--missed] FOLDER...

A mistake is found where a problem stands in its line that was not there before. It prints what `docs/checking.md` tells.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from shutil import copytree
from tempfile import TemporaryDirectory
from typing import NamedTuple

from humi.authoring.check import check_target
from humi.authoring.targets import load_target
from humi.reading.fields import items_of
from humi.reading.keywords import english
from humi.reading.located import Located, Mapping, Scalar
from humi.reading.problems import Problem, Problems
from humi.reading.strict_yaml import read_yaml

POLICY, LEDGER = "policy.yaml", "provisions.yaml"
NUMBERS = ("at_least", "more_than", "at_most", "less_than")
DAYS = ("on_or_after", "after", "on_or_before", "before")
NO_RULES = tuple("humi region edition facts kinds acts names name note interpretation source silent".split())
"""Below these keys nothing is a rule's number or day."""

NUMBER = re.compile(r"([0-9]+)(%?)( ?yuan)?")
DAY = re.compile(r"[0-9]{4}(?:-[0-9]{2}){0,2}")
MONTH_DAY = re.compile(r"[0-9]{2}-[0-9]{2}")


class Seed(NamedTuple):
    """One mistake: in `file`, at an offset of line and column, `old` becomes `new`."""

    kind: str
    file: str
    line: int
    column: int
    old: str
    new: str
    also: Seed | None = None

    def into(self, text: str) -> str:
        """The text with the mistake in it."""
        lines = text.split("\n")
        line = lines[self.line - 1]
        start = self.column - 1
        assert line.startswith(self.old, start), (line, self)
        lines[self.line - 1] = line[:start] + self.new + line[start + len(self.old) :]
        seeded = "\n".join(lines)
        return self.also.into(seeded) if self.also is not None else seeded


def seeds(folder: Path) -> Iterator[Seed]:
    """Every mistake that can be seeded into a pack."""
    policy, ledger = (read_yaml(folder / name, Problems()) for name in (POLICY, LEDGER))
    assert policy is not None
    assert ledger is not None
    yield from dict.fromkeys(_in_rules(policy))
    yield from _lists(policy)
    assert isinstance(ledger, Mapping)
    yield from _sources(policy, [item["id"].text for item in ledger["items"].items])  # type: ignore[union-attr]
    yield from _anchors(ledger)


def _in_rules(located: Located, word: str = "") -> Iterator[Seed]:
    if isinstance(located, Mapping):
        for key, value in located.entries:
            name = english(key.text)
            if name in NO_RULES:
                continue
            yield from _comparators(key, name)
            yield from _values(key, "")
            yield from _in_rules(value, name)
    elif not isinstance(located, Scalar):
        for item in located.items:
            yield from _in_rules(item, word)
    else:
        yield from _values(located, word)


def _comparators(key: Scalar, word: str) -> Iterator[Seed]:
    for kind, words in (("comparator of a number", NUMBERS), ("comparator of a day", DAYS)):
        if word in words:
            yield from (Seed(kind, POLICY, *key.place[1:], key.text, other) for other in words if other != word)


def _values(scalar: Scalar, word: str) -> Iterator[Seed]:
    text, (_, line, column) = scalar.text, scalar.place
    column += scalar.quoted
    if scalar.place.line == 0 or word == "order":
        return
    if number := NUMBER.fullmatch(text):
        if len(number[1]) == 4 and not number[2]:
            yield from (Seed("year", POLICY, line, column, text, str(int(text) + step)) for step in (-1, 1))
            return
        for step in (-1, 1):
            if int(number[1]) + step > 0:
                yield Seed("number", POLICY, line, column, text, f"{int(number[1]) + step}{number[2]}{number[3] or ''}")
    else:
        for side in re.finditer(r"[^/]+", text):
            if DAY.fullmatch(side[0]):
                kind = ("year", "month", "day")[side[0].count("-")]
                yield from (Seed(kind, POLICY, line, column + side.start(), side[0], moved) for moved in _moved(side[0]))
            elif MONTH_DAY.fullmatch(side[0]):
                moved = _moved(f"2023-{side[0]}")
                yield from (Seed("day of a year", POLICY, line, column + side.start(), side[0], one[5:]) for one in moved)


def _moved(day: str) -> list[str]:
    """The day, month or year before and after."""
    parts = [int(part) for part in day.split("-")]
    if len(parts) == 3:
        return [(date(*parts) + timedelta(step)).isoformat() for step in (-1, 1)]
    if len(parts) == 1:
        return [str(parts[0] + step) for step in (-1, 1)]
    months = (parts[0] * 12 + parts[1] - 1 + step for step in (-1, 1))
    return [f"{month // 12}-{month % 12 + 1:02d}" for month in months]


def _anchors(ledger: Located) -> Iterator[Seed]:
    """Each anchor exchanged with the next one, or copied over it."""
    assert isinstance(ledger, Mapping)
    items = ledger["items"]
    assert not isinstance(items, Mapping | Scalar)
    held = [item["anchor"] for item in items.items if isinstance(item, Mapping)]
    written = [one for one in held if isinstance(one, Scalar) and one.quoted and "'" not in one.text]
    for one, other in pairwise(written):
        there = Seed("anchors exchanged", LEDGER, other.place.line, other.place.column + 1, other.text, one.text)
        yield Seed("anchors exchanged", LEDGER, one.place.line, one.place.column + 1, one.text, other.text, there)
        yield Seed("anchor copied", LEDGER, other.place.line, other.place.column + 1, other.text, one.text)
    for one in written:
        for found in re.finditer(r"(?<![0-9])[0-9]{1,2}(?=[个家%])", one.text):
            place = one.place.line, one.place.column + 1 + found.start()
            yield Seed("number of an anchor", LEDGER, *place, found[0], str(int(found[0]) + 1))


def _sources(located: Located, ids: list[str]) -> Iterator[Seed]:
    """Each citation, of the provision after it in the ledger instead."""
    if isinstance(located, Mapping):
        for key, value in located.entries:
            if english(key.text) == "source":
                for one in items_of(value):
                    if isinstance(one, Scalar) and one.text in ids:
                        other = ids[(ids.index(one.text) + len(ids) // 2) % len(ids)]
                        yield Seed("citation", POLICY, one.place.line, one.place.column, one.text, other)
            elif english(key.text) != "facts":
                yield from _sources(value, ids)
    elif not isinstance(located, Scalar):
        for item in located.items:
            yield from _sources(item, ids)


def _lists(located: Located, word: str = "") -> Iterator[Seed]:
    """Each member of a list left out, and a list opened or closed."""
    if isinstance(located, Mapping):
        for key, value in located.entries:
            if english(key.text) == "open" and isinstance(value, Scalar):
                yield Seed("open list closed", POLICY, value.place.line, value.place.column, value.text, "false")
            if english(key.text) != "facts":
                yield from _lists(value, english(key.text))
        words = {english(key.text) for key, _ in located.entries}
        for key, value in located.entries:
            if english(key.text) in ("in", "include") and "open" not in words and not isinstance(value, Mapping | Scalar):
                yield Seed("closed list opened", POLICY, *key.place[1:], key.text, f"open: true, {key.text}")
    elif not isinstance(located, Scalar):
        if word in ("in", "include", "include_all") and len(located.items) > 2:
            for one, other in pairwise(located.items):
                assert isinstance(one, Scalar)
                assert isinstance(other, Scalar)
                if one.place.line == other.place.line:
                    between = other.place.column - one.place.column - len(one.text)
                    yield Seed("member left out", POLICY, *one.place[1:], one.text + "," + " " * (between - 1), "")
        for item in located.items:
            yield from _lists(item, word)


def problems_of(folder: Path, sources: Path | None) -> list[Problem]:
    """What `humi check` says of a pack."""
    return list(check_target(load_target(folder), sources).problems)


class Tried(NamedTuple):
    """What became of a mistake: the codes told in its line, and those told anywhere."""

    seed: Seed
    here: tuple[str, ...]
    anywhere: tuple[str, ...]
    exact: bool


def try_all(folder: Path, sources: Path | None = None, every: int = 1) -> Iterator[Tried]:
    """Seed each mistake (or one out of `every`) into a copy and check it."""
    with TemporaryDirectory() as name:
        copy = Path(copytree(folder, Path(name) / folder.name, ignore=lambda *_: {"cases.yaml", "__pycache__"}))
        known = {(one.code, tuple(one.details.items())) for one in problems_of(copy, sources)}
        for seed in list(seeds(copy))[::every]:
            path = copy / seed.file
            text = path.read_text(encoding="utf-8")
            path.write_text(seed.into(text), encoding="utf-8")
            new = [one for one in problems_of(copy, sources) if (one.code, tuple(one.details.items())) not in known]
            path.write_text(text, encoding="utf-8")
            places = [(one.code, one.place) for one in new if one.place is not None]
            lines = (seed.line, seed.also.line) if seed.also is not None else (seed.line,)
            here = [(code, place) for code, place in places if place.line in lines and place.file.endswith(seed.file)]
            near = any(abs(place.column - seed.column) <= len(seed.old) + 12 for _, place in here)
            yield Tried(seed, tuple(code for code, _ in here), tuple(one.code for one in new), near)


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--sources", type=Path)
    parser.add_argument("--missed", action="store_true")
    parser.add_argument("--every", type=int, default=1)
    asked = parser.parse_args()
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for folder in asked.folders:
        for tried in try_all(folder, asked.sources, asked.every):
            row = counts[tried.seed.kind]
            for index, one in enumerate((True, bool(tried.anywhere), bool(tried.here), tried.exact)):
                row[index] += one
            if asked.missed and not tried.exact:
                print(folder.name, *tried.seed, tried.here, tried.anywhere)
    print(f"{'':26} seeded  found  in its line  at its place")
    for kind, row in counts.items():
        print(f"{kind:26} {row[0]:6} {row[1]:6} {row[2]:12} {row[3]:13}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

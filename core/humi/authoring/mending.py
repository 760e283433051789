"""`humi check --fix`: the mends of a pack, tried on a copy, and written only where they make it better.

A mend that leaves its problem, or brings another one to its place, is given up; so is one of a warning or a note that changes
what the pack says: its hash stays. Everything else in the files stays as it is, line ends and byte order mark included.
"""

from __future__ import annotations

import os
import shutil
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from humi.authoring.cases import FILE as CASES
from humi.authoring.check import Checked, check_target
from humi.authoring.mends import Mend, mend_of
from humi.authoring.targets import Target, load_target
from humi.plugins import POLICY
from humi.policy.provisions import LEDGER
from humi.reading.files import breaks_of, lines_of
from humi.reading.problems import Place, Problem

FILES = (POLICY, LEDGER, CASES)
MOST_ROUNDS = 20
"""What is behind a mistake of syntax shows only after it is mended."""


def mend_files(target: Target) -> list[Mend]:
    """Mend the files of a pack, and tell what was written where. Raises OSError where a file cannot be written."""
    folder = target.folder
    if folder is None or not any((folder / name).is_file() for name in FILES):
        return []
    really = {(one.code, one.place) for one in check_target(target).problems}
    with TemporaryDirectory() as made:
        copy = Path(made) / folder.resolve().name
        copy.mkdir()
        for name in filter(lambda name: (folder / name).is_file(), FILES):
            shutil.copyfile(folder / name, copy / name)
        done = _mend_copy(copy, folder, really)
        for name in {Path(mend.place.file).name for mend in done}:
            _put(copy / name, (folder / name).resolve())
    return done


def _mend_copy(copy: Path, folder: Path, really: set[tuple[str, Place | None]]) -> list[Mend]:
    """Mend round after round, until nothing is left that can be. In the first, only what is wrong with the real files, too:
    a region may have rules that are made in Python, of which the copy knows nothing."""
    done: list[Mend] = []
    given_up: set[tuple[str, str, str]] = set()
    checked = _check(copy)
    for _ in range(MOST_ROUNDS):
        mends = [
            (problem, mend)
            for problem, mend in _mends(checked.problems)
            if (done or (problem.code, _moved(problem.place, folder)) in really) and _what(mend) not in given_up
        ]
        if not mends:
            break
        better = _try(copy, checked, mends)
        if better is None:  # one of them does no good: the first that does
            for one in mends:
                better = _try(copy, checked, [one])
                if better is not None:
                    mends = [one]
                    break
                given_up.add(_what(one[1]))
        if better is None:
            break
        checked = better
        done.extend(Mend(_place_in(folder, mend.place), mend.found, mend.written) for _, mend in mends)
    return done


def _mends(problems: Iterable[Problem]) -> list[tuple[Problem, Mend]]:
    """At most one for each place."""
    lines: dict[str, list[str]] = {}
    found: dict[Place, tuple[Problem, Mend]] = {}
    for problem in problems:
        if problem.place is None:
            continue
        file = problem.place.file
        if file not in lines:
            lines[file] = lines_of(_read(Path(file)).removeprefix("\ufeff")) if Path(file).is_file() else []
        mend = mend_of(problem, lines[file])
        if mend is not None:
            found.setdefault(mend.place, (problem, mend))
    return list(found.values())


def _try(copy: Path, before: Checked, mends: Sequence[tuple[Problem, Mend]]) -> Checked | None:
    """The pack after some mends, where they make it better; else the files are as they were, and the answer is None."""
    texts = {name: _read(copy / name) for name in FILES if (copy / name).is_file()}
    by_file: dict[str, list[Mend]] = defaultdict(list)
    for _, mend in mends:
        by_file[Path(mend.place.file).name].append(mend)
    for name, wanted in by_file.items():
        _write(copy / name, replaced(texts[name], wanted))
    after = _check(copy)
    if _is_better(before, after, mends):
        return after
    for name in by_file:
        _write(copy / name, texts[name])
    return None


def _is_better(before: Checked, after: Checked, mended: Sequence[tuple[Problem, Mend]]) -> bool:
    """What was mended is told no longer, nothing else is told in its place, and a pack that could be read says the same,
    unless it was wrong. Elsewhere more may be told: what stands below a misspelt key is read only now."""
    if before.pack is not None:
        wrong = all(problem.severity == "error" for problem, _ in mended)
        if after.pack is None or (after.pack.hash != before.pack.hash and not wrong):
            return False
    was, left = _counted(before.problems), _counted(after.problems)
    places = {mend.place for _, mend in mended}
    gone = all(left[_name(problem)] < was[_name(problem)] for problem, _ in mended)
    return gone and not any(problem.place in places for problem in after.problems)


def _counted(problems: Iterable[Problem]) -> Counter[tuple[str, str, str]]:
    return Counter(map(_name, problems))


def _name(problem: Problem) -> tuple[str, str, str]:
    return problem.code, problem.place.file if problem.place else "", problem.details.get("found", "")


def _what(mend: Mend) -> tuple[str, str, str]:
    return Path(mend.place.file).name, mend.found, mend.written


def replaced(text: str, mends: Iterable[Mend]) -> str:
    """The text with the mends in it. Whole lines that are taken out go with their line end."""
    starts = breaks_of(text)
    mark = text.startswith("\ufeff")
    for mend in sorted(mends, key=lambda one: (one.place.line, one.place.column), reverse=True):
        line, column = mend.place.line, mend.place.column
        at = starts[line - 1] + column - 1 + (mark and line == 1)
        end = at + len(mend.found)
        assert text[at:end] == mend.found, mend
        written = mend.written
        if mend.whole_line:
            end = starts[line] if line < len(starts) else len(text)
        if written.endswith("\n"):
            written = written[:-1] + _line_end(text)
        text = text[:at] + written + text[end:]
    return text


def _line_end(text: str) -> str:
    """The line end that the file uses."""
    return "\r\n" if "\r\n" in text else "\n"


# --- files ---


def _check(copy: Path) -> Checked:
    return check_target(load_target(copy))


def _read(path: Path) -> str:
    return path.read_bytes().decode("utf-8", "surrogateescape")


def _write(path: Path, text: str) -> None:
    path.write_bytes(text.encode("utf-8", "surrogateescape"))


def _put(source: Path, path: Path) -> None:
    """Put a file in the place of another at one stroke, so that there is never half of it."""
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        shutil.copyfile(source, beside)
        shutil.copymode(path, beside)
        os.replace(beside, path)
    finally:
        beside.unlink(missing_ok=True)


def _moved(place: Place | None, folder: Path) -> Place | None:
    return _place_in(folder, place) if place is not None else None


def _place_in(folder: Path, place: Place) -> Place:
    return Place(str(folder / Path(place.file).name), place.line, place.column)

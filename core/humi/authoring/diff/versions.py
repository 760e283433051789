"""The two versions that a command compares: regions, folders and files as they are, or as a git revision has them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from humi.authoring.cases import FILE, Case, read_cases
from humi.authoring.diff.revisions import Revision, committed, in_working_tree, makes_rules, revision_in, unpacked
from humi.authoring.targets import Target, find_targets, load_target
from humi.errors import UsageError
from humi.reading.problems import Place, Problem, Problems


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a pack. `name` is what it is called; `files` is the folder with its files, `shown` what that is called
    where it is only a copy. `silent_code`: rules that Python makes are not in it."""

    name: str
    target: Target
    files: Path | None = None
    shown: str = ""
    silent_code: bool = False

    def place(self, place: Place) -> Place:
        """A place as its author knows it."""
        if self.files is None or not Path(place.file).is_relative_to(self.files):
            return place
        inside = Path(place.file).relative_to(self.files).as_posix()
        gap = "" if self.shown.endswith(":") else "/"
        return Place(f"{self.shown}{gap}{inside}" if inside != "." else self.shown, place.line, place.column)

    def problem(self, problem: Problem) -> Problem:
        """A problem at its place as its author knows it."""
        if problem.place is None:
            return problem
        return Problem(problem.code, self.place(problem.place), problem.details)

    def cases(self) -> tuple[Case, ...]:
        """The cases beside the pack that can be read; `humi check` tells of the others."""
        folder = self.target.folder
        path = folder / FILE if folder is not None else None
        return read_cases(path, Problems()) if path is not None and path.is_file() else ()


@contextmanager
def two_versions(old: str, new: str | None, plugins_dir: str | None = None) -> Iterator[tuple[Version, Version]]:
    """The versions meant by two words, for as long as they are used. Without `new`, a revision is compared with its files as
    they are now, anything else with its last commit. Raises UsageError.
    """
    with ExitStack() as opened:
        if new is not None:
            yield _version(old, plugins_dir, opened), _version(new, plugins_dir, opened)
            return
        revision = revision_in(old)
        if revision is not None:
            yield _unpacked(revision, opened), _version(str(in_working_tree(revision)), plugins_dir, opened)
            return
        now = _version(old, plugins_dir, opened)
        if now.target.folder is None:
            raise UsageError.of("C446", None, found=old)
        yield _unpacked(committed(now.target.folder), opened), now


def _version(word: str, plugins_dir: str | None, opened: ExitStack) -> Version:
    revision = revision_in(word)
    if revision is not None:
        return _unpacked(revision, opened)
    targets = find_targets([word], plugins_dir)
    if len(targets) != 1:
        raise UsageError.of("C445", None, found=word, allowed=", ".join(str(one.folder) for one in targets))
    return Version(word, targets[0])


def _unpacked(revision: Revision, opened: ExitStack) -> Version:
    folder, path = opened.enter_context(unpacked(revision))
    shown = f"{revision.rev}:{path}"
    return Version(shown, load_target(folder), folder, shown, makes_rules(folder))

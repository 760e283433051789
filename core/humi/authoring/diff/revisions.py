"""Files of a git revision, written as `REV:path`, in a temporary folder. Git is asked, never the code of a revision."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath, PureWindowsPath
from tempfile import TemporaryDirectory
from typing import NoReturn

from humi.errors import UsageError
from humi.plugins import POLICY
from humi.values.frozen import Frozen
from humi.values.text import nearest

SUFFIXES = (".yaml", ".yml", ".csv", ".xlsx")
"""What a pack consists of. Anything else of a revision is left where it is."""
CODE = "__init__.py"
MAKES_RULES = b"hookimpl"
MOST_FILES, MOST_BYTES = 100, 64_000_000
REGULAR_FILES = ("100644", "100755")
HEAD = "HEAD"


class Revision(Frozen):
    """A path in a revision, as git takes it: from the top of the repository, or from `within` where it begins with `.`."""

    rev: str
    path: str
    within: Path = Path()

    def __str__(self) -> str:
        return f"{self.rev}:{self.path}"


def revision_in(text: str) -> Revision | None:
    """`REV:path`; None where the text is a path of its own, such as `C:\\packs\\yinchuan`."""
    rev, colon, path = text.partition(":")
    if not colon or not rev or Path(text).exists() or (len(rev) == 1 and PureWindowsPath(text).is_absolute()):
        return None
    return Revision(rev, path)


def committed(folder: Path) -> Revision:
    """A folder of the working tree as the last commit has it. Raises UsageError where it is in no repository."""
    top = Path(_ask(folder, "rev-parse", "--show-toplevel").strip())
    return Revision(HEAD, folder.resolve().relative_to(top.resolve()).as_posix(), folder)


def in_working_tree(revision: Revision) -> Path:
    """The same path as it is now. Raises UsageError where there is no repository."""
    return Path(_ask(revision.within, "rev-parse", "--show-toplevel").strip()) / _from_top(revision)


@contextmanager
def unpacked(revision: Revision) -> Iterator[tuple[Path, str]]:
    """The folder of a pack with its files as they were, for as long as it is used, and its path in the repository.

    Raises UsageError: no repository, no such revision, no such path in it, too much in it.
    """
    path = _folder_of(revision)
    with TemporaryDirectory(prefix="humi-") as made:
        folder = Path(made) / (PurePosixPath(path).name or "pack")
        folder.mkdir()
        for name, content in _files(revision, path):
            (folder / name).write_bytes(content)
        yield folder, path


def makes_rules(folder: Path) -> bool:
    """Whether the code of an unpacked pack makes rules, which nobody has run."""
    code = folder / CODE
    return code.is_file() and MAKES_RULES in code.read_bytes()


# --- what git knows ---


def _folder_of(revision: Revision) -> str:
    """The folder of the pack from the top of the repository; a file stands for the folder that it is in."""
    _check(revision)
    path = _from_top(revision)
    kind = _kind(revision, path)
    if kind == "":
        _no_such_path(revision, path)
    if kind != "tree":
        return PurePosixPath(path).parent.as_posix().removeprefix(".")
    inner = [pack for pack in _packs(revision) if PurePosixPath(pack).parent == PurePosixPath(path or ".")]
    if path in _packs(revision) or not inner:
        return path
    if len(inner) > 1:
        raise UsageError.of("C445", None, found=str(revision), allowed=", ".join(f"{revision.rev}:{pack}" for pack in inner))
    return inner[0]


def _check(revision: Revision) -> None:
    """That there is a repository, and the revision in it."""
    known = _ask(revision.within, "for-each-ref", "--format=%(refname:short)").split()
    if (
        revision.rev.startswith("-")
        or _tried(revision.within, "rev-parse", "--verify", "--quiet", f"{revision.rev}^{{tree}}") is None
    ):
        near = nearest(revision.rev, (HEAD, *known))
        raise UsageError.of("C441", None, found=revision.rev, suggestion=f"{near}:{revision.path}" if near else "")


def _from_top(revision: Revision) -> str:
    """The path from the top of the repository. Raises UsageError where it leads out of it."""
    path = PurePosixPath(revision.path)
    if path.parts[:1] in ((".",), ("..",)) or revision.path.startswith("."):
        path = PurePosixPath(_ask(revision.within, "rev-parse", "--show-prefix").strip()) / path
    parts: list[str] = []
    for part in path.parts:
        if part == ".." and not parts:
            _no_such_path(revision, revision.path)
        parts = parts[:-1] if part == ".." else [*parts, part]
    return "/".join(parts)


def _kind(revision: Revision, path: str) -> str:
    """`tree`, `blob`, or nothing where there is no such path."""
    return (_tried(revision.within, "cat-file", "-t", f"{revision.rev}:{path}") or "").strip()


def _no_such_path(revision: Revision, path: str) -> NoReturn:
    """Raise UsageError, with the pack that was probably meant."""
    packs = _packs(revision)
    near = nearest(path, packs) or nearest(PurePosixPath(path).name, (PurePosixPath(one).name for one in packs))
    suggestion = next((one for one in packs if near in (one, PurePosixPath(one).name)), "") if near else ""
    found = f"{revision.rev}:{suggestion}" if suggestion else ""
    raise UsageError.of("C442", None, found=revision.path, revision=revision.rev, suggestion=found)


def _packs(revision: Revision) -> list[str]:
    """The folders of the revision that hold a pack."""
    listed = _ask(revision.within, "ls-tree", "-r", "-z", "--name-only", "--full-tree", revision.rev)
    return [name.removesuffix(POLICY).rstrip("/") for name in listed.split("\0") if PurePosixPath(name).name == POLICY]


def _files(revision: Revision, path: str) -> Iterator[tuple[str, bytes]]:
    """The files of a pack directly in a folder of the revision, by name. No links are followed."""
    listed = _ask(revision.within, "ls-tree", "-z", "-l", "--full-tree", f"{revision.rev}:{path}")
    wanted = []
    for entry in filter(None, listed.split("\0")):
        about, _, name = entry.partition("\t")
        mode, _, identity, size = about.split()
        fits = name == CODE or PurePosixPath(name).suffix.lower() in SUFFIXES
        if mode in REGULAR_FILES and fits and not {"/", "\\"} & set(name):
            wanted.append((name, identity, int(size)))
    if len(wanted) > MOST_FILES or sum(size for _, _, size in wanted) > MOST_BYTES:
        raise UsageError.of("C444", None, found=str(revision), files=str(MOST_FILES), bytes=f"{MOST_BYTES:,}")
    for name, identity, _ in wanted:
        yield name, _run(revision.within, "cat-file", "blob", identity).stdout


# --- asking git ---


def _ask(within: Path, *words: str) -> str:
    """What git says. Raises UsageError with git's own words where it fails."""
    done = _run(within, *words)
    if done.returncode == 0:
        return done.stdout.decode("utf-8", "replace")
    reason = done.stderr.decode("utf-8", "replace").strip().removeprefix("fatal: ")
    if "not a git repository" in reason:
        raise UsageError.of("C440", None, found=str(within.resolve()))
    raise UsageError.of("C443", None, reason=reason or f"exit code {done.returncode}")


def _tried(within: Path, *words: str) -> str | None:
    """What git says; None where it fails."""
    done = _run(within, *words)
    return done.stdout.decode("utf-8", "replace") if done.returncode == 0 else None


def _run(within: Path, *words: str) -> subprocess.CompletedProcess[bytes]:
    """Git, with a list of words and no shell. Its language is fixed, since one of its messages is recognised."""
    environment = {**os.environ, "LC_ALL": "C", "GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0"}
    try:
        return subprocess.run(  # noqa: S603 -- a list of words, and none of them is taken for an option
            ["git", *words],  # noqa: S607 -- whichever git the user has
            cwd=within,
            env=environment,
            capture_output=True,
            check=False,
        )
    except FileNotFoundError as error:
        raise UsageError.of("C443", None, reason="git: command not found") from error

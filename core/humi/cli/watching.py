"""Looking at files until they change. Asking each file how old it is twice a second costs nothing that could be measured, and
works on every system and on drives in a network, where messages about changes may not come."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from time import sleep

EVERY = 0.5
"""Seconds between two looks."""
SETTLED = 0.1
"""A file that is being written is given so long to be whole."""
ENDINGS = frozenset((".yaml", ".yml", ".csv", ".xlsx", ".py"))

State = dict[Path, tuple[int, int]]


class Watch:
    """Folders as they were when the watch began, or when a change was told last: what changes in between is told too."""

    def __init__(self, folders: Sequence[Path]) -> None:
        self._before = {folder: state_of(folder) for folder in folders}

    def changes(self) -> Iterator[frozenset[Path]]:
        """The folders in which a file of a pack has changed, whenever one has."""
        while True:
            changed = frozenset(folder for folder, before in self._before.items() if state_of(folder) != before)
            for folder in changed:
                self._before[folder] = _settled(folder)
            if changed:
                yield changed
            else:
                sleep(EVERY)


def _settled(folder: Path) -> State:
    """The folder when nothing in it moves any more."""
    state = state_of(folder)
    while True:
        sleep(SETTLED)
        later = state_of(folder)
        if later == state:
            return state
        state = later


def state_of(folder: Path) -> State:
    """When each file of a pack was last written, and how long it is."""
    found: State = {}
    for path in sorted(folder.rglob("*")):
        if path.suffix.lower() in ENDINGS and not path.name.startswith("."):
            try:
                known = path.stat()
            except OSError:
                continue  # it went away while we looked
            found[path] = known.st_mtime_ns, known.st_size
    return found

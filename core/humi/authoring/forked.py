"""Work on several things at once, in forked processes, each of which sees what is there already."""

from __future__ import annotations

import multiprocessing
import signal
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

T = TypeVar("T")
R = TypeVar("R")
WORKERS = 2
_given: list[tuple[Callable[[Any], Any], Sequence[Any]]] = []
"""What a forked process finds: nothing of it has to be sent there."""


def in_pairs(work: Callable[[T], R], items: Sequence[T]) -> list[R]:
    """The results in the order of the items. One alone, or where nothing can be forked, is done here; so is what is
    already done in a forked process."""
    forks = "fork" in multiprocessing.get_all_start_methods() and not multiprocessing.current_process().daemon
    if len(items) < WORKERS or not forks:
        return [work(item) for item in items]
    _given.append((work, items))
    try:
        # When all is done they are told to end: they have nothing to tidy up, whatever the program does with that signal.
        with multiprocessing.get_context("fork").Pool(WORKERS, signal.signal, (signal.SIGTERM, signal.SIG_DFL)) as pool:
            return pool.map(_work, range(len(items)), chunksize=1)
    finally:
        _given.pop()


def _work(index: int) -> Any:
    work, items = _given[-1]
    return work(items[index])

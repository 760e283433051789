"""Timing: contestants take turns in rounds, and each is judged by its best round.

On a busy machine absolute times drift; taking turns makes everybody drift together, so that ratios hold. As
`timeit` does, the garbage collector rests during a turn.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from time import perf_counter
from typing import Any

TURN = 0.02
"""A turn lasts at least so many seconds, by going over the arguments more than once where needed."""

LONG, EVERY = 0.3, 5
"""Whoever needs longer than so many seconds for a turn takes part in every fifth round only, so that rounds stay short
and everybody with a budget meets quiet moments of the machine."""


@dataclass(slots=True)
class Contestant:
    """A function and the arguments it is called with, one call per dossier."""

    row: str
    name: str
    call: Callable[..., Any]
    arguments: Sequence[tuple[Any, ...]]
    best: float = field(default=float("inf"))
    passes: int = 1
    slow: bool = False

    def turn(self) -> float:
        """Seconds for all passes over the arguments."""
        call, arguments = self.call, self.arguments
        begin = perf_counter()
        for _ in range(self.passes):
            for one in arguments:
                call(*one)
        return perf_counter() - begin

    def warm_up(self) -> None:
        """Let caches fill, then choose how many passes make a turn."""
        self.turn()
        seconds = self.turn()
        self.passes = max(1, round(TURN / seconds))
        self.slow = seconds > LONG


def race(contestants: Sequence[Contestant], rounds: int) -> None:
    """Fill in `best`, seconds per call."""
    for one in contestants:
        one.warm_up()
    for number in range(rounds):
        first = number % len(contestants)
        for one in (*contestants[first:], *contestants[:first]):
            if one.slow and number % EVERY:
                continue
            gc.collect()
            gc.disable()
            try:
                seconds = one.turn()
            finally:
                gc.enable()
            one.best = min(one.best, seconds / one.passes / len(one.arguments))

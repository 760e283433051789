"""What something takes in a process of its own: processor time, the clock, and the most memory it ever held."""

from __future__ import annotations

import resource
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

Job = Callable[..., Callable[[], object]]
"""Gets ready, outside the clock, and returns what is measured."""


@dataclass(frozen=True, slots=True)
class Measured:
    """Seconds of processor time and by the clock, and MiB."""

    processor: float
    clock: float
    peak: float


def measured(job: Job, *arguments: Any) -> Measured:
    """Raises RuntimeError where the process comes to an early end."""
    context = get_context("spawn")
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=_answer, args=(there, job, arguments))
    process.start()
    there.close()
    try:
        found = here.recv()
    except EOFError:
        process.join()
        raise RuntimeError(f"{job.__name__} came to an end, exit {process.exitcode}") from None
    process.join()
    assert isinstance(found, Measured)
    return found


def _answer(connection: Connection, job: Job, arguments: tuple[Any, ...]) -> None:
    run = job(*arguments)
    processor, clock = process_time(), perf_counter()
    run()
    connection.send(Measured(process_time() - processor, perf_counter() - clock, _peak()))


def _peak() -> float:
    """MiB. What getrusage tells includes what a parent held; the system's own book of this process does not."""
    try:
        lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2  # bytes, on macOS

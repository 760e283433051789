"""Work in forked processes."""

from __future__ import annotations

import signal

from humi.authoring.forked import in_pairs


def test_a_forked_process_ends_when_told_to_whatever_the_program_does_with_that_signal() -> None:
    before = signal.signal(signal.SIGTERM, lambda number, frame: None)
    try:
        assert in_pairs(lambda _: signal.getsignal(signal.SIGTERM), [1, 2]) == [signal.SIG_DFL, signal.SIG_DFL]
    finally:
        signal.signal(signal.SIGTERM, before)

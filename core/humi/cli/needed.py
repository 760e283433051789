"""What some commands need beside Humi itself."""

from __future__ import annotations


def need_solver() -> None:
    """Raises UsageError where Z3 is not installed."""
    from importlib.util import find_spec

    from humi.errors import UsageError

    if find_spec("z3") is None:
        raise UsageError.of("C449", None)

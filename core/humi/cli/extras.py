"""Libraries that only some commands need, and are installed with an extra of the distribution."""

from __future__ import annotations

from importlib.util import find_spec

EXTRAS = {"screen": ("ibis", "polars", "pyarrow", "duckdb", "xlsxwriter"), "prove": ("z3",), "png": ("resvg_py",)}


def need(extra: str) -> None:
    """Raises UsageError where a library of an extra is not installed. Nothing is imported."""
    from humi.errors import UsageError

    for library in EXTRAS[extra]:
        if find_spec(library) is None:
            raise UsageError.of("C449", None, found=library, extra=extra)

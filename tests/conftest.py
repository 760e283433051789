"""Options of the whole suite."""

from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--pairs",
        type=int,
        default=10_000,
        help="generated pairs of pack and dossier on which judge and reference are compared (default: 10000)",
    )


def pytest_make_parametrize_id(val: object) -> str | None:
    """Bytes have no name of their own where test ids are not escaped, as the sentences of cases ask for."""
    return repr(val) if isinstance(val, bytes) else None

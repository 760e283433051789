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

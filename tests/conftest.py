"""Options of the whole suite, and what is started once for all that ask for it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from tempfile import TemporaryDirectory

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


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a real PostgreSQL server. Its folder is one that the user it runs as can reach."""
    with TemporaryDirectory(prefix="humi-pg-", ignore_cleanup_errors=True) as folder:
        os.environ.setdefault("XDG_RUNTIME_DIR", str(tmp_path_factory.mktemp("run")))
        pgserver = pytest.importorskip("pgserver", reason="PostgreSQL comes with pgserver, which has no build for this machine")
        with pgserver.get_server(f"{folder}/data", cleanup_mode="stop") as running:
            yield running.get_uri()

"""The server, installed once by npm and started once for a session."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.editors.server import Server

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
PROGRAM = HERE / "node_modules" / "yaml-language-server" / "bin" / "yaml-language-server"


def installed() -> Path:
    """The server's program; skips where there is no Node.js to run it, or npm cannot fetch it."""
    if shutil.which("node") is None or shutil.which("npm") is None:
        pytest.skip("needs node and npm, to run yaml-language-server")
    if not PROGRAM.exists():
        _install()
    return PROGRAM


def _install() -> None:
    """Fetch into a folder of its own, then rename: several workers may do so at once."""
    with TemporaryDirectory(dir=HERE, prefix=".npm-") as fetched:
        for name in ("package.json", "package-lock.json", ".npmrc"):
            shutil.copy(HERE / name, fetched)
        done = subprocess.run(["npm", "ci", "--silent"], cwd=fetched, capture_output=True, text=True, timeout=300, check=False)
        if done.returncode:
            pytest.skip(f"npm could not fetch yaml-language-server: {done.stderr.strip()[-200:]}")
        with suppress(OSError):  # another worker was faster
            Path(fetched, "node_modules").rename(HERE / "node_modules")


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    with Server(installed(), ROOT) as running:
        yield running

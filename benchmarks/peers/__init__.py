"""The contestants, one module each with a class `Contestant`. One that is not installed is left out."""

from __future__ import annotations

from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from typing import Any, Protocol

from benchmarks.inputs import Inputs


class Peer(Protocol):
    """Another engine answering the same question.

    `prepare` turns inputs into the arguments of `verdict` and `findings`, outside the clock. Those two are timed;
    what they return is read by `read_verdict` (0, 1, 2) and `read_findings` (one of these for each criterion),
    outside the clock too.
    """

    name: str

    def prepare(self, inputs: Inputs) -> tuple[Any, ...]: ...

    def verdict(self, *arguments: Any) -> Any: ...

    def findings(self, *arguments: Any) -> Any: ...

    def read_verdict(self, raw: Any) -> int: ...

    def read_findings(self, raw: Any) -> list[int]: ...


PEERS = {
    "zen": "zen-engine",
    "openfisca": "OpenFisca-Core",
    "rules": "rule-engine",
    "durable_rules": "durable_rules",
}
"""Module here, and the distribution that it needs."""


def installed(module: str) -> tuple[Peer | None, str]:
    """The peer and its version, or None and why not."""
    try:
        found = version(PEERS[module])
    except PackageNotFoundError:
        return None, "not installed"
    try:
        return import_module(f"benchmarks.peers.{module}").Contestant(), found
    except ImportError as error:
        return None, f"{found} does not import: {error}"


def outcome(surely: object, possibly: object) -> int:
    """Three values out of two booleans."""
    return 1 if surely else 2 if possibly else 0

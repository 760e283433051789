"""Correctness before speed: everybody gives the hand-written answers, causes included where causes are given."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from benchmarks.handwritten import CRITERIA, Finding
from benchmarks.inputs import Inputs
from benchmarks.peers import Peer


def outcomes(findings: Sequence[Finding]) -> list[int]:
    """0, 1 or 2 for each criterion."""
    return [finding if isinstance(finding, int) else 2 for finding in findings]


def joined(found: Sequence[int]) -> int:
    """The verdict that findings add up to."""
    return 0 if 0 in found else 2 if 2 in found else 1


def compare(name: str, number: int, found: Sequence[Any], expected: Sequence[Any]) -> None:
    """Raise AssertionError naming dossier and criterion where two answers differ."""
    for criterion, one, other in zip(CRITERIA, found, expected, strict=True):
        if one != other:
            raise AssertionError(f"{name}, dossier {number}, criterion {criterion}: {one}, by hand {other}")


def same_causes(findings: Sequence[Finding]) -> list[Any]:
    """Findings with their causes as sets: the order of causes is free."""
    return [finding if isinstance(finding, int) else frozenset(finding) for finding in findings]


def check_hand(verdict: Callable[[Any], int], findings: Callable[[Any], list[Finding]], worlds: Sequence[Any]) -> list[int]:
    """The two hand-written functions agree with each other, and causes are given exactly where undetermined."""
    verdicts = []
    for number, world in enumerate(worlds):
        found, short = findings(world), verdict(world)
        assert all(finding for finding in found if not isinstance(finding, int)), (number, found)
        assert short == joined(outcomes(found)), (number, short, dict(zip(CRITERIA, found, strict=True)))
        verdicts.append(short)
    return verdicts


def check_humi(humi: Any, worlds: Sequence[Any], expected: Sequence[list[Finding]]) -> None:
    """The judge gives the same outcomes and the same causes."""
    assert tuple(humi.criteria) == CRITERIA, humi.criteria
    for number, (world, findings) in enumerate(zip(worlds, expected, strict=True)):
        arguments = humi.arguments(world)
        found = humi.plain(world, humi.findings(*arguments))
        compare("Humi", number, outcomes(found), outcomes(findings))
        compare("Humi, causes", number, same_causes(found), same_causes(findings))
        verdict = humi.verdict(*arguments)
        assert verdict == joined(outcomes(findings)), ("Humi, verdict", number, verdict)


def check_peer(peer: Peer, inputs: Sequence[Inputs], expected: Sequence[list[Finding]]) -> None:
    """A peer gives the same outcomes and verdict."""
    for number, (one, findings) in enumerate(zip(inputs, expected, strict=True)):
        arguments = peer.prepare(one)
        compare(peer.name, number, peer.read_findings(peer.findings(*arguments)), outcomes(findings))
        verdict = peer.read_verdict(peer.verdict(*arguments))
        assert verdict == joined(outcomes(findings)), (peer.name, "verdict", number, verdict)

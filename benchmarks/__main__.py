"""`python -m benchmarks`: check that everybody agrees, let them race, show one table beside the budgets."""

from __future__ import annotations

import argparse
import os
import platform
import sys
from collections import Counter
from typing import Any

from benchmarks import chain, chart, checks, growth, handwritten
from benchmarks.budgets import DATED, DURABLE, FINDINGS, FROM_DICT, HAND, HUMI, ROAD, ROWS, VERDICT
from benchmarks.cold_start import cold_starts
from benchmarks.contest import Contestant, race
from benchmarks.dossiers import ASKED, JUDGED, LATER, dossiers, on_the_edge
from benchmarks.inputs import InputMaker
from benchmarks.peers import PEERS, Peer, installed
from benchmarks.peers.humi_judge import HumiJudge
from benchmarks.road import all_regions, one_region
from benchmarks.table import Result, plain, write, write_readme

SHORT, LONG = 50_000, 1_000_000
OUTCOMES = {0: "not met", 1: "met", 2: "undetermined"}


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--rounds", type=int, default=40, help="rounds of the race (default 40)")
    parser.add_argument("--checked", type=int, default=400, help="dossiers on which all must agree first (default 400)")
    parser.add_argument("--raced", type=int, default=200, help="dossiers in the race (default 200)")
    parser.add_argument("--no-cold-start", action="store_true", help="leave out the cold starts")
    parser.add_argument("--no-growth", action="store_true", help="leave out growth, which takes some minutes")
    parser.add_argument("--long", action="store_true", help=f"growth over {LONG:,} evaluations instead of {SHORT:,}")
    return parser.parse_args()


def find_peers() -> tuple[list[Peer], dict[str, str]]:
    """Peers that can take part, and for each distribution its version or why it does not."""
    peers, versions = [], {}
    for module, distribution in PEERS.items():
        peer, versions[distribution] = installed(module)
        if peer is not None:
            peers.append(peer)
    return peers, versions


class Field:
    """Everybody in the race, over the same dossiers."""

    def __init__(self, humi: HumiJudge, peers: list[Peer], raced: int) -> None:
        self.humi = humi
        self.peers = peers
        self.documents = dossiers(raced, seed=2)
        self.dossiers = [humi.dossier(document) for document in self.documents]
        self.worlds = [humi.world(dossier, ASKED) for dossier in self.dossiers]
        self.by_hand = handwritten.build(humi.slots(), JUDGED.__getitem__)

    def contestants(self) -> list[Contestant]:
        verdict, findings = self.by_hand
        humi, asked = self.humi, ASKED.toordinal()
        worlds = [(world,) for world in self.worlds]
        arguments = [humi.arguments(world) for world in self.worlds]
        found = [
            Contestant(VERDICT, HAND, verdict, worlds),
            Contestant(VERDICT, HUMI, humi.verdict, arguments),
            Contestant(FINDINGS, HAND, findings, worlds),
            Contestant(FINDINGS, HUMI, humi.findings, arguments),
        ]
        dated = [(dossier, ASKED) for dossier in self.dossiers]
        plain_ = [(document, asked) for document in self.documents]
        found += [
            Contestant(DATED, HAND, lambda dossier, day: findings(humi.world(dossier, day)), dated),
            Contestant(DATED, HUMI, self._dated, dated),
            Contestant(FROM_DICT, f"{HAND} after Humi's reader", self._by_hand_from_dict, plain_),
            Contestant(FROM_DICT, HUMI, humi.from_dict, plain_),
        ]
        maker = InputMaker(humi.slots(), JUDGED)
        inputs = [maker.inputs(world) for world in self.worlds]
        for peer in self.peers:
            prepared = [peer.prepare(one) for one in inputs]
            found.append(Contestant(VERDICT, peer.name, peer.verdict, prepared))
            found.append(Contestant(FINDINGS, peer.name, peer.findings, prepared))
            quick = getattr(peer, "outcomes_only", None)
            if quick is not None:
                found.append(Contestant(FINDINGS, f"{peer.name}, outcomes only", quick, prepared))
        return found

    def _dated(self, dossier: Any, day: Any) -> Any:
        return self.humi.findings(*self.humi.arguments(self.humi.world(dossier, day)))

    def _by_hand_from_dict(self, document: Any, asked: int) -> Any:
        return self.by_hand[1](self.humi.dossier(document).world(self.humi.pack.region, asked))


def check(humi: HumiJudge, peers: list[Peer], count: int) -> tuple[int, Counter[int]]:
    """Correctness before speed: raises where anybody disagrees with the hand-written findings.

    Checked are ordinary dossiers, and as many again with values on the bounds of the criteria, these on two days.
    Returns how many answers were compared, and how often each verdict came up among the ordinary ones.
    """
    worlds = [humi.world(humi.dossier(document), ASKED) for document in dossiers(count, seed=1)]
    for document in on_the_edge(count, seed=1):
        dossier = humi.dossier(document)
        worlds += [humi.world(dossier, day) for day in (ASKED, LATER)]
    verdict, findings = handwritten.build(humi.slots(), JUDGED.__getitem__)
    verdicts = checks.check_hand(verdict, findings, worlds)
    expected = [findings(world) for world in worlds]
    checks.check_humi(humi, worlds, expected)
    maker = InputMaker(humi.slots(), JUDGED)
    inputs = [maker.inputs(world) for world in worlds]
    for peer in peers:
        checks.check_peer(peer, inputs, expected)
    return len(worlds), Counter(verdicts[:count])


def results_of(contestants: list[Contestant], versions: dict[str, str]) -> list[Result]:
    """Peers stand in the row from plain dicts too, with ready-made inputs, and durable-rules beside the road."""
    results = [Result(one.row, one.name, one.best) for one in contestants]
    own = {HAND, HUMI}
    results += [
        Result(FROM_DICT, one.name, one.best, "ready-made inputs")
        for one in contestants
        if one.row == FINDINGS and one.name not in own and "," not in one.name
    ]
    results += [
        Result(ROAD, one.name, one.best, "its leaves ready-made")
        for one in contestants
        if (one.row, one.name) == (FINDINGS, DURABLE)
    ]
    for distribution, found in versions.items():
        if found.startswith("not installed") or "does not import" in found:
            results += [Result(row, distribution, None, found) for row in (VERDICT, FINDINGS)]
    return results


def main() -> int:
    asked = options()
    humi = HumiJudge()
    peers, versions = find_peers()
    compared, verdicts = check(humi, peers, asked.checked)
    shares = ", ".join(f"{verdicts[key]} {name}" for key, name in OUTCOMES.items())
    print(f"Humi (causes too) and {len(peers)} peers agree with the hand-written findings on {compared} dossiers.")
    field = Field(humi, peers, asked.raced)
    contestants = [
        *field.contestants(),
        *chain.contestants(asked.checked, asked.raced),
        one_region(humi, field.dossiers, ASKED),
        *all_regions(),
    ]
    race(contestants, asked.rounds)
    results = results_of(contestants, versions)
    if not asked.no_cold_start:
        results += cold_starts(min(asked.rounds, 20))
    grown = None if asked.no_growth else growth.measure(min(asked.rounds, 20), LONG if asked.long else SHORT)
    if grown is not None:
        results += growth.results(grown)
    results.sort(key=lambda one: ROWS.index(one.row))
    about = {
        "Python": platform.python_version(),
        "machine": f"{platform.machine()}, {os.cpu_count()} cores",
        "race": f"{asked.raced} dossiers, {asked.rounds} rounds",
        "agreement": f"on {compared} dossiers",
        "verdicts": f"of {asked.checked} ordinary dossiers: {shares}",
        **versions,
    }
    if grown is not None:
        chart.write(grown)
        about["growth"] = f"loading n regions takes time in proportion to n^{grown.exponent:.2f}"
    print("\n".join(f"{name}: {value}" for name, value in about.items()), end="\n\n")
    print(plain(results))
    write(results, about)
    if not (asked.no_cold_start or asked.no_growth):
        write_readme(results)
    return 0


if __name__ == "__main__":
    sys.exit(main())

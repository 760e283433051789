"""One applicant after another, from ready-made inputs: what a loop over the judge, or over zen-engine, gives in a second."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from time import process_time
from typing import Any

from benchmarks.dossiers import ASKED, JUDGED, Dossier, dossiers
from benchmarks.inputs import InputMaker
from benchmarks.peers import installed
from benchmarks.peers.humi_judge import HumiJudge
from benchmarks.screening.drawn import DIFFERENT

JUDGE = "Humi's judge in a loop, causes too"
ROUNDS = 3


def documents(count: int = DIFFERENT) -> list[Dossier]:
    """The applicants whose tables are drawn from."""
    return dossiers(count, seed=3)


def rates(humi: HumiJudge) -> dict[str, float]:
    """Applicants in a second of processor time."""
    worlds = [humi.world(humi.dossier(document), ASKED) for document in documents()]
    found = {JUDGE: _rate(humi.findings, [humi.arguments(world) for world in worlds])}
    zen, _ = installed("zen")
    if zen is not None:
        maker = InputMaker(humi.slots(), JUDGED)
        inputs = [zen.prepare(maker.inputs(world)) for world in worlds]
        found["zen-engine in a loop, with trace"] = _rate(zen.findings, inputs)
        found["zen-engine in a loop, outcomes only"] = _rate(zen.outcomes_only, inputs)  # type: ignore[attr-defined]
    return found


def _rate(call: Callable[..., object], arguments: Sequence[tuple[Any, ...]]) -> float:
    best = float("inf")
    for _ in range(ROUNDS):
        begin = process_time()
        for one in arguments:
            call(*one)
        best = min(best, process_time() - begin)
    return len(arguments) / best

"""durable-rules, raw: leaf conditions go in as symbols, rules join them to criteria, actions only record.

Numbers, dates and absence stay outside (see the project's durable-rules.md), so every leaf is decided beforehand
and asserted as up to two facts, `surely` and `possibly`; that favours it. One rule per branch of an `any`, a fresh
session per dossier with a sentinel fact first, own Host without threads, `delete_state` in `finally`. The driver
joins criteria to the verdict.
"""

from __future__ import annotations

from itertools import count
from typing import Any

from durable.engine import Host

from benchmarks.handwritten import CRITERIA
from benchmarks.inputs import Inputs
from benchmarks.peers import outcome
from benchmarks.peers.leaves import BRANCHES, leaves

RULESET = "benchmark"


class _Host(Host):  # type: ignore[misc]
    """Without the two threads of the original, so that actions run in the calling thread."""

    def _run(self) -> None:
        pass


def _pattern(leaf: str, side: str) -> dict[str, Any]:
    return {"$and": [{"leaf": leaf}, {"side": side}]}


class Contestant:
    """One ruleset, registered once; sessions are told apart by `sid`."""

    name = "durable-rules"

    def __init__(self) -> None:
        self._sids = count(1)
        self._recorded: set[tuple[str, str]] = set()
        definition: dict[str, Any] = {"sentinel": {"all": [{"m": {"leaf": "sentinel"}}], "run": lambda c: None}}
        for criterion, sides in BRANCHES.items():
            for side, branches in zip(("surely", "possibly"), sides, strict=True):
                for number, branch in enumerate(branches):
                    patterns = [{f"m_{index}": _pattern(leaf, side)} for index, leaf in enumerate(branch)]
                    definition[f"{criterion}_{side}_{number}"] = {"all": patterns, "run": self._record(criterion, side)}
        assert len(definition) <= 256
        self._host = _Host()
        self._host.register_rulesets({RULESET: definition})

    def _record(self, criterion: str, side: str) -> Any:
        conclusion = (criterion, side)
        return lambda c: self._recorded.add(conclusion)

    def prepare(self, inputs: Inputs) -> tuple[Any, ...]:
        facts = []
        for leaf, (surely, possibly) in leaves(inputs).items():
            if surely:
                facts.append({"leaf": leaf, "side": "surely"})
            if possibly:
                facts.append({"leaf": leaf, "side": "possibly"})
        return (facts,)

    def findings(self, facts: list[dict[str, str]]) -> set[tuple[str, str]]:
        recorded: set[tuple[str, str]] = set()
        self._recorded = recorded
        sid = str(next(self._sids))
        host = self._host
        try:
            host.assert_fact(RULESET, {"sid": sid, "leaf": "sentinel"})
            state = host.assert_facts(RULESET, [{"sid": sid, **fact} for fact in facts])
            if isinstance(state, dict) and "exception" in state:
                raise RuntimeError(state["exception"])
        finally:
            host.delete_state(RULESET, sid)
        return recorded

    def verdict(self, facts: list[dict[str, str]]) -> int:
        recorded = self.findings(facts)
        if any((criterion, "possibly") not in recorded for criterion in CRITERIA):
            return 0
        return 1 if all((criterion, "surely") in recorded for criterion in CRITERIA) else 2

    def read_verdict(self, raw: int) -> int:
        return raw

    def read_findings(self, raw: set[tuple[str, str]]) -> list[int]:
        return [outcome((criterion, "surely") in raw, (criterion, "possibly") in raw) for criterion in CRITERIA]

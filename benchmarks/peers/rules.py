"""rule-engine: one rule for the verdict, two rules (surely, possibly) for each criterion."""

from __future__ import annotations

from typing import Any

import rule_engine

from benchmarks.inputs import Inputs
from benchmarks.peers import outcome
from benchmarks.peers.expressions import Dialect, criteria, verdict


def _list(members: tuple[str, ...]) -> str:
    return "[" + ", ".join(f"'{member}'" for member in members) + "]"


def _count(relation: str, condition: str) -> str:
    return f"[record for record in {relation} if {condition.replace('@', 'record')}].length"


DIALECT = Dialect(
    count=_count,
    overlap=lambda name, members: "(" + " or ".join(f"'{member}' in {name}" for member in members) + ")",
    holds=lambda name, members: "(" + " and ".join(f"'{member}' in {name}" for member in members) + ")",
    literal=_list,
    filled=lambda name: f"{name}.length > 0",
)


class Contestant:
    """Rules match plain dicts; a name is looked up at every use."""

    name = "rule-engine"

    def __init__(self) -> None:
        pairs = criteria(DIALECT)
        context = rule_engine.Context(default_value=None)
        self._verdict = rule_engine.Rule(verdict(pairs), context)
        self._rules = [rule_engine.Rule(text, context) for pair in pairs.values() for text in pair]

    def prepare(self, inputs: Inputs) -> tuple[Any, ...]:
        return (inputs,)

    def verdict(self, inputs: Inputs) -> Any:
        return self._verdict.evaluate(inputs)

    def findings(self, inputs: Inputs) -> list[bool]:
        return [rule.matches(inputs) for rule in self._rules]

    def read_verdict(self, raw: Any) -> int:
        return int(raw)

    def read_findings(self, raw: list[bool]) -> list[int]:
        return [outcome(surely, possibly) for surely, possibly in zip(raw[::2], raw[1::2], strict=True)]

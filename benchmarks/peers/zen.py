"""zen-engine: the verdict as one compiled expression, the findings as an expression graph with trace.

Beside them, all findings as one compiled list expression: outcomes without any explanation, the fastest that zen
offers. Inputs go in as JSON text, which zen takes a little faster than dicts.
"""

from __future__ import annotations

import json
from typing import Any

import zen

from benchmarks.inputs import Inputs
from benchmarks.peers import outcome
from benchmarks.peers.expressions import Dialect, criteria, verdict


def _list(members: tuple[str, ...]) -> str:
    return "[" + ", ".join(f"'{member}'" for member in members) + "]"


DIALECT = Dialect(
    count=lambda relation, condition: f"count({relation}, {condition.replace('@', '#')})",
    overlap=lambda name, members: "(" + " or ".join(f"('{member}' in {name})" for member in members) + ")",
    holds=lambda name, members: "(" + " and ".join(f"('{member}' in {name})" for member in members) + ")",
    literal=_list,
    filled=lambda name: f"len({name}) > 0",
)


def _graph(expressions: dict[str, str]) -> str:
    place = {"x": 0, "y": 0}
    listed = [{"id": key, "key": key, "value": value} for key, value in expressions.items()]
    nodes = [
        {"id": "in", "type": "inputNode", "name": "in", "position": place},
        {
            "id": "criteria",
            "type": "expressionNode",
            "name": "criteria",
            "position": place,
            "content": {"expressions": listed, "passThrough": False},
        },
        {"id": "out", "type": "outputNode", "name": "out", "position": place},
    ]
    edges = [
        {"id": "1", "type": "edge", "sourceId": "in", "targetId": "criteria"},
        {"id": "2", "type": "edge", "sourceId": "criteria", "targetId": "out"},
    ]
    return json.dumps({"nodes": nodes, "edges": edges})


class Contestant:
    """The trace is zen's explanation: without it, nothing says why."""

    name = "zen-engine"

    def __init__(self) -> None:
        pairs = criteria(DIALECT)
        self._criteria = list(pairs)
        self.verdict = zen.compile_expression(verdict(pairs)).evaluate
        both = {
            f"{key}_{side}": pair[index] for key, pair in pairs.items() for index, side in enumerate(("surely", "possibly"))
        }
        self._decision = zen.ZenEngine().create_decision(_graph(both))
        self.outcomes_only = zen.compile_expression("[" + ", ".join(both.values()) + "]").evaluate
        self._trace: dict[str, Any] = {"trace": True}

    def prepare(self, inputs: Inputs) -> tuple[Any, ...]:
        return (json.dumps(inputs),)

    def findings(self, inputs: str) -> Any:
        return self._decision.evaluate(inputs, self._trace)

    def read_verdict(self, raw: Any) -> int:
        return int(raw)

    def read_findings(self, raw: Any) -> list[int]:
        result = raw["result"]
        return [outcome(result[f"{key}_surely"], result[f"{key}_possibly"]) for key in self._criteria]

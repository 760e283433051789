"""Outcomes and how they are joined; a rule as an outcome."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from .evaluator import holds
from .frame import Frame
from .ranges import period_of
from .truth import NOTHING, Causes, Told, told
from .values import DATED

PRECEDENCE = ("out_of_scope", "not_yet_due", "not_met", "undetermined", "met")
RULE_WORDS = ("source", "name", "interpretation", "note", "answers")


@dataclass(frozen=True)
class Answer:
    """What comes out for one rule."""

    outcome: str
    causes: Causes = NOTHING


MET, NOT_MET, OUT_OF_SCOPE, NOT_YET_DUE = (Answer(word) for word in ("met", "not_met", "out_of_scope", "not_yet_due"))


def answer(part: Told) -> Answer:
    """A condition as an outcome."""
    return {True: MET, False: NOT_MET, None: Answer("undetermined", part.causes)}[part.answer]


def scoped(part: Told) -> Answer:
    """A condition that says whether the rule applies at all."""
    return OUT_OF_SCOPE if part.answer is False else answer(part)


def join(parts: Iterable[Answer]) -> Answer:
    """The outcome that comes first in the precedence; an undetermined one with the causes of all undetermined parts."""
    parts = list(parts)
    outcome = min((part.outcome for part in parts), key=PRECEDENCE.index, default="met")
    if outcome != "undetermined":
        return Answer(outcome)
    return Answer(outcome, NOTHING.union(*(part.causes for part in parts if part.outcome == "undetermined")))


def condition_of(rule: dict[Any, Any]) -> dict[Any, Any]:
    """A condition stands in `when` or directly."""
    return rule["when"] if "when" in rule else {key: says for key, says in rule.items() if key not in RULE_WORDS}


def first_days(written: Any, policy: dict[str, Any]) -> Iterator[date]:
    """The first days of all dated versions within a condition, and within the terms that it uses."""
    if isinstance(written, dict):
        if written and all(DATED.fullmatch(str(key)) for key in written):
            yield min(period_of(key).first.lo for key in written)
        if isinstance(written.get("term"), str):
            yield from first_days(policy["terms"][written["term"]], policy)
        if "table" in written:
            asked = written["table"]
            name = asked["name"] if isinstance(asked, dict) else asked
            yield from first_days(policy["tables"][name]["inputs"], policy)
        for item in written.values():
            yield from first_days(item, policy)
    elif isinstance(written, list):
        for item in written:
            yield from first_days(item, policy)


def rule_answer(rule: dict[Any, Any], frame: Frame) -> Answer:
    """A criterion. Surely before the first of its dated versions: out of scope; perhaps before: not surely met."""
    condition = condition_of(rule)
    firsts = list(first_days(condition, frame.policy))
    since = max(firsts) if firsts else date.min
    begun = told(since <= frame.governing.lo, since <= frame.governing.hi, frame.governing.causes)
    if begun.answer is False:
        return OUT_OF_SCOPE
    return join([scoped(begun), answer(holds(condition, frame))])

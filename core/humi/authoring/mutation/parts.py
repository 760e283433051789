"""The parts of an answer, so that only those are looked at that a change may touch.

A part is a rule by its section and name, with all its records and years (a target by its whole path, since its days are
judged apart), or one of three that are told of the pack: its scope, its standing, and until when titles are valid.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from humi.policy.pack import FollowedRule, Pack

Part = str
SCOPE, STANDING, TITLES = "scope", "standing", "titles"
OF_PACK = {"scope": SCOPE, "standing": STANDING, "phase": STANDING, "phases": STANDING, "title": TITLES}
TOLD_AS = {"next": "designations", "amount": "incentives", "service": "incentives", "count": "targets"}
"""Paths of expectations that are told of the rules of one section."""


def part_of_rule(path: str) -> Part:
    """The part that tells of a rule, or of anything below it."""
    section, _, rest = path.partition("/")
    if section == "targets":
        return path
    return OF_PACK.get(section) or f"{section}/{rest.partition('/')[0]}"


def part_of_key(key: str, pack: Pack) -> Part:
    """The part under whose rule the road asks something."""
    if not key.startswith("targets/"):
        return part_of_rule(key)
    return next(rule.path for rule in pack.targets if key == rule.path or key.startswith(f"{rule.path}/"))


def part_of(path: str, pack: Pack) -> Part:
    """The part that an expectation of a path speaks of."""
    first, _, rest = path.partition("/")
    if first == "cites":
        return part_of(rest, pack)
    if first == "due":
        return part_of_rule(f"{'targets' if any(rule.path == f'targets/{rest}' for rule in pack.targets) else 'duties'}/{rest}")
    return part_of_rule(f"{TOLD_AS.get(first, first)}/{rest}")


def premises_of(rules: Iterable[Any]) -> frozenset[Part]:
    """The parts that rules follow from."""
    return frozenset(
        part_of_rule(premise.rule)
        for rule in rules
        for premise in getattr(rule, "follows", ())
        if isinstance(premise, FollowedRule)
    )

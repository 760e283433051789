"""Incentives, for every claim or holder at once: as `road.incentives` has them for one."""

from __future__ import annotations

from collections.abc import Iterator

from humi.decision import Outcome
from humi.engines.screen import frames as f
from humi.engines.screen.frames import Frame, Truth, Whole
from humi.language import nodes as n
from humi.policy.pack import Incentive
from humi.screening.found import Found, join
from humi.screening.matter import Matter

NO_LIMIT = 2**60
"""An amount that may be so large that it does not matter how large."""


def recorded(rule: Incentive, frame: Frame) -> Truth:
    """Whether a row is a record, rather than a claim that could be filed."""
    return rule.this != "claim" or f.at_least(frame.place(), f.NO_PLACE + 1)


def incentive(rule: Incentive, matter: Matter) -> Iterator[tuple[str, Found]]:
    """The findings of an incentive by itself, by the path of each rule: the whole first."""
    criteria = {part.path: matter.finding(part) for part in rule.criteria}
    yield rule.path, incentive_whole(rule, matter, criteria)
    yield from criteria.items()


def incentive_whole(rule: Incentive, matter: Matter, found: dict[str, Found] | None = None) -> Found:
    """Whether it may be had, what it follows from aside."""
    criteria = [found[part.path] if found else matter.finding(part) for part in rule.criteria]
    return join([matter.applicability(rule.holders, recorded(rule, matter.frame)), *criteria])


def amount(rule: Incentive, matter: Matter) -> tuple[Whole, Whole] | None:
    """The least and greatest amount in fen, wherever it is not out of scope."""
    if rule.amount is None:
        return None
    low, high = matter.range_of(rule.amount)
    unit = int(10 ** (n.places_of(rule.amount) - 2))
    return _limited(low, f.divided(low, unit)), _limited(high, f.times(f.divided(f.times(high, -1), unit), -1))


def _limited(scaled: Whole, value: Whole) -> Whole:
    return f.choose(f.at_least(scaled, NO_LIMIT), NO_LIMIT, f.choose(f.at_least(-NO_LIMIT, scaled), -NO_LIMIT, value))  # type: ignore[no-any-return]


def out_of_scope(found: Found) -> Truth:
    """The rows that have no amount."""
    return found[Outcome.OUT_OF_SCOPE]

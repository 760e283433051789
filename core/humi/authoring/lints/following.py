"""Incentives that ask nothing or give nothing, and duties whose parts do not fit one another."""

from __future__ import annotations

from collections import defaultdict

from humi.authoring.lints.domains import bare, demands
from humi.authoring.lints.draft import Draft
from humi.authoring.lints.written import place_of
from humi.language import nodes as n
from humi.policy.pack import Duty
from humi.reading.problems import Problems
from humi.road.chaining import base


def incentives(draft: Draft, problems: Problems) -> None:
    """W830, W831. Where the amount depends on conditions, these decide who gets something."""
    for one in draft.pack.incentives:
        place = place_of(draft, one.path, one.place)
        graded = one.amount is not None and any(isinstance(node, n.Condition) for node in n.walk(one.amount))
        if not (one.criteria or one.follows or one.holders or graded):
            problems.add("W830", place, found=one.id)
        if one.amount is None and not one.service:
            problems.add("W831", place, found=one.id)


def duties(draft: Draft, problems: Problems) -> None:
    """W832, W833, W834."""
    for one in draft.pack.duties:
        if one.done is not None and one.trigger is not None and set(demands(one.done)) <= set(demands(one.trigger)):
            problems.add("W832", one.done.place or one.place, found=base(one))
        if one.due is not None and one.done is None:
            problems.add("W833", place_of(draft, base(one), one.place), found=base(one))
    by_path: dict[str, list[Duty]] = defaultdict(list)
    for one in draft.pack.duties:
        if one.year is not None and one.done is not None:
            by_path[base(one)].append(one)
    for path, years in by_path.items():
        if len(years) > 1 and bare(years[0].done) == bare(years[1].done):  # type: ignore[type-var]
            problems.add("W834", years[0].done.place or years[0].place, found=path)  # type: ignore[union-attr]

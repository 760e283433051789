"""Whether a rule applies at all on its governing date: place, in force, plan period. Outside: out_of_scope, and why."""

from __future__ import annotations

from collections.abc import Sequence

from humi.decision import Cause, Outcome, join
from humi.engines.judge import MET, Raw
from humi.language import nodes as n
from humi.policy.pack import Pack
from humi.road.hearing import Hearing, Matter, outcome_of
from humi.values.frozen import Frozen
from humi.values.label import Label

OUTSIDE = {
    "scope": Label("不在本地区适用范围内", "outside the region's scope"),
    "in_force": Label(
        "所依据日期不在文件施行期内", "the governing date lies outside the time in which the document is in force"
    ),
    "governs": Label("所依据日期不在方案期间内", "the governing date lies outside the period of the plan"),
    "versions": Label("所依据日期早于第一个版本", "the governing date precedes the first version"),
    "title": Label("未持有相应称号", "no such title is held"),
}
"""Why a rule is out of scope."""


class Applicability(Frozen):
    """The joined outcome (met: it applies), why not, and what is open."""

    outcome: Outcome
    remark: Label | None
    causes: Sequence[Cause]


def in_force_condition(pack: Pack) -> n.Condition:
    """The governing date lies in the time in which the document is in force, as far as the text tells."""
    if pack.in_force is None:
        return n.Always(True)
    items: list[n.Condition] = []
    if pack.in_force.first is not None:
        items.append(n.Compare(">=", n.Governing(), pack.in_force.first))
    if pack.in_force.last is not None:
        items.append(n.Compare("<=", n.Governing(), pack.in_force.last))
    return n.All(tuple(items)) if items else n.Always(True)


def holds_title(holders: tuple[str, ...], pack: Pack) -> n.Condition:
    """A title of one of the kinds is held on the governing date."""
    if not holders:
        return n.Always(True)
    kind, held = pack.vocabulary.find("title", "kind"), pack.vocabulary.find("title", "held")
    assert kind is not None
    assert held is not None
    where = n.All((n.OneOf(n.Ref(n.RECORD, kind), holders), n.Covers(n.Ref(n.RECORD, held), n.Governing())))
    return n.Quantified("some", n.Related("titles", where), n.Always(True))


def applicability(
    hearing: Hearing, key: str, matter: Matter, holders: tuple[str, ...] = (), recorded: bool = True
) -> Applicability:
    """Whether a rule applies to a matter.

    The region's scope is asked of the applicant. A record of a list belongs to the region by itself (a claim that could be
    filed is `recorded=False`: there the applicant is asked); the programme is the region's own.
    """
    pack = hearing.pack
    governs = n.Within(n.Governing(), (pack.governs.span,)) if pack.governs else n.Always(True)
    judged = hearing.judge(
        f"{key}/applies",
        lambda: [pack.scope.condition, in_force_condition(pack), governs, holds_title(holders, pack)],
        matter,
    )
    parts: dict[str, Raw] = dict(zip(("scope", "in_force", "governs", "title"), judged, strict=True))
    if matter.entity == "programme":
        parts["scope"] = MET
    elif matter.listed and recorded:
        parts["scope"] = hearing.existence(matter)
    if matter.governing.event is False:
        parts["governs"] = MET
    elif matter.governing.event is None and parts["governs"] != MET:
        parts["governs"] = hearing.undated(matter)
    failed = next((name for name, raw in parts.items() if outcome_of(raw) is Outcome.NOT_MET), None)
    if failed is not None:
        return Applicability(Outcome.OUT_OF_SCOPE, OUTSIDE[failed], ())
    outcome = join(outcome_of(raw) for raw in parts.values())
    open_ = tuple(one for raw in parts.values() if isinstance(raw, tuple) for one in raw)
    return Applicability(outcome, None, hearing.causes(open_, matter))

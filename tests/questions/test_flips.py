"""For each kind of claim a pack where it is proven, one where it is refuted, and for each of both a mutant that flips it."""

from __future__ import annotations

from typing import Any

import pytest

from humi.authoring.mutation.mutants import mutants
from humi.policy.pack import Pack
from humi.questions.answers import Proven, Refuted
from humi.questions.asking import prove
from humi.questions.comparing import same
from humi.questions.implying import implies_elsewhere
from tests.questions.packs import ASKED, NAME, pack

DAY = ASKED.toordinal()
SMALL, TWELVE = {"unit.staff": {"less_than": 10}}, {"unit.staff": {"less_than": 12}}
EITHER = {"any": [{"unit.has_rules": True}, {"unit.has_rules": False}]}
ONE = {"any": [{"unit.has_rules": True}, {"unit.has_measures": True}]}
CLAIMS = {"none": "claims", "where": {"paid": True, "incentive": "cash", "holder": {"same_as": "this.holder"}}}
D = "designations/d"
R = "duties/review"
EVENTS = {name: {"type": "event", "name": NAME} for name in ("unit.applied", "unit.reviewed", "unit.visited")}
UNPAID = {"none": "claims", "where": {"paid": True, "incentive": "second", "holder": {"same_as": "this.holder"}}}
ONCE = {"criteria": {"once": {**UNPAID, "source": "p1"}}}


def cash(**criteria: Any) -> Pack:
    told = {name: {**says, "source": "p1"} for name, says in criteria.items()}
    rule = {"for": "claim", "name": NAME, "amount": "50000 yuan", "criteria": told, "source": "p1"}
    return pack(incentives={"cash": rule})


def amounts(most: str, least: str) -> Pack:
    return cash(most={"this.amount": {"at_most": most}}, least={"this.amount": {"at_least": least}})


def targets(yearly: int, cumulative: int) -> Pack:
    due = {"2025-12-31": {"at_least": cumulative, "source": "p1"}}
    every = {"every": {"year": "2025/2025"}, "at_least": yearly, "where": {"granted": {"within": "year"}}}
    told = {"name": NAME, "count": "titles", "source": "p1"}
    return pack(targets={"all": {**told, "where": {"held": {"covers": "due"}}, "due": due}, "yearly": {**told, **every}})


def phases(first: str, second: Any) -> Pack:
    told = {"name": NAME, "source": "p1"}
    return pack(phases={"a": {**told, "order": 1, "period": first}, "b": {**told, "order": 2, **second}})


def review(**says: Any) -> Pack:
    told = {"for": "unit", "name": NAME, "source": "p1", "when": {"unit.applied": True}, "done": {"unit.reviewed": True}}
    return pack(duties={"review": {**told, **says}}, facts=EVENTS)


def chained(least: str, **second: Any) -> Pack:
    """A second incentive that follows a first, which is for claims of at least some amount and at most 50,000 yuan."""
    told = {"name": NAME, "amount": "50000 yuan", "source": "p1"}
    most = {"most": {"this.amount": {"at_most": "50000 yuan"}, "source": "p1"}}
    criteria = {**most, "least": {"this.amount": {"at_least": least}, "source": "p1"}}
    first = {**told, "for": "claim", "criteria": criteria}
    return pack(incentives={"first": first, "second": {**told, "follows": "first", **second}}, facts=EVENTS)


def readings(one: Any, other: Any) -> Pack:
    return pack({"x": {"readings": {"a": one, "b": other}}})


def paths(which: Pack, kind: str, path: str) -> list[str]:
    """What is found of a kind of claim on a path: of the small pack itself, or of it beside another."""
    if kind == "same":
        found = list(same(pack({"x": SMALL}), which, DAY, 20))
    elif kind == "implies_elsewhere":
        other = pack({"x": TWELVE})
        found = [implies_elsewhere(which, which.designations[0], other, other.designations[0], DAY, 20).answered]
    else:
        found = [one for one in prove(which, DAY, 20) if one.kind == kind]
    return [type(one.answer).__name__ for one in found if one.path.startswith(path)]


def holds(which: Pack, kind: str, path: str) -> str:
    """Proven where one of the answers is."""
    found = paths(which, kind, path)
    return Proven.__name__ if Proven.__name__ in found else Refuted.__name__ if Refuted.__name__ in found else ""


TABLE = {
    "nobody_qualifies": (pack({"a": SMALL, "b": {"unit.staff": {"at_least": 10}}}), pack({"a": SMALL}), D),
    "contradiction": (
        pack({"a": SMALL, "b": {"unit.staff": {"at_least": 10}}}), pack({"a": SMALL, "o": {"no_clause": "g1"}}), D
    ),
    "nobody_refused": (pack({"a": {"unit.staff": {"at_least": 0}}}), pack({"a": {"unit.staff": {"at_least": 1}}}), D),
    "idle": (pack({"a": EITHER}), pack({"a": ONE}), D),
    "unreachable": (amounts("50000 yuan", "50000.01 yuan"), amounts("50000 yuan", "50000 yuan"), "incentives/cash"),
    "never_twice": (cash(once=CLAIMS), cash(once={**CLAIMS, "where": {"paid": True, "holder": "u"}}), "incentives/cash"),
    "readings_agree": (
        readings(SMALL, {"unit.staff": {"at_most": 9}}), readings(SMALL, {"unit.staff": {"at_most": 10}}), D
    ),
    "never_matters": (pack({"a": {"any": [EITHER, SMALL]}}), pack({"a": ONE}), "unit.has_rules"),
    "implies": (targets(3, 3), targets(3, 4), "targets/yearly"),
    "no_hole": (
        phases("2026-01/2026-02", {"period": "2026-03/2026-04"}),
        phases("2026-01/2026-02", {"from": "2026-03", "to": "2026-04-30"}),
        "phases/a",
    ),
    "no_overlap": (
        phases("2026-01/2026-02", {"period": "2026-03/2026-04"}),
        phases("2026-01/2026-02", {"from": "2026-02", "to": "2026-04-30"}),
        "phases/b",
    ),
    "never_arises": (
        review(when={"all": [{"unit.applied": {"before": "2026-01-01"}}, {"unit.applied": {"on_or_after": "2026-01-01"}}]}),
        review(when={"all": [{"unit.applied": {"before": "2026-01-02"}}, {"unit.applied": {"on_or_after": "2026-01-01"}}]}),
        R,
    ),
    "never_done": (
        review(done={"all": [{"unit.reviewed": True}, {"unit.applied": False}]}),
        review(done={"all": [{"unit.reviewed": True}, {"unit.visited": False}]}),
        R,
    ),
    "never_breached": (review(by="2030-12-31"), review(by="2026-05-31"), R),
    "never_due_before": (
        review(by={"plus": {"days": 10}, "from": "unit.applied"}),
        review(
            when={"all": [{"unit.applied": True}, {"unit.visited": True}]}, by={"plus": {"days": 10}, "from": "unit.applied"}
        ),
        R,
    ),
    "same": (pack({"x": SMALL}), pack({"x": TWELVE}), D),
    "implies_elsewhere": (pack({"x": TWELVE}), pack({"x": {"unit.staff": {"less_than": 13}}}), D),
}  # fmt: skip


FOLLOWING = {
    "unreachable after a claim": (chained("50001 yuan", **{"for": "unit"}), chained("50000 yuan", **{"for": "unit"})),
    "unreachable for cases": (chained("50001 yuan", **{"for": "case"}), chained("50000 yuan", **{"for": "case"})),
    "never_twice after a claim": (
        chained("50000 yuan", **{"for": "claim"}, **ONCE), chained("50000 yuan", **{"for": "claim"})
    ),
}  # fmt: skip
"""Of an incentive that follows another, which is about the records of a list."""


@pytest.mark.parametrize("kind", FOLLOWING)
def test_what_follows_a_rule_about_records_is_proven_and_refuted(kind: str) -> None:
    proven, refuted = FOLLOWING[kind]
    claim = kind.partition(" ")[0]
    assert paths(proven, claim, "incentives/second") == ["Proven"]
    assert paths(refuted, claim, "incentives/second") == ["Refuted"]
    assert any(paths(mutant.pack, claim, "incentives/second") == ["Refuted"] for mutant in mutants(proven))


@pytest.mark.parametrize("kind", TABLE)
def test_proven_in_one_pack_and_refuted_in_another(kind: str) -> None:
    proven, refuted, path = TABLE[kind]
    not_shown = kind == "implies"  # of two targets of which neither implies the other, nothing is told
    assert holds(proven, kind, path) == Proven.__name__
    assert holds(refuted, kind, path) == ("" if not_shown else Refuted.__name__)


@pytest.mark.parametrize("kind", TABLE)
def test_a_mutant_of_the_pack_where_it_is_proven_flips_it(kind: str) -> None:
    proven, _, path = TABLE[kind]
    assert any(holds(mutant.pack, kind, path) != Proven.__name__ for mutant in mutants(proven))

"""`humi check --prove`: what is proven of a pack is a finding at its place, unless its author says that it is meant."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from humi.authoring.check import check_target
from humi.authoring.targets import load_target
from tests.engines.agreement import complete

NAME = {"zh": "名称", "en": "name"}
SMALL, LARGE = {"unit.staff": {"less_than": 10}}, {"unit.staff": {"at_least": 100}}
PAID = {"paid": True, "incentive": "cash"}
BY_HOLDER = {"none": "claims", "where": {**PAID, "holder": {"same_as": "this.holder"}}}
BY_TITLE = {"none": "claims", "where": {**PAID, "title": {"same_as": "this.title"}}}


def findings(folder: Path, prove: bool = True, **sections: Any) -> list[str]:
    head = {"humi": 1, "region": {"id": "testland", "name": NAME}, "edition": {"version": "1.0.0"}}
    written = yaml.safe_dump(complete({**head, **sections}), allow_unicode=True)
    (folder / "policy.yaml").write_text(written, encoding="utf-8")
    (folder / "provisions.yaml").write_text("provisions: []\ngaps: []\n", encoding="utf-8")
    return [one.code for one in check_target(load_target(folder), prove=prove).problems if "W848" <= one.code <= "W879"]


def designation(**criteria: Any) -> dict[str, Any]:
    told = {name: {**says, "source": "p1"} for name, says in criteria.items()}
    return {"designations": {"d": {"for": "unit", "name": NAME, "criteria": told}}}


def cash(**criteria: Any) -> dict[str, Any]:
    told = {name: {**says, "source": "p1"} for name, says in criteria.items()}
    rule = {"for": "claim", "name": NAME, "amount": "50000 yuan", "criteria": told, "source": "p1"}
    return {"incentives": {"cash": rule}}


def phases(second: dict[str, Any], **first: Any) -> dict[str, Any]:
    told = {"name": NAME, "source": "p1"}
    one = {**told, "order": 1, "period": "2026-01/2026-02", **first}
    return {"phases": {"a": one, "b": {**told, "order": 2, **second}}}


def review(**says: Any) -> dict[str, Any]:
    told = {"for": "unit", "name": NAME, "source": "p1", "when": {"unit.applied": True}, "done": {"unit.reviewed": True}}
    facts = {name: {"type": "event", "name": NAME} for name in ("unit.applied", "unit.reviewed", "unit.visited")}
    return {"duties": {"review": {**told, **says}}, "facts": facts}


TEN_DAYS = {"plus": {"days": 10}, "from": "unit.applied"}
BOTH = {"all": [{"unit.applied": True}, {"unit.visited": True}]}
NEITHER = {"all": [{"unit.applied": {"before": "2026-01-01"}}, {"unit.applied": {"on_or_after": "2026-01-01"}}]}
SURELY_NOT = {"all": [{"unit.reviewed": True}, {"unit.applied": False}]}


@pytest.mark.parametrize(
    ("sections", "expected"),
    [
        (phases({"period": "2026-03/2026-04"}), []),
        (phases({"from": "2026-03", "to": "2026-04-30"}), ["W875"]),
        (phases({"from": "2026-03", "to": "2026-04-30"}, meant="W875", note=NAME), []),
        (phases({"from": {"readings": {"a": "2026-02-28", "b": "2026-03-01"}}, "to": "2026-04-30"}), ["W876"]),
        (phases({"from": "2026-02", "to": "2026-04-30"}), []),  # any day of February overlaps: plain inspection tells it
        (phases({"from": "2026-02-15", "to": "unstated"}), []),  # plain inspection tells that they overlap
        (phases({"from": "unstated", "to": "2026-04-30"}), []),
        (phases({"period": "2026-04/2026-05"}), []),  # plain inspection tells the hole
        (review(), []),
        (review(when=NEITHER), ["W877"]),
        (review(when={"readings": {"x": {"unit.applied": True}, "y": NEITHER}}), []),
        (review(done=SURELY_NOT), ["W878"]),
        (review(when=BOTH, by=TEN_DAYS), ["W879"]),
        (review(when={"unit.applied": True}, by=TEN_DAYS), []),
        (designation(small=SMALL), []),
        (designation(small=SMALL, smaller={"unit.staff": {"less_than": 5}}), ["W871"]),
        (designation(small=SMALL, large=LARGE), ["W872"]),
        (designation(small={**SMALL, "meant": ["W871"], "note": NAME}, smaller={"unit.staff": {"less_than": 5}}), []),
        (designation(small={**SMALL, "meant": ["W871"], "note": NAME}), ["W848"]),
        (designation(open={"no_clause": "g1"}), []),
        ({"scope": {"when": {"unit.staff": {"less_than": 5}}, "source": "p1"}, **designation(large=LARGE)}, ["W870"]),
        (cash(once=BY_HOLDER), []),
        (cash(once=BY_TITLE), ["W874"]),
        (cash(once=BY_HOLDER, never={"all": [{"unit.has_rules": True}, {"unit.has_rules": False}]}), ["W873"]),
        (cash(once=BY_HOLDER, open={"no_clause": "g1"}), []),
    ],
)  # fmt: skip
def test_what_is_proven_is_a_finding(sections: dict[str, Any], expected: list[str], tmp_path: Path) -> None:
    assert findings(tmp_path, **sections) == expected


def test_nothing_is_proven_where_nobody_asks_and_no_excuse_is_idle_then(tmp_path: Path) -> None:
    meant = {**SMALL, "meant": ["W871"], "note": NAME}
    assert findings(tmp_path, prove=False, **designation(small=meant, large=LARGE)) == []

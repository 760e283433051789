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


@pytest.mark.parametrize(
    ("sections", "expected"),
    [
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

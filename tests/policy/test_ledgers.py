"""What a rule cites is what the ledger beside it says, however the ledger is written."""

from __future__ import annotations

from pathlib import Path

import pytest

from humi.decision import Citation
from humi.policy.provisions import cited, read_ledger
from tests.house.documents import ROOT

LEDGERS = sorted([*ROOT.glob("plugins/*/provisions.yaml"), *ROOT.glob("examples/*/provisions.yaml")])


@pytest.mark.parametrize("ledger", LEDGERS, ids=lambda ledger: str(ledger.parent.name))
def test_a_citation_has_clause_anchor_and_certainty_of_its_provision(ledger: Path) -> None:
    provisions = read_ledger(str(ledger.parent)).provisions
    assert provisions
    found = cited(str(ledger.with_name("policy.yaml")), provisions)
    assert found == [Citation(one.id, one.clause, one.anchor, one.certainty) for one in provisions.values()]


def test_values_of_any_shape_may_stand_between_the_fields_of_a_citation(tmp_path: Path) -> None:
    ledger = """
        title: items
        notes: &shared [clause, {clause: 'no', id: nobody}]
        items:
          - values: {clause: wrong, deep: [{id: nobody}, [anchor, wrong]]}
            id: first
            more: *shared
            clause: 第1条
            empty: []
            anchor: "2021-06-29"
            certainty: explicit
          - {id: second, number: 2, clause: 第2条, values: {}}
          - [id, third]
          - {clause: without an id}
        gaps:
          - {id: gap, clause: none}
    """
    (tmp_path / "provisions.yaml").write_text(ledger, encoding="utf-8")
    assert cited(str(tmp_path / "policy.yaml"), ("first", "second", "third", "nobody", "gap")) == [
        Citation("first", "第1条", "2021-06-29", "explicit"),
        Citation("second", "第2条"),
        Citation("third"),
        Citation("nobody"),
        Citation("gap"),
    ]


def test_without_a_ledger_a_citation_is_its_id(tmp_path: Path) -> None:
    assert cited(str(tmp_path / "policy.yaml"), ["doc_title"]) == [Citation("doc_title")]

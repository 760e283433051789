"""What stands in a tree is found and replaced, also within what a table answers."""

from __future__ import annotations

from dataclasses import replace

from humi.language import nodes as n
from humi.questions.reading import replaced
from tests.questions.packs import NAME, pack

TABLE = {
    "name": NAME,
    "hit_policy": "first",
    "inputs": {"staff": "unit.staff"},
    "outputs": {"grade": {"type": "category", "members": {"low": NAME, "high": NAME}}},
    "rows": [{"staff": ">= 100", "grade": "high"}, {"grade": "low"}],
    "source": "p1",
}


def test_lookups_are_the_same_only_if_their_tables_answer_the_same() -> None:
    node = _lookup()
    other = replace(node, item=n.Not(node.item))
    assert node != other
    assert n.All((node,)) != n.All((other,))


def test_what_a_table_answers_is_replaced_wherever_it_stands() -> None:
    node = _lookup()
    part = next(part for part in n.walk(node.item) if isinstance(part, n.Compare))
    whole = n.All((n.Always(True), n.Not(node)))
    found = replaced(whole, part, n.Always(True))
    assert part not in set(n.walk(found))


def _lookup() -> n.Lookup:
    which = pack({"x": {"table": "size", "equals": "high"}}, tables={"size": TABLE})
    (designation,) = which.designations
    return next(node for node in n.walk(designation.criteria[0].condition) if isinstance(node, n.Lookup))

"""Two versions of a pack: they say the same of everybody, or a dossier tells them apart."""

from __future__ import annotations

from typing import Any

import pytest

from humi.questions.answers import Proven, Refuted, Unknown
from humi.questions.comparing import only_in_one, same
from tests.questions.packs import ASKED, NAME, pack

OLD: dict[str, Any] = {"large": {"unit.staff": {"at_least": 100}}, "rules": {"unit.has_rules": True}}


def verdicts(old: dict[str, Any], new: dict[str, Any]) -> list[str]:
    return [type(one.answer).__name__ for one in same(pack(old), pack(new), ASKED.toordinal(), 20)]


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        ({"rules": {"unit.has_rules": True}, "large": {"unit.staff": {"more_than": 99}}}, Proven),
        ({"both": {"all": [{"unit.staff": {"at_least": 100}}, {"not": {"unit.has_rules": False}}]}}, Proven),
        ({"large": {"unit.staff": {"at_least": 101}}, "rules": {"unit.has_rules": True}}, Refuted),
        ({"large": {"unit.staff": {"at_least": 100}}}, Refuted),
    ],
)
def test_reworded_packs_are_the_same_and_others_are_told_apart(new: dict[str, Any], expected: type) -> None:
    assert verdicts(OLD, new) == [expected.__name__]


def test_the_example_is_what_tells_them_apart() -> None:
    new = {**OLD, "large": {"unit.staff": {"at_least": 101}}}
    (found,) = same(pack(OLD), pack(new), ASKED.toordinal(), 20)
    assert isinstance(found.answer, Refuted)
    assert found.answer.example.document["unit"]["staff"] == 100


def test_a_fact_that_only_one_version_has() -> None:
    fact = {"unit.willing": {"type": "boolean", "name": NAME}}
    new = pack({**OLD, "wish": {"unit.willing": True}}, facts=fact)
    (found,) = same(pack(OLD), new, ASKED.toordinal(), 20)
    assert isinstance(found.answer, Refuted)
    (back,) = same(new, pack(OLD), ASKED.toordinal(), 20)
    assert isinstance(back.answer, Refuted)


def test_a_fact_that_may_hold_something_else_cannot_be_compared() -> None:
    versions = [
        pack({"x": {"unit.score": {"at_least": 1}}}, facts={"unit.score": {"type": "integer", "maximum": most, "name": NAME}})
        for most in (10, 20)
    ]
    (found,) = same(*versions, ASKED.toordinal(), 20)
    assert isinstance(found.answer, Unknown)
    assert found.answer.reason == "untranslatable"


def test_what_only_one_version_has_is_told() -> None:
    service = {"i": {"for": "unit", "name": NAME, "service": "tax_services", "source": "p1"}}
    assert only_in_one(pack(OLD), pack(OLD, incentives=service)) == ((), ("incentives/i",))

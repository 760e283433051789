"""Why one dossier fares differently in two regions: on what each answer rests, and what nobody asks elsewhere."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import humi
from humi.wording.differences import differences_tree
from humi.wording.plain import plain

DAY = date(2026, 6, 1)
TOPICS = """
incentive amount validity renewal withdrawal repayment appeal decider application_window review_time_limits fees
case_time_limits double_claim phases credit_repair
""".split()
NORTH = {
    "north_unit": {"staff": {"unit.staff": {"at_least": 10}}, "rules": {"unit.has_rules": True}},
}
SOUTH = {
    "south_unit": {
        "staff": {"unit.staff": {"at_least": 30}},
        "results": {"judgement": {"standard": "成效", "by": "authority"}},
    },
}


def region(name: str, designations: dict[str, dict[str, Any]], scope: Any = True, entity: str = "unit") -> dict[str, Any]:
    """A region that offers designations with these criteria."""
    named = {"zh": name, "en": name.title()}
    return {
        "humi": 1,
        "region": {"id": name, "name": named},
        "edition": {"version": "1.0.0", "text": "complete"},
        "scope": {"when": scope, "source": "all"},
        "designations": {
            id_: {
                "for": entity,
                "name": {"zh": id_, "en": id_},
                "source": "all",
                "criteria": {key: {**asked, "name": {"zh": key, "en": key}, "source": key} for key, asked in criteria.items()},
            }
            for id_, criteria in designations.items()
        },
        "silent": dict.fromkeys(TOPICS, "gap"),
    }


LEDGER = {
    "items": [
        {
            "id": name,
            "clause": clause,
            "kind": "scope",
            "entity": "unit",
            "statement_en": "x",
            "anchor": "x",
            "certainty": "explicit",
        }
        for name, clause in (("all", "一"), ("staff", "二(一)"), ("rules", "二(二)"), ("results", "二(三)"))
    ],
    "gaps": [{"id": "gap", "expected": "x", "document_says": "Nothing."}],
}


@pytest.fixture
def judged(tmp_path: Path) -> Any:
    """`judged(dossier, region, region)`: the decision of invented regions."""

    def made(dossier: dict[str, Any], *regions: dict[str, Any]) -> humi.Decision:
        names = [one["region"]["id"] for one in regions]
        for name, one in zip(names, regions, strict=True):
            (tmp_path / name).mkdir()
            (tmp_path / name / "policy.yaml").write_text(json.dumps(one), encoding="utf-8")
            (tmp_path / name / "provisions.yaml").write_text(json.dumps(LEDGER), encoding="utf-8")
        judge = humi.Humi(names, plugins_dir=tmp_path)
        assert judge.regions == tuple(sorted(names)), judge.loaded.quarantined
        return judge.evaluate(dossier, on=DAY, regions=names)

    return made


def told(decision: humi.Decision, lang: Any = "en") -> list[str]:
    tree = differences_tree(decision, lang)
    return [] if tree is None else plain((tree,), lang).splitlines()


def test_what_one_asks_and_the_other_does_not(judged: Any) -> None:
    decision = judged({"unit": {"staff": 12, "has_rules": True}}, region("north", NORTH), region("south", SOUTH))
    (one,) = decision.differences
    assert one.entity == "unit"
    north, south = one.answers
    assert (north.outcome, north.designations) == ("met", ("north/designations/north_unit",))
    assert [
        (ground.path.rpartition("/")[2], ground.facts, ground.asked_by, ground.not_asked_by) for ground in north.grounds
    ] == [
        ("staff", ("unit.staff",), ("south",), ()),
        ("rules", ("unit.has_rules",), (), ("south",)),
    ]
    assert (south.outcome, [ground.path.rpartition("/")[2] for ground in south.grounds]) == ("not_met", ["staff"])
    assert told(decision) == [
        "Why the regions differ",
        "  as a unit",
        "    met: North: north_unit",
        "      required: number of staff at least 10, recorded: 12〔二(一)〕; in South a criterion looks at this too",
        "      required: has written protection rules, recorded: yes〔二(二)〕; in South no criterion looks at this",
        "    not met: South: south_unit",
        "      required: number of staff at least 30, recorded: 12〔二(一)〕; in North a criterion looks at this too",
    ]


def test_a_standard_to_judge_by_is_something_asked(judged: Any) -> None:
    decision = judged({"unit": {"staff": 40, "has_rules": True}}, region("north", NORTH), region("south", SOUTH))
    south = decision.differences[0].answers[1]
    assert (south.outcome, south.grounds[0].facts, south.grounds[0].not_asked_by) == ("undetermined", (), ("north",))
    assert told(decision, "zh")[-2:] == [
        "    不能确定：south：south_unit",
        "      results（裁量：「成效」）〔二(三)〕；north的条件不看这一项",
    ]


def test_the_same_outcome_is_no_difference(judged: Any) -> None:
    decision = judged({"unit": {"staff": 5}}, region("north", NORTH), region("south", SOUTH))
    assert (list(decision.differences), told(decision)) == ([], [])


def test_one_region_alone_differs_from_nothing(judged: Any) -> None:
    assert judged({"unit": {"staff": 5}}, region("north", NORTH)).differences == ()


def test_designations_for_other_entities_are_not_compared(judged: Any) -> None:
    decision = judged({"unit": {"staff": 12}}, region("north", NORTH), region("south", SOUTH, entity="base"))
    assert list(decision.differences) == []


def test_where_one_document_alone_applies_that_is_the_reason(judged: Any) -> None:
    dossier = {"unit": {"place": "north", "staff": 12, "has_rules": True}}
    decision = judged(dossier, region("north", NORTH, {"unit.place": "north"}), region("south", SOUTH, {"unit.place": "south"}))
    north, south = decision.differences[0].answers
    assert [ground.path for ground in south.grounds] == ["south/scope"]
    assert (north.grounds[0].asked_by, north.grounds[0].not_asked_by) == ((), ())
    assert told(decision) == ["Why the regions differ", "  as a unit", "    out of scope: South (registered seat: north)"]


def test_whether_a_document_applies_may_be_what_is_open(judged: Any) -> None:
    decision = judged(
        {"unit": {"staff": 12, "has_rules": True}}, region("north", NORTH), region("south", NORTH, {"unit.place": "south"})
    )
    south = decision.differences[0].answers[1]
    assert (south.outcome, [ground.path for ground in south.grounds]) == ("undetermined", ["south/scope"])


def test_whether_a_document_is_in_force_may_be_what_is_open(judged: Any) -> None:
    signed = {"from": {"readings": {"signed": "2026-05-01", "published": "2026-07-01"}}, "to": "unstated", "source": "all"}
    decision = judged(
        {"unit": {"staff": 12, "has_rules": True}}, region("north", NORTH), {**region("south", NORTH), "in_force": signed}
    )
    south = decision.differences[0].answers[1]
    assert (south.outcome, [ground.path for ground in south.grounds]) == ("undetermined", ["south/in_force"])
    assert told(decision)[-1] == "      whether it is in force"


def test_designations_that_rest_on_the_same_are_one_answer(judged: Any) -> None:
    twice = {**SOUTH, "second_unit": SOUTH["south_unit"]}
    decision = judged({"unit": {"staff": 12, "has_rules": True}}, region("north", NORTH), region("south", twice))
    assert [len(one.designations) for one in decision.differences[0].answers] == [1, 2]
    assert "    not met: South: south_unit, second_unit" in told(decision)


def test_a_registry_has_no_applicant_to_compare(judged: Any) -> None:
    judge = humi.Humi(["qingdao_ftz", "yinchuan"])
    assert list(judge.evaluate(judge.registry({"titles": []}), on=DAY).differences) == []


def test_differences_are_part_of_what_is_published(judged: Any) -> None:
    decision = judged({"unit": {"staff": 12, "has_rules": True}}, region("north", NORTH), region("south", SOUTH))
    data = json.loads(decision.to_json())
    assert data["differences"][0]["answers"][0]["grounds"][1] == {
        "path": "north/designations/north_unit/criteria/rules",
        "facts": ["unit.has_rules"],
        "asked_by": [],
        "not_asked_by": ["south"],
    }
    assert "Why the regions differ" in decision.explain("en")
    assert "各地结果为何不同" in decision.explain("zh")

"""What is counted of a target, and what is needed: of one number, and of a day that can be read in several ways."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from humi.decision import TargetDecision
from humi.dossier.registry import Registry
from humi.road import decide
from tests.engines.agreement import pack_of

NAME = {"zh": "名称", "en": "name"}
HEAD = {"humi": 1, "region": {"id": "testland", "name": NAME}, "edition": {"version": "1.0.0"}}
LATE, EARLY = "2025-06-30", "2025-06-01"


def judged(asked: str, granted: list[str], readings: dict[str, str]) -> TargetDecision:
    return of_target(asked, granted, {"count": "titles", "at_least": 3, "due": {"readings": readings}})


def of_target(asked: str, granted: list[str], target: dict[str, Any]) -> TargetDecision:
    pack = pack_of({**HEAD, "targets": {"t": {"name": NAME, "source": "p1", **target}}})
    titles = [{"id": f"T{index}", "region": "testland", "granted": day} for index, day in enumerate(granted)]
    registry = Registry.from_dict({"titles": titles}, pack.vocabulary)
    (found,) = decide(pack, registry, date.fromisoformat(asked).toordinal()).targets
    return found


@pytest.mark.parametrize("readings", [{"late": LATE, "early": EARLY}, {"early": EARLY, "late": LATE}], ids=["late", "early"])
def test_the_order_of_readings_decides_nothing(readings: dict[str, str]) -> None:
    found = judged("2026-01-01", ["2025-05-01", "2025-06-15"], readings)
    assert (found.outcome.value, found.count, found.found and found.found.en) == ("not_met", (1, 2), "1–2")
    assert [(cause.kind, set(cause.what.split(","))) for cause in found.doubts] == [("readings", {"late", "early"})]
    assert not found.finding.causes
    before = judged("2025-05-20", ["2025-05-01"], readings)
    assert before.pace is not None
    assert (before.outcome.value, before.count, before.pace.left) == ("not_yet_due", (1, 1), 12)


def test_the_pace_ends_when_one_reading_of_the_day_has_come() -> None:
    found = judged("2025-06-10", ["2025-05-01"], {"late": LATE, "early": EARLY})
    assert (found.outcome.value, found.pace, found.count) == ("undetermined", None, (1, 1))


@pytest.mark.parametrize(
    "bounds",
    [
        {"at_least": 3, "at_most": 5},
        {"at_most": 5, "at_least": 3},
        {"between": [3, 5]},
        {"more_than": 2, "less_than": 6},
        {"more_than": "2.5"},
    ],
    ids=str,
)
def test_of_several_bounds_the_lower_one_is_to_be_reached(bounds: dict[str, Any]) -> None:
    found = of_target("2025-06-01", ["2025-05-01"], {"count": "titles", **bounds, "due": LATE})
    assert found.pace is not None
    assert (found.count, found.pace.missing) == ((1, 1), (2, 2))


SEVERAL = [{"count": "titles", "at_least": 3}, {"count": "acts", "at_most": 9}]


@pytest.mark.parametrize("conditions", [SEVERAL, SEVERAL[::-1]])
def test_a_condition_on_several_numbers_counts_none_and_tells_each(conditions: list[dict[str, Any]]) -> None:
    found = of_target("2025-06-01", ["2025-05-01"], {"when": {"all": conditions}, "due": LATE})
    assert (found.count, found.found, found.pace) == (None, None, None)
    assert found.needed is not None
    assert {"number of titles at least 3", "number of acts of work at most 9"} == set(found.needed.en.split(" and "))

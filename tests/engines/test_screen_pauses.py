"""Periods that a step leaves out, several and those of related records, put a day off in the screen as far as in the judge."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import Any

import ibis
import pytest

from humi.dossier.dossier import Dossier
from humi.policy.pack import Pack
from tests.engines.agreement import pack_of
from tests.engines.regions import YUNHAI, by_day
from tests.engines.screened import Hold, differences, engines, judged, screened, stored
from tests.house.packs import pack_in

ASKED = date(2025, 7, 1)
NAME = {"zh": "名称", "en": "name"}
CASES = {"each": "cases", "period": "suspended"}
GRAVE = {"each": "cases", "where": {"joined_to": {"same_as": "unit.id"}}, "period": "suspended"}
HELD = {"each": "titles", "where": {"holder": "u1"}, "period": "held"}
JOINED = {"each": "cases", "where": {"joined_to": {"same_as": "this.id"}}, "period": "suspended"}


def put_off(base: str, word: str, length: dict[str, int], *pauses: Any) -> dict[str, Any]:
    """A criterion that a step reaches 1 June 2025 at the latest."""
    return {word: length, "from": base, "not_counting": list(pauses), "on_or_before": "2025-06-01", "source": "p1"}


def some_title(*pauses: Any) -> dict[str, Any]:
    """A criterion that asks the same of each title."""
    reached = put_off("heard", "plus", {"days": 40}, *pauses)
    return {"some": "titles", "where": {key: value for key, value in reached.items() if key != "source"}, "source": "p1"}


PACK: dict[str, Any] = {
    "humi": 1,
    "region": {"id": "testland", "name": NAME},
    "edition": {"version": "1.0.0"},
    "facts": {
        "unit.closed": {"type": "period", "name": NAME},
        "unit.moved": {"type": "period", "name": NAME},
        "case.joined_to": {"type": "text", "name": NAME},
        "title.heard": {"type": "date", "name": NAME},
    },
    "designations": {
        "d": {
            "for": "unit",
            "name": NAME,
            "criteria": {
                "days": put_off("unit.founded", "plus", {"days": 30}, CASES),
                "back": put_off("unit.founded", "minus", {"days": 30}, CASES),
                "working_days": put_off("unit.founded", "plus", {"working_days": 20}, CASES),
                "working_days_back": put_off("unit.founded", "minus", {"working_days": 20}, CASES),
                "two_of_its_own": put_off("unit.founded", "plus", {"days": 30}, "unit.closed", "unit.moved"),
                "own_and_others": put_off("unit.founded", "plus", {"days": 30}, "unit.closed", GRAVE, HELD),
                "from_a_day": put_off("2025-04-20", "plus", {"days": 30}, CASES),
                "of_titles": some_title(CASES),
                "of_titles_themselves": some_title("held", GRAVE),
            },
        },
    },
    "duties": {
        "o": {
            "for": "case",
            "who": "authority",
            "name": NAME,
            "kind": "duty",
            "when": {"case.accepted": True},
            "done": {"case.disposed": True},
            "by": {"plus": {"working_days": 30}, "from": "case.accepted", "not_counting": ["case.suspended", JOINED]},
            "source": "p1",
        },
    },
}


def _a_dossier(random: Random) -> dict[str, Any]:
    def day(around: int = 60) -> str:
        found = date(2025, 4, 20) + timedelta(days=random.randint(-around, around))
        return random.choices([found.isoformat(), f"{found:%Y-%m}", f"{found.year}"], [8, 1, 1])[0]

    def period() -> str:
        first, last = sorted(date.fromisoformat("2025-03-01") + timedelta(days=random.randint(0, 90)) for _ in range(2))
        vague = [f"{first:%Y-%m}/{last}", f"{first}/{last:%Y-%m}", f"{first}/"]
        return random.choices([f"{first}/{last}", *vague], [9, 1, 1, 1])[0]

    def case(place: int) -> dict[str, Any]:
        found: dict[str, Any] = {"id": f"c{place}", "region": "testland", "suspended": period()}
        if random.random() < 0.5:
            found["accepted"] = {"on": day(30)}
        if random.random() < 0.7:
            found["testland"] = {"joined_to": random.choice(["u1", "c0", "c1"])}
        if random.random() < 0.2:
            found["disposed"] = {"on": "2025-06-20"}
        return found

    found: dict[str, Any] = {
        "humi": 1,
        "unit": {"id": "u1", "founded": day(), "testland": {"closed": period(), "moved": period()}},
        "cases": [case(place) for place in range(random.randint(0, 6))],
        "titles": [
            {"id": f"t{place}", "region": "testland", "holder": "u1", "held": period(), "testland": {"heard": day()}}
            for place in range(random.randint(0, 3))
        ],
    }
    for relation in ("cases", "titles"):
        if random.random() < 0.2:
            del found[relation]
    return found


def _one_rule_each() -> Iterator[Pack]:
    """The rules, each by itself: engines plan one after the other in less time than all at once."""
    criteria = PACK["designations"]["d"]["criteria"]
    for name, criterion in criteria.items():
        alone = {**PACK["designations"]["d"], "criteria": {name: criterion}}
        yield pack_of({**PACK, "designations": {"d": alone}, "duties": {}})
    yield pack_of({**PACK, "designations": {}})


def put_off_alike(connection: Any, hold: Hold | None = None) -> None:
    random, asked, found = Random(1), ASKED.toordinal(), set[str]()
    for pack in _one_rule_each():
        dossiers = [Dossier.from_dict(_a_dossier(random), pack.vocabulary) for _ in range(100)]
        theirs = judged(pack, dossiers, asked)
        assert not differences(screened(pack, dossiers, asked, connection, hold), theirs)
        found.update(outcome for outcome, _, _ in theirs.values())
    assert found >= {"met", "not_met", "undetermined"}


@pytest.mark.parametrize("engine", engines())
def test_a_day_is_put_off_alike(engine: Any) -> None:
    put_off_alike(engine())


def test_a_day_is_put_off_alike_in_postgres(postgres: str) -> None:
    connection = ibis.connect(postgres)
    put_off_alike(connection, stored(connection))
    connection.disconnect()


def test_the_region_that_uses_all_of_the_language_is_answered_alike() -> None:
    pack = pack_in(YUNHAI)
    asked, dossiers = max(by_day(YUNHAI).items(), key=lambda one: len(one[1]))
    dossiers = [one for one in dossiers if one.lists["cases"]] + dossiers[:10]  # the judge takes its time for hundreds
    assert not differences(screened(pack, dossiers, asked, ibis.polars.connect()), judged(pack, dossiers, asked))

"""Phases that leave days out or overlap, against every reading and every day that a month may be."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import product
from random import Random
from typing import Any

import pytest

from humi.dossier.dossier import Dossier
from humi.policy.pack import Pack
from humi.questions.answers import Answered, Proven, Refuted, Unknown
from humi.questions.asking import prove
from humi.questions.report import days_taken, report_of
from humi.road import decide
from humi.wording.plain import plain
from tests.questions.packs import ASKED, NAME, asked_of, pack, verdict

ONE = {"period": "2026-01/2026-02"}
LAUNCHED = {"programme.launched": {"type": "event", "name": NAME}}
READ = {"readings": {"included": "2026-02-28", "excluded": "2026-02-27"}}


def phases(*written: dict[str, Any], **sections: Any) -> Pack:
    told = {f"p{place}": {"order": place, "name": NAME, "source": "p1", **one} for place, one in enumerate(written)}
    return pack(phases=told, **sections)


@pytest.mark.parametrize(
    ("first", "second", "hole", "overlap"),
    [
        (ONE, {"period": "2026-03/2026-04"}, "proven any", "proven any"),
        (ONE, {"period": "2026-03-02/2026-04-30"}, "refuted", "proven any"),
        (ONE, {"period": "2026-02/2026-04"}, "proven any", "refuted"),
        (ONE, {"from": "2026-03", "to": "2026-04-30"}, "refuted", "proven any"),
        (ONE, {"from": "2026-02", "to": "2026-04-30"}, "proven any", "refuted"),
        ({"from": "2026-01-01", "to": READ}, {"period": "2026-02-28/2026-04-30"}, "proven any", "refuted"),
        ({"from": "2026-01-01", "to": READ}, {"period": "2026-03/2026-04"}, "refuted", "proven any"),
        ({"from": "2026-01-01", "to": READ}, {"from": READ, "to": "2026-03-31"}, "proven any", "refuted"),
        ({"from": "2026-01-01", "lasts": {"months": 2}}, {"period": "2026-03/.."}, "proven any", "proven any"),
        ({"from": "2026-01", "lasts": {"months": 2}}, {"period": "2026-03-31/.."}, "refuted", "proven any"),
        ({"from": "2026-01", "lasts": {"months": 2}}, {"period": "2026-03-30/.."}, "refuted", "refuted"),
        (ONE, {"from": "2026-02-15", "to": "unstated"}, "proven any", "refuted"),
        ({"from": "unstated", "to": "2026-02-28"}, {"from": "2026-03-01", "to": "unstated"}, "proven any", "proven any"),
        (ONE, {"from": {"plus": {"days": 1}, "from": "programme.launched"}, "to": "unstated"}, "refuted", "refuted"),
    ],
)
def test_a_phase_beside_another(first: dict[str, Any], second: dict[str, Any], hole: str, overlap: str) -> None:
    which = phases(first, second, facts=LAUNCHED)
    assert verdict(which, "no_hole", "phases/p0") == hole
    assert verdict(which, "no_overlap", "phases/p1") == overlap


def test_phases_that_hang_on_one_fact_follow_each_other_whenever_it_happens() -> None:
    launched, later = "programme.launched", {"plus": {"days": 1}, "from": "programme.launched"}
    which = phases({"from": "2026-01-01", "to": launched}, {"from": later, "to": "2029-12-31"}, facts=LAUNCHED)
    assert verdict(which, "no_hole", "phases/p0") == "proven complete"
    assert verdict(which, "no_overlap", "phases/p1") == "proven complete"
    which = phases({"from": "2026-01-01", "to": launched}, {"from": launched, "to": "2029-12-31"}, facts=LAUNCHED)
    (found,) = asked_of(which, "no_overlap")
    assert isinstance(found.answer, Refuted)
    example = found.answer.example
    decided = decide(which, Dossier.from_dict(example.document, which.vocabulary), example.asked)
    assert decided.standing.state == "in"
    assert len(decided.standing.phases) == 2


def test_of_a_phase_that_is_over_before_it_begins_nothing_is_told() -> None:
    never = {"from": {"readings": {"a": "2026-03-02", "b": "2026-03-03"}}, "to": "2026-03-01"}
    found = [one.answer for one in asked_of(phases(ONE, never), "no_overlap")]
    assert [type(one) for one in found] == [Unknown]


def test_phases_without_dates_are_left_aside_and_that_is_said() -> None:
    which = phases(ONE, {"period": "undated"}, {"period": "2026-03/2026-04"})
    found = asked_of(which, "no_hole")
    assert [(one.path, one.answer) for one in found] == [
        ("phases/p0", Proven("any", "dated")),
        ("phases/p2", Proven("any", "dated")),
    ]
    assert not asked_of(phases({"period": "undated"}, {"period": "undated"}), "no_hole")


def test_an_example_tells_the_day_the_phases_and_the_reading() -> None:
    which = phases({"from": "2026-01-01", "to": READ}, {"period": "2026-03/2026-04"})
    (found,) = [one for one in asked_of(which, "no_hole") if isinstance(one.answer, Refuted)]
    assert isinstance(found.answer, Refuted)
    assert date.fromordinal(found.answer.example.asked) == date(2026, 2, 28)
    assert found.beside == ("phases/p1",)
    assert days_taken(which, found, "en") == ["“name” taken to be 2026-01-01/2026-02-27 (excluded)"]
    for lang, told in (("en", "2026-02-28 is in no phase"), ("zh", "2026-02-28不属于任何阶段")):
        report = report_of(which, [found], ASKED.toordinal(), 5, lang)  # type: ignore[arg-type]
        assert told in plain(report, lang)  # type: ignore[arg-type]


# --- against every completion ---


YEAR_END = date(2026, 12, 31)


def an_end(random: Random, months: list[int]) -> tuple[Any, list[date]]:
    """An end as written, and every day that it may be."""
    month = months.pop(0)
    kind = random.choice(("day", "day", "readings", "month"))
    size = monthrange(2026, month)[1]
    days = [date(2026, month, day) for day in sorted(random.sample((1, 2, 15, size - 1, size), 2))]
    if kind == "readings":
        return {"readings": {"a": days[0].isoformat(), "b": days[1].isoformat()}}, days
    if kind == "month":
        return f"2026-{month:02d}", [date(2026, month, day) for day in range(1, size + 1)]
    day = random.choice((date(2026, month, 1), date(2026, month, size)))
    return day.isoformat(), [day]


def a_phase(random: Random, months: list[int]) -> tuple[dict[str, Any], list[tuple[date, date]]]:
    """A phase as written, and every first and last day that it may have."""
    first, firsts = an_end(random, months)
    if random.random() < 0.3:
        return {"from": first, "lasts": {"months": 1}}, [(one, after_a_month(one)) for one in firsts]
    last, lasts = an_end(random, months)
    spans = [(one, other) for one in firsts for other in lasts if one <= other]
    if spans:
        return {"from": first, "to": last}, spans
    return {"from": first, "to": f"{YEAR_END}"}, [(one, YEAR_END) for one in firsts]


def after_a_month(day: date) -> date:
    size = monthrange(2026, day.month + 1)[1]
    return day.replace(month=day.month + 1, day=min(day.day, size)) - timedelta(days=1)


def holes(chosen: tuple[tuple[date, date], ...], place: int) -> bool:
    after = chosen[place][1] + timedelta(days=1)
    return any(first > after for first, _ in chosen) and not any(first <= after <= last for first, last in chosen)


def meets(chosen: tuple[tuple[date, date], ...], place: int) -> bool:
    first, last = chosen[place]
    return any(first <= other_last and other <= last for other, other_last in chosen[:place])


def fewer(spans: list[tuple[date, date]]) -> Iterator[tuple[date, date]]:
    """The ends of the ranges and what lies beside them suffice: in between, nothing turns."""
    ends = sorted({end for span in spans for end in span})
    edges = {end for end in ends if end.day in (1, 2, 3, 14, 15, 16) or end.day >= 26}
    yield from (span for span in spans if edges.issuperset(span))


@pytest.mark.parametrize("seed", range(25))
def test_what_is_proven_of_phases_holds_by_every_completion_and_what_is_refuted_by_one(seed: int) -> None:
    random = Random(seed)
    months = random.choice(([1, 2, 3, 4, 5, 6], [1, 3, 3, 4, 5, 5], [1, 2, 2, 3, 4, 5]))
    written, spans = zip(*(a_phase(random, months) for _ in range(3)), strict=True)
    possible = [list(fewer(each)) for each in spans]
    chosen = list(product(*possible))
    found: dict[tuple[str, str], Answered] = {
        (one.kind, one.path): one for one in prove(phases(*written), ASKED.toordinal(), 20) if one.kind.startswith("no_")
    }
    for place in range(3):
        for kind, shown in (("no_hole", holes), ("no_overlap", meets)):
            if (kind, f"phases/p{place}") in found:
                answer = found[kind, f"phases/p{place}"].answer
                assert not isinstance(answer, Unknown)
                refuted = any(shown(each, place) for each in chosen)
                assert isinstance(answer, Refuted) is refuted, (kind, place, written)

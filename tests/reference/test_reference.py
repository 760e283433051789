"""The reference held to `docs/language.md` by hand, and the strategies to their promise that every word occurs."""

# ruff: noqa: E501 (a row of a table is one line)

from __future__ import annotations

import time
from collections import Counter
from datetime import date
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.reference import Answer, judge
from tests.strategies import (
    SEEDS,
    a_dossier,
    a_policy,
    cases,
    dossiers,
    narrow,
    narrowings,
    policies,
    rests_on_claims,
    smallest,
    words_of,
)

ASKED = "2025-06-15"
OWN = {
    "unit.score": {"type": "decimal", "minimum": 0, "maximum": 100},
    "unit.willing": {"type": "boolean"},
    "unit.closed": {"type": "period"},
    "unit.inspected": {"type": "event", "members": {"passed": {}, "failed": {}}},
    "case.gravity": {"type": "category", "ordered": True, "members": {"minor": {}, "major": {}}},
    "programme.reported": {"type": "event"},
    "programme.sent": {"type": "integer", "minimum": 0},
}
TERMS = {
    "local": {"when": {"unit.place": "testland"}},
    "fit": {"when": {"judgement": {"standard": "合格", "by": "unstated"}}},
    "bonus": {"value": {"value": 10, "when": {"unit.has_rules": True}}},
}
TABLES = {
    "size": {
        "inputs": {"staff": "unit.staff"},
        "outputs": {"size": {"type": "category", "members": {"small": {}, "big": {}}}},
        "rows": [{"staff": "< 10", "size": "small"}, {"staff": "[10..50)", "size": "big"}, {"staff": ">= 50", "size": "big"}],
    },
    "fit": {
        "hit_policy": "first",
        "inputs": {"staff": "unit.staff", "rules": "unit.has_rules"},
        "outputs": {"fit": {"type": "boolean"}},
        "rows": [{"staff": "not(< 10)", "rules": True, "fit": True}, {"staff": "< 10", "fit": False}],
    },
    "twice": {
        "inputs": {"staff": "unit.staff"},
        "outputs": {"ok": {"type": "boolean"}},
        "rows": [{"staff": "<= 10", "ok": True}, {"staff": ">= 10", "ok": True}],
    },
    "points": {
        "hit_policy": "collect_sum",
        "inputs": {"staff": "unit.staff", "rules": "unit.has_rules"},
        "outputs": {"points": {"type": "integer"}},
        "rows": [{"staff": "< 10", "points": 5}, {"staff": ">= 10", "points": 10}, {"rules": True, "points": 3}],
    },
    "gap": {
        "hit_policy": "priority",
        "inputs": {"staff": "unit.staff"},
        "outputs": {"fee": {"type": "money", "order": ["1 yuan", "5 yuan"], "default": {"no_clause": "g1"}}},
        "rows": [{"staff": "< 10", "fee": "5 yuan"}, {"staff": "< 5", "fee": "1 yuan"}],
    },
    "list": {
        "hit_policy": "collect",
        "inputs": {"staff": "unit.staff"},
        "outputs": {"of": {"type": "category", "members": {"a": {}, "b": {}}}},
        "rows": [{"staff": "< 10", "of": "a"}, {"staff": ">= 10", "of": "a"}, {"staff": "> 20", "of": "b"}],
    },
}
KINDS = {"site": {"either": ["station", "point"]}}


def pack(**sections: Any) -> dict[str, Any]:
    """A pack of the sections that matter."""
    return {"region": {"id": "testland"}, "facts": OWN, "terms": TERMS, "tables": TABLES, "kinds": KINDS, **sections}


def missing(*facts: str) -> set[tuple[str, str, str]]:
    """Nothing is recorded of facts, written `unit.staff` or `titles[0] title.level`."""
    return {("missing_fact", fact.split()[-1], fact.split()[0] if " " in fact else "") for fact in facts}


def imprecise(*facts: str) -> set[tuple[str, str, str]]:
    """Something is recorded of facts."""
    return {("imprecise_fact", what, record) for _, what, record in missing(*facts)}


def found(outcome: str, causes: set[tuple[str, str, str]] | None = None) -> Answer:
    """What must come out."""
    return Answer(outcome, frozenset(causes or ()))


MET, NOT_MET, OUT, NOT_DUE = (found(word) for word in ("met", "not_met", "out_of_scope", "not_yet_due"))


def maybe(*causes: set[tuple[str, str, str]]) -> Answer:
    """Undetermined for these causes."""
    return found("undetermined", set().union(*causes))


UNIT: dict[str, Any] = {}
TITLES = [
    {"region": "testland", "kind": "station", "level": "city", "holder": "u1", "granted": "2024-01-01"},
    {"region": "testland", "kind": "point", "holder": "u1", "granted": "2024-01-01"},
    {"region": "elsewhere", "kind": "point", "level": "city", "granted": "2024-01-01"},
    {"region": "testland", "kind": "point", "level": "city", "holder": "u2", "granted": "2025-06-16"},
]
CLAIMS = [
    {"region": "testland", "amount": "50000 yuan", "paid": True, "filed": "2025-01-01", "purpose": []},
    {"region": "testland", "amount": {"from": "1万元", "to": "2万元"}, "filed": "2025-06"},
]
UNITS = [{"testland": {"score": 90}}, {"testland": {"score": 80}}, {"testland": {"score": 70}}]

CONDITIONS: list[tuple[str, dict[Any, Any], dict[str, Any], Answer]] = [
    # facts and their comparators
    ("equals", {"unit.kind": "enterprise"}, {"unit": {"kind": "enterprise"}}, MET),
    ("equals, another", {"unit.kind": "enterprise"}, {"unit": {"kind": "university"}}, NOT_MET),
    ("equals, missing", {"unit.kind": "enterprise"}, {}, maybe(missing("unit.kind"))),
    ("unknown is missing", {"unit.staff": {"at_least": 10}}, {"unit": {"staff": "unknown"}}, maybe(missing("unit.staff"))),
    ("an unlisted member", {"unit.kind": "enterprise"}, {"unit": {"kind": {"other": "银行"}}}, NOT_MET),
    ("each comparator", {"unit.staff": {"at_least": 10, "less_than": 300}}, {"unit": {"staff": 300}}, NOT_MET),
    ("a range", {"unit.staff": {"at_least": 10}}, {"unit": {"staff": {"from": 10}}}, MET),
    ("a range across", {"unit.staff": 10}, {"unit": {"staff": {"from": 9, "to": 11}}}, maybe(imprecise("unit.staff"))),
    ("at most the declared minimum", {"unit.staff": {"at_least": 0}}, {}, MET),
    ("between", {"unit.staff": {"between": [10, 20]}}, {"unit": {"staff": 20}}, MET),
    ("percent", {"this.score": {"more_than": "90%"}}, {"unit": {"testland": {"score": 0.9}}}, NOT_MET),
    ("two facts", {"unit.staff_trained": {"equals": "unit.staff"}}, {"unit": {"staff": 5}}, maybe(missing("unit.staff_trained"))),
    ("own fact", {"unit.testland.willing": True}, {}, maybe(missing("unit.testland.willing"))),
    ("closed list", {"unit.kind": {"in": ["enterprise", "university"]}}, {"unit": {"kind": "law_firm"}}, NOT_MET),
    ("open list", {"unit.kind": {"in": ["enterprise"], "open": True}}, {"unit": {"kind": "law_firm"}}, maybe({("open_list", "unit.kind", "")})),
    ("open list, missing", {"unit.kind": {"in": ["enterprise"], "open": True}}, {}, maybe(missing("unit.kind"))),
    ("include", {"unit.traits": {"include": ["key", "large"]}}, {"unit": {"traits": ["large"]}}, MET),
    ("include all", {"unit.traits": {"include_all": ["key", "large"]}}, {"unit": {"traits": ["large"]}}, NOT_MET),
    ("include, open, missed", {"unit.traits": {"include": "key", "open": True}}, {"unit": {"traits": ["large"]}}, maybe({("open_list", "unit.traits", "")})),
    ("include, open, none at all", {"unit.traits": {"include": "key", "open": True}}, {"unit": {"traits": []}}, NOT_MET),
    ("same text", {"unit.place": {"same_as": "base.place"}}, {"unit": {"place": "a"}, "base": {"place": "a"}}, MET),
    ("same text, missing", {"unit.place": {"same_as": "base.place"}}, {"unit": {"place": "a"}}, maybe(missing("base.place"))),
    ("covers, last day", {"unit.closed": {"covers": "asked"}}, {"unit": {"testland": {"closed": "2025-01-01/2025-06-15"}}}, MET),
    ("covers, runs on", {"unit.closed": {"covers": "2030-01-01"}}, {"unit": {"testland": {"closed": "2025-01-01/.."}}}, MET),
    ("covers, no end", {"unit.closed": {"covers": "asked"}}, {"unit": {"testland": {"closed": "2025-01-01/"}}}, maybe(imprecise("unit.testland.closed"))),
    ("covers, not before", {"unit.closed": {"covers": "2024-12-31"}}, {"unit": {"testland": {"closed": "2025-01-01/"}}}, NOT_MET),
    # decision tables
    ("a category", {"table": "size", "equals": "big"}, {"unit": {"staff": 10}}, MET),
    ("a category of two rows", {"table": "size", "equals": "big"}, {"unit": {"staff": {"from": 10, "to": 90}}}, MET),
    ("a category across", {"table": "size", "equals": "big"}, {"unit": {"staff": {"from": 9, "to": 90}}}, maybe(imprecise("unit.staff"))),
    ("an input nothing depends on", {"table": "fit"}, {"unit": {"staff": 5}}, NOT_MET),
    ("an input all depends on", {"table": "fit"}, {"unit": {"staff": 10}}, maybe(missing("unit.has_rules"), {("no_clause", "tables/fit", "")})),
    ("no row", {"table": "fit"}, {"unit": {"staff": 10, "has_rules": False}}, maybe({("no_clause", "tables/fit", "")})),
    ("two rows", {"table": "twice"}, {"unit": {"staff": 10}}, maybe({("readings", "tables/twice", "")})),
    ("two rows, perhaps", {"table": "twice"}, {}, maybe(missing("unit.staff"), {("readings", "tables/twice", "")})),
    ("a sum", {"table": "points", "at_least": 5}, {}, MET),
    ("a sum, across", {"table": "points", "at_least": 8}, {"unit": {"staff": 3}}, maybe(missing("unit.has_rules"))),
    ("a sum is no more", {"table": "points", "at_most": 13}, {}, MET),
    ("the first in order", {"table": "gap", "equals": "1 yuan"}, {"unit": {"staff": 3}}, MET),
    ("a gap of the text", {"table": "gap", "at_least": "1 yuan"}, {"unit": {"staff": 30}}, maybe({("no_clause", "g1", "")})),
    ("in a list either way", {"table": "list", "include": "a"}, {}, MET),
    ("perhaps in a list", {"table": "list", "include": "b"}, {"unit": {"staff": {"from": 3}}}, maybe(imprecise("unit.staff"))),
    ("all in a list", {"table": "list", "include_all": ["a", "b"]}, {"unit": {"staff": 21}}, MET),
    # dates and events, as of the day of asking
    ("month", {"unit.founded": {"before": "2023-08-01"}}, {"unit": {"founded": "2023-07"}}, MET),
    ("month, across", {"unit.founded": {"before": "2023-07-31"}}, {"unit": {"founded": "2023-07"}}, maybe(imprecise("unit.founded"))),
    ("within a period", {"unit.founded": {"within": "2025/2027"}}, {"unit": {"founded": "2027"}}, MET),
    ("within a window", {"unit.founded": {"within": {"each_year": "06-01/06-30"}}}, {"unit": {"founded": "2021-06"}}, MET),
    ("within a window, a year", {"unit.founded": {"within": {"each_year": "06-01/06-30"}}}, {"unit": {"founded": "2021"}}, maybe(imprecise("unit.founded"))),
    ("within a period fact", {"unit.founded": {"within": "this.closed"}}, {"unit": {"founded": "2020-01-01"}}, maybe(missing("unit.testland.closed"))),
    ("event later", {"unit.applied": True}, {"unit": {"applied": "2025-06-16"}}, NOT_MET),
    ("event perhaps later", {"unit.applied": True}, {"unit": {"applied": "2025"}}, maybe(imprecise("unit.applied"))),
    ("its day is not later", {"unit.applied": {"after": "2025-06-15"}}, {"unit": {"applied": True}}, NOT_MET),
    ("event without a day", {"unit.applied": {"before": "2025-01-01"}}, {"unit": {"applied": True}}, maybe(imprecise("unit.applied"))),
    ("event that did not happen", {"unit.applied": {"before": "2030-01-01"}}, {"unit": {"applied": False}}, NOT_MET),
    ("on the right too", {"unit.founded": {"before": "unit.applied"}}, {"unit": {"founded": "2001", "applied": False}}, NOT_MET),
    ("result", {"unit.inspected": {"result": "passed"}}, {"unit": {"testland": {"inspected": {"result": "passed"}}}}, MET),
    ("result, missing", {"unit.inspected": {"result": "passed"}}, {"unit": {"testland": {"inspected": "2025-01-01"}}}, maybe(imprecise("unit.testland.inspected"))),
    ("to", {"unit.applied": {"to": "bureau"}}, {"unit": {"applied": {"on": "2025-01-01", "to": "court"}}}, NOT_MET),
    # joining
    ("all: one fails", {"all": [{"unit.kind": "enterprise"}, {"unit.has_rules": True}]}, {"unit": {"has_rules": False}}, NOT_MET),
    ("any: causes of what is open", {"any": [{"unit.kind": "enterprise"}, {"unit.has_rules": True}]}, {"unit": {"has_rules": False}}, maybe(missing("unit.kind"))),
    ("not", {"not": {"unit.has_rules": True}}, {}, maybe(missing("unit.has_rules"))),
    ("at least of", {"at_least_of": 2, "of": [{"unit.has_rules": True}, {"unit.has_organisation": True}, {"unit.has_measures": True}]}, {"unit": {"has_rules": True, "has_measures": False}}, maybe(missing("unit.has_organisation"))),
    ("readings differ", {"readings": {"narrow": {"unit.staff": 1}, "wide": {"unit.staff": {"at_least": 1}}}}, {"unit": {"staff": 2}}, maybe({("readings", "narrow,wide", "")})),
    ("readings agree", {"readings": {"narrow": {"unit.staff": 1}, "wide": {"unit.staff": {"at_least": 1}}}}, {"unit": {"staff": 0}}, NOT_MET),
    ("readings, both unknown", {"readings": {"narrow": {"unit.staff": 1}, "wide": {"unit.staff": {"at_least": 1}}}}, {}, maybe(missing("unit.staff"))),
    ("term", {"term": "local"}, {"unit": {"place": "testland"}}, MET),
    ("unmeasured", {"unmeasured": "一批"}, {}, maybe({("unmeasured", "一批", "")})),
    ("no clause", {"no_clause": "g1"}, {}, maybe({("no_clause", "g1", "")})),
    # related records
    ("a whole list", {"some": "titles", "where": {"kind": "site", "level": "city"}}, {"titles": TITLES}, MET),
    ("other regions' and later records", {"count": "titles", "where": {"kind": "site"}, "equals": 2}, {"titles": TITLES}, MET),
    ("some may count", {"count": "titles", "where": {"level": "city"}, "at_least": 2}, {"titles": TITLES}, maybe(missing("titles[1] title.level"))),
    ("once per", {"count": "titles", "once_per": "holder", "equals": 1}, {"titles": TITLES}, MET),
    ("an absent list", {"some": "titles"}, {}, maybe(missing("titles"))),
    ("an open list", {"none": "stations"}, {"stations": [], "complete": False}, maybe(missing("stations"))),
    ("another list is complete", {"none": "stations"}, {"stations": [], "complete": ["titles"]}, maybe(missing("stations"))),
    ("counted", {"count": "stations", "at_least": 18}, {"counted": {"stations": 18}}, MET),
    ("counted, where", {"count": "stations", "where": {"place": "a"}, "at_least": 18}, {"counted": {"stations": 18}}, maybe(missing("stations"))),
    ("counted, too few", {"count": "stations", "where": {"place": "a"}, "at_least": 19}, {"counted": {"stations": 18}}, NOT_MET),
    ("region missing", {"some": "titles"}, {"titles": [{}]}, maybe(missing("titles[0] title.region"))),
    ("perhaps later", {"some": "stations"}, {"stations": [{"established": "2025"}]}, maybe(imprecise("stations[0] station.established"))),
    ("beginning missing", {"some": "stations"}, {"stations": [{}]}, MET),
    ("every, of none", {"every": "stations", "meets": {"place": "a"}}, {"stations": []}, MET),
    ("every", {"every": "stations", "where": {"base": "b1"}, "meets": {"place": "a"}}, {"stations": [{"place": "a"}, {"base": "b1"}]}, maybe(missing("stations[1] station.place"))),
    ("share", {"share": "units", "meets": {"has_rules": True}, "at_least": "50%"}, {"units": [{"has_rules": True}, {}]}, MET),
    ("share, open", {"share": "units", "meets": {"has_rules": True}, "more_than": "50%"}, {"units": [{"has_rules": True}, {}]}, maybe(missing("units[1] unit.has_rules"))),
    ("share of none", {"share": "units", "meets": {"has_rules": True}, "at_least": "50%"}, {"units": []}, maybe({("empty_share", "units", "")})),
    ("share, perhaps of none", {"share": "units", "where": {"kind": "enterprise"}, "meets": {"has_rules": True}, "at_least": 0}, {"units": [{"has_rules": True}]}, maybe({("empty_share", "units", "")}, missing("units[0] unit.kind"))),
    ("share, one more may lower it", {"share": "units", "meets": {"has_rules": True}, "at_least": "90%"}, {"units": [{"has_rules": True}], "complete": False}, maybe(missing("units"))),
    # values
    ("sum", {"sum": "claims", "of": "amount", "where": {"paid": True}, "at_most": "5万元"}, {"claims": CLAIMS[:1]}, MET),
    ("sum, open", {"sum": "claims", "of": "amount", "at_most": "6万元"}, {"claims": CLAIMS}, maybe(imprecise("claims[1] claim.filed", "claims[1] claim.amount"))),
    ("sum, cannot matter", {"sum": "claims", "of": "amount", "at_most": "7万元"}, {"claims": CLAIMS}, MET),
    ("rank", {"rank": "units", "of": "score", "at_most": 2}, {"unit": {"testland": {"score": 85}}, "units": UNITS}, MET),
    ("rank, tie", {"rank": "units", "of": "score", "at_most": 1}, {"unit": {"testland": {"score": 90}}, "units": UNITS}, maybe({("tie", "units", "")})),
    ("rank, lowest first", {"rank": "units", "of": "score", "order": "lowest_first", "own": 75, "equals": 2}, {"units": UNITS}, MET),
    ("rank, unknown", {"rank": "units", "of": "score", "at_most": 1}, {"units": UNITS}, maybe(missing("unit.testland.score"))),
    ("difference of dates", {"difference": ["asked", "unit.founded"], "at_least": 365}, {"unit": {"founded": "2024-06-15"}}, MET),
    ("product, sum, min, max", {"sum": [{"product": [2, "unit.staff"]}, {"min": [5, "unit.staff"]}, {"max": [1, 0]}], "equals": 30}, {"unit": {"staff": 12}}, MET),
    ("score sheet", {"sum": [{"term": "bonus"}, 1], "at_least": 11}, {}, maybe(missing("unit.has_rules"))),
    ("score sheet, no", {"sum": [{"term": "bonus"}, 1], "equals": 1}, {"unit": {"has_rules": False}}, MET),
    ("ends of months clip", {"plus": {"months": 1}, "from": "unit.founded", "equals": "2024-02-29"}, {"unit": {"founded": "2024-01-31"}}, MET),
    ("working days over a holiday", {"plus": {"working_days": 1}, "from": "unit.founded", "equals": "2025-10-09"}, {"unit": {"founded": "2025-09-30"}}, MET),
    ("a Sunday that is worked", {"plus": {"working_days": 1}, "from": "unit.founded", "equals": "2025-09-28"}, {"unit": {"founded": "2025-09-26"}}, MET),
    ("roll", {"plus": {"days": 1}, "from": "unit.founded", "roll": "next_working_day", "equals": "2025-06-16"}, {"unit": {"founded": "2025-06-13"}}, MET),
    ("working days backwards", {"minus": {"working_days": 1}, "from": "unit.founded", "equals": "2025-06-13"}, {"unit": {"founded": "2025-06-16"}}, MET),
    ("beyond the calendar", {"plus": {"working_days": 9}, "from": "unit.founded", "before": "2027-01-09"}, {"unit": {"founded": "2026-12-25"}}, maybe({("calendar", "", "")})),
    ("days that do not count", {"plus": {"days": 10}, "from": "2025-01-01", "not_counting": ["this.closed"], "equals": "2025-01-16"}, {"unit": {"testland": {"closed": "2025-01-05/2025-01-09"}}}, MET),
    ("pauses of cases", {"plus": {"days": 1}, "from": "2025-01-01", "not_counting": [{"each": "cases", "where": {"infringement": True}, "period": "suspended"}], "equals": "2025-01-02"}, {"cases": [{"region": "testland", "suspended": "2025-01-02/2025-01-03"}]}, maybe(missing("cases[0] case.infringement"))),
    ("start and end", {"difference": [{"end_of": "this.closed"}, {"start_of": "this.closed"}], "equals": 4}, {"unit": {"testland": {"closed": "2025-01-05/2025-01-09"}}}, MET),
    ("a value in readings", {"unit.founded": {"before": {"readings": {"signed": "2025-02-21", "written": "2025-02-28"}}}}, {"unit": {"founded": "2025-02-25"}}, maybe({("readings", "signed,written", "")})),
    ("versions", {"unit.staff": {"at_least": {"2021": 100, "2025-06-15": 10}}}, {"unit": {"staff": 50}}, MET),
    ("before the first version", {"2025-06-16": {"unit.staff": 1}}, {}, OUT),
]  # fmt: skip


@pytest.mark.parametrize(
    ("condition", "dossier", "expected"), [row[1:] for row in CONDITIONS], ids=[row[0] for row in CONDITIONS]
)
def test_condition(condition: dict[Any, Any], dossier: dict[str, Any], expected: Answer) -> None:
    """A condition as a criterion for a unit, asked on 15 June 2025, and the designation that rests on it alone."""
    policy = pack(designations={"x": {"for": "unit", "criteria": {"y": {"when": condition}}}})
    answers = judge(policy, dossier, date.fromisoformat(ASKED))
    assert answers == {"designations/x": expected, "designations/x/criteria/y": expected}


def steps(*names: str) -> dict[str, Any]:
    """Steps that unit events decide."""
    written = {
        "apply": {"done": {"unit.applied": True}},
        "inspect": {"done": {"unit.inspected": True}, "passed": {"unit.inspected": {"result": "passed"}}},
        "rules": {"done": {"unit.has_rules": True}},
    }
    return {name: written[name] for name in names}


STEPS = pack(designations={"x": {"for": "unit", "steps": steps("apply", "inspect", "rules"), "selection": {"judgement": {"standard": "择优"}}}})  # fmt: skip
GOVERNED = pack(
    governs={"period": "2025/2027"},
    designations={"x": {"for": "base", "governed_by": "base.applied", "criteria": {"y": {"when": {"2019": {"base.carrier": "industrial_park"}, "2025-06-01": {"base.carrier": "administrative_division"}}}}}},
)  # fmt: skip
YINCHUAN = pack(in_force={"from": {"readings": {"signed": "2025-02-21", "published": "2025-03-03"}}, "to": "unstated"}, designations={"x": {"for": "unit"}})  # fmt: skip
ONCE = {
    "per_person": {
        "none": "claims",
        "where": {"incentive": "cash", "paid": True, "holder": {"same_as": "this.holder"}},
    },
    "per_title": {"none": "claims", "where": {"incentive": "cash", "paid": True, "title": {"same_as": "this.title"}}},
}
CASH = pack(incentives={"cash": {"for": "claim", "criteria": {"once": {"readings": ONCE}}}})
FIRST_CLAIM = {
    "region": "testland",
    "incentive": "cash",
    "holder": "u1",
    "title": "t1",
    "filed": "2025-01-01",
    "paid": "2025-02-01",
}
SECOND_CLAIM = {
    "region": "testland",
    "incentive": "cash",
    "holder": "u1",
    "title": "t2",
    "filed": "2025-06-01",
    "paid": False,
}
WHITELIST = pack(
    designations={"d": {"for": "unit"}},
    incentives={"list": {"for": "d", "criteria": {"r": {"unit.has_rules": True}}}, "tax": {"for": "unit", "follows": "list"}},
)  # fmt: skip
HELD = [{"region": "testland", "kind": "d", "held": "2025-01-01/.."}]
RESULT = pack(
    duties={"o": {"for": "case", "when": {"case.received": True}, "done": {"case.disposed": True}, "by": "unstated"}}
)
SOON = pack(duties={"o": {"for": "case", "when": {"case.received": True}, "done": {"case.disposed": True}, "by": {"plus": {"working_days": 10}, "from": "case.received"}}})  # fmt: skip
REPORT = pack(duties={"o": {"for": "programme", "every": {"year": "2024/2025"}, "done": {"programme.reported": {"within": "year"}}, "by": {"each_year": "05-25"}}})  # fmt: skip
BEFORE = pack(duties={"o": {"for": "programme", "every": {"year": "2025/2025"}, "done": {"programme.reported": True}, "by": {"readings": {"included": {"each_year": "05-25"}, "excluded": {"each_year": "05-24"}}}}})  # fmt: skip
JUDGED = pack(designations={"x": {"for": "unit", "criteria": {"y": {"judgement": {"standard": "unpublished", "name": "n"}}, "z": {"term": "fit"}}}})  # fmt: skip
FITTED = {"criterion": "testland/terms/fit", "result": "met"}
NOT_FIT = {"criterion": "testland/terms/fit", "result": "not_met"}
UNPUBLISHED = {("unpublished_standard", "testland/designations/x/criteria/y/n", "")}
SERIOUS = pack(
    duties={"o": {"for": "case", "when": {"case.penalised": True}, "done": {"judgement": {"standard": "公开"}}}}
)
ONE_STATION = {"exactly_one": {"count": "stations", "equals": 1}, "one_or_more": {"count": "stations", "at_least": 1}}
MODEL = pack(designations={"x": {"for": "base", "model": {"m": {"readings": ONE_STATION}}}})
TWO_STATIONS: dict[str, Any] = {"stations": [{}, {}]}

Rows = list[tuple[str, dict[str, Any], dict[str, Any], str, dict[str, Answer]]]
ROADS: Rows = [
    ("scope fails", pack(scope={"when": {"unit.place": "testland"}}, designations={"x": {"for": "unit"}}), {"unit": {"place": "a"}}, ASKED, {"scope": OUT, "designations/x": OUT}),
    ("scope open", pack(scope={"when": {"unit.place": "testland"}}, designations={"x": {"for": "unit"}}), {}, ASKED, {"scope": maybe(missing("unit.place"))}),
    ("scope open, a criterion fails", pack(scope={"when": {"unit.place": "testland"}}, designations={"x": {"for": "unit", "criteria": {"y": {"unit.has_rules": True}}}}), {"unit": {"has_rules": False}}, ASKED, {"designations/x": NOT_MET}),
    ("trap 1, before all dates", YINCHUAN, {}, "2025-02-20", {"designations/x": OUT}),
    ("trap 1, between the dates", YINCHUAN, {}, "2025-02-25", {"designations/x": maybe({("readings", "signed,published", "")})}),
    ("trap 1, after all dates", YINCHUAN, {}, "2025-03-03", {"designations/x": MET}),
    ("governed, chosen by its date", GOVERNED, {"base": {"applied": "2025-05-31", "carrier": "industrial_park"}}, ASKED, {"designations/x": MET}),
    ("governed, outside of the period", GOVERNED, {"base": {"applied": "2024-12-31", "carrier": "industrial_park"}}, ASKED, {"designations/x": OUT, "designations/x/criteria/y": MET}),
    ("governed, date not recorded", GOVERNED, {"base": {"carrier": "industrial_park"}}, ASKED, {"designations/x": maybe(missing("base.applied"))}),
    ("governed, versions agree to refuse", GOVERNED, {"base": {"carrier": {"other": "a"}, "applied": "2025"}}, ASKED, {"designations/x": NOT_MET}),
    ("not applied: the day of asking", GOVERNED, {"base": {"applied": False, "carrier": "administrative_division"}}, ASKED, {"designations/x": MET}),
    ("steps, none happened", STEPS, {"unit": {"applied": False}}, ASKED, {"designations/x/steps/apply": NOT_DUE, "designations/x/steps/inspect": NOT_DUE}),
    ("steps, failed", STEPS, {"unit": {"applied": True, "testland": {"inspected": {"result": "failed"}}}}, ASKED, {"designations/x/steps/apply": MET, "designations/x/steps/inspect": NOT_MET, "designations/x/steps/rules": NOT_DUE}),
    ("steps, failed, the next is recorded", STEPS, {"unit": {"has_rules": True, "testland": {"inspected": {"result": "failed"}}}}, ASKED, {"designations/x/steps/apply": maybe(missing("unit.applied")), "designations/x/steps/rules": MET}),
    ("steps, not recorded", STEPS, {"unit": {"applied": True}}, ASKED, {"designations/x/steps/inspect": maybe(missing("unit.testland.inspected")), "designations/x/selection": NOT_DUE}),
    ("selection is a judgement", STEPS, {"unit": {"applied": True, "has_rules": True, "testland": {"inspected": {"result": "passed"}}}}, ASKED, {"designations/x": MET, "designations/x/selection": maybe({("judgement", "testland/designations/x/selection", "")})}),
    ("judgement", JUDGED, {"determinations": [FITTED]}, ASKED, {"designations/x": maybe(UNPUBLISHED), "designations/x/criteria/z": MET}),
    ("judgement, the latest", JUDGED, {"determinations": [{**FITTED, "on": "2025-01-01"}, {**NOT_FIT, "on": "2025-02-01"}]}, ASKED, {"designations/x/criteria/z": NOT_MET}),
    ("judgement, a later one", JUDGED, {"determinations": [{**FITTED, "on": "2025-01-01"}, {**NOT_FIT, "on": "2025-06-16"}]}, ASKED, {"designations/x/criteria/z": MET}),
    ("judgement, conflict", JUDGED, {"determinations": [{**FITTED, "on": "2025-01-01"}, NOT_FIT]}, ASKED, {"designations/x/criteria/z": maybe({("judgement", "testland/terms/fit", "")})}),
    ("judgement about a case", SERIOUS, {"cases": [{"id": "k", "region": "testland", "penalised": True}], "determinations": [{"criterion": "testland/duties/o", "about": "k", "result": "met"}]}, ASKED, {"duties/o/0": MET}),
    ("trap 13, no station", MODEL, {"stations": []}, ASKED, {"designations/x": MET, "designations/x/model/m": NOT_MET}),
    ("trap 13, two stations", MODEL, TWO_STATIONS, ASKED, {"designations/x/model/m": maybe({("readings", "exactly_one,one_or_more", "")})}),
    ("no claim recorded", CASH, {"unit": {"id": "u1"}, "claims": []}, ASKED, {"incentives/cash": MET, "incentives/cash/criteria/once": MET}),
    ("claims not recorded", CASH, {"unit": {"id": "u1"}}, ASKED, {"incentives/cash": maybe(missing("claims"))}),
    ("trap 24, another title", CASH, {"claims": [FIRST_CLAIM, SECOND_CLAIM]}, ASKED, {"incentives/cash/0": MET, "incentives/cash/1": maybe({("readings", "per_person,per_title", "")})}),
    ("trap 24, the same title", CASH, {"claims": [FIRST_CLAIM, {**SECOND_CLAIM, "title": "t1"}]}, ASKED, {"incentives/cash/1": NOT_MET}),
    ("trap 24, payment not recorded", CASH, {"claims": [{**FIRST_CLAIM, "paid": "unknown"}, {**SECOND_CLAIM, "title": "t1"}]}, ASKED, {"incentives/cash/1": maybe(missing("claims[0] claim.paid"))}),
    ("for holders of a title", WHITELIST, {"unit": {"has_rules": True}, "titles": HELD}, ASKED, {"incentives/list": MET, "incentives/tax": MET}),
    ("without the title", WHITELIST, {"unit": {"has_rules": True}, "titles": []}, ASKED, {"incentives/list": OUT, "incentives/tax": OUT}),
    ("follows one that is open", WHITELIST, {"titles": HELD}, ASKED, {"incentives/tax": maybe(missing("unit.has_rules"))}),
    ("trap 29, a result", RESULT, {"cases": [{"region": "testland", "received": "2024", "disposed": True}]}, ASKED, {"duties/o/0": MET}),
    ("trap 29, no result", RESULT, {"cases": [{"region": "testland", "received": True, "disposed": False}]}, ASKED, {"duties/o/0": NOT_MET}),
    ("trap 29, nothing recorded", RESULT, {"cases": [{"region": "testland", "received": True}]}, ASKED, {"duties/o/0": maybe(missing("cases[0] case.disposed"))}),
    ("no trigger", RESULT, {"cases": [{"region": "testland", "received": False}, {"region": "elsewhere"}]}, ASKED, {"duties/o/0": OUT}),
    ("trigger unknown", RESULT, {"cases": [{"region": "testland", "disposed": False}]}, ASKED, {"duties/o/0": maybe(missing("cases[0] case.received"))}),
    ("due day not ended", SOON, {"cases": [{"region": "testland", "received": "2025-05-30"}]}, "2025-06-16", {"duties/o/0": NOT_DUE}),
    ("due day ended", SOON, {"cases": [{"region": "testland", "received": "2025-05-30", "disposed": False}]}, "2025-06-17", {"duties/o/0": NOT_MET}),
    ("due day ended, not recorded", SOON, {"cases": [{"region": "testland", "received": "2025-05-30"}]}, "2025-06-17", {"duties/o/0": maybe(missing("cases[0] case.disposed"))}),
    ("done on the due day", SOON, {"cases": [{"region": "testland", "received": "2025-05-30", "disposed": "2025-06-16"}]}, "2025-07-01", {"duties/o/0": MET}),
    ("done late", SOON, {"cases": [{"region": "testland", "received": "2025-05-30", "disposed": "2025-06-17"}]}, "2025-07-01", {"duties/o/0": NOT_MET}),
    ("yearly", REPORT, {"programme": {"testland": {"reported": "2024-03-01"}}}, "2025-05-25", {"duties/o/2024": MET, "duties/o/2025": NOT_DUE}),
    ("yearly, ended", REPORT, {"programme": {"testland": {"reported": "2024-03-01"}}}, "2025-05-26", {"duties/o/2024": MET, "duties/o/2025": NOT_MET}),
    ("trap 9, on the day", BEFORE, {"programme": {"testland": {"reported": "2025-05-25"}}}, "2025-06-01", {"duties/o/2025": maybe({("readings", "included,excluded", "")})}),
    ("trap 26, silence", pack(silent={"incentive": "g1"}), {}, ASKED, {"silent/incentive": maybe({("no_clause", "g1", "")})}),
    ("a duty without done", pack(duties={"o": {"for": "unit", "kind": "funding"}}), {}, ASKED, {}),
]  # fmt: skip


@pytest.mark.parametrize(
    ("policy", "dossier", "asked", "expected"), [row[1:] for row in ROADS], ids=[row[0] for row in ROADS]
)
def test_road(policy: dict[str, Any], dossier: dict[str, Any], asked: str, expected: dict[str, Answer]) -> None:
    """The answers named; there may be others beside them, but none where nothing is expected."""
    answers = judge(policy, dossier, date.fromisoformat(asked))
    assert {path: answers.get(path) for path in expected} == expected
    assert expected or not answers
    assert "duties/o/1" not in answers


# --- the strategies ---------------------------------------------------------------------------------------------------

WORDS = """
humi region edition in_force governs scope kinds acts facts terms tables designations phases targets incentives duties silent
source name interpretation note answers either type evidence members ordered places minimum maximum
boolean integer decimal money period event category categories text
all any not at_least_of of term readings judgement standard by unpublished unmeasured no_clause some none every where
meets equals in open include include_all at_least more_than at_most less_than between before on_or_before after
on_or_after within covers same_as result to each_year asked governing due year count once_per sum share rank own order
highest_first lowest_first difference product min max value when plus minus from years months days working_days
not_counting each roll next_working_day start_of end_of for governed_by criteria model priority factors steps done
passed who selection validity until period undated amount service priority_of follows unstated kind duty case_handling
consequence publicity funding target quota milestone unit base station point programme case claim units bases stations points titles claims
cases table hit_policy inputs outputs output rows default unique any first priority collect rule_order output_order collect_sum
collect_count collect_min collect_max
""".split()


def test_every_word_occurs() -> None:
    """Five hundred packs use the whole language, each word often enough to be tested."""
    used: Counter[str] = Counter()
    for seed in range(500):
        used.update(words_of(a_policy(Random(seed), 1 + seed % 4)))
    assert {word: used[word] for word in WORDS if used[word] < 5} == {}


def test_every_way_to_write_a_dossier_occurs() -> None:
    """So do the words of dossiers."""
    used: Counter[str] = Counter()
    for seed in range(500):
        used.update(word for _, dossier, _, _ in cases(seed, 2) for word in words_of(dossier))
    words = "complete counted determinations criterion about result met not_met unknown other by to on from evidence"
    assert {word: used[word] for word in words.split() if used[word] < 5} == {}


def test_every_outcome_and_cause_occurs(capsys: pytest.CaptureFixture[str]) -> None:
    """Criteria are met, not met and undetermined in comparable shares; every cause but `undated` occurs."""
    outcomes: Counter[str] = Counter()
    criteria: Counter[str] = Counter()
    causes: Counter[str] = Counter()
    start, pairs = time.perf_counter(), 0
    for seed in range(500):
        for policy, dossier, asked, _ in cases(seed, 1 + seed % 4):
            pairs += 1
            for path, answer in judge(policy, dossier, asked).items():
                if path.startswith("silent/"):
                    continue
                outcomes[answer.outcome] += 1
                criteria[answer.outcome] += "/criteria/" in path
                causes.update(kind for kind, _, _ in answer.causes)
                assert bool(answer.causes) == (answer.outcome == "undetermined")
    rate = pairs / (time.perf_counter() - start)
    with capsys.disabled():
        print(f"\n{pairs} pairs, {rate:.0f} a second")
        for name, counter in (("all", outcomes), ("criteria", criteria), ("causes", causes)):
            print(
                f"{name}: " + ", ".join(f"{key} {count / counter.total():.1%}" for key, count in counter.most_common())
            )
    assert set(outcomes) == {"met", "not_met", "undetermined", "out_of_scope", "not_yet_due"}
    assert all(criteria[outcome] > 0.15 * criteria.total() for outcome in ("met", "not_met", "undetermined"))
    expected = "missing_fact imprecise_fact judgement unpublished_standard readings open_list unmeasured no_clause"
    assert set(causes) == {*expected.split(), "empty_share", "tie", "calendar"}


@settings(max_examples=100, deadline=None)
@given(SEEDS, st.integers(1, 4))
def test_knowing_more_never_takes_back(seed: int, size: int) -> None:
    """What is definite stays so, but for what rests on claims. By the precedence, not met may yet turn out of scope; so may a
    duty done untriggered."""
    for policy, dossier, asked, random in cases(seed, size):
        before = judge(policy, dossier, asked)
        after = judge(policy, narrow(random, policy, dossier, asked), asked)
        for path in before.keys() & after.keys():
            if "/" in path and rests_on_claims(policy, path):
                continue
            allowed = {before[path].outcome}
            if before[path].outcome == "not_met" or (before[path].outcome == "met" and path.startswith("duties/")):
                allowed.add("out_of_scope")
            if before[path].outcome not in ("undetermined", "not_yet_due"):
                assert after[path].outcome in allowed, path


@settings(max_examples=20, deadline=None)
@given(st.data())
def test_the_strategies_by_name(data: st.DataObject) -> None:
    """The strategies that other tests draw from."""
    policy = data.draw(policies())
    dossier = data.draw(dossiers(policy))
    assert judge(policy, data.draw(narrowings(policy, dossier, date(2025, 6, 15))), date(2025, 6, 15))


def test_smallest_removes_what_does_not_matter() -> None:
    """A pack and a dossier without all that a failure does not need."""
    policy = a_policy(Random(1), 4)
    dossier = a_dossier(Random(1), policy)
    small, less = smallest(policy, dossier, lambda pack_, _: "criteria" in pack_["designations"]["d0"])
    assert small == {"designations": {"d0": {"criteria": {}}}}
    assert less == {}

"""`humi.DecisionTable`: every hit policy, what is missing, and a law: it answers what every completion of the inputs gives."""

from __future__ import annotations

import gc
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from itertools import product
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import humi

STAFF = {"staff": {"type": "integer", "minimum": 0, "maximum": 1000}}
BANDS = [{"staff": "< 10", "out": 1}, {"staff": "[5..50]", "out": 3}, {"staff": ">= 20", "out": 2}]


def table(policy: str, rows: list[dict[str, Any]] = BANDS, **output: Any) -> humi.DecisionTable:
    return humi.DecisionTable.read(
        {"hit_policy": policy, "inputs": STAFF, "outputs": {"out": {"type": "integer", **output}}, "rows": rows}
    )


POLICIES: list[tuple[str, dict[str, Any], dict[int, tuple[str, Any, tuple[int, ...]]]]] = [
    ("unique", {}, {2: ("decided", 1, (1,)), 7: ("clash", None, (1, 2)), 15: ("decided", 3, (2,))}),
    ("any", {}, {2: ("decided", 1, (1,)), 7: ("clash", None, (1, 2))}),
    ("first", {}, {7: ("decided", 1, (1,)), 30: ("decided", 3, (2,)), 90: ("decided", 2, (3,))}),
    ("priority", {"order": [2, 3, 1]}, {7: ("decided", 3, (2,)), 30: ("decided", 2, (3,))}),
    ("collect", {}, {7: ("decided", [1, 3], (1, 2)), 30: ("decided", [3, 2], (2, 3))}),
    ("rule_order", {}, {7: ("decided", [1, 3], (1, 2)), 30: ("decided", [3, 2], (2, 3))}),
    ("output_order", {"order": [1, 2, 3]}, {7: ("decided", [1, 3], (1, 2)), 30: ("decided", [2, 3], (3, 2))}),
    ("collect_sum", {}, {7: ("decided", 4, (1, 2)), 90: ("decided", 2, (3,))}),
    ("collect_count", {}, {7: ("decided", 2, (1, 2)), 90: ("decided", 1, (3,))}),
    ("collect_min", {}, {7: ("decided", 1, (1,)), 30: ("decided", 2, (3,))}),
    ("collect_max", {}, {7: ("decided", 3, (2,)), 30: ("decided", 3, (2,))}),
]


@pytest.mark.parametrize(("policy", "output", "answers"), POLICIES, ids=[row[0] for row in POLICIES])
def test_a_hit_policy(policy: str, output: dict[str, Any], answers: dict[int, tuple[str, Any, tuple[int, ...]]]) -> None:
    read = table(policy, **output)
    found = {staff: read.decide({"staff": staff}) for staff in answers}
    assert {staff: (one.state, one.answer, one.rows) for staff, one in found.items()} == answers


NOTHING: list[tuple[str, str, Any]] = [
    ("unique", "no_row", None),
    ("first", "no_row", None),
    ("collect_min", "no_row", None),
    ("collect", "decided", []),
    ("collect_sum", "decided", 0),
    ("collect_count", "decided", 0),
]


@pytest.mark.parametrize(("policy", "state", "answer"), NOTHING)
def test_where_no_row_hits(policy: str, state: str, answer: Any) -> None:
    found = table(policy, [{"staff": "> 5", "out": 1}]).decide({"staff": 3})
    assert (found.state, found.answer, found.rows) == (state, answer, ())


def test_a_default_answers_where_no_row_hits() -> None:
    found = table("first", [{"staff": "> 5", "out": 1}], default=9).decide({"staff": 3})
    assert (found.state, found.answer, found.rows) == ("decided", 9, ())


def test_what_is_missing_leaves_open_what_it_has_a_say_in() -> None:
    read = table("first", [{"staff": "< 10", "out": 1}, {"staff": "< 20", "out": 1}, {"staff": "-", "out": 2}])
    assert read.decide({"staff": {"from": 3, "to": 15}}).answer == 1
    found = read.decide({})
    assert (found.state, found.answer, set(found.possible), found.missing) == ("undetermined", None, {1, 2}, ("staff",))
    assert read.decide({"staff": None}) == found == read.decide({"staff": "unknown"})


def test_several_outputs_are_a_dict_and_lists_of_dicts() -> None:
    outputs = {"level": {"type": "text"}, "Fee/yuan": {"type": "money"}, "until": {"type": "date"}, "ok": {"type": "boolean"}}
    row = {"level": "high", "Fee/yuan": "0.5元", "until": "2026-01-01", "ok": False}
    said = {"inputs": STAFF, "outputs": outputs, "rows": [row]}
    answer = {"level": "high", "Fee/yuan": Decimal("0.5"), "until": date(2026, 1, 1), "ok": False}
    assert humi.DecisionTable.read(said).decide({"staff": 1}).answer == answer
    assert humi.DecisionTable.read({**said, "hit_policy": "collect"}).decide({"staff": 1}).answer == [answer]


def test_numbers_of_every_kind_and_dates_are_inputs() -> None:
    inputs = {"share": {"type": "decimal"}, "day": {"type": "date"}}
    row = {"share": ">= 90%", "day": "> 2025-01-01", "out": True}
    read = humi.DecisionTable.read({"inputs": inputs, "outputs": {"out": {"type": "boolean"}}, "rows": [row]})
    for share in (0.9, Decimal("0.95"), 1, "90%"):
        for day in (date(2026, 1, 1), "2026-01-01"):
            assert read.decide({"share": share, "day": day}).answer is True


def test_a_table_is_read_from_a_file_with_its_rows_beside_it(tmp_path: Path) -> None:
    (tmp_path / "rows.csv").write_text("staff,out\n< 10,1\n>= 10,2\n", encoding="utf-8")
    file = tmp_path / "table.yaml"
    said = ("命中规则: 首行", "输入: {staff: {值类型: integer}}", "输出: {out: {值类型: integer}}", "文件: rows.csv")
    file.write_text("\n".join(said), encoding="utf-8")
    read = humi.DecisionTable.read(file)
    assert (read.hit_policy, read.inputs, read.outputs, read.rows) == ("first", ("staff",), ("out",), 2)
    assert humi.DecisionTable.read(str(file)).decide({"staff": 10}).answer == 2


def test_plain_data_names_no_files() -> None:
    said = {"inputs": STAFF, "outputs": {"out": {"type": "integer"}}, "file": "/etc/rows.csv"}
    with pytest.raises(humi.InputError, match="L103"):
        humi.DecisionTable.read(said)


WRONG: list[tuple[dict[str, Any], str]] = [
    ({"staf": 3}, r"did you mean `staff`\?.*\[L101\]"),
    ({"staff": "many"}, r"\[D302\]|\[D3"),
    ({"staff": 5000}, r"\[D303\]"),
    ({"staff": True}, r"\[D3"),
]


@pytest.mark.parametrize(("inputs", "says"), WRONG)
def test_an_input_that_does_not_fit_is_told(inputs: dict[str, Any], says: str) -> None:
    with pytest.raises(humi.InputError, match=says):
        table("first").decide(inputs)


BROKEN: list[tuple[Any, str]] = [
    ({"inputs": [], "outputs": {}, "rows": []}, "L103"),
    ({"inputs": {"a": {"type": "event"}}, "outputs": {"b": {"type": "integer"}}, "rows": [{"b": 1}]}, "L105"),
    ({"inputs": STAFF, "outputs": {"b": {"type": "integer"}}, "rows": [{"b": {"sum": [1, 2]}}]}, "L149"),
    ({"inputs": STAFF, "outputs": {"b": {"type": "integer"}}, "rows": [{"staff": "< ten", "b": 1}]}, "L110"),
]


@pytest.mark.parametrize(("said", "code"), BROKEN)
def test_a_table_that_cannot_be_is_refused_with_every_problem(said: Any, code: str) -> None:
    with pytest.raises(humi.InputError, match=code):
        humi.DecisionTable.read(said)


def test_a_file_that_is_not_there_is_an_input_error() -> None:
    with pytest.raises(humi.InputError, match="Y001"):
        humi.DecisionTable.read("nowhere.yaml")


# --- the law ----------------------------------------------------------------------------------------------------------

NUMBERS = range(7)
TEXTS = ("A", "B", "C")
CELLS: dict[str, list[tuple[str, Callable[[Any], bool]]]] = {
    "n": [
        ("-", lambda at: True),
        ("3", lambda at: at == 3),
        ("< 2", lambda at: at < 2),
        (">= 4", lambda at: at >= 4),
        ("[1..4)", lambda at: 1 <= at < 4),
        ("]2..5]", lambda at: 2 < at <= 5),
        ("1, > 4", lambda at: at == 1 or at > 4),
        ("not([2..3])", lambda at: not 2 <= at <= 3),
    ],
    "t": [
        ("-", lambda at: True),
        ("A", lambda at: at == "A"),
        ('"B", A', lambda at: at in ("A", "B")),
        ("not(A)", lambda at: at != "A"),
    ],
    "b": [("-", lambda at: True), ("true", lambda at: at), ("no", lambda at: not at)],
}
SPACE: dict[str, list[Any]] = {"n": list(NUMBERS), "t": [*TEXTS], "b": [True, False]}
INPUTS = {"n": {"type": "integer", "minimum": 0, "maximum": 6}, "t": {"type": "text"}, "b": {"type": "boolean"}}


class Naive:
    """Rows as tests and answers, and nothing else."""

    def __init__(self, policy: str, rows: list[tuple[dict[str, Callable[[Any], bool]], int]]) -> None:
        self.policy = policy
        self.rows = rows

    def answer(self, point: dict[str, Any]) -> Any:
        hits = [said for tests, said in self.rows if all(test(point[name]) for name, test in tests.items())]
        match self.policy:
            case "collect" | "rule_order":
                return hits
            case "output_order":
                return sorted(hits, reverse=True)
            case "collect_sum":
                return sum(hits)
            case "collect_count":
                return len(hits)
        if not hits:
            return "nothing"
        if (self.policy == "unique" and len(hits) > 1) or (self.policy == "any" and len(set(hits)) > 1):
            return "clash"
        chosen = {"priority": max(hits), "collect_min": min(hits), "collect_max": max(hits)}
        return chosen.get(self.policy, hits[0])


@settings(max_examples=300, deadline=None, database=None)
@given(st.integers(0, 2**32 - 1))
def test_an_answer_is_what_every_completion_gives(seed: int) -> None:
    random = Random(seed)
    policy = random.choice([row[0] for row in POLICIES])
    written, rows = [], []
    for _ in range(random.randint(1, 6)):
        chosen = {name: random.choice(CELLS[name]) for name in random.sample(list(CELLS), random.randint(1, 3))}
        said = random.randint(0, 3)
        written.append({**{name: cell for name, (cell, _) in chosen.items()}, "out": said})
        rows.append(({name: test for name, (_, test) in chosen.items()}, said))
    order = {"order": [3, 2, 1, 0]} if policy in ("priority", "output_order") else {}
    read = humi.DecisionTable.read(
        {"hit_policy": policy, "inputs": INPUTS, "outputs": {"out": {"type": "integer", **order}}, "rows": written}
    )
    naive = Naive(policy, rows)
    for _ in range(8):
        low, high = sorted((random.choice(NUMBERS), random.choice(NUMBERS)))
        text, flag = random.choice([None, *TEXTS]), random.choice([None, True, False])
        given_: dict[str, Any] = {"n": {"from": low, "to": high}, "t": text, "b": flag}
        space = {
            "n": list(range(low, high + 1)),
            "t": SPACE["t"] if given_["t"] is None else [given_["t"]],
            "b": SPACE["b"] if given_["b"] is None else [given_["b"]],
        }
        expected = [naive.answer(dict(zip(space, point, strict=True))) for point in product(*space.values())]
        found = read.decide(given_)
        if all(one == expected[0] for one in expected):
            states = {"nothing": "no_row", "clash": "clash"}
            wanted = (states[expected[0]], None) if expected[0] in ("nothing", "clash") else ("decided", expected[0])
            assert (found.state, found.answer) == wanted, (written, given_)
        else:
            possible = [None if one in ("nothing", "clash") else one for one in expected]
            assert found.state == "undetermined", (written, given_)
            assert all(one in found.possible for one in possible)
            assert all(one in possible for one in found.possible)
            assert found.missing


def test_asking_again_and_again_keeps_nothing() -> None:
    read = table("first")
    read.decide({"staff": 3})
    gc.collect()
    before = len(gc.get_objects())
    for staff in range(300):
        read.decide({"staff": staff})
    gc.collect()
    assert len(gc.get_objects()) - before < 100

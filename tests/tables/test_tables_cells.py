"""Cells: what each spelling means, and what each mistake is told as, at its place, with a way out."""



from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.tables.packs import policy, read, rows_in, table_of

COLUMNS = {
    "staff": ("unit.staff", 15, 10, 9, 0),
    "turnover": ("unit.turnover", "50000 yuan", "49999.99 yuan"),
    "founded": ("unit.founded", "2025-06-30", "2025-07-01"),
    "trained": ("unit.has_rules", True, False),
    "grade": ("unit.grade", "a", "b", "c"),
    "code": ("unit.code", "A1", "B, 2"),
}
OUTPUT = {"outputs": {"ok": {"type": "boolean", "default": False}}}

MEANINGS: list[tuple[str, Any, str, list[Any], list[Any]]] = [
    ("nothing is anything", "staff", "", [0, 5], []),
    ("a dash is anything", "staff", "-", [0, 5], []),
    ("a full-width dash too", "staff", "－", [0, 5], []),
    ("and a Chinese one", "staff", "——", [0, 5], []),
    ("a literal", "staff", "5", [5], [4, 6]),
    ("equals", "staff", "= 5", [5], [4, 6]),
    ("less", "staff", "< 5", [4], [5]),
    ("at most", "staff", "<=5", [5], [6]),
    ("at most, one sign", "staff", "≤ 5", [5], [6]),
    ("more", "staff", "＞５", [6], [5]),
    ("at least", "staff", "≥5", [5], [4]),
    ("in English words", "staff", "at_least 5", [5], [4]),
    ("in Chinese words", "staff", "不少于5", [5], [4]),
    ("more, in Chinese", "staff", "超过 5", [6], [5]),
    ("not full, in Chinese", "staff", "不满5", [4], [5]),
    ("以上 includes", "staff", "5以上", [5], [4]),
    ("以下 includes", "staff", "5 以下", [5], [6]),
    ("ten thousand", "staff", ">= 1万", [10000], [9999]),
    ("closed", "staff", "[1..5]", [1, 5], [0, 6]),
    ("open below", "staff", "(1..5]", [2, 5], [1]),
    ("open above", "staff", "[1..5)", [1, 4], [5]),
    ("open, turned away", "staff", "]1..5[", [2, 4], [1, 5]),
    ("full-width brackets", "staff", "［1..5）", [1, 4], [5]),
    ("Chinese brackets and dots", "staff", "【1…5】", [1, 5], [0, 6]),
    ("a list", "staff", "1, 3", [1, 3], [2]),
    ("a Chinese list", "staff", "1、3；5", [1, 3, 5], [2]),
    ("a list of tests", "staff", "< 2, [4..5], > 8", [1, 4, 9], [3, 7]),
    ("not", "staff", "not(1, > 8)", [2, 8], [1, 9]),
    ("not, in Chinese", "staff", "非（1、3）", [2], [1, 3]),
    ("a fraction of what is counted", "staff", "> 2.5", [3], [2]),
    ("below a fraction", "staff", "< 2.5", [2], [3]),
    ("an amount", "turnover", ">= 5万元", ["50000 yuan"], ["49999.99 yuan"]),
    ("an interval of amounts", "turnover", "[1万元..5万元)", ["49999.99 yuan"], ["50000 yuan"]),
    ("a day", "founded", "2025-07-01", ["2025-07-01"], ["2025-06-30"]),
    ("a day as spreadsheets print it", "founded", ">= 2025/7/1", ["2025-07-01"], ["2025-06-30"]),
    ("a day in DMN", "founded", '>= date("2025-07-01")', ["2025-07-01"], ["2025-06-30"]),
    ("before, in Chinese", "founded", "早于2025年7月1日", ["2025-06-30"], ["2025-07-01"]),
    ("days", "founded", "[2025-06-01..2025-07-01)", ["2025-06-30"], ["2025-07-01"]),
    ("yes", "trained", "是", [True], [False]),
    ("yes, in capitals", "trained", "TRUE", [True], [False]),
    ("no", "trained", "no", [False], [True]),
    ("not yes", "trained", "not(true)", [False], [True]),
    ("an ordered member", "grade", ">= b", ["b", "a"], ["c"]),
    ("members", "grade", "c, a", ["c", "a"], ["b"]),
    ("a text", "code", "A1", ["A1"], ["B, 2"]),
    ("a text in quotes", "code", '"B, 2"', ["B, 2"], ["A1"]),
    ("a text in Chinese quotes", "code", "“B, 2”, 「A1」", ["B, 2", "A1"], ["C"]),
]


def _holds(column: str, cell: Any, value: Any) -> bool:
    from tests.tables.packs import criterion, pack_of

    fact = COLUMNS[column][0]
    pack = pack_of(policy({"inputs": {column: fact}, **OUTPUT, "rows": [{column: cell, "ok": True}]}, {"table": "t"}))
    own = str(fact).removeprefix("unit.")
    unit = {own: value} if own in ("staff", "founded", "has_rules") else {"testland": {own: value}}
    outcome = criterion(pack, unit).outcome
    assert outcome.value in ("met", "not_met")
    return outcome.value == "met"


@pytest.mark.parametrize(("column", "cell", "met", "not_met"), [row[1:] for row in MEANINGS], ids=[row[0] for row in MEANINGS])
def test_a_cell_means(column: str, cell: Any, met: list[Any], not_met: list[Any]) -> None:
    assert [value for value in met if not _holds(column, cell, value)] == []
    assert [value for value in not_met if _holds(column, cell, value)] == []


def test_numbers_and_booleans_of_yaml_are_cells() -> None:
    assert _holds("staff", 5, 5)
    assert _holds("trained", False, False)
    assert not _holds("staff", -5, 5)


def test_an_event_is_asked_whether_and_when() -> None:
    from tests.tables.packs import criterion, pack_of

    rows = [{"seen": "> 2025-01-01", "ok": True}, {"seen": "false", "ok": True}]
    pack = pack_of(policy({"inputs": {"seen": "unit.seen"}, **OUTPUT, "rows": rows}, {"table": "t"}))
    seen = {"2026-02-01": "met", "2025-01-01": "not_met", False: "met", True: "undetermined", None: "undetermined"}
    assert {key: criterion(pack, {"testland": {"seen": key}}).outcome.value for key in seen} == seen


MISTAKES: list[tuple[str, str, str, str, str]] = [
    ("a range with a dash", "staff", "10 - 50", "L120", "did you mean `[10..50]`?"),
    ("a range in Chinese", "turnover", "1万元至5万元", "L120", "did you mean `[1万元..5万元]`?"),
    ("a word", "staff", "many", "L110", "`many`"),
    ("a unit that is none", "staff", "10人以上", "L110", "10人"),
    ("nothing behind a sign", "staff", ">=", "L120", "`>=`"),
    ("an interval without an end", "staff", "[10..]", "L120", "`[10..]`"),
    ("an interval that is not closed", "staff", "[10..50", "L110", "`[10..50`"),
    ("a comma too much", "staff", "10,", "L120", "`10,`"),
    ("an open quote", "code", '"A', "L120", '`"A`'),
    ("a thousands separator", "staff", ">= 1,000", "L121", "did you mean `>= 1000`?"),
    ("the wrong way round", "staff", "[50..10]", "L122", "`[50..10]`"),
    ("an empty interval", "staff", "(5..5]", "L122", "`(5..5]`"),
    ("below the lowest", "grade", "< c", "L122", "`< c`"),
    ("an amount without a unit", "turnover", ">= 50000", "L123", "did you mean `50000 yuan`?"),
    ("an amount of an interval", "turnover", "[1万..5万元]", "L123", "did you mean `1万 yuan`?"),
    ("neither yes nor no", "trained", "ture", "L124", "did you mean `true`?"),
    ("a comparison of booleans", "trained", "> true", "L120", "`> true`"),
    ("an interval of members", "grade", "[c..a]", "L120", "`[c..a]`"),
    ("a member that is none", "grade", "d", "L105", "allowed: c, b, a"),
    ("a month", "founded", "2025-07", "L110", "`2025-07`"),
    ("a day that is none", "founded", "2025-02-30", "L110", "`2025-02-30`"),
    ("a spreadsheet's error", "staff", "#REF!", "L110", "#REF!"),
    ("very long", "staff", "1" * 1001, "L120", ""),
]


@pytest.mark.parametrize(("column", "cell", "code", "says"), [row[1:] for row in MISTAKES], ids=[row[0] for row in MISTAKES])
def test_a_mistake_in_a_cell_is_told_at_its_row_and_column(
    column: str, cell: str, code: str, says: str, tmp_path: Path
) -> None:
    quoted = '"' + cell.replace('"', '""') + '"'
    text = f"{column},ok\n-,yes\n{quoted},no\n"
    file = rows_in(tmp_path, "rows.csv", text.encode())
    said = policy({"inputs": {column: COLUMNS[column][0]}, **OUTPUT, "file": "rows.csv"})
    pack, problems = read(said, file)
    assert pack is None
    assert [problem.code for problem in problems] == [code]
    place = problems[0].place
    assert place is not None
    assert (Path(place.file).name, place.line, place.column) == ("rows.csv", 3, 1)
    assert says in problems[0].render("en")
    assert problems[0].render("zh")


ANSWERS: list[tuple[str, dict[str, Any], Any, str]] = [
    ("no answer", {"type": "integer"}, "", "L125"),
    ("a dash", {"type": "integer"}, "-", "L125"),
    ("an amount without a unit", {"type": "money"}, "50000", "L123"),
    ("a fraction of an integer", {"type": "integer"}, "1.5", "L110"),
    ("a member that is none", {"type": "category", "members": {"low": {"zh": "低", "en": "low"}}}, "hihg", "L105"),
    ("neither yes nor no", {"type": "boolean"}, "1", "L124"),
    ("no day", {"type": "date"}, "soon", "L110"),
]


@pytest.mark.parametrize(("output", "answer", "code"), [row[1:] for row in ANSWERS], ids=[row[0] for row in ANSWERS])
def test_a_mistake_in_an_answer_is_told(output: dict[str, Any], answer: Any, code: str) -> None:
    said = policy({"inputs": {"a": "unit.staff"}, "outputs": {"b": output}, "rows": [{"a": "-", "b": answer}]})
    assert [problem.code for problem in read(said)[1]] == [code]


def test_both_spellings_are_one_table() -> None:
    english = {
        "hit_policy": "priority",
        "inputs": {"staff": "unit.staff"},
        "outputs": {"size": {"type": "category", "members": {"low": {"zh": "低", "en": "low"}}}},
        "rows": [{"staff": "[10..50)", "size": "low"}, {"staff": ">= 50", "size": "low"}],
    }
    chinese = {
        "命中规则": "优先级",
        "输入": {"staff": "单位.职工人数"},
        "输出": {"size": {"值类型": "category", "取值": {"low": {"zh": "低", "en": "low"}}}},
        "行": [{"职工人数": "【10‥50）", "size": "低"}, {"staff": "50以上", "size": "低"}],
    }
    assert table_of(english) == table_of(chinese)

"""Problems: what they say, how they are ordered, what they refuse."""

from __future__ import annotations

import copy
import pickle

import pytest

from humi.errors import DossierError, HumiError, InputError, PackError, UnknownRegion, Untranslatable, UsageError
from humi.reading.problems import Place, Problem, Problems, one_line

HERE = Place("policy.yaml", 12, 5)


def test_place_prints_as_editors_expect() -> None:
    assert str(HERE) == "policy.yaml:12:5"
    assert str(Place("policy.yaml", 0, 0)) == "policy.yaml"


def test_render_in_both_languages() -> None:
    problem = Problem("L101", HERE, {"found": "titel", "allowed": "title, name", "suggestion": "title"})
    assert problem.render("en") == ("policy.yaml:12:5: unknown key `titel`; did you mean `title`? allowed: title, name [L101]")
    assert problem.render("zh") == ("policy.yaml:12:5: 不认识的键「titel」；是否想写「title」？可用：title、name [L101]")
    assert Problem("Y008", None).render("en") == "file is empty or holds only comments [Y008]"


def test_empty_details_give_no_hint() -> None:
    assert Problem("L101", HERE, {"found": "x", "allowed": "", "suggestion": ""}).hint("zh") is None


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_foreign_words_cannot_break_the_line(lang: str) -> None:
    nasty = "a\nb\u2028c\x1b[31m\u202e" + "x" * 10_000
    line = Problem("L101", Place("a\nb", 1, 1), {"found": nasty, "suggestion": nasty, "allowed": nasty}).render(lang)  # type: ignore[arg-type]
    assert line.isprintable()
    assert len(line) < 1000


def test_one_line_shows_invisible_characters() -> None:
    assert one_line("a\u200bb") == "a\\u200bb"


def test_to_dict_is_plain() -> None:
    assert Problem("L102", HERE, {"key": "path"}).to_dict() == {
        "code": "L102",
        "severity": "error",
        "place": {"file": "policy.yaml", "line": 12, "column": 5},
        "message": {"zh": "缺少键「path」", "en": "missing key `path`"},
        "hint": {"zh": None, "en": None},
        "details": {"key": "path"},
    }
    assert Problem("Y008", None).to_dict()["place"] is None


def test_a_problem_never_changes_and_can_be_copied() -> None:
    details = {"key": "path"}
    problem = Problem("L102", HERE, details)
    details["key"] = "other"
    assert problem.details == {"key": "path"}
    with pytest.raises(TypeError):
        problem.details["key"] = "x"  # type: ignore[index]
    assert pickle.loads(pickle.dumps(problem)) == problem == copy.deepcopy(problem)
    assert hash(problem) == hash(copy.copy(problem))


def test_mistakes_of_the_programmer_surface_at_once() -> None:
    with pytest.raises(KeyError):
        Problems().add("X999", HERE)
    with pytest.raises(KeyError):
        Problems().add("L102", HERE)


def test_order_and_repetition() -> None:
    problems = Problems()
    assert not problems
    problems.add("L114", Place("b", 1, 1))
    problems.add("L114", Place("a", 10, 1))
    problems.add("L114", Place("a", 9, 2))
    problems.add("L114", Place("a", 9, 2))
    problems.add("L102", Place("a", 9, 1), key="first")
    problems.add("Y008", None)
    assert [str(problem.place) for problem in problems] == ["None", "a:9:1", "a:9:2", "a:10:1", "b:1:1"]
    assert len(problems) == 5
    more = Problems()
    more.extend(problems)
    assert list(more) == list(problems)


@pytest.mark.parametrize("said", ["unable to open database file", "no value of date, text or null", "unit list size (shape)"])
def test_what_another_program_says_is_not_touched(said: str) -> None:
    """Some of its words are names of types and reasons of ours."""
    for code in ("R658", "C421", "Y003"):
        problem = Problem(code, None, {"found": "x", "reason": said})
        assert said in problem.message("zh")
        assert said in problem.message("en")


def test_reasons_of_ours_are_told_in_both_languages() -> None:
    for reason, zh, en in (("open", "起止都要写明", "both ends"), ("date (shape)", "日期（写法不对）", "a date (not in")):
        problem = Problem("L110", None, {"found": "x", "reason": reason})
        assert zh in problem.message("zh")
        assert en in problem.message("en")


@pytest.mark.parametrize("code", ["C471", "C482"])
def test_what_is_allowed_is_told_once(code: str) -> None:
    problem = Problem(code, None, {"found": "a.xls", "allowed": ".csv, .xlsx", "members": "m", "wanted": "w"})
    assert problem.render("zh").count(".csv") == problem.render("en").count(".csv") == 1


def test_only_errors_raise() -> None:
    problems = Problems()
    problems.add("D309", HERE, found="x")
    problems.raise_if_errors(DossierError)
    assert problems
    assert not problems.has_errors
    problems.add("D301", Place("a", 1, 1), found="staf")
    with pytest.raises(DossierError) as caught:
        problems.raise_if_errors(DossierError)
    assert [problem.code for problem in caught.value.problems] == ["D301", "D309"]
    assert str(caught.value).splitlines()[0] == "a:1:1: unknown fact `staf` [D301]"
    assert "不认识的事实" in caught.value.render("zh")
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)


def test_the_tree_of_errors() -> None:
    assert issubclass(DossierError, ValueError)
    assert issubclass(DossierError, InputError)
    assert issubclass(UnknownRegion, UsageError)
    assert issubclass(PackError, InputError)
    error = Untranslatable(3, "z3", HERE)
    assert isinstance(error, HumiError)
    assert str(error) == "policy.yaml:12:5: engine `z3` cannot translate `int` [L160]"
    assert error.render("zh") == "policy.yaml:12:5: 「z3」不能表达「int」 [L160]"
    assert (error.node, error.engine, error.place) == (3, "z3", HERE)

"""Trees of Python values, and anything at all through every reader."""

from __future__ import annotations

import datetime
import enum
from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from humi.reading.files import first_forbidden
from humi.reading.located import Located, Mapping, Scalar, from_plain, plain
from humi.reading.problems import Place, Problems
from humi.reading.strict_yaml import read_yaml_text


class Level(str, enum.Enum):  # noqa: UP042 -- its str() is not its value
    CITY = "city"


class Count(enum.IntEnum):
    THREE = 3


@pytest.mark.parametrize(
    ("value", "expected", "text"),
    [
        ("a", "a", "a"),
        (3, 3, "3"),
        (True, True, "true"),
        (None, None, "null"),
        (0.1, Decimal("0.1"), "0.1"),
        (1e-7, Decimal("1E-7"), "0.0000001"),
        (1e16, Decimal("1E+16"), "10000000000000000"),
        (Decimal("1.50"), Decimal("1.50"), "1.50"),
        (datetime.date(2024, 2, 29), "2024-02-29", "2024-02-29"),
        (Level.CITY, "city", "city"),
        (Count.THREE, 3, "3"),
    ],
)
def test_scalars(value: object, expected: object, text: str) -> None:
    tree = from_plain(value, Problems())
    assert isinstance(tree, Scalar)
    assert (tree.value, type(tree.value), tree.text) == (expected, type(expected), text)
    assert tree.place == Place("<dict>", 0, 0)
    assert str(tree.place) == "<dict>"


def test_collections() -> None:
    tree = from_plain({"a": [1, (2, "x")], "b": {}}, Problems(), file="api")
    assert isinstance(tree, Mapping)
    assert plain(tree) == {"a": [1, [2, "x"]], "b": {}}
    assert tree.place.file == "api"


@pytest.mark.parametrize(
    ("value", "code", "found"),
    [
        (object(), "Y040", "object"),
        (b"x", "Y040", "bytes"),
        ({1, 2}, "Y040", "set"),
        (datetime.datetime(2024, 1, 1), "Y040", "datetime"),
        ({1: 2}, "Y041", "int"),
        ({None: 2}, "Y041", "None"),
        ({(1, 2): 2}, "Y041", "tuple"),
        (float("nan"), "Y043", "NaN"),
        (float("-inf"), "Y043", "-Infinity"),
        (Decimal("Infinity"), "Y043", "Infinity"),
        (10**40, "Y030", None),
        (1e300, "Y030", None),
        (Decimal("1E+999999"), "Y030", None),
        (Decimal("1E-999999"), "Y030", None),
    ],
)
def test_refused(value: object, code: str, found: str | None) -> None:
    problems = Problems()
    assert from_plain({"a": [value]}, problems) is None
    (problem,) = problems
    assert (problem.code, problem.details.get("found")) == (code, found)


yaml_like = st.text(alphabet="ab1 \t\n:-[]{},&*!|>'\"#%@~<?.0：　项\\x\r\u2028\ud800\0\ufeff", max_size=60)


@settings(max_examples=600, deadline=None)
@given(st.one_of(yaml_like, st.text(), st.binary(), yaml_like.map(lambda text: text.encode("utf-8", "surrogatepass"))))
def test_any_text_yields_a_tree_or_problems(text: str | bytes) -> None:
    problems = Problems()
    tree = read_yaml_text(text, "f", problems)
    assert (tree is None) == problems.has_errors
    for problem in problems:
        assert problem.render("zh").isprintable()
        assert problem.render("en").isprintable()
        assert problem.place is not None
        assert problem.place.line >= 0
    if tree is not None:
        again = from_plain(plain(tree), Problems())
        assert again is not None
        assert plain(again) == plain(tree)


# --- a file that Python adds to ---

FILE = "a: {x: 1, y: [2]}\nb: text\n"


def of_file() -> Mapping:
    tree = read_yaml_text(FILE, "file.yaml", Problems())
    assert isinstance(tree, Mapping)
    return tree


def places(tree: Located) -> dict[str, str]:
    """Where each key stands, and its value."""
    assert isinstance(tree, Mapping)
    return {key.text: f"{key.place} {value.place}" for key, value in tree.entries}


def test_what_was_in_a_file_keeps_its_place_and_what_python_adds_tells_where() -> None:
    tree = from_plain(of_file() | {"c": {"z": [None]}}, Problems(), "made.py", "hook")
    assert tree is not None
    made = "made.py (hook: c)"
    assert places(tree) == {"a": "file.yaml:1:1 file.yaml:1:4", "b": "file.yaml:2:1 file.yaml:2:4", "c": f"{made} {made}"}
    assert str(tree.place) == "made.py (hook)"
    (inner,) = tree["c"]["z"].items  # type: ignore[index, union-attr]
    assert str(inner.place) == "made.py (hook: c.z.0)"


def test_of_a_key_in_both_the_right_one_counts_as_in_a_dict() -> None:
    assert plain_of(of_file() | {"b": 1}) == {"a": {"x": 1, "y": [2]}, "b": 1}
    assert plain_of({"b": 1} | of_file()) == {"b": "text", "a": {"x": 1, "y": [2]}}
    assert plain_of(of_file() | of_file()) == plain(of_file())
    assert plain_of(of_file()["a"] | {"x": 3}) == {"x": 3, "y": [2]}  # type: ignore[operator]


def plain_of(value: object) -> object:
    tree = from_plain(value, Problems())
    assert tree is not None
    return plain(tree)


def test_a_key_that_is_not_there() -> None:
    with pytest.raises(KeyError, match="nothing"):
        of_file()["nothing"]


texts = st.text(max_size=8).filter(lambda text: first_forbidden(text) is None)
values = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**39), 10**39) | texts | st.decimals(-(10**9), 10**9, places=3),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=12,
)


@pytest.mark.parametrize("text", ["\0", "a\x1b[31m", "\u202e", "\ud800", "\ufeff"])
@pytest.mark.parametrize("made", [lambda text: {"a": {"b": text}}, lambda text: {"a": {text: 1}}], ids=["value", "key"])
def test_text_that_no_file_may_hold_is_not_made_either(text: str, made: Callable[[str], object]) -> None:
    problems = Problems()
    assert from_plain(made(text), problems, "made.py", "hook") is None
    assert [(problem.code, str(problem.place).startswith("made.py (hook: a")) for problem in problems] == [("Y009", True)]


@settings(max_examples=200, deadline=None)
@given(values)
def test_round_trip(value: object) -> None:
    tree = from_plain(value, Problems())
    assert tree is not None
    assert plain(tree) == value
    assert from_plain(plain(tree), Problems()) == tree


@settings(max_examples=100, deadline=None)
@given(st.from_type(type).flatmap(st.from_type) | values)
def test_any_object_yields_a_tree_or_problems(value: object) -> None:
    problems = Problems()
    assert (from_plain(value, problems) is None) == bool(problems)

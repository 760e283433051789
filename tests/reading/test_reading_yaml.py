"""What YAML means and what is refused, each with its exact place."""

from __future__ import annotations

from decimal import Decimal

import pytest
import yaml

from humi.reading import strict_yaml
from humi.reading.located import Mapping, Scalar, Sequence, plain
from humi.reading.problems import Problems
from humi.reading.strict_yaml import read_yaml_text

LOADERS = [yaml.SafeLoader, *([yaml.CSafeLoader] if hasattr(yaml, "CSafeLoader") else [])]


def found(text: str) -> list[tuple[str, int, int]]:
    problems = Problems()
    tree = read_yaml_text(text, "f", problems)
    assert (tree is None) == bool(problems)
    return [(p.code, p.place.line, p.place.column) for p in problems if p.place]


def value(text: str) -> object:
    problems = Problems()
    tree = read_yaml_text(text, "f", problems)
    assert tree is not None, [problem.render("en") for problem in problems]
    return plain(tree)


@pytest.fixture(params=LOADERS, ids=lambda loader: loader.__name__)
def _both_parsers(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(strict_yaml, "_LOADER", request.param)


@pytest.mark.usefixtures("_both_parsers")
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("true", True),
        ("false", False),
        ("null", None),
        ("~", None),
        ("0", 0),
        ("-0", 0),
        ("42", 42),
        ("-7", -7),
        ("+5", 5),
        ("0.9", Decimal("0.9")),
        ("-1.5", Decimal("-1.5")),
        ("1.10", Decimal("1.10")),
        *((word, word) for word in ("yes", "no", "on", "off", "y", "NO", "True", "TRUE", "False", "Null", "NULL")),
        *((word, word) for word in ("007", "0x1f", "0o7", "0b1", "1_000", "1e3", "1.5e3", ".5", "5.", ".inf", ".nan")),
        *((word, word) for word in ("2024-01-01", "12:30:00", "３", "٣", "1,000", "100万", "50%", "=", "<<")),
        ('"1"', "1"),
        ("'true'", "true"),
        ('""', ""),
        ("!!str 1", "1"),
        ("!!str", ""),
        ("|-\n  1", "1"),
        (">\n  a\n  b\n", "a b\n"),
        ('"a\\tb\\nc"', "a\tb\nc"),
    ],
)
def test_scalars(text: str, expected: object) -> None:
    got = value(f"- {text}\n")
    assert isinstance(got, list)
    assert (got[0], type(got[0])) == (expected, type(expected))
    if isinstance(expected, Decimal):
        assert str(got[0]) == str(expected)


def test_structure_and_places() -> None:
    tree = read_yaml_text("a:\n  - x\n  - {b: 1.50, 'c': }\nd: |\n  甲\n", "f", Problems())
    assert isinstance(tree, Mapping)
    assert plain(tree) == {"a": ["x", {"b": Decimal("1.50"), "c": None}], "d": "甲\n"}
    assert tree.keys() == ("a", "d")
    assert "a" in tree
    assert "z" not in tree
    assert tree.get("z") is None
    inner = tree.get("a")
    assert isinstance(inner, Sequence)
    assert str(inner.place) == "f:2:3"
    pair = inner.items[1]
    assert isinstance(pair, Mapping)
    key, number = pair.entries[0]
    assert isinstance(number, Scalar)
    assert number.text == "1.50"
    assert not number.quoted
    assert (str(key.place), str(number.place)) == ("f:3:6", "f:3:9")
    quoted = tree.get("d")
    assert isinstance(quoted, Scalar)
    assert quoted.quoted


@pytest.mark.usefixtures("_both_parsers")
def test_keys_are_text() -> None:
    assert value("1: a\ntrue: b\n2024-01-01: c\n1.0: d\n~: e\n") == {
        "1": "a",
        "true": "b",
        "2024-01-01": "c",
        "1.0": "d",
        "~": "e",
    }


@pytest.mark.usefixtures("_both_parsers")
def test_aliases() -> None:
    assert value("a: &x [1, 2]\nb: *x\nc: &y 3\nd: [*y, *y]\n") == {"a": [1, 2], "b": [1, 2], "c": 3, "d": [3, 3]}
    assert value("a: &x k\n*x : 1\n") == {"a": "k", "k": 1}
    assert value("a: &x 1\nb: &x 2\nc: *x\n") == {"a": 1, "b": 2, "c": 2}


@pytest.mark.usefixtures("_both_parsers")
def test_full_width_colon_in_prose_is_fine() -> None:
    assert value("note: 见附件：第三条") == {"note": "见附件：第三条"}
    assert value("note:\n  见附件：第三条") == {"note": "见附件：第三条"}
    assert value("note:\n  'b：2'") == {"note": "b：2"}
    assert value("- IP：知识产权") == ["IP：知识产权"]
    assert value('"标题：一"') == "标题：一"


SYNTAX = [
    # tabs
    ("a:\n\tb: 1", [("Y011", 2, 1)]),
    ("\ta: 1", [("Y011", 1, 1)]),
    ("a: 1\n\tb: 2", [("Y011", 2, 1)]),
    ("a: [1\n\t2]", [("Y011", 2, 1)]),
    ("a: |\n\tx", [("Y011", 2, 1)]),
    # colons
    ("a: b: c", [("Y012", 1, 5)]),
    ("a: 1\n  b: 2", [("Y012", 2, 4)]),
    ("a: 1\nb\n", [("Y015", 2, 1)]),
    ("a:\n- b\n-c\n", [("Y015", 3, 1)]),
    ("a：1\nb：2\n", [("Y016", 1, 2)]),
    ("项目：一\n名称：二\n", [("Y016", 1, 3)]),
    ("很长的 一句话：没有键", [("Y016", 1, 1)]),
    ("a: 1\nb：2\n", [("Y016", 2, 2)]),
    ("a: 1\nb：2\nc: 3\n", [("Y016", 2, 2)]),
    ("a:\n  b：2\n", [("Y016", 2, 4)]),
    ("a:\n  b：2\n  c: 3\n", [("Y016", 2, 4)]),
    ("a:\n  甲：1\n  乙：2\n", [("Y016", 2, 4)]),
    ("a:\u3000b", [("Y031", 1, 3)]),
    ("x: 1\na:\u3000b\n", [("Y031", 2, 3)]),
    ("x:\n  a:\u3000b\n", [("Y031", 2, 5)]),
    ("\u3000a: 1", [("Y031", 1, 1)]),
    ("a\u00a0: 1", [("Y031", 1, 1)]),
    # quotes and brackets
    ('a: 1\nb: "x\nc: 1\n', [("Y013", 2, 4)]),
    ("a: 'x", [("Y013", 1, 4)]),
    ('a: "x\n---\n', [("Y013", 1, 4)]),
    ("a: [1, 2\nb: 3\n", [("Y014", 1, 4)]),
    ("a: {x: 1\n", [("Y014", 1, 4)]),
    ("a: {x: 1]", [("Y014", 1, 4)]),
    ("a:\n  - [1,\n", [("Y014", 2, 5)]),
    ("{", [("Y014", 1, 1)]),
    ("a: @x", [("Y017", 1, 4)]),
    ("a: `x`", [("Y017", 1, 4)]),
    ("a: %x", [("Y017", 1, 4)]),
    ("a: ]", [("Y017", 1, 4)]),
    ('a: "\\xZ"', [("Y019", 1, 7)]),
    ("a: 'it's'", [("Y020", 1, 8)]),
    ('a: "x" y', [("Y020", 1, 8)]),
    # indentation
    ("  a: 1\n b: 2", [("Y018", 2, 2)]),
    ("- a\nb: 1", [("Y018", 2, 1)]),
    ("a:\n  - b\n  c: 1", [("Y018", 3, 3)]),
    ("a: - b", [("Y021", 1, 4)]),
    # what is valid YAML but not accepted
    ("[a, b]: 1\n{c: d}: 2\n", [("Y022", 1, 1), ("Y022", 2, 1)]),
    ("a: &x {b: 1}\nc:\n  <<: *x\n", [("Y023", 3, 3)]),
    ("a: !!python/object/apply:os.system [x]", [("Y024", 1, 4)]),
    ("a: !x 1\nb: !!int 1\nc: !!map {}\nd: ! e", [("Y024", 1, 4), ("Y024", 2, 4), ("Y024", 3, 4), ("Y024", 4, 4)]),
    ("a: !!str [1]", [("Y024", 1, 4)]),
    ("!!set {a, b}", [("Y024", 1, 1)]),
    ("a: *x\nb: *y", [("Y025", 1, 4), ("Y025", 2, 4)]),
    ("a: &x [1, *x]", [("Y026", 1, 11)]),
    ("&x a: &x {b: *x}", [("Y026", 1, 14)]),
    ("a: " + "9" * 41, [("Y030", 1, 4)]),
    ("a: 0." + "9" * 5000, [("Y030", 1, 4)]),
    ("a: 1\n---\nb: 2\n", [("Y032", 2, 1)]),
    ("a: 1\n...\n---\n", [("Y032", 3, 1)]),
    ("a: 1\nb: 2\na: 3\n", [("Y033", 3, 1)]),
    ("a: {1: x, '1': y, 1: z}", [("Y033", 1, 11), ("Y033", 1, 19)]),
    ('a: "\\0"\nb: "\\e[31m"', [("Y009", 1, 4), ("Y009", 2, 4)]),
    ("a: !foo!x 1", [("Y010", 1, 4)]),
    ("a: &", [("Y010", 1, 5)]),
]


@pytest.mark.usefixtures("_both_parsers")
@pytest.mark.parametrize(("text", "expected"), SYNTAX)
def test_refused_at_its_place(text: str, expected: list[tuple[str, int, int]]) -> None:
    assert found(text) == expected


@pytest.mark.usefixtures("_both_parsers")
@pytest.mark.parametrize("text", ['a: "\\q"', 'a: "\\ud800"', 'a: "\\UFFFFFFFF"', "%YAML 9.9\n---\na: 1", "%"])
def test_refused_somehow_by_either_parser(text: str) -> None:
    assert len(found(text)) == 1


@pytest.mark.usefixtures("_both_parsers")
def test_messages_are_friendly() -> None:
    problems = Problems()
    read_yaml_text("title：x\n", "f.yaml", problems)
    (problem,) = problems
    assert problem.render("en") == (
        "f.yaml:1:6: `title：` has a full-width colon, so write an ordinary colon and a space, or quote the text; "
        "did you mean `title:`? [Y016]"
    )
    assert problem.render("zh").startswith("f.yaml:1:6: 「title：」用了全角冒号")
    problems = Problems()
    read_yaml_text("a: 1\n\nb: 2\na: 3", "f.yaml", problems)
    assert [p.message("en") for p in problems] == ["the key `a` is repeated, first used on line 1"]

"""Small inputs that would need much time, memory or stack."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from humi.reading.limits import Limits
from humi.reading.located import Mapping, from_plain, plain
from humi.reading.problems import Problems
from humi.reading.strict_yaml import read_yaml_text


@pytest.fixture(autouse=True)
def _quick() -> Iterator[None]:
    begin = time.perf_counter()
    yield
    assert time.perf_counter() - begin < 20  # seconds on a busy machine; a bomb takes hours


def codes(text: str, limits: Limits | None = None) -> list[str]:
    problems = Problems()
    assert read_yaml_text(text, "f", problems, limits or Limits()) is None
    return [problem.code for problem in problems]


def test_billion_laughs() -> None:
    bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 10)
    )
    assert codes(bomb) == ["Y028"]


def test_bomb_of_maps_and_keys() -> None:
    bomb = "a0: &a0 {k: v}\n" + "".join(f"a{n}: &a{n} {{x: *a{n - 1}, y: *a{n - 1}}}\n" for n in range(1, 40))
    assert codes(bomb) == ["Y028"]


def test_aliases_are_counted() -> None:
    assert codes("a: &x 1\nb: [" + "*x, " * 101 + "]") == ["Y027"]
    assert read_yaml_text("a: &x 1\nb: [" + "*x, " * 100 + "]", "f", Problems()) is not None


def test_nodes_are_counted() -> None:
    limits = Limits(nodes=10)
    assert read_yaml_text("[" + "1, " * 9 + "]", "f", Problems(), limits) is not None
    assert codes("[" + "1, " * 10 + "]", limits) == ["Y028"]


def test_depth_is_exact_and_counts_through_aliases() -> None:
    assert read_yaml_text("[" * 64 + "]" * 64, "f", Problems()) is not None
    assert codes("[" * 65 + "]" * 65) == ["Y029"]
    limits = Limits(depth=3)
    assert read_yaml_text("a: &x [1]\nb: [*x]", "f", Problems(), limits) is not None
    assert codes("a: &x [1]\nb: [[*x]]", limits) == ["Y029"]
    chain = "a0: &a0 [1]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}]\n" for n in range(1, 90))
    assert codes(chain) == ["Y029"]


@pytest.mark.parametrize(
    "text",
    [
        "[" * 10_000,
        "[" * 10_000 + "]" * 10_000,
        "{a: " * 10_000,
        "- " * 10_000 + "x",
        "? " * 10_000 + "x",
        "\n".join(" " * n + "a:" for n in range(1_900)),
        "[{a: " * 10_000,
    ],
)
def test_deep_nesting(text: str) -> None:
    assert codes(text) == ["Y029"]


def test_many_entries_are_read() -> None:
    tree = read_yaml_text("".join(f"k{n}: {n}\n" for n in range(20_000)), "f", Problems())
    assert isinstance(tree, Mapping)
    assert len(tree.keys()) == 20_000


def test_python_values() -> None:
    ring: list[object] = []
    ring.append({"a": ring})
    deep: object = 1
    for _ in range(10_000):
        deep = [deep]
    wide: object = [1] * 10
    for _ in range(10):
        wide = [wide] * 10
    for value, code in ((ring, "Y042"), (deep, "Y029"), (wide, "Y028"), ({"a": 10**5000}, "Y030")):
        problems = Problems()
        assert from_plain(value, problems) is None
        assert [problem.code for problem in problems] == [code]


def test_sharing_is_not_a_circle() -> None:
    shared = [1]
    tree = from_plain({"a": shared, "b": shared}, Problems())
    assert tree is not None
    assert plain(tree) == {"a": [1], "b": [1]}

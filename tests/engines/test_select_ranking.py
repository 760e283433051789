"""Who gets a place is what brute force finds: over everything that may turn out, and every way of breaking ties."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from humi.policy.places import Places
from humi.sheets.ranking import (
    CHOSEN,
    GROUP,
    LEAST,
    MOST,
    NUMBER_DECIDES,
    OTHERS,
    STANDING,
    SURE,
    TIE_DECIDES,
    TIED,
    ranked,
)

Key = tuple[int, int]
Row = tuple[bool, tuple[Key, ...]]
FIVE = Places(5, 5)


def table(rows: list[Row], keys: int, chosen: tuple[int, ...] = ()) -> pl.DataFrame:
    columns = {f"{end}{at}": [row[1][at][side] for row in rows] for at in range(keys) for side, end in enumerate("wb")}
    flags = {SURE: [row[0] for row in rows], CHOSEN: [at in chosen for at in range(len(rows))]}
    return pl.DataFrame({**flags, **columns}, schema_overrides={SURE: pl.Boolean, CHOSEN: pl.Boolean})


def select(rows: list[Row], keys: int, places: Places, discretion: bool = False, chosen: tuple[int, ...] = ()) -> pl.DataFrame:
    return ranked(table(rows, keys, chosen), [(f"w{at}", f"b{at}") for at in range(keys)], places, discretion)


def worlds(rows: list[Row]) -> Iterator[list[tuple[int, ...] | None]]:
    """What may turn out: of each applicant its keys, or that it is no candidate."""
    each = [
        [*product(*(range(worst, best + 1) for worst, best in keys)), *(() if sure else (None,))] for sure, keys in rows
    ]
    return (list(world) for world in product(*each))


def brute(rows: list[Row], places: Places) -> tuple[list[set[bool]], list[set[int]], list[bool]]:
    """Of each row: whether it is in, its ranks, and whether breaking a tie between known equals ever decides."""
    inside: list[set[bool]] = [set() for _ in rows]
    ranks: list[set[int]] = [set() for _ in rows]
    by_tie = [False] * len(rows)
    last = places.most if places.most is not None else places.least + len(rows)
    for world in worlds(rows):
        for at, mine in enumerate(world):
            if mine is None:
                inside[at].add(False)
                continue
            others = [(other, rows[index]) for index, other in enumerate(world) if index != at and other is not None]
            ahead = sum(other > mine for other, _ in others)
            equals = [row for other, row in others if other == mine]
            known = sum(row[1] == rows[at][1] and all(a == b for a, b in row[1]) for row in equals)
            ranks[at].update(range(ahead + 1, ahead + len(equals) + 2))
            for number in range(places.least, last + 1):
                inside[at].update(rank <= number for rank in range(ahead + 1, ahead + len(equals) + 2))
                by_tie[at] |= ahead < number < ahead + known + 1
    return inside, ranks, by_tie


@st.composite
def pools(draw: st.DrawFn) -> tuple[list[Row], int, Places]:
    keys = draw(st.integers(0, 2))
    key = st.tuples(st.integers(0, 2), st.integers(0, 2)).map(lambda ends: (min(ends), max(ends)))
    row = st.tuples(st.booleans(), st.tuples(*[key] * keys))
    least = draw(st.integers(0, 3))
    most = draw(st.none() | st.integers(max(least, 1), 4))
    return draw(st.lists(row, min_size=1, max_size=4)), keys, Places(least, most)


@settings(max_examples=150, deadline=None)
@given(pools())
def test_standing_and_rank_are_those_of_brute_force(pool: tuple[list[Row], int, Places]) -> None:
    rows, keys, places = pool
    found = select(rows, keys, places).to_dicts()
    inside, ranks, by_tie = brute(rows, places)
    names = {(True,): "in", (False,): "out"}
    assert [one[STANDING] for one in found] == [names.get(tuple(sorted(one)), "open") for one in inside]
    assert [(one[LEAST], one[MOST]) for one in found] == [(min(one), max(one)) for one in ranks]
    for one, row, ties in zip(found, rows, by_tie, strict=True):
        own = not row[0] or any(worst < best for worst, best in row[1])
        is_open = one[STANDING] == "open"
        assert not is_open or own or one[TIE_DECIDES] or one[OTHERS] or one[NUMBER_DECIDES], "open without a cause"
        assert ties or not one[TIE_DECIDES]
        if places.least == places.most:
            assert one[TIE_DECIDES] == (is_open and ties)


@settings(max_examples=60, deadline=None)
@given(pools(), st.sets(st.integers(0, 3)))
def test_where_somebody_chooses_the_order_decides_nothing(pool: tuple[list[Row], int, Places], picked: set[int]) -> None:
    rows, keys, places = pool
    chosen = tuple(at for at in picked if at < len(rows))
    found = select(rows, keys, places, discretion=True, chosen=chosen)[STANDING].to_list()
    full = places.most is not None and len(chosen) >= places.most
    assert found == ["in" if at in chosen else "out" if full else "open" for at in range(len(rows))]


def test_the_first_key_decides_and_the_next_only_between_equals() -> None:
    rows: list[Row] = [(True, ((1, 1), (9, 9))), (True, ((2, 2), (0, 0))), (True, ((1, 1), (3, 3)))]
    found = select(rows, 2, Places(1, 1))
    assert found[LEAST].to_list() == [2, 1, 3]
    assert found[STANDING].to_list() == ["out", "in", "out"]


def test_a_tie_across_the_last_place_is_told_and_not_broken() -> None:
    rows: list[Row] = [(True, ((score, score),)) for score in (90, 80, 80, 80, 70)]
    found = select(rows, 1, Places(3, 3)).to_dicts()
    assert [one[STANDING] for one in found] == ["in", "open", "open", "open", "out"]
    assert [(one[LEAST], one[MOST]) for one in found] == [(1, 1), (2, 4), (2, 4), (2, 4), (5, 5)]
    assert [(one[GROUP], one[TIED], one[TIE_DECIDES]) for one in found[1:4]] == [(1, 3, True)] * 3
    assert [one[OTHERS] for one in found] == [0] * 5


def test_a_tie_within_the_places_decides_nothing() -> None:
    rows: list[Row] = [(True, ((1, 1),))] * 2 + [(True, ((0, 0),))] * 2
    found = select(rows, 1, Places(2, 2))
    assert found[STANDING].to_list() == ["in", "in", "out", "out"]
    assert found[TIE_DECIDES].to_list() == [False] * 4


def test_fewer_candidates_than_places_are_all_in() -> None:
    rows: list[Row] = [(True, ((0, 9),)), (True, ((3, 3),)), (False, ((9, 9),))]
    assert select(rows, 1, FIVE)[STANDING].to_list() == ["in", "in", "open"]


@pytest.mark.parametrize(
    ("least", "most", "standings"), [(1, 2, "in open out"), (0, 1, "open out out"), (2, None, "in in open")]
)
def test_a_number_that_is_a_range_leaves_open_what_depends_on_it(least: int, most: int | None, standings: str) -> None:
    rows: list[Row] = [(True, ((score, score),)) for score in (3, 2, 1)]
    found = select(rows, 1, Places(least, most)).to_dicts()
    assert [one[STANDING] for one in found] == standings.split()
    assert [one[NUMBER_DECIDES] for one in found] == [one == "open" for one in standings.split()]


def test_nobody_is_a_candidate() -> None:
    assert select([], 1, FIVE).height == 0
    assert select([], 0, FIVE).height == 0

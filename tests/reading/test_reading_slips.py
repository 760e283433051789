"""Slips of people who type rules: what was meant is suggested, and only what is certain may be written by a program."""

from __future__ import annotations

import pytest

from humi.reading.slips import COMPARED, comparator, meant, truth
from humi.values.text import nearest

DATES = [
    ("2023/7/1", "2023-07-01", True),
    ("2023.07.01", "2023-07-01", True),
    ("2023-7-1", "2023-07-01", True),
    ("20230701", "2023-07-01", True),
    ("２０２３／７／１", "2023-07-01", True),
    ("2023/7", "2023-07", True),
    ("2025-2027", "2025/2027", True),
    ("2027-2025", "2027/2025", False),
    ("2025-03至2025-06", "2025-03/2025-06", True),
    ("2025年3月到2025年6月", "2025年3月/2025年6月", True),
    ("2025-03 - 2025-06", "2025-03/2025-06", True),
    ("2025/3/1 至 2025/6/30", "2025-03-01/2025-06-30", True),
    ("12-15", "{each_year: 12-15}", False),
    ("三十", "30", False),
    ("十", "10", False),
    ("一百二十", "120", False),
    ("两千零五", "2005", False),
    ("30人", "30", False),
    ("at_least 30", "{at_least: 30}", False),
    (">= 30", "{at_least: 30}", False),
]


@pytest.mark.parametrize(("found", "suggestion", "certain"), DATES)
def test_dates_and_numbers_written_otherwise(found: str, suggestion: str, certain: bool) -> None:
    near = meant("L110", {"found": found, "reason": "shape"})
    assert near is not None
    assert (near, near.only) == (suggestion, certain)


@pytest.mark.parametrize("found", ["2023/2/30", "soon", "", "三月", "百里挑一", "2023-13-01", "五", "x - y"])
def test_what_tells_nothing_suggests_nothing_that_cannot_be_read(found: str) -> None:
    near = meant("L110", {"found": found, "reason": "shape"})
    assert near is None or near == "5"


AMOUNTS = [("50000", "50000 yuan"), ("5万", "5万元"), ("5 万圆", "5万元"), ("50000 dollars", None)]
TRUTHS = [("是", "true", True), ("no", "false", True), ("有", "true", False), ("maybe", None, None)]


@pytest.mark.parametrize(("found", "suggestion"), AMOUNTS)
def test_amounts_without_their_unit(found: str, suggestion: str | None) -> None:
    near = meant("L110", {"found": found, "reason": "unit"})
    assert near == suggestion
    assert near is None or not near.only


@pytest.mark.parametrize(("word", "said", "certain"), TRUTHS)
def test_words_for_yes_and_no(word: str, said: str | None, certain: bool | None) -> None:
    near = truth(word)
    assert near == said
    assert near is None or near.only is certain


def test_signs_are_certain_and_words_are_not() -> None:
    for word, others in COMPARED.items():
        for said in others:
            near = comparator(said)
            assert near == word
            assert near is not None
            assert near.only is (not said.isalnum())


@pytest.mark.parametrize(
    ("word", "names", "expected", "certain"),
    [
        ("criterea", ["criteria", "model"], "criteria", True),
        ("recieved", ["received", "accepted"], "received", True),
        ("staf", ["staff", "name"], "staff", True),
        ("ELIG_STAFF", ["elig_staff", "elig_kind"], "elig_staff", True),
        ("elig＿staff", ["elig_staff"], "elig_staff", True),
        ("target_202", ["target_2025", "target_2026"], None, False),
        ("target_2028", ["target_2025", "target_2026"], None, False),
        ("rule_", ["rule_a", "rule_b"], None, False),
        ("silence", ["silent"], "silent", False),
        ("a，b", ["a", "b"], "a, b", True),
        ("a、b", ["a", "b"], "a, b", True),
        ("a，a", ["a", "b"], "a, a", False),
        ("a，c", ["a", "b"], None, False),
    ],
)
def test_only_one_slip_from_only_one_name_is_certain(word: str, names: list[str], expected: str | None, certain: bool) -> None:
    near = nearest(word, names)
    assert expected is None or near == expected
    assert bool(near and near.only) is certain

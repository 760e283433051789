"""Full-width characters and did-you-mean."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from humi.values import text as text_module
from humi.values.text import nearest, normalise

CORE = Path(text_module.__file__).parents[2]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("２０２３－０７－１５", "2023-07-15"),
        ("９０％", "90%"),
        ("１，０００．５", "1,000.5"),
        ("ＣＮＹ　５", "CNY 5"),
        ("２０２３／２０２４", "2023/2024"),
        ("￥５", "¥5"),
        ("\u3000 企业 \t", "企业"),
        ("〇—–、。", "〇—–、。"),
        ("Staff", "Staff"),
        ("", ""),
    ],
)
def test_normalise(text: str, expected: str) -> None:
    assert normalise(text) == expected


@given(st.text(st.sampled_from("aZ09 \u3000\uff01\uff5e％／．～〇企\n￥") | st.characters()))
def test_normalise_is_idempotent(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once
    assert not any("\uff01" <= character <= "\uff5e" or character == "\u3000" for character in once)


@pytest.mark.parametrize(
    ("word", "candidates", "expected"),
    [
        ("titel", ["name", "title"], "title"),
        ("STAFF", ["staffed", "staff"], "staff"),
        ("staff", ["Staffed", "Staff"], "Staff"),
        ("ｓｔａｆｆ", ["staff"], "staff"),
        ("rev", ["unit", "revenue_of_the_unit"], "revenue_of_the_unit"),
        ("un", ["founded_unit", "unit.of.a.long.name", "unit.of.a.longer.name"], "unit.of.a.long.name"),
        ("公式", ["公司", "个人"], "公司"),
        ("企页", ["企业", "机构"], "企业"),
        ("市", ["省级示范单位", "市级商业秘密保护示范"], "市级商业秘密保护示范"),
        ("zzz", ["title", "name"], None),
        ("甲乙", ["企业", "机构"], None),
        ("t", ["title_of_a_unit"], None),
        ("", ["title"], None),
        ("  ", ["title"], None),
        ("title", [], None),
    ],
)
def test_nearest(word: str, candidates: list[str], expected: str | None) -> None:
    assert nearest(word, candidates) == expected


def test_nearest_reads_candidates_once() -> None:
    assert nearest("titel", iter(["name", "title"])) == "title"


@given(st.text(max_size=8), st.lists(st.text(max_size=8), max_size=5))
def test_nearest_is_a_candidate(word: str, candidates: list[str]) -> None:
    assert nearest(word, candidates) in {None, *candidates}


def test_nearest_to_a_paragraph_is_quick() -> None:
    begin = time.perf_counter()
    assert nearest("ab" * 100_000, ["ab" * 100_000]) is None
    assert time.perf_counter() - begin < 1


def test_importing_loads_nothing_slow() -> None:
    code = (
        f"import sys; sys.path.insert(0, {str(CORE)!r})\n"
        "import humi.values.text, humi.values.dates, humi.values.numbers, humi.values.calendar as c\n"
        "slow = {'chinese_calendar', 'difflib', 'decimal'}\n"
        "assert not slow & sys.modules.keys(), slow & sys.modules.keys()\n"
        "c.reach(); assert 'chinese_calendar' in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)

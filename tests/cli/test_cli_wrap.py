"""Breaking lines of Chinese and Latin words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from humi.wording.wrap import CLOSING, breaks

TEXTS = st.text(alphabet="甲乙丙，。（）「」：ab c/[0].", max_size=80)


def lines(text: str, width: int) -> list[str]:
    return [text[first:last] for first, last in breaks(text, width, cell_len)]


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("", 10, [""]),
        ("商业秘密保护", 12, ["商业秘密保护"]),
        ("商业秘密保护", 8, ["商业秘密", "保护"]),
        ("商业秘密，保护", 8, ["商业秘", "密，保护"]),
        ("条件（决定）", 6, ["条件", "（决", "定）"]),
        ("one two three", 7, ["one two", "three"]),
        ("保护 base 站点", 9, ["保护 base", "站点"]),
        ("见 cases[0] 一", 9, ["见", "cases[0]", "一"]),
        ("a/bcd/efg", 6, ["a/bcd/", "efg"]),
        ("abcdefghij", 4, ["abcd", "efgh", "ij"]),
    ],
)
def test_breaks(text: str, width: int, expected: list[str]) -> None:
    assert lines(text, width) == expected


@given(TEXTS, st.integers(2, 40))
def test_nothing_is_lost_and_nothing_is_too_wide(text: str, width: int) -> None:
    found = lines(text, width)
    assert "".join("".join(found).split()) == "".join(text.split())
    assert all(cell_len(line) <= width for line in found)


@given(st.lists(st.sampled_from(["甲", "乙丙", "一", "，", "。", "（丁）", "ab"]), max_size=40), st.integers(12, 40))
def test_no_line_begins_with_a_closing_mark(parts: list[str], width: int) -> None:
    text = "".join(part for before, part in zip(["，", *parts], parts, strict=False) if not {before, part} <= {"，", "。"})
    assert not [line for line in lines(text, width)[1:] if line[0] in CLOSING]

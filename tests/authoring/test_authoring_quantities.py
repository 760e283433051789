"""What a few Chinese words state: numbers with their bounds, and days."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from humi.authoring.dated import END, START, stated_days, stated_yearly
from humi.authoring.quantities import extensions, number_of, quantities

STATED = [
    ("受训职工不少于20人", [("number", "20", ">=", "")]),
    ("受训二十人以上", [("number", "20", ">=", "")]),
    ("达到90%以上", [("share", "0.9", ">=", "")]),
    ("百分之九十以上", [("share", "0.9", ">=", "")]),
    ("营业收入的千分之一", [("share", "0.001", "", "")]),
    ("给予５万元", [("money", "50000", "", "")]),
    ("一百二十万元", [("money", "1200000", "", "")]),
    ("一亿二千万元", [("money", "120000000", "", "")]),
    ("1.2亿元", [("money", "120000000", "", "")]),
    ("5百万元", [("money", "5000000", "", "")]),
    ("最高二万元", [("money", "20000", "<=", "")]),
    ("十五日内答复", [("length", "15", "<=", "days")]),
    ("两周内", [("length", "14", "<=", "days")]),
    ("半年", [("length", "0.5", "", "years")]),
    ("有效期三年", [("length", "3", "", "years")]),
    ("成立满三年", [("length", "3", ">=", "years")]),
    ("五个工作日", [("length", "5", "", "working_days")]),
    ("超过三百人", [("number", "300", ">", "")]),
    ("不满十八周岁", [("number", "18", "<", "")]),
    ("职工人数三十人以上", [("number", "30", ">=", "")]),
    ("均不得低于二十分", [("number", "20", ">=", "")]),
    ("不超过1,200家", [("number", "1200", "<=", "")]),
    ("十人以上五千人以下", [("number", "10", ">=", ""), ("number", "5000", "<=", "")]),
    ("1-2家申报单位", [("number", "1", ">=", ""), ("number", "2", "<=", "")]),
    ("名额三至五家", [("number", "3", ">=", ""), ("number", "5", "<=", "")]),
    ("30%-50%", [("share", "0.3", ">=", ""), ("share", "0.5", "<=", "")]),
    ("两个", [("number", "2", "", "")]),
    ("过半数同意", [("share", "0.5", ">", "")]),
    ("半数以上，不少于一半", [("share", "0.5", ">=", ""), ("share", "0.5", ">=", "")]),
    ("恰有一站", [("number", "1", "==", "")]),
    ("一千零五人", [("number", "1005", "", "")]),
    ("3—5万元", [("money", "30000", ">=", ""), ("money", "50000", "<=", "")]),
    ("３~5万元", [("money", "30000", ">=", ""), ("money", "50000", "<=", "")]),
    ("3万至5万元", [("money", "30000", ">=", ""), ("money", "50000", "<=", "")]),
    ("2000至4000万元", [("money", "20000000", ">=", ""), ("money", "40000000", "<=", "")]),
    ("2000～4000万元", [("money", "20000000", ">=", ""), ("money", "40000000", "<=", "")]),
    ("5000至1万元", [("money", "5000", ">=", ""), ("money", "10000", "<=", "")]),
    ("三至五周", [("length", "21", ">=", "days"), ("length", "35", "<=", "days")]),
    ("2至3成", [("share", "0.2", ">=", ""), ("share", "0.3", "<=", "")]),
    ("300人以上的除外", [("number", "300", ">=", ""), ("number", "300", "<", "")]),
    ("低于20人的，不予受理", [("number", "20", "<", ""), ("number", "20", ">=", "")]),
    ("不得有外资股东20人以上", [("number", "20", ">=", ""), ("number", "20", "<", "")]),
    ("不得少于20人，无形资产5万元以上", [("number", "20", ">=", ""), ("money", "50000", ">=", "")]),
    ("20人（含）以上，90%（含90%）以上", [("number", "20", ">=", ""), ("share", "0.9", ">=", "")]),
    ("20人以上（含20人），50人以下（不含）", [("number", "20", ">=", ""), ("number", "50", "<", "")]),
    ("≥20人，＞20人，≤20人，＜20人", [("number", "20", one, "") for one in (">=", ">", "<=", "<")]),
    ("大于等于20人，小于或等于30人", [("number", "20", ">=", ""), ("number", "30", "<=", "")]),
    ("至少有20名", [("number", "20", ">=", "")]),
    ("一年半，1年半以上", [("length", "1.5", "", "years"), ("length", "1.5", ">=", "years")]),
    ("3‰以上", [("share", "0.003", ">=", "")]),
    ("八成以上", [("share", "0.8", ">=", "")]),
    ("2万5千元，1亿2000万元，两万五千元", [("money", one, "", "") for one in ("25000", "120000000", "25000")]),
    ("3千5百万元，5万10万元", [("money", "35000000", "", ""), ("number", "50000", "", ""), ("money", "100000", "", "")]),
    ("2至3千万元", [("money", "20000000", ">=", ""), ("money", "30000000", "<=", "")]),
    ("一百至二百万元", [("money", "1000000", ">=", ""), ("money", "2000000", "<=", "")]),
    ("20余家、一年左右、数十家", []),
    ("（一）试点申报", []),
    ("第三条", []),
    ("统一思想，千方百计，一次性奖励", []),
    ("2023年5月25日前", []),
    ("12月15日前", []),
]


@pytest.mark.parametrize(("text", "told"), STATED, ids=[row[0] for row in STATED])
def test_a_text_states_numbers(text: str, told: list[tuple[str, str, str, str]]) -> None:
    found = [(one.kind, one.value, one.operator, one.unit) for one in quantities(text)]
    assert found == [(kind, Decimal(value), operator, unit) for kind, value, operator, unit in told]


def test_two_thirds_are_as_near_as_a_percentage_can_be() -> None:
    stated = quantities("三分之二以上")[0]
    assert stated.equals(Decimal("0.6667"))
    assert not stated.equals(Decimal("0.66"))


@pytest.mark.parametrize(
    ("text", "days"),
    [("二十日内，可延长十日", [30]), ("二十日内，可延长一个月", []), ("可延长十日", []), ("二十日内", [])],
)
def test_a_length_and_its_extension_are_one_length(text: str, days: list[int]) -> None:
    assert [one.value for one in extensions(text)] == days


@pytest.mark.parametrize("word", ["一二三", "十一二"])
def test_digits_one_by_one_are_no_number(word: str) -> None:
    assert number_of(word) is None


DIGITS, PLACES = "零一二三四五六七八九", ("", "十", "百", "千")


def in_chinese(number: int) -> str:
    """A number below a thousand million as a document writes it."""
    if number >= 10**8:
        rest = number % 10**8
        return in_chinese(number // 10**8) + "亿" + ("" if not rest else in_chinese(rest))
    if number >= 10**4:
        rest = number % 10**4
        gap = "零" if 0 < rest < 1000 else ""
        return in_chinese(number // 10**4) + "万" + gap + ("" if not rest else in_chinese(rest))
    digits = [(int(digit), PLACES[len(str(number)) - 1 - index]) for index, digit in enumerate(str(number))]
    words = "".join(DIGITS[digit] + place if digit else "零" for digit, place in digits)
    while "零零" in words:
        words = words.replace("零零", "零")
    return words.rstrip("零") or "零"


@given(st.integers(min_value=1, max_value=10**12 - 1))
def test_every_number_that_a_document_can_write_is_read(number: int) -> None:
    assert number_of(in_chinese(number)) == number


@given(st.text(alphabet="一二十百千万亿零两半0123456789,.%元个年月日前后起至到-以上不满超过", max_size=40))
def test_any_text_is_read_without_a_word(text: str) -> None:
    assert all(one.words for one in quantities(text))
    assert all(one.first <= one.last for one in stated_days(text))
    assert all(one.days() for one in stated_yearly(text))


DAYS = [
    ("2023年5月25日前", "", ["2023-05-24", "2023-05-25"]),
    ("2023年5月25日前", START, ["2023-05-25"]),
    ("到2025年底", END, ["2025-12-31"]),
    ("二〇〇九年九月二十三日", "", ["2009-09-23"]),
    ("2009年9月至2009年10月", START, ["2009-09-01"]),
    ("2009年9月至2009年10月", END, ["2009-10-31"]),
    ("2010年10月至12月", END, ["2010-12-31"]),
    ("2011年6月后", START, ["2011-07-01"]),
    ("2011年6月前", END, ["2011-05-31", "2011-06-30"]),
    ("2026年12月31日底前", END, ["2026-12-30", "2026-12-31"]),
    ("成文日期:2025-02-28", "", ["2025-02-28"]),
    ("自２０２６年1月1日起", START, ["2026-01-01"]),
    ("(2025-2027年)", START, ["2025-01-01"]),
    ("(2025-2027年)", END, ["2027-12-31"]),
    ("2024年至2027年", END, ["2027-12-31"]),
    ("2025年上半年", END, ["2025-06-30"]),
    ("2025年第三季度末", "", ["2025-07-01", "2025-09-30"]),
    ("2025年6月中旬", "", ["2025-06-11", "2025-06-20"]),
    ("2025年1月上旬至6月中旬", START, ["2025-01-01"]),
    ("2025年1月上旬至6月中旬", END, ["2025-06-20"]),
    ("2020年以来", START, ["2020-01-01"]),
    ("2000至2100万元", "", []),
    ("2025年3-6月", "", ["2025-03-01", "2025-06-30"]),
    ("2025.6.30", "", ["2025-06-30"]),
    ("2023年2月30日", "", []),
    ("C/2025-00062", "", []),
    ("20人", "", []),
]


@pytest.mark.parametrize(("text", "role", "days"), DAYS, ids=[f"{row[0]} {row[1]}" for row in DAYS])
def test_a_text_states_days(text: str, role: str, days: list[str]) -> None:
    found = {day for one in stated_days(text) for day in one.days(role)}
    assert sorted(date.fromordinal(day).isoformat() for day in found) == days


YEARLY = [
    ("每年6月1日至6月30日", [(6, 1), (6, 30)]),
    ("每年12月15日前", [(12, 14), (12, 15)]),
    ("每年年底", [(12, 31)]),
    ("每年第一季度", [(1, 1), (3, 31)]),
    ("每年2月底前", [(2, 1), (2, 28), (2, 29)]),
    ("每年3月1日前", [(2, 28), (3, 1)]),
    ("5月上旬", [(5, 1), (5, 10)]),
    ("每年2月下旬", [(2, 21), (2, 28), (2, 29)]),
    ("2023年5月25日前", []),
]


@pytest.mark.parametrize(("text", "days"), YEARLY, ids=[row[0] for row in YEARLY])
def test_a_text_states_days_of_every_year(text: str, days: list[tuple[int, int]]) -> None:
    assert sorted({day for one in stated_yearly(text) for day in one.days()}) == days

"""What orders applicants and how many places there are, as a pack says it; what is written wrongly is told at its place."""

from __future__ import annotations

from datetime import date

import pytest

from humi.policy.pack import Ordering, Pack
from humi.policy.places import Places, places_of, quota_for
from tests.policy.test_sections_refused import META, read, refused

STAR = f"designations: {{star: {{for: unit, {META}, criteria: {{k: {{unit.kind: enterprise, source: p1}}}}"
BY_STAFF = "{of: unit.staff, order: lowest_first, source: p1}"
QUOTA = f"{META}, kind: quota, count: titles, where: {{kind: star}}"


def star(priority: str = "") -> str:
    return f"{STAR}{f', priority: {{size: {priority}}}' if priority else ''}}}}}"


def packed(*parts: str) -> Pack:
    problems, pack = read("\n".join(parts))
    assert problems == []
    assert pack is not None
    return pack


def number(pack: Pack, day: date = date(2026, 7, 15)) -> Places | None:
    quota = quota_for(pack, pack.designations[0], day.toordinal())
    assert quota is not None
    return places_of(quota)


@pytest.mark.parametrize(
    ("bound", "places"),
    [
        ("between: [1, 2]", Places(1, 2)),
        ("equals: 5", Places(5, 5)),
        ("at_most: 5", Places(0, 5)),
        ("less_than: 5", Places(0, 4)),
        ("at_least: 3", Places(3, None)),
        ("more_than: 3, at_most: 6", Places(4, 6)),
    ],
)
def test_the_number_of_a_quota(bound: str, places: Places) -> None:
    assert number(packed(star(), f"targets: {{t: {{{QUOTA}, {bound}, places_for: star, due: unstated}}}}")) == places


def test_a_number_that_depends_on_facts_is_none() -> None:
    facts = "facts: {programme.budget: {type: integer, name: {zh: 甲, en: a}}}"
    pack = packed(facts, star(), f"targets: {{t: {{{QUOTA}, at_most: programme.budget, places_for: star, due: unstated}}}}")
    assert number(pack) is None
    unmeasured = f"targets: {{t: {{{META}, kind: quota, when: {{unmeasured: 一批}}, places_for: star, due: unstated}}}}"
    assert number(packed(star(), unmeasured)) is None


def test_of_several_quotas_the_next_that_is_due() -> None:
    days = ", ".join(f"{year}-06-30: {{equals: {places}}}" for year, places in ((2025, 3), (2026, 5), (2027, 8)))
    pack = packed(star(), f"targets: {{t: {{{QUOTA}, places_for: star, due: {{{days}}}}}}}")
    found = {year: number(pack, date(year, 1, 1)) for year in (2024, 2026, 2027, 2029)}
    assert found == {2024: Places(3, 3), 2026: Places(5, 5), 2027: Places(8, 8), 2029: Places(8, 8)}


def test_another_quota_is_not_asked() -> None:
    pack = packed(star(), f"targets: {{t: {{{QUOTA}, equals: 5, due: unstated}}}}")
    assert quota_for(pack, pack.designations[0], 1) is None


@pytest.mark.parametrize(
    ("order", "highest_first"), [("", True), (", order: highest_first", True), (", order: lowest_first", False)]
)
def test_a_value_orders(order: str, highest_first: bool) -> None:
    (item,) = packed(star(f"{{of: unit.staff{order}, source: p1}}")).designations[0].priority
    assert isinstance(item, Ordering)
    assert item.highest_first is highest_first


def test_chinese_words_say_the_same() -> None:
    english, chinese = star(BY_STAFF), star("{之中: 单位.职工人数, 次序: 从低到高, 出处: p1}")
    quota = f"targets: {{t: {{{QUOTA}, equals: 5, places_for: star, due: unstated}}}}"
    assert packed(english, quota).hash == packed(chinese, quota.replace("places_for", "名额用于")).hash


def test_another_direction_is_another_rule() -> None:
    assert packed(star(BY_STAFF)).hash != packed(star(BY_STAFF.replace("lowest", "highest"))).hash


@pytest.mark.parametrize(
    "text",
    [
        f"L105 {star('{of: unit.staff, §order: biggest_first, source: p1}')}",
        f"L102 {star('§{order: lowest_first, source: p1}')}",
        f"L103 {star('{of: §unit.kind, source: p1}')}",
        f"L104 {star('{of: §unit.staf, source: p1}')}",
        f"P201 {star('§{of: unit.staff}')}",
        f"P219 {star()}\ntargets: {{t: {{{META}, count: titles, equals: 3, §places_for: star, due: unstated}}}}",
        f"P203 {star()}\ntargets: {{t: {{{QUOTA}, equals: 3, places_for: §stra, due: unstated}}}}",
    ],
)
def test_what_is_written_wrong_is_told_at_its_place(text: str) -> None:
    refused(text)

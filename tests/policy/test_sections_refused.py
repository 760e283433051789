"""Targets, acts, phases, duties and what follows from what: everything that can be written wrongly, at its exact place."""

from __future__ import annotations

import pytest

from humi.dossier.vocabulary import shared_vocabulary
from humi.policy.pack import TOPICS, Pack
from humi.policy.reader import pack_from
from humi.reading.problems import Problems
from humi.reading.strict_yaml import read_yaml_text
from humi.road.chaining import check_chain

HEAD = f"""humi: 1
region: {{id: testland, name: {{zh: 甲, en: a}}}}
edition: {{version: 1.0.0}}
scope: {{when: true, source: p1}}
silent: {{{", ".join(f"{topic}: g1" for topic in TOPICS)}}}
"""
META = "name: {zh: 甲, en: a}, source: p1"
HERE = "§"
"""Stands before what is wrong."""


def read(text: str) -> tuple[list[tuple[str, str]], Pack | None]:
    """The problems of a pack with some sections, each with what stands at its place; and the pack, where it loads."""
    problems, whole = Problems(), HEAD + text
    located = read_yaml_text(whole, "policy.yaml", problems)
    pack = pack_from(located, shared_vocabulary(), problems, "policy.yaml") if located is not None else None
    if pack is not None:
        check_chain(pack, problems)
    lines = whole.splitlines()
    return [(one.code, lines[one.place.line - 1][one.place.column - 1 :]) for one in problems if one.place is not None], pack


def refused(text: str) -> None:
    """`L103 §text` on a first line, then the pack: exactly this problem, at the mark."""
    code, _, marked = text.partition(" ")
    assert marked.count(HERE) == 1
    plain = marked.replace(HERE, "")
    problems, _ = read(plain)
    at = marked.partition(HERE)[2].splitlines()[0]
    assert problems == [(code, at)]


def target(body: str) -> str:
    return f"targets: {{t: {{{META}, {body}}}}}"


COUNT = "count: titles, at_least: 1"
WHAT_TARGETS = [
    # nothing to measure
    "P220 targets: {t: §{name: {zh: 甲, en: a}, source: p1, due: 2025-12-31}}",
    "P220 targets: {t: §{name: {zh: 甲, en: a}, source: p1, every: {year: 2025/2026}}}",
    "P220 targets: {t: §{name: {zh: 甲, en: a}, source: p1, at_least: 3, due: 2025-12-31}}",
    "P220 targets: {t: {name: {zh: 甲, en: a}, source: p1, due: {2025-12-31: §{at_least: 3}}}}",
    "L108 targets: {t: §{name: {zh: 甲, en: a}, source: p1, count: titles}}",
    "L108 " + target("count: titles, due: {2025-12-31: §{}}"),
    "L102 targets: {t: §{name: {zh: 甲, en: a}, source: p1, share: units, at_least: 90%}}",
    "L101 " + target("§cuont: titles, at_least: 1"),
    "L101 " + target("count: titles, due: {2025-12-31: {at_least: 1, §at_leest: 2}}"),
    "L101 " + target(f"{COUNT}, §for: unit"),
    "L112 " + target("count: §titels, at_least: 1, every: {year: 2025/2027}"),
    "L103 " + target("count: titles, between: §[3]"),
    "L103 " + target("count: titles, once_per: §level, at_least: 1"),
    "L103 " + target("count: titles, once_per: {readings: §{a: id}}, at_least: 1"),
    "L102 " + target("count: titles, once_per: §{}, at_least: 1"),
    "L104 " + target("count: titles, once_per: {readings: {a: id, b: §lvl}}, at_least: 1"),
    "L110 " + target("count: titles, where: {granted: {within: §year}}, at_least: 1"),
    # a condition and a value
    "P219 " + target("when: {unmeasured: 一批}, §count: titles, at_least: 1"),
    "P219 " + target("when: {unmeasured: 一批}, §at_least: 1, due: 2025-12-31"),
    "P219 " + target("when: {unmeasured: 一批}, due: {2025-12-31: {§at_least: 1}}"),
    "L114 " + target("when: §{}"),
    # the due day
    "L110 " + target("count: titles, due: {2025-12-31: {at_least: 1}, §later: {at_least: 2}}"),
    "L110 " + target("count: titles, due: {2025-12-31: {at_least: 1}, §2026-13-01: {at_least: 2}}"),
    "L110 " + target("count: titles, due: {§2025-12: {at_least: 1}}"),
    "L110 " + target("count: titles, due: {2024-12-31: {at_least: 1}, §2025: {at_least: 1}}"),
    "L107 " + target("count: titles, due: {2025-12-31: {at_least: 1}, §2025年12月31日: {at_least: 2}}"),
    "L107 " + target("count: titles, due: {2025-12-31: {at_least: 1}, §２０２５-12-31: {at_least: 2}}"),
    "L103 " + target("count: titles, due: {2025-12-31: §5}"),
    "L103 " + target(f"{COUNT}, due: §{{}}"),
    "L103 " + target(f"{COUNT}, due: §[2025-12-31]"),
    "L110 " + target(f"{COUNT}, due: §2025-12"),
    "L110 " + target(f"{COUNT}, due: §2025"),
    "L110 " + target(f"{COUNT}, due: §soon"),
    "L110 " + target(f"{COUNT}, due: §2025-02-30"),
    "L102 targets: {t: §{name: {zh: 甲, en: a}, source: p1, count: titles, at_least: 1, due: {each_year: 06-30}}}",
    "L103 " + target(f"{COUNT}, due: {{readings: §{{a: 2025-01-01}}}}"),
    "L103 " + target(f"{COUNT}, due: {{readings: §[2025-01-01, 2025-01-02]}}"),
    "L110 " + target(f"{COUNT}, due: {{readings: {{a: 2025-01-01, b: §2025}}}}"),
    "L110 " + target(f"{COUNT}, due: {{readings: {{a: 2025-01-01, b: §unstated}}}}"),
    "L101 " + target(f"{COUNT}, due: {{readings: {{a: 2025-01-01, b: 2025-01-02}}, names: {{§c: {{zh: 甲, en: a}}}}}}"),
    # each year
    "L102 " + target(f"{COUNT}, every: §{{}}"),
    "L103 " + target(f"{COUNT}, every: §2025"),
    "L110 " + target(f"{COUNT}, every: {{year: §soon}}"),
    "L110 " + target(f"{COUNT}, every: {{year: §2025-06}}"),
    "L110 " + target(f"{COUNT}, every: {{year: §2025/..}}"),
    "L110 " + target(f"{COUNT}, every: {{year: §2027/2025}}"),
    "L103 " + target(f"{COUNT}, every: {{year: 2025}}, due: §2025-12-31"),
    "L103 " + target(f"{COUNT}, every: {{year: 2025}}, due: §unstated"),
    "L102 " + target(f"{COUNT}, every: {{year: 2025}}, due: §{{}}"),
    "L110 " + target(f"{COUNT}, every: {{year: 2025}}, due: {{each_year: §02-30}}"),
    "L110 " + target(f"{COUNT}, every: {{year: 2025}}, due: {{each_year: §2025-06-30}}"),
    "L103 " + target(f"{COUNT}, every: {{year: 2025}}, due: {{each_year: §[06-30]}}"),
    # what every rule has
    "L105 " + target(f"{COUNT}, kind: §gaol"),
    "L105 " + target(f"{COUNT}, kind: §''"),
    "L103 " + target(f"{COUNT}, kind: §[quota]"),
    "L103 " + target(f"{COUNT}, kind: §true"),
    "L102 targets: {t: §{source: p1, count: titles, at_least: 1}}",
    "P201 targets: {t: §{name: {zh: 甲, en: a}, count: titles, at_least: 1}}",
    "P201 targets: {t: {name: {zh: 甲, en: a}, count: titles, due: {2025-12-31: §{at_least: 1}}}}",
    "L103 targets: §[t]",
    "L103 targets: {t: §5}",
    "L103 targets: {a b: §{name: {zh: 甲, en: a}, source: p1, count: titles, at_least: 1}}",
    "L103 targets: {a/b: §{name: {zh: 甲, en: a}, source: p1, count: titles, at_least: 1, every: {year: 2025/2027}}}",
    "L103 targets: {a b: §{name: {zh: 甲, en: a}, source: p1, count: titles, due: {2025-12-31: {at_least: 1}}}}",
    f"Y033 targets:\n  a: {{{META}, {COUNT}}}\n  §a: {{{META}, {COUNT}}}",
]
WHAT_ACTS = [
    "L105 " + target("count: acts, where: {kind: §training}, at_least: 1"),
    "L105 acts: {training: {name: {zh: 甲, en: a}}}\n" + target("count: acts, where: {kind: §trainign}, at_least: 1"),
    "L105 acts: {training: {name: {zh: 甲, en: a}}}\n" + target("count: titles, where: {kind: §training}, at_least: 1"),
    "L101 acts: {a: {name: {zh: 甲, en: a}, §every: 1}}",
    "L102 acts: {a: §{}}",
    "L103 acts: §[a]",
    'L103 acts: {"a b": §{name: {zh: 甲, en: a}}}',
    "L103 acts: {a/b: §{name: {zh: 甲, en: a}}}",
    "Y033 acts:\n  a: {name: {zh: 甲, en: a}}\n  §a: {name: {zh: 甲, en: a}}",
]


def phase(body: str) -> str:
    return f"phases: {{f: {{order: 1, {META}, {body}}}}}"


WHAT_PHASES = [
    "L102 phases: {f: §{order: 1, name: {zh: 甲, en: a}, source: p1}}",
    "L102 phases: {f: §{order: 1, name: {zh: 甲, en: a}, source: p1, lasts: {years: 2}}}",
    "P219 " + phase("from: 2025-01-01, §to: 2026-01-01, lasts: {years: 2}"),
    "P219 " + phase("period: 2025/2026, §from: 2025-01-01"),
    "P219 " + phase("period: undated, §lasts: {years: 1}"),
    "L102 " + phase("from: 2025-01-01, lasts: §{}"),
    "L103 " + phase("from: 2025-01-01, lasts: §2"),
    "L101 " + phase("from: 2025-01-01, lasts: {§year: 2}"),
    "L101 " + phase("from: 2025-01-01, lasts: {§working_days: 5}"),
    "L103 " + phase("from: 2025-01-01, lasts: {years: §2.5}"),
    "L103 " + phase("from: 2025-01-01, lasts: {years: §true}"),
    "L103 " + phase("from: 2025-01-01, lasts: {years: §２}"),
    "L115 " + phase("from: 2025-01-01, lasts: {years: §0}"),
    "L115 " + phase("from: 2025-01-01, lasts: {months: §-1}"),
    "L115 " + phase("from: 2025-01-01, lasts: {days: §99999}"),
    "L110 " + phase("from: 2026-01-01, §to: 2025-12-31"),
    "L110 " + phase("from: 2026-01, §to: 2025"),
    "L110 " + phase("period: §2025/2024"),
    "L110 " + phase("period: §2025-01-01/"),
    "L110 " + phase("period: §/2025-01-01"),
    "L110 " + phase("period: §2025-07-XX/2026"),
    "L110 " + phase("period: §.."),
    "L103 " + phase("period: §[2025]"),
    "L110 " + phase("from: §soon"),
    "L103 " + phase("to: §[2025]"),
    "L110 governs: {period: §2025/, source: p1}",
]


def duty(name: str, body: str) -> str:
    return f"  {name}: {{for: unit, {META}, done: {{unit.applied: true}}, {body}}}\n"


def incentive(name: str, body: str, whom: str = "unit") -> str:
    return f"  {name}: {{for: {whom}, service: s, {META}, {body}}}\n"


WHAT_DUTIES = [
    "L102 duties:\n" + duty("x", "every: §{}"),
    "L103 duties:\n" + duty("x", "every: {year: 2025}, by: §{}"),
    "L103 duties:\n" + duty("x", "by: §{}"),
    "L102 duties:\n" + duty("x", "by: §{each_year: 12-31}"),
    "L110 duties:\n" + duty("x", "every: {year: 2025/2026}, by: {each_year: §02-31}"),
    "L101 duties:\n" + duty("x", "every: {year: 2025}, by: {each_year: 12-31, §days: 1}"),
    "L101 duties:\n" + duty("x", "every: {year: 2025}, by: {§days: 1, each_year: 12-31}"),
    "L104 duties:\n" + duty("x", "every: {year: 2025/2026}, by: {plus: {days: 1}, from: §unit.nothing}"),
    "L110 duties:\n" + duty("x", "every: {year: §2025-06}"),
    "L105 duties:\n" + duty("x", "kind: §gaol"),
    "L103 duties:\n" + duty("x", "kind: §[duty]"),
    "L103 duties:\n" + duty("x", "follows: §[]"),
    "P207 duties:\n" + duty("x", "follows: §review"),
]
MODEL = "designations: {x: {for: unit, name: {zh: 甲, en: a}}}\n"
WHAT_FOLLOWS = [
    # a rule
    "P207 incentives:\n" + incentive("a", "follows: §b"),
    "P207 incentives:\n" + incentive("a", "follows: §targets/x"),
    "P207 incentives:\n" + incentive("a", "follows: §''"),
    "P207 incentives:\n" + incentive("a", "follows: [§5]"),
    f"P207 {MODEL}incentives:\n" + incentive("a", "follows: §x") + "duties:\n" + duty("x", "by: unstated"),
    f"P207 {MODEL}incentives:\n" + incentive("a", "follows: §incentives/x"),
    "L103 incentives:\n" + incentive("a", "follows: §[]"),
    "L103 incentives:\n" + incentive("b", "service: c").replace("service: s, ", "") + incentive("a", "follows: [§[b]]"),
    f"L107 {MODEL}incentives:\n" + incentive("a", "follows: [x, §x]"),
    f"L107 {MODEL}incentives:\n" + incentive("a", "follows: [x, §designations/x]"),
    # a circle
    "P208 incentives:\n" + incentive("a", "follows: a").replace("{for", "§{for"),
    "P208 incentives:\n" + incentive("a", "follows: b").replace("{for", "§{for") + incentive("b", "follows: a"),
    "P208 incentives:\n" + incentive("a", "follows: c").replace("{for", "§{for") + incentive("b", "follows: a")
    + incentive("c", "follows: b"),
    "P208 incentives:\n" + incentive("a", "follows: duties/x") + "duties:\n"
    + duty("x", "follows: a").replace("{for", "§{for", 1),
    "P208 duties:\n" + duty("x", "follows: x").replace("{for", "§{for", 1),
    "P208 duties:\n" + duty("x", "follows: x, every: {year: 2025/2027}").replace("{for", "§{for", 1),
    # a record
    "L102 incentives:\n" + incentive("a", "follows: §{}"),
    "L102 incentives:\n" + incentive("a", "follows: §{where: {kind: unit}}"),
    "L101 incentives:\n" + incentive("a", "follows: {some: titles, §when: {kind: unit}}"),
    "L112 incentives:\n" + incentive("a", "follows: {some: §titels}"),
    "L103 incentives:\n" + incentive("a", "follows: {some: titles, where: §true}"),
    "L103 incentives:\n" + incentive("a", "follows: {some: titles, where: §[]}"),
    "L114 incentives:\n" + incentive("a", "follows: {some: titles, where: §{}}"),
    "L105 incentives:\n" + incentive("a", "follows: {some: acts, where: {kind: §visit}}"),
    "L104 incentives:\n" + incentive("a", "follows: {some: titles, where: {holder: {same_as: §this.holdr}}}"),
    "P221 incentives:\n" + incentive("a", "follows: {some: titles, where: {granted: {after: §2025-01-01}}}"),
    "P221 incentives:\n" + incentive("a", "follows: {some: titles, where: {§none: cases}}"),
    "P221 incentives:\n" + incentive("a", "follows: {some: titles, where: {§not: {level: city}}}"),
    "P221 incentives:\n" + incentive("a", "follows: {some: titles, where: {§any: [{level: city}, {level: province}]}}"),
    "P221 incentives:\n" + incentive("a", "follows: {some: titles, where: {kind: {in: §[unit], open: true}}}"),
    "P221 incentives:\n" + incentive("a", "follows: {some: cases, where: {penalised: §true}}"),
    "P221 incentives:\n" + incentive("a", "follows: {some: claims, where: {amount: {at_least: §5 yuan}}}"),
    "P221 incentives:\n" + incentive("a", "follows: {some: titles, where: {holder: {same_as: §title.id}}}"),
    "P221 incentives:\n" + incentive("a", "follows: {some: titles, where: {unit.has_rules: §true}}"),
    "P223 incentives:\n" + incentive("a", "follows: {some: §claims}", "claim"),
    "P223 duties:\n" + duty("x", "follows: {some: §cases, where: {respondent: {same_as: this.respondent}}}").replace(
        "for: unit", "for: case"
    ),
    # more than the chain holds
    "P222 incentives:\n" + incentive(
        "a", "follows: [{some: titles, where: {level: city}}, {some: titles, where: {holder: {same_as: unit.id}}}]"
    ).replace("{for", "§{for", 1),
    "P222 incentives:\n" + incentive(
        "a", "follows: {some: titles, where: {id: {same_as: unit.id}, holder: {same_as: unit.id}}}"
    ).replace("{for", "§{for", 1),
    "P222 incentives:\n" + "".join(incentive(f"i{one:02}", "service: c").replace("service: s, ", "") for one in range(16))
    + incentive("z", f"follows: [{', '.join(f'i{one:02}' for one in range(16))}]").replace("{for", "§{for", 1),
]  # fmt: skip


@pytest.mark.parametrize("text", WHAT_TARGETS)
def test_a_target(text: str) -> None:
    refused(text)


@pytest.mark.parametrize("text", WHAT_ACTS)
def test_a_kind_of_act(text: str) -> None:
    refused(text)


@pytest.mark.parametrize("text", WHAT_PHASES)
def test_a_phase_or_a_period(text: str) -> None:
    refused(text)


@pytest.mark.parametrize("text", WHAT_DUTIES)
def test_a_duty(text: str) -> None:
    refused(text)


@pytest.mark.parametrize("text", WHAT_FOLLOWS)
def test_what_follows(text: str) -> None:
    refused(text)


def test_two_things_missing_are_two_problems() -> None:
    problems, _ = read(phase("to: 2026-01-01, lasts: {years: 2}"))
    assert [code for code, _ in problems] == ["L102", "P219"]


@pytest.mark.parametrize(
    "text",
    [
        target("count: titles, at_least: ２０, due: ２０２５-12-31"),
        target("count: titles, due: {２０２５-１２-３１: {at_least: ２０}, 2026年12月31日: {at_least: 1}}"),
        target("count: titles, between: [１, ２], every: {year: ２０２５／２０２７}, due: {each_year: ０６-３０}"),
        target("count: titles, at_least: 1, every: {year: 2025/2027}, due: {each_year: 6月30日}"),
        target("目标: 1").replace("目标: 1", "数量: 各称号, 不少于: 1, 到期日: 未写明"),
        phase("period: ２０２５／２０２６"),
        phase("from: unstated, lasts: {years: 1}"),
        phase("from: unstated, to: unstated"),
        phase("from: 2025, to: 2025-01-01"),
        phase("from: {readings: {a: 2025-01-01, b: 2025-01-05}}, lasts: {years: 1, months: 6}"),
        "incentives:\n" + incentive("a", "follows: [职责/x, {some: titles, where: {level: {at_least: city}}}]")
        + "duties:\n" + duty("x", "by: unstated"),
    ],
)  # fmt: skip
def test_other_ways_to_write_it_are_read(text: str) -> None:
    problems, pack = read(text)
    assert (problems, pack is not None) == ([], True)


def test_a_wide_digit_is_the_digit() -> None:
    _, wide = read(target("count: titles, due: {２０２５-１２-３１: {at_least: ２０}}"))
    _, plain = read(target("count: titles, due: {2025-12-31: {at_least: 20}}"))
    assert wide is not None
    assert plain is not None
    assert wide.hash == plain.hash

"""What Humi refuses, the schemas refuse, as far as a schema can tell."""

from __future__ import annotations

from typing import Any

import pytest

from humi.dossier.dossier import Dossier
from humi.dossier.vocabulary import shared_vocabulary
from humi.errors import DossierError
from humi.policy.reader import pack_from
from humi.reading.problems import Problems
from humi.reading.strict_yaml import read_yaml_text
from tests.authoring.drafts import CASES, LEDGER, PACK, POLICY
from tests.schemas.validating import errors, read, read_text, schema

POLICY_TEXT = (PACK / POLICY).read_text(encoding="utf-8")


def changed(file: str, old: str, new: str) -> Any:
    text = (PACK / file).read_text(encoding="utf-8")
    assert text.count(old) == 1
    return read_text(text.replace(old, new))


def accepts(text: str) -> bool:
    """Whether the reader of packs takes a pack."""
    problems = Problems()
    located = read_yaml_text(text, "policy.yaml", problems)
    assert located is not None
    return pack_from(located, shared_vocabulary(), problems, "policy.yaml") is not None


CRITERION = "rules: {unit.has_rules: true, source: elig_rules, name: {zh: 内部规则, en: internal rules}}"

START = "scope: {when"
META = "name: {zh: 甲, en: a}, source: elig_rules"
PERIOD = "order: 1, period: 2031-04/2031-06"

BAD_POLICIES = [
    ("humi: 1\n", "humi: 2\n"),
    ("scope: {when: {unit.place: lanting}, source: doc_purpose}", "scope: {when: {unit.place: lanting}}"),
    ("scope: {when", "scopes: {when"),
    ("text: complete", "text: whole"),
    ("name: {zh: 兰汀区, en: Lanting District}", "name: 兰汀区"),
    ("    for: unit\n", ""),
    (CRITERION, "rules: {unit.has_rules: true}"),
    (CRITERION, "rules: {source: elig_rules}"),
    (CRITERION, "rules: {unit.staff: {at_leest: 3}, source: elig_rules}"),
    (CRITERION, "rules: {unit.staff: {}, source: elig_rules}"),
    (CRITERION, "rules: {unit.kind: {at_least: enterprise}, source: elig_rules}"),
    (CRITERION, "rules: {unit.kind: enterprize, source: elig_rules}"),
    (CRITERION, "rules: {unit.traits: {equals: innovative}, source: elig_rules}"),
    (CRITERION, "rules: {title.held: {within: 2025/2027}, source: elig_rules}"),
    (CRITERION, "rules: {staff: 3, source: elig_rules}"),
    (CRITERION, "rules: {any: {unit.has_rules: true}, source: elig_rules}"),
    (CRITERION, "rules: {any: [], source: elig_rules}"),
    (CRITERION, "rules: {count: stations, source: elig_rules}"),
    (CRITERION, "rules: {at_least: 3, source: elig_rules}"),
    (CRITERION, "rules: {count: statoins, at_least: 1, source: elig_rules}"),
    (CRITERION, "rules: {at_least_of: 1, source: elig_rules}"),
    (CRITERION, "rules: {every: titles, source: elig_rules}"),
    (CRITERION, "rules: {share: units, at_least: 90%, source: elig_rules}"),
    (CRITERION, "rules: {readings: {one: {unit.has_rules: true}}, source: elig_rules}"),
    (CRITERION, "rules: {judgement: {by: unstated}, source: elig_rules}"),
    (CRITERION, "rules: {unit.founded: {before: {plus: {yeers: 3}, from: asked}}, source: elig_rules}"),
    ("source: phase_survey", "source: []"),
    ("order: 1, ", ""),
    ("answers: [incentive, amount]", "answers: [incentives, amount]"),
    ("  fees: gap_procedure", "  feez: gap_procedure"),
    *((START, f"targets: {{t: {{{META}, {body}}}}}\n{START}") for body in (
        "count: titles, at_least: 1, kind: gaol",
        "count: titles, at_least: 1, for: unit",
        "count: titels, at_least: 1",
        "cuont: titles, at_least: 1",
        "due: 2031-12-31",
        "at_least: 3, due: 2031-12-31",
        "count: titles",
        "when: {unmeasured: 一批}, count: titles, at_least: 1",
        "when: {}",
        "count: titles, at_least: 1, due: []",
        "count: titles, at_least: 1, due: {}",
        "count: titles, at_least: 1, due: {each_year: 06-30}",
        "count: titles, at_least: 1, due: {readings: {a: 2031-01-01}}",
        "count: titles, due: {2031-12-31: 5}",
        "count: titles, due: {2031-12-31: {at_leest: 5}}",
        "count: titles, due: {2031-12-31: {at_least: 1}, later: {at_least: 2}}",
        "count: titles, due: {2031-12: {at_least: 1}}",
        "count: titles, at_least: 1, every: {}",
        "count: titles, at_least: 1, every: 2031",
        "count: titles, at_least: 1, every: {year: 2031}, due: 2031-12-31",
        "count: titles, at_least: 1, every: {year: 2031}, due: {each_year: 2031-06-30}",
        "count: titles, once_per: {readings: {a: id}}, at_least: 1",
    )),
    (START, f"targets: {{a b: {{{META}, count: titles, at_least: 1}}}}\n{START}"),
    (START, f"targets: {{t: {{source: elig_rules, count: titles, at_least: 1}}}}\n{START}"),
    (START, f"targets: [t]\n{START}"),
    (START, f"acts: {{a: {{}}}}\n{START}"),
    (START, f"acts: {{a: {{name: {{zh: 甲, en: a}}, every: 1}}}}\n{START}"),
    (START, f"acts: {{a b: {{name: {{zh: 甲, en: a}}}}}}\n{START}"),
    (PERIOD, "order: 1"),
    (PERIOD, "order: 1, lasts: {years: 1}"),
    (PERIOD, "order: 1, from: 2031-01-01, to: 2032-01-01, lasts: {years: 1}"),
    (PERIOD, "order: 1, period: 2031, from: 2031-01-01"),
    (PERIOD, "order: 1, from: 2031-01-01, lasts: {}"),
    (PERIOD, "order: 1, from: 2031-01-01, lasts: 2"),
    (PERIOD, "order: 1, from: 2031-01-01, lasts: {years: 0}"),
    (PERIOD, "order: 1, from: 2031-01-01, lasts: {years: 1.5}"),
    (PERIOD, "order: 1, from: 2031-01-01, lasts: {working_days: 5}"),
    *((START, f"duties: {{d: {{for: unit, {META}, {body}}}}}\n{START}") for body in (
        "follows: []",
        "follows: {}",
        "follows: {some: titels}",
        "follows: {none: titles}",
        "follows: {some: titles, where: true}",
        "follows: [[x]]",
        "every: {year: 2031}, by: {}",
        "every: {year: 2031}, by: {each_year: 12-31, days: 1}",
        "every: {year: 2031}, by: {each_year: 31 December}",
    )),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new"), BAD_POLICIES)
def test_a_bad_pack(old: str, new: str) -> None:
    assert POLICY_TEXT.count(old) == 1
    text = POLICY_TEXT.replace(old, new)
    assert not accepts(text), "the table is of packs that Humi refuses"
    assert errors("policy", read_text(text))


GOOD_POLICIES = [
    (CRITERION, "规则: {单位.有保密制度: true, 出处: elig_rules}"),
    (CRITERION, "rules: {当: {全部: [{unit.staff: {不少于: 3}}, {非: {unit.kind: 个人}}]}, source: elig_rules}"),
    (CRITERION, "rules: {2031-01-01: {unit.has_rules: true}, 2032: {unit.staff: {between: [1, 9]}}}"),
    (CRITERION, "rules: {when: {2031-01-01: {unit.has_rules: true}, 2032: {unit.staff: 3}}, source: elig_rules}"),
    (CRITERION, "rules: {unit.founded: {on_or_before: {minus: {months: 6}, from: asked, roll: none}}, source: elig_rules}"),
    (
        CRITERION,
        "rules: {share: units, where: {any: [{staff: {at_least: 3}}]}, meets: {has_rules: true}, at_least: 90%, source: a}",
    ),
    (CRITERION, "rules: {sum: claims, of: amount, where: {paid: true}, at_most: 5万元, source: elig_rules}"),
    (CRITERION, "rules: {sum: [{value: 10, when: {unit.has_rules: true}}, 5], at_least: 12, source: elig_rules}"),
    (CRITERION, "rules: {unit.applied: {within: {each_year: 06-01/06-30}}, source: elig_rules}"),
    (CRITERION, "rules: {unit.kind: {in: [enterprise, 高等院校, other], open: true}, source: elig_rules}"),
    ("amount: 20000 yuan", "amount: {2021: 50000 yuan, 2024: {readings: {a: 1 yuan, b: 2 yuan}}}"),
    *((START, f"targets: {{t: {{{META}, {body}}}}}\n{START}") for body in (
        "count: titles, at_least: 1",
        "数量: 各称号, 介于: [1, 3], 到期日: 未写明, 类型: quota",
        "count: titles, at_least: 1, every: {year: 2031}, due: {each_year: 6月30日}",
        "count: titles, at_least: 1, due: {readings: {a: 2031-01-01, b: 2031-01-02}, names: {a: {zh: 甲, en: a}}}",
        "count: titles, due: {2031-12-31: {at_least: 1}, 2032年12月31日: {at_least: 2, note: {zh: 甲, en: a}}}",
        "count: titles, once_per: {readings: {a: id, b: holder}}, at_least: 1",
        "when: {unmeasured: 一批}, due: 2031-12-31",
        "share: units, meets: {has_rules: true}, at_least: 90%, due: 2031-12-31",
    )),
    (PERIOD, "order: 1, from: 2031-04, lasts: {years: 2, months: 6}"),
    (PERIOD, "order: 1, from: unstated, to: {readings: {a: 2031-01-01, b: 2031-01-02}}"),
    (PERIOD, "order: 1, period: 2031/.."),
    *((START, f"duties: {{d: {{for: unit, {META}, {body}}}}}\n{START}") for body in (
        "follows: {some: titles, where: {holder: {same_as: unit.id}}}",
        "前提: [{存在: 各称号}]",
        "every: {year: 2031/2032}, by: {each_year: 12-31}",
    )),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new"), GOOD_POLICIES)
def test_what_humi_reads_is_valid(old: str, new: str) -> None:
    assert POLICY_TEXT.count(old) == 1
    text = POLICY_TEXT.replace(old, new)
    if accepts(text):
        assert errors("policy", read_text(text)) == []
    else:
        assert "source" not in new, "the table is of packs that Humi reads"
        assert errors("policy", read_text(text))


def test_the_schema_knows_the_keys_of_every_rule() -> None:
    """An unknown key is told with the keys allowed; the schema has to allow the same."""
    found = schema("policy")["$defs"]
    texts = {
        "section_region": ("region: {id: lanting,", "region: {zzz: 1, id: lanting,"),
        "section_edition": ("edition: {version", "edition: {zzz: 1, version"),
        "section_designations": ("    for: unit\n", "    for: unit\n    zzz: 1\n"),
        "section_phases": ("survey: {order", "survey: {zzz: 1, order"),
        "section_incentives": ("    for: claim\n", "    for: claim\n    zzz: 1\n"),
        "section_in_force": ("scope:", "in_force: {zzz: 1, source: a}\nscope:"),
        "section_governs": ("scope:", "governs: {zzz: 1, period: 2031/2032, source: a}\nscope:"),
        "section_kinds": ("scope:", "kinds: {a: {zzz: 1, either: [base], name: {zh: 甲, en: a}}}\nscope:"),
        "section_facts": ("scope:", "facts: {unit.a: {zzz: 1, type: text, name: {zh: 甲, en: a}}}\nscope:"),
        "section_terms": ("scope:", "terms: {a: {zzz: 1, when: {unit.staff: 1}, name: {zh: 甲, en: a}, source: a}}\nscope:"),
        "section_duties": ("scope:", "duties: {a: {zzz: 1, for: unit, name: {zh: 甲, en: a}, source: a}}\nscope:"),
        "section_acts": ("scope:", "acts: {a: {zzz: 1, name: {zh: 甲, en: a}}}\nscope:"),
    }  # fmt: skip
    for section, (old, new) in texts.items():
        problems = Problems()
        assert POLICY_TEXT.count(old) == 1
        located = read_yaml_text(POLICY_TEXT.replace(old, new), "policy.yaml", problems)
        assert located is not None
        pack_from(located, shared_vocabulary(), problems, "policy.yaml")
        (allowed,) = [one.details["allowed"] for one in problems if one.code == "L101" and one.details["found"] == "zzz"]
        rule = found[section] if "properties" in found[section] else found[section]["additionalProperties"]
        english = {key for key in rule["properties"] if key.isascii()}
        assert english == set(allowed.split(", ")), section


BAD_DOSSIERS = [
    {"unit": {"staf": 3}},
    {"unit": {"staff": "many"}},
    {"unit": {"staff": -3}},
    {"unit": {"staff": 1.5}},
    {"unit": {"staff": {"least": 3}}},
    {"unit": {"has_rules": "yes"}},
    {"unit": {"kind": "enterprize"}},
    {"unit": {"kind": {"others": "银行"}}},
    {"unit": {"traits": "innovative"}},
    {"unit": {"founded": "spring 2020"}},
    {"unit": {"applied": {"when": "2020-01-01"}}},
    {"unit": []},
    {"titles": {"id": "T1"}},
    {"titles": [{"level": "world"}]},
    {"titel": []},
    {"claims": [{"amount": 50000}]},
    {"counted": {"station": -1}},
    {"complete": "no"},
    {"determinations": [{"result": "met"}]},
    {"determinations": [{"criterion": "a/b", "result": "maybe"}]},
    {"determinations": [{"criterion": "a/b", "outcome": "met"}]},
]


@pytest.mark.parametrize("document", BAD_DOSSIERS)
def test_a_bad_dossier(document: dict[str, Any]) -> None:
    with pytest.raises(DossierError):
        Dossier.from_dict(document)
    assert errors("dossier", document)


GOOD_DOSSIERS = [
    {},
    {"humi": 1, "unit": None, "titles": None},
    {"unit": {"staff": {"from": 10}, "founded": "2020年5月", "has_rules": "unknown", "kind": "企业"}},
    {"unit": {"staff": "1,000", "founded": 2020, "applied": {"on": "2024", "by": "x", "to": None}}},
    {"unit": {"traits": ["innovative", "老字号", {"other": "x"}], "kind": {"其他": "银行"}}},
    {"unit": {"nowhere": {"willing": True}}},
    {"claims": [{"amount": "5万元"}, {"amount": "CNY 50,000"}, {"amount": {"from": "1 yuan", "to": "2 yuan"}}]},
    {"titles": [{"held": "2022-06-15/.."}, {"held": "2022-06/"}, {"held": "../2023"}], "complete": ["titles"]},
    {"counted": {"stations": 18, "points": {"from": 1, "to": 3}}, "complete": False},
    {"determinations": [{"criterion": "a/b", "result": "met", "on": "2024-05", "about": 7}]},
]


@pytest.mark.parametrize("document", GOOD_DOSSIERS)
def test_a_good_dossier(document: dict[str, Any]) -> None:
    Dossier.from_dict(document)
    assert errors("dossier", document) == []


BAD_FILES = [
    (LEDGER, "    kind: scope", "    kind: scoop"),
    (LEDGER, "    certainty: silent", "    certainty: quiet"),
    (LEDGER, "    anchor: 摸清底数", "    anchor: 一二三四五六七八九十一二三四五六七八九十长"),
    (LEDGER, "    anchor: 为鼓励企业保密\n", ""),
    (LEDGER, "    notes: Read as", "    remarks: Read as"),
    (LEDGER, "    reason: a form holds no rule", "    register: 'yes'"),
    (LEDGER, "related: [annex_form]", "related: annex_form"),
    (CASES, "point: not_met", "point: notmet"),
    (CASES, "{in: [survey]}", "{inside: [survey]}"),
    (CASES, "standing: {in: [survey]}", "phase/survey: inside"),
    (CASES, "standing: {in: [survey]}", "count/points: [1, 2]"),
    (CASES, "[unpublished_standard]", "[unpublished]"),
    (CASES, "    on: 2031-08-01\n", ""),
    (CASES, "on: 2031-08-01", "on: August"),
    (CASES, "has_rules: false", "has_rulez: false"),
    (CASES, "cases:\n", "casus: []\ncases:\n"),
]


@pytest.mark.parametrize(("file", "old", "new"), BAD_FILES)
def test_a_bad_ledger_or_file_of_cases(file: str, old: str, new: str) -> None:
    assert errors(file.removesuffix(".yaml"), changed(file, old, new))


def test_a_bad_decision() -> None:
    from datetime import date

    import humi

    decision = humi.evaluate({"unit": {"place": "yinchuan"}}, on=date(2026, 6, 1), regions=["yinchuan"]).to_dict()
    assert errors("decision", decision) == []
    for path, value in (
        (("schema",), 2),
        (("asked",), None),
        (("regions", 0, "name"), "银川市"),
        (("regions", 0, "scope", "outcome"), "yes"),
        (("regions", 0, "scope", "causes"), {"kind": "readings"}),
        (("regions", 0, "standing"), None),
    ):
        *steps, last = path
        part: Any = decision
        for step in steps:
            part = part[step]
        before, part[last] = part[last], value
        assert errors("decision", decision), path
        del part[last]
        assert errors("decision", decision), path
        part[last] = before


def test_the_small_pack_is_valid() -> None:
    for file in (POLICY, LEDGER, CASES):
        assert errors(file.removesuffix(".yaml"), read(PACK / file)) == []

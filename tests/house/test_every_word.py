"""The invented region uses every word of the language, in both spellings, each where it belongs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any

import pytest

from humi.authoring.cases import CASE, REPEAT
from humi.authoring.found import PHASE_STATES, SPECIAL
from humi.decision import CAUSES, Outcome
from humi.dossier.fact_reader import KEYS
from humi.dossier.facts import RELATIONS, TYPES
from humi.language import conditions, nodes, value_comparisons, values
from humi.policy import pack
from humi.policy.duties import DUTY, DUTY_KINDS
from humi.policy.incentives import INCENTIVE
from humi.policy.phases import LENGTHS, PHASE
from humi.policy.reader import SECTIONS
from humi.policy.rules import META
from humi.policy.sections import DESIGNATION, STEP
from humi.policy.targets import TARGET, TARGET_KINDS
from humi.reading.keywords import DOSSIER, ENGLISH, TABLE, english
from humi.reading.located import plain
from humi.reading.problems import Problems
from humi.reading.strict_yaml import read_yaml
from tests.house.documents import ROOT
from tests.house.packs import pack_in

EXAMPLES = ROOT / "examples"
NOT_HERE = {"abridged", "reported", "without_annexes", "begins", "lasting"}
"""How whole another text would be, and a key of facts that every region shares."""


@cache
def document(file: str) -> Any:
    located = read_yaml(EXAMPLES / file, Problems())
    assert located is not None
    return plain(located)


def parts(tree: Any, key: str = "") -> Iterator[Any]:
    """Everything in a document, or whatever stands under a key, all the way down."""
    if not key:
        yield tree
    if isinstance(tree, Mapping):
        for name, value in tree.items():
            if key and english(str(name)) == key:
                yield value
            yield from parts(value, key)
    elif isinstance(tree, list):
        for item in tree:
            yield from parts(item, key)


def words(trees: Iterable[Any]) -> set[str]:
    """Keys and texts, as they are written."""
    found: set[str] = set()
    for part in (one for tree in trees for one in parts(tree)):
        if isinstance(part, Mapping):
            found.update(map(str, part))
        elif isinstance(part, str):
            found.update((part, *part.replace("/", ".").split(".")))
    return found


def rules(section: str) -> list[Any]:
    """What stands under the ids of a section of the policy."""
    return list(document("yunhai/policy.yaml")[section].values())


def own(entries: Iterable[Any]) -> set[str]:
    """The keys of some rules, without those in their parts."""
    return {english(str(key)) for entry in entries for key in entry}


def under(entries: Iterable[Any], key: str) -> set[str]:
    """The words that rules have under one of their own keys."""
    return words(entry[key] for entry in entries if key in entry)


POLICY, CHINESE, CASES = (document(file) for file in ("yunhai/policy.yaml", "yunhai_zh/policy.yaml", "yunhai/cases.yaml"))
IN_POLICY, IN_CASES = words([POLICY]), words([CASES])
STEPS = [step for steps in parts(POLICY, "steps") for step in steps.values()]
EXPECTED = [path for expected in parts(CASES, "expect") for path in expected]

TABLES: dict[str, tuple[Iterable[str], set[str]]] = {
    "sections": (SECTIONS, own([POLICY])),
    "facts": (KEYS, own(rules("facts"))),
    "types of facts": (TYPES, under(rules("facts"), "type")),
    "designations": (DESIGNATION, own(rules("designations"))),
    "steps": (STEP, own(STEPS)),
    "phases": (PHASE, own(rules("phases"))),
    "targets": (TARGET, own(rules("targets"))),
    "kinds of target": (TARGET_KINDS, under(rules("targets"), "kind")),
    "incentives": ({*INCENTIVE} - {"governed_by"}, own(rules("incentives"))),
    "duties": (DUTY, own(rules("duties"))),
    "kinds of duty": (DUTY_KINDS, under(rules("duties"), "kind")),
    "lists": (RELATIONS, IN_POLICY),
    "conditions": ({key for keys in conditions.WORDS.values() for key in keys}, IN_POLICY),
    "values": ({key for keys in values.WORDS.values() for key in keys}, IN_POLICY),
    "comparators": (value_comparisons.COMPARATORS, IN_POLICY),
    "units of time": (values.UNITS, IN_POLICY),
    "lengths of a phase": ({"months"} & {*LENGTHS}, own(parts(POLICY, "lasts"))),
    "topics": (pack.TOPICS, IN_POLICY),
    "cases": ((*CASE, REPEAT), own(CASES["cases"]) | IN_CASES),
    "paths": (SPECIAL, {path.partition("/")[0] for path in EXPECTED}),
    "states of a phase": ({*PHASE_STATES} - {"absent", "undated"}, IN_CASES),
    "outcomes": (list(Outcome), IN_CASES),
    "causes": (CAUSES, IN_CASES),
}


@pytest.mark.parametrize("table", TABLES)
def test_every_key_of_a_table_is_used_where_it_belongs(table: str) -> None:
    wanted, used = TABLES[table]
    assert {*map(str, wanted)} - {*META} - NOT_HERE - used == set()


def test_every_word_is_used_in_english() -> None:
    assert {*TABLE} - NOT_HERE - IN_POLICY - IN_CASES == set()


def test_every_word_of_a_policy_is_used_in_chinese() -> None:
    """Cases and dossiers are written once, in English; types, suppliers and kinds have one spelling."""
    found = words([CHINESE])
    chinese = {word for word, english_word in ENGLISH.items() if english_word in IN_POLICY and english_word not in DOSSIER}
    assert chinese - found == set()


def dataclasses_in(value: object) -> Iterator[type]:
    if is_dataclass(value) and not isinstance(value, type):
        yield type(value)
        value = [getattr(value, one.name) for one in fields(value) if one.name not in ("place", "vocabulary")]
    if isinstance(value, Mapping):
        value = list(value.values())
    if isinstance(value, list | tuple):
        for item in value:
            yield from dataclasses_in(item)


@pytest.mark.parametrize("module", [nodes, pack], ids=["nodes", "rules"])
def test_every_kind_of_node_and_rule_is_used(module: Any) -> None:
    bases = {nodes.Node, pack.Rule, pack.Premise}
    known = {one for one in vars(module).values() if isinstance(one, type) and one.__module__ == module.__name__}
    assert known - bases - set(dataclasses_in(pack_in(EXAMPLES / "yunhai"))) == set()

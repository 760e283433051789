"""What the product says, in the form in which the reference says it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from humi.decision import Finding, RegionDecision
from humi.dossier.dossier import Dossier
from humi.dossier.registry import Registry
from humi.dossier.vocabulary import shared_vocabulary
from humi.policy.pack import TOPICS, Pack
from humi.policy.reader import pack_from
from humi.reading.located import from_plain
from humi.reading.problems import Problems
from humi.road import decide
from tests.reference import Answer


def pack_of(policy: dict[str, Any]) -> Pack:
    """A pack from plain data; a generated pack must load."""
    problems = Problems()
    located = from_plain(complete(policy), problems)
    assert located is not None, [problem.render("en") for problem in problems]
    pack = pack_from(located, shared_vocabulary(), problems, "policy.yaml")
    assert pack is not None, [problem.render("en") for problem in problems]
    return pack


def answers(pack: Pack, document: dict[str, Any], asked: date) -> dict[str, Answer]:
    """The judge's answers by path; a record's identifier in a path becomes its place in the dossier, as in the reference."""
    dossier = Dossier.from_dict(document, pack.vocabulary)
    decision = decide(pack, dossier, asked.toordinal())
    return {_path(finding, decision, document): _answer(finding) for finding in decision.findings()}


def target_answers(pack: Pack, document: dict[str, Any], asked: date) -> dict[str, Answer]:
    """The answers on the targets, of a registry."""
    decision = decide(pack, Registry.from_dict(document, pack.vocabulary), asked.toordinal())
    return {one.finding.path.removeprefix(f"{pack.region}/"): _answer(one.finding) for one in decision.targets}


def _path(finding: Finding, decision: RegionDecision, document: dict[str, Any]) -> str:
    section, *rest = finding.path.removeprefix(f"{decision.region}/").split("/")
    relation = {"duties": "cases", "incentives": "claims"}.get(section)
    if relation and rest[1:]:
        named = {str(record.get("id")): str(index) for index, record in enumerate(document.get(relation) or ())}
        rest[1] = named.get(rest[1], rest[1].removeprefix(f"{relation}[").removesuffix("]"))
    return "/".join((section, *rest))


def _answer(finding: Finding) -> Answer:
    causes = frozenset((cause.kind, cause.what, cause.record) for cause in finding.causes)
    return Answer(finding.outcome.value, causes)


def complete(policy: dict[str, Any]) -> dict[str, Any]:
    """The policy with what the reader wants of every pack and the reference does not need: scope and all topics."""
    answered = {topic for rule in _rules(policy) for topic in rule.get("answers", ())}
    silent = {topic: "g1" for topic in TOPICS if topic not in answered}
    return {"scope": {"when": True, "source": "p1"}, **policy, "silent": {**silent, **policy.get("silent", {})}}


def _rules(tree: Any) -> Iterator[dict[str, Any]]:
    if isinstance(tree, dict):
        yield tree
        for part in tree.values():
            yield from _rules(part)

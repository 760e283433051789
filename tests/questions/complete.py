"""Random complete dossiers: every fact one point, every list whole, every judgement decided."""

from __future__ import annotations

from random import Random
from typing import Any

from tests.reference.facts import RELATIONS, SINGLE, Fact
from tests.strategies import BODIES, PAIRS, REGION, WITH_OWN, Filler, Plain, a_day, consistent, judgement_paths, put


def a_complete_dossier(random: Random, policy: Plain) -> Plain:
    """A dossier of which nothing is open."""
    fill = Filler(random, policy)
    dossier: Plain = {"humi": 1, **{entity: _record(fill, entity, f"{entity[0]}1") for entity in SINGLE}}
    for relation, entity in RELATIONS.items():
        count = random.choice((0, 1, 1, 2, 3))
        dossier[relation] = [_record(fill, entity, f"{relation}{index}") for index in range(count)]
    decided = []
    for path, relation in judgement_paths(policy):
        for about in [record["id"] for record in dossier[relation]] if relation else [None]:
            result = random.choice(("met", "met", "not_met"))
            decided.append({"criterion": path, "result": result, **({"about": about} if about else {})})
    return {**dossier, "determinations": decided}


def _record(fill: Filler, entity: str, identity: str) -> Plain:
    while True:
        record: Plain = {"id": identity}
        for fact in fill.facts[entity]:
            if fact.name != "id":
                put(record, fact, REGION if fact.name == "region" else _point(fill, fact))
        if all(consistent(record, entity, left, right) for left, right in PAIRS.get(entity, ())):
            begins = WITH_OWN.beginning(entity)
            assert begins is None or begins.name in record
            return record


def _point(fill: Filler, fact: Fact) -> Any:
    random = fill.random
    match fact.type:
        case "boolean":
            return random.random() < 0.6
        case "integer" | "decimal" | "money":
            return fill.number(fact)
        case "date":
            return a_day(random, whole=True)
        case "period":
            ends = sorted((a_day(random, whole=True), a_day(random, whole=True)))
            return f"{ends[0]}/{random.choice((ends[1], '..'))}"
        case "event":
            if random.random() < 0.4:
                return False
            result = {"result": random.choice(fact.members)} if fact.members else {}
            return {"on": a_day(random, whole=True), "by": random.choice(BODIES), "to": random.choice(BODIES), **result}
    return fill.value(fact)

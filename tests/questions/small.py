"""Small packs and dossiers of which every completion, and every change, can be tried one by one."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from itertools import product
from random import Random
from typing import Any, TypeAlias

from humi.policy.pack import Pack
from tests.questions.packs import NAME, pack

Plain: TypeAlias = dict[str, Any]
Key: TypeAlias = tuple[str, str, str]

LEVELS = ("district", "city", "province", "nation")
VALUES: dict[str, tuple[Any, ...]] = {
    "unit.has_rules": (False, True),
    "unit.has_measures": (False, True),
    "unit.testland.size": (0, 1, 2, 3),
    "unit.testland.grade": ("low", "middle", "high"),
    "titles[0].level": LEVELS,
}
"""Facts with few values, by where they stand."""
GRADES = dict.fromkeys(VALUES["unit.testland.grade"], NAME)
JUDGED = "testland/designations/d/criteria/{}"
FACTS = {
    "unit.size": {"type": "integer", "minimum": 0, "maximum": 3, "name": NAME},
    "unit.grade": {"type": "category", "ordered": True, "name": NAME, "members": GRADES},
}


def a_condition(random: Random, depth: int = 2) -> Any:
    """A random condition over those facts."""
    if depth and random.random() < 0.7:
        parts = [a_condition(random, depth - 1) for _ in range(random.randint(2, 3))]
        word = random.choice(("all", "any", "any", "not", "at_least"))
        return {"not": parts[0]} if word == "not" else {"at_least_of": 2, "of": parts} if word == "at_least" else {word: parts}
    simple = [
        {"unit.has_rules": random.random() < 0.6},
        {"unit.has_measures": random.random() < 0.6},
        {"unit.size": {random.choice(("at_least", "at_most")): random.randint(0, 3)}},
        {"unit.grade": random.choice(VALUES["unit.testland.grade"])},
        {"some": "titles", "where": {"level": random.choice(LEVELS)}},
        {"count": "titles", "where": {"level": {"at_least": random.choice(LEVELS)}}, "at_least": random.randint(1, 2)},
    ]
    return random.choice(simple)


def a_small_pack(random: Random) -> Pack:
    """One designation with two or three criteria; the last may be a judgement, or left to a rule never published."""
    criteria = {f"c{number}": {"when": a_condition(random)} for number in range(random.randint(1, 3))}
    if random.random() < 0.4:
        criteria["judged"] = {"judgement": {"standard": "好", "by": "authority"}}
    elif random.random() < 0.2:
        criteria["open"] = {"when": {"no_clause": "g1"}}
    return pack(criteria, facts=FACTS)


def a_small_dossier(random: Random, known: float = 0.5) -> Plain:
    """Some of the facts, and one title."""
    document: Plain = {
        "humi": 1,
        "unit": {"testland": {}},
        "titles": [{"id": "t0", "region": "testland", "granted": "2020-01-01"}],
    }
    for place, values in VALUES.items():
        if random.random() < known:
            put(document, place, random.choice(values))
    if random.random() < known / 2:
        put(document, "judgement", random.choice((True, False)))
    return document


def put(document: Plain, place: str, value: Any) -> None:
    """Write a fact where it stands."""
    if place == "judgement":
        result = "met" if value else "not_met"
        document["determinations"] = [{"criterion": JUDGED.format("judged"), "result": result}]
        return
    where, *rest, name = place.split(".")
    record = document["titles"][0] if where == "titles[0]" else document[where]
    for key in rest:
        record = record[key]
    record[name] = value


def get(document: Plain, place: str) -> Any:
    """What is written there; None where nothing is."""
    if place == "judgement":
        decided = [one["result"] == "met" for one in document.get("determinations", ())]
        return decided[0] if decided else None
    where, *rest, name = place.split(".")
    record = document["titles"][0] if where == "titles[0]" else document[where]
    for key in rest:
        record = record[key]
    return record.get(name)


def places() -> dict[str, tuple[Any, ...]]:
    """Everything that may be open, with its values."""
    return {**VALUES, "judgement": (False, True)}


def completions(document: Plain) -> Iterator[tuple[tuple[Any, ...], Plain]]:
    """Every completion of a dossier, with its values in order."""
    choices = [values if get(document, place) is None else (get(document, place),) for place, values in places().items()]
    for values in product(*choices):
        completed = deepcopy(document)
        for place, value in zip(places(), values, strict=True):
            put(completed, place, value)
        yield values, completed


def key_of(place: str) -> Key:
    """How a place is called by the questions."""
    if place == "judgement":
        return "judgement", JUDGED.format("judged"), ""
    if place.startswith("titles[0]"):
        return "fact", place.replace("titles[0]", "title"), "titles[0]"
    return "fact", place, ""

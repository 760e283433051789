"""The envelope: what rules must keep to so that durable-rules, with its sharp edges, and the fixpoint conclude the same.

Every limit is one that the library passes in silence: it hangs, loses results or reads beyond its tables. So rules are
checked before they are ever registered, by `breaches` when a pack loads and by `Chain` for whoever forgot.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from graphlib import CycleError, TopologicalSorter
from itertools import combinations

from humi.engines.chain_rules import ChainRule, Pattern, Source
from humi.values.frozen import Frozen

RULES = 256
"""In one set: 513 hang at registration."""
PREMISES = 16
"""In one rule: a frame of the library holds 16 facts."""
JOINS = 24
"""In one pattern: 30 exceed what the library evaluates in a row."""
FIELDS = 250
"""That rules look at in facts of one kind: a fact of the library holds 255, three of them its own."""
CANDIDATES = 64
"""Patterns that one fact may match: with more, nothing fires."""
SIBLINGS = 500
"""Conditions that part where all earlier ones are shared: the library's table has 512 places, and hangs when it is full."""


class Breach(Frozen):
    """What leaves the envelope: the rule, what about it, what was found, and the limit (0 where it is no number).

    | what | found | |
    | --- | --- | --- |
    | rules | their number | too many in one set |
    | name | the name | two rules have it |
    | premises | their number | none, or too many |
    | joins | their number | too many in one pattern |
    | fields | their number | rules look at too many fields of one kind |
    | source | `2.field` | a join to a premise that is not earlier, or a conclusion from a premise that is not there |
    | twice | `field` or `0.field` | named twice in one pattern or in one conclusion |
    | overlap | `0, 1` | premises that one fact may match, but distinct facts must |
    | cycle | `a -> b -> a` | rules that feed each other |
    | candidates | their number | too many patterns that one fact may match |
    | siblings | their number | too many patterns that differ in the same condition |
    """

    rule: str
    what: str
    found: str
    limit: int = 0


def breaches(rules: Sequence[ChainRule]) -> list[Breach]:
    """Everything at which the rules leave the envelope; empty where they keep to it. What is true of the set as a whole is
    asked of those rules that are in order by themselves."""
    ordered = sorted(rules, key=lambda rule: rule.name)
    found = [Breach(name, "name", name) for name, count in Counter(rule.name for rule in ordered).items() if count > 1]
    sound = []
    for rule in ordered:
        alone = list(_alone(rule))
        found += alone
        if not alone:
            sound.append(rule)
    if len(ordered) > RULES:
        return [*found, Breach(ordered[RULES].name, "rules", str(len(ordered)), RULES)]
    return [*found, *_fields(sound), *_cycles(sound), *_crowds(sound)]


# --- one rule ---


def _alone(rule: ChainRule) -> Iterator[Breach]:
    count = len(rule.premises)
    if not 1 <= count <= PREMISES:
        yield Breach(rule.name, "premises", str(count), PREMISES)
        return
    for place, pattern in enumerate(rule.premises):
        if len(pattern.joins) > JOINS:
            yield Breach(rule.name, "joins", str(len(pattern.joins)), JOINS)
        looked = len(_looked_at(rule, place))
        if looked > FIELDS:
            yield Breach(rule.name, "fields", str(looked), FIELDS)
        sources = [source for _, source in pattern.joins]
        yield from (Breach(rule.name, "source", _shown(source)) for source in sources if not 0 <= source[0] < place)
        yield from (
            Breach(rule.name, "twice", name) for name in _repeated(name for name, _ in (*pattern.fields, *pattern.joins))
        )
        yield from (Breach(rule.name, "twice", name) for name in _repeated(map(_shown, sources)))
    taken = [value for _, value in rule.fields if not isinstance(value, str)]
    yield from (Breach(rule.name, "source", _shown(source)) for source in taken if not 0 <= source[0] < count)
    yield from (Breach(rule.name, "twice", name) for name in _repeated(name for name, _ in rule.fields))
    for (one, pattern), (other, second) in combinations(enumerate(rule.premises), 2):
        if _may_meet(pattern, second):
            yield Breach(rule.name, "overlap", f"{one}, {other}")


def _shown(source: Source) -> str:
    return f"{source[0]}.{source[1]}"


def _repeated(names: Iterable[str]) -> list[str]:
    return [name for name, count in Counter(names).items() if count > 1]


def _may_meet(one: Pattern, other: Pattern) -> bool:
    """Whether one fact may match both."""
    fields = dict(one.fields)
    return one.kind == other.kind and all(fields.get(name, value) == value for name, value in other.fields)


# --- all rules ---


def _fields(rules: Sequence[ChainRule]) -> Iterator[Breach]:
    last = {pattern.kind: rule.name for rule in rules for pattern in rule.premises}
    for kind, names in looked_at(rules).items():
        if len(names) > FIELDS:
            yield Breach(last[kind], "fields", str(len(names)), FIELDS)


def looked_at(rules: Sequence[ChainRule]) -> dict[str, set[str]]:
    """For each kind that some premise has, the fields that rules look at."""
    found: dict[str, set[str]] = defaultdict(set)
    for rule in rules:
        for place, pattern in enumerate(rule.premises):
            found[pattern.kind] |= _looked_at(rule, place)
    return found


def _looked_at(rule: ChainRule, place: int) -> set[str]:
    return {*rule.needed(place), *(name for name, _ in rule.premises[place].fields)}


Fields = Mapping[str, str | Source]
"""What a rule puts into the fields of its conclusion."""
Condition = tuple[str, str | None]
"""A field with the value that it must have; with None, it must be there."""


def feeding(rules: Sequence[ChainRule]) -> dict[str, set[str]]:
    """For each rule, the rules that conclude what may be one of its premises."""
    concluding: dict[tuple[str, Condition | None], list[tuple[str, Fields]]] = defaultdict(list)
    for rule in rules:
        for field in (None, *((name, value if isinstance(value, str) else None) for name, value in rule.fields)):
            concluding[rule.concludes, field].append((rule.name, dict(rule.fields)))

    def having(kind: str, *fields: Condition | None) -> list[tuple[str, Fields]]:
        return [one for field in fields for one in concluding.get((kind, field), ())]

    found: dict[str, set[str]] = {}
    for rule in rules:
        feeders = found[rule.name] = set()
        for place, pattern in enumerate(rule.premises):
            needed = rule.needed(place)
            lists = [having(pattern.kind, field, (field[0], None)) for field in pattern.fields]
            others = min(lists, key=len) if lists else having(pattern.kind, None)
            feeders.update(name for name, fields in others if _may_feed(fields, pattern, needed))
    return found


def _may_feed(fields: Fields, pattern: Pattern, needed: frozenset[str]) -> bool:
    """A field that is taken from a premise may come to hold any value."""
    return fields.keys() >= needed and all(
        fields.get(name) == value or isinstance(fields.get(name), tuple) for name, value in pattern.fields
    )


def _cycles(rules: Sequence[ChainRule]) -> Iterator[Breach]:
    """One after another: a cycle that was found is cut, to see whether there are more."""
    graph = feeding(rules)
    while True:
        try:
            TopologicalSorter(graph).prepare()
        except CycleError as error:
            names: list[str] = error.args[1]
            first = names.index(min(names))
            turned = [*names[first:-1], *names[:first], names[first]]
            yield Breach(turned[0], "cycle", " -> ".join(turned))
            graph[turned[0]] = set()
        else:
            return


def conditions(rule: ChainRule, place: int) -> tuple[Condition, ...]:
    """What durable-rules asks of a fact of the kind by itself, in this order: constants, then fields that must be there.

    Patterns of a kind that begin alike share the beginning. Joins are asked after that, of each pattern apart.
    """
    pattern = rule.premises[place]
    named = {name for name, _ in (*pattern.fields, *pattern.joins)}
    return (*sorted(pattern.fields), *((name, None) for name in sorted(rule.needed(place) - named)))


def _crowds(rules: Sequence[ChainRule]) -> Iterator[Breach]:
    kinds: dict[str, list[tuple[Condition, ...]]] = defaultdict(list)
    last: dict[str, str] = {}
    for rule in rules:
        for place, pattern in enumerate(rule.premises):
            kinds[pattern.kind].append(conditions(rule, place))
            last[pattern.kind] = rule.name
    if len(kinds) > SIBLINGS:
        yield Breach(rules[-1].name, "siblings", str(len(kinds)), SIBLINGS)
    for kind, patterns in kinds.items():
        candidates, siblings = _crowd(patterns)
        if candidates > CANDIDATES:
            yield Breach(last[kind], "candidates", str(candidates), CANDIDATES)
        if siblings > SIBLINGS:
            yield Breach(last[kind], "siblings", str(siblings), SIBLINGS)


def _crowd(patterns: Sequence[tuple[Condition, ...]]) -> tuple[int, int]:
    """How many of the patterns one fact may match at most, and the most conditions that stand beside each other.

    A fact has one value in a field, so of the conditions on the same field only one holds.
    """
    here = sum(not pattern for pattern in patterns)
    following: dict[Condition, list[tuple[Condition, ...]]] = defaultdict(list)
    for pattern in patterns:
        if pattern:
            following[pattern[0]].append(pattern[1:])
    siblings = here + len(following)
    best: dict[tuple[str, bool], int] = defaultdict(int)
    for (name, value), rest in following.items():
        candidates, beside = _crowd(rest)
        key = name, value is None
        best[key] = max(best[key], candidates)
        siblings = max(siblings, beside)
    return here + sum(best.values()), siblings

"""Asking a version of a pack: of a document that it may not know every fact of, and of the rules that matter only."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from copy import deepcopy
from dataclasses import replace
from datetime import date
from typing import Any

from humi.authoring.diff.meaning import meaning, meaning_of_fact, meaning_of_rule, own_meaning
from humi.authoring.diff.pairing import Pair, Pairing
from humi.authoring.diff.smallest import Document
from humi.decision import RegionDecision
from humi.dossier.dossier import Dossier
from humi.dossier.reading import KeyPath
from humi.dossier.registry import Registry
from humi.errors import DossierError
from humi.policy.pack import Designation, Duty, FollowedRule, Incentive, Pack, Target
from humi.reading.problems import Place
from humi.road import decide

Whole = Designation | Incentive | Duty | Target
UNKNOWN_FACT = "D301"


def decided(pack: Pack, given: Document, on: date, of_authority: bool) -> RegionDecision:
    """What a pack says of a document on a day. Raises DossierError where it cannot be read."""
    return decide(pack, _read(pack, given, Registry if of_authority else Dossier), on.toordinal())


def _read(pack: Pack, given: Document, kind: type[Dossier]) -> Dossier:
    """The dossier; facts that this version does not know are left out, since it asks nothing about them."""
    asked: list[KeyPath] = []

    def locate(path: KeyPath) -> Place:
        asked.append(path)
        return Place(".".join(map(str, path)), len(asked), 0)

    try:
        return kind(given, pack.vocabulary, locate)
    except DossierError as error:
        errors = [problem for problem in error.problems if problem.severity == "error"]
        if any(problem.code != UNKNOWN_FACT for problem in errors):
            raise
        known = deepcopy(given)
        for problem in errors:
            assert problem.place is not None
            _drop(known, asked[problem.place.line - 1])
        return kind(known, pack.vocabulary)


def _drop(document: Any, path: KeyPath) -> None:
    for step in path[:-1]:
        document = document[step]
    document.pop(path[-1], None)


# --- only what matters ---


def wholes(pack: Pack) -> dict[str, Whole]:
    """The rules that answer for themselves, by path."""
    rules: tuple[Whole, ...] = (*pack.designations, *pack.incentives, *pack.duties, *pack.targets)
    return {rule.path: rule for rule in rules}


def narrowed(pack: Pack, paths: Iterable[str]) -> Pack:
    """The pack with some of its rules only, and those that they follow: they answer as they do beside the others."""
    kept = with_followed(pack, paths)
    return replace(
        pack,
        designations=tuple(rule for rule in pack.designations if rule.path in kept),
        incentives=tuple(rule for rule in pack.incentives if rule.path in kept),
        duties=tuple(rule for rule in pack.duties if rule.path in kept),
        targets=tuple(rule for rule in pack.targets if rule.path in kept),
    )


def with_followed(pack: Pack, paths: Iterable[str]) -> set[str]:
    """Those of some rules that a pack has, and all that they follow."""
    known = wholes(pack)
    kept = known.keys() & set(paths)
    while more := {path for one in kept for path in _followed(known[one])} - kept:
        kept |= more
    return kept


def narrowed_alike(pairing: Pairing) -> tuple[Pack, Pack]:
    """Both packs with the rules that may answer otherwise. What only one of them needs beside those the other has too."""
    old, new = pairing.packs
    before, after = touched(pairing)
    kept = with_followed(old, before) | with_followed(new, after)
    return narrowed(old, kept), narrowed(new, kept)


def bounds_moved(pairing: Pairing) -> set[str]:
    """The rules of either version, and their parts, that may answer otherwise about the same facts: of a rule that changed in
    some of its parts only, these; of one that changed as a whole or follows from what changed, all. A rule that only one
    version has changes no answer."""
    old, new = pairing.packs
    alone = {rule.path for pair in pairing.pairs if None in pair for rule in pair if rule is not None}
    answering = set().union(*touched(pairing)) - alone
    paths = {rule.path for pack in pairing.packs for rule in pack.rules()}
    if _shared(old) != _shared(new):
        return {path for path in paths if _is_below(path, answering)}
    changed = {rule.path for pair in pairing.pairs if _decides_otherwise(pair, pairing) for rule in pair if rule is not None}
    parts = {path for path in changed if path.startswith("phases/") or _is_below(path, answering)}
    entire = {path for path in answering if path in parts or not any(_is_below(part, [path]) for part in parts)}
    return parts | {path for path in paths if _is_below(path, entire)}


def _decides_otherwise(pair: Pair, pairing: Pairing) -> bool:
    """Whether a rule came, went, moved, or says something else itself, its parts apart."""
    old, new = pair
    if old is None or new is None or old.path != new.path:
        return True
    return own_meaning(old, pairing.packs[0]) != own_meaning(new, pairing.packs[1])


def _is_below(path: str, wholes: Iterable[str]) -> bool:
    return any(f"{path}/".startswith(f"{whole}/") for whole in wholes)


def touched(pairing: Pairing) -> tuple[set[str], set[str]]:
    """The rules of either version that may answer otherwise: all of them where scope, force or facts changed, else those that
    decide otherwise and those that follow from them."""
    old, new = pairing.packs
    before, after = wholes(old), wholes(new)
    if old.region != new.region or _shared(old) != _shared(new):
        return set(before), set(after)
    pairs = [(path, pairing.now(path)) for path in before]
    same = {
        path: now
        for path, now in pairs
        if path == now and now in after and meaning_of_rule(before[path], old) == meaning_of_rule(after[now], new)
    }
    while moved := {path for path, now in same.items() if {*_followed(before[path]), *_followed(after[now])} - same.keys()}:
        same = {path: now for path, now in same.items() if path not in moved}
    return set(before) - same.keys(), set(after) - same.keys()


def _shared(pack: Pack) -> Hashable:
    """What every rule rests on."""
    facts = frozenset(meaning_of_fact(fact, pack) for fact in pack.facts)
    return facts, *(meaning(part, pack) for part in (pack.scope, pack.in_force, pack.governs))


def _followed(rule: Whole) -> list[str]:
    follows = rule.follows if isinstance(rule, Incentive | Duty) else ()
    return [premise.rule for premise in follows if isinstance(premise, FollowedRule)]

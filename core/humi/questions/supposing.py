"""A dossier in which something more is known: what if this fact were so, and all else stayed as it is."""

from __future__ import annotations

from collections.abc import Iterable
from copy import copy

from humi.dossier.dossier import Dossier
from humi.dossier.facts import IDENTITY, REGIONS, RELATIONS
from humi.dossier.world import Record
from humi.engines.prove import Open


def supposed(dossier: Dossier, other: Dossier, taken: Iterable[Open]) -> Dossier:
    """The dossier with some things as they are in another, whose lists begin with the same records."""
    result = copy(dossier)
    result.records, result.lists, result.unlisted = dict(dossier.records), dict(dossier.lists), dict(dossier.unlisted)
    for one in taken:
        if one.kind == "judgement":
            about = _identity(dossier, one.record)
            decided = [each for each in other.determinations if each.key == (one.what, about)]
            kept = [each for each in result.determinations if each.key != (one.what, about)]
            result.determinations = (*kept, *decided)
        elif one.kind == "list":
            listed = dossier.lists[one.what]
            result.lists[one.what] = (*result.lists[one.what][: len(listed)], *other.lists[one.what][len(listed) :])
            result.unlisted[one.what] = other.unlisted[one.what]
        else:
            _suppose_fact(result, other, one)
    return result


def _suppose_fact(result: Dossier, other: Dossier, one: Open) -> None:
    if not one.record:
        entity = one.what.partition(".")[0]
        result.records[entity] = _with_fact(result, result.records[entity], other.records[entity], one.what)
        return
    relation, place = placed(one.record)
    records = list(result.lists[relation])
    records[place] = _with_fact(result, records[place], other.lists[relation][place], one.what)
    result.lists[relation] = tuple(records)


def _with_fact(dossier: Dossier, record: Record, other: Record, path: str) -> Record:
    fact = dossier.vocabulary.by_path(path)
    assert fact is not None
    changed, size = record.copy(), len(fact.unknown())
    if fact.region:
        template = dossier.vocabulary.template(fact.entity, fact.region)
        own = list(record[REGIONS].get(fact.region) or template)
        theirs = other[REGIONS].get(fact.region) or template
        own[fact.slot : fact.slot + size] = theirs[fact.slot : fact.slot + size]
        changed[REGIONS] = {**record[REGIONS], fact.region: own}
    else:
        changed[fact.slot : fact.slot + size] = other[fact.slot : fact.slot + size]
    return changed


def placed(name: str) -> tuple[str, int]:
    """The list and the place in it, of `titles[0]`."""
    relation, _, place = name.removesuffix("]").partition("[")
    assert relation in RELATIONS
    return relation, int(place)


def _identity(dossier: Dossier, name: str) -> str | None:
    if not name:
        return None
    relation, place = placed(name)
    identity: str | None = dossier.lists[relation][place][IDENTITY]
    return identity

"""What cannot be true together: trained staff within staff, a title granted before it ends."""

from __future__ import annotations

from humi.dossier.encode import limit
from humi.dossier.facts import YES, Fact
from humi.dossier.vocabulary import Vocabulary, kept
from humi.dossier.world import Record
from humi.values.dates import format_days


@kept
def _rules(vocabulary: Vocabulary, entity: str) -> tuple[tuple[Fact, Fact], ...]:
    """Pairs of facts of which the first is never greater or later than the second."""
    found = []
    for first, _, second in vocabulary.consistent:
        one, other = vocabulary.by_path(first), vocabulary.by_path(second)
        if one is not None and other is not None and one.entity == entity:
            found.append((one, other))
    return tuple(found)


def inconsistencies(vocabulary: Vocabulary, entity: str, record: Record) -> list[dict[str, str]]:
    """Pairs that surely contradict each other, as details of problem D306."""
    found = []
    for first, second in _rules(vocabulary, entity):
        least, most = _least(first, record), _most(second, record)
        if least is not None and most is not None and least > most:
            found.append(
                {
                    "first": first.path,
                    "second": second.path,
                    "found": _shown(first, least),
                    "limit": _shown(second, most),
                }
            )
    return found


def _least(fact: Fact, record: Record) -> int | None:
    if fact.type == "event":
        return int(record[fact.slot + 1]) if record[fact.slot] == YES else None
    return int(record[fact.slot])


def _most(fact: Fact, record: Record) -> int | None:
    if fact.type == "event":
        return int(record[fact.slot + 2]) if record[fact.slot] == YES else None
    return int(record[fact.slot + (3 if fact.type == "period" else 1)])


def _shown(fact: Fact, value: int) -> str:
    if fact.type in ("date", "event", "period"):
        return format_days((value, value))
    return limit(fact, value)

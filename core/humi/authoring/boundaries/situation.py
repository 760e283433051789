"""Facts in the making: a dossier or registry as plain data and the day of asking, never changed but made anew."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import Any

from humi.dossier.dossier import Dossier
from humi.dossier.facts import OF_A_REGION, RELATIONS, Fact
from humi.dossier.registry import Registry
from humi.errors import DossierError
from humi.policy.pack import Pack
from humi.road.hearing import Hearing

Spot = tuple[str, str | None]
"""Which record of a document: `("unit", None)`, or that of a list with its identifier, `("titles", "title2")`."""

DETERMINATIONS = "determinations"


class Situation:
    """What is known, and the day of asking (an ordinal)."""

    def __init__(self, pack: Pack, asked: int, given: dict[str, Any], of_authority: bool) -> None:
        self.pack = pack
        self.asked = asked
        self.given = given
        self.of_authority = of_authority

    @cached_property
    def hearing(self) -> Hearing | None:
        """The facts as the region hears them; None where they cannot be read or contradict each other."""
        kind = Registry if self.of_authority else Dossier
        try:
            dossier = kind(self.given, self.pack.vocabulary)
        except DossierError:
            return None
        return None if dossier.warnings else Hearing(self.pack, dossier, self.asked)

    def heard(self, day: int | None) -> Hearing | None:
        """The facts as they were on a day, if that is past: targets are judged on the state of their due day."""
        if day is None or day >= self.asked or self.hearing is None:
            return self.hearing
        if day not in self._past:
            self._past[day] = Hearing(self.pack, self.hearing.dossier, day)
        return self._past[day]

    @cached_property
    def _past(self) -> dict[int, Hearing]:
        return {}

    # --- the same with something else ---

    def on(self, asked: int) -> Situation:
        """Asked on another day."""
        return self if asked == self.asked else Situation(self.pack, asked, self.given, self.of_authority)

    def but(self, **sections: Any) -> Situation:
        """With other sections; None leaves one out."""
        given = {key: value for key, value in {**self.given, **sections}.items() if value is not None}
        return Situation(self.pack, self.asked, given, self.of_authority)

    def put(self, spot: Spot, fact: Fact, value: object) -> Situation:
        """With another value of a fact; None leaves the fact out."""
        section, identity = spot
        if identity is None:
            return self.but(**{section: _put(self.given.get(section, {}), fact, value) or None})
        records = self.records(section)
        index = self.index(spot)
        assert index is not None
        records[index] = _put(records[index], fact, value)
        return self.but(**{section: records})

    def determined(self, path: str, about: str | None, result: str | None) -> Situation:
        """With a determination of a judgement; None leaves it out."""
        about = about if about is None else str(about)
        told = [
            one
            for one in self.given.get(DETERMINATIONS, ())
            if (one["criterion"], one.get("about")) != (path, about)
        ]  # fmt: skip
        if result is not None:
            told.append({"criterion": path, **({} if about is None else {"about": about}), "result": result})
        return self.but(determinations=told or None)

    def listing(self, relation: str, records: list[dict[str, Any]]) -> Situation:
        """With other records in a list."""
        return self.but(**{relation: records})

    # --- looking ---

    def value(self, spot: Spot, fact: Fact) -> Any:
        """What is written of a fact; None where nothing is."""
        section, identity = spot
        if identity is None:
            record = self.given.get(section, {})
        else:
            index = self.index(spot)
            record = {} if index is None else self.given[section][index]
        return (record.get(fact.region, {}) if fact.region else record).get(fact.name)

    def records(self, relation: str) -> list[dict[str, Any]]:
        """The records of a list."""
        return list(self.given.get(relation, ()))

    def spots(self, relation: str) -> list[Spot]:
        """The records of a list, by their identifiers."""
        return [(relation, record["id"]) for record in self.given.get(relation, ())]

    def index(self, spot: Spot) -> int | None:
        """The place of a record in its list; None where it is not there."""
        return self._places.get(spot)

    @cached_property
    def _places(self) -> dict[Spot, int]:
        return {spot: index for relation in RELATIONS for index, spot in enumerate(self.spots(relation))}

    @cached_property
    def size(self) -> int:
        """How many records there are."""
        return len(self._places)

    @cached_property
    def _used(self) -> frozenset[str]:
        return frozenset(_texts(self.given))

    def fresh(self, stem: str, number: int = 1) -> list[str]:
        """Names that stand nowhere yet."""
        found: list[str] = []
        count = 1
        while len(found) < number:
            if f"{stem}{count}" not in self._used:
                found.append(f"{stem}{count}")
            count += 1
        return found

    def blank(self, relation: str) -> dict[str, Any]:
        """A new record of a list, of this region where records belong to one."""
        entity = RELATIONS[relation]
        region = {"region": self.pack.region} if entity in OF_A_REGION else {}
        return {"id": self.fresh(entity)[0], **region}


def _put(record: Mapping[str, Any], fact: Fact, value: object) -> dict[str, Any]:
    if not fact.region:
        return _with(record, fact.name, value)
    return _with(record, fact.region, _with(record.get(fact.region, {}), fact.name, value) or None)


def _with(record: Mapping[str, Any], key: str, value: object) -> dict[str, Any]:
    changed = {**record, key: value}
    if value is None:
        del changed[key]
    return changed


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from _texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)


def iso(day: int) -> str:
    """A day as a dossier writes it."""
    return date.fromordinal(day).isoformat()

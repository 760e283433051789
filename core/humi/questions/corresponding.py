"""Which facts and judgements of one region stand for those of another.

What all regions call alike is the same fact. Of a region's own facts and judgements the other says nothing, unless somebody
states that one of its own stands for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from humi.dossier.facts import OTHER, RELATIONS, SINGLE, Fact
from humi.engines.prove import Stands
from humi.language import nodes as n
from humi.policy.pack import Designation, Pack
from humi.values.dates import parse_days
from humi.values.frozen import Frozen


class Pairing(Frozen):
    """A fact, `here`, that stands for another, `there`, and what its members are called there, by their names here."""

    here: Fact
    there: Fact
    members: Mapping[str, str]

    def stands(self) -> Stands:
        """The same for the prover."""
        names = _names(self.there)
        places = tuple(names.index(self.members[name]) for name in _names(self.here)) if self.members else ()
        return Stands(self.here, places, len(names))

    def value(self, written: Any, asked: int) -> Any:
        """What a dossier writes of it there, where it writes something here. A boolean tells whether an event happened."""
        if self.here.type == "event" and self.there.type == "boolean":
            return _happened(written, asked)
        if not self.members:
            return written
        if isinstance(written, list):
            return list(dict.fromkeys(self._member(one) for one in written))
        if isinstance(written, dict) and self.here.type == "event":
            return {key: self._member(told) if key == "result" else told for key, told in written.items()}
        return self._member(written) if self.here.type == "category" else written

    def _member(self, written: Any) -> Any:
        there = self.members[OTHER if isinstance(written, dict) else written]
        return {OTHER: "其他"} if there == OTHER else there


class Correspondence(Frozen):
    """What is stated: `facts` by their paths there, `judgements` here by those there."""

    facts: Mapping[str, Pairing]
    judgements: Mapping[str, str]

    def between(self, here: str, there: str) -> Correspondence:
        """What is stated of two regions."""
        facts = {
            path: one
            for path, one in self.facts.items()
            if one.there.region == there and one.here.region in ("", here) and here != there
        }
        judgements = {
            path: own
            for path, own in self.judgements.items()
            if path.startswith(f"{there}/") and own.startswith(f"{here}/") and here != there
        }
        return Correspondence(facts, judgements)

    def moved(self, document: Mapping[str, Any], here: str, there: str, asked: int) -> dict[str, Any]:
        """A dossier as it would be in the other region: its records belong there, what stands for something there is that,
        and what only the first declares is gone."""
        found = dict(document)
        for section, written in document.items():
            if section in SINGLE:
                found[section] = self._record(section, written, here, there, asked)
            elif section in RELATIONS:
                found[section] = [self._record(RELATIONS[section], one, here, there, asked) for one in written]
        decided = document.get("determinations")
        if decided:
            found["determinations"] = [*decided, *self._decided(decided)]
        return found

    def _record(self, entity: str, written: Mapping[str, Any], here: str, there: str, asked: int) -> dict[str, Any]:
        kept = {name: value for name, value in written.items() if name != here or name == there}
        own = dict(kept.get(there, {}))
        for one in self.facts.values():
            source = written.get(here, {}) if one.here.region else written
            if one.there.entity == entity and one.here.name in source:
                own[one.there.name] = one.value(source[one.here.name], asked)
        if own:
            kept[there] = own
        return {**kept, "region": there} if kept.get("region") == here else kept

    def _decided(self, decided: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
        for path, own in self.judgements.items():
            yield from ({**one, "criterion": path} for one in decided if one["criterion"] == own)


NOTHING = Correspondence({}, {})
"""Where nothing is stated."""


class Looked(Frozen):
    """What a designation elsewhere looks at, by paths: what is the `same` here; what something here `stands` for, with that;
    what is its `own`, of which nothing is known here."""

    same: tuple[str, ...]
    stands: tuple[tuple[str, str], ...]
    own: tuple[str, ...]


def looked_at(pack: Pack, wanted: Designation, stated: Correspondence, here: str) -> Looked:
    """What the criteria of a designation look at, and what it is here."""
    nodes = [node for rule in wanted.criteria for node in n.walk(rule.condition)]
    facts = dict.fromkeys(node.fact for node in nodes if isinstance(node, n.Ref))
    judged = dict.fromkeys(node.path for node in nodes if isinstance(node, n.Judgement))
    same = [fact.path for fact in facts if fact.region in ("", here)] + [path for path in judged if path.startswith(f"{here}/")]
    stands = [(fact.path, stated.facts[fact.path].here.path) for fact in facts if fact.path in stated.facts]
    stands += [(path, stated.judgements[path]) for path in judged if path in stated.judgements]
    known = {*same, *(path for path, _ in stands)}
    own = [path for path in (*(fact.path for fact in facts), *judged) if path not in known]
    return Looked(tuple(same), tuple(stands), tuple(own))


def _names(fact: Fact) -> tuple[str, ...]:
    """The members of a fact in the order of their bits."""
    if not fact.all_members:
        return ()
    return (*fact.members, OTHER) if fact.has_other else fact.members


def members_of(fact: Fact) -> tuple[str, ...]:
    """What a fact, or the result of an event, may be."""
    return _names(fact) if fact.type in ("category", "categories", "event") else ()


def _happened(written: Any, asked: int) -> bool:
    day = written.get("on") if isinstance(written, dict) else written
    if isinstance(day, bool):
        return day
    if day is None:
        return True
    return (day.toordinal() if isinstance(day, date) else parse_days(str(day))[0]) <= asked

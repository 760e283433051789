"""What a dossier names that nobody knows: regions, kinds of titles and acts, incentives, judgements.

These are texts that every region fills with its own ids, so they are checked when the packs are there. A record with a name
that is written otherwise would be left out without a word.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from humi.dossier.facts import OF_A_REGION, RELATIONS
from humi.reading.problems import Place, Problem
from humi.values.text import nearest

if TYPE_CHECKING:
    from humi.dossier.dossier import Dossier
    from humi.dossier.facts import Fact
    from humi.policy.pack import Pack
    from humi.population.named import Named

NAMING = (("titles", "kind"), ("acts", "kind"), ("claims", "incentive"))
"""Facts of records that hold an id of a rule of their region."""


def strays(dossier: Dossier, packs: Iterable[Pack], regions: Collection[str]) -> list[Problem]:
    """Names that neither the packs nor the ids of `regions` know, each once: D308, D311 and D312, with the nearest name."""
    loaded = {pack.region: pack for pack in packs}
    return [*_determinations(dossier, loaded, regions), *_regions(dossier, loaded, regions), *_named(dossier, loaded)]


def table_strays(named: Named, packs: dict[str, Pack], regions: Collection[str]) -> list[tuple[Problem, int]]:
    """The same of the rows of tables: each name once for each table, and in how many rows; the most frequent first. Of many
    applicants some are from elsewhere: a place is told only where it is like a region."""
    from humi.dossier.dossier import Dossier

    told: dict[tuple[str, str, str], tuple[Problem, int]] = {}
    for section, document, rows in named.documents():
        read = Dossier.from_dict(document, named.vocabulary)
        for problem in (*strays(read, packs.values(), regions), *strange_place(read, packs, regions)):
            if problem.code == "D309" and not problem.details["suggestion"]:
                continue
            key = section, problem.code, problem.details["found"]
            told[key] = replace(problem, place=Place(section, 0, 0)), told.get(key, (problem, 0))[1] + rows
    return sorted(told.values(), key=lambda one: -one[1])


def _determinations(dossier: Dossier, packs: dict[str, Pack], regions: Collection[str]) -> Iterator[Problem]:
    """Determinations that name no judgement: of a loaded region, or of none that there is."""
    for determination in dossier.determinations:
        path = determination.key[0]
        region = path.partition("/")[0]
        asked = [packs[region]] if region in packs else packs.values() if region not in regions else ()
        judgements = [one for pack in asked for one in sorted(pack.judgements)]
        if asked and path not in judgements:
            details = {"found": path, "suggestion": _judgement(path, judgements)}
            yield Problem("D308", dossier.place_of(("determinations",)), details)


def _judgement(path: str, judgements: Collection[str]) -> str:
    """The path that was probably meant; where only its end is written, the one that ends so."""
    ending = [one for one in judgements if one.endswith(f"/{path}")]
    return ending[0] if len(ending) == 1 else nearest(path, judgements) or ""


def _regions(dossier: Dossier, packs: dict[str, Pack], regions: Collection[str]) -> Iterator[Problem]:
    """Records of a region that there is not: the name may stand where the id belongs."""
    seen = set(regions)
    for relation, entity in RELATIONS.items():
        belongs = dossier.vocabulary.find(entity, "region")
        if entity not in OF_A_REGION or belongs is None:
            continue
        for index, record in enumerate(dossier.lists[relation]):
            region = record[belongs.slot]
            if region is not None and region not in seen:
                seen.add(region)
                details = {"found": region, "allowed": ", ".join(regions), "suggestion": _region_called(region, packs, regions)}
                yield Problem("D311", _place(dossier, relation, index, belongs), details)


def strange_place(dossier: Dossier, packs: dict[str, Pack], regions: Collection[str]) -> Iterator[Problem]:
    """D309: the applicant's place, where no region has it."""
    fact = dossier.vocabulary.find("unit", "place")
    place: str | None = dossier.records["unit"][fact.slot] if fact is not None else None
    if place is not None and place not in regions:
        details = {"found": place, "allowed": ", ".join(regions), "suggestion": _region_called(place, packs, regions)}
        yield Problem("D309", Place(dossier.file, 0, 0), details)


def _region_called(word: str, packs: dict[str, Pack], regions: Collection[str]) -> str:
    """The id of the region whose name was written instead, or the nearest id."""
    for region, pack in packs.items():
        if word in pack.label or pack.label.zh.startswith(word):
            return region
    return nearest(word, regions) or ""


def _named(dossier: Dossier, packs: dict[str, Pack]) -> Iterator[Problem]:
    """Records of a loaded region with a kind or an incentive that its rules do not know."""
    for relation, name in NAMING:
        fact = dossier.vocabulary.find(RELATIONS[relation], name)
        belongs = dossier.vocabulary.find(RELATIONS[relation], "region")
        assert fact is not None
        assert belongs is not None
        seen: set[tuple[str, str]] = set()
        for index, record in enumerate(dossier.lists[relation]):
            region, word = record[belongs.slot], record[fact.slot]
            if word is None or region not in packs or (region, word) in seen:
                continue
            seen.add((region, word))
            pack = packs[region]
            known = {"titles": pack.titles, "acts": pack.acts}.get(relation, [one.id for one in pack.incentives])
            # Rules without any such id ask for none, so nothing is left out.
            if known and word not in known:
                details = {
                    "fact": fact.path,
                    "found": word,
                    "region": region,
                    "allowed": ", ".join(known),
                    "suggestion": _called(word, known, pack) or nearest(word, known) or "",
                }
                yield Problem("D312", _place(dossier, relation, index, fact), details)


def _called(word: str, known: Collection[str], pack: Pack) -> str:
    """The id of what bears this name, in either language, or a longer one that ends in it."""
    entity = pack.vocabulary.entity(word)
    if entity in known:
        return entity
    named = [(name, pack.names[name]) for name in known if name in pack.names]
    bearing = [name for name, label in named if word in label] or [name for name, label in named if label.zh.endswith(word)]
    return bearing[0] if len(bearing) == 1 else ""


def _place(dossier: Dossier, relation: str, index: int, fact: Fact) -> Place:
    """Where a record says it, under the keys with which it is written."""
    key = next(key for key in dossier.document if dossier.vocabulary.entity(str(key)) == relation)
    word = next((word for word in (fact.name, fact.label.zh) if word in dossier.document[key][index]), fact.name)
    return dossier.place_of((key, index, word))

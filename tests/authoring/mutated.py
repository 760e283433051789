"""Packs with cases that expect all that comes out, and the mutants that these notice."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from humi.authoring.cases import Case, Expectation
from humi.authoring.found import answers
from humi.authoring.mutation.mutants import Mutant, mutants
from humi.authoring.mutation.trial import Bench, Heard, noticing
from humi.authoring.suite import Suite, run_suite
from humi.authoring.targets import load_target
from humi.dossier.dossier import Dossier
from humi.dossier.registry import Registry
from humi.policy.pack import Pack
from humi.reading.problems import Place
from humi.road import decide
from tests.strategies import Plain, a_registry, an_asked_date

ROOT = Path(__file__).parents[2]
REGIONS = tuple(f"plugins/{region}" for region in ("jiangjin", "jiyuan", "qingdao_ftz", "sanmen", "yinchuan"))
YUNHAI = "examples/yunhai"
PLACE = Place("cases.yaml", 1, 1)


def expecting_all(pack: Pack, given: Plain, on: date, of_authority: bool = False) -> Case:
    """A case that expects every answer of the pack as it is."""
    dossier = (Registry if of_authority else Dossier)(given, pack.vocabulary)
    expected = []
    for path, said in answers(decide(pack, dossier, on.toordinal())).items():
        wanted, colon, causes = said.partition(": ")
        named = tuple(cause for cause in causes.split(", ") if cause)
        expected.append(Expectation(path, wanted, named if colon else None, PLACE))
    return Case("everything", on, given, tuple(expected), PLACE, of_authority)


def heard_by(pack: Pack, policy: Plain, dossiers: list[tuple[Plain, date]], random: Random) -> list[Heard]:
    """Cases that expect all that a pack says of dossiers, and of two registries where it has targets."""
    made = [expecting_all(pack, dossier, asked) for dossier, asked in dossiers]
    for _ in range(2 if policy.get("targets") else 0):
        made.append(expecting_all(pack, a_registry(random, policy), an_asked_date(random), of_authority=True))
    return [Heard(case, pack) for case in made]


def judged_otherwise(made: list[Mutant], bench: Bench) -> list[str]:
    """The mutants of which the quick way says otherwise than running every case on the whole of them."""
    return [
        mutant.id
        for mutant in made
        if (bench.notices(mutant) is None) != (next(noticing(mutant, bench.heard), None) is None)
    ]


@cache
def suite_of(name: str) -> Suite:
    """The cases of a pack of the repository, run."""
    return run_suite(load_target(ROOT / name))


@cache
def mutants_of(name: str) -> tuple[Mutant, ...]:
    """Every mutant of a pack of the repository."""
    return tuple(mutants(pack_in(name)))


def pack_in(name: str) -> Pack:
    """A pack of the repository."""
    pack = suite_of(name).target.pack
    assert pack is not None
    return pack


def bench_of(name: str) -> Bench:
    """The cases of a pack of the repository, heard."""
    pack = pack_in(name)
    return Bench(pack, [Heard(result.case, pack) for result in suite_of(name).results])


def mutants_by_id(pack: Pack) -> dict[str, Mutant]:
    """Every mutant of a pack, by its id."""
    return {mutant.id: mutant for mutant in mutants(pack)}


def found(pack: Pack, given: Plain, on: date) -> dict[str, Any]:
    """All that a pack says of a dossier."""
    return answers(decide(pack, Dossier(given, pack.vocabulary), on.toordinal()))

"""Targets counted over tables come out as the road has them, on generated packs and registries and on every region's cases."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from humi.authoring.cases import dossier_of
from humi.dossier.registry import Registry
from humi.engines.screen.population import Population
from humi.policy.pack import Pack
from humi.road import decide
from humi.screening.targets import count_targets
from tests.engines.agreement import pack_of
from tests.engines.regions import REGIONS, YUNHAI
from tests.engines.screened import engines
from tests.house.packs import cases_in, pack_in
from tests.strategies import Filler, a_policy, a_registry, an_asked_date

LIMIT = 2**60
Told = dict[str, tuple[Any, ...]]


def judged(pack: Pack, registry: Registry, asked: int) -> Told:
    told = {}
    for one in decide(pack, registry, asked).targets:
        causes = frozenset((cause.kind, cause.what) for cause in one.finding.causes)
        numbers = map(shown, (one.count, one.of, one.value))
        told[one.finding.path.removeprefix(f"{pack.region}/")] = (one.finding.outcome, causes, *numbers)
    return told


def screened(pack: Pack, registry: Registry, asked: int, connection: Any) -> Told:
    population = Population.of([registry], pack.vocabulary)
    counted = count_targets(pack, population, asked, lambda table: connection.to_pyarrow(table).to_pylist()[0])
    return {one.path: (one.outcome, one.causes, *map(shown, (one.count, one.of, one.value))) for one in counted}


def shown(ends: tuple[int, int] | None) -> tuple[int, ...] | None:
    """Numbers as far as 64 bits tell them apart."""
    return None if ends is None else tuple(max(min(end, LIMIT), -LIMIT) for end in ends)


@pytest.mark.parametrize("engine", engines())
@pytest.mark.parametrize("folder", [*REGIONS, YUNHAI], ids=lambda one: one.name)
def test_every_registry_of_a_region_is_counted_alike(folder: Path, engine: Any) -> None:
    pack, connection = pack_in(folder), engine()
    read = [(case, dossier_of(case, pack)) for case in cases_in(folder)]
    registries = [(case, registry) for case, registry in read if isinstance(registry, Registry)]
    for case, registry in registries if connection.name == "polars" else registries[::10]:  # it takes seconds to plan each
        asked = case.on.toordinal()
        assert screened(pack, registry, asked, connection) == judged(pack, registry, asked)


@pytest.mark.parametrize("engine", engines())
def test_targets_are_counted_alike(engine: Any, request: pytest.FixtureRequest) -> None:
    connection = engine()

    @settings(
        max_examples=-(-request.config.getoption("--pairs") // 500),
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(st.integers(0, 2**32 - 1), st.integers(1, 4))
    def agree(seed: int, size: int) -> None:
        random = Random(seed)
        policy = a_policy(random, size)
        if "targets" not in policy:
            return
        fill, pack = Filler(random, policy), pack_of(policy)
        for _ in range(2):
            document, asked = a_registry(random, policy, fill), an_asked_date(random).toordinal()
            registry = Registry.from_dict(document, pack.vocabulary)
            mine = screened(pack, registry, asked, connection)
            assert mine == judged(pack, registry, asked), json.dumps([policy, document], default=str, ensure_ascii=False)

    agree()

"""Generated packs and dossiers, on which an engine of the screen must say what the judge says."""

from __future__ import annotations

import json
from datetime import date
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from humi.dossier.dossier import Dossier
from tests.engines.agreement import pack_of
from tests.engines.screened import Hold, differences, judged, screened
from tests.strategies import Filler, Plain, a_dossier, a_policy, an_asked_date, smallest

DOSSIERS_EACH = 25


def agrees_with_judge(packs: int, connection: Any, hold: Hold | None = None, largest: int = 4) -> None:
    """Fails with the smallest pack and dossiers that screen and judge do not answer alike; `largest`: how large packs get."""

    def differing(policy: Plain, dossiers: list[Plain], asked: date) -> dict[Any, Any]:
        pack, day = pack_of(policy), asked.toordinal()
        read = [Dossier.from_dict(one, pack.vocabulary) for one in dossiers]
        return differences(screened(pack, read, day, connection, hold), judged(pack, read, day))

    @settings(max_examples=packs, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(st.integers(0, 2**32 - 1), st.integers(1, largest))
    def agree(seed: int, size: int) -> None:
        random = Random(seed)
        policy = a_policy(random, size)
        fill = Filler(random, policy)
        dossiers, asked = [a_dossier(random, policy, fill) for _ in range(DOSSIERS_EACH)], an_asked_date(random)
        if differing(policy, dossiers, asked):
            least, held = smallest(policy, {"all": dossiers}, lambda p, d: bool(differing(p, d["all"], asked)))
            shown = json.dumps({"policy": least, "dossiers": held["all"]}, ensure_ascii=False, default=str)
            pytest.fail(f"on {asked}: {differing(least, held['all'], asked)}\n{shown}")

    agree()
